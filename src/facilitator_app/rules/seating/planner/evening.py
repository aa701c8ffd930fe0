"""The last touch: nobody the only one of a kind at a table, and no table much less mixed than another.

Only exchanges that change nothing else are made: rules, meetings, mix and moves stay as they are.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from facilitator_app.rules.seating.planner.problem import Floats, Ints, Problem
from facilitator_app.rules.seating.planner.search import Search

_LARGEST: Final = 110
_TRIED: Final = 120
_DUST: Final = 0.02


def evened(problem: Problem, tables: Ints, rng: np.random.Generator) -> Ints:
    """Return tables (R, N) worth the same, with fewer people alone of their kind and more even tables."""
    if len(problem.active[0]) > _LARGEST or not (problem.mix.any() or problem.instance.not_alone):
        return tables
    kinds = _kinds(problem)
    search = Search(problem, tables, rng)
    worth = search.worth.key
    left = _TRIED
    while left > 0:
        free = np.argwhere(np.abs(np.triu(search.changes())) < _DUST)
        rng.shuffle(free)
        found = False
        for r, i, j in free[:left].tolist():
            left -= 1
            before = _unevenness(problem, kinds, r, search.tables)
            search.swap(r, i, j)
            if search.worth.key == worth and _unevenness(problem, kinds, r, search.tables) < before:
                found = True
                break
            search.swap(r, i, j)
        if not found:
            break
    return search.tables


def _kinds(problem: Problem) -> list[Floats]:
    """Return for each attribute that nobody should be alone in, who is of which kind (N, kinds)."""
    kinds = []
    for name in problem.instance.not_alone:
        values = [str(getattr(person, name) or "") for person in problem.instance.people]
        names = sorted(set(values) - {""})
        kind = np.zeros((problem.active.shape[1], len(names)), dtype=np.float32)
        for row, value in enumerate(values):
            if value:
                kind[row, names.index(value)] = 1
        kinds.append(kind)
    return kinds


def _unevenness(problem: Problem, kinds: list[Floats], r: int, tables: Ints) -> tuple[int, float]:
    """Return how many are alone of their kind in a round, and by how much its tables differ in mix."""
    seats = (tables[r][:, None] == np.arange(problem.rounds[r].tables)) & problem.active[r][:, None]
    at = seats.astype(np.float32)
    alone = sum(int(((kind.T @ at) == 1).sum()) for kind in kinds)
    alike = ((problem.mix @ at) * at).sum(axis=0)
    return alone, round(float(alike.max() - alike.min()), 2)
