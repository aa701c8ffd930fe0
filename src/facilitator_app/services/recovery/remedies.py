"""One-click remedies for a plan that does not work: each is the whole agenda after it, with its words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import Final

from sqlmodel import col, select

from facilitator_app import models as m
from facilitator_app.records.agenda import Agenda, Day, Segment
from facilitator_app.records.changes import Changes
from facilitator_app.records.enums import AnchorKind, Desk, SegmentKind
from facilitator_app.records.remedies import Remedy, RemedyKind
from facilitator_app.rules import recovery
from facilitator_app.rules.rearranging import exchange, move
from facilitator_app.rules.recovery import tools
from facilitator_app.rules.recovery.draft import SMALLER, Draft
from facilitator_app.rules.recovery.limits import WORTH_SECONDS
from facilitator_app.rules.recovery.plans import MOST_IDLE_SECONDS, Tool, protect
from facilitator_app.rules.recovery.tools import CAN_GO, CAN_WAIT
from facilitator_app.rules.schedule import Actual, Conflict, ConflictKind, ScheduledDay, schedule
from facilitator_app.services.planning.writing import write_agenda
from facilitator_app.services.recovery import remedywords as words
from facilitator_app.services.recovery.pauses import paused
from facilitator_app.store.workshop_file import WorkshopFile
from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _

_FIRST_WORK: Final = frozenset(
    {SegmentKind.REGISTRATION, SegmentKind.OPENING, SegmentKind.RECAP, SegmentKind.INTRODUCTIONS}
)
"""What a day begins with: nothing from the day before goes in front of it."""

_NO_CYCLES: Final[recovery.Cycles] = {}


class _Case:
    """One conflict in its agenda, and what is worked out once for all its remedies."""

    def __init__(
        self,
        agenda: Agenda,
        conflict: Conflict,
        cycles: recovery.Cycles,
        actuals: Mapping[str, Actual],
        now: datetime | None,
    ) -> None:
        self.agenda = agenda
        self.conflict = conflict
        self.actuals = actuals
        self.day = next(one for one in agenda.days if one.id == conflict.day_id)
        self._cycles = cycles
        self._now = now
        self._placed: dict[str, ScheduledDay] = {}

    @cached_property
    def place(self) -> int:
        """Where the conflict's segment stands in its day."""
        return [one.id for one in self.day.segments].index(self.conflict.segment_id)

    @property
    def segment(self) -> Segment:
        return self.day.segments[self.place]

    @property
    def placed(self) -> ScheduledDay:
        """The conflict's day on the clock."""
        return self.as_it_is(self.day)

    def as_it_is(self, day: Day) -> ScheduledDay:
        """Return a day of the agenda on the clock."""
        if day.id not in self._placed:
            self._placed[day.id] = self.on_the_clock(day)
        return self._placed[day.id]

    def on_the_clock(self, day: Day) -> ScheduledDay:
        """Return any day on the clock."""
        return schedule(Agenda(self.agenda.zone, (day,)), self.actuals, self._now).days[0]

    def changed(self, after: Agenda) -> list[tuple[ScheduledDay, ScheduledDay]]:
        """Return the days that another agenda changes, as they are and as they would be."""
        both = zip(self.agenda.days, after.days, strict=True)
        return [(self.as_it_is(was), self.on_the_clock(day)) for was, day in both if was != day]

    def tried(self, *ways: Tool) -> Draft:
        """Return what the rules of recovery make of this conflict alone, with these ways to win time."""
        day = self.day
        if self.conflict.kind is ConflictKind.MISSES_ANCHOR:
            day = replace(day, segments=day.segments[: self.place + 1], end_anchored=False)
        draft = Draft(replace(self.agenda, days=(day,)), self.actuals, self._now, self._cycles)
        protect(draft, day.id, ways)
        return draft

    def coming(self) -> list[Segment]:
        """Return what could give way: not begun, in the clock, unanchored, after the last fixed start."""
        last = self.conflict.kind is ConflictKind.DAY_DOES_NOT_FIT
        before = self.day.segments[: self.place + 1 if last else self.place]
        fixed = [i for i, one in enumerate(before) if _starts_at(one) and i != self.place]
        return [
            one
            for one in before[fixed[-1] + 1 if fixed else 0 :]
            if not one.parked and one.anchor is None and one.id not in self.actuals
        ]


