"""Planned against actual: what every segment, table and speaker was to have, by the first plan, and had."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from facilitator_app.records.enums import RecoveryAction, SegmentKind, StageName


class Fate(StrEnum):
    """What became of a segment."""

    COMING = "coming"
    RUNNING = "running"
    HELD = "held"
    SKIPPED = "skipped"
    """The room went past it."""
    LEFT_OUT = "left_out"
    """It was parked, by the host or by a plan."""


@dataclass(frozen=True, slots=True)
class StageActual:
    """One stage: whole seconds in the first plan, as it was planned last, and used."""

    stage: StageName
    planned_seconds: int
    last_planned_seconds: int
    used_seconds: int


@dataclass(frozen=True, slots=True)
class SegmentActual:
    """One segment: the first plan against what was. Instants are aware and in the workshop's zone.

    `planned_seconds`, `planned_start` and `planned_end` are those of the first plan (0 and None for what it
    did not hold: a guest, something inserted by a plan). `used_seconds` is its own time: pauses, a guest in
    between and a sleep that was taken out are not in it; None where it did not begin. `day_id` is where it
    stands now, `planned_day_id` where the first plan had it.
    """

    segment_id: str
    code: str
    title: str
    kind: SegmentKind
    steps: tuple[int, ...]
    cycle: str | None
    day_id: str
    planned_day_id: str | None
    fate: Fate
    planned_seconds: int
    last_planned_seconds: int
    planned_start: datetime | None = None
    planned_end: datetime | None = None
    actual_start: datetime | None = None
    actual_end: datetime | None = None
    used_seconds: int | None = None
    paused_seconds: int = 0
    """Pauses of the room, the interpreter's not among them."""
    interpreter_seconds: int = 0
    guest_seconds: int = 0
    """What a guest took in between."""
    stages: tuple[StageActual, ...] = ()
    changes: tuple[RecoveryAction, ...] = ()
    """What plans that were applied did to it, in their order."""

    @property
    def over_seconds(self) -> int | None:
        """How much longer than in the first plan it took (shorter: negative); None where it did not begin."""
        return None if self.used_seconds is None else self.used_seconds - self.planned_seconds

    @property
    def was_carried(self) -> bool:
        """Whether it stands on another day than the first plan had it."""
        return self.planned_day_id not in {None, self.day_id}


@dataclass(frozen=True, slots=True)
class TurnActual:
    """One table in a report-back round: the share it was given when it stood up, and what it used."""

    table: int
    share_seconds: int
    adjusted_seconds: int
    used_seconds: int

    @property
    def over_seconds(self) -> int:
        """How much more than its share it used (less: negative)."""
        return self.used_seconds - self.share_seconds


@dataclass(frozen=True, slots=True)
class RoundActual:
    """One report-back round: its budget in the first plan and last, the tables as they spoke, who did not."""

    segment_id: str
    title: str
    steps: tuple[int, ...]
    planned_seconds: int
    last_planned_seconds: int
    turns: tuple[TurnActual, ...]
    silent: tuple[int, ...] = ()

    @property
    def used_seconds(self) -> int:
        """What all tables used together."""
        return sum(one.used_seconds for one in self.turns)


@dataclass(frozen=True, slots=True)
class SpeakerActual:
    """Somebody who spoke to the room: seconds asked for (None: not said), in the first plan, and used.

    `name` is empty where a segment has a speaker whom nobody named. A guest had no place in the first plan.
    """

    segment_id: str
    title: str
    name: str
    asked_seconds: int | None
    planned_seconds: int
    used_seconds: int | None
    guest: bool = False

    @property
    def over_seconds(self) -> int | None:
        """How much longer than asked (else than planned); None where he has not spoken."""
        given = self.planned_seconds if self.asked_seconds is None else self.asked_seconds
        return None if self.used_seconds is None else self.used_seconds - given


@dataclass(frozen=True, slots=True)
class DayActual:
    """One day: the sums of its segments, evenings and guests apart."""

    day_id: str
    number: int
    on: date
    planned_start: datetime
    planned_end: datetime
    actual_start: datetime | None
    actual_end: datetime | None
    planned_seconds: int
    used_seconds: int
    paused_seconds: int
    interpreter_seconds: int
    guest_seconds: int
    segments: tuple[SegmentActual, ...]

    @property
    def late_seconds(self) -> int | None:
        """How much later than in the first plan its last segment ended; None while it has not."""
        return (
            None if self.actual_end is None else round((self.actual_end - self.planned_end).total_seconds())
        )


@dataclass(frozen=True, slots=True)
class PlanAgainstActual:
    """The whole workshop: its days with their segments, the report-back rounds, and the speakers."""

    days: tuple[DayActual, ...]
    rounds: tuple[RoundActual, ...]
    speakers: tuple[SpeakerActual, ...]

    @property
    def segments(self) -> tuple[SegmentActual, ...]:
        """Every segment in the order of the days."""
        return tuple(one for day in self.days for one in day.segments)

    def segment(self, segment_id: str) -> SegmentActual | None:
        """Return the segment with this id."""
        return next((one for one in self.segments if one.segment_id == segment_id), None)
