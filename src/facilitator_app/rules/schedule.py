"""The clock of an agenda: start times are computed from plan, actuals and now, never stored.

Arithmetic runs in UTC and is shown in the workshop's zone, so that nights on which the clocks change, and
evenings past midnight, come out right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from facilitator_app.records.agenda import Agenda, Anchor, Day, Segment
from facilitator_app.records.enums import AnchorKind, SegmentKind
from facilitator_app.records.run import SegmentTimes

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
    None means what the plan leaves.
    """

    started: datetime
    ended: datetime | None = None
    paused_seconds: int = 0
    left_seconds: int | None = None


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

    `wait_seconds` is idle time before an anchored start, as expected now.
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

    @property
    def offset_seconds(self) -> int:
        """How much later than planned it starts (late > 0)."""
        return _seconds(self.planned_start, self.expected_start)

    @property
    def end_offset_seconds(self) -> int:
        """How much later than planned it ends (late > 0)."""
        return _seconds(self.planned_end, self.expected_end)

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
        return None if self.limit is None else _seconds(self.expected_end, self.limit)


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


def schedule(
    agenda: Agenda, actuals: Mapping[str, Actual] | None = None, now: datetime | None = None
) -> Schedule:
    """Return every segment's planned, actual and expected times.

    `actuals` by segment id; `now` an aware instant, or None for the plan alone. A segment that has not
    started begins when the one before ends, at its anchor at the earliest, and on its own day not before
    now. A running segment, a break too, ends no earlier than now. Raises ValueError for an unknown zone
    and for instants without a zone.
    """
    known = dict(actuals or {})
    for instant in (now, *(a.started for a in known.values()), *(a.ended for a in known.values())):
        if instant is not None and instant.tzinfo is None:
            raise ValueError("an instant needs a zone")
    clock = _Clock(agenda, known, now)
    days = tuple(clock.place(day) for day in agenda.days)
    segments = [one for day in days for one in day.segments]
    running = next((one for one in segments if one.state is SegmentState.RUNNING), None)
    following = _following(segments, running)
    return Schedule(days, running, following, _offset(segments, running, following))


class _Clock:
    """Places the segments of each day, first as planned and then as expected."""

    def __init__(self, agenda: Agenda, actuals: dict[str, Actual], now: datetime | None) -> None:
        self._zone = ZoneInfo(agenda.zone)
        self._actuals = actuals
        self._now = now.astimezone(UTC) if now else None
        ids = [segment.id for segment in agenda.segments()]
        started = [index for index, key in enumerate(ids) if key in actuals]
        self._passed = set(ids[: started[-1]]) - set(actuals) if started else set()

    def place(self, day: Day) -> ScheduledDay:
        """Return the day on the clock."""
        timed = [segment for segment in day.segments if not segment.parked]
        start = self._instant(day, day.start)
        planned = list(self._planned(day, timed, start))
        segments = tuple(self._expected(day, timed, planned, start))
        within = [one for one in segments if one.segment.kind is not SegmentKind.EVENING]
        limit = self._instant(day, day.end) if day.end_anchored else None
        placed = ScheduledDay(
            day=day,
            segments=segments,
            parked=tuple(segment for segment in day.segments if segment.parked),
            start=self._local(start),
            planned_end=within[-1].planned_end if within else self._local(start),
            expected_end=within[-1].expected_end if within else self._local(start),
            limit=self._local(limit) if limit else None,
            conflicts=tuple(_misses(day, segments)) + tuple(_stretches(day, timed)),
        )
        spare = placed.spare_seconds
        if not within or spare is None or spare >= 0 or within[-1].state is SegmentState.DONE:
            return placed
        late = Conflict(ConflictKind.DAY_DOES_NOT_FIT, day.id, within[-1].segment.id, -spare)
        return ScheduledDay(
            day, segments, placed.parked, placed.start, placed.planned_end, placed.expected_end, placed.limit,
            (*placed.conflicts, late),
        )  # fmt: skip

    def _planned(
        self, day: Day, timed: list[Segment], start: datetime
    ) -> Iterator[tuple[datetime, datetime]]:
        cursor = start
        for segment in timed:
            begin = max(cursor, self._must_start(day, segment) or cursor)
            cursor = begin + timedelta(seconds=segment.planned_seconds)
            yield begin, cursor

    def _expected(
        self, day: Day, timed: list[Segment], planned: list[tuple[datetime, datetime]], start: datetime
    ) -> Iterator[ScheduledSegment]:
        cursor = start
        today, over = self._is_on(day, timed, planned), self._is_over(day, timed, planned)
        for segment, (planned_start, planned_end) in zip(timed, planned, strict=True):
            actual = self._actuals.get(segment.id)
            wait = 0
            if actual is not None:
                begin, end = actual.started.astimezone(UTC), self._end(segment, actual)
                state = SegmentState.RUNNING if actual.ended is None else SegmentState.DONE
            elif over or segment.id in self._passed:
                begin = end = cursor
                state = SegmentState.SKIPPED
            else:
                ready = max(cursor, self._now) if today and self._now else cursor
                begin = max(ready, self._must_start(day, segment) or ready)
                end = begin + timedelta(seconds=segment.planned_seconds)
                wait = _seconds(ready, begin)
                state = SegmentState.COMING
            cursor = end
            yield ScheduledSegment(
                segment=segment,
                day_id=day.id,
                state=state,
                planned_start=self._local(planned_start),
                planned_end=self._local(planned_end),
                actual_start=self._local(begin) if actual else None,
                actual_end=self._local(end) if actual and actual.ended else None,
                expected_start=self._local(begin),
                expected_end=self._local(end),
                wait_seconds=wait,
                misses_anchor_by=0 if state is SegmentState.SKIPPED else self._late(day, segment, begin, end),
            )

    def _is_on(self, day: Day, timed: list[Segment], planned: list[tuple[datetime, datetime]]) -> bool:
        """Say whether now belongs to this day: its date, or something of it still runs past midnight."""
        if self._now is None or not timed or self._now < planned[0][0]:
            return False
        runs = any(key.id in self._actuals and self._actuals[key.id].ended is None for key in timed)
        return runs or self._now <= planned[-1][1] or self._local(self._now).date() == day.on

    def _is_over(self, day: Day, timed: list[Segment], planned: list[tuple[datetime, datetime]]) -> bool:
        """Say whether the day is past in a workshop that was run: what did not start was not held."""
        if self._now is None or not self._actuals:
            return False
        return self._local(self._now).date() > day.on and not self._is_on(day, timed, planned)

    def _end(self, segment: Segment, actual: Actual) -> datetime:
        if actual.ended is not None:
            return actual.ended.astimezone(UTC)
        length = timedelta(seconds=segment.planned_seconds + actual.paused_seconds)
        if self._now is None:
            return actual.started.astimezone(UTC) + length
        if actual.left_seconds is not None:
            return self._now + timedelta(seconds=max(0, actual.left_seconds))
        return max(self._now, actual.started.astimezone(UTC) + length)

    def _must_start(self, day: Day, segment: Segment) -> datetime | None:
        anchor = segment.anchor
        return self._instant(day, anchor.at) if anchor and anchor.kind is AnchorKind.START_AT else None

    def _late(self, day: Day, segment: Segment, begin: datetime, end: datetime) -> int:
        anchor: Anchor | None = segment.anchor
        if anchor is None:
            return 0
        reached = begin if anchor.kind is AnchorKind.START_AT else end
        return max(0, _seconds(self._instant(day, anchor.at), reached))

    def _instant(self, day: Day, at: time) -> datetime:
        """Return a time of the day's clock in UTC; before the day's start it is after midnight."""
        on = day.on if at >= day.start else day.on + timedelta(days=1)
        return datetime.combine(on, at, self._zone).astimezone(UTC)

    def _local(self, instant: datetime) -> datetime:
        return instant.astimezone(self._zone)


