"""A guest comes in between: what runs is parked with exactly what it has left, and goes on with it."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from facilitator_app.records.changes import NOTHING_CHANGED
from facilitator_app.records.enums import Desk as At
from facilitator_app.records.enums import GuestStatus, PauseReason, SegmentKind, StageName
from facilitator_app.records.guests import Guest
from facilitator_app.records.run import Pace, Parked, Position, RunPhase, RunState
from facilitator_app.rules import running as rules
from facilitator_app.rules.schedule import Actual, SegmentState, schedule
from facilitator_app.services import planning, running
from facilitator_app.store.files import open_workshop
from facilitator_app.support.errors import KnownError
from tests.services.conftest import DEVICE, Desk

LEFT = 17 * 60 + 23


def _state(desk: Desk) -> RunState:
    return running.state(desk.record(), desk.clock.read())


def _segment_id(desk: Desk, code: str) -> str:
    return next(s.id for s in desk.record().agenda.segments() if s.code == f"two_day.{code}")


def _press(desk: Desk) -> running.Stepped:
    return running.next_(desk.file, desk.workshop, _state(desk).position)[0]


def _back(desk: Desk) -> running.Stepped:
    return running.back(desk.file, desk.workshop, _state(desk).position)[0]


def _minister(desk: Desk, name: str = "Ona Petraitė", minutes: int = 10) -> str:
    added, _changes = running.add_guest(
        desk.file, desk.workshop, name=name, title="Minister", minutes=minutes, expected_at=time(10)
    )
    return added


def _let_in(desk: Desk, guest: str) -> running.Stepped:
    return running.let_speak(desk.file, desk.workshop, guest, _state(desk).position)[0]


def _guest(desk: Desk, guest: str) -> Guest:
    return next(one for one in desk.record().guests if one.id == guest)


def _discussing(desk: Desk, left: int = LEFT) -> Position:
    """Stand in Step 2's discussion with so many seconds left."""
    position = Position(_segment_id(desk, "d1.b06"), StageName.DISCUSS)
    running.jump(desk.file, desk.workshop, position)
    desk.clock.advance(24 * 60 - left)
    assert _state(desk).remaining_seconds == left
    return position


def test_what_a_guest_interrupts_goes_on_at_the_second_at_which_it_stood(desk: Desk) -> None:
    position = _discussing(desk)
    guest = _minister(desk)
    stepped = _let_in(desk, guest)
    speaking = _state(desk)
    assert stepped.left == position
    assert speaking.position == stepped.entered
    assert (speaking.parked, speaking.following) == (Parked(position, LEFT), position)
    assert (speaking.box_seconds, speaking.remaining_seconds) == (600, 600)
    assert _guest(desk, guest).status is GuestStatus.SPEAKING
    desk.clock.advance(22 * 60 + 0.4)
    assert _state(desk).remaining_seconds == 600 - 22 * 60
    _press(desk)
    again = _state(desk)
    assert (again.position, again.parked) == (position, None)
    assert (again.box_seconds, again.remaining_seconds) == (LEFT, LEFT)
    assert _guest(desk, guest).status is GuestStatus.LEFT
    assert again.following == Position(position.segment_id, StageName.REPORT, 3)


def test_colour_and_ring_of_what_goes_on_are_those_it_had(desk: Desk) -> None:
    _discussing(desk, 4 * 60)
    before = _state(desk)
    _let_in(desk, _minister(desk))
    desk.clock.advance(300)
    _press(desk)
    after = _state(desk)
    assert before.pace is after.pace is Pace.FIVE_MINUTES
    assert after.fraction_left == before.fraction_left == 4 / 24


def test_the_guests_item_stands_right_after_the_running_one_in_one_undo_step(desk: Desk) -> None:
    _discussing(desk)
    guest = _minister(desk)
    before = desk.record()
    _let_in(desk, guest)
    day = desk.record().agenda.days[0]
    place = [s.code for s in day.segments].index("two_day.d1.b06")
    item = day.segments[place + 1]
    assert (item.kind, item.title) == (SegmentKind.GUEST, "Ona Petraitė, Minister")
    assert (item.planned_seconds, item.minimum_seconds) == (600, 0)
    assert [(s.stage, s.planned_seconds) for s in item.stages] == [(StageName.WHOLE, 600)]
    desk.file.undo(At.CONSOLE)
    assert desk.record() == before


