"""Between the UI thread and the store's one thread: commands go over, frozen records come back."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from facilitator_app.records.changes import NOTHING_CHANGED, Changes
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _

if TYPE_CHECKING:
    from facilitator_app.store.files import WorkshopFile
    from facilitator_app.store.thread import StoreThread

Command = Callable[["WorkshopFile"], Any]
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answer:
    """What one command brought back: its value, what it changed, and the record after it."""

    label: str
    value: Any
    changes: Changes
    record: WorkshopRecord | None
    error: BaseException | None
    done: Callable[[Any], None] | None


class StoreBridge(QObject):
    """Posts commands in order and emits what they changed, on the UI thread, after COMMIT."""

    changed = Signal(object, object)
    """(Changes, WorkshopRecord) after a command that wrote something."""
    failed = Signal(object)
    """A KnownError of a command, to be shown in a banner."""
    draft_saved = Signal(str, str, object)
    """(point id, field, datetime UTC) once a draft is on the disk."""
    draft_failed = Signal(object)
    """A KnownError while a draft could not be written; the text is kept."""
    _arrived = Signal(object)

    def __init__(self, thread: StoreThread, record: WorkshopRecord) -> None:
        super().__init__()
        self._thread = thread
        self._latest = record  # touched on the store's thread alone
        self._waiting = 0
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def waiting(self) -> int:
        """How many posted commands have not been delivered yet."""
        return self._waiting

    def post(
        self, label: str, command: Command, done: Callable[[Any], None] | None = None, *, origin: str = ""
    ) -> None:
        """Run `command(file)` on the store's thread; `done(value)` is called here after COMMIT."""
        self._waiting += 1
        future = self._thread.submit(lambda file: self._run(file, command, origin))
        future.add_done_callback(lambda finished: self._arrived.emit(_answer(label, finished, done)))

    def type_draft(self, point_id: str, field: str, text: str) -> None:
        """Hand over what has been typed so far; it is on the disk within the throttle's 150 ms."""
        self._thread.submit_draft(point_id, field, text)

    def draft_written(self, point_id: str, field: str, at: datetime) -> None:
        """Acknowledge a committed draft (called on the store's thread)."""
        self.draft_saved.emit(point_id, field, at)

    def draft_refused(self, error: KnownError) -> None:
        """Tell that a draft is not on the disk (called on the store's thread)."""
        self.draft_failed.emit(error)

    def _run(self, file: WorkshopFile, command: Command, origin: str) -> tuple[Any, Changes, WorkshopRecord]:
        from facilitator_app.services.reading import refresh

        value = command(file)
        changes = _changes_in(value)
        if changes.nouns:
            with file.read() as session:
                self._latest = refresh(session, self._latest, changes.nouns)
        return value, replace(changes, origin=origin), self._latest

    @Slot(object)
    def _deliver(self, answer: Answer) -> None:
        self._waiting -= 1
        if isinstance(answer.error, KnownError):
            self.failed.emit(answer.error)
            return
        if answer.error is not None:
            logger.error("%s failed", answer.label, exc_info=answer.error)
            self.failed.emit(_as_known(answer.error))
            return
        if answer.changes.nouns:
            self.changed.emit(answer.changes, answer.record)
        if answer.done is not None:
            answer.done(answer.value)


def _answer(label: str, finished: Future[Any], done: Callable[[Any], None] | None) -> Answer:
    error = finished.exception()
    if error is not None:
        return Answer(label, None, NOTHING_CHANGED, None, error, done)
    value, changes, record = finished.result()
    return Answer(label, value, changes, record, None, done)


def _changes_in(value: Any) -> Changes:  # noqa: ANN401  # whatever a service returns
    if isinstance(value, Changes):
        return value
    if isinstance(value, tuple):
        return next((part for part in value if isinstance(part, Changes)), NOTHING_CHANGED)
    found = getattr(value, "changes", NOTHING_CHANGED)
    return found if isinstance(found, Changes) else NOTHING_CHANGED


def _as_known(error: BaseException) -> KnownError:
    return KnownError(
        _("Something went wrong inside the program. Nothing that was saved is lost."),
        _("Go on working; the details are in the log. ({kind})").format(kind=type(error).__name__),
    )
