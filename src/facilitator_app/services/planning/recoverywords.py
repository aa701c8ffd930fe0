"""A recovery plan in the words of the room: what changes, what holds, what comes when afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from facilitator_app.records.agenda import Day
from facilitator_app.records.enums import LanguageMode, PlanKind, RecoveryAction, SegmentKind
from facilitator_app.records.recovery import ChoiceLine, Miss, PlanChange, RecoveryChoice, RecoveryPlan
from facilitator_app.rules.schedule import BREAK_KINDS, Schedule, SegmentState, schedule
from facilitator_app.services.planning.recoverybar import bar_of
from facilitator_app.services.planning.recoverysentences import consequences_of
from facilitator_app.services.planning.recoverytitles import (
    clock,
    cycle_title,
    min_words,
    minutes,
    short_title,
    stage_of,
    won_words,
)
from facilitator_app.services.planning.recoverytold import (
    SIZES,
    SMALLER,
    Told,
    actuals_after,
    day_in,
    days_ahead,
    local_time,
    moved_words,
    notes,
    reach_of,
    report_change,
    share_figures,
    when_words,
)
from facilitator_app.services.planning.standing import Standing
from facilitator_app.support.wording import _, ngettext_

_LINES_BY_STAGE: Final = 4
_LINES_BY_SEGMENT: Final = 5
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
        lines=tuple(_lines(told)),
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
    """Return what the plan keeps, or the worst of what it misses: “Lunch 12:00”, “Day ends 17:38”."""
    if told.plan.missed:
        one = reach_of(told.after, max(told.plan.missed, key=lambda miss: miss.seconds), told.after)
    else:
        one = told.reached(told.slips[0]) if told.slips else None
    if one is None:
        return ""
    if one.day_end:
        return _("Day ends {time}").format(time=clock(one.at))
    return _("{what} {time}").format(what=one.what, time=clock(one.at))


def _lines(told: Told) -> Iterator[ChoiceLine]:
    first = told.day_id(told.slips[0].segment_id) if told.slips else ""
    today = [one for one in told.plan.changes if told.day_id(one.segment_id) == first]
    others = [one for one in today if one.action not in SIZES]
    # A smaller cycle's own line says what is left of the segment: what was shortened in it is not said again.
    replaced = {one.segment_id for one in others if one.action in SMALLER}
    sizes = [one for one in today if one.action in SIZES and one.segment_id not in replaced]
    lines: list[tuple[ChoiceLine, PlanChange | None]] = [(_line(told, change), change) for change in others]
    if len(sizes) <= _LINES_BY_STAGE:
        alone = not others and len({one.segment_id for one in sizes if one.stage is not None}) == 1
        lines += [(_sized(told, change, alone=alone), change) for change in sizes]
    else:
        lines += [(line, None) for line in _by_segment(told, sizes)]
    yield from _with_shares(told, lines, [*others, *sizes])
    for day in told.before.days:
        if day.day.id != first:
            yield from _other_day(told, day.day)
    yield from (ChoiceLine(words, soft=True) for words in notes(told))


def _with_shares(
    told: Told, lines: Sequence[tuple[ChoiceLine, PlanChange | None]], changes: Sequence[PlanChange]
) -> Iterator[ChoiceLine]:
    """Yield lines with what one report-back means for each table: after its own line, or the hardest last."""
    shares = [(change, found) for change in changes if (found := list(_shares(told, change)))]
    owner = shares[0][0] if len(shares) == 1 else None
    for line, change in lines:
        yield line
        if owner is not None and change is owner:
            yield from shares[0][1]
    if not shares or (owner is not None and any(change is owner for _line, change in lines)):
        return
    hardest, found = max(shares, key=lambda one: _report_loss(told, one[0]))
    what = short_title(told.segment(hardest.segment_id))
    yield replace(found[0], words=_("each table in {what}").format(what=what))
    yield from found[1:]


def _report_loss(told: Told, change: PlanChange) -> int:
    before, after = report_change(told, change) or (0, 0)
    return before - after


def _other_day(told: Told, day: Day) -> Iterator[ChoiceLine]:
    """Yield what a plan does on another day than that of the first slip, in short."""
    own = [one for one in told.plan.changes if told.day_id(one.segment_id) == day.id]
    for change in own:
        if change.action in {RecoveryAction.MOVE_ANCHOR, RecoveryAction.CARRY}:
            line = _line(told, change)
            yield replace(line, words=_("Day {n}: {what}").format(n=day.number, what=line.words))
    before, after = (
        sum(one.planned_seconds for one in each.segments if not one.parked)
        for each in (day, next(one for one in told.plan.agenda.days if one.id == day.id))
    )
    if before > after:
        yield ChoiceLine(_("Day {n}").format(n=day.number), "", won_words(before - after))


def _line(told: Told, change: PlanChange) -> ChoiceLine:
    """Return the line of a change to a whole segment."""
    if change.action is RecoveryAction.MOVE_ANCHOR:
        what = _("The day’s end") if change.day_end else short_title(told.segment(change.segment_id))
        return ChoiceLine(what, local_time(change.from_seconds), local_time(change.to_seconds))
    name, left = short_title(told.segment(change.segment_id)), told.plan.agenda.segment(change.segment_id)
    if change.action is RecoveryAction.DROP:
        return ChoiceLine(_("{what} is left out").format(what=name), "", won_words(change.from_seconds))
    if change.action is RecoveryAction.CARRY:
        return ChoiceLine(name, "", _("moves to {when}").format(when=when_words(told, change)))
    before = str(minutes(change.from_seconds))
    after = min_words(minutes(left.planned_seconds if left else change.to_seconds))
    if change.action is RecoveryAction.OVERVIEW:
        return ChoiceLine(_("{what} becomes an overview").format(what=name), before, after)
    words = _("{what} in the {cycle} cycle").format(what=name, cycle=cycle_title(change.cycle))
    return ChoiceLine(words, before, after)


def _sized(told: Told, change: PlanChange, *, alone: bool) -> ChoiceLine:
    segment = told.segment(change.segment_id)
    words = stage_of(segment, change.stage, told.standing.tables(segment.id))
    if change.stage is not None and not alone:
        words = _("{what}: {stage}").format(what=short_title(segment), stage=words)
    return ChoiceLine(words, str(minutes(change.from_seconds)), min_words(minutes(change.to_seconds)))


def _shares(told: Told, change: PlanChange) -> Iterator[ChoiceLine]:
    """Yield what a shorter report-back means for each table, its change-over and its interpreter counted."""
    change_of = report_change(told, change)
    if change_of is None:
        return
    before, after = (share_figures(told, change.segment_id, seconds) for seconds in change_of)
    if before == after:
        return
    yield ChoiceLine(_("each table"), before[0], min_words(after[0]), soft=True)
    if told.standing.mode is LanguageMode.CONSECUTIVE:
        yield ChoiceLine(_("of which speaking"), before[1], min_words(after[1]), soft=True)


def _by_segment(told: Told, changes: Sequence[PlanChange]) -> Iterator[ChoiceLine]:
    """Yield one line a segment where there are many changes; the smallest are summed up at the end."""
    saved: dict[str, int] = {}
    for change in changes:
        saved[change.segment_id] = saved.get(change.segment_id, 0) + change.from_seconds - change.to_seconds
    order = sorted(saved, key=lambda key: -saved[key])
    shown = set(order if len(order) <= _LINES_BY_SEGMENT else order[: _LINES_BY_SEGMENT - 1])
    for key, won in saved.items():
        if key in shown:
            segment = told.segment(key)
            before = segment.planned_seconds
            yield ChoiceLine(short_title(segment), str(minutes(before)), min_words(minutes(before - won)))
    rest = [key for key in saved if key not in shown]
    if rest:
        words = ngettext_("{n} more item", "{n} more items", len(rest)).format(n=len(rest))
        yield ChoiceLine(words, "", won_words(sum(saved[key] for key in rest)))


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
    yield from ((words, clock(at)) for at, words in sorted(found, key=lambda one: one[0]))
    yield _("Day ends"), clock(day.expected_end)
