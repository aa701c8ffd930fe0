"""From an older file format to the present one: back up, migrate a copy, verify, swap."""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Final, TypeAlias

from facilitator_app import __version__
from facilitator_app.records.enums import Desk
from facilitator_app.store import backups, durable
from facilitator_app.store.connection import connect_to_copy, connect_to_read, connect_to_write
from facilitator_app.store.faults import DamagedFileError, told_plainly
from facilitator_app.store.images import Image, image_of, read_rows
from facilitator_app.store.inspection import check_file
from facilitator_app.store.journal import Kind, append, chain_of
from facilitator_app.store.schema import DRAFTS, JOURNAL, Schema, run
from facilitator_app.support.clock import Clock
from facilitator_app.support.wording import _

_LABEL: Final = "New file format"

# Columns, number of rows, and a digest of the rows.
Rows: TypeAlias = tuple[tuple[str, ...], int, str]


def migrate(path: Path, schema: Schema, number: int, *, clock: Clock, device: str) -> None:
    """Bring the file at `path` from schema `number` to the present one; its lock is held.

    A backup is taken first. All work is done on a copy, which takes the place of the file in one step when
    it has passed every check: killed at any moment, the old file or the new one is there, whole. Raises
    DamagedFileError or CannotWriteError; the file is then as it was.
    """
    with told_plainly(path):
        # What a crash left in the log belongs into the file that is copied.
        connect_to_write(path).close()
    backups.keep_copy(path, schema, at=clock.read().wall, reason="before-migrate")
    part = durable.part_beside(path)
    try:
        with durable.told_of_disk(path):
            durable.copy_private(path, part)
        upgrade_copy(part, schema, number, clock=clock, device=device)
        with durable.told_of_disk(path):
            durable.sync(part)
            durable.take_over(part, path)
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def upgrade_copy(copy: Path, schema: Schema, number: int, *, clock: Clock, device: str) -> None:
    """Migrate the private file `copy` in place and verify it. Raises DamagedFileError if it does not pass."""
    steps = schema.steps(number, schema.number)
    rewritten = frozenset[str]().union(*(step.rewrites for step in steps))
    with told_plainly(copy):
        raw = connect_to_read(copy)
        before = _digests(raw)
        raw.close()
        raw = connect_to_copy(copy)
        try:
            for step in steps:
                run(raw, step)
            _close_history(raw, schema, rewritten | _grown(raw, before), clock, device)
            # A file in WAL mode keeps saying so in its header; the log itself goes at close.
            raw.execute("PRAGMA journal_mode=WAL").fetchall()
        finally:
            raw.close()
    _verify(copy, schema, before, rewritten)


def _grown(raw: sqlite3.Connection, before: Mapping[str, Rows]) -> frozenset[str]:
    """Return the tables that have columns they did not have: no image covers what stands in those."""
    return frozenset(
        table for table, (columns, *_rest) in before.items() if set(_columns(raw, table)) - set(columns)
    )


def _close_history(
    raw: sqlite3.Connection, schema: Schema, changed: frozenset[str], clock: Clock, device: str
) -> None:
    """Write the rows of the tables `changed` into the journal; what came before can no longer be undone."""
    images: list[Image] = []
    columns = schema.journalled()
    for table in sorted(changed & columns.keys()):
        ids = [row[0] for row in raw.execute(f'SELECT id FROM "{table}" ORDER BY id')]  # noqa: S608 - our own names
        rows = read_rows(raw, table, columns[table], ids)
        images.extend(image_of(table, row_id, None, row) for row_id, row in rows.items())
    raw.execute("BEGIN IMMEDIATE")
    append(
        raw,
        device=chain_of(raw, device),
        desk=Desk.IMPORT,
        kind=Kind.MIGRATE,
        label=_LABEL,
        target=None,
        at=clock.read().wall.isoformat(timespec="milliseconds"),
        images=images,
    )
    raw.execute("INSERT OR REPLACE INTO file_facts (name, value) VALUES ('program', ?)", (__version__,))
    raw.execute("COMMIT")


def _digests(raw: sqlite3.Connection) -> dict[str, Rows]:
    """Return columns, number of rows and a digest of the rows for every table with people's work in it."""
    found = {}
    tables = raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").fetchall()
    for (table,) in tables:
        columns = _columns(raw, table)
        if "id" in columns or table in {DRAFTS, JOURNAL}:
            found[table] = (columns, *_digest(raw, table, columns))
    return found


def _columns(raw: sqlite3.Connection, table: str) -> tuple[str, ...]:
    return tuple(row[0] for row in raw.execute("SELECT name FROM pragma_table_info(?)", (table,)))


def _digest(raw: sqlite3.Connection, table: str, columns: tuple[str, ...]) -> tuple[int, str]:
    listed = ", ".join(f'"{column}"' for column in columns)
    digest, count = hashlib.sha256(), 0
    where = f" WHERE kind <> '{Kind.MIGRATE}'" if table == JOURNAL else ""
    for row in raw.execute(f'SELECT {listed} FROM "{table}"{where} ORDER BY 1, 2'):  # noqa: S608 - our own names
        digest.update(repr(row).encode())
        count += 1
    return count, digest.hexdigest()


def _verify(
    copy: Path,
    schema: Schema,
    before: Mapping[str, Rows],
    rewritten: frozenset[str],
) -> None:
    report = check_file(copy, schema)
    findings = list(report.findings)
    if not findings:
        raw = connect_to_read(copy)
        try:
            for table, (columns, count, digest) in before.items():
                if table not in rewritten and _digest(raw, table, columns) != (count, digest):
                    findings.append(_("“{table}” did not come through unchanged").format(table=table))
        except sqlite3.Error as problem:
            findings.append(str(problem))
        finally:
            raw.close()
    if findings:
        raise DamagedFileError(copy, tuple(findings))
