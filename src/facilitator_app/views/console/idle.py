"""The middle before the start and after the end: what will happen, and the one thing to do."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator_app.records.room import SceneKind
from facilitator_app.records.run import RunPhase, RunState, SegmentTimes
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.support.wording import _, ngettext_
from facilitator_app.views.console.attendance import expected_people
from facilitator_app.views.console.column import ContentColumn
from facilitator_app.views.shared.buttons import Kind, Size, button
from facilitator_app.views.shared.icons import Icon
from facilitator_app.views.shared.labels import SOFT, text_label, title
from facilitator_app.views.shared.layouts import row
from facilitator_app.views.shared.panels import Card
from facilitator_app.views.shared.runwords import next_words
from facilitator_app.views.shared.tokens import Role, Space

_HOUR = 60


class IdlePanel(ContentColumn):
    """Nothing runs: before the first Start, between two days, or after the last segment."""

    scene_requested = Signal(object)
    report_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[object, ...] | None = None
        self._title = title()
        self._when = text_label("", Role.HEADING, tone=SOFT)
        self._what = text_label("", Role.READING)
        self._ready = text_label("", Role.BODY, tone=SOFT)
        self._welcome = button(_("Show “Welcome” in the room"), size=Size.SMALL, icon=Icon.SCREEN)
        self._seats = button(_("Show “Where do I sit?”"), size=Size.SMALL, icon=Icon.TABLE)
        self._report = button(_("Make the report"), Kind.PRIMARY, icon=Icon.REPORT)
        self._welcome.clicked.connect(lambda: self.scene_requested.emit(SceneKind.WELCOME))
        self._seats.clicked.connect(lambda: self.scene_requested.emit(SceneKind.GROUPS))
        self._report.clicked.connect(self.report_requested)
        sheet = Card(space=Space.M, margin=Space.XL)
        for label in (self._title, self._when, self._what, self._ready):
            sheet.body.addWidget(label)
        sheet.body.addSpacing(Space.S)
        sheet.body.addLayout(row(self._welcome, self._seats, self._report, 1))
        everything = QVBoxLayout(self)
        everything.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        everything.addWidget(sheet)
        everything.addStretch(1)

    def show_run(self, record: WorkshopRecord, state: RunState) -> None:
        """Show where the workshop stands; touched only when a word changes."""
        over = state.phase is RunPhase.FINISHED
        when = "" if over else _when(state)
        shown = (over, when, next_words(record, state), record.participants, record.tables, record.seats)
        if shown == self._shown:
            return
        self._shown = shown
        self._title.setText(_("The workshop is over") if over else _heading(record, state))
        self._when.setText(when)
        self._when.setVisible(bool(when))
        self._what.setText(_after_words() if over else _before_words())
        self._ready.setText(_counts(record))
        self._welcome.setVisible(not over)
        self._seats.setVisible(not over and bool(record.seats))
        self._report.setVisible(over)

    def words(self) -> tuple[str, str]:
        """Return the heading and the sentence about time."""
        return self._title.text(), self._when.text()


def _coming(state: RunState) -> SegmentTimes | None:
    if state.following is None:
        return None
    return next((one for one in state.times if one.segment_id == state.following.segment_id), None)


def _heading(record: WorkshopRecord, state: RunState) -> str:
    times = _coming(state)
    segment = record.agenda.segment(times.segment_id) if times else None
    if times is None or segment is None:
        return _("The agenda is empty")
    return _("{time} · {title}").format(time=f"{times.planned_start:%H:%M}", title=segment.title)


def _when(state: RunState) -> str:
    """Return how long it is until the plan begins, in words."""
    times = _coming(state)
    if times is None:
        return ""
    if times.planned_start.date() != state.now.date():
        days = (times.planned_start.date() - state.now.date()).days
        if days < 0:
            return ngettext_("planned for {n} day ago", "planned for {n} days ago", -days).format(n=-days)
        return _("tomorrow") if days == 1 else ngettext_("in {n} day", "in {n} days", days).format(n=days)
    minutes = round((times.planned_start - state.now).total_seconds() / 60)
    if minutes > _HOUR:
        return _("in {h} h {m} min").format(h=minutes // _HOUR, m=minutes % _HOUR)
    if minutes > 0:
        return _("in {n} min").format(n=minutes)
    return _("now") if minutes == 0 else _("planned {n} min ago").format(n=-minutes)


def _before_words() -> str:
    return _(
        "Start when the first people come in: the clock of the first item begins to run and every press is"
        " kept. Too early? Back takes it back. Too late? The start can be set right afterwards."
    )


def _after_words() -> str:
    return _("Everything is kept. Review the harvest and make the report while people say goodbye.")


def _counts(record: WorkshopRecord) -> str:
    people, tables = len(expected_people(record)), len(record.tables)
    parts = [
        ngettext_("{n} person expected", "{n} people expected", people).format(n=people),
        ngettext_("{n} table", "{n} tables", tables).format(n=tables),
    ]
    if not record.seats:
        parts.append(_("no seats planned yet"))
    return " · ".join(parts)
