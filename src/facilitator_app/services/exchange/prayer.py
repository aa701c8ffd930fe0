"""Prayer breaks of a data set: 15 minutes each, anchored at their time (decisions.md)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import time
from typing import Final

from facilitator_app.records.agenda import Agenda, Anchor, Day, Segment, StageSlot
from facilitator_app.records.enums import AnchorKind, SegmentKind, StageName
from facilitator_app.support.ids import new_id
from facilitator_app.support.wording import _

PRAYER_SECONDS: Final = 15 * 60
_FREE: Final = frozenset({SegmentKind.BREAK, SegmentKind.MEAL, SegmentKind.STRETCH})


def with_prayer_breaks(agenda: Agenda, times: Sequence[time]) -> Agenda:
    """Return the agenda with a prayer break at each time of every day.

    A meal or break around the time is divided by it, so that the meal's own anchor stands (the second
    part is a copy, `~2`). Work is never divided: there the break goes to the nearest boundary.
    """
    return replace(agenda, days=tuple(_day_with(day, times) for day in agenda.days))


def _day_with(day: Day, times: Sequence[time]) -> Day:
    segments = list(day.segments)
    for number, at in enumerate(sorted(times), start=1):
        prayer = _prayer(f"{_prefix(day)}.p{number:02d}", at)
        segments = _inserted(segments, prayer, at, _seconds(day.start))
    return replace(day, segments=tuple(segments))


def _inserted(segments: list[Segment], prayer: Segment, at: time, now: int) -> list[Segment]:
    wanted = _seconds(at)
    for index, segment in enumerate(segments):
        if segment.anchor is not None and segment.anchor.kind is AnchorKind.START_AT:
            now = max(now, _seconds(segment.anchor.at))
        end = now + segment.planned_seconds
        if wanted <= now:
            return [*segments[:index], prayer, *segments[index:]]
        if wanted < end:
            if segment.kind in _FREE:
                return [*segments[:index], *_divided(segment, wanted - now, prayer), *segments[index + 1 :]]
            after = index + (end - wanted < wanted - now)
            return [*segments[:after], prayer, *segments[after:]]
        now = end
    return [*segments, prayer]


def _divided(segment: Segment, first: int, prayer: Segment) -> tuple[Segment, Segment, Segment]:
    rest = segment.planned_seconds - first
    before = _lasting(segment, first)
    after = replace(_lasting(segment, rest), id=new_id(), code=f"{segment.code}~2", anchor=None)
    return before, prayer, after


def _lasting(segment: Segment, seconds: int) -> Segment:
    least = min(seconds, segment.minimum_seconds)
    stage = StageSlot(new_id(), StageName.WHOLE, seconds, least)
    return replace(segment, planned_seconds=seconds, minimum_seconds=least, stages=(stage,))


def _prayer(code: str, at: time) -> Segment:
    return Segment(
        id=new_id(),
        code=code,
        kind=SegmentKind.PRAYER,
        title=_("Prayer break"),
        planned_seconds=PRAYER_SECONDS,
        minimum_seconds=PRAYER_SECONDS,
        stages=(StageSlot(new_id(), StageName.WHOLE, PRAYER_SECONDS, PRAYER_SECONDS),),
        anchor=Anchor(AnchorKind.START_AT, at),
        shorten_needs_consent=True,
    )


def _prefix(day: Day) -> str:
    code = day.segments[0].code if day.segments else f"d{day.number}"
    return code.rsplit(".", maxsplit=1)[0]


def _seconds(at: time) -> int:
    return at.hour * 3600 + at.minute * 60
