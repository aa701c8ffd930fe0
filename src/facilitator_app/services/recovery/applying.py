"""Doing what a recovery plan says: one transaction, one undo step, one line in the log with its reason."""

from __future__ import annotations

from typing import Any

from facilitator_app import models as m
from facilitator_app.records.agenda import Agenda, Day, Segment, StageSlot
from facilitator_app.records.changes import NOTHING_CHANGED, Changes
from facilitator_app.records.enums import AnchorKind, Desk, RecoveryAction
from facilitator_app.records.recovery import PlanChange, RecoveryChoice
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules import recovery as rules
from facilitator_app.rules.recovery.applying import seconds_of
from facilitator_app.services.fields import text_of
from facilitator_app.services.planning.writing import write_agenda
from facilitator_app.services.recovery.titles import short_title
from facilitator_app.services.running.log import read_run
from facilitator_app.store.workshop_file import WorkshopFile
from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _


def apply_plan(
    file: WorkshopFile,
    workshop: str,
    choice: RecoveryChoice,
    *,
    reason: str,
    desk: Desk = Desk.CONSOLE,
) -> Changes:
    """Make a plan the agenda and note it with its reason; a second time changes nothing.

    Raises KnownError where the plan no longer fits: what it wants to change has begun, is gone, or was
    changed meanwhile.
    """
    plan = choice.plan
    why = text_of(reason, _("Reason")).strip()
    with file.transact("Recover the day", desk) as transaction:
        record = read_run(transaction.session, workshop)
        _refuse_gone(record.agenda, plan.changes)
        after = rules.apply(record.agenda, plan.changes)
        if after == record.agenda:
            return NOTHING_CHANGED
        agenda, changes = record.agenda, []
        for change in plan.changes:
            _refuse_begun(record, change)
            _refuse_changed(agenda, change)
            changes.append(_stored(change, _stood(agenda, change)))
            agenda = rules.apply(agenda, (change,))
        write_agenda(transaction.session, workshop, record.agenda, after)
        transaction.session.add(
            m.Recovery(
                workshop_id=workshop,
                at=transaction.now.wall.isoformat(),
                kind=str(plan.kind),
                reason=why,
                shortfall_seconds=plan.shortfall_seconds,
                changes=changes,
            )
        )
    return transaction.changes


def _refuse_gone(agenda: Agenda, changes: tuple[PlanChange, ...]) -> None:
    days = {day.id for day in agenda.days}
    for change in changes:
        if agenda.segment(change.segment_id) is None or (change.day_id and change.day_id not in days):
            raise KnownError(_("This item is no longer in the agenda."), _again())


def _refuse_begun(record: WorkshopRecord, change: PlanChange) -> None:
    """Refuse a change to what has begun; later stages of what runs, and an end still ahead, may change."""
    own = [one for one in record.run_entries if one.position.segment_id == change.segment_id]
    segment = record.agenda.segment(change.segment_id)
    if not own or segment is None or change.day_end:
        return
    still_on = own[-1].ended is None or own[-1].parked_seconds is not None
    ends = segment.anchor is not None and segment.anchor.kind is AnchorKind.END_BY
    if still_on and ends and change.action is RecoveryAction.MOVE_ANCHOR:
        return
    order = [one.stage for one in segment.stages]
    begun = {one.position.stage for one in own}
    if still_on and change.stage in order and begun <= set(order):
        last = max(order.index(stage) for stage in begun)
        if change.stage in order[last + 1 :]:
            return
    raise KnownError(_("“{title}” has begun meanwhile.").format(title=short_title(segment)), _again())


def _refuse_changed(agenda: Agenda, change: PlanChange) -> None:
    """Refuse what is no longer as the plan found it, after its own earlier changes."""
    day = next(one for one in agenda.days if any(s.id == change.segment_id for s in one.segments))
    segment = next(one for one in day.segments if one.id == change.segment_id)
    done = change.action is RecoveryAction.DROP and segment.parked
    if not done and (segment.parked or _seconds_now(day, segment, change) not in _expected(change)):
        raise KnownError(_("“{title}” was changed meanwhile.").format(title=short_title(segment)), _again())


def _expected(change: PlanChange) -> tuple[int, ...]:
    moves = change.action in {RecoveryAction.CARRY, RecoveryAction.DROP}
    return (change.from_seconds,) if moves else (change.from_seconds, change.to_seconds)


def _seconds_now(day: Day, segment: Segment, change: PlanChange) -> int | None:
    if change.action is RecoveryAction.MOVE_ANCHOR:
        if change.day_end:
            return seconds_of(day.end)
        return seconds_of(segment.anchor.at) if segment.anchor else None
    if change.stage is None:
        return segment.planned_seconds
    return next((one.planned_seconds for one in segment.stages if one.stage is change.stage), None)


def _again() -> str:
    return _("Look at the choices again.")


def _stood(agenda: Agenda, change: PlanChange) -> dict[str, Any]:
    """Return how a segment stood before a change, as it is kept in the log."""
    day = next(one for one in agenda.days if any(s.id == change.segment_id for s in one.segments))
    place = [one.id for one in day.segments].index(change.segment_id)
    segment = day.segments[place]
    return {
        "day_id": day.id,
        "before": day.segments[place + 1].id if place + 1 < len(day.segments) else None,
        "stages": _slots(segment.stages),
        "cycle": segment.cycle,
    }


def _stored(change: PlanChange, was: dict[str, Any]) -> dict[str, Any]:
    """Return a change as it is kept in the log; `services.reading` reads it back."""
    return {
        "segment_id": change.segment_id,
        "stage": str(change.stage) if change.stage else None,
        "from_seconds": change.from_seconds,
        "to_seconds": change.to_seconds,
        "action": str(change.action),
        "cycle": change.cycle,
        "stages": _slots(change.stages),
        "day_id": change.day_id,
        "before": change.before,
        "day_end": change.day_end,
        "was": was,
    }


def _slots(stages: tuple[StageSlot, ...]) -> list[dict[str, Any]]:
    return [
        {
            "id": one.id,
            "stage": str(one.stage),
            "planned_seconds": one.planned_seconds,
            "minimum_seconds": one.minimum_seconds,
        }
        for one in stages
    ]
