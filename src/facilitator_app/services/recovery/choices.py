"""A recovery plan in the words of the room: what changes, what holds, what comes when afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from facilitator_app.records.enums import PlanKind, RecoveryAction, SegmentKind
from facilitator_app.records.recovery import Miss, RecoveryChoice, RecoveryPlan
from facilitator_app.rules.schedule import BREAK_KINDS, Schedule, SegmentState, schedule
from facilitator_app.services.recovery.bar import bar_of
from facilitator_app.services.recovery.lines import lines_of
from facilitator_app.services.recovery.sentences import consequences_of
from facilitator_app.services.recovery.standing import Standing
from facilitator_app.services.recovery.titles import (
    clock_up,
    short_title,
)
from facilitator_app.services.recovery.told import (
    Reach,
    Told,
    actuals_after,
    day_in,
    days_ahead,
    moved_words,
    reach_of,
)
from facilitator_app.support.wording import _, ngettext_

_THEN: Final = 4


def choice_of(
    standing: Standing, plan: RecoveryPlan, before: Schedule, slips: Sequence[Miss]
) -> RecoveryChoice:
    """Return a plan in words. `before` is the schedule without it, `slips` what is missed there."""
    after = schedule(plan.agenda, actuals_after(standing, plan), standing.now)
    told = Told(standing, plan, before, after, tuple(slips))
    return RecoveryChoice(
        plan=plan,
        title=_title(told),
        badge=_badge(told),
        holds=not plan.missed,
        lines=lines_of(told),
        then=tuple(_then(told)),
        bar=bar_of(told),
        consequences=tuple(consequences_of(told)),
    )


def _title(told: Told) -> str:
    kind = told.plan.kind
    if kind is PlanKind.MOVE_ANCHOR:
        return _move_title(told)
    if kind is PlanKind.SQUEEZE:
        return _("Squeeze a little")
    if kind is PlanKind.CARRY:
        return _carry_title(told)
    if kind is PlanKind.DROP:
        dropped = [one for one in told.plan.changes if one.action is RecoveryAction.DROP]
        return _("Leave one out") if len(dropped) < 2 else _("Leave something out")  # noqa: PLR2004  # one, or more
    overview = any(one.action is RecoveryAction.OVERVIEW for one in told.plan.changes)
    return _("An overview instead") if overview else _("A smaller cycle")


def _carry_title(told: Told) -> str:
    """Return where the one thing goes that waits: “Cluster teams later today”, “Carry to tomorrow”."""
    carried = [one for one in told.plan.changes if one.action is RecoveryAction.CARRY]
    later = [one for one in carried if told.day_id(one.segment_id) != one.day_id]
    if not later:
        first = short_title(told.segment(carried[0].segment_id)) if carried else ""
        if len(carried) > 1:
            return _("{what} and more, later").format(what=first)
        return _("{what} later today").format(what=first)
    days = {days_ahead(told, one) for one in later}
    return _("Carry to tomorrow") if days == {1} else _("Carry to another day")


def _move_title(told: Told) -> str:
    moves = [one for one in told.plan.changes if one.action is RecoveryAction.MOVE_ANCHOR]
    if not moves:
        return _("Leave the times as they are")
    first = moved_words(told, moves[0])
    if len(moves) == 1:
        return first
    more = ngettext_("{first}, and {n} more", "{first}, and {n} more", len(moves) - 1)
    return more.format(first=first, n=len(moves) - 1)


def _badge(told: Told) -> str:
    """Return what the plan keeps, or the worst of what it misses: “Lunch 12:00”, “Day ends 17:38”.

    What is missed on the day of the first slip goes before what is missed later.
    """
    first = told.day_id(told.slips[0].segment_id) if told.slips else ""
    if told.plan.missed:
        reached = [
            (miss, one) for miss in told.plan.missed if (one := reach_of(told.after, miss, told.after))
        ]
        worst = max(reached, key=lambda one: (one[1].day.id == first, one[0].seconds), default=None)
        return _badge_words(worst[1], first) if worst else ""
    one = told.reached(told.slips[0]) if told.slips else None
    return _badge_words(one, first) if one else ""


def _badge_words(one: Reach, first: str) -> str:
    time = clock_up(one.at)
    if one.day.id != first:
        if one.day_end:
            return _("Day {n} ends {time}").format(n=one.day.number, time=time)
        return _("Day {n}: {what} {time}").format(n=one.day.number, what=one.what, time=time)
    if one.day_end:
        return _("Day ends {time}").format(time=time)
    return _("{what} {time}").format(what=one.what, time=time)


def _then(told: Told) -> Iterator[tuple[str, str]]:
    """Yield what comes when after the plan: what is fixed, the first work after it, the day's end."""
    day = day_in(told.after, told.day_id(told.slips[0].segment_id)) if told.slips else None
    if day is None:
        return
    ahead = [one for one in day.segments if one.state is SegmentState.COMING]
    fixed = [
        one for one in ahead if one.segment.anchor is not None and one.segment.kind is not SegmentKind.EVENING
    ]
    found = [(one.expected_start, short_title(one.segment)) for one in fixed[: _THEN - 2]]
    if fixed:
        later = ahead[ahead.index(fixed[0]) + 1 :]
        work = next((one for one in later if one not in fixed and one.segment.kind not in BREAK_KINDS), None)
        if work is not None and work.segment.kind is not SegmentKind.EVENING:
            found.append((work.expected_start, short_title(work.segment)))
    yield from ((words, clock_up(at)) for at, words in sorted(found, key=lambda one: one[0]))
    yield _("Day ends"), clock_up(day.expected_end)
