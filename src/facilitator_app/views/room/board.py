"""The lights board: a word and a shape in every cell, colour only besides; then the reds clearly seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF

from facilitator_app.records.room import RoomScene, RoomSignal, RoomText
from facilitator_app.views.room.grids import chunks, heading
from facilitator_app.views.room.ink import Box, Ink, Item, Mark, Page, Words, on_line
from facilitator_app.views.room.pages import Frame, Part, fitted, in_colours, spread
from facilitator_app.views.shared.icons import Icon

_LOOKS: Final = {
    "GREEN": ("green", "green_soft", Icon.CIRCLE),
    "AMBER": ("amber", "amber_soft", Icon.DIAMOND),
    "MIXED": ("amber", "amber_soft", Icon.HALF),
    "RED": ("red", "red_soft", Icon.TRIANGLE),
}
_NOTHING: Final = ("soft", "fill", Icon.DASH)
_LINE: Final = 1.4
_MOST_COLUMNS: Final = 6
_NARROWEST_LABEL: Final = 0.26


def board_pages(scene: RoomScene, within: Frame) -> tuple[Page, ...]:
    """Return the matrix over as many pages as it takes, then reds clearly seen and where tables differ."""
    top, area = heading(scene, within)
    pages = [Page((*top, *items)) for items in _matrices(scene, within, area)]
    pages += [Page((*top, *items)) for items in _reds(scene, within, area)]
    return tuple(pages) or (Page(top),)


def _matrices(scene: RoomScene, within: Frame, area: QRectF) -> list[list[Item]]:
    """Return matrices: rows that were rated in the same steps stand together."""
    pages: list[list[Item]] = []
    for signals in _together(scene.signals):
        rows = list(dict.fromkeys(signal.row for signal in signals))
        columns = list(dict.fromkeys(signal.column for signal in signals))
        cells = {(signal.row, signal.column): signal for signal in signals}
        lines = max((min(2, len(_unlike(signal))) for signal in signals), default=1)
        least = within.size.word * (_LINE * lines + 0.5)
        most_rows = max(1, int((area.height() - within.size.word * 1.8) / (least + within.size.at(0.01))))
        for some_columns in chunks(columns, _columns_that_fit(signals, within, area)):
            for some_rows in chunks(rows, most_rows):
                shown = [cells.get((r, c)) for r in some_rows for c in some_columns]
                pages.append(_matrix(some_rows, some_columns, shown, within, area))
    return pages


def _together(signals: Sequence[RoomSignal]) -> list[list[RoomSignal]]:
    steps: dict[RoomText, list[str]] = {}
    for signal in signals:
        steps.setdefault(signal.row, []).append(signal.column)
    groups: list[tuple[set[str], list[RoomSignal]]] = []
    for signal in signals:
        own = set(steps[signal.row])
        for known, group in groups:
            if known & own:
                known.update(own)
                group.append(signal)
                break
        else:
            groups.append((own, [signal]))
    return [group for _known, group in groups]


def _columns_that_fit(signals: Sequence[RoomSignal], within: Frame, area: QRectF) -> int:
    size = within.size.word
    one = _widest_word(signals, size) + within.size.at(0.01)
    return max(1, min(_MOST_COLUMNS, int(area.width() * (1 - _NARROWEST_LABEL) / one)))


def _widest_word(signals: Sequence[RoomSignal | None], pixels: int) -> float:
    """Return the width of a cell that holds the longest word of these signals and its shape."""
    texts = dict.fromkeys(text for signal in signals if signal for text in _unlike(signal)[:2])
    widest = max((Words(text.text, pixels, text.language).width() for text in texts), default=0)
    return widest + pixels * 1.9


def _matrix(
    rows: Sequence[RoomText],
    columns: Sequence[str],
    cells: Sequence[RoomSignal | None],
    within: Frame,
    area: QRectF,
) -> list[Item]:
    size, gap = within.size, within.size.at(0.01)
    natural = max(Words(row.text, size.word, row.language).width() for row in rows) + gap * 3
    spared = area.width() - len(columns) * (_widest_word(cells, size.word) + gap)
    left = area.left() + min(natural, max(spared, area.width() * _NARROWEST_LABEL))
    wide = min((area.right() - left + gap) / len(columns) - gap, size.word * 11)
    head = size.word * 1.8
    tall = min((area.height() - head) / len(rows) - gap, size.word * 4.2)
    items: list[Item] = []
    for index, column in enumerate(columns):
        place = QRectF(left + index * (wide + gap), area.top(), wide, head)
        items.append(Ink(Words(column, size.word), place, "left"))
    for number, row in enumerate(rows):
        top = area.top() + head + number * (tall + gap)
        part = Part(row, size.word, 1.0)
        place = QRectF(area.left(), top, left - area.left() - gap * 2, tall)
        items += _middled(fitted([part], place, on_one_line=True) or fitted([part], place) or (), place)
        for index in range(len(columns)):
            signal = cells[number * len(columns) + index]
            items += _cell(signal, QRectF(left + index * (wide + gap), top, wide, tall), size.word)
    return items


def _cell(signal: RoomSignal | None, area: QRectF, pixels: int) -> list[Item]:
    if signal is None:
        return []
    colour, ground, shape = _LOOKS.get(signal.colour, _NOTHING)
    items: list[Item] = [Box(area, ground, colour, radius=pixels * 0.3, thickness=max(1.0, pixels * 0.04))]
    texts = _unlike(signal)
    fits = max(1, int((area.height() + pixels * 0.2) / (pixels * _LINE)))
    texts = texts[: min(2, fits)]
    mark = pixels * 0.6
    top = area.top() + (area.height() - len(texts) * pixels * _LINE) / 2
    for index, text in enumerate(texts):
        words = Words(text.text, pixels, text.language, colour)
        wide = words.width() + 2
        extra = mark * 1.4 if index == 0 else 0
        left = area.left() + (area.width() - wide - extra) / 2
        if index == 0:
            items.append(Mark(shape, QRectF(left, top + pixels * (_LINE - 0.6) / 2, mark, mark), colour))
        items.append(on_line(words, left + extra, QRectF(left, top, wide, pixels * _LINE), pixels))
        top += pixels * _LINE
    return items


def _reds(scene: RoomScene, within: Frame, area: QRectF) -> list[tuple[Item, ...]]:
    """Return the reds that were clearly seen, by name, and where tables differ."""
    size = within.size
    top: list[Item] = []
    parts: list[Part] = []
    if scene.clearly_seen:
        top = _in_a_row(scene.eyebrow, size.word, area)
        area = area.adjusted(0, size.word * 1.7, 0, 0)
        texts = [text for _colour, text in scene.clearly_seen]
        parts = [Part(text, size.word, 1.2, colour) for text, colour in in_colours(texts)]
    apart = [Part(text, size.word, 1.1, "soft", 0.9) for text in scene.body]
    whole = fitted([*parts, *apart], area)
    if whole is not None:
        return [(*top, *whole)] if whole else []
    return [*((*top, *page) for page in spread(parts, area)), *(spread(apart, area) if apart else ())]


def _in_a_row(texts: Sequence[RoomText], pixels: int, area: QRectF) -> list[Item]:
    """Return a red shape and the same words in every language that has room beside each other."""
    mark = pixels * 0.65
    items: list[Item] = [
        Mark(Icon.TRIANGLE, QRectF(area.left(), area.top() + pixels * 0.4, mark, mark), "red")
    ]
    left = area.left() + mark * 1.5
    for index, text in enumerate(texts):
        words = Words(text.text, pixels, text.language, "red")
        if index and left + words.width() > area.right():
            break
        line = QRectF(left, area.top(), area.right() - left, pixels * _LINE)
        items.append(on_line(words, left, line, pixels))
        left += words.width() + pixels * 0.7
    return items


def _unlike(signal: RoomSignal) -> tuple[RoomText, ...]:
    """Return the word in every language, each spelling once."""
    words = signal.words or (RoomText(signal.word, ""),)
    return tuple({text.text.casefold(): text for text in reversed(words)}.values())[::-1]


def _middled(items: Sequence[Item], area: QRectF) -> list[Item]:
    found: list[Item] = []
    for item in items:
        if isinstance(item, Ink):
            top = area.top() + (area.height() - item.area.height()) / 2
            place = QRectF(item.area.left(), top, item.area.width(), item.area.height())
            found.append(Ink(item.words, place, "left"))
    return found
