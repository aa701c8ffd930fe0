"""Where do I sit: names with their tables beside the room from above; more than fits goes on another page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil
from typing import Final, TypeVar

from PySide6.QtCore import QRectF

from facilitator_app.records.room import RoomScene, RoomTable, RoomText, SeatsView
from facilitator_app.views.room import sketch
from facilitator_app.views.room.ink import Item, Page, Words, on_line, runs_right_to_left
from facilitator_app.views.room.namelist import SCALES, NameList, chip
from facilitator_app.views.room.pages import Frame, eyebrow, in_colours
from facilitator_app.views.room.sizing import Sizing
from facilitator_app.views.room.tablecard import Card

T = TypeVar("T")
Items = list[Item]
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
    tables = [_short(table, size, area.width() / 2) for table in scene.tables]
    if not scene.seats or scene.plan is None:
        return _by_table(tables, size, area, scene.reads_in)
    listed = NameList(scene.seats, scene.reads_in, marks=bool(scene.moved_words))
    if scene.seats_view is SeatsView.BY_NAME:
        return listed.on_pages(size.word, area)
    if scene.seats_view is SeatsView.BOTH:
        beside = _beside(scene, listed, size, area)
        if beside is not None:
            return [beside]
    whole = sketch.names(tables, scene.plan, size, area, scene.reads_in)
    room = [list(whole)] if whole is not None else _room_alone(tables, scene, size, area)
    if scene.seats_view is SeatsView.BY_TABLE:
        return room if whole is not None else [*room, *_by_table(tables, size, area, scene.reads_in)]
    apart = listed.on_pages(size.word, area)
    # Names that need several pages anyway have the room beside them on each.
    most = len(apart) + len(room) if len(apart) > 1 else 0
    return _beside_on_pages(scene, listed, size, area, most) or [*apart, *room]


def _beside_on_pages(
    scene: RoomScene, listed: NameList, size: Sizing, area: QRectF, most: int
) -> list[Items]:
    """Return names and room beside each other on as few pages as it takes, none where `most` are too few."""
    for pages in range(2, most + 1):
        each = ceil(len(listed.seats) / pages)
        starts = range(0, len(listed.seats), each)
        parts = [listed.part(listed.seats[at : at + each]) for at in starts]
        made = [_beside(scene, part, size, area) for part in parts]
        if all(one is not None for one in made):
            return [one for one in made if one is not None]
    return []


def _room_alone(tables: Sequence[RoomTable], scene: RoomScene, size: Sizing, area: QRectF) -> list[Items]:
    """Return the room with numbers and clusters, where the people's names do not fit into it."""
    if scene.plan is None:
        return []
    drawn = None
    if any(table.cluster for table in tables):
        unnamed = [replace(table, names=()) for table in tables]
        drawn = sketch.names(unnamed, scene.plan, size, area, scene.reads_in)
    drawn = drawn if drawn is not None else sketch.numbers(tables, scene.plan, size, area)
    return [list(drawn)] if drawn is not None else []


def _short(table: RoomTable, size: Sizing, most: float) -> RoomTable:
    """Return a table on whose card no name is wider than `most`; the list has the whole ones."""
    return replace(table, names=tuple(_cut(name, size, most) for name in table.names))


def _cut(name: RoomText, size: Sizing, most: float) -> RoomText:
    text = name.text
    while len(text) > 1 and Words(text, size.word, name.language).width() > most:
        text = f"{text[: -max(2, len(text) // 8)].strip()}…"
    return replace(name, text=text)


def _beside(scene: RoomScene, listed: NameList, size: Sizing, area: QRectF) -> Items | None:
    """Return the names and the room beside each other, in the largest type; None where they do not fit."""
    if any(table.cluster for table in scene.tables) or scene.plan is None:
        return None  # the clusters' names want the whole picture
    from_right = runs_right_to_left(scene.reads_in)
    for as_they_stand in (True, False):
        for scale in SCALES:
            left = area.width() - listed.narrowest(size.word, area.height(), scale) - size.word
            if left < area.width() * _NARROWEST_ROOM:
                continue
            wide = min(left, area.width() * _WIDEST_ROOM)
            room = QRectF(area.left() if from_right else area.right() - wide, area.top(), wide, area.height())
            names = (
                area.adjusted(wide + size.word, 0, 0, 0)
                if from_right
                else area.adjusted(0, 0, -wide - size.word, 0)
            )
            drawn = sketch.numbers(scene.tables, scene.plan, size, room, as_they_stand=as_they_stand)
            rows = listed.on_one_page(size.word, names, (scale,))
            if drawn is not None and rows is not None:
                return [*rows, *drawn]
    return None


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


def _by_table(tables: Sequence[RoomTable], size: Sizing, area: QRectF, language: str) -> list[Items]:
    """Return a card for each table in rows: in the largest type in which one page holds them, if any."""
    gap, from_right = size.at(0.02), runs_right_to_left(language)
    most = 0
    for scale, beside in ((scale, beside) for scale in SCALES for beside in (False, True)):
        tried = [Card(table, size, scale, beside=beside, from_right=from_right) for table in tables]
        least = max((card.width() for card in tried), default=0.0)
        tall = min(max((card.height(least) for card in tried), default=0.0), area.height())
        columns = max(1, int((area.width() + gap) / (least + gap)))
        held = columns * max(1, int((area.height() + gap) / (tall + gap)))
        if held > most:
            cards, wide, high, across, most = tried, least, tall, columns, held
        if most >= len(tables):
            break
    pages: list[Items] = []
    for shown in chunks(cards, most):
        columns = ceil(len(shown) / ceil(len(shown) / across))
        each = min((area.width() - gap * (columns - 1)) / columns, wide * 1.4)
        items: Items = []
        for at, card in enumerate(shown):
            left = area.left() + (at % columns) * (each + gap)
            items += card.drawn(QRectF(left, area.top() + (at // columns) * (high + gap), each, high))
        pages.append(items)
    return pages
