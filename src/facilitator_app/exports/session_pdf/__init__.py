"""The session report: one frozen workshop in, one PDF out."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import copy_context
from pathlib import Path

from facilitator_app.exports.files import ExportLog
from facilitator_app.records.enums import Edition
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.support import paths
from facilitator_app.support.wording import speak

__all__ = ["ExportLog", "write"]


def write(
    record: WorkshopRecord,
    path: Path,
    *,
    edition: Edition = Edition.FULL,
    language: str = "en",
    progress: Callable[[float, str], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ExportLog:
    """Write the report of a workshop to `path`; a file there is replaced only when all is written.

    `language` (BCP 47) is the report's own; the interface keeps its. `progress` is told a share (0 to 1) and
    what is being done, in the thread that writes; `cancelled` is asked between pieces. Raises
    CannotWriteError where the file cannot be written and ExportCancelledError where somebody cancelled:
    nothing is left then.
    """

    def in_its_language() -> ExportLog:
        # Importing it loads ReportLab, matplotlib and Qt's fonts: not before somebody wants a report.
        from facilitator_app.exports.session_pdf import report  # noqa: PLC0415

        speak(language, paths.locale())
        pages, missing = report.written(
            record, path, edition=edition, language=language, progress=progress, cancelled=cancelled
        )
        return ExportLog(pages, missing)

    return copy_context().run(in_its_language)
