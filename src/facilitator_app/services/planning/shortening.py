"""Shortening a segment to what it needs at the least, in one step."""

from __future__ import annotations

from sqlmodel import col, select

from facilitator_app import models as m
from facilitator_app.records.changes import Changes
from facilitator_app.records.enums import Desk
from facilitator_app.services.rows import row_of
from facilitator_app.store.workshop_file import WorkshopFile
from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _


def shorten_segment(file: WorkshopFile, segment_id: str, *, desk: Desk = Desk.PREPARE) -> Changes:
    """Give every stage of a segment its least seconds. Raises KnownError where that leaves no time at all."""
    with file.transact("Shorten to the minimum", desk) as transaction:
        session = transaction.session
        segment = row_of(session, m.Segment, segment_id)
        if not segment.minimum_seconds:
            raise KnownError(
                _("“{title}” has no least minutes.").format(title=segment.title),
                _("Park it, or choose its minutes."),
            )
        for stage in session.exec(select(m.Stage).where(col(m.Stage.segment_id) == segment_id)).all():
            stage.planned_seconds = stage.minimum_seconds
        segment.planned_seconds = segment.minimum_seconds
    return transaction.changes
