"""The interpreter's time: waited for with one key, counted apart, and relieved every twenty minutes."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from facilitator_app.records.enums import LanguageMode, PauseReason
from facilitator_app.records.run import RunState
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.support.wording import _
from facilitator_app.views.shared.actions import key_of
from facilitator_app.views.shared.buttons import Size, button
from facilitator_app.views.shared.icons import Icon
from facilitator_app.views.shared.labels import text_label
from facilitator_app.views.shared.runwords import spoken_minutes
from facilitator_app.views.shared.tokens import Role, Space

_INTERPRETED: Final = frozenset({LanguageMode.SIMULTANEOUS, LanguageMode.CONSECUTIVE})


def waits_for_interpreter(state: RunState) -> bool:
    """Say whether the clock stands because the interpreter is not done."""
    entry = state.entry
    return entry is not None and entry.paused_for is PauseReason.INTERPRETER


def waited_seconds(state: RunState) -> int:
    """Return how long the running pause has lasted."""
    since = state.entry.paused_since if state.entry else None
    return max(0, int(_age(since.wall, state.now))) if since else 0


def interpreter_seconds(record: WorkshopRecord, state: RunState) -> int:
    """Return how long the room has waited for the interpreter today, a running wait included."""
    today = state.now.date()
    zone = state.now.tzinfo
    done = sum(
        entry.interpreter_seconds
        for entry in record.run_entries
        if entry.started.wall.astimezone(zone).date() == today
    )
    return done + (waited_seconds(state) if waits_for_interpreter(state) else 0)


def _age(then: datetime, now: datetime) -> float:
    return (now - then.astimezone(now.tzinfo)).total_seconds()


class InterpreterField(QWidget):
    """“Wait for the interpreter”, and how long that has been today; only where somebody interprets."""

    toggled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = button(
            _("Wait for the interpreter"),
            size=Size.SMALL,
            icon=Icon.MICROPHONE,
            key_hint=key_of("run.interpreter"),
        )
        self._count = text_label("", Role.CAPTION, wrap=False)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Space.S)
        line.addWidget(self.button)
        line.addWidget(self._count)
        line.addStretch(1)
        self.button.clicked.connect(self.toggled)
        self.hide()

    def show_run(self, record: WorkshopRecord, state: RunState) -> None:
        """Show what can be done; touched only where a word changes."""
        needed = record.details.language_mode in _INTERPRETED and state.entry is not None
        if self.isHidden() is needed:
            self.setVisible(needed)
        if not needed:
            return
        words = _("Go on") if waits_for_interpreter(state) else _("Wait for the interpreter")
        if words != self.button.text():
            self.button.setText(words)
        seconds = interpreter_seconds(record, state)
        count = _("today {time}").format(time=spoken_minutes(seconds)) if seconds else ""
        if count != self._count.text():
            self._count.setText(count)
