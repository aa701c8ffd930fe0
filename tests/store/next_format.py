"""A file format after the present one, for the tests of migration alone.

`python -m tests.store.next_format FOLDER` kills the migration of a new file to that format at every
statement in turn and prints, as JSON, what was left each time; with the path of a file of an older format
as a second argument it kills the migration of that file to the present one.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import sys
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from alembic import op

from facilitator_app.store import durable, files, migration, schema
from facilitator_app.store.connection import connect_to_copy
from facilitator_app.store.header import log_of, read_header, rollback_journal_of
from facilitator_app.store.schema import Revision, Schema
from facilitator_app.support.clock import FakeClock
from tests.store.a_file import DEVICE, NAME, make, the_points

NUMBER: Final = schema.SCHEMA_NUMBER + 1


class Motto:
    """Gives workshops a motto and sets their titles in capitals; makes the points' table anew."""

    schema_number = NUMBER
    rewrites = frozenset({"workshops"})

    def upgrade(self) -> None:
        op.add_column("workshops", sa.Column("motto", sa.String()))
        op.execute("UPDATE workshops SET title = upper(title), motto = 'Together'")
        with op.batch_alter_table("report_points") as table:
            table.add_column(sa.Column("speaker", sa.String(), nullable=True))


class Careless(Motto):
    """Loses a point on the way."""

    def upgrade(self) -> None:
        super().upgrade()
        op.execute("DELETE FROM report_points WHERE position = 5")


class Failing(Motto):
    """Stops half-way."""

    def upgrade(self) -> None:
        op.add_column("workshops", sa.Column("motto", sa.String()))
        op.execute("UPDATE nowhere SET nothing = 1")


def next_format(step: Revision) -> Schema:
    """Return the schema after the present one, reached by `step`."""
    nouns = sa.MetaData()
    for table in schema.present().nouns.sorted_tables:
        table.to_metadata(nouns)
    nouns.tables["workshops"].append_column(sa.Column("motto", sa.String()))
    nouns.tables["report_points"].append_column(sa.Column("speaker", sa.String()))
    present = schema.present()
    return Schema(NUMBER, nouns, lambda: [*present.revisions(), step])


def main(folder: Path, kept: Path | None = None) -> None:
    """Kill a migration at its first statement, its second, and so on until one comes through."""
    pristine = folder / "pristine"
    if kept is None:
        make(folder).close()
        shutil.copy2(folder / NAME, pristine)
    else:
        shutil.copy2(kept, pristine)
    target = next_format(Motto()) if kept is None else schema.present()
    left: list[list[object]] = []
    for number in range(1, 10_000):
        for one in folder.iterdir():
            if one != pristine:
                shutil.rmtree(one) if one.is_dir() else one.unlink()
        shutil.copy2(pristine, folder / NAME)
        child = os.fork()
        if child == 0:
            _migrate_until(folder / NAME, target, number)
        killed = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
        left.append([killed, *_found(folder / NAME, target)])
        if not killed:
            break
    sys.stdout.write(json.dumps(left))


def _found(path: Path, target: Schema) -> tuple[int, list[str], bool, str]:
    """Return format, findings, whether logs lie about, and what is said after opening again."""
    number = read_header(path).user_version
    findings = list(files.check(path, format_=target).findings)
    logs = log_of(path).exists() or rollback_journal_of(path).exists()
    with files.open_workshop(path, clock=FakeClock(), device=DEVICE, format_=target) as file:
        if target.number == NUMBER:
            with file.read() as session:
                row = session.connection().execute(sa.text("SELECT title, motto FROM workshops")).one()
            said = "/".join(row)
        else:
            with file.read() as session:
                said = "/".join(point.local_text for point in the_points(session))
        findings += file.check().findings
    return number, findings, logs, said


def _migrate_until(path: Path, format_: Schema, number: int) -> None:
    """Migrate, and die at the statement or rename with this number."""
    count = 0

    def step(_what: object = None) -> None:
        nonlocal count
        count += 1
        if count == number:
            os.kill(os.getpid(), signal.SIGKILL)

    connect = connect_to_copy

    def traced(copy: Path) -> sqlite3.Connection:
        raw = connect(copy)
        raw.set_trace_callback(step)
        return raw

    take_over = durable.take_over

    def told(part: Path, target: Path) -> None:
        step()
        take_over(part, target)
        step()

    setattr(migration, "connect_to_copy", traced)  # noqa: B010 - the module imported it by name
    durable.take_over = told
    migration.migrate(path, format_, read_header(path).user_version, clock=FakeClock(), device=DEVICE)
    os._exit(0)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
