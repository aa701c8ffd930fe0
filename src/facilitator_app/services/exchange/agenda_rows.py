"""An agenda's records as rows, before there is a session to add them to."""

from __future__ import annotations

from facilitator_app import models as m
from facilitator_app.models.base import Row
from facilitator_app.records.agenda import Agenda
from facilitator_app.records.enums import Noun
from facilitator_app.services.planning.layout import day_row, part_rows, segment_row

NOUN_OF = {m.Day: Noun.DAY, m.Segment: Noun.SEGMENT, m.Stage: Noun.STAGE, m.SegmentStep: Noun.SEGMENT_STEP}


def rows_of_agenda(agenda: Agenda, workshop_id: str) -> list[Row]:
    """Return the rows of all days in an order in which they may be inserted."""
    rows: list[Row] = []
    for day in agenda.days:
        rows.append(day_row(day, workshop_id))
        for position, segment in enumerate(day.segments, start=1):
            rows += [segment_row(segment, day.id, position), *part_rows(segment)]
    return rows
