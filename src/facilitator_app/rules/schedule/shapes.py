"""The shapes of a schedule: what is put in, what comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

from facilitator_app.records.agenda import Day, Segment
from facilitator_app.records.enums import SegmentKind, StageName
from facilitator_app.records.run import Pace, SegmentTimes

LONGEST_STRETCH_SECONDS: Final = 110 * 60
"""People sit no longer than this without a break."""

BREAK_KINDS: Final = frozenset({SegmentKind.BREAK, SegmentKind.MEAL, SegmentKind.STRETCH, SegmentKind.PRAYER})
"""Segments in which people get up: never shortened silently."""

RESTING_KINDS: Final = BREAK_KINDS | {SegmentKind.REGISTRATION, SegmentKind.VISIT, SegmentKind.EVENING}
"""Segments after which a stretch of sitting begins anew."""


class SegmentState(StrEnum):
    """Where a segment stands in the run."""

    COMING = "coming"
    RUNNING = "running"
    PARKED = "parked"
    """A guest speaks in between; it goes on with what it had left."""
    DONE = "done"
    SKIPPED = "skipped"


class ConflictKind(StrEnum):
    """What can be wrong with a day."""

    MISSES_ANCHOR = "misses_anchor"
    DAY_DOES_NOT_FIT = "day_does_not_fit"
    LONG_STRETCH = "long_stretch"


@dataclass(frozen=True, slots=True)
class Actual:
    """When a segment really ran (aware instants); `ended` is None while it runs.

    `paused_seconds` are not the segment's own time. `left_seconds` is what its stages still need at now;
    None means what the plan leaves. `parked_seconds` is what they need when the guest who interrupts it
    has left; None where nobody does. `stage` is the one that runs, or that was parked.
    """

    started: datetime
    ended: datetime | None = None
    paused_seconds: int = 0
    left_seconds: int | None = None
    parked_seconds: int | None = None
    stage: StageName | None = None


@dataclass(frozen=True, slots=True)
class Agreed:
    """When a recovery plan was last applied (an aware instant), and what was known to have run by then."""

    at: datetime
    actuals: Mapping[str, Actual]


@dataclass(frozen=True, slots=True)
class Conflict:
    """One thing that does not work, at one segment; `seconds` says by how much (a stretch: how long)."""

    kind: ConflictKind
    day_id: str
    segment_id: str
    seconds: int


@dataclass(frozen=True, slots=True)
class ScheduledSegment:
    """One segment on the clock; all instants are aware and in the workshop's zone.

    `wait_seconds` is idle time before an anchored start, as expected now. `spare_seconds` is by how much it
    may end later before an anchor or the day's end ahead is missed (negative where one already is); None
    where nothing ahead is fixed.
    """

    segment: Segment
    day_id: str
    state: SegmentState
    planned_start: datetime
    planned_end: datetime
    actual_start: datetime | None
    actual_end: datetime | None
    expected_start: datetime
    expected_end: datetime
    wait_seconds: int = 0
    misses_anchor_by: int = 0
    spare_seconds: int | None = None
    pace: Pace = Pace.WAITING

    @property
    def offset_seconds(self) -> int:
        """How much later than planned it starts (late > 0)."""
        return seconds_between(self.planned_start, self.expected_start)

    @property
    def end_offset_seconds(self) -> int:
        """How much later than planned it ends (late > 0)."""
        return seconds_between(self.planned_end, self.expected_end)

    @property
    def slack_seconds(self) -> int:
        """What it may still give: planned less minimum, nothing once it has begun or must be asked for."""
        segment = self.segment
        if self.state is not SegmentState.COMING or segment.shorten_needs_consent:
            return 0
        if segment.buffer:
            return segment.planned_seconds
        return max(0, segment.planned_seconds - segment.minimum_seconds)

    def times(self) -> SegmentTimes:
        """Return the same as the record that screens hold."""
        return SegmentTimes(
            segment_id=self.segment.id,
            planned_start=self.planned_start,
            planned_end=self.planned_end,
            actual_start=self.actual_start,
            actual_end=self.actual_end,
            expected_start=self.expected_start,
            expected_end=self.expected_end,
            offset_seconds=self.offset_seconds,
            misses_anchor=self.misses_anchor_by > 0,
            spare_seconds=self.spare_seconds,
            slack_seconds=self.slack_seconds,
        )


@dataclass(frozen=True, slots=True)
class ScheduledDay:
    """One day on the clock; its end leaves the evening out, parked segments have no time.

    `limit` is when the day must end, or None where its end is free.
    """

    day: Day
    segments: tuple[ScheduledSegment, ...]
    parked: tuple[Segment, ...]
    start: datetime
    planned_end: datetime
    expected_end: datetime
    limit: datetime | None
    conflicts: tuple[Conflict, ...]

    @property
    def spare_seconds(self) -> int | None:
        """What is left before the day must end, negative where it does not fit; None where it is free."""
        return None if self.limit is None else seconds_between(self.expected_end, self.limit)


@dataclass(frozen=True, slots=True)
class Schedule:
    """All days on the clock, the segment that runs, the one that comes, and how late the room is."""

    days: tuple[ScheduledDay, ...]
    running: ScheduledSegment | None
    following: ScheduledSegment | None
    offset_seconds: int

    @property
    def segments(self) -> tuple[ScheduledSegment, ...]:
        """Every segment that has a time, in playing order."""
        return tuple(one for day in self.days for one in day.segments)

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Everything that does not work, day by day."""
        return tuple(one for day in self.days for one in day.conflicts)

    def segment(self, segment_id: str) -> ScheduledSegment | None:
        """Return the segment with this id, or None if it has no time or does not exist."""
        return next((one for one in self.segments if one.segment.id == segment_id), None)


def seconds_between(earlier: datetime, later: datetime) -> int:
    """Return the whole seconds from one instant to another."""
    # Subtracting two times of one zone ignores a change of the clocks between them: UTC does not.
    return round((later.astimezone(UTC) - earlier.astimezone(UTC)).total_seconds())
