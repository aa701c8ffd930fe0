"""Rows, columns and a flow that wraps, with the spacing scale."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLayout, QLayoutItem, QVBoxLayout, QWidget

from facilitator_app.views.shared.tokens import Space

L = TypeVar("L", bound=QBoxLayout)


def row(*items: QWidget | QLayout | int, space: int = Space.S, margins: int | QMargins = 0) -> QHBoxLayout:
    """Return a horizontal layout; an int is a stretch factor."""
    return _filled(QHBoxLayout(), items, space, margins)


def column(*items: QWidget | QLayout | int, space: int = Space.S, margins: int | QMargins = 0) -> QVBoxLayout:
    """Return a vertical layout; an int is a stretch factor."""
    return _filled(QVBoxLayout(), items, space, margins)


def _filled(
    layout: L,
    items: tuple[QWidget | QLayout | int, ...],
    space: int,
    margins: int | QMargins,
) -> L:
    layout.setSpacing(space)
    layout.setContentsMargins(
        QMargins(margins, margins, margins, margins) if isinstance(margins, int) else margins
    )
    for item in items:
        if isinstance(item, QWidget):
            layout.addWidget(item)
        elif isinstance(item, QLayout):
            layout.addLayout(item)
        else:
            layout.addStretch(item)
    return layout


def rule(*, vertical: bool = False) -> QFrame:
    """Return a hairline between two parts."""
    line = QFrame()
    line.setProperty("rule", "true")
    if vertical:
        line.setFixedWidth(1)
    else:
        line.setFixedHeight(1)
    return line


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and free the widgets."""
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            # Its parent stays its parent: without one Python would destroy it in the middle of an event.
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


class FlowLayout(QLayout):
    """Puts its items side by side and goes on in the next line where there is no room."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        space: int = Space.S,
        even: bool = False,
    ) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._even = even
        self.setSpacing(space)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802, D102
        self._items.append(item)

    def count(self) -> int:  # noqa: D102
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802, D102
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802, D102
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802, D102
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802, D102
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802, D102
        return self._place(QRect(0, 0, width, 100_000), move=False)

    def setGeometry(self, area: QRect) -> None:  # noqa: N802, D102
        super().setGeometry(area)
        self._place(area, move=True)

    def sizeHint(self) -> QSize:  # noqa: N802, D102
        widths = [item.sizeHint().width() for item in self._items]
        heights = [item.sizeHint().height() for item in self._items]
        wide = sum(widths) + self.spacing() * max(0, len(widths) - 1)
        return QSize(wide, max(heights, default=0)).grownBy(self.contentsMargins())

    def minimumSize(self) -> QSize:  # noqa: N802, D102
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size.grownBy(self.contentsMargins())

    def _place(self, whole: QRect, *, move: bool) -> int:
        edge = self.contentsMargins()
        area = whole.marginsRemoved(edge)
        y = 0
        for line in self._lines(area.width()):
            high = max(size.height() for _item, size in line)
            if move:
                self._place_line(line, area, y, high)
            y += high + self.spacing()
        return max(0, y - self.spacing()) + edge.top() + edge.bottom()

    def _lines(self, room: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        x = 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            size.setWidth(min(size.width(), room) if room > 0 else size.width())
            if not lines or x + size.width() > room:
                lines.append([])
                x = 0
            lines[-1].append((item, size))
            x += size.width() + self.spacing()
        return lines

    def _place_line(self, line: list[tuple[QLayoutItem, QSize]], area: QRect, y: int, high: int) -> None:
        widget = self.parentWidget()
        mirrored = widget is not None and widget.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = 0
        for item, size in line:
            left = area.width() - x - size.width() if mirrored else x
            placed = QSize(size.width(), high if self._even else size.height())
            item.setGeometry(QRect(area.topLeft() + QPoint(left, y), placed))
            x += size.width() + self.spacing()
