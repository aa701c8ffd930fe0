"""How many tables: four to seven side by side, each in plain words, before one is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QMargins, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QStackedLayout, QWidget

from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.seating.choosing_tables import TableChoice
from facilitator_app.support.wording import _, ngettext_, pgettext_
from facilitator_app.views.prepare.choicewords import choice_lines, size_words
from facilitator_app.views.shared.buttons import Kind, Size, button
from facilitator_app.views.shared.icons import Icon, IconMark, shape_of
from facilitator_app.views.shared.labels import text_label
from facilitator_app.views.shared.layouts import clear, column, row
from facilitator_app.views.shared.marks import badge
from facilitator_app.views.shared.panels import Card, CardKind, EmptyState, scrolling
from facilitator_app.views.shared.tokens import Role, Space, Tone

_ACROSS: Final = ((1000, 4), (520, 2), (0, 1))
"""From which width on how many cards stand side by side."""


class TableChoiceView(QWidget):
    """Takes weighed numbers of tables; emits which is chosen, and the wish to try a plan for each.

    Input: `show_choices(choices, record)`; `show_trying(words)` while plans are made (nothing: none is).
    Signals: `tables_chosen(number)`, `try_requested()`, `cancel_requested()`, `shown()`.
    """

    tables_chosen = Signal(int)
    try_requested = Signal()
    cancel_requested = Signal()
    shown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "paper")
        self.cards: dict[int, ChoiceCard] = {}
        self._across = 0
        self._about = text_label("", Role.BODY)
        self._trying = text_label("", Role.CAPTION)
        self.attempt = button(_("Try a plan for each"), Kind.PLAIN, icon=Icon.REFRESH, size=Size.SMALL)
        self.stop = button(_("Stop"), Kind.QUIET, icon=Icon.CLOSE, size=Size.SMALL)
        self._grid = QGridLayout()
        self._grid.setSpacing(Space.M)
        self._empty = EmptyState(
            _("First the people"),
            _("How many tables are best depends on how many people come and what they speak."),
            icon=Icon.TABLE,
        )
        self._pages = QStackedLayout()
        self._build()
        self.show_trying("")
        self.attempt.clicked.connect(self.try_requested)
        self.stop.clicked.connect(self.cancel_requested)

    def show_choices(self, choices: Sequence[TableChoice], record: WorkshopRecord) -> None:
        """Show each number of tables with what is to be said about it."""
        people = choices[0].limit.people if choices else 0
        self._pages.setCurrentIndex(1 if people else 0)
        if not people:
            return
        rounds = choices[0].limit.rounds
        come = ngettext_("{n} person", "{n} people", people).format(n=people)
        mixed = ngettext_("{n} round of mixing to come", "{n} rounds of mixing to come", rounds)
        self._about.setText(_("{people}, {rounds}").format(people=come, rounds=mixed.format(n=rounds)))
        if [choice.limit.tables for choice in choices] != list(self.cards):
            clear(self._grid)
            self.cards = {choice.limit.tables: ChoiceCard(choice.limit.tables) for choice in choices}
            for number, one in self.cards.items():
                one.chosen.connect(lambda n=number: self.tables_chosen.emit(n))
            self._across = 0
            self._arrange()
        for choice in choices:
            self.cards[choice.limit.tables].show_choice(choice, record)

    def show_trying(self, words: str) -> None:
        """Say what is being tried; nothing is blocked meanwhile."""
        self._trying.setText(words)
        self.attempt.setVisible(not words)
        self.stop.setVisible(bool(words))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802, D102
        super().showEvent(event)
        self.shown.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802, D102
        super().resizeEvent(event)
        self._arrange()

    def _build(self) -> None:
        head = row(self._about, self._trying, self.attempt, self.stop, space=Space.M)
        head.setStretch(0, 1)
        body = QWidget()
        edges = QMargins(Space.XL, 0, Space.XL, Space.XL)
        aside = _(
            "What is proven counts people and tables; a plan shows what languages and wishes leave of it."
        )
        proof = text_label(aside, Role.CAPTION)
        body.setLayout(column(head, self._grid, proof, 1, space=Space.M, margins=edges))
        self.setLayout(self._pages)  # before the pages: the first would else show as a window of its own
        for page in (self._empty, scrolling(body)):
            self._pages.addWidget(page)

    def _arrange(self) -> None:
        across = next(count for least, count in _ACROSS if self.width() >= least)
        if across == self._across:
            return
        self._across = across
        for place, one in enumerate(self.cards.values()):
            self._grid.addWidget(one, place // across, place % across)
        for place in range(_ACROSS[0][1]):
            self._grid.setColumnStretch(place, 1 if place < across else 0)


class ChoiceCard(Card):
    """One number of tables: how many sit at one, what can be reached, what it costs; and its button."""

    chosen = Signal()

    def __init__(self, number: int) -> None:
        super().__init__(space=Space.S, margin=Space.M)
        title = ngettext_("{n} table", "{n} tables", number).format(n=number)
        self._now = badge(Tone.ACCENT, pgettext_("tables", "now"))
        self._size = text_label("", Role.STRONG)
        self._said: tuple[str, ...] = ()
        self._lines = column(space=Space.S)
        self.choose = button(_("Choose {tables}").format(tables=title), Kind.PLAIN, size=Size.SMALL)
        self.choose.clicked.connect(self.chosen)
        self.body.addLayout(row(text_label(title, Role.HEADING, wrap=False), self._now, 1, space=Space.S))
        self.body.addWidget(self._size)
        self.body.addLayout(self._lines)
        self.body.addStretch()
        self.body.addWidget(self.choose)
        self.setMinimumWidth(200)

    def show_choice(self, choice: TableChoice, record: WorkshopRecord) -> None:
        """Show what is to be said about this number."""
        self._size.setText(size_words(choice.limit))
        clear(self._lines)
        lines = choice_lines(choice, record)
        self._said = tuple(one.words for one in lines)
        for one in lines:
            mark = column(IconMark(shape_of(one.tone), 12, one.tone), 1, margins=QMargins(0, Space.XS, 0, 0))
            line = row(mark, text_label(one.words), space=Space.S)
            line.setStretch(1, 1)
            self._lines.addLayout(line)
        self._now.setVisible(choice.is_present)
        self.choose.setVisible(not choice.is_present)
        self.choose.setEnabled(not choice.refused)
        self.show_kind(CardKind.CHOSEN if choice.is_present else CardKind.PLAIN)

    def words(self) -> tuple[str, ...]:
        """Return the sentences that are shown."""
        return self._said
