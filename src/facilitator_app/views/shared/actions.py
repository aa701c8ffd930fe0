"""Every action of the program as data: menus, buttons, keys and the page of keys come from this list."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence

from facilitator_app.support.wording import _, pgettext_


def msgid(message: str) -> str:
    """Mark a message for translation where it stands in data; it is translated when shown."""
    return message


class Group(StrEnum):
    """Where an action stands in menus and on the page of keys."""

    RUN = "run"
    ROOM = "room"
    CAPTURE = "capture"
    LIGHTS = "lights"
    EDIT = "edit"
    LIBRARY = "library"
    PREPARE = "prepare"
    REPORT = "report"
    VIEW = "view"


class State(StrEnum):
    """What must be so for an action to make sense; the composition root says what is."""

    OPEN = "open"
    RUNNABLE = "runnable"
    RUNNING = "running"
    CAN_GO_BACK = "can_go_back"
    CAPTURING = "capturing"
    CAN_UNDO = "can_undo"
    CAN_REDO = "can_redo"
    REPORTABLE = "reportable"
    RECOVERABLE = "recoverable"
    DECIDING = "deciding"
    GUEST_WAITING = "guest_waiting"
    AT_CONSOLE = "at_console"
    SLEPT = "slept"
    TABLES_ASK = "tables_ask"


class Scope(StrEnum):
    """PROGRAM keys work in every window; FIELD keys belong to the editor or list that has the focus."""

    PROGRAM = "program"
    FIELD = "field"


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action: id, title (a message id), default keys, group, and when it is enabled."""

    id: str
    title: str
    keys: tuple[str, ...] = ()
    group: Group = Group.VIEW
    enabled_when: frozenset[State] = frozenset()
    scope: Scope = Scope.PROGRAM
    once: bool = False
    """A second press within 400 ms does nothing, nor does a key held down."""
    yields_to_editor: bool = False
    """An editor with unsettled text takes the key first."""

    def shown_title(self) -> str:
        """Return the translated title."""
        return _(self.title)


_OPEN: Final = frozenset({State.OPEN})
_RUNNABLE: Final = frozenset({State.OPEN, State.RUNNABLE})
_RUNNING: Final = frozenset({State.OPEN, State.RUNNING})
_CAPTURING: Final = frozenset({State.OPEN, State.CAPTURING})
_DECIDING: Final = frozenset({State.OPEN, State.DECIDING})
TABLE_KEYS: Final = 7
PLAN_KEYS: Final = 3


def _run() -> Iterable[ActionSpec]:
    group = Group.RUN
    back = frozenset({State.OPEN, State.CAN_GO_BACK})
    yield ActionSpec("run.next", msgid("Next"), ("PgDown", "Right"), group, _RUNNABLE, once=True)
    yield ActionSpec("run.back", msgid("Back"), ("PgUp", "Left"), group, back, once=True)
    yield ActionSpec("run.pause", msgid("Pause"), ("Space",), group, _RUNNING, once=True)
    yield ActionSpec("run.minus_one", msgid("One minute less"), ("Ctrl+-",), group, _RUNNING)
    yield ActionSpec("run.plus_one", msgid("One minute more"), ("Ctrl++", "Ctrl+="), group, _RUNNING)
    yield ActionSpec("run.plus_five", msgid("Five minutes more"), ("Ctrl+Shift+=",), group, _RUNNING)
    yield ActionSpec("room.blank", msgid("Blank"), ("B", "."), Group.ROOM, _OPEN, once=True)
    yield ActionSpec("room.choose", msgid("Room…"), ("Ctrl+R",), Group.ROOM, _OPEN)
    yield ActionSpec("room.show", msgid("Room window"), ("F9",), Group.ROOM, _OPEN)


