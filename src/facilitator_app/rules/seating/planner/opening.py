"""The first seating: people one by one, each where it costs least so far."""

from __future__ import annotations

from typing import Final

import numpy as np

from facilitator_app.rules.seating.planner.problem import MEETING, Floats, Ints, Problem

_STAY: Final = 1e6


def first_seating(problem: Problem, rng: np.random.Generator, *, keep: bool = False) -> Ints:
    """Return tables (R, N): every round filled in random order, groups tied together first.

    With `keep` people stay where the instance's current plan has them, as far as the tables allow.
    Capacities hold; wishes and meetings are weighed, not guaranteed.
    """
    tables = np.zeros(problem.active.shape, dtype=np.int64)
    met: Floats = problem.before.copy()
    for r in range(len(problem.rounds)):
        at = _fill(problem, r, met, rng, _kept(problem, r) if keep else {})
        tables[r] = at.argmax(axis=1)
        same = at @ at.T
        np.fill_diagonal(same, 0)
        met += same
    return tables


def _kept(problem: Problem, r: int) -> dict[int, int]:
    """Return the table of every row in the current plan of a round that has one."""
    one = problem.rounds[r]
    current = problem.instance.current_plan
    planned = current.round(one.id) if current else None
    row = problem.row
    seats = enumerate(planned.tables[: one.tables]) if planned else ()
    return {row[who]: table for table, people in seats for who in people if problem.active[r, row[who]]}


def _fill(problem: Problem, r: int, met: Floats, rng: np.random.Generator, kept: dict[int, int]) -> Floats:
    count = problem.rounds[r].tables
    at = np.zeros((problem.active.shape[1], count), dtype=np.float32)
    free = np.full(count, problem.capacity[r])
    pair = problem.rule(r) + problem.mix * np.float32(0.1) + problem.counted * met * np.float32(MEETING)
    units = _units(problem, r, rng)
    units.sort(key=lambda unit: unit[0] not in kept)
    for unit in units:
        rows = np.array(unit)
        cost = (pair[rows] @ at).sum(axis=0) + problem.places[r, rows, :count].sum(axis=0)
        cost = cost + rng.random(count, dtype=np.float32)
        if unit[0] in kept:
            cost[kept[unit[0]]] -= _STAY
        fits = free >= len(rows)
        if not fits.any():
            _seat_apart(rows, cost, at, free)
            continue
        table = int(np.where(fits, cost, np.inf).argmin())
        at[rows, table] = 1
        free[table] -= len(rows)
    return at


def _seat_apart(rows: Ints, cost: Floats, at: Floats, free: Ints) -> None:
    """Seat a group for which no table has room left one by one: the search will bring them together."""
    for row in rows:
        table = int(np.where(free > 0, cost, np.inf).argmin())
        at[row, table] = 1
        free[table] -= 1


def _units(problem: Problem, r: int, rng: np.random.Generator) -> list[tuple[int, ...]]:
    """Return rows to be seated in order: blanks, pinned, tied together, then everybody else at random."""
    active = problem.active[r]
    pinned = problem.places[r].max(axis=1) > 1
    tied = [tuple(row for row in block if active[row]) for block in problem.blocks]
    in_block = {row for block in tied for row in block}
    singles = [(int(row),) for row in np.flatnonzero(active) if int(row) not in in_block]
    units = [block for block in tied if block] + singles
    order = rng.permutation(len(units))
    shuffled = [units[place] for place in order]

    def rank(unit: tuple[int, ...]) -> tuple[bool, bool, int]:
        blank = unit[0] >= problem.people
        return not blank, not any(pinned[row] for row in unit), -len(unit)

    return sorted(shuffled, key=rank)
