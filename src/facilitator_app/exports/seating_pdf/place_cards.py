"""Place cards: a name that others read, and behind it, for its owner, which table comes when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from facilitator_app.exports.palette import ACCENT, INK, LINE, SOFT
from facilitator_app.exports.seating_pdf.names import day_words, sitting_name
from facilitator_app.exports.seating_pdf.press import Page, Press, cut, fold_here, own_language
from facilitator_app.exports.text import Alignment, Fitted, Piece, Span, TextStyle
from facilitator_app.exports.text.canvas import ReportCanvas
from facilitator_app.exports.text.fitting import best
from facilitator_app.records.people import Participant
from facilitator_app.rules.seating.printed import Sitting, sittings
from facilitator_app.rules.text import isolate
from facilitator_app.support.wording import _

_NAME: Final = TextStyle(
    size=38, bold=True, colour=INK, leading=1.2, alignment=Alignment.CENTRE, space_after=0
)
_LATIN: Final = TextStyle(size=15, colour=INK, leading=1.3, alignment=Alignment.CENTRE, space_after=0)
_FROM: Final = TextStyle(size=11.5, colour=SOFT, leading=1.3, alignment=Alignment.CENTRE, space_after=0)
_BACK: Final = TextStyle(
    size=19, bold=True, colour=INK, leading=1.2, alignment=Alignment.CENTRE, space_after=0
)
_LABEL: Final = TextStyle(size=11, bold=True, colour=ACCENT, leading=1.3, space_after=0)
_ROUNDS: Final = TextStyle(size=15, colour=INK, leading=1.4, space_after=0)

_PER_PAGE: Final = 4
_ACROSS: Final = 2
_MOST_COLUMNS: Final = 4
_COLUMN_GAP: Final = 10.0
_BETWEEN: Final = 2.0
_EDGE: Final = 18.0


def place_pages(press: Press, people: Sequence[Participant]) -> Iterator[Page]:
    """Yield pages of four cards each."""
    rounds = sittings(press.record)
    for first in range(0, len(people), _PER_PAGE):
        cards = [_Card(press, person, rounds) for person in people[first : first + _PER_PAGE]]
        outline = () if first else ((_("Place cards"), 0),)
        yield Page(press.size, _Four(press, cards).draw, outline)


@dataclass(frozen=True)
class _Four:
    """A page of up to four cards."""

    press: Press
    cards: Sequence[_Card]

    def draw(self, canvas: ReportCanvas) -> None:
        """Draw the cards, where to cut and where to fold."""
        width, height = self.press.size
        across, down = width / _ACROSS, height / _ACROSS
        for place, card in enumerate(self.cards):
            row, column = divmod(place, _ACROSS)
            left = self.press.mirrored(column * across, across, width)
            canvas.saveState()
            canvas.translate(left, height - (row + 1) * down)
            card.draw(canvas, across, down)
            canvas.restoreState()
        cut(canvas, (across, 0, across, height), (0, down, width, down))
        fold_here(canvas, (0, down / 2, width, down / 2), (0, down * 1.5, width, down * 1.5))


@dataclass(frozen=True)
class _Card:
    """One person's card: the lower half faces the others, the upper one, on its head, its owner."""

    press: Press
    person: Participant
    rounds: Sequence[Sitting]

    def draw(self, canvas: ReportCanvas, width: float, height: float) -> None:
        """Draw both halves into a place whose lower left corner is at 0, 0."""
        half = height / 2
        self._front(canvas, width, half)
        canvas.saveState()
        canvas.translate(width, height)
        canvas.rotate(180)
        self._back(canvas, width, half)
        canvas.restoreState()

    def _front(self, canvas: ReportCanvas, width: float, half: float) -> None:
        inner = width - 2 * _EDGE
        origin = self._origin()
        foot = self.press.setter.fit(origin, inner, 46)
        room = half - 2 * _EDGE - foot.height - 6
        name = self.press.setter.fit(self._names(_NAME, _LATIN), inner, room)
        name.draw(canvas, _EDGE, half - _EDGE - (room - name.height) / 2)
        foot.draw(canvas, _EDGE, _EDGE + foot.height)

    def _back(self, canvas: ReportCanvas, width: float, half: float) -> None:
        inner = width - 2 * _EDGE
        name = self.press.setter.fit(self._names(_BACK, replace(_LATIN, size=10)), inner, 58)
        top = half - _EDGE
        line = top - name.height - 6
        # The name stands on the front already: readers need it once.
        with canvas.artifact():
            name.draw(canvas, _EDGE, top, note=False)
            canvas.fill(LINE, (_EDGE, line, inner, 0.8))
        plan, scale = _best_plan(self.press, self._days(), inner, line - 6 - _EDGE)
        plan.draw(canvas, _EDGE, line - 6, scale)

    def _names(self, own: TextStyle, latin: TextStyle) -> list[Piece]:
        person = self.person
        language = own_language(person)
        pieces = [Piece(person.own_name, self.press.theirs(person.own_name, own, language), 2, name=True)]
        if person.name != person.own_name:
            pieces.append(Piece(person.name, self.press.theirs(person.name, latin), 2, name=True))
        return pieces

    def _origin(self) -> list[Piece]:
        person = self.person
        country = self.press.words.country(person.country) if person.country.strip() else ""
        texts = [(person.organisation.strip(), own_language(person)), (country, "")]
        small = replace(_FROM, size=10)
        styles = (_FROM, small)
        return [
            Piece(text, self.press.theirs(text, style, language), 2)
            for (text, language), style in zip(texts, styles, strict=True)
            if text
        ]

    def _days(self) -> list[_Day]:
        """Return which table comes when, day by day."""
        by_day: dict[str, list[Piece]] = {}
        for sitting in self.rounds:
            by_day.setdefault(day_words(self.press.record, sitting), []).append(self._round(sitting))
        days: list[_Day] = []
        for day, rounds in by_day.items():
            said = " · ".join(one for one in (_("Your tables") if not days else "", day) if one)
            days.append(_Day(Piece(said, self.press.theirs(said, _LABEL), 1), rounds))
        return days

    def _round(self, sitting: Sitting) -> Piece:
        table = sitting.seats.get(self.person.id)
        # An arrow is not mirrored: it points where the line goes on.
        arrow = "←" if self.press.rtl else "→"
        spans = (
            Span(f"{isolate(sitting_name(sitting))} {arrow} "),
            Span("–" if table is None else str(table), bold=True),
        )
        # Whatever its words are written in, the line runs as the edition does: the arrow says so.
        style = replace(self.press.theirs("", _ROUNDS), direction=self.press.side)
        return Piece(spans, style, 2)


