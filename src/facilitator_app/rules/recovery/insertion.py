"""Where a guest could speak, and what each place would cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from facilitator_app.records.agenda import Agenda, Segment, StageSlot
from facilitator_app.records.enums import SegmentKind, StageName
from facilitator_app.records.guests import InsertionPoint
from facilitator_app.rules.recovery import tools
from facilitator_app.rules.recovery.draft import Cycles, Draft
from facilitator_app.rules.recovery.limits import misses_of
from facilitator_app.rules.recovery.plans import protect
from facilitator_app.rules.schedule import Actual, ScheduledDay, SegmentState, schedule

_GUEST: Final = "guest"
_OPEN: Final = frozenset({SegmentState.RUNNING, SegmentState.PARKED})


def insertion_points(
    agenda: Agenda,
    actuals: Mapping[str, Actual],
    now: datetime,
    seconds: int,
    *,
    cycles: Cycles,
) -> tuple[InsertionPoint, ...]:
    """Return what a guest of `seconds` would cost now and after every coming segment of the day.

    What is already late is told apart: `late_seconds` and `missed` are what the day would then miss,
    `shortfall_seconds` what buffers and slack above the minimum could not win back.
    """
    day = _day_of(schedule(agenda, actuals, now).days, now)
    if day is None:
        return ()
    found = []
    for one in day.segments:
        if one.segment.kind is SegmentKind.EVENING or one.state not in {*_OPEN, SegmentState.COMING}:
            continue
        draft = Draft(_with_guest(agenda, day, one.segment.id, seconds), actuals, now, cycles)
        cost = _cost(draft, day.day.id, one.expected_end)
        if one.state in _OPEN:
            found.append(replace(cost, starts=now.astimezone(one.expected_end.tzinfo)))
        found.append(replace(cost, after=one.segment.id))
    return tuple(found)


def _day_of(days: tuple[ScheduledDay, ...], now: datetime) -> ScheduledDay | None:
    running = (day for day in days if any(one.state in _OPEN for one in day.segments))
    today = (day for day in days if day.day.on == now.astimezone(day.start.tzinfo).date())
    return next(running, None) or next(today, None)


def _with_guest(agenda: Agenda, day: ScheduledDay, after: str, seconds: int) -> Agenda:
    """Return the agenda of that day alone, with a guest after a segment."""
    guest = Segment(
        id=_GUEST,
        code="",
        kind=SegmentKind.GUEST,
        title="",
        planned_seconds=seconds,
        minimum_seconds=seconds,
        stages=(StageSlot(_GUEST, StageName.WHOLE, seconds, seconds),),
    )
    segments = list(day.day.segments)
    segments.insert([one.id for one in segments].index(after) + 1, guest)
    return Agenda(agenda.zone, (replace(day.day, segments=tuple(segments)),))


def _cost(draft: Draft, day_id: str, starts: datetime) -> InsertionPoint:
    """Return what the guest costs the day: before anything is recovered, and what would stay."""
    missed = misses_of(draft.place(day_id))
    protect(draft, day_id, (tools.use_buffers, tools.squeeze))
    left = misses_of(draft.place(day_id))
    return InsertionPoint(
        after=None,
        starts=starts,
        late_seconds=max((miss.seconds for miss in missed), default=0),
        shortfall_seconds=max((miss.seconds for miss in left), default=0),
        missed=tuple((miss.segment_id, miss.seconds) for miss in missed),
    )
