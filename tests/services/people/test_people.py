"""The roster and attendance on a real file."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from facilitator_app.services import capturing, people
from facilitator_app.support.errors import KnownError
from tests.services.conftest import Desk


def _add(desk: Desk, name: str = "Ona", **fields: Any) -> str:
    person, _changes = people.add_participant(desk.file, desk.workshop, display_name=name, **fields)
    return person


def test_people_are_added_in_order_with_a_code_of_their_own(desk: Desk) -> None:
    _add(desk, "Ona")
    _add(desk, "عائشة", languages=["ar", "en"], english_level="b1")
    listed = desk.record().participants
    assert [(p.code, p.name) for p in listed] == [("P01", "Ona"), ("P02", "عائشة")]
    assert (listed[1].languages, listed[1].english_level) == (("ar", "en"), "B1")


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"display_name": "  "}, "no name"),
        ({"display_name": "Ona", "english_level": "good"}, "level of English"),
        ({"display_name": "Ona", "email": "ona at home"}, "not an e-mail"),
        ({"display_name": "Ona", "languages": ["lt;en"]}, "language code"),
        ({"display_name": "Ona", "interpreter_id": "nobody"}, "no longer in the workshop"),
    ],
)
def test_a_person_that_cannot_be_is_refused_in_words(desk: Desk, fields: dict[str, Any], word: str) -> None:
    with pytest.raises(KnownError, match=word):
        people.add_participant(desk.file, desk.workshop, **fields)
    assert desk.record().participants == ()


def test_a_person_can_be_changed_but_not_interpret_for_themselves(desk: Desk) -> None:
    person = _add(desk)
    people.change_participant(desk.file, person, organisation="UAB Lokys", consent_photo=True)
    row = desk.record().participants[0]
    assert (row.organisation, row.consent_photo, row.name) == ("UAB Lokys", True, "Ona")
    with pytest.raises(KnownError, match="for themselves"):
        people.change_participant(desk.file, person, interpreter_id=person)
    with pytest.raises(TypeError, match="salary"):
        people.change_participant(desk.file, person, salary=1)


def test_who_has_left_traces_is_withdrawn_and_not_removed(desk: Desk) -> None:
    person = _add(desk)
    capturing.note_action(desk.file, desk.workshop, title_english="Call", owner_id=person)
    with pytest.raises(KnownError, match="withdrawn instead"):
        people.remove_participant(desk.file, person)
    people.withdraw(desk.file, person)
    assert desk.record().participants[0].withdrawn
    people.withdraw(desk.file, person, withdrawn=False)
    assert not desk.record().participants[0].withdrawn


def test_removing_takes_attendance_along(desk: Desk) -> None:
    person = _add(desk)
    people.mark(desk.file, desk.workshop, person, "D1-AM", present=True)
    people.remove_participant(desk.file, person)
    assert (desk.record().participants, desk.record().attendance) == ((), ())


def test_the_midday_meal_parts_a_day_into_two_half_days(desk: Desk) -> None:
    agenda = desk.record().agenda
    assert people.sessions(agenda) == ("D1-AM", "D1-PM", "D2-AM", "D2-PM")
    codes = {s.code: people.session_of(agenda, s.id) for s in agenda.segments()}
    assert (codes["two_day.d1.b07"], codes["two_day.d1.b09"], codes["two_day.d2.b01"]) == (
        "D1-AM", "D1-PM", "D2-AM",
    )  # fmt: skip
    assert people.session_of(agenda, "gone") is None
    assert people.session_at(agenda, datetime(2027, 3, 2, 9, 59, tzinfo=UTC)) == "D1-AM"
    assert people.session_at(agenda, datetime(2027, 3, 2, 10, 0, tzinfo=UTC)) == "D1-PM"
    assert people.session_at(agenda, datetime(2027, 3, 9, 10, 0, tzinfo=UTC)) is None


def test_a_sweep_notes_everybody_at_once_and_a_mark_corrects_one(desk: Desk) -> None:
    ids = [_add(desk, name) for name in ("Ona", "Jonas", "Rasa")]
    people.withdraw(desk.file, ids[2])
    people.sweep(desk.file, desk.workshop, "D1-AM", [ids[1]])
    there = {a.participant_id: a.present for a in desk.record().attendance}
    assert there == {ids[0]: True, ids[1]: False}
    people.mark(desk.file, desk.workshop, ids[1], "D1-AM", present=True)
    assert all(a.present for a in desk.record().attendance)
    with pytest.raises(KnownError, match="D1-AM, D1-PM"):
        people.mark(desk.file, desk.workshop, ids[1], "D9-AM", present=True)


def test_a_late_arrival_before_any_plan_sits_at_the_first_empty_table(desk: Desk) -> None:
    person = _add(desk)
    people.withdraw(desk.file, person)
    number, _changes = people.came_late(desk.file, desk.workshop, person, "D1-PM")
    record = desk.record()
    assert not record.participants[0].withdrawn
    assert [(a.session, a.present) for a in record.attendance] == [("D1-PM", True)]
    assert number == 1
