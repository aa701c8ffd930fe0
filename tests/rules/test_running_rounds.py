"""A report-back round as arithmetic: one budget, fair shares, an order that only the future changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator_app.records.agenda import Agenda, Day, Segment, StageSlot
from facilitator_app.records.enums import LanguageMode, SegmentKind, StageName
from facilitator_app.records.run import Position, RunEntry
from facilitator_app.records.seating import Table
from facilitator_app.records.workshop import Details, WorkshopRecord
from facilitator_app.rules import running, turns
from facilitator_app.rules.timebox import minutes_for_people
from facilitator_app.support.clock import Reading

_SLOTS = ((StageName.DISCUSS, 1200), (StageName.REPORT, 2400), (StageName.SYNTHESIS, 300))


def _segment(budget: int = 2400, name: str = "s") -> Segment:
    slots = tuple(
        StageSlot(f"{name}.{stage}", stage, budget if stage is StageName.REPORT else seconds, 0)
        for stage, seconds in _SLOTS
    )
    total = sum(slot.planned_seconds for slot in slots)
    return Segment(name, name, SegmentKind.STEP, "Step", total, 0, stages=slots, cycle="full")


def _reading(seconds: float) -> Reading:
    wall = datetime(2027, 3, 2, 7, tzinfo=UTC) + timedelta(seconds=seconds)
    return Reading(wall, "boot", round(seconds * 1000))


def _table(number: int, language: str = "") -> Table:
    return Table(f"t{number}", number, report_language=language)


class _Round:
    """A round played by hand: what Next, “skip” and “come back later” do to the stretches and the order."""

    def __init__(self, tables: int, budget: int, change_over: int) -> None:
        self.segment, self.order = _segment(budget), tuple(range(1, tables + 1))
        self.entries: list[RunEntry] = []
        self.now, self.change_over = 0, change_over

    def begin(self, table: int) -> int:
        """Let a table begin; return its share."""
        position = Position("s", StageName.REPORT, table)
        now = _reading(self.now)
        box = running.box_for(
            self.segment, self.entries, self.order, position, now, change_over=self.change_over
        )
        self.entries.append(RunEntry(str(len(self.entries)), len(self.entries) + 1, position, box, 0, now))
        return box

    def end(self, seconds: int) -> None:
        """Let the table that reports end after so many seconds."""
        self.now += seconds
        self.entries[-1] = replace(self.entries[-1], ended=_reading(self.now))

    def share(self) -> int | None:
        """Return what the next table is promised now."""
        turn = self.entries[-1].position.turn
        return running.next_share(
            self.segment, self.entries, self.order, turn, _reading(self.now), change_over=self.change_over
        )

    def following(self) -> int | None:
        """Return the table that Next leads to."""
        turn = self.entries[-1].position.turn
        place = self.order.index(turn) + 1
        return self.order[place] if place < len(self.order) else None


def test_six_tables_share_forty_minutes_and_the_first_one_takes_ten() -> None:
    """The others have six minutes each, and are told so before they stand up."""
    played = _Round(6, 2400, 0)
    assert played.begin(1) == 400
    assert played.share() == 400
    played.now = 600
    assert played.share() == 360
    played.end(0)
    for table in range(2, 7):
        share = played.begin(table)
        assert share == 360
        assert minutes_for_people(share).figures == "6"
        assert played.share() == (360 if table < 6 else None)
        played.end(360)
    assert running.report_used(played.entries, "s", _reading(played.now)) == 2400


@given(
    tables=st.integers(1, 12),
    budget=st.integers(0, 4000),
    change_over=st.integers(0, 60),
    used=st.lists(st.integers(0, 900), min_size=12, max_size=12),
)
def test_shares_and_change_overs_never_exceed_the_budget(
    tables: int, budget: int, change_over: int, used: list[int]
) -> None:
    played = _Round(tables, budget, change_over)
    for table, seconds in zip(played.order, used, strict=False):
        spent = running.report_used(played.entries, "s", _reading(played.now))
        share = played.begin(table)
        left = len(played.order) - table + 1
        assert share >= 0
        assert share == 0 or left * (share + change_over) <= budget - spent
        promised = played.share()
        assert promised is None or abs(promised - share) <= 1 or share == 0
        played.end(seconds)


_STEP = st.tuples(
    st.sampled_from(["next", "next", "skip", "later", "swap"]), st.integers(0, 400), st.integers(0, 7)
)


@given(st.integers(2, 8), st.integers(600, 4000), st.lists(_STEP, min_size=30, max_size=30))
def test_every_table_that_is_not_skipped_speaks_once_and_one_that_came_back_twice(
    tables: int, budget: int, steps: list[tuple[str, int, int]]
) -> None:
    played = _Round(tables, budget, 20)
    played.begin(1)
    skipped: set[int] = set()
    put_off: set[int] = set()
    for what, seconds, number in steps:
        turn = played.entries[-1].position.turn or 0
        to_come = played.order[played.order.index(turn) + 1 :]
        if what == "skip" and to_come:
            table = to_come[number % len(to_come)]
            played.order = tuple(one for one in played.order if one != table)
            skipped.add(table)
        elif what == "swap" and to_come:
            played.order = turns.swapped(played.order, to_come[0], to_come[number % len(to_come)])
        elif what == "later" and to_come and turn not in put_off:
            put_off.add(turn)
            following = played.following() or 0
            played.end(seconds)
            played.order = turns.moved_last(played.order, turn)
            played.begin(following)
        elif what == "next":
            following = played.following() or 0
            played.end(seconds)
            if not following:
                break
            played.begin(following)
    while (coming := played.following()) is not None:
        played.end(10)
        played.begin(coming)
    spoke = [entry.position.turn or 0 for entry in played.entries]
    for table in range(1, tables + 1):
        times = spoke.count(table)
        most = 2 if table in put_off else 1
        least = 1 if table in put_off or table not in skipped else 0
        assert least <= times <= most


@given(
    tables=st.integers(1, 8),
    k=st.integers(0, 9),
    places=st.dictionaries(st.integers(1, 8), st.integers(1, 12)),
    absent=st.sets(st.integers(1, 8)),
)
def test_an_order_names_every_table_once_at_its_stored_place(
    tables: int, k: int, places: dict[int, int], absent: set[int]
) -> None:
    numbers = range(1, tables + 1)
    given_places = {table: place for table, place in places.items() if table <= tables}
    whole = running.speaking_order(numbers, k, given_places, set())
    assert sorted(whole) == list(numbers)
    if len(set(given_places.values())) == len(given_places):
        for table, place in given_places.items():
            assert place > tables or whole.index(table) + 1 <= place
    assert running.speaking_order(numbers, k, given_places, absent) == tuple(
        number for number in whole if number not in absent
    )


def test_the_same_table_is_not_last_all_week() -> None:
    orders = [running.speaking_order(range(1, 6), k, {}, set()) for k in range(5)]
    assert {order[-1] for order in orders} == {1, 2, 3, 4, 5}


@pytest.mark.parametrize(
    ("mode", "speech"),
    [
        (LanguageMode.NONE, 300),
        (LanguageMode.WRITTEN, 272),
        (LanguageMode.SIMULTANEOUS, 260),
        (LanguageMode.CONSECUTIVE, 150),
    ],
)
def test_five_minutes_on_the_clock_are_two_and_a_half_of_speech_with_an_interpreter(
    mode: LanguageMode, speech: int
) -> None:
    assert turns.speech_seconds(300, mode) == speech
    assert turns.speech_seconds(300, mode, interpreted=False) == 300
    assert turns.speech_seconds(-5, mode) == 0


def test_speech_in_consecutive_is_told_in_halves() -> None:
    share = turns.speech_seconds(300, LanguageMode.CONSECUTIVE)
    assert minutes_for_people(share).figures == "2½"


_DETAILS = Details(
    id="w", programme_id="p", code="", title="Tbilisi", course="", start=date(2027, 3, 2),
    end=date(2027, 3, 3), place="", country="", zone="Asia/Tbilisi", host="", sponsor="",
    working_language="en", local_languages=("ka",), language_mode=LanguageMode.CONSECUTIVE, table_count=3,
)  # fmt: skip


@pytest.mark.parametrize(("tag", "interpreted"), [("en", False), ("en-GB", False), ("ka", True), ("", True)])
def test_a_table_is_interpreted_where_it_does_not_speak_the_working_language(
    tag: str, interpreted: bool
) -> None:
    assert turns.is_interpreted(_table(1, tag), _DETAILS) is interpreted


def test_the_ledger_adds_up_per_table_and_language_over_a_day_and_over_all() -> None:
    first = Day("d1", 1, date(2027, 3, 2), time(9), time(17), True, (_segment(name="s"),))  # noqa: FBT003
    second = Day("d2", 2, date(2027, 3, 3), time(9), time(17), True, (_segment(name="z"),))  # noqa: FBT003
    tables = (_table(1, "ka"), _table(2, "en"), _table(3))

    def entry(number: int, segment: str, table: int, at: float, seconds: float) -> RunEntry:
        position = Position(segment, StageName.REPORT, table)
        return RunEntry(
            str(number), number, position, 300, 0, _reading(at), _reading(at + seconds), paused_seconds=10
        )

    day = 24 * 3600
    entries = (
        entry(1, "s", 1, 0, 110),
        entry(2, "s", 3, 110, 60),
        entry(3, "s", 9, 170, 60),
        entry(4, "z", 1, day, 40),
    )
    record = WorkshopRecord(
        _DETAILS, Agenda("Asia/Tbilisi", (first, second)), tables=tables, run_entries=entries
    )
    now = _reading(day + 3600)
    whole = turns.ledger(record, now)
    assert whole == turns.Ledger(((1, 130), (2, 0), (3, 50)), (("en", 0), ("ka", 180)))
    today = turns.ledger(record, now, date(2027, 3, 3))
    assert today == turns.Ledger(((1, 30), (2, 0), (3, 0)), (("en", 0), ("ka", 30)))
