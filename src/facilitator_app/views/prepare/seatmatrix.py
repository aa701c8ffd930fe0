"""One round of the matrix: what it is called and how people sit, and a cell for each table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from facilitator_app.records.agenda import Segment
from facilitator_app.records.enums import RoundKind, TableRoleName
from facilitator_app.records.seating import Table
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.seating.languages import table_language
from facilitator_app.rules.text import isolate
from facilitator_app.support.wording import _, ngettext_, pgettext_
from facilitator_app.views.prepare.seatlist import SeatList, carried
from facilitator_app.views.prepare.seatwords import away_in
from facilitator_app.views.shared.buttons import Button, Kind, Size
from facilitator_app.views.shared.icons import Icon
from facilitator_app.views.shared.labels import ElidedLabel, plain_tooltip, set_tone, text_label
from facilitator_app.views.shared.languages import own_name
from facilitator_app.views.shared.layouts import column, row
from facilitator_app.views.shared.marks import badge
from facilitator_app.views.shared.panels import Card, CardKind
from facilitator_app.views.shared.tokens import Role, Space, Tone

CELL: Final = 112
TITLE: Final = 150
_ABOUT: Final = 22
MOST_COLUMNS: Final = 8
"""Tables that stand side by side in a matrix; more are laid in lines, one round at a time."""


def kind_words(kind: RoundKind) -> str:
    """Return how people sit in a round."""
    return {
        RoundKind.MIX: pgettext_("round", "mixed"),
        RoundKind.CLUSTER: pgettext_("round", "cluster teams"),
        RoundKind.SAME: pgettext_("round", "as before"),
    }[kind]


def table_words(table: Table) -> str:
    """Return what a table is called on the screen."""
    return _("Table {n}").format(n=table.number)


class RoundRow(QWidget):
    """Signals carry the segment id first: see `TablesView`."""

    moved = Signal(str, str, str)
    swapped = Signal(str, str, str)
    role_chosen = Signal(str, str, str, str)
    lock_chosen = Signal(str, str, str, bool)
    kind_chosen = Signal(str, str)
    taken = Signal(str, str, bool)
    aimed = Signal(str, str)
    steered = Signal(int)
    let_go = Signal()

    def __init__(self, record: WorkshopRecord, segment: Segment, *, played: bool, seen: bool) -> None:
        super().__init__()
        self.segment = segment
        self._following = ""
        self.lists: dict[str, SeatList] = {}
        self.cells: dict[str, SeatCell] = {}
        self._targets = tuple((t.id, _("table {n}").format(n=t.number)) for t in record.tables)
        self._wide = len(record.tables) <= MOST_COLUMNS
        self._kind = Button(
            kind_words(segment.round_kind or RoundKind.MIX),
            kind=Kind.PLAIN,
            size=Size.SMALL,
            icon=Icon.CHEVRON_DOWN,
            elides=True,
        )
        self._kind.setAccessibleName(
            _("{round}: {kind}, change").format(round=segment.title, kind=self._kind.text())
        )
        self._kind.clicked.connect(self._open_menu)
        self._locked = False
        marks = [badge(Tone.NEUTRAL, _("held"), Icon.CHECK)] if played else []
        marks += [badge(Tone.GREEN, _("as seated"), Icon.CHECK)] if seen else []
        self._lay_out(record, marks)

    def show_seats(
        self,
        record: WorkshopRecord,
        troubled: set[int | None],
        seated: Mapping[tuple[str, str], tuple[str, ...]],
    ) -> None:
        """Show who sits here; `seated` is `seatwords.placed`, `troubled` are numbers of tables."""
        roster = {one.id: one for one in record.participants}
        away = away_in(record, self.segment.id)
        here: set[str] = set()
        roles: dict[str, list[TableRoleName]] = defaultdict(list)
        for held in record.roles:
            if held.segment_id == self.segment.id:
                roles[held.participant_id].append(held.role)
        locked = {s.participant_id for s in record.seats if s.locked and s.segment_id == self.segment.id}
        for table in record.tables:
            ids = seated.get((self.segment.id, table.id), ())
            here |= set(ids)
            there = [who for who in ids if who not in away]
            spoken = table_language(there, roster) if there else None
            language = own_name(spoken.shared) if spoken and spoken.shared else ""
            self.cells[table.id].say(len(there), language, wrong=table.number in troubled)
            people = [roster[who] for who in ids]
            self.lists[table.id].show_people(people, roles, self._targets, locked=locked, away=away)
        self._locked = bool(here) and here <= locked
        self._show_left(record, here, away)
        if self._following:
            self._refocus()

    def follow(self, person_id: str, table_id: str) -> None:
        """Keep a person in hand who is moved to a table."""
        self._following = f"{person_id} {table_id}"

    def menu(self) -> QMenu:
        """Return how people may sit in this round, and locking it."""
        menu = QMenu(self)
        now = self.segment.round_kind or RoundKind.MIX
        for kind in RoundKind:
            entry = menu.addAction(kind_words(kind))
            entry.setCheckable(True)
            entry.setChecked(kind is now)
            entry.triggered.connect(lambda _on, k=kind: self.kind_chosen.emit(self.segment.id, k.value))
        menu.addSeparator()
        words = _("Free every seat of this round") if self._locked else _("Lock every seat of this round")
        free = self._locked
        entry = menu.addAction(words)
        entry.triggered.connect(lambda: self.lock_chosen.emit(self.segment.id, "", "", not free))
        return menu

    def show_unseated_column(self, *, shown: bool) -> None:
        """Leave room for those without a seat, in this round or in another."""
        self._beside.setVisible(shown)

    def has_unseated(self) -> bool:
        """Say whether anybody has no seat here."""
        return self.lists[""].count() > 0

    def _open_menu(self) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._kind.mapToGlobal(self._kind.rect().bottomLeft()))

    def _refocus(self) -> None:
        person_id, _space, table_id = self._following.partition(" ")
        if self.lists[table_id].choose(person_id):
            self.lists[table_id].setFocus()
            self._following = ""

    def _show_left(self, record: WorkshopRecord, here: set[str], away: frozenset[str]) -> None:
        left = [one for one in record.participants if not one.withdrawn and one.id not in here]
        missing = sum(1 for one in left if one.id not in away)
        self.cells[""].say(len(left), "" if missing else _("away"), wrong=missing > 0)
        self.cells[""].setVisible(bool(left))
        self.lists[""].show_people(left, {}, self._targets, away=away)

    def _lay_out(self, record: WorkshopRecord, marks: Sequence[QWidget]) -> None:
        title = text_label(self.segment.title, Role.STRONG, own=True)
        head = QWidget()
        head.setLayout(column(title, row(self._kind, 1), *marks, 1, space=Space.XS))
        self._beside = QWidget()
        beside = QVBoxLayout(self._beside)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self._add("", _("No seat"), named=not self._wide))
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Space.XS)
        if self._wide:
            head.setFixedWidth(TITLE)
            line.addWidget(head)
            for table in record.tables:
                line.addWidget(self._add(table.id, table_words(table), named=False), 1)
            self._beside.setMinimumWidth(CELL)
            line.addWidget(self._beside, 1)
            self.setLayout(line)
            return
        grid = QGridLayout()
        grid.setSpacing(Space.S)
        for place, table in enumerate(record.tables):
            cell = self._add(table.id, table_words(table), named=True)
            grid.addWidget(cell, place // MOST_COLUMNS, place % MOST_COLUMNS)
        for place in range(MOST_COLUMNS):
            grid.setColumnStretch(place, 1)
        self.setLayout(column(head, self._beside, grid, space=Space.S))

    def _add(self, table_id: str, name: str, *, named: bool) -> SeatCell:
        segment = self.segment.id
        accessible = _("{table}, {round}").format(table=name, round=self.segment.title)
        seats = SeatList(segment, table_id, accessible)
        seats.moved_here.connect(lambda who, table: self.moved.emit(segment, who, table))
        seats.asked_for.connect(lambda who, table: self.moved.emit(segment, who, table))
        seats.swapped_here.connect(lambda who, other: self.swapped.emit(segment, who, other))
        seats.role_asked.connect(lambda who, role: self.role_chosen.emit(segment, table_id, role, who))
        seats.lock_asked.connect(lambda who, on: self.lock_chosen.emit(segment, table_id, who, on))
        seats.taken.connect(lambda who, by_mouse: self.taken.emit(segment, who, by_mouse))
        seats.aimed.connect(lambda other: self.aimed.emit(table_id, other))
        seats.steered.connect(self.steered)
        seats.let_go.connect(self.let_go)
        cell = SeatCell(name if named else "", seats)
        cell.moved_here.connect(lambda who: self.moved.emit(segment, who, table_id))
        cell.aimed.connect(lambda: self.aimed.emit(table_id, ""))
        self.lists[table_id] = seats
        self.cells[table_id] = cell
        return cell


class SeatCell(Card):
    """One table in one round: how many and what they speak, or what a drop here would mean; then who."""

    moved_here = Signal(str)
    aimed = Signal()

    def __init__(self, name: str, seats: SeatList) -> None:
        super().__init__(space=0, margin=Space.XS)
        self._seats = seats
        self._words = ""
        self._kind = CardKind.PLAIN
        self._about = ElidedLabel("", Role.CAPTION)
        self._about.setFixedHeight(_ABOUT)  # the scripts of languages are of several heights
        self._about.setContentsMargins(Space.XS, 0, Space.XS, 0)
        self.setMinimumWidth(CELL)
        self.setAcceptDrops(bool(seats.table_id))
        self.body.setContentsMargins(2, Space.XS, 2, Space.XS)
        if name:
            self.body.addWidget(text_label(name, Role.STRONG))
        self.body.addWidget(self._about)
        self.body.addWidget(seats, 1)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the same width for every cell, so that columns stand below their heads."""
        return QSize(CELL, super().minimumSizeHint().height())

    def say(self, count: int, about: str, *, wrong: bool) -> None:
        """Say how many sit here and what they all speak (or that they are away)."""
        people = ngettext_("{n} person", "{n} people", count).format(n=count) if count else _("nobody")
        self._words = f"{people} · {about}" if about else people
        self._kind = CardKind.WARN if wrong else CardKind.PLAIN
        self.show_effect("", Tone.NEUTRAL)

    def show_effect(self, words: str, tone: Tone, *, aimed: bool = False) -> None:
        """Say what a drop here would mean; no words: how many sit here, as before."""
        self._about.setText(f"{_MARKS[tone]}{words}" if words else self._words)
        set_tone(self._about, tone if words and tone is not Tone.NEUTRAL else "")
        plain_tooltip(self._about, words)
        self.show_kind(CardKind.CHOSEN if aimed else self._kind)

    def about(self) -> str:
        """Return what stands above the people."""
        return self._about.text()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802, D102
        self._judge(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802, D102
        self._judge(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802, D102
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802, D102
        if self._judge(event):
            event.setDropAction(Qt.DropAction.CopyAction)  # the list it came from must not take it out itself
            self.moved_here.emit(carried(event.mimeData())[2])

    def _judge(self, event: QDropEvent) -> bool:
        mine = carried(event.mimeData())[0] == self._seats.segment_id and event.source() is not self._seats
        event.setAccepted(mine)
        if mine:
            self.aimed.emit()
        return mine


class HeadRow(QWidget):
    """The names of the tables above their columns; it stays where the rounds are scrolled."""

    def __init__(self, tables: Sequence[Table]) -> None:
        super().__init__()
        self.setProperty("surface", "paper")
        self.setAutoFillBackground(True)
        line = QHBoxLayout(self)
        line.setSpacing(Space.XS)
        first = text_label(_("Round"), Role.CAPTION, wrap=False)
        first.setFixedWidth(TITLE)
        line.addWidget(first)
        for table in tables:
            line.addWidget(self._name(table_words(table), table.name), 1)
        self._left = self._name(_("No seat"), "")
        line.addWidget(self._left, 1)

    def show_unseated_column(self, *, shown: bool) -> None:
        """Show the name of the column of those without a seat, or not."""
        self._left.setVisible(shown)

    def _name(self, words: str, own: str) -> QWidget:
        named = own and own.casefold() != words.casefold()
        told = _("{table} · {name}").format(table=words, name=isolate(own)) if named else words
        name = ElidedLabel(told, Role.STRONG)
        name.setMinimumWidth(CELL)
        name.setContentsMargins(Space.M, 0, Space.M, 0)
        name.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        return name


_MARKS: Final = {
    Tone.RED: "▲ ",
    Tone.AMBER: "◆ ",
    Tone.GREEN: "● ",
    Tone.NEUTRAL: "",
}
