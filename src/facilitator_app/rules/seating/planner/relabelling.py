"""Who takes which place of a finished design: meetings stay as they are, mix and wishes improve."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np

from facilitator_app.rules.seating.planner.problem import MEETING, Bools, Floats, Ints, Problem

_STEPS: Final = 400
_TENURE: Final = 9
_LARGEST: Final = 110
"""In larger rooms the exchanges cost more time than they are worth: swaps in single rounds go further."""

_NEVER: Final = np.float32(1e9)


def better_names(
    problem: Problem,
    tables: Ints,
    rng: np.random.Generator,
    spend: Callable[[], bool],
    *,
    anew: bool = False,
) -> Ints:
    """Return tables (R, N) in which rows have taken over each other's places in all rounds.

    Each exchange asks `spend` whether there is time for it. With `anew` the search begins with all names
    mixed up: a design has many good namings far apart.

    Only rows present in the same rounds, without pin and not tied to anybody, take part. A quadratic
    assignment by tabu search: with T the meetings per pair and Q the cost per meeting, exchanging i and j
    changes the cost by X[i,j] + X[j,i] − X[i,i] − X[j,j] + 2·T[i,j]·Q[i,j], where X = T·Q.
    """
    if not can_rename(problem):
        return tables
    free = _exchangeable(problem)
    same = (tables[:, :, None] == tables[:, None, :]) & (
        problem.active[:, :, None] & problem.active[:, None, :]
    )
    met: Floats = same.sum(axis=0).astype(np.float32)
    np.fill_diagonal(met, 0)
    high, low = problem.rules.max(axis=0), problem.rules.min(axis=0)
    cost = (
        np.where(-low > high, low, high)
        + problem.mix
        + problem.counted * problem.before * np.float32(MEETING)
    )
    order: Ints = np.arange(len(met))
    if anew:
        some = np.flatnonzero(free.any(axis=0))
        # Whoever is present in the same rounds as some[0] can be exchanged with all others who are.
        some = some[free[some[0], some] | (some == some[0])]
        order[some] = rng.permutation(some)
    order = _assign(met, cost.astype(np.float32), free, order, rng, spend=spend)
    return np.ascontiguousarray(tables[:, order])


def can_rename(problem: Problem) -> bool:
    """Whether anybody can take over somebody else's places, in a room that is not too large for it."""
    return problem.active.shape[1] <= _LARGEST and bool(_exchangeable(problem).any())


def _exchangeable(problem: Problem) -> Bools:
    """Return (N, N): which rows may take over each other's places."""
    alike = (problem.active[:, :, None] == problem.active[:, None, :]).all(axis=0)
    alone: Bools = np.logical_not((problem.places > 1).any(axis=(0, 2)))
    for block in problem.blocks:
        alone[list(block)] = False
    alone[problem.people :] = False
    free: Bools = alike & alone[:, None] & alone[None, :]
    np.fill_diagonal(free, val=False)
    return free


def _assign(
    met: Floats,
    cost: Floats,
    free: Bools,
    order: Ints,
    rng: np.random.Generator,
    *,
    spend: Callable[[], bool],
) -> Ints:
    size = len(met)
    best, best_cost, now = order.copy(), 0.0, 0.0
    until = np.zeros((size, size), dtype=np.int64)
    for step in range(_STEPS):
        if not spend():
            break
        here = met[np.ix_(order, order)]
        cross = here @ cost
        own = np.diagonal(cross)
        change = cross + cross.T - own[:, None] - own[None, :] + 2 * here * cost
        change = np.where(free, change + rng.random(change.shape, dtype=np.float32) * 0.01, _NEVER)
        closed = np.where(until > step, np.float32(1e7), np.float32(0))
        pick = int((change + closed).argmin())
        i, j = pick // size, pick % size
        now += float(change[i, j])
        order[[i, j]] = order[[j, i]]
        until[i, j] = until[j, i] = step + _TENURE + int(rng.integers(6))
        if now < best_cost - 0.5:
            best, best_cost = order.copy(), now
    return best
