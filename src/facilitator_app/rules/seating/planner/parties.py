"""People who stay together change places as a party with as many people of another table."""

from __future__ import annotations

from typing import Final

import numpy as np

from facilitator_app.rules.seating.planner.problem import MEETING, Floats, Ints
from facilitator_app.rules.seating.planner.search import Search

_NEVER: Final = np.float32(1e6)
_BOLD_SHARE: Final = 0.1
_TABLES_LOOKED_AT: Final = 10


def move_party(search: Search) -> None:
    """Let a group tied together change places with as many people of another table, if it pays."""
    problem, rng = search.problem, search.rng
    block = np.array(problem.blocks[int(rng.integers(len(problem.blocks)))])
    r = int(rng.integers(len(problem.rounds)))
    tables = search.tables[r]
    if not problem.active[r, block].all() or len(set(tables[block].tolist())) > 1:
        return
    found = _partners(search, r, block)
    if found is None:
        return
    partners, cost = found
    bold = float(rng.random()) < _BOLD_SHARE
    if cost <= 0 or (bold and cost <= 2 * MEETING):
        for row, partner in zip(block.tolist(), partners, strict=True):
            search.swap(r, row, partner)
        search.note()


def _partners(search: Search, r: int, block: Ints) -> tuple[list[int], float] | None:
    """Return the rows of one other table cheapest to swap the block with, and what it costs."""
    problem, tables = search.problem, search.tables[r]
    home = int(tables[block[0]])
    others = search.rng.permutation(problem.rounds[r].tables)[:_TABLES_LOOKED_AT]
    open_rows = problem.active[r] & (tables != home) & (search.until[r] <= search.step_number)
    there = np.flatnonzero(open_rows & np.isin(tables, others))
    if len(there) < len(block):
        return None
    weight = search.weight[min(r, len(search.weight) - 1)]
    inside_weight = weight - problem.counted * np.float32(MEETING)
    row = search.row[r] + problem.places[r]
    at = tables[there]
    own = search.own()[r]
    leaving = row[there, home] - own[there] - 2 * weight[there][:, block].sum(axis=1)
    inside = float(inside_weight[block][:, block].sum())
    coming = row[block].sum(axis=0) - float(own[block].sum()) + inside
    # The block's own arrival is shared out over those who make room for it.
    leaving = leaving + coming[at] / len(block)
    apart = np.where((at[:, None] != at[None, :]) | np.eye(len(at), dtype=bool), _NEVER, 0)
    return _cheapest_group(there, leaving, 2 * inside_weight[there][:, there] + apart, len(block))


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
