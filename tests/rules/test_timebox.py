"""A timebox is derived from instants: nothing counts down, and pauses belong to nobody."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator_app.records.enums import StageName
from facilitator_app.records.run import Pace, Position, RunEntry
from facilitator_app.rules.timebox import (
    TURN_WARNINGS,
    ClockFace,
    FaceKind,
    SpokenMinutes,
    Timebox,
    clock_face,
    counted_seconds,
    minutes_for_people,
    read_entry,
    read_timebox,
    report_order,
    share_of,
)
from facilitator_app.support.clock import FakeClock

SECONDS = st.floats(0, 20_000, allow_nan=False)
BOXES = st.builds(Timebox, st.integers(0, 7200), st.integers(-3600, 3600))


def entry_at(clock: FakeClock, minutes: int = 15) -> RunEntry:
    position = Position("two_day.d1.b04", StageName.DISCUSS)
    return RunEntry("entry", 1, position, minutes * 60, 0, started=clock.read())


@pytest.mark.parametrize(
    ("left", "pace"),
    [
        (301, Pace.ON_TIME),
        (300, Pace.FIVE_MINUTES),
        (61, Pace.FIVE_MINUTES),
        (60, Pace.ONE_MINUTE),
        (0, Pace.ONE_MINUTE),
        (-1, Pace.OVERTIME),
    ],
)
def test_a_quarter_of_an_hour_warns_at_five_minutes_and_at_one(left: float, pace: Pace) -> None:
    assert read_timebox(Timebox(900), 900 - left).pace is pace


def test_a_box_of_ten_minutes_has_no_five_minute_warning() -> None:
    assert read_timebox(Timebox(600), 301).pace is Pace.ON_TIME
    assert read_timebox(Timebox(601), 301).pace is Pace.FIVE_MINUTES
    assert read_timebox(Timebox(120), 100).pace is Pace.ON_TIME


def test_a_turn_warns_at_thirty_and_at_ten_seconds() -> None:
    turn = Timebox(150, warnings=TURN_WARNINGS)
    paces = [read_timebox(turn, 150 - left).pace for left in (31, 30, 11, 10, -0.5)]
    assert paces == [Pace.ON_TIME, Pace.FIVE_MINUTES, Pace.FIVE_MINUTES, Pace.ONE_MINUTE, Pace.OVERTIME]


def test_before_the_start_everything_is_left() -> None:
    reading = read_timebox(Timebox(900, adjust_seconds=60), None)
    assert (reading.pace, reading.remaining_seconds, reading.fraction_left) == (Pace.WAITING, 960, 1.0)


def test_plus_five_in_overtime_brings_the_time_back() -> None:
    assert read_timebox(Timebox(600), 660).remaining_seconds == -60
    assert read_timebox(Timebox(600, adjust_seconds=300), 660).remaining_seconds == 240


def test_minus_one_never_makes_a_box_shorter_than_nothing() -> None:
    assert Timebox(30, adjust_seconds=-60).length_seconds == 0


@pytest.mark.parametrize(
    ("left", "face"),
    [
        (780, ClockFace(FaceKind.MINUTES_LEFT, 13)),
        (779.5, ClockFace(FaceKind.MINUTES_LEFT, 13)),
        (300, ClockFace(FaceKind.MINUTES_LEFT, 5)),
        (299, ClockFace(FaceKind.COUNTDOWN, 4, 59)),
        (0, ClockFace(FaceKind.COUNTDOWN, 0, 0)),
        (-12.4, ClockFace(FaceKind.OVERTIME, 0, 12)),
        (-754, ClockFace(FaceKind.OVERTIME, 12, 34)),
    ],
)
def test_the_clock_shows_minutes_until_five_and_then_seconds(left: float, face: ClockFace) -> None:
    assert clock_face(left) == face


@pytest.mark.parametrize(
    ("seconds", "figures"), [(156, "2½"), (150, "2½"), (149, "2"), (190, "3"), (20, "½"), (0, "0")]
)
def test_people_are_told_half_minutes_never_seconds(seconds: int, figures: str) -> None:
    assert minutes_for_people(seconds).figures == figures


def test_a_whole_number_of_minutes_has_no_half() -> None:
    assert minutes_for_people(180) == SpokenMinutes(3)


def test_five_tables_share_the_budget_net_of_the_change_overs() -> None:
    assert share_of(13 * 60, 0, 5) == 136
    assert share_of(13 * 60, 0, 5, change_over_seconds=0) == 156


def test_a_table_that_overruns_takes_from_the_common_pool() -> None:
    assert share_of(780, 240, 4) == 115 < share_of(780, 156, 4)


def test_a_spent_budget_leaves_no_share_and_no_debt() -> None:
    assert share_of(300, 400, 2) == 0
    assert share_of(300, 0, 0) == 0


def test_the_first_table_to_speak_moves_by_one() -> None:
    assert report_order([1, 2, 3, 4, 5], 2) == (3, 4, 5, 1, 2)
    assert report_order([1, 2, 3], 4) == (2, 3, 1)
    assert report_order([], 1) == ()


def test_a_laptop_clock_set_back_an_hour_changes_nothing() -> None:
    clock = FakeClock()
    entry = entry_at(clock)
    clock.advance(120)
    assert read_entry(entry, clock.set_wall_clock(-3600)).remaining_seconds == 780
    assert read_timebox(Timebox(600), -3600).remaining_seconds == 600


def test_a_running_pause_stops_the_time_and_an_ended_one_stays_out() -> None:
    clock = FakeClock()
    entry = entry_at(clock)
    paused = replace(entry, paused_since=clock.advance(100))
    assert counted_seconds(paused, clock.advance(60)) == 100
    went_on = replace(entry, paused_seconds=60)
    assert counted_seconds(went_on, clock.advance(30)) == 130


def test_an_ended_stretch_no_longer_runs() -> None:
    clock = FakeClock()
    entry = entry_at(clock)
    ended = replace(entry, ended=clock.advance(200))
    clock.advance(5000)
    assert counted_seconds(ended, clock.read()) == 200


def test_an_interrupted_box_goes_on_at_the_same_second_when_the_gap_is_left_out() -> None:
    clock = FakeClock()
    entry = entry_at(clock, minutes=30)
    clock.advance(30 * 60 - (17 * 60 + 23))
    clock.reboot(22 * 60)
    counted = replace(entry, left_out_seconds=22 * 60)
    assert read_entry(counted, clock.read()).remaining_seconds == 17 * 60 + 23


def test_a_sleep_counts_unless_it_is_taken_out() -> None:
    clock = FakeClock()
    entry = entry_at(clock)
    clock.sleep_laptop(120)
    assert read_entry(entry, clock.read()).remaining_seconds == 780


@given(BOXES, SECONDS, SECONDS)
def test_a_pause_never_costs_the_group_time(box: Timebox, elapsed: float, pause: float) -> None:
    before = read_timebox(box, elapsed)
    after = read_timebox(box, elapsed + pause, pause)
    assert after.remaining_seconds == pytest.approx(before.remaining_seconds)
    assert read_timebox(box, elapsed, pause).remaining_seconds >= before.remaining_seconds


@given(BOXES, SECONDS, SECONDS)
def test_time_only_ever_runs_down(box: Timebox, one: float, other: float) -> None:
    earlier, later = sorted((one, other))
    first, second = read_timebox(box, earlier), read_timebox(box, later)
    assert second.remaining_seconds <= first.remaining_seconds
    assert second.fraction_left <= first.fraction_left
    assert 0 <= second.fraction_left <= first.fraction_left <= 1
    order = list(Pace)
    assert order.index(second.pace) >= order.index(first.pace)


@given(st.floats(-9000, 9000, allow_nan=False))
def test_the_clock_is_never_more_than_a_minute_from_the_truth(left: float) -> None:
    face = clock_face(left)
    shown = face.minutes * 60 + face.seconds
    slip = 60 if face.kind is FaceKind.MINUTES_LEFT else 1
    assert 0 <= face.seconds < 60
    assert abs(shown - abs(left)) <= slip


@given(st.integers(0, 5000), st.integers(0, 5000), st.integers(1, 8))
def test_the_shares_never_promise_more_than_the_budget(budget: int, used: int, tables: int) -> None:
    share = share_of(budget, used, tables)
    assert share >= 0
    assert share == 0 or used + tables * (share + 20) <= budget
