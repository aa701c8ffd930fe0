"""From a scene to pages: type shrinks to what can still be read, then the scene goes on on another page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QRectF

from facilitator_app.records.room import RoomScene, RoomText, SceneKind
from facilitator_app.views.room.ink import Ink, Item, Page, Words, on_line
from facilitator_app.views.room.sizing import Sizing

# How much larger than necessary type may be where there is room: tried from the largest.
SCALES: Final = (1.9, 1.7, 1.5, 1.35, 1.2, 1.1, 1.0)
# Scripts that put no spaces between words break between any two of them.
_WITHOUT_SPACES: Final = frozenset({"th", "km", "lo", "my", "zh", "ja", "bo", "dz"})
_LANGUAGE_COLOURS: Final = ("ink", "accent")
_LARGEST: Final = MappingProxyType(
    {
        SceneKind.WELCOME: 3.2,
        SceneKind.BREAK: 3.2,
        SceneKind.LOGO: 2.4,
        SceneKind.TURN: 3.0,
        SceneKind.SPEAKER: 2.6,
    }
)
"""How large headlines may be, in parts of the least size; 1.9 where nothing is said."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The parts of a picture: the edge at the sides, the eyebrow on top, the middle, the time below."""

    size: Sizing
    side: float
    eyebrow: QRectF
    middle: QRectF
    foot: QRectF


@dataclass(frozen=True, slots=True)
class Part:
    """A text of a scene before it has a size: `least` is what it must not go below."""

    text: RoomText
    least: int
    largest: float = 1.9
    colour: str = "ink"
    space: float = 0.35
    """What stands above it, in parts of its size."""

    def words(self, scale: float) -> Words:
        """Return the text in type of `scale` times its least size."""
        pixels = round(self.least * min(scale, self.largest))
        return Words(self.text.text, pixels, self.text.language, self.colour)


def frame(size: Sizing, scene: RoomScene) -> Frame:
    """Return the parts of the picture for a scene."""
    side, top = size.at(0.045), size.at(0.045)
    wide = size.width - 2 * side
    line = round(size.word * 1.45)
    foot = 0.0
    if scene.shows_time:
        share = 0.42 if scene.kind is SceneKind.TIMEBOX else 0.2
        foot = max(size.at(share), line * 2.6)
    head = line if scene.kind is not SceneKind.BLANK else 0
    middle = QRectF(side, top + head + line * 0.4, wide, 0)
    middle.setBottom(size.height - top - foot - (line * 0.3 if foot else 0))
    return Frame(
        size=size,
        side=side,
        eyebrow=QRectF(side, top, wide, head),
        middle=middle,
        foot=QRectF(side, size.height - top - foot, wide, foot),
    )


def text_parts(scene: RoomScene, size: Sizing) -> tuple[Part, ...]:
    """Return the headline, body and what to bring as parts in their order."""
    task = scene.kind in {SceneKind.TASK, SceneKind.TIMEBOX}
    large = {
        SceneKind.WELCOME: 3.2,
        SceneKind.BREAK: 3.2,
        SceneKind.LOGO: 2.4,
        SceneKind.TURN: 3.0,
        SceneKind.SPEAKER: 2.6,
    }
    most = large.get(scene.kind, 1.9)
    body = size.task if task or scene.kind is SceneKind.SPEAKER else size.word
    return (
        *_parts(scene.headline, size.task, most, 0.3),
        *_parts(scene.body, body, 1.4 if task else 1.9, 0.55),
        *_parts(scene.bring, size.word, 1.35, 0.6, colour="soft"),
    )


def text_pages(scene: RoomScene, within: Frame) -> tuple[Page, ...]:
    """Return the pages of a scene that is nothing but texts."""
    parts = text_parts(scene, within.size)
    area = within.middle
    whole = fitted(parts, area)
    if whole is not None:
        return (Page((*eyebrow(scene, within), *whole)),)
    pages: list[Page] = []
    for language in dict.fromkeys(part.text.language for part in parts):
        own = tuple(part for part in parts if part.text.language == language)
        heading = tuple(t for t in scene.eyebrow if t.language == language) or scene.eyebrow[:1]
        top = eyebrow(replace(scene, eyebrow=heading), within)
        pages += [Page((*top, *items)) for items in _on_pages(scene, own, area)]
    return tuple(pages)


def _on_pages(scene: RoomScene, parts: tuple[Part, ...], area: QRectF) -> list[tuple[Item, ...]]:
    """Return one language's page.

    While a task is given its text comes first: its name, then what to bring (both are on paper, and what to
    bring is shown again while the tables work) give way before a second page is begun.
    """
    spared: tuple[tuple[RoomText, ...], ...] = ((), scene.headline, (*scene.headline, *scene.bring))
    for without in spared if scene.body else spared[:1]:
        items = fitted(tuple(part for part in parts if part.text not in without), area)
        if items is not None:
            return [items]
    return spread(parts, area)


