"""The room from above, as people see it who look at the screen: tables where they stand, screen and doors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF

from facilitator_app.records.enums import RoomSide
from facilitator_app.records.room import RoomPlan, RoomTable, RoomText
from facilitator_app.views.room.ink import Box, Ink, Item, Words, on_line
from facilitator_app.views.room.namelist import in_the_middle
from facilitator_app.views.room.pages import in_colours
from facilitator_app.views.room.sizing import Sizing

Place = tuple[float, float]
_STRIP: Final = 1.5
_WALL: Final = 0.08
_ENDLESS: Final = 100_000.0
_NAME_SCALES: Final = (1.5, 1.35, 1.2, 1.1, 1.0)
# Two places so near each other, in parts of a card's height, are one row.
_SAME_ROW: Final = 0.55


@dataclass(frozen=True, slots=True)
class Room:
    """The walls with screen and doors, and what is left for the tables."""

    items: tuple[Item, ...]
    floor: QRectF


def walls(plan: RoomPlan, size: Sizing, area: QRectF) -> Room:
    """Return the room that fills `area`."""
    word = size.word
    strip = word * _STRIP
    thick = max(3.0, word * _WALL)
    items: list[Item] = [Box(area.adjusted(1, 1, -1, -1), "card", "line_strong", word * 0.35, thick)]
    floor = area.adjusted(word * 0.3, strip + word * 0.25, -word * 0.3, -word * 0.3)
    beside = RoomSide.FRONT if plan.doors is RoomSide.FRONT else None
    label, wide = _line_of_words(plan.doors_words, word, area.width() * (0.42 if beside else 0.9))
    rest = area.width() - (wide + word * 1.4 if beside else 0)
    items += _screen(plan.screen_words, word, QRectF(area.left(), area.top(), rest, strip))
    if plan.doors is not RoomSide.FRONT:
        floor.setBottom(area.bottom() - strip - word * 0.15)
    items += _doors(plan.doors, label, wide, word, area)
    return Room(tuple(items), floor)


def numbers(
    tables: Sequence[RoomTable], plan: RoomPlan, size: Sizing, area: QRectF
) -> tuple[Item, ...] | None:
    """Return the room with nothing but the tables' numbers, as large as they go; None where none fit."""
    room = walls(plan, size, area)
    floor = room.floor
    wanted = [table.place for table in tables]
    for share in (2.6, 2.2, 1.9, 1.65, 1.45):
        side = size.task * share
        found = apart(wanted, floor, side, side, size.word * 0.3)
        if found is None:
            continue
        items: list[Item] = [*room.items]
        for table, middle in zip(tables, found, strict=True):
            box = QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)
            number = Words(str(table.number), round(side * 0.56), colour="paper")
            items += [Box(box, "ink", radius=side * 0.5), in_the_middle(number, box)]
        return tuple(items)
    return None


def names(tables: Sequence[RoomTable], plan: RoomPlan, size: Sizing, area: QRectF) -> tuple[Item, ...] | None:
    """Return the room with a card for each table where it stands; None where the names do not fit."""
    room = walls(plan, size, area)
    wanted = [table.place for table in tables]
    for scale in _NAME_SCALES:
        for beside in (False, True):
            cards = [_Card(table, size, scale, beside=beside) for table in tables]
            wide = max((card.width() for card in cards), default=0.0)
            high = max((card.height(wide) for card in cards), default=0.0)
            found = apart(wanted, room.floor, wide, high, size.word * 0.25)
            if found is None:
                continue
            placed = (
                card.drawn(QRectF(middle.x() - wide / 2, middle.y() - high / 2, wide, high))
                for card, middle in zip(cards, found, strict=True)
            )
            return (*room.items, *(item for items in placed for item in items))
    return None


