"""Fields of forms: choice, number, tick, line of text, each drawn from the tokens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, QEvent, QLocale, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QSpinBox,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from facilitator_app.support.wording import pgettext_
from facilitator_app.views.shared.icons import Icon, paint_icon, qicon
from facilitator_app.views.shared.labels import restyle, text_label
from facilitator_app.views.shared.theme import current_palette, font_of
from facilitator_app.views.shared.tokens import Role, Space, Tone

_BOX = 20


class Choice(QComboBox):
    """One of several; `chosen` carries the key. The wheel changes nothing by accident."""

    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFont(font_of())
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.currentIndexChanged.connect(self._tell)

    def show_choices(self, choices: Sequence[tuple[str, str]], chosen: str | None = None) -> None:
        """Show these (key, words) and choose one without telling."""
        self.blockSignals(True)  # noqa: FBT003
        self.clear()
        for key, words in choices:
            self.addItem(words, key)
        if chosen is not None:
            self.setCurrentIndex(max(0, self.findData(chosen)))
        self.blockSignals(False)  # noqa: FBT003

    def key(self) -> str:
        """Return the key of the chosen one."""
        return str(self.currentData() or "")

    def choose(self, key: str) -> None:
        """Choose by key."""
        index = self.findData(key)
        if index >= 0:
            self.setCurrentIndex(index)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802, D102
        event.ignore()

    def shown_words(self) -> str:
        """Return the chosen words as they are drawn: they end in … where there is no room."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self)
        # The stylesheet's own padding beside the text lies inside this rectangle.
        wide = room.width() - 2 * Space.XS
        return self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, wide)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, D102
        painter = QStylePainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.currentText = self.shown_words()
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        right = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = 8 if right else self.width() - 24
        paint_icon(
            painter,
            Icon.CHEVRON_DOWN,
            QRectF(left, (self.height() - 16) / 2, 16, 16),
            current_palette().soft,
        )
        painter.end()
        del event

    def _tell(self) -> None:
        if self.key():
            self.chosen.emit(self.key())


class NumberField(QSpinBox):
    """A whole number; arrow keys change it, the wheel does not."""

    def __init__(
        self,
        name: str,
        *,
        least: int = 0,
        most: int = 999,
        suffix: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setRange(least, most)
        self.setSuffix(f" {suffix}" if suffix else "")
        self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.setFont(font_of())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802, D102
        super().resizeEvent(event)
        # A stylesheet without buttons leaves the field one pixel wide.
        self.lineEdit().setGeometry(self.rect().adjusted(Space.S, 1, -Space.S, -1))

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802, D102
        event.ignore()


class TickBox(QCheckBox):
    """Yes or no with its words; wraps them where there is no room."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(text)
        self._words = text
        self.setFont(font_of())
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def text(self) -> str:
        """Return the words."""
        return self._words

    def sizeHint(self) -> QSize:  # noqa: N802, D102
        wide = self.fontMetrics().horizontalAdvance(self._words)
        return QSize(
            _BOX + Space.S + wide + 2 * Space.XS + 2, max(_BOX, self.fontMetrics().height()) + 2 * Space.XS
        )

    def minimumSizeHint(self) -> QSize:  # noqa: N802, D102
        longest = max((self.fontMetrics().horizontalAdvance(w) for w in self._words.split()), default=0)
        return QSize(_BOX + Space.S + longest + 2 * Space.XS, _BOX + 2 * Space.XS)

    def hasHeightForWidth(self) -> bool:  # noqa: N802, D102
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802, D102
        return max(_BOX, self._words_box(width).height()) + 2 * Space.XS

    def hitButton(self, position: QPoint) -> bool:  # noqa: N802, D102
        return self.rect().contains(position)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, D102
        colours = current_palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        right = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = self.width() - _BOX - Space.XS if right else Space.XS
        box = QRectF(left, Space.XS, _BOX, _BOX)
        on = self.isChecked()
        edge = colours.accent if on or self.hasFocus() else colours.line_strong
        painter.setPen(QPen(QColor(edge), 2 if self.hasFocus() else 1))
        painter.setBrush(QColor(colours.accent if on else colours.card))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 5, 5)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        if on:
            paint_icon(painter, Icon.CHECK, box.adjusted(3, 3, -3, -3), colours.on_accent)
        painter.setPen(QColor(colours.ink if self.isEnabled() else colours.soft))
        painter.setFont(self.font())
        words = self._words_box(self.width())
        words.moveTop(Space.XS + max(0, (_BOX - words.height()) // 2))
        words.setWidth(self.width() - _BOX - Space.S - 2 * Space.XS)
        words.moveLeft(Space.XS if right else _BOX + Space.S + Space.XS)
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(
            words, int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignAbsolute | side), self._words
        )
        painter.end()
        del event

    def _words_box(self, width: int) -> QRect:
        room = QRect(0, 0, max(1, width - _BOX - Space.S - 2 * Space.XS), 10_000)
        return QFontMetrics(self.font()).boundingRect(room, int(Qt.TextFlag.TextWordWrap), self._words)


class LineField(QLineEdit):
    """One line of somebody's text; runs by its own first letter."""

    left = Signal()

    def __init__(
        self,
        name: str,
        *,
        placeholder: str = "",
        icon: Icon | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setFont(font_of())
        self._icon = icon
        self._composing = False
        if icon is not None:
            self.addAction(qicon(icon, current_palette().soft), QLineEdit.ActionPosition.LeadingPosition)
        self.editingFinished.connect(self.left)

    def show_text(self, text: str) -> None:
        """Show a text from elsewhere; somebody who is typing here is left alone."""
        if text != self.text() and not (self.hasFocus() and self.isModified()):
            self.setText(text)

    def show_wrong(self, *, wrong: bool) -> None:
        """Mark the field as wrong or right; the words why stand below it."""
        if bool(self.property("wrong")) != wrong:
            self.setProperty("wrong", "true" if wrong else None)
            restyle(self)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802, D102
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self._icon is not None:
            for action in self.actions():
                action.setIcon(qicon(self._icon, current_palette().soft))


class Labelled(QWidget):
    """A field with its name above it and, where needed, a sentence below it."""

    def __init__(self, name: str, field: QWidget, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self._name: QLabel = text_label(name, Role.OVERLINE)
        self._hint: QLabel = text_label(hint, Role.CAPTION)
        self._hint.setVisible(bool(hint))
        self._name.setBuddy(field)
        if not field.accessibleName():
            field.setAccessibleName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        for part in (self._name, field, self._hint):
            column.addWidget(part)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_hint(self, sentence: str, tone: Tone | str = "") -> None:
        """Show a sentence below the field, in a tone where it matters."""
        self._hint.setText(sentence)
        self._hint.setVisible(bool(sentence))
        if (self._hint.property("tone") or "") != str(tone):
            self._hint.setProperty("tone", str(tone) or None)
            restyle(self._hint)

    def hint(self) -> str:
        """Return the sentence below the field."""
        return self._hint.text()


class DateField(QDateEdit):
    """A day, typed or stepped with the arrow keys; the wheel changes nothing."""

    def __init__(self, name: str, day: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFont(font_of())
        self.setDisplayFormat(pgettext_("date as Qt writes it", "d MMMM yyyy"))
        self.setLocale(QLocale())
        self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setDate(QDate(day.year, day.month, day.day))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802, D102
        super().resizeEvent(event)
        self.lineEdit().setGeometry(self.rect().adjusted(Space.S, 1, -Space.S, -1))

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802, D102
        event.ignore()
