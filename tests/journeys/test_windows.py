"""The program has two windows, the console's and the room's; nothing else ever flashes up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from tests.journeys.visit import Visit

PLACES = ("agenda", "people", "tables", "console", "capture", "lights", "report")


class Eye(QObject):
    """Notes every window that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(f"{type(watched).__name__} {watched.objectName()}")
        return False


def test_from_start_to_report_no_window_flashes_up_and_the_keys_stay_with_the_console(
    visit: Callable[..., Visit], whole_kaunas: Path, tmp_path: Path, qapp: QApplication
) -> None:
    path = tmp_path / "Kaunas.workshop"
    path.write_bytes(whole_kaunas.read_bytes())
    eye = Eye()
    qapp.installEventFilter(eye)
    try:
        seat = visit(path)
        for place in PLACES:
            seat.desks.go(place)
            seat.rest()
        seat.key(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        seat.program.show_library()
        seat.rest()
    finally:
        qapp.removeEventFilter(eye)
    assert eye.seen == ["AppWindow main"]
    assert qapp.activeWindow() is seat.program.window
    assert seat.no_dialog()
