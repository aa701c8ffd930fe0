"""A day that slips is told as it slips, saved with one key, and taken back with one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from facilitator_app.records.enums import (
    GuestStatus,
    LanguageMode,
    PauseReason,
    PlanKind,
    SegmentKind,
    StageName,
)
from facilitator_app.records.room import SceneKind
from facilitator_app.records.run import Position, RunPhase, RunState
from facilitator_app.support.clock import FakeClock
from facilitator_app.views.console.view import ConsoleView
from facilitator_app.views.shared.actions import State
from tests.journeys.visit import CONTROL, Visit

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def seat(visit: Callable[..., Visit], workshop: Path) -> Visit:
    """Return the program with a bare workshop open when its first day begins."""
    return visit(workshop, FakeClock(datetime(2027, 3, 2, 6, 30, tzinfo=UTC)))


def _clock(seat: Visit) -> FakeClock:
    assert isinstance(seat.clock, FakeClock)
    return seat.clock


def _pass(seat: Visit, minutes: float) -> None:
    _clock(seat).advance(minutes * 60)
    seat.rest()


def _next(seat: Visit) -> None:
    assert seat.program.actions.trigger("run.next")
    seat.rest()


def _fire(seat: Visit, action: str) -> None:
    assert seat.program.actions.trigger(action), action
    seat.rest()


def _state(seat: Visit) -> RunState:
    return seat.desks.workshop.state()


def _console(seat: Visit) -> ConsoleView:
    return seat.desks.console


def _until_the_opening(seat: Visit) -> None:
    """Open the doors in time and begin the opening speech at nine."""
    seat.desks.go("console")
    _next(seat)
    _pass(seat, 30)
    _next(seat)
    position = _state(seat).position
    assert position is not None
    segment = seat.record.agenda.segment(position.segment_id)
    assert segment is not None
    assert segment.kind is SegmentKind.OPENING


def _overrun(seat: Visit, minutes: int = 8) -> None:
    """Let the opening speaker take so much longer than planned."""
    _until_the_opening(seat)
    _pass(seat, 20 + minutes)


def test_nothing_is_offered_while_nothing_slips(seat: Visit) -> None:
    _until_the_opening(seat)
    _pass(seat, 19)
    assert not _console(seat).side.slip.isVisible()
    assert State.RECOVERABLE not in seat.program.actions.states()


def test_the_slip_is_told_while_the_speaker_still_speaks_and_takes_no_key(seat: Visit) -> None:
    _overrun(seat)
    slip = _console(seat).side.slip
    assert slip.isVisible()
    assert slip.words()[0] == "Lunch slips to 12:08"
    assert slip.button.isVisible()
    assert not _console(seat).deciding()
    assert seat.program.actions.states() >= {State.RECOVERABLE}
    assert State.DECIDING not in seat.program.actions.states()


def test_one_key_applies_a_plan_one_takes_it_back(seat: Visit) -> None:
    _overrun(seat)
    before = seat.record.agenda
    seat.key(Qt.Key.Key_R)
    assert _console(seat).deciding()
    assert _console(seat).plans.running.text().startswith("8:00 over")
    choice = _console(seat).plans.choice(1)
    assert choice is not None
    seat.key(Qt.Key.Key_1)
    assert not _console(seat).deciding()
    assert seat.record.agenda == choice.plan.agenda
    assert [one.kind for one in seat.record.recoveries] == [choice.plan.kind]
    assert "28 min instead of 20" in seat.record.recoveries[0].reason
    assert any("takes it back" in line for line in seat.banners())
    assert seat.desks.recovering.offer is None
    assert not _console(seat).side.slip.isVisible()
    seat.key(Qt.Key.Key_Z, CONTROL)
    assert seat.record.agenda == before
    assert seat.record.recoveries == ()
    assert not any("takes it back" in line for line in seat.banners())
    assert _console(seat).side.slip.isVisible()


def test_moving_lunch_is_always_one_of_the_choices(seat: Visit) -> None:
    _overrun(seat)
    _fire(seat, "run.recover")
    seat.key(Qt.Key.Key_4)
    assert [one.kind for one in seat.record.recoveries] == [PlanKind.MOVE_ANCHOR]
    lunch = next(one for one in seat.record.agenda.segments() if one.kind is SegmentKind.MEAL)
    assert lunch.anchor is not None
    assert f"{lunch.anchor.at:%H:%M}" > "12:00"


def test_left_as_it_is_it_is_quiet_until_it_has_grown_by_two_minutes(seat: Visit) -> None:
    _overrun(seat)
    seat.key(Qt.Key.Key_R)
    seat.key(Qt.Key.Key_Escape)
    assert not _console(seat).deciding()
    slip = _console(seat).side.slip
    assert slip.property("card") == "plain"
    assert "Left as it is." in slip.words()[1]
    _pass(seat, 1)
    assert slip.property("card") == "plain"
    _pass(seat, 1)
    assert slip.property("card") == "warn"
    assert seat.record.recoveries == ()


def test_next_is_next_while_the_plans_are_open(seat: Visit) -> None:
    _overrun(seat)
    seat.key(Qt.Key.Key_R)
    before = _state(seat).position
    seat.key(Qt.Key.Key_PageDown)
    assert _state(seat).position != before
    assert _console(seat).deciding(), "the question is still open"


def test_no_digit_is_typed_away_from_a_field_and_none_lands_in_a_covered_one(seat: Visit) -> None:
    _overrun(seat)
    console = _console(seat)
    console.side.choose("parking")
    field = console.side.parking.field
    field.setFocus()
    QTest.keyClicks(field, "Who pays 1 and 2? R")
    assert field.text() == "Who pays 1 and 2? R"
    assert not console.deciding()
    seat.key(Qt.Key.Key_R, CONTROL | SHIFT)
    assert console.deciding()
    seat.key(Qt.Key.Key_Escape)
    assert not console.deciding()
    assert field.text() == "Who pays 1 and 2? R"
    assert field.hasFocus(), "the cursor is back where it was"


def test_from_another_place_the_plans_open_on_the_console(seat: Visit) -> None:
    _overrun(seat)
    seat.desks.go("capture")
    assert State.DECIDING not in seat.program.actions.states()
    _fire(seat, "run.recover")
    assert seat.desks.place() == "console"
    assert _console(seat).deciding()
    seat.desks.go("capture")
    seat.key(Qt.Key.Key_1)
    assert seat.record.recoveries == (), "nobody decides what he does not see"


def test_a_minister_speaks_at_once_and_the_room_goes_on_at_the_exact_second(seat: Visit) -> None:
    _until_the_opening(seat)
    _pass(seat, 2.6)
    before = _state(seat)
    console = _console(seat)
    console.guest_kept.emit("", "Jonas Petraitis", "Minister of Economy", "Ekonomikos ministras", 12)
    seat.rest()
    for status in (GuestStatus.ON_THE_WAY, GuestStatus.AT_THE_DOOR):
        _fire(seat, "run.guest_step")
        assert seat.record.guests[0].status is status
    _fire(seat, "run.guest_step")
    assert console.side.guests.isVisible(), "when he speaks is asked first"
    console.speak_requested.emit(seat.record.guests[0].id, None)
    seat.rest()
    speaking = _state(seat)
    assert seat.record.guests[0].status is GuestStatus.SPEAKING
    assert speaking.parked is not None
    assert speaking.parked.left_seconds == before.remaining_seconds == 20 * 60 - 156
    assert "waits with 17:24." in console.now.waiting()
    assert console.bottom.next.text().endswith("17:24 left")
    scene = seat.desks.projector.window.canvas.scene()
    assert scene.kind is SceneKind.SPEAKER
    assert [one.text for one in scene.headline] == ["Jonas Petraitis"]
    assert [one.text for one in scene.body] == ["Minister of Economy", "Ekonomikos ministras"]
    assert not scene.shows_time
    _pass(seat, 22)
    _next(seat)
    after = _state(seat)
    assert after.position == before.position
    assert after.remaining_seconds == before.remaining_seconds
    assert [one.status for one in seat.record.guests] == [GuestStatus.LEFT]


def test_a_timer_stands_beside_the_plan_and_is_put_away(seat: Visit) -> None:
    _until_the_opening(seat)
    console = _console(seat)
    seat.key(Qt.Key.Key_T)
    assert console.timers.is_open()
    seat.press_button("5")
    assert not console.timers.is_open()
    assert [one.seconds for one in _state(seat).timers] == [300]
    _pass(seat, 2)
    assert console.timers.words() == ("3:00 left",)
    console.timers.ended.emit(seat.record.timers[0].id)
    seat.rest()
    assert console.timers.words() == ()


def test_waiting_for_the_interpreter_is_not_the_speakers_time(seat: Visit) -> None:
    _until_the_opening(seat)
    _pass(seat, 5)
    left = _state(seat).remaining_seconds
    seat.key(Qt.Key.Key_I)
    entry = _state(seat).entry
    assert entry is not None
    assert entry.paused_for is PauseReason.INTERPRETER
    _pass(seat, 1.5)
    assert _console(seat).now.state_words() == "Waiting for the interpreter 1:30"
    assert _state(seat).remaining_seconds == left
    seat.key(Qt.Key.Key_I)
    assert _state(seat).phase is RunPhase.RUNNING
    assert seat.record.run_entries[-1].interpreter_seconds == 90


def test_when_the_booth_fails_the_cost_is_said_first_and_the_plans_follow(seat: Visit) -> None:
    _until_the_opening(seat)
    console = _console(seat)
    _fire(seat, "run.language")
    page = console.side.language
    assert page.isVisible()
    page.mode.choose(LanguageMode.CONSECUTIVE.value)
    seat.rest()
    assert "min more from now on" in page.cost()
    seat.press_button("Switch")
    assert seat.record.details.language_mode is LanguageMode.CONSECUTIVE
    assert console.deciding()
    seat.key(Qt.Key.Key_Escape)
    seat.key(Qt.Key.Key_Z, CONTROL)
    assert seat.record.details.language_mode is not LanguageMode.CONSECUTIVE


def test_what_a_chosen_plan_cannot_win_is_quiet(seat: Visit) -> None:
    _until_the_opening(seat)
    console = _console(seat)
    console.language_switched.emit(LanguageMode.CONSECUTIVE, 5)
    seat.rest()
    short = [one for one in (console.plans.choice(n) for n in (1, 2, 3)) if one and not one.holds]
    assert short, "consecutive interpretation does not fit into this day"
    console.plan_chosen.emit(short[0])
    console.leave_plans()
    seat.rest()
    assert len(seat.record.recoveries) == 1
    assert console.side.slip.isVisible()
    assert console.side.slip.property("card") == "plain"
    assert "out of date" in " ".join(seat.banners())


def test_a_start_forgotten_an_hour_ago_is_still_set_right(seat: Visit) -> None:
    _until_the_opening(seat)
    _pass(seat, 10)
    doors = seat.record.run_entries[0]
    earlier = doors.started.wall - timedelta(minutes=5)
    _console(seat).past_start_corrected.emit(doors.id, earlier)
    seat.rest()
    assert seat.record.run_entries[0].started.wall == earlier
    seat.key(Qt.Key.Key_Z, CONTROL)
    assert seat.record.run_entries[0] == doors


def test_the_run_sheet_is_written_again_when_a_plan_changes_the_day(seat: Visit) -> None:
    _overrun(seat)
    sheet = seat.desks.sheet
    _fire(seat, "run.sheet")
    seat.hands.until(lambda: not sheet.worker.busy, "the sheet")
    before = sheet.target().read_bytes()
    _fire(seat, "run.recover")
    seat.key(Qt.Key.Key_1)
    seat.hands.until(lambda: not sheet.worker.busy, "the sheet again")
    assert sheet.target().read_bytes() != before
    assert any("run sheet is written" in line for line in seat.banners())


def test_turns_are_skipped_swapped_and_put_off_from_the_console(seat: Visit) -> None:
    _until_the_opening(seat)
    step = next(one for one in seat.record.agenda.segments() if one.has_table_work)
    _console(seat).jump_requested.emit(Position(step.id, StageName.REPORT, 3))
    seat.rest()
    order = _state(seat).turn_order
    rest = order[order.index(3) + 1 :]
    assert len(rest) >= 2
    _console(seat).turns_swapped.emit(rest[0], rest[1])
    seat.rest()
    assert _state(seat).turn_order[order.index(3) + 1 :][:2] == (rest[1], rest[0])
    _console(seat).turn_skipped.emit(rest[1])
    seat.rest()
    assert rest[1] not in _state(seat).turn_order
    assert _console(seat).side.tables.lines()[-1].skipped
    _console(seat).turn_put_off.emit(3)
    seat.rest()
    assert _state(seat).turn_order[-1] == 3
    assert _state(seat).position == Position(step.id, StageName.REPORT, rest[0])


def test_a_guest_is_changed_moved_to_after_a_break_and_taken_out(seat: Visit) -> None:
    _until_the_opening(seat)
    console = _console(seat)
    console.guest_kept.emit("", "Ona", "", "", 10)
    seat.rest()
    guest = seat.record.guests[0]
    assert guest.day_id == seat.record.agenda.days[0].id
    console.guest_kept.emit(guest.id, "Ona Ona", "Mayor", "Mer", 15)
    seat.rest()
    assert (seat.record.guests[0].name, seat.record.guests[0].seconds) == ("Ona Ona", 900)
    rest = next(one for one in seat.record.agenda.segments() if one.kind is SegmentKind.BREAK)
    console.speak_requested.emit(guest.id, rest.id)
    seat.rest()
    order = [one.id for one in seat.record.agenda.days[0].segments]
    assert order.index(seat.record.guests[0].segment_id or "") == order.index(rest.id) + 1
    assert _state(seat).parked is None, "nothing waits: the guest has a place of his own"
    console.guest_removed.emit(guest.id)
    seat.rest()
    assert seat.record.guests == ()
    assert [one.id for one in seat.record.agenda.days[0].segments] == [i for i in order if i in _ids(seat)]


def _ids(seat: Visit) -> set[str]:
    return {one.id for one in seat.record.agenda.segments()}
