"""A late arrival finds a seat with zero moves: where the table understands the person, the smallest."""

from __future__ import annotations

from sqlmodel import Session as DbSession

from facilitator_app import models as m
from facilitator_app.records.run import RunEntry
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.seating.languages import table_language
from facilitator_app.services.seating.rounds import rounds_of, tables_in


def seat_newcomer(session: DbSession, record: WorkshopRecord, participant_id: str) -> int | None:
    """Seat a person in the round that runs and in all to come where there is no seat yet.

    Returns the table's number in the first of them, None where there is no round or no table.
    """
    running = next((entry for entry in reversed(record.run_entries) if entry.ended is None), None)
    first: int | None = None
    for segment_id in _rounds(record, running):
        seat = next(
            (s for s in record.seats if s.segment_id == segment_id and s.participant_id == participant_id),
            None,
        )
        table = record.table(seat.table_id) if seat else None
        number = table.number if table else _choose(record, segment_id, participant_id)
        if number is None:
            return None
        if table is None:
            chosen = next(one for one in record.tables if one.number == number)
            taken = [
                s.seat_number or 0
                for s in record.seats
                if (s.segment_id, s.table_id) == (segment_id, chosen.id)
            ]
            session.add(
                m.Seat(
                    segment_id=segment_id,
                    table_id=chosen.id,
                    participant_id=participant_id,
                    seat_number=max(taken, default=0) + 1,
                )
            )
        first = number if first is None else first
    session.flush()
    return first


def _rounds(record: WorkshopRecord, running: RunEntry | None) -> list[str]:
    rounds = rounds_of(record)
    now = [s.id for s in rounds.held if running and s.id == running.position.segment_id]
    return now + [segment.id for segment in rounds.coming]


def _choose(record: WorkshopRecord, segment_id: str, participant_id: str) -> int | None:
    """Prefer tables that keep a common language with the newcomer, then the smallest, then the lowest."""
    roster = {person.id: person for person in record.participants}
    tables = sorted(record.tables, key=lambda table: table.number)
    ranked = []
    for table, people in zip(tables, tables_in(record, segment_id), strict=True):
        spoken = table_language((*people, participant_id), roster)
        alone = participant_id in spoken.outsiders
        ranked.append((spoken.shared is None, alone, len(people), table.number))
    return min(ranked)[-1] if ranked else None
