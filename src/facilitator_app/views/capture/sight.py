"""What must be seen on a small screen: the point with the cursor always, of the keys those that fit."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from facilitator_app.rules.text import isolate
from facilitator_app.support.wording import _
from facilitator_app.views.capture.grid import PointGrid
from facilitator_app.views.shared.actions import TABLE_KEYS, ActionSet
from facilitator_app.views.shared.buttons import Button, KeyLine
from facilitator_app.views.shared.layouts import row
from facilitator_app.views.shared.tokens import Space


class PointScroll(QScrollArea):
    """Holds the points of a place and follows the cursor through them."""

    def __init__(self, grid: PointGrid) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._grid = grid
        self._sheet = QWidget()
        self._sheet.setProperty("surface", "clear")
        inner = QVBoxLayout(self._sheet)
        inner.setContentsMargins(0, 0, Space.S, 0)
        inner.setSpacing(Space.M)
        inner.addWidget(grid)
        inner.addStretch()
        self.setWidget(self._sheet)
        # A new row has its place only after the layouts have come to rest.
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(0)
        self._rest.timeout.connect(self.show_cursor)
        grid.cursor_moved.connect(self._rest.start)
        self.verticalScrollBar().rangeChanged.connect(self._rest.start)

    def show_cursor(self) -> None:
        """Scroll so that the whole point with the cursor is seen, or its line where it is too tall."""
        current = self._grid.current()
        editor = current.editor_in_use() if current is not None else None
        if current is None or editor is None:
            return
        if current.height() <= self.viewport().height():
            self.ensureWidgetVisible(current, 0, Space.M)
            return
        cursor = editor.cursorRect()
        for corner in (cursor.topLeft(), cursor.bottomLeft()):
            at = editor.viewport().mapTo(self._sheet, QPoint(corner.x(), corner.y()))
            self.ensureVisible(at.x(), at.y(), 0, Space.L)


class KeyRow(QWidget):
    """Keys and what they do, side by side; the last ones give way where there is no room."""

    def __init__(self, *keys: QWidget) -> None:
        super().__init__()
        self._keys = keys
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Space.L)
        for key in keys:
            line.addWidget(key)
        line.addStretch()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the room for one line of no width."""
        return QSize(0, max(key.sizeHint().height() for key in self._keys))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Show the keys that fit."""
        super().resizeEvent(event)
        needed = 0
        for key in self._keys:
            needed += key.sizeHint().width()
            key.setVisible(needed <= event.size().width())
            needed += Space.L


def foot(done: Button, actions: ActionSet) -> QFrame:
    """Return the bar at the foot: the keys of the desk and its largest button."""
    bar = QFrame()
    bar.setProperty("edge", "above")
    hint = actions.hint
    tables = f"{hint('capture.table_1')}…{hint(f'capture.table_{TABLE_KEYS}')[-1]}"
    keys = KeyRow(
        KeyLine(hint("capture.next_point"), _("next point")),
        KeyLine(hint("capture.other_language"), _("other language")),
        KeyLine(isolate(tables), _("table")),
        KeyLine(isolate(hint("capture.move_up")), _("move up")),
        KeyLine(hint("capture.leave"), _("leave")),
    )
    line = row(space=Space.L)
    line.addWidget(keys, 1)
    line.addWidget(done)
    line.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
    bar.setLayout(line)
    return bar
