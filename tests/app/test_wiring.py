"""Every signal of every view goes somewhere, and every action does something."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMetaMethod, QObject, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from facilitator_app.app.presses import PLACES, Presses
from facilitator_app.records.capture import ReportPoint
from facilitator_app.records.enums import Desk
from facilitator_app.records.run import RunPhase
from facilitator_app.views.console.view import ConsoleView
from facilitator_app.views.shared.actions import ACTIONS, Scope
from tests.journeys.visit import CONTROL, Visit
from tests.tools.unplug_offscreen import Screen

ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def _own_signals(thing: QObject) -> Iterator[QMetaMethod]:
    """Yield the signals of our own classes, not those that Qt's have."""
    meta = thing.metaObject()
    while not meta.className().startswith("Q"):
        for place in range(meta.methodOffset(), meta.methodCount()):
            method = meta.method(place)
            if method.methodType() is QMetaMethod.MethodType.Signal:
                yield method
        meta = meta.superClass()


def _loose(thing: QObject) -> list[str]:
    """Return the signals that go nowhere."""
    name = type(thing).__name__
    loose = (signal for signal in _own_signals(thing) if not thing.isSignalConnected(signal))
    return [f"{name}.{bytes(signal.name().data()).decode()}" for signal in loose]


def test_a_view_that_nobody_wires_is_loose(qtbot: QtBot) -> None:
    view = ConsoleView()
    qtbot.addWidget(view)
    assert "ConsoleView.next_requested" in _loose(view)


def test_every_signal_of_every_place_is_connected(seat: Visit) -> None:
    desks = seat.desks
    places: list[QObject] = [desks.console, desks.capture, desks.lights, desks.report]
    places += desks.prepare.places().values()
    assert [one for place in places for one in _loose(place)] == []


def _presses(seat: Visit) -> Presses:
    (presses,) = seat.desks.findChildren(Presses)
    return presses


def test_every_signal_of_the_library_and_of_the_workshop_behind_it_is_connected(seat: Visit) -> None:
    desks, program = seat.desks, seat.program
    # `opened` and `ready` are for whoever drives the program: the rehearsal, tests.
    allowed = {"Program.opened", "Program.ready"}
    things: list[QObject] = [
        program, program.library, program.librarian, program.window, program.actions,
        desks, desks.widget, desks.rail, desks.news, _presses(seat), desks.projector, desks.projector.screens,
        desks.reporting.worker, desks.prepare.planner, desks.workshop, desks.workshop.store,
    ]  # fmt: skip
    loose = {one for thing in things for one in _loose(thing)} - allowed
    # Planning has no steps to tell, and nobody waits for it.
    assert loose <= {"Worker.progressed"}


def test_every_action_is_answered_by_exactly_one_part_of_the_program(seat: Visit) -> None:
    fields = {spec.id for spec in ACTIONS if spec.scope is Scope.FIELD}
    here, there = seat.program.known(), _presses(seat).known()
    assert here & there == set()
    assert here | there == {spec.id for spec in ACTIONS} - fields


@pytest.mark.parametrize("action", sorted(PLACES))
def test_every_place_has_its_action(seat: Visit, action: str) -> None:
    assert seat.program.actions.trigger(action)
    seat.hands.settle()
    if action == "library.close_workshop":
        assert seat.program.desks is None
        assert seat.program.window.content() is seat.program.library
    else:
        assert seat.desks.place() == PLACES[action]
        assert seat.program.window.content() is seat.desks.widget


def _started(seat: Visit) -> None:
    seat.program.actions.trigger("run.next")
    seat.rest()
    assert seat.desks.workshop.state().phase is RunPhase.RUNNING


def _fire(seat: Visit, action: str) -> None:
    assert seat.program.actions.trigger(action), action
    seat.rest()


def test_the_actions_of_the_run_run(seat: Visit) -> None:
    _started(seat)
    workshop = seat.desks.workshop
    box = workshop.state().box_seconds
    _fire(seat, "run.plus_five")
    _fire(seat, "run.plus_one")
    _fire(seat, "run.minus_one")
    assert workshop.state().box_seconds == box + 300
    _fire(seat, "run.pause")
    assert workshop.state().phase is RunPhase.PAUSED
    _fire(seat, "run.pause")
    first = workshop.state().position
    _fire(seat, "run.next")
    assert workshop.state().position != first
    _fire(seat, "run.back")
    assert workshop.state().position == first
    _fire(seat, "edit.undo")
    assert workshop.state().position != first
    _fire(seat, "edit.redo")
    assert workshop.state().position == first


def test_next_is_next_from_every_place_twice_in_a_row(seat: Visit) -> None:
    _started(seat)
    seen = [seat.desks.workshop.state().position]
    for place in ("capture", "lights", "report", "people", "agenda", "tables", "console"):
        seat.desks.go(place)
        for _press in range(2):
            _fire(seat, "run.next")
            seen.append(seat.desks.workshop.state().position)
    assert len(set(seen)) == len(seen)


def test_the_actions_of_the_room_are_seen_there(seat: Visit) -> None:
    projector = seat.desks.projector
    _fire(seat, "room.blank")
    assert projector.window.is_blank()
    _fire(seat, "room.blank")
    assert not projector.window.is_blank()
    _fire(seat, "room.show")
    assert any("There is no second screen." in line for line in seat.banners())
    seat.desks.go("report")
    _fire(seat, "room.choose")
    assert seat.desks.place() == "console"
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(entry for entry in menu.actions() if entry.text() == "Title and host").trigger()
    menu.close()
    seat.desks.workshop.tick()
    assert not seat.desks.console.bottom.menu().actions()[0].isChecked()  # it does not follow the run now


