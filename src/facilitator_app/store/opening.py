"""Opening a file: every check in order, before anything is written.

Size, magic, application id, schema number, lock, whose log lies beside it, soundness.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
import stat
import tempfile
from dataclasses import dataclass, replace
from enum import Enum, auto
from pathlib import Path
from typing import Final

from facilitator_app.store import durable
from facilitator_app.store.backups import newest_sound_backup
from facilitator_app.store.connection import connect_to_read
from facilitator_app.store.faults import (
    DamagedFileError,
    NewerFileError,
    NotAWorkshopError,
    UnknownLogError,
)
from facilitator_app.store.header import log_of, read_header, read_log_salt, rollback_journal_of
from facilitator_app.store.inspection import CheckReport, check_file
from facilitator_app.store.journal import Draft
from facilitator_app.store.lock import Lock, take_lock
from facilitator_app.store.schema import APPLICATION_ID, Schema
from facilitator_app.support.wording import _

_NO_WRITING: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


class _Log(Enum):
    """Whose log lies beside a file. STALE: we were killed while opening; it holds the opening mark alone."""

    NONE = auto()
    OURS = auto()
    STALE = auto()


@dataclass(frozen=True, slots=True)
class OpeningReport:
    """What was found while opening; `warnings` are plain sentences for a banner.

    `space` is the one of them that changes later: little room on the disk, as `Listener.space` tells it.
    """

    recovered: bool = False
    migrated_from: int | None = None
    drafts: tuple[Draft, ...] = ()
    rescue: Path | None = None
    warnings: tuple[str, ...] = ()
    space: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A file that may be opened: as it lies there, or (`scratch`) as a private copy to be read only."""

    path: Path
    number: int
    lock: Lock | None
    read_only: bool
    has_log: bool
    report: CheckReport
    warnings: tuple[str, ...]
    stale_log: bool = False
    scratch: tempfile.TemporaryDirectory[str] | None = None


def examine(path: Path, schema: Schema, *, read_only: bool) -> Found:
    """Check `path` and take its lock; not a byte of the file or its log is changed.

    Raises NotAWorkshopError, NewerFileError, HeldError, UnknownLogError or DamagedFileError. A file that
    cannot be written is found read-only, with a warning.
    """
    number = _check_header(path, schema)
    warnings: list[str] = []
    if not read_only and not _is_writable(path):
        read_only = True
        warnings.append(_("This file can only be read. Save a copy elsewhere to go on working."))
    lock: Lock | None = None
    try:
        lock = take_lock(path)
    except OSError as problem:
        if problem.errno not in _NO_WRITING:
            raise NotAWorkshopError(*_cannot_open(path, problem)) from problem
        if not read_only:
            warnings.append(_("This folder can only be read. Save a copy elsewhere to go on working."))
        read_only = True
    try:
        return _examine_locked(path, schema, number, lock, read_only=read_only, warnings=warnings)
    except BaseException:
        if lock:
            lock.let_go(clean=False)
        raise


def _examine_locked(
    path: Path, schema: Schema, number: int, lock: Lock | None, *, read_only: bool, warnings: list[str]
) -> Found:
    log = _check_log(path, lock)
    report, scratch = _check_soundness(path, schema, has_log=log is _Log.OURS)
    if not report.sound:
        if not read_only:
            _clean(scratch)
            raise DamagedFileError(path, report.findings, newest_sound_backup(path, schema))
        warnings.extend(_("This file is damaged: {finding}.").format(finding=one) for one in report.findings)
    found = Found(
        path,
        number,
        lock,
        read_only,
        has_log=log is _Log.OURS,
        report=report,
        warnings=tuple(warnings),
        stale_log=log is _Log.STALE,
    )
    if scratch and read_only:
        return replace(found, path=Path(scratch.name) / path.name, scratch=scratch)
    _clean(scratch)
    return found


