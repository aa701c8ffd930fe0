"""The day can be saved: up to three plans side by side, one key each; the running time stays in sight."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QElapsedTimer, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from facilitator_app.records.recovery import RecoveryChoice, RecoveryOffer
from facilitator_app.records.run import RunState
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.support.wording import _
from facilitator_app.views.console.plancard import Fit, PlanCard
from facilitator_app.views.shared.buttons import Button, Kind, button
from facilitator_app.views.shared.labels import SOFT, ElidedLabel, set_tone, text_label
from facilitator_app.views.shared.layouts import clear, column, row
from facilitator_app.views.shared.marks import Badge
from facilitator_app.views.shared.panels import Card, CardKind
from facilitator_app.views.shared.runwords import running_words, short_place_words, time_left
from facilitator_app.views.shared.tokens import Role, Space, Tone

_STAGE_WIDTH: Final = 260
_ROOMY: Final = (1200, 780)
_TIGHT: Final = (800, 540)
_UNREAD_MS: Final = 700
MOVE_KEY: Final = 4
"""The number that moves the anchor instead."""


class RunningCorner(QWidget):
    """What runs meanwhile: the time that is left, the stage, and how it stands in colour, shape and word."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figure = text_label("", Role.DISPLAY, wrap=False)
        self._stage = ElidedLabel("", Role.STRONG, tone=SOFT)
        self._stage.setMaximumWidth(_STAGE_WIDTH)
        self._pace = Badge(Tone.GREEN)
        inside = column(
            row(1, self._figure, space=0), row(1, self._stage, self._pace, space=Space.S), space=Space.XS
        )
        self.setLayout(inside)

    def show_run(self, record: WorkshopRecord, state: RunState) -> None:
        """Show the moment; touched only where a word changes."""
        words = time_left(state.remaining_seconds) if state.position else _("Nothing runs")
        if words != self._figure.text():
            self._figure.setText(words)
        set_tone(self._figure, Tone.RED if state.position and state.remaining_seconds < 0 else "")
        stage = short_place_words(record, state.position) if state.position else ""
        if stage != self._stage.text():
            self._stage.setText(stage)
        tone, pace, icon = running_words(state)
        if (tone, pace) != (self._pace.tone(), self._pace.text()):
            self._pace.show_state(tone, pace, icon)
            self._pace.setVisible(bool(pace))

    def text(self) -> str:
        """Return the time and the stage."""
        return f"{self._figure.text()} · {self._stage.text()}"


class RecoveryOverlay(QWidget):
    """What to decide, in the place of now and room; never a dialog, Next goes on being Next."""

    chosen = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "paper")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(_("Plans that bring the day back"))
        self._offer: RecoveryOffer | None = None
        self._fit = Fit.USUAL
        self._moved = QElapsedTimer()
        self._cause = text_label("", Role.STRONG, tone=SOFT, own=True)
        self._question = text_label("", Role.TITLE, own=True)
        self.running = RunningCorner()
        self._plan_cards: tuple[PlanCard, ...] = ()
        self._cards = QHBoxLayout()
        self._cards.setSpacing(Space.L)
        self._hint = text_label(
            _("One key applies a plan, Ctrl+Z takes it back. Next goes on as usual."), Role.CAPTION
        )
        self.move_button: Button | None = None
        self.leave_button = button(_("Leave it as it is"), key_hint=_("Esc"))
        self.leave_button.clicked.connect(self.left)
        head = QHBoxLayout()
        head.setSpacing(Space.L)
        head.addLayout(column(self._cause, self._question, 1, space=Space.XS), 1)
        head.addWidget(self.running, 0, Qt.AlignmentFlag.AlignTop)
        everything = QVBoxLayout(self)
        everything.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        everything.setSpacing(Space.M)
        everything.addLayout(head)
        everything.addLayout(self._cards, 1)
        self._buttons = row(self._hint, self.leave_button, space=Space.M)
        self._buttons.setStretch(0, 1)
        everything.addLayout(self._buttons)

    def show_offer(self, offer: RecoveryOffer) -> None:
        """Show what can be done; the same offer again builds nothing."""
        if offer == self._offer:
            return
        if self._offer is not None and self.isVisible() and _names(offer) != _names(self._offer):
            self._moved.start()
        self._build(offer)

    def _build(self, offer: RecoveryOffer) -> None:
        self._offer = offer
        self._cause.setText(offer.cause)
        self._question.setText(offer.question)
        clear(self._cards)
        self._plan_cards = tuple(self._card(choice, n) for n, choice in enumerate(offer.choices, 1))
        for card in self._plan_cards:
            self._cards.addWidget(card, 1)
        if not offer.choices:
            self._cards.addWidget(_nothing_to_give(), 1)
        self._show_move(offer)

    def show_run(self, record: WorkshopRecord, state: RunState) -> None:
        """Show what runs meanwhile."""
        self.running.show_run(record, state)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802, D102
        super().resizeEvent(event)
        self.fit_into(event.size())

    def fit_into(self, size: QSize) -> None:
        """Know the room there will be: before the plans are opened, so that they never ask for more."""
        wide, high = size.width(), size.height()
        fit = Fit.ROOMY if wide >= _ROOMY[0] and high >= _ROOMY[1] else Fit.USUAL
        if wide < _TIGHT[0] or high < _TIGHT[1]:
            fit = Fit.TIGHT
        if fit is not self._fit:
            self._fit = fit
            self._hint.setVisible(fit is not Fit.TIGHT)
            if self._offer is not None:
                self._build(self._offer)

    def offer(self) -> RecoveryOffer | None:
        """Return what is offered."""
        return self._offer

    def choice(self, number: int) -> RecoveryChoice | None:
        """Return the choice with this key: 1 to 3 for the plans, 4 for moving the anchor.

        None while others have just come to stand there: nobody gets a plan he has not read.
        """
        moved = self._moved.isValid() and self._moved.elapsed() < _UNREAD_MS
        if self._offer is None or moved:
            return None
        if number == MOVE_KEY:
            return self._offer.move
        choices = self._offer.choices
        return choices[number - 1] if 0 < number <= len(choices) else None

    def cards(self) -> tuple[PlanCard, ...]:
        """Return the cards in their order."""
        return self._plan_cards

    def _card(self, choice: RecoveryChoice, number: int) -> PlanCard:
        made = PlanCard(choice, number, first=number == 1, fit=self._fit)
        made.chosen.connect(self.chosen)
        return made

    def _show_move(self, offer: RecoveryOffer) -> None:
        if self.move_button is not None:
            self._buttons.removeWidget(self.move_button)
            self.move_button.hide()
            self.move_button.deleteLater()
            self.move_button = None
        if offer.move is not None:
            self.move_button = button(offer.move.title, Kind.PLAIN, key_hint=str(MOVE_KEY), elides=True)
            self.move_button.clicked.connect(lambda: self.chosen.emit(offer.move))
            self._buttons.insertWidget(1, self.move_button)


def _names(offer: RecoveryOffer) -> tuple[str, ...]:
    return tuple(choice.title for choice in offer.choices)


def _nothing_to_give() -> Card:
    card = Card(CardKind.PLAIN, margin=Space.XL)
    words = _(
        "Nothing ahead can give so much: everything stands at its minimum. Moving the fixed time, or leaving"
        " it, is all there is."
    )
    card.body.addWidget(text_label(words, Role.READING))
    card.body.addStretch(1)
    return card
