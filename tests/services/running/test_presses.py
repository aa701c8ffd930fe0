"""Presses on a real file: Next, Back, Pause, corrections, crashes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from facilitator_app.records.changes import NOTHING_CHANGED
from facilitator_app.records.enums import Noun, StageName
from facilitator_app.records.run import Pace, Position, RunPhase, RunState
from facilitator_app.services import planning, running
from facilitator_app.store.files import open_workshop
from facilitator_app.support.errors import KnownError
from tests.services.conftest import DEVICE, Desk


def _state(desk: Desk) -> RunState:
    return running.state(desk.record(), desk.clock.read())


def _segment_id(desk: Desk, code: str) -> str:
    return next(s.id for s in desk.record().agenda.segments() if s.code == code)


def _press(desk: Desk) -> running.Stepped:
    stepped, _changes = running.next_(desk.file, desk.workshop, _state(desk).position)
    return stepped


def _jump(desk: Desk, code: str, stage: StageName, turn: int | None = None) -> Position:
    position = Position(_segment_id(desk, code), stage, turn)
    running.jump(desk.file, desk.workshop, position)
    return position


def test_before_the_start_everything_waits_and_next_names_the_first_segment(desk: Desk) -> None:
    state = _state(desk)
    assert (state.phase, state.pace, state.position) == (RunPhase.NOT_STARTED, Pace.WAITING, None)
    assert state.following == Position(_segment_id(desk, "two_day.d1.b01"), StageName.WHOLE)
    assert (state.remaining_seconds, state.can_go_back, state.overdue_start_seconds) == (0, False, 0)


def test_a_start_that_was_forgotten_is_hinted_at(desk: Desk) -> None:
    desk.clock.advance(7 * 60)
    assert _state(desk).overdue_start_seconds == 7 * 60
    _press(desk)
    assert _state(desk).overdue_start_seconds == 0


def test_next_walks_a_whole_day_through_every_stage_and_every_table_once(desk: Desk) -> None:
    record = desk.record()
    expected = running.positions(record, record.agenda.days[0])
    seen = []
    while (stepped := _press(desk)).entered is not None:
        seen.append(stepped.entered)
        desk.clock.advance(30)
    assert tuple(seen) == expected
    assert len([p for p in seen if p.stage is StageName.REPORT]) == 6 * 5
    state = _state(desk)
    assert state.phase is RunPhase.NOT_STARTED
    assert state.following is not None
    assert state.following.segment_id == _segment_id(desk, "two_day.d2.b01")


def test_the_last_stage_of_the_last_day_ends_the_run(desk: Desk) -> None:
    _jump(desk, "two_day.d2.b14", StageName.WHOLE)
    assert _state(desk).following is None
    assert _press(desk).segment_ended
    state = _state(desk)
    assert (state.phase, state.following, state.entry) == (RunPhase.FINISHED, None, None)
    with pytest.raises(KnownError, match="has been held"):
        running.start(desk.file, desk.workshop)


def test_a_double_press_is_one_press(desk: Desk) -> None:
    _press(desk)
    here = _state(desk).position
    first, changes = running.next_(desk.file, desk.workshop, here)
    entered = _state(desk)
    second, nothing = running.next_(desk.file, desk.workshop, here)
    assert changes.touches(Noun.RUN_ENTRY)
    assert (first.left, nothing) == (here, NOTHING_CHANGED)
    assert (second.left, second.entered) == (None, None)
    assert _state(desk) == entered


def test_a_start_pressed_twice_is_one_start(desk: Desk) -> None:
    running.next_(desk.file, desk.workshop, None)
    desk.clock.advance(0.2)
    assert running.next_(desk.file, desk.workshop, None)[1] == NOTHING_CHANGED
    assert running.start(desk.file, desk.workshop)[1] == NOTHING_CHANGED
    assert len(desk.record().run_entries) == 1


@pytest.mark.parametrize("paused", [False, True])
def test_back_after_next_returns_to_the_clock_as_if_nobody_had_pressed(desk: Desk, *, paused: bool) -> None:
    _press(desk)
    desk.clock.advance(400.25)
    if paused:
        running.pause(desk.file, desk.workshop)
        desk.clock.advance(65.5)
    before = desk.record()
    _press(desk)
    desk.clock.advance(42.75)
    now = desk.clock.read()
    running.back(desk.file, desk.workshop, _state(desk).position)
    assert running.state(desk.record(), now) == running.state(before, now)
    desk.clock.advance(100)
    now = desk.clock.read()
    assert running.state(desk.record(), now) == running.state(before, now)


def test_back_takes_the_end_of_the_day_back(desk: Desk) -> None:
    _jump(desk, "two_day.d1.b16", StageName.WHOLE)
    desk.clock.advance(60)
    before = desk.record()
    running.finish(desk.file, desk.workshop)
    assert _state(desk).can_go_back
    running.back(desk.file, desk.workshop, None)
    assert desk.record() == before


def test_back_never_leads_into_yesterday(desk: Desk) -> None:
    _jump(desk, "two_day.d1.b16", StageName.WHOLE)
    running.finish(desk.file, desk.workshop)
    desk.clock.advance(24 * 3600)
    assert not _state(desk).can_go_back
    assert running.back(desk.file, desk.workshop, None)[1] == NOTHING_CHANGED
    _press(desk)
    assert not _state(desk).can_go_back
    assert running.back(desk.file, desk.workshop, _state(desk).position)[1] == NOTHING_CHANGED


def test_back_with_an_old_position_changes_nothing(desk: Desk) -> None:
    _press(desk)
    old = _state(desk).position
    _press(desk)
    assert running.back(desk.file, desk.workshop, old)[1] == NOTHING_CHANGED


def test_an_interrupted_stage_goes_on_at_the_second_at_which_it_stood(desk: Desk) -> None:
    _jump(desk, "two_day.d1.b06", StageName.DISCUSS)
    desk.clock.advance(24 * 60 - (17 * 60 + 23) + 0.4)
    left = _state(desk).remaining_seconds
    running.pause(desk.file, desk.workshop)
    desk.clock.advance(22 * 60 + 0.9)
    assert (_state(desk).phase, _state(desk).remaining_seconds) == (RunPhase.PAUSED, left)
    running.resume(desk.file, desk.workshop)
    assert (_state(desk).phase, _state(desk).remaining_seconds) == (RunPhase.RUNNING, left)
    assert left in {17 * 60 + 23, 17 * 60 + 22}


def test_pausing_twice_and_resuming_twice_change_nothing(desk: Desk) -> None:
    _press(desk)
    running.pause(desk.file, desk.workshop)
    assert running.pause(desk.file, desk.workshop) == NOTHING_CHANGED
    running.resume(desk.file, desk.workshop)
    assert running.resume(desk.file, desk.workshop) == NOTHING_CHANGED


@pytest.mark.parametrize("verb", [running.pause, running.resume])
def test_a_pause_needs_something_that_runs(desk: Desk, verb: object) -> None:
    with pytest.raises(KnownError, match="Nothing is running"):
        verb(desk.file, desk.workshop)  # type: ignore[operator]  # parametrised verbs
    with pytest.raises(KnownError, match="Nothing is running"):
        running.adjust(desk.file, desk.workshop, 1)
    with pytest.raises(KnownError, match="Nothing is running"):
        running.leave_out_gap(desk.file, desk.workshop, 10)
    with pytest.raises(KnownError, match="Nothing is running"):
        running.correct_start(desk.file, desk.workshop, desk.clock.read().wall)
    assert running.finish(desk.file, desk.workshop)[1] == NOTHING_CHANGED


def test_minutes_are_added_and_taken_and_a_box_is_never_less_than_nothing(desk: Desk) -> None:
    _jump(desk, "two_day.d1.b04", StageName.BRIEF)
    running.adjust(desk.file, desk.workshop, 5)
    running.adjust(desk.file, desk.workshop, -1)
    assert _state(desk).box_seconds == (2 + 4) * 60
    running.adjust(desk.file, desk.workshop, -60)
    assert _state(desk).box_seconds == 0
    assert running.adjust(desk.file, desk.workshop, -1) == NOTHING_CHANGED
    running.adjust(desk.file, desk.workshop, 1)
    assert _state(desk).box_seconds == 60
    with pytest.raises(KnownError, match="longer than a day"):
        running.adjust(desk.file, desk.workshop, 2000)


def test_overtime_counts_on_and_the_room_is_late_by_it(desk: Desk) -> None:
    _press(desk)
    desk.clock.advance(38 * 60)
    state = _state(desk)
    assert (state.remaining_seconds, state.pace) == (-8 * 60, Pace.OVERTIME)
    assert state.offset_seconds == 8 * 60


def test_each_table_speaks_in_turn_and_the_share_of_those_to_come_shrinks_with_an_overrun(desk: Desk) -> None:
    position = _jump(desk, "two_day.d1.b09", StageName.REPORT, 4)
    state = _state(desk)
    assert state.turn_order == (4, 5, 1, 2, 3)
    assert state.box_seconds == (13 * 60 - 5 * 20) // 5
    assert state.share_seconds == state.box_seconds  # it is taken to keep to its share
    desk.clock.advance(300)
    assert _state(desk).share_seconds == (13 * 60 - 300 - 4 * 20) // 4
    running.next_(desk.file, desk.workshop, position)
    second = _state(desk)
    assert second.position == Position(position.segment_id, StageName.REPORT, 5)
    assert second.box_seconds == (13 * 60 - 300 - 4 * 20) // 4


def test_a_turn_warns_at_thirty_and_at_ten_seconds(desk: Desk) -> None:
    _jump(desk, "two_day.d1.b09", StageName.REPORT, 4)
    paces = []
    for seconds in (100, 10, 15, 20):
        desk.clock.advance(seconds)
        paces.append(_state(desk).pace)
    assert paces == [Pace.ON_TIME, Pace.FIVE_MINUTES, Pace.FIVE_MINUTES, Pace.OVERTIME]


def test_a_table_without_people_has_no_turn(desk: Desk) -> None:
    segment = _segment_id(desk, "two_day.d1.b09")
    assert running.turn_order(desk.record(), segment) == (4, 5, 1, 2, 3)


def test_a_crashed_run_resumes_at_the_right_second(desk: Desk) -> None:
    _jump(desk, "two_day.d1.b06", StageName.DISCUSS)
    desk.clock.advance(300)
    path = desk.file.path
    desk.file.close()
    desk.clock.advance(47)
    with open_workshop(path, clock=desk.clock, device=DEVICE) as file:
        again = Desk(file, desk.clock, desk.content)
        assert _state(again).remaining_seconds == 24 * 60 - 347
        assert _state(again).phase is RunPhase.RUNNING


@pytest.mark.parametrize("seconds", [90, 7200])
def test_a_reboot_counts_by_the_wall_clock_and_can_be_left_out(desk: Desk, seconds: int) -> None:
    _jump(desk, "two_day.d1.b06", StageName.DISCUSS)
    desk.clock.advance(300)
    left = _state(desk).remaining_seconds
    desk.clock.reboot(seconds)
    assert _state(desk).remaining_seconds == left - seconds
    running.leave_out_gap(desk.file, desk.workshop, seconds)
    assert _state(desk).remaining_seconds == left


@pytest.mark.parametrize("shift", [3600, -3600])
def test_a_wall_clock_that_is_set_does_not_move_the_timebox(desk: Desk, shift: int) -> None:
    _jump(desk, "two_day.d1.b06", StageName.DISCUSS)
    desk.clock.advance(300)
    before = _state(desk)
    desk.clock.set_wall_clock(shift)
    after = _state(desk)
    assert after.remaining_seconds == before.remaining_seconds
    assert after.now - before.now == timedelta(seconds=shift)
    running_now = next(t for t in after.times if t.segment_id == before.entry.position.segment_id)  # type: ignore[union-attr]  # it runs
    assert running_now.actual_start == after.now - timedelta(seconds=300)


@pytest.mark.parametrize(
    ("code", "stage", "turn", "word"),
    [
        ("two_day.d1.b05", StageName.REPORT, 1, "no such stage"),
        ("two_day.d1.b04", StageName.THINK, None, "no such stage"),
        ("two_day.d1.b06", StageName.REPORT, 9, "no turn"),
        ("two_day.d1.b06", StageName.BRIEF, 1, "no turn"),
    ],
)
def test_a_jump_goes_only_where_a_run_can_stand(
    desk: Desk, code: str, stage: StageName, turn: int | None, word: str
) -> None:
    with pytest.raises(KnownError, match=word):
        _jump(desk, code, stage, turn)
    with pytest.raises(KnownError, match="no longer in the agenda"):
        running.jump(desk.file, desk.workshop, Position("gone", StageName.WHOLE))
    assert desk.record().run_entries == ()


def test_a_parked_segment_is_passed_over_and_cannot_be_started(desk: Desk) -> None:
    parked = _segment_id(desk, "two_day.d1.b02")
    planning.park_segment(desk.file, parked)
    _press(desk)
    assert _press(desk).entered == Position(_segment_id(desk, "two_day.d1.b03"), StageName.WHOLE)
    with pytest.raises(KnownError, match="is parked"):
        running.jump(desk.file, desk.workshop, Position(parked, StageName.WHOLE))


def test_an_evening_has_a_time_of_its_own_and_is_reached_by_a_jump(desk: Desk) -> None:
    _jump(desk, "two_day.d1.b16", StageName.WHOLE)
    assert _state(desk).following is None
    _jump(desk, "two_day.d1.e01", StageName.WHOLE)
    assert _state(desk).following is None


def test_the_second_morning_starts_with_its_own_first_segment(desk: Desk) -> None:
    _jump(desk, "two_day.d1.b06", StageName.DISCUSS)
    running.finish(desk.file, desk.workshop)
    afternoon = _state(desk)
    assert afternoon.following == Position(_segment_id(desk, "two_day.d1.b06"), StageName.REPORT, 3)
    desk.clock.advance(24 * 3600)
    stepped, _changes = running.start(desk.file, desk.workshop)
    assert stepped.entered == Position(_segment_id(desk, "two_day.d2.b01"), StageName.WHOLE)


def test_an_end_of_the_day_pressed_in_a_pause_is_taken_back_into_the_pause(desk: Desk) -> None:
    _jump(desk, "two_day.d1.b16", StageName.WHOLE)
    running.pause(desk.file, desk.workshop)
    before = desk.record()
    running.finish(desk.file, desk.workshop)
    running.back(desk.file, desk.workshop, None)
    assert desk.record() == before
