"""Tabu search over swaps: the cost of every swap of every round is one NumPy expression.

With the other rounds fixed, W[i, j] is what two rows cost at one table and S = W·Z what a row costs at
each table; swapping i (table a) with j (table b) changes the cost by
S[i, b] − S[i, a] + S[j, a] − S[j, b] − 2·W[i, j].
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from facilitator_app.rules.seating.problem import HARD, MEETING, Bools, Floats, Ints, Problem
from facilitator_app.rules.seating.table_rules import TableCounts

_NEVER: Final = np.float32(1e6)
_TABU: Final = np.float32(2e5)
_SHORTEST_TENURE: Final = 3
_LONGEST_TENURE: Final = 10
_SMALL: Final = 110
"""Up to so many rows every swap of every round is looked at; above, a sample of rows of one round."""

_SAMPLE: Final = 8

_BOLD_SHARE: Final = 0.1
_TABLES_LOOKED_AT: Final = 10


@dataclass(frozen=True, slots=True)
class Worth:
    """The parts of a seating's cost that the search follows, in the order in which they count."""

    hard: float
    c2: float
    mix: float

    @property
    def key(self) -> tuple[float, float, float]:
        """The parts, rounded free of floating-point dust."""
        return round(self.hard, 2), round(self.c2, 2), round(self.mix, 2)


