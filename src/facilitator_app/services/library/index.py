"""The private index over closed workshops: texts with their folded shadows, and how long things took.

It is made again for a file at each close.

It can be thrown away at any time. What is erased from a workshop is overwritten in the index too.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from facilitator_app.records.enums import SegmentKind
from facilitator_app.records.learning import Duration
from facilitator_app.records.library import SearchHit
from facilitator_app.rules.text.folding import fold
from facilitator_app.services.library.held import durations_in
from facilitator_app.services.library.reading import looking_into
from facilitator_app.services.searching import everything, excerpt
from facilitator_app.store import durable
from facilitator_app.store.header import read_header
from facilitator_app.store.lock import lock_of
from facilitator_app.store.schema import SCHEMA_NUMBER
from facilitator_app.support import paths
from facilitator_app.support.errors import KnownError

INDEX_FILE: Final = "search.sqlite3"
MOST_HITS: Final = 200
_TABLES: Final = """
CREATE TABLE IF NOT EXISTS files (path TEXT PRIMARY KEY, stamp TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS texts (
    path TEXT NOT NULL, number INTEGER NOT NULL, place TEXT NOT NULL, text TEXT NOT NULL, noun TEXT NOT NULL,
    row_id TEXT NOT NULL, folded TEXT NOT NULL, PRIMARY KEY (path, number)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS durations (
    path TEXT NOT NULL, workshop TEXT NOT NULL, kind TEXT NOT NULL, steps TEXT NOT NULL, cycle TEXT,
    planned_seconds INTEGER NOT NULL, used_seconds INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS durations_of_a_file ON durations (path);
"""
_PARTS: Final = ("texts", "durations", "files")
_FORM: Final = "2"
"""What the index holds of a file; one that was indexed in an older form is indexed again."""


def index_workshop(path: Path, *, folder: Path | None = None) -> int:
    """Take the texts of a closed file into the index, in the place of what was there; return how many.

    Raises KnownError where the file cannot be read; its old texts are purged then.
    """
    name = str(path.absolute())
    with _index(folder or paths.app_data()) as index:
        _forget(index, name)
        with looking_into(path) as session:
            rows = [
                (name, number, hit.place, hit.text, hit.noun, hit.row_id, fold(hit.text))
                for number, hit in enumerate(everything(session))
            ]
            took = durations_in(session) if read_header(path).user_version == SCHEMA_NUMBER else ()
        index.executemany("INSERT INTO texts VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        index.executemany(
            "INSERT INTO durations VALUES (?, ?, ?, ?, ?, ?, ?)", [_stored(name, one) for one in took]
        )
        index.execute("INSERT INTO files VALUES (?, ?)", (name, _stamp(path)))
        index.commit()
    return len(rows)


def purge(path: Path, *, folder: Path | None = None) -> None:
    """Take everything of a file out of the index; the places on disk are overwritten."""
    with _index(folder or paths.app_data()) as index:
        _forget(index, str(path.absolute()))


def durations_known(known: tuple[Path, ...], *, folder: Path | None = None) -> tuple[Duration, ...]:
    """Return what is known of how long things took in the closed workshops `known`, in their order.

    Each file is brought up to date as `search_everywhere` does.
    """
    home = folder or paths.app_data()
    found: list[Duration] = []
    for path in known:
        if not _is_present(path, home):
            continue
        with _index(home) as index:
            query = """SELECT workshop, kind, steps, cycle, planned_seconds, used_seconds
                FROM durations WHERE path = ? ORDER BY rowid"""
            rows = index.execute(query, (str(path.absolute()),)).fetchall()
        found += [_duration(row) for row in rows]
    return tuple(found)


def search_everywhere(
    text: str, known: tuple[Path, ...], *, folder: Path | None = None, limit: int = MOST_HITS
) -> tuple[SearchHit, ...]:
    """Return where `text` stands in the closed workshops `known` (the recent list), in their order.

    A file that was changed elsewhere is indexed again first. One that is open (its lock lies beside it) is
    searched as it was when it was last closed; one that is gone or cannot be read is left out.
    """
    asked = fold(text).strip()
    if not asked:
        return ()
    home = folder or paths.app_data()
    hits: list[SearchHit] = []
    for path in known:
        if not _is_present(path, home):
            continue
        with _index(home) as index:
            query = """SELECT place, text, noun, row_id FROM texts
                WHERE path = ? AND instr(folded, ?) > 0 ORDER BY number LIMIT ?"""
            rows = index.execute(query, (str(path.absolute()), asked, limit - len(hits))).fetchall()
        hits += [
            SearchHit(str(path), place, excerpt(found, asked), noun, row_id)
            for place, found, noun, row_id in rows
        ]
        if len(hits) >= limit:
            break
    return tuple(hits)


def _is_present(path: Path, folder: Path) -> bool:
    """Bring the index up to date for one file; return whether the file can be found in."""
    try:
        stamp = _stamp(path)
    except OSError:
        return False
    with _index(folder) as index:
        row = index.execute("SELECT stamp FROM files WHERE path = ?", (str(path.absolute()),)).fetchone()
    if row is not None and (row[0] == stamp or lock_of(path).exists()):
        return True
    try:
        index_workshop(path, folder=folder)
    except KnownError:
        return False
    return True


def _stamp(path: Path) -> str:
    status = path.stat()
    return f"{_FORM}:{status.st_size}:{status.st_mtime_ns}"


def _forget(index: sqlite3.Connection, name: str) -> None:
    for table in _PARTS:
        index.execute(f"DELETE FROM {table} WHERE path = ?", (name,))  # noqa: S608 - our own names
    index.commit()


def _stored(name: str, one: Duration) -> tuple[object, ...]:
    steps = ",".join(str(step) for step in one.steps)
    return name, one.workshop, str(one.kind), steps, one.cycle, one.planned_seconds, one.used_seconds


def _duration(row: tuple[Any, ...]) -> Duration:
    workshop, kind, steps, cycle, planned, used = row
    numbers = tuple(int(step) for step in steps.split(",") if step)
    return Duration(workshop, SegmentKind(kind), numbers, cycle, planned, used)


@contextmanager
def _index(folder: Path) -> Iterator[sqlite3.Connection]:
    """Open the index, private to its owner; one that is damaged is made anew."""
    path = folder / INDEX_FILE
    with durable.told_of_disk(path):
        if not path.exists():
            durable.make_private(path)
    try:
        raw = _open(path)
    except sqlite3.DatabaseError:
        with durable.told_of_disk(path):
            path.unlink()
            durable.make_private(path)
        raw = _open(path)
    try:
        yield raw
    finally:
        raw.close()


def _open(path: Path) -> sqlite3.Connection:
    raw = sqlite3.connect(path)
    try:
        # With no journal on disk nothing that was erased is left in one.
        raw.execute("PRAGMA journal_mode=MEMORY").fetchall()
        raw.execute("PRAGMA secure_delete=ON").fetchall()
        raw.execute("PRAGMA trusted_schema=OFF")
        raw.executescript(_TABLES)
    except sqlite3.DatabaseError:
        raw.close()
        raise
    return raw
