"""Where tables stand: dragged with the mouse or moved by keys, told once they are let go."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitator_app.records.enums import RoomSide
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.seating.roomplan import positions
from facilitator_app.views.prepare.roomplan import LARGE_STEP, STEP, RoomPlanView
from tests.builders import kaunas
from tests.views.console.hands import heard


@pytest.fixture
def view(qtbot: QtBot, qapp: QApplication) -> RoomPlanView:
    made = RoomPlanView()
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    made.show_workshop(kaunas())
    qapp.processEvents()
    return made


def first_of(record: WorkshopRecord) -> str:
    return min(record.tables, key=lambda one: one.number).id


def test_tables_stand_where_the_rules_put_them(view: RoomPlanView) -> None:
    wanted = positions(kaunas().tables)
    assert {table: dot.place() for table, dot in view.floor.tables.items()} == wanted
    room = view.floor.room()
    for table, dot in view.floor.tables.items():
        middle = dot.geometry().center()
        assert abs(middle.x() - (room.left() + wanted[table][0] * room.width())) < 2
        assert abs(middle.y() - (room.top() + wanted[table][1] * room.height())) < 2
    assert view.floor.tables[first_of(kaunas())].accessibleName() == "Table 1"


def test_a_table_is_dragged_and_told_once_when_it_is_let_go(view: RoomPlanView) -> None:
    placed = heard(view.table_placed)
    table = first_of(kaunas())
    dot, room = view.floor.tables[table], view.floor.room()
    before = dot.place()
    middle = dot.rect().center()
    QTest.mousePress(dot, Qt.MouseButton.LeftButton, pos=middle)
    for _way in range(2):
        QTest.mouseMove(dot, middle + QPoint(round(room.width() * 0.1), 0))
        QApplication.processEvents()
    assert placed == []
    QTest.mouseRelease(dot, Qt.MouseButton.LeftButton, pos=middle)
    assert len(placed) == 1
    told, x, y = placed[0]
    assert told == table
    assert x > before[0] + 0.05
    assert abs(y - before[1]) < 0.02


@pytest.mark.parametrize(
    ("key", "shift", "way"),
    [
        (Qt.Key.Key_Right, False, (STEP, 0)),
        (Qt.Key.Key_Up, False, (0, -STEP)),
        (Qt.Key.Key_Right, True, (LARGE_STEP, 0)),
        (Qt.Key.Key_Down, True, (0, LARGE_STEP)),
    ],
)
def test_arrow_keys_move_a_table_and_shift_moves_it_further(
    view: RoomPlanView, key: Qt.Key, shift: bool, way: tuple[float, float]
) -> None:
    placed = heard(view.table_placed)
    table = first_of(kaunas())
    x, y = view.floor.tables[table].place()
    held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(view.floor.tables[table], key, held)
    assert placed == [(table, pytest.approx(x + way[0]), pytest.approx(y + way[1]))]


def test_a_key_that_is_held_is_one_step(view: RoomPlanView) -> None:
    placed = heard(view.table_placed)
    dot = view.floor.tables[first_of(kaunas())]
    for _repeat in range(5):
        QTest.keyPress(dot, Qt.Key.Key_Right)
    assert placed == []
    QTest.keyRelease(dot, Qt.Key.Key_Right)
    assert len(placed) == 1


def test_a_table_never_leaves_the_room(view: RoomPlanView) -> None:
    dot = view.floor.tables[first_of(kaunas())]
    for _press in range(15):
        QTest.keyClick(dot, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert dot.place()[0] == 0


def test_escape_takes_back_what_was_not_let_go(view: RoomPlanView) -> None:
    placed = heard(view.table_placed)
    dot = view.floor.tables[first_of(kaunas())]
    before = dot.place()
    QTest.keyPress(dot, Qt.Key.Key_Right)
    QTest.keyPress(dot, Qt.Key.Key_Escape)
    QTest.keyRelease(dot, Qt.Key.Key_Right)
    assert dot.place() == before
    assert placed == []


def test_the_wall_with_the_doors_is_chosen_and_showing_it_chooses_nothing(view: RoomPlanView) -> None:
    chosen = heard(view.doors_chosen)
    record = kaunas()
    view.show_workshop(replace(record, details=replace(record.details, doors=RoomSide.LEFT)))
    assert view.doors.chosen_key() == "left"
    assert chosen == []
    view.doors.choose("right")
    assert chosen == ["right"]


def test_the_usual_layout_can_be_asked_for_once_a_table_was_moved(view: RoomPlanView) -> None:
    reset = heard(view.layout_reset)
    assert not view.reset.isEnabled()
    record = kaunas()
    first, *rest = record.tables
    view.show_workshop(replace(record, tables=(replace(first, place_x=0.5, place_y=0.5), *rest)))
    assert view.reset.isEnabled()
    QTest.mouseClick(view.reset, Qt.MouseButton.LeftButton)
    assert len(reset) == 1
