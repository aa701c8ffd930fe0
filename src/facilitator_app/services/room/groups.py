"""Where everybody sits: by table, and by name in the alphabet's order."""

from __future__ import annotations

from facilitator_app.records.agenda import Segment
from facilitator_app.records.room import RoomSeat, RoomTable
from facilitator_app.records.run import RunState
from facilitator_app.records.seating import Table
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.seating.languages import base_language, table_language
from facilitator_app.rules.text import fold
from facilitator_app.services.room import whitelist


def round_for(record: WorkshopRecord, state: RunState) -> Segment | None:
    """Return the round people are looking for: the running one, else the next, else the last."""
    rounds = [s for s in record.agenda.segments() if s.has_table_work and not s.parked]
    order = [s.id for s in record.agenda.segments()]
    here = order.index(state.position.segment_id) if state.position else 0
    coming = [s for s in rounds if order.index(s.id) >= here]
    return coming[0] if coming else (rounds[-1] if rounds else None)


def seated_tables(record: WorkshopRecord, segment: Segment | None) -> tuple[RoomTable, ...]:
    """Return every table with the short names of the people at it."""
    if segment is None:
        return ()
    names = whitelist.short_names(tuple(filter(whitelist.is_here, record.participants)))
    return tuple(
        RoomTable(
            number=table.number,
            languages=languages_of(record, segment, table),
            names=tuple(names[p.id] for p in record.seated(segment.id, table.id) if p.id in names),
        )
        for table in sorted(record.tables, key=lambda one: one.number)
    )


def seats_by_name(record: WorkshopRecord, segment: Segment | None) -> tuple[RoomSeat, ...]:
    """Return every seated person's whole name and table, sorted as people look for themselves."""
    if segment is None:
        return ()
    seats = [
        RoomSeat(whitelist.full_name(person), table.number)
        for table in record.tables
        for person in record.seated(segment.id, table.id)
        if whitelist.is_here(person)
    ]
    return tuple(sorted(seats, key=lambda seat: (fold(seat.name.text), seat.table)))


def languages_of(record: WorkshopRecord, segment: Segment, table: Table) -> tuple[str, ...]:
    """Return what a table talks in this round and, where it is another, what it reports in (BCP 47).

    A mixed round seats other people than the ones whose language the table was given: where people sit, it is
    the language they share; with nobody seated, or no language in common, the table's own.
    """
    roster = {one.id: one for one in record.participants}
    people = [one.id for one in record.seated(segment.id, table.id) if whitelist.is_here(one)]
    shared = table_language(people, roster).shared if people else None
    talks = table.discussion_language
    if shared is not None and shared != base_language(talks):
        talks = shared
    return tuple(dict.fromkeys(tag for tag in (talks, table.report_language) if tag))
