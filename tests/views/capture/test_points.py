"""What can be done to a point, and points by the dozen."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitator_app.records.enums import PointField, TranslationStatus
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.support import paths
from facilitator_app.views.capture.rows import PointRow
from facilitator_app.views.shared.editor import PlainTextEditor
from tests import builders
from tests.views.capture.hands import Desk, Key, back_with, point, type_into, without_points

MakeDesk = Callable[[WorkshopRecord], Desk]
LOCAL, ENGLISH = PointField.LOCAL.value, PointField.ENGLISH.value
CASES = json.loads((paths.rehearsals() / "edge_cases.json").read_text("utf-8"))["cases"]


def cursor_in(desk: Desk) -> PlainTextEditor | None:
    widget = QApplication.focusWidget()
    assert widget is None or desk.view.isAncestorOf(widget)
    return widget if isinstance(widget, PlainTextEditor) else None


# --- what can be done to a point ------------------------------------------------------------------------


def one_point(make_desk: MakeDesk, **more: Any) -> Desk:
    desk = make_desk(without_points(builders.kaunas()))
    key = desk.open(2, 3)
    local, english = str(more.pop("local", "Taip")), str(more.pop("english", ""))
    desk.file.record = back_with(desk.file.record, key, [point(1, local, english, **more)])
    desk.view.show_workshop(desk.file.record)
    return desk


def offered(desk: Desk) -> list[str]:
    return [
        act.text().removeprefix("Status: ")
        for act in desk.row(0).menu().actions()
        if act.text().startswith("Status") and act.isEnabled()
    ]


@pytest.mark.parametrize(
    ("local", "english", "wanted"),
    [
        ("Taip", "", ["missing"]),
        ("Taip", "Yes", ["as interpreted", "draft", "checked"]),
        ("", "Yes", ["as said", "as interpreted", "draft", "checked"]),
    ],
)
def test_only_a_status_that_fits_the_texts_is_offered(
    make_desk: MakeDesk, local: str, english: str, wanted: list[str]
) -> None:
    assert offered(one_point(make_desk, local=local, english=english)) == wanted


def test_a_translation_is_marked_as_checked(make_desk: MakeDesk) -> None:
    desk = one_point(make_desk, english="Yes")
    checked = next(act for act in desk.row(0).menu().actions() if "checked" in act.text())
    checked.trigger()
    assert desk.emitted("status_chosen") == [("status_chosen", "p1", TranslationStatus.CHECKED)]


def test_a_point_not_to_be_published_says_so_and_is_let_in_again_by_the_same_key(make_desk: MakeDesk) -> None:
    desk = one_point(make_desk)
    desk.row(0).local.editor.setFocus()
    desk.press(Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    desk.file.answer_all()
    assert desk.row(0)._hidden.isVisible()
    assert "in no report" in desk.row(0)._hidden.text()
    desk.press(Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    assert desk.emitted("publish_chosen") == [("publish_chosen", "p1", True), ("publish_chosen", "p1", False)]


def test_the_writing_direction_is_turned_by_key_and_by_menu(make_desk: MakeDesk) -> None:
    desk = one_point(make_desk, local="ABC شركة")
    desk.row(0).local.editor.setFocus()
    desk.press(Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    next(act for act in desk.row(0).menu().actions() if "direction" in act.text()).trigger()
    assert [entry[2] for entry in desk.emitted("direction_chosen")] == ["rtl", "ltr"]


def test_a_direction_somebody_chose_is_kept_by_the_file_and_shown(make_desk: MakeDesk) -> None:
    desk = one_point(make_desk, local="ABC شركة", direction="rtl")
    block = desk.row(0).local.editor.document().firstBlock()
    assert block.textDirection() == Qt.LayoutDirection.RightToLeft


# --- room for much --------------------------------------------------------------------------------------


def test_with_forty_points_the_one_with_the_cursor_is_always_seen(make_desk: MakeDesk, qtbot: QtBot) -> None:
    desk = make_desk(without_points(builders.kaunas()))
    key = desk.open(2, 3)
    points = [point(n, f"Mintis {n} " * 12) for n in range(1, 41)]
    desk.view.show_workshop(back_with(desk.file.record, key, points))
    desk.view.resize(1024, 600)

    def is_seen(row: PointRow) -> bool:
        area = desk.area()
        top = row.mapTo(area, QPoint(0, 0)).y()
        return top >= 0 and top + row.height() <= area.height() + 1

    for place in (40, 0, 25):
        desk.row(place).focus(PointField.LOCAL)
        qtbot.waitUntil(partial(is_seen, desk.row(place)), timeout=2000)
    desk.view.grid.focus_empty()
    for _n in range(3):
        row = desk.view.grid.rows()[-1]
        type_into(row.local.editor, "Dar viena")
        desk.press(Key.Key_Return)
        qtbot.waitUntil(lambda: is_seen(desk.view.grid.rows()[-1]), timeout=2000)


def test_in_a_point_taller_than_the_screen_the_line_with_the_cursor_is_seen(
    make_desk: MakeDesk, qtbot: QtBot
) -> None:
    desk = make_desk(without_points(builders.kaunas()))
    desk.open(2, 3)
    desk.view.resize(1024, 600)
    editor = desk.row(0).local.editor
    type_into(editor, "ilgas žodis " * 200, step=600)

    def is_seen() -> bool:
        area = desk.area()
        at = editor.viewport().mapTo(area, editor.cursorRect().center())
        return bool(0 <= at.y() <= area.height())

    qtbot.waitUntil(is_seen, timeout=2000)


def test_a_word_without_end_wraps_inside_its_field(desk: Desk) -> None:
    type_into(desk.row(0).local.editor, "Donaudampfschifffahrt" * 40, step=400)
    QApplication.processEvents()
    editor = desk.row(0).local.editor
    assert editor.document().size().width() <= editor.viewport().width() + 1
    assert desk.view.minimumSizeHint().width() <= 1024
