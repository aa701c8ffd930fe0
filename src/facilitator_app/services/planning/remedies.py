"""One-click remedies for a plan that does not work: each is the whole agenda after it, with its words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import Final

from sqlmodel import col, select

from facilitator_app import models as m
from facilitator_app.records.agenda import Agenda, Segment
from facilitator_app.records.changes import Changes
from facilitator_app.records.enums import AnchorKind, Desk, PlanKind, SegmentKind
from facilitator_app.records.recovery import RecoveryPlan
from facilitator_app.records.remedies import Remedy, RemedyKind
from facilitator_app.rules import recovery
from facilitator_app.rules.rearranging import exchange, move
from facilitator_app.rules.recovery.limits import WORTH_SECONDS
from facilitator_app.rules.recovery.plans import MOST_IDLE_SECONDS
from facilitator_app.rules.recovery.tools import CAN_GO, CAN_WAIT
from facilitator_app.rules.schedule import Actual, Conflict, ConflictKind, schedule
from facilitator_app.services.planning import remedywords as words
from facilitator_app.services.planning.pauses import paused
from facilitator_app.services.planning.writing import write_agenda
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
        self.now = now
        self._cycles = cycles
        self.placed = schedule(agenda, actuals, now)
        self.day = next(one for one in agenda.days if one.id == conflict.day_id)

    @cached_property
    def place(self) -> int:
        """Where the conflict's segment stands in its day."""
        return [one.id for one in self.day.segments].index(self.conflict.segment_id)

    @property
    def segment(self) -> Segment:
        return self.day.segments[self.place]

    @cached_property
    def plans(self) -> tuple[RecoveryPlan, ...]:
        """What the rules of recovery make of this conflict alone."""
        day = self.day
        if self.conflict.kind is ConflictKind.MISSES_ANCHOR:
            day = replace(day, segments=day.segments[: self.place + 1], end_anchored=False)
        alone = replace(self.agenda, days=(day,))
        return recovery.plans(alone, self.actuals, self.now, cycles=self._cycles)

    def idles(self, after: Agenda) -> bool:
        """Say whether people would wait long for something fixed for which nobody waits now."""
        before = {one.segment.id: one.wait_seconds for one in self.placed.segments}
        return any(
            one.wait_seconds - before.get(one.segment.id, 0) > MOST_IDLE_SECONDS
            for one in schedule(after, self.actuals, self.now).segments
            if one.segment.kind is not SegmentKind.EVENING
        )

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
    known = dict(actuals or {})
    if conflict not in schedule(agenda, known, now).conflicts:
        return ()
    case = _Case(agenda, conflict, cycles, known, now)
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
    yield from _planned(case, PlanKind.SQUEEZE, RemedyKind.SHORTEN, words.shorten)


def _smaller(case: _Case) -> Iterator[Remedy]:
    yield from _planned(case, PlanKind.SMALLER, RemedyKind.SMALLER_CYCLE, words.smaller)


def _planned(case: _Case, kind: PlanKind, remedy: RemedyKind, say: Callable[[int], str]) -> Iterator[Remedy]:
    """Let the rules of recovery work on this conflict alone."""
    plan = next((one for one in case.plans if one.kind is kind), None)
    if plan is None:
        return
    after = recovery.apply(case.agenda, plan.changes)
    won = _length(case.agenda) - _length(after)
    if won // 60:
        detail = words.resized(case.agenda, after)
        yield _remedy(case, remedy, say(round(won / 60)), won, after, detail=detail)


def _move_after(case: _Case) -> Iterator[Remedy]:
    """Put the last work before the fixed time behind it: the order of the steps stays."""
    waiting = [one for one in case.coming() if one.kind in CAN_WAIT]
    later = case.day.segments[case.place + 1 :]
    if not waiting or case.segment.kind is SegmentKind.EVENING:
        return
    chosen = waiting[-1]
    after = move(case.agenda, chosen.id, case.day.id, later[0].id if later else None)
    text = words.move_after(chosen, case.segment)
    if not case.idles(after):
        yield _remedy(case, RemedyKind.MOVE_AFTER, text, chosen.planned_seconds, after)


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
    if not case.idles(after):
        yield _remedy(case, RemedyKind.PARK, words.park(best), best.planned_seconds, after)


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
    yield _remedy(case, RemedyKind.CARRY, text, chosen.planned_seconds, after)


def _move_anchor(case: _Case) -> Iterator[Remedy]:
    """Fix the time when it comes now, to the next five minutes."""
    anchor = case.segment.anchor
    placed = case.placed.segment(case.segment.id)
    if anchor is None or placed is None:
        return
    reached = placed.expected_start if anchor.kind is AnchorKind.START_AT else placed.expected_end
    at = words.next_five(reached)
    after = exchange(case.agenda, {case.segment.id: replace(case.segment, anchor=replace(anchor, at=at))})
    text = words.move_anchor(case.segment, at)
    yield _remedy(case, RemedyKind.MOVE_ANCHOR, text, case.conflict.seconds, after)


def _end_later(case: _Case) -> Iterator[Remedy]:
    placed = next(one for one in case.placed.days if one.day.id == case.day.id)
    at = words.next_five(placed.expected_end)
    days = (replace(day, end=at) if day.id == case.day.id else day for day in case.agenda.days)
    after = replace(case.agenda, days=tuple(days))
    text = words.end_later(case.day.number, at)
    yield _remedy(case, RemedyKind.END_LATER, text, case.conflict.seconds, after)


def _pause(case: _Case) -> Iterator[Remedy]:
    """Let people get up in the middle: five minutes, or a quarter of an hour."""
    for kind, minutes in ((SegmentKind.STRETCH, 5), (SegmentKind.BREAK, 15)):
        found = paused(case.agenda, case.conflict, kind, minutes * 60, frozenset(case.actuals))
        if found is None:
            return
        after, where = found
        remedy = RemedyKind.STRETCH if kind is SegmentKind.STRETCH else RemedyKind.BREAK
        yield _remedy(case, remedy, words.pause(kind, minutes), minutes * 60, after, detail=where)


def _remedy(
    case: _Case, kind: RemedyKind, text: str, seconds: int, after: Agenda, *, detail: str = ""
) -> Remedy:
    # Less than a minute nobody in the room would call late.
    left = [one for one in schedule(after, case.actuals, case.now).conflicts if one.seconds >= WORTH_SECONDS]
    conflict = case.conflict
    same = [one for one in left if (one.kind, one.segment_id) == (conflict.kind, conflict.segment_id)]
    if conflict.kind is ConflictKind.DAY_DOES_NOT_FIT:
        same = [one for one in left if (one.kind, one.day_id) == (conflict.kind, conflict.day_id)]
    known = {(one.kind, one.day_id, one.segment_id): one.seconds for one in case.placed.conflicts}
    worse = [
        one
        for one in left
        if one not in same and one.seconds > known.get((one.kind, one.day_id, one.segment_id), 0)
    ]
    said = [detail, *(words.missing(one, after) for one in (*same, *worse))]
    return Remedy(
        kind=kind,
        words=text,
        detail=" ".join(one for one in said if one),
        minutes=max(1, round(seconds / 60)),
        solves=not same,
        before=case.agenda,
        after=after,
    )


def _starts_at(segment: Segment) -> bool:
    return segment.anchor is not None and segment.anchor.kind is AnchorKind.START_AT


def _length(agenda: Agenda) -> int:
    return sum(one.planned_seconds for one in agenda.segments() if not one.parked)
