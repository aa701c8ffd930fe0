"""Long work beside the run: a thread of its own, progress, cancel; the facilitator goes on pressing Next."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextvars import copy_context
from gettext import NullTranslations

from PySide6.QtCore import QObject, Qt, Signal, Slot

from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _, speak_with, spoken

logger = logging.getLogger(__name__)
Work = Callable[[Callable[[float, str], None], Callable[[], bool]], object]


class Worker(QObject):
    """One piece of work at a time, off the UI thread."""

    progressed = Signal(float, str)
    """Share done (0 to 1) and what is being made."""
    finished = Signal(object)
    """What the work returned."""
    failed = Signal(object)
    """A KnownError."""
    _ended = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self._cancel = threading.Event()
        self._thread: threading.Thread | None = None
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether work is under way."""
        return self._thread is not None

    @property
    def cancelled(self) -> bool:
        """Whether the last work was asked to stop."""
        return self._cancel.is_set()

    def start(self, work: Work) -> bool:
        """Begin; False while other work is under way."""
        if self._thread is not None:
            return False
        self._cancel.clear()
        self._thread = threading.Thread(target=self._run, args=(work, spoken()), name="worker")
        self._thread.start()
        return True

    def cancel(self) -> None:
        """Ask the work to stop at the next place where it can."""
        self._cancel.set()

    def wait(self) -> None:
        """Wait for the work that is under way: before the program ends."""
        if self._thread is not None:
            self._thread.join()

    def _run(self, work: Work, catalogue: NullTranslations) -> None:
        speak_with(catalogue)
        try:
            # In a context of its own: a report in another language leaves the interface's words alone.
            result: object = copy_context().run(work, self.progressed.emit, self._cancel.is_set)
        except KnownError as error:
            self._ended.emit(None, error)
        except Exception as error:
            logger.exception("work failed")
            words = _("The work stopped with an error that should not happen. Nothing was written.")
            kind = _("Try again; the details are in the log. ({kind})").format(kind=type(error).__name__)
            self._ended.emit(None, KnownError(words, kind))
        else:
            self._ended.emit(result, None)

    @Slot(object, object)
    def _deliver(self, result: object, error: object) -> None:
        if self._thread is not None:
            self._thread.join()
        self._thread = None
        if error is not None:
            self.failed.emit(error)
        else:
            self.finished.emit(result)
