"""The projector is pulled and plugged again in a round; the console notices no more than a banner."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from facilitator_app.records.room import SceneKind
from tests.journeys.visit import Visit
from tests.tools.unplug_offscreen import CONSOLE, PROJECTOR, Screen, set_screens

Start = Callable[..., Visit]
OTHER = Screen("beamer in the hall", 1366, 0, 1280, 720)


def plug(seat: Visit, *screens: Screen) -> None:
    """Make these the screens of the computer, and let everything settle."""
    set_screens([CONSOLE, *screens])
    seat.rest()


def room_screen(seat: Visit) -> str:
    """Return the name of the screen on which the room window is seen; empty when it is on none."""
    window = seat.desks.projector.window
    return window.screen().name() if window.isVisible() else ""


def test_the_room_is_on_the_projector_and_the_keys_stay_at_the_console(
    visit: Start, workshop: Path, projector: Screen
) -> None:
    seat = visit(workshop)
    assert room_screen(seat) == projector.name
    assert seat.desks.projector.window.geometry().width() == projector.width
    assert seat.program.window.screen().name() == CONSOLE.name


def test_pulled_the_room_is_hidden_said_in_a_banner_and_the_run_goes_on(
    visit: Start, workshop: Path, projector: Screen
) -> None:
    seat = visit(workshop)
    press(seat, Qt.Key.Key_PageDown)
    before = seat.desks.workshop.state()
    plug(seat)
    assert room_screen(seat) == ""
    assert seat.no_dialog()
    assert any("projector" in text.lower() for text in seat.banners())
    assert not seat.alarms()
    here, there = seat.desks.console.room, seat.desks.projector.window.canvas
    assert [ink.words.text for ink in here.words()] == [ink.words.text for ink in there.words()]
    assert here.words(), "without a projector the console shows the room's picture, as it is now"
    seat.clock.advance(61)  # type: ignore[attr-defined]  # the clock of a visit is a fake one
    press(seat, Qt.Key.Key_PageDown)
    after = seat.desks.workshop.state()
    assert after.position != before.position
    assert after.entry is not None


def test_plugged_again_it_comes_back_by_itself_with_the_scene_of_now(
    visit: Start, workshop: Path, projector: Screen
) -> None:
    seat = visit(workshop)
    press(seat, Qt.Key.Key_PageDown)
    plug(seat)
    press(seat, Qt.Key.Key_PageDown)
    plug(seat, PROJECTOR)
    assert room_screen(seat) == PROJECTOR.name
    assert not any("projector" in text.lower() for text in seat.banners())
    assert shown(seat), "the picture is not empty"
    press(seat, Qt.Key.Key_PageDown)
    assert seat.desks.workshop.state().position is not None


def test_a_scene_that_was_chosen_is_there_again_and_a_blank_room_stays_blank(
    visit: Start, workshop: Path, projector: Screen
) -> None:
    seat = visit(workshop)
    seat.desks.projector.choose(SceneKind.LIGHTS)
    seat.rest()
    chosen = shown(seat)
    plug(seat)
    plug(seat, PROJECTOR)
    assert shown(seat) == chosen
    press(seat, Qt.Key.Key_B)
    plug(seat)
    plug(seat, PROJECTOR)
    assert seat.desks.projector.window.is_blank()


def test_while_somebody_types_pulling_the_projector_takes_neither_cursor_nor_text(
    visit: Start, workshop: Path, projector: Screen
) -> None:
    seat = visit(workshop)
    press(seat, Qt.Key.Key_F7)
    row = seat.type_point("Pasitik")
    plug(seat)
    assert seat.program.window.focusWidget() is row.local.editor
    seat.type(row.local.editor, "ėjimas")
    assert row.local.editor.text() == "Pasitikėjimas"
    assert any("projector" in text.lower() for text in seat.banners()), "it is said at the capture desk too"


def test_another_projector_takes_over_while_the_first_is_away(
    visit: Start, workshop: Path, projector: Screen
) -> None:
    seat = visit(workshop)
    plug(seat, OTHER)
    assert room_screen(seat) in {OTHER.name, ""}
    assert not seat.desks.projector.window.geometry().intersects(seat.program.window.screen().geometry()) or (
        room_screen(seat) == ""
    )
    plug(seat, PROJECTOR)
    assert room_screen(seat) == PROJECTOR.name


def test_pulled_and_plugged_twenty_times_nothing_piles_up(
    visit: Start, workshop: Path, projector: Screen
) -> None:
    seat = visit(workshop)
    windows = len(QApplication.topLevelWidgets())
    for _time in range(20):
        plug(seat)
        plug(seat, PROJECTOR)
    assert room_screen(seat) == PROJECTOR.name
    assert len(QApplication.topLevelWidgets()) == windows
    assert not any("projector" in text.lower() for text in seat.banners())


def press(seat: Visit, key: Qt.Key) -> None:
    """Press a key at the console: offscreen there is no window manager to give the focus back."""
    seat.hands.press(key, on=seat.program.window)
    seat.rest()


def shown(seat: Visit) -> bytes:
    """Return the picture that the room sees, without the clock that may go on."""
    image = seat.desks.projector.window.grab().toImage()
    return bytes(image.constBits())
