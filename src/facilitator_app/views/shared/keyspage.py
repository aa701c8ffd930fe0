"""The page of keys: every action that has one, by group."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from facilitator_app.support.wording import _
from facilitator_app.views.shared.actions import ActionSet, Group, group_title
from facilitator_app.views.shared.buttons import Button, KeyLine, Kind
from facilitator_app.views.shared.labels import title
from facilitator_app.views.shared.layouts import FlowLayout, column, row
from facilitator_app.views.shared.panels import card, scrolling
from facilitator_app.views.shared.tokens import Space


class KeysPage(QWidget):
    """What can be done by keyboard and clicker, from the one list of actions."""

    closed = Signal()

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "paper")
        back = Button(_("Back"), kind=Kind.PRIMARY)
        back.clicked.connect(self.closed)
        cards = QWidget()
        flow = FlowLayout(cards, space=Space.L)
        for group in Group:
            lines = [
                KeyLine(actions.hint(spec.id), actions.title(spec.id))
                for spec in actions.specs()
                if spec.group is group and actions.hint(spec.id)
            ]
            if lines:
                flow.addWidget(card(*lines, title=group_title(group)))
        head = row(title(_("Keys")), 1, back)
        self.setLayout(column(head, scrolling(cards), space=Space.M, margins=Space.L))
