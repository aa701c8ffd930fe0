"""The parking lot and the actions on a real file."""

from __future__ import annotations

from datetime import date

import pytest

from facilitator_app.records.enums import ParkingStatus
from facilitator_app.services import capturing
from facilitator_app.support.errors import KnownError
from tests.services.conftest import Desk


def test_a_question_is_parked_with_its_time_and_answered_later(desk: Desk) -> None:
    item, _changes = capturing.note_parking_lot(
        desk.file, desk.workshop, local_text="Kas mokės?", language="lt", raised_by="Ona"
    )
    parked = desk.record().parking_lot[0]
    assert (parked.code, parked.status) == ("P1", ParkingStatus.OPEN)
    assert parked.noted_at == desk.clock.read().wall
    capturing.update_parking_lot(desk.file, item, status=ParkingStatus.ANSWERED, answer="The region")
    answered = desk.record().parking_lot[0]
    assert (answered.status, answered.answer, answered.local_text) == (
        ParkingStatus.ANSWERED, "The region", "Kas mokės?",
    )  # fmt: skip


def test_a_question_moves_to_a_step_that_is_named(desk: Desk) -> None:
    item, _changes = capturing.note_parking_lot(desk.file, desk.workshop, english_text="Who pays?")
    with pytest.raises(KnownError, match="To which step"):
        capturing.update_parking_lot(desk.file, item, status=ParkingStatus.MOVED)
    with pytest.raises(KnownError, match="Step"):
        capturing.update_parking_lot(desk.file, item, status=ParkingStatus.MOVED, moved_to_step=13)
    capturing.update_parking_lot(desk.file, item, status=ParkingStatus.MOVED, moved_to_step=8)
    assert desk.record().parking_lot[0].moved_to_step == 8
    capturing.update_parking_lot(desk.file, item, status=ParkingStatus.OPEN)
    assert desk.record().parking_lot[0].moved_to_step is None


def test_an_action_without_owner_and_date_is_an_idea(desk: Desk) -> None:
    item, _changes = capturing.note_action(
        desk.file, desk.workshop, title_local="Atviros durys", language="lt"
    )
    assert desk.record().actions[0].is_idea
    capturing.update_action(desk.file, item, owner_text="Ona", due_date=date(2027, 4, 16))
    action = desk.record().actions[0]
    assert (action.is_idea, action.code, action.due_date) == (False, "A1", date(2027, 4, 16))


def test_notes_are_numbered_on_after_a_deletion(desk: Desk) -> None:
    first, _c = capturing.note_action(desk.file, desk.workshop, title_english="One")
    capturing.note_action(desk.file, desk.workshop, title_english="Two")
    capturing.delete_action(desk.file, first)
    capturing.note_action(desk.file, desk.workshop, title_english="Three")
    assert [(a.code, a.title_english) for a in desk.record().actions] == [("A2", "Two"), ("A3", "Three")]


def test_empty_and_impossible_notes_are_refused_in_words(desk: Desk) -> None:
    with pytest.raises(KnownError, match="question is empty"):
        capturing.note_parking_lot(desk.file, desk.workshop, english_text="  ")
    with pytest.raises(KnownError, match="no title"):
        capturing.note_action(desk.file, desk.workshop, owner_text="Ona")
    with pytest.raises(KnownError, match="after the due date"):
        capturing.note_action(
            desk.file, desk.workshop, title_english="One",
            first_step_date=date(2027, 5, 1), due_date=date(2027, 4, 1),
        )  # fmt: skip
    with pytest.raises(KnownError, match="no longer in the workshop"):
        capturing.note_action(desk.file, desk.workshop, title_english="One", owner_id="nobody")
    with pytest.raises(KnownError, match="no longer in the workshop"):
        capturing.delete_parking_lot(desk.file, "gone")
    record = desk.record()
    assert (record.actions, record.parking_lot) == ((), ())
