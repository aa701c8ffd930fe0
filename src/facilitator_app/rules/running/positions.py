"""Where a run can stand, and where Next leads."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from facilitator_app.records.agenda import Agenda, Day, Segment, StageSlot
from facilitator_app.records.enums import SegmentKind, StageName
from facilitator_app.records.run import Position, RunEntry
from facilitator_app.rules.running.interruptions import continued, waiting_for

Turns = Callable[[Segment], Sequence[int]]
"""Gives the table numbers of a segment's report-back round in speaking order."""


def slot_of(segment: Segment, stage: StageName) -> StageSlot | None:
    """Return the stage of a segment that has time, if there is one."""
    return next((slot for slot in segment.stages if slot.stage == stage and slot.planned_seconds > 0), None)


def day_of(agenda: Agenda, segment_id: str) -> Day | None:
    """Return the day that holds a segment."""
    return next((day for day in agenda.days if any(s.id == segment_id for s in day.segments)), None)


def plays(segment: Segment) -> bool:
    """Say whether Next can lead to a segment: it has time, is not parked, and is no evening."""
    timed = any(slot.planned_seconds > 0 for slot in segment.stages)
    return timed and not segment.parked and segment.kind is not SegmentKind.EVENING


def positions_in(segment: Segment, turns: Turns) -> tuple[Position, ...]:
    """Return the positions of a segment in playing order; none for a parked one or one without time."""
    if segment.parked:
        return ()
    found: list[Position] = []
    for slot in segment.stages:
        if slot.planned_seconds <= 0:
            continue
        order = turns(segment) if slot.stage is StageName.REPORT else ()
        if order:
            found.extend(Position(segment.id, slot.stage, number) for number in order)
        else:
            found.append(Position(segment.id, slot.stage))
    return tuple(found)


def positions_of(day: Day, turns: Turns) -> tuple[Position, ...]:
    """Return the positions of a day in playing order.

    An evening has a time of its own after the day: Next does not lead there, a jump does.
    """
    return tuple(
        position for segment in day.segments if plays(segment) for position in positions_in(segment, turns)
    )


def held_guests(agenda: Agenda, entries: Sequence[RunEntry]) -> frozenset[str]:
    """Return the ids of the guests' segments that have begun: Next does not lead there again."""
    begun = {entry.position.segment_id for entry in entries}
    return frozenset(one.id for one in agenda.segments() if one.kind is SegmentKind.GUEST and one.id in begun)


def next_position(
    agenda: Agenda, position: Position, turns: Turns, held: Collection[str] = ()
) -> Position | None:
    """Return where Next leads in the agenda on the same day; None at the day's end.

    A turn whose table has left the round since, or a segment that was parked meanwhile, leads on to what
    comes after it. Segments of `held` are passed over: a guest who came in between has spoken.
    """
    day = day_of(agenda, position.segment_id)
    if day is None:
        return None
    here = [s.id for s in day.segments].index(position.segment_id)
    own = positions_in(day.segments[here], turns)
    if position in own:
        rest = own[own.index(position) + 1 :]
    else:
        rest = _after_stage(day.segments[here], position.stage, own)
    if rest:
        return rest[0]
    later = next((one for one in day.segments[here + 1 :] if plays(one) and one.id not in held), None)
    return positions_in(later, turns)[0] if later else None


def follows(agenda: Agenda, entries: Sequence[RunEntry], position: Position, turns: Turns) -> Position | None:
    """Return where Next leads from `position` in this run; None at the day's end.

    From a guest who came in between it leads back to what he interrupted.
    """
    held = held_guests(agenda, entries)
    last = entries[-1] if entries and entries[-1].position == position else None
    if last is None or position.segment_id not in held:
        return next_position(agenda, position, turns, held)
    waiting = waiting_for(entries, last)
    if waiting is not None:
        return _still(agenda, waiting.position, turns) or next_position(agenda, waiting.position, turns, held)
    before = _came_from(agenda, entries, last, held)
    return next_position(agenda, before or position, turns, held)


def _after_stage(segment: Segment, stage: StageName, own: Sequence[Position]) -> tuple[Position, ...]:
    order = [slot.stage for slot in segment.stages]
    if stage not in order:
        return ()
    later = set(order[order.index(stage) + 1 :])
    return tuple(one for one in own if one.stage in later)


def _still(agenda: Agenda, position: Position, turns: Turns) -> Position | None:
    """Return the position where it still stands in the agenda."""
    segment = agenda.segment(position.segment_id)
    return position if segment is not None and position in positions_in(segment, turns) else None


def _came_from(
    agenda: Agenda, entries: Sequence[RunEntry], guest: RunEntry, held: Collection[str]
) -> Position | None:
    """Return where the run stood before a guest, if his segment comes right after that one.

    The day may have been ended in the middle of a segment when he came: then the rest of it is still to do.
    """
    first: RunEntry | None = guest
    while first is not None:
        guest, first = first, continued(entries, first)
    before = [one for one in entries if one.sequence < guest.sequence]
    day = day_of(agenda, guest.position.segment_id)
    ids = [one.id for one in day.segments] if day else []
    if not before or before[-1].position.segment_id not in ids:
        return None
    start, end = ids.index(before[-1].position.segment_id), ids.index(guest.position.segment_id)
    between = ids[start + 1 : end]
    return before[-1].position if start < end and set(between) <= set(held) else None
