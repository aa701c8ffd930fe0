"""The editor keeps what people type, in every script, while an input method composes too."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitator_app.rules.text import Direction
from facilitator_app.support import paths
from facilitator_app.views.shared.editor import EditorKeys, PlainTextEditor

SAMPLES = json.loads((Path(__file__).parents[2] / "files" / "samples.json").read_text(encoding="utf-8"))


def strings(found: object) -> Iterator[str]:
    if isinstance(found, str):
        yield found
    elif isinstance(found, dict):
        for value in found.values():
            yield from strings(value)
    elif isinstance(found, list):
        for value in found:
            yield from strings(value)


EDGES = sorted(set(strings(json.loads((paths.rehearsals() / "edge_cases.json").read_text("utf-8")))))


@pytest.fixture
def editor(qtbot: QtBot) -> PlainTextEditor:
    made = PlainTextEditor(placeholder="Enter: next point")
    qtbot.addWidget(made)
    made.resize(300, 40)
    made.show()
    made.setFocus()
    return made


def compose(editor: PlainTextEditor, preedit: str = "", commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    if commit:
        event.setCommitString(commit)
    QApplication.sendEvent(editor, event)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda s: s["lang"])
def test_what_is_typed_through_an_input_method_is_told_letter_by_letter_and_kept(
    editor: PlainTextEditor, sample: dict[str, str]
) -> None:
    told: list[str] = []
    editor.typed.connect(told.append)
    for start in range(0, len(sample["text"]), 12):
        piece = sample["text"][start : start + 12]
        compose(editor, preedit=piece)
        compose(editor, commit=piece)
    assert editor.text() == sample["text"]
    assert told[-1] == sample["text"]
    assert all(sample["text"].startswith(text) for text in told)


@pytest.mark.parametrize("text", EDGES)
def test_every_edge_case_goes_in_and_out_unchanged(editor: PlainTextEditor, text: str) -> None:
    compose(editor, commit=text)
    assert editor.text() == text
    editor.show_text("")
    editor.show_text(text)
    assert editor.text() == text


def test_what_is_being_composed_is_not_told_before_it_is_settled(editor: PlainTextEditor) -> None:
    told: list[str] = []
    editor.typed.connect(told.append)
    compose(editor, preedit="ខ្")
    assert editor.has_preedit()
    assert editor.text() == ""
    assert told == []
    compose(editor, commit="ខ្មែរ")
    assert not editor.has_preedit()
    assert told == ["ខ្មែរ"]


def test_a_text_from_elsewhere_never_destroys_a_composition(editor: PlainTextEditor) -> None:
    compose(editor, commit="a")
    compose(editor, preedit="ย")
    assert not editor.show_text("from the other laptop")
    compose(editor, commit="ยิ")
    assert editor.text() == "aยิ"
    assert editor.show_text("from the other laptop")


def test_a_text_from_elsewhere_is_not_told_as_typed(editor: PlainTextEditor) -> None:
    told: list[str] = []
    editor.typed.connect(told.append)
    editor.show_text("one\ntwo")
    assert told == []
    assert editor.text() == "one\ntwo"


def test_enter_asks_for_the_next_point_but_never_inside_a_composition(editor: PlainTextEditor) -> None:
    asked: list[int] = []
    editor.next_requested.connect(lambda: asked.append(1))
    compose(editor, preedit="にほ")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert asked == []
    compose(editor, commit="日本")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert asked == [1]
    assert editor.text() == "日本"


def test_shift_enter_begins_a_line_that_finds_its_own_direction(editor: PlainTextEditor) -> None:
    compose(editor, commit="Saulė")
    QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    compose(editor, commit="القرب")
    assert editor.text() == "Saulė\nالقرب"
    first, second = editor.document().firstBlock(), editor.document().lastBlock()
    assert first.textDirection() == Qt.LayoutDirection.LeftToRight
    assert second.textDirection() == Qt.LayoutDirection.RightToLeft


def test_tab_asks_for_the_other_language_and_f6_leaves(editor: PlainTextEditor) -> None:
    asked: list[str] = []
    editor.other_language_requested.connect(lambda: asked.append("other"))
    editor.previous_requested.connect(lambda: asked.append("previous"))
    editor.leave_requested.connect(lambda: asked.append("leave"))
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    QTest.keyClick(editor, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(editor, Qt.Key.Key_F6)
    assert asked == ["other", "previous", "leave"]
    assert editor.text() == ""


def test_in_a_note_enter_is_a_new_line(qtbot: QtBot) -> None:
    note = PlainTextEditor(keys=EditorKeys.NOTE, name="Note")
    qtbot.addWidget(note)
    note.show()
    QTest.keyClicks(note, "a")
    QTest.keyClick(note, Qt.Key.Key_Return)
    QTest.keyClicks(note, "b")
    assert note.text() == "a\nb"


def test_a_chosen_direction_stays_and_empty_text_stands_where_its_language_begins(
    editor: PlainTextEditor,
) -> None:
    editor.show_default_direction(Direction.RTL)
    assert editor.document().firstBlock().textDirection() == Qt.LayoutDirection.RightToLeft
    compose(editor, commit="ISO 9001")
    assert editor.document().firstBlock().textDirection() == Qt.LayoutDirection.LeftToRight
    editor.show_direction(Direction.RTL)
    compose(editor, commit=" x")
    assert editor.document().firstBlock().textDirection() == Qt.LayoutDirection.RightToLeft
    assert editor.shown_direction() is Direction.RTL
    editor.show_direction(None)
    assert editor.document().firstBlock().textDirection() == Qt.LayoutDirection.LeftToRight


def test_no_character_is_lost(editor: PlainTextEditor) -> None:
    text = "10\u00a0000 €\tnext\u200d\u2068x\u2069\nمرحبا\u200cبكم"
    editor.show_text(text)
    assert editor.text() == text


def test_only_the_words_of_what_is_pasted_are_taken(editor: PlainTextEditor) -> None:
    pasted = QMimeData()
    pasted.setHtml("<b>bold</b><img src='http://example.org/x.png'>")
    pasted.setText("bold\r\nline")
    editor.insertFromMimeData(pasted)
    assert editor.text() == "bold\nline"
    assert not editor.textCursor().charFormat().font().bold()
    pictures = QMimeData()
    pictures.setData("image/png", b"not a text")
    assert not editor.canInsertFromMimeData(pictures)


def test_it_grows_with_its_text(editor: PlainTextEditor) -> None:
    one = editor.height()
    editor.show_text("word " * 60)
    assert editor.height() > 3 * one
    editor.show_text("")
    assert editor.height() == one


def test_an_editor_in_which_nothing_was_typed_leaves_ctrl_z_to_the_program(editor: PlainTextEditor) -> None:
    assert not editor.has_unsettled_undo()
    editor.show_text("from the file")
    assert not editor.has_unsettled_undo()


def test_undo_is_the_editors_own_until_the_text_is_sealed(editor: PlainTextEditor) -> None:
    compose(editor, commit="abc")
    assert editor.has_unsettled_undo()
    QTest.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editor.text() == ""
    compose(editor, commit="abc")
    editor.settle()
    assert not editor.has_unsettled_undo()
    QTest.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editor.text() == "abc"
