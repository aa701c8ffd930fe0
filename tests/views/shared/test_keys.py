"""Keys: the clicker works everywhere and cannot type into a field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from facilitator_app.views.shared.actions import ACTIONS, ActionSet, Scope, State, default_keys, key_hint
from facilitator_app.views.shared.buttons import Button, button
from facilitator_app.views.shared.editor import PlainTextEditor
from facilitator_app.views.shared.fields import LineField
from facilitator_app.views.shared.keys import DOUBLE_PRESS_MS, KeyRouter
from facilitator_app.views.shared.layouts import column

Key = Qt.Key


@dataclass
class Desk:
    """A window with a text, a line and a button, and a watch that moves when told."""

    window: QWidget
    editor: PlainTextEditor
    line: LineField
    press: Button
    actions: ActionSet
    done: list[str] = field(default_factory=list)
    now: int = 10_000


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication) -> Iterator[Desk]:
    window = QWidget()
    qtbot.addWidget(window)
    made = Desk(window, PlainTextEditor(name="text"), LineField("line"), button("Press"), ActionSet(window))
    window.setLayout(column(made.editor, made.line, made.press))
    router = KeyRouter(qapp, made.actions, lambda: made.now)
    made.actions.requested.connect(made.done.append)
    made.actions.show_states(State)
    window.show()
    yield made
    qapp.removeEventFilter(router)
    router.deleteLater()


def hit(desk: Desk, where: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier | None = None) -> list[str]:
    """Press a key a second after the last one; return what was asked for by it."""
    desk.now += 1000
    before = len(desk.done)
    where.setFocus()
    QTest.keyClick(where, key, modifiers or Qt.KeyboardModifier.NoModifier)
    return desk.done[before:]


def test_page_keys_of_a_clicker_work_wherever_the_focus_is(desk: Desk) -> None:
    for where in (desk.window, desk.editor, desk.line, desk.press):
        assert hit(desk, where, Key.Key_PageDown) == ["run.next"]
        assert hit(desk, where, Key.Key_PageUp) == ["run.back"]
    assert desk.editor.text() == ""


def test_arrows_space_and_letters_stay_with_the_text_that_is_being_typed(desk: Desk) -> None:
    for where in (desk.editor, desk.line):
        for key in (Key.Key_Right, Key.Key_Left, Key.Key_Space, Key.Key_B, Key.Key_Period):
            assert hit(desk, where, key) == []
    assert desk.editor.text() == " b."
    assert desk.line.text() == " b."


def test_arrows_space_and_letters_work_where_nobody_types(desk: Desk) -> None:
    assert hit(desk, desk.window, Key.Key_Right) == ["run.next"]
    assert hit(desk, desk.window, Key.Key_Left) == ["run.back"]
    assert hit(desk, desk.window, Key.Key_Space) == ["run.pause"]
    assert hit(desk, desk.window, Key.Key_B) == ["room.blank"]


def test_space_presses_the_button_that_somebody_went_to_by_tab(desk: Desk) -> None:
    pressed: list[int] = []
    desk.press.clicked.connect(lambda: pressed.append(1))
    assert hit(desk, desk.press, Key.Key_Space) == []
    assert pressed == [1]


def test_an_open_menu_keeps_its_arrows_and_letters_but_the_clicker_still_works(desk: Desk) -> None:
    menu = QMenu(desk.window)
    for words in ("Blank", "Other"):
        menu.addAction(words)
    menu.popup(desk.window.mapToGlobal(desk.window.rect().center()))
    for key in (Key.Key_Down, Key.Key_Right, Key.Key_Space):
        desk.now += 1000
        QTest.keyClick(menu, key)
    assert desk.done == []
    menu.popup(desk.window.mapToGlobal(desk.window.rect().center()))
    desk.now += 1000
    QTest.keyClick(menu, Key.Key_PageDown)
    assert desk.done == ["run.next"]
    menu.close()


def test_a_double_press_within_400_ms_is_one_press(desk: Desk) -> None:
    assert hit(desk, desk.window, Key.Key_PageDown) == ["run.next"]
    desk.now += DOUBLE_PRESS_MS - 1
    QTest.keyClick(desk.window, Key.Key_PageDown)
    QTest.keyClick(desk.window, Key.Key_Right)
    assert desk.done == ["run.next"]
    desk.now += 1
    QTest.keyClick(desk.window, Key.Key_PageDown)
    assert desk.done == ["run.next", "run.next"]


def test_a_key_held_down_is_one_press(desk: Desk) -> None:
    assert hit(desk, desk.window, Key.Key_PageDown) == ["run.next"]
    for _ in range(5):
        desk.now += 500
        no = Qt.KeyboardModifier.NoModifier
        held = QKeyEvent(QEvent.Type.KeyPress, Key.Key_PageDown, no, "", autorep=True)
        QApplication.sendEvent(desk.window, held)
    assert desk.done == ["run.next"]


def test_keys_with_ctrl_or_alt_work_while_typing(desk: Desk) -> None:
    control, alt = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
    assert hit(desk, desk.editor, Key.Key_3, alt) == ["capture.table_3"]
    assert hit(desk, desk.editor, Key.Key_Up, control) == ["capture.move_up"]
    assert hit(desk, desk.editor, Key.Key_Return, control) == ["capture.table_done"]
    assert desk.editor.text() == ""


def test_a_disabled_action_leaves_its_key_to_the_widget(desk: Desk) -> None:
    desk.actions.show_states(())
    assert hit(desk, desk.window, Key.Key_PageDown) == []
    assert hit(desk, desk.window, Key.Key_B) == []
    assert not desk.actions.trigger("run.next")


def test_undo_belongs_to_the_editor_until_its_text_is_sealed(desk: Desk) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    event = QInputMethodEvent()
    event.setCommitString("เชื่อ")
    QApplication.sendEvent(desk.editor, event)
    assert hit(desk, desk.editor, Key.Key_Z, control) == []
    assert desk.editor.text() == ""
    QApplication.sendEvent(desk.editor, event)
    desk.editor.settle()
    assert hit(desk, desk.editor, Key.Key_Z, control) == ["edit.undo"]


def test_a_click_on_a_button_leaves_the_cursor_in_the_text(desk: Desk) -> None:
    desk.window.activateWindow()
    desk.editor.setFocus()
    QTest.mouseClick(desk.press, Qt.MouseButton.LeftButton)
    assert desk.window.focusWidget() is desk.editor


def test_ids_and_keys_are_given_once() -> None:
    ids = [spec.id for spec in ACTIONS]
    assert len(set(ids)) == len(ids)
    keys = [key.toString() for spec in ACTIONS for key in default_keys(spec)]
    assert sorted(set(keys)) == sorted(keys)


def test_no_bare_letter_is_a_key_of_a_field() -> None:
    bare = [s.id for s in ACTIONS if s.scope is Scope.FIELD for k in s.keys if len(k) == 1 and k.isalpha()]
    assert bare == []


def test_tables_have_another_modifier_on_a_mac_where_alt_types_symbols() -> None:
    table = next(spec for spec in ACTIONS if spec.id == "capture.table_1")
    assert [key.toString() for key in default_keys(table, "darwin")] == ["Meta+1"]
    assert [key.toString() for key in default_keys(table, "linux")] == ["Alt+1"]


def test_a_button_says_its_key_as_the_keyboard_does() -> None:
    hints = {spec.id: key_hint(spec) for spec in ACTIONS}
    assert hints["run.next"] == "PgDn"
    assert hints["run.pause"] == "Space"
    assert hints["edit.undo"] == "Ctrl+Z"
    assert hints["library.rehearse"] == ""


def test_a_button_follows_its_action(desk: Desk, qtbot: QtBot) -> None:
    following = button(desk.actions.action("run.next"))
    qtbot.addWidget(following)
    desk.actions.show_title("run.next", "Next: R&D, Table 3 first")
    assert following.text() == "Next: R&D, Table 3 first"
    following.click()
    assert desk.done == ["run.next"]
    desk.actions.show_states(())
    assert not following.isEnabled()
    desk.actions.show_title("run.next")
    assert following.text() == "Next"
