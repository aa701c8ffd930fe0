"""The timebox: what is left of planned minutes, derived from instants and never counted down.

Words belong to the screens: these functions return seconds, enums and small value objects.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil, floor
from typing import TypeVar

from facilitator_app.records.run import Pace, RunEntry
from facilitator_app.support.clock import Reading, elapsed_seconds

T = TypeVar("T")

CHANGE_OVER_SECONDS = 20
"""What it takes until the next table stands and speaks."""

COUNTDOWN_FROM_SECONDS = 300
"""From here the room sees minutes and seconds instead of whole minutes."""


@dataclass(frozen=True, slots=True)
class Warnings:
    """Seconds left at which the first and the last warning come; each needs a box over twice as long."""

    first_seconds: int = 300
    last_seconds: int = 60


STAGE_WARNINGS = Warnings()
TURN_WARNINGS = Warnings(first_seconds=30, last_seconds=10)


@dataclass(frozen=True, slots=True)
class Timebox:
    """Planned length and what −1 / +1 / +5 made of it, in whole seconds."""

    planned_seconds: int
    adjust_seconds: int = 0
    warnings: Warnings = STAGE_WARNINGS

    @property
    def length_seconds(self) -> int:
        """The length in force, never negative."""
        return max(0, self.planned_seconds + self.adjust_seconds)


@dataclass(frozen=True, slots=True)
class TimeboxReading:
    """A timebox at one moment: seconds used and left (negative in overtime), pace, fraction left (0–1)."""

    used_seconds: float
    remaining_seconds: float
    pace: Pace
    fraction_left: float


class FaceKind(StrEnum):
    """The three ways in which the remaining time is shown."""

    MINUTES_LEFT = "minutes_left"
    COUNTDOWN = "countdown"
    OVERTIME = "overtime"


@dataclass(frozen=True, slots=True)
class ClockFace:
    """Numbers for the big clock: "13 min left", then 4:59, then over by 0:12."""

    kind: FaceKind
    minutes: int
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class SpokenMinutes:
    """A length as it is told to people: whole minutes and perhaps a half ("2½"), never "2:36"."""

    whole: int
    half: bool = False

    @property
    def figures(self) -> str:
        """Digits with the half as a fraction: "2½", "½", "3"."""
        if not self.half:
            return str(self.whole)
        return f"{self.whole}½" if self.whole else "½"


def counted_seconds(entry: RunEntry, now: Reading) -> float:
    """Return the seconds of `entry` that count against its box at `now` (or at its end), never negative.

    Pauses, one that still lasts included, and a sleep that was taken out do not count.
    """
    end = entry.ended or now
    running_pause = elapsed_seconds(entry.paused_since, end) if entry.paused_since else 0.0
    not_counted = entry.paused_seconds + running_pause + entry.left_out_seconds
    return max(0.0, elapsed_seconds(entry.started, end) - not_counted)


def whole_seconds(entry: RunEntry, now: Reading) -> int:
    """Return the whole seconds of `entry` that count at `now`; while it is paused the clock stands."""
    return floor(counted_seconds(entry, entry.paused_since or now))


def read_entry(entry: RunEntry, now: Reading, warnings: Warnings = STAGE_WARNINGS) -> TimeboxReading:
    """Return how the timebox of a stretch of the run stands at `now`; pass TURN_WARNINGS for a turn."""
    box = Timebox(entry.planned_seconds, entry.adjusted_seconds, warnings=warnings)
    return read_timebox(box, counted_seconds(entry, now))


def read_timebox(box: Timebox, elapsed: float | None, paused: float = 0.0) -> TimeboxReading:
    """Return how `box` stands `elapsed` seconds after its start, of which `paused` do not count.

    `elapsed` is None before the start: the pace is waiting and everything is left. A clock that ran
    backwards (negative `elapsed`) counts as no time at all.
    """
    used = 0.0 if elapsed is None else max(0.0, elapsed - max(0.0, paused))
    left = box.length_seconds - used
    fraction = min(1.0, max(0.0, left / box.length_seconds)) if box.length_seconds else 0.0
    pace = Pace.WAITING if elapsed is None else _pace(box, left)
    return TimeboxReading(used, left, pace, fraction)


def _pace(box: Timebox, left: float) -> Pace:
    if left < 0 or box.length_seconds == 0:
        return Pace.OVERTIME
    if left <= box.warnings.last_seconds and box.length_seconds > 2 * box.warnings.last_seconds:
        return Pace.ONE_MINUTE
    if left <= box.warnings.first_seconds and box.length_seconds > 2 * box.warnings.first_seconds:
        return Pace.FIVE_MINUTES
    return Pace.ON_TIME


def clock_face(remaining_seconds: float) -> ClockFace:
    """Return what the clock shows: whole minutes (rounded up) down to five, then m:ss, then overtime."""
    if remaining_seconds < 0:
        minutes, seconds = divmod(floor(-remaining_seconds), 60)
        return ClockFace(FaceKind.OVERTIME, minutes, seconds)
    shown = ceil(remaining_seconds)
    if shown >= COUNTDOWN_FROM_SECONDS:
        return ClockFace(FaceKind.MINUTES_LEFT, ceil(shown / 60))
    minutes, seconds = divmod(shown, 60)
    return ClockFace(FaceKind.COUNTDOWN, minutes, seconds)


def minutes_for_people(seconds: float) -> SpokenMinutes:
    """Return a length as half minutes, rounded down so that nobody is promised more than there is.

    Anything above nothing is at least half a minute.
    """
    halves = floor(max(0.0, seconds) / 30)
    if halves == 0 and seconds > 0:
        halves = 1
    return SpokenMinutes(halves // 2, bool(halves % 2))


def share_of(
    budget_seconds: int, used_seconds: float, tables_left: int, change_over_seconds: int = CHANGE_OVER_SECONDS
) -> int:
    """Return the whole seconds of speaking time each table still to come may have, never negative.

    What is left of the round's one budget is shared equally, net of one change-over for each table;
    `used_seconds` includes the change-overs that have happened. 0 when no table is left.
    """
    if tables_left <= 0:
        return 0
    left = budget_seconds - max(0.0, used_seconds) - tables_left * change_over_seconds
    return max(0, floor(left / tables_left))


def report_order(tables: Sequence[T], round_number: int) -> tuple[T, ...]:
    """Return the tables in speaking order: the first to speak moves by one with every round (from 0)."""
    if not tables:
        return ()
    first = round_number % len(tables)
    return (*tables[first:], *tables[:first])
