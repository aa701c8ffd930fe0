"""The report screen's button: the PDF beside the run, and where it lies."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from facilitator_app.app.worker import Worker, report_work
from facilitator_app.app.workshop import OpenWorkshop
from facilitator_app.records.enums import Edition
from facilitator_app.rules.text import safe_file_name
from facilitator_app.services.exchange.exporting import export_data_set
from facilitator_app.store.workshop_file import WorkshopFile
from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _
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
        view.report_requested.connect(self.make)
        view.cancel_requested.connect(self.worker.cancel)
        view.export_requested.connect(self.ask_package)
        view.open_requested.connect(lambda path: self._show(Path(path)))
        view.folder_requested.connect(lambda path: self._show(Path(path).parent))
        self.worker.progressed.connect(lambda share, what: view.show_progress(round(share * _WHOLE), what))
        self.worker.finished.connect(self._on_done)
        self.worker.failed.connect(self._on_failed)

    def make(self, edition: Edition, language: str) -> None:
        """Make the PDF of what is in the file now: texts that were just settled are waited for."""
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
        name = f"{self._workshop.path.stem}.zip"
        chosen, _filter = QFileDialog.getSaveFileName(
            self._view, _("Export package"), str(self._workshop.path.with_name(name)), "ZIP (*.zip)"
        )
        if chosen:
            self.write_package(Path(chosen))

    def write_package(self, target: Path) -> None:
        """Write the workshop as a package that imports again to an equal workshop."""
        now, identity = self._workshop.clock.read().wall, self._workshop.workshop_id

        def command(file: WorkshopFile) -> int:
            part = target.with_name(f"{target.stem}.part.zip")
            part.unlink(missing_ok=True)
            number = len(export_data_set(file, part, now=now, workshop=identity))
            part.replace(target)
            return number

        self._workshop.post("export", command, lambda _number: self._view.show_exported(str(target)))

    def close(self) -> None:
        """Stop what is under way and wait for it."""
        self.worker.cancel()
        self.worker.wait()

    def _begin(self, edition: Edition, language: str) -> None:
        work = report_work(self._workshop.record, self.target(edition), edition, language)
        if not self.worker.start(work):
            self._view.show_failed(_("Another report is being made. Wait until it is done."))

    def _on_done(self, result: object) -> None:
        if isinstance(result, tuple):
            path, pages = result
            self._view.show_done(str(path), int(pages))

    def _on_failed(self, error: KnownError) -> None:
        self._view.show_failed(str(error))

    @staticmethod
    def _show(path: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
