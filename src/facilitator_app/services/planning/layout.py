"""Laying out: the agenda and the steps of a course become rows of a workshop, copied with their version."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from sqlmodel import Session as DbSession

from facilitator_app import models as m
from facilitator_app.content import shapes
from facilitator_app.content.catalogue import Content
from facilitator_app.records.agenda import Agenda, Day, Segment
from facilitator_app.records.enums import LanguageMode, LightColour
from facilitator_app.rules.cycles import TABLES_ASSUMED
from facilitator_app.services.planning.courses import course_agenda


def lay_out(
    session: DbSession,
    content: Content,
    workshop: m.Workshop,
    *,
    mode: LanguageMode = LanguageMode.NONE,
    tables: int = TABLES_ASSUMED,
) -> Agenda:
    """Add days, segments, stages, steps and light items of the workshop's course; return the agenda.

    The minutes are those of `mode` and `tables`: the standard ones by default, which an import keeps.
    Sets framework, content version and, from the number of days, the end of `workshop`, which is already
    in the session.
    """
    agenda = course_agenda(
        content,
        workshop.course,
        zone=workshop.zone,
        start=date.fromisoformat(workshop.start),
        mode=mode,
        tables=tables,
    )
    workshop.framework = f"{content.framework.name}, {content.framework.edition}"
    workshop.content_version = content.version
    workshop.end = agenda.days[-1].on.isoformat()
    session.flush()
    add_agenda(session, workshop.id, agenda)
    add_steps(session, workshop.id, content)
    return agenda


def add_agenda(session: DbSession, workshop: str, agenda: Agenda) -> None:
    """Add the days of an agenda with everything below them, keeping the ids it carries."""
    session.add_all(day_row(day, workshop) for day in agenda.days)
    session.flush()
    for day in agenda.days:
        session.add_all(segment_row(one, day.id, place) for place, one in enumerate(day.segments, start=1))
    session.flush()
    for segment in agenda.segments():
        session.add_all(part_rows(segment))
    session.flush()


def day_row(day: Day, workshop: str) -> m.Day:
    """Return the row of one day."""
    return m.Day(
        id=day.id,
        workshop_id=workshop,
        number=day.number,
        on=day.on.isoformat(),
        start=day.start.strftime("%H:%M"),
        end=day.end.strftime("%H:%M"),
        end_anchored=day.end_anchored,
    )


def segment_row(segment: Segment, day: str, position: int) -> m.Segment:
    """Return the row of one segment."""
    return m.Segment(
        id=segment.id,
        day_id=day,
        position=position,
        code=segment.code,
        kind=str(segment.kind),
        title=segment.title,
        planned_seconds=segment.planned_seconds,
        minimum_seconds=segment.minimum_seconds,
        cycle=segment.cycle,
        anchor_kind=str(segment.anchor.kind) if segment.anchor else None,
        anchor_at=segment.anchor.at.strftime("%H:%M") if segment.anchor else None,
        buffer=segment.buffer,
        parked=segment.parked,
        shorten_needs_consent=segment.shorten_needs_consent,
        speaker=segment.speaker,
        optional=segment.optional,
        round_kind=str(segment.round_kind) if segment.round_kind else None,
        note=segment.note,
        private_notes=segment.private_notes,
        form=segment.form,
    )


def part_rows(segment: Segment) -> Iterator[m.Stage | m.SegmentStep]:
    """Yield the rows of a segment's stages and steps, to be added after the segment's own."""
    for place, slot in enumerate(segment.stages, start=1):
        yield m.Stage(
            id=slot.id,
            segment_id=segment.id,
            position=place,
            stage=str(slot.stage),
            planned_seconds=slot.planned_seconds,
            minimum_seconds=slot.minimum_seconds,
        )
    for place, number in enumerate(segment.steps, start=1):
        yield m.SegmentStep(segment_id=segment.id, position=place, step=number)


def add_steps(session: DbSession, workshop: str, content: Content) -> None:
    """Copy the twelve steps and their lights; source keys become notes for the facilitator alone."""
    for step in content.steps:
        session.add(_step_row(workshop, content, step))
    place = 0
    for step in content.steps:
        for colour, lights in ((LightColour.GREEN, step.green), (LightColour.RED, step.red)):
            for light in lights:
                place += 1
                row = m.LightItem(
                    workshop_id=workshop,
                    position=place,
                    step=step.number,
                    item=light.id,
                    colour=str(colour),
                    text=content.plain(light.text),
                    source=light.source,
                )
                session.add(row)
    session.flush()


def _step_row(workshop: str, content: Content, step: shapes.Step) -> m.Step:
    plain = content.plain
    return m.Step(
        workshop_id=workshop,
        number=step.number,
        phase=step.phase,
        phase_name=step.phase_name,
        name=step.name,
        purpose=plain(step.purpose),
        presents=[plain(text) for text in step.presents],
        task_title=step.task.title,
        task_text=plain(step.task.text),
        deliverable=plain(step.task.deliverable),
        questions=[plain(text) for text in step.questions],
        report_format=plain(step.report_back.format),
        report_fields=list(step.report_back.fields),
        outputs=[plain(text) for text in step.outputs],
        materials=[plain(text) for text in step.materials],
        tips=[plain(text) for text in step.tips],
        private_notes="\n".join(_source_notes(content, (step.purpose, *step.presents))),
    )


def _source_notes(content: Content, texts: Iterable[str]) -> Iterable[str]:
    named: set[str] = set()
    for text in texts:
        if content.plain(text) == text:
            continue
        for key, source in content.sources.items():
            cited = any(f"{before}{key}{after}" in text for before in ("[", ", ") for after in ("]", ","))
            if cited and key not in named:
                named.add(key)
                yield f"{key}: {source.citation}"
