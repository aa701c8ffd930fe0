"""The one text editor: plain text in every script, safe while an input method composes."""

from __future__ import annotations

from enum import StrEnum
from math import ceil

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QTextEdit, QWidget

from facilitator_app.rules.text import Direction, direction
from facilitator_app.views.shared.theme import font_of
from facilitator_app.views.shared.tokens import Role


class EditorKeys(StrEnum):
    """Who gets Enter and Tab: POINT asks its owner, NOTE writes a line and leaves the field."""

    POINT = "point"
    NOTE = "note"


class PlainTextEditor(QTextEdit):
    """Plain text that grows with what is typed.

    `typed` carries the settled text after every change that is no composition. With POINT keys, Enter asks
    for the next point, Shift+Enter is a new line, Tab the other language, Shift+Tab the one before, F6 leaves
    the field; Ctrl+Z is the editor's own while `has_unsettled_undo`, otherwise it passes to the program.
    """

    typed = Signal(str)
    next_requested = Signal()
    other_language_requested = Signal()
    previous_requested = Signal()
    leave_requested = Signal()
    entered = Signal()
    left = Signal()

    def __init__(
        self,
        *,
        keys: EditorKeys = EditorKeys.POINT,
        role: Role = Role.READING,
        placeholder: str = "",
        name: str = "",
        min_lines: int = 1,
        frame: bool = True,
        default_direction: Direction = Direction.LTR,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._keys = keys
        self._min_lines = max(1, min_lines)
        self._preedit = ""
        self._last = ""
        self._override: Direction | None = None
        self._default_direction = default_direction
        self.setAcceptRichText(False)
        self.setTabChangesFocus(keys is EditorKeys.NOTE)
        self.setFont(font_of(role))
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name or placeholder)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        if not frame:
            self.setProperty("frame", "none")
        self.document().setDocumentMargin(2)
        self.document().clearUndoRedoStacks()  # the margin counts as a step: the first Ctrl+Z would be lost
        self.document().contentsChanged.connect(self._tell)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._set_paragraph_direction()
        self._grow()

    # --- text -------------------------------------------------------------------------------------------

    def text(self) -> str:
        """Return the settled text with every character as typed (`toPlainText` would lose U+00A0)."""
        raw = self.document().toRawText()
        return raw.replace("\u2029", "\n").replace("\u2028", "\n").replace("\ufdd0", "").replace("\ufdd1", "")

    def show_text(self, text: str) -> bool:
        """Show a text from elsewhere without telling it as typed; False and unchanged while composing."""
        if self.has_preedit():
            return False
        if text != self.text():
            self._last = text
            self.setPlainText(text)
            self._last = self.text()
            self._set_paragraph_direction()
        return True

    def settle(self) -> None:
        """Forget the editor's own undo steps: the text is sealed, the program's undo takes over."""
        self.document().clearUndoRedoStacks()

    def has_unsettled_undo(self) -> bool:
        """Say whether Ctrl+Z belongs to this editor."""
        return self.document().isUndoAvailable()

    # --- composition ------------------------------------------------------------------------------------

    def has_preedit(self) -> bool:
        """Say whether an input method is composing here; what it shows is not in the text yet."""
        return bool(self._preedit)

    def commit_input_method(self) -> None:
        """Put what an input method composes into the text; before saving or leaving."""
        if self.hasFocus():
            QGuiApplication.inputMethod().commit()
        if self._preedit:  # it did not answer: what is on the screen is what was typed
            event = QInputMethodEvent()
            event.setCommitString(self._preedit)
            self.inputMethodEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802, D102
        self._preedit = event.preeditString()
        super().inputMethodEvent(event)
        self._tell()

    # --- direction --------------------------------------------------------------------------------------

    def show_direction(self, override: Direction | None) -> None:
        """Let every paragraph run this way, or by its first strong character when None."""
        self._override = override
        self._set_paragraph_direction()

    def shown_direction(self) -> Direction:
        """Return the way the text runs now."""
        return self._override or direction(self.text(), self._default_direction)

    def show_default_direction(self, way: Direction) -> None:
        """Set where a text without letters stands: the direction of its language."""
        self._default_direction = way
        self._set_paragraph_direction()

    def _set_paragraph_direction(self) -> None:
        way = self._override
        if way is None and direction(self.text(), Direction.LTR) is direction(self.text(), Direction.RTL):
            wanted = Qt.LayoutDirection.LayoutDirectionAuto
        else:
            way = way or self._default_direction
            right = way is Direction.RTL
            wanted = Qt.LayoutDirection.RightToLeft if right else Qt.LayoutDirection.LeftToRight
        option = self.document().defaultTextOption()
        if option.textDirection() is not wanted:
            option.setTextDirection(wanted)
            self.document().setDefaultTextOption(option)
            self.viewport().update()

    # --- keys -------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Let Ctrl+Z pass to the program when nothing is left to undo here."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo = event.matches(QKeySequence.StandardKey.Undo) and not self.has_unsettled_undo()
            redo = event.matches(QKeySequence.StandardKey.Redo) and not self.document().isRedoAvailable()
            if undo or redo:
                event.ignore()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, D102
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if self.has_preedit() and (enter or event.key() == Qt.Key.Key_Tab):
            return  # it belongs to the composition, whatever the system made of it
        if self._keys is EditorKeys.POINT and self._asks_owner(event):
            event.accept()
            return
        if enter:
            self.textCursor().insertText("\n")  # a paragraph of its own, so that it finds its own direction
            self.ensureCursorVisible()
            return
        super().keyPressEvent(event)

    def _asks_owner(self, event: QKeyEvent) -> bool:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and modifiers == Qt.KeyboardModifier.NoModifier:
            self.next_requested.emit()
        elif key == Qt.Key.Key_Tab and modifiers == Qt.KeyboardModifier.NoModifier:
            self.other_language_requested.emit()
        elif key == Qt.Key.Key_Backtab:
            self.previous_requested.emit()
        elif key == Qt.Key.Key_F6:
            self.leave_requested.emit()
        else:
            return False
        return True

    # --- Qt ---------------------------------------------------------------------------------------------

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802, D102
        if source.hasText():
            self.textCursor().insertText(source.text().replace("\r\n", "\n").replace("\r", "\n"))

    def canInsertFromMimeData(self, source: QMimeData) -> bool:  # noqa: N802, D102
        return source.hasText()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802, D102
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802, D102
        super().focusOutEvent(event)
        self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802, D102
        super().resizeEvent(event)
        self._grow()

    def sizeHint(self) -> QSize:  # noqa: N802, D102
        return QSize(240, self._wanted_height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802, D102
        return QSize(60, self._wanted_height())

    def _wanted_height(self) -> int:
        least = self.fontMetrics().lineSpacing() * self._min_lines + 2 * self.document().documentMargin()
        chrome = self.height() - self.viewport().height()
        return ceil(max(self.document().size().height(), least)) + max(chrome, 2)

    def _grow(self) -> None:
        wanted = self._wanted_height()
        if wanted != self.minimumHeight() or wanted != self.maximumHeight():
            self.setFixedHeight(wanted)
            self.updateGeometry()

    def _tell(self) -> None:
        text = self.text()
        if text == self._last:
            return
        self._last = text
        self._set_paragraph_direction()
        self.typed.emit(text)
