"""Nothing flashes up: no part of a screen is a window of its own before it has its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget

from facilitator_app.records.enums import StageName
from facilitator_app.views.shared.rail import RailButton
from tests.journeys.visit import CONTROL, SHIFT, Visit

Start = Callable[..., Visit]


class Watch(QObject):
    """Notes every window that is shown."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(f"{type(watched).__name__} {watched.objectName()}".strip())
        return False


def test_a_run_with_a_guest_and_a_report_back_round_shows_no_stray_window(
    visit: Start, workshop: Path
) -> None:
    seat = visit(workshop)
    watch = Watch(seat.program)
    seat.program.app.installEventFilter(watch)
    try:
        for place in ("agenda", "people", "tables", "capture", "lights", "report", "console"):
            seat.desks.go(place)
            seat.rest()
        while (position := seat.desks.workshop.state().position) is None or position.turn is None:
            seat.key(Qt.Key.Key_PageDown)
        assert position.stage is StageName.REPORT
        seat.key(Qt.Key.Key_G, CONTROL)
        seat.type(seat.desks.console.side.guests.form.name, "Rita Okafor")
        seat.key(Qt.Key.Key_Return)
        seat.press_button("Done")
        for _step in range(3):
            seat.key(Qt.Key.Key_G, CONTROL | SHIFT)
        seat.press_button("Now")
        assert seat.desks.workshop.state().parked is not None
        seat.key(Qt.Key.Key_PageDown)
    finally:
        seat.program.app.removeEventFilter(watch)
    assert [one for one in watch.seen if one != "RoomWindow room"] == []


def test_focus_that_fell_on_the_rail_falls_on_the_place_that_is_shown(visit: Start, workshop: Path) -> None:
    """What is hidden hands its focus on, at worst to “Library”: Enter presses it on some desktops."""
    seat = visit(workshop)
    first, *_rest = seat.desks.rail.findChildren(RailButton)
    first.setFocus()
    seat.desks.go("console")
    focused = seat.program.app.focusWidget()
    assert isinstance(focused, RailButton)
    assert focused.isChecked()
    assert focused is not first
