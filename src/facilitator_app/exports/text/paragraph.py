"""A paragraph of anybody's text as a ReportLab Flowable: drawn as glyphs, split between lines, tagged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any, Final

from reportlab.platypus import Flowable

from facilitator_app.exports.text.fonts import library
from facilitator_app.exports.text.glyphs import Line
from facilitator_app.exports.text.layout import Layout, lay_out
from facilitator_app.exports.text.styles import Alignment, Span, TextStyle, spans_of
from facilitator_app.exports.text.tags import Element
from facilitator_app.rules.text import Direction

# Fewest lines of a paragraph that stand alone at the end or the beginning of a page.
_TOGETHER: Final = 2
_BULLET: Final = "•"


class GlyphParagraph(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """One text, a plain string or spans; newlines begin new paragraphs inside it.

    `role` is its structure type. `bullet` is drawn before the first line inside the style's indent.
    `outline_level` (from 0) makes it an entry of the PDF's outline. `drawn` is told the number of each page
    it stands on. All frames it flows through are taken to
    be as wide as the first.
    """

    def __init__(
        self,
        text: str | Span | Sequence[Span],
        style: TextStyle | None = None,
        *,
        role: str = "P",
        parent: Element | None = None,
        bullet: str = "",
        outline_level: int | None = None,
        drawn: Callable[[int], None] | None = None,
    ) -> None:
        super().__init__()
        self.style = style or TextStyle()
        self.spans = spans_of(text)
        self.element = Element(role, parent, language=self.style.language)
        self.keepWithNext = self.style.keep_with_next
        self.spaceBefore = self.style.space_before
        self.spaceAfter = self.style.space_after
        self._bullet = bullet
        self._outline_level = outline_level
        self._drawn = drawn
        self._layout: tuple[float, Layout] | None = None
        self._lines: tuple[int, int | None] = (0, None)

    @property
    def text(self) -> str:
        """The text without its spans."""
        return "".join(span.text for span in self.spans)

    def adopted_by(self, parent: Element) -> None:
        """Hang the paragraph, or the list it belongs to, on another element."""
        self.element.hang_on(parent)

    def laid_out(self, width: float) -> Layout:
        """Return the lines of the whole paragraph in `width` points, indent included."""
        is_part = self._lines != (0, None)
        if self._layout is None or (self._layout[0] != width and not is_part):
            inner = max(width - self.style.indent, self.style.size)
            self._layout = (width, lay_out(self.spans, self.style, inner, library()))
        return self._layout[1]

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        """Return the size the paragraph takes in `available_width`."""
        self.width = available_width
        self.laid_out(available_width)
        self.height = sum(line.height for line in self._own_lines())
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """Return the paragraph in two parts, the first at most `available_height` high; [] if impossible."""
        self.wrap(available_width, available_height)
        lines = self._own_lines()
        fitting = _fitting(lines, available_height)
        if fitting >= len(lines):
            return [self]
        if len(lines) - fitting < _TOGETHER:
            fitting = len(lines) - _TOGETHER
        if fitting < _TOGETHER:
            return []
        first = self._lines[0]
        return [self._part(first, first + fitting), self._part(first + fitting, self._lines[1])]

    def draw(self) -> None:
        """Draw the lines on the canvas the flowable was put on."""
        canvas = self.canv
        layout = self.laid_out(self.width)
        rtl = layout.direction is Direction.RTL
        first_part = self._lines[0] == 0
        if first_part:
            canvas.note_missing(layout.missing)
            if self._outline_level is not None:
                canvas.outline(self.text, self._outline_level, self.height)
            if self._bullet:
                self._draw_bullet(rtl=rtl)
        if self._drawn:
            self._drawn(canvas.getPageNumber())
        lines = self._own_lines()
        if any(line.runs for line in lines):
            with canvas.mark(self.element):
                draw_lines(canvas, lines, 0 if rtl else self.style.indent, self.height)

    def _own_lines(self) -> tuple[Line, ...]:
        if self._layout is None:
            return ()
        return self._layout[1].lines[slice(*self._lines)]

    def _part(self, first: int, last: int | None) -> GlyphParagraph:
        part = GlyphParagraph(
            self.spans, self.style, bullet=self._bullet, outline_level=self._outline_level, drawn=self._drawn
        )
        part.element = self.element
        part._layout = self._layout
        part._lines = (first, last)
        if first > 0:
            part.spaceBefore = 0
        if last is not None:
            part.spaceAfter = 0
            part.keepWithNext = False
        return part

    def _draw_bullet(self, *, rtl: bool) -> None:
        own = Direction.RTL if rtl else Direction.LTR
        style = replace(self.style, direction=own, alignment=Alignment.START, indent=0)
        bullet = lay_out(spans_of(self._bullet), style, self.style.indent, library())
        lines = self._own_lines()
        if bullet.lines and lines:
            left = self.width - self.style.indent if rtl else 0
            item = self.element.parent if self.element.role == "LBody" else None
            with self.canv.mark(Element("Lbl", item)):
                self.canv.draw_line(bullet.lines[0], left, self.height - lines[0].ascent)


def heading(text: str, level: int, style: TextStyle, *, parent: Element | None = None) -> GlyphParagraph:
    """Return a heading of `level` 1 to 6: tagged, in the outline, never last on a page."""
    return GlyphParagraph(
        text, replace(style, keep_with_next=True), role=f"H{level}", parent=parent, outline_level=level - 1
    )


def bullets(
    items: Iterable[str | Sequence[Span]],
    style: TextStyle,
    *,
    bullet: str = _BULLET,
    parent: Element | None = None,
) -> list[GlyphParagraph]:
    """Return a list, one paragraph per item; the bullet stands in `style.indent` (at least one size)."""
    style = replace(style, indent=max(style.indent, style.size))
    whole = Element("L", parent, attributes={"ListNumbering": "Disc"})
    return [
        GlyphParagraph(item, style, role="LBody", parent=Element("LI", whole), bullet=bullet)
        for item in items
    ]


def draw_lines(canvas: Any, lines: Iterable[Line], x: float, top: float) -> None:  # noqa: ANN401 - as above
    """Draw lines below each other, the first with its upper edge at `top`."""
    for line in lines:
        canvas.draw_line(line, x, top - line.ascent)
        top -= line.height


def _fitting(lines: Sequence[Line], height: float) -> int:
    """Return how many of `lines` fit into `height`, with a hair's breadth for rounding."""
    used = 0.0
    for number, line in enumerate(lines):
        used += line.height
        if used > height + 1e-6:
            return number
    return len(lines)
