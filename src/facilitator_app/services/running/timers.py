"""Ad-hoc timers beside the plan: five minutes for a stretch, ten for a question."""

from __future__ import annotations

from facilitator_app import models as m
from facilitator_app.records.changes import NOTHING_CHANGED, Changes
from facilitator_app.records.enums import Desk
from facilitator_app.services.fields import line_of, number_of
from facilitator_app.services.rows import row_of
from facilitator_app.services.running import log
from facilitator_app.store.workshop_file import WorkshopFile
from facilitator_app.support.wording import _

MOST_SECONDS = 24 * 3600
"""No timer is longer than a day."""


def start_timer(
    file: WorkshopFile, workshop: str, seconds: int, label: str = "", *, desk: Desk = Desk.CONSOLE
) -> tuple[str, Changes]:
    """Start a timer of whole seconds that runs beside the plan; return its id.

    Raises KnownError for nothing or for more than a day.
    """
    whole = number_of(seconds, _("Seconds"), 1, MOST_SECONDS)
    line = line_of(label, _("Timer"))
    with file.transact("Start a timer", desk) as transaction:
        log.read_run(transaction.session, workshop)
        now = transaction.now
        row = m.Timer(
            workshop_id=workshop,
            label=line,
            seconds=whole,
            started_wall=now.wall.isoformat(),
            started_boot=now.boot,
            started_mono_ms=now.mono_ms,
        )
        transaction.session.add(row)
        transaction.session.flush()
    return row.id, transaction.changes


def end_timer(file: WorkshopFile, timer_id: str, *, desk: Desk = Desk.CONSOLE) -> Changes:
    """Put a timer away. Nothing changes where it is; KnownError where it is gone."""
    with file.transact("Put the timer away", desk) as transaction:
        row = row_of(transaction.session, m.Timer, timer_id)
        if row.ended_wall is not None:
            return NOTHING_CHANGED
        now = transaction.now
        row.ended_wall, row.ended_boot, row.ended_mono_ms = now.wall.isoformat(), now.boot, now.mono_ms
    return transaction.changes