def fitted(parts: Sequence[Part], area: QRectF, *, on_one_line: bool = False) -> tuple[Item, ...] | None:
    """Return the parts below each other in the largest type that fits, or None where none does."""
    if not parts:
        return ()
    for scale in scales(parts):
        words = [part.words(scale) for part in parts]
        heights = [one.height(area.width()) for one in words]
        spaces = [0.0, *(part.space * one.pixels for part, one in zip(parts[1:], words[1:], strict=True))]
        total = sum(heights) + sum(spaces)
        if on_one_line and any(one.width() > area.width() for one in words):
            continue
        if total <= area.height() and not any(breaks_inside_a_word(one, area.width()) for one in words):
            top = area.top() + max(0.0, (area.height() - total) * 0.42)
            return tuple(_stacked(words, heights, spaces, area, top))
    return None


def scales(parts: Iterable[Part]) -> tuple[float, ...]:
    """Return the scales worth trying for these parts, from the largest."""
    most = max(part.largest for part in parts)
    extra = [2.0 + 0.3 * step for step in range(5)]
    return tuple(sorted({s for s in (*SCALES, *extra) if s <= most}, reverse=True))


def spread(parts: Sequence[Part], area: QRectF) -> list[tuple[Item, ...]]:
    """Return the parts over as many pages as they need; what is longer than a page is cut at its lines."""
    pieces = [piece for part in parts for piece in _cut(part, area)]
    pages: list[list[Part]] = [[]]
    used = 0.0
    for piece in pieces:
        words = piece.words(1.0)
        height = words.height(area.width()) + (piece.space * words.pixels if pages[-1] else 0)
        if pages[-1] and used + height > area.height():
            pages.append([])
            used = 0.0
        pages[-1].append(piece)
        used += height
    return [fitted(page, area) or _forced(page, area) for page in pages]


def breaks_inside_a_word(words: Words, width: float) -> bool:
    """Say whether a line ends in the middle of a word that would fit on a line of its own."""
    if words.language.split("-", maxsplit=1)[0].lower() in _WITHOUT_SPACES:
        return False
    longest = max(words.text.split(), key=len, default="")
    return bool(longest) and replace(words, text=longest).width() > width


def eyebrow(scene: RoomScene, within: Frame) -> tuple[Item, ...]:
    """Return the line on top: the step and what people do, in every language that has room."""
    if scene.kind is SceneKind.LIGHTS:
        return ()
    items: list[Item] = []
    area = within.eyebrow
    left, right = area.left(), area.right() - within.size.word * 3.2  # the time of day stands there
    for index, text in enumerate(scene.eyebrow):
        words = Words(text.text, within.size.word, text.language, "ink" if index == 0 else "soft")
        wide = words.width() + 1
        if index and left + wide > right:
            break
        items.append(on_line(words, left, area, within.size.word))
        left += wide + within.size.word * 0.9
    return tuple(items)


def in_colours(texts: Sequence[RoomText]) -> tuple[tuple[RoomText, str], ...]:
    """Return the texts with colours that tell languages apart and weigh the same."""
    order = list(dict.fromkeys(text.language for text in texts))
    return tuple((t, _LANGUAGE_COLOURS[order.index(t.language) % len(_LANGUAGE_COLOURS)]) for t in texts)


def _parts(
    texts: Sequence[RoomText], least: int, largest: float, space: float, colour: str = ""
) -> tuple[Part, ...]:
    return tuple(
        Part(text, least, largest, colour or own, space if index == 0 else 0.3)
        for index, (text, own) in enumerate(in_colours(texts))
    )


def _stacked(
    words: Sequence[Words], heights: Sequence[float], spaces: Sequence[float], area: QRectF, top: float
) -> Iterable[Item]:
    for one, height, space in zip(words, heights, spaces, strict=True):
        top += space
        yield Ink(one, QRectF(area.left(), top, area.width(), height))
        top += height


def _forced(parts: Sequence[Part], area: QRectF) -> tuple[Item, ...]:
    words = [part.words(1.0) for part in parts]
    heights = [one.height(area.width()) for one in words]
    spaces = [0.0, *(part.space * one.pixels for part, one in zip(parts[1:], words[1:], strict=True))]
    return tuple(_stacked(words, heights, spaces, area, area.top()))


def _cut(part: Part, area: QRectF) -> Iterable[Part]:
    words = part.words(1.0)
    if words.height(area.width()) <= area.height():
        yield part
        return
    lines = words.lines(area.width())
    most = max(1, int(area.height() / (words.height(area.width()) / len(lines))))
    for _page, chunk in groupby(enumerate(lines), key=lambda numbered: numbered[0] // most):
        text = "".join(line for _number, line in chunk).strip()
        yield replace(part, text=RoomText(text, part.text.language))
