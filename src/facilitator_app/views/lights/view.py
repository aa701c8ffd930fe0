"""The lights desk: one step, one table, twelve signs, three keys."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from facilitator_app.records.enums import LightColour
from facilitator_app.records.findings import LightItem
from facilitator_app.records.run import RunState
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.board import BoardKey
from facilitator_app.rules.text import isolate
from facilitator_app.support.wording import _
from facilitator_app.views.lights.board import BoardCard, FindingsCard, SignalCard
from facilitator_app.views.lights.items import LightRow, column_of
from facilitator_app.views.shared.buttons import KeyLine
from facilitator_app.views.shared.fields import Choice
from facilitator_app.views.shared.icons import Icon
from facilitator_app.views.shared.labels import heading, title
from facilitator_app.views.shared.layouts import clear, row
from facilitator_app.views.shared.panels import EmptyState, scrolling
from facilitator_app.views.shared.tabs import SegmentedTabs
from facilitator_app.views.shared.tokens import Space


class LightsView(QWidget):
    """Takes a WorkshopRecord, emits ratings and evidence for the step and table that are open."""

    rated = Signal(object, str, object)
    """(BoardKey, item code, 0, 1, 2 or None)."""
    evidence_settled = Signal(object, str, str)
    """(BoardKey, item code, text in the table's language)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "paper")
        self._record: WorkshopRecord | None = None
        self._step: int | None = None
        self._table_id = ""
        self._rows: list[LightRow] = []
        self._followed: str | None = None
        self.step = Choice(_("Step"))
        self.tables = SegmentedTabs(_("Table"))
        self.signal = SignalCard()
        self.board = BoardCard()
        self.findings = FindingsCard()
        self._signs = QHBoxLayout()
        self._signs.setSpacing(Space.L)
        self.empty = EmptyState(
            _("No lights yet"),
            _("Lights are rated for the steps of the agenda, table by table. Add steps to the agenda first."),
            icon=Icon.LIGHTS,
        )
        self.page = SegmentedTabs(_("Page"))
        self.page.show_tabs([("rate", _("Rate a table")), ("board", _("All signals"))])
        self.page.chosen.connect(self._on_page)
        self._scroll = scrolling(QWidget())
        self._rating = QWidget()
        self._all = scrolling(_stacked(self.board, self.findings), sideways=True)
        self._desk = QWidget()
        self._lay_out()
        self.step.chosen.connect(self._on_step)
        self.tables.chosen.connect(self._on_table)

    def show_workshop(self, record: WorkshopRecord) -> None:
        """Show a record; the step and table that are open stay."""
        self._record = record
        steps = _steps(record)
        ready = bool(steps and record.tables)
        self.empty.setVisible(not ready)
        self._desk.setVisible(ready)
        if not ready:
            return
        if self._step not in steps:
            rated = [one.step for one in record.light_ratings]
            self._step = rated[-1] if rated and rated[-1] in steps else steps[0]
        if record.table(self._table_id) is None:
            self._table_id = record.tables[0].id
        self.step.show_choices([(str(n), _step_words(record, n)) for n in steps], str(self._step))
        self.tables.show_tabs([(t.id, _("Table {n}").format(n=t.number)) for t in record.tables])
        self.tables.blockSignals(True)  # noqa: FBT003
        self.tables.choose(self._table_id)
        self.tables.blockSignals(False)  # noqa: FBT003
        self._show_signs()
        self.board.show_workshop(record)
        self.findings.show_workshop(record)

    def settle(self) -> None:
        """Hand over evidence that is still being typed."""
        for one in self._rows:
            one.settle()

    def show_run(self, state: RunState) -> None:
        """Open the step that is being worked, once for each segment."""
        segment_id = state.position.segment_id if state.position else None
        if segment_id is None or segment_id == self._followed or self._record is None:
            return
        self._followed = segment_id
        segment = self._record.agenda.segment(segment_id)
        if segment is not None and segment.steps:
            self.open_cell(segment.steps[0], self._table_id)

    def key(self) -> BoardKey | None:
        """Return the cell that is open."""
        if self._record is None or self._step is None:
            return None
        return BoardKey(_cluster_for(self._record, self._step, self._table_id), self._table_id, self._step)

    def rows(self) -> tuple[LightRow, ...]:
        """Return the twelve signs, green first."""
        return tuple(self._rows)

    def open_cell(self, step: int, table_id: str) -> None:
        """Open a step and a table."""
        if (step, table_id) != (self._step, self._table_id):
            for one in self._rows:
                one.leave()
        self._step, self._table_id = step, table_id
        if self._record is not None:
            self.show_workshop(self._record)

    # --- inside -----------------------------------------------------------------------------------------

    def _show_signs(self) -> None:
        record, key = self._record, self.key()
        if record is None or key is None:
            return
        items = [light for light in record.light_items if light.step == self._step]
        if [one.item for one in self._rows] != items:
            self._build(items)
        given = {
            one.item: one
            for one in record.light_ratings
            if (one.cluster_id, one.table_id, one.step) == (key.cluster_id, key.table_id, key.step)
        }
        for one in self._rows:
            one.show_rating(given.get(one.item.item))
        self.signal.show_signal(record, key)

    def _build(self, items: list[LightItem]) -> None:
        clear(self._signs)
        self._rows = [LightRow(item) for item in items]
        for place, one in enumerate(self._rows):
            one.rated.connect(partial(self._on_rated, one.item.item))
            one.evidence_settled.connect(partial(self._on_evidence, one.item.item))
            one.step_requested.connect(partial(self._move, place))
            one.entered.connect(partial(self._seen, one))
        for colour, words in ((LightColour.GREEN, _("Green lights")), (LightColour.RED, _("Red lights"))):
            column = QVBoxLayout()
            column.setSpacing(Space.S)
            column.addWidget(heading(words))
            column.addWidget(column_of([one for one in self._rows if one.item.colour is colour]), 1)
            self._signs.addLayout(column, 1)

    def _on_rated(self, item: str, rating: int | None) -> None:
        key = self.key()
        if key is not None:
            self.rated.emit(key, item, rating)

    def _on_evidence(self, item: str, text: str) -> None:
        key = self.key()
        if key is not None:
            self.evidence_settled.emit(key, item, text)

    def _move(self, place: int, by: int) -> None:
        wanted = min(max(place + by, 0), len(self._rows) - 1)
        self._rows[wanted].setFocus()

    def _seen(self, one: LightRow) -> None:
        self._scroll.ensureWidgetVisible(one, 0, Space.M)

    def _on_page(self, page: str) -> None:
        self._rating.setVisible(page == "rate")
        self._all.setVisible(page == "board")

    def _on_step(self, number: str) -> None:
        self.open_cell(int(number), self._table_id)

    def _on_table(self, table_id: str) -> None:
        if self._step is not None:
            self.open_cell(self._step, table_id)

    def _lay_out(self) -> None:
        signs = QWidget()
        signs.setProperty("surface", "clear")
        signs.setLayout(self._signs)
        self._signs.setContentsMargins(0, 0, Space.S, 0)
        around = scrolling(_stacked(self.signal))
        around.setFixedWidth(300)
        body = row(space=Space.L)
        self._scroll.setWidget(signs)
        body.addWidget(self._scroll, 1)
        body.addWidget(around)
        rating = QVBoxLayout(self._rating)
        rating.setContentsMargins(0, 0, 0, 0)
        rating.setSpacing(Space.M)
        keys = row(
            KeyLine(isolate("0 1 2"), _("rate")),
            KeyLine("−", _("not discussed")),
            KeyLine(_("Enter"), _("evidence")),
            KeyLine(isolate("↑ ↓"), _("move")),
        )
        choice = row(self.step, 1, space=Space.L)
        choice.addLayout(keys)
        rating.addLayout(choice)
        rating.addWidget(self.tables)
        rating.addLayout(body, 1)
        desk = QVBoxLayout(self._desk)
        desk.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        desk.setSpacing(Space.M)
        desk.addLayout(row(title(_("Lights")), self.page, 1, space=Space.L))
        desk.addWidget(self._rating, 1)
        desk.addWidget(self._all, 1)
        self._all.hide()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._desk, 1)
        outer.addWidget(self.empty, 1)
        self.empty.hide()


def _stacked(*items: QWidget) -> QWidget:
    side = QWidget()
    beside = QVBoxLayout(side)
    beside.setContentsMargins(0, 0, 0, 0)
    for item in items:
        beside.addWidget(item)
    beside.addStretch()
    return side


def _steps(record: WorkshopRecord) -> list[int]:
    planned = {n for segment in record.agenda.segments() for n in segment.steps}
    rated = {one.step for one in record.light_ratings}
    known = {light.step for light in record.light_items}
    return sorted((planned | rated) & known)


def _step_words(record: WorkshopRecord, number: int) -> str:
    step = record.step(number)
    name = isolate(step.name) if step else ""
    return _("Step {n}: {name}").format(n=number, name=name)


def _cluster_for(record: WorkshopRecord, step: int, table_id: str) -> str | None:
    given = [one for one in record.light_ratings if one.step == step and one.table_id == table_id]
    if given:
        return given[-1].cluster_id
    table = record.table(table_id)
    adopted_from = 3
    return table.cluster_id if table is not None and step >= adopted_from else None
