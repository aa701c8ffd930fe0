"""Where tables stand: a sketch of the room in which they are dragged, or moved by keys."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitator_app.records.enums import RoomSide
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.seating.roomplan import ROOM_RATIO, positions
from facilitator_app.support.wording import _
from facilitator_app.views.shared.buttons import KeyLine, button
from facilitator_app.views.shared.icons import Icon
from facilitator_app.views.shared.labels import SOFT, text_label
from facilitator_app.views.shared.layouts import FlowLayout, column
from facilitator_app.views.shared.panels import scrolling
from facilitator_app.views.shared.tabs import SegmentedTabs
from facilitator_app.views.shared.theme import current_palette, font_of
from facilitator_app.views.shared.tokens import Radius, Role, Space

STEP: Final = 0.02
LARGE_STEP: Final = 0.1
_DIRECTIONS: Final = MappingProxyType(
    {
        Qt.Key.Key_Left: (-1, 0),
        Qt.Key.Key_Right: (1, 0),
        Qt.Key.Key_Up: (0, -1),
        Qt.Key.Key_Down: (0, 1),
    }
)
_TABLE: Final = 56
_BAR: Final = 30
_SMALLEST: Final = QSize(420, 330)


class RoomPlanView(QWidget):
    """Takes a WorkshopRecord; emits where a table was put, which wall has the doors, the usual layout.

    `table_placed(table id, x, y)`: shares (0–1) of the room's width and depth, the screen at depth 0;
    `doors_chosen(RoomSide value)`; `layout_reset()`; `shown()` when it is looked at.
    """

    table_placed = Signal(str, float, float)
    doors_chosen = Signal(str)
    layout_reset = Signal()
    shown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "paper")
        self._side = ""
        self.floor = Floor()
        self.floor.placed.connect(self.table_placed)
        self.doors = SegmentedTabs(_("Where the doors are"))
        self.doors.chosen.connect(self._choose_doors)
        self.reset = button(_("Usual layout"), icon=Icon.UNDO)
        self.reset.clicked.connect(self.layout_reset)
        tools = QWidget()
        flow = FlowLayout(tools, space=Space.M)
        doors = text_label(_("Doors"), Role.STRONG, wrap=False)
        keys = (KeyLine(_("← ↑ → ↓"), _("move a table")), KeyLine(_("Shift"), _("in larger steps")))
        for beside in (doors, *keys):
            beside.setMinimumHeight(self.reset.sizeHint().height())  # on one line with what is pressed
        for widget in (doors, self.doors, self.reset, *keys):
            flow.addWidget(widget)
        said = text_label(
            _("People see this sketch when they look for their seats. Drag each table to where it stands."),
            tone=SOFT,
        )
        body = QWidget()
        body.setLayout(column(said, tools, self.floor, space=Space.M, margins=Space.XL))
        self.setLayout(column(scrolling(body), space=0))

    def show_workshop(self, record: WorkshopRecord) -> None:
        """Show tables and doors where they are."""
        self._side = record.details.doors.value
        self.doors.show_tabs(tuple((side.value, side_words(side)) for side in RoomSide))
        self.doors.choose(self._side)
        numbers = {table.id: table.number for table in sorted(record.tables, key=lambda one: one.number)}
        self.floor.show_room(numbers, positions(record.tables), record.details.doors)
        self.reset.setEnabled(any(table.place_x is not None for table in record.tables))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802, D102
        super().showEvent(event)
        self.shown.emit()

    def _choose_doors(self, side: str) -> None:
        if side != self._side:
            self._side = side
            self.doors_chosen.emit(side)


def side_words(side: RoomSide) -> str:
    """Return where the doors are, as seen by those who look at the screen."""
    return {
        RoomSide.FRONT: _("Beside the screen"),
        RoomSide.BACK: _("At the back"),
        RoomSide.LEFT: _("On the left"),
        RoomSide.RIGHT: _("On the right"),
    }[side]


class Floor(QWidget):
    """The room from above, the screen on top; its tables are moved by hand or by keys."""

    placed = Signal(str, float, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doors = RoomSide.BACK
        self.tables: dict[str, TableDot] = {}
        self.setMinimumSize(_SMALLEST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_room(
        self, numbers: dict[str, int], places: dict[str, tuple[float, float]], doors: RoomSide
    ) -> None:
        """Show these tables at these places."""
        self._doors = doors
        if list(self.tables) != list(numbers):
            for dot in self.tables.values():
                dot.hide()
                dot.deleteLater()
            self.tables = {table: TableDot(table, numbers[table], self) for table in numbers}
            for dot in self.tables.values():
                dot.put.connect(self.placed)
                dot.show()
        for table, dot in self.tables.items():
            dot.show_number(numbers[table])
            dot.stand_at(*places[table])
        self.update()

    def room(self) -> QRectF:
        """Return the walls: as large as they go in the shape of a usual room."""
        area = QRectF(self.rect()).adjusted(6, 6, -6, -6)
        wide = min(area.width(), area.height() * ROOM_RATIO)
        high = wide / ROOM_RATIO
        return QRectF(area.center().x() - wide / 2, area.top(), wide, high)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802, D102
        super().resizeEvent(event)
        for dot in self.tables.values():
            dot.go_home()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, D102
        del event
        colours, room = current_palette(), self.room()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.line_strong), 2))
        painter.setBrush(QColor(colours.card))
        painter.drawRoundedRect(room, Radius.CARD, Radius.CARD)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent))
        screen = QRectF(room.center().x() - room.width() * 0.28, room.top(), room.width() * 0.56, _BAR)
        painter.drawRoundedRect(screen, 4, 4)
        opening, words = self._opening(room)
        painter.drawRoundedRect(opening, 3, 3)
        painter.setFont(font_of(Role.STRONG))
        painter.setPen(QColor(colours.on_accent))
        whole = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip
        painter.drawText(screen, whole, _("Screen"))
        painter.setPen(QColor(colours.accent))
        painter.drawText(words, whole, _("Doors"))
        painter.end()

    def _opening(self, room: QRectF) -> tuple[QRectF, QRectF]:
        """Return the opening in the wall, and where its word stands beside it, inside the room."""
        long, thick, word = 84.0, 8.0, QRectF(0, 0, 110, 22)
        if self._doors in {RoomSide.LEFT, RoomSide.RIGHT}:
            left = self._doors is RoomSide.LEFT
            wall = room.left() if left else room.right()
            opening = QRectF(wall - thick / 2, room.bottom() - long - 24, thick, long)
            word.moveTo(wall + 10 if left else wall - 10 - word.width(), room.bottom() - 24)
            return opening, word
        front = self._doors is RoomSide.FRONT
        middle = room.left() + room.width() * (0.89 if front else 0.5)
        opening = QRectF(middle - long / 2, (room.top() if front else room.bottom()) - thick / 2, long, thick)
        word.moveCenter(QPointF(middle, room.top() + 18 if front else room.bottom() - 18))
        return opening, word


class TableDot(QWidget):
    """One table: dragged, or moved by the arrow keys; tells where it was put once it is let go."""

    put = Signal(str, float, float)

    def __init__(self, table_id: str, number: int, floor: Floor) -> None:
        super().__init__(floor)
        self._floor = floor
        self._id = table_id
        self._place = self._home = (0.5, 0.5)
        self._grip: QPointF | None = None
        self._number = 0
        self.setFixedSize(_TABLE, _TABLE)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.show_number(number)

    def show_number(self, number: int) -> None:
        """Show the table's number."""
        if number != self._number:
            self._number = number
            self.setAccessibleName(_("Table {n}").format(n=number))
            self.update()

    def stand_at(self, x: float, y: float) -> None:
        """Stand at a place (shares of the room), unless it is being moved just now."""
        self._home = (x, y)
        if self._grip is None:
            self._place = (x, y)
        self.go_home()

    def place(self) -> tuple[float, float]:
        """Return where it stands: shares of the room."""
        return self._place

    def go_home(self) -> None:
        """Take the place on the floor that its shares are of."""
        room = self._floor.room()
        x, y = room.left() + self._place[0] * room.width(), room.top() + self._place[1] * room.height()
        self.move(round(x - _TABLE / 2), round(y - _TABLE / 2))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802, D102
        if event.button() is Qt.MouseButton.LeftButton:
            self._grip = event.position() - QPointF(_TABLE / 2, _TABLE / 2)
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.raise_()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802, D102
        if self._grip is not None:
            room = self._floor.room()
            at = self.mapToParent(event.position()) - self._grip
            self._go((at.x() - room.left()) / room.width(), (at.y() - room.top()) / room.height())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802, D102
        if event.button() is Qt.MouseButton.LeftButton and self._grip is not None:
            self._grip = None
            self.setCursor(Qt.CursorShape.OpenHandCursor)
            self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, D102
        way = _DIRECTIONS.get(Qt.Key(event.key()))
        if way is not None:
            large = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            step = LARGE_STEP if large else STEP
            self._go(self._place[0] + way[0] * step, self._place[1] + way[1] * step)
        elif event.key() == Qt.Key.Key_Escape and self._place != self._home:
            self._grip = None
            self._go(*self._home)
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802, D102
        # A key that is held moves the table all the way: one step to undo.
        if event.key() in _DIRECTIONS and not event.isAutoRepeat():
            self._tell()
        else:
            super().keyReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802, D102
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802, D102
        super().focusOutEvent(event)
        self._tell()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, D102
        del event
        colours = current_palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        circle = QRectF(self.rect()).adjusted(5, 5, -5, -5)
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), 3))
            painter.drawEllipse(circle.adjusted(-3, -3, 3, 3))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.ink))
        painter.drawEllipse(circle)
        painter.setPen(QColor(colours.paper))
        painter.setFont(font_of(Role.HEADING))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(self._number))
        painter.end()

    def _go(self, x: float, y: float) -> None:
        self._place = (max(0.0, min(x, 1.0)), max(0.0, min(y, 1.0)))
        self.go_home()

    def _tell(self) -> None:
        if self._place != self._home:
            self._home = self._place
            self.put.emit(self._id, *self._place)
