"""Who sits where, by name: columns of whole names, each with the number of its table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Final

from PySide6.QtCore import QRectF

from facilitator_app.records.room import RoomSeat
from facilitator_app.views.room.ink import Box, Ink, Item, Words, on_line, pitch_of, runs_right_to_left

SCALES: Final = (1.5, 1.35, 1.2, 1.1, 1.0)
_MOST_COLUMNS: Final = 5
# Parts of the size of the type: the number's box, the space beside it, and between two columns.
_BOX: Final = 1.5
_SPACE: Final = 0.4
_BETWEEN: Final = 0.9
_ENDLESS: Final = 100_000.0


@dataclass(frozen=True, slots=True)
class NameList:
    """A list of names that runs as its readers read; `marks` sets those apart who change the table."""

    seats: Sequence[RoomSeat]
    language: str = ""
    marks: bool = False

    def part(self, seats: Sequence[RoomSeat]) -> NameList:
        """Return the same kind of list of some of the people."""
        return NameList(seats, self.language, self.marks)

    def narrowest(self, word: int, height: float, scale: float) -> float:
        """Return the least width in which all names stand on one line each, in columns of `height`."""
        pixels = round(word * scale)
        rows = max(1, int(height / self._line(pixels)))
        columns = ceil(len(self.seats) / rows)
        return columns * self._wide(pixels) + (columns - 1) * pixels * _BETWEEN

    def on_one_page(self, word: int, area: QRectF, scales: Sequence[float] = SCALES) -> list[Item] | None:
        """Return the list in the largest type in which it fits: each name on one line, else on several."""
        for scale in scales:
            pixels = round(word * scale)
            wide = self._wide(pixels)
            columns = min(_MOST_COLUMNS, int((area.width() + pixels * _BETWEEN) / (wide + pixels * _BETWEEN)))
            rows = int(area.height() / self._line(pixels))
            if columns and columns * rows >= len(self.seats):
                used = min(columns, max(1, ceil(len(self.seats) / rows)))
                return self._drawn(self._even(used), pixels, area)
        return self._wrapped(round(word * min(scales)), area)

    def on_pages(self, word: int, area: QRectF) -> list[list[Item]]:
        """Return the list on as few pages as it takes, each holding about as many names."""
        for pages in range(1, len(self.seats) + 1):
            each = ceil(len(self.seats) / pages)
            parts = [self.part(self.seats[at : at + each]) for at in range(0, len(self.seats), each)]
            made = [part.on_one_page(word, area) for part in parts]
            if all(one is not None for one in made):
                return [one for one in made if one is not None]
        return []

    def _wide(self, pixels: int) -> float:
        widest = max((self._name(seat, pixels).about()[0] for seat in self.seats), default=0.0)
        return widest + 4 + pixels * (_BOX + _SPACE)

    def _line(self, pixels: int) -> float:
        return pitch_of((self._name(seat, pixels) for seat in self.seats), pixels).line

    def _even(self, columns: int) -> list[Sequence[RoomSeat]]:
        each = ceil(len(self.seats) / columns)
        return [self.seats[at : at + each] for at in range(0, len(self.seats), each)]

    def _drawn(self, columns: Sequence[Sequence[RoomSeat]], pixels: int, area: QRectF) -> list[Item]:
        """Return even columns of one line each, a little looser where there is room."""
        wide = self._wide(pixels)
        longest = max(len(column) for column in columns)
        line = min(area.height() / longest, self._line(pixels) * 1.3)
        between = pixels * _BETWEEN
        if len(columns) > 1:
            spare = (area.width() - wide * len(columns)) / (len(columns) - 1)
            between = min(spare, pixels * _BETWEEN * 3)
        items: list[Item] = []
        for at, column in enumerate(columns):
            place = self._column(area, at, wide, between)
            for row, seat in enumerate(column):
                slot = QRectF(place.left(), area.top() + row * line, place.width(), line)
                items += self._row(seat, pixels, slot)
        return items

    def _wrapped(self, pixels: int, area: QRectF) -> list[Item] | None:
        """Return columns in which long names go on on a second line; None where that does not fit either."""
        line = self._line(pixels)
        for columns in range(_MOST_COLUMNS, 0, -1):
            between = pixels * _BETWEEN
            wide = (area.width() - between * (columns - 1)) / columns
            room = wide - pixels * (_BOX + _SPACE) - 4
            if columns > 1 and any(self._longest_word(seat, pixels) > room for seat in self.seats):
                continue
            heights = [self._height(seat, pixels, room, line) + pixels * 0.12 for seat in self.seats]
            split = _filled(heights, area.height(), columns)
            if split is None:
                continue
            items: list[Item] = []
            for seat, height, (column, top) in zip(self.seats, heights, split, strict=True):
                place = self._column(area, column, wide, between)
                items += self._row(seat, pixels, QRectF(place.left(), area.top() + top, wide, height))
            return items
        return None

    def _height(self, seat: RoomSeat, pixels: int, room: float, line: float) -> float:
        name = self._name(seat, pixels)
        return line if name.about()[0] <= room else max(line, name.height(room))

    def _name(self, seat: RoomSeat, pixels: int) -> Words:
        return Words(seat.name.text, pixels, seat.name.language, bold=self.marks and seat.moved)

    def _longest_word(self, seat: RoomSeat, pixels: int) -> float:
        name = self._name(seat, pixels)
        return max(replace(name, text=one).about()[0] for one in seat.name.text.split() or [""])

    def _column(self, area: QRectF, at: int, wide: float, between: float) -> QRectF:
        start = at * (wide + between)
        if runs_right_to_left(self.language):
            return QRectF(area.right() - start - wide, area.top(), wide, area.height())
        return QRectF(area.left() + start, area.top(), wide, area.height())

    def _row(self, seat: RoomSeat, pixels: int, slot: QRectF) -> list[Item]:
        """Return the number in its box and the name beside it, where reading begins."""
        from_right = runs_right_to_left(self.language)
        wide, space = pixels * _BOX, pixels * _SPACE
        high = min(slot.height() - 4, pixels * 1.28)
        left = slot.right() - wide if from_right else slot.left()
        box = QRectF(left, slot.center().y() - high / 2, wide, high)
        outlined = self.marks and not seat.moved
        number = Words(str(seat.table), pixels, colour="ink" if outlined else "paper")
        name = self._name(seat, pixels)
        text = slot.adjusted(0, 0, -wide - space, 0) if from_right else slot.adjusted(wide + space, 0, 0, 0)
        if name.width() + 2 <= text.width():
            ink = on_line(name, text.right() - name.width() - 2 if from_right else text.left(), text, pixels)
        else:
            height = name.height(text.width())
            place = QRectF(text.left(), text.center().y() - height / 2, text.width(), height)
            ink = Ink(name, place, "right" if from_right else "left")
        return [chip(box, pixels, outlined=outlined), in_the_middle(number, box), ink]


def chip(box: QRectF, pixels: float, *, outlined: bool = False) -> Box:
    """Return the box of a number: full, or its outline where nothing has changed."""
    if outlined:
        thick = max(2.0, pixels * 0.06)
        return Box(box.adjusted(thick, thick, -thick, -thick), "", "ink", pixels * 0.3, thick)
    return Box(box, "ink", radius=pixels * 0.3)


def in_the_middle(words: Words, box: QRectF) -> Ink:
    """Return words whose letters stand in the middle of a box."""
    height = words.height(_ENDLESS)
    return Ink(words, QRectF(box.left(), box.center().y() - height / 2, box.width(), height), "centre")


def _filled(heights: Iterable[float], most: float, columns: int) -> list[tuple[int, float]] | None:
    """Return column and top of every row, the columns about equally high; None where they are too few."""
    rows = list(heights)
    limit = max(sum(rows) / columns, max(rows, default=0.0))
    while limit <= most:
        places: list[tuple[int, float]] = []
        column, top = 0, 0.0
        for height in rows:
            if top + height > limit + 0.5:
                column, top = column + 1, 0.0
            places.append((column, top))
            top += height
        if column < columns:
            return places
        limit += max(1.0, min(rows) / 4)
    return None
