"""What every sheet is set with, and a page on which everything has its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Final
from zoneinfo import ZoneInfo

from reportlab.platypus import Flowable

from facilitator_app.exports.palette import LINE_STRONG
from facilitator_app.exports.text import Setter, TextStyle, on_side
from facilitator_app.exports.text.canvas import ReportCanvas
from facilitator_app.exports.words import Words
from facilitator_app.records.people import Participant
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.text import Direction
from facilitator_app.support.clock import Reading

_DASH: Final = (4, 3)
_MARK: Final = 0.5


@dataclass(frozen=True)
class Press:
    """A record in the words and the direction of one edition, on sheets of `size` (points, upright)."""

    record: WorkshopRecord
    words: Words
    size: tuple[float, float]
    now: Reading | None = None
    setter: Setter = field(default_factory=Setter)

    @property
    def side(self) -> Direction:
        """The direction of the edition."""
        return Direction.RTL if self.words.rtl else Direction.LTR

    @property
    def rtl(self) -> bool:
        """Whether lines start at the right."""
        return self.words.rtl

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the workshop."""
        return ZoneInfo(self.record.agenda.zone)

    def person(self, participant_id: str) -> Participant:
        """Return the person with this id. Raises LookupError for nobody's id."""
        found = self.record.participant(participant_id)
        if found is None:
            raise LookupError(participant_id)
        return found

    def theirs(self, text: str, style: TextStyle, language: str = "") -> TextStyle:
        """Return how somebody's text is set: its own direction, starting where the edition's lines do."""
        return replace(on_side(text, style, self.side), language=language or self.words.language)

    def mirrored(self, x: float, width: float, within: float) -> float:
        """Return the left edge of a box that begins `x` after the start of lines, in a place so wide."""
        return within - x - width if self.rtl else x


class Page(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """A whole page; `draw_on` puts everything at its place. `outline` is its entry and the entry's level."""

    def __init__(
        self,
        size: tuple[float, float],
        draw_on: Callable[[ReportCanvas], None],
        outline: tuple[tuple[str, int], ...] = (),
    ) -> None:
        super().__init__()
        self._size = size
        self._draw_on = draw_on
        self._outline = outline

    def wrap(self, _available_width: float, _available_height: float) -> tuple[float, float]:
        """Return the size of the page."""
        self.width, self.height = self._size
        return self._size

    def draw(self) -> None:
        """Draw the page."""
        for title, level in self._outline:
            self.canv.outline(title, level, self.height)
        self._draw_on(self.canv)


def own_language(person: Participant) -> str:
    """Return the language a person's name is written in: their first one."""
    return person.languages[0] if person.languages else ""


@contextmanager
def upside_down(canvas: ReportCanvas, width: float, top: float) -> Iterator[None]:
    """Let a box of `width`, drawn inside with its lower left corner at 0, 0, stand on its head below `top`.

    What stands there says again what stands upright: readers skip it.
    """
    canvas.saveState()
    canvas.translate(width, top)
    canvas.rotate(180)
    try:
        with canvas.artifact():
            yield
    finally:
        canvas.restoreState()


def cut(canvas: ReportCanvas, *lines: tuple[float, float, float, float]) -> None:
    """Draw hairlines to cut along, each as (x1, y1, x2, y2)."""
    _rule(canvas, lines, ())


def fold_here(canvas: ReportCanvas, *lines: tuple[float, float, float, float]) -> None:
    """Draw dashes to fold along, each as (x1, y1, x2, y2)."""
    _rule(canvas, lines, _DASH)


def _rule(
    canvas: ReportCanvas, lines: tuple[tuple[float, float, float, float], ...], dash: tuple[int, ...]
) -> None:
    canvas.saveState()
    with canvas.artifact():
        canvas.setStrokeColor(LINE_STRONG)
        canvas.setLineWidth(_MARK)
        canvas.setDash(*([list(dash)] if dash else []))
        for line in lines:
            canvas.line(*line)
    canvas.restoreState()
