"""The rounds of a workshop as the seating rules want them. A round is a segment with table work."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from facilitator_app.records.agenda import Segment
from facilitator_app.records.enums import RoundKind
from facilitator_app.records.workshop import WorkshopRecord

TablePeople = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Rounds:
    """Rounds that were held or begun (history, frozen) and those to come, in playing order."""

    held: tuple[Segment, ...]
    coming: tuple[Segment, ...]


def rounds_of(record: WorkshopRecord) -> Rounds:
    """Return the rounds; one is held as soon as it ran, or as anything was captured in it."""
    begun = {entry.position.segment_id for entry in record.run_entries}
    begun |= {back.segment_id for back in record.report_backs if back.points}
    begun |= {one.segment_id for one in record.light_ratings if one.segment_id}
    rounds = [s for s in record.agenda.segments() if s.has_table_work and not s.parked]
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


def team_rounds(record: WorkshopRecord) -> tuple[Segment, ...]:
    """Return the rounds to come in which cluster teams sit, with those after them that sit as before."""
    coming = {segment.id for segment in rounds_of(record).coming}
    found, teams = [], False
    for segment in (s for s in record.agenda.segments() if s.has_table_work and not s.parked):
        kind = kind_of(segment)
        teams = kind is RoundKind.CLUSTER or (teams and kind is RoundKind.SAME)
        if teams and segment.id in coming:
            found.append(segment)
    return tuple(found)
