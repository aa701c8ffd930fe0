"""The right side: tables, lights, parking lot, actions; who is here; what slips."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from facilitator_app.records.enums import ParkingStatus
from facilitator_app.records.run import RunState
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.support.wording import _
from facilitator_app.views.console.asseated import AsSeatedPage
from facilitator_app.views.console.attendance import AttendanceCard, AttendanceList, session_of
from facilitator_app.views.console.column import ContentColumn, FootArea
from facilitator_app.views.console.guestcard import GuestLine
from facilitator_app.views.console.guests import GuestsPage
from facilitator_app.views.console.language import LanguagePage
from facilitator_app.views.console.lightsside import LightsPanel
from facilitator_app.views.console.livewords import round_for
from facilitator_app.views.console.notes import ActionsPanel, ParkingPanel
from facilitator_app.views.console.seatcard import SeatCard
from facilitator_app.views.console.slip import SlipCard
from facilitator_app.views.console.tables import TablesPanel
from facilitator_app.views.console.walkin import WalkInPage
from facilitator_app.views.shared.panels import scrolling
from facilitator_app.views.shared.tabs import SegmentedTabs
from facilitator_app.views.shared.tokens import Space

_FOOT_LEAST: Final = 220
_TABS = ("tables", "lights", "parking", "actions")


class SidePanel(QWidget):
    """The room, beside the run."""

    attendance_changed = Signal(str, str, bool)
    tab_chosen = Signal(str)
    guest_step_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tables = TablesPanel()
        self.lights = LightsPanel()
        self.parking = ParkingPanel()
        self.action_list = ActionsPanel()
        self.attendance = AttendanceCard()
        self.people = AttendanceList()
        self.guest = GuestLine()
        self.guests = GuestsPage()
        self.language = LanguagePage()
        self.walk_in = WalkInPage()
        self.seated = AsSeatedPage()
        self.seats = SeatCard()
        self._tabs = SegmentedTabs(_("The room"))
        self.slip = SlipCard()
        self._stack = QStackedWidget()
        self._whole = QStackedWidget()
        self._arrange()
        self._tabs.chosen.connect(self._choose)
        self.attendance.opened.connect(self.turn_people)
        self.attendance.walk_in_requested.connect(self.turn_walk_in)
        self.seats.confirmation_wanted.connect(self.turn_seated)
        self.guest.opened.connect(self.open_guests)
        self.guest.step_requested.connect(self.guest_step_requested)
        for page in self._pages():
            page.closed.connect(self.close_page)
        self.people.attendance_changed.connect(self.attendance_changed)

    def show_workshop(self, record: WorkshopRecord, state: RunState) -> None:
        """Show what is known of the room."""
        self.parking.show_workshop(record)
        self.action_list.show_workshop(record)
        self.attendance.show_workshop(record, state)
        self.people.show_workshop(record, session_of(record, state), round_for(record, state))
        self.walk_in.show_workshop(record)
        self.guests.show_workshop(record)
        self.language.show_workshop(record)
        parked = sum(one.status is ParkingStatus.OPEN for one in record.parking_lot)
        names = (_("Tables"), _("Lights"), _("Parking"), _("Actions"))
        counts = (0, 0, parked, 0)
        self._tabs.show_tabs(
            [(key, f"{name} {n}" if n else name) for key, name, n in zip(_TABS, names, counts, strict=True)]
        )

    def show_run(self, record: WorkshopRecord, state: RunState) -> None:
        """Show what depends on the moment."""
        self.tables.show_tables(record, state)
        self.lights.show_lights(record, state)
        self.slip.show_run(record, state)
        self.guest.show_run(record, state)
        self.seats.show_run(record, state)
        self.seated.show_run(record, state)

    def turn_page(self, page: QWidget) -> None:
        """Open a page in the place of the room's side, or put it away again."""
        away = self._whole.currentWidget() is page
        self._whole.setCurrentIndex(0 if away else self._whole.indexOf(page))

    def open_guests(self) -> None:
        """Show the guests."""
        self._whole.setCurrentWidget(self.guests)

    def turn_guests(self) -> None:
        """Show the guests, or put them away again."""
        self.turn_page(self.guests)

    def turn_language(self) -> None:
        """Show language and tables, or put them away again."""
        self.turn_page(self.language)

    def turn_people(self) -> None:
        """Show who is here, ready for a name, or put it away again."""
        self.turn_page(self.people)
        if self._whole.currentWidget() is self.people:
            self.people.begin()

    def turn_walk_in(self) -> None:
        """Show the three fields for somebody new, or put them away again."""
        self.turn_page(self.walk_in)
        if self._whole.currentWidget() is self.walk_in:
            self.walk_in.say("")
            self.walk_in.begin()

    def turn_seated(self) -> None:
        """Show how people sit in the round that runs, ready for Enter, or put it away again."""
        self.turn_page(self.seated)
        if self._whole.currentWidget() is self.seated:
            self.seated.begin()

    def escape(self) -> bool:
        """Put the open page away, else leave what the tables ask as it is; say whether there was either."""
        if self._whole.currentIndex() != 0:
            self.close_page()
            return True
        if self.seats.asks():
            self.seats.put_off.emit()
            return True
        return False

    def _pages(self) -> tuple[AttendanceList, GuestsPage, LanguagePage, WalkInPage, AsSeatedPage]:
        return self.people, self.guests, self.language, self.walk_in, self.seated

    def close_page(self) -> None:
        """Go back to the room."""
        self._whole.setCurrentIndex(0)

    def choose(self, tab: str) -> None:
        """Open a tab: tables, lights, parking or actions."""
        self._whole.setCurrentIndex(0)
        self._tabs.choose(tab)
        self._choose(tab)

    def _choose(self, tab: str) -> None:
        self._stack.setCurrentIndex(_TABS.index(tab))
        self.tab_chosen.emit(tab)

    def _foot(self) -> FootArea:
        content = ContentColumn()
        cards = QVBoxLayout(content)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(Space.M)
        for card in (self.slip, self.seats, self.guest, self.attendance):
            cards.addWidget(card)
        # The cards come first: whatever is above them scrolls before they do.
        self._stack.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        return FootArea(content, _FOOT_LEAST)

    def _arrange(self) -> None:
        for panel in (self.tables, self.lights, self.parking, self.action_list):
            self._stack.addWidget(scrolling(panel))
        usual = QWidget()
        column = QVBoxLayout(usual)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(self._tabs)
        column.addWidget(self._stack, 1)
        column.addWidget(self._foot())
        self._whole.addWidget(usual)
        for page in self._pages():
            self._whole.addWidget(page)
        everything = QVBoxLayout(self)
        everything.setContentsMargins(Space.S, Space.M, Space.S, Space.M)
        everything.addWidget(self._whole)
