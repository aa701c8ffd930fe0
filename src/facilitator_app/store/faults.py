"""What can go wrong with a workshop file, in plain words with what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy.exc import DBAPIError

from facilitator_app.support.errors import CannotWriteError, KnownError
from facilitator_app.support.wording import _

_PRIMARY: Final = 0xFF
_FULL: Final = frozenset({sqlite3.SQLITE_FULL})
_DAMAGED: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_HELD: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_REFUSED: Final = frozenset({sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN})


class NotAWorkshopError(KnownError):
    """The file is empty, missing or something else than a workshop."""


class NewerFileError(KnownError):
    """The file was written by a newer program; not a byte of it was changed."""


class HeldError(KnownError):
    """Another window or program holds the file; `pid` is its process, where known."""

    def __init__(self, path: Path, pid: int | None = None) -> None:
        super().__init__(
            _("“{name}” is already open in another window.").format(name=path.name),
            _("Go on there, or close it there first."),
        )
        self.path = path
        self.pid = pid


class UnknownLogError(KnownError):
    """Beside the file lies a -wal or -journal that is not ours; both were left as they are."""


class DamagedFileError(KnownError):
    """The file is damaged. `findings` say how; `backup` is the newest verified backup, if any."""

    def __init__(self, path: Path, findings: tuple[str, ...], backup: Path | None = None) -> None:
        offer = (
            _("Restore the backup “{backup}” into a new file.").format(backup=backup.name)
            if backup
            else _("No backup was found beside it; what can still be read can be saved into a new file.")
        )
        super().__init__(
            _("“{name}” is damaged: {finding}.").format(name=path.name, finding="; ".join(findings[:3])),
            offer,
        )
        self.path = path
        self.findings = findings
        self.backup = backup


class DiskFullError(CannotWriteError):
    """The disk has no room left; what was typed is still on the screen."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            _("The disk with “{name}” is full.").format(name=path.name),
            _("Delete or move some other files; saving goes on by itself."),
        )


class UndoRefusedError(KnownError):
    """There is nothing to undo, or somebody has changed the same thing since."""


@contextmanager
def told_plainly(path: Path) -> Iterator[None]:
    """Turn what SQLite and the disk report about `path` into KnownErrors; bugs pass through."""
    try:
        yield
    except (sqlite3.Error, DBAPIError) as problem:
        known = _known(path, problem.orig if isinstance(problem, DBAPIError) else problem)
        if known is None:
            raise
        raise known from problem


def _known(path: Path, problem: BaseException | None) -> KnownError | None:
    # Without a code the error is Python's own (a closed connection, a wrong thread): a bug.
    code = getattr(problem, "sqlite_errorcode", 0) & _PRIMARY
    if code in _FULL:
        return DiskFullError(path)
    if code in _DAMAGED:
        return DamagedFileError(path, (str(problem),))
    if code in _HELD:
        return HeldError(path)
    if code in _REFUSED:
        return CannotWriteError(
            _("“{name}” cannot be written: {reason}.").format(name=path.name, reason=problem),
            _("Check that the folder exists and may be written to."),
        )
    if code == sqlite3.SQLITE_IOERR:
        return CannotWriteError(
            _("The disk with “{name}” reports an error: {reason}.").format(name=path.name, reason=problem),
            _("Check that the disk or stick is still there; saving is tried again by itself."),
        )
    return None
