"""One command is one transaction, one journal entry, one Changes."""

from __future__ import annotations

import sqlite3
import stat
from pathlib import Path

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlmodel import select

from facilitator_app.models import Programme, ReportPoint, Segment, Table, Workshop
from facilitator_app.records.enums import Desk, Noun
from facilitator_app.store import files, journal
from facilitator_app.store.header import log_of, read_header
from facilitator_app.store.schema import APPLICATION_ID, SCHEMA_NUMBER
from facilitator_app.store.workshop_file import Transaction
from facilitator_app.support.clock import FakeClock
from facilitator_app.support.errors import CannotWriteError, KnownError
from tests.store.a_file import DEVICE, NAME, everything, fill, make, names, rename, reopen, the_points, title


def test_a_new_file_says_in_its_header_what_it_is_and_belongs_to_its_owner_alone(tmp_path: Path) -> None:
    make(tmp_path).close()
    header = read_header(tmp_path / NAME)
    assert (header.application_id, header.user_version) == (APPLICATION_ID, SCHEMA_NUMBER)
    assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == 0o600
    assert names(tmp_path) == [NAME]


def test_the_log_of_an_open_file_belongs_to_its_owner_alone(tmp_path: Path) -> None:
    with make(tmp_path):
        assert stat.S_IMODE(log_of(tmp_path / NAME).stat().st_mode) == 0o600


def test_an_existing_file_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("somebody's notes")
    with pytest.raises(CannotWriteError, match="exists already"):
        make(tmp_path)
    assert (tmp_path / NAME).read_text() == "somebody's notes"
    assert names(tmp_path) == [NAME]


def test_a_file_whose_filling_fails_never_appears(tmp_path: Path) -> None:
    def fail(transaction: Transaction) -> None:
        fill(transaction)
        raise KnownError("Row 14 is wrong.")

    with pytest.raises(KnownError, match="Row 14"):
        files.create(tmp_path / NAME, clock=FakeClock(), device=DEVICE, fill=fail)
    assert names(tmp_path) == []


def test_a_folder_that_is_missing_is_said(tmp_path: Path) -> None:
    with pytest.raises(CannotWriteError, match="cannot be written"):
        make(tmp_path / "gone")


def test_a_command_says_which_nouns_and_rows_it_changed(tmp_path: Path) -> None:
    with make(tmp_path) as file:
        with file.transact("Edit a point", Desk.CAPTURE, origin="table 1") as transaction:
            point = the_points(transaction.session)[0]
            point.english_text = "Local problems"
            point_id = point.id
        changes = transaction.changes
        assert changes.nouns == {Noun.REPORT_POINT}
        assert changes.ids == {point_id}
        assert (changes.label, changes.desk, changes.origin) == ("Edit a point", Desk.CAPTURE, "table 1")


def test_a_command_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    with make(tmp_path) as file:
        before = everything(file)
        with pytest.raises(KnownError), file.transact("Rename", Desk.CONSOLE) as transaction:
            _add_and_fail(transaction, commit=False)
        assert everything(file) == before
        assert file.undo_label(Desk.CONSOLE) == ""
        rename(file, "works again")
        assert file.check().sound


def test_a_commit_inside_a_command_does_not_commit_half_of_it(tmp_path: Path) -> None:
    with make(tmp_path) as file:
        before = everything(file)
        with pytest.raises(KnownError), file.transact("Rename", Desk.CONSOLE) as transaction:
            _add_and_fail(transaction, commit=True)
        assert everything(file) == before


def test_a_number_that_makes_no_sense_is_refused_by_the_tables_themselves(tmp_path: Path) -> None:
    with make(tmp_path) as file:
        with pytest.raises(IntegrityError), file.transact("Shorten", Desk.CONSOLE) as transaction:
            transaction.session.exec(select(Segment)).one().planned_seconds = -5
        with pytest.raises(IntegrityError), file.transact("Seat", Desk.CONSOLE) as transaction:
            transaction.session.add(Table(workshop_id="nowhere", number=4))
        assert file.check().sound


def test_a_command_that_changes_nothing_is_no_entry_and_no_undo_step(tmp_path: Path) -> None:
    with make(tmp_path) as file:
        entries = file.check().entries
        rename(file, "Kaunas")
        assert file.undo_label(Desk.CONSOLE) == ""
        assert file.check().entries == entries


