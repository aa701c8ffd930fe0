"""The paper run sheet beside the workshop: written when asked for, and again when a plan changed the day."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from facilitator_app.app.asking import open_path
from facilitator_app.app.notices import Notices
from facilitator_app.app.trouble import trouble_words
from facilitator_app.app.worker import Work, Worker
from facilitator_app.app.workshop import OpenWorkshop
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.text import safe_file_name
from facilitator_app.support.clock import Reading
from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _
from facilitator_app.views.shared.panels import BannerKind

_SHEET = "run sheet"


class RunSheet(QObject):
    """One file beside the workshop, always as the day stands; written in a worker."""

    def __init__(self, workshop: OpenWorkshop, notices: Notices) -> None:
        super().__init__()
        self._workshop = workshop
        self._notices = notices
        self._again = False
        self._quiet = False
        self.worker = Worker()
        self.worker.finished.connect(self._tell_done)
        self.worker.failed.connect(self._tell_failed)

    def target(self) -> Path:
        """Return where it lies."""
        name = f"{self._workshop.record.details.title} {_('run sheet')}"
        return self._workshop.path.parent / f"{safe_file_name(name)}.pdf"

    def was_made(self) -> bool:
        """Say whether there is one that should not be out of date."""
        return self.target().exists() or self.worker.busy

    def make(self, *, quiet: bool = False) -> None:
        """Write it as the day stands now; while one is being written, once more after it.

        `quiet`: what is written again has been told already.
        """
        self._quiet = quiet
        record, now = self._workshop.record, self._workshop.clock.read()
        self._again = not self.worker.start(_writing(record, self.target(), now))

    def open(self) -> None:
        """Open it, to be printed."""
        open_path(self.target())

    def close(self) -> None:
        """Stop what is under way and wait for it."""
        self.worker.cancel()
        self.worker.wait()

    def _tell_done(self, _log: object) -> None:
        if self._again:
            self.make(quiet=self._quiet)
            return
        if self._quiet:
            return
        words = _("The run sheet is written: “{name}”.").format(name=self.target().name)
        self._notices.tell(_SHEET, BannerKind.INFO, words, _("Open the run sheet"), self.open)

    def _tell_failed(self, error: KnownError) -> None:
        if not self.worker.cancelled:
            self._notices.tell(_SHEET, BannerKind.WARN, trouble_words(error))


def _writing(record: WorkshopRecord, target: Path, now: Reading) -> Work:
    def work(progress: Callable[[float, str], None], cancelled: Callable[[], bool]) -> object:
        from facilitator_app.exports import run_sheet

        return run_sheet.write(
            record,
            target,
            language=record.details.working_language or "en",
            now=now if record.run_entries else None,
            progress=progress,
            cancelled=cancelled,
        )

    return work
