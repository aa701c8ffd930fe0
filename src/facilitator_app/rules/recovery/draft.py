"""An agenda while it is being re-planned: what has been changed so far, and what that does to the clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from facilitator_app.records.agenda import Agenda, Segment, StageSlot
from facilitator_app.records.enums import RecoveryAction, SegmentKind, StageName
from facilitator_app.records.recovery import PlanChange
from facilitator_app.rules.recovery.applying import apply, needing
from facilitator_app.rules.schedule import BREAK_KINDS, Actual, Schedule, ScheduledDay, SegmentState, schedule

Cycles = Mapping[str, Mapping[StageName, tuple[int, int]]]
"""Cycle name → stage → (planned, least) seconds, in the room's language mode and number of tables."""

_NEVER: Final = BREAK_KINDS | {SegmentKind.GUEST, SegmentKind.EVENING}
"""Breaks and meals are never shortened silently, and a guest has been promised his minutes."""

SIZES: Final = frozenset({RecoveryAction.USE_BUFFER, RecoveryAction.SHORTEN})
"""What changes a length; whatever else a plan does changes a whole segment."""

SMALLER: Final = frozenset({RecoveryAction.SMALLER_CYCLE, RecoveryAction.OVERVIEW})
_REPLACES: Final = SMALLER | {RecoveryAction.DROP}


@dataclass(frozen=True, slots=True)
class Slot:
    """A stage that has not begun and may give time: at the segment at `place` of its day."""

    place: int
    segment: Segment
    stage: StageName | None
    kind: StageName
    planned_seconds: int
    minimum_seconds: int

    @property
    def gives_seconds(self) -> int:
        """What it can give down to the first whole minute that is not under its minimum."""
        return max(0, self.planned_seconds - up_to_minute(self.minimum_seconds))


class Draft:
    """A copy of an agenda to try changes on."""

    def __init__(
        self, agenda: Agenda, actuals: Mapping[str, Actual], now: datetime | None, cycles: Cycles
    ) -> None:
        self.agenda = agenda
        self.cycles = cycles
        self.changes: list[PlanChange] = []
        self._actuals = dict(actuals)
        self._now = now
        self._before = {one.id: one for one in agenda.segments()}

    def schedule(self) -> Schedule:
        """Return the whole agenda on the clock, as it stands now."""
        return schedule(self.agenda, self._actuals, self._now)

    def place(self, day_id: str) -> ScheduledDay:
        """Return one day on the clock, as it stands now."""
        day = next(one for one in self.agenda.days if one.id == day_id)
        return schedule(Agenda(self.agenda.zone, (day,)), self._actuals, self._now).days[0]

    def slots(self, day: ScheduledDay, window: tuple[int, int]) -> list[Slot]:
        """Return what may still give time in a part of a day, buffers apart."""
        found = []
        for place in range(*window):
            one = day.segments[place]
            segment = one.segment
            if segment.buffer or segment.shorten_needs_consent or segment.kind in _NEVER:
                continue
            if one.state is SegmentState.COMING:
                found += _slots(place, segment, segment.stages)
            elif one.state in {SegmentState.RUNNING, SegmentState.PARKED}:
                found += _slots(place, segment, self._later_stages(segment))
        return found

    def buffers(self, day: ScheduledDay, window: tuple[int, int]) -> list[Slot]:
        """Return the buffers of a part of a day that have not begun; they may go to nothing."""
        coming = (day.segments[place] for place in range(*window))
        return [
            Slot(0, one.segment, None, StageName.WHOLE, one.segment.planned_seconds, 0)
            for one in coming
            if one.segment.buffer and one.state is SegmentState.COMING
        ]

    def is_carried(self, segment_id: str) -> bool:
        """Say whether a segment was put off: what it gives no longer helps where it stood."""
        return any(
            one.segment_id == segment_id and one.action is RecoveryAction.CARRY for one in self.changes
        )

    def resize(self, slot: Slot, seconds: int, action: RecoveryAction) -> None:
        """Give a slot so many seconds."""
        self._take(PlanChange(slot.segment.id, slot.stage, slot.planned_seconds, seconds, action))

    def change(self, change: PlanChange) -> None:
        """Make a change to a whole segment; what was shortened in it before is no longer said."""
        if change.action in _REPLACES:
            change = replace(change, from_seconds=self._before[change.segment_id].planned_seconds)
            said = _REPLACES | SIZES
            self.changes = [
                one for one in self.changes if one.segment_id != change.segment_id or one.action not in said
            ]
        self.changes.append(change)
        self._apply(change)

    def _take(self, change: PlanChange) -> None:
        for place, one in enumerate(self.changes):
            if (one.segment_id, one.stage, one.action) == (change.segment_id, change.stage, change.action):
                self.changes[place] = replace(one, to_seconds=change.to_seconds)
                break
        else:
            self.changes.append(change)
        self._apply(change)

    def _apply(self, change: PlanChange) -> None:
        before = self.agenda.segment(change.segment_id)
        self.agenda = apply(self.agenda, (change,))
        after, actual = self.agenda.segment(change.segment_id), self._actuals.get(change.segment_id)
        if actual is not None and before is not None and after is not None:
            self._actuals[change.segment_id] = needing(actual, before, after)

    def _later_stages(self, segment: Segment) -> tuple[StageSlot, ...]:
        stage = self._actuals[segment.id].stage
        order = [one.stage for one in segment.stages]
        return segment.stages[order.index(stage) + 1 :] if stage in order else ()


def up_to_minute(seconds: int) -> int:
    """Return the first whole minute that is not under `seconds`."""
    return -(-seconds // 60) * 60


def _slots(place: int, segment: Segment, stages: Sequence[StageSlot]) -> list[Slot]:
    if not segment.stages:
        return [Slot(place, segment, None, StageName.WHOLE, segment.planned_seconds, segment.minimum_seconds)]
    whole = len(segment.stages) == 1
    return [
        Slot(
            place, segment, None if whole else one.stage, one.stage, one.planned_seconds, one.minimum_seconds
        )
        for one in stages
    ]
