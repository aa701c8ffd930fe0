"""How a small group moves points about: one round of a design becomes as many as the group has elements."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np

from facilitator_app.rules.seating.planner.problem import Ints


def moved_points(factors: tuple[int, ...], orbits: Sequence[int]) -> Ints:
    """Return (order, N): where each element of the group Z_f × Z_g × … puts each point.

    `orbits` are the sizes of runs of consecutive points: a run as long as the group is moved like the group
    itself; a shorter one, whose size divides the order of a cyclic group, goes round in itself; a run of
    one point never moves.
    """
    elements = np.array(list(product(*(range(one) for one in factors))))
    place = {tuple(element): number for number, element in enumerate(elements.tolist())}
    sums = (elements[:, None, :] + elements[None, :, :]) % np.array(factors)
    table = np.array([[place[tuple(one)] for one in line] for line in sums.tolist()])
    order = len(elements)
    turned = np.arange(order)[:, None]
    runs = []
    start = 0
    for size in orbits:
        inside = table if size == order else (turned + np.arange(size)[None, :]) % size
        runs.append(start + inside)
        start += size
    moved: Ints = np.concatenate(runs, axis=1)
    return moved


def developed(moved: Ints, bases: Ints) -> Ints:
    """Return tables (order · bases, N): in round e everybody sits where the point e moved here sat.

    `moved` is (order, N), `bases` (B, N) the table of each point in each base round; the rounds of one base
    follow each other.
    """
    rounds = np.empty((len(bases) * len(moved), bases.shape[1]), dtype=np.int64)
    for number, (base, places) in enumerate(product(bases, moved)):
        rounds[number, places] = base
    return rounds
