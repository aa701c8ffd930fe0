"""One open workshop: its file on the store's thread, its record in memory, its clock at every tick."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from facilitator_app.app.bridge import Command, StoreBridge
from facilitator_app.records.changes import Changes
from facilitator_app.records.enums import Desk
from facilitator_app.records.run import RunState
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.services import running
from facilitator_app.services.reading import read_workshop
from facilitator_app.store.files import WorkshopFile
from facilitator_app.store.thread import StoreThread
from facilitator_app.support.clock import Clock

TICK_MS: Final = 250
BACKUP_MS: Final = 5 * 60 * 1000
logger = logging.getLogger(__name__)


class OpenWorkshop(QObject):
    """Owns the store's thread of one file; screens get frozen records and never see the file."""

    record_changed = Signal(object, object)
    """(Changes, WorkshopRecord): refresh what you show of these nouns."""
    ticked = Signal(object)
    """RunState, four times a second and after every change of the run."""
    failed = Signal(object)
    """A KnownError for a banner."""
    draft_saved = Signal(str, str, object)
    draft_failed = Signal(object)
    backed_up = Signal(object)
    """The path of a verified backup."""

    def __init__(self, thread: StoreThread, record: WorkshopRecord, clock: Clock, path: Path) -> None:
        super().__init__()
        self.path = path
        self.clock = clock
        self._thread = thread
        self._record = record
        self._bridge = StoreBridge(thread, record)
        self._bridge.changed.connect(self._take)
        self._bridge.failed.connect(self.failed)
        self._bridge.draft_saved.connect(self.draft_saved)
        self._bridge.draft_failed.connect(self.draft_failed)
        thread.on_draft_saved = self._bridge.draft_written
        thread.on_draft_failed = self._bridge.draft_refused
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self.tick)
        self._tick.start()
        self._backup = QTimer(self)
        self._backup.setInterval(BACKUP_MS)
        self._backup.timeout.connect(self._back_up_if_used)
        self._backup.start()
        self._used = False

    @property
    def record(self) -> WorkshopRecord:
        """The workshop as it was after the last committed command."""
        return self._record

    @property
    def workshop_id(self) -> str:
        """The id of the workshop that is open (a file may hold several)."""
        return self._record.details.id

    @property
    def busy(self) -> bool:
        """Whether commands are still on their way."""
        return self._bridge.waiting > 0

    def state(self) -> RunState:
        """Return where the run stands now: a pure function of the record and the clock."""
        return running.state(self._record, self.clock.read())

    def post(
        self, label: str, command: Command, done: Callable[[Any], None] | None = None, *, origin: str = ""
    ) -> None:
        """Send one command to the store's thread."""
        self._bridge.post(label, command, done, origin=origin)

    def type_draft(self, point_id: str, field: str, text: str) -> None:
        """Send what has been typed so far."""
        self._used = True
        self._bridge.type_draft(point_id, field, text)

    def undo(self, desk: Desk) -> None:
        """Take back the desk's last command."""
        self.post("undo", lambda file: file.undo(desk))

    def redo(self, desk: Desk) -> None:
        """Do again what was taken back."""
        self.post("redo", lambda file: file.redo(desk))

    def back_up(self, reason: str) -> None:
        """Write a verified backup behind what is being done."""
        self.post("back up", lambda file: file.back_up(reason), self.backed_up.emit)

    @Slot()
    def tick(self) -> None:
        """Tell every screen the time."""
        self.ticked.emit(self.state())

    def close(self) -> None:
        """Settle what is typed, back up, close the file and end its thread."""
        self._tick.stop()
        self._backup.stop()
        with contextlib.suppress(RuntimeError):
            self._thread.flush()
        self._thread.close()

    @Slot(object, object)
    def _take(self, changes: Changes, record: WorkshopRecord) -> None:
        self._used = True
        self._record = record
        self.record_changed.emit(changes, record)
        self.tick()

    @Slot()
    def _back_up_if_used(self) -> None:
        if self._used:
            self._used = False
            self.back_up("five minutes of work")


def open_workshop(thread: StoreThread, clock: Clock, path: Path, workshop: str | None = None) -> OpenWorkshop:
    """Read the record on the store's thread and return the open workshop.

    Raises KnownError where the file holds no such workshop.
    """

    def read(file: WorkshopFile) -> WorkshopRecord:
        with file.read() as session:
            return read_workshop(session, workshop)

    return OpenWorkshop(thread, thread.submit(read).result(), clock, path)
