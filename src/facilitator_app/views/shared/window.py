"""The base of every window: banners on top, the content below, its place remembered."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QScreen
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from facilitator_app.views.shared.panels import BannerStack

LEAST_WIDTH: Final = 1024
LEAST_HEIGHT: Final = 600


class PlaceBook:
    """Where each window stood, in one small JSON file; a damaged file is as good as none."""

    def __init__(self, path: Path | None) -> None:
        self._path = path

    def place(self, name: str) -> tuple[QRect, bool] | None:
        """Return (geometry, maximised) of the window with this name, if it is known."""
        known = self._read().get(name, [])
        try:
            x, y, width, height, maximised = known
            return QRect(int(x), int(y), int(width), int(height)), bool(maximised)
        except (TypeError, ValueError):
            return None

    def remember(self, name: str, geometry: QRect, *, maximised: bool) -> None:
        """Write down where a window stands; a full disk costs the memory, never the workshop."""
        if self._path is None:
            return
        places = self._read()
        places[name] = [geometry.x(), geometry.y(), geometry.width(), geometry.height(), maximised]
        draft = self._path.with_suffix(".new")
        try:
            draft.write_text(json.dumps(places, indent=1), encoding="utf-8")
            draft.replace(self._path)
        except OSError:
            draft.unlink(missing_ok=True)

    def _read(self) -> dict[str, list[int | bool]]:
        try:
            places = json.loads(self._path.read_text(encoding="utf-8")) if self._path else {}
        except (OSError, ValueError):
            return {}
        return places if isinstance(places, dict) else {}


class AppWindow(QMainWindow):
    """A window with banners on top. `closing` comes before it closes: flush what is unsettled then.

    `may_close` can be set to a function that says no (and shows a banner why).
    """

    closing = Signal()

    def __init__(self, name: str, places: PlaceBook | None = None, *, title: str = "") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setMinimumSize(LEAST_WIDTH, LEAST_HEIGHT)
        self.banners = BannerStack()
        self.may_close: Callable[[], bool] | None = None
        self._places = places
        self._content: QWidget | None = None
        middle = QWidget()
        middle.setProperty("surface", "paper")
        self._column = QVBoxLayout(middle)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.banners)
        self.setCentralWidget(middle)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # a click beside a text must not take its cursor
        self.setFocus()  # no button is in focus before somebody asks for one
        self._go_where_it_was()

    def content(self) -> QWidget | None:
        """Return what the window shows."""
        return self._content

    def show_content(self, widget: QWidget) -> QWidget | None:
        """Show another widget and hand back the one before, hidden, for its owner to keep or free."""
        before = self._content
        if before is widget:
            return None
        if before is not None:
            self._column.removeWidget(before)
            before.hide()
            before.setParent(None)
        self._content = widget
        self._column.addWidget(widget, 1)
        widget.show()
        return before

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802, D102
        if self.may_close is not None and not self.may_close():
            event.ignore()
            return
        self.closing.emit()
        if self._places is not None:
            self._places.remember(self.objectName(), self.normalGeometry(), maximised=self.isMaximized())
        super().closeEvent(event)

    def _go_where_it_was(self) -> None:
        known = self._places.place(self.objectName()) if self._places else None
        if known is None:
            self.resize(1366, 768)
            self._fit_to(QGuiApplication.primaryScreen())
            return
        geometry, maximised = known
        screen = QGuiApplication.screenAt(geometry.center())
        self.setGeometry(geometry)
        if screen is None:  # the screen it stood on is gone
            self._fit_to(QGuiApplication.primaryScreen())
        if maximised:
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def _fit_to(self, screen: QScreen | None) -> None:
        if screen is None:
            return
        area = screen.availableGeometry()
        size = self.size().boundedTo(area.size()).expandedTo(self.minimumSize())
        self.resize(size)
        self.move(area.center() - self.rect().center())
