"""What the store's thread does with the open file beside commands: texts, failures, backups, rest."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from facilitator_app.store.images import DraftKey
from facilitator_app.store.space import rescue_of, write_rescue
from facilitator_app.store.workshop_file import WorkshopFile
from facilitator_app.support.clock import Clock, Reading, elapsed_seconds
from facilitator_app.support.errors import CannotWriteError, KnownError
from facilitator_app.support.wording import _

_REGULAR: Final = "regular"


@dataclass(frozen=True, slots=True)
class Saved:
    """One text is on the disk. `version` counts the texts submitted for this field; `at` is after COMMIT."""

    point_id: str
    field: str
    version: int
    at: Reading


@dataclass(frozen=True, slots=True)
class NotSaved:
    """Texts that could not be saved (they are kept and tried again), why, and where a rescue copy lies."""

    error: Exception
    fields: frozenset[DraftKey]
    rescue: Path | None


def _nobody(_news: object) -> None:
    """Stand in for a listener that does not care."""


@dataclass(frozen=True, slots=True)
class Listener:
    """Who is told; every function is called on the store's thread and must only post."""

    saved: Callable[[Saved], object] = _nobody
    not_saved: Callable[[NotSaved], object] = _nobody
    # Room on the disk, in words; an empty text means there is plenty again.
    space: Callable[[str], object] = _nobody
    backed_up: Callable[[Path], object] = _nobody
    backup_failed: Callable[[Exception], object] = _nobody


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds between things; other values are for tests and measurements."""

    throttle: float = 0.150
    retry: float = 1.0
    idle: float = 3.0
    backup_every: float = 300.0


@dataclass(frozen=True, slots=True)
class Typed:
    """A text that somebody typed, and how many texts of its field came before."""

    text: str
    version: int


class Keeper:
    """Looks after one open file; lives on the store's thread."""

    def __init__(
        self, file: WorkshopFile, *, clock: Clock, listener: Listener, rescue_folder: Path | None, pace: Pace
    ) -> None:
        self.file = file
        self._clock = clock
        self._listener = listener
        self._rescue_folder = rescue_folder
        self._pace = pace
        self._kept: dict[DraftKey, Typed] = {}
        self._rescue: Path | None = None
        self._rescued: set[Path] = set()  # with room in turns here and there, copies come to lie in both
        self._problem: Exception | None = None
        self._retry_at: float | None = None
        self._idle_at: float | None = None
        self._space_told = ""
        self._backed_up_at = clock.read()
        self._backing_up = False
        self._finishing: list[threading.Thread] = []

    def next_at(self) -> float | None:
        """Return when (time.monotonic) something is due by itself; None while nothing is."""
        return min((at for at in (self._retry_at, self._idle_at) if at is not None), default=None)

    def write(self, texts: Mapping[DraftKey, Typed]) -> None:
        """Write texts, and those that failed before; what fails is kept, told and rescued."""
        self._kept.update(texts)
        if not self._kept:
            return
        problem = self._try_all()
        if problem is not None:
            self._fail(problem)
        else:
            self._relieved()
        self.worked()

    def settled(self) -> None:
        """Drop kept texts whose drafts a command has just removed: they are settled or unwanted."""
        for key in self.file.take_drafts_gone():
            self._kept.pop(key, None)
        if not self._kept:
            self._relieved()
        self.worked()

    def worked(self) -> None:
        """Note that the file was written: look at the room on the disk, and rest a little later."""
        self._idle_at = time.monotonic() + self._pace.idle
        warning = self.file.space_warning()
        if warning != self._space_told:
            self._space_told = warning
            self._listener.space(warning)

    def look_after(self, between: Callable[[], object]) -> None:
        """Do what is due: try again, back up after five minutes of activity, empty the log when idle."""
        now = time.monotonic()
        if self._retry_at is not None and self._retry_at <= now:
            self.write({})
        if self._idle_at is not None and self._idle_at <= now:
            self._idle_at = None
            # A log that cannot be emptied now is emptied later; nothing in it is lost.
            with contextlib.suppress(KnownError):
                self.file.checkpoint()
        since = elapsed_seconds(self._backed_up_at, self._clock.read())
        if since >= self._pace.backup_every and self.file.written_since_backup and not self._backing_up:
            self.back_up(_REGULAR, None, Future(), between)

    def back_up(
        self, reason: str, also: Path | None, future: Future[Path], between: Callable[[], object]
    ) -> None:
        """Copy the file while `between` lets work go on; a short-lived thread verifies the copy."""
        nested, self._backing_up = self._backing_up, True
        self._backed_up_at = self._clock.read()
        try:
            part = self.file.snapshot(None if nested else between)
        except Exception as problem:  # noqa: BLE001 - the worker boundary: the listener is told
            self._backup_failed(problem, future)
            return
        finally:
            self._backing_up = nested
        self._finishing = [thread for thread in self._finishing if thread.is_alive()]
        finish = threading.Thread(
            target=self._finish_backup, args=(part, reason, also, future), name="store-backup"
        )
        self._finishing.append(finish)
        finish.start()

    def end(self) -> Path | None:
        """Write what is left and close the file; return the rescue text where that was needed.

        Raises KnownError where texts could be saved nowhere; the file then stays open.
        """
        self.write({})
        if self._kept and self._rescue is None:
            raise _told(self._problem)
        for thread in self._finishing:
            thread.join()
        # What was committed is safe in the log even if the log cannot be emptied now.
        with contextlib.suppress(KnownError):
            self.file.close()
        return self._rescue

    def _try_all(self) -> Exception | None:
        """Write the kept texts together, or one by one where one of them is at fault."""
        try:
            at = self.file.save_drafts({key: typed.text for key, typed in self._kept.items()})
        except KnownError as problem:
            return problem
        except Exception as problem:  # noqa: BLE001 - the worker boundary: a text is never lost to a bug
            return self._try_each(problem)
        done, self._kept = self._kept, {}
        self._acknowledge(done, at)
        return None

    def _try_each(self, first: Exception) -> Exception:
        for key, typed in tuple(self._kept.items()):
            with contextlib.suppress(Exception):
                at = self.file.save_drafts({key: typed.text})
                del self._kept[key]
                self._acknowledge({key: typed}, at)
        return first

    def _acknowledge(self, done: Mapping[DraftKey, Typed], at: Reading) -> None:
        for (point_id, field), typed in done.items():
            self._listener.saved(Saved(point_id, field, typed.version, at))

    def _fail(self, problem: Exception) -> None:
        self._retry_at = time.monotonic() + self._pace.retry
        texts = {key: typed.text for key, typed in self._kept.items()}
        rescue = write_rescue(self.file.path, self._rescue_folder, texts)
        news = (str(problem), rescue) != (str(self._problem), self._rescue)
        self._problem, self._rescue = problem, rescue
        self._rescued |= {rescue} if rescue else set()
        if news:
            self._listener.not_saved(NotSaved(problem, frozenset(texts), rescue))

    def _relieved(self) -> None:
        self._retry_at = None
        self._problem = None
        for copy in self._rescued:
            with contextlib.suppress(OSError):
                copy.unlink(missing_ok=True)
        self._rescue = None
        self._rescued.clear()

    def _finish_backup(self, part: Path, reason: str, also: Path | None, future: Future[Path]) -> None:
        try:
            path = self.file.keep_snapshot(part, reason, also)
        except Exception as problem:  # noqa: BLE001 - the worker boundary: the listener is told
            self._backup_failed(problem, future)
            return
        self._listener.backed_up(path)
        future.set_result(path)

    def _backup_failed(self, problem: Exception, future: Future[Path]) -> None:
        self._listener.backup_failed(problem)
        future.set_exception(problem)


def _told(problem: Exception | None) -> KnownError:
    if isinstance(problem, KnownError):
        return problem
    return CannotWriteError(
        _("What was typed last could be saved nowhere."), _("Copy it from the screen before closing.")
    )


def left_rescue(path: Path, folder: Path | None) -> Path | None:
    """Return the rescue text an earlier run left for this file, beside it or in `folder`."""
    places = [rescue_of(path)] + ([folder / rescue_of(path).name] if folder else [])
    return next((place for place in places if place.exists()), None)
