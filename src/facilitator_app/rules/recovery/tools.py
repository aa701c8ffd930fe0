"""The ways to win time, from the gentlest on; each is told what is needed and returns what it won."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from facilitator_app.records.agenda import Segment
from facilitator_app.records.enums import RecoveryAction, SegmentKind, StageName
from facilitator_app.records.recovery import PlanChange
from facilitator_app.rules.recovery.draft import Draft, Slot, up_to_minute
from facilitator_app.rules.schedule import ScheduledDay, SegmentState

CYCLE_STAGES: Final = frozenset(StageName) - {StageName.WHOLE, StageName.PRESENT}

_TIERS: Final = (
    frozenset({StageName.SYNTHESIS}),
    frozenset({StageName.REPORT, StageName.WHOLE}),
    frozenset({StageName.PRESENT, StageName.BRIEF, StageName.LIGHTS}),
    frozenset({StageName.THINK, StageName.DISCUSS}),
)
"""What gives first: the plenary's own talk, then reports, then the rest; the tables' own time last."""

CAN_GO: Final = frozenset(
    {
        SegmentKind.STEP, SegmentKind.OVERVIEW, SegmentKind.CASE_CLINIC, SegmentKind.CLINIC,
        SegmentKind.TEAM_STUDIO, SegmentKind.PANEL, SegmentKind.LIGHTS_CLINIC, SegmentKind.VISIT_DEBRIEF,
        SegmentKind.RECAP,
    }
)  # fmt: skip
"""What a facilitator may leave out; openings, evaluations, closings and what feeds a later part stay."""

CAN_WAIT: Final = CAN_GO | {SegmentKind.TEAM_FORMING}


@dataclass(frozen=True, slots=True)
class Need:
    """Seconds that are missing at the segment at `window`'s end, in one day on the clock."""

    day: ScheduledDay
    window: tuple[int, int]
    seconds: int

    def but(self, seconds: int) -> Need:
        """Return what is still missing after `seconds` were won."""
        return replace(self, seconds=self.seconds - seconds)


def use_buffers(draft: Draft, need: Need) -> int:
    """Use buffers up; return the seconds won."""
    return _give(draft, draft.buffers(need.day, need.window), need.seconds, RecoveryAction.USE_BUFFER)


def squeeze(draft: Draft, need: Need) -> int:
    """Shorten by slack above the minimum, tier by tier, in proportion within each; return the seconds won."""
    won = 0
    slots = _present(draft, need)
    for tier in _TIERS:
        if won >= need.seconds:
            break
        own = [one for one in slots if one.kind in tier]
        won += _give(draft, own, need.seconds - won, RecoveryAction.SHORTEN)
    return won


def can_squeeze(draft: Draft, need: Need) -> int:
    """Return the seconds that `squeeze` could win at the most."""
    return sum(one.gives_seconds for one in _present(draft, need))


def smaller(draft: Draft, need: Need) -> int:
    """Give coming steps a smaller cycle, then only an overview, until the rest can be squeezed."""
    won = 0
    while True:
        left = need.but(won)
        if left.seconds <= 0 or (won and can_squeeze(draft, left) >= left.seconds):
            return won
        options = list(_smaller_cycles(draft, need)) or list(_overviews(draft, need))
        if not options:
            return won
        gain, change = _nearest(options, left.seconds)
        draft.change(change)
        won += gain


def drop_one(draft: Draft, need: Need) -> int:
    """Leave one segment out: an optional one first, else the one that comes nearest to what is needed."""
    coming = [one for one in _coming(draft, need) if one.kind in CAN_GO and one.anchor is None]
    chosen = [one for one in coming if one.optional] or coming
    if need.seconds <= 0 or not chosen:
        return 0
    options = [(one.planned_seconds, _change(one, 0, RecoveryAction.DROP)) for one in chosen]
    gain, change = min(options, key=lambda option: abs(option[0] - need.seconds))
    draft.change(change)
    return gain


def carry(draft: Draft, need: Need, target: tuple[str, str | None]) -> int:
    """Put the last work before the limit behind it: `target` is a day and the segment to stand before.

    The order of the steps stays. Returns the seconds won for the limit.
    """
    waiting = [one for one in _coming(draft, need) if one.kind in CAN_WAIT and one.anchor is None]
    if need.seconds <= 0 or not waiting or waiting[-1].id == target[1]:
        return 0
    last = waiting[-1]
    change = _change(last, 0, RecoveryAction.CARRY)
    draft.change(replace(change, day_id=target[0], before=target[1]))
    return last.planned_seconds