def test_bulk_statements_and_rows_that_came_and_went_are_journalled_for_what_they_did(tmp_path: Path) -> None:
    with make(tmp_path) as file:
        before = everything(file)
        with file.transact("Translate all", Desk.CAPTURE) as transaction:
            session = transaction.session
            session.connection().execute(update(ReportPoint).values(english_text="x"))
            session.connection().execute(delete(ReportPoint).where(ReportPoint.__table__.c.position == 5))  # type: ignore[attr-defined]  # SQLModel tables have one
            fleeting = Programme(title="Fleeting")
            session.add(fleeting)
            session.flush()
            session.delete(fleeting)
        assert transaction.changes.nouns == {Noun.REPORT_POINT}
        assert len(transaction.changes.ids) == 5
        assert file.check().sound
        file.undo(Desk.CAPTURE)
        assert everything(file) == before


def test_a_savepoint_taken_back_is_not_journalled(tmp_path: Path) -> None:
    with make(tmp_path) as file:
        with file.transact("Rename", Desk.CONSOLE) as transaction:
            savepoint = transaction.session.begin_nested()
            transaction.session.add(Programme(title="Another"))
            savepoint.rollback()
            transaction.session.exec(select(Workshop)).one().place = "Kaunas"
        assert transaction.changes.nouns == {Noun.WORKSHOP}
        assert file.check().sound


def test_reading_cannot_write(tmp_path: Path) -> None:
    with make(tmp_path) as file:
        with pytest.raises((OperationalError, CannotWriteError)), file.read() as session:
            session.connection().execute(update(Workshop).values(title="x"))
        rename(file, "still writable")
        assert title(file) == "still writable"


def test_a_transaction_inside_a_transaction_is_a_bug_and_says_so(tmp_path: Path) -> None:
    with make(tmp_path) as file:
        with pytest.raises(RuntimeError, match="inside a transaction"), file.transact("Out", Desk.CONSOLE):
            file.check()
        rename(file, "free again")


def test_one_reading_of_the_clock_serves_the_whole_command(tmp_path: Path) -> None:
    clock = FakeClock()
    with make(tmp_path, clock) as file:
        with file.transact("Next", Desk.CONSOLE) as transaction:
            before = transaction.now
            clock.advance(5)
            transaction.session.exec(select(Workshop)).one().place = "Kaunas"
            assert transaction.now == before
        with file.read() as session:
            assert journal.timeline(session)[-1].at == before.wall.isoformat(timespec="milliseconds")


def test_the_history_of_a_point_holds_every_state_it_had(tmp_path: Path) -> None:
    with make(tmp_path) as file:
        with file.read() as session:
            point_id = the_points(session)[1].id
        for said in ("one", "two"):
            with file.transact("Settle", Desk.CAPTURE) as transaction:
                the_points(transaction.session)[1].english_text = said
        file.undo(Desk.CAPTURE)
        with file.read() as session:
            states = journal.revisions(session, Noun.REPORT_POINT, point_id)
        assert [state.after and state.after["english_text"] for state in states] == ["", "one", "two", "one"]
        assert [state.kind for state in states] == ["keep", "do", "do", "undo"]
        assert [state.desk for state in states][1:] == [Desk.CAPTURE] * 3


def test_texts_with_nul_line_ends_and_lone_surrogates_survive_as_far_as_utf8_can(tmp_path: Path) -> None:
    said = "a\0b\r\n\u2028c\U0001f600\u202ed"
    with make(tmp_path) as file:
        with file.transact("Settle", Desk.CAPTURE) as transaction:
            the_points(transaction.session)[0].local_text = said
        file.save_draft("p", "local_text", "half \ud83d")
        file.save_draft("p", "english_text", "both \ud83d\ude00")
    with reopen(tmp_path) as file:
        with file.read() as session:
            assert the_points(session)[0].local_text == said
        assert {draft.text for draft in file.drafts()} == {"half \ufffd", "both \U0001f600"}
        assert file.check().sound


def test_an_open_file_is_of_no_use_to_another_thread_or_program(tmp_path: Path) -> None:
    with make(tmp_path):
        raw = sqlite3.connect(tmp_path / NAME, timeout=0)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            raw.execute("SELECT * FROM workshops").fetchall()
        raw.close()


def _add_and_fail(transaction: Transaction, *, commit: bool) -> None:
    transaction.session.add(Programme(title="Another"))
    if commit:
        transaction.session.commit()
    else:
        transaction.session.flush()
    raise KnownError("No.")
