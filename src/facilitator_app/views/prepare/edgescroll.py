"""Scrolling on while something is dragged near the edge of what is seen."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QPoint, QTimer, Signal
from PySide6.QtWidgets import QScrollArea

EDGE: Final = 48
_STEP: Final = 14
_EVERY_MS: Final = 30


class EdgeScroll(QObject):
    """Goes on by itself while the pointer rests near the edge, until `stop`."""

    scrolled = Signal()

    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area)
        self._area = area
        self._by = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self._scroll)

    def follow(self, place: QPoint) -> None:
        """Look where the pointer is on the screen."""
        viewport = self._area.viewport()
        y = viewport.mapFromGlobal(place).y()
        self._by = -_STEP if y < EDGE else _STEP if y > viewport.height() - EDGE else 0
        if not self._by:
            self._timer.stop()
        elif not self._timer.isActive():
            self._scroll()
            self._timer.start()

    def stop(self) -> None:
        """Rest: nothing is dragged any more."""
        self._timer.stop()

    def _scroll(self) -> None:
        bar = self._area.verticalScrollBar()
        before = bar.value()
        bar.setValue(before + self._by)
        if bar.value() == before:
            self._timer.stop()
        else:
            self.scrolled.emit()
