"""The state as a pure function: hand-made stretches, any reading of the clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from facilitator_app.content.catalogue import load
from facilitator_app.records.capture import ReportBack
from facilitator_app.records.enums import LanguageMode, StageName
from facilitator_app.records.people import Participant
from facilitator_app.records.run import Position, RunEntry
from facilitator_app.records.seating import Seat, Table
from facilitator_app.records.workshop import Details, WorkshopRecord
from facilitator_app.rules import running as rules
from facilitator_app.services import running
from facilitator_app.services.planning import course_agenda
from facilitator_app.support import paths
from facilitator_app.support.clock import FakeClock, Reading

_AGENDA = course_agenda(load(paths.content()), "two_day", zone="Europe/Vilnius", start=date(2027, 3, 2))
_DETAILS = Details(
    id="w", programme_id="p", code="", title="Kaunas", course="two_day", start=date(2027, 3, 2),
    end=date(2027, 3, 3), place="", country="", zone="Europe/Vilnius", host="", sponsor="",
    working_language="en", local_languages=(), language_mode=LanguageMode.NONE, table_count=5,
)  # fmt: skip
_RECORD = WorkshopRecord(_DETAILS, _AGENDA, tables=tuple(Table(f"t{n}", n) for n in range(1, 6)))

_moves = st.lists(
    st.one_of(
        st.tuples(st.just("advance"), st.floats(0, 5000)),
        st.tuples(st.just("reboot"), st.floats(0, 5000)),
        st.tuples(st.just("set"), st.floats(-90_000, 90_000)),
        st.tuples(st.just("pause"), st.floats(0, 2000)),
    ),
    max_size=8,
)


def _segment(code: str) -> str:
    return next(s.id for s in _AGENDA.segments() if s.code == code)


def _entry(started: Reading, planned: int = 1440) -> RunEntry:
    position = Position(_segment("two_day.d1.b06"), StageName.DISCUSS)
    return RunEntry("e", 1, position, planned, 0, started)


def _play(moves: list[tuple[str, float]]) -> tuple[RunEntry, FakeClock, list[tuple[int, int]]]:
    """Play moves of the clock; return the entry, the clock and (left at the pause, left after it)."""
    clock = FakeClock()
    entry = _entry(clock.read())
    around: list[tuple[int, int]] = []
    for kind, amount in moves:
        if kind == "advance":
            clock.advance(amount)
        elif kind == "reboot":
            clock.reboot(amount)
        elif kind == "set":
            clock.set_wall_clock(amount)
        else:
            before = rules.elapsed_in(entry, clock.read())
            entry = replace(entry, paused_since=clock.read())
            now = clock.advance(amount)
            during = rules.elapsed_in(entry, now)
            seconds = entry.paused_seconds + rules.pause_in(entry, now)
            entry = replace(entry, paused_since=None, paused_seconds=seconds)
            around += [(before, during), (before, rules.elapsed_in(entry, now))]
    return entry, clock, around


@given(_moves)
def test_elapsed_time_is_never_negative_and_a_pause_never_moves_the_clock(
    moves: list[tuple[str, float]],
) -> None:
    entry, clock, around = _play(moves)
    state = running.state(replace(_RECORD, run_entries=(entry,)), clock.read())
    assert state.elapsed_seconds >= 0
    assert state.remaining_seconds == state.box_seconds - state.elapsed_seconds
    assert 0 <= state.fraction_left <= 1
    assert all(before == after for before, after in around)


@given(st.lists(st.floats(0.1, 900), min_size=1, max_size=6))
def test_a_pause_never_costs_the_group_time(stretches: list[float]) -> None:
    """Work and pauses in turn: what is left is the box less the work, to the second for each pause."""
    entry, _clock, _around = _play([])
    clock = FakeClock()
    entry = _entry(clock.read())
    worked = 0.0
    for number, seconds in enumerate(stretches):
        if number % 2 == 0:
            worked += seconds
            clock.advance(seconds)
        else:
            entry = replace(entry, paused_since=clock.read())
            now = clock.advance(seconds)
            total = entry.paused_seconds + rules.pause_in(entry, now)
            entry = replace(entry, paused_since=None, paused_seconds=total)
    assert abs(rules.elapsed_in(entry, clock.read()) - worked) <= 1 + len(stretches) // 2


@given(st.floats(0, 20_000))
def test_time_left_is_a_function_of_stored_instants_and_now_alone(seconds: float) -> None:
    clock = FakeClock()
    record = replace(_RECORD, run_entries=(_entry(clock.read()),))
    once = running.state(record, clock.advance(seconds))
    for _look in range(3):
        assert running.state(record, clock.read()) == once


@given(st.floats(0, 7000), st.floats(-50_000, 50_000))
def test_within_one_boot_the_wall_clock_is_not_believed(seconds: float, shift: float) -> None:
    clock = FakeClock()
    record = replace(_RECORD, run_entries=(_entry(clock.read()),))
    clock.advance(seconds)
    before = running.state(record, clock.read())
    clock.set_wall_clock(shift)
    assert running.state(record, clock.read()).remaining_seconds == before.remaining_seconds


def test_a_clock_set_back_across_a_reboot_gives_no_negative_time() -> None:
    clock = FakeClock()
    record = replace(_RECORD, run_entries=(_entry(clock.read()),))
    clock.reboot(10)
    clock.set_wall_clock(-7200)
    assert running.state(record, clock.read()).elapsed_seconds == 0


def test_a_gap_is_what_nobody_looked_at_inside_a_running_stretch() -> None:
    clock = FakeClock()
    entry = _entry(clock.read())
    seen = clock.advance(100)
    now = clock.sleep_laptop(120)
    assert rules.gap_in(entry, seen, now) == 120
    assert rules.gap_in(replace(entry, paused_since=seen), seen, now) == 0
    assert rules.gap_in(None, seen, now) == 0
    assert rules.gap_in(entry, now, clock.advance(5)) == 0
    asked = running.state(replace(_RECORD, run_entries=(entry,)), now, long_gap_seconds=120)
    assert asked.long_gap_seconds == 120


def test_the_start_table_moves_on_with_every_round() -> None:
    orders = {s.code: running.turn_order(_RECORD, s.id) for s in _AGENDA.days[0].segments if rules.reports(s)}
    assert orders["two_day.d1.b04"] == (2, 3, 4, 5, 1)
    assert orders["two_day.d1.b06"] == (3, 4, 5, 1, 2)
    assert orders["two_day.d1.b15"] == (2, 3, 4, 5, 1)


def test_a_stored_order_wins_over_the_rotation() -> None:
    segment = _segment("two_day.d1.b06")
    backs = tuple(
        ReportBack(f"r{n}", "", segment, 2, f"t{n}", None, "lt", report_order=place)
        for n, place in ((1, 5), (4, 1), (2, 2))
    )
    record = replace(_RECORD, report_backs=backs)
    assert running.turn_order(record, segment) == (4, 2, 3, 5, 1)


def test_a_table_at_which_nobody_sits_has_no_turn() -> None:
    segment = _segment("two_day.d1.b06")
    people = tuple(Participant(f"p{n}", "", "", "", f"Person {n}", withdrawn=n == 3) for n in range(1, 4))
    seats = tuple(Seat(f"s{n}", segment, f"t{n}", f"p{n}") for n in range(1, 4))
    record = replace(_RECORD, participants=people, seats=seats)
    assert running.turn_order(record, segment) == (1, 2)


def test_stages_without_time_are_passed_over() -> None:
    buzz = Position(_segment("two_day.d1.b04"), StageName.BRIEF)
    assert running.following(_RECORD, buzz) == Position(buzz.segment_id, StageName.DISCUSS)


def test_a_turn_whose_table_left_leads_on_to_the_next_stage() -> None:
    gone = Position(_segment("two_day.d1.b06"), StageName.REPORT, 9)
    assert running.following(_RECORD, gone) == Position(gone.segment_id, StageName.SYNTHESIS)


def test_the_expected_end_of_a_running_segment_counts_its_later_stages() -> None:
    clock = FakeClock()
    clock.set_wall_clock(0)
    record = replace(_RECORD, run_entries=(_entry(clock.read()),))
    now = clock.advance(600)
    times = running.state(record, now).times
    step = next(t for t in times if t.segment_id == _segment("two_day.d1.b06"))
    left = (24 * 60 - 600) + (16 + 5 + 6) * 60
    assert (step.expected_end - running.state(record, now).now).total_seconds() == left
