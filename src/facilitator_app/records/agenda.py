"""The plan: days of segments; start times are computed, never stored."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, time

from facilitator_app.records.enums import AnchorKind, RoundKind, SegmentKind, StageName


@dataclass(frozen=True, slots=True)
class Anchor:
    """A local time of day that must not move without being asked."""

    kind: AnchorKind
    at: time


@dataclass(frozen=True, slots=True)
class StageSlot:
    """One stage of a segment with its planned and least whole seconds."""

    id: str
    stage: StageName
    planned_seconds: int
    minimum_seconds: int


@dataclass(frozen=True, slots=True)
class Segment:
    """One timed item. `stages` sums to `planned_seconds`; `steps` are framework step numbers.

    `turns` are table numbers in the order the host gave the report-back round, empty where it rotates by
    itself; `no_turn` the tables that do not report in it.
    """

    id: str
    code: str
    kind: SegmentKind
    title: str
    planned_seconds: int
    minimum_seconds: int
    stages: tuple[StageSlot, ...] = ()
    steps: tuple[int, ...] = ()
    cycle: str | None = None
    anchor: Anchor | None = None
    buffer: bool = False
    parked: bool = False
    shorten_needs_consent: bool = False
    speaker: bool = False
    optional: bool = False
    round_kind: RoundKind | None = None
    note: str = ""
    private_notes: str = ""
    form: str = ""
    turns: tuple[int, ...] = ()
    no_turn: tuple[int, ...] = ()

    @property
    def has_table_work(self) -> bool:
        """Whether people sit at planned tables: the segment is a round."""
        return self.round_kind is not None

    def with_stages(self, stages: tuple[StageSlot, ...]) -> Segment:
        """Return the segment with other stages; its own seconds are their sums."""
        return replace(
            self,
            stages=stages,
            planned_seconds=sum(one.planned_seconds for one in stages),
            minimum_seconds=sum(one.minimum_seconds for one in stages),
        )


@dataclass(frozen=True, slots=True)
class Day:
    """One day: the local start, whether its end must hold, and its segments in order."""

    id: str
    number: int
    on: date
    start: time
    end: time
    end_anchored: bool
    segments: tuple[Segment, ...]

    @property
    def planned_seconds(self) -> int:
        """The seconds of everything on this day that has a time."""
        return sum(one.planned_seconds for one in self.segments if not one.parked)


@dataclass(frozen=True, slots=True)
class Agenda:
    """All days of one workshop in the workshop's zone."""

    zone: str
    days: tuple[Day, ...] = field(default=())

    @property
    def planned_seconds(self) -> int:
        """The seconds of everything that has a time."""
        return sum(day.planned_seconds for day in self.days)

    def segments(self) -> tuple[Segment, ...]:
        """All segments in playing order, parked ones included."""
        return tuple(segment for day in self.days for segment in day.segments)

    def segment(self, segment_id: str) -> Segment | None:
        """Return the segment with this id, if it is there."""
        return next((s for s in self.segments() if s.id == segment_id), None)
