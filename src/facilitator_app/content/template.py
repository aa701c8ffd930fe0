"""What a new workshop starts from: a course's agenda, the steps and their lights, as records."""

from __future__ import annotations

from datetime import date, time, timedelta
from itertools import chain
from typing import Final

from facilitator_app.content.catalogue import Content
from facilitator_app.content.shapes import STAGES, Block, Course, CourseDay, Evening
from facilitator_app.records.agenda import Agenda, Anchor, Day, Segment, StageSlot
from facilitator_app.records.enums import (
    AnchorKind,
    LanguageMode,
    LightColour,
    RoundKind,
    SegmentKind,
    StageName,
)
from facilitator_app.records.findings import LightItem
from facilitator_app.records.workshop import Step
from facilitator_app.rules.cycles import TABLES_ASSUMED, cycle_stages, presentation_seconds
from facilitator_app.support.ids import new_id

# Work at tables without a cycle of its own.
_TABLE_WORK: Final = frozenset({"case_clinic", "clinic", "team_studio", "visit_debrief", "lights_clinic"})


def agenda_of(
    content: Content,
    course_id: str,
    start: date,
    zone: str,
    *,
    mode: LanguageMode = LanguageMode.NONE,
    tables: int = TABLES_ASSUMED,
) -> Agenda:
    """Return the agenda of a course that begins on `start`, on consecutive days, with new ids.

    Durations are whole seconds; with a language mode or another number of tables the stages that grow
    are longer and so are their segments, while anchors and the days' ends stay (decisions.md).
    Raises KnownError for an unknown course.
    """
    course = content.course(course_id)
    forming = _first_team_forming(course)
    days = tuple(
        Day(
            id=new_id(),
            number=day.day,
            on=start + timedelta(days=day.day - 1),
            start=time.fromisoformat(day.start),
            end=time.fromisoformat(day.end),
            end_anchored=day.end_anchor,
            segments=_segments(content, course_id, day, mode, tables=tables, forming=forming),
        )
        for day in course.agenda
    )
    return Agenda(zone, days)


def steps_of(content: Content) -> tuple[Step, ...]:
    """Return the twelve steps as a workshop copies them; source keys stay in as notes."""
    return tuple(
        Step(
            id=new_id(),
            number=step.number,
            phase=step.phase,
            phase_name=step.phase_name,
            name=step.name,
            purpose=step.purpose,
            presents=step.presents,
            task_title=step.task.title,
            task_text=step.task.text,
            deliverable=step.task.deliverable,
            questions=step.questions,
            report_format=step.report_back.format,
            report_fields=step.report_back.fields,
            outputs=step.outputs,
            materials=step.materials,
            tips=step.tips,
        )
        for step in content.steps
    )


def lights_of(content: Content) -> tuple[tuple[LightItem, str], ...]:
    """Return every light of every step with its source key, green before red."""
    return tuple(
        (LightItem(new_id(), step.number, light.id, colour, light.text), light.source)
        for step in content.steps
        for colour, lights in ((LightColour.GREEN, step.green), (LightColour.RED, step.red))
        for light in lights
    )


def round_kind_of(block: Block, *, teams_formed: bool) -> RoundKind | None:
    """Return how people sit in a block, or None where nobody works at tables.

    Tables mix until clusters are adopted; then each works on its cluster.
    """
    if block.cycle is None and block.kind not in _TABLE_WORK:
        return None
    return RoundKind.CLUSTER if teams_formed else RoundKind.MIX


def _first_team_forming(course: Course) -> str | None:
    blocks = chain.from_iterable(day.blocks for day in course.agenda)
    return next((block.id for block in blocks if block.kind == "team_forming"), None)


def _segments(
    content: Content, course_id: str, day: CourseDay, mode: LanguageMode, *, tables: int, forming: str | None
) -> tuple[Segment, ...]:
    blocks = [
        _segment(
            content,
            block,
            mode,
            tables,
            round_kind_of(block, teams_formed=bool(forming and block.id > forming)),
        )
        for block in day.blocks
    ]
    evenings = [
        _evening(course_id, day.day, number, item) for number, item in enumerate(day.evening, start=1)
    ]
    return (*blocks, *evenings)


def _segment(
    content: Content, block: Block, mode: LanguageMode, tables: int, round_kind: RoundKind | None
) -> Segment:
    stages = _stages(content, block, mode, tables)
    anchor = None
    if block.anchor == "start":
        anchor = Anchor(AnchorKind.START_AT, time.fromisoformat(block.start))
    elif block.anchor == "end":
        anchor = Anchor(AnchorKind.END_BY, time.fromisoformat(block.end))
    return Segment(
        id=new_id(),
        code=block.id,
        kind=SegmentKind(block.kind),
        title=block.title,
        planned_seconds=sum(stage.planned_seconds for stage in stages),
        minimum_seconds=sum(stage.minimum_seconds for stage in stages),
        stages=stages,
        steps=block.steps,
        cycle=block.cycle,
        anchor=anchor,
        buffer=block.buffer,
        shorten_needs_consent=block.shorten_needs_consent,
        speaker=block.speaker,
        round_kind=round_kind,
        note=block.note or "",
        form=block.form or "",
    )


def _stages(content: Content, block: Block, mode: LanguageMode, tables: int) -> tuple[StageSlot, ...]:
    if block.cycle is None:
        # A block that is presented (an overview) has no cycle, yet is spoken to the whole room.
        spoken = presentation_seconds(block.present_minutes or 0, mode) - (block.present_minutes or 0) * 60
        return (StageSlot(new_id(), StageName.WHOLE, block.minutes * 60 + spoken, block.minimum * 60),)
    cycle = content.cycle(block.cycle)
    present = block.present_minutes or 0
    least_present = min(present, max(0, block.minimum - cycle.minimum_total))
    planned = {StageName.PRESENT: presentation_seconds(present, mode)} | cycle_stages(
        {StageName(stage): cycle.of(stage) for stage in STAGES},
        mode,
        tables,
        total_minutes=cycle.total_by_language_mode[mode.value],
    )
    least = {StageName.PRESENT: presentation_seconds(least_present, mode)} | cycle_stages(
        {StageName(stage): cycle.minimum.of(stage) for stage in STAGES}, mode, tables
    )
    return tuple(
        StageSlot(new_id(), stage, seconds, min(seconds, least[stage]))
        for stage, seconds in planned.items()
        if seconds
    )


def _evening(course_id: str, day: int, number: int, item: Evening) -> Segment:
    seconds = item.minutes * 60
    return Segment(
        id=new_id(),
        code=f"{course_id}.d{day}.e{number:02d}",
        kind=SegmentKind.EVENING,
        title=item.title,
        planned_seconds=seconds,
        minimum_seconds=0 if item.optional else seconds,
        stages=(StageSlot(new_id(), StageName.WHOLE, seconds, 0 if item.optional else seconds),),
        anchor=Anchor(AnchorKind.START_AT, time.fromisoformat(item.start)),
        speaker=item.speaker,
        optional=item.optional,
    )
