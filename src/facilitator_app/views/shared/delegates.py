"""How cells of tables are drawn where Qt's own way does not fit the tokens."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from facilitator_app.views.shared.icons import Icon, paint_icon
from facilitator_app.views.shared.theme import current_palette

_BOX = 18


class TickDelegate(QStyledItemDelegate):
    """Cells that can be ticked get the box of the design system; all others are left to Qt."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)

    def initStyleOption(  # noqa: N802, D102
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        if index.data(Qt.ItemDataRole.CheckStateRole) is not None:
            option.features &= ~QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator

    def editorEvent(  # noqa: N802, D102
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        if state is None or not isinstance(event, QMouseEvent):
            return super().editorEvent(event, model, option, index)
        if event.type() is QEvent.Type.MouseButtonRelease and event.button() is Qt.MouseButton.LeftButton:
            on = Qt.CheckState(state) == Qt.CheckState.Checked
            wanted = Qt.CheckState.Unchecked if on else Qt.CheckState.Checked
            return model.setData(index, wanted.value, Qt.ItemDataRole.CheckStateRole)
        return True

    def paint(  # noqa: D102
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().paint(painter, option, index)
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        if state is None:
            return
        colours = current_palette()
        area = QRectF(option.rect)
        box = QRectF(area.center().x() - _BOX / 2, area.center().y() - _BOX / 2, _BOX, _BOX)
        ticked = Qt.CheckState(state) == Qt.CheckState.Checked
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.accent if ticked else colours.line_strong), 1))
        painter.setBrush(QColor(colours.accent_soft if ticked else colours.card))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        if ticked:
            paint_icon(painter, Icon.CHECK, box.adjusted(3, 3, -3, -3), colours.on_accent_soft)
        painter.restore()
