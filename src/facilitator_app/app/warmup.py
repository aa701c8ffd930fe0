"""What is heavy is imported on a thread of its own, after the first window is painted."""

from __future__ import annotations

import importlib
import threading
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal

_HEAVY: Final = (
    "facilitator_app.app.desks",
    "facilitator_app.app.forms",
    "facilitator_app.services.library",
    "facilitator_app.services.exchange.importing",
)


class WarmUp(QObject):
    """Imports database, services and desks so that the first click need not wait."""

    warm = Signal()
    _done = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._thread: threading.Thread | None = None
        self._done.connect(self.warm, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Begin."""
        self._thread = threading.Thread(target=self._run, name="warm-up")
        self._thread.start()

    def wait(self) -> None:
        """Wait until it is done: before the program ends."""
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        for name in _HEAVY:
            importlib.import_module(name)
        self._done.emit()
