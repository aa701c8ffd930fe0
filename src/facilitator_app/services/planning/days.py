"""The frame of a day: when it starts, when it ends, and whether that end must hold."""

from __future__ import annotations

from datetime import time

from facilitator_app import models as m
from facilitator_app.records.changes import Changes
from facilitator_app.records.enums import Desk
from facilitator_app.services.rows import row_of
from facilitator_app.store.workshop_file import WorkshopFile
from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _


def set_day(
    file: WorkshopFile,
    day_id: str,
    *,
    start: time | None = None,
    end: time | None = None,
    end_anchored: bool | None = None,
    desk: Desk = Desk.PREPARE,
) -> Changes:
    """Change when a day starts and ends (local times), and whether its end must hold; what is None stays.

    An end before the start is after midnight. Raises KnownError for a day that ends as it starts.
    """
    with file.transact("Change the day", desk) as transaction:
        row = row_of(transaction.session, m.Day, day_id)
        if start is not None:
            row.start = start.strftime("%H:%M")
        if end is not None:
            row.end = end.strftime("%H:%M")
        if end_anchored is not None:
            row.end_anchored = end_anchored
        if row.start == row.end:
            raise KnownError(
                _("The day would end at {time}, when it starts.").format(time=row.end),
                _("Choose a later end."),
            )
    return transaction.changes
