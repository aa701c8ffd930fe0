"""An agenda's records as rows of the file."""

from __future__ import annotations

from facilitator_app import models as m
from facilitator_app.models.base import Row
from facilitator_app.records.agenda import Agenda, Segment
from facilitator_app.records.enums import Noun


def rows_of_segment(segment: Segment, day_id: str, position: int) -> tuple[m.Segment, list[Row]]:
    """Return the row of one segment, and those of its steps and stages."""
    row = m.Segment(
        id=segment.id,
        day_id=day_id,
        position=position,
        code=segment.code,
        kind=segment.kind.value,
        title=segment.title,
        planned_seconds=segment.planned_seconds,
        minimum_seconds=segment.minimum_seconds,
        cycle=segment.cycle,
        anchor_kind=segment.anchor.kind.value if segment.anchor else None,
        anchor_at=segment.anchor.at.strftime("%H:%M") if segment.anchor else None,
        buffer=segment.buffer,
        parked=segment.parked,
        shorten_needs_consent=segment.shorten_needs_consent,
        speaker=segment.speaker,
        optional=segment.optional,
        round_kind=segment.round_kind.value if segment.round_kind else None,
        note=segment.note,
        private_notes=segment.private_notes,
        form=segment.form,
    )
    parts: list[Row] = [
        m.SegmentStep(segment_id=segment.id, position=number, step=step)
        for number, step in enumerate(segment.steps, start=1)
    ]
    parts += [
        m.Stage(
            id=stage.id,
            segment_id=segment.id,
            position=number,
            stage=stage.stage.value,
            planned_seconds=stage.planned_seconds,
            minimum_seconds=stage.minimum_seconds,
        )
        for number, stage in enumerate(segment.stages, start=1)
    ]
    return row, parts


def rows_of_agenda(agenda: Agenda, workshop_id: str) -> list[Row]:
    """Return the rows of all days in an order in which they may be inserted."""
    rows: list[Row] = []
    for day in agenda.days:
        rows.append(
            m.Day(
                id=day.id,
                workshop_id=workshop_id,
                number=day.number,
                on=day.on.isoformat(),
                start=day.start.strftime("%H:%M"),
                end=day.end.strftime("%H:%M"),
                end_anchored=day.end_anchored,
            )
        )
        for position, segment in enumerate(day.segments, start=1):
            row, parts = rows_of_segment(segment, day.id, position)
            rows += [row, *parts]
    return rows


NOUN_OF = {m.Day: Noun.DAY, m.Segment: Noun.SEGMENT, m.Stage: Noun.STAGE, m.SegmentStep: Noun.SEGMENT_STEP}
