"""A plan ready to be told: the day before and after it, and the pieces of words that everything uses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from facilitator_app.records.agenda import Day, Segment, StageSlot
from facilitator_app.records.enums import AnchorKind, LanguageMode, RecoveryAction, SegmentKind, StageName
from facilitator_app.records.recovery import Miss, PlanChange, RecoveryPlan
from facilitator_app.rules.cycles import language_factor
from facilitator_app.rules.recovery.applying import needing, time_of
from facilitator_app.rules.recovery.draft import SIZES, SMALLER
from facilitator_app.rules.schedule import BREAK_KINDS, Actual, Schedule, ScheduledDay
from facilitator_app.rules.timebox import minutes_for_people, share_of
from facilitator_app.services.recovery.standing import Standing
from facilitator_app.services.recovery.titles import clock, clock_up, minutes_up, short_title
from facilitator_app.support.wording import _, ngettext_

_MOVES: Final = frozenset({RecoveryAction.MOVE_ANCHOR})
_MISSES_SAID: Final = 2


@dataclass(frozen=True, slots=True)
class Told:
    """What a plan is told from: the day before and after it, and what would slip without it."""

    standing: Standing
    plan: RecoveryPlan
    before: Schedule
    after: Schedule
    slips: tuple[Miss, ...]

    def segment(self, segment_id: str) -> Segment:
        """Return a segment as it was before the plan."""
        found = self.standing.agenda.segment(segment_id)
        if found is None:
            raise LookupError(segment_id)
        return found

    def day_id(self, segment_id: str) -> str:
        """Return the day that held a segment before the plan."""
        one = self.before.segment(segment_id)
        return one.day_id if one else ""

    def reached(self, miss: Miss) -> Reach | None:
        """Return when what would have slipped comes after the plan."""
        return reach_of(self.after, miss, self.before)


@dataclass(frozen=True, slots=True)
class Reach:
    """When something that must hold is reached: an anchored segment (`what`), or the end of a day."""

    what: str
    at: datetime
    day: Day
    ends: bool = False
    day_end: bool = False


def day_in(placed: Schedule, day_id: str) -> ScheduledDay | None:
    """Return one day of a schedule."""
    return next((one for one in placed.days if one.day.id == day_id), None)


def actuals_after(standing: Standing, plan: RecoveryPlan) -> dict[str, Actual]:
    """Return what has run after a plan, with what it needs then."""
    found = dict(standing.actuals)
    for key, actual in standing.actuals.items():
        was, now = standing.agenda.segment(key), plan.agenda.segment(key)
        if was is not None and now is not None and actual.ended is None:
            found[key] = needing(actual, was, now)
    return found


def report_change(told: Told, change: PlanChange) -> tuple[int, int] | None:
    """Return a report-back's seconds before and after a change, where it has any on both sides."""
    if change.stage is StageName.REPORT:
        found = change.from_seconds, change.to_seconds
    elif change.action in SMALLER:
        found = _report(told.segment(change.segment_id).stages), _report(change.stages)
    else:
        return None
    return found if all(found) else None


def _report(stages: Sequence[StageSlot]) -> int:
    return next((one.planned_seconds for one in stages if one.stage is StageName.REPORT), 0)


def share_figures(told: Told, segment_id: str, seconds: int) -> tuple[str, str]:
    """Return each table's minutes as people are told them; what of it is speaking, where it is halved."""
    standing = told.standing
    share = share_of(seconds, 0, standing.tables(segment_id), standing.change_over_seconds)
    if standing.mode is not LanguageMode.CONSECUTIVE:
        return minutes_for_people(share).figures, ""
    speaking = share / float(language_factor(standing.mode, StageName.REPORT))
    return minutes_for_people(share).figures, minutes_for_people(speaking).figures


def notes(told: Told) -> Iterator[str]:
    """Yield what is true of the whole plan: what it leaves alone, and what cannot be found."""
    if all(one.action is RecoveryAction.MOVE_ANCHOR for one in told.plan.changes):
        yield _("Nothing is shortened")
    elif not _breaks_kept(told):
        pass
    elif all(one.action in SIZES | _MOVES for one in told.plan.changes) and _over_minimum(told):
        yield _("Nothing under its minimum, no break touched")
    else:
        yield _("No break touched")
    yield from shortfall_words(told)


