"""The tables in the order in which they report: one card each, the one that speaks marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from facilitator_app.support.wording import _
from facilitator_app.views.shared.labels import ElidedLabel, text_label
from facilitator_app.views.shared.layouts import clear
from facilitator_app.views.shared.panels import Card, CardKind
from facilitator_app.views.shared.tokens import Role, Space


@dataclass(frozen=True, slots=True)
class TableTab:
    """What one card says."""

    table_id: str
    number: int
    languages: str
    note: str
    shown: bool
    speaking: bool


class TableTabs(QWidget):
    """One card a table; press one (or Alt and its number) to capture for it."""

    chosen = Signal(str)
    """The id of the table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(Space.M)
        self._shown: tuple[TableTab, ...] = ()

    def show_tables(self, tabs: Sequence[TableTab]) -> None:
        """Show the tables in this order."""
        if tuple(tabs) == self._shown:
            return
        self._shown = tuple(tabs)
        clear(self._line)
        for tab in tabs:
            self._line.addWidget(self._card(tab), 1)

    def tabs(self) -> tuple[TableTab, ...]:
        """Return what is shown."""
        return self._shown

    def _card(self, tab: TableTab) -> Card:
        kind = CardKind.ACTIVE if tab.shown else CardKind.PLAIN
        card = Card(kind, pressable=True, margin=Space.S)
        card.pressed.connect(partial(self.chosen.emit, tab.table_id))
        words = QVBoxLayout()
        words.setSpacing(0)
        speaking = _("speaking now")
        first = f"{tab.languages} · {speaking}" if tab.speaking else tab.languages
        words.addWidget(ElidedLabel(first, Role.STRONG if tab.speaking else Role.BODY))
        words.addWidget(ElidedLabel(tab.note, Role.CAPTION, tone="soft"))
        line = QHBoxLayout()
        line.setSpacing(Space.M)
        number = text_label(str(tab.number), Role.TITLE, wrap=False)
        number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        line.addWidget(number)
        line.addLayout(words, 1)
        card.body.addLayout(line)
        card.setAccessibleName(
            _("Table {n}, {languages}, {note}").format(n=tab.number, languages=first, note=tab.note)
        )
        card.setMinimumWidth(120)
        return card
