"""Where do I sit: names with their tables beside the room from above; more than fits goes on another page."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Final, TypeVar

from PySide6.QtCore import QRectF

from facilitator_app.records.room import RoomScene, RoomTable, RoomText, SeatsView
from facilitator_app.views.room import sketch
from facilitator_app.views.room.ink import Box, Ink, Item, Page, Words, on_line, runs_right_to_left
from facilitator_app.views.room.namelist import SCALES, NameList, chip
from facilitator_app.views.room.pages import Frame, eyebrow, in_colours
from facilitator_app.views.room.sizing import Sizing
from facilitator_app.views.shared.languages import own_name

T = TypeVar("T")
Items = list[Item]
_LINE: Final = 1.42
_NARROWEST_NAME: Final = 7.0
"""The least width of a card in parts of the size of a word."""
_NARROWEST_ROOM: Final = 0.24
"""The least share of the picture's width for the room beside the names."""
_WIDEST_ROOM: Final = 0.42
_HEADLINE_SCALES: Final = (1.0, 0.88, 0.76, 0.66)


def group_pages(scene: RoomScene, within: Frame) -> tuple[Page, ...]:
    """Return where people sit: on one page where names and room fit beside each other, else on several.

    Held by name or by table there are only such pages. Type is never smaller than can be read.
    """
    top, area = _title(scene, within)
    foot = _foot(scene, within)
    if foot:
        area = area.adjusted(0, 0, 0, -within.size.word * 1.75)
    pages = _pages(scene, within.size, area)
    return tuple(Page((*top, *items, *foot)) for items in pages) or (Page((*top, *foot)),)


def _pages(scene: RoomScene, size: Sizing, area: QRectF) -> list[Items]:
    if not scene.seats or scene.plan is None:
        return _by_table(scene.tables, size, area)
    listed = NameList(scene.seats, scene.reads_in, marks=bool(scene.moved_words))
    if scene.seats_view is SeatsView.BY_TABLE:
        whole = sketch.names(scene.tables, scene.plan, size, area)
        return (
            [list(whole)]
            if whole is not None
            else [*_empty_room(scene, size, area), *_by_table(scene.tables, size, area)]
        )
    if scene.seats_view is SeatsView.BY_NAME:
        return listed.on_pages(size.word, area)
    beside = _beside(scene, listed, size, area)
    if beside is not None:
        return [beside]
    whole = sketch.names(scene.tables, scene.plan, size, area)
    room = [list(whole)] if whole is not None else _empty_room(scene, size, area)
    return [*listed.on_pages(size.word, area), *room]


def _beside(scene: RoomScene, listed: NameList, size: Sizing, area: QRectF) -> Items | None:
    """Return the names and the room beside each other, in the largest type; None where they do not fit."""
    if any(table.cluster for table in scene.tables) or scene.plan is None:
        return None  # the clusters' names want the whole picture
    gap = size.word
    for scale in SCALES:
        wide = listed.narrowest(size.word, area.height(), scale)
        left = area.width() - wide - gap
        if left < area.width() * _NARROWEST_ROOM:
            continue
        room = QRectF(area)
        room.setWidth(min(left, area.width() * _WIDEST_ROOM))
        if not runs_right_to_left(scene.reads_in):
            room.moveRight(area.right())
        names = QRectF(area)
        names.setWidth(area.width() - room.width() - gap)
        if runs_right_to_left(scene.reads_in):
            names.moveRight(area.right())
        drawn = sketch.numbers(scene.tables, scene.plan, size, room)
        rows = listed.on_one_page(size.word, names, (scale,))
        if drawn is not None and rows is not None:
            return [*rows, *drawn]
    return None


def _empty_room(scene: RoomScene, size: Sizing, area: QRectF) -> list[Items]:
    """Return the room with numbers alone, where the names do not fit into it."""
    drawn = sketch.numbers(scene.tables, scene.plan, size, area) if scene.plan else None
    return [list(drawn)] if drawn is not None else []


def _title(scene: RoomScene, within: Frame) -> tuple[tuple[Item, ...], QRectF]:
    """Return the question in every language on the line on top, and the area that is left below it."""
    size = within.size
    area = within.middle.united(within.eyebrow)
    right = area.right() - size.word * 6.2  # the time of day and the number of the page stand there
    for scale in _HEADLINE_SCALES:
        pixels = round(size.task * scale)
        texts = [(Words(t.text, pixels, t.language, colour)) for t, colour in in_colours(scene.headline)]
        used = sum(words.width() + size.word for words in texts)
        if area.left() + used - size.word <= right:
            break
    items: list[Item] = []
    left = area.left()
    line = QRectF(left, area.top() - size.word * 0.15, right - left, size.task * 1.45)
    for index, words in enumerate(texts):
        wide = words.width() + 2
        if index and left + wide > right:
            break
        items.append(on_line(words, left, line, words.pixels))
        left += wide + size.word
    return tuple(items), area.adjusted(0, size.task * 1.5, 0, 0)


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


def _foot(scene: RoomScene, within: Frame) -> list[Item]:
    """Return "We start at 13:00" at the foot, the step at its end, and what a full number means between."""
    size = within.size
    top = size.height - size.at(0.045) - size.word * 1.4
    line = QRectF(within.side, top, size.width - 2 * within.side, size.word * 1.45)
    items: list[Item] = []
    left, right = line.left(), line.right()
    if scene.eyebrow:
        step = Words(scene.eyebrow[0].text, size.word, scene.eyebrow[0].language, "soft")
        right -= step.width() + 2
        items.append(on_line(step, right, line, size.word))
        right -= size.word
    if scene.moved_words:
        box = QRectF(left, line.center().y() - size.word * 0.45, size.word * 1.1, size.word * 0.9)
        items.append(chip(box, size.word))
        left = box.right() + size.word * 0.35
    for texts in (scene.moved_words, scene.body):
        said, left = _on_the_line(texts, left, right, line, size)
        items += said
        left += size.word * 0.6 if said else 0
    return items


def _on_the_line(
    texts: Sequence[RoomText], left: float, right: float, line: QRectF, size: Sizing
) -> tuple[list[Item], float]:
    """Return a text in every language that has room, and where the next may begin."""
    items: list[Item] = []
    for text, colour in in_colours(texts):
        words = Words(text.text, size.word, text.language, colour)
        if items and left + words.width() > right:
            break
        items.append(on_line(words, left, line, size.word))
        left += words.width() + size.word * 0.7
    return items, left


def _by_table(tables: Sequence[RoomTable], size: Sizing, area: QRectF) -> list[Items]:
    """Return a card for each table, beside each other."""
    gap = size.at(0.02)
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
