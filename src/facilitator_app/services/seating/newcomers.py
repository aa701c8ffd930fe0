"""Somebody comes when the others sit already: a seat in every round that is left, and nobody moves."""

from __future__ import annotations

from sqlmodel import Session as DbSession

from facilitator_app import models as m
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.seating.arrivals import Placing, choose_table, placing
from facilitator_app.services.seating.sitting import live_rounds, sitting


def seat_newcomer(session: DbSession, record: WorkshopRecord, participant_id: str) -> int | None:
    """Seat a person in the round that runs and in all to come where there is no seat yet.

    Returns the table's number in the first of them, None where there is no round or no table.
    """
    numbers = {table.id: table.number for table in record.tables}
    planned = {seat.segment_id for seat in record.seats}
    rounds = live_rounds(record)
    seats = {(s.segment_id, s.participant_id): s for s in record.seats}
    first: int | None = None
    # A round nobody is planned for yet is planned with the newcomer among the others.
    for segment_id in [one for one in rounds if one in planned] or rounds:
        seat = seats.get((segment_id, participant_id))
        number = numbers.get(seat.table_id) if seat else None
        if number is None:
            number = _take_a_seat(session, record, segment_id, participant_id)
        first = number if first is None else first
    session.flush()
    return first


def where_seated(record: WorkshopRecord, participant_id: str) -> Placing | None:
    """Return where somebody sits in the round that runs, else in the next one, and why it is good (pure)."""
    for segment_id in live_rounds(record):
        found = placing(participant_id, sitting(record, segment_id))
        if found is not None:
            return found
    return None


def _take_a_seat(
    session: DbSession, record: WorkshopRecord, segment_id: str, participant_id: str
) -> int | None:
    now = sitting(record, segment_id)
    place = choose_table(participant_id, now)
    if place is None:
        return None
    table = next(one for one in record.tables if one.number == now.numbers[place])
    taken = [s.seat_number or 0 for s in record.seats if (s.segment_id, s.table_id) == (segment_id, table.id)]
    session.add(
        m.Seat(
            segment_id=segment_id,
            table_id=table.id,
            participant_id=participant_id,
            seat_number=max(taken, default=0) + 1,
        )
    )
    return table.number
