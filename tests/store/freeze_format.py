"""Freeze the present file format: its statements, and a file of it that is kept for ever.

    python -m tests.store.freeze_format

To be run when `models` change before the format is released, or once for each new format number. The
statements of format 1 are those of an empty file; those of every later one lead there from the format
before it, whose statements and file stay as they were.
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy.dialects import sqlite

from facilitator_app.models.base import Row
from facilitator_app.records.enums import Desk
from facilitator_app.store import migrations, schema
from facilitator_app.store.connection import engine_on
from tests.store.a_file import make, rename, the_points

ROOT = Path(__file__).parents[2]
FORMATS = ROOT / "tests" / "files" / "schema"

# What a row of an older format is given where the model's own default would not be true of it.
GIVEN: Final = {
    ("run_entries", "paused_for"): "CASE WHEN paused_wall IS NULL THEN NULL ELSE 'pause' END",
}


def main() -> None:
    """Write both files."""
    present = schema.present()
    steps = list(present.statements()) if present.number == 1 else list(_way_to(present))
    target = Path(migrations.__file__).parent / "versions" / f"v{present.number:04}.sql"
    target.write_text(_tidy(";\n\n".join(one.strip() for one in steps) + ";\n"), encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        with make(Path(folder)) as file:
            rename(file, "Kaunas, second half")
            file.undo(Desk.CONSOLE)
            with file.read() as session:
                point = the_points(session)[1].id
            file.save_draft(point, "local_text", "ประเด็นท้องถิ่นที่ยัง")
        FORMATS.mkdir(parents=True, exist_ok=True)
        content = (Path(folder) / "kaunas.workshop").read_bytes()
        (FORMATS / f"format-{present.number}.workshop").write_bytes(content)


def made_by_revisions(last: int) -> sqlite3.Connection:
    """Return an empty database that went through every revision up to format `last`."""
    raw = sqlite3.connect(":memory:", isolation_level=None)
    with engine_on(raw).connect() as connection:
        for revision in schema.present().revisions():
            if revision.schema_number <= last:
                with Operations.context(MigrationContext.configure(connection)):
                    revision.upgrade()
    return raw


def statements_of(raw: sqlite3.Connection) -> dict[str, str]:
    """Return the CREATE statements a database is made of, by name, without what only spelling differs in."""
    rows = raw.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall()
    return {name: " ".join(sql.replace('"', "").split()) for name, sql in rows}


def made_at_once(present: schema.Schema) -> sqlite3.Connection:
    """Return an empty database of the present format."""
    raw = sqlite3.connect(":memory:", isolation_level=None)
    present.create(raw)
    return raw


def _way_to(present: schema.Schema) -> Iterator[str]:
    """Yield what makes the present tables out of those of the format before."""
    old = made_by_revisions(present.number - 1)
    before, after = statements_of(old), statements_of(made_at_once(present))
    gone = [name for name in before if name not in after]
    if gone:
        raise SystemExit(f"{gone} would go: write v{present.number:04}.sql by hand")
    for metadata in (present.nouns, schema.STORE_TABLES):
        for table in metadata.sorted_tables:
            made = str(sa.schema.CreateTable(table).compile(dialect=sqlite.dialect()))
            anew = table.name in before and before[table.name] != after[table.name]
            if anew:
                yield from _made_anew(old, table, made)
            elif table.name not in before:
                yield made
            for index in sorted(table.indexes, key=lambda index: str(index.name)):
                if anew or str(index.name) not in before:
                    yield str(sa.schema.CreateIndex(index).compile(dialect=sqlite.dialect()))


def _made_anew(old: sqlite3.Connection, table: sa.Table, made: str) -> Iterator[str]:
    known = {row[0] for row in old.execute("SELECT name FROM pragma_table_info(?)", (table.name,))}
    columns = [column.name for column in table.columns]
    if not known <= set(columns):
        raise SystemExit(f"{known - set(columns)} of {table.name} would go: write the step by hand")
    taken = [f'"{name}"' if name in known else _literal(table.name, name) for name in columns]
    yield made.replace(f"CREATE TABLE {table.name} ", f"CREATE TABLE {table.name}_anew ", 1)
    listed = ", ".join(f'"{name}"' for name in columns)
    rows = f"SELECT {', '.join(taken)} FROM {table.name} ORDER BY rowid"  # noqa: S608 - our own names
    yield f"INSERT INTO {table.name}_anew ({listed})\n{rows}"
    yield f"DROP TABLE {table.name}"
    yield f"ALTER TABLE {table.name}_anew RENAME TO {table.name}"


def _literal(table: str, column: str) -> str:
    """Return what a row has in a column that its format did not know: in general the model's default."""
    if (table, column) in GIVEN:
        return GIVEN[table, column]
    [model] = [one for one in Row.__subclasses__() if one.__tablename__ == table]
    value = model.model_fields[column].get_default(call_default_factory=True)
    if value is None:
        return "NULL"
    if isinstance(value, bool | int | float):
        return str(int(value) if isinstance(value, bool) else value)
    said = value if isinstance(value, str) else json.dumps(value)
    return "'" + said.replace("'", "''") + "'"


def _tidy(statements: str) -> str:
    return "\n".join(line.rstrip() for line in statements.replace("\t", "    ").splitlines()) + "\n"


if __name__ == "__main__":
    main()
