"""Columns that scroll only when they must: as high as their words at their width, no higher."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget


class ContentColumn(QWidget):
    """Content that scrolls only when it must.

    Qt counts a label that may wrap as two lines high, whatever its width; a scrolling area would show its bar
    for lines that are not there.
    """

    def minimumSizeHint(self) -> QSize:  # noqa: N802, D102
        least = super().minimumSizeHint()
        wide = max(self.width(), least.width())
        return QSize(least.width(), self.heightForWidth(wide)) if self.hasHeightForWidth() else least


class FootArea(QScrollArea):
    """Cards at the foot of a column: all of them where there is room, else they scroll."""

    def __init__(self, content: QWidget, least: int, parent: QWidget | None = None) -> None:
        """`least` is the height in pixels to which it may be squeezed."""
        super().__init__(parent)
        self._content = content
        self._least = least
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        content.setProperty("surface", "clear")
        self.setWidget(content)
        content.installEventFilter(self)

    def sizeHint(self) -> QSize:  # noqa: N802, D102
        return QSize(self._content.minimumSizeHint().width(), self._needed())

    def minimumSizeHint(self) -> QSize:  # noqa: N802, D102
        return QSize(self._content.minimumSizeHint().width(), min(self._needed(), self._least))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802, D102
        if event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802, D102
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def _needed(self) -> int:
        content = self._content
        wide = max(self.width(), content.minimumSizeHint().width())
        return content.heightForWidth(wide) if content.hasHeightForWidth() else content.sizeHint().height()
