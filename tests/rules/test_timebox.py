"""A timebox is derived from instants: nothing counts down, and pauses belong to nobody."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator_app.rules.timebox import (
    TURN_WARNINGS,
    ClockFace,
    FaceKind,
    Pace,
    Pause,
    SpokenMinutes,
    Timebox,
    clock_face,
    elapsed_seconds,
    minutes_for_people,
    paused_seconds,
    read_timebox,
    report_order,
    share_of,
)

START = datetime(2027, 3, 2, 8, 0, tzinfo=UTC)
SECONDS = st.floats(0, 20_000, allow_nan=False)
BOXES = st.builds(Timebox, st.integers(0, 7200), st.integers(-3600, 3600))


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


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
    assert read_timebox(Timebox(600), 660).overtime_seconds == 60
    assert read_timebox(Timebox(600, adjust_seconds=300), 660).remaining_seconds == 240


def test_minus_one_never_makes_a_box_shorter_than_nothing() -> None:
    assert Timebox(30, adjust_seconds=-60).length_seconds == 0


def test_slack_ends_at_the_minimum() -> None:
    assert Timebox(900, minimum_seconds=600).slack_seconds == 300
    assert Timebox(900, adjust_seconds=-600, minimum_seconds=600).slack_seconds == 0


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


def test_a_laptop_clock_set_back_counts_as_no_time() -> None:
    assert elapsed_seconds(START, at(-3600)) == 0
    assert elapsed_seconds(None, START) == 0
    assert read_timebox(Timebox(600), -3600).remaining_seconds == 600


def test_overlapping_pauses_count_once() -> None:
    pauses = [Pause(at(60), at(120)), Pause(at(90), at(150)), Pause(at(300))]
    assert paused_seconds(pauses, START, at(310)) == 90 + 10


def test_a_pause_before_the_start_is_nobodys_time() -> None:
    assert paused_seconds([Pause(at(-60), at(30))], START, at(100)) == 30
    assert paused_seconds([Pause(at(0))], None, at(100)) == 0


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


@given(st.lists(st.tuples(SECONDS, SECONDS), max_size=6), SECONDS)
def test_pauses_never_exceed_the_time_that_has_passed(spans: list[tuple[float, float]], now: float) -> None:
    pauses = [Pause(at(min(span)), at(max(span))) for span in spans]
    total = paused_seconds(pauses, START, at(now))
    assert 0 <= total <= elapsed_seconds(START, at(now)) + 1e-6


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