def remedies(
    agenda: Agenda,
    conflict: Conflict,
    *,
    cycles: recovery.Cycles = _NO_CYCLES,
    actuals: Mapping[str, Actual] | None = None,
    now: datetime | None = None,
) -> tuple[Remedy, ...]:
    """Return what can be done about a conflict of `rules.schedule`, the gentlest first (pure).

    `cycles` are those a step may shrink to (`cycles_of`); what has begun (`actuals`) stays. Empty where the
    conflict is no longer there.
    """
    if all(day.id != conflict.day_id for day in agenda.days):
        return ()
    case = _Case(agenda, conflict, cycles, dict(actuals or {}), now)
    if conflict not in case.placed.conflicts:
        return ()
    ways: Mapping[ConflictKind, tuple[Callable[[_Case], Iterator[Remedy]], ...]] = {
        ConflictKind.MISSES_ANCHOR: (_shorten, _move_after, _park, _move_anchor),
        ConflictKind.DAY_DOES_NOT_FIT: (_shorten, _smaller, _carry, _park, _end_later),
        ConflictKind.LONG_STRETCH: (_pause,),
    }
    return tuple(remedy for way in ways[conflict.kind] for remedy in way(case))


def apply_remedy(file: WorkshopFile, workshop: str, remedy: Remedy, *, desk: Desk = Desk.PREPARE) -> Changes:
    """Write a remedy, as one step. Raises KnownError where its segments have changed or begun meanwhile."""
    with file.transact("Make the plan work", desk) as transaction:
        session = transaction.session
        changed = write_agenda(session, workshop, remedy.before, remedy.after)
        began = select(m.RunEntry.segment_id).where(col(m.RunEntry.segment_id).in_(changed))
        if session.exec(began).first():
            raise KnownError(
                _("The room has got there meanwhile."), _("Look at the agenda again, then choose.")
            )
    return transaction.changes


def _shorten(case: _Case) -> Iterator[Remedy]:
    """Take from what has slack: buffers first, then in the order of a recovery."""
    draft = case.tried(tools.use_buffers, tools.squeeze)
    yield from _drafted(case, draft, RemedyKind.SHORTEN, words.shorten)


def _smaller(case: _Case) -> Iterator[Remedy]:
    """Give steps a smaller cycle, then take what is still missing from what has slack."""
    draft = case.tried(tools.use_buffers, tools.smaller, tools.squeeze)
    if any(one.action in SMALLER for one in draft.changes):
        yield from _drafted(case, draft, RemedyKind.SMALLER_CYCLE, words.smaller)


def _drafted(case: _Case, draft: Draft, kind: RemedyKind, say: Callable[[int], str]) -> Iterator[Remedy]:
    after = exchange(case.agenda, {one.id: one for one in draft.agenda.segments()})
    won = case.agenda.planned_seconds - after.planned_seconds
    if won >= WORTH_SECONDS:
        detail = words.resized(case.agenda, after)
        yield from _remedy(case, kind, say(round(won / 60)), won, after, detail=detail)


def _move_after(case: _Case) -> Iterator[Remedy]:
    """Put the last work before the fixed time behind it: the order of the steps stays."""
    waiting = [one for one in case.coming() if one.kind in CAN_WAIT]
    later = case.day.segments[case.place + 1 :]
    if not waiting or case.segment.kind is SegmentKind.EVENING:
        return
    chosen = waiting[-1]
    after = move(case.agenda, chosen.id, case.day.id, later[0].id if later else None)
    text = words.move_after(chosen, case.segment)
    yield from _remedy(case, RemedyKind.MOVE_AFTER, text, chosen.planned_seconds, after)


def _park(case: _Case) -> Iterator[Remedy]:
    """Leave out what may be left out, or a part that is no step, whichever comes nearest."""
    coming = case.coming()
    chosen = [one for one in coming if one.optional]
    chosen = chosen or [one for one in coming if one.kind in CAN_GO and one.kind is not SegmentKind.STEP]
    if not chosen:
        return
    enough = [one for one in chosen if one.planned_seconds >= case.conflict.seconds]
    best = min(enough or chosen, key=lambda one: abs(one.planned_seconds - case.conflict.seconds))
    after = exchange(case.agenda, {best.id: replace(best, parked=True)})
    yield from _remedy(case, RemedyKind.PARK, words.park(best), best.planned_seconds, after)


