"""Table cards: a sheet folded once stands on the table, a number for the room and the names for the table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from facilitator_app.exports.palette import INK, LINE_STRONG, SOFT
from facilitator_app.exports.seating_pdf.names import (
    cluster_names,
    day_words,
    language_names,
    printed_at,
    roles_at,
    sitting_name,
    sitting_title,
    table_languages,
    table_name,
)
from facilitator_app.exports.seating_pdf.press import Page, Press, fold_here, own_language, upside_down
from facilitator_app.exports.text import Alignment, Fitted, Piece, TextStyle
from facilitator_app.exports.text.canvas import ReportCanvas
from facilitator_app.rules.seating.printed import TableCard
from facilitator_app.support.wording import _

# Two thirds of a size are the height of a digit: 250 points are 63 mm, read from across a ballroom.
_NUMBER: Final = TextStyle(size=250, bold=True, colour=INK, leading=1.0, alignment=Alignment.CENTRE)
_WORD: Final = TextStyle(size=20, colour=SOFT, leading=1.25, alignment=Alignment.CENTRE, space_after=0)
_ABOUT: Final = TextStyle(size=15, bold=True, colour=INK, alignment=Alignment.CENTRE, space_after=3)
_TALKS: Final = TextStyle(size=15, colour=INK, alignment=Alignment.CENTRE, space_after=0)
_ROUND: Final = TextStyle(size=16, bold=True, colour=INK, leading=1.25, space_after=2)
_DAY: Final = TextStyle(size=11, colour=SOFT, space_after=12)
_NAME: Final = TextStyle(size=19, bold=True, colour=INK, leading=1.25, space_after=0)
_BESIDE: Final = TextStyle(size=11.5, colour=SOFT, leading=1.3, space_after=7)
_PRINTED: Final = TextStyle(size=6.5, colour=SOFT, space_after=0)

_EDGE: Final = 34.0
_GAP: Final = 20.0
_NUMBER_SHARE: Final = 0.4
_FOLD: Final = 26.0
# A digit stands between these shares of its size above the baseline's line.
_DIGIT: Final = 0.715


def table_pages(press: Press, cards: Sequence[TableCard]) -> Iterator[Page]:
    """Yield a page for each card, in the order in which they are handed out."""
    last = ""
    for card in cards:
        outline: list[tuple[str, int]] = []
        if not last:
            outline.append((_("Table cards"), 0))
        if card.sitting.id != last:
            outline.append((sitting_name(card.sitting), 1))
            last = card.sitting.id
        yield Page(press.size, _Card(press, card).draw, tuple(outline))


@dataclass(frozen=True)
class _Card:
    """One card, its two halves alike."""

    press: Press
    card: TableCard

    def draw(self, canvas: ReportCanvas) -> None:
        """Draw both halves and where to fold."""
        width, height = self.press.size
        half = height / 2
        parts = (self._number(half), self._about(), self._people(half), self._printed())
        fold_here(canvas, (0, half, _FOLD, half), (width - _FOLD, half, width, half))
        self._half(canvas, half, parts, note=True)
        with upside_down(canvas, width, height):
            self._half(canvas, half, parts, note=False)

    def _half(
        self,
        canvas: ReportCanvas,
        half: float,
        parts: tuple[Fitted, Fitted, Fitted, Fitted],
        *,
        note: bool,
    ) -> None:
        """Draw a half whose lower left corner is at 0, 0."""
        press, (number, about, people, printed) = self.press, parts
        width = press.size[0]
        wide = self._number_width()
        left = press.mirrored(_EDGE, wide, width)
        word = press.setter.fit([self._piece(_("Table"), _WORD, 1)], wide, 30)
        # What is seen of the number is as high as its digits: the rest of its line is air.
        seen = _NUMBER.size * number.scale * _DIGIT
        stack = word.height + 6 + seen + 14 + about.height
        top = half - max(_EDGE, (half - stack) / 2)
        word.draw(canvas, left, top, note=note)
        below = top - word.height - 6
        ascent = number.pieces[0][1].lines[0].ascent
        number.draw(canvas, left, below - seen + ascent, note=note)
        about.draw(canvas, left, below - seen - 14, note=note)
        with canvas.artifact():
            canvas.fill(
                LINE_STRONG,
                (press.mirrored(_EDGE + wide + _GAP / 2, 0.6, width), _EDGE, 0.6, half - 2 * _EDGE),
            )
        first = press.mirrored(_EDGE + wide + _GAP * 1.5, self._people_width(), width)
        people.draw(canvas, first, half - max(_EDGE, (half - people.height) / 2), note=note)
        printed.draw(canvas, first, 16 + printed.height, note=note)

    def _number(self, half: float) -> Fitted:
        number = Piece(str(self.card.table.number), _NUMBER, 1)
        return self.press.setter.fit([number], self._number_width(), half)

    def _about(self) -> Fitted:
        """Return name, cluster and languages of the table."""
        press, record = self.press, self.press.record
        pieces = []
        if name := table_name(self.card.table):
            pieces.append(self._piece(name, _ABOUT, 2))
        for place, (cluster, language) in enumerate(cluster_names(record, self.card)):
            style = _ABOUT if place == 0 else replace(_ABOUT, bold=False)
            pieces.append(Piece(cluster, press.theirs(cluster, style, language), 2))
        if spoken := language_names(table_languages(record, self.card)):
            pieces.append(self._piece(spoken, _TALKS, 2))
        return press.setter.fit(pieces, self._number_width(), 92)

    def _people(self, half: float) -> Fitted:
        """Return the round and the people of the table with what they do there."""
        press = self.press
        pieces = [self._piece(sitting_title(self.card.sitting), _ROUND, 3)]
        pieces.append(self._piece(day_words(press.record, self.card.sitting) or "\u00a0", _DAY, 1))
        roles = roles_at(press.record, self.card)
        for who in self.card.people:
            person = press.person(who)
            language = own_language(person)
            latin = person.name if person.name != person.own_name else ""
            beside = " · ".join([*([latin] if latin else []), *roles.get(who, [])])
            name = replace(_NAME, space_after=0 if beside else _BESIDE.space_after)
            pieces.append(Piece(person.own_name, press.theirs(person.own_name, name, language), 2, name=True))
            if beside:
                pieces.append(Piece(beside, press.theirs(beside, _BESIDE), 2))
        return press.setter.fit(pieces, self._people_width(), half - 2 * _EDGE)

    def _printed(self) -> Fitted:
        return self.press.setter.fit(
            [self._piece(printed_at(self.press), _PRINTED, 1)], self._people_width(), 12
        )

    def _piece(self, text: str, style: TextStyle, lines: int) -> Piece:
        return Piece(text, self.press.theirs(text, style), lines)

    def _number_width(self) -> float:
        return (self.press.size[0] - 2 * _EDGE) * _NUMBER_SHARE - _GAP / 2

    def _people_width(self) -> float:
        return self.press.size[0] - 2 * _EDGE - self._number_width() - _GAP * 1.5
