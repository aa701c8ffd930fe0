"""The wall list by name: everybody in the order of the alphabet, the number of the table beside the name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from facilitator_app.exports.palette import ACCENT, INK, LINE
from facilitator_app.exports.seating_pdf.press import Press, own_language
from facilitator_app.exports.seating_pdf.wall_head import EDGE, GAP, Head
from facilitator_app.exports.text import Alignment, Element, Fitted, Piece, TextStyle
from facilitator_app.exports.text.canvas import ReportCanvas
from facilitator_app.exports.text.fitting import largest, mostly
from facilitator_app.records.people import Participant
from facilitator_app.rules.seating.printed import Sitting, in_order_of_names
from facilitator_app.support.wording import _

# As large as ever; how large a list is in the end is decided by how many people there are.
_NAME: Final = TextStyle(size=34, bold=True, colour=INK, leading=1.2, space_after=0)
_NUMBER: Final = replace(_NAME, colour=ACCENT, alignment=Alignment.END)
_COLUMNS: Final = 2
# Smaller than this nobody reads from where a queue stands: the list goes on overleaf.
_LEAST: Final = 12.5 / _NAME.size
_ROW_AIR: Final = 0.16
_NUMBER_WIDTH: Final = 1.3
_BESIDE: Final = 6.0
_HAIR: Final = 0.01


def pages_by_name(press: Press, sitting: Sitting) -> Iterator[Callable[[ReportCanvas], None]]:
    """Yield what draws each page: as few as can be read, the type as large as fits all of them."""
    head = Head(press, sitting, _("by name"))
    people = in_order_of_names(press.record, sitting.seats)
    names = _Names(press, sitting, people, (head.inner - GAP) / _COLUMNS, head.room)
    scale = largest(partial(names.fit, 1))
    if scale is None or scale < _LEAST:
        pages = names.pages(_LEAST)
        scale = largest(partial(names.fit, pages)) or _LEAST
    columns = names.columns(scale)
    for first in range(0, len(columns), _COLUMNS):
        yield partial(names.draw, head=head, columns=columns[first : first + _COLUMNS])


@dataclass(frozen=True)
class _Row:
    """One person: name and number of the table, at one scale."""

    name: Fitted
    number: Fitted

    @property
    def air(self) -> float:
        """The air above and below together."""
        return _NAME.size * self.number.scale * _ROW_AIR

    @property
    def height(self) -> float:
        """How high the row is with the air around it."""
        return max(self.name.height, self.number.height) + self.air


@dataclass(frozen=True)
class _Names:
    """A list in columns of one width, no higher than `room`."""

    press: Press
    sitting: Sitting
    people: Sequence[Participant]
    width: float
    room: float

    def fit(self, pages: int, scale: float) -> bool:
        """Say whether all stand on so many pages at a scale at which few names must be smaller."""
        width = self._name_width(scale)
        if not mostly(self.press.setter.stands(self._piece(one), width, scale) for one in self.people):
            return False
        return self.pages(scale) <= pages

    def pages(self, scale: float) -> int:
        """Return how many pages the list takes at a scale."""
        return -(-len(self.columns(scale)) // _COLUMNS)

    def columns(self, scale: float) -> list[list[_Row]]:
        """Return the rows in columns: two that are as even as they can be, or more that are full."""
        rows = [self._row(one, scale) for one in self.people]
        found = self._filled(rows, sum(row.height for row in rows) / _COLUMNS)
        return found if len(found) <= _COLUMNS else self._filled(rows, self.room)

    def _filled(self, rows: Sequence[_Row], even: float) -> list[list[_Row]]:
        found: list[list[_Row]] = [[]]
        used = 0.0
        for row in rows:
            full = used + row.height > self.room + _HAIR
            if found[-1] and (full or used + row.height / 2 > even):
                found.append([])
                used = 0.0
            found[-1].append(row)
            used += row.height
        if len(found) > _COLUMNS and even < self.room and _stacked(found[_COLUMNS - 1 :]) <= self.room:
            # What is left over by rounding still stands below the last column.
            found[_COLUMNS - 1 :] = [[row for column in found[_COLUMNS - 1 :] for row in column]]
        return found

    def draw(self, canvas: ReportCanvas, *, head: Head, columns: Sequence[Sequence[_Row]]) -> None:
        """Draw a page."""
        head.draw(canvas)
        whole = Element("L", attributes={"ListNumbering": "None"})
        for place, rows in enumerate(columns):
            start = EDGE + place * (self.width + GAP)
            left = self.press.mirrored(start, self.width, self.press.size[0])
            top = head.top
            for row in rows:
                self._draw_row(canvas, row, (left, top), Element("LI", whole))
                top -= row.height

    def _draw_row(
        self, canvas: ReportCanvas, row: _Row, corner: tuple[float, float], element: Element
    ) -> None:
        left, top = corner
        scale = row.number.scale
        middle = top - row.height / 2
        with canvas.artifact():
            canvas.fill(LINE, (left, top - row.height, self.width, 0.6))
        name = left + self.press.mirrored(0, self._name_width(scale), self.width)
        row.name.draw(canvas, name, middle + row.name.height / 2, role="LBody", parent=element)
        wide = _NAME.size * scale * _NUMBER_WIDTH
        number = left + self.press.mirrored(self.width - wide, wide, self.width)
        row.number.draw(canvas, number, middle + row.number.height / 2, role="LBody", parent=element)

    def _row(self, person: Participant, scale: float) -> _Row:
        number = str(self.sitting.seats[person.id])
        beside = Piece(number, self.press.theirs(number, _NUMBER), 1)
        setter = self.press.setter
        return _Row(
            setter.shrunk(self._piece(person), self._name_width(scale), scale),
            setter.at([beside], _NAME.size * scale * _NUMBER_WIDTH, scale),
        )

    def _piece(self, person: Participant) -> Piece:
        style = self.press.theirs(person.own_name, _NAME, own_language(person))
        return Piece(person.own_name, style, 2, name=True)

    def _name_width(self, scale: float) -> float:
        return self.width - _NAME.size * scale * _NUMBER_WIDTH - _BESIDE


def _stacked(columns: Sequence[Sequence[_Row]]) -> float:
    return sum(row.height for column in columns for row in column)
