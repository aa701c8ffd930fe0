"""Qt's text layout needs a QGuiApplication; here is one where no window ever opened."""

from __future__ import annotations

import functools

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

_NOT_GUI = "text can be laid out only beside a QGuiApplication; the running application has no fonts"


def ensure_gui() -> None:
    """Make an offscreen QGuiApplication unless one is running.

    On the command line call it from the main thread; beside the windows it does nothing and may be called
    from any worker. Raises RuntimeError where a QCoreApplication without fonts is running.
    """
    running = QCoreApplication.instance()
    if running is None:
        _offscreen()
    elif not isinstance(running, QGuiApplication):
        raise RuntimeError(_NOT_GUI)


@functools.cache
def _offscreen() -> QGuiApplication:
    # Cached because Qt's application lives only as long as somebody holds it.
    return QGuiApplication(["facilitator-app", "-platform", "offscreen"])