def _seconds(earlier: datetime, later: datetime) -> int:
    # Subtracting two times of one zone ignores a change of the clocks between them: UTC does not.
    return round((later.astimezone(UTC) - earlier.astimezone(UTC)).total_seconds())


def _misses(day: Day, segments: tuple[ScheduledSegment, ...]) -> Iterator[Conflict]:
    for one in segments:
        started = one.state is SegmentState.RUNNING and _starts_at(one.segment)
        if one.misses_anchor_by and one.state is not SegmentState.DONE and not started:
            yield Conflict(ConflictKind.MISSES_ANCHOR, day.id, one.segment.id, one.misses_anchor_by)


def _starts_at(segment: Segment) -> bool:
    return segment.anchor is not None and segment.anchor.kind is AnchorKind.START_AT


def _stretches(day: Day, timed: list[Segment]) -> Iterator[Conflict]:
    for one, stretch in stretches(timed):
        if stretch > LONGEST_STRETCH_SECONDS:
            yield Conflict(ConflictKind.LONG_STRETCH, day.id, one.id, stretch)


def stretches(segments: list[Segment]) -> Iterator[tuple[Segment, int]]:
    """Yield every stretch of sitting between breaks: its last segment and its planned seconds.

    Registration and a visit are excepted: people are on their feet.
    """
    last: Segment | None = None
    total = 0
    for segment in segments:
        if segment.parked:
            continue
        if segment.kind in RESTING_KINDS:
            if last is not None:
                yield last, total
            last, total = None, 0
        else:
            last, total = segment, total + segment.planned_seconds
    if last is not None:
        yield last, total


def _following(segments: list[ScheduledSegment], running: ScheduledSegment | None) -> ScheduledSegment | None:
    after = segments[segments.index(running) + 1 :] if running else segments
    return next((one for one in after if one.state is SegmentState.COMING), None)


def _offset(
    segments: list[ScheduledSegment], running: ScheduledSegment | None, following: ScheduledSegment | None
) -> int:
    """Return how late the room is: by the running segment's end, or by what comes next on that day."""
    if running is not None:
        return running.end_offset_seconds
    if following is not None:
        return following.offset_seconds
    done = [one for one in segments if one.state is SegmentState.DONE]
    return done[-1].end_offset_seconds if done else 0
