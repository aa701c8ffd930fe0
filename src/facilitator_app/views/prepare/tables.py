"""Who sits where in every round: a matrix of rounds and tables, and what is to be said about it."""

from __future__ import annotations

from collections import defaultdict

from PySide6.QtCore import QMargins, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from facilitator_app.records.agenda import Segment
from facilitator_app.records.enums import RoundKind, TableRoleName
from facilitator_app.records.people import Participant
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.seating.languages import table_language
from facilitator_app.support.wording import _, ngettext_, pgettext_
from facilitator_app.views.prepare.seatlist import SeatList
from facilitator_app.views.prepare.seatwords import (
    Sentence,
    away_in,
    role_icon,
    role_words,
    rounds_of,
    sentences,
)
from facilitator_app.views.shared.buttons import KeyLine, Kind, button
from facilitator_app.views.shared.icons import Icon, IconMark, shape_of
from facilitator_app.views.shared.labels import ElidedLabel, text_label
from facilitator_app.views.shared.languages import own_name
from facilitator_app.views.shared.layouts import FlowLayout, clear, column, row
from facilitator_app.views.shared.marks import badge
from facilitator_app.views.shared.panels import Card, CardKind, EmptyState, scrolling
from facilitator_app.views.shared.tabs import SegmentedTabs
from facilitator_app.views.shared.tokens import Role, Space, Tone

MOST_SENTENCES = 6
_CELL = 150


