"""Cards on the floor of a room: where they belong, or beside each other where they would overlap."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF

Place = tuple[float, float]
"""Shares of a room's width and depth."""
Rows = list[list[int]]

# Two places so near each other, in parts of the floor's depth, are one row.
_SAME_ROW: Final = 0.16


def apart(
    wanted: Sequence[Place],
    sizes: Sequence[QSizeF],
    floor: QRectF,
    gap: float,
    *,
    moving: bool = True,
    keep_rows: bool = False,
) -> list[QPointF] | None:
    """Return the middles of cards, each as near to its place as the others let it; None where none fit.

    Cards that would lie on each other keep their order from left to right and from the screen to the back, in
    rows. With `keep_rows` two rows of the room never become one; without `moving` none is moved at all.
    """
    exact = [_inside(place, size, floor) for place, size in zip(wanted, sizes, strict=True)]
    if any(middle is None for middle in exact):
        return None
    middles = [middle for middle in exact if middle is not None]
    if not _touch(middles, sizes, gap):
        return middles
    if not moving:
        return None
    rows = _rows(middles, floor.height() * _SAME_ROW)
    while not _fits(rows, sizes, floor, gap):
        if keep_rows or len(rows) < 2:  # noqa: PLR2004 - two rows become one
            return _evenly(middles, sizes, floor, gap) if not keep_rows else None
        rows = _with_nearest_joined(rows, middles)
    return _in_rows(rows, middles, sizes, floor, gap)


def _evenly(
    middles: Sequence[QPointF], sizes: Sequence[QSizeF], floor: QRectF, gap: float
) -> list[QPointF] | None:
    """Return the cards in as few even rows as they take, by their depth."""
    order = sorted(range(len(middles)), key=lambda at: (middles[at].y(), middles[at].x()))
    for count in range(1, len(order) + 1):
        each = -(-len(order) // count)
        parts = [order[at : at + each] for at in range(0, len(order), each)]
        rows = [sorted(part, key=lambda at: middles[at].x()) for part in parts]
        if _fits(rows, sizes, floor, gap):
            return _in_rows(rows, middles, sizes, floor, gap)
    return None


def _in_rows(
    rows: Rows, middles: Sequence[QPointF], sizes: Sequence[QSizeF], floor: QRectF, gap: float
) -> list[QPointF]:
    deep = [max(sizes[at].height() for at in row) for row in rows]
    wanted = [sum(middles[at].y() for at in row) / len(row) for row in rows]
    depths = _pushed(wanted, deep, gap, (floor.top(), floor.bottom()))
    found: dict[int, QPointF] = {}
    for row, depth in zip(rows, depths, strict=True):
        wide = [sizes[at].width() for at in row]
        across = _pushed([middles[at].x() for at in row], wide, gap, (floor.left(), floor.right()))
        found.update({at: QPointF(x, depth) for at, x in zip(row, across, strict=True)})
    return [found[at] for at in range(len(middles))]


def _rows(middles: Sequence[QPointF], near: float) -> Rows:
    """Return the indices in rows from the screen to the back, each from left to right."""
    rows: Rows = []
    for at in sorted(range(len(middles)), key=lambda at: (middles[at].y(), middles[at].x())):
        if rows and middles[at].y() - middles[rows[-1][0]].y() <= near:
            rows[-1].append(at)
        else:
            rows.append([at])
    return [sorted(row, key=lambda at: middles[at].x()) for row in rows]


def _with_nearest_joined(rows: Rows, middles: Sequence[QPointF]) -> Rows:
    depths = [sum(middles[at].y() for at in row) / len(row) for row in rows]
    ways = [later - earlier for earlier, later in pairwise(depths)]
    at = ways.index(min(ways))
    joined = sorted(rows[at] + rows[at + 1], key=lambda one: middles[one].x())
    return [*rows[:at], joined, *rows[at + 2 :]]


def _fits(rows: Rows, sizes: Sequence[QSizeF], floor: QRectF, gap: float) -> bool:
    deep = sum(max(sizes[at].height() for at in row) for row in rows) + gap * (len(rows) - 1)
    across = max(sum(sizes[at].width() for at in row) + gap * (len(row) - 1) for row in rows)
    return deep <= floor.height() and across <= floor.width()


def _pushed(
    wanted: Sequence[float], sizes: Sequence[float], gap: float, ends: tuple[float, float]
) -> list[float]:
    """Return ordered middles that keep their distance: halfway between pushing one way and the other."""
    up = _pushed_up(wanted, sizes, gap, ends)
    mirrored = _pushed_up([-one for one in reversed(wanted)], sizes[::-1], gap, (-ends[1], -ends[0]))
    down = [-one for one in reversed(mirrored)]
    return [(a + b) / 2 for a, b in zip(up, down, strict=True)]


def _pushed_up(
    wanted: Sequence[float], sizes: Sequence[float], gap: float, ends: tuple[float, float]
) -> list[float]:
    edge, found = ends[0] - gap, list[float]()
    for one, size in zip(wanted, sizes, strict=True):
        found.append(max(one, edge + gap + size / 2))
        edge = found[-1] + size / 2
    edge = ends[1] + gap
    for at in reversed(range(len(found))):
        found[at] = min(found[at], edge - gap - sizes[at] / 2)
        edge = found[at] - sizes[at] / 2
    return found


def _touch(middles: Sequence[QPointF], sizes: Sequence[QSizeF], gap: float) -> bool:
    return any(
        abs(one.x() - middles[n].x()) < (sizes[at].width() + sizes[n].width()) / 2 + gap
        and abs(one.y() - middles[n].y()) < (sizes[at].height() + sizes[n].height()) / 2 + gap
        for at, one in enumerate(middles)
        for n in range(at)
    )


def _inside(place: Place, size: QSizeF, floor: QRectF) -> QPointF | None:
    if size.width() > floor.width() or size.height() > floor.height():
        return None
    x = floor.left() + place[0] * floor.width()
    y = floor.top() + place[1] * floor.height()
    wide, high = size.width() / 2, size.height() / 2
    return QPointF(
        _between(x, floor.left() + wide, floor.right() - wide),
        _between(y, floor.top() + high, floor.bottom() - high),
    )


def _between(value: float, low: float, high: float) -> float:
    return max(low, min(value, high))
