"""The agenda before the doors open: days of segments, start times computed, what does not fit in place."""

from __future__ import annotations

from PySide6.QtCore import QMargins, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator_app.records.enums import SegmentKind
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.schedule import schedule
from facilitator_app.support.wording import _, ngettext_
from facilitator_app.views.prepare.agendawords import kind_words
from facilitator_app.views.prepare.daycard import DayCard
from facilitator_app.views.prepare.segmentrow import MOST_MINUTES, SegmentRow
from facilitator_app.views.shared.buttons import KeyLine, Kind, Size, button
from facilitator_app.views.shared.fields import Choice, Labelled, LineField, NumberField
from facilitator_app.views.shared.icons import Icon
from facilitator_app.views.shared.labels import text_label
from facilitator_app.views.shared.layouts import clear, column, row
from facilitator_app.views.shared.marks import Badge
from facilitator_app.views.shared.panels import Card, CardKind, scrolling
from facilitator_app.views.shared.tokens import Role, Space, Tone

INSERTABLE = (
    SegmentKind.BREAK,
    SegmentKind.STRETCH,
    SegmentKind.MEAL,
    SegmentKind.PRAYER,
    SegmentKind.BUFFER,
    SegmentKind.OPENING,
    SegmentKind.PANEL,
    SegmentKind.VISIT,
)
USUAL_MINUTES = 15


class AgendaView(QWidget):
    """Takes a WorkshopRecord; emits what is to change. Times are computed, never typed.

    Input: `show_workshop(record)`.
    Signals: `minutes_chosen(segment id, minutes)`, `move_requested(segment id, day id, before segment id or
    None)`, `park_requested(segment id, parked)`, `duplicate_requested(segment id)`,
    `remove_requested(segment id)`, `insert_requested(day id, before segment id or None, SegmentKind, title,
    minutes)`.
    """

    minutes_chosen = Signal(str, int)
    move_requested = Signal(str, str, object)
    park_requested = Signal(str, bool)
    duplicate_requested = Signal(str)
    remove_requested = Signal(str)
    insert_requested = Signal(str, object, object, str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "paper")
        self._days: dict[str, DayCard] = {}
        self._order: tuple[tuple[str, ...], ...] = ()
        self._in_hand = ""
        self.insert = InsertForm()
        self.insert.given.connect(self.insert_requested)
        self._sum = Badge()
        head = row(text_label(_("Agenda"), Role.TITLE, wrap=False), self._sum, 1, space=Space.M)
        head.addWidget(KeyLine(_("Ctrl+↑ ↓"), _("move")))
        head.addWidget(KeyLine(_("Enter"), _("more")))
        head.setContentsMargins(QMargins(Space.XL, Space.L, Space.XL, Space.S))
        self._column = QVBoxLayout()
        self._column.setSpacing(Space.L)
        body = QWidget()
        edges = QMargins(Space.XL, 0, Space.XL, Space.XL)
        body.setLayout(column(self._column, 1, margins=edges))
        self.area = scrolling(body)
        form = QWidget()
        form.setLayout(row(self.insert, margins=QMargins(Space.XL, 0, Space.XL, Space.S)))
        self.setLayout(column(head, form, self.area, space=0))

    def show_workshop(self, record: WorkshopRecord) -> None:
        """Show the agenda of a workshop as planned."""
        planned = schedule(record.agenda)
        if [day.day.id for day in planned.days] != list(self._days):
            self._lay_out([day.day.id for day in planned.days])
        for day in planned.days:
            self._days[day.day.id].show_day(day)
        wrong = len(planned.conflicts)
        words = ngettext_("{n} thing does not fit", "{n} things do not fit", wrong).format(n=wrong)
        self._sum.show_state(
            Tone.AMBER if wrong else Tone.GREEN,
            words if wrong else _("Everything fits"),
            Icon.WARNING if wrong else Icon.CHECK,
        )
        self._take_in_hand()

    def row(self, segment_id: str) -> SegmentRow:
        """Return the row of a segment."""
        return next(day.rows[segment_id] for day in self._days.values() if segment_id in day.rows)

    def _lay_out(self, days: list[str]) -> None:
        clear(self._column)
        self._days = {}
        for day_id in days:
            made = DayCard(day_id)
            made.move_asked.connect(self._move)
            made.insert_asked.connect(self._open_form)
            made.row_made.connect(self._connect_row)
            self._days[day_id] = made
            self._column.addWidget(made)

    def _connect_row(self, made: SegmentRow) -> None:
        made.minutes_chosen.connect(self.minutes_chosen)
        made.park_asked.connect(self.park_requested)
        made.duplicate_asked.connect(self.duplicate_requested)
        made.remove_asked.connect(self.remove_requested)
        made.step_asked.connect(self._step)
        made.insert_asked.connect(
            lambda segment_id: self._open_form(self._day_of(segment_id).day_id, segment_id)
        )

    def _day_of(self, segment_id: str) -> DayCard:
        return next(day for day in self._days.values() if segment_id in day.rows)

    def _step(self, segment_id: str, step: int) -> None:
        day = self._day_of(segment_id)
        before = day.before(segment_id, step)
        if before != segment_id:
            self._move(segment_id, day.day_id, before)

    def _move(self, segment_id: str, day_id: str, before: object) -> None:
        self._in_hand = segment_id
        self.move_requested.emit(segment_id, day_id, before)

    def _take_in_hand(self) -> None:
        if not self._in_hand:
            return
        made = self.row(self._in_hand)
        made.setFocus()
        self.area.ensureWidgetVisible(made)
        self._in_hand = ""

    def _open_form(self, day_id: str, before: object) -> None:
        self.insert.open_for(day_id, before)


class InsertForm(Card):
    """What to insert; closed until somebody asks for it."""

    given = Signal(str, object, object, str, int)

    def __init__(self) -> None:
        super().__init__(CardKind.CHOSEN, margin=Space.M)
        self._day = ""
        self._before: object = None
        self.kind = Choice(_("Kind"))
        self.kind.show_choices([(kind.value, kind_words(kind)) for kind in INSERTABLE])
        self.name = LineField(_("Title"))
        self.minutes = NumberField(_("Minutes"), least=1, most=MOST_MINUTES, suffix=_("min"))
        self.minutes.setValue(USUAL_MINUTES)
        self.give = button(_("Insert"), Kind.PRIMARY, size=Size.SMALL)
        away = button(_("Not now"), size=Size.SMALL)
        fields = row(space=Space.M)
        for name, field, stretch in (
            (_("Kind"), self.kind, 1),
            (_("Title"), self.name, 3),
            (_("Minutes"), self.minutes, 1),
        ):
            fields.addWidget(Labelled(name, field), stretch)
        self.body.addLayout(fields)
        self.body.addLayout(row(1, away, self.give))
        self.kind.chosen.connect(self._name_it)
        self.give.clicked.connect(self._give)
        self.name.returnPressed.connect(self._give)
        away.clicked.connect(self.hide)
        self.hide()

    def open_for(self, day_id: str, before: object) -> None:
        """Open for a place in a day."""
        self._day, self._before = day_id, before
        self._name_it()
        self.show()
        self.name.setFocus()
        self.name.selectAll()

    def _name_it(self) -> None:
        self.name.setText(kind_words(SegmentKind(self.kind.key())))

    def _give(self) -> None:
        title = self.name.text().strip()
        if title:
            self.hide()
            kind = SegmentKind(self.kind.key())
            self.given.emit(self._day, self._before, kind, title, self.minutes.value())
