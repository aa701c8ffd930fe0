"""What does not fit, where it does not fit, with what mends it in one click."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from facilitator_app.records.remedies import Remedy
from facilitator_app.support.wording import _
from facilitator_app.views.shared.buttons import Button, Size, button
from facilitator_app.views.shared.icons import Icon, IconMark
from facilitator_app.views.shared.labels import plain_tooltip, text_label
from facilitator_app.views.shared.layouts import FlowLayout, row
from facilitator_app.views.shared.tokens import Role, Space, Tone


class ConflictStrip(QFrame):
    """One sentence and its remedies."""

    chosen = Signal(object)
    """The remedy that was pressed."""

    def __init__(self, words: str, remedies: tuple[Remedy, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("banner", "warn")
        self.setAccessibleName(words)
        self.words = words
        self.remedies = remedies
        self.buttons: list[Button] = []
        flow = FlowLayout(self, space=Space.S, even=True)
        flow.setContentsMargins(Space.M, Space.XS, Space.S, Space.XS)
        sentence = QWidget()
        mark = IconMark(Icon.WARNING, 16, Tone.AMBER)
        sentence.setLayout(
            row(mark, text_label(words, Role.STRONG, tone=Tone.AMBER, wrap=False), space=Space.S)
        )
        flow.addWidget(sentence)
        for offer in remedies:
            act = offer.words if offer.solves else _("{remedy} (not enough)").format(remedy=offer.words)
            made = button(act, size=Size.SMALL, elides=True)
            plain_tooltip(made, "\n".join(part for part in (act, offer.detail) if part))
            made.clicked.connect(lambda _on=False, offer=offer: self.chosen.emit(offer))
            self.buttons.append(made)
            flow.addWidget(made)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802, D102
        event.accept()
