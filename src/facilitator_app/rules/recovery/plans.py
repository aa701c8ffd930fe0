"""Up to three plans that keep everything ahead, and one that moves what would be missed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Final

from facilitator_app.records.agenda import Agenda, Day
from facilitator_app.records.enums import AnchorKind, PlanKind, RecoveryAction, SegmentKind
from facilitator_app.records.recovery import Miss, PlanChange, RecoveryPlan
from facilitator_app.rules.recovery import tools
from facilitator_app.rules.recovery.applying import DAY_SECONDS, seconds_of
from facilitator_app.rules.recovery.draft import SMALLER, Cycles, Draft
from facilitator_app.rules.recovery.limits import WORTH_SECONDS, Limit, limits, misses
from facilitator_app.rules.recovery.tools import Need
from facilitator_app.rules.schedule import Actual, ScheduledDay, SegmentState, schedule

MOST_IDLE_SECONDS: Final = 20 * 60
"""A plan that leaves people waiting longer than this for lunch is no plan."""

_ROUND_SECONDS: Final = 5 * 60
_SIDE_BY_SIDE: Final = 3
_BEFORE_WORK: Final = frozenset(
    {SegmentKind.REGISTRATION, SegmentKind.OPENING, SegmentKind.RECAP, SegmentKind.INTRODUCTIONS}
)

_WHOLE: Final = {PlanKind.CARRY: RecoveryAction.CARRY, PlanKind.DROP: RecoveryAction.DROP}

Tool = Callable[[Draft, Need], int]


def plans(
    agenda: Agenda,
    actuals: Mapping[str, Actual],
    now: datetime | None,
    *,
    cycles: Cycles,
) -> tuple[RecoveryPlan, ...]:
    """Return the ways to keep what ahead would be missed, the gentlest first; empty where nothing is.

    Up to three protect every anchor and every day's end, as far as they can; the last one moves what would
    be missed (`MOVE_ANCHOR`) and protects the rest. `cycles` are the cycles a step may shrink to. Only
    segments and stages that have not begun change, in whole minutes.
    """
    placed = schedule(agenda, actuals, now)
    missed = misses(placed)
    if not missed:
        return ()
    days = {segment.id: day.id for day in agenda.days for segment in day.segments}
    troubled = [day for day in agenda.days if day.id in {days[one.segment_id] for one in missed}]
    start = _Start(agenda, actuals, now, cycles, tuple(troubled))
    squeezed = _squeezed(start)
    gentle = squeezed is not None and squeezed.shortfall_seconds < WORTH_SECONDS
    found = [squeezed, _smaller(start), *(_whole(start, kind, gentle=gentle) for kind in _WHOLE)]
    return (*_chosen([one for one in found if one is not None]), _moved(start, missed))


class _Start:
    """Where every plan begins."""

    def __init__(
        self,
        agenda: Agenda,
        actuals: Mapping[str, Actual],
        now: datetime | None,
        cycles: Cycles,
        troubled: tuple[Day, ...],
    ) -> None:
        self.agenda = agenda
        self.troubled = troubled
        self._rest = (actuals, now, cycles)

    def draft(self) -> Draft:
        """Return a fresh copy to try on."""
        return Draft(self.agenda, *self._rest)

    def plan(self, kind: PlanKind, draft: Draft) -> RecoveryPlan | None:
        """Return what a draft has become; None where it changes nothing."""
        left = misses(draft.schedule())
        worst: dict[str, int] = {}
        for day in draft.agenda.days:
            ids = {one.id for one in day.segments}
            worst[day.id] = max((one.seconds for one in left if one.segment_id in ids), default=0)
        changes = tuple(one for one in draft.changes if one.from_seconds != one.to_seconds)
        if not changes:
            return None
        return RecoveryPlan(kind, changes, draft.agenda, sum(worst.values()), left)


def _squeezed(start: _Start) -> RecoveryPlan | None:
    draft = start.draft()
    for day in start.troubled:
        protect(draft, day.id, (tools.use_buffers, tools.squeeze))
    return start.plan(PlanKind.SQUEEZE, draft)


def _smaller(start: _Start) -> RecoveryPlan | None:
    draft = start.draft()
    for day in start.troubled:
        protect(draft, day.id, (tools.use_buffers, tools.smaller, tools.squeeze))
    return _if(draft, start.plan(PlanKind.SMALLER, draft), SMALLER)


def _whole(start: _Start, kind: PlanKind, *, gentle: bool) -> RecoveryPlan | None:
    """Return the plan that carries one segment on each day, or leaves it out.

    None where people would wait long for what is fixed, or where a squeeze does it (`gentle`) and the
    segment is much longer than what is needed.
    """
    draft = start.draft()
    targets = []
    for day in start.troubled:
        placed = draft.place(day.id)
        limit = next((one for one in limits(placed) if one.late_seconds >= WORTH_SECONDS), None)
        target = _target(draft, placed, limit) if limit else None
        if limit is None or (target is None and kind is PlanKind.CARRY):
            continue
        need = Need(placed, limit.window, limit.late_seconds)
        need = need.but(tools.use_buffers(draft, need))
        won = (
            tools.drop_one(draft, need)
            if kind is PlanKind.DROP
            else tools.carry(draft, need, target or ("", None))
        )
        if _idles(draft, start, day.id) or (gentle and won - need.seconds > MOST_IDLE_SECONDS):
            return None
        targets.append(target[0] if target and kind is PlanKind.CARRY else day.id)
    for day_id in dict.fromkeys([*(day.id for day in start.troubled), *targets]):
        protect(draft, day_id, (tools.use_buffers, tools.squeeze))
    return _if(draft, start.plan(kind, draft), frozenset({_WHOLE[kind]}))


def _moved(start: _Start, missed: Sequence[Miss]) -> RecoveryPlan:
    """Move the first thing that is missed each day, protect the rest, and move what still cannot hold.

    What moves takes what follows with it, so the rest is protected again before anything else moves.
    """
    draft = start.draft()
    for day in start.troubled:
        for _at_most in range(len(missed) + 1):
            if not _move_first(draft, day.id):
                break
            protect(draft, day.id, (tools.use_buffers, tools.squeeze))
    plan = start.plan(PlanKind.MOVE_ANCHOR, draft)
    return plan or RecoveryPlan(PlanKind.MOVE_ANCHOR, (), start.agenda)


def _move_first(draft: Draft, day_id: str) -> bool:
    """Move the first thing that is missed on a day to the next five minutes; say whether there was one."""
    placed = draft.place(day_id)
    for limit in limits(placed):
        if limit.late_seconds >= WORTH_SECONDS:
            one = placed.segments[limit.place]
            day = placed.day
            anchor = one.segment.anchor
            at = day.end if limit.day_end or anchor is None else anchor.at
            was = seconds_of(at)
            to = (was + limit.late_seconds + _ROUND_SECONDS - 1) // _ROUND_SECONDS * _ROUND_SECONDS
            change = PlanChange(
                one.segment.id,
                None,
                was,
                to % DAY_SECONDS,
                RecoveryAction.MOVE_ANCHOR,
                day_end=limit.day_end,
            )
            draft.change(change)
            return True
    return False


def protect(draft: Draft, day_id: str, ways: Sequence[Tool]) -> None:
    """Go through what is fixed in a day, one after the other, and win what each is missed by."""
    done: set[tuple[str, bool]] = set()
    while True:
        placed = draft.place(day_id)
        limit = next((one for one in limits(placed) if (one.segment_id, one.day_end) not in done), None)
        if limit is None:
            return
        done.add((limit.segment_id, limit.day_end))
        if limit.late_seconds >= WORTH_SECONDS:
            _win(draft, placed, limit, ways)


def _win(draft: Draft, placed: ScheduledDay, limit: Limit, ways: Sequence[Tool]) -> None:
    need = Need(placed, limit.window, limit.late_seconds)
    for way in ways:
        if need.seconds <= 0:
            return
        need = need.but(way(draft, need))


def _target(draft: Draft, placed: ScheduledDay, limit: Limit) -> tuple[str, str | None] | None:
    """Return where what is put off goes: behind the fixed meal today, or into the next day's work."""
    if not limit.day_end and limit.place + 1 < len(placed.segments):
        fixed = placed.segments[limit.place].segment
        behind = placed.segments[limit.place + 1].segment
        starts = fixed.anchor is not None and fixed.anchor.kind is AnchorKind.START_AT
        if starts and SegmentKind.EVENING not in {fixed.kind, behind.kind}:
            return placed.day.id, behind.id
    later = [day for day in draft.agenda.days if day.number > placed.day.number]
    work = (
        (one for one in later[0].segments if one.kind not in _BEFORE_WORK and not one.parked) if later else ()
    )
    return next(((later[0].id, one.id) for one in work), None)


