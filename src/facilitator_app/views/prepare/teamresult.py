"""Teams side by side before they are used: what they are worth, and what a move would cost."""

from __future__ import annotations

from PySide6.QtCore import QMargins, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.seating.forming import TeamProposal, moved
from facilitator_app.support.wording import _, ngettext_
from facilitator_app.views.prepare.seatlist import SeatList
from facilitator_app.views.prepare.teamwords import (
    choice_sentence,
    cluster_words,
    language_sentence,
    move_sentence,
    neither_sentences,
)
from facilitator_app.views.shared.buttons import KeyLine, Kind, button
from facilitator_app.views.shared.icons import Icon, IconMark, shape_of
from facilitator_app.views.shared.labels import text_label
from facilitator_app.views.shared.layouts import clear, column, row
from facilitator_app.views.shared.panels import Card, CardKind, scrolling
from facilitator_app.views.shared.tokens import Role, Space, Tone

_CELL = 170
_KEY = "teams"


class TeamResult(QWidget):
    """Shows a TeamProposal; a person dragged or moved by keys is asked about first, with what it costs.

    Signals: `used(TeamProposal)`, `left()`.
    """

    used = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._record: WorkshopRecord | None = None
        self._proposal: TeamProposal | None = None
        self._asked: tuple[str, int] | None = None
        self.lists: dict[int, SeatList] = {}
        self._said = QVBoxLayout()
        self._said.setSpacing(Space.XS)
        self._tables = QHBoxLayout()
        self._tables.setSpacing(Space.S)
        self.use = button(_("Use these teams"), Kind.PRIMARY, icon=Icon.CHECK)
        self.use.setAutoDefault(True)
        self.use.clicked.connect(self._use)
        back = button(_("Back to the choices"), Kind.QUIET)
        back.clicked.connect(self.left)
        self.cost = text_label("")
        self.move_button = button(_("Move"), Kind.PRIMARY)
        self.move_button.setAutoDefault(True)
        self.move_button.clicked.connect(self._move)
        stay = button(_("Leave it"), Kind.QUIET, key_hint=_("Esc"))
        stay.clicked.connect(self._stay)
        self._ask = Card(space=Space.S, margin=Space.M)
        asking = row(self.cost, self.move_button, stay, space=Space.M)
        asking.setStretch(0, 1)
        self._ask.body.addLayout(asking)
        self._ask.show_kind(CardKind.WARN)
        self._ask.hide()
        keys = row(KeyLine(_("Ctrl+← →"), _("other table")), 1, back, self.use, space=Space.M)
        body = QWidget()
        edges = QMargins(Space.XL, Space.S, Space.XL, Space.XL)
        body.setLayout(column(self._said, keys, self._ask, self._tables, 1, space=Space.M, margins=edges))
        self.setLayout(column(scrolling(body, sideways=True)))

    def show_proposal(self, record: WorkshopRecord, proposal: TeamProposal) -> None:
        """Show the teams and say what they are worth."""
        self._record, self._proposal, self._asked = record, proposal, None
        self._ask.hide()
        self._say(record, proposal)
        if set(self.lists) != {team.table for team in proposal.teams}:
            self.lists = {}
        clear(self._tables)
        targets = tuple((str(t.table), _("table {n}").format(n=t.table)) for t in proposal.teams)
        roster = {one.id: one for one in record.participants}
        for team in proposal.teams:
            name = _("Table {n}").format(n=team.table)
            seats = SeatList(_KEY, str(team.table), name)
            seats.show_people([roster[w] for w in team.people if w in roster], {}, targets)
            seats.moved_here.connect(self._consider)
            seats.asked_for.connect(self._consider)
            self.lists[team.table] = seats
            card = Card(space=Space.XS, margin=Space.S)
            card.setMinimumWidth(_CELL)
            card.body.addWidget(text_label(name, Role.STRONG))
            card.body.addWidget(text_label(cluster_words(record, team.cluster_id), own=True))
            count = len(team.people)
            words = ngettext_("{n} person", "{n} people", count).format(n=count)
            card.body.addWidget(text_label(words, Role.CAPTION))
            card.body.addWidget(seats)
            card.body.addStretch()
            card.show_kind(CardKind.WARN if team.table in proposal.unsafe else CardKind.PLAIN)
            self._tables.addWidget(card, 1)

    def proposal(self) -> TeamProposal | None:
        """Return the teams that are shown."""
        return self._proposal

    def sentences(self) -> str:
        """Return what is said about the teams, a sentence on each line."""
        return "\n".join(self._words)

    def _say(self, record: WorkshopRecord, proposal: TeamProposal) -> None:
        clear(self._said)
        neither = neither_sentences(record, proposal)
        safe = Tone.RED if proposal.unsafe else Tone.GREEN
        lines = [(Tone.GREEN, choice_sentence(proposal)), (safe, language_sentence(proposal))]
        lines += [(Tone.AMBER, words) for words in neither]
        self._words = [words for _tone, words in lines]
        for tone, words in lines:
            line = row(IconMark(shape_of(tone), 14, tone), text_label(words), space=Space.M)
            line.setStretch(1, 1)
            self._said.addLayout(line)

    def _consider(self, person_id: str, table: str) -> None:
        if self._record is None or self._proposal is None:
            return
        self._asked = person_id, int(table)
        self.cost.setText(move_sentence(self._record, self._proposal, person_id, int(table)))
        self._ask.show()
        self.move_button.setFocus()

    def _move(self) -> None:
        if self._asked is None or self._record is None or self._proposal is None:
            return
        person_id, table = self._asked
        self.show_proposal(self._record, moved(self._proposal, person_id, table))
        self._hold(person_id, table)

    def _stay(self) -> None:
        if self._asked is not None and self._proposal is not None:
            person_id, _table = self._asked
            self._hold(person_id, self._proposal.table_of(person_id) or 0)
        self._asked = None
        self._ask.hide()

    def _hold(self, person_id: str, table: int) -> None:
        if table in self.lists and self.lists[table].choose(person_id):
            self.lists[table].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, D102
        if event.key() == Qt.Key.Key_Escape and self._asked is not None:
            self._stay()
            return
        super().keyPressEvent(event)

    def _use(self) -> None:
        if self._proposal is not None:
            self.used.emit(self._proposal)
