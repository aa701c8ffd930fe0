"""Rules about a table as a whole: one language everybody follows, and somebody who can report."""

from __future__ import annotations

import numpy as np

from facilitator_app.rules.seating.problem import HARD, Floats, Ints, TableRule


def faults(rule: TableRule, at: Floats) -> Floats:
    """Return per round and table (R, G) how many people cannot follow, plus one if nobody can report.

    `at` (R, N, G) is 1 where a row sits at a table.
    """
    lost = np.einsum("rnl,rng->rgl", rule.lacks, at).min(axis=2)
    if rule.needs_reporter:
        reporters = np.einsum("rn,rng->rg", rule.reports, at)
        lost = lost + ((reporters == 0) & (at.sum(axis=1) > 0))
    result: Floats = lost.astype(np.float32)
    return result


def changes(rule: TableRule, at: Floats, tables: Ints) -> Floats:
    """Return (R, N, N): what swapping two rows would add to the cost of their two tables' faults."""
    lost = np.einsum("rnl,rng->rgl", rule.lacks, at).astype(np.int64)
    mine = np.take_along_axis(lost, tables[:, :, None], axis=1) - rule.lacks
    after = (mine[:, :, None, :] + rule.lacks[:, None, :, :]).min(axis=3).astype(np.float32)
    if rule.needs_reporter:
        reporters = np.einsum("rn,rng->rg", rule.reports, at).astype(np.int64)
        left = np.take_along_axis(reporters, tables, axis=1) - rule.reports
        after += (left[:, :, None] + rule.reports[:, None, :]) == 0
    before = np.take_along_axis(faults(rule, at), tables, axis=1)
    one_side = (after - before[:, :, None]) * np.float32(HARD)
    result: Floats = one_side + one_side.transpose(0, 2, 1)
    return result


def part(rule: TableRule, r: int) -> TableRule:
    """Return the rule of one round alone."""
    return TableRule(rule.lacks[r : r + 1], rule.reports[r : r + 1], rule.needs_reporter)
