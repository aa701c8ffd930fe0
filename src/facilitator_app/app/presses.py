"""What each action does in an open workshop, from whichever place and window its key or button was used."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from facilitator_app.app.intents import DESKS
from facilitator_app.records.enums import Desk, GuestStatus
from facilitator_app.records.recovery import RecoveryOffer
from facilitator_app.support.wording import _
from facilitator_app.views.console.guestwords import waiting_guest
from facilitator_app.views.console.recovery import MOVE_KEY
from facilitator_app.views.shared.actions import PLAN_KEYS, TABLE_KEYS
from facilitator_app.views.shared.panels import BannerKind

if TYPE_CHECKING:
    from facilitator_app.app.desks import WorkshopDesks

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

_NEXT_STATUS: Final = {
    GuestStatus.EXPECTED: GuestStatus.ON_THE_WAY,
    GuestStatus.ON_THE_WAY: GuestStatus.AT_THE_DOOR,
    GuestStatus.LEFT: GuestStatus.EXPECTED,
}


class Presses(QObject):
    """The table of actions; the views' buttons end in the same commands."""

    answered = Signal(str)
    """An action of the workshop was used: the workshop is to be seen."""

    def __init__(self, desks: WorkshopDesks) -> None:
        super().__init__(desks)
        self._desks = desks
        self._table = self._actions()

    def known(self) -> frozenset[str]:
        """Return the ids of the actions that are answered here."""
        return frozenset(self._table)

    def press(self, action: str) -> None:
        """Do an action; one of the library is not known here."""
        do = self._table.get(action)
        if do is not None:
            self.answered.emit(action)
            do()

    def stop(self) -> None:
        """Answer no action any more: the workshop is closed."""
        self._desks.actions.requested.disconnect(self.press)

    def go_on(self) -> None:
        """Seal what is being typed and press Next where the run stands now, whatever place is shown."""
        self._desks.settle()
        self._desks.run.go_on(self._desks.workshop.state().position)

    def _actions(self) -> dict[str, Callable[[], object]]:
        desks, capture, run = self._desks, self._desks.capture, self._desks.run
        table: dict[str, Callable[[], object]] = {
            "run.next": self.go_on,
            "capture.table_done": self.go_on,
            "run.back": self._go_back,
            "run.pause": run.toggle_pause,
            "run.minus_one": lambda: run.adjust(-1),
            "run.plus_one": lambda: run.adjust(1),
            "run.plus_five": lambda: run.adjust(5),
            **self._time_actions(),
            "room.blank": desks.projector.blank,
            "room.choose": self._choose_room,
            "room.show": self._toggle_room,
            "edit.undo": lambda: self._undo(redo=False),
            "edit.redo": lambda: self._undo(redo=True),
            "parking.new": lambda: self._in_capture(capture.note_parking),
            "action.new": lambda: self._in_capture(capture.note_action),
            "report.make": self._make_report,
            "file.export": self._export,
            "prepare.print_agenda": self._print_agenda,
            "prepare.teams": self._open_teams,
            "capture.move_up": lambda: capture.move_point(-1),
            "capture.move_down": lambda: capture.move_point(1),
            "capture.direction": lambda: capture.with_current("direction"),
            "capture.delete_point": lambda: capture.with_current("delete"),
            "capture.do_not_publish": lambda: capture.with_current("publish"),
            "capture.follow": capture.follow_room,
        }
        for number in range(1, TABLE_KEYS + 1):
            table[f"capture.table_{number}"] = partial(capture.open_table, number)
        for action, place in PLACES.items():
            table[action] = partial(desks.go, place)
        return table

    def show_offer(self, offer: RecoveryOffer | None, quiet: bool) -> None:  # noqa: FBT001
        """Show what slips and what can be done about it; its keys work from now on, or no longer."""
        self._desks.console.show_offer(offer, quiet=quiet)
        self.show_states()

    def open_plans(self) -> None:
        """Show the plans on the console, whatever place is shown."""
        if self._desks.place() != "console":
            self._desks.go("console")
        self._desks.console.open_plans()

    def show_states(self, *_what: object) -> None:
        """Say anew which actions can be done now."""
        self._desks.show_states(self._desks.workshop.state())

    def step_guest(self, guest_id: str) -> None:
        """Move a guest on by one: on the way, at the door; then when to speak is asked, then Next."""
        desks = self._desks
        guest = next((one for one in desks.workshop.record.guests if one.id == guest_id), None)
        if guest is None:
            return
        if guest.status is GuestStatus.SPEAKING:
            self.go_on()
        elif guest.status is GuestStatus.AT_THE_DOOR:
            self._on_console(desks.console.side.open_guests)
        else:
            desks.guests.set_status(guest_id, _NEXT_STATUS[guest.status])

    def _time_actions(self) -> dict[str, Callable[[], object]]:
        desks, console = self._desks, self._desks.console
        plans: dict[str, Callable[[], object]] = {
            f"recover.plan_{number}": partial(console.choose_plan, number)
            for number in range(1, PLAN_KEYS + 1)
        }
        return {
            **plans,
            "recover.move": partial(console.choose_plan, MOVE_KEY),
            "recover.leave": console.leave_plans,
            "run.recover": self.open_plans,
            "run.interpreter": desks.run.toggle_interpreter,
            "run.correct_start": console.correct_start,
            "run.leave_out": partial(desks.workshop.answer_gap, count=False),
            "run.timer": console.timers.turn_form,
            "run.guests": console.side.turn_guests,
            "run.guest_step": self._step_waiting_guest,
            "run.language": console.side.turn_language,
            "run.here": console.side.turn_people,
            "run.walk_in": console.side.turn_walk_in,
            "run.as_seated": console.side.turn_seated,
            "tables.accept": desks.seating.accept,
            "run.sheet": desks.sheet.make,
        }

    def _step_waiting_guest(self) -> None:
        workshop = self._desks.workshop
        guest = waiting_guest(workshop.record, workshop.state())
        if guest is not None:
            self.step_guest(guest.id)

    def _on_console(self, what: Callable[[], None]) -> None:
        if self._desks.place() != "console":
            self._desks.go("console")
        what()

    def _go_back(self) -> None:
        self._desks.settle()
        self._desks.run.go_back(self._desks.workshop.state().position)

    def _choose_room(self) -> None:
        self._desks.go("console")
        self._desks.console.bottom.open_menu()

    def _toggle_room(self) -> None:
        screens = self._desks.projector.screens
        if screens.is_open():
            self._desks.projector.leave()
        elif not self._desks.projector.open():
            words = _("There is no second screen. Plug the projector in and choose “extend”, not “mirror”.")
            self._desks.notices.tell("screen", BannerKind.INFO, words)
        else:
            self._desks.notices.take_away("screen")

    def _undo(self, *, redo: bool) -> None:
        self._desks.settle()
        desk = DESKS.get(self._desks.place(), Desk.PREPARE)
        workshop = self._desks.workshop
        (workshop.redo if redo else workshop.undo)(desk)

    def _in_capture(self, what: Callable[[], None]) -> None:
        self._desks.go("capture")
        what()

    def _make_report(self) -> None:
        self._desks.go("report")
        self._desks.report.make.click()

    def _print_agenda(self) -> None:
        self._desks.go("agenda")
        self._desks.prepare.agenda.open_print()

    def _open_teams(self) -> None:
        self._desks.go("tables")
        self._desks.prepare.tables.show_page("teams")
        self._desks.prepare.teams.begin()

    def _export(self) -> None:
        self._desks.go("report")
        self._desks.reporting.ask_package()
