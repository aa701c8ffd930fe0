"""Where everybody sits: by table, and by name in the alphabet's order."""

from __future__ import annotations

from facilitator_app.records.agenda import Segment
from facilitator_app.records.enums import RoundKind
from facilitator_app.records.room import RoomSeat, RoomTable, RoomText
from facilitator_app.records.run import RunState
from facilitator_app.records.seating import Table
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.halfdays import session_of
from facilitator_app.rules.seating.languages import base_language, table_language
from facilitator_app.rules.seating.roomplan import positions
from facilitator_app.rules.text import alphabet_key
from facilitator_app.services.room import whitelist
from facilitator_app.services.room.words import room_languages


def round_for(record: WorkshopRecord, state: RunState) -> Segment | None:
    """Return the round people are looking for: the running one, else the next, else the last."""
    rounds = _rounds(record)
    order = [s.id for s in record.agenda.segments()]
    here = order.index(state.position.segment_id) if state.position else 0
    coming = [s for s in rounds if order.index(s.id) >= here]
    return coming[0] if coming else (rounds[-1] if rounds else None)


def seated_tables(record: WorkshopRecord, segment: Segment | None) -> tuple[RoomTable, ...]:
    """Return every table with its place, and the short names of the people who are at it in this half-day."""
    if segment is None:
        return ()
    here = people_in(record, segment)
    names = whitelist.short_names(tuple(one for one in record.participants if one.id in here))
    places = positions(record.tables)
    by_cluster = sits_by_cluster(record, segment)
    return tuple(
        RoomTable(
            number=table.number,
            languages=languages_of(record, segment, table),
            names=tuple(names[p.id] for p in record.seated(segment.id, table.id) if p.id in names),
            place=places[table.id],
            cluster=_cluster_of(record, table) if by_cluster else (),
        )
        for table in sorted(record.tables, key=lambda one: one.number)
    )


def seats_by_name(record: WorkshopRecord, segment: Segment | None) -> tuple[RoomSeat, ...]:
    """Return the whole name and the table of everybody who is here, sorted as people look for themselves."""
    if segment is None:
        return ()
    here = people_in(record, segment)
    before = _tables_before(record, segment)
    local = first_language(record)
    seats = [
        (
            alphabet_key(whitelist.public(person.own_name), local, whitelist.public(person.name)),
            RoomSeat(
                whitelist.full_name(person),
                table.number,
                moved=bool(before) and before.get(person.id) != table.number,
            ),
        )
        for table in record.tables
        for person in record.seated(segment.id, table.id)
        if person.id in here
    ]
    return tuple(seat for _key, seat in sorted(seats, key=lambda one: (one[0], one[1].table)))


def everybody_stays(record: WorkshopRecord, segment: Segment | None, seats: tuple[RoomSeat, ...]) -> bool:
    """Say whether there was a round before and nobody changes the table after it."""
    return segment is not None and bool(_tables_before(record, segment)) and not any(s.moved for s in seats)


def people_in(record: WorkshopRecord, segment: Segment) -> frozenset[str]:
    """Return who has a place in a round: neither withdrawn nor replaced nor noted as away in its half-day."""
    session = session_of(record.agenda, segment.id)
    away = {one.participant_id for one in record.attendance if one.session == session and not one.present}
    return frozenset(one.id for one in record.participants if whitelist.is_here(one) and one.id not in away)


def sits_by_cluster(record: WorkshopRecord, segment: Segment) -> bool:
    """Say whether people sit by their clusters: in such a round, and in those that leave them as they sat."""
    rounds = _rounds(record)
    so_far = rounds[: rounds.index(segment) + 1] if segment in rounds else []
    for one in reversed(so_far):
        if one.round_kind in {RoundKind.CLUSTER, RoundKind.MIX}:
            return one.round_kind is RoundKind.CLUSTER
    return False


def first_language(record: WorkshopRecord) -> str:
    """Return the language of most people: the local one of most tables, else the working language."""
    working, *local = room_languages(record)
    return local[0] if local else working


def _rounds(record: WorkshopRecord) -> list[Segment]:
    return [one for one in record.agenda.segments() if one.has_table_work and not one.parked]


def _tables_before(record: WorkshopRecord, segment: Segment) -> dict[str, int]:
    """Return the number of everybody's table in the round before, by participant id."""
    rounds = _rounds(record)
    at = rounds.index(segment) if segment in rounds else 0
    numbers = {one.id: one.number for one in record.tables}
    before = rounds[at - 1].id if at else None
    return {
        seat.participant_id: numbers[seat.table_id]
        for seat in record.seats
        if seat.segment_id == before and seat.table_id in numbers
    }


def _cluster_of(record: WorkshopRecord, table: Table) -> tuple[RoomText, ...]:
    cluster = record.cluster(table.cluster_id)
    return (whitelist.cluster_name(record, cluster),) if cluster is not None else ()


def languages_of(record: WorkshopRecord, segment: Segment, table: Table) -> tuple[str, ...]:
    """Return what a table talks in this round and, where it is another, what it reports in (BCP 47).

    A mixed round seats other people than the ones whose language the table was given: where people sit, it is
    the language they share; with nobody seated, or no language in common, the table's own.
    """
    roster = {one.id: one for one in record.participants}
    here = people_in(record, segment)
    people = [one.id for one in record.seated(segment.id, table.id) if one.id in here]
    shared = table_language(people, roster).shared if people else None
    talks = table.discussion_language
    if shared is not None and shared != base_language(talks):
        talks = shared
    return tuple(dict.fromkeys(tag for tag in (talks, table.report_language) if tag))
