"""Tabu search over swaps: the cost of every swap of every round is one NumPy expression.

W[i, j] is what two rows cost at one table: rules, attributes, and MEETING for each time they meet in any
round. S = W·Z is what a row costs at each table of a round. Swapping i (table a) with j (table b) changes
the cost by S[i, b] − S*[i] + S[j, a] − S*[j] − 2·W[i, j], where S*[i] is what i costs at the own table
without counting that very meeting: S[i, a] less MEETING per mate. One W serves all rounds, as rows at
different tables have not met in that round.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from facilitator_app.rules.seating.planner.problem import HARD, MEETING, Floats, Ints, Problem
from facilitator_app.rules.seating.planner.table_rules import TableCounts

_NEVER: Final = np.float32(1e6)
_TABU: Final = np.float32(2e5)
_SHORTEST_TENURE: Final = 3
_LONGEST_TENURE: Final = 10
_DRAWN: Final = 1024
"""So many tenures are drawn at once and used again and again."""

_NEAR: Final = 3.5
"""Only so many meetings above the cheapest seating can one swap lead below it: further up nobody looks."""

_SMALL: Final = 110
"""Up to so many rows every swap of every round is looked at; above, a sample of rows of one round."""

_SAMPLE: Final = 8


@dataclass(frozen=True, slots=True)
class Worth:
    """The parts of a seating's cost that the search follows, in the order in which they count."""

    hard: float
    c2: float
    mix: float
    moves: float = 0.0

    @property
    def key(self) -> tuple[float, ...]:
        """The parts, rounded free of floating-point dust."""
        return round(self.hard), round(self.c2), round(self.mix, 2), round(self.moves, 2)


