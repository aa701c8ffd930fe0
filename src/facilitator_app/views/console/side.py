"""The right side: tables, lights, parking lot, actions; who is here; what slips."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from facilitator_app.records.enums import ParkingStatus
from facilitator_app.records.run import RunState
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.support.wording import _
from facilitator_app.views.console.attendance import AttendanceCard, AttendanceList, session_of
from facilitator_app.views.console.lightsside import LightsPanel
from facilitator_app.views.console.notes import ActionsPanel, ParkingPanel
from facilitator_app.views.console.slip import SlipCard
from facilitator_app.views.console.tables import TablesPanel
from facilitator_app.views.shared.panels import scrolling
from facilitator_app.views.shared.tabs import SegmentedTabs
from facilitator_app.views.shared.tokens import Space

_TABS = ("tables", "lights", "parking", "actions")


class SidePanel(QWidget):
    """The room, beside the run."""

    attendance_changed = Signal(str, str, bool)
    tab_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tables = TablesPanel()
        self.lights = LightsPanel()
        self.parking = ParkingPanel()
        self.action_list = ActionsPanel()
        self.attendance = AttendanceCard()
        self.people = AttendanceList()
        self._tabs = SegmentedTabs(_("The room"))
        self.slip = SlipCard()
        self._stack = QStackedWidget()
        self._whole = QStackedWidget()
        self._arrange()
        self._tabs.chosen.connect(self._choose)
        self.attendance.opened.connect(lambda: self._whole.setCurrentIndex(1))
        self.people.closed.connect(lambda: self._whole.setCurrentIndex(0))
        self.people.attendance_changed.connect(self.attendance_changed)

    def show_workshop(self, record: WorkshopRecord, state: RunState) -> None:
        """Show what is known of the room."""
        self.parking.show_workshop(record)
        self.action_list.show_workshop(record)
        self.attendance.show_workshop(record, state)
        self.people.show_workshop(record, session_of(record, state))
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

    def choose(self, tab: str) -> None:
        """Open a tab: tables, lights, parking or actions."""
        self._whole.setCurrentIndex(0)
        self._tabs.choose(tab)
        self._choose(tab)

    def _choose(self, tab: str) -> None:
        self._stack.setCurrentIndex(_TABS.index(tab))
        self.tab_chosen.emit(tab)

    def _arrange(self) -> None:
        for panel in (self.tables, self.lights, self.parking, self.action_list):
            self._stack.addWidget(scrolling(panel))
        usual = QWidget()
        column = QVBoxLayout(usual)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(self._tabs)
        column.addWidget(self._stack, 1)
        column.addWidget(self.slip)
        column.addWidget(self.attendance)
        self._whole.addWidget(usual)
        self._whole.addWidget(self.people)
        everything = QVBoxLayout(self)
        everything.setContentsMargins(Space.S, Space.M, Space.S, Space.M)
        everything.addWidget(self._whole)
