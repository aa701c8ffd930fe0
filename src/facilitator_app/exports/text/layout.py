"""Paragraphs become lines of glyphs: Qt does bidi, shaping and wrapping with the fonts given to it here."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QTextCharFormat, QTextLayout, QTextOption

from facilitator_app.exports.text.breaks import filled, is_burmese, with_opportunities
from facilitator_app.exports.text.fonts import FontLibrary
from facilitator_app.exports.text.glyphs import (
    NATURAL_ASCENT,
    NATURAL_DESCENT,
    SCALE,
    Faced,
    Line,
    LineReader,
    Shaped,
    Units,
)
from facilitator_app.exports.text.prepared import Prepared, prepare
from facilitator_app.exports.text.styles import Alignment, Span, TextStyle
from facilitator_app.rules.text import Direction, clean, direction

_UNBOUNDED: Final = 100_000.0


@dataclass(frozen=True, slots=True)
class Layout:
    """A laid-out text: its lines from top to bottom and the characters no bundled font has."""

    lines: tuple[Line, ...]
    missing: tuple[str, ...]
    direction: Direction

    @property
    def height(self) -> float:
        """Height of all lines together."""
        return sum(line.height for line in self.lines)

    @property
    def width(self) -> float:
        """Width of the widest line."""
        return max((line.width for line in self.lines), default=0.0)


def lay_out(spans: Sequence[Span], style: TextStyle, width: float, library: FontLibrary) -> Layout:
    """Lay out one text in lines of `width` points; every newline begins a paragraph with its own direction.

    Needs a QGuiApplication (`ensure_gui`); may run in any thread.
    """
    text, styled = _joined(spans, style)
    overall = style.direction or direction(text)
    lines: list[Line] = []
    missing: list[str] = []
    offset = 0
    for piece in text.split("\n"):
        own = style.direction or direction(piece, overall)
        setting = _Setting(replace(style, direction=own), styled, library)
        prepared = with_opportunities(prepare(piece, library, style.language, offset), style.language)
        if is_burmese(piece):
            prepared = filled(prepared, width - 1, setting.measure, style.language)
        lines += setting.lines(prepared, width)
        missing += prepared.missing
        offset += len(piece) + 1
    return Layout(tuple(lines), tuple(missing), overall)


def natural_width(spans: Sequence[Span], style: TextStyle, library: FontLibrary) -> float:
    """Return the width in points of the text's longest paragraph when it is not wrapped."""
    return lay_out(spans, style, _UNBOUNDED, library).width


@dataclass(frozen=True, slots=True)
class _Styled:
    """From `start` on, the source text is bold or not and has this colour."""

    start: int
    bold: bool
    colour: str


def _joined(spans: Sequence[Span], style: TextStyle) -> tuple[str, list[_Styled]]:
    text = ""
    styled = []
    for span in spans:
        bold = style.bold if span.bold is None else span.bold
        styled.append(_Styled(len(text), bold, span.colour or style.colour))
        text += clean(span.text).replace("\u2028", "\n").replace("\u2029", "\n")
    return text, styled or [_Styled(0, style.bold, style.colour)]


class _Setting:
    """The fonts, spans and options of one paragraph."""

    def __init__(self, style: TextStyle, styled: Sequence[_Styled], library: FontLibrary) -> None:
        self._style = style
        self._styled = styled
        self._span_starts = [span.start for span in styled]
        self._library = library
        self._pixels = round(style.size * SCALE)
        self._widths: dict[tuple[str, bool], float] = {}

    def measure(self, part: Prepared) -> float:
        """Return the width of a part of the paragraph on one line, in points."""
        if not part.text:
            return 0.0
        key = (part.text, self._span(part.sources[0]).bold)
        if key not in self._widths:
            self._widths[key] = next(self.lines(part, _UNBOUNDED)).width
        return self._widths[key]

    def lines(self, prepared: Prepared, width: float) -> Iterator[Line]:
        """Yield the laid-out lines of one paragraph."""
        if not prepared.text:
            size = self._style.size
            natural = (NATURAL_ASCENT + NATURAL_DESCENT) * size
            yield Line((), max(natural, size * self._style.leading), NATURAL_ASCENT * size, 0.0, 0)
            return
        units = Units(prepared)
        faced = self._faced(prepared, units)
        layout = QTextLayout(prepared.text, self._library.font(faced[0].face, self._pixels))
        layout.setTextOption(self._option())
        layout.setFormats(
            [self._format(a, b, units.count) for a, b in zip(faced, [*faced[1:], None], strict=True)]
        )
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width * SCALE)
            line.setPosition(QPointF(0, 0))
        layout.endLayout()
        shaped = Shaped(prepared, units, tuple(faced), self._style, self._colour)
        for number in range(layout.lineCount()):
            yield LineReader(layout.lineAt(number), shaped).line()

    def _colour(self, source: int) -> str:
        return self._span(source).colour

    def _option(self) -> QTextOption:
        option = QTextOption()
        option.setUseDesignMetrics(True)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        rtl = self._style.direction is Direction.RTL
        option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
        if self._style.alignment is Alignment.CENTRE:
            option.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        else:
            right = rtl is (self._style.alignment is Alignment.START)
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
        return option

    def _faced(self, prepared: Prepared, units: Units) -> list[Faced]:
        """Return which file draws what: font runs, cut again where a span turns bold."""
        faced: list[Faced] = []
        for run in self._library.runs(prepared.text, self._style.language):
            family = run.family or self._library.base
            for place in range(run.start, run.end):
                face = family.face(bold=self._span(prepared.sources[place]).bold)
                if not faced or faced[-1].face is not face:
                    faced.append(Faced(units.of_character(place), face))
        return faced

    def _span(self, source: int) -> _Styled:
        if len(self._styled) == 1:
            return self._styled[0]
        return self._styled[bisect.bisect_right(self._span_starts, source) - 1]

    def _format(self, faced: Faced, following: Faced | None, count: int) -> QTextLayout.FormatRange:
        form = QTextCharFormat()
        form.setFont(self._library.font(faced.face, self._pixels))
        chosen = QTextLayout.FormatRange()
        chosen.start = faced.start
        chosen.length = (following.start if following else count) - faced.start
        chosen.format = form
        return chosen
