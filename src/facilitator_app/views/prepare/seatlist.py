"""The people of one table in one round: dragged, moved by keys, given roles."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from PySide6.QtCore import (
    QByteArray,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
    SignalInstance,
)
from PySide6.QtGui import (
    QAction,
    QColor,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from facilitator_app.records.enums import TableRoleName
from facilitator_app.records.people import Participant
from facilitator_app.support.wording import _
from facilitator_app.views.prepare.seatwords import role_icon, role_words
from facilitator_app.views.shared.icons import Icon, paint_icon
from facilitator_app.views.shared.labels import tooltip_of
from facilitator_app.views.shared.theme import current_palette, font_of

MIME: Final = "application/x-facilitator-seat"
_ROW: Final = 26
_ICON: Final = 14
_ID: Final = Qt.ItemDataRole.UserRole
_ROLES: Final = Qt.ItemDataRole.UserRole + 1
_LOCKED: Final = Qt.ItemDataRole.UserRole + 2
_AWAY: Final = Qt.ItemDataRole.UserRole + 3
_SHORT: Final = Qt.ItemDataRole.UserRole + 4
_FREE: Final = 14
"""Room below the last name, where a drop moves and does not swap."""

_STEERS: Final = frozenset(
    {
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
        Qt.Key.Key_Space,
        Qt.Key.Key_Escape,
    }
)


class SeatList(QListWidget):
    """One table. `moved_here` (person, table id) comes from a drop, `asked_for` from keys and menu.

    `swapped_here`: one person was dropped on another. `taken`: somebody was taken up, by the mouse or by
    Space; `aimed`: the mouse carries over this table, over a person (id) or free space; `steered`: a key
    while somebody is carried; `let_go`: the drag is over. `lock_asked`: a person, or the whole table (no id).
    """

    moved_here = Signal(str, str)
    swapped_here = Signal(str, str)
    asked_for = Signal(str, str)
    role_asked = Signal(str, str)
    lock_asked = Signal(str, bool)
    taken = Signal(str, bool)
    aimed = Signal(str)
    steered = Signal(int)
    let_go = Signal()

    def __init__(self, segment_id: str, table_id: str, name: str) -> None:
        super().__init__()
        self.segment_id = segment_id
        self.table_id = table_id
        self._targets: tuple[tuple[str, str], ...] = ()
        self._shown: tuple[object, ...] = ()
        self._carrying = False
        self._aim = ""
        self.setProperty("frame", "none")
        self.setAccessibleName(name)
        self.setItemDelegate(_SeatDelegate(self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setDragEnabled(True)
        self.setAcceptDrops(bool(table_id))
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setMinimumHeight(_ROW + _FREE)

    def show_people(
        self,
        people: Sequence[Participant],
        roles: Mapping[str, Sequence[TableRoleName]],
        targets: Sequence[tuple[str, str]],
        *,
        locked: Collection[str] = (),
        away: Collection[str] = (),
    ) -> None:
        """Show who sits here, with roles; `targets` are (id, name) of the tables of this round in order.

        `locked` and `away` are ids of people whose seat a new plan leaves, and who are not there.
        """
        self._targets = tuple(targets)
        shown = tuple((one, tuple(roles.get(one.id, ())), one.id in locked, one.id in away) for one in people)
        if shown == self._shown:
            return
        self._shown = shown
        chosen = self.chosen()
        self.clear()
        for one, held, stays, gone in shown:
            self.addItem(_item(one, held, locked=stays, away=gone))
        self.setMinimumHeight(len(shown) * _ROW + _FREE)
        self.choose(chosen)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the room of the names; a list takes more only where a neighbour is longer."""
        return QSize(120, self.minimumHeight())

    def chosen(self) -> str:
        """Return the id of the person the keys would move, or nothing."""
        return str(self.currentItem().data(_ID)) if self.currentRow() >= 0 else ""

    def choose(self, person_id: str) -> bool:
        """Choose a person; False where they do not sit here."""
        for row in range(self.count()):
            if self.item(row).data(_ID) == person_id:
                self.setCurrentRow(row)
                return True
        return False

    def show_carried(self, *, carrying: bool) -> None:
        """Hand the keys that steer to whoever carries a person, or take them back."""
        self._carrying = carrying

    def show_aim(self, person_id: str) -> None:
        """Mark the person with whom the one that is carried would change places, or nobody."""
        if person_id != self._aim:
            self._aim = person_id
            self.viewport().update()

    def aim(self) -> str:
        """Return the marked person, or nothing."""
        return self._aim

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, D102
        if self._carrying and event.key() in _STEERS:
            self.steered.emit(int(event.key()))
            return
        if self._short_key(event):
            return
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if control and event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right} and self.chosen():
            step = 1 if event.key() == Qt.Key.Key_Right else -1
            if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                step = -step
            self._ask_for_neighbour(step)
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Menu} and self.chosen():
            self._open_menu()
            return
        super().keyPressEvent(event)

    def _short_key(self, event: QKeyEvent) -> bool:
        """Space takes the person up, L locks the seat; other letters go on finding names."""
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if not plain or not self.chosen():
            return False
        if event.key() == Qt.Key.Key_Space:
            self.taken.emit(self.chosen(), False)  # noqa: FBT003 - as the signal says it
            return True
        if event.key() == Qt.Key.Key_L and self.table_id:
            self.lock_asked.emit(self.chosen(), not self._is_locked())
            return True
        return False

    def _is_locked(self) -> bool:
        return bool(self.currentRow() >= 0 and self.currentItem().data(_LOCKED))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802, D102
        if self.indexAt(event.pos()).isValid():
            self._open_menu()

    def menu(self) -> QMenu:
        """Return what can be done with the chosen person: every table, every role."""
        menu = QMenu(self)
        for table_id, name in self._targets:
            if table_id and table_id != self.table_id:
                self._entry(menu, _("Move to {table}").format(table=name), self.asked_for, table_id)
        if self.table_id:
            menu.addSeparator()
            for role in TableRoleName:
                entry = self._entry(menu, role_words(role), self.role_asked, role.value)
                entry.setCheckable(True)
                entry.setChecked(self.currentRow() >= 0 and role.value in self.currentItem().data(_ROLES))
            self._add_locks(menu)
        return menu

    def _add_locks(self, menu: QMenu) -> None:
        menu.addSeparator()
        free = self._is_locked()
        person = self.chosen()
        words = _("Free the seat") if free else _("Lock the seat")
        menu.addAction(words).triggered.connect(lambda: self.lock_asked.emit(person, not free))
        all_locked = all(self.item(row).data(_LOCKED) for row in range(self.count()))
        words = _("Free the whole table") if all_locked else _("Lock the whole table")
        menu.addAction(words).triggered.connect(lambda: self.lock_asked.emit("", not all_locked))

    def _entry(self, menu: QMenu, words: str, signal: SignalInstance, value: str) -> QAction:
        entry = menu.addAction(words.replace("&", "&&"))
        person = self.chosen()
        entry.triggered.connect(lambda: signal.emit(person, value))
        return entry

    def _open_menu(self) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.viewport().mapToGlobal(self.visualItemRect(self.currentItem()).bottomLeft()))

    def _ask_for_neighbour(self, step: int) -> None:
        ids = [table_id for table_id, _name in self._targets if table_id]
        place = ids.index(self.table_id) + step if self.table_id in ids else 0
        if 0 <= place < len(ids):
            self.asked_for.emit(self.chosen(), ids[place])

    def mimeData(self, items: Sequence[QListWidgetItem]) -> QMimeData:  # noqa: N802, D102
        data = QMimeData()
        if items:
            data.setData(MIME, QByteArray(f"{self.segment_id} {items[0].data(_ID)}".encode()))
        return data

    def startDrag(self, actions: Qt.DropAction) -> None:  # noqa: N802, D102
        self.taken.emit(self.chosen(), True)  # noqa: FBT003 - as the signal says it
        super().startDrag(actions)
        self.let_go.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802, D102
        self._judge(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802, D102
        self._judge(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802, D102
        self.show_aim("")
        event.accept()

    def _judge(self, event: QDragMoveEvent) -> None:
        segment_id, _space, _person = carried(event.mimeData())
        if segment_id == self.segment_id and self.table_id and event.source() is not self:
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()
            self.show_aim(self._under(event))
            self.aimed.emit(self._aim)
        else:
            event.ignore()

    def _under(self, event: QDropEvent) -> str:
        """Return the person the mouse is over; with Alt held, the nearest one."""
        item = self.itemAt(event.position().toPoint())
        if item is None and event.modifiers() & Qt.KeyboardModifier.AltModifier and self.count():
            item = self.item(self.count() - 1)
        return str(item.data(_ID)) if item is not None else ""

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802, D102
        segment_id, _space, person_id = carried(event.mimeData())
        self.show_aim("")
        if segment_id == self.segment_id and person_id and event.source() is not self:
            event.setDropAction(Qt.DropAction.CopyAction)  # the list it came from must not take it out itself
            event.accept()
            other = self._under(event)
            if other:
                self.swapped_here.emit(person_id, other)
            else:
                self.moved_here.emit(person_id, self.table_id)
        else:
            event.ignore()


def _item(person: Participant, held: Sequence[TableRoleName], *, locked: bool, away: bool) -> QListWidgetItem:
    item = QListWidgetItem(person.name)
    item.setData(_ID, person.id)
    item.setData(_ROLES, [role.value for role in held])
    item.setData(_LOCKED, locked)
    item.setData(_AWAY, away)
    item.setData(_SHORT, _short_name(person))
    words = [role_words(role) for role in held]
    words += [_("seat locked")] if locked else []
    words += [_("away")] if away else []
    own = person.own_name if person.own_name != person.name else ""
    item.setToolTip(tooltip_of("\n".join(filter(None, [person.name, own, ", ".join(words)]))))
    item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join([person.name, *words]))
    return item


def _short_name(person: Participant) -> str:
    """Return given name and initial, where the name is written in this order."""
    given, family = person.given_name.strip(), person.family_name.strip()
    if given and family and person.name == f"{given} {family}":
        return f"{given} {family[0]}."
    return ""


def _fitting(metrics: QFontMetrics, name: str, short: str, room: int) -> str:
    """Return as much of a name as there is room for: an initial says more than a name that breaks off."""
    elided = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
    fits = bool(short) and metrics.horizontalAdvance(short) <= room
    return short if fits and elided != name and len(elided) <= len(short) else elided


def carried(data: QMimeData) -> tuple[str, str, str]:
    """Return (segment id, space, participant id) of what is dragged; empty for anything else."""
    return bytes(data.data(MIME).data()).decode().partition(" ")


class _SeatDelegate(QStyledItemDelegate):
    """A name, and the icons of its roles at the far edge."""

    def sizeHint(  # noqa: N802
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        del option, index
        return QSize(120, _ROW)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        self.initStyleOption(option, index)
        words, option.text = option.text, ""
        view = option.widget
        view.style().drawControl(view.style().ControlElement.CE_ItemViewItem, option, painter, view)
        mirrored = view.layoutDirection() == Qt.LayoutDirection.RightToLeft
        area = QRectF(option.rect).adjusted(6, 0, -6, 0)
        colours = current_palette()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(view, SeatList) and view.aim() and view.aim() == index.data(_ID):
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.drawRoundedRect(QRectF(option.rect).adjusted(2, 2, -2, -2), 6, 6)
        icons = [role_icon(TableRoleName(value)) for value in index.data(_ROLES) or []]
        icons += [Icon.LOCK] if index.data(_LOCKED) else []
        for place, icon in enumerate(reversed(icons)):
            offset = (_ICON + 3) * place
            left = area.left() + offset if mirrored else area.right() - _ICON - offset
            box = QRectF(left, area.center().y() - _ICON / 2, _ICON, _ICON)
            paint_icon(painter, icon, box, colours.ink if icon is Icon.LOCK else colours.on_accent_soft)
        taken = (_ICON + 3) * len(icons)
        room = area.adjusted(taken if mirrored else 0, 0, 0 if mirrored else -taken, 0)
        font = font_of(pixels=14)
        font.setItalic(bool(index.data(_AWAY)))
        painter.setFont(font)
        painter.setPen(QColor(colours.soft if index.data(_AWAY) else colours.ink))
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        shown = _fitting(painter.fontMetrics(), words, str(index.data(_SHORT) or ""), int(room.width()))
        painter.drawText(room, int(flags | Qt.TextFlag.TextSingleLine), shown)
        painter.restore()