class Search:
    """A seating on its way to a better one; `tables` (R, N) is the table of each row in each round.

    `mix_weight` scales what attributes cost beside meetings: small while meetings are at stake.
    """

    def __init__(
        self,
        problem: Problem,
        tables: Ints,
        rng: np.random.Generator,
        *,
        mix_weight: float = 1.0,
        meeting: float = MEETING,
    ) -> None:
        self._problem = problem
        self._rng = rng
        self._mix_weight = np.float32(mix_weight)
        self._meeting = np.float32(meeting)
        self._base: Floats = problem.rules + problem.mix * self._mix_weight
        self._places: Floats = problem.places
        self._rounds = np.arange(len(problem.rounds))
        idle = ~problem.active
        blank = np.arange(idle.shape[1]) >= problem.people
        # Two blanks changing places change nothing: that is no step.
        self._closed: Bools = idle[:, :, None] | idle[:, None, :] | (blank[:, None] & blank[None, :])
        self._step = 0
        self._restart(tables)
        self.best_tables: Ints = self.tables.copy()
        self.best = self.worth
        self._cheapest = self._cost()
        self.idle = 0

    def restart(self, tables: Ints) -> None:
        """Go on from another seating; the best one found is kept."""
        self._restart(tables)
        self._note()
        self._cheapest = self._cost()
        self.idle = 0

    def _restart(self, tables: Ints) -> None:
        problem = self._problem
        self.tables: Ints = tables.copy()
        shape = problem.places.shape
        self._at: Floats = np.zeros(shape, dtype=np.float32)
        for r in self._rounds:
            rows = np.flatnonzero(problem.active[r])
            self._at[r, rows, self.tables[r, rows]] = 1
        same = self._at @ self._at.transpose(0, 2, 1)
        self._met: Floats = problem.before + same.sum(axis=0)
        np.fill_diagonal(self._met, 0)
        counted = problem.counted * self._meeting
        self._pair: Floats = self._base + counted * (self._met - same)
        self._row: Floats = self._pair @ self._at + self._places
        self._mask: Floats = np.where(self._closed, _NEVER, same * _NEVER)
        size = shape[1] * shape[2]
        self._index: Ints = (
            self._rounds[:, None, None] * size
            + np.arange(shape[1])[None, :, None] * shape[2]
            + self.tables[:, None, :]
        )
        self._until: Ints = np.zeros(problem.active.shape, dtype=np.int64)
        rule = problem.table_rule
        self._counts = TableCounts(rule, self._at, self.tables) if rule else None
        self.worth = self._measure(same)

    def _measure(self, same: Floats) -> Worth:
        """Return the worth of the whole seating from scratch."""
        problem = self._problem
        counted = problem.counted
        c2 = float((counted * self._met * (self._met - 1)).sum()) / 4
        at_places = float((self._places * self._at).sum())
        hard_places = HARD * round(at_places / HARD)
        faults = float(self._counts.faults.sum()) if self._counts else 0.0
        kept = float(np.minimum(problem.rules, 0).sum()) / 2
        hard = float((problem.rules * same).sum()) / 2 - kept + hard_places + HARD * faults
        mix = float((problem.mix * same).sum()) / 2 + at_places - hard_places
        return Worth(hard, c2, mix)

    def _cost(self) -> float:
        worth = self.worth
        return worth.hard + worth.c2 * float(self._meeting) + worth.mix * float(self._mix_weight)

    # One step -----------------------------------------------------------------------------------------

    def step(self) -> None:
        """Make the best swap that is not forbidden, or a forbidden one that beats everything so far."""
        self._step += 1
        self.idle += 1
        if self.tables.shape[1] > _SMALL:
            r, i, j = self._sampled_swap()
        else:
            r, i, j = self._best_swap()
        self._swap(r, i, j)
        if self._problem.blocks and self._step % 4 == 0:
            self._move_block()
        self._note()

    def _note(self) -> None:
        cost = self._cost()
        if cost < self._cheapest - 1e-3:
            self._cheapest = cost
            self.idle = 0
        if self.worth.key < self.best.key:
            self.best = self.worth
            self.best_tables = self.tables.copy()
            self.idle = 0

    def _best_swap(self) -> tuple[int, int, int]:
        at_table = np.take(self._row.reshape(-1), self._index)
        own = np.einsum("rii->ri", at_table)
        dust = self._rng.random(own.shape, dtype=np.float32) * np.float32(0.01)
        half = at_table - self._pair
        half -= (own + dust)[:, :, None]
        cost = half + half.transpose(0, 2, 1)
        cost += self._mask
        r, i, j = self._cheapest_of(cost)
        if self._cost() + float(cost[r, i, j]) < self._cheapest - 1e-2:
            return r, i, j
        forbidden = np.where(self._until > self._step, _TABU, np.float32(0))
        cost += forbidden[:, :, None]
        cost += forbidden[:, None, :]
        return self._cheapest_of(cost)

    def _cheapest_of(self, cost: Floats) -> tuple[int, int, int]:
        flat = self._counts.cheapest(cost) if self._counts else int(cost.argmin())
        size = cost.shape[1]
        return flat // (size * size), flat // size % size, flat % size

    def _sampled_swap(self) -> tuple[int, int, int]:
        """Look at the swaps of the most troubled of some rows of one round with everybody."""
        r = int(self._rng.integers(len(self._rounds)))
        active = np.flatnonzero(self._problem.active[r])
        own = self._row[r, active, self.tables[r, active]]
        dust = self._rng.random(own.shape) * (MEETING * 4)
        free = np.where(self._until[r, active] > self._step, -np.inf, own + dust)
        rows = active[np.argsort(-free)[:_SAMPLE]]
        mine = self._row[r][rows][:, self.tables[r]]
        theirs = self._row[r][:, self.tables[r, rows]].T
        own_mine = self._row[r, rows, self.tables[r, rows]]
        own_theirs = self._row[r, np.arange(len(self.tables[r])), self.tables[r]]
        cost = mine + theirs - own_mine[:, None] - own_theirs[None, :] - 2 * self._pair[r][rows]
        cost += self._mask[r][rows]
        cost += np.where(self._until[r] > self._step, _TABU, np.float32(0))[None, :]
        if self._counts is not None:
            everybody = np.arange(cost.shape[1])
            cost += self._counts.changes(np.full((1, 1), r), rows[:, None], everybody[None, :])
        best = int(cost.argmin())
        return r, int(rows[best // cost.shape[1]]), best % cost.shape[1]

    # Changing places ----------------------------------------------------------------------------------

    def _swap(self, r: int, i: int, j: int) -> None:
        """Let rows i and j change places in round r and bring every array up to date."""
        problem = self._problem
        a, b = int(self.tables[r, i]), int(self.tables[r, j])
        if a == b:
            return
        change = self._at[r, :, b] - self._at[r, :, a]
        change[i] = change[j] = 0
        self._follow_worth(r, i, j, change)
        gain_i = change * problem.counted[i]
        gain_j = -change * problem.counted[j]
        for row, gain in ((i, gain_i), (j, gain_j)):
            self._met[row] += gain
            self._met[:, row] += gain
            cost = gain * self._meeting
            self._pair[:, row, :] += cost
            self._pair[:, :, row] += cost
            self._pair[r, row, :] -= cost
            self._pair[r, :, row] -= cost
        large = self.tables.shape[1] > _SMALL
        if large:
            self._follow_rows(r, i, j, gain_i * self._meeting, gain_j * self._meeting)
        self._sit(r, i, a, b)
        self._sit(r, j, b, a)
        if large:
            moved = self._pair[r, :, j] - self._pair[r, :, i]
            self._row[r, :, a] += moved
            self._row[r, :, b] -= moved
        else:
            np.matmul(self._pair, self._at, out=self._row)
            self._row += self._places
        if self._counts is not None:
            more = HARD * self._counts.follow(r)
            self.worth = Worth(self.worth.hard + more, self.worth.c2, self.worth.mix)

    def _sit(self, r: int, row: int, old: int, new: int) -> None:
        at = self._at[r]
        at[row, old], at[row, new] = 0, 1
        self.tables[r, row] = new
        self._index[r, :, row] += new - old
        masked = np.where(self._closed[r, row], _NEVER, at[:, new] * _NEVER)
        self._mask[r, row, :] = masked
        self._mask[r, :, row] = masked
        tenure = self._rng.integers(_SHORTEST_TENURE, _LONGEST_TENURE + 1)
        self._until[r, row] = self._step + int(tenure)

    def _follow_rows(self, r: int, i: int, j: int, cost_i: Floats, cost_j: Floats) -> None:
        """Bring S up to date in the other rounds without multiplying everything again."""
        for row, cost in ((i, cost_i), (j, cost_j)):
            there = self._problem.active[:, row].astype(np.float32)
            there[r] = 0
            self._row[self._rounds, :, self.tables[:, row]] += there[:, None] * cost[None, :]
        for row in (i, j):
            again = (self._pair[:, None, row, :] @ self._at)[:, 0] + self._places[:, row]
            again[r] = self._row[r, row]
            self._row[:, row] = again

    def _follow_worth(self, r: int, i: int, j: int, change: Floats) -> None:
        """Add to the worth what the swap changes; `change` is +1 for mates to come, −1 for mates to leave."""
        problem, worth = self._problem, self.worth
        a, b = self.tables[r, i], self.tables[r, j]
        elsewhere_i = (self._met[i] - self._at[r, :, a]) * problem.counted[i]
        elsewhere_j = (self._met[j] - self._at[r, :, b]) * problem.counted[j]
        # Rows of the other table have not met there in this round: nothing is to be taken off for them.
        c2 = float(((elsewhere_i - elsewhere_j) * change).sum())
        hard = float(((problem.rules[r, i] - problem.rules[r, j]) * change).sum())
        mix = float(((problem.mix[r, i] - problem.mix[r, j]) * change).sum())
        seats = self._places[r]
        placed = float(seats[i, b] - seats[i, a] + seats[j, a] - seats[j, b])
        hard_placed = HARD * round(placed / HARD)
        self.worth = Worth(
            worth.hard + hard + hard_placed, worth.c2 + c2, worth.mix + mix + placed - hard_placed
        )

    # People who stay together -------------------------------------------------------------------------

    def _move_block(self) -> None:
        """Let a group tied together change places with as many people of another table, if it pays."""
        blocks = self._problem.blocks
        block = np.array(blocks[int(self._rng.integers(len(blocks)))])
        r = int(self._rng.integers(len(self._rounds)))
        tables = self.tables[r]
        if not self._problem.active[r, block].all() or len(set(tables[block].tolist())) > 1:
            return
        found = self._partners(r, block)
        if found is None:
            return
        partners, cost = found
        bold = float(self._rng.random()) < _BOLD_SHARE
        if cost <= 0 or (bold and cost <= 2 * self._meeting):
            for row, partner in zip(block.tolist(), partners, strict=True):
                self._swap(r, row, partner)

    def _partners(self, r: int, block: Ints) -> tuple[list[int], float] | None:
        """Return the rows of one other table cheapest to swap the block with, and what it costs."""
        tables, row, pair = self.tables[r], self._row[r], self._pair[r]
        home = int(tables[block[0]])
        count = self._problem.rounds[r].tables
        others = self._rng.permutation(count)[:_TABLES_LOOKED_AT]
        open_rows = self._problem.active[r] & (tables != home) & (self._until[r] <= self._step)
        there = np.flatnonzero(open_rows & np.isin(tables, others))
        if len(there) < len(block):
            return None
        at = tables[there]
        leaving = row[there, home] - row[there, at] - 2 * pair[there][:, block].sum(axis=1)
        inside = float(pair[block][:, block].sum())
        coming = row[block].sum(axis=0) - float(row[block, home].sum()) + inside
        # The block's own arrival is shared out over those who make room for it.
        leaving = leaving + coming[at] / len(block)
        apart = np.where((at[:, None] != at[None, :]) | np.eye(len(at), dtype=bool), _NEVER, 0)
        return _cheapest_group(there, leaving, 2 * pair[there][:, there] + apart, len(block))


def _cheapest_group(there: Ints, leaving: Floats, pair: Floats, size: int) -> tuple[list[int], float] | None:
    """Return `size` of the rows `there` that are cheapest to take away together, and their cost.

    The best pair is found exactly, further ones are added greedily; None where no table has so many.
    """
    cost = leaving[:, None] + leaving[None, :] + pair
    flat = int(cost.argmin())
    chosen, total = [flat // len(there), flat % len(there)], float(cost.reshape(-1)[flat])
    while len(chosen) < size:
        more = leaving + pair[:, chosen].sum(axis=1)
        pick = int(more.argmin())
        total += float(more[pick])
        chosen.append(pick)
    if total > _NEVER / 2:
        return None
    return [int(there[one]) for one in chosen], total
