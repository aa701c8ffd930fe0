"""An agenda's records as rows, before there is a session to add them to."""

from __future__ import annotations

from facilitator_app import models as m
from facilitator_app.models.base import Row
from facilitator_app.records.agenda import Agenda
from facilitator_app.records.enums import Noun
from facilitator_app.services.planning.layout import segment_row

NOUN_OF = {m.Day: Noun.DAY, m.Segment: Noun.SEGMENT, m.Stage: Noun.STAGE, m.SegmentStep: Noun.SEGMENT_STEP}


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
            rows.append(segment_row(segment, day.id, position))
            rows += [
                m.SegmentStep(segment_id=segment.id, position=number, step=step)
                for number, step in enumerate(segment.steps, start=1)
            ]
            rows += [
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
    return rows
