"""The rounds of a workshop as the seating rules want them. A round is a segment with table work."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from facilitator_app.records.agenda import Segment
from facilitator_app.records.enums import RoundKind
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.halfdays import session_of
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


def locked_in(record: WorkshopRecord, segment_id: str) -> tuple[tuple[str, int], ...]:
    """Return who is seated to stay in a round, with the number of the table."""
    numbers = {table.id: table.number for table in record.tables}
    return tuple(
        (seat.participant_id, numbers[seat.table_id])
        for seat in record.seats
        if seat.segment_id == segment_id and seat.locked and seat.table_id in numbers
    )


def held_in(record: WorkshopRecord, segment_id: str) -> TablePeople:
    """Return who sat where in a round that was held.

    Where somebody looked at the room the seats are what was seen; else who was away did not sit.
    """
    seen = any(one.segment_id == segment_id for one in record.confirmations)
    away = frozenset() if seen else absent_in(record, session_of(record.agenda, segment_id))
    return tables_in(record, segment_id, away)


def history_of(record: WorkshopRecord) -> tuple[TablePeople, ...]:
    """Return the mix rounds in which people have met: of earlier workshops of the programme, then of this."""
    held = (s for s in rounds_of(record).held if kind_of(s) is RoundKind.MIX)
    return (*record.earlier_rounds, *(held_in(record, segment.id) for segment in held))


def kept_teams(record: WorkshopRecord) -> str | None:
    """Return the team round that was held last and has seats: later team rounds sit the same."""
    held = [s.id for s in rounds_of(record).held if kind_of(s) is RoundKind.CLUSTER]
    seated = {seat.segment_id for seat in record.seats}
    return next((segment_id for segment_id in reversed(held) if segment_id in seated), None)


def held_teams(record: WorkshopRecord) -> TablePeople | None:
    """Return the teams that stay; None before there are any.

    Those that have sat together, each person where they sat last, or those that adopted clusters.
    """
    if kept_teams(record) is None:
        return _adopted_teams(record)
    last: dict[str, int] = {}
    for segment in rounds_of(record).held:
        if kind_of(segment) is RoundKind.CLUSTER:
            for number, people in enumerate(tables_in(record, segment.id)):
                last |= dict.fromkeys(people, number)
    count = len(record.tables)
    return tuple(tuple(who for who, number in last.items() if number == table) for table in range(count))


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


def _adopted_teams(record: WorkshopRecord) -> TablePeople | None:
    """Return the people of the first team round to come where all its tables have adopted a cluster."""
    first = next((s for s in rounds_of(record).coming if kind_of(s) is RoundKind.CLUSTER), None)
    if first is None:
        return None
    teams = tables_in(record, first.id)
    adopted = [table.cluster_id for table in sorted(record.tables, key=lambda table: table.number)]
    used = [cluster for people, cluster in zip(teams, adopted, strict=True) if people]
    return teams if used and all(used) else None