def test_back_from_a_guest_returns_to_the_clock_as_if_nobody_had_pressed(desk: Desk) -> None:
    _discussing(desk)
    guest = _minister(desk)
    running.set_guest_status(desk.file, guest, GuestStatus.AT_THE_DOOR)
    before = desk.record()
    _let_in(desk, guest)
    desk.clock.advance(42.75)
    _back(desk)
    assert desk.record() == before
    assert _state(desk).remaining_seconds == LEFT - 42


def test_back_after_going_on_returns_to_the_guest(desk: Desk) -> None:
    position = _discussing(desk)
    guest = _minister(desk)
    _let_in(desk, guest)
    desk.clock.advance(300.5)
    before = desk.record()
    _press(desk)
    desk.clock.advance(7)
    _back(desk)
    assert desk.record() == before
    assert _state(desk).parked == Parked(position, LEFT)
    desk.clock.advance(60)
    _press(desk)
    assert _state(desk).remaining_seconds == LEFT


def test_undo_of_going_on_and_of_the_interruption_give_the_same_file_back(desk: Desk) -> None:
    _discussing(desk)
    guest = _minister(desk)
    first = desk.record()
    _let_in(desk, guest)
    second = desk.record()
    desk.clock.advance(100)
    _press(desk)
    desk.file.undo(At.CONSOLE)
    assert desk.record() == second
    desk.file.undo(At.CONSOLE)
    assert desk.record() == first


def test_a_paused_stretch_keeps_what_was_left_when_the_pause_began(desk: Desk) -> None:
    _discussing(desk)
    running.pause(desk.file, desk.workshop, reason=PauseReason.INTERPRETER)
    desk.clock.advance(95)
    guest = _minister(desk)
    before = desk.record()
    _let_in(desk, guest)
    assert _state(desk).parked is not None
    desk.clock.advance(600)
    _press(desk)
    assert (_state(desk).phase, _state(desk).remaining_seconds) == (RunPhase.RUNNING, LEFT)
    _back(desk)
    _back(desk)
    assert desk.record() == before


def test_a_guest_may_be_interrupted_by_another_one(desk: Desk) -> None:
    position = _discussing(desk)
    minister, mayor = _minister(desk), _minister(desk, "Jonas Kazlauskas", 5)
    first = _let_in(desk, minister).entered
    desk.clock.advance(200)
    _let_in(desk, mayor)
    state = _state(desk)
    assert first is not None
    assert state.parked == Parked(first, 400)
    assert state.following == first
    desk.clock.advance(500)
    _press(desk)
    state = _state(desk)
    assert (state.position, state.remaining_seconds) == (first, 400)
    assert state.parked == Parked(position, LEFT)
    assert _guest(desk, mayor).status is GuestStatus.LEFT
    assert _guest(desk, minister).status is GuestStatus.SPEAKING
    desk.clock.advance(400)
    _press(desk)
    assert (_state(desk).position, _state(desk).remaining_seconds) == (position, LEFT)


def test_what_was_in_overtime_goes_on_in_overtime(desk: Desk) -> None:
    position = _discussing(desk, -90)
    _let_in(desk, _minister(desk))
    assert _state(desk).parked == Parked(position, -90)
    desk.clock.advance(600)
    _press(desk)
    state = _state(desk)
    assert (state.remaining_seconds, state.pace) == (-90, Pace.OVERTIME)
    running.adjust(desk.file, desk.workshop, 5)
    assert _state(desk).remaining_seconds == 300 - 90


