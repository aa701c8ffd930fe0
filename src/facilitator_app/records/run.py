"""Where the run stands: instants that were stored, never a countdown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from facilitator_app.records.enums import PauseReason, StageName
from facilitator_app.support.clock import Reading


@dataclass(frozen=True, slots=True)
class Position:
    """Segment, stage and, in a report-back round, whose turn it is (table number)."""

    segment_id: str
    stage: StageName
    turn: int | None = None


@dataclass(frozen=True, slots=True)
class RunEntry:
    """One stretch of the run at one position. Seconds are whole; `ended` is None while it runs.

    Elapsed = clock between `started` and `ended` (or now) − `paused_seconds` − a running pause
    − `left_out_seconds` (a laptop's sleep that was not to count). The box is `planned_seconds`
    + `adjusted_seconds` (−1, +1, +5).
    """

    id: str
    sequence: int
    position: Position
    planned_seconds: int
    adjusted_seconds: int
    started: Reading
    ended: Reading | None = None
    paused_seconds: int = 0
    paused_since: Reading | None = None
    left_out_seconds: int = 0
    interpreter_seconds: int = 0
    """Of `paused_seconds`, what was waited for the interpreter."""
    paused_for: PauseReason | None = None
    """Why the running pause runs; None where none does."""
    parked_seconds: int | None = None
    """What was left of the box when a guest came in between (negative: overtime); None: not interrupted.

    The first later stretch at the same position goes on with exactly this box.
    """

    @property
    def box_seconds(self) -> int:
        """The timebox as it is now, never negative."""
        return max(0, self.planned_seconds + self.adjusted_seconds)


@dataclass(frozen=True, slots=True)
class Parked:
    """A stretch that a guest interrupted and that waits to go on with exactly `left_seconds`."""

    position: Position
    left_seconds: int


@dataclass(frozen=True, slots=True)
class Timer:
    """An ad-hoc timer beside the plan: `seconds` from `started`; `ended` once it was put away."""

    id: str
    label: str
    seconds: int
    started: Reading
    ended: Reading | None = None


@dataclass(frozen=True, slots=True)
class TimerReading:
    """An ad-hoc timer at one moment; `remaining_seconds` negative counts what is over."""

    id: str
    label: str
    seconds: int
    remaining_seconds: int
    pace: Pace


class RunPhase(StrEnum):
    """Whether the room is at work."""

    NOT_STARTED = "not_started"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"


class Pace(StrEnum):
    """How a timebox stands; every one has a colour, a shape and a word."""

    WAITING = "waiting"
    ON_TIME = "on_time"
    FIVE_MINUTES = "five_minutes"
    ONE_MINUTE = "one_minute"
    OVERTIME = "overtime"


@dataclass(frozen=True, slots=True)
class SegmentTimes:
    """One segment on the clock: planned, what was, and what is expected (aware instants, local zone)."""

    segment_id: str
    planned_start: datetime
    planned_end: datetime
    actual_start: datetime | None
    actual_end: datetime | None
    expected_start: datetime
    expected_end: datetime
    offset_seconds: int
    """Late is positive: expected (or actual) start minus planned start."""
    misses_anchor: bool = False
    spare_seconds: int | None = None
    """By how much it may end later before something fixed ahead is missed; None: nothing is fixed."""
    slack_seconds: int = 0
    """What it may still give without going under its minimum."""


@dataclass(frozen=True, slots=True)
class RunState:
    """Everything a screen says about time at one moment: a pure function of the record and `now`."""

    phase: RunPhase
    position: Position | None
    entry: RunEntry | None
    elapsed_seconds: int
    remaining_seconds: int
    """Negative counts the overtime."""
    box_seconds: int
    fraction_left: float
    pace: Pace
    following: Position | None
    """What Next does; None when the day's last stage runs."""
    can_go_back: bool
    turn_order: tuple[int, ...]
    """Table numbers of the current segment's report-back round, in speaking order."""
    share_seconds: int | None
    """What the next (or current) table has in this round, net of the change-over."""
    offset_seconds: int
    """The room is late by so much (positive) at this moment."""
    times: tuple[SegmentTimes, ...]
    now: datetime
    """Local wall time in the workshop's zone."""
    long_gap_seconds: int = 0
    """The laptop slept or was off for so long inside the running entry: "count it?"."""
    overdue_start_seconds: int = 0
    """Nothing has been started although the plan began so long ago: the quiet hint."""
    parked: Parked | None = None
    """What a guest interrupted: Next goes back to it with the time it had."""
    timers: tuple[TimerReading, ...] = ()
    """Ad-hoc timers beside the plan that have not been put away."""
    spoken: tuple[tuple[int, int], ...] = ()
    """The ledger of the day: (table number, seconds it has reported today), by number."""
    interpreting_seconds: int = 0
    """How long the interpreters have spoken without a rest; 0 where nobody interprets simultaneously."""
