"""What the room sees: the window on its screen, the scene that follows the run or was chosen."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from facilitator_app.records.changes import Changes
from facilitator_app.records.room import RoomScene, SceneKind, SeatsView
from facilitator_app.records.run import RunState
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.services import room
from facilitator_app.views.console.bars import RoomStatus
from facilitator_app.views.room import RoomScreens, RoomWindow


class Projector(QObject):
    """Hands the room window whitelisted scenes; keeps it off the console's screen."""

    scene_changed = Signal(object)
    """RoomScene, for a console that shows the picture itself."""
    time_changed = Signal(object)
    """RoomTime, at every tick."""
    status_changed = Signal(object)
    """RoomStatus: what everybody sees and whether there is a projector."""
    lost = Signal(str)
    found = Signal(str)

    def __init__(self, console: QWidget, remembered: str = "") -> None:
        super().__init__()
        self.window = RoomWindow()
        self.screens = RoomScreens(self.window, console, remembered)
        self._chosen: SceneKind | None = None
        self._kind = SceneKind.WELCOME
        self._seats_view = SeatsView.BOTH
        self._blank = False
        self._scene: RoomScene | None = None
        self._moment: object = None
        self._status: RoomStatus | None = None
        self.screens.projector_lost.connect(self._on_lost)
        self.screens.projector_found.connect(self._on_found)
        self.screens.one_screen.connect(self._tell_status)

    def open(self) -> bool:
        """Show the room on the second screen; False where there is none."""
        shown = self.screens.open()
        self._moment = None
        self._tell_status()
        return shown

    def leave(self) -> None:
        """Take the room off its screen; the console then shows the picture itself."""
        self.screens.close()
        self._moment = None
        self._tell_status()

    def close(self) -> None:
        """Take the room off its screen and free the window."""
        self.screens.close()
        self.window.close()
        self.window.deleteLater()

    def choose(self, kind: SceneKind | None) -> None:
        """Show one kind of scene until another is chosen; None follows the run again."""
        self._chosen = kind
        self._moment = None

    def hold_seats(self, view: SeatsView) -> None:
        """Show the seats by name or by table alone, or both in turn again."""
        self._seats_view = view
        self._moment = None

    def blank(self, on: bool | None = None) -> None:  # noqa: FBT001  # a switch; None turns it over
        """Show nothing, or the scene again."""
        self._blank = (not self._blank) if on is None else on
        self.window.blank(self._blank)
        self._tell_status()

    def show_changes(self, changes: Changes) -> None:
        """Make the scene anew at the next tick: something it shows may have changed."""
        del changes
        self._moment = None

    def show_run(self, record: WorkshopRecord, state: RunState) -> None:
        """Show the scene of this moment; built only when something it depends on is another."""
        kind = self._chosen or room.fitting_kind(record, state)
        told = (state.phase, state.pace, state.now.minute, state.turn_order, state.share_seconds)
        moment = (id(record), kind, self._seats_view, state.position, *told)
        if moment != self._moment:
            self._moment = moment
            self._kind = kind
            scene = room.scene(record, state, kind, self._seats_view)
            if scene != self._scene:
                self._scene = scene
                self.window.show_scene(scene)
            self.scene_changed.emit(scene)
            self._tell_status()
        time = room.room_time(state)
        if self.window.isVisible():
            self.window.show_time(time)
        self.time_changed.emit(time)

    def _tell_status(self, *_screens: object) -> None:
        status = RoomStatus(
            kind=self._kind,
            projector=self.screens.is_open(),
            blank=self._blank,
            follows=self._chosen is None,
            seats_view=self._seats_view,
        )
        if status != self._status:
            self._status = status
            self.status_changed.emit(status)

    def _on_lost(self, name: str) -> None:
        self._moment = None  # the console shows the picture now: it is made at the next tick
        self._tell_status()
        self.lost.emit(name)

    def _on_found(self, name: str) -> None:
        self._tell_status()
        self.found.emit(name)