def _idles(draft: Draft, start: _Start, day_id: str) -> bool:
    """Say whether people would now wait long for something fixed for which nobody waited before."""
    before = {one.segment.id: one.wait_seconds for one in start.draft().place(day_id).segments}
    return any(
        one.wait_seconds - before.get(one.segment.id, 0) > MOST_IDLE_SECONDS
        for one in draft.place(day_id).segments
        if one.state is SegmentState.COMING and one.segment.kind is not SegmentKind.EVENING
    )


def _if(draft: Draft, plan: RecoveryPlan | None, actions: frozenset[RecoveryAction]) -> RecoveryPlan | None:
    return plan if plan and any(one.action in actions for one in draft.changes) else None


def _chosen(found: Sequence[RecoveryPlan]) -> list[RecoveryPlan]:
    """Return at most three different plans from the gentlest on; those that keep everything go before others.

    The squeeze, where there is one, is always the first: what it cannot win is the shortfall to be named.
    """
    different = [
        one for i, one in enumerate(found) if all(one.changes != other.changes for other in found[:i])
    ]
    ordered = sorted(
        different, key=lambda one: (one.kind is not PlanKind.SQUEEZE, one.shortfall_seconds >= WORTH_SECONDS)
    )
    chosen = ordered[:_SIDE_BY_SIDE]
    return [one for one in different if one in chosen]