def test_a_table_goes_on_with_its_turn_and_the_round_is_not_charged_with_the_guest(desk: Desk) -> None:
    position = Position(_segment_id(desk, "d1.b09"), StageName.REPORT, 4)
    running.jump(desk.file, desk.workshop, position)
    desk.clock.advance(100)
    before = _state(desk)
    _let_in(desk, _minister(desk))
    desk.clock.advance(900)
    _press(desk)
    after = _state(desk)
    assert (after.position, after.remaining_seconds) == (position, before.remaining_seconds)
    assert after.share_seconds == before.share_seconds
    desk.clock.advance(after.remaining_seconds + 20)
    _press(desk)
    state = _state(desk)
    assert state.position == Position(position.segment_id, StageName.REPORT, 5)
    assert state.box_seconds == (13 * 60 - (136 + 20) - 4 * 20) // 4
    assert dict(state.spoken)[4] == 136 + 20


def test_an_interruption_survives_a_crash_and_a_reboot(desk: Desk) -> None:
    position = _discussing(desk)
    guest = _minister(desk)
    _let_in(desk, guest)
    path = desk.file.path
    desk.file.close()
    desk.clock.reboot(90)
    with open_workshop(path, clock=desk.clock, device=DEVICE) as file:
        again = Desk(file, desk.clock, desk.content)
        assert _state(again).parked == Parked(position, LEFT)
        assert _state(again).remaining_seconds == 600 - 90
        again.clock.advance(22 * 60)
        _press(again)
        assert _state(again).remaining_seconds == LEFT


def test_a_guest_let_in_twice_is_let_in_once(desk: Desk) -> None:
    position = _discussing(desk)
    guest = _minister(desk)
    running.let_speak(desk.file, desk.workshop, guest, position)
    assert running.let_speak(desk.file, desk.workshop, guest, position)[1] == NOTHING_CHANGED
    with pytest.raises(KnownError, match="is speaking"):
        _let_in(desk, guest)


def test_while_a_guest_speaks_the_segment_is_parked_and_his_minutes_are_his_own(desk: Desk) -> None:
    position = _discussing(desk)
    started = desk.clock.read().wall - timedelta(seconds=24 * 60 - LEFT)
    _let_in(desk, _minister(desk))
    desk.clock.advance(120)
    record, now = desk.record(), desk.clock.read()
    actual = _actuals(desk)[position.segment_id]
    later = 27 * 60  # report-back, synthesis and lights
    assert (actual.started, actual.ended) == (started, None)
    assert (actual.parked_seconds, actual.left_seconds) == (LEFT + later, None)
    assert actual.stage is StageName.DISCUSS
    placed = schedule(record.agenda, _actuals(desk), now.wall).segment(position.segment_id)
    assert placed is not None
    assert placed.state is SegmentState.PARKED
    assert placed.expected_end == now.wall + timedelta(seconds=480 + LEFT + later)
    desk.clock.advance(22 * 60 - 120)
    _press(desk)
    desk.clock.advance(60)
    actual = _actuals(desk)[position.segment_id]
    assert actual.paused_seconds == 22 * 60
    assert (actual.parked_seconds, actual.left_seconds) == (None, LEFT - 60 + later)
    entries = desk.record().run_entries
    assert rules.own_seconds(entries, position.segment_id, desk.clock.read()) == 24 * 60 - LEFT + 60


def _actuals(desk: Desk) -> dict[str, Actual]:
    record = desk.record()
    return rules.actuals(
        record.agenda,
        record.run_entries,
        lambda segment: running.turn_order(record, segment.id),
        desk.clock.read(),
    )


def test_the_day_goes_on_after_what_was_interrupted_not_with_the_guest_again(desk: Desk) -> None:
    position = _discussing(desk)
    guest = _minister(desk)
    entered = _let_in(desk, guest).entered
    _press(desk)
    seen = []
    while (stepped := _press(desk)).entered is not None:
        seen.append(stepped.entered)
    assert entered not in seen
    assert seen.index(Position(_segment_id(desk, "d1.b07"), StageName.WHOLE)) == 7
    assert position not in seen


