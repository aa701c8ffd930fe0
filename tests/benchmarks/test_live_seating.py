"""How long it takes to find the fewest moves, and to plan the coming rounds anew, while a room waits."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from facilitator_app.records.people import Participant
from facilitator_app.rules.seating.facts import language_facts
from facilitator_app.rules.seating.live import SittingRound, meetings_of
from facilitator_app.rules.seating.mending import least_moves, mend
from facilitator_app.services import seating
from tests.builders import kaunas
from tests.views.console.cases import few_left

_LANGUAGES = ("lt", "pl", "lv", "en")


def _room(people: int, tables: int, small: int, seed: int = 5) -> SittingRound:
    """Return a room with a history of three rounds in which so many tables have two people left."""
    rng = Random(seed)  # noqa: S311 - no secret: the same room each time
    ids = [f"p{n:03}" for n in range(people)]
    roster = {
        who: Participant(
            who, who, who, "", who, languages=(rng.choice(_LANGUAGES), rng.choice(("en", "lt"))),
            interpreter_id=rng.choice(ids) if rng.random() < 0.05 else None,
        )
        for who in ids
    }  # fmt: skip
    rounds = []
    for _round in range(4):
        rng.shuffle(ids)
        rounds.append(tuple(tuple(ids[n::tables]) for n in range(tables)))
    left = tuple(table[:2] if place < small else table for place, table in enumerate(rounds[-1]))
    return SittingRound(left, tuple(range(1, tables + 1)), roster, met=meetings_of(rounds[:-1]))


@pytest.mark.benchmark(group="live seating")
@pytest.mark.parametrize(("people", "tables", "small"), [(28, 5, 1), (28, 5, 2), (60, 10, 2), (300, 50, 2)])
def test_the_fewest_moves(
    people: int,
    tables: int,
    small: int,
    benchmark: BenchmarkFixture,
    record_property: Callable[[str, object], None],
) -> None:
    room = _room(people, tables, small)
    found = benchmark(lambda: mend(room))
    assert found is not None
    assert found.least == least_moves([len(table) for table in room.tables])
    begun = time.perf_counter()
    for _again in range(20):
        language_facts(room.tables, room.roster)
    once = (time.perf_counter() - begun) / 20 * 1000
    took = benchmark.stats.stats.median * 1000 if benchmark.stats is not None else 0.0
    record_property(
        "mirror",
        f"{people} people, {small} of {tables} tables with two left: {len(found.moves)} move (bound "
        f"{found.least}, safe {found.safe}, proven {found.proven}), {took:.1f} ms, the languages of all "
        f"tables once {once:.2f} ms; ratio {took / once:.0f}",
    )


@pytest.mark.benchmark(group="live seating")
def test_all_rounds_to_come_and_a_new_plan(
    benchmark: BenchmarkFixture, record_property: Callable[[str, object], None]
) -> None:
    record = few_left(replace(kaunas(), run_entries=(), report_backs=(), light_ratings=()))
    offer = benchmark(lambda: seating.tables_offer(record))
    assert offer is not None
    begun = time.perf_counter()
    seating.make_plan(seating.seating_task(record), seconds=0.2)
    plan = (time.perf_counter() - begun) * 1000
    took = benchmark.stats.stats.median * 1000 if benchmark.stats is not None else 0.0
    moves = sum(len(one.mend.moves) for one in offer.rounds)
    record_property(
        "mirror",
        f"Kaunas, {len(offer.rounds)} rounds with a table of two: {moves} moves found in {took:.1f} ms, a "
        f"new plan of all rounds {plan:.0f} ms; ratio {took / plan:.2f}",
    )
