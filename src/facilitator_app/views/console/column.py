"""A column of content for a scrolling area: as high as its words at its width, no higher."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget


class ContentColumn(QWidget):
    """Content that scrolls only when it must.

    Qt counts a label that may wrap as two lines high, whatever its width; a scrolling area would show its bar
    for lines that are not there.
    """

    def minimumSizeHint(self) -> QSize:  # noqa: N802, D102
        least = super().minimumSizeHint()
        wide = max(self.width(), least.width())
        return QSize(least.width(), self.heightForWidth(wide)) if self.hasHeightForWidth() else least
