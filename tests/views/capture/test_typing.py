"""What tables say is typed by keyboard alone, in two languages, and sealed at the right moments."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitator_app.records.enums import PointField
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.text import clean
from facilitator_app.support import paths
from facilitator_app.views.shared.editor import PlainTextEditor
from tests import builders
from tests.views.capture.hands import Desk, Key, compose, type_into, without_points

MakeDesk = Callable[[WorkshopRecord], Desk]
LOCAL, ENGLISH = PointField.LOCAL.value, PointField.ENGLISH.value
CASES = json.loads((paths.rehearsals() / "edge_cases.json").read_text("utf-8"))["cases"]


def cursor_in(desk: Desk) -> PlainTextEditor | None:
    widget = QApplication.focusWidget()
    assert widget is None or desk.view.isAncestorOf(widget)
    return widget if isinstance(widget, PlainTextEditor) else None


# --- keys of the grid -----------------------------------------------------------------------------------


def test_the_first_character_makes_a_point_and_its_id_before_anything_else(desk: Desk) -> None:
    compose(desk.row(0).local.editor, commit="P")
    names = [entry[0] for entry in desk.log]
    assert names == ["point_started", "typed"]
    _name, key, point_id, language = desk.log[0]
    assert (key, language) == (desk.view.key(), "lt")
    assert desk.log[1] == ("typed", point_id, LOCAL, "P")
    assert desk.row(0).point_id == point_id
    assert len(desk.view.grid.rows()) == 2, "the next empty one is ready"


def test_a_composition_alone_makes_no_point(desk: Desk) -> None:
    compose(desk.row(0).local.editor, preedit="បា")
    assert desk.log == []
    compose(desk.row(0).local.editor, commit="បាទ")
    assert [entry[0] for entry in desk.log] == ["point_started", "typed"]


def test_enter_seals_and_goes_to_the_next_point(desk: Desk) -> None:
    type_into(desk.row(0).local.editor, "Pirma")
    desk.press(Key.Key_Return)
    assert desk.emitted("settled") == [("settled", desk.row(0).point_id, "Pirma", "")]
    assert cursor_in(desk) is desk.row(1).local.editor
    type_into(desk.row(1).local.editor, "Antra")
    assert desk.row(1).point_id != desk.row(0).point_id
    assert desk.texts() == [("Pirma", ""), ("Antra", "")]


def test_enter_in_the_empty_row_makes_nothing(desk: Desk) -> None:
    desk.press(Key.Key_Return)
    assert desk.log == []
    assert cursor_in(desk) is desk.row(0).local.editor


def test_enter_above_goes_on_with_the_point_below(make_desk: MakeDesk) -> None:
    desk = make_desk(builders.kaunas())
    desk.row(0).english.editor.setFocus()
    desk.press(Key.Key_Return)
    assert cursor_in(desk) is desk.row(1).local.editor


def test_tab_goes_to_the_other_language_and_back(desk: Desk) -> None:
    type_into(desk.row(0).local.editor, "Taip")
    desk.press(Key.Key_Tab)
    assert cursor_in(desk) is desk.row(0).english.editor
    desk.press(Key.Key_Tab)
    assert cursor_in(desk) is desk.row(0).local.editor
    desk.press(Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert cursor_in(desk) is desk.row(0).english.editor


def test_f6_leaves_the_grid_for_the_largest_button(desk: Desk) -> None:
    desk.press(Key.Key_F6)
    assert desk.view.done.hasFocus()


def test_a_point_in_two_languages_costs_two_keystrokes_beyond_its_text(desk: Desk) -> None:
    extra = 0
    for local, english in (("Trūksta duomenų", "Data is missing"), ("Pasitikėjimas", "Trust")):
        row = desk.view.grid.rows()[-1]
        assert cursor_in(desk) is row.local.editor
        type_into(row.local.editor, local)
        desk.press(Key.Key_Tab)
        type_into(row.english.editor, english)
        desk.press(Key.Key_Return)
        extra += 2
    assert desk.texts() == [("Trūksta duomenų", "Data is missing"), ("Pasitikėjimas", "Trust")]
    assert extra == 2 * len(desk.texts())


def test_points_move_by_ctrl_and_arrows_and_the_cursor_goes_with_them(desk: Desk) -> None:
    for text in ("a", "b", "c"):
        type_into(desk.view.grid.rows()[-1].local.editor, text)
        desk.press(Key.Key_Return)
    desk.file.answer_all()
    desk.row(2).local.editor.setFocus()
    desk.press(Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    desk.file.answer_all()
    assert [local for local, _e in desk.texts()] == ["a", "c", "b"]
    assert cursor_in(desk) is desk.row(1).local.editor
    desk.press(Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    desk.file.answer_all()
    assert [local for local, _e in desk.texts()] == ["a", "b", "c"]
    assert cursor_in(desk) is desk.row(2).local.editor
    assert [row._number.text() for row in desk.view.grid.rows()] == ["1", "2", "3", "4"]


def test_a_deleted_point_hands_the_cursor_to_its_neighbour(desk: Desk) -> None:
    for text in ("a", "b", "c"):
        type_into(desk.view.grid.rows()[-1].local.editor, text)
        desk.press(Key.Key_Return)
    desk.file.answer_all()
    desk.row(1).local.editor.setFocus()
    desk.press(Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    desk.file.answer_all()
    assert [local for local, _e in desk.texts()] == ["a", "c"]
    assert cursor_in(desk) is desk.row(1).local.editor


# --- settling -------------------------------------------------------------------------------------------


def test_a_pause_in_typing_seals_the_text(desk: Desk, qtbot: QtBot) -> None:
    type_into(desk.row(0).local.editor, "Taip")
    assert desk.emitted("settled") == []
    with qtbot.waitSignal(desk.view.settled, timeout=4000) as sealed:
        pass
    assert sealed.args == [desk.row(0).point_id, "Taip", ""]
    assert cursor_in(desk) is desk.row(0).local.editor, "and nobody is torn out of the field"


def test_whoever_looks_for_a_character_has_not_paused(desk: Desk) -> None:
    type_into(desk.row(0).local.editor, "Taip")
    compose(desk.row(0).local.editor, preedit="ž")
    desk.row(0)._pause.timeout.emit()
    assert desk.emitted("settled") == []
    assert desk.row(0).local.editor.has_preedit()
    assert desk.row(0)._pause.isActive()


def test_leaving_a_field_seals_it(desk: Desk) -> None:
    type_into(desk.row(0).local.editor, "Taip")
    desk.view.done.setFocus()
    assert desk.emitted("settled") == [("settled", desk.row(0).point_id, "Taip", "")]


def test_settling_puts_a_composition_into_the_text_first(desk: Desk) -> None:
    compose(desk.row(0).local.editor, preedit="ការ")
    desk.view.settle()
    assert not desk.row(0).local.editor.has_preedit()
    assert desk.emitted("settled") == [("settled", desk.row(0).point_id, "ការ", "")]


def test_what_is_sealed_is_not_sealed_twice(desk: Desk) -> None:
    type_into(desk.row(0).local.editor, "Taip")
    desk.view.settle()
    desk.view.settle()
    desk.view.done.setFocus()
    assert len(desk.emitted("settled")) == 1


def test_a_text_typed_and_taken_back_is_sealed_too_so_that_its_draft_goes(desk: Desk) -> None:
    type_into(desk.row(0).local.editor, "Taip")
    desk.view.settle()
    type_into(desk.row(0).local.editor, "!")
    desk.press(Key.Key_Backspace)
    desk.view.settle()
    assert [entry[2:] for entry in desk.emitted("settled")] == [("Taip", ""), ("Taip", "")]


# --- languages ------------------------------------------------------------------------------------------


def english_table(record: WorkshopRecord, tag: str = "en") -> WorkshopRecord:
    tables = tuple(replace(one, report_language=tag) if one.number == 3 else one for one in record.tables)
    return replace(record, tables=tables)


@pytest.mark.parametrize("tag", ["en", "en-GB"])
def test_what_is_said_in_english_is_typed_in_english(make_desk: MakeDesk, tag: str) -> None:
    desk = make_desk(english_table(without_points(builders.kaunas()), tag))
    desk.open(2, 3)
    assert cursor_in(desk) is desk.row(0).english.editor
    type_into(desk.row(0).english.editor, "We need trust")
    desk.press(Key.Key_Return)
    desk.file.answer_all()
    (made,) = desk.file.points().values()
    assert (made.language, made.local_text, made.english_text) == ("en", "", "We need trust")
    assert desk.row(0).english.heading.text() == "English · as said"
    assert cursor_in(desk) is desk.row(1).english.editor


def test_english_typed_in_the_other_field_moves_over_when_the_cursor_has_left(make_desk: MakeDesk) -> None:
    desk = make_desk(english_table(without_points(builders.kaunas())))
    desk.open(2, 3)
    type_into(desk.row(0).local.editor, "Trust")
    desk.view.settle()
    desk.file.answer_all()
    assert desk.texts() == [("Trust", "")], "not under the hands of whoever types"
    type_into(desk.row(0).local.editor, " first")
    desk.press(Key.Key_F6)
    desk.file.answer_all()
    assert desk.texts() == [("", "Trust first")]


def test_another_language_can_be_chosen_for_what_is_said_next(desk: Desk) -> None:
    desk.view.language.choose("pl")
    assert desk.row(0).local.heading.text() == "Polski · as said"
    type_into(desk.row(0).local.editor, "Tak")
    assert desk.emitted("point_started")[0][3] == "pl"


def test_a_missing_translation_is_said_in_words_and_looks_like_a_note(desk: Desk) -> None:
    type_into(desk.row(0).local.editor, "Taip")
    english = desk.row(0).english
    assert english.heading.text() == "English · missing"
    assert english.property("card") == "note"
    assert "later" in english.editor.placeholderText()
    type_into(english.editor, "Yes")
    assert english.heading.text() == "English · draft"
    desk.view.done.setFocus()
    assert english.property("card") == "plain"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_every_text_of_the_edge_cases_comes_out_of_the_editor_unchanged(
    desk: Desk, case: dict[str, str]
) -> None:
    type_into(desk.row(0).local.editor, case["text"])
    if not case["text"]:
        assert desk.log == [], "nothing typed is no point"
        return
    assert desk.emitted("typed")[-1][3] == case["text"]
    desk.view.settle()
    assert desk.emitted("settled")[-1][2] == case["text"]
    desk.file.answer_all()
    (made,) = desk.file.points().values()
    assert desk.row(0).local.editor.text() == case["text"]
    assert made.local_text == clean(case["text"])
    assert case["text"].startswith(desk.emitted("typed")[0][3])


def test_there_are_eighteen_edge_cases() -> None:
    assert len(CASES) == 18