def _time() -> Iterable[ActionSpec]:
    group = Group.RUN
    recoverable = frozenset({State.OPEN, State.RECOVERABLE})
    waiting = frozenset({State.OPEN, State.GUEST_WAITING})
    here = frozenset({State.OPEN, State.AT_CONSOLE})
    yield ActionSpec("run.recover", msgid("See plans"), ("R", "Ctrl+Shift+R"), group, recoverable, once=True)
    for number in range(1, PLAN_KEYS + 1):
        keys = (str(number),)
        yield ActionSpec(f"recover.plan_{number}", msgid("Do plan {n}"), keys, group, _DECIDING, once=True)
    yield ActionSpec("recover.move", msgid("Move the fixed time"), ("4",), group, _DECIDING, once=True)
    yield ActionSpec("recover.leave", msgid("Leave it as it is"), ("Esc",), group, _DECIDING, once=True)
    interpreter = msgid("Pause for the interpreter")
    yield ActionSpec("run.interpreter", interpreter, ("I", "Ctrl+Shift+I"), group, _RUNNING, once=True)
    yield ActionSpec(
        "run.correct_start", msgid("Correct the start"), ("S",), group, here | _RUNNING, once=True
    )
    slept = frozenset({State.OPEN, State.SLEPT})
    yield ActionSpec("run.leave_out", msgid("Leave the sleep out"), ("O",), group, slept, once=True)
    yield ActionSpec("run.timer", msgid("Timer beside the plan"), ("T", "Ctrl+T"), group, here, once=True)
    yield ActionSpec("run.guests", msgid("Guests"), ("G", "Ctrl+G"), group, here, once=True)
    yield ActionSpec(
        "run.guest_step", msgid("Guest: next step"), ("Ctrl+Shift+G",), group, waiting, once=True
    )
    yield ActionSpec("run.sheet", msgid("Write the run sheet"), (), group, _OPEN, once=True)
    yield from _room(here)
    language = msgid("Language and tables")
    yield ActionSpec("run.language", language, ("Ctrl+Shift+L",), group, here, once=True)


def _room(here: frozenset[State]) -> Iterable[ActionSpec]:
    """Yield what is done about people and tables while the room works."""
    group = Group.RUN
    asked = here | {State.TABLES_ASK}
    yield ActionSpec("run.here", msgid("Who is here"), ("H", "Ctrl+Shift+H"), group, here, once=True)
    yield ActionSpec("run.walk_in", msgid("Somebody new"), ("W", "Ctrl+Shift+W"), group, here, once=True)
    yield ActionSpec("run.as_seated", msgid("As seated"), ("A", "Ctrl+Shift+S"), group, here, once=True)
    yield ActionSpec(
        "tables.accept", msgid("Do what the tables need"), ("M", "Ctrl+Shift+M"), group, asked, once=True
    )


def _capture() -> Iterable[ActionSpec]:
    group = Group.CAPTURE
    field = Scope.FIELD
    yield ActionSpec("capture.next_point", msgid("Next point"), ("Return",), group, _CAPTURING, field)
    yield ActionSpec("capture.new_line", msgid("New line"), ("Shift+Return",), group, _CAPTURING, field)
    yield ActionSpec("capture.other_language", msgid("Other language"), ("Tab",), group, _CAPTURING, field)
    yield ActionSpec("capture.previous", msgid("Field before"), ("Shift+Tab",), group, _CAPTURING, field)
    yield ActionSpec("capture.leave", msgid("Leave the grid"), ("F6",), group, _CAPTURING, field)
    yield ActionSpec(
        "capture.table_done", msgid("Table done"), ("Ctrl+Return",), group, _CAPTURING, once=True
    )
    yield ActionSpec("capture.move_up", msgid("Move the point up"), ("Ctrl+Up",), group, _CAPTURING)
    yield ActionSpec("capture.move_down", msgid("Move the point down"), ("Ctrl+Down",), group, _CAPTURING)
    yield ActionSpec("capture.direction", msgid("Writing direction"), ("Ctrl+D",), group, _CAPTURING)
    yield ActionSpec("capture.delete_point", msgid("Delete the point"), ("Ctrl+Del",), group, _CAPTURING)
    yield ActionSpec("capture.do_not_publish", msgid("Do not publish"), ("Ctrl+H",), group, _CAPTURING)
    yield ActionSpec("capture.follow", msgid("Follow the room"), ("Ctrl+L",), group, _CAPTURING)
    for number in range(1, TABLE_KEYS + 1):
        yield ActionSpec(f"capture.table_{number}", msgid("Table {n}"), (f"Alt+{number}",), group, _CAPTURING)
    yield ActionSpec("parking.new", msgid("Parking lot"), ("Ctrl+Shift+P",), group, _OPEN)
    yield ActionSpec("action.new", msgid("Action"), ("Ctrl+Shift+A",), group, _OPEN)


