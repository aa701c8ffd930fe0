"""Who sits where in every round: a matrix of rounds and tables, and what is to be said about it."""

from __future__ import annotations

from PySide6.QtCore import QMargins, Signal
from PySide6.QtWidgets import QComboBox, QStackedLayout, QVBoxLayout, QWidget

from facilitator_app.records.agenda import Segment
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.seating.held import begun_rounds
from facilitator_app.rules.seating.replanned import replanned
from facilitator_app.support.wording import _
from facilitator_app.views.prepare.carrying import CarryBar, Carrying
from facilitator_app.views.prepare.metpage import MetPage
from facilitator_app.views.prepare.movewords import replanned_words
from facilitator_app.views.prepare.printbutton import PrintButton
from facilitator_app.views.prepare.qualitystrip import QualityStrip
from facilitator_app.views.prepare.qualitywords import shown_qualities
from facilitator_app.views.prepare.seatlist import SeatList
from facilitator_app.views.prepare.seatmatrix import MOST_COLUMNS, HeadRow, RoundRow
from facilitator_app.views.prepare.seatwords import placed, rounds_of
from facilitator_app.views.prepare.stickyhead import StickyBody
from facilitator_app.views.shared.buttons import Kind, button
from facilitator_app.views.shared.icons import Icon
from facilitator_app.views.shared.labels import text_label
from facilitator_app.views.shared.layouts import clear, column, row
from facilitator_app.views.shared.panels import EmptyState
from facilitator_app.views.shared.tabs import SegmentedTabs
from facilitator_app.views.shared.tokens import Role, Space