def _coming(draft: Draft, need: Need) -> Iterator[Segment]:
    for place in range(*need.window):
        one = need.day.segments[place]
        segment = draft.agenda.segment(one.segment.id)
        if one.state is not SegmentState.COMING or segment is None:
            continue
        if not segment.parked and not draft.is_carried(segment.id):
            yield segment


def _present(draft: Draft, need: Need) -> list[Slot]:
    """Return the slots as the draft has them by now."""
    found = []
    for slot in draft.slots(need.day, need.window):
        segment = draft.agenda.segment(slot.segment.id)
        if segment is None or segment.parked or draft.is_carried(segment.id):
            continue
        stage = next((one for one in segment.stages if one.stage is slot.kind), None)
        planned = stage.planned_seconds if stage else segment.planned_seconds
        least = stage.minimum_seconds if stage else segment.minimum_seconds
        found.append(replace(slot, segment=segment, planned_seconds=planned, minimum_seconds=least))
    return found


def _give(draft: Draft, slots: Sequence[Slot], seconds: int, action: RecoveryAction) -> int:
    won = 0
    for slot, given in zip(slots, shared(seconds, slots), strict=True):
        if given:
            draft.resize(slot, slot.planned_seconds - given, action)
            won += given
    return won


def shared(seconds: int, slots: Sequence[Slot]) -> list[int]:
    """Share what is needed in proportion to what each slot can give, so that whole minutes are left.

    Largest remainders give the odd minutes; never more than each can, and less than a minute too much.
    """
    able = [slot.gives_seconds for slot in slots]
    if seconds <= 0 or not sum(able):
        return [0] * len(slots)
    if sum(able) <= seconds:
        return able
    ideal = [seconds * one / sum(able) for one in able]
    given = [_at_most(slot, part) for slot, part in zip(slots, ideal, strict=True)]
    while sum(given) < seconds:
        open_ = [i for i, one in enumerate(given) if one < able[i]]
        chosen = max(open_, key=lambda i: (ideal[i] - given[i], able[i] - given[i]))
        left = slots[chosen].planned_seconds - given[chosen]
        given[chosen] = slots[chosen].planned_seconds - (up_to_minute(left) - 60)
    return given


def _at_most(slot: Slot, part: float) -> int:
    """Return the most a slot gives without going over `part`, with whole minutes left."""
    return max(0, slot.planned_seconds - up_to_minute(int(slot.planned_seconds - part + 0.999)))


def _smaller_cycles(draft: Draft, need: Need) -> Iterator[tuple[int, PlanChange]]:
    for segment in _coming(draft, need):
        now = {one.stage: one for one in segment.stages if one.stage in CYCLE_STAGES}
        if segment.cycle not in draft.cycles or not now:
            continue
        total = sum(one.planned_seconds for one in now.values())
        for name, cycle in draft.cycles.items():
            gain = total - sum(planned for planned, _least in cycle.values())
            if gain <= 0 or name == segment.cycle:
                continue
            stages = tuple(
                replace(
                    one,
                    planned_seconds=cycle.get(one.stage, (0, 0))[0],
                    minimum_seconds=cycle.get(one.stage, (0, 0))[1],
                )
                if one.stage in CYCLE_STAGES
                else one
                for one in segment.stages
            )
            to = sum(one.planned_seconds for one in stages)
            change = _change(segment, to, RecoveryAction.SMALLER_CYCLE)
            yield segment.planned_seconds - to, replace(change, cycle=name, stages=stages)


def _overviews(draft: Draft, need: Need) -> Iterator[tuple[int, PlanChange]]:
    for segment in _coming(draft, need):
        talk = [one for one in segment.stages if one.stage is StageName.PRESENT and one.planned_seconds]
        if not talk or len(segment.stages) == 1:
            continue
        stages = tuple(
            one if one.stage is StageName.PRESENT else replace(one, planned_seconds=0, minimum_seconds=0)
            for one in segment.stages
        )
        gain = segment.planned_seconds - talk[0].planned_seconds
        if gain > 0:
            change = _change(segment, talk[0].planned_seconds, RecoveryAction.OVERVIEW)
            yield gain, replace(change, stages=stages)


def _nearest(options: Sequence[tuple[int, PlanChange]], seconds: int) -> tuple[int, PlanChange]:
    """Return the option that wins most without winning too much, else the one that wins least."""
    enough = [one for one in options if one[0] <= seconds + 60]
    return max(enough, key=_gain) if enough else min(options, key=_gain)


def _gain(option: tuple[int, PlanChange]) -> int:
    return option[0]


def _change(segment: Segment, to: int, action: RecoveryAction) -> PlanChange:
    return PlanChange(segment.id, None, segment.planned_seconds, to, action)
