"""What a test may not leave behind: top-level widgets, running timers, threads."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QThread, QThreadPool, QTimer
from PySide6.QtWidgets import QApplication, QWidget

_GRACE_SECONDS: Final = 2.0


@dataclass
class Register:
    """Every QTimer and QThread made from Python; only weak references, so that nothing is kept alive."""

    timers: weakref.WeakSet[QTimer] = field(default_factory=weakref.WeakSet)
    threads: weakref.WeakSet[QThread] = field(default_factory=weakref.WeakSet)

    def open(self) -> None:
        """Begin to note what is made, by standing in for the two constructors."""
        self._note(QTimer, self.timers)
        self._note(QThread, self.threads)

    @staticmethod
    def _note(kind: type[Any], into: weakref.WeakSet[Any]) -> None:
        original = kind.__init__

        def noted(self: object, *arguments: object, **options: object) -> None:
            original(self, *arguments, **options)
            into.add(self)

        kind.__init__ = noted

    def running_timers(self) -> set[QTimer]:
        """Return the timers that tick now."""
        return {timer for timer in list(self.timers) if shiboken6.isValid(timer) and timer.isActive()}

    def running_threads(self) -> set[QThread]:
        """Return the Qt threads that run now."""
        return {thread for thread in list(self.threads) if shiboken6.isValid(thread) and thread.isRunning()}


@dataclass
class Before:
    """What was there before a test; `left_behind` tells what has come since and stayed."""

    register: Register
    widgets: set[int] = field(default_factory=set)
    timers: set[QTimer] = field(default_factory=set)
    qt_threads: set[QThread] = field(default_factory=set)
    threads: set[threading.Thread] = field(default_factory=set)

    @classmethod
    def now(cls, register: Register) -> Before:
        """Look around; costs microseconds."""
        return cls(
            register=register,
            widgets={_address(widget) for widget in _top_levels()},
            timers=register.running_timers(),
            qt_threads=register.running_threads(),
            threads=set(threading.enumerate()),
        )

    def left_behind(self) -> list[str]:
        """Return one line per leak; a second look follows a collection, so that a clean test pays nothing."""
        found = self._look()
        if found:
            self._let_things_end()
            found = self._look()
        return found

    def _look(self) -> list[str]:
        app = QCoreApplication.instance()
        if app is not None:
            # A null receiver means every object.
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        widgets = (widget for widget in _top_levels() if _address(widget) not in self.widgets)
        threads = (t for t in set(threading.enumerate()) - self.threads if not _is_foreign(t))
        return [
            *(f"widget {_told(widget)}" for widget in widgets),
            *(
                f"timer every {timer.interval()} ms in {timer.parent()!r}"
                for timer in self.register.running_timers() - self.timers
            ),
            *(f"Qt thread {_told(thread)}" for thread in self.register.running_threads() - self.qt_threads),
            *(f"thread {thread.name}" for thread in threads),
        ]

    def _let_things_end(self) -> None:
        gc.collect()
        QThreadPool.globalInstance().waitForDone(round(_GRACE_SECONDS * 1000))
        for qt_thread in self.register.running_threads() - self.qt_threads:
            qt_thread.wait(round(_GRACE_SECONDS * 1000))
        for thread in set(threading.enumerate()) - self.threads:
            if not _is_foreign(thread):
                thread.join(_GRACE_SECONDS)
        if QCoreApplication.instance() is not None:
            QCoreApplication.processEvents()


def _top_levels() -> Iterable[QWidget]:
    return QApplication.topLevelWidgets() if isinstance(QCoreApplication.instance(), QApplication) else ()


def _address(widget: QWidget) -> int:
    return int(shiboken6.getCppPointer(widget)[0])


def _is_foreign(thread: threading.Thread) -> bool:
    """A thread that Qt or the system started and Python only met: it has no end Python could see."""
    return type(thread).__name__ == "_DummyThread"


def _told(thing: QWidget | QThread) -> str:
    return f"{type(thing).__name__} {thing.objectName()!r}"
