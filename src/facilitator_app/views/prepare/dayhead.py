"""The head of a day: when it begins and must end, how much is planned, and whether it fits."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from facilitator_app.records.enums import SegmentKind
from facilitator_app.records.run import SegmentTimes
from facilitator_app.rules.schedule import ScheduledDay
from facilitator_app.support.wording import _
from facilitator_app.views.prepare.agendawords import fit_words, long_words, over_minutes
from facilitator_app.views.prepare.timefield import TimeField
from facilitator_app.views.shared.buttons import Size, button
from facilitator_app.views.shared.dates import clock_words, weekday_words
from facilitator_app.views.shared.fields import TickBox
from facilitator_app.views.shared.icons import Icon
from facilitator_app.views.shared.labels import text_label
from facilitator_app.views.shared.layouts import FlowLayout, column, row
from facilitator_app.views.shared.marks import Badge
from facilitator_app.views.shared.tokens import Role, Space, Tone


class DayHead(QWidget):
    """Start, end and the promise to end then are changed where they stand."""

    changed = Signal(object, object, bool)
    """(start, end, whether the day must end then)."""
    insert_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = text_label("", Role.HEADING)
        self.fit = Badge()
        self.expected = Badge()
        self.insert = button(_("Insert…"), size=Size.SMALL, icon=Icon.PLUS)
        self.insert.clicked.connect(self.insert_asked)
        self.start = TimeField(_("The day starts"))
        self.end = TimeField(_("The day ends"))
        self.firm = TickBox(_("must end then"))
        self._planned = text_label("", Role.CAPTION, wrap=False)
        head = row(self._name, self.fit, self.expected, self.insert, space=Space.M)
        head.setStretch(0, 1)
        self.setLayout(column(head, self._settings(), space=Space.S))
        self.start.chosen.connect(self._tell)
        self.end.chosen.connect(self._tell)
        self.firm.clicked.connect(self._tell)

    def show_day(self, day: ScheduledDay) -> None:
        """Show a day as planned."""
        name = _("Day {n} · {date}").format(n=day.day.number, date=weekday_words(day.day.on))
        self._name.setText(name)
        for field, words in ((self.start, _("Day {n} starts")), (self.end, _("Day {n} ends"))):
            field.setAccessibleName(words.format(n=day.day.number))
        self.firm.setAccessibleName(_("Day {n} must end then").format(n=day.day.number))
        self.insert.setAccessibleName(_("Insert into day {n}").format(n=day.day.number))
        self.start.show_time(day.day.start)
        self.end.show_time(day.day.end)
        self.firm.setChecked(day.day.end_anchored)
        counted = (one.segment for one in day.segments if one.segment.kind is not SegmentKind.EVENING)
        planned = round(sum(one.planned_seconds for one in counted) / 60)
        self._planned.setText(_("{length} planned").format(length=long_words(planned)))
        late = over_minutes(day) > 0
        tone = (Tone.RED if day.day.end_anchored else Tone.AMBER) if late else Tone.GREEN
        self.fit.show_state(tone, fit_words(day), None if late else Icon.CHECK)
        self.fit.setVisible(bool(day.segments))

    def show_expected(self, last: SegmentTimes | None) -> None:
        """While the workshop runs: when the day ends as things stand; without it nothing is said."""
        self.expected.setVisible(last is not None)
        if last is None:
            return
        late = round((last.expected_end - last.planned_end).total_seconds() / 60)
        words = _("Expected {time}").format(time=clock_words(last.expected_end))
        if last.actual_end is not None:
            words = _("Ended {time}").format(time=clock_words(last.actual_end))
        self.expected.show_state(Tone.AMBER if late > 0 else Tone.NEUTRAL, words, Icon.CLOCK)

    def stops(self) -> list[QWidget]:
        """Return what the Tab key stops at."""
        return [self.insert, self.start, self.end, self.firm]

    def _settings(self) -> QWidget:
        line = QWidget()
        flow = FlowLayout(line, space=Space.M, even=True)
        for words, field in ((_("Starts"), self.start), (_("Ends"), self.end)):
            pair = QWidget()
            pair.setLayout(row(text_label(words, Role.CAPTION, wrap=False), field, space=Space.S))
            flow.addWidget(pair)
        flow.addWidget(self.firm)
        flow.addWidget(self._planned)
        return line

    def _tell(self) -> None:
        self.changed.emit(self.start.at(), self.end.at(), self.firm.isChecked())
