"""Save what can still be read of a damaged file into a new one."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from facilitator_app.store import durable, files, journal, schema
from facilitator_app.store.connection import connect_to_copy
from facilitator_app.store.header import log_of, read_header
from facilitator_app.store.images import RowValues, decode
from facilitator_app.store.workshop_file import Transaction, WorkshopFile
from facilitator_app.support.clock import Clock

_LABEL: Final = "Save what can be read"
_MOST_ROWS: Final = 1_000_000

Rows = dict[str, RowValues]


@dataclass(frozen=True, slots=True)
class SalvageReport:
    """How many rows were saved per table, and how many were found but did not fit together any more."""

    saved: Mapping[str, int]
    left_out: int


@dataclass(slots=True)
class _Harvest:
    tables: dict[str, Rows] = field(default_factory=dict)
    drafts: list[tuple[str, str, str, str]] = field(default_factory=list)


def salvage(
    damaged: Path, target: Path, *, clock: Clock, device: str, format_: schema.Schema | None = None
) -> tuple[WorkshopFile, SalvageReport]:
    """Save what can be read of `damaged` (which is not changed) into the new file `target`, and open it.

    A row is taken from the newest intact entry of the history, or else as it lies in its table; rows that
    point to lost ones are left out, and those of an older format are brought up to the present one. The
    history itself starts anew. Raises CannotWriteError where `target`
    exists.
    """
    kind = format_ or schema.present()
    number = _number_of(damaged, kind)
    columns = kind.journalled() if number == kind.number else _former_columns(kind, number)
    with tempfile.TemporaryDirectory(prefix="facilitator-", ignore_cleanup_errors=True) as scratch:
        copy = Path(scratch) / "damaged.workshop"
        with durable.told_of_disk(copy):
            durable.copy_private(damaged, copy)
            if log_of(damaged).exists():
                durable.copy_private(log_of(damaged), log_of(copy))
        found = _read(copy, columns)
    misfits = 0 if number == kind.number else _bring_up(found, kind, number)
    report = SalvageReport({}, 0)

    def fill(transaction: Transaction) -> None:
        nonlocal report
        raw = transaction.session.connection().connection.driver_connection
        if not isinstance(raw, sqlite3.Connection):
            raise TypeError("a workshop file is read through sqlite3")
        saved = _write(raw, found)
        report = SalvageReport(saved.saved, saved.left_out + misfits)

    file = files.create(target, clock=clock, device=device, fill=fill, label=_LABEL, format_=kind)
    return file, report


def _number_of(damaged: Path, kind: schema.Schema) -> int:
    """Return the format of a damaged file; where its header does not say, the present one."""
    try:
        number = read_header(damaged).user_version
    except OSError:
        return kind.number
    return number if 0 < number < kind.number else kind.number


def _former_columns(kind: schema.Schema, number: int) -> dict[str, tuple[str, ...]]:
    """Return the columns that the nouns of the present format had in format `number`, where it had them."""
    raw = sqlite3.connect(":memory:", isolation_level=None)
    try:
        kind.create_former(raw, number)
        found = {
            table: tuple(row[0] for row in raw.execute("SELECT name FROM pragma_table_info(?)", (table,)))
            for (table,) in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        }
    finally:
        raw.close()
    return {table: names for table, names in found.items() if "id" in names}


def _bring_up(found: _Harvest, kind: schema.Schema, number: int) -> int:
    """Take the rows of format `number` through the steps to the present one; returns how many did not fit."""
    raw = sqlite3.connect(":memory:", isolation_level=None)
    try:
        kind.create_former(raw, number)
        left_out = _insert(raw, found.tables)
        for step in kind.steps(number, kind.number):
            schema.run(raw, step)
        found.tables = {
            table: {str(row["id"]): row for row in _rows(raw, table, names)}
            for table, names in kind.journalled().items()
        }
    finally:
        raw.close()
    return left_out


def _read(copy: Path, columns: Mapping[str, Sequence[str]]) -> _Harvest:
    harvest = _Harvest({table: {} for table in columns})
    try:
        raw = connect_to_copy(copy)
    except sqlite3.Error:
        return harvest
    try:
        for table, names in columns.items():
            for row in _rows(raw, table, names):
                harvest.tables[table].setdefault(str(row["id"]), row)
        _prefer_history(raw, harvest, columns)
        for draft in _rows(raw, schema.DRAFTS, ("point_id", "field", "text", "written_at")):
            point_id, name, text, written_at = (str(value) for value in draft.values())
            harvest.drafts.append((point_id, name, text, written_at))
    finally:
        raw.close()
    return harvest


def _rows(raw: sqlite3.Connection, table: str, names: Sequence[str]) -> Iterator[RowValues]:
    """Read a table row by row; what cannot be read is stepped over."""
    listed = ", ".join(f'"{name}"' for name in names)
    query = f'SELECT {listed} FROM "{table}" WHERE rowid = ?'  # noqa: S608 - our own names
    for rowid in _rowids(raw, table):
        try:
            values = raw.execute(query, (rowid,)).fetchone()
        except (sqlite3.Error, UnicodeDecodeError):
            continue
        if values is not None:
            yield dict(zip(names, values, strict=True))


def _rowids(raw: sqlite3.Connection, table: str) -> range | list[int]:
    try:
        return [row[0] for row in raw.execute(f'SELECT rowid FROM "{table}"')]  # noqa: S608 - our own names
    except sqlite3.Error:
        pass
    try:
        (last,) = raw.execute(f'SELECT max(rowid) FROM "{table}"').fetchone()  # noqa: S608 - our own names
    except sqlite3.Error:
        last = _MOST_ROWS // 100
    return range(1, min(int(last or 0), _MOST_ROWS) + 1)


def _prefer_history(raw: sqlite3.Connection, harvest: _Harvest, columns: Mapping[str, Sequence[str]]) -> None:
    """Let the newest intact image of each row win over what lies in its table."""
    seen: set[tuple[str, str]] = set()
    names = tuple(journal.Entry.__dataclass_fields__)
    for row in sorted(_rows(raw, schema.JOURNAL, names), key=lambda one: str(one["place"]).zfill(20))[::-1]:
        entry = journal.Entry(**row)  # type: ignore[arg-type]  # as they lie in a damaged file
        if entry.salt is None or entry.digest != entry.expected_digest():
            continue
        for image in entry.changes():
            if (image.noun, image.id) in seen or image.noun not in columns:
                continue
            seen.add((image.noun, image.id))
            rows = harvest.tables[image.noun]
            if image.after is None:
                rows.pop(image.id, None)
            else:
                rows[image.id] = _merged(image.after, rows.get(image.id), columns[image.noun])


def _merged(after: Mapping[str, object], lying: RowValues | None, names: Sequence[str]) -> RowValues:
    row: RowValues = {}
    for name in names:
        if name not in after and lying:
            # The image is older than the column.
            row[name] = lying[name]
            continue
        try:
            row[name] = decode(after.get(name))
        except ValueError:
            row[name] = lying[name] if lying else None
    return row


def _insert(raw: sqlite3.Connection, tables: Mapping[str, Rows]) -> int:
    """Write rows as they are and return how many a constraint refused."""
    left_out = 0
    for table, rows in tables.items():
        for row in rows.values():
            listed = ", ".join(f'"{name}"' for name in row)
            marks = ", ".join("?" * len(row))
            query = f'INSERT INTO main."{table}" ({listed}) VALUES ({marks})'  # noqa: S608 - our own names
            try:
                raw.execute(query, tuple(row.values()))
            except sqlite3.IntegrityError:
                left_out += 1
    return left_out


def _write(raw: sqlite3.Connection, found: _Harvest) -> SalvageReport:
    raw.execute("PRAGMA defer_foreign_keys=ON")
    left_out = _insert(raw, found.tables)
    while loose := raw.execute("PRAGMA foreign_key_check").fetchall():
        for table, rowid, *_rest in loose:
            left_out += raw.execute(
                f'DELETE FROM main."{table}" WHERE rowid = ?',  # noqa: S608 - our own names
                (rowid,),
            ).rowcount
    raw.executemany(
        "INSERT OR IGNORE INTO drafts (point_id, field, text, written_at) VALUES (?, ?, ?, ?)", found.drafts
    )
    saved = {
        table: int(raw.execute(f'SELECT count(*) FROM main."{table}"').fetchone()[0])  # noqa: S608 - our own names
        for table in found.tables
    }
    return SalvageReport({table: count for table, count in saved.items() if count}, left_out)
