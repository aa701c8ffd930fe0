"""Time told to a screen reader: at the signals, not at every second."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from facilitator_app.records.run import Pace, RunPhase, RunState
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.support.wording import _
from facilitator_app.views.shared.runwords import place_words, time_left


class Announcer(QObject):
    """Says politely what runs now, that it is paused, and five minutes, one minute and overtime."""

    announced = Signal(str)

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._known: tuple[object, ...] | None = None

    def show_run(self, record: WorkshopRecord, state: RunState) -> None:
        """Say what changed since the last tick, if it matters."""
        known = (state.position, state.phase, state.pace)
        before, self._known = self._known, known
        if before is None or known == before:
            return
        words = self._words(record, state, moved=before[0] != state.position)
        if words:
            self._say(words)

    def say(self, words: str) -> None:
        """Say something else that cannot wait, politely."""
        if words:
            self._say(words)

    def _words(self, record: WorkshopRecord, state: RunState, *, moved: bool) -> str:
        if state.phase is RunPhase.PAUSED:
            return _("Paused, {time}").format(time=time_left(state.remaining_seconds))
        if state.position is None:
            return _("The workshop is over") if state.phase is RunPhase.FINISHED else ""
        if moved:
            place = place_words(record, state.position)
            return _("{place}, {time}").format(place=place, time=time_left(state.remaining_seconds))
        if state.pace is Pace.OVERTIME:
            return _("Time is over")
        return time_left(state.remaining_seconds)

    def _say(self, words: str) -> None:
        if QAccessible.isActive():
            event = QAccessibleAnnouncementEvent(self._widget, words)
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
            QAccessible.updateAccessibility(event)
        self.announced.emit(words)
