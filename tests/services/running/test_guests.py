"""A guest comes in between: what runs is parked with exactly what it has left, and goes on with it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from facilitator_app.records.changes import NOTHING_CHANGED
from facilitator_app.records.enums import Desk as At
from facilitator_app.records.enums import GuestStatus, PauseReason, SegmentKind, StageName
from facilitator_app.records.run import Pace, Parked, Position, RunPhase
from facilitator_app.rules import running as rules
from facilitator_app.rules.schedule import Actual, SegmentState, schedule
from facilitator_app.services import planning, running
from facilitator_app.store.files import open_workshop
from facilitator_app.support.errors import KnownError
from tests.services.conftest import DEVICE, Desk
from tests.services.running.hands import (
    LEFT,
    add_minister,
    back,
    discussing,
    guest_of,
    let_in,
    press,
    segment_id,
    state_of,
)


def test_what_a_guest_interrupts_goes_on_at_the_second_at_which_it_stood(desk: Desk) -> None:
    position = discussing(desk)
    guest = add_minister(desk)
    stepped = let_in(desk, guest)
    speaking = state_of(desk)
    assert stepped.left == position
    assert speaking.position == stepped.entered
    assert (speaking.parked, speaking.following) == (Parked(position, LEFT), position)
    assert (speaking.box_seconds, speaking.remaining_seconds) == (600, 600)
    assert guest_of(desk, guest).status is GuestStatus.SPEAKING
    desk.clock.advance(22 * 60 + 0.4)
    assert state_of(desk).remaining_seconds == 600 - 22 * 60
    press(desk)
    again = state_of(desk)
    assert (again.position, again.parked) == (position, None)
    # It is as long as it was, with what it had left: "18 min left of 24".
    assert (again.box_seconds, again.remaining_seconds) == (24 * 60, LEFT)
    assert guest_of(desk, guest).status is GuestStatus.LEFT
    assert again.following == Position(position.segment_id, StageName.REPORT, 3)


def test_colour_and_ring_of_what_goes_on_are_those_it_had(desk: Desk) -> None:
    discussing(desk, 4 * 60)
    before = state_of(desk)
    let_in(desk, add_minister(desk))
    desk.clock.advance(300)
    press(desk)
    after = state_of(desk)
    assert before.pace is after.pace is Pace.FIVE_MINUTES
    assert after.fraction_left == before.fraction_left == 4 / 24


def test_the_guests_item_stands_right_after_the_running_one_in_one_undo_step(desk: Desk) -> None:
    discussing(desk)
    guest = add_minister(desk)
    before = desk.record()
    let_in(desk, guest)
    day = desk.record().agenda.days[0]
    place = [s.code for s in day.segments].index("two_day.d1.b06")
    item = day.segments[place + 1]
    assert (item.kind, item.title) == (SegmentKind.GUEST, "Ona Petraitė, Minister")
    assert (item.planned_seconds, item.minimum_seconds) == (600, 0)
    assert [(s.stage, s.planned_seconds) for s in item.stages] == [(StageName.WHOLE, 600)]
    desk.file.undo(At.CONSOLE)
    assert desk.record() == before


def test_back_from_a_guest_returns_to_the_clock_as_if_nobody_had_pressed(desk: Desk) -> None:
    discussing(desk)
    guest = add_minister(desk)
    running.set_guest_status(desk.file, guest, GuestStatus.AT_THE_DOOR)
    before = desk.record()
    let_in(desk, guest)
    desk.clock.advance(42.75)
    back(desk)
    assert desk.record() == before
    assert state_of(desk).remaining_seconds == LEFT - 42


def test_back_after_going_on_returns_to_the_guest(desk: Desk) -> None:
    position = discussing(desk)
    guest = add_minister(desk)
    let_in(desk, guest)
    desk.clock.advance(300.5)
    before = desk.record()
    press(desk)
    desk.clock.advance(7)
    back(desk)
    assert desk.record() == before
    assert state_of(desk).parked == Parked(position, LEFT)
    desk.clock.advance(60)
    press(desk)
    assert state_of(desk).remaining_seconds == LEFT


def test_undo_of_going_on_and_of_the_interruption_give_the_same_file_back(desk: Desk) -> None:
    discussing(desk)
    guest = add_minister(desk)
    first = desk.record()
    let_in(desk, guest)
    second = desk.record()
    desk.clock.advance(100)
    press(desk)
    desk.file.undo(At.CONSOLE)
    assert desk.record() == second
    desk.file.undo(At.CONSOLE)
    assert desk.record() == first


def test_a_paused_stretch_keeps_what_was_left_when_the_pause_began(desk: Desk) -> None:
    discussing(desk)
    running.pause(desk.file, desk.workshop, reason=PauseReason.INTERPRETER)
    desk.clock.advance(95)
    guest = add_minister(desk)
    before = desk.record()
    let_in(desk, guest)
    assert state_of(desk).parked is not None
    desk.clock.advance(600)
    press(desk)
    assert (state_of(desk).phase, state_of(desk).remaining_seconds) == (RunPhase.RUNNING, LEFT)
    back(desk)
    back(desk)
    assert desk.record() == before


def test_a_guest_may_be_interrupted_by_another_one(desk: Desk) -> None:
    position = discussing(desk)
    minister, mayor = add_minister(desk), add_minister(desk, "Jonas Kazlauskas", 5)
    first = let_in(desk, minister).entered
    desk.clock.advance(200)
    let_in(desk, mayor)
    state = state_of(desk)
    assert first is not None
    assert state.parked == Parked(first, 400)
    assert state.following == first
    desk.clock.advance(500)
    press(desk)
    state = state_of(desk)
    assert (state.position, state.remaining_seconds) == (first, 400)
    assert state.parked == Parked(position, LEFT)
    assert guest_of(desk, mayor).status is GuestStatus.LEFT
    assert guest_of(desk, minister).status is GuestStatus.SPEAKING
    desk.clock.advance(400)
    press(desk)
    assert (state_of(desk).position, state_of(desk).remaining_seconds) == (position, LEFT)


def test_what_was_in_overtime_goes_on_in_overtime(desk: Desk) -> None:
    position = discussing(desk, -90)
    let_in(desk, add_minister(desk))
    assert state_of(desk).parked == Parked(position, -90)
    desk.clock.advance(600)
    press(desk)
    state = state_of(desk)
    assert (state.remaining_seconds, state.pace) == (-90, Pace.OVERTIME)
    running.adjust(desk.file, desk.workshop, 5)
    assert state_of(desk).remaining_seconds == 300 - 90


def test_a_table_goes_on_with_its_turn_and_the_round_is_not_charged_with_the_guest(desk: Desk) -> None:
    position = Position(segment_id(desk, "d1.b09"), StageName.REPORT, 4)
    running.jump(desk.file, desk.workshop, position)
    desk.clock.advance(100)
    before = state_of(desk)
    let_in(desk, add_minister(desk))
    desk.clock.advance(900)
    press(desk)
    after = state_of(desk)
    assert (after.position, after.remaining_seconds) == (position, before.remaining_seconds)
    assert after.share_seconds == before.share_seconds
    desk.clock.advance(after.remaining_seconds + 20)
    press(desk)
    state = state_of(desk)
    assert state.position == Position(position.segment_id, StageName.REPORT, 5)
    assert state.box_seconds == (13 * 60 - (136 + 20) - 4 * 20) // 4
    assert dict(state.spoken)[4] == 136 + 20


def test_an_interruption_survives_a_crash_and_a_reboot(desk: Desk) -> None:
    position = discussing(desk)
    guest = add_minister(desk)
    let_in(desk, guest)
    path = desk.file.path
    desk.file.close()
    desk.clock.reboot(90)
    with open_workshop(path, clock=desk.clock, device=DEVICE) as file:
        again = Desk(file, desk.clock, desk.content)
        assert state_of(again).parked == Parked(position, LEFT)
        assert state_of(again).remaining_seconds == 600 - 90
        again.clock.advance(22 * 60)
        press(again)
        assert state_of(again).remaining_seconds == LEFT


def test_a_guest_let_in_twice_is_let_in_once(desk: Desk) -> None:
    position = discussing(desk)
    guest = add_minister(desk)
    running.let_speak(desk.file, desk.workshop, guest, position)
    assert running.let_speak(desk.file, desk.workshop, guest, position)[1] == NOTHING_CHANGED
    with pytest.raises(KnownError, match="is speaking"):
        let_in(desk, guest)


def test_while_a_guest_speaks_the_segment_is_parked_and_his_minutes_are_his_own(desk: Desk) -> None:
    position = discussing(desk)
    started = desk.clock.read().wall - timedelta(seconds=24 * 60 - LEFT)
    let_in(desk, add_minister(desk))
    desk.clock.advance(120)
    record, now = desk.record(), desk.clock.read()
    actual = _actuals(desk)[position.segment_id]
    later = 27 * 60  # report-back, synthesis and lights
    assert (actual.started, actual.ended) == (started, None)
    assert (actual.parked_seconds, actual.left_seconds) == (LEFT + later, None)
    assert actual.stage is StageName.DISCUSS
    placed = schedule(record.agenda, _actuals(desk), now.wall).segment(position.segment_id)
    assert placed is not None
    assert (placed.state, placed.pace) == (SegmentState.PARKED, Pace.ON_TIME)
    assert placed.expected_end == now.wall + timedelta(seconds=480 + LEFT + later)
    desk.clock.advance(22 * 60 - 120)
    press(desk)
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
    position = discussing(desk)
    guest = add_minister(desk)
    entered = let_in(desk, guest).entered
    press(desk)
    seen = []
    while (stepped := press(desk)).entered is not None:
        seen.append(stepped.entered)
    assert entered not in seen
    assert seen.index(Position(segment_id(desk, "d1.b07"), StageName.WHOLE)) == 7
    assert position not in seen


def test_a_jump_away_from_a_guest_sends_him_and_those_he_interrupted_home(desk: Desk) -> None:
    discussing(desk)
    minister, mayor = add_minister(desk), add_minister(desk, "Jonas Kazlauskas", 5)
    let_in(desk, minister)
    let_in(desk, mayor)
    before = desk.record()
    lunch = Position(segment_id(desk, "d1.b08"), StageName.WHOLE)
    running.jump(desk.file, desk.workshop, lunch)
    state = state_of(desk)
    assert (state.position, state.parked) == (lunch, None)
    assert {one.status for one in desk.record().guests} == {GuestStatus.LEFT}
    back(desk)
    assert desk.record() == before


def test_a_jump_to_what_was_interrupted_goes_on_with_it(desk: Desk) -> None:
    position = discussing(desk)
    let_in(desk, add_minister(desk))
    desk.clock.advance(300)
    running.jump(desk.file, desk.workshop, position)
    assert state_of(desk).remaining_seconds == LEFT


def test_finish_while_a_guest_speaks_keeps_the_way_back(desk: Desk) -> None:
    position = discussing(desk)
    guest = add_minister(desk)
    let_in(desk, guest)
    desk.clock.advance(60)
    before = desk.record()
    running.finish(desk.file, desk.workshop)
    assert (state_of(desk).following, state_of(desk).parked) == (position, None)
    assert guest_of(desk, guest).status is GuestStatus.LEFT
    running.back(desk.file, desk.workshop, None)
    assert desk.record() == before
    running.finish(desk.file, desk.workshop)
    desk.clock.advance(600)
    running.start(desk.file, desk.workshop)
    assert (state_of(desk).position, state_of(desk).remaining_seconds) == (position, LEFT)


def test_the_start_of_a_guest_can_be_corrected_and_the_second_is_still_conserved(desk: Desk) -> None:
    position = discussing(desk)
    let_in(desk, add_minister(desk))
    desk.clock.advance(300)
    now = desk.clock.read()
    running.correct_start(desk.file, desk.workshop, now.wall - timedelta(seconds=360))
    assert state_of(desk).elapsed_seconds == 360
    assert state_of(desk).parked == Parked(position, LEFT + 60)
    press(desk)
    assert state_of(desk).remaining_seconds == LEFT + 60
    guests = desk.record().run_entries[1]
    running.correct_start(desk.file, desk.workshop, now.wall - timedelta(seconds=420), entry=guests.id)
    assert state_of(desk).remaining_seconds == LEFT + 120
    first = desk.record().run_entries[0]
    began = first.started.wall + timedelta(seconds=30)
    running.correct_start(desk.file, desk.workshop, began, entry=first.id)
    assert state_of(desk).remaining_seconds == LEFT + 150


def test_a_segment_that_left_the_agenda_while_a_guest_spoke_is_passed_over(desk: Desk) -> None:
    position = discussing(desk)
    let_in(desk, add_minister(desk))
    planning.park_segment(desk.file, position.segment_id)
    assert state_of(desk).following == Position(segment_id(desk, "d1.b07"), StageName.WHOLE)