def shortfall_words(told: Told) -> tuple[str, ...]:
    """Return what cannot be found; nothing where everything holds."""
    if not told.plan.missed:
        return ()
    n = minutes_up(told.plan.shortfall_seconds)
    words = ngettext_("{n} minute cannot be found: {what}", "{n} minutes cannot be found: {what}", n)
    return (words.format(n=n, what=_all_missed(told)),)


def _all_missed(told: Told) -> str:
    """Return what is still missed; the later ones of many are counted."""
    said = [missed_words(told, one) for one in told.plan.missed]
    rest = len(said) - _MISSES_SAID
    if rest <= 0:
        return ", ".join(said)
    words = ngettext_("{what} and {n} more", "{what} and {n} more", rest)
    return words.format(what=", ".join(said[:_MISSES_SAID]), n=rest)


def missed_words(told: Told, miss: Miss) -> str:
    """Return what is still missed: “the day ends 17:38”, “Lunch starts 12:03”."""
    one = reach_of(told.after, miss, told.after)
    if one is None:
        return ""
    if one.day_end:
        told_so = _("the day ends {time}").format(time=clock_up(one.at))
    else:
        words = _("{what} ends {time}") if one.ends else _("{what} starts {time}")
        told_so = words.format(what=one.what, time=clock_up(one.at))
    if one.day.id == told.day_id(told.slips[0].segment_id):
        return told_so
    return _("day {n}: {what}").format(n=one.day.number, what=told_so)


def reach_of(placed: Schedule, miss: Miss, named_in: Schedule) -> Reach | None:
    """Return when something that must hold comes in a schedule; `named_in` is the one that missed it."""
    known = named_in.segment(miss.segment_id)
    if known is None:
        return None
    if miss.day_end:
        day = day_in(placed, known.day_id)
        return Reach("", day.expected_end, day.day, ends=True, day_end=True) if day else None
    one = placed.segment(miss.segment_id)
    day = day_in(placed, one.day_id) if one else None
    if one is None or day is None:
        return None
    anchor = one.segment.anchor
    ends = anchor is not None and anchor.kind is AnchorKind.END_BY
    at = one.expected_end if ends else one.expected_start
    return Reach(short_title(one.segment), at, day.day, ends=ends)


def _breaks_kept(told: Told) -> bool:
    return all(
        one.action is RecoveryAction.MOVE_ANCHOR or told.segment(one.segment_id).kind not in BREAK_KINDS
        for one in told.plan.changes
    )


def _over_minimum(told: Told) -> bool:
    for change in told.plan.changes:
        segment = told.segment(change.segment_id)
        if change.action is RecoveryAction.MOVE_ANCHOR:
            continue
        if change.stage is None:
            least = 0 if segment.buffer else segment.minimum_seconds
        else:
            least = next((s.minimum_seconds for s in segment.stages if s.stage is change.stage), 0)
        if change.to_seconds < least:
            return False
    return True


def when_words(told: Told, change: PlanChange) -> str:
    """Return where a carried segment goes: “13:00”, “tomorrow, 09:00”, “day 3, 09:00”."""
    one, day = told.after.segment(change.segment_id), day_in(told.after, change.day_id or "")
    if one is None or day is None:
        return ""
    time, ahead = clock(one.expected_start), days_ahead(told, change)
    if ahead == 0:
        return time
    if ahead == 1:
        return _("tomorrow, {time}").format(time=time)
    return _("day {n}, {time}").format(n=day.day.number, time=time)


def days_ahead(told: Told, change: PlanChange) -> int:
    """Return how many days later a carried segment comes."""
    here = day_in(told.before, told.day_id(change.segment_id))
    there = day_in(told.before, change.day_id or "")
    return (there.day.on - here.day.on).days if here and there else 0


def moved_words(told: Told, change: PlanChange) -> str:
    """Return what moving an anchor means: “Lunch at 12:10, ask the kitchen”."""
    time = local_time(change.to_seconds)
    if change.day_end:
        return _("The day until {time}, ask the room").format(time=time)
    segment = told.segment(change.segment_id)
    if segment.kind is SegmentKind.MEAL:
        return _("{what} at {time}, ask the kitchen").format(what=short_title(segment), time=time)
    if segment.anchor is not None and segment.anchor.kind is AnchorKind.END_BY:
        return _("{what} until {time}, ask first").format(what=short_title(segment), time=time)
    return _("{what} at {time}, ask first").format(what=short_title(segment), time=time)


def local_time(seconds: int) -> str:
    """Return seconds after midnight as a time of day: “12:10”."""
    return clock(time_of(seconds))
