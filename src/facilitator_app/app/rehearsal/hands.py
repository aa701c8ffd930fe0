"""Two hands: keys, clicks and an input method, as the window system would deliver them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Final

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

PATIENCE_SECONDS: Final = 30.0
_WORDS_AT_ONCE: Final = 12


class Hands:
    """Does what a person does; never calls a view to set a text."""

    def __init__(self, app: QApplication) -> None:
        self._app = app

    def press(
        self,
        key: Qt.Key,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        on: QWidget | None = None,
    ) -> None:
        """Press and let go of a key, where the focus is or on a widget."""
        target = on or self._app.focusWidget() or self._app.activeWindow()
        if target is None:
            raise LookupError("no window of the program has the focus")
        QTest.keyClick(target, key, modifiers)

    def click(self, button: QAbstractButton) -> None:
        """Click a button in its middle."""
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def type_into(self, editor: QWidget, text: str) -> None:
        """Type with an input method: each word is composed, then committed; a line break is Shift+Enter."""
        editor.setFocus()
        for place, line in enumerate(text.split("\n")):
            if place:
                self.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier, on=editor)
            for piece in _pieces(line):
                self._compose(editor, piece)

    def settle(self) -> None:
        """Let everything happen that is waiting to happen."""
        for _round in range(5):
            self._app.processEvents()

    def until(self, done: Callable[[], bool], what: str) -> None:
        """Go on living until something is so. Raises TimeoutError that names what did not happen."""
        end = time.monotonic() + PATIENCE_SECONDS
        while not done():
            if time.monotonic() > end:
                raise TimeoutError(f"waited in vain: {what}")
            loop = QEventLoop()
            QTimer.singleShot(5, loop, loop.quit)
            loop.exec()

    def _compose(self, editor: QWidget, piece: str) -> None:
        QApplication.sendEvent(editor, QInputMethodEvent(piece[: max(1, len(piece) // 2)], []))
        commit = QInputMethodEvent()
        commit.setCommitString(piece)
        QApplication.sendEvent(editor, commit)
        self._app.processEvents()


def _pieces(line: str) -> Iterator[str]:
    """Cut a line into what is composed at once, after a space or after some letters; nothing is lost."""
    start = 0
    for place, letter in enumerate(line, start=1):
        if letter == " " or place - start >= _WORDS_AT_ONCE:
            yield line[start:place]
            start = place
    if start < len(line):
        yield line[start:]
