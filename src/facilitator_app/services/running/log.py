"""The run log inside a transaction: read what matters, begin, end and reopen stretches."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from sqlmodel import Session as DbSession

from facilitator_app import models as m
from facilitator_app.records.agenda import Agenda
from facilitator_app.records.enums import Noun, StageName
from facilitator_app.records.run import Position, RunEntry
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules import running as rules
from facilitator_app.services.reading import refresh, workshops
from facilitator_app.services.rows import row_of
from facilitator_app.services.running.state import box_at, running_entry
from facilitator_app.support.clock import Reading
from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _

_ENDED_IN_PAUSE: Final = "ended_in_pause"
_NEEDED: Final = frozenset(
    {Noun.SEGMENT, Noun.TABLE, Noun.SEAT, Noun.PARTICIPANT, Noun.REPORT_BACK, Noun.RUN_ENTRY}
)


def read_run(session: DbSession, workshop: str) -> WorkshopRecord:
    """Return the part of a workshop that the run depends on. Raises KnownError for an unknown workshop."""
    details = next((one for one in workshops(session) if one.id == workshop), None)
    if details is None:
        raise KnownError(_("There is no such workshop in this file."))
    return refresh(session, WorkshopRecord(details, Agenda(details.zone)), _NEEDED)


def running(record: WorkshopRecord) -> RunEntry:
    """Return the stretch that runs. Raises KnownError where none does."""
    entry = running_entry(record)
    if entry is None:
        raise KnownError(_("Nothing is running."), _("Press Next to start."))
    return entry


def check_position(record: WorkshopRecord, position: Position) -> None:
    """Raise KnownError where a run cannot stand at `position`."""
    segment = record.agenda.segment(position.segment_id)
    if segment is None:
        raise KnownError(_("This item is no longer in the agenda."), _("Choose another one."))
    if segment.parked:
        raise KnownError(
            _("“{title}” is parked.").format(title=segment.title),
            _("Take it back into the agenda first."),
        )
    if rules.slot_of(segment, position.stage) is None:
        raise KnownError(
            _("“{title}” has no such stage.").format(title=segment.title), _("Choose another one.")
        )
    tables = {table.number for table in record.tables}
    is_turn = position.stage is StageName.REPORT and bool(tables)
    if position.turn is not None and (not is_turn or position.turn not in tables):
        raise KnownError(
            _("Table {number} has no turn here.").format(number=position.turn), _("Choose another one.")
        )


def begin(session: DbSession, record: WorkshopRecord, position: Position, now: Reading) -> m.RunEntry:
    """Add a stretch that begins at `position` now; whatever ran has been ended before."""
    last = max((entry.sequence for entry in record.run_entries), default=0)
    row = m.RunEntry(
        workshop_id=record.details.id,
        sequence=last + 1,
        segment_id=position.segment_id,
        stage=str(position.stage),
        turn=position.turn,
        planned_seconds=box_at(record, position, now),
        started_wall=now.wall.isoformat(),
        started_boot=now.boot,
        started_mono_ms=now.mono_ms,
    )
    session.add(row)
    session.flush()
    return row


def end(session: DbSession, record: WorkshopRecord, entry: RunEntry, now: Reading) -> WorkshopRecord:
    """End a stretch and return the record with it ended.

    A stretch that is paused ends where its pause began and says so: Back gives the pause back as it was.
    """
    at = entry.paused_since or now
    row = row_of(session, m.RunEntry, entry.id)
    if entry.paused_since is not None:
        row.extra = {**row.extra, _ENDED_IN_PAUSE: "1"}
    row.paused_wall, row.paused_boot, row.paused_mono_ms = None, None, None
    row.ended_wall, row.ended_boot, row.ended_mono_ms = at.wall.isoformat(), at.boot, at.mono_ms
    session.flush()
    ended = replace(entry, ended=at, paused_since=None)
    return replace(
        record, run_entries=tuple(ended if one.id == entry.id else one for one in record.run_entries)
    )


def reopen(session: DbSession, entry: RunEntry) -> None:
    """Let an ended stretch run on as if it had never ended, or stand in the pause in which it ended."""
    row = row_of(session, m.RunEntry, entry.id)
    if row.extra.get(_ENDED_IN_PAUSE):
        row.extra = {name: value for name, value in row.extra.items() if name != _ENDED_IN_PAUSE}
        row.paused_wall = row.ended_wall
        row.paused_boot, row.paused_mono_ms = row.ended_boot, row.ended_mono_ms
    row.ended_wall, row.ended_boot, row.ended_mono_ms = None, None, None
    session.flush()
