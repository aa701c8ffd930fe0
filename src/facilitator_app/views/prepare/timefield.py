"""A time of day, typed or stepped with the arrow keys; the wheel changes nothing."""

from __future__ import annotations

from datetime import time

from PySide6.QtCore import Qt, QTime, Signal
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QTimeEdit, QWidget

from facilitator_app.views.shared.theme import font_of
from facilitator_app.views.shared.tokens import Space

WIDTH = 78


class TimeField(QTimeEdit):
    """A time on the 24-hour clock; `chosen` carries it once typing is done."""

    chosen = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told = time(0)
        self.setAccessibleName(name)
        self.setFont(font_of())
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # hours stand before minutes everywhere
        self.setDisplayFormat("HH:mm")
        self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setKeyboardTracking(False)
        self.setFixedWidth(WIDTH)
        self.editingFinished.connect(self._tell)

    def show_time(self, at: time) -> None:
        """Show a time from elsewhere without telling; somebody who is typing here is left alone."""
        untouched = self.at() == self._told
        self._told = at
        if untouched or not self.hasFocus():
            self.setTime(QTime(at.hour, at.minute))

    def at(self) -> time:
        """Return the time that is shown."""
        shown = self.time()
        return time(shown.hour(), shown.minute())

    def _tell(self) -> None:
        if self.at() != self._told:
            self._told = self.at()
            self.chosen.emit(self._told)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802, D102
        super().resizeEvent(event)
        # A stylesheet without buttons leaves the field one pixel wide.
        self.lineEdit().setGeometry(self.rect().adjusted(Space.S, 1, -Space.S, -1))

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802, D102
        event.ignore()
