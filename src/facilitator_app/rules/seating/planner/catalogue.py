"""Regular designs: rounds of a full house in which people meet as evenly as is known.

Three kinds. *Lines*: people are points (x, y) of a grid with x < size and y in Z_g (or a field of g
elements), the tables of the round with slope m are the lines y = m·x + b. Two people x apart meet in two
rounds only if (m − m')·x = 0, so every set of slopes without such differences gives rounds in which nobody
meets twice; over a field these are all g slopes (affine planes and transversal designs; Bose 1938). With
size = g the columns are one more round. *Developed*: base rounds turned by a small group (Bose's method of
differences), found by our own searches and checked by a test. *Cycled*: beyond its last round a design
begins again; as nobody has met more often than once by then, a full cycle of pairs meets again.

Fewer people than seats: some points stay empty, no two of them at one table where that is possible.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np

from facilitator_app.rules.seating.planner.developing import developed, moved_points
from facilitator_app.rules.seating.planner.problem import Bools, Ints

_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
_FIELDS: Final = {4: (2, (1, 1, 1)), 8: (2, (1, 1, 0, 1)), 9: (3, (1, 0, 1)), 16: (2, (1, 1, 0, 0, 1))}
"""Fields of prime-power order: the prime, and an irreducible polynomial, lowest power first."""

_NODES: Final = 4000


@dataclass(frozen=True, slots=True)
class Design:
    """Base rounds to be developed. `orbits` are runs of points; `bases` a word of tables, one digit a point.

    The last points are those that best stay empty.
    """

    factors: tuple[int, ...]
    orbits: tuple[int, ...]
    bases: tuple[str, ...]

    @property
    def tables(self) -> int:
        """How many tables a round has."""
        return len(self.bases[0].split())

    @property
    def seats(self) -> int:
        """How many points the design has."""
        return sum(self.orbits)

    def rounds(self) -> Ints:
        """Return tables (R, N) of all rounds."""
        bases = np.empty((len(self.bases), self.seats), dtype=np.int64)
        for base, text in zip(bases, self.bases, strict=True):
            for table, points in enumerate(text.split()):
                base[[_DIGITS.index(point) for point in points]] = table
        return developed(moved_points(self.factors, self.orbits), bases)


DEVELOPED: Final = (
    # 6 tables of 5: nobody meets twice in six rounds, with 30, 27, 26 and 25 people.
    Design((6,), (6,) * 5, ("35fgj bdhot 89cik 07els 4mnpr 126aq",)),
    Design(
        (3,),
        (3,) * 10,
        ("8adot 0elnq 4chps 69ikm 125gj 37bfr", "29alr 34jms 1dekt 6cfgn 0578p bhioq"),
    ),
    Design((6,), (6,) * 4 + (1,) * 6, ("8fjls 2empt 1acgr 07bnq 359di 46hko",)),
    Design((6,), (6,) * 4 + (1,) * 6, ("13hip 27fks 068cm adjlt 59egr 4bnoq",)),
    # Seven and eight rounds of them, with as few repeats as is known.
    Design((7,), (7, 7, 7, 1, 1, 7), ("s365j t1agm pbeki q2d98 n47fl or0ch",)),
    Design((8,), (8, 8, 8, 4, 1, 1), ("5fkrs bcdjn 04ghm 167ae 39iot 28lpq",)),
    # 7 tables of 4: every two of 28 people meet once in nine rounds; ten rounds with 26 and 25 people.
    Design((9,), (9, 9, 9, 1), ("248l 6afm 5hqr 01go 9jkn 3bde 7cip",)),
    Design(
        (5,),
        (5,) * 5 + (1,) * 3,
        ("07af 8dhj 16go imnq 23er 4ckp 59bl", "2abi 4ghn 158f 7jpr 036k 9dmo celq"),
    ),
    Design((10,), (10, 10, 5, 1, 1, 1), ("7cnr 68kl 03eq 125b adip 49gh fjmo",)),
    # 7 tables of 5 with 30 or 29 people, eight and nine rounds.
    Design(
        (4,),
        (4,) * 7 + (1,) * 7,
        ("79isw 058ef 12bjv 3anot dklru 4chmy 6gpqx", "1dgho 026nx abfrv 8ikmu 7ejty 459qw 3clps"),
    ),
    Design((3, 3), (9, 9, 9) + (1,) * 8, ("2emsv adfnx 4hjkr 0ilqw 59bot 137cy 68gpu",)),
)


@cache
def _products(order: int) -> tuple[tuple[tuple[int, ...], ...], tuple[tuple[int, ...], ...]]:
    """Return the sums and the products of Z_order, or of the field where `order` is in _FIELDS."""
    if order not in _FIELDS:
        span = range(order)
        return (
            tuple(tuple((a + b) % order for b in span) for a in span),
            tuple(tuple(a * b % order for b in span) for a in span),
        )
    prime, polynomial = _FIELDS[order]
    degree = len(polynomial) - 1
    digits = [tuple(number // prime**k % prime for k in range(degree)) for number in range(order)]

    def number(coefficients: list[int]) -> int:
        for top in range(len(coefficients) - 1, degree - 1, -1):
            factor = coefficients[top]
            for k, one in enumerate(polynomial):
                coefficients[top - degree + k] -= factor * one
        return sum(one % prime * prime**k for k, one in enumerate(coefficients[:degree]))

    def times(a: tuple[int, ...], b: tuple[int, ...]) -> int:
        result = [0] * (2 * degree - 1)
        for i, one in enumerate(a):
            for j, other in enumerate(b):
                result[i + j] += one * other
        return number(result)

    return (
        tuple(tuple(number([x + y for x, y in zip(a, b, strict=True)]) for b in digits) for a in digits),
        tuple(tuple(times(a, b) for b in digits) for a in digits),
    )


def lines(tables: int, size: int) -> Ints:
    """Return tables (R, N), N = tables · size: all rounds of lines in which nobody meets twice.

    Where a table has more seats than there are tables, columns repeat: every two rounds then share as few
    pairs as two rounds can.
    """
    plus, times = _products(tables)
    wide = min(size, tables)
    # A field, or Z_p: every slope. Otherwise slopes are taken while no difference kills a column.
    slopes: list[int] = []
    for m in range(tables):
        if all(times[m][x] != times[other][x] for other in slopes for x in _apart(tables, wide)):
            slopes.append(m)
    across = np.array([x % tables for x in range(size) for _y in range(tables)])
    up = np.array([y for _x in range(size) for y in range(tables)])
    # The table of (x, y) in the round of slope m is the b with y = m·x + b; b and y − m·x name it alike.
    minus = np.array([[row.index(a) for row in plus] for a in range(tables)])
    rounds = [minus[up, np.array(times[m])[across]] for m in slopes]
    if size == tables:
        rounds.append(across)
    return np.array(rounds)


def _apart(tables: int, wide: int) -> range:
    """Return the distances of columns that count: in a field of prime-power order any element may be one."""
    return range(1, tables if tables in _FIELDS and wide > 1 else wide)


def full_houses(tables: int, size: int) -> list[Ints]:
    """Return the known designs (R, tables · size) for so many tables of so many seats."""
    known = [lines(tables, size)]
    known += [one.rounds() for one in DEVELOPED if one.tables == tables and one.seats == tables * size]
    return known


def cycled(design: Ints, rounds: int) -> Ints:
    """Return so many rounds of a design, from the first again after the last."""
    again: Ints = design[np.arange(rounds) % len(design)]
    return again


def with_empty_seats(tables: Ints, count: int) -> list[Ints]:
    """Return (R, N) with the points in another order, so that the last `count` may stay empty.

    Two choices where they differ: the points the design names last, and points that never share a table.
    """
    size = tables.shape[1]
    if count == 0:
        return [tables]
    shared: Bools = (tables[:, :, None] == tables[:, None, :]).any(axis=0)
    chosen = [list(range(size - count, size)), _strangers(shared, count)]
    orders = [[point for point in range(size) if point not in empty] + empty for empty in chosen]
    return [tables[:, order] for order in orders[: 1 if set(chosen[0]) == set(chosen[1]) else 2]]


def _strangers(shared: Bools, count: int) -> list[int]:
    """Return so many points of which as few pairs as is easily found share a table, by a short search."""
    size = len(shared)
    free = [{other for other in range(size) if not shared[point, other]} for point in range(size)]
    best: list[int] = []
    left = _NODES

    def grow(chosen: list[int], possible: set[int]) -> None:
        nonlocal best, left
        left -= 1
        if len(chosen) > len(best):
            best = list(chosen)
        if len(best) >= count or left < 0 or len(chosen) + len(possible) <= len(best):
            return
        for point in sorted(possible, reverse=True):
            grow([*chosen, point], {other for other in possible & free[point] if other < point})

    grow([], set(range(size)))
    while len(best) < count:
        known = np.array([shared[point, best].sum() for point in range(size)])
        known[best] = size
        best.append(int(known.argmin()))
    return best[:count]
