"""Ctrl+Z in the whole program, by key: every press of the console and the capture desk can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt

from facilitator_app.records.run import RunPhase
from tests.journeys.visit import CONTROL, SHIFT, Visit

Z = Qt.Key.Key_Z
Start = Callable[..., Visit]


def test_next_is_taken_back_and_done_again_by_key(visit: Start, workshop: Path) -> None:
    seat = visit(workshop)
    seat.key(Qt.Key.Key_PageDown)
    first = seat.desks.workshop.state().position
    assert first is not None
    seat.key(Qt.Key.Key_PageDown)
    second = seat.desks.workshop.state().position
    assert second != first
    seat.key(Z, CONTROL)
    assert seat.desks.workshop.state().position == first
    seat.key(Z, CONTROL | SHIFT)
    assert seat.desks.workshop.state().position == second
    seat.key(Z, CONTROL)
    seat.key(Z, CONTROL)
    assert seat.desks.workshop.state().phase is RunPhase.NOT_STARTED
    assert not seat.alarms()


def test_five_minutes_more_are_taken_back_and_the_clock_shows_it(visit: Start, workshop: Path) -> None:
    seat = visit(workshop)
    seat.key(Qt.Key.Key_PageDown)
    before = seat.desks.workshop.state().remaining_seconds
    seat.key(Qt.Key.Key_Equal, CONTROL | SHIFT)
    assert seat.desks.workshop.state().remaining_seconds == before + 300
    seat.key(Z, CONTROL)
    assert seat.desks.workshop.state().remaining_seconds == before


def test_a_rating_is_taken_back(visit: Start, workshop: Path) -> None:
    seat = visit(workshop)
    seat.key(Qt.Key.Key_F10)
    light = seat.desks.lights.rows()[0]
    light.setFocus()
    seat.key(Qt.Key.Key_2)
    light.setFocus()
    seat.key(Qt.Key.Key_0)
    assert [one.rating for one in seat.record.light_ratings] == [0]
    seat.key(Z, CONTROL)
    assert [one.rating for one in seat.record.light_ratings] == [2]
    seat.key(Z, CONTROL)
    assert [one.rating for one in seat.record.light_ratings if one.rating is not None] == []


def test_a_deleted_point_comes_back_with_both_its_texts(visit: Start, workshop: Path) -> None:
    seat = visit(workshop)
    seat.key(Qt.Key.Key_F7)
    row = seat.type_point("Pasitikėjimas", "Trust")
    seat.key(Qt.Key.Key_Return)
    row.local.editor.setFocus()
    seat.key(Qt.Key.Key_Delete, CONTROL)
    assert points(seat) == []
    seat.key(Z, CONTROL)
    assert points(seat) == [("Pasitikėjimas", "Trust")]
    assert shown(seat) == [("Pasitikėjimas", "Trust"), ("", "")]
    seat.key(Z, CONTROL | SHIFT)
    assert points(seat) == []
    assert shown(seat) == [("", "")]


def test_each_desk_takes_back_its_own_last_step(visit: Start, workshop: Path) -> None:
    seat = visit(workshop)
    seat.key(Qt.Key.Key_PageDown)
    seat.key(Qt.Key.Key_F7)
    seat.type_point("Pasitikėjimas")
    seat.key(Qt.Key.Key_F5)
    seat.key(Z, CONTROL)
    assert seat.desks.workshop.state().position is None
    assert points(seat) == [("Pasitikėjimas", "")]


def test_while_a_text_is_unsettled_ctrl_z_is_the_editors_own(visit: Start, workshop: Path) -> None:
    seat = visit(workshop)
    seat.key(Qt.Key.Key_F7)
    row = seat.type_point("Pasitikėjimas")
    seat.type(row.local.editor, " auga")
    seat.key(Z, CONTROL)
    assert row.local.editor.text() != "Pasitikėjimas auga"
    assert len(seat.record.report_backs) == 1, "the point itself is not taken back"


def test_what_was_done_before_a_restart_can_still_be_taken_back(visit: Start, workshop: Path) -> None:
    seat = visit(workshop)
    seat.key(Qt.Key.Key_PageDown)
    first = seat.desks.workshop.state().position
    seat.key(Qt.Key.Key_PageDown)
    seat.key(Qt.Key.Key_F7)
    seat.type_point("Pasitikėjimas", "Trust")
    seat.key(Qt.Key.Key_Return)
    seat.program.show_library()
    seat.rest()

    later = visit(workshop, seat.clock)
    later.key(Z, CONTROL)
    assert later.desks.workshop.state().position == first
    later.key(Z, CONTROL | SHIFT)
    assert later.desks.workshop.state().position != first
    later.key(Qt.Key.Key_F7)
    later.key(Z, CONTROL)
    assert points(later) == [("Pasitikėjimas", "")]
    later.key(Z, CONTROL | SHIFT)
    assert points(later) == [("Pasitikėjimas", "Trust")]


def points(seat: Visit) -> list[tuple[str, str]]:
    return [(p.local_text, p.english_text) for back in seat.record.report_backs for p in back.points]


def shown(seat: Visit) -> list[tuple[str, str]]:
    return [(row.local.editor.text(), row.english.editor.text()) for row in seat.desks.capture.grid.rows()]
