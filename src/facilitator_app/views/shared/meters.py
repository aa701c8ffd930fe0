"""The bar that shrinks as time goes."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitator_app.views.shared.theme import current_palette
from facilitator_app.views.shared.tokens import Tone


class TimeBar(QWidget):
    """What is left of a timebox as a bar: full at the start, empty at the end, red and full when over."""

    def __init__(self, *, thickness: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._left = 1.0
        self._tone = Tone.GREEN
        self._thickness = thickness
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(thickness)

    def show_left(self, fraction: float, tone: Tone, words: str = "") -> None:
        """Show the fraction that is left (0 to 1) in a tone; the words are read aloud."""
        self._left = min(1.0, max(0.0, fraction))
        self._tone = tone
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802, D102
        return QSize(240, self._thickness)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, D102
        colours = current_palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        area = QRectF(self.rect())
        radius = area.height() / 2
        painter.setBrush(QColor(colours.line))
        painter.drawRoundedRect(area, radius, radius)
        wide = area.width() * self._left
        if wide > 0:
            left = area.width() - wide if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 0
            painter.setBrush(QColor(colours.of(self._tone)[0]))
            painter.setClipRect(QRectF(left, 0, wide, area.height()))
            painter.drawRoundedRect(area, radius, radius)
        painter.end()
        del event
