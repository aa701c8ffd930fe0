"""Interrupted and gone on with, as arithmetic: no second is lost, whatever came in between and how often."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

from hypothesis import given
from hypothesis import strategies as st

from facilitator_app.records.agenda import Agenda, Day, Segment, StageSlot
from facilitator_app.records.enums import SegmentKind, StageName
from facilitator_app.records.run import Pace, Position, RunEntry, Timer
from facilitator_app.rules import running
from facilitator_app.support.clock import FakeClock, Reading

_TALK = Position("talk", StageName.WHOLE)


def _guest(number: int) -> Position:
    return Position(f"guest-{number}", StageName.WHOLE)


def _item(name: str, kind: SegmentKind, seconds: int = 1440) -> Segment:
    slot = StageSlot(f"{name}.whole", StageName.WHOLE, seconds, 0)
    return Segment(name, name, kind, name, seconds, 0, stages=(slot,))


def _agenda(guests: int) -> Agenda:
    visits = (_item(f"guest-{n}", SegmentKind.GUEST, 600) for n in range(1, guests + 1))
    items = (_item("talk", SegmentKind.OPENING), *visits, _item("lunch", SegmentKind.MEAL))
    return Agenda("Europe/Vilnius", (Day("d", 1, date(2027, 3, 2), time(9), time(17), True, items),))  # noqa: FBT003


class _Run:
    """Stretches written by hand as the presses write them."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.entries: list[RunEntry] = []

    def begin(self, position: Position, seconds: int) -> None:
        parked = running.parked_at(self.entries, position)
        box = seconds if parked is None else max(0, parked.parked_seconds or 0)
        number = len(self.entries) + 1
        self.entries.append(RunEntry(str(number), number, position, box, 0, self.clock.read()))

    def end(self, *, park: bool = False) -> int:
        ended = replace(self.entries[-1], ended=self.clock.read())
        left = running.remaining_in(ended, self.clock.read(), self.entries)
        self.entries[-1] = replace(ended, parked_seconds=left if park else None)
        return left

    def left(self) -> int:
        return running.remaining_in(self.entries[-1], self.clock.read(), self.entries)

    def following(self, guests: int) -> Position | None:
        position = self.entries[-1].position
        return running.follows(_agenda(guests), self.entries, position, lambda _segment: ())


@given(
    box=st.integers(0, 3000),
    visits=st.lists(st.tuples(st.floats(0, 1500), st.floats(0, 3000)), max_size=6),
)
def test_what_is_interrupted_again_and_again_loses_a_second_each_time_at_most(
    box: int, visits: list[tuple[float, float]]
) -> None:
    run, spoken = _Run(), 0.0
    run.begin(_TALK, box)
    for number, (before, visit) in enumerate(visits, start=1):
        spoken += before
        run.clock.advance(before)
        left = run.end(park=True)
        run.begin(_guest(number), 600)
        run.clock.advance(visit)
        waiting = running.waiting_for(run.entries, run.entries[-1])
        assert waiting is not None
        assert (waiting.position, waiting.parked_seconds) == (_TALK, left)
        assert run.following(len(visits)) == _TALK
        run.end()
        run.begin(_TALK, box)
        assert run.left() == left
        assert running.waiting_for(run.entries, run.entries[-1]) is None
    assert abs(run.left() - (box - spoken)) <= 1 + len(visits)
    own = running.own_seconds(run.entries, "talk", run.clock.read())
    assert own + run.left() == box
    assert running.follows(_agenda(len(visits)), run.entries, _TALK, lambda _s: ()) == Position(
        "lunch", StageName.WHOLE
    )


@given(st.lists(st.floats(0, 900), min_size=1, max_size=5))
def test_guests_who_interrupt_one_another_leave_in_the_order_in_which_they_wait(seconds: list[float]) -> None:
    run, lefts = _Run(), []
    places = [_TALK, *(_guest(number) for number in range(1, len(seconds) + 1))]
    for place, before in zip(places, seconds, strict=False):
        run.begin(place, 600)
        run.clock.advance(before)
        lefts.append(run.end(park=True))
    run.begin(places[-1], 600)
    waiting = running.waiting_behind(run.entries, run.entries[-1])
    assert [one.position for one in waiting] == places[-2::-1]
    for place, left in zip(places[-2::-1], reversed(lefts), strict=True):
        run.clock.advance(33)
        assert run.following(len(seconds)) == place
        run.end()
        run.begin(place, 600)
        assert run.left() == left
    assert running.waiting_behind(run.entries, run.entries[-1]) == ()


