"""Make, open, restore and salvage workshop files."""

from __future__ import annotations

import contextlib
import glob
import os
import sqlite3
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from facilitator_app import __version__
from facilitator_app.records.enums import Desk
from facilitator_app.store import backups, durable, migration, schema
from facilitator_app.store.backups import Backup, BackupPreview
from facilitator_app.store.connection import connect_to_read, connect_to_write
from facilitator_app.store.drafts import draft_rows
from facilitator_app.store.faults import DamagedFileError, told_plainly
from facilitator_app.store.header import log_of, read_log_salt
from facilitator_app.store.inspection import CheckReport, check_file
from facilitator_app.store.journal import Kind, append, chain_of
from facilitator_app.store.lock import Lock, LockNote
from facilitator_app.store.opening import Found, OpeningReport, examine
from facilitator_app.store.schema import APPLICATION_ID, Schema
from facilitator_app.store.space import Reserve, rescue_of
from facilitator_app.store.workshop_file import Transaction, WorkshopFile
from facilitator_app.support.clock import Clock
from facilitator_app.support.errors import CannotWriteError
from facilitator_app.support.ids import new_id
from facilitator_app.support.wording import _

_MADE = "New workshop"
_RESTORED = "Restore a backup"


def create(
    path: Path,
    *,
    clock: Clock,
    device: str,
    fill: Callable[[Transaction], object],
    label: str = _MADE,
    format_: Schema | None = None,
) -> WorkshopFile:
    """Make a workshop file with what `fill` puts into it, and open it.

    The file appears whole or not at all, readable by its owner alone; its making cannot be undone. `device`
    names this computer in the journal. Raises CannotWriteError where `path` exists or cannot be written;
    what `fill` raises comes out as it is.
    """
    kind = format_ or schema.present()
    path = path.absolute()
    with durable.told_of_disk(path):
        if os.path.lexists(path):
            raise FileExistsError(path)
        part = durable.part_beside(path)
        durable.make_private(part)
    try:
        with told_plainly(path):
            _build(part, kind, clock=clock, device=device, fill=fill, label=label)
        with durable.told_of_disk(path):
            durable.sync(part)
            durable.appear(part, path)
    finally:
        _drop(part)
    return open_workshop(path, clock=clock, device=device, format_=kind)


def open_workshop(
    path: Path, *, clock: Clock, device: str, read_only: bool = False, format_: Schema | None = None
) -> WorkshopFile:
    """Check a workshop file in every respect and open it; an older one is backed up and migrated first.

    A file or folder that cannot be written is opened read-only, with a warning in `.opened`. Raises
    NotAWorkshopError, NewerFileError, HeldError, UnknownLogError, DamagedFileError (which names the newest
    sound backup) or CannotWriteError; the file is then as it was, byte by byte.
    """
    kind = format_ or schema.present()
    path = path.absolute()
    found = examine(path, kind, read_only=read_only)
    try:
        if found.read_only:
            return _open_to_read(path, found, kind, clock, device)
        return _open_to_write(path, found, kind, clock, device)
    except BaseException:
        _abandon(found)
        raise


def check(path: Path, *, format_: Schema | None = None) -> CheckReport:
    """Check a file that is not open, without changing it. Raises as `open_workshop` for what is no workshop.

    A damaged file is reported, not raised.
    """
    kind = format_ or schema.present()
    try:
        found = examine(path.absolute(), kind, read_only=True)
    except DamagedFileError as problem:
        return CheckReport(problem.findings)
    _abandon(found)
    return found.report


def list_backups(path: Path) -> list[Backup]:
    """Return the backups of a workshop file, newest first."""
    return backups.list_backups(path.absolute())


def preview(backup: Path, *, format_: Schema | None = None) -> BackupPreview:
    """Return what a backup holds. Raises DamagedFileError where it cannot be read."""
    return backups.preview(backup, format_ or schema.present())


def restore(
    backup: Path, target: Path, *, clock: Clock, device: str, format_: Schema | None = None
) -> WorkshopFile:
    """Restore a backup into the new file `target` and open it; the file it was taken of is left alone.

    The restored file goes on in a chain of its own, so that its history and that of the first file can be
    joined later. Raises DamagedFileError for a backup that does not pass, CannotWriteError where `target`
    exists.
    """
    kind = format_ or schema.present()
    target = target.absolute()
    report = check_file(backup, kind)
    if not report.sound:
        raise DamagedFileError(backup, report.findings)
    part = durable.part_beside(target)
    try:
        with durable.told_of_disk(target):
            if os.path.lexists(target):
                raise FileExistsError(target)
            durable.copy_private(backup, part)
        with told_plainly(target):
            _begin_branch(part, clock, device)
        with durable.told_of_disk(target):
            durable.sync(part)
            durable.appear(part, target)
    finally:
        _drop(part)
    return open_workshop(target, clock=clock, device=device, format_=kind)


def _abandon(found: Found) -> None:
    if found.lock:
        found.lock.let_go(clean=False)
    if found.scratch:
        found.scratch.cleanup()


