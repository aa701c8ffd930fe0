"""What a workshop file is made of: its number, its tables, and a fingerprint of both."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from sqlalchemy import Column, Integer, MetaData, String, Table, UniqueConstraint
from sqlmodel import SQLModel

import facilitator_app.models  # noqa: F401 - importing the room fills the metadata
from facilitator_app.store.connection import engine_on
from facilitator_app.store.migrations import shipped_revisions

# "FaWs" in the header of every workshop file, so that `file` and we know it from any other database.
APPLICATION_ID: Final = 0x46615773
SCHEMA_NUMBER: Final = 3

DRAFTS: Final = "drafts"
JOURNAL: Final = "journal"
FACTS: Final = "file_facts"

STORE_TABLES: Final = MetaData()
Table(
    JOURNAL,
    STORE_TABLES,
    Column("place", Integer, primary_key=True),
    Column("device", String, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("parent", String),
    Column("desk", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("label", String, nullable=False),
    Column("target", Integer),
    Column("at", String, nullable=False),
    Column("images", String),
    Column("salt", String),
    Column("digest", String, nullable=False),
    Column("link", String, nullable=False),
    UniqueConstraint("device", "seq"),
)
Table(
    FACTS,
    STORE_TABLES,
    Column("name", String, primary_key=True, nullable=False),
    Column("value", String, nullable=False),
)


class Revision(Protocol):
    """One step of the file format; a module of `store.migrations.versions` is one."""

    schema_number: int
    # Tables whose rows the step rewrites; the rows of every other table must come out as they went in.
    rewrites: frozenset[str]

    def upgrade(self) -> None:
        """Change the tables with `alembic.op`."""
        ...


@dataclass(frozen=True)
class Schema:
    """One file format: its number, the tables of the nouns and the steps that lead to it."""

    number: int
    nouns: MetaData
    revisions: Callable[[], Sequence[Revision]]

    def create(self, raw: sqlite3.Connection) -> None:
        """Make every table in an empty database."""
        for statement in self.statements():
            raw.execute(statement)

    def statements(self) -> list[str]:
        """Return the CREATE statements in an order that works."""
        from sqlalchemy.dialects import sqlite  # noqa: PLC0415 - only creation and checks need it
        from sqlalchemy.schema import CreateIndex, CreateTable  # noqa: PLC0415

        dialect = sqlite.dialect()
        found: list[str] = []
        for metadata in (self.nouns, STORE_TABLES):
            for table in metadata.sorted_tables:
                found.append(str(CreateTable(table).compile(dialect=dialect)))
                indexes = sorted(table.indexes, key=lambda index: str(index.name))
                found.extend(str(CreateIndex(index).compile(dialect=dialect)) for index in indexes)
        return found

    def journalled(self) -> dict[str, tuple[str, ...]]:
        """Return the columns of every table whose rows are journalled: those with a key `id`."""
        return {
            table.name: tuple(column.name for column in table.columns)
            for table in self.nouns.sorted_tables
            if [column.name for column in table.primary_key] == ["id"]
        }

    def steps(self, after: int, upto: int) -> list[Revision]:
        """Return the steps that lead from format `after` (0: an empty database) to format `upto`."""
        return [step for step in self.revisions() if after < step.schema_number <= upto]

    def create_former(self, raw: sqlite3.Connection, number: int) -> None:
        """Make the tables of the older format `number` in an empty database."""
        for step in self.steps(0, number):
            run(raw, step)

    def fingerprint(self, number: int | None = None) -> str:
        """Return the fingerprint that a file of this schema has, or one of the older format `number`."""
        raw = sqlite3.connect(":memory:", isolation_level=None)
        try:
            if number is None or number == self.number:
                self.create(raw)
            else:
                self.create_former(raw, number)
            return fingerprint(raw)
        finally:
            raw.close()


def present() -> Schema:
    """Return the schema this program writes."""
    return Schema(SCHEMA_NUMBER, SQLModel.metadata, shipped_revisions)


def run(raw: sqlite3.Connection, step: Revision) -> None:
    """Run one step in one transaction and write its number; foreign keys are left off."""
    from alembic.migration import MigrationContext  # noqa: PLC0415 - only when a file is behind
    from alembic.operations import Operations  # noqa: PLC0415 - only when a file is behind

    raw.execute("PRAGMA foreign_keys=OFF")
    raw.execute("BEGIN IMMEDIATE")
    engine = engine_on(raw)
    with engine.connect() as connection, connection.begin():
        context = MigrationContext.configure(connection, opts={"render_as_batch": True})
        with Operations.context(context):
            step.upgrade()
        raw.execute(f"PRAGMA user_version={step.schema_number}")


def fingerprint(raw: sqlite3.Connection) -> str:
    """Return a digest of what `raw` is made of: tables, columns, keys, indexes, triggers and views.

    Made from what SQLite understood, not from the SQL text: a migrated file spells its tables otherwise.
    Of indexes the text counts too, as an expression shows nowhere else.
    """
    parts: list[object] = []
    objects = raw.execute("SELECT type, name, sql FROM main.sqlite_schema ORDER BY type, name").fetchall()
    for kind, name, sql in objects:
        if kind == "table" and not name.startswith("sqlite_"):
            parts.append([kind, name, _columns(raw, name), _keys(raw, name), _uniques(raw, name)])
        elif kind != "table" and sql is not None:
            parts.append([kind, name, " ".join(sql.replace('"', "").split())])
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _columns(raw: sqlite3.Connection, table: str) -> list[list[object]]:
    rows = raw.execute('SELECT name, type, "notnull", dflt_value, pk FROM pragma_table_xinfo(?)', (table,))
    return sorted([list(row) for row in rows], key=lambda row: str(row[0]))


def _keys(raw: sqlite3.Connection, table: str) -> list[list[object]]:
    rows = raw.execute(
        'SELECT "table", "from", "to", on_update, on_delete FROM pragma_foreign_key_list(?)', (table,)
    )
    return sorted([list(row) for row in rows], key=str)


def _uniques(raw: sqlite3.Connection, table: str) -> list[list[object]]:
    names = raw.execute(
        "SELECT name FROM pragma_index_list(?) WHERE origin IN ('u', 'pk')", (table,)
    ).fetchall()
    found = [
        [row[0] for row in raw.execute("SELECT name FROM pragma_index_info(?) ORDER BY seqno", name)]
        for name in names
    ]
    return sorted(found, key=str)
