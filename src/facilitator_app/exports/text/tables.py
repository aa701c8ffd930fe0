"""Tables of paragraphs: split over pages, header repeated, columns reversed right to left, tagged."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from reportlab.platypus import Flowable

from facilitator_app.exports.text.tags import Element

# A row lower than this moves to the next page whole; a higher one is split where the page ends.
_KEPT_WHOLE: Final = 200.0
_TOGETHER: Final = 2
_GROUP_KEPT_WHOLE: Final = 400.0
_HAIR: Final = 1e-6
_UNLIMITED: Final = 1e9


@dataclass(frozen=True, slots=True)
class Cell:
    """Flowables below each other, perhaps on a coloured ground; `columns` is how many it spans."""

    content: Sequence[Flowable] = ()
    background: str = ""
    header: bool = False
    columns: int = 1
    middle: bool = False
    bar: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """The look of a table: padding and line width in points, colours as #rrggbb, "" for none."""

    padding_x: float = 5.0
    padding_y: float = 3.5
    rule: str = "#c9ced6"
    rule_width: float = 0.5
    header_background: str = "#eef1f5"
    stripe: str = ""
    vertical: bool = False
    joined_padding: float | None = None

    def padding_of(self, row: _Row) -> float:
        """Return the padding above and below a row: less, perhaps, for one that belongs to the row above."""
        return self.joined_padding if row.joined and self.joined_padding is not None else self.padding_y


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell in the table: its flowables, its element and its look."""

    content: tuple[Flowable, ...]
    element: Element | None
    look: Cell


@dataclass(frozen=True, slots=True)
class _Row:
    cells: tuple[_Cell, ...]
    header: bool = False
    repeated: bool = False
    striped: bool = False
    joined: bool = False


@dataclass(slots=True)
class _Placed:
    """A row with the heights wrapping gave it."""

    row: _Row
    height: float
    contents: list[float] = field(default_factory=list)


class GlyphTable(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """Rows of cells in columns of relative `widths`.

    The first `header_rows` are repeated on every page, as artifacts there. `rtl` puts the first column at the
    right. `joined` are the numbers of rows that belong to the row above: no line stands between them and,
    where they have room together, no page ends there unless `torn`. With `layout` the table is not tagged as
    one: a panel, two columns of text.
    """

    def __init__(
        self,
        rows: Sequence[Sequence[Cell]],
        widths: Sequence[float],
        *,
        header_rows: int = 1,
        rtl: bool = False,
        grid: Grid | None = None,
        parent: Element | None = None,
        layout: bool = False,
        joined: Collection[int] = (),
        torn: bool = False,
        space_before: float = 0.0,
        space_after: float = 8.0,
    ) -> None:
        super().__init__()
        self.spaceBefore = space_before
        self.spaceAfter = space_after
        self._joined = frozenset(joined)
        self._torn = torn
        self._widths = tuple(widths)
        self._header_rows = 0 if layout else header_rows
        self._rtl = rtl
        self._grid = grid or Grid()
        self.element = Element("Table", parent)
        self._is_layout = layout
        self._rows = tuple(self._tagged(row, number, parent) for number, row in enumerate(rows))
        self._placed: list[_Placed] = []

    def adopted_by(self, parent: Element) -> None:
        """Hang the table, or what stands in it where it is layout only, on another element."""
        if not self._is_layout:
            self.element.hang_on(parent)
        for row in self._rows if self._is_layout else ():
            for cell in row.cells:
                _adopt_all(cell.content, parent)

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        """Return the size the table takes in `available_width`."""
        self.width = available_width
        self._placed = [self._place(row) for row in self._rows]
        self.height = sum(placed.height for placed in self._placed)
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """Return the table in two parts, the first at most `available_height` high; [] if it cannot be."""
        self.wrap(available_width, available_height)
        if self.height <= available_height + _HAIR:
            return [self]
        used = sum(placed.height for placed in self._placed if placed.row.header)
        body = [placed for placed in self._placed if not placed.row.header]
        fitting = 0
        while fitting < len(body) and used + body[fitting].height <= available_height + _HAIR:
            used += body[fitting].height
            fitting += 1
        if not self._torn:
            fitting, used = _at_a_join(body, fitting, used)
        if len(body) - fitting == 1 and fitting > _TOGETHER and body[-1].height <= _KEPT_WHOLE:
            # The last row does not stand alone on a page.
            fitting -= 1
            used -= body[fitting].height
        upper = [placed.row for placed in body[:fitting]]
        lower = [placed.row for placed in body[fitting:]]
        if lower and body[fitting].height > _KEPT_WHOLE:
            halves = self._halves(body[fitting], available_height - used)
            if halves:
                upper.append(halves[0])
                lower[0] = halves[1]
        if not upper or not lower:
            return []
        headers = [row for row in self._rows if row.header]
        again = [_Row(row.cells, header=True, repeated=True) for row in headers]
        first, second = self._part([*headers, *upper]), self._part([*again, *lower])
        first.spaceAfter = second.spaceBefore = 0
        return [first, second]

    def draw(self) -> None:
        """Draw grounds and lines as artifacts, then the cells in reading order."""
        tops = [self.height - sum(one.height for one in self._placed[:n]) for n in range(len(self._placed))]
        following = [*(placed.row.joined for placed in self._placed[1:]), False]
        with self.canv.artifact():
            for placed, top in zip(self._placed, tops, strict=True):
                self._draw_ground(placed, top)
            # Lines after all grounds: the ground of the row below would lie upon them by half a pixel.
            for placed, top, joined in zip(self._placed, tops, following, strict=True):
                self._draw_lines(placed, top, ruled=not joined)
        for placed, top in zip(self._placed, tops, strict=True):
            if placed.row.repeated:
                with self.canv.artifact("Pagination"):
                    self._draw_cells(placed, top)
            else:
                self._draw_cells(placed, top)

    def _tagged(self, row: Sequence[Cell], number: int, parent: Element | None) -> _Row:
        header = number < self._header_rows
        line = Element("TR", self.element)
        cells = []
        for cell in row:
            element = parent if self._is_layout else _element(cell, line, header=header)
            if element is not None:
                _adopt_all(cell.content, element)
            cells.append(_Cell(tuple(cell.content), element, cell))
        body_number = number - self._header_rows
        striped = not header and body_number % 2 == 1
        return _Row(tuple(cells), header=header, striped=striped, joined=number in self._joined)

    def _part(self, rows: Sequence[_Row]) -> GlyphTable:
        part = GlyphTable(
            [], self._widths, rtl=self._rtl, grid=self._grid, layout=self._is_layout, torn=self._torn
        )
        part.element = self.element
        part.spaceBefore, part.spaceAfter = self.spaceBefore, self.spaceAfter
        part._rows = tuple(rows)
        return part

    def _columns(self, row: _Row) -> list[tuple[float, float]]:
        """Return (left edge, width) of each cell of a row."""
        scale = self.width / sum(self._widths)
        columns = []
        first = 0
        x = 0.0
        for cell in row.cells:
            width = sum(self._widths[first : first + cell.look.columns]) * scale
            columns.append((self.width - x - width if self._rtl else x, width))
            x += width
            first += cell.look.columns
        return columns

    def _place(self, row: _Row) -> _Placed:
        grid = self._grid
        contents = [
            _height(cell.content, width - 2 * grid.padding_x)
            for cell, (_left, width) in zip(row.cells, self._columns(row), strict=True)
        ]
        return _Placed(row, max(contents, default=0.0) + 2 * grid.padding_of(row), contents)

    def _halves(self, placed: _Placed, available: float) -> tuple[_Row, _Row] | None:
        """Return a row in two parts, the first at most `available` high; None where nothing would fit."""
        room = available - 2 * self._grid.padding_of(placed.row)
        upper, lower = [], []
        for cell, (_left, width) in zip(placed.row.cells, self._columns(placed.row), strict=True):
            above, below = _halved(cell.content, width - 2 * self._grid.padding_x, room)
            upper.append(_Cell(above, cell.element, cell.look))
            lower.append(_Cell(below, cell.element, cell.look))
        if not any(cell.content for cell in upper):
            return None
        row = placed.row
        return replace(row, cells=tuple(upper)), replace(row, cells=tuple(lower))

    def _draw_ground(self, placed: _Placed, top: float) -> None:
        grid, row = self._grid, placed.row
        ground = grid.header_background if row.header else grid.stripe if row.striped else ""
        bottom = top - placed.height
        for cell, (left, width) in zip(row.cells, self._columns(row), strict=True):
            if colour := cell.look.background or ground:
                self.canv.fill(colour, (left, bottom, width, placed.height))
            if cell.look.bar:
                edge = left + width - 3 if self._rtl else left
                self.canv.fill(cell.look.bar, (edge, bottom, 3, placed.height))

    def _draw_lines(self, placed: _Placed, top: float, *, ruled: bool) -> None:
        grid, bottom = self._grid, top - placed.height
        if grid.rule and grid.vertical:
            for left, width in self._columns(placed.row):
                self.canv.fill(grid.rule, (left, bottom, grid.rule_width, placed.height))
                self.canv.fill(grid.rule, (left + width, bottom, grid.rule_width, placed.height))
        if grid.rule and ruled:
            self.canv.fill(grid.rule, (0, bottom, self.width, grid.rule_width))

    def _draw_cells(self, placed: _Placed, top: float) -> None:
        grid = self._grid
        columns = self._columns(placed.row)
        for cell, (left, width), used in zip(placed.row.cells, columns, placed.contents, strict=True):
            padding = grid.padding_of(placed.row)
            spare = placed.height - 2 * padding - used
            y = top - padding - (spare / 2 if cell.look.middle else 0)
            _draw_stack(self.canv, cell.content, left + grid.padding_x, y, width - 2 * grid.padding_x)


def panel(
    content: Sequence[Flowable],
    *,
    background: str = "",
    bar: str = "",
    rtl: bool = False,
    padding: float = 8.0,
) -> GlyphTable:
    """Return `content` on a coloured ground, with a coloured bar at the side where lines start."""
    grid = Grid(padding_x=padding + (3 if bar else 0), padding_y=padding, rule="")
    return GlyphTable([[Cell(content, background=background, bar=bar)]], [1], rtl=rtl, grid=grid, layout=True)


def _element(cell: Cell, line: Element, *, header: bool) -> Element:
    attributes: dict[str, str | int | tuple[float, ...]] = {}
    if header or cell.header:
        attributes["Scope"] = "Column" if header else "Row"
    if cell.columns > 1:
        attributes["ColSpan"] = cell.columns
    return Element("TH" if header or cell.header else "TD", line, attributes=attributes)


def _at_a_join(body: Sequence[_Placed], fitting: int, used: float) -> tuple[int, float]:
    """Return how many rows stay above, and their height, when rows that belong together go together."""
    place, height = fitting, used
    while 0 < place < len(body) and body[place].row.joined:
        place -= 1
        height -= body[place].height
    # What would fill most of a page by itself is torn apart.
    end = next((n for n in range(place + 1, len(body)) if not body[n].row.joined), len(body))
    whole = sum(placed.height for placed in body[place:end])
    return (place, height) if whole <= _GROUP_KEPT_WHOLE else (fitting, used)


def _adopt_all(content: Sequence[Flowable], parent: Element) -> None:
    for flowable in content:
        # Spacers and other flowables without text have nothing to say to readers.
        if hasattr(flowable, "adopted_by"):
            flowable.adopted_by(parent)


def _spaces(content: Sequence[Flowable]) -> list[float]:
    """Return the space above each flowable; none above the first."""
    return [
        0.0 if place == 0 else max(content[place - 1].getSpaceAfter(), flowable.getSpaceBefore())
        for place, flowable in enumerate(content)
    ]


def _height(content: Sequence[Flowable], width: float) -> float:
    heights = [float(flowable.wrap(width, _UNLIMITED)[1]) for flowable in content]
    return sum(heights) + sum(_spaces(content))


def _halved(
    content: Sequence[Flowable], width: float, room: float
) -> tuple[tuple[Flowable, ...], tuple[Flowable, ...]]:
    above: list[Flowable] = []
    for place, (flowable, space) in enumerate(zip(content, _spaces(content), strict=True)):
        height = flowable.wrap(width, _UNLIMITED)[1] + space
        if height > room + _HAIR:
            parts = flowable.split(width, room - space)
            return (*above, *parts[:1]), (*parts[1:], *content[place + 1 :]) if parts else tuple(
                content[place:]
            )
        above.append(flowable)
        room -= height
    return tuple(above), ()


def _draw_stack(canvas: Any, content: Sequence[Flowable], x: float, top: float, width: float) -> None:  # noqa: ANN401
    for flowable, space in zip(content, _spaces(content), strict=True):
        _width, height = flowable.wrap(width, _UNLIMITED)
        top -= space + height
        flowable.drawOn(canvas, x, top)
