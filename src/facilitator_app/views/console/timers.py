"""A timer beside the plan: started with one press, small, and put away again."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator_app.records.run import Pace, RunState, TimerReading
from facilitator_app.support.wording import _
from facilitator_app.views.shared.buttons import Kind, Size, button, icon_button
from facilitator_app.views.shared.fields import LineField, NumberField
from facilitator_app.views.shared.icons import Icon, IconMark
from facilitator_app.views.shared.labels import ElidedLabel, text_label
from facilitator_app.views.shared.layouts import FlowLayout, clear, row
from facilitator_app.views.shared.marks import Badge
from facilitator_app.views.shared.panels import Card, CardKind
from facilitator_app.views.shared.runwords import pace_tone, time_left
from facilitator_app.views.shared.tokens import Role, Space, Tone

QUICK_MINUTES: Final = (1, 2, 3, 5, 10)
_MOST_MINUTES: Final = 240
_USUAL_MINUTES: Final = 7


class _TimerCard(Card):
    """One timer: what is left with its shape and word, and the way to put it away."""

    ended = Signal(str)

    def __init__(self, timer: TimerReading) -> None:
        super().__init__(space=0, margin=Space.XS)
        self._id = timer.id
        self._left = Badge(Tone.NEUTRAL)
        away = icon_button(Icon.CLOSE, _("Put the timer away"))
        away.clicked.connect(lambda: self.ended.emit(self._id))
        self._name = timer.label or _("Timer")
        name = ElidedLabel(self._name, Role.STRONG) if timer.label else IconMark(Icon.CLOCK, 18, "soft")
        self.body.addLayout(row(name, 1, self._left, away, space=Space.XS))
        self.show_time(timer)

    def show_time(self, timer: TimerReading) -> None:
        """Show what is left; touched only when a word changes."""
        words, tone = time_left(timer.remaining_seconds), pace_tone(timer.pace)
        if (words, tone) != (self._left.text(), self._left.tone()):
            self._left.show_state(tone, words, Icon.SQUARE if timer.pace is Pace.ON_TIME else None)
            self.setAccessibleName(f"{self._name}, {words}")

    def text(self) -> str:
        """Return what is left, in words."""
        return self._left.text()


class TimerPanel(QWidget):
    """The timers that run, and the row that starts one."""

    started = Signal(int, str)
    """(seconds, what for)."""
    ended = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: dict[str, _TimerCard] = {}
        self._list = QVBoxLayout()
        self._list.setSpacing(Space.XS)
        self._form = Card(CardKind.PLAIN, space=Space.S, margin=Space.S)
        self.label = LineField(_("What for"), placeholder=_("What for (if you like)"))
        self.minutes = NumberField(_("Minutes"), least=1, most=_MOST_MINUTES, suffix=_("min"))
        self.minutes.setValue(_USUAL_MINUTES)
        self.go = button(_("Start"), size=Size.SMALL)
        self._leave = button(_("Leave it"), Kind.QUIET, size=Size.SMALL)
        self._quick = FlowLayout(space=Space.XS)
        for minutes in QUICK_MINUTES:
            made = button(str(minutes), size=Size.SMALL)
            made.setAccessibleName(_("Timer, {n} min").format(n=minutes))
            made.clicked.connect(partial(self._start, minutes))
            self._quick.addWidget(made)
        self._arrange()
        self._form.hide()
        self.go.clicked.connect(self._start_typed)
        self.label.returnPressed.connect(self._start_typed)
        self._leave.clicked.connect(self.close_form)

    def show_run(self, state: RunState) -> None:
        """Show the timers of this moment."""
        if [timer.id for timer in state.timers] != list(self._cards):
            clear(self._list)
            self._cards = {timer.id: self._card(timer) for timer in state.timers}
            for card in self._cards.values():
                self._list.addWidget(card)
        for timer in state.timers:
            self._cards[timer.id].show_time(timer)

    def turn_form(self) -> None:
        """Open the row that starts a timer, or put it away; the cursor stays where it is."""
        self._form.setVisible(self._form.isHidden())

    def close_form(self) -> None:
        """Put the row that starts a timer away."""
        self._form.hide()

    def is_open(self) -> bool:
        """Say whether a timer can be started here now."""
        return not self._form.isHidden()

    def words(self) -> tuple[str, ...]:
        """Return what is left of each timer."""
        return tuple(card.text() for card in self._cards.values())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, D102
        if event.key() == Qt.Key.Key_Escape and self.is_open():
            self.close_form()
            return
        super().keyPressEvent(event)

    def _card(self, timer: TimerReading) -> _TimerCard:
        made = _TimerCard(timer)
        made.ended.connect(self.ended)
        return made

    def _start(self, minutes: int) -> None:
        label = self.label.text().strip()
        self.label.clear()
        self.close_form()
        self.started.emit(minutes * 60, label)

    def _start_typed(self) -> None:
        self._start(self.minutes.value())

    def _arrange(self) -> None:
        self._form.body.addLayout(row(text_label(_("Timer beside the plan"), Role.CAPTION), 1, self._leave))
        self._form.body.addLayout(self._quick)
        self._form.body.addWidget(self.label)
        self._form.body.addLayout(row(self.minutes, 1, self.go))
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(Space.XS)
        inside.addLayout(self._list)
        inside.addWidget(self._form)
