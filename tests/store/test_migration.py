"""An older file is backed up, migrated as a copy, verified, and only then replaced."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from facilitator_app.records.enums import Desk
from facilitator_app.store import files, schema
from facilitator_app.store.faults import DamagedFileError, NewerFileError, UndoRefusedError
from facilitator_app.store.header import log_of, read_header
from facilitator_app.store.lock import lock_of
from facilitator_app.store.schema import Revision
from facilitator_app.support.clock import FakeClock
from tests.store.a_file import DEVICE, NAME, POINTS, everything, make, names, rename, reopen
from tests.store.freeze_format import made_by_revisions
from tests.store.next_format import NUMBER, Careless, Failing, Motto, next_format

ROOT = Path(__file__).parents[2]
OLDER = sorted((ROOT / "tests" / "files" / "schema").glob("format-*.workshop"))[: schema.SCHEMA_NUMBER - 1]


def test_an_older_file_is_migrated_with_its_history_and_a_backup_of_what_it_was(tmp_path: Path) -> None:
    with make(tmp_path) as file:
        rename(file, "Second")
        file.save_draft("p", "local_text", "typing")
    with reopen(tmp_path, format_=next_format(Motto())) as file:
        assert file.opened.migrated_from == schema.SCHEMA_NUMBER
        with file.read() as session:
            row = session.connection().execute(sa.text("SELECT title, motto FROM workshops")).one()
            said = session.connection().execute(
                sa.text("SELECT local_text FROM report_points ORDER BY position")
            )
            assert tuple(row) == ("SECOND", "Together")
            assert tuple(said.scalars()) == POINTS
        assert [draft.text for draft in file.drafts()] == ["typing"]
        report = file.check()
        assert (report.findings, report.schema_number) == ((), NUMBER)
    [backup] = files.list_backups(tmp_path / NAME)
    assert backup.reason == "before-migrate"
    assert read_header(backup.path).user_version == schema.SCHEMA_NUMBER
    assert files.check(backup.path).sound
    with pytest.raises(NewerFileError):
        reopen(tmp_path)


def test_what_was_done_in_an_older_format_can_no_longer_be_undone_but_new_work_can(tmp_path: Path) -> None:
    with make(tmp_path) as file:
        rename(file, "Second")
    with reopen(tmp_path, format_=next_format(Motto())) as file:
        with pytest.raises(UndoRefusedError):
            file.undo(Desk.CONSOLE)
        rename(file, "Third")
        file.undo(Desk.CONSOLE)
        assert file.check().sound


def test_what_a_crash_left_in_the_log_is_migrated_too(tmp_path: Path) -> None:
    left = tmp_path / "left"
    left.mkdir()
    with make(tmp_path) as file:
        rename(file, "in the log")
        for one in (file.path, log_of(file.path), lock_of(file.path)):
            shutil.copy2(one, left)
    with reopen(left, format_=next_format(Motto())) as file, file.read() as session:
        title = session.connection().execute(sa.text("SELECT title FROM workshops")).scalar_one()
        assert title == "IN THE LOG"


@pytest.mark.parametrize("step", [Careless(), Failing()], ids=["loses a row", "fails half-way"])
def test_a_migration_that_goes_wrong_leaves_the_old_file_as_it_was(tmp_path: Path, step: Revision) -> None:
    make(tmp_path).close()
    before = (tmp_path / NAME).read_bytes()
    with pytest.raises((DamagedFileError, sa.exc.OperationalError)):
        reopen(tmp_path, format_=next_format(step))
    assert (tmp_path / NAME).read_bytes() == before
    assert names(tmp_path) == [NAME, f"{NAME}.backups"]
    reopen(tmp_path).close()


def test_an_older_file_that_may_only_be_read_is_shown_without_being_changed(tmp_path: Path) -> None:
    make(tmp_path).close()
    before = (tmp_path / NAME).read_bytes()
    with (
        reopen(tmp_path, format_=next_format(Motto()), read_only=True) as file,
        file.read() as session,
    ):
        motto = session.connection().execute(sa.text("SELECT motto FROM workshops")).scalar_one()
        assert motto == "Together"
    assert (tmp_path / NAME).read_bytes() == before
    assert names(tmp_path) == [NAME]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9 there")
def test_killed_at_any_statement_of_a_migration_the_file_is_whole(tmp_path: Path) -> None:
    left = _killed_at_each_statement(tmp_path)
    assert {number for _killed, number, *_rest in left} == {schema.SCHEMA_NUMBER, NUMBER}
    for _killed, _number, findings, logs, said in left:
        assert (findings, logs, said) == ([], False, "KAUNAS/Together")


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9 there")
@pytest.mark.parametrize("kept", OLDER, ids=lambda path: path.stem)
def test_killed_at_any_statement_a_file_of_an_older_format_is_whole(kept: Path, tmp_path: Path) -> None:
    left = _killed_at_each_statement(tmp_path, kept)
    older = read_header(kept).user_version
    assert {number for _killed, number, *_rest in left} == {older, schema.SCHEMA_NUMBER}
    for _killed, _number, findings, logs, said in left:
        assert (findings, logs, said) == ([], False, "/".join(POINTS))


def _killed_at_each_statement(folder: Path, *kept: Path) -> list[tuple[bool, int, list[str], bool, str]]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.store.next_format", str(folder), *map(str, kept)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    left = [tuple(one) for one in json.loads(done.stdout)]
    assert len(left) > 15, "there are that many statements"
    assert [killed for killed, *_rest in left] == [True] * (len(left) - 1) + [False]
    return left


@pytest.mark.parametrize("kept", OLDER, ids=lambda path: path.stem)
def test_a_file_of_an_older_format_is_kept_as_it_was_beside_the_new_one(kept: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(kept, tmp_path / NAME))
    with reopen(tmp_path) as file:
        assert file.opened.migrated_from == read_header(kept).user_version
        now = everything(file)
    assert read_header(path).user_version == schema.SCHEMA_NUMBER
    assert files.check(path).sound
    [backup] = files.list_backups(path)
    assert (backup.reason, backup.path.read_bytes()) == ("before-migrate", kept.read_bytes())
    assert files.preview(backup.path).rows["report_points"] == len(POINTS)
    with files.restore(backup.path, tmp_path / "again.workshop", clock=FakeClock(), device=DEVICE) as again:
        assert everything(again) == now


@pytest.mark.parametrize("kept", OLDER, ids=lambda path: path.stem)
def test_a_migration_keeps_every_value_and_gives_new_columns_what_the_program_would(
    kept: Path, tmp_path: Path
) -> None:
    before = _rows_of(kept)
    shutil.copy(kept, tmp_path / NAME)
    reopen(tmp_path).close()
    after = _rows_of(tmp_path / NAME)
    kept_values = {
        table: [{name: row[name] for name in one} for one, row in zip(rows, after[table], strict=True)]
        for table, rows in before.items()
        if table not in {schema.JOURNAL, schema.FACTS}
    }
    assert kept_values == {table: before[table] for table in kept_values}
    assert [row["change_over_seconds"] for row in after["workshops"]] == [20]


def test_a_pause_that_runs_in_a_file_of_format_1_is_a_plain_pause(tmp_path: Path) -> None:
    raw = made_by_revisions(1)
    raw.execute("PRAGMA foreign_keys=OFF")
    for number, (ended, paused) in enumerate(
        [("2027-03-02T09:00:00+00:00", None), (None, "2027-03-02T09:10:00+00:00")]
    ):
        raw.execute(
            "INSERT INTO run_entries (id, extra, workshop_id, sequence, segment_id, stage, planned_seconds,"
            " adjusted_seconds, started_wall, started_boot, started_mono_ms, paused_seconds,"
            " left_out_seconds, ended_wall, paused_wall)"
            " VALUES (?, '{}', 'w', ?, 's', 'whole', 60, 0, 't', 'b', 0, 0, 0, ?, ?)",
            (str(number), number, ended, paused),
        )
    for step in schema.present().steps(1, 2):
        schema.run(raw, step)
    found = raw.execute(
        "SELECT paused_for, interpreter_seconds FROM run_entries ORDER BY sequence"
    ).fetchall()
    raw.close()
    assert found == [(None, 0), ("pause", 0)]


def test_a_column_that_came_with_a_migration_is_watched_like_every_other(tmp_path: Path) -> None:
    shutil.copy(OLDER[0], tmp_path / NAME)
    reopen(tmp_path).close()
    raw = sqlite3.connect(tmp_path / NAME)
    with raw:
        raw.execute("UPDATE workshops SET change_over_seconds = 21")
    raw.close()
    [finding] = files.check(tmp_path / NAME).findings
    assert "change_over_seconds" in finding


def test_a_file_that_calls_itself_older_but_has_other_tables_is_refused_unchanged(tmp_path: Path) -> None:
    path = Path(shutil.copy(OLDER[0], tmp_path / NAME))
    raw = sqlite3.connect(path)
    with raw:
        raw.execute("ALTER TABLE segments ADD COLUMN colour VARCHAR")
    raw.close()
    before = path.read_bytes()
    with pytest.raises(DamagedFileError):
        reopen(tmp_path)
    assert path.read_bytes() == before


def _rows_of(path: Path) -> dict[str, list[dict[str, object]]]:
    raw = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    raw.row_factory = sqlite3.Row
    tables = [name for (name,) in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    found = {table: [dict(row) for row in raw.execute(f"SELECT * FROM {table}")] for table in tables}  # noqa: S608
    raw.close()
    return found
