"""What does not work in a day: missed anchors, a day that does not fit, too long without a break."""

from __future__ import annotations

from collections.abc import Iterator

from facilitator_app.records.agenda import Day, Segment
from facilitator_app.records.enums import AnchorKind
from facilitator_app.rules.schedule.shapes import (
    LONGEST_STRETCH_SECONDS,
    RESTING_KINDS,
    Conflict,
    ConflictKind,
    ScheduledSegment,
    SegmentState,
)


def missed_anchors(day: Day, segments: tuple[ScheduledSegment, ...]) -> Iterator[Conflict]:
    """Yield every anchor that is missed and can still be saved."""
    for one in segments:
        started = one.state is SegmentState.RUNNING and _starts_at(one.segment)
        if one.misses_anchor_by and one.state is not SegmentState.DONE and not started:
            yield Conflict(ConflictKind.MISSES_ANCHOR, day.id, one.segment.id, one.misses_anchor_by)


def _starts_at(segment: Segment) -> bool:
    return segment.anchor is not None and segment.anchor.kind is AnchorKind.START_AT


def long_stretches(day: Day, timed: list[Segment]) -> Iterator[Conflict]:
    """Yield every stretch of sitting that is too long."""
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
