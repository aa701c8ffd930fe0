"""What stands beside the days: the chosen segment in full, or a small form."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QSize
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

from facilitator_app.records.agenda import Agenda, Segment
from facilitator_app.rules.text import isolate
from facilitator_app.support.wording import _
from facilitator_app.views.prepare.agendaforms import InsertForm, PrintForm, SideForm, SplitForm
from facilitator_app.views.prepare.segmentpanel import SegmentPanel
from facilitator_app.views.shared.buttons import KeyLine
from facilitator_app.views.shared.labels import text_label
from facilitator_app.views.shared.layouts import FlowLayout, column
from facilitator_app.views.shared.panels import scrolling
from facilitator_app.views.shared.tokens import Space

LEAST_WIDTH = 316
MOST_WIDTH = 440


class AgendaSide(QFrame):
    """One thing at a time; a form gives way to the details when it is done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "card")
        self.panel = SegmentPanel()
        self.insert, self.split, self.print = InsertForm(), SplitForm(), PrintForm()
        self._stack = QStackedWidget()
        words = _("Choose a row to see everything about it.")
        self._nothing = scrolling(_page(text_label(words, tone="soft")))
        self._details = scrolling(_page(self.panel))
        self._pages: dict[SideForm, QScrollArea] = {}
        for page in (self._nothing, self._details):
            self._stack.addWidget(page)
        for form in (self.insert, self.split, self.print):
            self._pages[form] = scrolling(_page(form))
            self._stack.addWidget(self._pages[form])
            form.closed.connect(self.show_details)
        self.setLayout(column(self._stack, space=0))
        self._has_details = False
        self.show_details()

    def show_details(self) -> None:
        """Show the chosen segment."""
        self._stack.setCurrentWidget(self._details if self._has_details else self._nothing)

    def show_nothing(self) -> None:
        """Show that nothing is chosen."""
        self._has_details = False
        if self.form() is None:
            self.show_details()

    def show_chosen(self) -> None:
        """Show the details from now on; a form that is open stays."""
        self._has_details = True
        if self.form() is None:
            self.show_details()

    def open_insert(self, agenda: Agenda, day_id: str, before: object) -> None:
        """Ask what comes into a day, before a segment or at its end."""
        number = next(day.number for day in agenda.days if day.id == day_id)
        where = _("At the end of day {n}").format(n=number)
        segment = agenda.segment(str(before)) if before else None
        if segment is not None:
            where = _("Day {n}, before {title}").format(n=number, title=isolate(segment.title))
        self._open(self.insert)
        self.insert.open_for(day_id, before, where)

    def open_split(self, segment: Segment) -> None:
        """Ask where a segment is to be split."""
        self._open(self.split)
        self.split.open_for(segment)

    def open_print(self) -> None:
        """Ask how the agenda is to be printed."""
        self._open(self.print)
        self.print.open_fresh()

    def _open(self, form: SideForm) -> None:
        self.panel.settle()
        self._stack.setCurrentWidget(self._pages[form])

    def form(self) -> SideForm | None:
        """Return the form that is open."""
        shown = self._stack.currentWidget()
        return next((form for form, page in self._pages.items() if page is shown), None)

    def sizeHint(self) -> QSize:  # noqa: N802, D102
        return QSize(LEAST_WIDTH, 400)


class AgendaKeys(QFrame):
    """The keys of the agenda, at its foot."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("edge", "above")
        holder = QWidget()
        flow = FlowLayout(holder, space=Space.L)
        for key, words in (
            (_("Alt+↑ ↓"), _("move")),
            (_("Alt+Shift+↑ ↓"), _("other day")),
            (_("0–9"), _("minutes")),
            (_("Enter"), _("details")),
            (_("Ins"), _("insert")),
            (_("Del"), _("remove")),
            (_("Ctrl+Z"), _("undo")),
        ):
            flow.addWidget(KeyLine(key, words))
        self.setLayout(column(holder, margins=QMargins(Space.XL, Space.S, Space.XL, Space.S)))


def _page(content: QWidget) -> QWidget:
    page = QWidget()
    page.setLayout(column(content, 1, margins=QMargins(Space.L, Space.L, Space.L, Space.L)))
    return page