class TablesView(QWidget):
    """Takes a WorkshopRecord; emits moves, swaps, locks, roles, kinds of rounds and the wish for a new plan.

    Input: `show_workshop(record)`; `show_planning(running)` and `show_progress(share)` while a plan is made.
    Signals: `plan_requested()`, `plan_cancelled()`, `move_requested(segment id, participant id, table id)`,
    `swap_requested(segment id, participant id, participant id)`, `lock_requested(segment id, table id or
    nothing, participant id or nothing, locked)`, `kind_requested(segment id, RoundKind value)`,
    `role_requested(segment id, table id, TableRoleName value, participant id)`,
    `print_requested(Sheet value, only what changed)`.
    """

    plan_requested = Signal()
    plan_cancelled = Signal()
    move_requested = Signal(str, str, str)
    swap_requested = Signal(str, str, str)
    lock_requested = Signal(str, str, str, bool)
    kind_requested = Signal(str, str)
    role_requested = Signal(str, str, str, str)
    print_requested = Signal(str, bool)
    shown = Signal(object)
    """A record is shown: what the further pages show too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "paper")
        self._record: WorkshopRecord | None = None
        self._before: WorkshopRecord | None = None
        self._rows: dict[str, RoundRow] = {}
        self._shape: tuple[object, ...] = ()
        self._strip = QualityStrip()
        self._said = text_label("", Role.STRONG)
        self._said.hide()
        self._rounds = QVBoxLayout()
        self._rounds.setSpacing(Space.M)
        self._which = QComboBox()
        self._which.setAccessibleName(_("Round"))
        self._bar = CarryBar()
        self._carrying = Carrying(self._bar)
        self._sticky = StickyBody(self._rounds)
        self._plan = button(_("Plan the tables"), Kind.PRIMARY, icon=Icon.REFRESH)
        self.print = PrintButton()
        self.print.print_requested.connect(self.print_requested)
        self._cancel = button(_("Stop planning"), Kind.PLAIN, icon=Icon.CLOSE)
        self._cancel.hide()
        self._empty = EmptyState(
            _("Nobody is seated yet"),
            _("One press plans every round: sizes even, a shared language at each table, new neighbours."),
            _("Plan the tables"),
            icon=Icon.TABLE,
        )
        self._pages = QStackedLayout()
        self._tabs = SegmentedTabs(_("What to see of the tables"))
        self._words: dict[str, str] = {}
        self._places: dict[str, QWidget] = {}
        self._shown = QStackedLayout()
        self._met = MetPage()
        self._build()
        self._connect()

    def show_workshop(self, record: WorkshopRecord) -> None:
        """Show every round and what is to be said about the tables."""
        self.print.show_workshop(record)
        self._carrying.end()
        self._record = record
        self.shown.emit(record)
        self._show_words()
        rounds = rounds_of(record)
        held = begun_rounds(record)
        seen = {one.segment_id for one in record.confirmations}
        marked = tuple((r.id, r.title, r.round_kind, r.id in held, r.id in seen) for r in rounds)
        shape = (marked, tuple((t.id, t.number, t.name) for t in record.tables))
        if shape != self._shape:
            self._shape = shape
            self._lay_out(rounds)
        self._strip.show_qualities(shown_qualities(record))
        self._show_rows()
        self._met.show_workshop(record)
        self._say_replanned(record)
        self._pages.setCurrentIndex(1 if record.seats else 0)  # last: what is out of sight is laid out once

    def show_planning(self, *, running: bool, written: bool = False) -> None:
        """Say that a plan is being made; nothing is blocked. `written`: the next record is its plan."""
        self._plan.setVisible(not running)
        self._cancel.setVisible(running)
        if running:
            self.show_progress(0)
        self._before = self._record if written else None
        self._said.hide()

    def show_progress(self, share: float) -> None:
        """Say how much of the planning is done, 0 to 1."""
        self._cancel.setText(_("Planning… {share} % – stop").format(share=round(100 * min(1.0, share))))

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

    def choose_round(self, segment_id: str) -> None:
        """Show a round, where there are so many tables that one is shown at a time."""
        place = self._which.findData(segment_id)
        if place >= 0:
            self._which.setCurrentIndex(place)
            self._show_one()

    def round_row(self, segment_id: str) -> RoundRow:
        """Return the row of a round that is shown."""
        return self._rows[segment_id]

    def carried_words(self) -> str:
        """Return what is said of the person in hand, or nothing."""
        return self._bar.words()

    def said(self) -> str:
        """Return what was said about the last plan, or nothing."""
        return self._said.text() if not self._said.isHidden() else ""

    def _build(self) -> None:
        edges = QMargins(Space.XL, Space.L, Space.XL, Space.S)
        title = text_label(_("Tables"), Role.TITLE, wrap=False)
        head = row(title, self._tabs, 1, self.print, self._cancel, self._plan, space=Space.M, margins=edges)
        holder = QWidget()
        holder.setLayout(self._shown)  # before the pages: the first would else show as a window of its own
        rounds = QWidget(holder)
        rounds.setLayout(self._pages)
        inner = QMargins(Space.XL, 0, Space.XL, Space.S)
        body = QWidget()
        body.setLayout(
            column(
                column(self._said, self._strip, self._which, space=Space.S, margins=inner),
                self._sticky,
                column(self._bar, margins=inner),
                space=Space.S,
            )
        )
        for widget in (self._empty, body):
            self._pages.addWidget(widget)
        self.setLayout(
            column(head, holder, space=0)
        )  # before the pages: tabs shown without a parent would flash up as a window
        self.add_page("rounds", _("Rounds"), rounds)
        self.add_page("met", _("Who met whom"), self._met)

    def _connect(self) -> None:
        self._plan.clicked.connect(self.plan_requested)
        self._cancel.clicked.connect(self.plan_cancelled)
        self._empty.action_requested.connect(self.plan_requested)
        self._tabs.chosen.connect(lambda key: self._shown.setCurrentWidget(self._places[key]))
        self._which.activated.connect(self._show_one)
        self._carrying.move_chosen.connect(self._move)
        self._carrying.swap_chosen.connect(self.swap_requested)

    def _show_words(self) -> None:
        seated = bool(self._record and self._record.seats)
        self._plan.setText(_("Plan the rest") if seated else _("Plan the tables"))

    def _lay_out(self, rounds: tuple[Segment, ...]) -> None:
        record = self._record
        if record is None:
            return
        wide = len(record.tables) <= MOST_COLUMNS
        self._sticky.show_head(HeadRow(record.tables) if wide else None)
        self._which.setVisible(not wide)
        kept = self._which.currentData()
        self._which.clear()
        for segment in rounds:
            self._which.addItem(segment.title, segment.id)
        self._which.setCurrentIndex(max(0, self._which.findData(kept)))
        self._add_rows(rounds if wide else self._chosen(rounds))

    def _chosen(self, rounds: tuple[Segment, ...]) -> tuple[Segment, ...]:
        return tuple(one for one in rounds if one.id == self._which.currentData())

    def _show_one(self) -> None:
        if self._record is not None:
            self._add_rows(self._chosen(rounds_of(self._record)))
            self._show_rows()

    def _add_rows(self, rounds: tuple[Segment, ...]) -> None:
        record = self._record
        if record is None:
            return
        clear(self._rounds)
        self._rows = {}
        held, seen = begun_rounds(record), {one.segment_id for one in record.confirmations}
        for segment in rounds:
            one = RoundRow(record, segment, played=segment.id in held, seen=segment.id in seen)
            one.moved.connect(self._move)
            one.swapped.connect(self.swap_requested)
            one.role_chosen.connect(self.role_requested)
            one.lock_chosen.connect(self.lock_requested)
            one.kind_chosen.connect(self.kind_requested)
            one.taken.connect(self._take)
            one.aimed.connect(self._carrying.aim)
            one.steered.connect(self._carrying.steer)
            one.let_go.connect(self._carrying.end)
            self._rows[segment.id] = one
            self._rounds.addWidget(one)

    def _show_rows(self) -> None:
        record = self._record
        if record is None:
            return
        troubled = self._strip.troubled()
        seated = placed(record)
        for segment_id, one in self._rows.items():
            one.show_seats(record, {n for segment, n in troubled if segment == segment_id}, seated)
        left = any(one.has_unseated() for one in self._rows.values())
        for one in self._rows.values():
            one.show_unseated_column(shown=left)
        self._sticky.show_unseated_column(shown=left)

    def _take(self, segment_id: str, person_id: str, by_mouse: bool) -> None:  # noqa: FBT001 - as the signal
        if self._record is not None:
            self._carrying.take(self._record, self._rows[segment_id], person_id, by_mouse=by_mouse)

    def _move(self, segment_id: str, person_id: str, table_id: str) -> None:
        self._rows[segment_id].follow(person_id, table_id)
        self.move_requested.emit(segment_id, person_id, table_id)

    def _say_replanned(self, record: WorkshopRecord) -> None:
        before, self._before = self._before, None
        if before is not None and before.seats and before.seats != record.seats:
            self._said.setText(replanned_words(replanned(before, record)))
            self._said.show()