def test_the_room_window_is_shown_and_taken_away_by_its_action(projector: Screen, seat: Visit) -> None:
    window = seat.desks.projector.window
    assert window.screen().name() == projector.name
    assert window.isVisible()
    _fire(seat, "room.show")
    assert not window.isVisible()
    _fire(seat, "room.show")
    assert window.isVisible()


def _at_the_grid(seat: Visit) -> None:
    segment = next(one for one in seat.record.agenda.segments() if one.has_table_work)
    seat.desks.go("capture")
    assert seat.desks.capture.key() is not None
    assert segment.steps


def test_the_actions_of_capture_reach_the_point_with_the_cursor(seat: Visit) -> None:
    _at_the_grid(seat)
    capture = seat.desks.capture
    for text in ("first", "second"):
        seat.type_point(text, "in English")
        seat.key(Qt.Key.Key_Return)
    points = _points(seat)
    assert [point.local_text for point in points] == ["first", "second"]
    capture.grid.rows()[1].local.editor.setFocus()
    _fire(seat, "capture.move_up")
    assert [point.local_text for point in _points(seat)] == ["second", "first"]
    capture.grid.rows()[0].local.editor.setFocus()
    _fire(seat, "capture.move_down")
    assert [point.local_text for point in _points(seat)] == ["first", "second"]
    capture.grid.rows()[0].local.editor.setFocus()
    _fire(seat, "capture.do_not_publish")
    assert _points(seat)[0].do_not_publish
    capture.grid.rows()[0].local.editor.setFocus()
    _fire(seat, "capture.direction")
    assert _points(seat)[0].direction is not None
    capture.grid.rows()[1].local.editor.setFocus()
    _fire(seat, "capture.delete_point")
    assert [point.local_text for point in _points(seat)] == ["first"]


def _points(seat: Visit) -> list[ReportPoint]:
    key = seat.desks.capture.key()
    assert key is not None
    back = key.found_in(seat.record)
    return list(back.points) if back else []


def test_the_keys_of_the_grid_belong_to_the_field_that_has_the_focus(seat: Visit) -> None:
    _at_the_grid(seat)
    row = seat.desks.capture.grid.rows()[-1]
    row.local.editor.setFocus()
    seat.type(row.local.editor, "one")
    seat.key(Qt.Key.Key_Return, SHIFT)
    assert row.local.editor.text() == "one\n"
    seat.key(Qt.Key.Key_Tab)
    assert row.english.editor.hasFocus()
    seat.key(Qt.Key.Key_Backtab, SHIFT)
    assert row.local.editor.hasFocus()
    seat.key(Qt.Key.Key_Return)
    assert seat.desks.capture.grid.rows()[-1] is not row
    seat.key(Qt.Key.Key_F6)
    assert not any(r.local.editor.hasFocus() for r in seat.desks.capture.grid.rows())


def test_tables_are_chosen_by_digit_and_the_room_is_followed_again(seat: Visit) -> None:
    _at_the_grid(seat)
    tables = {table.number: table.id for table in seat.record.tables}
    for number in (1, 4, 2):
        seat.key(Qt.Key(Qt.Key.Key_0 + number), ALT)
        key = seat.desks.capture.key()
        assert key is not None
        assert key.table_id == tables[number]
    assert "Locked" in seat.desks.capture.runbar.follow.text()
    _fire(seat, "capture.follow")
    assert "Locked" not in seat.desks.capture.runbar.follow.text()


def test_table_done_is_the_same_command_as_next(seat: Visit) -> None:
    seat.desks.go("capture")
    seat.key(Qt.Key.Key_Return, CONTROL)
    assert seat.desks.workshop.state().phase is RunPhase.RUNNING


@pytest.mark.parametrize(("action", "noun"), [("parking.new", "parking_lot"), ("action.new", "actions")])
def test_a_note_is_opened_kept_and_undone_from_anywhere(seat: Visit, action: str, noun: str) -> None:
    seat.desks.go("people")
    _fire(seat, action)
    note = seat.desks.capture.note
    assert note.isVisible()
    seat.type(note.editor, "Who pays?")
    seat.key(Qt.Key.Key_Return)
    assert len(getattr(seat.record, noun)) == 1
    _fire(seat, "edit.undo")
    assert getattr(seat.record, noun) == ()


def test_the_package_and_the_report_are_asked_for_where_they_are_made(
    seat: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    _fire(seat, "file.export")
    assert seat.desks.place() == "report"
    dialog = seat.program.window.findChild(QFileDialog)
    assert dialog is not None
    dialog.close()
    asked: list[object] = []
    monkeypatch.setattr(seat.desks.reporting, "_begin", lambda edition, _language: asked.append(edition))
    _fire(seat, "report.make")
    assert len(asked) == 1


def test_undo_with_nothing_to_undo_is_a_calm_sentence(seat: Visit) -> None:
    for desk, place in ((Desk.CONSOLE, "console"), (Desk.CAPTURE, "capture")):
        seat.desks.go(place)
        _fire(seat, "edit.undo")
        assert "There is nothing to undo here." in seat.banners(), desk
        assert not seat.alarms()
    _fire(seat, "edit.redo")
    assert "There is nothing to redo here." in seat.banners()
