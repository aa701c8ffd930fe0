"""The projector is pulled and plugged: the console is never covered, nothing is asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from facilitator_app.views.room import RoomScreens, RoomWindow
from tests.tools.unplug_offscreen import CONSOLE, PROJECTOR, Screen, set_screens

pytestmark = pytest.mark.usefixtures("projector")


@pytest.fixture
def console(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.setScreen(QGuiApplication.screens()[0])
    made.setGeometry(0, 0, 1280, 720)
    made.show()
    return made


@pytest.fixture
def room(qtbot: QtBot) -> Iterator[RoomWindow]:
    made = RoomWindow()
    qtbot.addWidget(made)
    yield made
    made.close()


class Told:
    """What the screens said."""

    def __init__(self, screens: RoomScreens) -> None:
        self.lost: list[str] = []
        self.found: list[str] = []
        self.alone: list[bool] = []
        screens.projector_lost.connect(self.lost.append)
        screens.projector_found.connect(self.found.append)
        screens.one_screen.connect(self.alone.append)


def plug(*screens: Screen) -> None:
    set_screens([CONSOLE, *screens])
    QApplication.processEvents()


def covers(room: RoomWindow, console: QWidget) -> bool:
    return room.isVisible() and room.geometry().intersects(console.geometry())


def test_the_room_fills_the_screen_without_the_console(console: QWidget, room: RoomWindow) -> None:
    screens = RoomScreens(room, console)
    assert screens.open()
    assert screens.screen_name() == "projector"
    assert room.geometry().getRect() == (1366, 0, 1920, 1080)
    assert room.isVisible()


def test_pulled_and_plugged_again_it_comes_back_by_itself(console: QWidget, room: RoomWindow) -> None:
    screens = RoomScreens(room, console)
    told = Told(screens)
    screens.open()
    plug()
    assert told.lost == ["projector"]
    assert not room.isVisible()
    assert not covers(room, console)
    assert told.alone[-1]
    plug(PROJECTOR)
    assert told.found == ["projector"]
    assert room.isVisible()
    assert room.geometry().getRect() == (1366, 0, 1920, 1080)
    assert not told.alone[-1]


def test_ten_times_pulled_is_ten_times_told(console: QWidget, room: RoomWindow) -> None:
    screens = RoomScreens(room, console)
    told = Told(screens)
    screens.open()
    for _ in range(10):
        plug()
        assert not covers(room, console)
        plug(PROJECTOR)
    assert len(told.lost) == len(told.found) == 10


def test_another_resolution_and_another_dpi_are_filled_again(console: QWidget, room: RoomWindow) -> None:
    screens = RoomScreens(room, console)
    screens.open()
    before = room.canvas.size_of_type().word
    plug(replace(PROJECTOR, width=1024, height=768))
    assert room.geometry().getRect() == (1366, 0, 1024, 768)
    assert room.canvas.size_of_type().word < before
    plug(replace(PROJECTOR, width=1280, height=720, logicalDpi=192))
    assert screens.is_open()
    assert room.screen().name() == "projector"
    assert not covers(room, console)


def test_with_one_screen_nothing_is_covered_and_it_is_told(console: QWidget, room: RoomWindow) -> None:
    plug()
    screens = RoomScreens(room, console)
    told = Told(screens)
    assert not screens.open()
    assert told.alone == [True]
    assert not room.isVisible()
    assert told.lost == [], "there was no projector to lose"
    plug(PROJECTOR)
    assert screens.is_open(), "plugged in later, it is used"


def test_a_screen_that_mirrors_the_console_is_not_filled(console: QWidget, room: RoomWindow) -> None:
    plug(replace(PROJECTOR, x=0, width=1366, height=768))
    screens = RoomScreens(room, console)
    assert not screens.open()
    assert not room.isVisible()


def test_of_two_projectors_the_remembered_one_is_filled(console: QWidget, room: RoomWindow) -> None:
    wall = replace(PROJECTOR, name="wall", x=1366 + 1920, width=1280, height=720)
    plug(PROJECTOR, wall)
    screens = RoomScreens(room, console, remembered="wall")
    screens.open()
    assert room.screen().name() == "wall"
    plug(PROJECTOR)
    assert screens.screen_name() == "projector", "better the other one than none"
    plug(PROJECTOR, wall)
    assert room.screen().name() == "wall", "the one of this venue again"
    assert not covers(room, console)


def test_closed_it_stays_closed_whatever_is_plugged(console: QWidget, room: RoomWindow) -> None:
    screens = RoomScreens(room, console)
    told = Told(screens)
    screens.open()
    screens.close()
    plug()
    plug(PROJECTOR)
    assert not room.isVisible()
    assert told.lost == []
