"""The catalogue of designs: each is what it is said to be, and the plans saved as new bests are too."""

from __future__ import annotations

import csv
import json
from collections import Counter
from itertools import combinations
from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator_app.rules.seating.instance import Instance, Person, Round, RoundMode
from facilitator_app.rules.seating.planner.catalogue import (
    DEVELOPED,
    Design,
    cycled,
    full_houses,
    lines,
    with_empty_seats,
)
from facilitator_app.rules.seating.planner.problem import Ints
from facilitator_app.rules.seating.planner.solver import solve
from facilitator_app.rules.seating.score import score_plan
from tests.rules.seating.test_solver import GROUPS

REPEATS = (0, 0, 0, 0, 21, 56, 0, 35, 30, 12, 18)
"""The C2 of each developed design with the people it was made for."""

PEOPLE = (30, 27, 26, 25, 30, 30, 28, 26, 25, 30, 30)


def c2(rounds: Ints, people: int) -> int:
    met: Counter[tuple[int, int]] = Counter()
    for tables in rounds:
        at: dict[int, list[int]] = {}
        for person in range(people):
            at.setdefault(int(tables[person]), []).append(person)
        for mates in at.values():
            met.update(combinations(mates, 2))
    return sum(comb(times, 2) for times in met.values())


def pure(n: int, tables: int, rounds: int) -> Instance:
    return Instance(
        name="room",
        people=tuple(Person(f"p{i}", languages=("en",)) for i in range(n)),
        rounds=tuple(
            Round(r, RoundMode.MIX, tables, n // tables, -(-n // tables)) for r in range(1, rounds + 1)
        ),
        spokesperson=False,
    )


def test_the_catalogue_is_small() -> None:
    assert len(DEVELOPED) == len(REPEATS) == len(PEOPLE) <= 20


@pytest.mark.parametrize(("design", "people", "repeats"), list(zip(DEVELOPED, PEOPLE, REPEATS, strict=True)))
def test_a_developed_design_fills_its_tables_and_repeats_what_it_says(
    design: Design, people: int, repeats: int
) -> None:
    rounds = design.rounds()
    size = design.seats // design.tables
    assert all(np.bincount(one).tolist() == [size] * design.tables for one in rounds)
    assert c2(rounds, people) == repeats
    empty = rounds[:, people:]
    assert all(len(set(one.tolist())) == design.seats - people for one in empty)


@given(st.integers(2, 13), st.integers(2, 9))
def test_lines_of_a_grid_never_meet_twice(tables: int, size: int) -> None:
    rounds = lines(tables, size)
    assert all(np.bincount(one, minlength=tables).tolist() == [size] * tables for one in rounds)
    if size <= tables:
        assert c2(rounds, tables * size) == 0
    assert len(rounds) >= min(2, tables)


@pytest.mark.parametrize(("order", "rounds"), [(3, 4), (4, 5), (5, 6), (7, 8), (8, 9), (9, 10)])
def test_every_two_people_of_a_square_grid_over_a_field_meet_once(order: int, rounds: int) -> None:
    plane = lines(order, order)
    assert (len(plane), c2(plane, order * order)) == (rounds, 0)
    assert rounds * order * comb(order, 2) == comb(order * order, 2)


@given(st.integers(2, 9), st.integers(2, 9), st.data())
def test_two_rounds_of_lines_share_as_few_pairs_as_two_rounds_can(
    tables: int, size: int, data: st.DataObject
) -> None:
    people = tables * size - data.draw(st.integers(0, tables - 1))
    if size > 2 * tables:
        return
    two = with_empty_seats(lines(tables, size)[:2], tables * size - people)
    assert min(c2(one, people) for one in two) == max(0, people - tables * tables) or size > tables


@pytest.mark.parametrize("empty", range(6))
def test_people_are_left_out_without_a_table_losing_two_where_that_is_possible(empty: int) -> None:
    for design in full_houses(6, 5)[1:5]:
        for rounds in with_empty_seats(cycled(design, 6), empty):
            assert rounds.shape == (6, 30)
            assert sorted(rounds[0].tolist()) == sorted(design[0].tolist())
    fitting = [one for design in full_houses(6, 5) for one in with_empty_seats(cycled(design, 6), empty)]
    best = min(fitting, key=lambda one: _crowded(one, 30 - empty) * 100 + c2(one, 30 - empty))
    assert _crowded(best, 30 - empty) == 0
    assert c2(best, 30 - empty) == 0


def _crowded(rounds: Ints, people: int) -> int:
    return sum(len(one) - len(set(one.tolist())) for one in rounds[:, people:])


@pytest.mark.parametrize(
    ("n", "tables", "rounds", "repeats"),
    [
        (25, 5, 6, 0),
        (25, 5, 12, 300),
        (30, 6, 6, 0),
        (29, 6, 6, 0),
        (27, 6, 6, 0),
        (26, 6, 6, 0),
        (25, 6, 6, 0),
        (28, 7, 9, 0),
        (27, 7, 9, 0),
        (28, 7, 10, 42),
        (30, 7, 7, 0),
        (29, 7, 7, 0),
        (28, 4, 9, 432),
    ],
)
def test_a_room_with_a_known_design_is_seated_at_once(n: int, tables: int, rounds: int, repeats: int) -> None:
    instance = pure(n, tables, rounds)
    score = score_plan(instance, solve(instance, seconds=60, seed=1, steps=3000))
    assert (score.hard, score.c2) == (0, repeats)


def test_the_saved_plans_are_better_than_the_best_that_were_known() -> None:
    with (GROUPS / "limits.csv").open(encoding="utf-8", newline="") as stream:
        known = {
            (int(row["n"]), int(row["groups"]), int(row["rounds"])): (
                int(row["lb_c2"]),
                int(row["best_c2"]),
            )
            for row in csv.DictReader(stream)
        }
    saved = json.loads((GROUPS / "new_bests.json").read_text(encoding="utf-8"))
    assert len(saved) > 90
    for one in saved:
        cell = one["n"], one["tables"], len(one["rounds"])
        rounds = np.array([[int(digit) for digit in line] for line in one["rounds"]])
        sizes = [np.bincount(line, minlength=cell[1]) for line in rounds]
        assert all(max(size) - min(size) <= 1 and sum(size) == cell[0] for size in sizes)
        assert one["c2"] == c2(rounds, cell[0])
        assert known[cell][0] <= one["c2"] < known[cell][1]
