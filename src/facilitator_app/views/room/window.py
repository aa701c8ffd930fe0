"""The window on the projector: nothing but the picture, and no name in the title bar."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator_app.records.room import RoomScene, RoomTime
from facilitator_app.support.wording import _
from facilitator_app.views.room.canvas import RoomCanvas


class RoomWindow(QWidget):
    """What everybody sees. It takes a type that cannot carry a private field, and never the focus."""

    def __init__(self) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("room")
        self.setWindowTitle(_("Room"))
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.canvas = RoomCanvas()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.canvas)

    def show_scene(self, scene: RoomScene) -> None:
        """Show another scene."""
        self.canvas.show_scene(scene)

    def show_time(self, time: RoomTime) -> None:
        """Show the time; called at each tick."""
        self.canvas.show_time(time)

    def blank(self, on: bool) -> None:  # noqa: FBT001
        """Show nothing at all, or the scene again."""
        self.canvas.blank(on)

    def is_blank(self) -> bool:
        """Say whether nothing is shown."""
        return self.canvas.is_blank()

    def fill(self, screen: QScreen) -> None:
        """Fill a screen, whatever was filled before, with type that fits its real size."""
        self.canvas.show_place(screen_mm=screen.physicalSize().height())
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.showFullScreen()