def test_a_stretch_that_ended_by_itself_is_begun_afresh() -> None:
    run = _Run()
    run.begin(_TALK, 600)
    run.clock.advance(100)
    run.end()
    run.begin(_guest(1), 600)
    assert running.waiting_for(run.entries, run.entries[-1]) is None
    run.end()
    run.begin(_TALK, 600)
    assert run.left() == 600


def test_a_turn_that_goes_on_warns_as_the_whole_turn_would() -> None:
    run = _Run()
    turn = Position("talk", StageName.REPORT, 2)
    run.begin(turn, 136)
    run.clock.advance(110)
    before = running.read_entry(run.entries[-1], run.clock.read(), run.entries)
    run.end(park=True)
    run.begin(_guest(1), 600)
    run.end()
    run.begin(turn, 136)
    after = running.read_entry(run.entries[-1], run.clock.read(), run.entries)
    assert (before.pace, before.fraction_left) == (after.pace, after.fraction_left)
    assert before.pace is Pace.FIVE_MINUTES


def test_a_timer_beside_the_plan_warns_as_a_stage_does_and_counts_what_is_over() -> None:
    clock = FakeClock()
    timer = Timer("t", "Tea", 900, clock.read())
    paces = []
    for seconds in (0, 600, 240, 61):
        clock.advance(seconds)
        paces.append(running.read_timer(timer, clock.read()).pace)
    assert paces == [Pace.ON_TIME, Pace.FIVE_MINUTES, Pace.ONE_MINUTE, Pace.OVERTIME]
    assert running.read_timer(timer, clock.read()).remaining_seconds == -1
    clock.set_wall_clock(3600)
    assert running.read_timer(timer, clock.read()).remaining_seconds == -1
    assert running.read_timer(replace(timer, ended=timer.started), clock.read()).remaining_seconds == 900


# The interpreters ------------------------------------------------------------------------------------


def _spoken(*parts: tuple[str, StageName, int]) -> tuple[Agenda, list[RunEntry], Reading]:
    """Return a morning of stretches one after the other, the last one running, and now."""
    kinds = {"tea": SegmentKind.BREAK}
    names = list(dict.fromkeys(name for name, _stage, _seconds in parts))
    items = tuple(_item(name, kinds.get(name, SegmentKind.STEP)) for name in names)
    agenda = Agenda("UTC", (Day("d", 1, date(2027, 3, 2), time(9), time(17), False, items),))  # noqa: FBT003
    run = _Run()
    for name, stage, seconds in parts:
        if run.entries:
            run.end()
        run.begin(Position(name, stage), 600)
        run.clock.advance(seconds)
    return agenda, run.entries, run.clock.read()


def test_an_interpreter_has_spoken_since_the_last_break_or_work_at_the_tables() -> None:
    talk = ("talk", StageName.WHOLE, 900)
    assert running.interpreting_seconds(*_spoken(talk)) == 900
    assert running.interpreting_seconds(*_spoken(talk, ("more", StageName.PRESENT, 400))) == 1300
    assert running.interpreting_seconds(*_spoken(talk, ("tea", StageName.WHOLE, 900))) == 0
    assert running.interpreting_seconds(*_spoken(("tea", StageName.WHOLE, 900), talk)) == 900
    tables = ("step", StageName.DISCUSS, 1200)
    assert running.interpreting_seconds(*_spoken(talk, tables)) == 0
    assert running.interpreting_seconds(*_spoken(talk, tables, ("step", StageName.REPORT, 300))) == 300


def test_a_pause_is_a_rest() -> None:
    agenda, entries, now = _spoken(("talk", StageName.WHOLE, 900), ("more", StageName.WHOLE, 600))
    paused = [entries[0], replace(entries[1], paused_seconds=120)]
    assert running.interpreting_seconds(agenda, paused, now) == 480
    assert (
        running.interpreting_seconds(agenda, [*entries[:1], replace(entries[1], paused_since=now)], now) == 0
    )
    assert (
        running.interpreting_seconds(agenda, [replace(entries[0], paused_seconds=60), entries[1]], now)
        == 1440
    )
    assert running.interpreting_seconds(agenda, [replace(entries[1], ended=now)], now) == 0
    assert running.interpreting_seconds(agenda, [], now) == 0


def test_interpreters_are_reminded_after_every_twenty_minutes() -> None:
    due = [seconds for seconds in range(0, 3600, 60) if running.change_over_due(seconds)]
    assert due == [1200, 1260, 2400, 2460]
