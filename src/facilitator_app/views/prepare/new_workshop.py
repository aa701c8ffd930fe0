"""A new workshop from a course format: a short form, and what comes of it at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from zoneinfo import available_timezones

from PySide6.QtCore import QMargins, Qt, QTimer, Signal
from PySide6.QtWidgets import QCompleter, QFrame, QWidget

from facilitator_app.records.agenda import Agenda
from facilitator_app.records.enums import LanguageMode
from facilitator_app.rules.schedule import schedule
from facilitator_app.support.wording import _, ngettext_
from facilitator_app.views.prepare.agendawords import long_words, over_minutes
from facilitator_app.views.prepare.draft import CourseChoice, WorkshopDraft
from facilitator_app.views.prepare.preview import AgendaPreview
from facilitator_app.views.shared.buttons import Kind, Size, button
from facilitator_app.views.shared.fields import Choice, DateField, Labelled, LineField, NumberField
from facilitator_app.views.shared.icons import Icon
from facilitator_app.views.shared.labels import title
from facilitator_app.views.shared.languages import language_mode_words, own_name
from facilitator_app.views.shared.layouts import column, row
from facilitator_app.views.shared.marks import Badge
from facilitator_app.views.shared.panels import scrolling
from facilitator_app.views.shared.tokens import Space, Tone

PAUSE_MS = 150
MOST_TABLES = 30


class NewWorkshopView(QWidget):
    """Takes courses, costs and the agenda that would come of the form; emits the form.

    Inputs: `show_courses(courses)`, `show_costs(minutes added by language mode, against no interpretation)`,
    `show_preview(agenda)`, `show_problem(sentence)`.
    Signals: `draft_changed(WorkshopDraft)` (answer with costs and preview),
    `create_requested(WorkshopDraft)`, `cancelled()`.
    """

    draft_changed = Signal(object)
    create_requested = Signal(object)
    cancelled = Signal()

    def __init__(self, today: date, zone: str = "UTC", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "paper")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._tell)
        self.course = Choice(_("Course"))
        self.name = LineField(_("Title"), placeholder=_("As it stands on the invitation"))
        self.place = LineField(_("Place"), placeholder=_("Town and venue"))
        self.host = LineField(_("Host"))
        self.start = DateField(_("First day"), today)
        self.zone = LineField(_("Time zone"))
        self.zone.setText(zone)
        self.mode = Choice(_("Language mode"))
        self.languages = LineField(_("Local languages"), placeholder=_("lt, pl"))
        self.tables = NumberField(_("Tables"), least=1, most=MOST_TABLES)
        self.tables.setValue(5)
        self.preview = AgendaPreview()
        self._problem = Labelled("", QWidget())
        self._mode_field = Labelled(_("Language mode"), self.mode)
        self._language_field = Labelled(_("Local languages"), self.languages)
        self._zone_field = Labelled(_("Time zone"), self.zone)
        self._tables_field = Labelled(_("Tables"), self.tables)
        self._costs: Mapping[LanguageMode, int] = {}
        self.fit = Badge()
        self.make = button(_("Make the workshop"), Kind.PRIMARY, size=Size.LARGE)
        self._build()
        self._connect()
        self._show_modes()

    def show_courses(self, courses: Sequence[CourseChoice], chosen: str | None = None) -> None:
        """Show the course formats."""
        self.course.show_choices([(one.key, one.name) for one in courses], chosen)
        self._tell()

    def show_costs(self, costs: Mapping[LanguageMode, int]) -> None:
        """Show what each language mode adds in minutes to the chosen course with so many tables."""
        self._costs = dict(costs)
        self._show_modes()
        self._show_cost()

    def show_preview(self, agenda: Agenda) -> None:
        """Show the agenda that would come of the form."""
        self.preview.show_agenda(agenda)
        late = sum(max(0, over_minutes(day)) for day in schedule(agenda).days)
        if late:
            words = _("Does not fit: {late} too long").format(late=long_words(late))
            self.fit.show_state(Tone.RED, words)
        else:
            self.fit.show_state(Tone.GREEN, _("Every day fits"), Icon.CHECK)

    def show_problem(self, sentence: str) -> None:
        """Say why the workshop cannot be made; nothing takes it away again."""
        self._problem.show_hint(sentence, Tone.RED)
        self._problem.setVisible(bool(sentence))

    def draft(self) -> WorkshopDraft:
        """Return the form as it is."""
        day = self.start.date()
        tags = self.languages.text().replace(";", ",").replace(" ", ",").split(",")
        return WorkshopDraft(
            course=self.course.key(),
            start=date(day.year(), day.month(), day.day()),
            title=self.name.text().strip(),
            zone=self.zone.text().strip(),
            place=self.place.text().strip(),
            host=self.host.text().strip(),
            local_languages=tuple(dict.fromkeys(tag.strip() for tag in tags if tag.strip())),
            language_mode=LanguageMode(self.mode.key()),
            table_count=self.tables.value(),
        )

    def _build(self) -> None:
        form = QWidget()
        fields = column(title(_("New workshop")), space=Space.M, margins=0)
        dates = row(Labelled(_("First day"), self.start), self._zone_field, space=Space.M)
        for name, field in ((_("Course"), self.course), (_("Title"), self.name)):
            fields.addWidget(Labelled(name, field))
        fields.addLayout(dates)
        for name, field in ((_("Place"), self.place), (_("Host"), self.host)):
            fields.addWidget(Labelled(name, field))
        for part in (self._language_field, self._mode_field, self._tables_field, self._problem):
            fields.addWidget(part)
        fields.addStretch()
        self._problem.hide()
        form.setLayout(fields)
        form.setFixedWidth(420)
        body = QWidget()
        edges = QMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        both = row(form, self.preview, space=Space.XL, margins=edges)
        both.setAlignment(form, Qt.AlignmentFlag.AlignTop)
        body.setLayout(both)
        foot = QFrame()
        foot.setProperty("edge", "above")
        away = button(_("Not now"), size=Size.LARGE)
        away.clicked.connect(self.cancelled)
        edges = QMargins(Space.XL, Space.M, Space.XL, Space.M)
        foot.setLayout(row(away, 1, self.fit, self.make, space=Space.L, margins=edges))
        self.setLayout(column(scrolling(body), foot, space=0))
        zones = QCompleter(sorted(available_timezones()), self)
        zones.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        zones.setFilterMode(Qt.MatchFlag.MatchContains)
        self.zone.setCompleter(zones)

    def _connect(self) -> None:
        for choice in (self.course, self.mode):
            choice.chosen.connect(self._pause.start)
        self.mode.chosen.connect(self._show_cost)
        for line in (self.name, self.place, self.host, self.zone, self.languages):
            line.textChanged.connect(self._pause.start)
        self.tables.valueChanged.connect(self._pause.start)
        self.start.dateChanged.connect(self._pause.start)
        self.make.clicked.connect(self._create)

    def _show_modes(self) -> None:
        chosen = self.mode.key() or LanguageMode.NONE.value
        choices = [(mode.value, self._mode_words(mode)) for mode in LanguageMode]
        self.mode.show_choices(choices, chosen)

    def _mode_words(self, mode: LanguageMode) -> str:
        added = self._costs.get(mode, 0)
        words = language_mode_words(mode)
        return _("{mode}: adds {minutes}").format(mode=words, minutes=long_words(added)) if added else words

    def _show_cost(self) -> None:
        added = self._costs.get(LanguageMode(self.mode.key()), 0)
        if not added:
            self._mode_field.show_hint("")
            return
        sentence = ngettext_(
            "It costs {n} minute of the course.", "It costs {n} minutes of the course.", added
        )
        self._mode_field.show_hint(sentence.format(n=added), Tone.AMBER)

    def _tell(self) -> None:
        self._pause.stop()
        if self._check() and self.course.key():
            self.draft_changed.emit(self.draft())

    def _check(self) -> bool:
        draft = self.draft()
        known = draft.zone in available_timezones()
        self.zone.show_wrong(wrong=not known)
        self._zone_field.show_hint("" if known else _("For example Europe/Vilnius"), Tone.RED)
        self._language_field.show_hint(" · ".join(own_name(tag) for tag in draft.local_languages))
        self.make.setEnabled(known and bool(draft.course))
        return known

    def _create(self) -> None:
        if self._check():
            self.create_requested.emit(self.draft())
