"""What a workshop asks of its tables, held against a seating as it stands."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from facilitator_app.records.enums import WishKind
from facilitator_app.records.people import Participant
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.seating.facts import Fact, Wanted, lonely_facts, wish_facts


def broken_in(record: WorkshopRecord, segment_id: str, tables: Sequence[tuple[str, ...]]) -> tuple[Fact, ...]:
    """Return what the tables of a round (people's ids) do not keep: wishes, interpreters, company."""
    roster = {one.id: one for one in record.participants}
    numbers = {table.id: table.number for table in record.tables}
    pairs = {
        kind: tuple((w.participant_id, w.other_id) for w in record.wishes if w.kind is kind and w.other_id)
        for kind in (WishKind.TOGETHER, WishKind.APART)
    }
    places = [(w.participant_id, w.table_id) for w in record.wishes if w.kind is WishKind.AT_TABLE]
    wanted = Wanted(
        together=pairs[WishKind.TOGETHER],
        interpreted=interpreted(record.participants),
        apart=pairs[WishKind.APART],
        at_table=tuple((who, numbers[table]) for who, table in places if table in numbers),
    )
    in_order = [table.number for table in record.tables]
    alone = record.details.not_alone
    return (
        *wish_facts(tuple(tables), wanted, segment_id=segment_id, numbers=in_order),
        *lonely_facts(tuple(tables), roster, alone, segment_id=segment_id, numbers=in_order),
    )


def interpreted(people: Sequence[Participant]) -> tuple[tuple[str, str], ...]:
    """Return every delegate with their interpreter, as ids."""
    here = {one.id for one in people if not one.withdrawn}
    return tuple(
        (one.id, one.interpreter_id)
        for one in people
        if one.interpreter_id in here and one.id in here and one.interpreter_id != one.id
    )


def tied(record: WorkshopRecord) -> tuple[tuple[str, str], ...]:
    """Return who sits together in any case, as ids: that they meet again is no repeat."""
    wished = [(w.participant_id, w.other_id) for w in record.wishes if w.kind is WishKind.TOGETHER]
    pairs = tuple((one, other) for one, other in wished if other)
    places = [(w.participant_id, w.table_id) for w in record.wishes if w.kind is WishKind.AT_TABLE]
    at_one = tuple((one[0], other[0]) for one, other in combinations(places, 2) if one[1] == other[1])
    return (*pairs, *at_one, *interpreted(record.participants))
