"""Which table is which: whole tables change numbers where pins or the plan in force ask for it."""

from __future__ import annotations

from typing import Final

import numpy as np

from facilitator_app.rules.seating.planner.problem import Ints, Problem

_DUST: Final = 1e-3


def renumbered(problem: Problem, tables: Ints) -> Ints | None:
    """Return tables (R, N) with whole tables exchanged inside rounds where that costs less, else None.

    Who sits with whom stays; only what a row costs at a table counts. With P[t, u] what the people of table
    t cost at table u, exchanging t and u changes the cost by P[t, u] + P[u, t] − P[t, t] − P[u, u].
    """
    better: Ints | None = None
    for r, one in enumerate(problem.rounds):
        places = problem.places[r, :, : one.tables]
        if not places.any():
            continue
        here = np.flatnonzero(problem.active[r])
        number = np.arange(one.tables)
        at = (tables[r, here][:, None] == number[None, :]).astype(np.float32)
        cost = at.T @ places[here]
        while True:
            own = np.diagonal(cost)
            change = cost + cost.T - own[:, None] - own[None, :]
            t, u = divmod(int(change.argmin()), one.tables)
            if change[t, u] > -_DUST:
                break
            cost[[t, u]] = cost[[u, t]]
            number[[t, u]] = number[[u, t]]
        if (number != np.arange(one.tables)).any():
            better = tables.copy() if better is None else better
            better[r, here] = np.argsort(number)[tables[r, here]]
    return better
