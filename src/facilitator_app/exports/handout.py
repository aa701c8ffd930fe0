"""What agenda and run sheet are set with: a sheet to carry, in the direction of its language.

Importing it loads ReportLab and Qt's fonts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from reportlab.platypus import Flowable

from facilitator_app.content import catalogue
from facilitator_app.content.catalogue import Content
from facilitator_app.exports.files import ExportLog, Paper, cancelled_error
from facilitator_app.exports.text import (
    PORTRAIT,
    GlyphParagraph,
    Margins,
    Progress,
    ReportDocument,
    Running,
    Span,
    TextStyle,
    ensure_gui,
    heading,
    on_side,
)
from facilitator_app.exports.words import Words
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.text import Direction, isolate
from facilitator_app.support import paths
from facilitator_app.support.wording import _

# Counting the pages takes about as long as writing them.
_COUNTED: Final = 0.5
_MARGINS: Final = Margins(top=56, bottom=50, side=42)


@dataclass(frozen=True)
class Handout:
    """A record in the words and the direction of one edition; `private_pages` gathers where notes stand."""

    record: WorkshopRecord
    words: Words
    content: Content
    paper: Paper = Paper.A4
    running_size: float = 8.0
    margins: Margins = _MARGINS
    private_pages: set[int] = field(default_factory=set)

    @property
    def side(self) -> Direction:
        """The direction of the edition."""
        return Direction.RTL if self.words.rtl else Direction.LTR

    def said(self, text: str | Sequence[Span], style: TextStyle) -> GlyphParagraph:
        """Return words of the program; where nobody has translated them they keep their own direction."""
        return self.theirs(text, style, self.words.language)

    def title(self, text: str, level: int, style: TextStyle) -> GlyphParagraph:
        """Return a heading in the outline, on the side where the edition's lines start."""
        return heading(text, level, self._on_our_side(text, style))

    def theirs(self, text: str | Sequence[Span], style: TextStyle, language: str = "") -> GlyphParagraph:
        """Return what somebody wrote: in its own direction, on the side where the edition's lines start."""
        plain = text if isinstance(text, str) else "".join(span.text for span in text)
        return GlyphParagraph(text, replace(self._on_our_side(plain, style), language=language))

    def private(self, text: str, style: TextStyle) -> list[Flowable]:
        """Return private notes, a paragraph for every line; the pages they stand on are remembered."""
        own = [line.strip() for line in text.splitlines() if line.strip()]
        return [
            GlyphParagraph(line, self._on_our_side(line, style), drawn=self.private_pages.add) for line in own
        ]

    def _on_our_side(self, text: str, style: TextStyle) -> TextStyle:
        """Keep the direction of a text and put its lines where the others start."""
        return on_side(text, style, self.side)


def handout(record: WorkshopRecord, language: str, paper: Paper) -> Handout:
    """Return what a sheet in `language` is set with."""
    return Handout(record, Words(language), catalogue.load(paths.content()), paper)


def written(
    sheet: Handout,
    story: Callable[[], list[Flowable]],
    path: Path,
    *,
    name: str,
    tighter: Callable[[], list[Flowable]] | None = None,
    most: int = 0,
    progress: Callable[[float, str], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ExportLog:
    """Write what `story` makes, with “page x of y” and pages with private notes marked as such.

    The story is made twice: first to learn how many pages there are and which of them are private. Where it
    takes over `most` pages, what `tighter` makes is written instead if that takes fewer. Raises
    CannotWriteError and ExportCancelledError.
    """
    ensure_gui()
    tell = progress or _nobody
    if cancelled and cancelled():
        raise cancelled_error()
    tell(0.0, _("Counting pages"))
    pages = _document(sheet, name, 0, cancelled).pages(story())
    if tighter is not None and pages > most:
        fewer = _document(sheet, name, 0, cancelled).pages(tighter())
        if fewer < pages:
            pages, story = fewer, tighter

    def paged(state: Progress) -> None:
        share = _COUNTED + (1 - _COUNTED) * state.pages / max(1, pages)
        tell(min(0.99, share), _("Page {n}").format(n=state.pages))

    result = replace(_document(sheet, name, pages, cancelled), progress=paged).write(story(), path)
    tell(1.0, _("Finished"))
    return ExportLog(result.pages, result.missing)


def _document(sheet: Handout, name: str, pages: int, cancelled: Callable[[], bool] | None) -> ReportDocument:
    details, words = sheet.record.details, sheet.words

    def running(page: int) -> Running:
        private = _("Private – not for participants") if page in sheet.private_pages else ""
        number, total = isolate(words.number(page, 0)), isolate(words.number(pages, 0))
        return Running(
            header_start=details.title,
            header_end=private or words.days(details.start, details.end),
            footer_start=name,
            footer_end=_("Page {n} of {total}").format(n=number, total=total),
        )

    return ReportDocument(
        title=f"{details.title} – {name}",
        language=words.language,
        author=details.facilitator or details.host,
        direction=sheet.side,
        running=running,
        first=PORTRAIT,
        page_size=sheet.paper.points,
        margins=sheet.margins,
        running_size=sheet.running_size,
        cancelled=cancelled,
    )


def _nobody(_share: float, _words: str) -> None:
    """Tell nobody."""
