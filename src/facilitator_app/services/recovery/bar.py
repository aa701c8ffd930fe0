"""The strip of a plan: the day from now until what must hold, block by block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from facilitator_app.records.agenda import StageSlot
from facilitator_app.records.enums import SegmentKind, StageName
from facilitator_app.records.recovery import BarPart
from facilitator_app.rules.schedule import ScheduledSegment, SegmentState
from facilitator_app.services.recovery.standing import Standing
from facilitator_app.services.recovery.titles import min_words, minutes, short_title, stage_title
from facilitator_app.services.recovery.told import Told, day_in
from facilitator_app.support.wording import _

_MOST: Final = 12
"""More blocks than this nobody can tell apart on a card: then a segment is one block."""

_OPEN: Final = frozenset({SegmentState.RUNNING, SegmentState.PARKED, SegmentState.COMING})


@dataclass(frozen=True, slots=True)
class _Touched:
    """What a plan changes: whole segments, and single stages of others."""

    segments: frozenset[str]
    stages: frozenset[tuple[str, StageName]]


def bar_of(told: Told) -> tuple[BarPart, ...]:
    """Return the blocks of the day from now until its first slip, or until the last change on that day.

    What changes stage by stage is shown stage by stage.
    """
    slips, standing = told.slips, told.standing
    day = day_in(told.after, told.day_id(slips[0].segment_id)) if slips else None
    if day is None:
        return ()
    touched = _Touched(
        frozenset(one.segment_id for one in told.plan.changes if one.stage is None),
        frozenset((one.segment_id, one.stage) for one in told.plan.changes if one.stage is not None),
    )
    open_ = [
        one for one in day.segments if one.state in _OPEN and one.segment.kind is not SegmentKind.EVENING
    ]
    ids = [one.segment.id for one in open_]
    wanted = {slips[0].segment_id} | touched.segments | {key for key, _stage in touched.stages}
    last = max((place for place, key in enumerate(ids) if key in wanted), default=len(ids) - 1)
    shown = open_[: last + 1]
    fine = [part for one in shown for part in _parts(one, touched, standing)]
    parts = fine if len(fine) <= _MOST else [_whole(one, touched, standing) for one in shown]
    return tuple(part for part in parts if part.seconds > 0)


def _whole(one: ScheduledSegment, touched: _Touched, standing: Standing) -> BarPart:
    segment = one.segment
    since = max(standing.now or one.expected_start, one.expected_start)
    seconds = round(one.expected_end.timestamp() - since.timestamp())
    changed = segment.id in touched.segments or any(key == segment.id for key, _stage in touched.stages)
    return _part(short_title(segment), seconds, changed=changed, anchored=segment.anchor is not None)


def _parts(one: ScheduledSegment, touched: _Touched, standing: Standing) -> Iterator[BarPart]:
    segment, whole = one.segment, _whole(one, touched, standing)
    actual = standing.actuals.get(segment.id)
    stage = actual.stage if actual else None
    own = {name for key, name in touched.stages if key == segment.id}
    if not own or len(segment.stages) < 2:  # noqa: PLR2004  # one stage is the segment itself
        yield whole
        return
    names = [slot.stage for slot in segment.stages]
    begun = one.state is not SegmentState.COMING and stage in names
    later = segment.stages[names.index(stage) + 1 :] if begun and stage else segment.stages
    if begun and stage:
        rest = whole.seconds - sum(slot.planned_seconds for slot in later)
        yield _part(stage_title(stage), rest, changed=False, anchored=False)
    yield from _joined(later, own)


def _joined(slots: Sequence[StageSlot], changed: set[StageName]) -> Iterator[BarPart]:
    """Yield stages; neighbours that stay as they are become one block."""
    words: list[str] = []
    seconds = 0
    for slot in slots:
        if slot.stage not in changed:
            words.append(stage_title(slot.stage))
            seconds += slot.planned_seconds
            continue
        if seconds:
            yield _part(", ".join(words), seconds, changed=False, anchored=False)
        words, seconds = [], 0
        yield _part(stage_title(slot.stage), slot.planned_seconds, changed=True, anchored=False)
    if seconds:
        yield _part(", ".join(words), seconds, changed=False, anchored=False)


def _part(what: str, seconds: int, *, changed: bool, anchored: bool) -> BarPart:
    words = _("{what}, {minutes}").format(what=what, minutes=min_words(minutes(seconds)))
    return BarPart(max(0, seconds), changed, anchored, words)
