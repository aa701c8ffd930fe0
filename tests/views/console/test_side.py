"""The right side of the console: tables, lights, parking lot, actions, who is here."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from facilitator_app.records.enums import ParkingStatus, StageName
from facilitator_app.views.console.attendance import session_of
from facilitator_app.views.console.tasks import subject
from facilitator_app.views.prepare.people import sessions_of
from facilitator_app.views.shared.fields import Choice, DateField, TickBox
from tests.builders import before_start, kaunas, state_after
from tests.views.console.cases import at_step
from tests.views.console.hands import Shown, heard, labels, press

ISOLATES = dict.fromkeys((0x2068, 0x2069))


def test_a_report_back_round_shows_order_shares_and_who_is_done(shown: Shown) -> None:
    record = at_step(kaunas(), 2, StageName.REPORT, 4)
    state = state_after(record, 60)
    view = shown(record, state)
    lines = view.side.tables.lines()
    assert tuple(line.number for line in lines) == state.turn_order
    speaking = next(line for line in lines if line.number == 4)
    assert speaking.now
    assert speaking.languages == "pl → en"
    assert speaking.who == "Paweł Źródlany reports"
    assert all(line.share.endswith(" min") for line in lines if not line.done)
    assert lines[0].done


def test_the_lights_of_the_running_step_have_word_and_shape(shown: Shown) -> None:
    record = at_step(kaunas(), 2, StageName.LIGHTS)
    view = shown(record, state_after(record))
    view.side.choose("lights")
    QApplication.processEvents()
    said = labels(view.side.lights)
    assert said.count("mixed") == 3
    assert "green" in said
    assert "10 of 12 rated" in said


def test_a_question_is_parked_in_any_script_by_one_line(shown: Shown, qtbot: QtBot) -> None:
    record = at_step(kaunas(), 2, StageName.DISCUSS)
    view = shown(record, state_after(record))
    view.side.choose("parking")
    asked = heard(view.parking_noted)
    field = view.side.parking.field
    event = QInputMethodEvent()
    event.setCommitString("من يدفع للمنسق؟")
    QApplication.sendEvent(field, event)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert asked == ["من يدفع للمنسق؟"]
    assert field.text() == ""
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert len(asked) == 1, "an empty line parks nothing"


def test_a_parked_question_is_answered_with_one_press(shown: Shown, qtbot: QtBot) -> None:
    record = at_step(kaunas(), 2, StageName.DISCUSS)
    view = shown(record, state_after(record))
    view.side.choose("parking")
    QApplication.processEvents()
    asked = heard(view.parking_status_changed)
    press(qtbot, view.side.parking, "Answered")
    assert asked == [("P2", ParkingStatus.ANSWERED)]


def test_an_action_without_owner_and_date_is_an_idea(shown: Shown) -> None:
    record = kaunas()
    idea = replace(record.actions[0], owner_id=None, owner_text="", due_date=None)
    record = at_step(replace(record, actions=(idea, *record.actions[1:])), 2, StageName.DISCUSS)
    view = shown(record, state_after(record))
    view.side.choose("actions")
    QApplication.processEvents()
    assert labels(view.side.action_list).count("Idea") == 1
    assert "Tomas Girnius · 26 Mar" in labels(view.side.action_list)


def test_somebody_who_left_is_ticked_off_in_this_half_day(shown: Shown, qtbot: QtBot) -> None:
    record = replace(kaunas(), attendance=())
    record = at_step(record, 2, StageName.DISCUSS)
    view = shown(record, state_after(record))
    assert view.side.attendance.text() == "28 of 28 here"
    press(qtbot, view.side.attendance, "Came or left…")
    QApplication.processEvents()
    asked = heard(view.attendance_changed)
    box = next(one for one in view.side.people.findChildren(TickBox) if one.text() == "Ilze Vītola")
    QTest.mouseClick(box, Qt.MouseButton.LeftButton)
    assert asked == [("K24", "D1-AM", False)]


def test_the_afternoon_begins_after_the_meal() -> None:
    record = kaunas()
    after = at_step(record, 3, StageName.PRESENT)
    assert session_of(after, state_after(after)) == "D1-PM"
    before = at_step(record, 2, StageName.PRESENT)
    assert session_of(before, state_after(before)) == "D1-AM"
    assert session_of(record, before_start(record)) == "D1-AM"


def test_a_day_that_begins_after_noon_has_an_afternoon_alone() -> None:
    record = kaunas()
    day = replace(record.agenda.days[0], start=time(13), segments=record.agenda.days[0].segments[:1])
    record = replace(record, agenda=replace(record.agenda, days=(day,)))
    assert session_of(record, before_start(record)) == "D1-PM"
    assert sessions_of(replace(record, attendance=())) == ("D1-PM",)


def test_an_idea_gets_its_owner_and_date_on_its_card(shown: Shown, qtbot: QtBot) -> None:
    record = kaunas()
    idea = replace(record.actions[0], owner_id=None, owner_text="", due_date=None, first_step_date=None)
    assert idea.is_idea
    record = at_step(replace(record, actions=(idea,)), 2, StageName.DISCUSS)
    view = shown(record, state_after(record))
    view.side.choose("actions")
    asked = heard(view.action_agreed)
    press(qtbot, view.side.action_list, "Owner, date…")
    owner = next(box for box in view.side.action_list.findChildren(Choice) if box.isVisible())
    due = next(field for field in view.side.action_list.findChildren(DateField) if field.isVisible())
    keep = [b for b in view.side.action_list.findChildren(QAbstractButton) if b.text() == "Keep"][-1]
    assert not keep.isEnabled()
    owner.choose(record.participants[2].id)
    due.setDate(QDate(2027, 5, 1))
    keep.click()
    assert asked == [(idea.id, record.participants[2].id, date(2027, 5, 1))]


def test_what_only_the_facilitator_sees_begins_with_what_to_say_and_ends_with_the_sources() -> None:
    record = kaunas()
    step = record.steps[1]
    noted = replace(step, private_notes="CN-12: Cluster notes, page 4\nAsk the mayor first.\nUNIDO: a guide")
    steps = tuple(noted if one is step else one for one in record.steps)
    at = at_step(replace(record, steps=steps), 2, StageName.PRESENT)
    told = subject(at, state_after(at))
    assert told is not None
    lines = told.private.splitlines()
    assert lines[0] == f"• {step.presents[0]}"
    assert lines[-3:] == ["Ask the mayor first.", "CN-12: Cluster notes, page 4", "UNIDO: a guide"]
