"""One filter for all keys of the program: the clicker works in every window and cannot type into a field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

from facilitator_app.views.shared.actions import ActionSet, ActionSpec, Scope, default_keys
from facilitator_app.views.shared.editor import PlainTextEditor

DOUBLE_PRESS_MS: Final = 400
_MODIFIER = Qt.KeyboardModifier
_CARRYING: Final = _MODIFIER.ControlModifier | _MODIFIER.AltModifier | _MODIFIER.MetaModifier
_PAGE_KEYS: Final = frozenset({Qt.Key.Key_PageDown, Qt.Key.Key_PageUp})
_ARROWS: Final = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down})


class KeyRouter(QObject):
    """Turns keys into actions for every window of the program.

    Page and function keys and keys with Ctrl or Alt always work. Arrows, Space and bare letters work where
    the widget with the focus has no use for them. A key of an action that is not enabled goes its usual way.
    The second press of Next, Back, Pause or Blank within 400 ms, or a key held down, does nothing.
    """

    def __init__(
        self,
        app: QApplication,
        actions: ActionSet,
        milliseconds: Callable[[], int] | None = None,
    ) -> None:
        super().__init__(app)
        self._actions = actions
        self._routes: dict[tuple[int, int], ActionSpec] = {}
        self._last: dict[str, int] = {}
        self._now = milliseconds or _stop_watch()
        for spec in actions.specs():
            if spec.scope is Scope.PROGRAM:
                for sequence in default_keys(spec):
                    combination = sequence[0]  # type: ignore[index]  # missing in the stubs
                    modifiers = combination.keyboardModifiers().value
                    self._routes[combination.key().value, modifiers] = spec
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Take the keys that are actions; leave all others alone."""
        if event.type() not in {QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride}:
            return super().eventFilter(watched, event)
        if not isinstance(event, QKeyEvent):
            return False
        spec = self._route(event)
        if spec is None or not self._actions.action(spec.id).isEnabled():
            return False
        focus = watched if isinstance(watched, QWidget) else QApplication.focusWidget()
        if QApplication.activeModalWidget() is not None or not self._may_take(event, spec, focus):
            return False
        event.accept()
        if event.type() is QEvent.Type.KeyPress:
            self._fire(spec, repeated=event.isAutoRepeat())
        return True

    def _route(self, event: QKeyEvent) -> ActionSpec | None:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        spec = self._routes.get((event.key(), modifiers.value))
        if spec is None and modifiers & Qt.KeyboardModifier.ShiftModifier:
            # + and . may need Shift on somebody's keyboard.
            bare = modifiers & ~Qt.KeyboardModifier.ShiftModifier
            printable = event.key() in {
                Qt.Key.Key_Plus,
                Qt.Key.Key_Period,
                Qt.Key.Key_Equal,
                Qt.Key.Key_Minus,
            }
            spec = self._routes.get((event.key(), bare.value)) if printable else None
        return spec

    def _may_take(self, event: QKeyEvent, spec: ActionSpec, focus: QWidget | None) -> bool:
        if spec.yields_to_editor and _has_own_undo(focus, event):
            return False
        key = event.key()
        function_key = Qt.Key.Key_F1 <= key <= Qt.Key.Key_F35
        if function_key or key in _PAGE_KEYS or event.modifiers() & _CARRYING:
            return True
        if QApplication.activePopupWidget() is not None:
            return False  # arrows and letters choose in the menu that is open
        return not (types_text(focus) or _has_use_for(focus, key))

    def _fire(self, spec: ActionSpec, *, repeated: bool) -> None:
        if spec.once:
            now = self._now()
            last = self._last.get(spec.id)
            if repeated or (last is not None and now - last < DOUBLE_PRESS_MS):
                return
            self._last[spec.id] = now
        self._actions.trigger(spec.id)


def types_text(widget: QWidget | None) -> bool:
    """Say whether letters typed at this widget become somebody's text."""
    if isinstance(widget, QLineEdit | QTextEdit | QPlainTextEdit):
        return not widget.isReadOnly()
    if isinstance(widget, QComboBox):
        return widget.isEditable()
    return isinstance(widget, QAbstractSpinBox)


def _has_use_for(widget: QWidget | None, key: int) -> bool:
    if key in _ARROWS:
        if widget is not None and widget.property("ownarrows"):
            return True  # rows that are walked by arrow keys
        if isinstance(widget, QAbstractButton):
            return widget.autoExclusive()  # one of several: arrows go to the next
        return isinstance(widget, QAbstractItemView | QAbstractSlider | QTabBar | QComboBox)
    if key == Qt.Key.Key_Space:
        return isinstance(widget, QAbstractButton | QAbstractItemView | QComboBox)
    return isinstance(widget, QAbstractItemView | QComboBox)


def _has_own_undo(widget: QWidget | None, event: QKeyEvent) -> bool:
    undo = event.matches(QKeySequence.StandardKey.Undo)
    if isinstance(widget, PlainTextEditor) and widget.has_preedit():
        return True
    if isinstance(widget, QTextEdit | QPlainTextEdit):
        document = widget.document()
        return document.isUndoAvailable() if undo else document.isRedoAvailable()
    if isinstance(widget, QLineEdit):
        return widget.isUndoAvailable() if undo else widget.isRedoAvailable()
    return False


def _stop_watch() -> Callable[[], int]:
    watch = QElapsedTimer()
    watch.start()
    return watch.elapsed
