"""Between the UI thread and the store's one thread: commands go over, frozen records come back."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, wait
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from facilitator_app.app.trouble import as_known
from facilitator_app.records.changes import NOTHING_CHANGED, Changes
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.services.reading import read_workshop, refresh
from facilitator_app.store import files
from facilitator_app.store.keeper import Listener
from facilitator_app.store.thread import StoreThread
from facilitator_app.store.workshop_file import WorkshopFile
from facilitator_app.support.clock import Clock
from facilitator_app.support.errors import CannotWriteError, KnownError
from facilitator_app.support.wording import speak_with, spoken

Command = Callable[[WorkshopFile], Any]
logger = logging.getLogger(__name__)
AGAIN_MS: Final = 1000
"""How long after a failure what could not be written is sent again."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one command brought back: its value, what it changed, and the record after it."""

    value: Any
    changes: Changes
    record: WorkshopRecord | None


@dataclass(frozen=True, slots=True)
class _Order:
    """A command, and what is sent in its place, later, where it cannot be written now."""

    label: str
    command: Command
    done: Callable[[Any], None] | None
    origin: str
    later: Command | None


@dataclass(frozen=True, slots=True)
class _Sent:
    """A command on its way."""

    order: _Order
    future: Future[Answer]


class StoreBridge(QObject):
    """Opens one file on a thread of its own, posts commands in order, and tells what they changed.

    Every signal arrives on the UI thread, after COMMIT and in the order of the commands. Records are read on
    the store's thread. A command may raise KnownError, which is told; anything else is a bug: it is logged.
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
    _arrived = Signal()

    def __init__(self, path: Path, clock: Clock, *, device: str, rescue_folder: Path) -> None:
        super().__init__()
        self._sent: deque[_Sent] = deque()
        self._put_off: list[_Order] = []
        self._why_put_off: tuple[KnownError, ...] = ()
        self._latest: WorkshopRecord | None = None  # touched on the store's thread alone
        self._closed = False
        self._read_only = False
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        words = spoken()

        def opener() -> WorkshopFile:
            speak_with(words)  # what the store tells is told in the interface's language
            return files.open_workshop(path, clock=clock, device=device)

        listener = Listener(
            saved=self.saved.emit,
            not_saved=self.not_saved.emit,
            space=self.space.emit,
            backed_up=self.backed_up.emit,
            backup_failed=self.backup_failed.emit,
        )
        self._thread = StoreThread(opener, clock=clock, listener=listener, rescue_folder=rescue_folder)

    @property
    def waiting(self) -> int:
        """How many posted commands have not been delivered yet."""
        return len(self._sent)

    def open(self, workshop: str | None = None) -> tuple[WorkshopFile, WorkshopRecord]:
        """Open the file and read one workshop of it. Raises KnownError as the store does."""
        file = self._thread.start().result()
        self._read_only = file.read_only
        try:
            return file, self._thread.submit(lambda opened: self._read(opened, workshop)).result()
        except BaseException:
            self.close()
            raise

    def post(
        self,
        label: str,
        command: Command,
        done: Callable[[Any], None] | None = None,
        *,
        origin: str = "",
        later: Command | None = None,
    ) -> None:
        """Run `command(file)` on the store's thread; `done(value)` is called here after COMMIT.

        Where it cannot be written, because the disk is full, `later` is run instead as soon as it can, in
        the order of the posts; without `later` it has failed. After `close` nothing is posted any more: what
        comes late from a worker is dropped with its workshop.
        """
        order = _Order(label, command, done, origin, later)
        if self._put_off and later is not None:
            self._put_it_off(order)
        elif not self._closed:
            self._send(order)

    def type_draft(self, point_id: str, field: str, text: str) -> int:
        """Hand over what has been typed so far and return its version; the disk has it within 150 ms."""
        return 0 if self._closed or self._read_only else self._thread.submit_draft(point_id, field, text)

    def back_up(self, reason: str, also: Path | None = None) -> None:
        """Write a verified backup behind what is being done; `also` is a second place."""
        if not self._closed:
            self._thread.back_up(reason, also)

    def drain(self) -> tuple[KnownError, ...]:
        """Wait for every posted command and deliver it; return what failed. For the moment before closing."""
        failures: list[KnownError] = []
        self.failed.connect(failures.append)
        self._send_again()
        while self._sent:
            wait([self._sent[0].future])
            self._deliver()
        self.failed.disconnect(failures.append)
        return (*failures, *self._why_put_off)

    def close(self) -> Path | None:
        """Write what is typed, close the file, end the thread; return a rescue file if one was needed.

        Raises KnownError where what is typed can be saved nowhere: everything then goes on.
        """
        rescue = self._thread.close()
        self._closed = True
        return rescue

    def _send(self, order: _Order) -> None:
        future = self._thread.submit(lambda file: self._run(file, order.command, order.origin))
        self._sent.append(_Sent(order, future))
        future.add_done_callback(lambda _finished: self._arrived.emit())

    def _put_it_off(self, order: _Order) -> None:
        if not self._put_off:
            QTimer.singleShot(AGAIN_MS, self, self._send_again)
        if order.later is not None:
            others = [one for one in self._put_off if one.command is not order.later]
            self._put_off = [*others, replace(order, command=order.later)]

    @Slot()
    def _send_again(self) -> None:
        orders, self._put_off, self._why_put_off = self._put_off, [], ()
        for order in orders if not self._closed else ():
            self._send(order)

    def _read(self, file: WorkshopFile, workshop: str | None) -> WorkshopRecord:
        with file.read() as session:
            self._latest = read_workshop(session, workshop)
        return self._latest

    def _run(self, file: WorkshopFile, command: Command, origin: str) -> Answer:
        value = command(file)
        changes = _changes_in(value)
        if changes.nouns and self._latest is not None:
            with file.read() as session:
                self._latest = refresh(session, self._latest, changes.nouns)
        return Answer(value, replace(changes, origin=origin), self._latest)

    @Slot()
    def _deliver(self) -> None:
        """Deliver what has come back, oldest first; a call that finds nothing new does nothing."""
        while self._sent and self._sent[0].future.done():
            sent = self._sent.popleft()
            error = sent.future.exception()
            if error is not None:
                self._fail(sent.order, error)
                continue
            answer = sent.future.result()
            if answer.changes.nouns:
                self.changed.emit(answer.changes, answer.record)
            if sent.order.done is not None:
                sent.order.done(answer.value)

    def _fail(self, order: _Order, error: BaseException) -> None:
        if isinstance(error, CannotWriteError) and order.later is not None and not self._read_only:
            self._put_it_off(order)
            self._why_put_off = (error,)
            return
        if not isinstance(error, KnownError):
            logger.error("%s failed", order.label, exc_info=error)
            error = as_known(error)
        self.failed.emit(error)


def _changes_in(value: Any) -> Changes:  # noqa: ANN401  # whatever a service returns
    if isinstance(value, Changes):
        return value
    if isinstance(value, tuple):
        return next((part for part in value if isinstance(part, Changes)), NOTHING_CHANGED)
    return NOTHING_CHANGED
