"""The tool that plugs and pulls screens, which the tests of the room window stand on."""

from __future__ import annotations

from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QApplication

from tests.tools.unplug_offscreen import CONSOLE, PROJECTOR, Screen, set_screens


def test_a_plain_test_has_one_screen_of_a_laptop(qapp: QApplication) -> None:
    assert [(s.name(), s.size().toTuple()) for s in qapp.screens()] == [("console", (1366, 768))]


def test_a_projector_is_plugged_and_pulled(qapp: QApplication, projector: Screen) -> None:
    told: list[tuple[str, str]] = []

    def added(screen: QScreen) -> None:
        told.append(("added", screen.name()))

    def removed(screen: QScreen) -> None:
        told.append(("removed", screen.name()))

    assert [s.name() for s in qapp.screens()] == [CONSOLE.name, projector.name]
    qapp.screenAdded.connect(added)
    qapp.screenRemoved.connect(removed)
    set_screens([CONSOLE])
    qapp.processEvents()
    set_screens([CONSOLE, PROJECTOR])
    qapp.processEvents()
    qapp.screenAdded.disconnect(added)
    qapp.screenRemoved.disconnect(removed)
    assert told == [("removed", "projector"), ("added", "projector")]
    assert qapp.screens()[1].geometry().getRect() == (1366, 0, 1920, 1080)