@dataclass(frozen=True)
class _Day:
    """The rounds of one day and what stands above them."""

    head: Piece
    rounds: list[Piece]


@dataclass(frozen=True)
class _Plan:
    """Days below each other, the rounds of each in columns: what its owner reads on a place card."""

    press: Press
    days: Sequence[_Day]
    width: float
    columns: int

    def height(self, scale: float) -> float:
        """Return how high everything is at a scale."""
        return sum(height for _day, height, _rows in self._rows(scale))

    def fits(self, room: float, scale: float) -> bool:
        """Say whether everything stands in so much height, each round on a line where there are columns."""
        wide = self._column()
        lines = 1 if self.columns > 1 else 2
        rounds = [replace(one, most_lines=lines) for day in self.days for one in day.rounds]
        if not all(self.press.setter.stands(one, wide, scale) for one in rounds):
            return False
        return self.height(scale) <= room

    def draw(self, canvas: ReportCanvas, left: float, top: float, scale: float) -> None:
        """Draw it with its upper left corner there."""
        for head, height, rows in self._rows(scale):
            head.draw(canvas, left, top)
            line = top - head.height - _BETWEEN
            for row in rows:
                for place, cell in enumerate(row):
                    start = place * (self._column() + _COLUMN_GAP)
                    cell.draw(canvas, left + self.press.mirrored(start, self._column(), self.width), line)
                line -= max(cell.height for cell in row)
            top -= height

    def _rows(self, scale: float) -> list[tuple[Fitted, float, list[list[Fitted]]]]:
        setter, found = self.press.setter, []
        for day in self.days:
            head = setter.at([day.head], self.width, min(1.0, scale * 1.2))
            cells = [setter.at([one], self._column(), scale) for one in day.rounds]
            rows = [cells[n : n + self.columns] for n in range(0, len(cells), self.columns)]
            height = head.height + 2 * _BETWEEN + sum(max(one.height for one in row) for row in rows)
            found.append((head, height, rows))
        return found

    def _column(self) -> float:
        return (self.width - (self.columns - 1) * _COLUMN_GAP) / self.columns


def _best_plan(press: Press, days: Sequence[_Day], width: float, room: float) -> tuple[_Plan, float]:
    """Return the plan with the columns with which its type is largest, and its scale."""
    plans = [_Plan(press, days, width, columns) for columns in range(_MOST_COLUMNS, 0, -1)]
    return best(plans, lambda plan, scale: plan.fits(room, scale))
