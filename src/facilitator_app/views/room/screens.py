"""Which screen the room sees: found, lost, found again; the console is never covered."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from facilitator_app.views.room.window import RoomWindow


class RoomScreens(QObject):
    """Keeps the room window on the projector.

    It fills the screen on which the console is not. When that screen goes, the window is hidden before Qt
    can put it over the console, `projector_lost` asks for a banner, and the screen of the same name is filled
    again when it is back (`projector_found`). `one_screen` tells that there is nothing to fill: the console
    then shows the picture itself.
    """

    projector_lost = Signal(str)
    projector_found = Signal(str)
    one_screen = Signal(bool)

    def __init__(self, room: RoomWindow, console: QWidget, remembered: str = "") -> None:
        super().__init__(room)
        self._room = room
        self._console = console
        self._wanted = remembered
        self._on = ""
        self._lost = False
        self._wished = False
        app = QGuiApplication.instance()
        if not isinstance(app, QGuiApplication):
            raise TypeError("screens need a QGuiApplication")
        app.screenAdded.connect(self._added)
        app.screenRemoved.connect(self._removed)
        app.primaryScreenChanged.connect(self._changed)
        for screen in app.screens():
            screen.geometryChanged.connect(self._changed)

    def open(self) -> bool:
        """Show the room on its screen; False where there is only the console's."""
        self._wished = True
        return self._place()

    def close(self) -> None:
        """Take the room from its screen."""
        self._wished = False
        self._on = ""
        self._lost = False
        self._room.hide()

    def is_open(self) -> bool:
        """Say whether the room sees its window now."""
        return bool(self._on) and self._room.isVisible()

    def screen_name(self) -> str:
        """Return the name of the screen that the room sees, or would if it were plugged in."""
        return self._on or self._wanted

    def choose(self, name: str) -> bool:
        """Fill the screen with this name from now on."""
        self._wanted = name
        return self._place() if self._wished else False

    def candidates(self) -> tuple[QScreen, ...]:
        """Return the screens that may be filled: not the console's, and none that mirrors it."""
        home = self._console.screen()
        return tuple(
            screen
            for screen in QGuiApplication.screens()
            if screen is not home
            and screen.name() != home.name()
            and not screen.geometry().intersects(home.geometry())
        )

    def _place(self) -> bool:
        free = self.candidates()
        chosen = next((screen for screen in free if screen.name() == self._wanted), None)
        chosen = chosen or (free[0] if free else None)
        self.one_screen.emit(chosen is None)
        if chosen is None:
            self._leave()
            return False
        if chosen.name() != self._on or self._room.geometry() != chosen.geometry():
            self._room.fill(chosen)
        self._on = chosen.name()
        self._wanted = self._wanted or self._on
        if self._lost:
            self._lost = False
            self.projector_found.emit(chosen.name())
        return True

    def _leave(self) -> None:
        """Hide the window; when the room was seeing it, say so once."""
        self._room.hide()
        name, self._on = self._on, ""
        if name:
            self._lost = True
            self.projector_lost.emit(name)

    def _added(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(self._changed)
        # Another screen than the lost one is not filled while the right one is there.
        if self._wished and (not self._on or screen.name() == self._wanted):
            self._place()

    def _removed(self, screen: QScreen) -> None:
        if screen.name() == self._on:
            self._room.hide()
            self._leave()
            if self.candidates():
                self._place()
            else:
                self.one_screen.emit(True)  # noqa: FBT003

    def _changed(self) -> None:
        if self._wished:
            self._place()
