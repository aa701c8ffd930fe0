"""The agenda of a course on one page: what a new workshop will be."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator_app.records.agenda import Agenda
from facilitator_app.rules.schedule import ScheduledDay, ScheduledSegment, schedule
from facilitator_app.support.wording import _
from facilitator_app.views.prepare.agendawords import RESTING, conflict_words, fit_words, over_minutes
from facilitator_app.views.shared.dates import clock_words, minutes_words, weekday_words
from facilitator_app.views.shared.icons import Icon
from facilitator_app.views.shared.labels import SOFT, text_label
from facilitator_app.views.shared.layouts import clear, row
from facilitator_app.views.shared.marks import badge
from facilitator_app.views.shared.panels import Card, card
from facilitator_app.views.shared.tokens import Role, Space, Tone


class AgendaPreview(QWidget):
    """Days side by side or below each other, with whether they fit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.M)

    def show_agenda(self, agenda: Agenda) -> None:
        """Show an agenda as planned."""
        clear(self._column)
        for day in schedule(agenda).days:
            self._column.addWidget(_day_card(day))
        self._column.addStretch(1)


def _day_card(day: ScheduledDay) -> Card:
    late = over_minutes(day) > 0
    fits = badge(Tone.RED, fit_words(day)) if late else badge(Tone.GREEN, fit_words(day), Icon.CHECK)
    name = _("Day {n} · {date}").format(n=day.day.number, date=weekday_words(day.day.on))
    head = row(text_label(name, Role.HEADING), fits, space=Space.M)
    head.setStretch(0, 1)
    made = card(head, margin=Space.L, space=Space.XS)
    place = 1
    wrong = {one.segment_id: conflict_words(one, day) for one in day.conflicts}
    for one in day.segments:
        made.body.insertLayout(place, _line(one, wrong.get(one.segment.id, "")))
        place += 1
    return made


def _line(one: ScheduledSegment, wrong: str) -> QVBoxLayout:
    resting = one.segment.kind in RESTING
    start = text_label(clock_words(one.planned_start), Role.BODY, tone=SOFT, wrap=False)
    start.setFixedWidth(48)
    title = text_label(one.segment.title, Role.BODY, tone=SOFT if resting else "", own=True)
    minutes = text_label(minutes_words(round(one.segment.planned_seconds / 60)), tone=SOFT, wrap=False)
    line = row(start, title, minutes, space=Space.M)
    line.setStretch(1, 1)
    both = QVBoxLayout()
    both.setSpacing(0)
    both.addLayout(line)
    if wrong:
        below = row(badge(Tone.AMBER, wrong, Icon.WARNING), 1)
        below.insertSpacing(0, 48 + Space.M)
        both.addLayout(below)
    return both