def _build(
    part: Path,
    kind: Schema,
    *,
    clock: Clock,
    device: str,
    fill: Callable[[Transaction], object],
    label: str,
) -> None:
    raw = connect_to_write(part)
    try:
        raw.execute("BEGIN IMMEDIATE")
        kind.create(raw)
        facts = {"file": new_id(), "made_at": clock.read().wall.isoformat(), "program": __version__}
        raw.executemany("INSERT INTO file_facts (name, value) VALUES (?, ?)", facts.items())
        raw.execute("COMMIT")
        raw.execute(f"PRAGMA application_id={APPLICATION_ID}")
        raw.execute(f"PRAGMA user_version={kind.number}")
    except BaseException:
        raw.close()
        raise
    file = WorkshopFile(
        part, raw, kind, clock=clock, device=device, opened=OpeningReport(), lock=None, reserve=Reserve(part)
    )
    # Closing ends with a TRUNCATE checkpoint: from now on the header tells what the file is.
    with file, file.transact(label, Desk.PREPARE, undoable=False) as transaction:
        fill(transaction)


def _begin_branch(part: Path, clock: Clock, device: str) -> None:
    raw = connect_to_write(part)
    try:
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("INSERT OR REPLACE INTO file_facts (name, value) VALUES ('branch', ?)", (new_id(),))
        at = clock.read().wall.isoformat(timespec="milliseconds")
        append(
            raw,
            device=chain_of(raw, device),
            desk=Desk.PREPARE,
            kind=Kind.KEEP,
            label=_RESTORED,
            target=None,
            at=at,
            images=(),
        )
        raw.execute("COMMIT")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        raw.close()


def _open_to_write(path: Path, found: Found, kind: Schema, clock: Clock, device: str) -> WorkshopFile:
    lock = found.lock
    if lock is None:
        raise RuntimeError("a file is opened for work only with its lock held")
    _remove_leftovers(path)
    if found.stale_log:
        with durable.told_of_disk(path):
            log_of(path).replace(path.with_name(f"{path.name}-wal.unused"))
    migrated_from = None
    if found.number < kind.number:
        migration.migrate(path, kind, found.number, clock=clock, device=device)
        migrated_from = found.number
    with told_plainly(path):
        raw = connect_to_write(path)
    try:
        with told_plainly(path):
            _mark_opening(raw, path, lock, recovered=found.has_log and migrated_from is None)
            chain = chain_of(raw, device)
            drafts = draft_rows(raw)
        reserve = Reserve(path)
        reserve.take()
        space = reserve.warning()
        opened = OpeningReport(
            recovered=found.has_log,
            migrated_from=migrated_from,
            drafts=drafts,
            rescue=rescue_of(path) if rescue_of(path).exists() else None,
            warnings=(*found.warnings, *([space] if space else [])),
            space=space,
        )
        return WorkshopFile(
            path, raw, kind, clock=clock, device=chain, opened=opened, lock=lock, reserve=reserve
        )
    except BaseException:
        raw.close()
        raise


def _open_to_read(path: Path, found: Found, kind: Schema, clock: Clock, device: str) -> WorkshopFile:
    found = _migrate_copy(found, kind, clock, device)
    with told_plainly(path):
        raw = connect_to_read(found.path)
    try:
        with told_plainly(path):
            opened = OpeningReport(
                recovered=found.has_log,
                drafts=draft_rows(raw),
                rescue=rescue_of(path) if rescue_of(path).exists() else None,
                warnings=found.warnings,
            )
            chain = chain_of(raw, device)
    except BaseException:
        raw.close()
        raise
    return WorkshopFile(
        path,
        raw,
        kind,
        clock=clock,
        device=chain,
        opened=opened,
        lock=found.lock,
        reserve=None,
        scratch=found.scratch,
    )


def _migrate_copy(found: Found, kind: Schema, clock: Clock, device: str) -> Found:
    """Bring a private copy of an older file that may only be read up to the present schema."""
    if found.number >= kind.number:
        return found
    scratch = found.scratch or tempfile.TemporaryDirectory(prefix="facilitator-", ignore_cleanup_errors=True)
    copy = Path(scratch.name) / f"present-{found.path.name}"
    with durable.told_of_disk(copy):
        durable.copy_private(found.path, copy)
    migration.upgrade_copy(copy, kind, found.number, clock=clock, device=device)
    return replace(found, path=copy, scratch=scratch)


def _mark_opening(raw: sqlite3.Connection, path: Path, lock: Lock, *, recovered: bool) -> None:
    """Write down which log is ours, before anybody's text goes into it."""
    if recovered:
        # Not otherwise: after a checkpoint SQLite counts salt-1 on, and without a log it would start at 1.
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    lock.write_note(LockNote(os.getpid(), None))
    # Another value each time: SQLite writes nothing for a row that stays as it is.
    raw.execute("INSERT OR REPLACE INTO file_facts (name, value) VALUES ('opening', ?)", (new_id(),))
    salt = read_log_salt(path)
    if salt is None:
        raise CannotWriteError(
            _("“{name}” does not keep its log beside it.").format(name=log_of(path).name),
            _("Copy the file to a disk of this computer and open it there."),
        )
    lock.write_note(LockNote(os.getpid(), salt))


def _remove_leftovers(path: Path) -> None:
    """Remove halves that a killed process left: nobody else has the lock, so nobody is writing them."""
    beside = path.parent.glob(f".{glob.escape(path.name)}.*.part*")
    for leftover in (*beside, *backups.folder_of(path).glob(".backup.*.part*")):
        _drop(leftover)


def _drop(part: Path) -> None:
    with contextlib.suppress(OSError):
        part.unlink(missing_ok=True)