def _agenda() -> Iterable[ActionSpec]:
    """Yield the keys that belong to the chosen row of the agenda."""
    group, field = Group.PREPARE, Scope.FIELD
    yield ActionSpec("prepare.up", msgid("Move up"), ("Alt+Up",), group, _OPEN, field)
    yield ActionSpec("prepare.down", msgid("Move down"), ("Alt+Down",), group, _OPEN, field)
    yield ActionSpec("prepare.day_before", msgid("To the day before"), ("Alt+Shift+Up",), group, _OPEN, field)
    yield ActionSpec("prepare.day_after", msgid("To the next day"), ("Alt+Shift+Down",), group, _OPEN, field)
    yield ActionSpec("prepare.cut", msgid("Cut"), ("Ctrl+X",), group, _OPEN, field)
    yield ActionSpec("prepare.paste", msgid("Paste before this"), ("Ctrl+V",), group, _OPEN, field)
    yield ActionSpec("prepare.insert", msgid("Insert before…"), ("Ins",), group, _OPEN, field)
    yield ActionSpec("prepare.remove", msgid("Remove"), ("Del",), group, _OPEN, field)


def _program() -> Iterable[ActionSpec]:
    undo = frozenset({State.OPEN, State.CAN_UNDO})
    redo = frozenset({State.OPEN, State.CAN_REDO})
    report = frozenset({State.OPEN, State.REPORTABLE})
    library, prepare, edit = Group.LIBRARY, Group.PREPARE, Group.EDIT
    redo_keys = ("Ctrl+Shift+Z", "Ctrl+Y")
    yield ActionSpec("edit.undo", msgid("Undo"), ("Ctrl+Z",), edit, undo, yields_to_editor=True)
    yield ActionSpec("edit.redo", msgid("Redo"), redo_keys, edit, redo, yields_to_editor=True)
    yield ActionSpec("library.new", msgid("New workshop"), ("Ctrl+N",), library)
    yield ActionSpec("library.open", msgid("Open…"), ("Ctrl+O",), library)
    yield ActionSpec("library.import", msgid("Import package…"), ("Ctrl+I",), library)
    yield ActionSpec("library.rehearse", msgid("Rehearse"), (), library)
    yield ActionSpec("library.search", msgid("Search all workshops"), ("Ctrl+Shift+F",), library)
    yield ActionSpec("library.close_workshop", msgid("Back to the library"), ("Ctrl+W",), library, _OPEN)
    yield ActionSpec("prepare.agenda", msgid("Agenda"), ("F2",), prepare, _OPEN)
    yield ActionSpec("prepare.print_agenda", msgid("Print agenda…"), (), prepare, _OPEN)
    yield ActionSpec("prepare.people", msgid("People"), ("F3",), prepare, _OPEN)
    yield ActionSpec("prepare.tables", msgid("Tables"), ("F4",), prepare, _OPEN)
    yield ActionSpec("prepare.teams", msgid("Cluster teams"), ("F8",), prepare, _OPEN)
    yield ActionSpec("view.console", msgid("Run"), ("F5",), Group.VIEW, _OPEN)
    yield ActionSpec("view.capture", msgid("Capture"), ("F7",), Group.VIEW, _OPEN)
    yield ActionSpec("view.lights", msgid("Lights"), ("F10",), Group.LIGHTS, _OPEN)
    yield ActionSpec("report.open", msgid("Report"), ("F11",), Group.REPORT, report)
    yield ActionSpec("report.make", msgid("Make the PDF"), ("Ctrl+P",), Group.REPORT, report)
    yield ActionSpec("file.export", msgid("Export package…"), ("Ctrl+E",), Group.REPORT, _OPEN)
    yield ActionSpec("view.dark", msgid("Dark screen"), ("Ctrl+Shift+D",), Group.VIEW)
    yield ActionSpec("view.keys", msgid("Keys"), ("F1",), Group.VIEW)


