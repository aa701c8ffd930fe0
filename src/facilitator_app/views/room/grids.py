"""Who sits where: by table as cards, by name as columns; more than fits goes on another page."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Final, TypeVar

from PySide6.QtCore import QRectF

from facilitator_app.records.room import RoomScene, RoomSeat, RoomTable, RoomText
from facilitator_app.views.room.ink import Box, Ink, Item, Page, Words, on_line
from facilitator_app.views.room.pages import Frame, eyebrow, in_colours
from facilitator_app.views.room.sizing import Sizing
from facilitator_app.views.shared.languages import own_name

T = TypeVar("T")
_LINE: Final = 1.42
_NARROWEST_NAME: Final = 7.0
"""The least width of a card in parts of the size of a word."""


def group_pages(scene: RoomScene, within: Frame) -> tuple[Page, ...]:
    """Return where people sit: pages by table, then pages by name."""
    top, area = heading(scene, within)
    foot = _starts(scene, within)
    if foot:
        area = area.adjusted(0, 0, 0, -within.size.word * 1.9)
    by_table = [(*top, *items, *foot) for items in _by_table(scene.tables, within, area)]
    by_name = [(*top, *items, *foot) for items in _by_name(scene.seats, within, area)]
    return tuple(Page(items) for items in (*by_table, *by_name)) or (Page((*top, *foot)),)


def heading(scene: RoomScene, within: Frame) -> tuple[tuple[Item, ...], QRectF]:
    """Return the eyebrow and a headline on one line, and the area that is left below them."""
    size = within.size
    items: list[Item] = list(eyebrow(scene, within))
    area = within.middle if items else within.middle.united(within.eyebrow)
    left = area.left()
    pixels = size.task
    right = area.right() if items else area.right() - size.word * 3.4
    for index, (text, colour) in enumerate(in_colours(scene.headline)):
        words = Words(text.text, pixels, text.language, colour)
        wide = words.width() + 2
        if index and left + wide > right:
            break
        line = QRectF(left, area.top(), right - left, pixels * 1.5)
        items.append(on_line(words, left, line, pixels))
        left += wide + size.word
    return tuple(items), area.adjusted(0, pixels * 1.65, 0, 0)


def chunks(items: Sequence[T], most: int) -> list[Sequence[T]]:
    """Return the items in runs of at most `most`, as even as they can be."""
    if not items:
        return []
    runs = ceil(len(items) / max(1, most))
    each = ceil(len(items) / runs)
    return [items[start : start + each] for start in range(0, len(items), each)]


def _starts(scene: RoomScene, within: Frame) -> list[Item]:
    """Return "We start at 13:00" at the foot, in every language that has room."""
    size, left = within.size, within.side
    top = size.height - size.at(0.045) - size.word * 1.45
    items: list[Item] = []
    for text, colour in in_colours(scene.body):
        words = Words(text.text, size.word, text.language, colour)
        if items and left + words.width() > size.width - within.side:
            break
        line = QRectF(left, top, size.width, size.word * 1.45)
        items.append(on_line(words, left, line, size.word))
        left += words.width() + size.word
    return items


def _by_table(tables: Sequence[RoomTable], within: Frame, area: QRectF) -> list[list[Item]]:
    size, gap = within.size, within.size.at(0.02)
    most = max(1, int((area.width() + gap) / (size.word * _NARROWEST_NAME + gap)))
    pages: list[list[Item]] = []
    for shown in chunks(tables, most):
        wide = (area.width() - gap * (len(shown) - 1)) / len(shown)
        places = [
            QRectF(area.left() + i * (wide + gap), area.top(), wide, area.height()) for i in range(len(shown))
        ]
        scale = _scale_of_names(shown, size, _inside(places[0], size))
        cards = (_card(table, size, place, scale) for table, place in zip(shown, places, strict=True))
        pages.append([item for items in cards for item in items])
    return pages


def _inside(card: QRectF, size: Sizing) -> QRectF:
    return card.adjusted(size.word * 0.5, size.word * 0.25, -size.word * 0.5, -size.word * 0.3)


def _scale_of_names(tables: Sequence[RoomTable], size: Sizing, inner: QRectF) -> float:
    """Return how much larger than necessary the names of all tables can be, each on one line."""
    names = [name for table in tables for name in table.names]
    rows = max((len(table.names) for table in tables), default=0)
    room = inner.height() - size.task * 1.7 - size.word * _LINE * 2
    for scale in (1.35, 1.25, 1.15, 1.08):
        pixels = round(size.word * scale)
        wide = max((Words(n.text, pixels, n.language).width() for n in names), default=0)
        if wide <= inner.width() and rows * pixels * 1.6 <= room:
            return scale
    return 1.0


def _card(table: RoomTable, size: Sizing, card: QRectF, scale: float) -> list[Item]:
    inner = _inside(card, size)
    number = Words(str(table.number), round(size.task * 1.2))
    items: list[Item] = [
        Box(card, "card", "line_strong", radius=size.at(0.015), thickness=max(1.5, size.at(0.002))),
        Ink(number, QRectF(inner.left(), inner.top(), inner.width(), number.pixels * 1.3), "left"),
    ]
    top = inner.top() + number.pixels * 1.32
    for language in table.languages[:2]:
        words = Words(own_name(language), size.word, language, "soft")
        if words.width() <= inner.width():
            line = QRectF(inner.left(), top, inner.width(), size.word * _LINE)
            items.append(on_line(words, inner.left(), line, size.word))
            top += size.word * _LINE
    room = QRectF(inner.left(), top + size.word * 0.3, inner.width(), inner.bottom() - top - size.word * 0.3)
    return [*items, *_names(table.names, round(size.word * scale), room)]


def _names(names: Sequence[RoomText], pixels: int, room: QRectF) -> list[Item]:
    """Return as many names as there is room for; the list by name has them all."""
    items: list[Item] = []
    top = room.top()
    for name in names:
        words = Words(name.text, pixels, name.language)
        height = words.height(room.width())
        if top + height > room.bottom():
            break
        items.append(Ink(words, QRectF(room.left(), top, room.width(), height), "left"))
        top += height + pixels * 0.1
    return items


def _by_name(seats: Sequence[RoomSeat], within: Frame, area: QRectF) -> list[list[Item]]:
    if not seats:
        return []
    for scale in (1.5, 1.35, 1.2, 1.1, 1.0):
        pixels = round(within.size.word * scale)
        columns, rows = _columns_and_rows(seats, pixels, area)
        if columns * rows >= len(seats):
            break
    return [_columns(shown, columns, pixels, area) for shown in chunks(seats, columns * rows)]


def _columns_and_rows(seats: Sequence[RoomSeat], pixels: int, area: QRectF) -> tuple[int, int]:
    widest = max(_name(seat, pixels).width() for seat in seats) + 4
    one = min(widest + pixels * 1.9, area.width())
    columns = max(1, int((area.width() + pixels) / (one + pixels)))
    return columns, max(1, int(area.height() / (pixels * _LINE * 1.1)))


def _columns(seats: Sequence[RoomSeat], columns: int, pixels: int, area: QRectF) -> list[Item]:
    used = ceil(len(seats) / columns)
    wide = (area.width() - pixels * (columns - 1)) / columns
    line = min(area.height() / used, pixels * _LINE * 1.45)
    items: list[Item] = []
    for index, seat in enumerate(seats):
        left = area.left() + (index // used) * (wide + pixels)
        place = QRectF(left, area.top() + (index % used) * line, wide, line)
        items += _seat(seat, _name(seat, pixels), place, pixels)
    return items


def _name(seat: RoomSeat, pixels: int) -> Words:
    return Words(seat.name.text, pixels, seat.name.language, bold=False)


def _seat(seat: RoomSeat, name: Words, area: QRectF, pixels: int) -> list[Item]:
    high = min(area.height() - 4, pixels * 1.4)
    box = QRectF(area.left(), area.top() + (area.height() - high) / 2, pixels * 1.45, high)
    number = Words(str(seat.table), pixels, colour="paper")
    text = QRectF(box.right() + pixels * 0.4, 0, area.right() - box.right() - pixels * 0.4, name.height(9999))
    text.moveTop(box.center().y() - text.height() / 2)
    figure = QRectF(box.left(), 0, box.width(), number.height(9999))
    figure.moveTop(box.center().y() - figure.height() / 2)
    return [Box(box, "ink", radius=pixels * 0.3), Ink(number, figure, "centre"), Ink(name, text, "left")]
