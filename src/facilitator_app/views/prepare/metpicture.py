"""Who has met whom: a person × person picture, a square for each pair."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QWidget

from facilitator_app.records.people import Participant
from facilitator_app.support.wording import _
from facilitator_app.views.shared.labels import run_by_own_letters
from facilitator_app.views.shared.theme import current_palette, font_of

NAME: Final = 168
_SIDE: Final = 18
_TWICE: Final = 2

Pair = frozenset[str]


def paint_meeting(painter: QPainter, box: QRectF, times: int) -> None:
    """Draw how often two meet: a dot, a soft square with an edge, a full square with the number."""
    colours = current_palette()
    if not times:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.line_strong))
        painter.drawEllipse(box.center(), 1.8, 1.8)
        return
    inner = box.adjusted(2, 2, -2, -2)
    full = times >= _TWICE
    painter.setPen(QPen(QColor(colours.accent), 1))
    painter.setBrush(QColor(colours.accent if full else colours.accent_soft))
    painter.drawRoundedRect(inner, 3, 3)
    if full:
        painter.setFont(font_of(pixels=11, bold=True))
        painter.setPen(QColor(colours.on_accent))
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignCenter), str(times))


class MetPicture(QWidget):
    """A triangle: each person's row meets everybody above. Arrow keys go from pair to pair.

    `pair_chosen(one, other)`: ids of the pair that was clicked or reached by keys; twice the same: the person
    of that row. `pair_pointed`: the mouse is over a pair.
    """

    pair_chosen = Signal(str, str)
    pair_pointed = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people: tuple[Participant, ...] = ()
        self._met: Mapping[Pair, int] = {}
        self._row, self._column = 0, 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(_("Who met whom"))

    def show_meetings(self, people: Sequence[Participant], met: Mapping[Pair, int]) -> None:
        """Show how often each pair of `people` sits together."""
        self._people, self._met = tuple(people), met
        self._row = min(self._row, max(0, len(self._people) - 1))
        self._column = min(self._column, self._row)
        self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802, D102
        count = max(1, len(self._people))
        return QSize(2 * NAME + count * _SIDE, count * _SIDE + 4)

    def choose(self, row: int, column: int) -> None:
        """Put the cursor on a pair (row, column in the order of the people); row = column is the person."""
        if 0 <= row < len(self._people) and 0 <= column <= row:
            self._row, self._column = row, column
            one, other = self._people[row].id, self._people[column].id
            self.pair_chosen.emit(one, other)
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, D102
        along = -1 if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 1
        steps = {
            Qt.Key.Key_Left: (0, -along),
            Qt.Key.Key_Right: (0, along),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        row = self._row + step[0]
        column = min(self._column + step[1], row) if step[0] else self._column + step[1]
        self.choose(row, column)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802, D102
        self.choose(*self._place_at(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802, D102
        row, column = self._place_at(event.position())
        inside = row < len(self._people) and row != column
        if inside and (row, column) != (self._row, self._column):
            self._row, self._column = row, column
            self.pair_pointed.emit(self._people[row].id, self._people[column].id)
            self.update()

    def _place_at(self, point: QPointF) -> tuple[int, int]:
        x = (
            point.x()
            if self.layoutDirection() != Qt.LayoutDirection.RightToLeft
            else self.width() - point.x()
        )
        row = int(point.y() // _SIDE)
        column = int((x - NAME) // _SIDE)
        return row, column if 0 <= column < row else row

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, D102
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        first = max(0, int(event.rect().top() // _SIDE))
        last = min(len(self._people), int(event.rect().bottom() // _SIDE) + 1)
        for row in range(first, last):
            self._paint_row(painter, row)
        painter.end()

    def _paint_row(self, painter: QPainter, row: int) -> None:
        colours = current_palette()
        person = self._people[row]
        chosen = row == self._row
        if chosen:
            band = self._mirrored(QRectF(0, row * _SIDE, NAME + row * _SIDE, _SIDE))
            painter.fillRect(band, self.palette().color(QPalette.ColorRole.AlternateBase))
        for column in range(row):
            box = self._mirrored(QRectF(NAME + column * _SIDE, row * _SIDE, _SIDE, _SIDE))
            paint_meeting(painter, box, self._met.get(frozenset((person.id, self._people[column].id)), 0))
            if chosen and column == self._column and self.hasFocus():
                painter.setPen(QPen(QColor(colours.ink), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(box)
        self._paint_name(painter, person, row, QRectF(0, row * _SIDE, NAME - 6, _SIDE), bold=chosen)
        right = QRectF(NAME + row * _SIDE + 6, row * _SIDE, NAME - 6, _SIDE)
        self._paint_name(painter, person, row, right, bold=chosen and self._column == row)

    def _paint_name(
        self, painter: QPainter, person: Participant, row: int, box: QRectF, *, bold: bool
    ) -> None:
        colours = current_palette()
        column = row == self._column
        painter.setFont(font_of(pixels=12, bold=bold or column))
        painter.setPen(QColor(colours.ink if bold or column else colours.soft))
        area = self._mirrored(box)
        words = painter.fontMetrics().elidedText(person.name, Qt.TextElideMode.ElideRight, int(area.width()))
        run_by_own_letters(painter, words)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area, int(flags | Qt.TextFlag.TextSingleLine), words)

    def _mirrored(self, box: QRectF) -> QRectF:
        if self.layoutDirection() != Qt.LayoutDirection.RightToLeft:
            return box
        return QRectF(self.width() - box.right(), box.top(), box.width(), box.height())
