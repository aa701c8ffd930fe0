"""What one stretch of the run says at a reading of the clock."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor

from facilitator_app.records.run import RunEntry, Timer, TimerReading
from facilitator_app.rules import timebox
from facilitator_app.rules.running.interruptions import overtime_brought, used_before
from facilitator_app.support.clock import Reading, elapsed_seconds

LONG_GAP_SECONDS = 60
"""A program that has not looked at the clock for so long was asleep, or not running."""


def elapsed_in(entry: RunEntry, now: Reading) -> int:
    """Return the whole seconds that count in `entry` at `now`, never negative.

    The clock runs from the start to the end, the running pause or now; pauses that are over and gaps
    that were left out do not count.
    """
    return timebox.whole_seconds(entry, now)


def pause_in(entry: RunEntry, now: Reading) -> int:
    """Return the whole seconds of the pause that `now` ends.

    The fraction is chosen so that the clock goes on at the very second at which it stood.
    """
    if entry.paused_since is None:
        return 0
    until_now = floor(elapsed_seconds(entry.started, now))
    return max(0, until_now - floor(elapsed_seconds(entry.started, entry.paused_since)))


def gap_in(entry: RunEntry | None, seen: Reading, now: Reading) -> int:
    """Return the seconds for which nobody looked at the clock inside a running entry, else 0.

    `seen` is the last reading before `now`. A pause does not count time and so has no gap.
    """
    if entry is None or entry.ended is not None or entry.paused_since is not None:
        return 0
    gap = floor(min(elapsed_seconds(seen, now), elapsed_seconds(entry.started, now)))
    return gap if gap >= LONG_GAP_SECONDS else 0


def read_entry(entry: RunEntry, now: Reading, entries: Sequence[RunEntry] = ()) -> timebox.TimeboxReading:
    """Return how the timebox of `entry` stands in whole seconds; a turn warns at 30 and 10 seconds.

    With `entries`, the run so far, a stretch that goes on after a guest is read as the one it was: colour
    and fraction are those of the whole, not of what was left.
    """
    warnings = timebox.STAGE_WARNINGS if entry.position.turn is None else timebox.TURN_WARNINGS
    used = used_before(entries, entry)
    brought = used - overtime_brought(entries, entry)
    box = timebox.Timebox(entry.planned_seconds, entry.adjusted_seconds, warnings=warnings)
    if used:
        box = timebox.Timebox(entry.box_seconds + brought, warnings=warnings)
    return timebox.read_timebox(box, used + elapsed_in(entry, now))


def read_timer(timer: Timer, now: Reading) -> TimerReading:
    """Return how an ad-hoc timer stands; it warns as a stage does."""
    end = timer.ended or now
    reading = timebox.read_timebox(timebox.Timebox(timer.seconds), floor(elapsed_seconds(timer.started, end)))
    left = timer.seconds - floor(reading.used_seconds)
    return TimerReading(timer.id, timer.label, timer.seconds, left, reading.pace)
