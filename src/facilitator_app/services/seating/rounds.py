"""The rounds of a workshop as the seating rules want them. A round is a segment with table work."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from facilitator_app.records.agenda import Segment
from facilitator_app.records.enums import RoundKind
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.seating.held import begun_rounds, table_rounds

TablePeople = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Rounds:
    """Rounds that were held or begun (history, frozen) and those to come, in playing order."""

    held: tuple[Segment, ...]
    coming: tuple[Segment, ...]


def rounds_of(record: WorkshopRecord) -> Rounds:
    """Return the rounds; one is held as soon as it ran, or as anything was captured in it."""
    begun, rounds = begun_rounds(record), table_rounds(record)
    return Rounds(
        tuple(segment for segment in rounds if segment.id in begun),
        tuple(segment for segment in rounds if segment.id not in begun),
    )


def tables_in(record: WorkshopRecord, segment_id: str, but: Collection[str] = ()) -> TablePeople:
    """Return the people (ids, in seat order) at every table of a round, tables by number."""
    return tuple(
        tuple(person.id for person in record.seated(segment_id, table.id) if person.id not in but)
        for table in sorted(record.tables, key=lambda table: table.number)
    )


def absent_in(record: WorkshopRecord, session_name: str | None) -> frozenset[str]:
    """Return who is noted as not there in a half-day."""
    return frozenset(
        one.participant_id for one in record.attendance if one.session == session_name and not one.present
    )


def kind_of(segment: Segment) -> RoundKind:
    """Return how people sit in a round."""
    return segment.round_kind or RoundKind.SAME
