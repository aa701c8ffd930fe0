"""The window of one open workshop: a rail of places, and one block that says which signal goes where."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from facilitator_app.app.intents import DESKS, CaptureIntents, RunIntents, WrittenIntents
from facilitator_app.app.preparing import PreparePlaces
from facilitator_app.app.projector import Projector
from facilitator_app.app.reporting import Reporting
from facilitator_app.app.workshop import OpenWorkshop
from facilitator_app.content.catalogue import Content
from facilitator_app.records.changes import Changes
from facilitator_app.records.enums import Desk
from facilitator_app.records.room import SceneKind
from facilitator_app.records.run import RunPhase, RunState
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.store.keeper import NotSaved, Saved
from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _
from facilitator_app.views.capture import CaptureView
from facilitator_app.views.console.bars import RoomStatus, scene_name
from facilitator_app.views.console.view import ConsoleView
from facilitator_app.views.lights import LightsView
from facilitator_app.views.report import ReportView
from facilitator_app.views.shared.actions import ActionSet, State
from facilitator_app.views.shared.icons import Icon
from facilitator_app.views.shared.panels import BannerKind, BannerStack
from facilitator_app.views.shared.rail import Rail
from facilitator_app.views.shared.runwords import next_words

PLACES: Final = {
    "library.close_workshop": "library",
    "prepare.agenda": "agenda",
    "prepare.people": "people",
    "prepare.tables": "tables",
    "view.console": "console",
    "view.capture": "capture",
    "view.lights": "lights",
    "report.open": "report",
}


class WorkshopDesks(QObject):
    """Everything a person sees of one workshop, and where each intent goes."""

    library_requested = Signal()

    def __init__(
        self,
        workshop: OpenWorkshop,
        actions: ActionSet,
        banners: BannerStack,
        content: Content,
        room_screen: str = "",
    ) -> None:
        super().__init__()
        self.workshop = workshop
        self._actions = actions
        self._banners = banners
        self._place = ""
        self._stale: set[str] = set()
        self._unsaved = False
        self._said = ""
        self.widget = QWidget()
        self.rail = Rail(_("Places"))
        self._stack = QStackedWidget()
        self.console = ConsoleView()
        self.capture = CaptureView(actions)
        self.lights = LightsView()
        self.report = ReportView(_report_languages(workshop.record))
        self.prepare = PreparePlaces(workshop, actions, banners, content)
        self.projector = Projector(self.widget, room_screen)
        self.reporting = Reporting(workshop, self.report)
        self._places: dict[str, QWidget] = {
            "console": self.console,
            "capture": self.capture,
            "lights": self.lights,
            "report": self.report,
            **self.prepare.places(),
        }
        self._lay_out()
        self._wire()
        self._stale = set(self._places)
        self.show_states()

    # --- wiring: which signal goes where ----------------------------------------------------------------

    def _wire(self) -> None:
        run, desk = RunIntents(self.workshop), CaptureIntents(self.workshop)
        written = WrittenIntents(self.workshop)
        self._intents = (run, desk, written)  # Qt holds a bound method of a plain object weakly
        console, capture, lights, report = self.console, self.capture, self.lights, self.report
        pairs: tuple[tuple[object, Callable[..., object]], ...] = (
            (self.workshop.record_changed, self._on_changed),
            (self.workshop.ticked, self._on_tick),
            (self.workshop.store.failed, self._on_failed),
            (self.workshop.store.saved, self._on_saved),
            (self.workshop.store.not_saved, self._on_not_saved),
            (self.workshop.store.space, self._on_space),
            (self.workshop.store.backup_failed, self._on_backup_failed),
            (self.rail.chosen, self.go),
            (self._actions.requested, self._on_action),
            (console.next_requested, run.go_on),
            (console.back_requested, run.go_back),
            (console.pause_toggled, run.toggle_pause),
            (console.adjust_requested, run.adjust),
            (console.jump_requested, run.jump),
            (console.start_corrected, run.correct_start),
            (console.gap_left_out, partial(self._answer_gap, count=False)),
            (console.gap_counted, partial(self._answer_gap, count=True)),
            (console.scene_requested, self.projector.choose),
            (console.follow_requested, partial(self.projector.choose, None)),
            (console.blank_toggled, self.projector.blank),
            (console.attendance_changed, run.mark_attendance),
            (console.lights_requested, partial(self.go, "lights")),
            (console.parking_noted, run.note_parking),
            (console.parking_status_changed, run.answer_parking),
            (console.action_noted, run.note_action),
            (console.report_requested, partial(self.go, "report")),
            (self.projector.scene_changed, console.show_scene),
            (self.projector.time_changed, console.show_time),
            (self.projector.status_changed, self._on_room),
            (self.projector.lost, lambda _name: console.show_projector(lost=True)),
            (self.projector.found, lambda _name: console.show_projector(lost=False)),
            (capture.point_started, desk.begin_point),
            (capture.typed, self._on_typed),
            (capture.settled, desk.settle),
            (capture.status_chosen, desk.set_status),
            (capture.publish_chosen, desk.hide),
            (capture.direction_chosen, desk.set_direction),
            (capture.move_requested, desk.move),
            (capture.delete_requested, desk.delete),
            (capture.next_requested, self.press_next),
            (capture.adjust_requested, run.adjust),
            (capture.parking_noted, run.note_parking),
            (capture.action_noted, run.note_action),
            (lights.rated, desk.rate),
            (lights.evidence_settled, desk.note_evidence),
            (report.text_settled, written.settle),
            (report.place_requested, self.go),
        )
        for signal, slot in pairs:
            signal.connect(slot)  # type: ignore[attr-defined]  # a bound signal has connect

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
        self.show_states()
        self.workshop.tick()

    def place(self) -> str:
        """Return the place that is shown."""
        return self._place

    def settle(self) -> None:
        """Seal what is being typed anywhere: before Next, before leaving, before closing."""
        self.capture.settle()
        self.report.settle()
        self.prepare.settle()

    def show_first_place(self) -> None:
        """Begin where the work is: the console, or the people where nobody is on the roster yet."""
        self.go("console" if self.workshop.record.participants else "people")
        for warning in self.workshop.opened.warnings:
            self._banners.show_banner(f"opened:{warning}", BannerKind.WARN, warning)
        if self.workshop.opened.recovered:
            words = _("The program was not closed properly last time. Everything that was saved is here.")
            self._banners.show_banner("recovered", BannerKind.INFO, words)
        self.projector.open()

    def close(self) -> Path | None:
        """Settle, take the room off its screen, close the file; return a rescue file if one was needed."""
        self.settle()
        self.reporting.close()
        self.prepare.close()
        self.projector.close()
        return self.workshop.close()

    # --- the run ----------------------------------------------------------------------------------------

    def press_next(self) -> None:
        """Do what the largest button says, from whichever place and window the press comes."""
        self.settle()
        self.console.press_next()

    def _on_action(self, action: str) -> None:
        state = self.workshop.state()
        run: dict[str, Callable[[], object]] = {
            "run.next": self.press_next,
            "capture.table_done": self.press_next,
            "run.back": lambda: self.console.back_requested.emit(state.position),
            "run.pause": self.console.pause_toggled.emit,
            "run.minus_one": lambda: self.console.adjust_requested.emit(-1),
            "run.plus_one": lambda: self.console.adjust_requested.emit(1),
            "run.plus_five": lambda: self.console.adjust_requested.emit(5),
            "room.blank": self.projector.blank,
            "room.show": self._toggle_room,
            "edit.undo": lambda: self._undo(redo=False),
            "edit.redo": lambda: self._undo(redo=True),
            "parking.new": lambda: self._in_capture(self.capture.note_parking),
            "action.new": lambda: self._in_capture(self.capture.note_action),
            "report.make": self._make_report,
            "file.export": self.report.export_requested.emit,
            "capture.move_up": lambda: self.capture.move_point(-1),
            "capture.move_down": lambda: self.capture.move_point(1),
            "capture.direction": lambda: self.capture.with_current("direction"),
            "capture.delete_point": lambda: self.capture.with_current("delete"),
            "capture.do_not_publish": lambda: self.capture.with_current("publish"),
            "capture.follow": self.capture.follow_room,
        }
        if action in PLACES:
            self.go(PLACES[action])
        elif action.startswith("capture.table_") and action.removeprefix("capture.table_").isdecimal():
            self.capture.open_table(int(action.removeprefix("capture.table_")))
        elif action in run:
            run[action]()

    def _make_report(self) -> None:
        self.go("report")
        self.report.make.click()

    def _in_capture(self, what: Callable[[], None]) -> None:
        self.go("capture")
        what()

    def _toggle_room(self) -> None:
        if self.projector.screens.is_open():
            self.projector.screens.close()
        elif not self.projector.screens.open():
            words = _("There is no second screen. Plug the projector in and choose “extend”, not “mirror”.")
            self._banners.show_banner("screen", BannerKind.INFO, words)

    def _undo(self, *, redo: bool) -> None:
        self.settle()
        desk = DESKS.get(self._place, Desk.PREPARE)
        (self.workshop.redo if redo else self.workshop.undo)(desk)

    def _answer_gap(self, _seconds: int = 0, *, count: bool) -> None:
        self.workshop.answer_gap(count=count)

    # --- what comes back --------------------------------------------------------------------------------

    def _on_changed(self, changes: Changes, record: WorkshopRecord) -> None:
        self._stale = set(self._places)
        self._banners.take_away("failed")
        self._refresh_place()
        self.projector.show_changes(changes)
        del record

    def _refresh_place(self) -> None:
        # The capture desk follows the room even while another place is shown: it must never be behind.
        for place in {self._place, "capture"} & self._stale:
            self._stale.discard(place)
            self._places[place].show_workshop(self.workshop.record)  # type: ignore[attr-defined]

    def _on_tick(self, state: RunState) -> None:
        record = self.workshop.record
        self.projector.show_run(record, state)
        self.console.show_run(state) if self._place == "console" else None
        self.capture.show_run(state)
        if self._place == "lights":
            self.lights.show_run(state)
        self.prepare.show_run(self._place, state)
        words = next_words(record, state)
        if words != self._said:
            self._said = words
            self._actions.show_title("run.next", words)
        self.show_states(state)

    def show_states(self, state: RunState | None = None) -> None:
        """Say what can be done now: every action is enabled or not by it."""
        now = state or self.workshop.state()
        states = {State.OPEN, State.CAN_UNDO, State.CAN_REDO, State.REPORTABLE}
        if self.workshop.read_only:
            states = {State.OPEN, State.REPORTABLE}
        else:
            if now.position is not None or now.following is not None:
                states.add(State.RUNNABLE)
            if now.phase in {RunPhase.RUNNING, RunPhase.PAUSED}:
                states.add(State.RUNNING)
            if now.can_go_back:
                states.add(State.CAN_GO_BACK)
            if self._place == "capture":
                states.add(State.CAPTURING)
        if frozenset(states) != self._actions.states():
            self._actions.show_states(states)

    def _on_room(self, status: RoomStatus) -> None:
        self.console.show_room(status)
        seen = scene_name(SceneKind.BLANK if status.blank else status.kind) if status.projector else ""
        self.capture.show_room(seen)

    def _on_typed(self, point_id: str, field: str, text: str) -> None:
        version = self.workshop.store.type_draft(point_id, field, text)
        del version

    def _on_saved(self, saved: Saved) -> None:
        local = saved.at.wall.astimezone(ZoneInfo(self.workshop.record.agenda.zone))
        words = _("Saved {time}").format(time=f"{local:%H:%M}")
        self.console.show_saved(words)
        self.capture.show_saved(words)
        if self._unsaved:
            self._unsaved = False
            self.console.show_trouble()
            self._banners.take_away("not saved")

    def _on_not_saved(self, news: NotSaved) -> None:
        self._unsaved = True
        reason = str(news.error)
        words = _("What is typed is NOT SAVED: {reason}").format(reason=reason)
        if news.rescue is not None:
            words = _("{words} A copy lies in {path}.").format(words=words, path=news.rescue)
        self.console.show_saved(_("NOT SAVED"), trouble=True)
        self.capture.show_not_saved(_("NOT SAVED"))
        self._banners.show_banner("not saved", BannerKind.ERROR, words, dismissible=False)

    def _on_space(self, words: str) -> None:
        if words:
            self._banners.show_banner("space", BannerKind.WARN, words)
        else:
            self._banners.take_away("space")

    def _on_backup_failed(self, error: Exception) -> None:
        words = _("No backup could be written: {reason}").format(reason=error)
        self._banners.show_banner("backup", BannerKind.WARN, words)

    def _on_failed(self, error: KnownError) -> None:
        self._banners.show_banner("failed", BannerKind.WARN, str(error))

    # --- layout -----------------------------------------------------------------------------------------

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
        hint = self._actions.hint
        self.rail.show_places([(key, icon, words, hint(action)) for key, icon, words, action in places])
        line = QHBoxLayout(self.widget)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.rail)
        line.addWidget(self._stack, 1)


def _report_languages(record: WorkshopRecord) -> tuple[str, ...]:
    details = record.details
    return tuple(dict.fromkeys(("en", details.working_language, *details.local_languages)))
