"""The room from above, as people see it who look at the screen: tables where they stand, screen and doors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF

from facilitator_app.records.enums import RoomSide
from facilitator_app.records.room import RoomPlan, RoomTable, RoomText
from facilitator_app.views.room.ink import Box, Item, Words, on_line, runs_right_to_left
from facilitator_app.views.room.namelist import in_the_middle
from facilitator_app.views.room.pages import in_colours
from facilitator_app.views.room.placing import apart
from facilitator_app.views.room.sizing import Sizing
from facilitator_app.views.room.tablecard import Card

_STRIP: Final = 1.5
_WALL: Final = 0.08
# The sizes of a table with nothing but its number, in parts of the size of a task's type.
_FIGURES: Final = (2.6, 2.2, 1.9, 1.65, 1.45)
_NAME_SCALES: Final = (1.5, 1.35, 1.2, 1.1, 1.0)


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
    floor = area.adjusted(word * 0.3, strip + word * 0.15, -word * 0.3, -word * 0.3)
    beside = RoomSide.FRONT if plan.doors is RoomSide.FRONT else None
    label, wide = _line_of_words(plan.doors_words, word, area.width() * (0.42 if beside else 0.9))
    rest = area.width() - (wide + word * 1.4 if beside else 0)
    items += _screen(plan.screen_words, word, QRectF(area.left(), area.top(), rest, strip))
    if plan.doors is not RoomSide.FRONT:
        floor.setBottom(area.bottom() - strip - word * 0.15)
    items += _doors(plan.doors, label, wide, word, area)
    return Room(tuple(items), floor)


def numbers(
    tables: Sequence[RoomTable], plan: RoomPlan, size: Sizing, area: QRectF, *, as_they_stand: bool = False
) -> tuple[Item, ...] | None:
    """Return the room with nothing but the tables' numbers, as large as they go; None where none fit.

    Where they stand is more than how large they are: only what touches at the least size is moved apart, and
    with `as_they_stand` nothing is.
    """
    room = walls(plan, size, area)
    wanted = [table.place for table in tables]
    for share, moving in (*((one, False) for one in _FIGURES), *((one, True) for one in _FIGURES[2:])):
        if moving and as_they_stand:
            break
        side = size.task * share
        found = apart(wanted, [QSizeF(side, side)] * len(tables), room.floor, size.word * 0.3, moving=moving)
        if found is not None:
            return (*room.items, *_figures(tables, found, side))
    return None


def _figures(tables: Sequence[RoomTable], middles: Sequence[QPointF], side: float) -> Iterator[Item]:
    for table, middle in zip(tables, middles, strict=True):
        box = QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)
        number = Words(str(table.number), round(side * 0.56), colour="paper")
        yield Box(box, "ink", radius=side * 0.5)
        yield in_the_middle(number, box)


def names(
    tables: Sequence[RoomTable], plan: RoomPlan, size: Sizing, area: QRectF, language: str = ""
) -> tuple[Item, ...] | None:
    """Return the room with a card for each table where it stands; None where the names do not fit.

    Type is as large as it can be while the rows of tables stay what they are in the room; where even the
    smallest does not allow that, tables of two rows stand in one.
    """
    room = walls(plan, size, area)
    wanted = [table.place for table in tables]
    from_right = runs_right_to_left(language)
    for keep_rows in (True, False):
        for scale in _NAME_SCALES:
            for beside in (False, True):
                cards = [Card(table, size, scale, beside=beside, from_right=from_right) for table in tables]
                wide = max((card.width() for card in cards), default=0.0)
                sizes = [QSizeF(wide, card.height(wide)) for card in cards]
                found = apart(wanted, sizes, room.floor, size.word * 0.25, keep_rows=keep_rows)
                if found is not None:
                    return (*room.items, *_cards(cards, sizes, found))
    return None


def _cards(cards: Sequence[Card], sizes: Sequence[QSizeF], middles: Sequence[QPointF]) -> Iterator[Item]:
    for card, size, middle in zip(cards, sizes, middles, strict=True):
        corner = QPointF(middle.x() - size.width() / 2, middle.y() - size.height() / 2)
        yield from card.drawn(QRectF(corner, size))


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
    line = QRectF(
        area.left() + word * 0.7, area.bottom() - strip - word * 0.13, area.width() - word * 1.4, strip
    )
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
