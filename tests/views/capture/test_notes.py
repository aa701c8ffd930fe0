"""Parked questions and actions: typed, Enter, done, without a mouse."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests import builders
from tests.views.capture.hands import Desk, Key, compose, type_into

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def test_a_question_is_parked_by_keyboard_and_the_cursor_goes_back_to_the_points(desk: Desk) -> None:
    desk.press(Key.Key_P, CTRL_SHIFT)
    type_into(desk.view.note.editor, "Kto płaci za koordynatora?")
    desk.press(Key.Key_Return)
    assert desk.emitted("parking_noted") == [("parking_noted", "Kto płaci za koordynatora?", "lt")]
    assert not desk.view.note.isVisible()
    assert desk.row(0).local.editor.hasFocus()
    assert desk.emitted("point_started", "typed") == [], "it is no point"


def test_the_language_of_a_question_can_be_chosen_by_keyboard(desk: Desk) -> None:
    desk.press(Key.Key_P, CTRL_SHIFT)
    type_into(desk.view.note.editor, "Who pays?")
    desk.press(Key.Key_Tab)
    assert QApplication.focusWidget() is desk.view.note.language
    while desk.view.note.language.key() != "en":
        desk.press(Key.Key_Down)
    desk.press(Key.Key_Return)
    assert desk.emitted("parking_noted") == [("parking_noted", "Who pays?", "en")]


def test_an_action_gets_owner_and_date_by_keyboard(desk: Desk) -> None:
    desk.press(Key.Key_A, CTRL_SHIFT)
    note = desk.view.note
    type_into(note.editor, "Open the laboratory")
    desk.press(Key.Key_Tab)
    assert QApplication.focusWidget() is note.owner
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Tab)
    assert note.due.hasFocus() or note.due.lineEdit().hasFocus()
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Return)
    today = builders.state_after(desk.file.record, 20).now.date()
    owner = desk.file.record.participants[0].id
    assert desk.emitted("action_noted") == [
        ("action_noted", "Open the laboratory", owner, today + timedelta(days=99))
    ]


def test_an_action_nobody_has_taken_has_no_date_either(desk: Desk) -> None:
    desk.press(Key.Key_A, CTRL_SHIFT)
    type_into(desk.view.note.editor, "Somebody should")
    desk.press(Key.Key_Return)
    assert desk.emitted("action_noted") == [("action_noted", "Somebody should", "", None)]


def test_an_empty_note_is_none(desk: Desk) -> None:
    desk.press(Key.Key_P, CTRL_SHIFT)
    desk.press(Key.Key_Return)
    assert desk.emitted("parking_noted") == []
    assert not desk.view.note.isVisible()


def test_a_composition_is_put_into_the_note_before_it_is_kept(desk: Desk) -> None:
    desk.press(Key.Key_P, CTRL_SHIFT)
    compose(desk.view.note.editor, preedit="谁付钱")
    desk.view.note._keep.click()
    assert desk.emitted("parking_noted")[0][1] == "谁付钱"


def test_f6_leaves_a_note_without_losing_it(desk: Desk) -> None:
    desk.press(Key.Key_P, CTRL_SHIFT)
    type_into(desk.view.note.editor, "Kas moka?")
    desk.press(Key.Key_F6)
    assert desk.view.note.isVisible()
    assert desk.row(0).local.editor.hasFocus()
    desk.press(Key.Key_P, CTRL_SHIFT)
    assert desk.view.note.editor.text() == "Kas moka?"


def test_opening_the_other_kind_of_note_keeps_what_was_typed(desk: Desk) -> None:
    desk.press(Key.Key_P, CTRL_SHIFT)
    type_into(desk.view.note.editor, "Pradėti rytoj")
    desk.press(Key.Key_A, CTRL_SHIFT)
    assert desk.view.note.editor.text() == "Pradėti rytoj"
    desk.press(Key.Key_Return)
    assert desk.emitted("action_noted")[0][1] == "Pradėti rytoj"


def test_people_who_withdrew_own_nothing(desk: Desk) -> None:
    owners = {desk.view.note.owner.itemData(n) for n in range(desk.view.note.owner.count())}
    withdrawn = {person.id for person in desk.file.record.participants if person.withdrawn}
    assert owners == {""} | {person.id for person in desk.file.record.participants} - withdrawn
