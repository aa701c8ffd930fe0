"""Starter search: one or two rounds, developed by a small group, become all rounds.

People are points (orbit, element); in round r everybody stands where the person r elements away stood in
the base round. A pair of the base round then covers its whole orbit, so meetings are counted over a few
dozen orbits instead of hundreds of pairs, and regular designs are found that a plain search misses.
People tied together, and those who are left over, are points that never move.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from facilitator_app.rules.seating.planner.developing import developed, moved_points
from facilitator_app.rules.seating.planner.problem import Bools, Floats, Ints, Problem

_NEVER: Final = np.float32(1e9)
_IDLE_LIMIT: Final = 400
_LARGEST: Final = 64
_FEWEST_ROUNDS: Final = 3
_MOST_BASES: Final = 2
_SPARE_ROUNDS: Final = 2
_MOST_SHAPES: Final = 7
_MOST_STRANGERS: Final = 4
"""Whoever must not meet more people than this fits into no regular design."""

_TENURE: Final = (3, 9)
_CROWDED: Final = 30.0
"""What two blanks at one table cost: that table would be two people short."""

_GROUPS: Final = ((2, 2), (2, 4), (2, 2, 2), (3, 3), (2, 6))
"""Groups beside the cyclic ones, as factors."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A group as factors of cyclic groups, how many base rounds it develops, and who moves.

    `whole`: blanks move like people, so the design is one of a full house with people left out. `short`:
    people left over after whole orbits move in orbits of this size; 1 means they never move.
    """

    factors: tuple[int, ...]
    bases: int
    whole: bool = False
    short: int = 1

    @property
    def order(self) -> int:
        """How many rounds one base round becomes."""
        return int(np.prod(self.factors))


def is_regular(problem: Problem) -> bool:
    """Whether all rounds have the same tables, and nobody is pinned or absent: then designs fit."""
    tables = {one.tables for one in problem.rounds}
    return bool(problem.active.all()) and len(tables) == 1 and not bool((problem.places > 1).any())


def shapes(problem: Problem) -> list[Shape]:
    """Return the shapes worth trying, those that fit best first.

    None where a design does not fit or the room is large.
    """
    rounds = len(problem.rounds)
    if rounds < _FEWEST_ROUNDS or problem.active.shape[1] > _LARGEST or not is_regular(problem):
        return []
    strangers = (problem.rules[0, : problem.people, : problem.people] > 0).sum(axis=1)
    if max(map(len, problem.blocks), default=0) > problem.capacity[0] or strangers.max() > _MOST_STRANGERS:
        return []
    found: list[tuple[int, Shape]] = []
    for bases in range(1, _MOST_BASES + 1):
        least = -(-rounds // bases)
        for order in range(max(3, least), least + _SPARE_ROUNDS + 1):
            groups = [(order,), *(one for one in _GROUPS if np.prod(one) == order)]
            possible = [shape for group in groups for shape in _variants(problem, group, bases)]
            found += [(order * bases - rounds + 2 * (bases - 1), shape) for shape in possible]
    return [shape for _fit, shape in sorted(found, key=lambda one: one[0])[:_MOST_SHAPES]]


def _variants(problem: Problem, group: tuple[int, ...], bases: int) -> Iterator[Shape]:
    order = int(np.prod(group))
    tied = sum(map(len, problem.blocks))
    tables = problem.rounds[0].tables
    blanks = problem.active.shape[1] - problem.people
    for whole in (False, True) if blanks else (False,):
        moving = problem.people - tied + blanks * whole
        left = moving % order
        if order <= moving and left + len(problem.blocks) <= tables:
            yield Shape(group, bases, whole)
        if len(group) == 1 and order <= moving:
            for short in range(2, order):
                still = left % short
                if order % short == 0 and short <= left and still + len(problem.blocks) <= tables:
                    yield Shape(group, bases, whole, short)


class Starter:
    """The search for base rounds of one shape; `step` makes one swap, `seating` develops the best found."""

    def __init__(self, problem: Problem, shape: Shape, rng: np.random.Generator) -> None:
        self._problem = problem
        self._shape = shape
        self._rng = rng
        self._rows = problem.active.shape[1]
        self._moved, self._still = _moves(problem, shape)
        blank = np.arange(self._rows) >= problem.people
        both_blank = blank[:, None] & blank[None, :]
        self._locked: Bools = self._still[:, None] | self._still[None, :] | both_blank
        self._orbit: Ints = self._weigh()
        self._kinds = len(self._line)
        self._square_of_pair: Floats = self._square[self._orbit]
        self._step = 0
        self._idle = 0
        self.best_cost = self._cost = self._cheapest = float("inf")
        self._begin()
        self.best = self._base.copy()

    @property
    def best_share(self) -> float:
        """The cost of the best base rounds per developed round: what a cut design may come down to."""
        return self.best_cost / (self._shape.order * self._shape.bases)

    def step(self) -> None:
        """Make the best swap of one base round that is not forbidden; begin anew after too long a wait."""
        self._step += 1
        self._idle += 1
        base = self._step % self._shape.bases
        change = self._changes(base)
        forbidden = np.where(self._until[base] > self._step, np.float32(1e6), np.float32(0))
        closed = change + forbidden[:, None] + forbidden[None, :]
        flat = int(change.argmin())
        if self._cost + float(change.reshape(-1)[flat]) >= self._cheapest - 1e-2:
            flat = int(closed.argmin())
        i, j = divmod(flat, self._rows)
        self._cost += round(float(change[i, j]))
        self._swap(base, i, j)
        self._until[base, [i, j]] = self._step + self._rng.integers(*_TENURE, 2) * self._shape.bases
        if self._cost < self._cheapest:
            self._cheapest, self._idle = self._cost, 0
        if self._cost < self.best_cost:
            self.best_cost, self.best = self._cost, self._base.copy()
        if self._idle > _IDLE_LIMIT:
            self._begin()

    def seating(self) -> Ints:
        """Return tables (R, N): the best base rounds developed, cut to the rounds that are needed."""
        rounds: Ints = developed(self._moved, self.best)[: len(self._problem.rounds)]
        return rounds

    def _weigh(self) -> Ints:
        """Return the orbit of each pair (N, N) and set what covering an orbit c times costs.

        A pair of a base round meets order ÷ |orbit| times every pair of its orbit; the cost of an orbit is
        square · c² − line · c, counting only pairs whose meetings count.
        """
        rows = np.arange(self._rows)
        images = self._moved[:, :, None] * self._rows + self._moved[:, None, :]
        mirrored = self._moved[:, None, :] * self._rows + self._moved[:, :, None]
        first = np.minimum(images, mirrored).min(axis=0)
        first[rows, rows] = -1
        _names, orbit = np.unique(first, return_inverse=True)
        orbit = orbit.reshape(first.shape)
        pairs = np.bincount(orbit.reshape(-1)) / 2
        counted = np.bincount(orbit.reshape(-1), weights=self._problem.counted.reshape(-1)) / 2
        blank = rows >= self._problem.people
        both = (blank[:, None] & blank[None, :] & ~np.eye(self._rows, dtype=bool)).reshape(-1)
        crowded = np.bincount(orbit.reshape(-1), weights=both) / 2
        times = self._shape.order / np.maximum(pairs, 1)
        self._square: Floats = (counted * times * times / 2).astype(np.float32)
        self._line: Floats = (counted * times / 2 - crowded * times * _CROWDED).astype(np.float32)
        self._square[0] = self._line[0] = 0
        return orbit

    def _begin(self) -> None:
        """Seat the base rounds at random, blanks and groups tied together each at a table of its own."""
        tables = self._problem.rounds[0].tables
        self._base: Ints = np.array([self._random_round(tables) for _base in range(self._shape.bases)])
        self._until: Ints = np.zeros(self._base.shape, dtype=np.int64)
        self._met: Floats = np.zeros((self._shape.bases, self._rows, tables, self._kinds), dtype=np.float32)
        self._covered: Floats = np.zeros((self._shape.bases, self._kinds), dtype=np.float32)
        for base in range(self._shape.bases):
            self._count(base)
        covered = self._covered.sum(axis=0)
        self._cost = float((self._square * covered * covered - self._line * covered).sum())
        self._cheapest = self._cost
        self._idle = 0

    def _random_round(self, tables: int) -> Ints:
        tied = {row for block in self._problem.blocks for row in block}
        still = [int(row) for row in np.flatnonzero(self._still) if int(row) not in tied]
        blanks = [(row,) for row in still if row >= self._problem.people]
        fixed = [(row,) for row in still if row < self._problem.people]
        seats = np.full(self._rows, -1)
        free = np.full(tables, self._problem.capacity[0])
        for group in (blanks, [*self._problem.blocks, *fixed]):
            for unit, table in zip(group, self._roomiest(free), strict=False):
                seats[list(unit)] = table
                free[table] -= len(unit)
        rest = np.repeat(np.arange(tables), free)
        seats[seats < 0] = self._rng.permutation(rest)
        return seats

    def _roomiest(self, free: Ints) -> Iterator[int]:
        """Return the tables, those with most room first, at random among equals."""
        order = self._rng.permutation(len(free))
        return iter(order[np.argsort(-free[order], kind="stable")].tolist())

    def _count(self, base: int) -> None:
        """Count for every row and table how often it would cover each orbit there."""
        seats = self._base[base]
        rows = np.arange(self._rows)
        self._met[base] = 0
        for row, table in enumerate(seats.tolist()):
            self._met[base, rows, table, self._orbit[row]] += 1
        self._covered[base] = self._met[base, rows, seats].sum(axis=0) / 2
        self._covered[base, 0] = 0

    def _swap(self, base: int, i: int, j: int) -> None:
        """Let two rows change tables and count again what that touches."""
        seats, met, rows = self._base[base], self._met[base], np.arange(self._rows)
        a, b = int(seats[i]), int(seats[j])
        gain = met[i, b] - met[i, a] + met[j, a] - met[j, b]
        gain[self._orbit[i, j]] -= 2
        gain[0] = 0
        self._covered[base] += gain
        for row, old, new in ((i, a, b), (j, b, a)):
            met[rows, old, self._orbit[row]] -= 1
            met[rows, new, self._orbit[row]] += 1
            seats[row] = new

    def _changes(self, base: int) -> Floats:
        """Return (N, N): what every swap of two moving rows in a base round changes.

        With D[i, t] the orbits that row i covers more at table t than at its own, a swap of i and j (tables
        s and t) covers d = D[i, t] + D[j, s] − 2·e more, e being the orbit of the pair itself, and changes
        the cost by Σ square·d² + (2·covered·square − line)·d. Multiplied out, only the product of D[i, t]
        with D[j, s] is more than a look-up: a small matrix product for each pair of tables.
        """
        seats, met = self._base[base], self._met[base]
        rows = np.arange(self._rows)
        more = met - met[rows, seats][:, None, :]
        slope = 2 * self._covered.sum(axis=0) * self._square - self._line
        weighted = more * self._square
        alone = ((weighted + slope) * more).sum(axis=2)
        half = alone[:, seats]
        at_pair = more[rows[:, None], seats[None, :], self._orbit]
        half -= 4 * self._square_of_pair * at_pair
        half += 2 * self._square_of_pair - slope[self._orbit]
        half += self._rng.random(half.shape, dtype=np.float32) * np.float32(0.005)
        order = np.argsort(seats, kind="stable")
        shape = (met.shape[1], -1, *met.shape[1:])
        left = weighted[order].reshape(shape).transpose(0, 2, 1, 3)
        right = more[order].reshape(shape).transpose(2, 0, 3, 1)
        cross: Floats = (left @ right).transpose(0, 2, 1, 3).reshape(half.shape)
        change: Floats = half + half.T
        change[order[:, None], order[None, :]] += 2 * cross
        locked = (seats[:, None] == seats[None, :]) | self._locked
        result: Floats = np.where(locked, _NEVER, change)
        return result


def _moves(problem: Problem, shape: Shape) -> tuple[Ints, Bools]:
    """Return where each row stands after each element (order, N), and which rows never move (N,)."""
    rows = problem.active.shape[1]
    tied = {row for block in problem.blocks for row in block}
    free = [row for row in range(rows if shape.whole else problem.people) if row not in tied]
    whole = len(free) // shape.order
    short = (len(free) - whole * shape.order) // shape.short if shape.short > 1 else 0
    orbits = [shape.order] * whole + [shape.short] * short
    moving = np.array(free[: sum(orbits)])
    moved = np.tile(np.arange(rows), (shape.order, 1))
    moved[:, moving] = moving[moved_points(shape.factors, orbits)]
    still = np.ones(rows, dtype=bool)
    still[moving] = False
    return moved, still
