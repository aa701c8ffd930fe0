"""What a page is made of: words, boxes and icons at their places, ready to be painted and to be measured."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTextLayout, QTextOption

from facilitator_app.rules.text import Direction, direction
from facilitator_app.views.shared.icons import Icon, paint_icon
from facilitator_app.views.shared.theme import font_of
from facilitator_app.views.shared.tokens import Palette

_RIGHT_TO_LEFT: Final = frozenset({"ar", "he", "fa", "ur", "ps", "ckb", "dv", "yi", "sd", "ug"})
# Naskh letters are small in their em: so much larger they weigh the same as the others.
_NASKH: Final = 1.2
_NASKH_LANGUAGES: Final = _RIGHT_TO_LEFT - {"he", "yi", "dv"}
_ENDLESS: Final = 100_000.0
LINE_SEPARATOR: Final = "\u2028"
# The size in which words are measured once for all, and by how much hinting may make them wider in another.
_MEASURED: Final = 60
_SAFE: Final = 1.015


def runs_right_to_left(language: str) -> bool:
    """Say whether a language (BCP 47) is read from the right."""
    return _base_of(language) in _RIGHT_TO_LEFT


def _base_of(language: str) -> str:
    return language.split("-", maxsplit=1)[0].lower()


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph in one size and colour (the name of a palette's field)."""

    text: str
    pixels: int
    language: str = ""
    colour: str = "ink"
    bold: bool = True

    @property
    def right_to_left(self) -> bool:
        """Whether the paragraph begins at the right: by its first letter, else by its language."""
        usual = Direction.RTL if self._base() in _RIGHT_TO_LEFT else Direction.LTR
        return direction(self.text, usual) is Direction.RTL

    @property
    def drawn_pixels(self) -> int:
        """The size in which the words are drawn: that of their script which looks as large as `pixels`."""
        naskh = self._base() in _NASKH_LANGUAGES and self.right_to_left
        return round(self.pixels * _NASKH) if naskh else self.pixels

    def _base(self) -> str:
        return _base_of(self.language)

    def height(self, width: float) -> float:
        """Return the height of the paragraph in lines of `width`."""
        if width >= _ENDLESS:
            return _on_one_line(self)[2]
        return _laid_out(self, int(width), "start").boundingRect().height()

    def width(self) -> float:
        """Return the width of the paragraph on one line."""
        return _on_one_line(self)[0]

    def rise(self) -> float:
        """Return how far above the first line's foot its letters stand: the ascent."""
        return _on_one_line(self)[1]

    def about(self) -> tuple[float, float, float]:
        """Return width and reach a little on the large side: measured once for all sizes of the same words.

        A list tries many sizes before it is drawn in one.
        """
        return _about(self)

    def reach(self) -> tuple[float, float]:
        """Return how far the letters themselves reach above and below the first line's foot."""
        return _reach(self)

    def lines(self, width: float) -> tuple[str, ...]:
        """Return the lines into which the paragraph breaks."""
        layout = _laid_out(self, int(width), "start")
        found = []
        for index in range(layout.lineCount()):
            line = layout.lineAt(index)
            start = line.textStart()
            found.append(self.text[start : start + line.textLength()])
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Ink:
    """Words at a place. `align` is start (of their own direction), centre, left or right."""

    words: Words
    area: QRectF
    align: str = "start"

    def used(self) -> QRectF:
        """Return the rectangle that the words really fill."""
        layout = _laid_out(self.words, int(self.area.width()), self.align)
        box = QRectF()
        for index in range(layout.lineCount()):
            box = box.united(layout.lineAt(index).naturalTextRect())
        return box.translated(self.area.topLeft())

    def paint(self, painter: QPainter, colours: Palette) -> None:
        """Draw the words."""
        painter.setPen(QColor(getattr(colours, self.words.colour)))
        _laid_out(self.words, int(self.area.width()), self.align).draw(painter, self.area.topLeft())


def on_line(words: Words, left: float, line: QRectF, size: float) -> Ink:
    """Return words on a line of type of `size`: every script stands on the same foot."""
    foot = line.top() + line.height() / 2 + size * 0.36
    top = foot - words.rise()
    return Ink(words, QRectF(left, top, words.width() + 2, words.height(_ENDLESS)), "left")


@dataclass(frozen=True, slots=True)
class Pitch:
    """The lines of a list whose entries are in several scripts: all stand equally far from each other."""

    above: float
    below: float

    @property
    def line(self) -> float:
        """The height of a line."""
        return self.above + self.below

    def on_row(self, words: Words, left: float, right: float, top: float, *, from_right: bool = False) -> Ink:
        """Return words on the row that begins at `top`, at the left or the right end of the place."""
        foot = top + self.above
        wide = words.width() + 2
        start = right - wide if from_right else left
        return Ink(words, QRectF(start, foot - words.rise(), wide, words.height(_ENDLESS)), "left")