def test_a_jump_away_from_a_guest_sends_him_and_those_he_interrupted_home(desk: Desk) -> None:
    _discussing(desk)
    minister, mayor = _minister(desk), _minister(desk, "Jonas Kazlauskas", 5)
    _let_in(desk, minister)
    _let_in(desk, mayor)
    before = desk.record()
    lunch = Position(_segment_id(desk, "d1.b08"), StageName.WHOLE)
    running.jump(desk.file, desk.workshop, lunch)
    state = _state(desk)
    assert (state.position, state.parked) == (lunch, None)
    assert {one.status for one in desk.record().guests} == {GuestStatus.LEFT}
    _back(desk)
    assert desk.record() == before


def test_a_jump_to_what_was_interrupted_goes_on_with_it(desk: Desk) -> None:
    position = _discussing(desk)
    _let_in(desk, _minister(desk))
    desk.clock.advance(300)
    running.jump(desk.file, desk.workshop, position)
    assert _state(desk).remaining_seconds == LEFT


def test_finish_while_a_guest_speaks_keeps_the_way_back(desk: Desk) -> None:
    position = _discussing(desk)
    guest = _minister(desk)
    _let_in(desk, guest)
    desk.clock.advance(60)
    before = desk.record()
    running.finish(desk.file, desk.workshop)
    assert (_state(desk).following, _state(desk).parked) == (position, None)
    assert _guest(desk, guest).status is GuestStatus.LEFT
    running.back(desk.file, desk.workshop, None)
    assert desk.record() == before
    running.finish(desk.file, desk.workshop)
    desk.clock.advance(600)
    running.start(desk.file, desk.workshop)
    assert (_state(desk).position, _state(desk).remaining_seconds) == (position, LEFT)


def test_the_start_of_a_guest_can_be_corrected_and_the_second_is_still_conserved(desk: Desk) -> None:
    position = _discussing(desk)
    _let_in(desk, _minister(desk))
    desk.clock.advance(300)
    now = desk.clock.read()
    running.correct_start(desk.file, desk.workshop, now.wall - timedelta(seconds=360))
    assert _state(desk).elapsed_seconds == 360
    assert _state(desk).parked == Parked(position, LEFT + 60)
    _press(desk)
    assert _state(desk).remaining_seconds == LEFT + 60
    guests = desk.record().run_entries[1]
    running.correct_start(desk.file, desk.workshop, now.wall - timedelta(seconds=420), entry=guests.id)
    assert _state(desk).remaining_seconds == LEFT + 120


def test_a_guest_with_a_place_in_the_agenda_speaks_when_next_gets_there(desk: Desk) -> None:
    break_ = Position(_segment_id(desk, "d1.b05"), StageName.WHOLE)
    running.jump(desk.file, desk.workshop, break_)
    guest = _minister(desk)
    running.let_speak_after(desk.file, desk.workshop, guest, break_.segment_id)
    assert _guest(desk, guest).status is GuestStatus.EXPECTED
    before = desk.record()
    assert _press(desk).entered == Position(_guest(desk, guest).segment_id or "", StageName.WHOLE)
    assert _guest(desk, guest).status is GuestStatus.SPEAKING
    assert _state(desk).parked is None
    _back(desk)
    assert desk.record() == before
    _press(desk)
    assert _press(desk).entered == Position(_segment_id(desk, "d1.b06"), StageName.PRESENT)
    assert _guest(desk, guest).status is GuestStatus.LEFT


def test_a_guest_with_a_place_who_comes_early_moves_and_back_puts_his_place_back(desk: Desk) -> None:
    guest = _minister(desk)
    running.let_speak_after(desk.file, desk.workshop, guest, _segment_id(desk, "d2.b03"))
    position = _discussing(desk)
    before = desk.record()
    _let_in(desk, guest)
    day = desk.record().agenda.days[0]
    codes = [s.code for s in day.segments]
    assert day.segments[codes.index("two_day.d1.b06") + 1].kind is SegmentKind.GUEST
    assert len(desk.record().agenda.segments()) == len(before.agenda.segments())
    assert _state(desk).following == position
    _back(desk)
    assert desk.record() == before


