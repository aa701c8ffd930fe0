"""The rail at the side of a window: one icon with its word for each place of the program."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QSizePolicy, QVBoxLayout, QWidget

from facilitator_app.views.shared.icons import Icon, paint_icon
from facilitator_app.views.shared.labels import plain_tooltip
from facilitator_app.views.shared.theme import current_palette, font_of
from facilitator_app.views.shared.tokens import Radius, Space

WIDTH: Final = 84
_HEIGHT: Final = 62
_ICON: Final = 22
_PIXELS: Final = 12


class RailButton(QAbstractButton):
    """An icon above its word; the place that is shown stands on the accent's soft ground."""

    def __init__(self, icon: Icon, words: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setText(words)
        self.setAccessibleName(words)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFont(font_of(pixels=_PIXELS, bold=True))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if hint:
            plain_tooltip(self, f"{words} ({hint})")

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the room for two short lines below the icon."""
        lines = self.fontMetrics().boundingRect(0, 0, WIDTH - 8, 200, _FLAGS, self.text())
        return QSize(WIDTH, max(_HEIGHT, lines.height() + _ICON + 3 * Space.S))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, D102
        colours = current_palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(4, 2, -4, -2)
        if self.isChecked() or self.underMouse() or self.hasFocus():
            painter.setPen(QColor(colours.accent) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent_soft if self.isChecked() else colours.fill))
            painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), Radius.CONTROL, Radius.CONTROL)
        colour = colours.on_accent_soft if self.isChecked() else colours.soft
        left = area.center().x() - _ICON / 2
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        box = QRectF(left, area.top() + Space.S, _ICON, _ICON)
        paint_icon(painter, self._icon, box, colour, right_to_left=mirrored)
        painter.setPen(QColor(colour))
        painter.setFont(self.font())
        words = QRectF(area.left(), box.bottom() + 3, area.width(), area.bottom() - box.bottom() - 3)
        painter.drawText(words, _FLAGS, self.text())
        painter.end()
        del event


_FLAGS: Final = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)


class Rail(QFrame):
    """The places of a window from top to bottom."""

    chosen = Signal(str)
    """The key of the place that was asked for."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "card")
        self.setAccessibleName(name)
        self.setFixedWidth(WIDTH)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, RailButton] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, Space.S, 0, Space.S)
        self._column.setSpacing(2)

    def show_places(self, places: Sequence[tuple[str, Icon, str, str]]) -> None:
        """Show these (key, icon, words, key hint); the first stands apart from the others."""
        for place, (key, icon, words, hint) in enumerate(places):
            one = RailButton(icon, words, hint)
            one.clicked.connect(lambda _checked=False, key=key: self._ask(key))
            self._buttons[key] = one
            self._group.addButton(one)
            self._column.addWidget(one)
            if place == 0:
                self._column.addSpacing(Space.M)
        self._column.addStretch()

    def choose(self, key: str) -> None:
        """Mark the place that is shown; where the focus fell on the rail, it falls on this place.

        What is hidden hands its focus on, to the first place of all: Enter would close the workshop.
        """
        if key not in self._buttons:
            return
        self._buttons[key].setChecked(True)
        if any(one.hasFocus() for one in self._buttons.values()):
            self._buttons[key].setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self, key: str) -> None:
        self.chosen.emit(key)
