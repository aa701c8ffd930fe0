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
    """Something fixed: at the segment at `place` of its day, missed by `late_seconds` (none or less: kept).

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
    """Yield what is fixed and still ahead in a day, in the order of the clock; the evening comes last."""
    since = 0
    within = [i for i, one in enumerate(day.segments) if one.segment.kind is not SegmentKind.EVENING]
    for place in within:
        limit = _anchored(day, place, since)
        if limit is None:
            continue
        yield limit
        if limit.window[1] == place and limit.late_seconds < WORTH_SECONDS:
            since = place
    last = within[-1] if within else 0
    spare = day.spare_seconds
    if within and spare is not None and day.segments[last].state in _OPEN:
        yield Limit(last, day.segments[last].segment.id, -spare, (since, last + 1), day_end=True)
    for place in sorted(set(range(len(day.segments))) - set(within)):
        evening = _anchored(day, place, since)
        if evening is not None:
            yield evening


def _anchored(day: ScheduledDay, place: int, since: int) -> Limit | None:
    """Return the limit that a segment's anchor sets, while it can still be kept."""
    one = day.segments[place]
    anchor = one.segment.anchor
    if anchor is None or one.state not in _OPEN:
        return None
    if anchor.kind is AnchorKind.END_BY:
        return Limit(place, one.segment.id, one.misses_anchor_by, (since, place + 1))
    if one.state is not SegmentState.COMING:
        return None
    return Limit(place, one.segment.id, one.misses_anchor_by, (since, place))
