"""What counting proves about a number of tables, and what a plan then reaches of it."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator_app.rules.seating.choosing_tables import found_in, least_repeats, limit_of
from facilitator_app.rules.seating.facts import Fact, FactKind, meeting_facts
from facilitator_app.rules.seating.instance import Tables


@pytest.mark.parametrize(
    ("people", "tables", "rounds"),
    [
        *((people, 6, 6) for people in range(25, 31)),
        (25, 7, 8), (26, 7, 8), (27, 7, 9), (28, 7, 9), (29, 7, 6), (30, 7, 6), (25, 5, 6),
    ],
)  # fmt: skip
def test_rounds_in_which_nobody_meets_twice_are_the_known_ones(people: int, tables: int, rounds: int) -> None:
    assert limit_of(people, tables, rounds).is_free
    assert not limit_of(people, tables, rounds + 1).is_free
    assert least_repeats(people, tables, rounds) == 0


@pytest.mark.parametrize("people", range(26, 31))
def test_with_five_or_four_tables_repeats_begin_in_round_two(people: int) -> None:
    for tables in (4, 5):
        limit = limit_of(people, tables, 2)
        assert limit.possible_rounds == 1
        assert limit.repeats == people - tables * tables


@pytest.mark.parametrize(
    ("people", "tables", "rounds", "bound"),
    [(25, 4, 2, 9), (26, 5, 6, 15), (30, 6, 7, 1), (30, 6, 10, 165), (25, 6, 9, 60), (26, 7, 10, 35)],
)
def test_the_least_number_of_repeats_is_the_published_one(
    people: int, tables: int, rounds: int, bound: int
) -> None:
    assert least_repeats(people, tables, rounds) == bound


def test_seven_rounds_of_seven_tables_for_thirty_are_open() -> None:
    assert limit_of(30, 7, 7).is_open
    assert not limit_of(30, 6, 7).is_open


def test_nobody_can_meet_more_others_than_there_are_chairs_beside_them() -> None:
    assert limit_of(28, 7, 3).others == 9
    assert limit_of(28, 7, 20).others == 27
    assert (limit_of(28, 5, 1).smallest, limit_of(28, 5, 1).largest) == (5, 6)


def test_a_room_without_tables_is_none() -> None:
    with pytest.raises(ValueError, match="one table"):
        limit_of(28, 0, 1)
    assert limit_of(0, 5, 3).repeats == 0


@st.composite
def seatings(draw: st.DrawFn) -> tuple[int, int, list[Tables]]:
    people = draw(st.integers(2, 14))
    tables = draw(st.integers(1, people))
    rounds = []
    for _round in range(draw(st.integers(1, 6))):
        order = draw(st.permutations([f"p{n}" for n in range(people)]))
        rounds.append(tuple(tuple(order[table::tables]) for table in range(tables)))
    return people, tables, rounds


@given(seatings())
def test_no_seating_goes_below_what_is_called_least(seating: tuple[int, int, list[Tables]]) -> None:
    people, tables, rounds = seating
    met = Counter(frozenset(p) for one in rounds for table in one for p in combinations(table, 2))
    repeats = sum(comb(times, 2) for times in met.values())
    assert least_repeats(people, tables, len(rounds)) <= repeats
    limit = limit_of(people, tables, len(rounds))
    if not repeats:
        assert len(rounds) <= limit.possible_rounds or people <= tables
    others = Counter(who for pair in met for who in pair)
    assert max(others.values(), default=0) <= limit.others


def test_what_a_plan_found_is_read_from_its_facts() -> None:
    once: Tables = (("a", "b"), ("c", "d"))
    again = found_in([*meeting_facts([once, once]), Fact(FactKind.WISH_BROKEN), Fact(FactKind.NO_REPORTER)])
    assert (again.pairs, again.most, again.repeats, again.broken, again.unsafe) == (2, 2, 2, 1, 1)
    assert not again.is_proven
    new = found_in(meeting_facts([once, (("a", "c"), ("b", "d"))]))
    assert (new.pairs, new.is_proven) == (0, True)
