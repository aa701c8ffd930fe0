"""The card of one table in the sketch of the room: its number, its cluster, its people."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF

from facilitator_app.records.room import RoomTable, RoomText
from facilitator_app.views.room.ink import Box, Ink, Item, Pitch, Words, on_line, pitch_of
from facilitator_app.views.room.namelist import in_the_middle
from facilitator_app.views.room.sizing import Sizing
from facilitator_app.views.shared.languages import own_name

_AIR = 0.4


@dataclass(frozen=True, slots=True)
class Card:
    """The names below the number, or beside it; `from_right` where they are read from the right."""

    table: RoomTable
    size: Sizing
    scale: float = 1.0
    beside: bool = False
    from_right: bool = False

    def width(self) -> float:
        """Return the least width: every name on one line, the cluster's name on as many as it takes."""
        names = max((self._words(name).about()[0] + 4 for name in self.table.names), default=0.0)
        head = max((self._longest(text) for text in self.table.cluster), default=0.0)
        figure = self._figure + self._pixels * _AIR
        if self.beside:
            return max(names, head) + figure + 2 * self._edge
        return max(names, head + figure if head else self._figure) + 2 * self._edge

    def height(self, wide: float) -> float:
        """Return the height of the card in this width."""
        names = self._pitch().line * len(self.table.names)
        cluster = self._cluster_height(self._head_room(wide))
        inner = max(names + cluster, self._figure) if self.beside else names + max(self._figure, cluster)
        return inner + self._edge * 1.5

    def drawn(self, box: QRectF) -> list[Item]:
        """Return the card in its box."""
        inner = box.adjusted(self._edge, self._edge * 0.75, -self._edge, -self._edge * 0.75)
        left = inner.right() - self._figure if self.from_right else inner.left()
        chip = QRectF(left, inner.top(), self._figure, self._figure)
        number = Words(str(self.table.number), self.size.task, colour="paper")
        items: list[Item] = [
            Box(box, "paper", "line_strong", self._pixels * 0.35, 2),
            Box(chip, "ink", radius=self._figure / 2),
            in_the_middle(number, chip),
        ]
        space = self._figure + self._pixels * _AIR
        text = inner.adjusted(0, 0, -space, 0) if self.from_right else inner.adjusted(space, 0, 0, 0)
        heading, top = self._heading(text)
        if self.beside:
            return [*items, *heading, *self._names(text, top)]
        return [*items, *heading, *self._names(inner, max(top, chip.bottom()))]

    def _heading(self, place: QRectF) -> tuple[list[Item], float]:
        items: list[Item] = [] if self.table.cluster or self.beside else self._language(place)
        top = place.top()
        for one in self.table.cluster:
            words = self._cluster(one)
            height = words.height(place.width())
            align = "right" if self.from_right else "left"
            items.append(Ink(words, QRectF(place.left(), top, place.width(), height), align))
            top += height
        return items, top

    def _language(self, place: QRectF) -> list[Item]:
        """Return what the table talks beside its number, where there is room for it."""
        line = QRectF(place.left(), place.top(), place.width(), self._figure)
        for tag in self.table.languages[:1]:
            words = Words(own_name(tag), self.size.word, tag, "soft")
            if words.width() + 2 <= line.width():
                left = line.right() - words.width() - 2 if self.from_right else line.left()
                return [on_line(words, left, line, self.size.word)]
        return []

    def _names(self, place: QRectF, top: float) -> list[Item]:
        """Return as many names as there is room for; the list by name has them all."""
        pitch = self._pitch()
        items: list[Item] = []
        for name in self.table.names:
            if top + pitch.line > place.bottom() + 1:
                break
            items.append(
                pitch.on_row(self._words(name), place.left(), place.right(), top, from_right=self.from_right)
            )
            top += pitch.line
        return items

    @property
    def _pixels(self) -> int:
        return round(self.size.word * self.scale)

    @property
    def _figure(self) -> float:
        return self.size.task * 1.25

    @property
    def _edge(self) -> float:
        return self._pixels * 0.35

    def _pitch(self) -> Pitch:
        names = (self._words(name) for name in self.table.names)
        return pitch_of(names, self._pixels, least=1.24, air=0.04)

    def _head_room(self, wide: float) -> float:
        return wide - 2 * self._edge - self._figure - self._pixels * _AIR

    def _cluster_height(self, room: float) -> float:
        return sum(self._cluster(text).height(room) for text in self.table.cluster)

    def _words(self, name: RoomText) -> Words:
        return Words(name.text, self._pixels, name.language)

    def _cluster(self, text: RoomText) -> Words:
        return Words(text.text, self.size.word, text.language, "accent")

    def _longest(self, text: RoomText) -> float:
        longest = max(text.text.split() or [""], key=len)
        return Words(longest, self.size.word, text.language).width() + 4
