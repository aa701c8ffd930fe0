"""People: typed into the table, ticked by half-day, taken in from a list only after it was seen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from facilitator_app.views.prepare.people import PeopleView
from facilitator_app.views.shared.buttons import Button
from tests.builders import kaunas
from tests.views.prepare.cases import make_nobody, make_people, make_roster


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[..., PeopleView]:
    def show(make: Callable[[], object]) -> PeopleView:
        view = make()
        assert isinstance(view, PeopleView)
        qtbot.addWidget(view)
        view.resize(1366, 768)
        view.show()
        return view

    return show


def words(view: PeopleView) -> set[str]:
    return {label.text() for label in view.findChildren(QLabel) if label.isVisible()}


def cell(view: PeopleView, row: int, title: str) -> QModelIndex:
    titles = [
        view.model.headerData(c, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole)
        for c in range(view.model.columnCount())
    ]
    return view.model.index(row, titles.index(title))


def test_everybody_is_listed_and_those_who_withdrew_are_not_counted(shown: Callable[..., PeopleView]) -> None:
    view = shown(make_people)
    assert view.model.rowCount() == 31
    assert "30 people" in words(view)
    assert cell(view, 0, "Name").data(Qt.ItemDataRole.FontRole).strikeOut()
    assert cell(view, 28, "In own script").data() == "نورة السويدي"


def test_what_is_typed_into_a_cell_is_told_and_not_kept_by_the_screen(
    shown: Callable[..., PeopleView], qtbot: QtBot
) -> None:
    view = shown(make_people)
    told: list[tuple[str, str, str]] = []
    view.person_changed.connect(lambda *values: told.append(values))
    index = cell(view, 1, "Role")
    view.table.setCurrentIndex(index)
    QTest.keyClick(view.table, Qt.Key.Key_Return)
    field = view.table.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    field.setText("Chair & owner")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(told))
    assert told == [(kaunas().participants[1].id, "role_title", "Chair & owner")]
    assert index.data() == kaunas().participants[1].role_title


def test_leaving_a_cell_as_it_was_tells_nothing(shown: Callable[..., PeopleView]) -> None:
    view = shown(make_people)
    told: list[object] = []
    view.person_changed.connect(lambda *values: told.append(values))
    index = cell(view, 1, "Role")
    assert view.model.setData(index, index.data(), Qt.ItemDataRole.EditRole)
    assert told == []


def test_a_half_day_is_ticked_with_one_key(shown: Callable[..., PeopleView]) -> None:
    view = shown(make_people)
    told: list[tuple[str, str, bool]] = []
    view.attendance_changed.connect(lambda *values: told.append(values))
    index = cell(view, 5, "D1-AM")
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "not here"
    view.table.setCurrentIndex(index)
    QTest.keyClick(view.table, Qt.Key.Key_Space)
    assert told == [(kaunas().participants[5].id, "D1-AM", True)]


def test_a_half_day_is_ticked_with_one_click_anywhere_in_its_cell(shown: Callable[..., PeopleView]) -> None:
    view = shown(make_people)
    told: list[tuple[str, str, bool]] = []
    view.attendance_changed.connect(lambda *values: told.append(values))
    place = view.table.visualRect(cell(view, 4, "D2-PM"))
    QTest.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=place.center())
    QTest.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=place.topLeft() + QPoint(4, 4))
    assert told == [(kaunas().participants[4].id, "D2-PM", False)] * 2


@pytest.mark.parametrize("text", ["السويدي", "suwaidi", "SUWAIDI", "sedd"])
def test_a_person_is_found_in_every_script(shown: Callable[..., PeopleView], text: str) -> None:
    view = shown(make_people)
    view.filter.setText(text)
    assert [cell(view, row, "Name").data() for row in range(view.model.rowCount())] == ["Noura Al Suwaidi"]
    view.filter.clear()
    assert view.model.rowCount() == 31


def test_somebody_who_withdrew_can_be_taken_back(shown: Callable[..., PeopleView]) -> None:
    view = shown(make_people)
    told: list[tuple[str, bool]] = []
    view.withdrawn_chosen.connect(lambda *values: told.append(values))
    for row, name in ((0, "Take back"), (1, "Withdraw")):
        view.table.setCurrentIndex(view.model.index(row, 0))
        next(b for b in view.findChildren(Button) if b.text() == name).click()
    people = kaunas().participants
    assert told == [(people[0].id, False), (people[1].id, True)]


def test_a_list_from_the_clipboard_is_told_whole(shown: Callable[..., PeopleView]) -> None:
    view = shown(make_people)
    told: list[str] = []
    view.list_pasted.connect(told.append)
    QGuiApplication.clipboard().setText("Name\tRole\nNoura\tMayor")
    view.table.setFocus()
    QTest.keyClick(view.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert told == ["Name\tRole\nNoura\tMayor"]


def test_a_name_and_enter_add_a_person(shown: Callable[..., PeopleView]) -> None:
    view = shown(make_people)
    told: list[str] = []
    view.person_added.connect(told.append)
    view.newcomer.setText("  Noura  ")
    QTest.keyClick(view.newcomer, Qt.Key.Key_Return)
    QTest.keyClick(view.newcomer, Qt.Key.Key_Return)
    assert told == ["Noura"]
    assert view.newcomer.text() == ""


def test_where_nobody_is_there_the_screen_says_what_to_do(
    shown: Callable[..., PeopleView], qtbot: QtBot
) -> None:
    view = shown(make_nobody)
    assert "Nobody here yet" in words(view)
    with qtbot.waitSignal(view.import_requested):
        next(b for b in view.findChildren(Button) if b.isVisible()).click()


def test_bad_rows_are_named_by_place_with_what_is_wrong_and_expected(
    shown: Callable[..., PeopleView],
) -> None:
    view = shown(make_roster)
    said = {word.replace("\u2068", "").replace("\u2069", "") for word in words(view)}
    assert "Participants final v7.xlsx · row 17 · column “table”" in said
    assert {"There is no table 9.", "Expected: a number from 1 to 5"} <= said
    assert {"3 new", "1 changed", "1 replaced", "1 gone", "24 unchanged", "3 rows left out"} <= said
    assert "Not taken over, because nobody knows what they mean: Hotel, غرفة" in said
    assert "Role: Adviser → Head of unit · E-mail: nothing → a@example.org" in said


def test_a_list_is_taken_in_only_when_somebody_says_so(shown: Callable[..., PeopleView]) -> None:
    view = shown(make_roster)
    told: list[str] = []
    view.preview_accepted.connect(lambda: told.append("accepted"))
    view.preview_refused.connect(lambda: told.append("refused"))
    view.show_workshop(kaunas())
    assert view.roster.isVisible()
    assert view.roster.take.text() == "Take in 5 people"
    view.roster.take.click()
    next(b for b in view.roster.findChildren(Button) if b.text() == "Not now").click()
    assert told == ["accepted", "refused"]
    assert not view.roster.isVisible()
