"""What a closed workshop file says about how long things took."""

from __future__ import annotations

from sqlmodel import Session as DbSession

from facilitator_app.records.learning import Duration
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.actuals import compare
from facilitator_app.rules.learning import durations_of
from facilitator_app.services.reading import read_workshop, workshops


def durations_in(session: DbSession) -> tuple[Duration, ...]:
    """Return the durations of every workshop in a file of the newest format."""
    records = (read_workshop(session, one.id) for one in workshops(session))
    return tuple(duration for record in records for duration in _durations(record))


def _durations(record: WorkshopRecord) -> tuple[Duration, ...]:
    """Return a workshop's durations as they stood when its run log was last written."""
    if not record.run_entries:
        return ()
    last = record.run_entries[-1]
    return durations_of(record.details.id, compare(record, last.ended or last.started))
