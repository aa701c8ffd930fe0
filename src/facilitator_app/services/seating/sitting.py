"""A round of the workshop as the rules for a running room want it: who is there, what must be heeded."""

from __future__ import annotations

from facilitator_app.records.enums import RoundKind, WishKind
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.halfdays import session_of
from facilitator_app.rules.seating.live import SittingRound, meetings_of
from facilitator_app.services.seating.rounds import absent_in, kind_of, rounds_of, tables_in


def live_rounds(record: WorkshopRecord) -> tuple[str, ...]:
    """Return the segment ids of the round that runs, if one does, and of all to come."""
    rounds = rounds_of(record)
    running = next((entry for entry in reversed(record.run_entries) if entry.ended is None), None)
    now = [s.id for s in rounds.held if running and s.id == running.position.segment_id]
    return (*now, *(segment.id for segment in rounds.coming))


def missing_in(record: WorkshopRecord, segment_id: str) -> frozenset[str]:
    """Return the ids of those who are not there in a round: withdrawn, or noted as absent in its half-day."""
    gone = {one.id for one in record.participants if one.withdrawn or one.replaced_by_id is not None}
    return absent_in(record, session_of(record.agenda, segment_id)) | gone


def sitting(record: WorkshopRecord, segment_id: str) -> SittingRound:
    """Return a round with the people who are there; rounds of mixing held before count as meetings."""
    pairs = {
        kind: frozenset(
            frozenset((wish.participant_id, wish.other_id))
            for wish in record.wishes
            if wish.kind is kind and wish.other_id is not None
        )
        for kind in (WishKind.TOGETHER, WishKind.APART)
    }
    numbers = {table.id: table.number for table in record.tables}
    return SittingRound(
        tables=tables_in(record, segment_id, but=missing_in(record, segment_id)),
        numbers=tuple(sorted(numbers.values())),
        roster={person.id: person for person in record.participants},
        report_language=record.details.working_language,
        locked=frozenset(s.participant_id for s in record.seats if s.segment_id == segment_id and s.locked),
        together=pairs[WishKind.TOGETHER],
        apart=pairs[WishKind.APART],
        at_table={
            wish.participant_id: numbers[wish.table_id] for wish in record.wishes if wish.table_id in numbers
        },
        met=meetings_of(
            (
                *record.earlier_rounds,
                *(
                    tables_in(record, held.id, but=missing_in(record, held.id))
                    for held in rounds_of(record).held
                    if held.id != segment_id and kind_of(held) is RoundKind.MIX
                ),
            )
        ),
    )
