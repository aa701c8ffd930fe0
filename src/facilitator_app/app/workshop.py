"""One open workshop: its file on the store's thread, its record in memory, its clock at every tick."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from facilitator_app.app.bridge import Command, StoreBridge
from facilitator_app.app.heartbeat import Heartbeat
from facilitator_app.records.changes import Changes
from facilitator_app.records.enums import Desk
from facilitator_app.records.run import RunPhase, RunState
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.running import gap_in
from facilitator_app.services import capturing, running
from facilitator_app.services.running import seconds
from facilitator_app.store.keeper import left_rescue
from facilitator_app.store.opening import OpeningReport
from facilitator_app.support.clock import Clock, Reading, elapsed_seconds

_SECOND_MS: Final = 1000
# A timer that comes a little early would find the old second.
_AFTER_MS: Final = 15


class OpenWorkshop(QObject):
    """What the windows know of one file; they get frozen records and never see the file itself."""

    record_changed = Signal(object, object)
    """(Changes, WorkshopRecord): refresh what you show of these nouns."""
    ticked = Signal(object)
    """RunState: after every change, and as a second of the running stretch begins that is told or shown."""

    def __init__(
        self, path: Path, clock: Clock, *, device: str, rescue_folder: Path, workshop: str | None = None
    ) -> None:
        """Open the file on its own thread. Raises KnownError as the store does."""
        super().__init__()
        self.path = path
        self.clock = clock
        self._heart = Heartbeat(path, rescue_folder)
        awake = self._heart.last() or _last_written(path)
        self.rescue = left_rescue(path, rescue_folder)
        """Words of an earlier run that could not be saved in the workshop, if there are any."""
        self.store = StoreBridge(path, clock, device=device, rescue_folder=rescue_folder)
        file, self._record = self.store.open(workshop)
        self.opened: OpeningReport = file.opened
        self.read_only = file.read_only
        self._closed = False
        self._whole: tuple[WorkshopRecord, Reading, RunState] | None = None
        self._told: RunState | None = None
        self._seen: Reading | None = None
        self._gap = self._off_since(awake)
        self._gap_in = self._running_id()
        self.store.changed.connect(self._take)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(_SECOND_MS)
        if self.opened.drafts and not self.read_only:
            self.post("recover", capturing.recover_drafts)

    @property
    def record(self) -> WorkshopRecord:
        """The workshop as it was after the last committed command."""
        return self._record

    @property
    def workshop_id(self) -> str:
        """The id of the workshop that is open (a file may hold several)."""
        return self._record.details.id

    @property
    def busy(self) -> bool:
        """Whether commands are still on their way."""
        return self.store.waiting > 0

    def state(self) -> RunState:
        """Return where the run stands now: a pure function of the record and the clock."""
        return self._state_at(self.clock.read())

    def post(
        self,
        label: str,
        command: Command,
        done: Callable[[Any], None] | None = None,
        *,
        origin: str = "",
        later: Command | None = None,
    ) -> None:
        """Send one command to the store's thread."""
        self.store.post(label, command, done, origin=origin, later=later)

    def undo(self, desk: Desk) -> None:
        """Take back the desk's last command."""
        self.post("undo", lambda file: file.undo(desk))

    def redo(self, desk: Desk) -> None:
        """Do again what was taken back."""
        self.post("redo", lambda file: file.redo(desk))

    def answer_gap(self, *, count: bool) -> None:
        """Count the time for which the laptop slept or was off, or take it out of the running stretch."""
        gap, self._gap = self.state().long_gap_seconds, 0
        if gap and not count:
            workshop = self.workshop_id
            self.post("leave out", lambda file: running.leave_out_gap(file, workshop, gap))
        self.tick()

    @Slot()
    def tick(self) -> None:
        """Tell every screen the time; notice when nobody could look at the clock for long."""
        now = self.clock.read()
        self._look(now)
        self._tell(now)

    def close(self) -> Path | None:
        """Write what is typed, close the file; return a rescue file if one was needed.

        Raises KnownError where what is typed can be saved nowhere: the workshop then stays open.
        """
        rescue = self.store.close()
        self._closed = True
        self._timer.stop()
        return rescue

    @Slot()
    def _beat(self) -> None:
        """Look at the clock; the screens are told where one of them would show another word."""
        now = self.clock.read()
        self._look(now)
        if self._is_due(now):
            self._tell(now)

    def _look(self, now: Reading) -> None:
        if self._seen is not None:
            self._note_gap(self._seen, now)
        self._seen = now
        if not self._closed:
            self._timer.start(self._until_next_second(now))
            self._note_awake(now)

    def _tell(self, now: Reading) -> None:
        self._told = self._state_soon_after(now)
        self.ticked.emit(self._told)

    def _is_due(self, now: Reading) -> bool:
        record, seen, _state = self._whole or (None, now, None)
        if self._told is None or record is not self._record or not seconds.few_seconds_on(seen, now):
            return True
        if self._told.long_gap_seconds != self._open_gap():
            return True
        return seconds.says_more(self._record, self._told, now)

    def _until_next_second(self, now: Reading) -> int:
        """Return the milliseconds until what is left changes by a second: looking more often shows nothing.

        Four looks a second cost four times as much, and came up to 250 ms late.
        """
        entry = running.running_entry(self._record)
        since = elapsed_seconds(entry.started, now) if entry else now.wall.microsecond / 1_000_000
        return _SECOND_MS - round(since * _SECOND_MS) % _SECOND_MS + _AFTER_MS

    def _state_soon_after(self, now: Reading) -> RunState:
        """Return the state, of which only what moves with each second is worked out at each second."""
        record, seen, state = self._whole or (None, now, None)
        same = record is self._record and seconds.few_seconds_on(seen, now)
        if state is None or state.entry is None or not same:
            state = self._state_at(now)
            self._whole = (self._record, now, state)
            return state
        gap = self._open_gap() if state.phase is RunPhase.RUNNING else 0
        return replace(seconds.later(self._record, state, now), long_gap_seconds=gap)

    def _state_at(self, now: Reading) -> RunState:
        return running.state(self._record, now, long_gap_seconds=self._open_gap())

    def _open_gap(self) -> int:
        """Return the gap nobody has answered: a question about a stretch that is over is none any more."""
        return self._gap if self._gap_in == self._running_id() else 0

    def _note_gap(self, seen: Reading, now: Reading) -> None:
        entry, running_id = running.running_entry(self._record), self._running_id()
        if running_id != self._gap_in:
            self._gap, self._gap_in = 0, running_id
        self._gap += gap_in(entry, seen, now)

    def _note_awake(self, now: Reading) -> None:
        if self._running_id() and not self.read_only:
            self._heart.beat(now.wall)
        else:
            self._heart.stop()

    def _running_id(self) -> str:
        entry = running.running_entry(self._record)
        return entry.id if entry is not None else ""

    def _off_since(self, awake: datetime | None) -> int:
        """Return for how long the laptop was off inside the running stretch.

        A program that crashed while the room went on is no gap: only another boot is.
        """
        entry, now = running.running_entry(self._record), self.clock.read()
        if entry is None or awake is None or entry.started.boot == now.boot:
            return 0
        return gap_in(entry, replace(entry.started, wall=max(awake, entry.started.wall)), now)

    @Slot(object, object)
    def _take(self, changes: Changes, record: WorkshopRecord) -> None:
        self._record = record
        self.record_changed.emit(changes, record)
        self.tick()


def _last_written(path: Path) -> datetime | None:
    """Return when anything was last written to the file or its log: what there is without a heartbeat."""
    times = [p.stat().st_mtime for p in (path, path.with_name(f"{path.name}-wal")) if p.exists()]
    return datetime.fromtimestamp(max(times), UTC) if times else None