@dataclass(frozen=True, slots=True)
class _Card:
    """A table's number, its cluster and its names, on top of each other or the number beside."""

    table: RoomTable
    size: Sizing
    scale: float
    beside: bool = False

    @property
    def pixels(self) -> int:
        return round(self.size.word * self.scale)

    @property
    def figure(self) -> float:
        return self.size.task * 1.25

    def width(self) -> float:
        names = max((self._words(name).width() for name in self.table.names), default=0.0) + 4
        head = max((self._head(text).width() for text in self.table.cluster), default=0.0)
        if head:
            head = max(self._longest(text) for text in self.table.cluster)
        edge = self.pixels * 0.8
        if self.beside:
            return max(names, head) + self.figure + self.pixels * 0.4 + edge
        return max(names, head + (self.figure if head else 0), self.figure) + edge

    def height(self, wide: float) -> float:
        names = sum(self._words(name).height(_ENDLESS) for name in self.table.names)
        cluster = self._cluster_height(wide)
        edge = self.pixels * 0.5
        if self.beside:
            return max(names + cluster, self.figure) + edge
        return names + max(self.figure, cluster) + self.pixels * 0.15 + edge

    def drawn(self, box: QRectF) -> list[Item]:
        """Return the card in its box."""
        side, high = self.pixels * 0.4, self.pixels * 0.25
        inner = box.adjusted(side, high, -side, -high)
        chip = QRectF(inner.left(), inner.top(), self.figure, self.figure)
        number = Words(str(self.table.number), self.size.task, colour="paper")
        items: list[Item] = [
            Box(box, "paper", "line_strong", self.pixels * 0.35, 2),
            Box(chip, "ink", radius=self.figure / 2),
            in_the_middle(number, chip),
        ]
        text = chip.right() + self.pixels * 0.4
        top = inner.top()
        wide = self._room(box.width())
        for one in self.table.cluster:
            words = self._head(one)
            height = words.height(wide)
            items.append(Ink(words, QRectF(text, top, wide, height), "left"))
            top += height
        left = text if self.beside else inner.left()
        if not self.beside:
            top = inner.top() + max(self.figure, self._cluster_height(box.width())) + self.pixels * 0.15
        for name in self.table.names:
            words = self._words(name)
            height = words.height(_ENDLESS)
            items.append(Ink(words, QRectF(left, top, inner.right() - left, height), "left"))
            top += height
        return items

    def _room(self, wide: float) -> float:
        return wide - self.pixels * 0.8 - self.figure - self.pixels * 0.4

    def _cluster_height(self, wide: float) -> float:
        return sum(self._head(text).height(self._room(wide)) for text in self.table.cluster)

    def _words(self, name: RoomText) -> Words:
        return Words(name.text, self.pixels, name.language)

    def _head(self, text: RoomText) -> Words:
        return Words(text.text, self.size.word, text.language, "accent")

    def _longest(self, text: RoomText) -> float:
        longest = max(text.text.split() or [""], key=len)
        return Words(longest, self.size.word, text.language).width() + 4 + self.pixels * 0.4


def apart(
    wanted: Sequence[Place], floor: QRectF, wide: float, high: float, gap: float
) -> list[QPointF] | None:
    """Return the middles of cards of one size, each as near to its place as the others let it.

    Places are shares of the room. Where cards would lie on each other they keep their order from left to
    right and from the screen to the back, in rows; None where they do not fit at all.
    """
    if wide > floor.width() or high > floor.height():
        return None
    exact = [
        QPointF(
            _between(floor.left() + x * floor.width(), floor.left() + wide / 2, floor.right() - wide / 2),
            _between(floor.top() + y * floor.height(), floor.top() + high / 2, floor.bottom() - high / 2),
        )
        for x, y in wanted
    ]
    if not _touch(exact, wide + gap, high + gap):
        return exact
    most_rows = max(1, int((floor.height() + gap) / (high + gap)))
    most_across = max(1, int((floor.width() + gap) / (wide + gap)))
    rows = _rows(exact, high * _SAME_ROW, most_rows, most_across)
    if rows is None:
        return None
    tops = [sum(exact[at].y() for at in row) / len(row) for row in rows]
    depths = _pushed(tops, high, gap, floor.top(), floor.bottom())
    found: dict[int, QPointF] = {}
    for row, depth in zip(rows, depths, strict=True):
        across = _pushed([exact[at].x() for at in row], wide, gap, floor.left(), floor.right())
        found.update({at: QPointF(x, depth) for at, x in zip(row, across, strict=True)})
    return [found[at] for at in range(len(wanted))]


