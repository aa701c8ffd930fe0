"""The window of one open workshop: a rail of places, what each of them is shown, and what can be done now."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from facilitator_app.app.drops import DropArea
from facilitator_app.app.guestintents import GuestIntents, LanguageIntents
from facilitator_app.app.intents import (
    CaptureIntents,
    NoteIntents,
    RunIntents,
    WrittenIntents,
)
from facilitator_app.app.news import News
from facilitator_app.app.notices import Notices
from facilitator_app.app.planintents import PlanIntents
from facilitator_app.app.preparing import PreparePlaces
from facilitator_app.app.projector import Projector
from facilitator_app.app.recovering import Recovering
from facilitator_app.app.reporting import Reporting
from facilitator_app.app.runsheet import RunSheet
from facilitator_app.app.seatingintents import SeatingIntents
from facilitator_app.app.workshop import OpenWorkshop
from facilitator_app.records.changes import Changes
from facilitator_app.records.enums import Desk, SegmentKind
from facilitator_app.records.room import SceneKind
from facilitator_app.records.run import Position, RunPhase, RunState
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.support.battery import battery_percent
from facilitator_app.support.wording import _
from facilitator_app.views.capture import CaptureView
from facilitator_app.views.console.bars import RoomStatus, scene_name
from facilitator_app.views.console.guestwords import waiting_guest
from facilitator_app.views.console.view import ConsoleView
from facilitator_app.views.lights import LightsView
from facilitator_app.views.report import ReportView
from facilitator_app.views.shared.actions import ActionSet, State
from facilitator_app.views.shared.icons import Icon
from facilitator_app.views.shared.panels import BannerKind, BannerStack
from facilitator_app.views.shared.rail import Rail
from facilitator_app.views.shared.runwords import next_words

BATTERY_MS: Final = 60_000
_RUNS: Final = frozenset({RunPhase.RUNNING, RunPhase.PAUSED})


class WorkshopDesks(QObject):
    """Everything a person sees of one workshop. What each signal does is read in `wiring`."""

    library_requested = Signal()
    shown = Signal()
    """A place was asked for: the workshop is to be seen."""
    files_dropped = Signal(tuple)
    closed = Signal()

    def __init__(
        self, workshop: OpenWorkshop, actions: ActionSet, banners: BannerStack, room_screen: str = ""
    ) -> None:
        super().__init__()
        self.workshop = workshop
        self.actions = actions
        self.notices = Notices(banners)
        self.news = News(workshop, self.notices)
        self.run, self.desk = RunIntents(workshop), CaptureIntents(workshop)
        self.written, self.plan = WrittenIntents(workshop), PlanIntents(workshop)
        self.console_notes = NoteIntents(workshop, Desk.CONSOLE)
        self.capture_notes = NoteIntents(workshop, Desk.CAPTURE)
        self._place = ""
        self._said = ""
        self.widget = DropArea()
        self.rail = Rail(_("Places"))
        self._stack = QStackedWidget()
        self.console = ConsoleView()
        self.capture = CaptureView(actions)
        self.lights = LightsView()
        self.report = ReportView(_report_languages(workshop.record))
        self.prepare = PreparePlaces(workshop, self.notices)
        self.projector = Projector(self.widget, room_screen)
        self.reporting = Reporting(workshop, self.report)
        self._begin_time(workshop)
        self.battery = QTimer(self)
        self._places: dict[str, QWidget] = {
            "console": self.console,
            "capture": self.capture,
            "lights": self.lights,
            "report": self.report,
            **self.prepare.places(),
        }
        self._stale = set(self._places)
        self._lay_out()
        self.battery.start(BATTERY_MS)
        self.show_battery()
        self.show_states(workshop.state())
        if workshop.read_only:
            self._only_look()

    def _begin_time(self, workshop: OpenWorkshop) -> None:
        """Make what looks after time: plans, the run sheet, guests, the language mode."""
        content = self.prepare.answers.content
        self._forming = False
        self.sheet = RunSheet(workshop, self.notices)
        self.recovering = Recovering(workshop, self.notices, self.sheet, content)
        self.guests = GuestIntents(workshop)
        self.seating = SeatingIntents(workshop, self.console, self.notices)
        self.languages = LanguageIntents(workshop, self.console, self.recovering, content)

    # --- places -----------------------------------------------------------------------------------------

    def go(self, place: str) -> None:
        """Show a place of the window."""
        if place == "library":
            self.library_requested.emit()
            return
        if place not in self._places:
            return
        self.settle()
        self._place = place
        self._refresh_place()
        self._stack.setCurrentWidget(self._places[place])
        self.rail.choose(place)
        self.shown.emit()
        self.workshop.tick()

    def place(self) -> str:
        """Return the place that is shown."""
        return self._place

    def settle(self) -> None:
        """Seal what is being typed anywhere: before Next, before leaving, before closing."""
        self.capture.settle()
        self.lights.settle()
        self.report.settle()
        self.prepare.agenda.settle()

    def show_first_place(self) -> None:
        """Begin where the work is: the console, or the people where nobody is on the roster yet."""
        self.go("console" if self.workshop.record.participants else "people")
        self.news.tell_opening()
        self.projector.open()

    def take_roster(self, path: Path) -> None:
        """Show what a list of people that was dropped would change."""
        self.go("people")
        self.prepare.show_roster(path)

    def close(self, *, insist: bool = False) -> Path | None:
        """Settle, close the file, take the room off its screen; return a rescue file if one was needed.

        Raises KnownError where something could not be saved: then everything stays as it is. With `insist`
        only words that can be kept nowhere at all are a reason to stay.
        """
        self.settle()
        failures = self.workshop.store.drain()
        if failures and not insist:
            raise failures[0]
        rescue = self.workshop.close()
        self.battery.stop()
        self.reporting.close()
        self.prepare.close()
        self.seating.close()
        self.sheet.close()
        self.projector.close()
        self.notices.close()
        self.actions.show_title("run.next")
        self.closed.emit()
        return rescue

    def go_on_from(self, expected: Position | None) -> None:
        """Press Next at the position that the console shows."""
        self.settle()
        self.run.go_on(expected)

    # --- what is shown ----------------------------------------------------------------------------------

    def take_changes(self, changes: Changes, _record: WorkshopRecord) -> None:
        """Something was written: every place is out of date until it is shown again."""
        self._stale = set(self._places)
        self._refresh_place()
        self.projector.show_changes(changes)
        self.news.take_changes(changes)

    def show_run(self, state: RunState) -> None:
        """Tell the time to whatever is seen."""
        record = self.workshop.record
        self.recovering.show_run(state)
        self.seating.show_run()
        self.projector.show_run(record, state)
        if self._place == "console":
            self.console.show_run(state)
        self.capture.show_run(state)
        if self._place == "lights":
            self.lights.show_run(state)
        elif self._place == "agenda":
            self.prepare.agenda.show_run(state)
        words = next_words(record, state)
        if words != self._said:
            self._said = words
            self.actions.show_title("run.next", words)
        self._tell_of_teams(state)
        self.show_states(state)

    def _tell_of_teams(self, state: RunState) -> None:
        """Offer the page of cluster teams while teams form or are to form next."""
        near = {at.segment_id for at in (state.position, state.following) if at is not None}
        forming = any(
            one.id in near and one.kind is SegmentKind.TEAM_FORMING
            for one in self.workshop.record.agenda.segments()
        )
        if forming == self._forming:
            return
        self._forming = forming
        if forming:
            key = self.actions.hint("prepare.teams")
            words = _(
                "Cluster teams form now or next: everybody says a number, tables adopt clusters ({key})."
            )
            open_page = partial(self.actions.trigger, "prepare.teams")
            self.notices.tell(
                "forming", BannerKind.INFO, words.format(key=key), _("Cluster teams"), open_page
            )
        else:
            self.notices.take_away("forming")

    def show_states(self, now: RunState) -> None:
        """Say what can be done now: every action is enabled or not by it."""
        states = {State.OPEN, State.REPORTABLE}
        if not self.workshop.read_only:
            states |= {State.CAN_UNDO, State.CAN_REDO}
            if now.phase is not RunPhase.FINISHED and (now.position or now.following):
                states.add(State.RUNNABLE)
            if now.phase in _RUNS:
                states.add(State.RUNNING)
            if now.can_go_back:
                states.add(State.CAN_GO_BACK)
            if self._place == "capture":
                states.add(State.CAPTURING)
            states |= self._time_states(now)
        if frozenset(states) != self.actions.states():
            self.actions.show_states(states)

    def _time_states(self, now: RunState) -> set[State]:
        """Return what can be done about time: plans, guests, and what only the console answers."""
        at_console = self._place == "console"
        found = {
            State.AT_CONSOLE: at_console,
            State.DECIDING: at_console and self.console.deciding(),
            State.RECOVERABLE: self.recovering.offer is not None,
            State.TABLES_ASK: at_console and self.seating.asks(),
            State.SLEPT: now.long_gap_seconds > 0,
            State.GUEST_WAITING: waiting_guest(self.workshop.record, now) is not None,
        }
        return {state for state, so in found.items() if so}

    def take_typed(self, point_id: str, field: str, text: str) -> None:
        """Hand a typed text to the store; the badge waits until this very version is on the disk."""
        version = self.workshop.store.type_draft(point_id, field, text)
        self.capture.typed_version(point_id, field, version)

    def show_saved(self, words: str, trouble: bool) -> None:  # noqa: FBT001  # as the signal says it
        """Say in every badge whether all is on the disk."""
        self.console.show_saved(words, trouble=trouble)
        if trouble:
            self.capture.show_not_saved(words)
        else:
            self.capture.show_saved(words)

    def show_room(self, status: RoomStatus) -> None:
        """Say on both desks what everybody sees."""
        self.console.show_room(status)
        seen = scene_name(SceneKind.BLANK if status.blank else status.kind) if status.projector else ""
        self.capture.show_room(seen)

    def show_battery(self) -> None:
        """Show how full the battery is, if there is one."""
        self.console.top.show_battery(battery_percent())

    def _refresh_place(self) -> None:
        # The capture desk follows the room even while another place is shown: it must never be behind.
        for place in {self._place, "capture"} & self._stale:
            self._stale.discard(place)
            self._places[place].show_workshop(self.workshop.record)  # type: ignore[attr-defined]

    # --- layout -----------------------------------------------------------------------------------------

    def _only_look(self) -> None:
        """Let nobody type or press what cannot be kept: the file may only be read."""
        capture, side = self.capture, self.console.side
        live = (side.people, side.walk_in, side.seated, side.seats)
        beside = (self.console.plans, self.console.timers, side.guests, side.language, side.tables, *live)
        for widget in (*beside, self.console.bottom, capture.grid, capture.note, capture.park, capture.act):
            widget.setEnabled(False)

    def _lay_out(self) -> None:
        for view in self._places.values():
            self._stack.addWidget(view)
        places = (
            ("library", Icon.FOLDER, _("Library"), "library.close_workshop"),
            ("agenda", Icon.AGENDA, _("Agenda"), "prepare.agenda"),
            ("people", Icon.PEOPLE, _("People"), "prepare.people"),
            ("tables", Icon.TABLE, _("Tables"), "prepare.tables"),
            ("console", Icon.PLAY, _("Run"), "view.console"),
            ("capture", Icon.CAPTURE, _("Capture"), "view.capture"),
            ("lights", Icon.LIGHTS, _("Lights"), "view.lights"),
            ("report", Icon.REPORT, _("Report"), "report.open"),
        )
        hint = self.actions.hint
        self.rail.show_places([(key, icon, words, hint(action)) for key, icon, words, action in places])
        line = QHBoxLayout(self.widget)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.rail)
        line.addWidget(self._stack, 1)


def _report_languages(record: WorkshopRecord) -> tuple[str, ...]:
    details = record.details
    return tuple(dict.fromkeys(("en", details.working_language, *details.local_languages)))
