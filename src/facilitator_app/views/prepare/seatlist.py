"""The people of one table in one round: dragged, moved by keys, given roles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
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
from facilitator_app.views.shared.icons import paint_icon
from facilitator_app.views.shared.labels import tooltip_of
from facilitator_app.views.shared.theme import current_palette, font_of

MIME: Final = "application/x-facilitator-seat"
_ROW: Final = 28
_ICON: Final = 14
_ID: Final = Qt.ItemDataRole.UserRole
_ROLES: Final = Qt.ItemDataRole.UserRole + 1


class SeatList(QListWidget):
    """One table. `moved_here` (person, table id) comes from a drop, `asked_for` from keys and menu."""

    moved_here = Signal(str, str)
    asked_for = Signal(str, str)
    role_asked = Signal(str, str)

    def __init__(self, segment_id: str, table_id: str, name: str) -> None:
        super().__init__()
        self.segment_id = segment_id
        self.table_id = table_id
        self._targets: tuple[tuple[str, str], ...] = ()
        self._shown: tuple[object, ...] = ()
        self.setProperty("frame", "none")
        self.setAccessibleName(name)
        self.setItemDelegate(_SeatDelegate(self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setDragEnabled(True)
        self.setAcceptDrops(bool(table_id))
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setFixedHeight(_ROW + 4)

    def show_people(
        self,
        people: Sequence[Participant],
        roles: Mapping[str, Sequence[TableRoleName]],
        targets: Sequence[tuple[str, str]],
    ) -> None:
        """Show who sits here, with roles; `targets` are (id, name) of the tables of this round in order."""
        self._targets = tuple(targets)
        shown = tuple((one.id, one.own_name, one.name, tuple(roles.get(one.id, ()))) for one in people)
        if shown == self._shown:
            return
        self._shown = shown
        chosen = self.chosen()
        self.clear()
        for person_id, own, name, held in shown:
            item = QListWidgetItem(name)
            item.setData(_ID, person_id)
            item.setData(_ROLES, [role.value for role in held])
            words = ", ".join(role_words(role) for role in held)
            lines = [own if own != name else "", words]
            item.setToolTip(tooltip_of("\n".join([name, *filter(None, lines)])))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{name}, {words}" if words else name)
            self.addItem(item)
        self.setFixedHeight(max(1, len(shown)) * _ROW + 4)
        self.choose(chosen)

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

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, D102
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
        return menu

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

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802, D102
        self._judge(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802, D102
        self._judge(event)

    def _judge(self, event: QDragMoveEvent) -> None:
        segment_id, _space, _person = _carried(event.mimeData())
        if segment_id == self.segment_id and self.table_id and event.source() is not self:
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802, D102
        segment_id, _space, person_id = _carried(event.mimeData())
        if segment_id == self.segment_id and person_id and event.source() is not self:
            event.setDropAction(Qt.DropAction.CopyAction)  # the list it came from must not take it out itself
            event.accept()
            self.moved_here.emit(person_id, self.table_id)
        else:
            event.ignore()


def _carried(data: QMimeData) -> tuple[str, str, str]:
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
        roles = [TableRoleName(value) for value in index.data(_ROLES) or []]
        mirrored = view.layoutDirection() == Qt.LayoutDirection.RightToLeft
        area = QRectF(option.rect).adjusted(8, 0, -8, 0)
        colours = current_palette()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, role in enumerate(reversed(roles)):
            offset = (_ICON + 4) * place
            left = area.left() + offset if mirrored else area.right() - _ICON - offset
            box = QRectF(left, area.center().y() - _ICON / 2, _ICON, _ICON)
            paint_icon(painter, role_icon(role), box, colours.on_accent_soft)
        taken = (_ICON + 4) * len(roles)
        room = area.adjusted(taken if mirrored else 0, 0, 0 if mirrored else -taken, 0)
        painter.setFont(font_of(pixels=14))
        painter.setPen(QColor(colours.ink))
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, int(flags | Qt.TextFlag.TextSingleLine), shown)
        painter.restore()
