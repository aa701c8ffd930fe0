"""The seat of the lead facilitator: keys, Next, time that passes, and pictures of what is seen from it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from facilitator_app.app.desks import WorkshopDesks
from facilitator_app.app.program import Program
from facilitator_app.app.rehearsal.camera import Camera
from facilitator_app.app.rehearsal.clock import RehearsalClock
from facilitator_app.app.rehearsal.hands import Hands
from facilitator_app.app.rehearsal.work import button_named
from facilitator_app.records.run import Position, RunState

NO_KEYS = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Seat:
    """What the player and the acts have in common."""

    def __init__(self, program: Program, clock: RehearsalClock, hands: Hands, camera: Camera) -> None:
        self.program = program
        self.clock = clock
        self.hands = hands
        self._camera = camera
        clock.each_step = self.look

    @property
    def desks(self) -> WorkshopDesks:
        """The open workshop. Raises LookupError where none is open."""
        if self.program.desks is None:
            raise LookupError("no workshop is open")
        return self.program.desks

    def look(self) -> None:
        """Let every screen show the moment."""
        if self.program.desks is not None:
            self.program.desks.workshop.tick()

    def state(self) -> RunState:
        """Return where the run stands."""
        return self.desks.workshop.state()

    def press_next(self, here: Position | None) -> None:
        """Press Next and wait until the run has left `here`."""
        self.key(Qt.Key.Key_PageDown)
        self.hands.until(
            lambda: self.state().position != here and not self.desks.workshop.busy, "Next to go on"
        )
        self.clock.wait(1)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NO_KEYS) -> None:
        """Press a key in the main window and wait until the file has what it asked for."""
        self.hands.press(key, modifiers, on=self.program.window)
        self.rest()
        self.look()

    def click(self, is_it: Callable[[str], bool]) -> None:
        """Click the visible button of the console whose words are meant."""
        button: QAbstractButton = button_named(self.desks.console, is_it)
        self.hands.click(button)
        self.rest()
        self.look()

    def rest(self) -> None:
        """Wait until the file has everything."""
        self.hands.until(lambda: not self.desks.workshop.busy, "the file to have it")

    def take(self, kind: str) -> None:
        """Take a picture of the main window, once of each kind of moment."""
        self._camera.take(kind, self.program.window)

    def take_room(self, kind: str) -> None:
        """Take a picture of what the room sees."""
        self.look()
        self._camera.take(f"room {kind}", self.desks.projector.window)

    def take_both(self, kind: str) -> None:
        """Take a picture of the console and one of the room at the same moment."""
        self.desks.go("console")
        self.look()
        self.take(f"console {kind}")
        self.take_room(kind)