def _carry(case: _Case) -> Iterator[Remedy]:
    """Carry the last work of the day to the next one, before its first work."""
    later = [day for day in case.agenda.days if day.number > case.day.number]
    waiting = [one for one in case.coming() if one.kind in CAN_WAIT]
    if not later or not waiting:
        return
    behind = next((one.id for one in later[0].segments if one.kind not in _FIRST_WORK), None)
    chosen = waiting[-1]
    after = move(case.agenda, chosen.id, later[0].id, behind)
    text = words.carry(chosen, later[0].number)
    yield from _remedy(case, RemedyKind.CARRY, text, chosen.planned_seconds, after)


def _move_anchor(case: _Case) -> Iterator[Remedy]:
    """Fix the time when it comes now, to the next five minutes."""
    anchor = case.segment.anchor
    placed = next((one for one in case.placed.segments if one.segment.id == case.segment.id), None)
    if anchor is None or placed is None:
        return
    reached = placed.expected_start if anchor.kind is AnchorKind.START_AT else placed.expected_end
    at = words.next_five(reached)
    after = exchange(case.agenda, {case.segment.id: replace(case.segment, anchor=replace(anchor, at=at))})
    text = words.move_anchor(case.segment, at)
    yield from _remedy(case, RemedyKind.MOVE_ANCHOR, text, case.conflict.seconds, after)


def _end_later(case: _Case) -> Iterator[Remedy]:
    at = words.next_five(case.placed.expected_end)
    days = (replace(day, end=at) if day.id == case.day.id else day for day in case.agenda.days)
    after = replace(case.agenda, days=tuple(days))
    text = words.end_later(case.day.number, at)
    yield from _remedy(case, RemedyKind.END_LATER, text, case.conflict.seconds, after)


def _pause(case: _Case) -> Iterator[Remedy]:
    """Let people get up in the middle: five minutes, or a quarter of an hour."""
    for kind, minutes in ((SegmentKind.STRETCH, 5), (SegmentKind.BREAK, 15)):
        found = paused(case.agenda, case.conflict, kind, minutes * 60, frozenset(case.actuals))
        if found is None:
            return
        after, where = found
        remedy = RemedyKind.STRETCH if kind is SegmentKind.STRETCH else RemedyKind.BREAK
        yield from _remedy(case, remedy, words.pause(kind, minutes), minutes * 60, after, detail=where)


def _remedy(
    case: _Case, kind: RemedyKind, text: str, seconds: int, after: Agenda, *, detail: str = ""
) -> Iterator[Remedy]:
    """Yield a remedy with what it leaves and what it spoils; none after which people wait long."""
    changed = case.changed(after)
    if any(_idles(was, day) for was, day in changed):
        return
    conflict = case.conflict
    left = [one for _was, day in changed for one in day.conflicts if one.seconds >= WORTH_SECONDS]
    same = [one for one in left if _key(one) == _key(conflict)]
    known = {_key(one): one.seconds for was, _day in changed for one in was.conflicts}
    worse = [one for one in left if one not in same and one.seconds > known.get(_key(one), 0)]
    said = [detail, *(words.missing(one, after) for one in (*same, *worse))]
    yield Remedy(
        kind=kind,
        words=text,
        detail=" ".join(one for one in said if one),
        minutes=max(1, round(seconds / 60)),
        solves=not same,
        before=case.agenda,
        after=after,
    )


def _key(conflict: Conflict) -> tuple[ConflictKind, str, str]:
    """Return what makes two conflicts the same; a day that does not fit is one, whatever it ends with."""
    whole = conflict.kind is ConflictKind.DAY_DOES_NOT_FIT
    return conflict.kind, conflict.day_id, "" if whole else conflict.segment_id


def _idles(was: ScheduledDay, day: ScheduledDay) -> bool:
    """Say whether people would wait long for something fixed for which nobody waits now."""
    before = {one.segment.id: one.wait_seconds for one in was.segments}
    return any(
        one.wait_seconds - before.get(one.segment.id, 0) > MOST_IDLE_SECONDS
        for one in day.segments
        if one.segment.kind is not SegmentKind.EVENING
    )


def _starts_at(segment: Segment) -> bool:
    return segment.anchor is not None and segment.anchor.kind is AnchorKind.START_AT
