"""Somebody types into the real capture window, in a process to be killed: `python -m tests.journeys.typist`.

Reads one JSON object a line: `path` of a workshop, `home`, `points` to type, `pace` in characters a second,
`pause_after` characters. Imports once; each line is played in a child of its own, which opens the whole
program on offscreen screens, presses Next, goes to the capture desk and types. Says on its output, one line
each: `child PID`, `running BOOT_MS BOX_SECONDS` when Next was pressed, `typed LENGTH NS` before each
keystroke reaches the window (LENGTH counts everything typed so far, a new point as one), `gone` when the
child has ended.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from facilitator_app.app import desks, forms, program, start, workshop
from facilitator_app.services import library
from facilitator_app.services.exchange import importing
from facilitator_app.support import paths
from facilitator_app.support.clock import SystemClock
from facilitator_app.support.settings import Settings

WARM = (desks, forms, workshop, library, importing)
LONGEST_PAUSE = 1.8
"""Longer than the pause after which the desk seals a text as a revision."""


def main() -> None:
    """Serve until the input ends."""
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            Typing(json.loads(line)).play()
        os.waitpid(child, 0)
        _say("gone")


class Typing:
    """One child: the program, a workshop, and hands that type until they are stopped."""

    def __init__(self, wanted: dict[str, Any]) -> None:
        os.environ[paths.HOME_VARIABLE] = wanted["home"]
        self._wanted = wanted
        self._app = start.application(Settings())
        self._clock = SystemClock()
        self._program = program.Program(self._app, self._clock, Settings(device="typist"))

    def play(self) -> None:
        """Open, press Next, go to the capture desk, type everything, and wait for the end."""
        self._program.show()
        self._program.window.activateWindow()
        self._until(lambda: self._program.is_ready)
        self._program.open_file(Path(self._wanted["path"]))
        self._until(lambda: self._program.desks is not None)
        opened = self._program.desks
        assert opened is not None
        self._until(lambda: not opened.workshop.busy)
        pressed = self._clock.read().mono_ms
        QTest.keyClick(self._program.window, Qt.Key.Key_PageDown)
        self._until(lambda: opened.workshop.state().entry is not None)
        QTest.keyClick(self._program.window, Qt.Key.Key_F7)
        self._until(opened.capture.isVisible)
        _say(f"running {pressed} {opened.workshop.state().box_seconds}")
        _say(f"child {os.getpid()}")
        self._type(opened)
        self._until(lambda: False)

    def _type(self, opened: desks.WorkshopDesks) -> None:
        rest, typed = 1 / self._wanted["pace"], 0
        due = time.monotonic()
        for number, point in enumerate(self._wanted["points"]):
            if number:
                typed += 1
                QTest.keyClick(self._program.window.focusWidget(), Qt.Key.Key_Return)
            opened.capture.grid.rows()[-1].local.editor.setFocus()
            for letter in point:
                due += rest + (LONGEST_PAUSE if typed == self._wanted["pause_after"] else 0)
                self._live_until(due)
                typed += 1
                self._commit(letter, typed)

    def _commit(self, letter: str, typed: int) -> None:
        """Compose a letter and commit it, as an input method does."""
        editor = self._program.window.focusWidget()
        QApplication.sendEvent(editor, QInputMethodEvent(letter, []))
        event = QInputMethodEvent()
        event.setCommitString(letter)
        _say(f"typed {typed} {time.monotonic_ns()}")
        QApplication.sendEvent(editor, event)

    def _live_until(self, moment: float) -> None:
        left = moment - time.monotonic()
        if left <= 0:
            self._app.processEvents()
            return
        loop = QEventLoop()
        timer = QTimer(loop)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(loop.quit)
        timer.start(max(1, round(left * 1000)))
        loop.exec()

    def _until(self, done: Callable[[], bool]) -> None:
        while not done():
            self._live_until(time.monotonic() + 0.005)


def _say(line: str) -> None:
    os.write(1, f"{line}\n".encode())


if __name__ == "__main__":
    assert WARM
    main()