class TablesView(QWidget):
    """Takes a WorkshopRecord; emits moves, roles and the wish for a new plan.

    Input: `show_workshop(record)`; `show_planning(running)` while a plan is being made.
    Signals: `plan_requested()`, `move_requested(segment id, participant id, table id)`,
    `role_requested(segment id, table id, TableRoleName value, participant id)`.
    """

    plan_requested = Signal()
    move_requested = Signal(str, str, str)
    role_requested = Signal(str, str, str, str)
    shown = Signal(object)
    """A record is shown: what the further pages show too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "paper")
        self._rows: dict[str, _RoundRow] = {}
        self._shape: tuple[object, ...] = ()
        self._facts = Card(space=Space.S, margin=Space.M)
        self._rounds = QVBoxLayout()
        self._rounds.setSpacing(Space.L)
        self._plan = button(_("Plan the tables"), Kind.PRIMARY, icon=Icon.REFRESH)
        self._plan.clicked.connect(self.plan_requested)
        self._empty = EmptyState(
            _("Nobody is seated yet"),
            _("One press plans every round: sizes even, a shared language at each table, new neighbours."),
            _("Plan the tables"),
            icon=Icon.TABLE,
        )
        self._empty.action_requested.connect(self.plan_requested)
        self._pages = QStackedLayout()
        self._tabs = SegmentedTabs(_("What to see of the tables"))
        self._words: dict[str, str] = {}
        self._places: dict[str, QWidget] = {}
        self._shown = QStackedLayout()
        self._build()

    def show_workshop(self, record: WorkshopRecord) -> None:
        """Show every round and what is to be said about the tables."""
        self.shown.emit(record)
        self._pages.setCurrentIndex(1 if record.seats else 0)
        rounds = rounds_of(record)
        shape = (tuple((r.id, r.title, r.round_kind) for r in rounds), tuple(t.id for t in record.tables))
        if shape != self._shape:
            self._shape = shape
            self._lay_out(record, rounds)
        said = sentences(record)
        self._say(said)
        for segment_id, one in self._rows.items():
            troubled = {s.table for s in said if s.segment_id == segment_id and s.tone is Tone.RED}
            one.show_seats(record, troubled)

    def show_planning(self, *, running: bool) -> None:
        """Say that a plan is being made; nothing is blocked meanwhile."""
        self._plan.setEnabled(not running)
        self._plan.setText(_("Planning…") if running else _("Plan the tables"))

    def add_page(self, key: str, words: str, page: QWidget) -> None:
        """Put a further page beside the rounds; `words` stand on its tab."""
        self._words[key] = words
        self._places[key] = page
        self._shown.addWidget(page)
        self._tabs.show_tabs(tuple(self._words.items()))
        self._tabs.setVisible(len(self._words) > 1)

    def show_page(self, key: str) -> None:
        """Show a page by its key; “rounds” is the first."""
        self._tabs.choose(key)

    def seat_list(self, segment_id: str, table_id: str) -> SeatList:
        """Return the list of one table in one round."""
        return self._rows[segment_id].lists[table_id]

    def _build(self) -> None:
        edges = QMargins(Space.XL, Space.L, Space.XL, Space.S)
        title = text_label(_("Tables"), Role.TITLE, wrap=False)
        head = row(title, self._tabs, 1, self._plan, space=Space.L, margins=edges)
        holder = QWidget()
        holder.setLayout(self._shown)  # before the pages: the first would else show as a window of its own
        rounds = QWidget(holder)
        rounds.setLayout(self._pages)
        for widget in (self._empty, self._matrix()):
            self._pages.addWidget(widget)
        self._tabs.chosen.connect(lambda key: self._shown.setCurrentWidget(self._places[key]))
        self.add_page("rounds", _("Rounds"), rounds)
        self.setLayout(column(head, holder, space=0))

    def _matrix(self) -> QWidget:
        legend = QWidget()
        flow = FlowLayout(legend, space=Space.M)
        for role in TableRoleName:
            flow.addWidget(_legend(role))
        flow.addWidget(KeyLine(_("Ctrl+← →"), _("other table")))
        flow.addWidget(KeyLine(_("Enter"), _("move, roles")))
        body = QWidget()
        inner = QMargins(Space.XL, 0, Space.XL, Space.XL)
        body.setLayout(column(self._facts, legend, self._rounds, 1, space=Space.M, margins=inner))
        return scrolling(body, sideways=True)

    def _lay_out(self, record: WorkshopRecord, rounds: tuple[Segment, ...]) -> None:
        clear(self._rounds)
        self._rows = {}
        for segment in rounds:
            one = _RoundRow(record, segment)
            one.moved.connect(self._move)
            one.role_chosen.connect(self.role_requested)
            self._rows[segment.id] = one
            self._rounds.addWidget(one)

    def _move(self, segment_id: str, person_id: str, table_id: str) -> None:
        self._rows[segment_id].follow(person_id, table_id)
        self.move_requested.emit(segment_id, person_id, table_id)

    def _say(self, known: tuple[Sentence, ...]) -> None:
        said = [one for one in known if one.words]
        clear(self._facts.body)
        for one in said[:MOST_SENTENCES]:
            mark = IconMark(shape_of(one.tone), 14, one.tone)
            line = row(mark, text_label(one.words), space=Space.M)
            line.setStretch(1, 1)
            self._facts.body.addLayout(line)
        if len(said) > MOST_SENTENCES:
            rest = len(said) - MOST_SENTENCES
            self._facts.body.addWidget(
                text_label(ngettext_("and {n} more", "and {n} more", rest).format(n=rest), Role.CAPTION),
            )
        worst = said[0].tone if said else Tone.GREEN
        self._facts.show_kind(CardKind.WARN if worst in {Tone.RED, Tone.AMBER} else CardKind.PLAIN)
        self._facts.setVisible(bool(said))


def _legend(role: TableRoleName) -> QWidget:
    made = QWidget()
    icon = IconMark(role_icon(role), 14, "on_accent_soft")
    made.setLayout(row(icon, text_label(role_words(role), Role.CAPTION, wrap=False), space=Space.XS))
    return made


class _RoundRow(QWidget):
    """One round: its title and a cell per table."""

    moved = Signal(str, str, str)
    role_chosen = Signal(str, str, str, str)

    def __init__(self, record: WorkshopRecord, segment: Segment) -> None:
        super().__init__()
        self._segment = segment
        self._following = ""
        self.lists: dict[str, SeatList] = {}
        self._cells: dict[str, _Cell] = {}
        self._targets = tuple((t.id, _("table {n}").format(n=t.number)) for t in record.tables)
        kind = {
            RoundKind.MIX: pgettext_("round", "mixed"),
            RoundKind.CLUSTER: pgettext_("round", "cluster teams"),
            RoundKind.SAME: pgettext_("round", "as before"),
        }.get(segment.round_kind or RoundKind.MIX, "")
        head = row(
            text_label(segment.title, Role.HEADING, own=True), badge(Tone.NEUTRAL, kind), space=Space.M
        )
        head.setStretch(0, 1)
        self._line = QHBoxLayout()
        self._line.setSpacing(Space.S)
        for table in record.tables:
            self._add(table.id, _("Table {n}").format(n=table.number))
        self._add("", _("Without a seat"))
        self.setLayout(column(head, self._line, space=Space.S))

    def show_seats(self, record: WorkshopRecord, troubled: set[int | None]) -> None:
        """Show who sits where in this round."""
        roster = {one.id: one for one in record.participants}
        seated: set[str] = set()
        roles: dict[str, list[TableRoleName]] = defaultdict(list)
        for held in record.roles:
            if held.segment_id == self._segment.id:
                roles[held.participant_id].append(held.role)
        for table in record.tables:
            people = record.seated(self._segment.id, table.id)
            seated |= {one.id for one in people}
            spoken = table_language([one.id for one in people], roster) if people else None
            language = own_name(spoken.shared) if spoken and spoken.shared else ""
            self._cells[table.id].say(len(people), language, wrong=table.number in troubled)
            self.lists[table.id].show_people(people, roles, self._targets)
        left = [one for one in record.participants if not one.withdrawn and one.id not in seated]
        self._show_left(left, away_in(record, self._segment.id))
        if self._following:
            self._refocus()

    def follow(self, person_id: str, table_id: str) -> None:
        """Keep a person in hand who is moved to a table."""
        self._following = f"{person_id} {table_id}"

    def _refocus(self) -> None:
        person_id, _space, table_id = self._following.partition(" ")
        if self.lists[table_id].choose(person_id):
            self.lists[table_id].setFocus()
            self._following = ""

    def _show_left(self, left: list[Participant], away: frozenset[str]) -> None:
        missing = sum(1 for one in left if one.id not in away)
        words = "" if missing else _("away")
        self._cells[""].say(len(left), words, wrong=missing > 0)
        self._cells[""].setVisible(bool(left))
        self.lists[""].show_people(left, {}, self._targets)

    def _add(self, table_id: str, name: str) -> None:
        accessible = _("{table}, {round}").format(table=name, round=self._segment.title)
        seats = SeatList(self._segment.id, table_id, accessible)
        seats.moved_here.connect(lambda who, table: self.moved.emit(self._segment.id, who, table))
        seats.asked_for.connect(lambda who, table: self.moved.emit(self._segment.id, who, table))
        seats.role_asked.connect(
            lambda who, role: self.role_chosen.emit(self._segment.id, table_id, role, who),
        )
        cell = _Cell(name, seats)
        self.lists[table_id] = seats
        self._cells[table_id] = cell
        self._line.addWidget(cell, 1)


class _Cell(Card):
    """One table in one round."""

    def __init__(self, name: str, seats: SeatList) -> None:
        super().__init__(space=Space.XS, margin=Space.S)
        self.setMinimumWidth(_CELL)
        self._about = ElidedLabel("", Role.CAPTION)
        self.body.addWidget(text_label(name, Role.STRONG))
        self.body.addWidget(self._about)
        self.body.addWidget(seats)
        self.body.addStretch()

    def say(self, count: int, about: str, *, wrong: bool) -> None:
        """Say how many sit here and what they all speak (or that they are away)."""
        people = ngettext_("{n} person", "{n} people", count).format(n=count)
        self._about.setText(f"{people} · {about}" if about else people)
        self.show_kind(CardKind.WARN if wrong else CardKind.PLAIN)
