"""What recovery plans made of a day: for every line what it was before, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from facilitator_app.records.agenda import Day, Segment
from facilitator_app.records.enums import PlanKind, RecoveryAction, StageName
from facilitator_app.records.recovery import PlanChange, Recovery
from facilitator_app.records.workshop import WorkshopRecord

_MOVES = frozenset({RecoveryAction.CARRY, RecoveryAction.DROP})


@dataclass(frozen=True, slots=True)
class Decision:
    """One plan that was applied: its number on the day (from 1), when (local), what it did and why."""

    number: int
    at: datetime
    kind: PlanKind
    reason: str
    shortfall_seconds: int


@dataclass(frozen=True, slots=True)
class Gone:
    """A segment that a plan took off the day: left out, or carried to another day (its number)."""

    segment: Segment
    decision: Decision
    to_day: int | None


@dataclass(frozen=True, slots=True)
class DayChanges:
    """What plans did to one day.

    `before` holds seconds by (segment id, stage or None for the whole) as the first plan found them;
    `anchors` (and `end`) times of day in seconds after midnight likewise; `numbers` which plan changed a
    segment last.
    """

    decisions: tuple[Decision, ...]
    before: Mapping[tuple[str, StageName | None], int]
    anchors: Mapping[str, int]
    end: int | None
    numbers: Mapping[str, int]
    gone: tuple[Gone, ...]
    arrived: frozenset[str]


def changes_of(record: WorkshopRecord, day: Day) -> DayChanges:
    """Return what the plans that were applied changed on a day."""
    zone = ZoneInfo(record.agenda.zone)
    before: dict[tuple[str, StageName | None], int] = {}
    anchors: dict[str, int] = {}
    ends: list[int] = []
    numbers: dict[str, int] = {}
    decisions: list[Decision] = []
    gone: list[Gone] = []
    arrived: set[str] = set()
    for plan in sorted(record.recoveries, key=lambda one: one.at):
        own = [change for change in plan.changes if _concerns(record, plan, change, day)]
        if not own:
            continue
        decision = _decision(len(decisions) + 1, plan, zone)
        decisions.append(decision)
        for change in own:
            numbers[change.segment_id] = decision.number
            if change.action is RecoveryAction.MOVE_ANCHOR:
                _remember_anchor(change, anchors, ends)
            elif change.action in _MOVES:
                gone += _gone(record, change, day, decision)
                if change.action is RecoveryAction.CARRY and change.day_id == day.id:
                    arrived.add(change.segment_id)
            else:
                before.setdefault((change.segment_id, change.stage), change.from_seconds)
    return DayChanges(
        tuple(decisions), before, anchors, ends[0] if ends else None, numbers, tuple(gone), frozenset(arrived)
    )


def _decision(number: int, plan: Recovery, zone: ZoneInfo) -> Decision:
    return Decision(number, plan.at.astimezone(zone), plan.kind, plan.reason, plan.shortfall_seconds)


def _concerns(record: WorkshopRecord, plan: Recovery, change: PlanChange, day: Day) -> bool:
    """Say whether a change is one of this day's: carried segments leave the day of the decision."""
    if any(one.id == change.segment_id for one in day.segments):
        return True
    left = change.action is RecoveryAction.CARRY and record.agenda.segment(change.segment_id) is not None
    if left and change.was is not None and change.was.day_id is not None:
        return change.was.day_id == day.id
    return left and plan.at.astimezone(ZoneInfo(record.agenda.zone)).date() == day.on


def _remember_anchor(change: PlanChange, anchors: dict[str, int], ends: list[int]) -> None:
    if change.day_end:
        ends.append(change.from_seconds)
    else:
        anchors.setdefault(change.segment_id, change.from_seconds)


def _gone(record: WorkshopRecord, change: PlanChange, day: Day, decision: Decision) -> Iterator[Gone]:
    """Yield the segment where it is off the day still: it may have been brought back since."""
    segment = record.agenda.segment(change.segment_id)
    if segment is None:
        return
    here = any(one.id == segment.id for one in day.segments)
    if change.action is RecoveryAction.DROP and here and segment.parked:
        yield Gone(segment, decision, None)
    elif change.action is RecoveryAction.CARRY and not here:
        days = (one for one in record.agenda.days if any(s.id == segment.id for s in one.segments))
        yield Gone(segment, decision, next((one.number for one in days), None))