def test_a_place_that_is_over_is_refused_and_the_same_one_changes_nothing(desk: Desk) -> None:
    _discussing(desk)
    guest = _minister(desk)
    with pytest.raises(KnownError, match="is over"):
        running.let_speak_after(desk.file, desk.workshop, guest, _segment_id(desk, "d1.b05"))
    lunch = _segment_id(desk, "d1.b08")
    running.let_speak_after(desk.file, desk.workshop, guest, lunch)
    assert running.let_speak_after(desk.file, desk.workshop, guest, lunch) == NOTHING_CHANGED


def test_a_guest_who_comes_when_nothing_runs_speaks_first(desk: Desk) -> None:
    guest = _minister(desk)
    _let_in(desk, guest)
    assert desk.record().agenda.days[0].segments[0].kind is SegmentKind.GUEST
    assert _press(desk).entered == Position(_segment_id(desk, "d1.b01"), StageName.WHOLE)


def test_a_guest_who_comes_after_the_day_was_ended_leads_back_into_the_rest_of_it(desk: Desk) -> None:
    position = _discussing(desk)
    running.finish(desk.file, desk.workshop)
    coming = _state(desk).following
    _let_in(desk, _minister(desk))
    assert _state(desk).following == coming == Position(position.segment_id, StageName.REPORT, 3)


def test_the_card_of_a_guest_is_kept_and_his_item_follows_it(desk: Desk) -> None:
    guest = _minister(desk)
    running.let_speak_after(desk.file, desk.workshop, guest, _segment_id(desk, "d1.b08"))
    running.update_guest(desk.file, guest, name=" Rasa ", title="", minutes=7, any_time=True)
    running.set_guest_status(desk.file, guest, GuestStatus.ON_THE_WAY)
    assert running.set_guest_status(desk.file, guest, GuestStatus.ON_THE_WAY) == NOTHING_CHANGED
    card = _guest(desk, guest)
    assert (card.name, card.seconds, card.expected_at, card.status) == ("Rasa", 420, None, "on_the_way")
    assert card.changed_at == desk.clock.read().wall
    item = desk.record().agenda.segment(card.segment_id or "")
    assert item is not None
    assert (item.title, item.planned_seconds, item.stages[0].planned_seconds) == ("Rasa", 420, 420)
    running.remove_guest(desk.file, guest)
    assert desk.record().guests == ()
    assert desk.record().agenda.segment(item.id) is None


def test_a_guest_who_spoke_stays_in_the_day_when_the_card_goes(desk: Desk) -> None:
    _discussing(desk)
    guest = _minister(desk)
    _let_in(desk, guest)
    with pytest.raises(KnownError, match="is speaking"):
        running.remove_guest(desk.file, guest)
    with pytest.raises(KnownError, match="is speaking"):
        running.set_guest_status(desk.file, guest, GuestStatus.LEFT)
    item = _guest(desk, guest).segment_id or ""
    _press(desk)
    running.remove_guest(desk.file, guest)
    assert desk.record().agenda.segment(item) is not None


def test_speaking_is_said_by_the_run(desk: Desk) -> None:
    with pytest.raises(KnownError, match="running day"):
        running.set_guest_status(desk.file, _minister(desk), GuestStatus.SPEAKING)


@pytest.mark.parametrize(("name", "minutes"), [("  ", 10), ("Ona", 0), ("Ona", 5000)])
def test_a_card_that_cannot_be_is_refused(desk: Desk, name: str, minutes: int) -> None:
    with pytest.raises(KnownError):
        running.add_guest(desk.file, desk.workshop, name=name, minutes=minutes)
    assert desk.record().guests == ()


def test_a_segment_that_left_the_agenda_while_a_guest_spoke_is_passed_over(desk: Desk) -> None:
    position = _discussing(desk)
    _let_in(desk, _minister(desk))
    planning.park_segment(desk.file, position.segment_id)
    assert _state(desk).following == Position(_segment_id(desk, "d1.b07"), StageName.WHOLE)
