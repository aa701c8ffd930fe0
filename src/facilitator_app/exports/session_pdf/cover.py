"""The cover: one that somebody would sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from reportlab.platypus import Flowable

from facilitator_app.exports.figures import printed_report_backs
from facilitator_app.exports.palette import ACCENT, ACCENT_MIDDLE, ACCENT_SOFT, PAPER, SOFT, WHITE
from facilitator_app.exports.session_pdf.manuscript import CELL, SMALL, Manuscript
from facilitator_app.exports.text import Alignment, Cell, GlyphParagraph, GlyphTable, Grid, TextStyle
from facilitator_app.records.enums import Edition
from facilitator_app.rules.text import isolate
from facilitator_app.support.wording import _

_BAND: Final = 360.0


class Band(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """Paragraphs at the foot of a coloured ground that reaches from the page's top to both of its sides."""

    def __init__(self, content: Sequence[Flowable], height: float, page: tuple[float, float]) -> None:
        super().__init__()
        self._content = tuple(content)
        self._least = height
        self._page = page
        self.spaceAfter = 26

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        """Return the size: at least the wanted height, more for a long title."""
        self._heights = [
            one.wrap(available_width, 1e9)[1] + one.getSpaceBefore() + one.getSpaceAfter()
            for one in self._content
        ]
        self.width = available_width
        self.height = max(self._least, sum(self._heights) + 40)
        return self.width, self.height

    def draw(self) -> None:
        """Draw the ground as an artifact, then the paragraphs."""
        canvas: Any = self.canv
        left, bottom = canvas.absolutePosition(0, 0)
        width, height = self._page
        with canvas.artifact("Background"):
            canvas.fill(ACCENT, (-left, 0, width, height - bottom))
            canvas.fill(ACCENT_MIDDLE, (-left, 0, width, 3))
        top = sum(self._heights) + 30
        for one, used in zip(self._content, self._heights, strict=True):
            _width, own = one.wrap(self.width, 1e9)
            one.drawOn(canvas, 0, top - one.getSpaceBefore() - own)
            top -= used


def cover(manuscript: Manuscript, page: tuple[float, float]) -> list[Flowable]:
    """Return the cover: title, dates, place, who stands behind it, edition and language."""
    details, words = manuscript.record.details, manuscript.words
    white = TextStyle(size=12, colour=WHITE, leading=1.35, space_after=3)
    when = words.days(details.start, details.end)
    where = " · ".join(part for part in (isolate(details.place), words.country(details.country)) if part)
    band = Band(
        [
            manuscript.paragraph(
                edition_name(manuscript.edition), replace(white, size=10, bold=True, colour=ACCENT_SOFT)
            ),
            GlyphParagraph(details.title, replace(white, size=29, bold=True, leading=1.18, space_after=16)),
            manuscript.paragraph(when, white),
            manuscript.paragraph(where, white),
        ],
        _BAND,
        page,
    )
    course = manuscript.content.courses.get(details.course)
    rows = [
        (_("Course"), course.name if course else ""),
        (_("Host"), details.host),
        (_("Sponsor"), details.sponsor),
        (_("Facilitator"), details.facilitator),
        (_("Co-facilitator"), details.co_facilitator),
        (_("Languages at the tables"), words.language_names(details.local_languages)),
        (_("Language of this edition"), words.language_name(words.language)),
    ]
    known = [(name, text) for name, text in rows if text and text != "–"]
    return [band, manuscript.facts(known, label_share=0.34), *_steps(manuscript)]


def _steps(manuscript: Manuscript) -> list[Flowable]:
    """Return the steps of the framework in a row, those with report-backs dark."""
    record = manuscript.record
    worked = {one.step for one in printed_report_backs(record)}
    if not worked or not record.steps:
        return []
    cells = []
    for step in record.steps:
        dark = step.number in worked
        style = replace(CELL, size=9, bold=dark, colour=WHITE if dark else SOFT, alignment=Alignment.CENTRE)
        number = manuscript.paragraph(str(step.number), style)
        cells.append(Cell([number], background=ACCENT if dark else PAPER))
    grid = Grid(padding_x=2, padding_y=5, rule=WHITE, rule_width=2, vertical=True)
    row = GlyphTable([cells], [1] * len(cells), rtl=manuscript.words.rtl, grid=grid, layout=True)
    said = _("Steps with report-backs are dark.")
    quiet = replace(SMALL, space_before=2)
    return [
        *manuscript.gap(16),
        row,
        manuscript.paragraph(f"{record.details.framework.strip()} · {said}".strip(" ·"), quiet),
    ]


def edition_name(edition: Edition) -> str:
    """Return what an edition is called."""
    return {
        Edition.FULL: lambda: _("Session report"),
        Edition.SPONSOR: lambda: _("Session report · sponsor’s short edition"),
        Edition.PARTICIPANTS: lambda: _("Session report · participants’ edition"),
    }[edition]()
