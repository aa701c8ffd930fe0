"""Undo and redo, at each desk of its own, across a restart."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlmodel import select

from facilitator_app.models import ReportBack, ReportPoint, Table
from facilitator_app.records.enums import Desk, Noun
from facilitator_app.store.faults import UndoRefusedError
from tests.store.a_file import everything, make, rename, reopen, the_points, the_workshop, title


def test_undo_and_redo_work_across_a_restart(tmp_path: Path) -> None:
    with make(tmp_path) as file:
        rename(file, "two")
        rename(file, "three")
    with reopen(tmp_path) as file:
        assert file.undo_label(Desk.CONSOLE) == "Rename the workshop"
        changes = file.undo(Desk.CONSOLE)
        assert changes.nouns == {Noun.WORKSHOP}
        assert changes.label == "Rename the workshop"
        assert title(file) == "two"
    with reopen(tmp_path) as file:
        file.undo(Desk.CONSOLE)
        assert title(file) == "Kaunas"
        assert file.undo_label(Desk.CONSOLE) == ""
    with reopen(tmp_path) as file:
        file.redo(Desk.CONSOLE)
        file.redo(Desk.CONSOLE)
        assert title(file) == "three"
        assert file.redo_label(Desk.CONSOLE) == ""
        assert file.check().sound


def test_the_making_of_a_workshop_cannot_be_undone(tmp_path: Path) -> None:
    with make(tmp_path) as file:
        for desk in Desk:
            with pytest.raises(UndoRefusedError, match="nothing to undo"):
                file.undo(desk)
            with pytest.raises(UndoRefusedError, match="nothing to redo"):
                file.redo(desk)


def test_each_desk_undoes_its_own(tmp_path: Path) -> None:
    with make(tmp_path) as file:
        rename(file, "renamed")
        with file.transact("Settle", Desk.CAPTURE) as transaction:
            the_points(transaction.session)[0].english_text = "said"
        file.undo(Desk.CONSOLE)
        assert title(file) == "Kaunas"
        with file.read() as session:
            assert the_points(session)[0].english_text == "said"
        assert file.undo_label(Desk.CAPTURE) == "Settle"


def test_a_new_command_ends_what_could_be_redone(tmp_path: Path) -> None:
    with make(tmp_path) as file:
        rename(file, "two")
        file.undo(Desk.CONSOLE)
        rename(file, "other")
        assert file.redo_label(Desk.CONSOLE) == ""


def test_a_command_that_cannot_be_undone_leaves_the_steps_before_it(tmp_path: Path) -> None:
    with make(tmp_path) as file:
        rename(file, "two")
        with file.transact("Tick", Desk.CONSOLE, undoable=False) as transaction:
            the_workshop(transaction.session).note = "seen"
        file.undo(Desk.CONSOLE)
        with file.read() as session:
            workshop = the_workshop(session)
            assert (workshop.title, workshop.note) == ("Kaunas", "seen")


def test_undo_is_refused_in_words_where_another_desk_has_changed_the_same_field(tmp_path: Path) -> None:
    with make(tmp_path) as file:
        rename(file, "two")
        with file.transact("Rename while preparing", Desk.PREPARE) as transaction:
            the_workshop(transaction.session).title = "three"
        before = everything(file)
        with pytest.raises(UndoRefusedError, match="Rename while preparing"):
            file.undo(Desk.CONSOLE)
        assert everything(file) == before
        assert file.undo_label(Desk.CONSOLE) == "Rename the workshop"
        file.undo(Desk.PREPARE)
        file.undo(Desk.CONSOLE)
        assert title(file) == "Kaunas"


def test_undo_keeps_what_another_desk_changed_in_other_fields_of_the_row(tmp_path: Path) -> None:
    with make(tmp_path) as file:
        rename(file, "two")
        with file.transact("Note the place", Desk.PREPARE) as transaction:
            the_workshop(transaction.session).place = "Kaunas"
        file.undo(Desk.CONSOLE)
        with file.read() as session:
            workshop = the_workshop(session)
            assert (workshop.title, workshop.place) == ("Kaunas", "Kaunas")
        assert file.check().sound


def test_undo_is_refused_where_something_added_since_depends_on_the_row(tmp_path: Path) -> None:
    with make(tmp_path) as file:
        with file.transact("Add a table", Desk.PREPARE) as transaction:
            table = Table(workshop_id=the_workshop(transaction.session).id, number=4)
            transaction.session.add(table)
            table_id = table.id
        with file.transact("Report", Desk.CAPTURE) as transaction:
            old = transaction.session.exec(select(ReportBack)).one()
            transaction.session.add(
                ReportBack(workshop_id=old.workshop_id, segment_id=old.segment_id, table_id=table_id)
            )
        before = everything(file)
        with pytest.raises(UndoRefusedError, match="depends on it"):
            file.undo(Desk.PREPARE)
        assert everything(file) == before
        assert file.check().sound


def test_undo_is_refused_where_the_place_of_a_removed_row_was_taken(tmp_path: Path) -> None:
    with make(tmp_path) as file:
        with file.transact("Take a table away", Desk.PREPARE) as transaction:
            third = transaction.session.exec(select(Table).where(Table.number == 3)).one()
            transaction.session.delete(third)
        with file.transact("Add a table", Desk.CONSOLE) as transaction:
            workshop = the_workshop(transaction.session)
            transaction.session.add(Table(workshop_id=workshop.id, number=3))
        with pytest.raises(UndoRefusedError, match="taken its place"):
            file.undo(Desk.PREPARE)
        assert file.check().sound


def test_rows_that_swapped_what_must_be_unique_swap_back(tmp_path: Path) -> None:
    with make(tmp_path) as file:
        before = everything(file)
        with file.transact("Swap two tables", Desk.PREPARE) as transaction:
            session = transaction.session
            one, two = (session.exec(select(Table).where(Table.number == n)).one() for n in (1, 2))
            one.number = 60
            session.flush()
            two.number = 1
            session.flush()
            one.number = 2
        after = everything(file)
        file.undo(Desk.PREPARE)
        assert everything(file) == before
        file.redo(Desk.PREPARE)
        assert everything(file) == after


def test_a_removed_report_back_comes_back_with_its_points(tmp_path: Path) -> None:
    with make(tmp_path) as file:
        before = everything(file)
        with file.transact("Remove the report-back", Desk.CAPTURE) as transaction:
            for point in transaction.session.exec(select(ReportPoint)).all():
                transaction.session.delete(point)
            transaction.session.flush()
            transaction.session.delete(transaction.session.exec(select(ReportBack)).one())
        file.undo(Desk.CAPTURE)
        assert everything(file) == before
        assert file.check().sound


def test_a_draft_is_no_undo_step(tmp_path: Path) -> None:
    with make(tmp_path) as file:
        rename(file, "two")
        file.save_draft("p", "local_text", "typing")
        assert file.undo_label(Desk.CAPTURE) == ""
        file.undo(Desk.CONSOLE)
        assert [draft.text for draft in file.drafts()] == ["typing"]