ACTIONS: Final[tuple[ActionSpec, ...]] = (*_run(), *_time(), *_capture(), *_program(), *_agenda())


def group_title(group: Group) -> str:
    """Return the translated name of a group."""
    return {
        Group.RUN: _("Run"),
        Group.ROOM: _("Room"),
        Group.CAPTURE: _("Capture"),
        Group.LIGHTS: _("Lights"),
        Group.EDIT: _("Edit"),
        Group.LIBRARY: _("Library"),
        Group.PREPARE: _("Prepare"),
        Group.REPORT: _("Report"),
        Group.VIEW: pgettext_("menu", "View"),
    }[group]


def default_keys(spec: ActionSpec, platform: str = sys.platform) -> tuple[QKeySequence, ...]:
    """Return the keys of an action; Alt + digit types symbols on macOS, so there it is Control + digit."""
    names = spec.keys
    if platform == "darwin":
        names = tuple(n.replace("Alt+", "Meta+") if n[-1].isdigit() else n for n in names)
    return tuple(QKeySequence(name) for name in names)


def key_hint(spec: ActionSpec) -> str:
    """Return the first key as it is shown on a button: PgDn, Space, Ctrl+Z; nothing without a key."""
    keys = default_keys(spec)
    if not keys:
        return ""
    words = keys[0].toString(QKeySequence.SequenceFormat.NativeText)
    for long, short in (("PgDown", _("PgDn")), ("Return", _("Enter")), ("Space", _("Space"))):
        words = words.replace(long, short)
    return words


def key_of(action_id: str) -> str:
    """Return the key that is shown on a button for this action, by its id."""
    return next(key_hint(spec) for spec in ACTIONS if spec.id == action_id)


class ActionSet(QObject):
    """The actions as QActions, one set for the whole program.

    `requested` carries the id of an action whose key, button or menu entry was used. Shortcuts are not given
    to Qt: `KeyRouter` sees to keys, so that no window answers twice and no key fires into somebody's text.
    """

    requested = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._states: frozenset[State] = frozenset()
        self._specs = {spec.id: spec for spec in ACTIONS}
        self._actions: dict[str, QAction] = {}
        for spec in ACTIONS:
            action = QAction(self)
            action.setObjectName(spec.id)
            action.setText(_titled(spec))
            action.triggered.connect(self._tell)
            self._actions[spec.id] = action
        self.show_states(())

    def action(self, action_id: str) -> QAction:
        """Return the action with this id."""
        return self._actions[action_id]

    def specs(self) -> tuple[ActionSpec, ...]:
        """Return the data of all actions in their order."""
        return tuple(self._specs.values())

    def hint(self, action_id: str) -> str:
        """Return the key that is shown on a button for this action."""
        return key_hint(self._specs[action_id])

    def title(self, action_id: str) -> str:
        """Return the action's own words, whatever it leads to just now."""
        return _titled(self._specs[action_id])

    def states(self) -> frozenset[State]:
        """Return what is so now."""
        return self._states

    def show_states(self, states: Iterable[State]) -> None:
        """Say what is so now; every action is enabled or not by it."""
        self._states = frozenset(states)
        for spec in self._specs.values():
            self._actions[spec.id].setEnabled(spec.enabled_when <= self._states)

    def show_title(self, action_id: str, words: str = "") -> None:
        """Give an action other words, such as what Next leads to; without words its own come back."""
        self._actions[action_id].setText(words or _titled(self._specs[action_id]))

    def trigger(self, action_id: str) -> bool:
        """Do as if the action's key had been pressed; False where it is not enabled."""
        action = self._actions[action_id]
        if not action.isEnabled():
            return False
        action.trigger()
        return True

    def _tell(self) -> None:
        action = self.sender()
        if action is not None:
            self.requested.emit(action.objectName())


def _titled(spec: ActionSpec) -> str:
    return spec.shown_title().format(n=spec.id.rpartition("_")[2])
