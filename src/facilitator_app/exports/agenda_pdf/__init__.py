"""The agenda on paper: for the door, the folder and the facilitator's hand."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import copy_context
from pathlib import Path

from facilitator_app.exports.files import ExportLog, Paper
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.support import paths
from facilitator_app.support.clock import Reading
from facilitator_app.support.wording import speak

__all__ = ["ExportLog", "Paper", "write"]


def write(
    record: WorkshopRecord,
    path: Path,
    *,
    language: str = "en",
    second: str | None = None,
    private_notes: bool = False,
    paper: Paper = Paper.A4,
    now: Reading | None = None,
    progress: Callable[[float, str], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ExportLog:
    """Write the agenda to `path`, each day from a new page; a file there is replaced when all is written.

    `language` (BCP 47) is the edition's own and decides the direction of the page. `second` is the language
    in which names of steps stand below the titles: None finds the one there is, "" leaves them out. Private
    notes, minimums and parked items are printed only with `private_notes`; their pages are marked. Times are
    the plan's; with `now` those that were held and are expected at that moment.

    `progress` is told a share (0 to 1) and what is being done, in the thread that writes; `cancelled` is
    asked between pieces. Raises CannotWriteError where the file cannot be written and ExportCancelledError
    where somebody cancelled: nothing is left then.
    """

    def in_its_language() -> ExportLog:
        # Importing it loads ReportLab and Qt's fonts: not before somebody wants an agenda.
        from facilitator_app.exports.agenda_pdf import sheet  # noqa: PLC0415

        speak(language, paths.locale())
        asked = sheet.Asked(language, second, private_notes, paper, now)
        return sheet.written(record, path, asked, progress=progress, cancelled=cancelled)

    return copy_context().run(in_its_language)
