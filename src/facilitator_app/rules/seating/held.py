"""Rounds that were held: history that no plan changes."""

from __future__ import annotations

from collections import defaultdict

from facilitator_app.records.agenda import Segment
from facilitator_app.records.enums import RoundKind
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.halfdays import session_of
from facilitator_app.rules.seating.instance import Tables
from facilitator_app.rules.seating.wished import tied


def table_rounds(record: WorkshopRecord) -> tuple[Segment, ...]:
    """Return every round in playing order: segments with table work that are on the clock."""
    return tuple(one for one in record.agenda.segments() if one.has_table_work and not one.parked)


def begun_rounds(record: WorkshopRecord) -> frozenset[str]:
    """Return the ids of segments that ran, or in which anything was captured."""
    begun = {entry.position.segment_id for entry in record.run_entries}
    begun |= {back.segment_id for back in record.report_backs if back.points}
    begun |= {one.segment_id for one in record.light_ratings if one.segment_id}
    return frozenset(begun)


def seated_tables(record: WorkshopRecord) -> dict[str, Tables]:
    """Return who sits at every table of every round that has seats, in one pass.

    Segment id → tables in the order of `record.tables`, each with participant ids in seat order. People who
    withdrew, and people noted as not there in that half-day, are left out.
    """
    there = {one.id for one in record.participants if not one.withdrawn}
    place = {table.id: number for number, table in enumerate(record.tables)}
    away = absences(record)
    found: dict[str, list[list[tuple[bool, int, str]]]] = {}
    for seat in record.seats:
        who = seat.participant_id
        if seat.table_id not in place or who not in there or who in away[seat.segment_id]:
            continue
        tables = found.setdefault(seat.segment_id, [[] for _table in place])
        tables[place[seat.table_id]].append((seat.seat_number is None, seat.seat_number or 0, who))
    return {
        segment: tuple(tuple(who for _none, _number, who in sorted(table, key=_by_seat)) for table in tables)
        for segment, tables in found.items()
    }


def absences(record: WorkshopRecord) -> defaultdict[str, frozenset[str]]:
    """Return who is noted as not there, by the segment id of the round."""
    gone: defaultdict[str, set[str]] = defaultdict(set)
    for one in record.attendance:
        if not one.present:
            gone[one.session].add(one.participant_id)
    found: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
    for segment in table_rounds(record):
        session = session_of(record.agenda, segment.id)
        if session is not None and session in gone:
            found[segment.id] = frozenset(gone[session])
    return found


def tied_pairs(record: WorkshopRecord) -> frozenset[frozenset[str]]:
    """Return the pairs that sit together in any case, as the facts about a seating have them."""
    return frozenset(frozenset(pair) for pair in tied(record))


def is_mixed(segment: Segment) -> bool:
    """Say whether meetings in this round count."""
    return segment.round_kind is RoundKind.MIX


def _by_seat(one: tuple[bool, int, str]) -> tuple[bool, int]:
    return one[:2]
