"""An older file is backed up, migrated as a copy, verified, and only then replaced."""

from __future__ import annotations

import json
import shutil
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
from tests.store.a_file import NAME, POINTS, make, names, rename, reopen
from tests.store.next_format import NUMBER, Careless, Failing, Motto, next_format

ROOT = Path(__file__).parents[2]


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
    done = subprocess.run(
        [sys.executable, "-m", "tests.store.next_format", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    left = json.loads(done.stdout)
    assert len(left) > 15, "there are that many statements"
    assert [killed for killed, *_rest in left] == [True] * (len(left) - 1) + [False]
    assert {number for _killed, number, *_rest in left} == {schema.SCHEMA_NUMBER, NUMBER}
    for _killed, _number, findings, logs, said in left:
        assert (findings, logs, said) == ([], False, "KAUNAS/Together")
