"""The crash log: what went wrong, for the next start and for whoever mends it; never who was in the room.

Messages of errors may hold what people typed, so only the kind of an error and the places it came through are
written, and our own log messages name ids, never persons.
"""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
import traceback
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Final, TextIO

from facilitator_app.support.errors import CannotWriteError, KnownError
from facilitator_app.support.wording import _

_SIZE: Final = 1_000_000
_KEPT: Final = 3
_MOST_NOTES: Final = 20  # an error at every repaint must not fill the disk

_log: Final = logging.getLogger("facilitator_app")


@dataclass
class _Hooks:
    """The interpreter's own hooks, to be given back at the end."""

    errors: Callable[..., object]
    threads: Callable[..., object]


class CrashLog:
    """Writes `facilitator.log` in a folder, and notes every bug for the next start.

    Raises CannotWriteError from `open` when the folder cannot be written; the program may go on without.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file: RotatingFileHandler | None = None
        self._native: TextIO | None = None
        self._hooks: _Hooks | None = None

    def open(self) -> None:
        """Begin to log, to catch what nobody caught, and to keep the trace of a crash inside a library."""
        try:
            self._file = RotatingFileHandler(
                self._folder / "facilitator.log", maxBytes=_SIZE, backupCount=_KEPT, encoding="utf-8"
            )
            self._native = self._native_path.open("a", encoding="utf-8")
        except OSError as problem:
            self.close()
            raise CannotWriteError(
                _("The log in {folder} cannot be written: {reason}.").format(
                    folder=self._folder, reason=problem.strerror
                ),
                _("The program goes on without it."),
            ) from problem
        self._file.setFormatter(_Discreet("%(asctime)s %(levelname)s %(name)s %(message)s"))
        logging.getLogger().addHandler(self._file)
        faulthandler.enable(self._native)
        self._hooks = _Hooks(sys.excepthook, threading.excepthook)
        sys.excepthook = lambda _kind, error, _trace: self.note(error)
        threading.excepthook = lambda caught: self.note(caught.exc_value)

    def note(self, error: BaseException | None) -> None:
        """Log an error that nobody foresaw, and note it for the next start."""
        if error is None or isinstance(error, KeyboardInterrupt | SystemExit):
            return
        _log.error("unforeseen error", exc_info=error)
        where = traceback.extract_tb(error.__traceback__)
        place = f"{Path(where[-1].filename).name}:{where[-1].lineno}" if where else "?"
        try:
            notes = self._notes()
            if len(notes) < _MOST_NOTES:
                self._notes_path.write_text("\n".join([*notes, f"{type(error).__name__} {place}"]), "utf-8")
        except OSError:
            _log.exception("the note for the next start cannot be written")

    def take_notes(self) -> list[str]:
        """Return what went wrong since the last start, one line each, and forget it; call before `open`."""
        notes = self._notes()
        if self._native_path.exists() and self._native_path.stat().st_size:
            self._native_path.replace(self._native_path.with_suffix(".previous.txt"))
            notes.append("crash inside a library")
        self._notes_path.unlink(missing_ok=True)
        return notes

    def close(self) -> None:
        """Give the hooks back and close the files; harmless when called twice."""
        if self._hooks:
            sys.excepthook, threading.excepthook = self._hooks.errors, self._hooks.threads
            self._hooks = None
        if self._native:
            faulthandler.disable()
            self._native.close()
            self._native = None
        if self._file:
            logging.getLogger().removeHandler(self._file)
            self._file.close()
            self._file = None

    @property
    def _notes_path(self) -> Path:
        return self._folder / "noted-bugs.txt"

    @property
    def _native_path(self) -> Path:
        return self._folder / "crash.txt"

    def _notes(self) -> list[str]:
        return self._notes_path.read_text("utf-8").splitlines() if self._notes_path.exists() else []


_ExceptionInfo = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)  # what logging hands to a formatter


class _Discreet(logging.Formatter):
    """Writes the kind of an error and its path through the code, but not its message."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; what another formatter has left in the record is not used."""
        own = copy(record)
        own.exc_text = None
        return super().format(own)

    def formatException(self, ei: _ExceptionInfo) -> str:  # noqa: N802 - the library's own name
        """Return kinds and places, the cause before its consequence."""
        lines: list[str] = []
        error = ei[1]
        while error is not None:
            places = [
                f"  {Path(frame.filename).name}:{frame.lineno} in {frame.name}"
                for frame in traceback.extract_tb(error.__traceback__)
            ]
            known = f" (code {error.code.value})" if isinstance(error, KnownError) else ""
            lines = [*places, f"{type(error).__name__}{known}", *lines]
            error = error.__cause__ or error.__context__
        return "\n".join(lines)
