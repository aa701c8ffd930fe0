"""Where tables stand when nobody has said: a horseshoe open to the screen, rows where there are many."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final, TypeAlias

from facilitator_app.records.seating import Table

Place: TypeAlias = tuple[float, float]
"""Shares (0–1) of the room's width, as seen by those who look at the screen, and of its depth from there."""

ROOM_RATIO: Final = 4 / 3
"""Width of a room by its depth, where nobody knows better."""

SCREEN_DEPTH: Final = 0.14
"""In front of this depth nobody is put to sit: there the screen stands and the facilitator walks."""

# Numbered as one walks: from the screen down the left, along the back and up the right.
_HORSESHOES: Final[Mapping[int, tuple[Place, ...]]] = MappingProxyType(
    {
        1: ((0.50, 0.58),),
        2: ((0.28, 0.58), (0.72, 0.58)),
        3: ((0.20, 0.46), (0.50, 0.80), (0.80, 0.46)),
        4: ((0.18, 0.40), (0.33, 0.82), (0.67, 0.82), (0.82, 0.40)),
        5: ((0.15, 0.36), (0.22, 0.80), (0.50, 0.84), (0.78, 0.80), (0.85, 0.36)),
        6: ((0.15, 0.32), (0.15, 0.66), (0.37, 0.86), (0.63, 0.86), (0.85, 0.66), (0.85, 0.32)),
        7: (
            (0.13, 0.30),
            (0.13, 0.61),
            (0.26, 0.88),
            (0.50, 0.88),
            (0.74, 0.88),
            (0.87, 0.61),
            (0.87, 0.30),
        ),
    }
)
# Rows are a little wider than the room is deep: whoever sits at the back still sees the screen.
_ACROSS: Final = 1.5
_ROWS_FROM: Final = 0.17
# A table that was put here leaves no room for another in so much of the usual distance.
_TAKEN: Final = 0.8
_MOST_SLOTS: Final = 400


def positions(tables: Iterable[Table]) -> dict[str, Place]:
    """Return the place of every table by its id, as shares of the room's width and depth.

    A table that was given a place keeps it. The others, 1 to 60, stand in the usual order of their numbers:
    up to seven in a horseshoe, more in rows, each where it would stand if nobody had moved a table. Only
    where somebody put a table just there, the nearest free place is taken instead.
    """
    ordered = sorted(tables, key=lambda one: one.number)
    usual = usual_places(len(ordered))
    placed = {
        one.id: (one.place_x, one.place_y)
        for one in ordered
        if one.place_x is not None and one.place_y is not None
    }
    stand = list(placed.values())
    homeless: list[tuple[str, Place]] = []
    found = dict(placed)
    near = _TAKEN * _least_distance(usual)
    for table, home in zip(ordered, usual, strict=True):
        if table.id in placed:
            continue
        if all(_distance(home, other) >= near for other in placed.values()):
            found[table.id] = home
            stand.append(home)
        else:
            homeless.append((table.id, home))
    for table_id, home in homeless:
        found[table_id] = _nearest_free(home, stand, len(ordered))
        stand.append(found[table_id])
    return {one.id: found[one.id] for one in ordered}


def usual_places(count: int) -> tuple[Place, ...]:
    """Return where so many tables stand, in the order of their numbers; none for less than one."""
    if count in _HORSESHOES:
        return _HORSESHOES[count]
    return tuple(_in_rows(count))


def largest_radius(places: Iterable[Place], width: float, depth: float) -> float:
    """Return how large round tables at `places` may be drawn in a room of this size without touching.

    In the unit of `width` and `depth`: half the least distance of two tables, or the way to the nearest wall.
    """
    spots = [(x * width, y * depth) for x, y in places]
    apart = [math.dist(a, b) / 2 for n, a in enumerate(spots) for b in spots[:n]]
    walls = [max(0.0, min(x, width - x, y, depth - y)) for x, y in spots]
    return min([*apart, *walls], default=0.0)


def _in_rows(count: int) -> Iterator[Place]:
    """Yield rows from the screen to the back, each from left to right; the longer rows are at the back."""
    if count < 1:
        return
    rows = math.ceil(count / math.ceil(math.sqrt(count * _ACROSS)))
    widest = math.ceil(count / rows)
    for number in range(rows):
        length = (count + number) // rows
        depth = _ROWS_FROM + (1 - _ROWS_FROM) * (number + 0.5) / rows
        for place in range(length):
            yield 0.5 + (place - (length - 1) / 2) / widest, depth


def _nearest_free(home: Place, stand: Sequence[Place], count: int) -> Place:
    """Return the free place nearest to `home`: of the usual ones, else of a room for ever more tables."""
    for slots in range(count, _MOST_SLOTS):
        places = usual_places(slots)
        near = _TAKEN * _least_distance(places)
        free = [one for one in places if all(_distance(one, other) >= near for other in stand)]
        if free:
            return min(free, key=lambda one: (_distance(one, home), one))
    return home


def _least_distance(places: Sequence[Place]) -> float:
    return min((_distance(a, b) for n, a in enumerate(places) for b in places[:n]), default=0.25)


def _distance(one: Place, other: Place) -> float:
    """Return a distance in widths of the room."""
    return math.hypot(one[0] - other[0], (one[1] - other[1]) / ROOM_RATIO)
