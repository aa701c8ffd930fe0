"""Lines of glyphs: what Qt shaped, read into plain values that any thread can draw."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QGlyphRun, QTextLayout, QTextLine

from facilitator_app.exports.text.fonts import Face
from facilitator_app.exports.text.prepared import Prepared
from facilitator_app.exports.text.styles import TextStyle

# Qt positions glyphs on a grid of 1/64 pixel; at 100 pixels to the point the grid is finer than any printer.
SCALE: Final = 100
# Parts of a line of the base family, in sizes; no line is lower.
NATURAL_ASCENT: Final = 1.069
NATURAL_DESCENT: Final = 0.293
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
class Faced:
    """From UTF-16 unit `start` on, the laid-out text is drawn with this file."""

    start: int
    face: Face


class Units:
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


@dataclass(frozen=True, slots=True)
class Shaped:
    """What a line is read with: the paragraph's text and fonts, and the colour at a place of its source."""

    prepared: Prepared
    units: Units
    faced: tuple[Faced, ...]
    style: TextStyle
    colour: Callable[[int], str]


class LineReader:
    """Reads one line of Qt's."""

    def __init__(self, line: QTextLine, shaped: Shaped) -> None:
        self._line = line
        self._shaped = shaped
        self._start = line.textStart()
        self._end = self._start + line.textLength()
        self._baseline = line.position().y() + line.ascent()
        self._runs = sorted(
            (
                (places, run)
                for run in line.glyphRuns(-1, -1, _RETRIEVE_ALL)
                if (places := run.stringIndexes())
            ),
            key=lambda item: min(item[0]),
        )
        self._cluster_ends = self._ends()

    def line(self) -> Line:
        """Return the line; its height is at least that of the base family and of the style's leading."""
        size = self._shaped.style.size
        # Some scripts are lower than Latin: their lines would crowd the line above.
        ascent = max(self._line.ascent() / SCALE, NATURAL_ASCENT * size)
        natural = ascent + max(self._line.descent() / SCALE, NATURAL_DESCENT * size)
        height = max(natural, size * self._shaped.style.leading)
        face_starts = [faced.start for faced in self._shaped.faced]
        runs: list[GlyphRun] = []
        for places, run in self._runs:
            face = self._shaped.faced[bisect.bisect_right(face_starts, min(places)) - 1].face
            runs += self._coloured(face, run, places)
        last = self._shaped.units.character_of(max(self._end - 1, 0))
        return Line(
            tuple(runs),
            height,
            ascent + (height - natural) / 2,
            self._line.naturalTextWidth() / SCALE,
            self._shaped.prepared.sources[last] + 1,
        )

    def _ends(self) -> dict[int, int]:
        """Return where the text of the cluster beginning at each place ends, in units."""
        starts = sorted({place for places, _run in self._runs for place in places})
        visible = self._shaped.units.visible_end(self._start, self._end)
        return {
            start: min(following, max(visible, start))
            for start, following in zip(starts, [*starts[1:], visible], strict=False)
        }

    def _coloured(self, face: Face, run: QGlyphRun, places: list[int]) -> Iterator[GlyphRun]:
        """Yield a run of Qt's as runs of one colour, its glyphs gathered into clusters."""
        shaped = self._shaped
        glyphs = [
            (number, point.x() / SCALE, (self._baseline - point.y()) / SCALE)
            for number, point in zip(run.glyphIndexes(), run.positions(), strict=True)
        ]
        size = round(shaped.style.size * SCALE * face.scale) / SCALE
        clusters: list[Cluster] = []
        colour = ""
        first = 0
        for following in range(1, len(places) + 1):
            if following < len(places) and places[following] == places[first]:
                continue
            place = places[first]
            text = shaped.units.copied(place, self._cluster_ends[place])
            if text is not None:
                own = shaped.colour(shaped.prepared.sources[shaped.units.character_of(place)])
                if clusters and own != colour:
                    yield GlyphRun(face, size, colour, tuple(clusters))
                    clusters = []
                colour = own
                clusters.append(Cluster(text, tuple(glyphs[first:following])))
            first = following
        if clusters:
            yield GlyphRun(face, size, colour, tuple(clusters))
