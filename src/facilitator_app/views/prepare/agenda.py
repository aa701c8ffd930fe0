"""The agenda: days of segments whose start times are computed, and all about the chosen one beside them."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from facilitator_app.records.agenda import Agenda
from facilitator_app.records.enums import SegmentKind
from facilitator_app.records.run import RunPhase, RunState, SegmentTimes
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.schedule import Schedule, schedule
from facilitator_app.views.prepare.agendadays import AgendaDays
from facilitator_app.views.prepare.agendafaces import planned_face, running_face, wishes_of
from facilitator_app.views.prepare.agendahead import AgendaHead
from facilitator_app.views.prepare.agendaside import LEAST_WIDTH, MOST_WIDTH, AgendaKeys, AgendaSide
from facilitator_app.views.prepare.daycard import DayCard, Remedies
from facilitator_app.views.prepare.rowwishes import Wish
from facilitator_app.views.prepare.segmentrow import SegmentRow
from facilitator_app.views.shared.layouts import column, row


class AgendaView(QWidget):
    """Takes a WorkshopRecord and, while it runs, the RunState; emits what is to change.

    Inputs: `show_workshop(record)`, `show_run(state)`, `show_remedies(by conflict)`,
    `show_hints(by segment)`, `show_cost(agenda as it would be)`, `show_refusal(sentence)`.
    """

    minutes_chosen = Signal(str, int)
    move_requested = Signal(str, str, object)
    """(segment id, day id, before segment id or None): a parked one is taken back with it."""
    park_requested = Signal(str, bool)
    duplicate_requested = Signal(str)
    remove_requested = Signal(str)
    shorten_requested = Signal(str)
    split_requested = Signal(str, int)
    insert_requested = Signal(str, object, object, str, int)
    """(day id, before segment id or None, SegmentKind, title, minutes)."""
    day_changed = Signal(str, object, object, bool)
    """(day id, start, end, whether it must end then)."""
    remedies_requested = Signal(object)
    """A tuple of Conflicts: answer at once with `show_remedies`."""
    remedy_chosen = Signal(object)
    hints_requested = Signal()
    """What past workshops say is wanted: answer with `show_hints`, now or later."""
    language_considered = Signal(object, int)
    """(LanguageMode, tables): answer with `show_cost` or `show_refusal`."""
    language_chosen = Signal(object, int)
    change_over_chosen = Signal(int)
    print_requested = Signal(str, bool)
    """(`pdf` or `xlsx`, with private notes)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "paper")
        self._record: WorkshopRecord | None = None
        self._plan: Schedule | None = None
        self._remedies: Remedies = {}
        self._hints: Mapping[str, str] = {}
        self._times: dict[str, SegmentTimes] = {}
        self._running = ""
        self._run_key: object = None
        self._chosen = self._taken = ""
        self._stops: list[QWidget] = []
        self._awaited = False
        self._in_hand = False
        self.head = AgendaHead()
        self.side = AgendaSide()
        self.days = AgendaDays()
        self.area = self.days.area
        both = row(self.days, self.side, space=0)
        both.setStretch(0, 1)
        self.setLayout(column(self.head, both, AgendaKeys(), space=0))
        self._connect()

    # --- what is shown ----------------------------------------------------------------------------------

    def show_workshop(self, record: WorkshopRecord) -> None:
        """Show the agenda of a workshop; the chosen row stays chosen, and what is seen stays in sight."""
        known = set(self.days.segments())
        self._record, self._plan = record, schedule(record.agenda)
        self._remedies = {}
        if self._plan.conflicts:
            self.remedies_requested.emit(self._plan.conflicts)
        self.days.show_days([day.day.id for day in self._plan.days])
        self._run_key = None
        focused = self._row_with_focus()
        self._choose_anew(record.agenda, known)
        self._show_days()
        if not self._times:
            self.head.show_fit(len(self._plan.conflicts))
        details = record.details
        self.head.show_details(details.language_mode, details.table_count, details.change_over_seconds)
        self._keep_focus(focused)
        self.hints_requested.emit()

    def show_run(self, state: RunState) -> None:
        """Show what was and what is expected beside the plan; redrawn when a minute or a place changes."""
        seen = (state.phase, state.position, state.now.replace(second=0, microsecond=0))
        key = (*seen, state.box_seconds, round(state.offset_seconds / 60))
        if key == self._run_key or self._plan is None:
            return
        self._run_key = key
        runs = state.phase is not RunPhase.NOT_STARTED
        self._times = {one.segment_id: one for one in state.times} if runs else {}
        self._running = state.position.segment_id if state.position and runs else ""
        if runs:
            self.head.show_pace(state.offset_seconds)
        self._show_rows()

    def show_remedies(self, remedies: Remedies) -> None:
        """Show what mends each conflict."""
        self._remedies = remedies

    def show_hints(self, hints: Mapping[str, str]) -> None:
        """Show what past workshops say of segments, by their id."""
        self._hints = hints
        self._show_panel()

    def show_cost(self, agenda: Agenda) -> None:
        """Show what the language mode and the tables that were considered would make of the agenda."""
        if self._record is not None:
            self.head.show_cost(self._record.agenda, agenda)

    def show_refusal(self, words: str) -> None:
        """Say why what was considered cannot be."""
        self.head.show_refusal(words)

    def settle(self) -> None:
        """Tell the texts that are being typed."""
        self.side.panel.settle()

    def row(self, segment_id: str) -> SegmentRow:
        """Return the row of a segment."""
        return self.days.row(segment_id)

    def day(self, day_id: str) -> DayCard:
        """Return the card of a day."""
        return self.days.cards[day_id]

    def chosen(self) -> str:
        """Return the id of the chosen segment."""
        return self._chosen

    def choose(self, segment_id: str) -> None:
        """Choose a segment: its row is marked and its details are shown."""
        if segment_id == self._chosen and self.side.form() is None:
            return
        self.side.panel.settle()
        self._chosen = segment_id
        self.side.show_details()
        self._show_rows()

    def open_print(self) -> None:
        """Ask how the agenda is to be printed."""
        self.side.open_print()

    # --- rows -------------------------------------------------------------------------------------------

    def _show_days(self) -> None:
        for day in self._plan.days if self._plan else ():
            self.days.cards[day.day.id].show_day(day, self._remedies)
        self._show_rows()

    def _show_rows(self) -> None:
        if self._record is None or self._plan is None:
            return
        begun = frozenset(entry.position.segment_id for entry in self._record.run_entries)
        runs = bool(self._times)
        for day in self._plan.days:
            card = self.days.cards[day.day.id]
            card.show_begun(begun)
            placed = {one.segment.id: one for one in day.segments}
            for segment in day.day.segments:
                face = planned_face(segment, placed.get(segment.id), begun=segment.id in begun)
                face = running_face(face, self._times.get(segment.id), self._running)
                wishes = wishes_of(
                    face,
                    begun=segment.id in begun,
                    several_days=len(self.days.cards) > 1,
                    taken=self._taken not in {"", segment.id},
                )
                made = card.rows[segment.id]
                made.show_face(face, wishes, runs=runs)
                made.show_chosen(chosen=segment.id == self._chosen, taken=segment.id == self._taken)
            within = [one for one in day.segments if one.segment.kind is not SegmentKind.EVENING]
            card.head.show_expected(self._times.get(within[-1].segment.id) if within else None)
            card.heads.setVisible(runs and bool(day.segments))
        self._show_panel()

    def _show_panel(self) -> None:
        segment = self._record.agenda.segment(self._chosen) if self._record else None
        if segment is None or self._plan is None:
            self.side.show_nothing()
            return
        placed = self._plan.segment(segment.id)
        number = next(d.day.number for d in self._plan.days if segment in d.day.segments)
        panel, made = self.side.panel, self.row(segment.id)
        panel.show_segment(segment, placed, number, self._hints.get(segment.id, ""))
        panel.show_wishes(made.wishes)
        panel.show_fixed(past=made.face.past)
        self.side.show_chosen()
        self._order_stops()

    def _order_stops(self) -> None:
        """Let the Tab key go as the eye does: the head, the days, the details."""
        stops = self.head.stops()
        for day in self.days.cards.values():
            stops += day.stops()
        stops += self.side.panel.stops()
        if stops != self._stops:
            self._stops = stops
            for one, following in pairwise(stops):
                QWidget.setTabOrder(one, following)

    def _choose_anew(self, agenda: Agenda, known: set[str]) -> None:
        """Choose what has just come in, or the neighbour of what has gone."""
        now = [segment.id for segment in agenda.segments()]
        came = [one for one in now if one not in known]
        if self._awaited and came:
            self._chosen, self._in_hand = came[0], True
        self._awaited = self._awaited and not came
        if self._chosen not in now:
            self._chosen = self.days.neighbour(self._chosen, now)
        if self._taken not in now:
            self._taken = ""

    def _row_with_focus(self) -> bool:
        focus = QApplication.focusWidget()
        return isinstance(focus, SegmentRow) and self.isAncestorOf(focus)

    def _keep_focus(self, focused: bool) -> None:  # noqa: FBT001
        in_hand, self._in_hand = self._in_hand, False
        if not (focused or in_hand) or not self._chosen:
            return
        made = self.row(self._chosen)
        made.setFocus()
        if in_hand:
            QTimer.singleShot(0, made, lambda: self.days.show_row(made))

    # --- layout -----------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802, D102
        super().resizeEvent(event)
        self.side.setFixedWidth(max(LEAST_WIDTH, min(MOST_WIDTH, self.width() * 27 // 100)))

    def _connect(self) -> None:
        head, side, days = self.head, self.side, self.days
        days.move_asked.connect(self._move)
        days.park_asked.connect(self._park)
        days.insert_asked.connect(self._open_insert)
        days.changed.connect(self.day_changed)
        days.remedy_chosen.connect(self.remedy_chosen)
        days.row_made.connect(self._connect_row)
        head.considered.connect(self.language_considered)
        head.language_chosen.connect(self.language_chosen)
        head.change_over_chosen.connect(self.change_over_chosen)
        head.print_asked.connect(self.open_print)
        head.next_asked.connect(days.show_next_conflict)
        side.panel.wished.connect(self._wish)
        side.panel.left.connect(self._back_to_row)
        side.insert.given.connect(self._insert)
        side.split.given.connect(self._split)
        side.print.given.connect(self.print_requested)
        for form in (side.insert, side.split, side.print):
            form.closed.connect(self._back_to_row)

    def _connect_row(self, made: SegmentRow) -> None:
        made.chosen.connect(self.choose)
        made.minutes_chosen.connect(self.minutes_chosen)
        made.wished.connect(self._wish)

    # --- wishes -----------------------------------------------------------------------------------------

    def _wish(self, segment_id: str, wish: Wish) -> None:
        """Do what was asked of a row by its menu, by a key, or by a button of the details."""
        walks = {Wish.ROW_ABOVE: -1, Wish.ROW_BELOW: 1, Wish.FIRST_ROW: -10_000, Wish.LAST_ROW: 10_000}
        if wish in walks:
            self._walk(segment_id, walks[wish])
        elif wish is Wish.LEAVE:
            self._take("")
        elif wish in self.row(segment_id).wishes:
            self.choose(segment_id)
            self._do(segment_id, wish)

    def _do(self, segment_id: str, wish: Wish) -> None:
        moves = {Wish.UP: -1, Wish.DOWN: 1}
        days = {Wish.DAY_BEFORE: -1, Wish.DAY_AFTER: 1}
        if wish in moves:
            self._step(segment_id, moves[wish])
        elif wish in days:
            self._change_day(segment_id, days[wish])
        elif wish is Wish.DETAILS:
            self.side.panel.name.setFocus()
            self.side.panel.name.selectAll()
        elif wish is Wish.CUT:
            self._take(segment_id)
        elif wish is Wish.PASTE:
            self._paste(segment_id)
        elif wish is Wish.INSERT:
            self._open_insert(self.days.day_of(segment_id).day_id, segment_id)
        elif wish is Wish.SPLIT:
            self._open_split(segment_id)
        else:
            self._ask(segment_id, wish)

    def _ask(self, segment_id: str, wish: Wish) -> None:
        if wish is Wish.PARK:
            self.park_requested.emit(segment_id, not self.row(segment_id).face.parked)
        elif wish is Wish.SHORTEN:
            self.shorten_requested.emit(segment_id)
        elif wish is Wish.REMOVE:
            self.remove_requested.emit(segment_id)
        elif wish is Wish.DUPLICATE:
            self._awaited = True
            self.duplicate_requested.emit(segment_id)

    def _park(self, segment_id: str) -> None:
        self._ask(segment_id, Wish.PARK)

    def _walk(self, segment_id: str, by: int) -> None:
        order = self.days.segments()
        place = min(max(0, order.index(segment_id) + by), len(order) - 1)
        made = self.row(order[place])
        made.setFocus()
        self.days.show_row(made)

    def _step(self, segment_id: str, step: int) -> None:
        day = self.days.day_of(segment_id)
        before = day.before(segment_id, step)
        if before != segment_id:
            self._move(segment_id, day.day_id, before)

    def _change_day(self, segment_id: str, by: int) -> None:
        order = list(self.days.cards)
        place = order.index(self.days.day_of(segment_id).day_id) + by
        if not 0 <= place < len(order):
            return
        day = self.days.cards[order[place]]
        free = day.timed[day.free_from() :]
        if by < 0 or not day.timed:
            self._move(segment_id, day.day_id, None)
        else:
            self._move(segment_id, day.day_id, free[0] if free else None)

    def _move(self, segment_id: str, day_id: str, before: object) -> None:
        self._chosen, self._taken, self._in_hand = segment_id, "", True
        self.move_requested.emit(segment_id, day_id, before)

    def _take(self, segment_id: str) -> None:
        self._taken = segment_id
        self._show_rows()

    def _paste(self, before: str) -> None:
        if self._taken and self._taken != before:
            self._move(self._taken, self.days.day_of(before).day_id, before)

    def _open_insert(self, day_id: str, before: object) -> None:
        if self._record is not None:
            self.side.open_insert(self._record.agenda, day_id, before)

    def _insert(self, day_id: str, before: object, kind: object, title: str, minutes: int) -> None:
        self._awaited = True
        self.insert_requested.emit(day_id, before, kind, title, minutes)

    def _open_split(self, segment_id: str) -> None:
        segment = self._record.agenda.segment(segment_id) if self._record else None
        if segment is not None:
            self.side.open_split(segment)

    def _split(self, segment_id: str, minutes: int) -> None:
        self._awaited = True
        self.split_requested.emit(segment_id, minutes)

    def _back_to_row(self) -> None:
        if self.days.has(self._chosen):
            self.row(self._chosen).setFocus()
