"""Where people should get up: the place in a long stretch of sitting that leaves the shorter parts."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from facilitator_app.records.agenda import Agenda, Day, Segment, StageSlot
from facilitator_app.records.enums import SegmentKind, StageName
from facilitator_app.rules.rearranging import insert, split
from facilitator_app.rules.schedule import LONGEST_STRETCH_SECONDS, RESTING_KINDS, Conflict
from facilitator_app.services.recovery import remedywords as words
from facilitator_app.support.ids import new_id
from facilitator_app.support.wording import _


@dataclass(frozen=True, slots=True)
class _Gap:
    """A place in a stretch: before a segment, or (`cut_seconds`) inside it; and the longer side of it."""

    segment: Segment
    cut_seconds: int
    longer_seconds: int


def paused(
    agenda: Agenda, conflict: Conflict, kind: SegmentKind, seconds: int, begun: Collection[str] = frozenset()
) -> tuple[Agenda, str] | None:
    """Return the agenda with a pause of `kind` at the best place of a long stretch, and where in words.

    Between two segments where that leaves no side too long; otherwise between two stages of one, which is
    split there. None where everything has begun.
    """
    day = next(one for one in agenda.days if one.id == conflict.day_id)
    stretch = _stretch(day, conflict.segment_id)
    gaps = [gap for gap in _gaps(stretch) if gap.segment.id not in begun]
    if not gaps:
        return None
    between = [gap for gap in gaps if not gap.cut_seconds]
    best = min(between, key=_longer) if between else None
    if best is None or best.longer_seconds > LONGEST_STRETCH_SECONDS:
        best = min(gaps, key=lambda gap: (gap.longer_seconds, gap.cut_seconds))
    where = words.before(best.segment)
    before = best.segment.id
    if best.cut_seconds:
        where = words.inside(best.segment, _stage_after(best.segment, best.cut_seconds))
        agenda, before = split(agenda, best.segment.id, best.cut_seconds)
    return insert(agenda, _pause(agenda, kind, seconds), day.id, before), where


def _stretch(day: Day, last: str) -> list[Segment]:
    """Return the segments of the stretch that ends with `last`."""
    timed = [one for one in day.segments if not one.parked]
    end = [one.id for one in timed].index(last)
    rests = [i for i, one in enumerate(timed[:end]) if one.kind in RESTING_KINDS]
    return timed[rests[-1] + 1 if rests else 0 : end + 1]


def _gaps(stretch: list[Segment]) -> Iterator[_Gap]:
    total = sum(one.planned_seconds for one in stretch)
    sat = 0
    for place, segment in enumerate(stretch):
        if place:
            yield _Gap(segment, 0, max(sat, total - sat))
        inside = 0
        for slot in segment.stages[:-1]:
            inside += slot.planned_seconds
            if 0 < inside < segment.planned_seconds:
                yield _Gap(segment, inside, max(sat + inside, total - sat - inside))
        sat += segment.planned_seconds


def _longer(gap: _Gap) -> int:
    return gap.longer_seconds


def _stage_after(segment: Segment, seconds: int) -> StageName:
    inside = 0
    for slot in segment.stages:
        if inside >= seconds and slot.planned_seconds:
            return slot.stage
        inside += slot.planned_seconds
    return segment.stages[-1].stage


def _pause(agenda: Agenda, kind: SegmentKind, seconds: int) -> Segment:
    """Return a pause, called as the agenda calls its own."""
    known = next((one.title for one in agenda.segments() if one.kind is kind), "")
    title = known or (_("Break") if kind is SegmentKind.BREAK else _("Stretch: stand up, open windows"))
    return Segment(
        id=new_id(),
        code="",
        kind=kind,
        title=title,
        planned_seconds=seconds,
        minimum_seconds=seconds,
        stages=(StageSlot(new_id(), StageName.WHOLE, seconds, seconds),),
        shorten_needs_consent=True,
    )
