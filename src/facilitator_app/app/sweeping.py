"""Python's collector of cycles, kept to the thread of the windows.

Left alone it runs in whichever thread allocates next: the store's, a worker's. A closed window that waits in
a cycle would then be destroyed there, and Qt's objects must only be destroyed in their own thread.
"""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot

EVERY_MS: Final = 1000
_THRESHOLDS: Final = (700, 10, 10)
"""Allocations, young and middle collections after which a generation is due, as Python has them."""


class Sweeper(QObject):
    """Collects now and then in its own thread; from its making until `stop` nobody else does."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.sweep)
        self._timer.start(EVERY_MS)

    def stop(self) -> None:
        """Give collecting back to Python."""
        self._timer.stop()
        gc.enable()

    @Slot()
    def sweep(self) -> None:
        """Collect the oldest generation that is due, if any is."""
        counts = gc.get_count()
        due = [place for place, most in enumerate(_THRESHOLDS) if counts[place] > most]
        if due:
            gc.collect(due[-1])
