"""The run log inside a transaction: read what matters, begin, end and reopen stretches.

What only Back needs is kept with the stretch it takes back, as plain words that survive an export.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from sqlmodel import Session as DbSession

from facilitator_app import models as m
from facilitator_app.records.agenda import Agenda
from facilitator_app.records.enums import Noun, PauseReason, StageName
from facilitator_app.records.run import Position, RunEntry
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules import running as rules
from facilitator_app.services.reading import refresh, workshops
from facilitator_app.services.rows import row_of
from facilitator_app.services.running import visits
from facilitator_app.services.running.state import box_at, running_entry
from facilitator_app.support.clock import Reading
from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _

_ENDED_IN_PAUSE: Final = "ended_in_pause"
_TURNS_WERE: Final = "turns_were"
_NO_TURN_WERE: Final = "no_turn_were"
_NONE: Final = "-"
_NEEDED: Final = frozenset(
    {
        Noun.SEGMENT,
        Noun.TABLE,
        Noun.SEAT,
        Noun.PARTICIPANT,
        Noun.REPORT_BACK,
        Noun.RUN_ENTRY,
        Noun.GUEST,
    }
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


def begin(
    session: DbSession,
    record: WorkshopRecord,
    position: Position,
    now: Reading,
    seat_was: str = "",
) -> m.RunEntry:
    """Add a stretch that begins at `position` now; whatever ran has been ended before.

    In a guest's item the guest speaks from now on; `seat_was` is where that item stood (see visits).
    """
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
    row.extra = visits.speaks(session, record, position.segment_id, now) | visits.seat(seat_was)
    session.add(row)
    session.flush()
    return row


def end(
    session: DbSession, record: WorkshopRecord, entry: RunEntry, now: Reading, *, park: bool = False
) -> WorkshopRecord:
    """End a stretch and return the record with it ended.

    A stretch that is paused ends where its pause began and says so: Back gives the pause back as it was.
    With `park` it will go on with what it has left; otherwise a guest who spoke in it has left.
    """
    at = entry.paused_since or now
    row = row_of(session, m.RunEntry, entry.id)
    if entry.paused_since is not None:
        row.extra = {**row.extra, _ENDED_IN_PAUSE: str(entry.paused_for or PauseReason.PAUSE)}
    row.paused_wall, row.paused_boot, row.paused_mono_ms, row.paused_for = None, None, None, None
    row.ended_wall, row.ended_boot, row.ended_mono_ms = at.wall.isoformat(), at.boot, at.mono_ms
    ended = replace(entry, ended=at, paused_since=None, paused_for=None)
    if park:
        row.parked_seconds = rules.remaining_in(ended, at, record.run_entries)
        ended = replace(ended, parked_seconds=row.parked_seconds)
    else:
        visits.leaves(session, record, entry.position.segment_id, now)
    session.flush()
    return replace(
        record, run_entries=tuple(ended if one.id == entry.id else one for one in record.run_entries)
    )


def reopen(session: DbSession, record: WorkshopRecord, entry: RunEntry) -> None:
    """Let an ended stretch run on as if it had never ended, or stand in the pause in which it ended.

    The speaking order is again what it was before the table was skipped or put off; a guest speaks again.
    """
    row = row_of(session, m.RunEntry, entry.id)
    kept = dict(row.extra)
    reason = kept.pop(_ENDED_IN_PAUSE, "")
    turns, no_turn = kept.pop(_TURNS_WERE, ""), kept.pop(_NO_TURN_WERE, "")
    if reason:
        row.paused_wall = row.ended_wall
        row.paused_boot, row.paused_mono_ms = row.ended_boot, row.ended_mono_ms
        interpreter = reason == PauseReason.INTERPRETER
        row.paused_for = str(PauseReason.INTERPRETER if interpreter else PauseReason.PAUSE)
    row.ended_wall, row.ended_boot, row.ended_mono_ms = None, None, None
    row.parked_seconds = None
    if len(kept) < len(row.extra):
        row.extra = kept
    # Not before the row is whole: what looks for another one writes this one first.
    if turns:
        write_turns(session, entry.position.segment_id, turns, no_turn)
    again = (entry, *rules.waiting_behind(record.run_entries, entry))
    visits.speak_again(session, record, again)
    session.flush()


def remember_turns(session: DbSession, record: WorkshopRecord, entry: RunEntry) -> None:
    """Keep the speaking order of a round with the stretch that ends, for Back."""
    segment = record.agenda.segment(entry.position.segment_id)
    if segment is None:
        return
    row = row_of(session, m.RunEntry, entry.id)
    were = {_TURNS_WERE: told(segment.turns), _NO_TURN_WERE: told(segment.no_turn)}
    row.extra = {**row.extra, **were}


def told(tables: tuple[int, ...]) -> str:
    """Return table numbers as they are stored."""
    return " ".join(str(number) for number in tables) or _NONE


def write_turns(session: DbSession, segment_id: str, turns: str, no_turn: str) -> None:
    """Store the order of a round, and who has no turn in it, as `told` gives them."""
    row = row_of(session, m.Segment, segment_id)
    kept = {name: value for name, value in row.extra.items() if name not in {"turns", "no_turn"}}
    given = {"turns": turns, "no_turn": no_turn}
    row.extra = kept | {name: value for name, value in given.items() if value and value != _NONE}
    session.flush()
