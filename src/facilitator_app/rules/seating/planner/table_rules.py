"""Rules about a table as a whole: one language everybody follows, and somebody who can report."""

from __future__ import annotations

from typing import Final

import numpy as np

from facilitator_app.rules.seating.planner.problem import HARD, Floats, Ints, TableRule

_LOOKED_AT: Final = 24
"""While no table is at fault, so many cheapest swaps are tried against the rule before all of them."""


class TableCounts:
    """How many people at each table do not follow each language, and how many can report.

    lost (R, G, L), reporters (R, G), faults (R, G): people who cannot follow, plus one if nobody can report.
    """

    def __init__(self, rule: TableRule, at: Floats, tables: Ints) -> None:
        self._rule = rule
        self._at = at
        self._tables = tables
        self._used: Floats = at.sum(axis=1) > 0
        self.lost: Floats = np.matmul(at.transpose(0, 2, 1), rule.lacks)
        self.reporters: Floats = np.matmul(at.transpose(0, 2, 1), rule.reports[:, :, None])[:, :, 0]
        self.faults: Floats = self._faults(self.lost, self.reporters, self._used)

    def follow(self, r: int) -> float:
        """Count round r again after a swap; return by how much its faults have grown."""
        before = float(self.faults[r].sum())
        people = self._at[r].T
        self.lost[r] = people @ self._rule.lacks[r]
        self.reporters[r] = people @ self._rule.reports[r]
        self.faults[r] = self._faults(self.lost[r], self.reporters[r], self._used[r])
        return float(self.faults[r].sum()) - before

    def cheapest(self, cost: Floats) -> int:
        """Return the flat index of the swap (R, N, N) that is cheapest once this rule is added."""
        flat = cost.reshape(-1)
        if not self.faults.any() and len(flat) > _LOOKED_AT:
            some = np.argpartition(flat, _LOOKED_AT)[:_LOOKED_AT]
            size = cost.shape[1]
            total = flat[some] + self.changes(some // (size * size), some // size % size, some % size)
            best = int(total.argmin())
            if total[best] <= flat[some].max():
                return int(some[best])
        rounds = np.arange(cost.shape[0])[:, None, None]
        rows = np.arange(cost.shape[1])
        whole = cost + self.changes(rounds, rows[None, :, None], rows[None, None, :])
        return int(whole.argmin())

    def changes(self, r: Ints, i: Ints, j: Ints) -> Floats:
        """Return what swapping rows i and j in round r would add to the cost; arrays are broadcast."""
        a, b = self._tables[r, i], self._tables[r, j]
        change: Floats = self._after(r, a, i, j) + self._after(r, b, j, i)
        change -= self.faults[r, a] + self.faults[r, b]
        return change * np.float32(HARD)

    def _after(self, r: Ints, table: Ints, leaves: Ints, comes: Ints) -> Floats:
        rule = self._rule
        lost = self.lost[r, table] - rule.lacks[r, leaves] + rule.lacks[r, comes]
        after: Floats = lost.min(axis=-1)
        if rule.needs_reporter:
            left = self.reporters[r, table] - rule.reports[r, leaves] + rule.reports[r, comes]
            after = after + (left == 0)
        return after

    def _faults(self, lost: Floats, reporters: Floats, used: Floats) -> Floats:
        faults: Floats = lost.min(axis=-1)
        if self._rule.needs_reporter:
            faults = faults + ((reporters == 0) & (used > 0))
        return faults
