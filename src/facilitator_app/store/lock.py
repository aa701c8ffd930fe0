"""NAME.lock beside a workshop file: who holds it, and which log is ours."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from facilitator_app.store.faults import HeldError

_RECORD: Final = 256
# A log may start anew this many times under one opening: at a pause each second, eleven days.
_RESTARTS: Final = 1_000_000
_SALTS: Final = 1 << 32
_TRIES: Final = 5
# Anything else means that the disk knows no locks.
_TAKEN: Final = frozenset({errno.EAGAIN, errno.EACCES, errno.EDEADLK})


@dataclass(frozen=True, slots=True)
class LockNote:
    """What stands in the lock file. `salt` is salt-1 of the log at opening; None before it was written."""

    pid: int
    salt: int | None

    def owns(self, salt: int) -> bool:
        """Whether a log with this salt-1 grew out of the opening that wrote the note."""
        return self.salt is not None and (salt - self.salt) % _SALTS <= _RESTARTS


class Lock:
    """The held lock of one file. The system lets go of it when the process dies, the note stays."""

    def __init__(self, path: Path, handle: int, *, was_there: bool) -> None:
        self.path = path
        self._handle = handle
        self._was_there = was_there

    def note(self) -> LockNote | None:
        """Return what the last opening for work wrote, if it did not end cleanly."""
        return _read_note(self._handle)

    def write_note(self, note: LockNote) -> None:
        """Write the note and have it on the disk: after a power cut it must tell our log from others."""
        text = json.dumps(asdict(note)).encode().ljust(_RECORD)
        os.lseek(self._handle, 0, os.SEEK_SET)
        os.write(self._handle, text)
        os.fsync(self._handle)
        self._was_there = True

    def let_go(self, *, clean: bool) -> None:
        """Release the lock; after a clean end, or where we made an empty one, the file goes too."""
        goes = clean or not self._was_there
        if goes and sys.platform != "win32":
            self.path.unlink(missing_ok=True)
        os.close(self._handle)
        if goes and sys.platform == "win32":
            with contextlib.suppress(OSError):
                self.path.unlink(missing_ok=True)


def lock_of(path: Path) -> Path:
    """Return the name of the lock of `path`."""
    return path.with_name(f"{path.name}.lock")


def take_lock(path: Path) -> Lock:
    """Take the lock of the workshop file `path`.

    Raises HeldError where another process (or this one) holds it, OSError where none can be written.
    """
    name = lock_of(path)
    for _attempt in range(_TRIES):
        was_there = name.exists()
        handle = os.open(name, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        try:
            _hold(handle)
        except OSError as problem:
            note = _read_note(handle)
            os.close(handle)
            if problem.errno not in _TAKEN:
                raise
            raise HeldError(path, note.pid if note else None) from problem
        # The holder may have removed the file between our opening and our locking it.
        with contextlib.suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(handle), name.stat()):
                return Lock(name, handle, was_there=was_there)
        os.close(handle)
    raise HeldError(path)


def _read_note(handle: int) -> LockNote | None:
    os.lseek(handle, 0, os.SEEK_SET)
    try:
        found = json.loads(os.read(handle, _RECORD) or b"null")
        return LockNote(int(found["pid"]), found["salt"])
    except (ValueError, TypeError, KeyError):
        return None


if sys.platform == "win32":
    import msvcrt

    def _hold(handle: int) -> None:
        # One byte far behind the note, so that others can still read who holds it.
        os.lseek(handle, 1 << 20, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _hold(handle: int) -> None:
        # flock, not lockf: closing any other handle of the file would let go of the latter.
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
