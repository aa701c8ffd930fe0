"""What a plan's changes make of an agenda; applying them twice is applying them once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import time
from typing import Final

from facilitator_app.records.agenda import Agenda, Anchor, Day, Segment
from facilitator_app.records.enums import RecoveryAction, StageName
from facilitator_app.records.recovery import PlanChange
from facilitator_app.rules.schedule import Actual

DAY_SECONDS: Final = 24 * 3600


def apply(agenda: Agenda, changes: Iterable[PlanChange]) -> Agenda:
    """Return the agenda after `changes`; those whose segment is gone do nothing."""
    days = list(agenda.days)
    for change in changes:
        days = _carried(days, change) if change.action is RecoveryAction.CARRY else _changed(days, change)
    return Agenda(agenda.zone, tuple(days))


def needing(actual: Actual, before: Segment, after: Segment) -> Actual:
    """Return a segment's actual after a change to it: what runs needs less when later stages are shorter."""
    less = after.planned_seconds - before.planned_seconds
    left, parked = actual.left_seconds, actual.parked_seconds
    return replace(
        actual,
        left_seconds=None if left is None else left + less,
        parked_seconds=None if parked is None else parked + less,
    )


def time_of(seconds: int) -> time:
    """Return the time of day so many seconds after midnight (the next day's, past it)."""
    hours, rest = divmod(seconds % DAY_SECONDS, 3600)
    return time(hours, rest // 60, rest % 60)


def seconds_of(at: time) -> int:
    """Return a time of day in seconds after midnight."""
    return at.hour * 3600 + at.minute * 60 + at.second


def _changed(days: list[Day], change: PlanChange) -> list[Day]:
    found = []
    for day in days:
        if all(one.id != change.segment_id for one in day.segments):
            found.append(day)
        elif change.action is RecoveryAction.MOVE_ANCHOR and change.day_end:
            found.append(replace(day, end=time_of(change.to_seconds)))
        else:
            segments = (_segment(s, change) if s.id == change.segment_id else s for s in day.segments)
            found.append(replace(day, segments=tuple(segments)))
    return found


def _segment(segment: Segment, change: PlanChange) -> Segment:
    action = change.action
    if action is RecoveryAction.DROP:
        return replace(segment, parked=True)
    if action is RecoveryAction.MOVE_ANCHOR:
        anchor = segment.anchor
        moved = Anchor(anchor.kind, time_of(change.to_seconds)) if anchor else None
        return replace(segment, anchor=moved)
    if action is RecoveryAction.SMALLER_CYCLE:
        return replace(segment.with_stages(change.stages), cycle=change.cycle)
    if action is RecoveryAction.OVERVIEW:
        # What is presented only has no table work: it is no round any more.
        return replace(segment.with_stages(change.stages), cycle=None, round_kind=None)
    return _resized(segment, change.stage, change.to_seconds)


def _resized(segment: Segment, stage: StageName | None, seconds: int) -> Segment:
    if not segment.stages:
        least = min(segment.minimum_seconds, seconds)
        return replace(segment, planned_seconds=seconds, minimum_seconds=least)
    wanted = stage or segment.stages[0].stage
    return segment.with_stages(
        tuple(
            replace(one, planned_seconds=seconds, minimum_seconds=min(one.minimum_seconds, seconds))
            if one.stage is wanted
            else one
            for one in segment.stages
        ),
    )


def _carried(days: list[Day], change: PlanChange) -> list[Day]:
    moved = next((s for day in days for s in day.segments if s.id == change.segment_id), None)
    if moved is None or all(day.id != change.day_id for day in days):
        return days
    found = []
    for day in days:
        rest = [one for one in day.segments if one.id != moved.id]
        if day.id == change.day_id:
            ids = [one.id for one in rest]
            place = ids.index(change.before) if change.before in ids else len(ids)
            rest.insert(place, moved)
        found.append(replace(day, segments=tuple(rest)))
    return found
