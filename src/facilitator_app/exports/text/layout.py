"""Paragraphs become lines of glyphs: Qt does bidi, shaping and wrapping with the fonts given to it here."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGlyphRun, QTextCharFormat, QTextLayout, QTextLine, QTextOption

from facilitator_app.exports.text.breaks import filled, is_burmese, with_opportunities
from facilitator_app.exports.text.fonts import Face, FontLibrary
from facilitator_app.exports.text.prepared import Prepared, prepare
from facilitator_app.exports.text.styles import Alignment, Span, TextStyle
from facilitator_app.rules.text import Direction, clean, direction

# Qt positions glyphs on a grid of 1/64 pixel; at 100 pixels to the point the grid is finer than any printer.
SCALE: Final = 100
# Height of a line of the base family, in sizes; an empty line has it too.
_NATURAL_HEIGHT: Final = 1.362
_NATURAL_ASCENT: Final = 1.069
_UNBOUNDED: Final = 100_000.0
_RETRIEVE_ALL: Final = QTextLayout.GlyphRunRetrievalFlag.RetrieveAll

Glyph = tuple[int, float, float]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Glyphs that stand for one piece of text; positions in points from the line's start and baseline."""

    text: str
    glyphs: tuple[Glyph, ...]


@dataclass(frozen=True, slots=True)
class GlyphRun:
    """Clusters of one font and colour, in the order in which they are read."""

    face: Face
    size: float
    colour: str
    clusters: tuple[Cluster, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One laid-out line; `end` is its end in the source text, lengths in points."""

    runs: tuple[GlyphRun, ...]
    height: float
    ascent: float
    width: float
    end: int


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


@dataclass(frozen=True, slots=True)
class _Faced:
    """From UTF-16 unit `start` on, the laid-out text is drawn with this file."""

    start: int
    face: Face


class _Setting:
    """The fonts, spans and options of one paragraph."""

    def __init__(self, style: TextStyle, styled: Sequence[_Styled], library: FontLibrary) -> None:
        self._style = style
        self._styled = styled
        self._span_starts = [span.start for span in styled]
        self._library = library
        self._pixels = round(style.size * SCALE)

    def measure(self, text: str) -> float:
        """Return the width of `text` on one line, in points."""
        prepared = Prepared(text, tuple(text), (0,) * len(text))
        return next(self.lines(prepared, _UNBOUNDED)).width if text else 0.0

    def lines(self, prepared: Prepared, width: float) -> Iterator[Line]:
        """Yield the laid-out lines of one paragraph."""
        if not prepared.text:
            size = self._style.size
            yield Line((), self._height(_NATURAL_HEIGHT * size), _NATURAL_ASCENT * size, 0.0, 0)
            return
        units = _Units(prepared)
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
        for number in range(layout.lineCount()):
            yield self._line(layout.lineAt(number), prepared, units, faced)

    def _height(self, natural: float) -> float:
        return max(natural, self._style.size * self._style.leading)

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

    def _faced(self, prepared: Prepared, units: _Units) -> list[_Faced]:
        """Return which file draws what: font runs, cut again where a span turns bold."""
        faced: list[_Faced] = []
        for run in self._library.runs(prepared.text, self._style.language):
            family = run.family or self._library.base
            for place in range(run.start, run.end):
                face = family.face(bold=self._span(prepared.sources[place]).bold)
                if not faced or faced[-1].face is not face:
                    faced.append(_Faced(units.of_character(place), face))
        return faced

    def _span(self, source: int) -> _Styled:
        if len(self._styled) == 1:
            return self._styled[0]
        return self._styled[bisect.bisect_right(self._span_starts, source) - 1]

    def _format(self, faced: _Faced, following: _Faced | None, count: int) -> QTextLayout.FormatRange:
        form = QTextCharFormat()
        form.setFont(self._library.font(faced.face, self._pixels))
        chosen = QTextLayout.FormatRange()
        chosen.start = faced.start
        chosen.length = (following.start if following else count) - faced.start
        chosen.format = form
        return chosen

    def _line(self, line: QTextLine, prepared: Prepared, units: _Units, faced: Sequence[_Faced]) -> Line:
        ascent = line.ascent() / SCALE
        natural = (line.ascent() + line.descent()) / SCALE
        height = self._height(natural)
        start, end = line.textStart(), line.textStart() + line.textLength()
        retrieved = []
        for run in line.glyphRuns(-1, -1, _RETRIEVE_ALL):
            if places := run.stringIndexes():
                retrieved.append((min(places), places, run))
        retrieved.sort(key=lambda item: item[0])
        starts = sorted({place for _first, places, _run in retrieved for place in places})
        visible_end = units.visible_end(start, end)
        ends = dict(zip(starts, [*starts[1:], visible_end], strict=True)) if starts else {}
        if starts and starts[-1] >= visible_end:
            ends = {place: min(following, visible_end) for place, following in ends.items()}
        face_starts = [one.start for one in faced]
        baseline = line.position().y() + line.ascent()
        runs: list[GlyphRun] = []
        for first, places, run in retrieved:
            face = faced[bisect.bisect_right(face_starts, first) - 1].face
            runs += self._glyph_runs(face, run, places, ends, prepared, units, baseline)
        offset = (height - natural) / 2
        last = units.character_of(end - 1) if end > start else 0
        return Line(
            tuple(runs), height, ascent + offset, line.naturalTextWidth() / SCALE, prepared.sources[last] + 1
        )

    def _glyph_runs(
        self,
        face: Face,
        run: QGlyphRun,
        places: list[int],
        ends: dict[int, int],
        prepared: Prepared,
        units: _Units,
        baseline: float,
    ) -> Iterator[GlyphRun]:
        """Yield a run of Qt's as runs of one colour, its glyphs gathered into clusters."""
        glyphs = [
            (number, point.x() / SCALE, (baseline - point.y()) / SCALE)
            for number, point in zip(run.glyphIndexes(), run.positions(), strict=True)
        ]
        size = self._style.size
        clusters: list[Cluster] = []
        colour = ""
        first = 0
        for following in range(1, len(places) + 1):
            if following < len(places) and places[following] == places[first]:
                continue
            place = places[first]
            text = units.copied(place, ends[place])
            if text is not None:
                own = self._span(prepared.sources[units.character_of(place)]).colour
                if clusters and own != colour:
                    yield GlyphRun(face, size, colour, tuple(clusters))
                    clusters = []
                colour = own
                clusters.append(Cluster(text, tuple(glyphs[first:following])))
            first = following
        if clusters:
            yield GlyphRun(face, size, colour, tuple(clusters))


class _Units:
    """Qt counts UTF-16 units, Python characters; where there are no astral characters both are equal."""

    def __init__(self, prepared: Prepared) -> None:
        self._prepared = prepared
        self._starts: list[int] | None = None
        self.count = len(prepared.text)
        if not prepared.text.isascii() and max(prepared.text) > "\uffff":
            self._starts = []
            self.count = 0
            for character in prepared.text:
                self._starts.append(self.count)
                self.count += 2 if character > "\uffff" else 1

    def of_character(self, place: int) -> int:
        """Return the first unit of a character."""
        return place if self._starts is None else self._starts[place]

    def character_of(self, unit: int) -> int:
        """Return the character a unit belongs to."""
        return unit if self._starts is None else bisect.bisect_right(self._starts, unit) - 1

    def copied(self, start: int, end: int) -> str | None:
        """Return what the units from `start` to `end` are when they are copied; None for helpers alone."""
        first, last = self.character_of(start), self.character_of(end - 1) + 1 if end > start else 0
        parts = [part for part in self._prepared.copies[first:last] if part is not None]
        return "".join(parts) if parts else None

    def visible_end(self, start: int, end: int) -> int:
        """Return where the line's text ends without the spaces and helpers at its end."""
        copies = self._prepared.copies
        place = self.character_of(end - 1) + 1 if end > start else start
        first = self.character_of(start)
        while place > first and not (copies[place - 1] or "").strip():
            place -= 1
        return self.of_character(place) if place < len(copies) else self.count
