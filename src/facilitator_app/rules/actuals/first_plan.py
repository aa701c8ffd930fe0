"""The first plan: an agenda before every recovery plan that was applied to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from facilitator_app.records.agenda import Agenda, Anchor, Day, Segment, StageSlot
from facilitator_app.records.enums import RecoveryAction, SegmentKind
from facilitator_app.records.recovery import PlanChange, Recovery
from facilitator_app.rules.rearranging import move
from facilitator_app.rules.recovery.applying import time_of


def first_plan(agenda: Agenda, recoveries: Sequence[Recovery]) -> Agenda:
    """Return the agenda as it was planned before the first of `recoveries` (oldest first); without guests.

    What has left the agenda since stays gone; a change that does not say how things stood (`was`) gives
    back the seconds alone.
    """
    for recovery in reversed(recoveries):
        for change in reversed(recovery.changes):
            agenda = _before(agenda, change)
    days = (
        replace(day, segments=tuple(one for one in day.segments if one.kind is not SegmentKind.GUEST))
        for day in agenda.days
    )
    return replace(agenda, days=tuple(days))


def _before(agenda: Agenda, change: PlanChange) -> Agenda:
    """Return the agenda before one change."""
    if agenda.segment(change.segment_id) is None:
        return agenda
    if change.action is RecoveryAction.CARRY:
        return _carried_back(agenda, change)
    if change.action is RecoveryAction.MOVE_ANCHOR and change.day_end:
        return _each(
            agenda,
            change,
            lambda day: replace(day, end=time_of(change.from_seconds)),
        )
    return _each(
        agenda,
        change,
        lambda day: replace(
            day,
            segments=tuple(_segment(s, change) if s.id == change.segment_id else s for s in day.segments),
        ),
    )


def _each(agenda: Agenda, change: PlanChange, undo: Callable[[Day], Day]) -> Agenda:
    """Change the day that holds the change's segment."""
    days = (
        undo(day) if any(one.id == change.segment_id for one in day.segments) else day for day in agenda.days
    )
    return replace(agenda, days=tuple(days))


def _carried_back(agenda: Agenda, change: PlanChange) -> Agenda:
    was = change.was
    if was is None or was.day_id is None or all(day.id != was.day_id for day in agenda.days):
        return agenda
    return move(agenda, change.segment_id, was.day_id, was.before)


def _segment(segment: Segment, change: PlanChange) -> Segment:
    action = change.action
    if action is RecoveryAction.DROP:
        return replace(segment, parked=False)
    if action is RecoveryAction.MOVE_ANCHOR:
        anchor = segment.anchor
        back = Anchor(anchor.kind, time_of(change.from_seconds)) if anchor else None
        return replace(segment, anchor=back)
    if action in {RecoveryAction.SMALLER_CYCLE, RecoveryAction.OVERVIEW}:
        cycle = change.was.cycle if change.was else segment.cycle
        return replace(_restored(segment, change), cycle=cycle)
    return _sized(segment, change)


def _restored(segment: Segment, change: PlanChange) -> Segment:
    """Give a segment the stages it had; without a note of them, its seconds in proportion."""
    if change.was is not None and change.was.stages:
        had = {one.stage: one.planned_seconds for one in change.was.stages}
        return segment.with_stages(
            tuple(_planned(one, had.get(one.stage, one.planned_seconds)) for one in segment.stages)
        )
    total = segment.planned_seconds
    if not total:
        return replace(segment, planned_seconds=change.from_seconds)
    stages = [_planned(one, one.planned_seconds * change.from_seconds // total) for one in segment.stages]
    if stages:
        rest = change.from_seconds - sum(one.planned_seconds for one in stages)
        longest = max(range(len(stages)), key=lambda i: stages[i].planned_seconds)
        stages[longest] = _planned(stages[longest], stages[longest].planned_seconds + rest)
    return segment.with_stages(tuple(stages))


def _sized(segment: Segment, change: PlanChange) -> Segment:
    if not segment.stages:
        return replace(segment, planned_seconds=change.from_seconds)
    wanted = change.stage or segment.stages[0].stage
    return segment.with_stages(
        tuple(_planned(s, change.from_seconds) if s.stage is wanted else s for s in segment.stages),
    )


def _planned(slot: StageSlot, seconds: int) -> StageSlot:
    return replace(slot, planned_seconds=seconds, minimum_seconds=min(slot.minimum_seconds, seconds))
