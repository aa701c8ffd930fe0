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
    people = in_order_of_names(press.record, sitting.seats)
    head = Head(press, sitting, _("by name"))
    names = _Names(press, sitting, (head.inner - GAP) / _COLUMNS, head.room)
    for pages in range(1, len(people) + 1):
        size = -(-len(people) // pages)
        parts = [people[first : first + size] for first in range(0, len(people), size)]
        scale = largest(partial(names.all_fit, parts))
        if size == 1 or (scale is not None and scale >= _LEAST):
            for part in parts:
                yield partial(names.draw, head=head, columns=names.columns(part, scale or _LEAST))
            return


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
    width: float
    room: float

    def all_fit(self, parts: Sequence[Sequence[Participant]], scale: float) -> bool:
        """Say whether each part stands on a page at a scale at which few names must be smaller."""
        width = self._name_width(scale)
        pieces = [self._piece(one) for part in parts for one in part]
        if not mostly(self.press.setter.stands(one, width, scale) for one in pieces):
            return False
        return all(len(self.columns(part, scale)) <= _COLUMNS for part in parts)

    def columns(self, people: Sequence[Participant], scale: float) -> list[list[_Row]]:
        """Return the rows in columns, as even as they can be."""
        rows = [self._row(one, scale) for one in people]
        even = sum(row.height for row in rows) / _COLUMNS
        found: list[list[_Row]] = [[]]
        used = 0.0
        for row in rows:
            full = used + row.height > self.room + _HAIR
            enough = len(found) < _COLUMNS and used + row.height / 2 > even
            if found[-1] and (full or enough):
                found.append([])
                used = 0.0
            found[-1].append(row)
            used += row.height
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
