"""Backups in NAME.backups: taken while work goes on, verified before they count, thinned with age."""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from facilitator_app.store import durable
from facilitator_app.store.connection import connect_to_read
from facilitator_app.store.faults import DamagedFileError
from facilitator_app.store.inspection import check_file
from facilitator_app.store.schema import Schema

# "12 of every 5 minutes, 24 hourly, 30 daily, then weekly"
_NEWEST: Final = 12
_HOURS: Final = 24
_DAYS: Final = 30
_STAMP: Final = "%Y-%m-%dT%H%M%SZ"
_NAME: Final = re.compile(r"(\d{4}-\d\d-\d\dT\d{6}Z)_([a-z0-9-]*)(?:~\d+)?\.workshop")
# 64 pages of 4 KiB between two looks at what else there is to do.
_PAGES: Final = 64
_LAST_LINES: Final = 5


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup: when (UTC) and why it was taken."""

    path: Path
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class BackupPreview:
    """What a backup holds, to choose by: rows per table and the newest commands as (UTC ISO, label)."""

    backup: Backup
    size: int
    rows: dict[str, int]
    last_commands: tuple[tuple[str, str], ...]


def folder_of(path: Path) -> Path:
    """Return the folder of the backups of the workshop file `path`."""
    return path.with_name(f"{path.name}.backups")


def list_backups(path: Path) -> list[Backup]:
    """Return the backups of a workshop file, newest first."""
    found = []
    with contextlib.suppress(OSError):
        for one in folder_of(path).iterdir():
            match = _NAME.fullmatch(one.name)
            if match:
                at = datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC)
                found.append(Backup(one, at, match[2]))
    return sorted(found, key=lambda backup: (backup.at, backup.path.name), reverse=True)


def preview(backup: Path, schema: Schema) -> BackupPreview:
    """Return what a backup holds. Raises DamagedFileError where it cannot be read."""
    match = _NAME.fullmatch(backup.name)
    at = datetime.fromtimestamp(backup.stat().st_mtime, UTC)
    if match:
        at = datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC)
    raw = connect_to_read(backup)
    try:
        # A backup that was taken before a migration has the tables of its own format.
        there = {name for (name,) in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        rows = {
            table: int(raw.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])  # noqa: S608 - our own names
            for table in schema.journalled()
            if table in there
        }
        query = "SELECT at, label FROM journal ORDER BY place DESC LIMIT ?"
        last = tuple((str(when), str(label)) for when, label in raw.execute(query, (_LAST_LINES,)))
    except sqlite3.Error as problem:
        raise DamagedFileError(backup, (str(problem),)) from problem
    finally:
        raw.close()
    return BackupPreview(Backup(backup, at, match[2] if match else ""), backup.stat().st_size, rows, last)


def newest_sound_backup(path: Path, schema: Schema) -> Path | None:
    """Return the newest backup that passes every check."""
    return next((one.path for one in list_backups(path) if check_file(one.path, schema).sound), None)


def snapshot(raw: sqlite3.Connection, path: Path, between: Callable[[], object] | None) -> Path:
    """Copy an open file into a temporary one in its backup folder and return that.

    Runs on the thread of the connection; `between` is called every 256 KiB, so that work can go on (what
    it writes is taken into the copy).
    """
    folder = folder_of(path)
    with durable.told_of_disk(folder):
        folder.mkdir(mode=0o700, exist_ok=True)
        part = durable.part_beside(folder / "backup")
        durable.make_private(part)
    target = sqlite3.connect(part, isolation_level=None)
    try:
        target.execute("PRAGMA synchronous=OFF")
        if between is None:
            raw.backup(target)
        else:
            look = between
            raw.backup(target, pages=_PAGES, progress=lambda _status, _left, _all: look(), sleep=0)
    except BaseException:
        target.close()
        part.unlink(missing_ok=True)
        raise
    target.close()
    return part


def keep(part: Path, path: Path, schema: Schema, *, at: datetime, reason: str, also: Path | None) -> Path:
    """Verify a snapshot, give it its name, thin out old ones and return its path. Any thread may do this.

    `also` is a second place, such as a USB stick. Raises DamagedFileError for a copy that does not pass.
    """
    report = check_file(part, schema)
    if not report.sound:
        part.unlink(missing_ok=True)
        raise DamagedFileError(path, report.findings)
    folder = folder_of(path)
    with durable.told_of_disk(folder):
        durable.sync(part)
        target = _put(part, folder, at, reason)
        _thin(path)
        if also is not None:
            also.mkdir(parents=True, exist_ok=True)
            second = durable.part_beside(also / target.name)
            durable.copy_private(target, second)
            _put(second, also, at, reason)
    return target


def keep_copy(path: Path, schema: Schema, *, at: datetime, reason: str) -> Path:
    """Back up a file at rest byte by byte, verify and return the backup."""
    folder = folder_of(path)
    with durable.told_of_disk(folder):
        folder.mkdir(mode=0o700, exist_ok=True)
        part = durable.part_beside(folder / "backup")
        durable.copy_private(path, part)
    return keep(part, path, schema, at=at, reason=reason, also=None)


def superfluous(times: Sequence[datetime]) -> set[datetime]:
    """Return which of the backups taken at `times` (UTC) can go.

    Kept are the newest 12; of older ones the newest of each of the last 24 hours that have one, of each of
    the last 30 such days, and of every ISO week.
    """
    ordered = sorted(set(times), reverse=True)
    kept = set(ordered[:_NEWEST])
    kept |= _newest_of_each(ordered, lambda at: at.strftime("%Y-%m-%dT%H"), timedelta(hours=_HOURS))
    kept |= _newest_of_each(ordered, lambda at: at.strftime("%Y-%m-%d"), timedelta(days=_DAYS))
    kept |= _newest_of_each(ordered, lambda at: at.strftime("%G-%V"), None)
    return set(times) - kept


def _newest_of_each(
    ordered: Iterable[datetime], bucket: Callable[[datetime], str], within: timedelta | None
) -> set[datetime]:
    newest: dict[str, datetime] = {}
    latest: datetime | None = None
    for at in ordered:
        latest = latest or at
        if within is None or latest - at < within:
            newest.setdefault(bucket(at), at)
    return set(newest.values())


def _thin(path: Path) -> None:
    backups = list_backups(path)
    goes = superfluous([backup.at for backup in backups])
    for backup in backups:
        if backup.at in goes:
            # One that cannot go now goes the next time.
            with contextlib.suppress(OSError):
                backup.path.unlink()


def _put(part: Path, folder: Path, at: datetime, reason: str) -> Path:
    slug = re.sub(r"[^a-z0-9]+", "-", reason.lower()).strip("-")
    stem = f"{at.strftime(_STAMP)}_{slug}"
    target, number = folder / f"{stem}.workshop", 1
    while os.path.lexists(target):
        number += 1
        target = folder / f"{stem}~{number}.workshop"
    durable.appear(part, target)
    return target
