"""The facilitator's run sheet: a day on one or two sheets of paper, to run it from when the laptop dies."""

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
    day_id: str | None = None,
    language: str = "en",
    paper: Paper = Paper.A4,
    now: Reading | None = None,
    progress: Callable[[float, str], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ExportLog:
    """Write the run sheet of one day, or of every day from a new page, to `path`.

    A file there is replaced only when all is written. Times are the plan's; with `now` those that were held
    and are expected at that moment, so that a sheet printed after a recovery plan is what holds from then
    on. What `record.recoveries` changed on the day is marked with old and new minutes, time and reason.
    `language` (BCP 47) is the sheet's own. Private notes are not printed. Nothing on it is under 11 points.

    `progress` is told a share (0 to 1) and what is being done, in the thread that writes; `cancelled` is
    asked between pieces. Raises LookupError for a day there is not, CannotWriteError where the file cannot
    be written and ExportCancelledError where somebody cancelled: nothing is left then.
    """

    def in_its_language() -> ExportLog:
        # Importing it loads ReportLab and Qt's fonts: not before somebody wants a sheet.
        from facilitator_app.exports.run_sheet import sheet  # noqa: PLC0415

        speak(language, paths.locale())
        asked = sheet.Asked(language, day_id, paper, now)
        return sheet.written(record, path, asked, progress=progress, cancelled=cancelled)

    return copy_context().run(in_its_language)
