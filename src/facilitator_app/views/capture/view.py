"""The capture desk: everything about one place, and the run above and below it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from facilitator_app.records.capture import ReportPoint
from facilitator_app.records.enums import StageName
from facilitator_app.records.run import RunPhase, RunState
from facilitator_app.records.seating import Table
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.text import isolate
from facilitator_app.support.wording import _
from facilitator_app.views.capture.aside import QuickNote, TranslationQueue, aside
from facilitator_app.views.capture.grid import PointGrid
from facilitator_app.views.capture.places import (
    PlaceKey,
    first_key,
    followed,
    is_there,
    language_choices,
    language_of,
    place_code,
    places,
    rounds,
    tabs,
)
from facilitator_app.views.capture.runbar import RunBar
from facilitator_app.views.capture.saving import SavingBook
from facilitator_app.views.capture.sight import PointScroll, foot
from facilitator_app.views.capture.tabs import TableTabs
from facilitator_app.views.shared.actions import ActionSet
from facilitator_app.views.shared.buttons import Button, Kind, Size
from facilitator_app.views.shared.fields import Choice
from facilitator_app.views.shared.icons import Icon
from facilitator_app.views.shared.labels import plain_tooltip
from facilitator_app.views.shared.languages import own_name
from facilitator_app.views.shared.layouts import row
from facilitator_app.views.shared.panels import EmptyState, scrolling
from facilitator_app.views.shared.runwords import next_words
from facilitator_app.views.shared.tokens import Space


class CaptureView(QWidget):
    """Takes a WorkshopRecord and a RunState, emits what was typed and what was asked for.

    Follows the table that speaks unless somebody has chosen another one (then it is locked until the
    follow button is pressed). "Table done" is the same command as Next.
    """

    point_started = Signal(object, str, str)
    """(PlaceKey, new point id, language)."""
    typed = Signal(str, str, str)
    settled = Signal(str, str, str)
    status_chosen = Signal(str, object)
    publish_chosen = Signal(str, bool)
    direction_chosen = Signal(str, str)
    move_requested = Signal(str, int)
    delete_requested = Signal(str)
    next_requested = Signal()
    adjust_requested = Signal(int)
    parking_noted = Signal(str, str)
    """(question, language)."""
    action_noted = Signal(str, str, object)

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "paper")
        self._record: WorkshopRecord | None = None
        self._state: RunState | None = None
        self._key: PlaceKey | None = None
        self._languages: dict[PlaceKey, str] = {}
        self._following = True
        self._said = ""
        self._saving = SavingBook()
        self._not_saved = ""
        self._choices: dict[Choice, list[tuple[str, str]]] = {}
        self.runbar = RunBar()
        self.round = self.runbar.round
        self.language = Choice(_("Said in"))
        self.tabs = TableTabs()
        self.grid = PointGrid()
        self.queue = TranslationQueue()
        self.note = QuickNote()
        self.park = Button(_("Parking lot"), icon=Icon.PARKING, size=Size.SMALL, elides=True)
        self.act = Button(_("Action"), icon=Icon.ACTION, size=Size.SMALL, elides=True)
        for press, action in ((self.park, "parking.new"), (self.act, "action.new")):
            plain_tooltip(press, f"{press.text()} ({actions.hint(action)})")
        self.done = Button(
            "", kind=Kind.PRIMARY, size=Size.LARGE, key_hint=actions.hint("capture.table_done"), elides=True
        )
        self.empty, self.no_tables = _empty_states()
        self._desk = QWidget()
        self._lay_out(actions)
        self._connect()
        self.empty.hide()
        self.no_tables.hide()
        self.done.hide()  # until it can say what it does

    # --- what is shown ----------------------------------------------------------------------------------

    def show_workshop(self, record: WorkshopRecord) -> None:
        """Show a record; the place stays, and no text that is being typed is touched."""
        self._record = record
        points = [point for back in record.report_backs for point in back.points]
        self._saving.in_file(points)
        self._show_safety()
        self.grid.heed(points)
        segments = rounds(record)
        self.empty.setVisible(not segments)
        self.no_tables.setVisible(bool(segments) and not record.tables)
        ready = bool(segments and record.tables)
        for widget in (self._desk, self.round):
            widget.setVisible(ready)
        self.note.show_people([(p.id, isolate(p.name)) for p in record.participants if not p.withdrawn])
        self.queue.show_workshop(record)
        if not is_there(record, self._key):
            self._key = first_key(record)
        if self._following and self._state is not None:
            self._follow(self._state)
        self._refresh()

    def show_run(self, state: RunState) -> None:
        """Show the time; follow the table whose turn it is."""
        before = self._state
        self._state = state
        self.runbar.show_time(state)
        if self._record is None:
            return
        words = next_words(self._record, state)
        if words != self._said:
            self._said = words
            self.done.setText(words)
            self.done.show()
        there_is_more = state.position is not None or state.following is not None
        self.done.setEnabled(there_is_more and state.phase is not RunPhase.FINISHED)
        if before is None or before.position != state.position:
            if self._following:
                self._follow(state)
            self._refresh()
        elif self._key is not None:
            self.tabs.show_tables(tabs(self._record, state, self._key))

    def show_saved(self, words: str) -> None:
        """Say that what was typed and never numbered is on the disk (see `show_draft_saved`)."""
        self._saving.all_saved(words)
        self._show_safety()

    def typed_version(self, point_id: str, field: str, version: int) -> None:
        """Note under which number the store has taken the text that was typed last in a field."""
        self._saving.numbered(point_id, field, version)

    def show_draft_saved(self, point_id: str, field: str, version: int, words: str) -> None:
        """Note that a version is on the disk; `words` are shown when every field's newest one is."""
        self._saving.acknowledged(point_id, field, version, words)
        self._show_safety()

    def show_not_saved(self, words: str, reason: str = "") -> None:
        """Say in red that what is typed is not on the disk, and why; until it is after all."""
        self._not_saved = reason
        self._saving.failed(words)
        self._show_safety()

    def show_room(self, scene: str) -> None:
        """Say what everybody sees."""
        self.runbar.show_room(scene)

    # --- places -----------------------------------------------------------------------------------------

    def key(self) -> PlaceKey | None:
        """Return the place that is captured for."""
        return self._key

    def open_place(self, key: PlaceKey, *, follow: bool = False) -> None:
        """Capture for a place; chosen by hand it stays until the room is followed again."""
        self._following = follow
        self.runbar.show_follow(following=follow)
        self._key = key
        self._refresh()

    def open_table(self, number: int) -> None:
        """Capture for the table with this number in the present round (Alt and a digit)."""
        table = self._table(number)
        if table is not None and self._key is not None:
            self.open_place(PlaceKey(self._key.segment_id, self._key.step, table.id))
            self.grid.focus_empty()

    def follow_room(self) -> None:
        """Follow the table that speaks again, or stop following."""
        self._following = not self._following
        self.runbar.show_follow(following=self._following)
        if self._following and self._state is not None:
            self._follow(self._state)
            self._refresh()

    def settle(self) -> None:
        """Seal everything typed: before Next, before leaving, before closing."""
        self.grid.settle()

    def move_point(self, by: int) -> None:
        """Move the point with the cursor up or down."""
        current = self.grid.current()
        if current is not None and current.point_id is not None:
            current.settle()
            self.move_requested.emit(current.point_id, by)

    def with_current(self, what: str) -> None:
        """Do to the point with the cursor what a key asks: direction, publishing, deleting."""
        current = self.grid.current()
        if current is None or current.point_id is None:
            return
        current.settle()
        if what == "direction":
            current.turn_direction()
        elif what == "delete":
            self.grid.delete(current.point_id)
        elif what == "publish":
            point = self._point(current.point_id)
            self.publish_chosen.emit(current.point_id, not (point and point.do_not_publish))

    def note_parking(self) -> None:
        """Open the quick entry of a parked question, in the table's language unless another is chosen."""
        record, key = self._record, self._key
        languages: list[tuple[str, str]] = []
        if record is not None:
            table = record.table(key.table_id) if key else None
            spoken = self._spoken(record, key, table) if key else record.details.working_language
            choices = language_choices(record, table, spoken)
            languages = [(tag, _("in {language}").format(language=own_name(tag))) for tag, _words in choices]
        self.note.open_for(action=False, today=self._today(), languages=languages)

    def note_action(self) -> None:
        """Open the quick entry of an action."""
        self.note.open_for(action=True, today=self._today())

    # --- inside -----------------------------------------------------------------------------------------

    def _today(self) -> date:
        if self._state is not None:
            return self._state.now.date()
        return self._record.details.start if self._record else date.min

    def _point(self, point_id: str) -> ReportPoint | None:
        points = (p for b in (self._record.report_backs if self._record else ()) for p in b.points)
        return next((p for p in points if p.id == point_id), None)

    def _table(self, number: int) -> Table | None:
        return next((t for t in (self._record.tables if self._record else ()) if t.number == number), None)

    def _follow(self, state: RunState) -> None:
        wanted = followed(self._record, state, self._key) if self._record is not None else None
        if wanted is None or wanted == self._key:
            return
        self._key = wanted
        # Whoever types a parked question or an action is not torn out of it.
        speaks = state.position is not None and state.position.stage is StageName.REPORT
        if speaks and self.isVisible() and not self.note.isVisible():
            self._refresh()
            self.grid.focus_empty()

    def _refresh(self) -> None:
        record, key = self._record, self._key
        if record is None or key is None or not is_there(record, key):
            return
        table = record.table(key.table_id)
        language = self._spoken(record, key, table)
        self._show_headings(record, key)
        self.tabs.show_tables(tabs(record, self._state, key))
        self._show_choices(self.language, language_choices(record, table, language), language)
        self.grid.show_place(key, language, key.found_in(record))

    def _spoken(self, record: WorkshopRecord, key: PlaceKey, table: Table | None) -> str:
        return self._languages.get(key) or language_of(record, key, table)

    def _show_choices(self, choice: Choice, choices: Sequence[tuple[str, str]], chosen: str) -> None:
        """Show choices without closing a list that somebody has open."""
        if self._choices.get(choice) != list(choices) or choice.key() != chosen:
            self._choices[choice] = list(choices)
            choice.show_choices(choices, chosen)

    def _show_safety(self) -> None:
        self.runbar.show_safety(self._saving.safety(), self._saving.words(), self._not_saved)

    def _on_typed(self, point_id: str, field: str, text: str) -> None:
        self._saving.typed(point_id, field, text)
        self._show_safety()
        self.typed.emit(point_id, field, text)

    def _show_headings(self, record: WorkshopRecord, key: PlaceKey) -> None:
        step = record.step(key.step)
        question = step.deliverable or step.report_format if step else ""
        self.runbar.question.setText(question)
        known = [(place_code(segment.id, number), words) for segment, number, words in places(record)]
        self._show_choices(self.round, known, place_code(key.segment_id, key.step))

    def _on_language(self, tag: str) -> None:
        if self._key is not None:
            self._languages[self._key] = tag
            self._refresh()

    def _on_round(self, chosen: str) -> None:
        segment_id, _slash, step = chosen.partition("/")
        table_id = self._key.table_id if self._key else ""
        self.open_place(PlaceKey(segment_id, int(step) if step else None, table_id))

    def _on_table(self, table_id: str) -> None:
        if self._key is not None:
            self.open_place(PlaceKey(self._key.segment_id, self._key.step, table_id))
            self.grid.focus_empty()

    def _leave_grid(self) -> None:
        (self.language if self.done.isHidden() else self.done).setFocus()

    def _on_queue(self, key: PlaceKey, point_id: str) -> None:
        self.open_place(key)
        for one in self.grid.rows():
            if one.point_id == point_id:
                one.english.editor.setFocus()

    def _lay_out(self, actions: ActionSet) -> None:
        side = scrolling(aside(self.language, row(self.park, self.act, 1), self.note, self.queue))
        side.setFixedWidth(304)
        body = QHBoxLayout()
        body.setSpacing(Space.L)
        body.addWidget(PointScroll(self.grid), 1)
        body.addWidget(side)
        desk = QVBoxLayout(self._desk)
        desk.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        desk.setSpacing(Space.M)
        desk.addWidget(self.tabs)
        desk.addLayout(body, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.runbar)
        outer.addWidget(self._desk, 1)
        outer.addWidget(self.empty, 1)
        outer.addWidget(self.no_tables, 1)
        outer.addWidget(foot(self.done, actions))

    def _connect(self) -> None:
        self.runbar.adjust_requested.connect(self.adjust_requested)
        self.runbar.follow_toggled.connect(self.follow_room)
        self.round.chosen.connect(self._on_round)
        self.language.chosen.connect(self._on_language)
        self.tabs.chosen.connect(self._on_table)
        self.grid.point_started.connect(self.point_started)
        self.grid.typed.connect(self._on_typed)
        self.grid.settled.connect(self.settled)
        self.grid.status_chosen.connect(self.status_chosen)
        self.grid.publish_chosen.connect(self.publish_chosen)
        self.grid.direction_chosen.connect(self.direction_chosen)
        self.grid.move_requested.connect(self.move_requested)
        self.grid.delete_requested.connect(self.delete_requested)
        self.grid.leave_requested.connect(self._leave_grid)
        self.queue.point_chosen.connect(self._on_queue)
        self.note.parking_noted.connect(self.parking_noted)
        self.note.action_noted.connect(self.action_noted)
        self.note.closed.connect(self.grid.focus_empty)
        self.park.clicked.connect(self.note_parking)
        self.act.clicked.connect(self.note_action)
        self.done.clicked.connect(self.next_requested)


def _empty_states() -> tuple[EmptyState, EmptyState]:
    """Return what stands where there is no round of table work, and where there are no tables."""
    rounds_first = EmptyState(
        _("No round with table work yet"),
        _("When the agenda has a segment in which tables work, what they report is captured here."),
        icon=Icon.CAPTURE,
    )
    tables_first = EmptyState(
        _("No tables yet"),
        _("Points are captured table by table. Say how many tables there are under Tables."),
        icon=Icon.TABLE,
    )
    return rounds_first, tables_first
