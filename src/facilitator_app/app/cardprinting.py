"""Table cards, place cards, wall list: written beside the workshop in a worker, then noted as printed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject

from facilitator_app.app.asking import open_path
from facilitator_app.app.notices import Notices
from facilitator_app.app.trouble import trouble_words
from facilitator_app.app.worker import Work, Worker
from facilitator_app.app.workshop import OpenWorkshop
from facilitator_app.records.enums import Sheet
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.seating.printed import Seats, seats_of
from facilitator_app.rules.text import isolate, safe_file_name
from facilitator_app.services import seating
from facilitator_app.support.clock import Reading
from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _, ngettext_
from facilitator_app.views.shared.panels import BannerKind

_NOTICE = "cards"


@dataclass(frozen=True, slots=True)
class _Job:
    """What is being written: where it goes, and where everybody sits on that paper."""

    sheet: Sheet
    target: Path
    seats: Seats


class CardPrinting(QObject):
    """Writes one sheet at a time; what is on paper is remembered, so that later only changes are printed."""

    def __init__(self, workshop: OpenWorkshop, notices: Notices) -> None:
        super().__init__()
        self._workshop = workshop
        self._notices = notices
        self._job: _Job | None = None
        self.worker = Worker()
        self.worker.finished.connect(self._tell_done)
        self.worker.failed.connect(self._tell_failed)

    def make(self, sheet: str, changed_only: bool) -> None:  # noqa: FBT001  # as the signal says it
        """Write a sheet as people sit in the file now; moves that are on their way are waited for."""
        self._workshop.post(
            _NOTICE, lambda _file: None, lambda _value: self._begin(Sheet(sheet), changed_only)
        )

    def target(self, sheet: Sheet, *, changed_only: bool) -> Path:
        """Return where it goes: beside the workshop, what changed under a name of its own."""
        words = {
            Sheet.TABLE_CARDS: _("table cards"),
            Sheet.PLACE_CARDS: _("place cards"),
            Sheet.WALL_LIST: _("wall list"),
        }[sheet]
        parts = [self._workshop.record.details.title, words, *([_("changes")] if changed_only else [])]
        return self._workshop.path.parent / f"{safe_file_name(' '.join(parts))}.pdf"

    def close(self) -> None:
        """Stop what is under way and wait for it."""
        self.worker.cancel()
        self.worker.wait()

    def _begin(self, sheet: Sheet, changed_only: bool) -> None:  # noqa: FBT001
        record, now = self._workshop.record, self._workshop.clock.read()
        job = _Job(sheet, self.target(sheet, changed_only=changed_only), seats_of(record))
        if self.worker.start(_printing(record, job, now, changed_only=changed_only)):
            self._job = job
            self._notices.take_away(_NOTICE)

    def _tell_done(self, result: object) -> None:
        job = self._job
        if job is None or not isinstance(result, tuple):
            return
        pages, missing = result
        words = ngettext_("“{name}” is written: {n} page.", "“{name}” is written: {n} pages.", pages)
        words = words.format(name=isolate(job.target.name), n=pages)
        kind = BannerKind.INFO
        if missing:
            signs = " ".join(isolate(one) for one in missing)
            words = _("{done} No bundled font has {signs}.").format(done=words, signs=signs)
            kind = BannerKind.WARN
        self._notices.tell(_NOTICE, kind, words, _("Open"), lambda: open_path(job.target))
        if not self._workshop.read_only:
            identity = self._workshop.workshop_id
            self._workshop.post(
                "printed", lambda file: seating.note_printed(file, identity, job.sheet, seats=job.seats)
            )

    def _tell_failed(self, error: KnownError) -> None:
        if not self.worker.cancelled:
            self._notices.tell(_NOTICE, BannerKind.WARN, trouble_words(error))


def _printing(record: WorkshopRecord, job: _Job, now: Reading, *, changed_only: bool) -> Work:
    def work(progress: Callable[[float, str], None], cancelled: Callable[[], bool]) -> object:
        from facilitator_app.exports import seating_pdf
        from facilitator_app.exports.files import Paper

        log = seating_pdf.write(
            record,
            job.target,
            sheets=[job.sheet],
            changed_only=changed_only,
            language=record.details.working_language or "en",
            paper=Paper.of_country(record.details.country),
            now=now,
            progress=progress,
            cancelled=cancelled,
        )
        missing: Mapping[str, int] = log.missing
        return log.pages, tuple(missing)

    return work