def pitch_of(entries: Iterable[Words], pixels: float, *, least: float = 1.3, air: float = 0.1) -> Pitch:
    """Return the lines that hold all entries in type of `pixels`: at least `least` times as high.

    `air` stands above and below the tallest letters, in parts of the size.
    """
    reaches = [words.about()[1:] for words in entries]
    above = max((one for one, _below in reaches), default=0.0) + air * pixels
    below = max((one for _above, one in reaches), default=0.0) + air * pixels
    spare = max(0.0, pixels * least - above - below) / 2
    return Pitch(above + spare, below + spare)


@dataclass(frozen=True, slots=True)
class Box:
    """A rounded rectangle; colours are names of a palette's fields, empty for none."""

    area: QRectF
    fill: str = ""
    line: str = ""
    radius: float = 14
    thickness: float = 2

    def paint(self, painter: QPainter, colours: Palette) -> None:
        """Draw the box."""
        pen = QPen(QColor(getattr(colours, self.line)), self.thickness) if self.line else Qt.PenStyle.NoPen
        painter.setPen(pen)
        painter.setBrush(QColor(getattr(colours, self.fill)) if self.fill else Qt.BrushStyle.NoBrush)
        radius = min(self.radius, self.area.height() / 2)
        painter.drawRoundedRect(self.area, radius, radius)


@dataclass(frozen=True, slots=True)
class Mark:
    """A shape that says the same as a colour."""

    icon: Icon
    area: QRectF
    colour: str

    def paint(self, painter: QPainter, colours: Palette) -> None:
        """Draw the shape."""
        paint_icon(painter, self.icon, self.area, getattr(colours, self.colour))


Item = Ink | Box | Mark


@dataclass(frozen=True, slots=True)
class Page:
    """One picture: everything but the time, which comes beside it."""

    items: tuple[Item, ...]

    def words(self) -> tuple[Ink, ...]:
        """Return all words of the page with their places."""
        return tuple(item for item in self.items if isinstance(item, Ink))


def paint(items: tuple[Item, ...], painter: QPainter, colours: Palette, region: QRectF | None = None) -> None:
    """Draw the items that touch `region` (all of them without one)."""
    for item in items:
        if region is None or item.area.intersects(region):
            item.paint(painter, colours)


@lru_cache(maxsize=4096)
def _on_one_line(words: Words) -> tuple[float, float, float]:
    """Return width, ascent and height on one line: the band of time asks for the same words every second."""
    layout = _laid_out(words, int(_ENDLESS), "left")
    line = layout.lineAt(0)  # a line does not outlive its layout
    return line.naturalTextWidth(), line.ascent(), layout.boundingRect().height()


@lru_cache(maxsize=4096)
def _about(words: Words) -> tuple[float, float, float]:
    known = replace(words, pixels=_MEASURED)
    share = words.drawn_pixels / known.drawn_pixels * _SAFE
    above, below = _reach(known)
    return _on_one_line(known)[0] * share + 1, above * share, below * share


@lru_cache(maxsize=4096)
def _reach(words: Words) -> tuple[float, float]:
    """Return the letters' own height: fonts of tall scripts leave much more room than a name needs."""
    layout = _laid_out(words, int(_ENDLESS), "left")
    foot = layout.lineAt(0).ascent()
    box = QRectF()
    for run in layout.glyphRuns():
        font = run.rawFont()
        for glyph, place in zip(run.glyphIndexes(), run.positions(), strict=True):
            box = box.united(font.boundingRect(glyph).translated(place))
    return max(0.0, foot - box.top()), max(0.0, box.bottom() - foot)


def _laid_out(words: Words, width: int, align: str) -> QTextLayout:
    layout = QTextLayout(
        words.text.replace("\n", LINE_SEPARATOR), font_of(pixels=words.drawn_pixels, bold=words.bold)
    )
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    right = words.right_to_left
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if right else Qt.LayoutDirection.LeftToRight)
    absolute = {
        "centre": Qt.AlignmentFlag.AlignHCenter,
        "left": Qt.AlignmentFlag.AlignLeft,
        "right": Qt.AlignmentFlag.AlignRight,
        "start": Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft,
    }
    option.setAlignment(absolute[align] | Qt.AlignmentFlag.AlignAbsolute)
    layout.setTextOption(option)
    layout.beginLayout()
    top = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, top))
        top += line.height()
    layout.endLayout()
    return layout
