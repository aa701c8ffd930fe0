"""A course format as an agenda, in every language mode and with any number of tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from facilitator_app.content.catalogue import Content
from facilitator_app.content.shapes import STAGES, Block, Cycle, Evening, StageMinutes
from facilitator_app.records.agenda import Agenda, Anchor, Day, Segment, StageSlot
from facilitator_app.records.enums import AnchorKind, LanguageMode, RoundKind, SegmentKind, StageName
from facilitator_app.rules.cycles import TABLES_ASSUMED, cycle_stages, presentation_seconds
from facilitator_app.rules.schedule import schedule
from facilitator_app.support.ids import new_id

_SOME_DAY: Final = date(2027, 3, 2)
_SAME_TABLES: Final = frozenset({SegmentKind.VISIT_DEBRIEF, SegmentKind.LIGHTS_CLINIC})
_TEAMS: Final = frozenset({SegmentKind.TEAM_STUDIO})
_MIXED: Final = frozenset({SegmentKind.CASE_CLINIC})


@dataclass(frozen=True, slots=True)
class LateAnchor:
    """A time that the plan misses, and by how many seconds."""

    segment_id: str
    title: str
    at: time
    late_seconds: int


@dataclass(frozen=True, slots=True)
class DayFit:
    """How a day's plan fits between its start and its end; seconds over are negative where time is left."""

    number: int
    on: date
    planned_seconds: int
    over_seconds: int
    late_anchors: tuple[LateAnchor, ...] = ()

    @property
    def fits(self) -> bool:
        """Whether the day ends in time and every anchor holds."""
        return self.over_seconds <= 0 and not self.late_anchors

    @property
    def over_minutes(self) -> int:
        """The minutes by which it does not fit, rounded once, for display; 0 where it fits."""
        return max(0, round(self.over_seconds / 60))


def course_agenda(
    content: Content,
    course: str,
    *,
    zone: str = "UTC",
    start: date = _SOME_DAY,
    mode: LanguageMode = LanguageMode.NONE,
    tables: int = TABLES_ASSUMED,
) -> Agenda:
    """Return the agenda of a course with new ids: the standard minutes, made longer by mode and tables.

    Anchors stay where the course has them. Raises KnownError for an unknown course.
    """
    days: list[Day] = []
    teams = False
    for planned in content.course(course).agenda:
        segments: list[Segment] = []
        for block in planned.blocks:
            segments.append(_segment(content, block, mode, tables, teams=teams))
            teams = teams or segments[-1].kind is SegmentKind.TEAM_FORMING
        segments += [
            _evening(one, f"{course}.d{planned.day}.e{number:02d}")
            for number, one in enumerate(planned.evening, start=1)
        ]
        days.append(
            Day(
                id=new_id(),
                number=planned.day,
                on=start + timedelta(days=planned.day - 1),
                start=time.fromisoformat(planned.start),
                end=time.fromisoformat(planned.end),
                end_anchored=planned.end_anchor,
                segments=tuple(segments),
            )
        )
    return Agenda(zone, tuple(days))


def day_fits(agenda: Agenda) -> tuple[DayFit, ...]:
    """Return for every day by how much its plan does not fit (pure; see `rules.schedule`)."""
    fits = []
    for placed in schedule(agenda).days:
        limit = datetime.combine(placed.day.on, placed.day.end, placed.start.tzinfo)
        if placed.day.end < placed.day.start:
            limit += timedelta(days=1)
        over = placed.planned_end.astimezone(UTC) - limit.astimezone(UTC)
        late = tuple(
            LateAnchor(one.segment.id, one.segment.title, one.segment.anchor.at, one.misses_anchor_by)
            for one in placed.segments
            if one.segment.anchor and one.misses_anchor_by
        )
        taken = placed.planned_end.astimezone(UTC) - placed.start.astimezone(UTC)
        fits.append(
            DayFit(placed.day.number, placed.day.on, _seconds(taken), _seconds(over), late_anchors=late)
        )
    return tuple(fits)