def _check_header(path: Path, schema: Schema) -> int:
    try:
        header = read_header(path)
    except OSError as problem:
        raise NotAWorkshopError(*_cannot_open(path, problem)) from problem
    if header.size == 0:
        raise NotAWorkshopError(
            _("“{name}” is empty (0 bytes).").format(name=path.name),
            _("If it lies in a cloud folder, have it downloaded first; otherwise restore a backup."),
        )
    if not header.is_sqlite or header.application_id != APPLICATION_ID:
        raise NotAWorkshopError(
            _("“{name}” is not a workshop file.").format(name=path.name),
            _("Choose a file that ends in .workshop and was made by Facilitator."),
        )
    if header.user_version > schema.number:
        raise NewerFileError(
            _("“{name}” was saved by a newer Facilitator ({needed}); this one reads up to {ours}.").format(
                name=path.name, needed=_needed(path, header.user_version), ours=_number(schema.number)
            ),
            _("Install the newer Facilitator and open it there. Nothing in the file was changed."),
        )
    if header.user_version == 0:
        raise DamagedFileError(path, (_("it has no format number"),), newest_sound_backup(path, schema))
    return header.user_version


def _needed(path: Path, number: int) -> str:
    """Name the program version that wrote the file, where the file tells."""
    with contextlib.suppress(sqlite3.Error):
        raw = connect_to_read(path)
        try:
            row = raw.execute("SELECT value FROM file_facts WHERE name = 'program'").fetchone()
        finally:
            raw.close()
        if row:
            version = _("version {version}").format(version=row[0])
            return f"{version}, {_number(number)}"
    return _number(number)


def _number(number: int) -> str:
    return _("file format {number}").format(number=number)


def _cannot_open(path: Path, problem: OSError) -> tuple[str, str]:
    if isinstance(problem, FileNotFoundError):
        return _("“{name}” is not there.").format(name=path.name), _("It may have been moved or renamed.")
    return (
        _("“{name}” cannot be opened: {reason}.").format(name=path.name, reason=problem.strerror),
        _("Check that you may read it."),
    )


def _is_writable(path: Path) -> bool:
    # The owner's bit counts even for somebody who may write everything: it was taken away on purpose.
    return bool(path.stat().st_mode & stat.S_IWUSR) and os.access(path, os.W_OK)


def _check_log(path: Path, lock: Lock | None) -> _Log:
    """Return whose log lies beside the file. Raises UnknownLogError for a stranger's; both are kept."""
    strangers = [rollback_journal_of(path)] if rollback_journal_of(path).exists() else []
    salt = read_log_salt(path)
    note = lock.note() if lock else None
    log = _Log.NONE
    if salt is not None and note and note.owns(salt):
        log = _Log.OURS
    elif salt is not None and note and note.salt is None:
        log = _Log.STALE
    elif salt is not None:
        strangers.append(log_of(path))
    if strangers:
        names = ", ".join(one.name for one in strangers)
        raise UnknownLogError(
            _("Beside “{name}” lies “{log}”, which does not belong to it.").format(name=path.name, log=names),
            _("It may have been copied while open: close it there and copy it again. Both were left as is."),
        )
    return log


def _check_soundness(
    path: Path, schema: Schema, *, has_log: bool
) -> tuple[CheckReport, tempfile.TemporaryDirectory[str] | None]:
    """Check the file as it would be with its log: on a copy then, so that nothing is replayed into it."""
    if not has_log:
        return check_file(path, schema), None
    scratch = tempfile.TemporaryDirectory(prefix="facilitator-", ignore_cleanup_errors=True)
    copy = Path(scratch.name) / path.name
    try:
        with durable.told_of_disk(copy):
            durable.copy_private(path, copy)
            durable.copy_private(log_of(path), log_of(copy))
        return check_file(copy, schema, private_copy=True), scratch
    except BaseException:
        scratch.cleanup()
        raise


def _clean(scratch: tempfile.TemporaryDirectory[str] | None) -> None:
    if scratch:
        scratch.cleanup()
