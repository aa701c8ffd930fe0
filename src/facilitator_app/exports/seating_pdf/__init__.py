"""Who sits where, on paper: table cards and place cards to fold, and a list for the wall."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextvars import copy_context
from pathlib import Path

from facilitator_app.exports.files import ExportLog, Paper
from facilitator_app.records.enums import Sheet
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.support import paths
from facilitator_app.support.clock import Reading
from facilitator_app.support.wording import speak

__all__ = ["ExportLog", "Paper", "write"]


def write(
    record: WorkshopRecord,
    path: Path,
    *,
    sheets: Sequence[Sheet] = tuple(Sheet),
    changed_only: bool = False,
    rounds: Collection[str] | None = None,
    language: str = "en",
    paper: Paper = Paper.A4,
    now: Reading | None = None,
    progress: Callable[[float, str], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ExportLog:
    """Write the sheets one after the other to `path`; a file there is replaced when all is written.

    Table cards are one page each, to fold: a card for every table and every round in which people change
    tables. Place cards are four to a page, to cut and to fold. The wall list is, for every such round, a page
    by name and one by table with a sketch of the room. `changed_only` leaves out what says the same as when
    the sheet was last printed (`record.printings`), and rounds that have begun. `rounds` (segment ids) limits
    table cards and wall list to these. `language` (BCP 47) is that of the words and decides the side where
    lines start; names stand in their owner's script. With `now` the paper says when it was printed.

    `progress` is told a share (0 to 1) and what is being done, in the thread that writes; `cancelled` is
    asked between pages. Raises KnownError where there is nothing to print, CannotWriteError where the file
    cannot be written and ExportCancelledError where somebody cancelled: nothing is left then.
    """

    def in_its_language() -> ExportLog:
        # Importing it loads ReportLab and Qt's fonts: not before somebody wants cards.
        from facilitator_app.exports.seating_pdf import pages  # noqa: PLC0415

        speak(language, paths.locale())
        asked = pages.Asked(tuple(sheets), changed_only, rounds, language, paper, now)
        return pages.written(record, path, asked, progress=progress, cancelled=cancelled)

    return copy_context().run(in_its_language)
