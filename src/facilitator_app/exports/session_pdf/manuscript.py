"""What every section of the report is made with: one type scale, tables, panels, charts, words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, TypeAlias

from reportlab.platypus import CondPageBreak, Flowable, KeepTogether

from facilitator_app.content.catalogue import Content
from facilitator_app.exports.charts.sheet import Chart
from facilitator_app.exports.palette import (
    ACCENT,
    ACCENT_SOFT,
    AMBER,
    AMBER_SOFT,
    FILL,
    GREEN,
    GREEN_SOFT,
    INK,
    LINE,
    LINE_STRONG,
    PAPER,
    RED,
    RED_SOFT,
    SOFT,
)
from facilitator_app.exports.text import (
    Alignment,
    Cell,
    Figure,
    GlyphParagraph,
    GlyphTable,
    Grid,
    Span,
    TextStyle,
    heading,
    next_page,
)
from facilitator_app.exports.words import Words
from facilitator_app.records.enums import Edition
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.lights import Signal, SignalColour
from facilitator_app.rules.text import Direction, direction
from facilitator_app.support.wording import _

BODY: Final = TextStyle(size=9.5, colour=INK, leading=1.42, space_after=5)
STRONG: Final = replace(BODY, bold=True)
SMALL: Final = TextStyle(size=8, colour=SOFT, leading=1.36, space_after=3)
CELL: Final = TextStyle(size=8.5, colour=INK, leading=1.36, space_after=0)
OVERLINE: Final = TextStyle(size=8, bold=True, colour=ACCENT, leading=1.3, space_after=2, keep_with_next=True)
TITLE_1: Final = TextStyle(size=21, bold=True, colour=ACCENT, leading=1.2, space_after=12)
TITLE_2: Final = TextStyle(size=13, bold=True, colour=INK, leading=1.25, space_before=12, space_after=5)
TITLE_3: Final = TextStyle(size=10, bold=True, colour=INK, leading=1.3, space_before=8, space_after=3)
# Room for a title and the first rows below it: less is left empty.
FIRST_ROWS: Final = 120.0

LINES: Final = Grid(padding_x=5, padding_y=4, rule=LINE, rule_width=0.6, header_background=FILL)
# A day with its chart, or long lists of numbers, stand on one page.
TIGHT: Final = replace(LINES, padding_y=2.3)
_GROUNDS: Final = {
    SignalColour.GREEN: (GREEN, GREEN_SOFT),
    SignalColour.AMBER: (AMBER, AMBER_SOFT),
    SignalColour.RED: (RED, RED_SOFT),
    SignalColour.NOT_ENOUGH: (SOFT, PAPER),
}
Text: TypeAlias = str | Cell | Flowable | Sequence[Span]


@dataclass(frozen=True)
class Manuscript:
    """The record with everything needed to write about it; `charts` gathers what was drawn."""

    record: WorkshopRecord
    words: Words
    content: Content
    edition: Edition
    told: Callable[[str], None]
    charts: list[Chart] = field(default_factory=list)

    @property
    def side(self) -> Direction:
        """The direction of the report."""
        return Direction.RTL if self.words.rtl else Direction.LTR

    def plain(self, text: str) -> str:
        """Return a text of the framework without its source keys."""
        return self.content.plain(text)

    def title(self, text: str, *, room: float = 0.0) -> list[Flowable]:
        """Return the title of a section: on a new page, or on this one where `room` points are left."""
        self.told(text)
        begin = [CondPageBreak(room), *self.gap(18)] if room else next_page()
        return [*begin, heading(text, 1, self._own(TITLE_1))]

    def subtitle(self, text: str, *, level: int = 2, room: float = FIRST_ROWS) -> list[Flowable]:
        """Return a title inside a section that is never the last thing on a page."""
        style = self._own(TITLE_2 if level == 2 else TITLE_3)  # noqa: PLR2004
        above = heading(text, level, style)
        # What follows may be a long table: not kept whole with the title, as ReportLab would do.
        above.keepWithNext = False
        if not room:
            # Stands right below another line.
            above.spaceBefore = 0
            return [above]
        return [CondPageBreak(room), above]

    def gap(self, height: float) -> list[Flowable]:
        """Return empty space."""
        return [GlyphParagraph("", TextStyle(size=1, leading=0.1, space_before=height, space_after=0))]

    def paragraph(self, text: str | Sequence[Span], style: TextStyle = BODY) -> GlyphParagraph:
        """Return a paragraph in the report's language."""
        return GlyphParagraph(text, self._own(style))

    def written(self, text: str, style: TextStyle = BODY) -> list[Flowable]:
        """Return a text that somebody wrote, a paragraph for every line."""
        return [GlyphParagraph(line.strip(), style) for line in text.splitlines() if line.strip()]

    def panel(self, content: Sequence[Flowable], *, ground: str = PAPER, bar: str = ACCENT) -> GlyphTable:
        """Return content on a quiet ground with a bar at its side."""
        grid = Grid(padding_x=13, padding_y=9, rule="")
        cell = Cell(content, background=ground, bar=bar)
        return GlyphTable([[cell]], [1], rtl=self.words.rtl, grid=grid, layout=True, space_after=10)

    def table(
        self, header: Sequence[Text], rows: Sequence[Sequence[Text]], widths: Sequence[float],
        *, numbers: Sequence[int] = (), grid: Grid = LINES,
    ) -> GlyphTable:  # fmt: skip
        """Return a table; columns in `numbers` are set at their end, the header is repeated on each page."""
        head = replace(CELL, bold=True, colour=SOFT, size=8)
        top = [self._cell(text, head, at_end=place in numbers) for place, text in enumerate(header)]
        body = [
            [self._cell(text, CELL, at_end=place in numbers) for place, text in enumerate(row)]
            for row in rows
        ]
        return GlyphTable([top, *body], widths, rtl=self.words.rtl, grid=grid, space_after=10)

    def facts(self, rows: Sequence[tuple[str, Text]], *, label_share: float = 0.27) -> GlyphTable:
        """Return names and what is so called, side by side."""
        label = replace(CELL, size=9, colour=SOFT)
        value = replace(CELL, size=9)
        cells = [
            [replace(self._cell(name, label), header=True), self._cell(text, value)] for name, text in rows
        ]
        grid = replace(LINES, padding_y=5)
        widths = [label_share, 1 - label_share]
        return GlyphTable(cells, widths, rtl=self.words.rtl, grid=grid, header_rows=0, space_after=10)

    def chart(self, chart: Chart) -> list[Flowable]:
        """Return a chart below its question, with n; its numbers go to the annex if not beside it."""
        self.charts.append(chart)
        question = heading(chart.title, 3, self._own(TITLE_3))
        note = self.paragraph(chart.note, replace(SMALL, keep_with_next=True, space_after=5))
        return [
            KeepTogether([question, note, Figure(chart.png, f"{chart.title} {chart.alt}", width=chart.width)])
        ]

    def badge(self, signal: Signal, shape: str, word: str, below: str = "") -> Cell:
        """Return a cell with the shape and the word of a signal on its ground."""
        ink, ground = _GROUNDS[signal.colour]
        style = replace(CELL, alignment=Alignment.CENTRE, bold=True, colour=ink)
        content: list[Flowable] = [self.paragraph(f"{shape} {word}", style)]
        if below:
            content.append(self.paragraph(below, replace(style, bold=False, colour=SOFT, size=7)))
        return Cell(content, background=ground, middle=True)

    def lists(self, text: str, language: str, direction: str = "", *, size: float = 8.5) -> GlyphParagraph:
        """Return a text in its own language and direction, as a cell holds it."""
        own = Direction(direction) if direction in set(Direction) else None
        return GlyphParagraph(text, replace(CELL, size=size, language=language, direction=own))

    def not_there(self) -> GlyphParagraph:
        """Return the mark of a text that nobody has translated."""
        return self.paragraph(f"◆ {_('translation missing')}", replace(CELL, colour=AMBER, bold=True))

    def _own(self, style: TextStyle) -> TextStyle:
        return replace(style, language=self.words.language)

    def _cell(self, text: Text, style: TextStyle, *, at_end: bool = False) -> Cell:
        if isinstance(text, Cell):
            return text
        if isinstance(text, Flowable):
            return Cell([text])
        if at_end:
            # Numbers run from left to right, a minus before them, and stand at the end of their column.
            plain = text if isinstance(text, str) else "".join(span.text for span in text)
            own = direction(plain)
            at = Alignment.END if own is self.side else Alignment.START
            style = replace(style, alignment=at, direction=own)
        return Cell([GlyphParagraph(text, style)])


__all__ = [
    "ACCENT_SOFT",
    "BODY",
    "CELL",
    "FIRST_ROWS",
    "LINES",
    "LINE_STRONG",
    "OVERLINE",
    "SMALL",
    "STRONG",
    "TIGHT",
    "TITLE_1",
    "TITLE_2",
    "TITLE_3",
    "Manuscript",
    "Text",
]  # fmt: skip