class Search:
    """A seating on its way to a better one; `tables` (R, N) is the table of each row in each round.

    `mix_weight` scales what attributes cost beside meetings: small while meetings are at stake.
    """

    def __init__(
        self, problem: Problem, tables: Ints, rng: np.random.Generator, *, mix_weight: float = 1.0
    ) -> None:
        self.problem = problem
        self.rng = rng
        self._mix_weight = mix_weight
        self._base: Floats = problem.rules + problem.mix * np.float32(mix_weight)
        self._ruled = bool(problem.rules.any())
        self._mixed = bool(problem.mix.any())
        self.placed = bool(problem.places.any())
        self._cost_of_meeting: Floats = problem.counted * np.float32(MEETING)
        rounds, rows, count = problem.places.shape
        self._rounds = np.arange(rounds)
        self._corner: Ints = (self._rounds[:, None] * rows + np.arange(rows)[None, :]) * count
        self._idle: Floats = np.where(problem.active, np.float32(0), _NEVER)[:, :, None]
        self._some_idle = not problem.active.all()
        self._tenures = rng.integers(_SHORTEST_TENURE, _LONGEST_TENURE + 1, _DRAWN).tolist()
        self._drawn = 0
        self.step_number = 0
        self._start(tables)
        self.best_tables: Ints = self.tables.copy()
        self.best = self.worth
        self._cheapest = self._cost()
        self.idle = 0

    def restart(self, tables: Ints) -> None:
        """Go on from another seating; the best one found is kept."""
        self._start(tables)
        self.note()
        self._cheapest = self._cost()
        self.idle = 0

    def _start(self, tables: Ints) -> None:
        problem = self.problem
        self.tables: Ints = tables.copy()
        self.at: Floats = np.zeros(problem.places.shape, dtype=np.float32)
        for r in self._rounds:
            rows = np.flatnonzero(problem.active[r])
            self.at[r, rows, self.tables[r, rows]] = 1
        self._seat: Ints = self._corner + self.tables
        same = self.at @ self.at.transpose(0, 2, 1)
        self._met: Floats = (problem.before + same.sum(axis=0)) * problem.counted
        self.weight: Floats = self._base + self._met * np.float32(MEETING)
        self._mates: Floats = problem.counted @ self.at
        self.row: Floats = self.weight @ self.at
        self.until: Ints = np.zeros(problem.active.shape, dtype=np.int64)
        rule = problem.table_rule
        self._counts = TableCounts(rule, self.at, self.tables) if rule else None
        self.worth = self._measure(same)

    def _measure(self, same: Floats) -> Worth:
        """Return the worth of the whole seating from scratch."""
        problem = self.problem
        c2 = float((self._met * (self._met - 1)).sum()) / 4
        at_places = float((problem.places * self.at).sum())
        hard_places = HARD * round(at_places / HARD)
        faults = float(self._counts.faults.sum()) if self._counts else 0.0
        both = problem.active[:, :, None] & problem.active[:, None, :]
        kept = float((np.minimum(problem.rules, 0) * both).sum()) / 2
        hard = float((problem.rules * same).sum()) / 2 - kept + hard_places + HARD * faults
        mix = float((problem.mix * same).sum()) / 2
        return Worth(hard, c2, mix, at_places - hard_places)

    def _cost(self) -> float:
        worth = self.worth
        return worth.hard + worth.c2 * MEETING + worth.mix * self._mix_weight + worth.moves

    # One step -----------------------------------------------------------------------------------------

    def step(self) -> None:
        """Make the best swap that is not forbidden, or a forbidden one that beats everything so far."""
        self.step_number += 1
        self.idle += 1
        if self.tables.shape[1] > _SMALL:
            self.swap(*self._sampled_swap())
        else:
            self.swap(*self._best_swap())
        self.note()

    def note(self) -> None:
        """Keep the seating if it is the best so far; what is cheapest since the last restart too."""
        cost = self._cost()
        if cost < self._cheapest - 1e-3:
            self._cheapest = cost
            self.idle = 0
        worth, best = self.worth, self.best
        if (worth.c2 <= best.c2 + 1 or worth.hard < best.hard) and worth.key < best.key:
            self.best = worth
            self.best_tables = self.tables.copy()
            self.idle = 0

    def own(self) -> Floats:
        """Return what each row costs at its own table (R, N), this meeting itself not counted."""
        own: Floats = self._everywhere().reshape(-1)[self._seat]
        own -= self._mates.reshape(-1)[self._seat] * np.float32(MEETING)
        return own

    def _everywhere(self) -> Floats:
        return self.row + self.problem.places if self.placed else self.row

    def changes(self) -> Floats:
        """Return (R, N, N): what every swap changes, rules about whole tables left out."""
        return self._costs(self._everywhere(), self.own())

    def _best_swap(self) -> tuple[int, int, int]:
        everywhere, own = self._everywhere(), self.own()
        own += self.rng.random(own.shape, dtype=np.float32) * np.float32(0.01)
        forbidden: Floats = np.where(self.until > self.step_number, _TABU, np.float32(0))
        if self._cost() < self._cheapest + _NEAR * MEETING:
            cost = self._costs(everywhere, own)
            r, i, j = self._cheapest_of(cost)
            if self._cost() + float(cost[r, i, j]) < self._cheapest - 1e-2:
                return r, i, j
            cost += forbidden[:, :, None]
            cost += forbidden[:, None, :]
        else:
            cost = self._costs(everywhere, own - forbidden)
        return self._cheapest_of(cost)

    def _costs(self, everywhere: Floats, own: Floats) -> Floats:
        """Return (R, N, N): what every swap changes; what is no swap costs _NEVER."""
        more = everywhere - own[:, :, None]
        more.reshape(-1)[self._seat] = _NEVER
        half: Floats = np.matmul(more, self.at.transpose(0, 2, 1))
        half -= self.weight
        if self._some_idle:
            half += self._idle
        people = self.problem.people
        if half.shape[1] > people + 1:
            # Two blanks changing places change nothing: that is no step.
            half[:, people:, people:] = _NEVER
        cost: Floats = half + half.transpose(0, 2, 1)
        return cost

    def _cheapest_of(self, cost: Floats) -> tuple[int, int, int]:
        flat = self._counts.cheapest(cost) if self._counts else int(cost.argmin())
        size = cost.shape[1]
        return flat // (size * size), flat // size % size, flat % size

    def _sampled_swap(self) -> tuple[int, int, int]:
        """Look at the swaps of the most troubled of some rows of one round with everybody."""
        problem = self.problem
        r = int(self.rng.integers(len(self._rounds)))
        tables, weight = self.tables[r], self.weight[min(r, len(self.weight) - 1)]
        row = self.row[r] + problem.places[r]
        everybody = np.arange(len(tables))
        own = row[everybody, tables] - self._mates[r][everybody, tables] * np.float32(MEETING)
        active = np.flatnonzero(problem.active[r])
        dust = self.rng.random(len(active)) * (MEETING * 4)
        free = np.where(self.until[r, active] > self.step_number, -np.inf, own[active] + dust)
        rows = active[np.argsort(-free)[:_SAMPLE]]
        cost = row[rows][:, tables] + row[:, tables[rows]].T - own[rows][:, None] - own[None, :]
        cost -= 2 * weight[rows]
        closed = (tables[rows][:, None] == tables[None, :]) | ~problem.active[r][None, :]
        closed |= (rows[:, None] >= problem.people) & (everybody[None, :] >= problem.people)
        cost += closed * _NEVER
        cost += ((self.until[r] > self.step_number) * _TABU)[None, :]
        if self._counts is not None:
            cost += self._counts.changes(np.full((1, 1), r), rows[:, None], everybody[None, :])
        best = int(cost.argmin())
        return r, int(rows[best // cost.shape[1]]), best % cost.shape[1]

    # Changing places ----------------------------------------------------------------------------------

    def swap(self, r: int, i: int, j: int) -> None:
        """Let rows i and j change places in round r and bring every array up to date."""
        a, b = int(self.tables[r, i]), int(self.tables[r, j])
        if a == b:
            return
        change: Floats = self.at[r, :, b] - self.at[r, :, a]
        change[i] = change[j] = 0
        self._follow_worth(r, i, j, change)
        counted = self.problem.counted
        for row, gain in ((i, change * counted[i]), (j, -change * counted[j])):
            self._met[row] += gain
            self._met[:, row] += gain
            cost = gain * np.float32(MEETING)
            self.weight[:, row] += cost
            self.weight[:, :, row] += cost
        moved = counted[:, j] - counted[:, i]
        self._mates[r, :, a] += moved
        self._mates[r, :, b] -= moved
        large = self.tables.shape[1] > _SMALL
        if large:
            self._follow_rows(i, j, change)
        self._sit(r, i, a, b)
        self._sit(r, j, b, a)
        if large:
            weight = self.weight[min(r, len(self.weight) - 1)]
            self.row[r, :, a] += weight[:, j] - weight[:, i]
            self.row[r, :, b] -= weight[:, j] - weight[:, i]
        else:
            np.matmul(self.weight, self.at, out=self.row)
        if self._counts is not None:
            more = HARD * self._counts.follow(r)
            worth = self.worth
            self.worth = Worth(worth.hard + more, worth.c2, worth.mix, worth.moves)

    def _sit(self, r: int, row: int, old: int, new: int) -> None:
        self.at[r, row, old], self.at[r, row, new] = 0, 1
        self.tables[r, row] = new
        self._seat[r, row] += new - old
        self._drawn = (self._drawn + 1) % _DRAWN
        self.until[r, row] = self.step_number + self._tenures[self._drawn]

    def _follow_rows(self, i: int, j: int, change: Floats) -> None:
        """Bring S up to date after a change of meetings without multiplying everything again."""
        for row, sign in ((i, 1), (j, -1)):
            cost = change * self._cost_of_meeting[row] * np.float32(sign)
            there = self.problem.active[:, row].astype(np.float32)
            self.row[self._rounds, :, self.tables[:, row]] += there[:, None] * cost[None, :]
        for row in (i, j):
            self.row[:, row] = (self.weight[:, None, row, :] @ self.at)[:, 0]

    def _follow_worth(self, r: int, i: int, j: int, change: Floats) -> None:
        """Add to the worth what the swap changes; `change` is +1 for mates to come, −1 for mates to leave."""
        problem, worth = self.problem, self.worth
        a, b = self.tables[r, i], self.tables[r, j]
        c2 = float((self._met[i] - self._met[j]) @ change + self._mates[r, i, a] + self._mates[r, j, b])
        hard = mix = moves = 0.0
        if self._ruled:
            rules = problem.rule(r)
            hard = float((rules[i] - rules[j]) @ change)
        if self._mixed:
            mix = float((problem.mix[i] - problem.mix[j]) @ change)
        if self.placed:
            seats = problem.places[r]
            placed = float(seats[i, b] - seats[i, a] + seats[j, a] - seats[j, b])
            hard_placed = HARD * round(placed / HARD)
            hard, moves = hard + hard_placed, placed - hard_placed
        self.worth = Worth(worth.hard + hard, worth.c2 + c2, worth.mix + mix, worth.moves + moves)
