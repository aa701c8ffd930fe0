"""What must hold in a day: its anchors and its end, each with the segments that can still save it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from facilitator_app.records.enums import AnchorKind, SegmentKind
from facilitator_app.records.recovery import Miss
from facilitator_app.rules.schedule import Schedule, ScheduledDay, SegmentState

WORTH_SECONDS: Final = 60
"""Less than a minute nobody in the room would call a slip."""

_OPEN: Final = frozenset({SegmentState.COMING, SegmentState.RUNNING, SegmentState.PARKED})


@dataclass(frozen=True, slots=True)
class Limit:
    """Something fixed: at the segment at `place` of its day, missed by `late_seconds` (negative: kept).

    Segments at `window` (from, to) can still give time for it: those after the last fixed start before it
    that is kept, for what is won earlier would only be waited away there.
    """

    place: int
    segment_id: str
    late_seconds: int
    window: tuple[int, int]
    day_end: bool = False


def misses(placed: Schedule) -> tuple[Miss, ...]:
    """Return every anchor and day's end ahead that is missed by a minute or more."""
    return tuple(one for day in placed.days for one in misses_of(day))


def misses_of(day: ScheduledDay) -> tuple[Miss, ...]:
    """Return what is missed in one day."""
    return tuple(
        Miss(limit.segment_id, limit.late_seconds, limit.day_end)
        for limit in limits(day)
        if limit.late_seconds >= WORTH_SECONDS
    )


def limits(day: ScheduledDay) -> Iterator[Limit]:
    """Yield what is fixed and still ahead in a day, in playing order; its end comes last."""
    since = 0
    for place, one in enumerate(day.segments):
        anchor = one.segment.anchor
        if anchor is None or one.state not in _OPEN:
            continue
        starts = anchor.kind is AnchorKind.START_AT
        if starts and one.state is not SegmentState.COMING:
            continue
        late = one.misses_anchor_by or -1
        yield Limit(place, one.segment.id, late, (since, place if starts else place + 1))
        if starts and late < WORTH_SECONDS:
            since = place
    within = [i for i, one in enumerate(day.segments) if one.segment.kind is not SegmentKind.EVENING]
    spare = day.spare_seconds
    if within and spare is not None and day.segments[within[-1]].state in _OPEN:
        last = within[-1]
        yield Limit(last, day.segments[last].segment.id, -spare, (min(since, last), last + 1), day_end=True)
