"""Rearranging an agenda: split, insert, move, exchange, as pure functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from facilitator_app.records.agenda import Agenda, Day, Segment, StageSlot
from facilitator_app.records.enums import AnchorKind, RoundKind, SegmentKind
from facilitator_app.support.ids import new_id


def split(agenda: Agenda, segment_id: str, seconds: int) -> tuple[Agenda, str]:
    """Split a segment after so many planned seconds; return the agenda and the id of the second part.

    Where the seconds fall between two stages they go apart there, otherwise one stage is cut, its minimum in
    proportion. Both parts keep title, steps and form; people sit in the second as in the first. A start that
    is fixed stays with the first part, an end that is fixed goes with the second. Raises ValueError for
    seconds that leave a part empty, LookupError for a segment that is not there.
    """
    segment = _found(agenda, segment_id)
    if not 0 < seconds < segment.planned_seconds:
        raise ValueError("both parts of a segment need time")
    firsts, seconds_ = _cut(segment, seconds)
    anchor = segment.anchor
    ends = anchor is not None and anchor.kind is AnchorKind.END_BY
    first = replace(segment, anchor=None if ends else anchor).with_stages(firsts)
    second = replace(
        segment,
        id=new_id(),
        code=free_code(agenda, segment.code),
        anchor=anchor if ends else None,
        round_kind=RoundKind.SAME if segment.round_kind else None,
    ).with_stages(seconds_)

    def divided(day: Day) -> Day:
        parts = ((first, second) if one.id == segment_id else (one,) for one in day.segments)
        return replace(day, segments=tuple(part for both in parts for part in both))

    return _each_day(agenda, divided), second.id


def free_code(agenda: Agenda, code: str) -> str:
    """Return the code of a further copy: the original's with `~2`, `~3` …; empty for none."""
    if not code:
        return ""
    stem = code.split("~", maxsplit=1)[0]
    taken = {one.code for one in agenda.segments()}
    return next(free for number in range(2, len(taken) + 3) if (free := f"{stem}~{number}") not in taken)


def insert(agenda: Agenda, segment: Segment, day_id: str, before: str | None) -> Agenda:
    """Insert a segment into a day, before another one or (None) at its end, which is before its evening."""

    def taken_in(day: Day) -> Day:
        if day.id != day_id:
            return day
        place = _place(day, before, segment.kind)
        return replace(day, segments=(*day.segments[:place], segment, *day.segments[place:]))

    return _each_day(agenda, taken_in)


def move(agenda: Agenda, segment_id: str, day_id: str, before: str | None) -> Agenda:
    """Move a segment within or between days, as `insert` places it."""
    segment = _found(agenda, segment_id)
    if before == segment_id:
        return agenda
    rest = _each_day(
        agenda,
        lambda day: replace(day, segments=tuple(one for one in day.segments if one.id != segment_id)),
    )
    return insert(rest, segment, day_id, before)


def exchange(agenda: Agenda, segments: Mapping[str, Segment]) -> Agenda:
    """Put other segments in the place of those with these ids."""
    return _each_day(
        agenda,
        lambda day: replace(day, segments=tuple(segments.get(one.id, one) for one in day.segments)),
    )


def _each_day(agenda: Agenda, change: Callable[[Day], Day]) -> Agenda:
    return replace(agenda, days=tuple(change(day) for day in agenda.days))


def _found(agenda: Agenda, segment_id: str) -> Segment:
    segment = agenda.segment(segment_id)
    if segment is None:
        raise LookupError(segment_id)
    return segment


def _place(day: Day, before: str | None, kind: SegmentKind) -> int:
    ids = [one.id for one in day.segments]
    if before in ids:
        return ids.index(before)
    if kind is SegmentKind.EVENING:
        return len(ids)
    evenings = (i for i, one in enumerate(day.segments) if one.kind is SegmentKind.EVENING)
    return next(evenings, len(ids))


def _cut(segment: Segment, seconds: int) -> tuple[tuple[StageSlot, ...], tuple[StageSlot, ...]]:
    """Share the stages out: those before the cut, and those after it with ids of their own."""
    first: list[StageSlot] = []
    second: list[StageSlot] = []
    left = seconds
    for slot in segment.stages:
        planned = slot.planned_seconds
        if second or (planned and not left):
            second.append(replace(slot, id=new_id()))
        elif planned <= left:
            first.append(slot)
        else:
            least = slot.minimum_seconds * left // planned
            first.append(replace(slot, planned_seconds=left, minimum_seconds=least))
            rest = replace(slot, planned_seconds=planned - left, minimum_seconds=slot.minimum_seconds - least)
            second.append(replace(rest, id=new_id()))
        left = max(0, left - planned)
    return tuple(first), tuple(second)
