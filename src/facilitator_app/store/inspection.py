"""Is a file sound: SQLite's own check, foreign keys, schema, hash chain, rows against the journal."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from facilitator_app.store import journal
from facilitator_app.store.connection import connect_to_copy, connect_to_read
from facilitator_app.store.images import read_rows, same
from facilitator_app.store.schema import Schema, fingerprint
from facilitator_app.support.wording import _

_MOST: Final = 20
# A view without end in somebody's file is stopped: so many steps of SQLite's machine are about 20 s.
_STEPS: Final = 1_000_000
_ROUNDS: Final = 2_000


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found. `findings` are plain sentences without a full stop; none means sound."""

    findings: tuple[str, ...]
    entries: int = 0
    erased: int = 0
    rows: int = 0
    schema_number: int = 0

    @property
    def sound(self) -> bool:
        """Nothing was found."""
        return not self.findings


def check_file(path: Path, schema: Schema, *, private_copy: bool = False) -> CheckReport:
    """Check a file at rest, without changing it; a private copy may have its -wal taken in.

    Raises nothing for a damaged file: that is what the report is for.
    """
    try:
        raw = connect_to_copy(path) if private_copy else connect_to_read(path)
    except sqlite3.Error as problem:
        return CheckReport((_unreadable(problem),))
    try:
        return check(raw, schema)
    finally:
        raw.close()


def check(raw: sqlite3.Connection, schema: Schema) -> CheckReport:
    """Check what `raw` reads. A file of an older schema is held to the fingerprint of its own format."""
    rounds = iter(range(_ROUNDS))
    raw.set_progress_handler(lambda: next(rounds, None) is None, _STEPS)
    try:
        findings = _structure(raw, schema)
        if findings:
            return CheckReport(tuple(findings))
        return _history(raw, schema)
    except (sqlite3.Error, UnicodeDecodeError) as problem:
        return CheckReport((_unreadable(problem),))
    finally:
        raw.set_progress_handler(None, 0)


def _unreadable(problem: Exception) -> str:
    return _("it cannot be read ({reason})").format(reason=problem)


def _structure(raw: sqlite3.Connection, schema: Schema) -> list[str]:
    said = [row[0] for row in raw.execute(f"PRAGMA integrity_check({_MOST})")]
    if said != ["ok"]:
        return [str(line).strip() for line in said]
    number = raw.execute("PRAGMA user_version").fetchone()[0]
    if fingerprint(raw) != schema.fingerprint(number):
        return [_("its tables are not those of a workshop file")]
    foreign = raw.execute("SELECT name FROM sqlite_schema WHERE type IN ('trigger', 'view')").fetchall()
    if foreign:
        return [_("it carries foreign commands ({names})").format(names=", ".join(row[0] for row in foreign))]
    broken = raw.execute("PRAGMA foreign_key_check").fetchmany(_MOST)
    return [
        _("a row of “{table}” points to a missing row of “{parent}”").format(table=row[0], parent=row[2])
        for row in broken
    ]


def _history(raw: sqlite3.Connection, schema: Schema) -> CheckReport:
    findings: list[str] = []
    previous: dict[str, tuple[int, str]] = {}
    count = erased = 0
    for entry in journal.chains(raw):
        seq, link = previous.get(entry.device, (0, ""))
        count += 1
        erased += entry.salt is None
        if entry.seq != seq + 1:
            findings.append(_("entry {seq} of its history is missing").format(seq=seq + 1))
        elif entry.link != entry.expected_link(link) or not _content_is_right(entry):
            findings.append(_("entry {seq} of its history was changed").format(seq=entry.seq))
        previous[entry.device] = (entry.seq, entry.link)
    columns = {table: names for table in schema.journalled() if (names := _columns_of(raw, table))}
    rows = 0
    if not findings:
        rows, differing = _compare_rows(raw, columns)
        findings.extend(differing)
    number = raw.execute("PRAGMA user_version").fetchone()[0]
    return CheckReport(tuple(findings[:_MOST]), count, erased, rows, number)


def _content_is_right(entry: journal.Entry) -> bool:
    if entry.salt is None:
        return True
    return entry.digest == entry.expected_digest()


def _columns_of(raw: sqlite3.Connection, table: str) -> tuple[str, ...]:
    return tuple(row[0] for row in raw.execute("SELECT name FROM pragma_table_info(?)", (table,)))


def _compare_rows(raw: sqlite3.Connection, columns: Mapping[str, tuple[str, ...]]) -> tuple[int, list[str]]:
    """Compare every row with the newest image of it: a text overwritten on the disk shows here."""
    newest: dict[tuple[str, str], dict[str, object] | None] = {}
    for entry in journal.entries(raw, newest_first=True):
        for image in entry.changes():
            newest.setdefault((image.noun, image.id), image.after)
    findings: list[str] = []
    rows = 0
    for table, names in columns.items():
        ids = [row[0] for row in raw.execute(f'SELECT id FROM main."{table}"')]  # noqa: S608 - our own names
        rows += len(ids)
        there = read_rows(raw, table, names, ids)
        known = {row_id for (noun, row_id), after in newest.items() if noun == table and after is not None}
        findings.extend(
            _("a row of “{table}” came or went outside of Facilitator").format(table=table)
            for _row_id in sorted(known.symmetric_difference(there), key=str)
        )
        for row_id in sorted(known & there.keys()):
            after = newest[table, row_id] or {}
            wrong = [name for name in names if name in after and not same(there[row_id][name], after[name])]
            findings.extend(
                _("“{column}” in a row of “{table}” was changed outside of Facilitator").format(
                    column=name, table=table
                )
                for name in wrong
            )
    return rows, findings
