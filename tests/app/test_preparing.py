"""Preparation: a roster is looked at before it is taken in, a plan is made beside the run."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from facilitator_app.app.preparing import PreparePlaces
from facilitator_app.records.enums import RoomSide
from tests.journeys.visit import Visit

ROSTER = "Name;Organisation;Languages\nOna Onaitė;Baldai;lt, en\nJonas Jonaitis;Medis;lt\n"


def _places(seat: Visit) -> PreparePlaces:
    seat.desks.go("people")
    return seat.desks.prepare


def test_a_pasted_list_is_shown_first_and_taken_in_when_agreed_to(seat: Visit) -> None:
    prepare, before = _places(seat), len(seat.record.participants)
    prepare.people.list_pasted.emit(ROSTER)
    seat.rest()
    assert prepare.people.roster.isVisible()
    assert len(seat.record.participants) == before
    prepare.people.preview_accepted.emit()
    seat.rest()
    assert not prepare.people.roster.isVisible()
    names = {person.name for person in seat.record.participants}
    assert {"Ona Onaitė", "Jonas Jonaitis"} <= names
    seat.program.actions.trigger("edit.undo")
    seat.rest()
    assert len(seat.record.participants) == before


def test_a_list_that_was_refused_is_not_taken_in_later(seat: Visit) -> None:
    prepare, before = _places(seat), len(seat.record.participants)
    prepare.people.list_pasted.emit(ROSTER)
    prepare.people.preview_refused.emit()
    prepare.people.preview_accepted.emit()
    seat.rest()
    assert len(seat.record.participants) == before


def test_a_list_that_cannot_be_read_says_why(seat: Visit, tmp_path: Path) -> None:
    (tmp_path / "broken.xlsx").write_bytes(b"no spreadsheet")
    _places(seat).show_roster(tmp_path / "broken.xlsx")
    assert any("broken.xlsx" in line for line in seat.banners())
    _places(seat).show_roster(ROSTER)
    assert not any("broken.xlsx" in line for line in seat.banners())


def test_the_file_of_a_list_is_asked_for(seat: Visit, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(ROSTER, "utf-8")
    prepare = _places(seat)
    prepare.people.import_requested.emit()
    dialog = seat.program.window.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path / "people.csv"))
    dialog.close()
    assert prepare.people.roster.isVisible()


def test_tables_are_planned_in_a_worker_and_written_as_one_step(seat: Visit, qtbot: QtBot) -> None:
    seat.desks.go("tables")
    prepare = seat.desks.prepare
    with qtbot.waitSignal(prepare.planner.finished, timeout=60_000):
        prepare.tables.plan_requested.emit()
        assert prepare.planner.busy
    seat.rest()
    assert seat.record.seats
    seat.program.actions.trigger("edit.undo")
    seat.rest()
    assert seat.record.seats == ()


def test_a_plan_that_is_stopped_writes_nothing(seat: Visit, qtbot: QtBot) -> None:
    seat.desks.go("tables")
    prepare = seat.desks.prepare
    with qtbot.waitSignal(prepare.planner.finished, timeout=60_000):
        prepare.tables.plan_requested.emit()
        prepare.tables.plan_cancelled.emit()
    seat.rest()
    assert seat.record.seats == ()


def test_closing_while_a_plan_is_made_drops_it(seat: Visit) -> None:
    seat.desks.go("tables")
    prepare = seat.desks.prepare
    prepare.tables.plan_requested.emit()
    seat.program.show_library()
    seat.hands.settle()
    assert not seat.banners()


def test_a_plan_that_cannot_be_made_says_why(seat: Visit, qtbot: QtBot) -> None:
    seat.desks.go("tables")
    for person in seat.record.participants:
        seat.desks.plan.withdraw(person.id, True)  # noqa: FBT003
    seat.rest()
    with qtbot.waitSignal(seat.desks.prepare.planner.failed, timeout=60_000):
        seat.desks.prepare.tables.plan_requested.emit()
    assert seat.desks.notices.text("plan")


def test_a_table_that_is_moved_in_the_sketch_stands_there_in_the_room_and_undo_brings_it_back(
    seat: Visit,
) -> None:
    seat.desks.go("tables")
    seat.desks.prepare.tables.show_page("room")
    seat.rest()
    plan = seat.desks.prepare.room_plan
    table, dot = next(iter(plan.floor.tables.items()))
    before = dot.place()
    plan.table_placed.emit(table, 0.5, 0.4)
    plan.doors_chosen.emit("left")
    seat.rest()
    assert dot.place() == (0.5, 0.4)
    assert seat.record.details.doors is RoomSide.LEFT
    assert plan.doors.chosen_key() == "left"
    plan.layout_reset.emit()
    seat.rest()
    assert dot.place() == before
    seat.program.actions.trigger("edit.undo")
    seat.rest()
    assert dot.place() == (0.5, 0.4)
