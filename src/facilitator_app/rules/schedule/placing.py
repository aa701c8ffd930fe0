"""Placing an agenda on the clock: first as planned, then as expected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from facilitator_app.records.agenda import Agenda, Anchor, Day, Segment
from facilitator_app.records.enums import AnchorKind, SegmentKind
from facilitator_app.records.run import Pace
from facilitator_app.rules.schedule import conflicts
from facilitator_app.rules.schedule.agreed import held_to, without_later_guests
from facilitator_app.rules.schedule.shapes import (
    Actual,
    Agreed,
    Conflict,
    ConflictKind,
    Schedule,
    ScheduledDay,
    ScheduledSegment,
    SegmentState,
    seconds_between,
)
from facilitator_app.rules.timebox import Timebox, read_timebox


def schedule(
    agenda: Agenda,
    actuals: Mapping[str, Actual] | None = None,
    now: datetime | None = None,
    *,
    agreed: Agreed | None = None,
) -> Schedule:
    """Return every segment's planned, actual and expected times.

    `actuals` by segment id; `now` an aware instant, or None for the plan alone. A segment that has not
    started begins when the one before ends, at its anchor at the earliest, and on its own day not before
    now. A running segment, a break too, ends no earlier than now; one that a guest interrupts goes on when
    he has left. `agreed` is when a recovery plan was last applied: from then on what was expected at that
    moment is the plan, and the room is late or early against it. Raises ValueError for an unknown zone and
    for instants without a zone.
    """
    known = dict(actuals or {})
    for instant in (
        now,
        agreed.at if agreed else None,
        *(a.started for a in known.values()),
        *(a.ended for a in known.values()),
    ):
        if instant is not None and instant.tzinfo is None:
            raise ValueError("an instant needs a zone")
    clock = _Clock(agenda, known, now)
    days = tuple(clock.place(day) for day in agenda.days)
    if agreed is not None:
        planned = without_later_guests(agenda, known, agreed)
        days = held_to(days, schedule(planned, agreed.actuals, agreed.at))
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
        segments = agenda.segments()
        started = [index for index, one in enumerate(segments) if one.id in actuals]
        self._passed = {one.id for one in segments[: started[-1]]} - set(actuals) if started else set()
        self._parked_ends = self._ends_of_parked(segments)

    def place(self, day: Day) -> ScheduledDay:
        """Return the day on the clock."""
        timed = [segment for segment in day.segments if not segment.parked]
        start = self._instant(day, day.start)
        planned = list(self._planned(day, timed, start))
        limit = self._instant(day, day.end) if day.end_anchored else None
        segments = self._spared(day, list(self._expected(day, timed, planned, start)), limit)
        within = [one for one in segments if one.segment.kind is not SegmentKind.EVENING]
        placed = ScheduledDay(
            day=day,
            segments=segments,
            parked=tuple(segment for segment in day.segments if segment.parked),
            start=self._local(start),
            planned_end=within[-1].planned_end if within else self._local(start),
            expected_end=within[-1].expected_end if within else self._local(start),
            limit=self._local(limit) if limit else None,
            conflicts=tuple(conflicts.missed_anchors(day, segments))
            + tuple(conflicts.long_stretches(day, timed)),
        )
        spare = placed.spare_seconds
        if not within or spare is None or spare >= 0 or within[-1].state is SegmentState.DONE:
            return placed
        late = Conflict(ConflictKind.DAY_DOES_NOT_FIT, day.id, within[-1].segment.id, -spare)
        return replace(placed, conflicts=(*placed.conflicts, late))

    def _planned(
        self, day: Day, timed: list[Segment], start: datetime
    ) -> Iterator[tuple[datetime, datetime]]:
        cursor = start
        for place, segment in enumerate(timed):
            begin = max(cursor, self._must_start(day, segment) or cursor)
            end = begin + timedelta(seconds=segment.planned_seconds)
            yield begin, end
            if not (place and self._was_within(segment, timed[:place])):
                cursor = end

    def _was_within(self, segment: Segment, before: Sequence[Segment]) -> bool:
        """Say whether it came inside another segment: a guest nobody had planned takes no planned time."""
        own = self._actuals.get(segment.id)
        if own is None or segment.kind is not SegmentKind.GUEST:
            return False
        around = next((one for one in reversed(before) if one.kind is not SegmentKind.GUEST), None)
        other = self._actuals.get(around.id) if around else None
        if other is None or other.started > own.started:
            return False
        return other.ended is None or other.ended > own.started

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
                state = _state_of(actual)
            elif over or segment.id in self._passed:
                begin = end = cursor
                state = SegmentState.SKIPPED
            else:
                ready = max(cursor, self._now) if today and self._now else cursor
                begin = max(ready, self._must_start(day, segment) or ready)
                end = begin + timedelta(seconds=segment.planned_seconds)
                wait = seconds_between(ready, begin)
                state = SegmentState.COMING
            # A guest ends before what he interrupted: the later of the two is where the day goes on.
            cursor = end if actual is None or segment.kind is not SegmentKind.GUEST else max(cursor, end)
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
                pace=self._pace(segment, actual, end),
            )

    def _spared(
        self, day: Day, segments: list[ScheduledSegment], limit: datetime | None
    ) -> tuple[ScheduledSegment, ...]:
        """Give every segment the delay it can take before something fixed ahead is missed."""
        found: list[ScheduledSegment] = []
        spare: int | None = None
        evening = True
        for one in reversed(segments):
            end = one.expected_end
            if evening and one.segment.kind is not SegmentKind.EVENING:
                evening = False
                spare = None if limit is None else seconds_between(end, limit)
            anchor = one.segment.anchor
            if anchor is not None and anchor.kind is AnchorKind.END_BY:
                spare = _least(spare, seconds_between(end, self._instant(day, anchor.at)))
            found.append(replace(one, spare_seconds=spare))
            if anchor is not None and anchor.kind is AnchorKind.START_AT:
                spare = _least(spare, seconds_between(one.expected_start, self._instant(day, anchor.at)))
            spare = None if spare is None else spare + one.wait_seconds
        return tuple(reversed(found))

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
        if segment.id in self._parked_ends:
            return self._parked_ends[segment.id]
        length = timedelta(seconds=segment.planned_seconds + actual.paused_seconds)
        if self._now is None:
            return actual.started.astimezone(UTC) + length
        if actual.left_seconds is not None:
            return self._now + timedelta(seconds=max(0, actual.left_seconds))
        return max(self._now, actual.started.astimezone(UTC) + length)

    def _ends_of_parked(self, segments: Sequence[Segment]) -> dict[str, datetime]:
        """Return when what guests interrupted will end: it goes on when the last of them has left."""
        open_ = [one for one in segments if one.id in self._actuals and self._actuals[one.id].ended is None]
        waiting = [one for one in open_ if self._actuals[one.id].parked_seconds is not None]
        if not waiting:
            return {}
        self._parked_ends = {}
        runs = next((one for one in open_ if one not in waiting), None)
        since = self._now or max(self._actuals[one.id].started.astimezone(UTC) for one in waiting)
        cursor = self._end(runs, self._actuals[runs.id]) if runs else since
        ends = {}
        for one in sorted(waiting, key=lambda each: self._actuals[each.id].started, reverse=True):
            cursor += timedelta(seconds=max(0, self._actuals[one.id].parked_seconds or 0))
            ends[one.id] = cursor
        return ends

    def _pace(self, segment: Segment, actual: Actual | None, end: datetime) -> Pace:
        if actual is None:
            return Pace.WAITING
        length = seconds_between(actual.started, end) - actual.paused_seconds
        if actual.ended is not None or self._now is None:
            return Pace.OVERTIME if length > segment.planned_seconds else Pace.ON_TIME
        # What a guest interrupts is as far as it was: his minutes are his own.
        left = actual.left_seconds if actual.parked_seconds is None else actual.parked_seconds
        used = segment.planned_seconds - left if left is not None else self._used(actual)
        return read_timebox(Timebox(segment.planned_seconds), float(used)).pace

    def _used(self, actual: Actual) -> int:
        return seconds_between(actual.started, self._now or actual.started) - actual.paused_seconds

    def _must_start(self, day: Day, segment: Segment) -> datetime | None:
        anchor = segment.anchor
        return self._instant(day, anchor.at) if anchor and anchor.kind is AnchorKind.START_AT else None

    def _late(self, day: Day, segment: Segment, begin: datetime, end: datetime) -> int:
        anchor: Anchor | None = segment.anchor
        if anchor is None:
            return 0
        reached = begin if anchor.kind is AnchorKind.START_AT else end
        return max(0, seconds_between(self._instant(day, anchor.at), reached))

    def _instant(self, day: Day, at: time) -> datetime:
        """Return a time of the day's clock in UTC; before the day's start it is after midnight."""
        on = day.on if at >= day.start else day.on + timedelta(days=1)
        return datetime.combine(on, at, self._zone).astimezone(UTC)

    def _local(self, instant: datetime) -> datetime:
        return instant.astimezone(self._zone)


def _state_of(actual: Actual) -> SegmentState:
    if actual.ended is not None:
        return SegmentState.DONE
    return SegmentState.RUNNING if actual.parked_seconds is None else SegmentState.PARKED


def _least(one: int | None, other: int) -> int:
    return other if one is None else min(one, other)


def _following(segments: list[ScheduledSegment], running: ScheduledSegment | None) -> ScheduledSegment | None:
    after = segments[segments.index(running) + 1 :] if running else segments
    return next((one for one in after if one.state is SegmentState.COMING), None)


def _offset(
    segments: list[ScheduledSegment], running: ScheduledSegment | None, following: ScheduledSegment | None
) -> int:
    """Return how late the room is: by the running segment's end, or by what comes next on that day.

    While a guest speaks the room is as late as what he interrupted will be.
    """
    parked = next((one for one in segments if one.state is SegmentState.PARKED), None)
    if parked is not None:
        return parked.end_offset_seconds
    if running is not None:
        return running.end_offset_seconds
    if following is not None:
        return following.offset_seconds
    done = [one for one in segments if one.state is SegmentState.DONE]
    return done[-1].end_offset_seconds if done else 0
