"""The report screen's button: the PDF beside the run, and where it lies."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject

from facilitator_app.app.asking import ask_to_save, open_path
from facilitator_app.app.worker import Work, Worker
from facilitator_app.app.workshop import OpenWorkshop
from facilitator_app.records.enums import Edition
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.text import safe_file_name
from facilitator_app.services.exchange.exporting import export_data_set
from facilitator_app.store.workshop_file import WorkshopFile
from facilitator_app.support import paths
from facilitator_app.support.errors import CannotWriteError, KnownError
from facilitator_app.support.wording import _, speak
from facilitator_app.views.report import ReportView

_WHOLE: Final = 100


class Reporting(QObject):
    """Makes the session PDF in a worker, and the package; nothing here waits."""

    def __init__(self, workshop: OpenWorkshop, view: ReportView) -> None:
        super().__init__()
        self._workshop = workshop
        self._view = view
        self._asked: tuple[Edition, str] | None = None
        self.worker = Worker()
        self.folder: Path | None = None

    def make(self, edition: Edition, language: str) -> None:
        """Make the PDF of what is in the file now: texts that were just settled are waited for.

        While one is being made a second one is not begun.
        """
        if self.worker.busy:
            return
        self._view.show_progress(0, _("Reading the workshop"))
        self._workshop.post("report", lambda _file: None, lambda _value: self._begin(edition, language))

    def target(self, edition: Edition) -> Path:
        """Return where the PDF goes: beside the workshop, named by title, place, date and edition."""
        details = self._workshop.record.details
        words = [details.title, details.place.split(",", maxsplit=1)[0], details.start.isoformat()]
        if edition is not Edition.FULL:
            words.append(edition.value)
        folder = self.folder or self._workshop.path.parent
        return folder / f"{safe_file_name(' '.join(word for word in words if word))}.pdf"

    def ask_package(self) -> None:
        """Ask where the package goes and write it."""
        offered = self._workshop.path.with_suffix(".zip")
        ask_to_save(self._view, _("Export package"), offered, "ZIP (*.zip)", self.write_package)

    def write_package(self, target: Path) -> None:
        """Write the workshop as a package that imports again to an equal workshop."""
        now, identity = self._workshop.clock.read().wall, self._workshop.workshop_id

        self._workshop.post(
            "export",
            lambda file: _write_package(file, target, now, identity),
            lambda _nothing: self._view.show_exported(str(target)),
        )

    def close(self) -> None:
        """Stop what is under way and wait for it."""
        self.worker.cancel()
        self.worker.wait()

    def show_progress(self, share: float, what: str) -> None:
        """Show how far the report is (0 to 1) and what is being made."""
        if self.worker.busy:
            self._view.show_progress(round(share * _WHOLE), what)

    def show_done(self, result: object) -> None:
        """Say where the report lies."""
        if isinstance(result, tuple):
            path, pages = result
            self._view.show_done(str(path), int(pages))

    def show_failed(self, error: KnownError) -> None:
        """Say why there is no report; one that was stopped is no failure."""
        if self.worker.cancelled:
            self._view.show_idle()
        else:
            self._view.show_failed(str(error))

    def open_file(self, path: str) -> None:
        """Open what was made with the program that is usual for it."""
        open_path(Path(path))

    def open_folder(self, path: str) -> None:
        """Show the folder in which it lies."""
        open_path(Path(path).parent)

    def _begin(self, edition: Edition, language: str) -> None:
        self.worker.start(report_work(self._workshop.record, self.target(edition), edition, language))


def _write_package(file: WorkshopFile, target: Path, now: datetime, workshop: str) -> None:
    """Write a package whole or not at all, over an older one. Raises KnownError."""
    part = target.with_name(f"{target.stem}.part.zip")
    try:
        part.unlink(missing_ok=True)
        export_data_set(file, part, now=now, workshop=workshop)
        part.replace(target)
    except OSError as problem:
        words = _("“{name}” cannot be written: {reason}.").format(name=target.name, reason=problem.strerror)
        raise CannotWriteError(words, _("Choose another folder.")) from problem
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def report_work(record: WorkshopRecord, path: Path, edition: Edition, language: str) -> Work:
    """Return the work of writing the session PDF from a frozen record."""

    def work(progress: Callable[[float, str], None], cancelled: Callable[[], bool]) -> tuple[Path, int]:
        from facilitator_app.exports import session_pdf

        speak(language, paths.locale())
        log = session_pdf.write(
            record, path, edition=edition, language=language, progress=progress, cancelled=cancelled
        )
        return path, log.pages

    return work
