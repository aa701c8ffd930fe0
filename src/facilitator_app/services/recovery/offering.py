"""Recovering: what can still be done when something ahead would slip."""

from __future__ import annotations

from facilitator_app.content.catalogue import Content
from facilitator_app.records.agenda import Agenda
from facilitator_app.records.enums import PlanKind
from facilitator_app.records.guests import InsertionPoint
from facilitator_app.records.recovery import RecoveryOffer
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules import recovery as rules
from facilitator_app.services.recovery.causes import cause_and_now, cause_of, question_of
from facilitator_app.services.recovery.choices import choice_of
from facilitator_app.services.recovery.standing import Standing, actuals_of, cycles_of, standing_of
from facilitator_app.support.clock import Reading


def offer(
    record: WorkshopRecord, now: Reading, content: Content, *, agenda: Agenda | None = None
) -> RecoveryOffer | None:
    """Return what to decide at `now`; None where nothing ahead would slip.

    `agenda` asks about another agenda than the record's, such as one in another language mode.
    """
    return offer_at(standing_of(record, now, content, agenda))


def offer_at(standing: Standing) -> RecoveryOffer | None:
    """Return what to decide where a day stands like this; None where nothing ahead would slip."""
    placed = standing.schedule
    slips = rules.misses(placed)
    if not slips:
        return None
    plans = rules.plans(standing.agenda, standing.actuals, standing.now, cycles=standing.cycles)
    choices = [choice_of(standing, plan, placed, slips) for plan in plans]
    reason = cause_of(standing, placed, slips)
    moves = [one for one in choices if one.plan.kind is PlanKind.MOVE_ANCHOR]
    return RecoveryOffer(
        cause=cause_and_now(reason, standing, placed),
        reason=reason,
        question=question_of(placed, slips),
        choices=tuple(one for one in choices if one.plan.kind is not PlanKind.MOVE_ANCHOR),
        move=moves[0] if moves else None,
        late_seconds=max(one.seconds for one in slips),
    )


def points(
    record: WorkshopRecord, now: Reading, seconds: int, content: Content
) -> tuple[InsertionPoint, ...]:
    """Return where a guest of so many seconds could speak today, and what each place would cost."""
    return rules.insertion_points(
        record.agenda, actuals_of(record, now), now.wall, seconds, cycles=cycles_of(record, content)
    )