def _rows(middles: Sequence[QPointF], near: float, most: int, across: int) -> list[list[int]] | None:
    """Return the indices in rows from the screen to the back, each from left to right."""
    order = sorted(range(len(middles)), key=lambda at: (middles[at].y(), middles[at].x()))
    rows: list[list[int]] = []
    for at in order:
        if rows and middles[at].y() - middles[rows[-1][0]].y() <= near:
            rows[-1].append(at)
        else:
            rows.append([at])
    while len(rows) > most:
        depths = [sum(middles[at].y() for at in row) / len(row) for row in rows]
        # The nearest two become one, those that stay short first.
        pairs = range(len(rows) - 1)
        fits = [one for one in pairs if len(rows[one]) + len(rows[one + 1]) <= across] or list(pairs)
        first = min(fits, key=lambda one: depths[one + 1] - depths[one])
        rows[first : first + 2] = [rows[first] + rows[first + 1]]
    if any(len(row) > across for row in rows):
        count = max(most, 1)
        if len(middles) > count * across:
            return None
        each = -(-len(order) // count)
        rows = [order[at : at + each] for at in range(0, len(order), each)]
    return [sorted(row, key=lambda at: middles[at].x()) for row in rows]


def _pushed(wanted: Sequence[float], size: float, gap: float, low: float, high: float) -> list[float]:
    """Return ordered middles that keep their distance: halfway between pushing one way and the other."""
    step = size + gap
    up: list[float] = []
    for one in wanted:
        up.append(max(one, up[-1] + step if up else low + size / 2))
    down: list[float] = []
    for one in reversed(wanted):
        down.append(min(one, down[-1] - step if down else high - size / 2))
    down.reverse()
    count = len(wanted)
    up = [min(one, high - size / 2 - step * (count - 1 - at)) for at, one in enumerate(up)]
    down = [max(one, low + size / 2 + step * at) for at, one in enumerate(down)]
    return [(a + b) / 2 for a, b in zip(up, down, strict=True)]


def _touch(middles: Sequence[QPointF], wide: float, high: float) -> bool:
    return any(
        abs(one.x() - other.x()) < wide and abs(one.y() - other.y()) < high
        for at, one in enumerate(middles)
        for other in middles[:at]
    )


def _between(value: float, low: float, high: float) -> float:
    return max(low, min(value, high))


def _screen(texts: Sequence[RoomText], word: int, strip: QRectF) -> list[Item]:
    label, wide = _line_of_words(texts, word, strip.width() - word, colour="on_accent")
    across = min(strip.width(), max(wide + word, strip.width() * 0.5))
    box = QRectF(strip.center().x() - across / 2, strip.top(), across, strip.height())
    items: list[Item] = [Box(box, "accent", radius=word * 0.2)]
    items += _put(label, wide, word, box, centred=True)
    return items


def _doors(side: RoomSide, label: Sequence[Words], wide: float, word: int, area: QRectF) -> list[Item]:
    """Return an opening in the wall and the word beside it, inside the room."""
    strip = word * _STRIP
    thick = max(8.0, word * 0.3)
    line = QRectF(area.left() + word * 0.7, area.bottom() - strip, area.width() - word * 1.4, strip)
    across = max(wide + word * 0.6, word * 3)
    if side is RoomSide.FRONT:
        right = QRectF(area.right() - wide - word * 1.1, area.top(), wide + word * 0.6, strip)
        opening = QRectF(right.left(), area.top() - thick / 2, right.width(), thick)
        line = right.adjusted(word * 0.3, word * 0.1, 0, 0)
    elif side is RoomSide.BACK:
        middle = area.center().x()
        opening = QRectF(middle - across / 2, area.bottom() - thick / 2, across, thick)
        line = QRectF(middle - wide / 2, line.top(), wide, strip)
    else:
        wall = area.left() if side is RoomSide.LEFT else area.right()
        opening = QRectF(wall - thick / 2, area.bottom() - strip - word * 1.6, thick, word * 3)
        if side is RoomSide.RIGHT:
            line.setLeft(line.right() - wide)
    return [Box(opening, "accent", radius=thick * 0.2), *_put(label, wide, word, line)]


def _line_of_words(
    texts: Sequence[RoomText], word: int, most: float, *, colour: str = ""
) -> tuple[list[Words], float]:
    """Return a word in every language that has room on one line, and the width of the line."""
    found: list[Words] = []
    used = 0.0
    for text, own in in_colours(texts):
        words = Words(text.text, word, text.language, colour or ("accent" if own == "accent" else "ink"))
        more = words.width() + 2 + (word * 0.6 if found else 0)
        if found and used + more > most:
            break
        found.append(words)
        used += more
    return found, used


def _put(
    label: Sequence[Words], wide: float, word: int, line: QRectF, *, centred: bool = False
) -> list[Item]:
    left = line.center().x() - wide / 2 if centred else line.left()
    items: list[Item] = []
    for words in label:
        items.append(on_line(words, left, line, word))
        left += words.width() + 2 + word * 0.6
    return items
