"""One segment of the agenda as a row: when, what, how long; moved by hand, changed in place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QByteArray, QEvent, QMimeData, QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QEnterEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QApplication, QMenu, QToolTip, QWidget

from facilitator_app.support.wording import _
from facilitator_app.views.prepare.rowface import HEIGHT, Columns, RowFace, RowLook, RowPainter, columns
from facilitator_app.views.prepare.rowwishes import GROUPS, Wish, key_words, wish_of, wish_words
from facilitator_app.views.shared.fields import NumberField
from facilitator_app.views.shared.labels import tooltip_of

MIME: Final = "application/x-facilitator-segment"
MOST_MINUTES: Final = 24 * 60
LEAST_WIDTH: Final = 320
_DRAGGED_WIDE: Final = 380
_BESIDE: Final = 14


class SegmentRow(QWidget):
    """Chosen by click or arrow key; a digit or a click on the minutes changes them where they stand.

    It draws itself: a week of twenty rows a day has no more widgets than days have rows.
    """

    chosen = Signal(str)
    minutes_chosen = Signal(str, int)
    wished = Signal(str, object)
    """(segment id, Wish)."""

    def __init__(self, segment_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.segment_id = segment_id
        self.face = RowFace()
        self.wishes: tuple[Wish, ...] = ()
        """What its menu offers; `show_face` is given them."""
        self.minutes: MinutesField | None = None
        self._chosen = self._taken = self._hovered = self._runs = False
        self._pressed_at: QPoint | None = None
        self.setProperty("ownarrows", True)  # noqa: FBT003  # arrows walk from row to row, not through the run
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setMinimumWidth(LEAST_WIDTH)
        self.setFixedHeight(HEIGHT)
        self.setMouseTracking(True)

    # --- what it shows ----------------------------------------------------------------------------------

    def show_face(self, face: RowFace, wishes: Iterable[Wish], *, runs: bool) -> None:
        """Show a segment; draws only if anything is different."""
        self.wishes = tuple(wishes)
        if (face, runs) == (self.face, self._runs):
            return
        self.face, self._runs = face, runs
        self.setAccessibleName(_spoken(face))
        self.update()

    def show_chosen(self, *, chosen: bool, taken: bool = False) -> None:
        """Look chosen or not; only the chosen row is a stop of the Tab key."""
        if (chosen, taken) != (self._chosen, self._taken):
            self._chosen, self._taken = chosen, taken
            self.update()
        policy = Qt.FocusPolicy.StrongFocus if chosen else Qt.FocusPolicy.ClickFocus
        if policy != self.focusPolicy():
            self.setFocusPolicy(policy)

    def is_chosen(self) -> bool:
        """Say whether this is the row whose details are shown."""
        return self._chosen

    def menu(self) -> QMenu:
        """Return what can be done with this segment."""
        menu = QMenu(self)
        for wish in self.wishes:
            if wish in GROUPS:
                menu.addSeparator()
            words = wish_words(wish, parked=self.face.parked, least=self.face.least).replace("&", "&&")
            key = key_words(wish)
            entry = menu.addAction(f"{words}\t{key}" if key else words)
            entry.setData(wish)
            entry.triggered.connect(lambda _checked=False, wish=wish: self.wished.emit(self.segment_id, wish))
        return menu

    def mime(self) -> QMimeData:
        """Return what is dragged."""
        data = QMimeData()
        data.setData(MIME, QByteArray(self.segment_id.encode()))
        return data

    # --- minutes in place -------------------------------------------------------------------------------

    def edit_minutes(self, typed: str = "") -> None:
        """Open the field over the minutes; `typed` is what somebody began to type."""
        if self.face.past:
            return
        if self.minutes is None:
            self.minutes = MinutesField(self)
            self.minutes.editingFinished.connect(self._end_minutes)
            self.minutes.given_up.connect(self._give_up_minutes)
        field, area = self.minutes, self._columns().minutes
        field.setAccessibleName(_("Minutes of {title}").format(title=self.face.title))
        field.setGeometry(area.adjusted(0, 3, 0, -2).toRect())
        field.setValue(self.face.minutes)
        field.show()
        field.setFocus()
        field.selectAll()
        if typed:
            field.lineEdit().insert(typed)

    def _give_up_minutes(self) -> None:
        if self.minutes is not None:
            self.minutes.setValue(self.face.minutes)
            self._end_minutes()

    def _end_minutes(self) -> None:
        field = self.minutes
        if field is None or field.isHidden():
            return
        minutes, had_focus = field.value(), field.hasFocus()
        field.hide()
        if had_focus:
            self.setFocus()
        if minutes != self.face.minutes:
            self.minutes_chosen.emit(self.segment_id, minutes)

    # --- keys and mouse ---------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, D102
        wish = wish_of(event)
        if wish is not None:
            self.wished.emit(self.segment_id, wish)
            return
        if event.text().isdecimal() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.edit_minutes(event.text())
            return
        if event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            event.accept()  # or it would go to the day behind the row, and from there to Next
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802, D102
        self._pressed_at = None
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed_at = event.position().toPoint()
        self.chosen.emit(self.segment_id)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802, D102
        pressed, self._pressed_at = self._pressed_at, None
        if pressed is None or not self.rect().contains(event.position().toPoint()):
            return
        area = self._columns()
        if area.more.contains(event.position()):
            self.open_menu(area.more.bottomLeft().toPoint())
        elif area.minutes.contains(event.position()):
            self.edit_minutes()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802, D102
        area = self._columns()
        if not (area.more.contains(event.position()) or area.minutes.contains(event.position())):
            self.wished.emit(self.segment_id, Wish.DETAILS)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802, D102
        here = event.position().toPoint()
        self._show_hand(event)
        pressed = self._pressed_at
        if pressed is None or not event.buttons() & Qt.MouseButton.LeftButton or not self.face.movable:
            return
        if (here - pressed).manhattanLength() >= QApplication.startDragDistance():
            self._pressed_at = None
            # From the event loop: what is dropped may free this row while the drag still runs.
            QTimer.singleShot(0, self, self._drag)

    def _drag(self) -> None:
        drag = QDrag(self.window())
        drag.setMimeData(self.mime())
        wide = min(_DRAGGED_WIDE, self.width())
        left = self.width() - wide if self._mirrored() else 0
        drag.setPixmap(self.grab(QRect(left, 0, wide, self.height())))
        # Beside the pointer, so that the mark where it would go is seen.
        drag.setHotSpot(QPoint(wide + _BESIDE, -_BESIDE) if self._mirrored() else QPoint(-_BESIDE, -_BESIDE))
        drag.exec(Qt.DropAction.MoveAction)

    def _show_hand(self, event: QMouseEvent) -> None:
        area = self._columns()
        shape = Qt.CursorShape.OpenHandCursor if self.face.movable else Qt.CursorShape.ArrowCursor
        if area.minutes.contains(event.position()) and not self.face.past:
            shape = Qt.CursorShape.IBeamCursor
        elif area.more.contains(event.position()):
            shape = Qt.CursorShape.PointingHandCursor
        if self.cursor().shape() != shape:
            self.setCursor(shape)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802, D102
        self.chosen.emit(self.segment_id)
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        self.open_menu(event.pos() if by_mouse else self._columns().title.bottomLeft().toPoint())

    def open_menu(self, place: QPoint) -> None:
        """Open the menu at a place of the row."""
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.mapToGlobal(place))

    # --- Qt ---------------------------------------------------------------------------------------------

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802, D102
        super().focusInEvent(event)
        self.chosen.emit(self.segment_id)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802, D102
        super().focusOutEvent(event)
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802, D102
        self._hovered = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802, D102
        self._hovered = False
        self.update()
        super().leaveEvent(event)

    def event(self, event: QEvent) -> bool:
        """Say the whole title where it is too long for its column."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), tooltip_of(_spoken(self.face)), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, D102
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = RowLook(self._chosen, self.hasFocus(), self._hovered, self._taken)
        RowPainter(painter, self._columns(), mirrored=self._mirrored()).paint(
            self.face, look, QRectF(self.rect())
        )
        painter.end()
        del event

    def _columns(self) -> Columns:
        return columns(self.width(), self.height(), runs=self._runs, mirrored=self._mirrored())

    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft


class MinutesField(NumberField):
    """Stands over the minutes of a row while they are typed; Enter keeps them, Esc gives up."""

    given_up = Signal()

    def __init__(self, row: QWidget) -> None:
        super().__init__("", least=1, most=MOST_MINUTES, parent=row)
        self.setKeyboardTracking(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, D102
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
            return
        super().keyPressEvent(event)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.accept()  # to the row it would mean: show the details


def _spoken(face: RowFace) -> str:
    """Return a row as it is read aloud and as its tooltip says it in full."""
    if face.parked:
        return _("Parked: {title}, {n} min").format(title=face.title, n=face.minutes)
    words = _("{start} to {end}, {title}, {n} min").format(
        start=face.start, end=face.end, title=face.title, n=face.minutes
    )
    parts = [words, face.anchor, face.buffer]
    if face.least and face.least < face.minutes:
        parts.append(_("at least {n}").format(n=face.least))
    if face.consent:
        parts.append(_("ask before shortening"))
    if face.now_start:
        now = _("was {start} to {end}") if face.past else _("expected {start} to {end}")
        parts.append(now.format(start=face.now_start, end=face.now_end))
    return ", ".join(part for part in parts if part)
