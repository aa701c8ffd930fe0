"""Between the UI thread and the store's one thread: commands go over, frozen records come back."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from facilitator_app.records.changes import NOTHING_CHANGED, Changes
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.services.reading import read_workshop, refresh
from facilitator_app.store import files
from facilitator_app.store.keeper import Listener
from facilitator_app.store.thread import StoreThread
from facilitator_app.store.workshop_file import WorkshopFile
from facilitator_app.support.clock import Clock
from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _

Command = Callable[[WorkshopFile], Any]
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
    """Opens one file on a thread of its own, posts commands in order, and tells what they changed.

    Every signal arrives on the UI thread, after COMMIT. Records are read on the store's thread.
    """

    changed = Signal(object, object)
    """(Changes, WorkshopRecord) after a command that wrote something."""
    failed = Signal(object)
    """A KnownError of a command, to be shown in a banner."""
    saved = Signal(object)
    """store.keeper.Saved once a typed text is on the disk."""
    not_saved = Signal(object)
    """store.keeper.NotSaved: texts that are kept and tried again."""
    space = Signal(str)
    """Little room on the disk, in words; empty when there is plenty again."""
    backed_up = Signal(object)
    backup_failed = Signal(object)
    _arrived = Signal(object)

    def __init__(self, path: Path, clock: Clock, *, device: str, rescue_folder: Path) -> None:
        super().__init__()
        self._waiting = 0
        self._latest: WorkshopRecord | None = None  # touched on the store's thread alone
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        listener = Listener(
            saved=self.saved.emit,
            not_saved=self.not_saved.emit,
            space=self.space.emit,
            backed_up=self.backed_up.emit,
            backup_failed=self.backup_failed.emit,
        )
        self._thread = StoreThread(
            lambda: files.open_workshop(path, clock=clock, device=device),
            clock=clock,
            listener=listener,
            rescue_folder=rescue_folder,
        )

    @property
    def waiting(self) -> int:
        """How many posted commands have not been delivered yet."""
        return self._waiting

    def open(self, workshop: str | None = None) -> tuple[WorkshopFile, WorkshopRecord]:
        """Open the file and read one workshop of it. Raises KnownError as the store does."""
        file = self._thread.start().result()
        try:
            return file, self._thread.submit(lambda opened: self._read(opened, workshop)).result()
        except KnownError:
            self._thread.close()
            raise

    def post(
        self, label: str, command: Command, done: Callable[[Any], None] | None = None, *, origin: str = ""
    ) -> None:
        """Run `command(file)` on the store's thread; `done(value)` is called here after COMMIT."""
        self._waiting += 1
        future = self._thread.submit(lambda file: self._run(file, command, origin))
        future.add_done_callback(lambda finished: self._arrived.emit(_answer(label, finished, done)))

    def type_draft(self, point_id: str, field: str, text: str) -> int:
        """Hand over what has been typed so far and return its version; the disk has it within 150 ms."""
        return self._thread.submit_draft(point_id, field, text)

    def back_up(self, reason: str, also: Path | None = None) -> None:
        """Write a verified backup behind what is being done; `also` is a second place."""
        self._thread.back_up(reason, also)

    def close(self) -> Path | None:
        """Write what is typed, close the file, end the thread; return a rescue file if one was needed."""
        return self._thread.close()

    def _read(self, file: WorkshopFile, workshop: str | None) -> WorkshopRecord:
        with file.read() as session:
            self._latest = read_workshop(session, workshop)
        return self._latest

    def _run(self, file: WorkshopFile, command: Command, origin: str) -> tuple[Any, Changes, Any]:
        value = command(file)
        changes = _changes_in(value)
        if changes.nouns and self._latest is not None:
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
    return NOTHING_CHANGED


def _as_known(error: BaseException) -> KnownError:
    return KnownError(
        _("Something went wrong inside the program. Nothing that was saved is lost."),
        _("Go on working; the details are in the log. ({kind})").format(kind=type(error).__name__),
    )
