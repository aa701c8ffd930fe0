"""The one thread that owns a workshop file: commands in order, drafts at most every 150 ms.

The throttle is never restarted: the first keystroke after a write starts it, later ones only replace the
text, so nothing can starve it (a restarted timer lost 2.2 s of typing in the same trial).
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from facilitator_app.store.images import DraftKey
from facilitator_app.store.keeper import Keeper, Listener, Pace, Typed
from facilitator_app.store.workshop_file import WorkshopFile
from facilitator_app.support.clock import Clock
from facilitator_app.support.errors import KnownError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Job:
    """A command; without one, texts that stand before the next command."""

    future: Future[Any]
    run: Callable[[WorkshopFile], Any] | None = None
    texts: Mapping[DraftKey, Typed] = field(default_factory=dict)


class StoreThread:
    """Runs functions on a workshop file, one after the other, on a thread of its own."""

    def __init__(
        self,
        opener: Callable[[], WorkshopFile],
        *,
        clock: Clock,
        listener: Listener | None = None,
        rescue_folder: Path | None = None,
        pace: Pace | None = None,
    ) -> None:
        """Take `opener`, run on the thread, and a folder for the rescue text where the disk is full."""
        self._opener = opener
        self._clock = clock
        self._listener = listener or Listener()
        self._rescue_folder = rescue_folder
        self._pace = pace or Pace()
        self._wake = threading.Condition()
        self._jobs: deque[_Job] = deque()
        self._typed: dict[DraftKey, Typed] = {}
        self._due: float | None = None
        self._versions: dict[DraftKey, int] = {}
        self._closing = False
        self._opened: Future[WorkshopFile] = Future()
        self._closed: Future[Path | None] = Future()
        self._thread = threading.Thread(target=self._work, name="store")

    def start(self) -> Future[WorkshopFile]:
        """Start the thread; the future is done when the file is open, or holds why it is not.

        Of the file only `path`, `read_only` and `opened` may be read elsewhere.
        """
        self._thread.start()
        return self._opened

    def submit(self, run: Callable[[WorkshopFile], T]) -> Future[T]:
        """Run `run(file)` after everything submitted before it, drafts included.

        What was typed before this call is written first, so that settling a text never meets an older
        draft of it. What `run` raises is in the future.
        """
        future: Future[T] = Future()
        with self._wake:
            self._refuse_closed()
            self._queue_typed()
            self._jobs.append(_Job(future, run))
            self._wake.notify()
        return future

    def submit_draft(self, point_id: str, field: str, text: str) -> int:
        """Have a text written within 150 ms; the newest of each field wins. Returns the text's version."""
        key = (point_id, field)
        with self._wake:
            self._refuse_closed()
            version = self._versions.get(key, 0) + 1
            self._versions[key] = version
            self._typed[key] = Typed(text, version)
            if self._due is None:
                self._due = time.monotonic() + self._pace.throttle
                self._wake.notify()
        return version

    def flush(self) -> Future[None]:
        """Write what has been typed now; the future is done when that was tried (see `Listener`)."""
        return self.submit(_nothing_more)

    def back_up(self, reason: str, also: Path | None = None) -> Future[Path]:
        """Take a verified backup while commands go on; the future holds its path. `also`: a second place."""
        future: Future[Path] = Future()
        queued = self.submit(lambda _file: self._keeper.back_up(reason, also, future, self._run_waiting))
        queued.add_done_callback(lambda done: _pass_on_failure(done, future))
        return future

    def close(self) -> Path | None:
        """Write the last drafts, close the file and end the thread.

        Returns the rescue text where drafts could not be saved in the file. Raises KnownError where they
        could be saved nowhere: the thread then goes on, and closing may be tried again. Closing twice
        does nothing.
        """
        with self._wake:
            ended = self._closed.done() and self._closed.exception() is None
            if not ended:
                self._closed = Future()
                self._closing = True
                self._queue_typed()
                self._wake.notify()
        result = self._closed.result()
        self._thread.join()
        return result

    def _refuse_closed(self) -> None:
        if self._closing:
            raise RuntimeError("the workshop file is being closed")

    def _queue_typed(self) -> None:
        if self._typed:
            self._jobs.append(_Job(Future(), texts=self._typed))
            self._typed, self._due = {}, None

    # On the store's thread ----------------------------------------------------------------------------

    def _work(self) -> None:
        try:
            file = self._opener()
        except BaseException as problem:  # noqa: BLE001 - the worker boundary: whoever opened is told
            self._give_up(problem)
            return
        self._keeper = Keeper(
            file,
            clock=self._clock,
            listener=self._listener,
            rescue_folder=self._rescue_folder,
            pace=self._pace,
        )
        self._opened.set_result(file)
        while True:
            job = self._wait()
            if job is not None:
                self._run(job)
            elif self._closing and self._end():
                return
            self._keeper.look_after(self._run_waiting)

    def _wait(self) -> _Job | None:
        """Return the next job; None where the keeper has something to do, or nothing is left to do."""
        with self._wake:
            while True:
                job = self._waiting()
                if job is not None or self._closing:
                    return job
                at = min((at for at in (self._due, self._keeper.next_at()) if at is not None), default=None)
                rest = None if at is None else at - time.monotonic()
                if rest is not None and rest <= 0:
                    return self._waiting()
                self._wake.wait(rest)

    def _waiting(self) -> _Job | None:
        """Return what can be done now; stands inside the lock."""
        if not self._jobs and self._due is not None and self._due <= time.monotonic():
            self._queue_typed()
        return self._jobs.popleft() if self._jobs else None

    def _run_waiting(self) -> None:
        """Do what waits, in the middle of a backup."""
        while True:
            with self._wake:
                job = self._waiting()
            if job is None:
                return
            self._run(job)

    def _run(self, job: _Job) -> None:
        self._keeper.write(job.texts)
        if job.run is None or not job.future.set_running_or_notify_cancel():
            return
        try:
            result = job.run(self._keeper.file)
        except BaseException as problem:  # noqa: BLE001 - the worker boundary: the caller gets it
            job.future.set_exception(problem)
        else:
            self._keeper.settled()
            job.future.set_result(result)

    def _end(self) -> bool:
        try:
            rescue = self._keeper.end()
        except KnownError as problem:
            with self._wake:
                self._closing = False
                self._closed.set_exception(problem)
            return False
        self._closed.set_result(rescue)
        return True

    def _give_up(self, problem: BaseException) -> None:
        with self._wake:
            self._closing = True
            jobs, self._jobs = list(self._jobs), deque()
        for job in jobs:
            job.future.set_exception(problem)
        self._closed.set_result(None)
        self._opened.set_exception(problem)


def _nothing_more(_file: WorkshopFile) -> None:
    """Stand at the end of what was typed."""


def _pass_on_failure(done: Future[None], future: Future[Path]) -> None:
    problem = done.exception()
    if problem is not None and not future.done():
        future.set_exception(problem)
