"""The wall list by table: a sketch of the room, and below it who sits at which table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from facilitator_app.exports.palette import ACCENT, INK, SOFT
from facilitator_app.exports.seating_pdf.names import language_names, table_languages, table_name
from facilitator_app.exports.seating_pdf.press import Press, own_language
from facilitator_app.exports.seating_pdf.sketch import draw_room, room_height
from facilitator_app.exports.seating_pdf.wall_head import EDGE, GAP, Head
from facilitator_app.exports.text import Fitted, Piece, TextStyle
from facilitator_app.exports.text.canvas import ReportCanvas
from facilitator_app.exports.text.fitting import best, mostly
from facilitator_app.rules.seating.printed import Sitting, TableCard, in_order_of_names
from facilitator_app.rules.text import isolate
from facilitator_app.support.wording import _

_TABLE: Final = TextStyle(size=21, bold=True, colour=ACCENT, leading=1.25, space_after=0)
_TALKS: Final = TextStyle(size=12, colour=SOFT, leading=1.3, space_after=0)
_PERSON: Final = TextStyle(size=20, colour=INK, leading=1.3, space_after=0)
# Smaller than this nobody reads on a wall: the tables go on overleaf.
_LEAST: Final = 9.0 / _PERSON.size
_MOST_COLUMNS: Final = 6
_BETWEEN: Final = 1.5
# A long name may be so much smaller than the others; smaller still, and the column is too narrow for it.
_SHRUNK: Final = 0.5
_ACROSS: Final = GAP * 0.7
_DOWN: Final = GAP * 0.6
_BELOW_ROOM: Final = 10.0


def pages_by_table(
    press: Press, sitting: Sitting, cards: Sequence[TableCard]
) -> Iterator[Callable[[ReportCanvas], None]]:
    """Yield what draws each page; the sketch of the room is on the first."""
    head = Head(press, sitting, _("by table"))
    sketch = room_height(press, head.inner) + _BELOW_ROOM
    cells = [_pieces(press, card) for card in cards]
    for pages in range(1, len(cells) + 1):
        size = -(-len(cells) // pages)
        parts = [cells[first : first + size] for first in range(0, len(cells), size)]
        grids = [
            _best_grid(press, part, head.inner, head.room - (0.0 if place else sketch))
            for place, part in enumerate(parts)
        ]
        if size == 1 or min(scale for _grid, scale in grids) >= _LEAST:
            for place, (grid, scale) in enumerate(grids):
                yield partial(_draw, press=press, head=head, rows=grid.rows(scale), sketched=place == 0)
            return


@dataclass(frozen=True)
class _Grid:
    """Tables in so many columns of one width."""

    press: Press
    cells: Sequence[Sequence[Piece]]
    columns: int
    width: float

    def rows(self, scale: float) -> list[list[_Cell]]:
        """Return the tables row by row, all texts at one scale but for the longest names."""
        shrunk = self.press.setter.shrunk
        cells = [
            _Cell(tuple(shrunk(piece, self.width, scale) for piece in pieces), scale) for pieces in self.cells
        ]
        return [cells[n : n + self.columns] for n in range(0, len(cells), self.columns)]

    def fits(self, room: float, scale: float) -> bool:
        """Say whether all tables stand in so much height, at a scale at which few names must be smaller."""
        stands = self.press.setter.stands
        on_a_line = (replace(one, most_lines=1) for cell in self.cells for one in cell)
        if not mostly(stands(one, self.width, scale) for one in on_a_line):
            return False
        rows = self.rows(scale)
        if any(text.scale < _SHRUNK * scale for row in rows for cell in row for text in cell.texts):
            return False
        return sum(_height(row) for row in rows) <= room


@dataclass(frozen=True)
class _Cell:
    """One table: its name, what it talks, its people."""

    texts: tuple[Fitted, ...]
    scale: float

    @property
    def height(self) -> float:
        """How high everything is together."""
        return sum(text.height for text in self.texts) + _BETWEEN * self.scale * len(self.texts)

    def draw(self, canvas: ReportCanvas, left: float, top: float) -> None:
        """Draw it with its upper left corner there."""
        for text in self.texts:
            text.draw(canvas, left, top)
            top -= text.height + _BETWEEN * self.scale


def _best_grid(
    press: Press, cells: Sequence[Sequence[Piece]], inner: float, room: float
) -> tuple[_Grid, float]:
    """Return the columns with which the type is largest, and its scale."""
    grids = [
        _Grid(press, cells, columns, (inner - (columns - 1) * _ACROSS) / columns)
        for columns in range(1, min(_MOST_COLUMNS, len(cells)) + 1)
    ]
    return best(grids, lambda grid, scale: grid.fits(room, scale))


def _pieces(press: Press, card: TableCard) -> list[Piece]:
    named = _("Table {n}").format(n=card.table.number)
    if name := table_name(card.table):
        named = f"{named} · {isolate(name)}"
    pieces = [Piece(named, press.theirs(named, _TABLE), 2)]
    if spoken := language_names(table_languages(press.record, card)):
        pieces.append(Piece(spoken, press.theirs(spoken, _TALKS), 2))
    for person in in_order_of_names(press.record, card.people):
        style = press.theirs(person.own_name, _PERSON, own_language(person))
        pieces.append(Piece(person.own_name, style, 2, name=True))
    return pieces


def _draw(
    canvas: ReportCanvas, *, press: Press, head: Head, rows: Sequence[Sequence[_Cell]], sketched: bool
) -> None:
    head.draw(canvas)
    top = head.top
    if sketched:
        height = room_height(press, head.inner)
        draw_room(canvas, press, (EDGE, top - height, head.inner, height))
        top -= height + _BELOW_ROOM
    columns = len(rows[0])
    width = (head.inner - (columns - 1) * _ACROSS) / columns
    for row in rows:
        for place, cell in enumerate(row):
            left = press.mirrored(EDGE + place * (width + _ACROSS), width, press.size[0])
            cell.draw(canvas, left, top)
        top -= _height(row)


def _height(row: Sequence[_Cell]) -> float:
    return max(cell.height for cell in row) + _DOWN
