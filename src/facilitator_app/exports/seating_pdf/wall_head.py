"""What stands above and below every page of a wall list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from facilitator_app.exports.palette import ACCENT, SOFT
from facilitator_app.exports.seating_pdf.names import day_words, printed_at, sitting_title
from facilitator_app.exports.seating_pdf.press import Press
from facilitator_app.exports.text import Fitted, Piece, TextStyle
from facilitator_app.exports.text.canvas import ReportCanvas
from facilitator_app.rules.seating.printed import Sitting
from facilitator_app.rules.text import isolate

EDGE: Final = 36.0
GAP: Final = 24.0
_TITLE: Final = TextStyle(size=24, bold=True, colour=ACCENT, leading=1.2, space_after=1)
_LEAD: Final = TextStyle(size=12, colour=SOFT, leading=1.3, space_after=0)
_FOOT: Final = TextStyle(size=8, colour=SOFT, space_after=0)
_MOST: Final = 92.0
_BELOW: Final = 10.0
_FOOT_AT: Final = (18.0, 14.0)


@dataclass(frozen=True)
class Head:
    """The round, the day and the workshop, and `how` people are listed; below, when it was printed."""

    press: Press
    sitting: Sitting
    how: str

    @property
    def inner(self) -> float:
        """The width between the edges."""
        return self.press.size[0] - 2 * EDGE

    @property
    def top(self) -> float:
        """Where the list begins, from the lower edge of the page."""
        return self.press.size[1] - EDGE - self._title().height - _BELOW

    @property
    def room(self) -> float:
        """How high a list may be."""
        return self.top - EDGE

    def draw(self, canvas: ReportCanvas) -> None:
        """Draw title and foot."""
        self._title().draw(canvas, EDGE, self.press.size[1] - EDGE, role="H1")
        bottom, most = _FOOT_AT
        foot = self.press.setter.fit([self._piece(printed_at(self.press), _FOOT)], self.inner, most)
        foot.draw(canvas, EDGE, bottom + foot.height)

    def _title(self) -> Fitted:
        record = self.press.record
        where = [day_words(record, self.sitting), isolate(record.details.title), self.how]
        pieces = [
            self._piece(sitting_title(self.sitting), _TITLE),
            self._piece(" · ".join(one for one in where if one), _LEAD),
        ]
        return self.press.setter.fit(pieces, self.inner, _MOST)

    def _piece(self, text: str, style: TextStyle) -> Piece:
        return Piece(text, self.press.theirs(text, style), 2)
