"""The sheets that were asked for, put together: which cards, in which order, on what paper."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from reportlab.platypus import Flowable, PageBreak

from facilitator_app.exports.files import ExportLog, Paper, cancelled_error
from facilitator_app.exports.seating_pdf.place_cards import place_pages
from facilitator_app.exports.seating_pdf.press import Page, Press
from facilitator_app.exports.seating_pdf.table_cards import table_pages
from facilitator_app.exports.seating_pdf.wall_list import wall_pages
from facilitator_app.exports.text import PORTRAIT, Margins, Progress, ReportDocument, ensure_gui
from facilitator_app.exports.words import Words
from facilitator_app.records.enums import Sheet
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.seating.held import begun_rounds
from facilitator_app.rules.seating.printed import (
    Seats,
    Sitting,
    place_cards,
    printed_seats,
    table_cards,
    wall_lists,
)
from facilitator_app.support.clock import Reading
from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _

_WHOLE_PAGE: Final = Margins(top=0, bottom=0, side=0)


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants printed; see `seating_pdf.write`."""

    sheets: tuple[Sheet, ...]
    changed_only: bool
    rounds: Collection[str] | None
    language: str
    paper: Paper
    now: Reading | None

    def since(self, record: WorkshopRecord, sheet: Sheet) -> Seats | None:
        """Return what to compare with; None where everything is printed."""
        if not self.changed_only:
            return None
        # What was never printed is new throughout.
        return printed_seats(record, sheet) or {}

    def wants(self, sitting: Sitting) -> bool:
        """Say whether one of a sitting's rounds was asked for."""
        return self.rounds is None or any(one.id in self.rounds for one in sitting.segments)


def written(
    record: WorkshopRecord,
    path: Path,
    asked: Asked,
    *,
    progress: Callable[[float, str], None] | None,
    cancelled: Callable[[], bool] | None,
) -> ExportLog:
    """Write the sheets; see `seating_pdf.write`."""
    ensure_gui()
    tell = progress or _nobody
    tell(0.0, _("Laying out"))
    press = Press(record, Words(asked.language), asked.paper.points, asked.now)
    pages: list[Page] = []
    for page in _pages(press, asked):
        if cancelled and cancelled():
            raise cancelled_error()
        pages.append(page)
    if not pages:
        raise _nothing(record, asked)
    story: list[Flowable] = []
    for page in pages:
        story += [*([PageBreak()] if story else []), page]

    def paged(state: Progress) -> None:
        tell(min(0.99, state.pages / len(pages)), _("Page {n}").format(n=state.pages))

    document = replace(_document(press, asked), progress=paged, cancelled=cancelled)
    result = document.write(story, path)
    tell(1.0, _("Finished"))
    return ExportLog(result.pages, result.missing)


def _document(press: Press, asked: Asked) -> ReportDocument:
    details = press.record.details
    return ReportDocument(
        title=f"{details.title} – {' · '.join(map(sheet_name, asked.sheets))}",
        language=asked.language,
        author=details.facilitator or details.host,
        direction=press.side,
        first=PORTRAIT,
        page_size=press.size,
        margins=_WHOLE_PAGE,
    )


def sheet_name(sheet: Sheet) -> str:
    """Return what a sheet is called."""
    return {
        Sheet.TABLE_CARDS: _("Table cards"),
        Sheet.PLACE_CARDS: _("Place cards"),
        Sheet.WALL_LIST: _("Wall list"),
    }[sheet]


def _pages(press: Press, asked: Asked) -> Iterator[Page]:
    record = press.record
    for sheet in asked.sheets:
        since = asked.since(record, sheet)
        over = begun_rounds(record)
        if sheet is Sheet.TABLE_CARDS:
            cards = table_cards(record, since, over)
            yield from table_pages(press, [card for card in cards if asked.wants(card.sitting)])
        elif sheet is Sheet.PLACE_CARDS:
            yield from place_pages(press, place_cards(record, since, over))
        else:
            rounds = wall_lists(record, since, over)
            yield from wall_pages(press, [one for one in rounds if asked.wants(one)])


def _nothing(record: WorkshopRecord, asked: Asked) -> KnownError:
    if asked.changed_only and record.seats:
        return KnownError(_("Nothing changed since the last printing."), _("Print all to have it again."))
    return KnownError(_("Nobody is seated yet."), _("Plan the tables first."))


def _nobody(_share: float, _words: str) -> None:
    """Tell nobody."""
