"""Whose turn it is to report: the tables of a round in speaking order."""

from __future__ import annotations

from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules import running


def turn_order(record: WorkshopRecord, segment_id: str) -> tuple[int, ...]:
    """Return the numbers of the tables that report in a segment, in speaking order.

    Stored places of its report-backs win; the start table moves by one with every round. A table at which
    nobody sits in this round is left out, where anybody sits anywhere.
    """
    numbers = {table.id: table.number for table in record.tables}
    given = {
        numbers[back.table_id]: back.report_order
        for back in reversed(record.report_backs)
        if back.segment_id == segment_id and back.report_order is not None and back.table_id in numbers
    }
    gone = {person.id for person in record.participants if person.withdrawn}
    seats = [s for s in record.seats if s.segment_id == segment_id and s.participant_id not in gone]
    taken = {numbers[seat.table_id] for seat in seats if seat.table_id in numbers}
    absent = set(numbers.values()) - taken - set(given) if taken else set()
    k = running.round_number(record.agenda, segment_id)
    return running.speaking_order(tuple(numbers.values()), k, given, absent)