def stages_for(content: Content, block: Block, mode: LanguageMode, tables: int) -> tuple[StageSlot, ...]:
    """Return the stages of a block of a course in a language mode and with so many tables."""
    if block.cycle is None:
        present = block.present_minutes or 0
        planned = presentation_seconds(present, mode) + (block.minutes - present) * 60
        least = block.minimum * 60 * planned // (block.minutes * 60) if block.minutes else 0
        return (StageSlot(new_id(), StageName.WHOLE, planned, least),)
    cycle = content.cycle(block.cycle)
    slots: list[StageSlot] = []
    if block.present_minutes:
        planned = presentation_seconds(block.present_minutes, mode)
        least = presentation_seconds(max(0, block.minimum - cycle.minimum_total), mode)
        slots.append(StageSlot(new_id(), StageName.PRESENT, planned, min(planned, least)))
    seconds = cycle_seconds(cycle, mode, tables).items()
    return (*slots, *(StageSlot(new_id(), stage, planned, least) for stage, (planned, least) in seconds))


def cycle_seconds(cycle: Cycle, mode: LanguageMode, tables: int) -> dict[StageName, tuple[int, int]]:
    """Return planned and least seconds of every stage of a cycle in a language mode, with so many tables."""
    total = cycle.total_by_language_mode[mode.value]
    planned = cycle_stages(_minutes(cycle), mode, tables, total_minutes=total)
    least = cycle_stages(_minutes(cycle.minimum), mode, tables)
    return {stage: (seconds, min(seconds, least[stage])) for stage, seconds in planned.items()}


def _minutes(stages: StageMinutes) -> dict[StageName, int]:
    return {StageName(name): stages.of(name) for name in STAGES}


def _segment(content: Content, block: Block, mode: LanguageMode, tables: int, *, teams: bool) -> Segment:
    slots = stages_for(content, block, mode, tables)
    kind = SegmentKind(block.kind)
    anchor = None
    if block.anchor is not None:
        at_start = block.anchor == "start"
        anchor = Anchor(
            AnchorKind.START_AT if at_start else AnchorKind.END_BY,
            time.fromisoformat(block.start if at_start else block.end),
        )
    return Segment(
        id=new_id(),
        code=block.id,
        kind=kind,
        title=block.title,
        planned_seconds=sum(slot.planned_seconds for slot in slots),
        minimum_seconds=sum(slot.minimum_seconds for slot in slots),
        stages=slots,
        steps=block.steps,
        cycle=block.cycle,
        anchor=anchor,
        buffer=block.buffer,
        shorten_needs_consent=block.shorten_needs_consent,
        speaker=block.speaker,
        round_kind=_round(block, kind, teams=teams),
        note=block.note or "",
        form=block.form or "",
    )


def _round(block: Block, kind: SegmentKind, *, teams: bool) -> RoundKind | None:
    """Return how people sit: mixed until teams have formed, then with their team."""
    if kind in _SAME_TABLES:
        return RoundKind.SAME
    if kind in _TEAMS:
        return RoundKind.CLUSTER
    if block.cycle is None and kind not in _MIXED:
        return None
    return RoundKind.CLUSTER if teams else RoundKind.MIX


def _evening(evening: Evening, code: str) -> Segment:
    seconds = evening.minutes * 60
    anchored = evening.anchor == "start"
    return Segment(
        id=new_id(),
        code=code,
        kind=SegmentKind.EVENING,
        title=evening.title,
        planned_seconds=seconds,
        minimum_seconds=seconds,
        stages=(StageSlot(new_id(), StageName.WHOLE, seconds, seconds),),
        anchor=Anchor(AnchorKind.START_AT, time.fromisoformat(evening.start)) if anchored else None,
        speaker=evening.speaker,
        optional=evening.optional,
    )


def _seconds(length: timedelta) -> int:
    return round(length.total_seconds())
