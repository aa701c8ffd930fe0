"""Seats and roles moved by hand, tables named, and what is to be said about a seating."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session as DbSession
from sqlmodel import col, select

from facilitator_app import models as m
from facilitator_app.records.changes import NOTHING_CHANGED, Changes
from facilitator_app.records.enums import Desk, RoundKind, TableRoleName
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.seating.facts import Fact, language_facts, meeting_facts
from facilitator_app.rules.seating.wished import broken_in, tied
from facilitator_app.services.fields import language_of, line_of
from facilitator_app.services.reading import read_workshop
from facilitator_app.services.rows import row_of
from facilitator_app.services.seating.rounds import kind_of, rounds_of, tables_in
from facilitator_app.store.workshop_file import WorkshopFile
from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """One round: people at each table (by number) and what is to be said of languages and reporters."""

    segment_id: str
    sizes: tuple[int, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class SeatingFacts:
    """Every round that has seats, who has no seat in which round, and who meets whom in mix rounds."""

    rounds: tuple[RoundFacts, ...]
    unseated: tuple[tuple[str, tuple[str, ...]], ...]
    meetings: tuple[Fact, ...]


def explain(record: WorkshopRecord) -> SeatingFacts:
    """Return what is to be said about the seating as it stands, however it came about (pure).

    Facts carry message ids and values (`rules.seating.facts`). Who has withdrawn does not count.
    """
    gone = {person.id for person in record.participants if person.withdrawn}
    roster = {person.id: person for person in record.participants}
    rounds = rounds_of(record)
    held = {segment.id for segment in rounds.held}
    all_rounds = [s for s in record.agenda.segments() if s in (*rounds.held, *rounds.coming)]
    numbers = sorted(table.number for table in record.tables)
    found, unseated, mixed = [], [], []
    for segment in all_rounds:
        tables = tables_in(record, segment.id, but=gone)
        seated = {who for table in tables for who in table}
        if not seated:
            continue
        facts = language_facts(
            tables,
            roster,
            segment_id=segment.id,
            numbers=numbers,
            report_language=record.details.working_language,
        )
        broken = broken_in(record, segment.id, tables)
        found.append(RoundFacts(segment.id, tuple(len(table) for table in tables), (*facts, *broken)))
        missing = tuple(who for who in roster if who not in seated | gone)
        if missing and segment.id not in held:
            unseated.append((segment.id, missing))
        if kind_of(segment) is RoundKind.MIX:
            mixed.append(tables)
    met = meeting_facts(mixed, history=record.earlier_rounds, tied=tied(record))
    return SeatingFacts(tuple(found), tuple(unseated), met)


def move_person(
    file: WorkshopFile,
    segment_id: str,
    participant_id: str,
    table_id: str,
    *,
    and_later: bool = False,
    desk: Desk = Desk.PREPARE,
) -> Changes:
    """Seat a person at a table in one round, or (`and_later`) in this and every round to come.

    A role at the table that is left becomes free. Raises KnownError for a segment without table work.
    """
    with file.transact("Move to another table", desk) as transaction:
        session = transaction.session
        table = row_of(session, m.Table, table_id)
        row_of(session, m.Participant, participant_id)
        record = read_workshop(session, table.workshop_id)
        check_round(record, segment_id)
        targets = [segment_id]
        if and_later:
            order = [s.id for s in record.agenda.segments()]
            later = [s.id for s in rounds_of(record).coming if order.index(s.id) > order.index(segment_id)]
            targets += later
        for target in targets:
            seat_at(session, target, table_id, participant_id)
    return transaction.changes


def swap_people(
    file: WorkshopFile, segment_id: str, one: str, other: str, *, desk: Desk = Desk.PREPARE
) -> Changes:
    """Let two people change seats in a round; each takes over the other's roles there."""
    with file.transact("Swap two people", desk) as transaction:
        session = transaction.session
        first, second = _seat_of(session, segment_id, one), _seat_of(session, segment_id, other)
        if first is None or second is None:
            raise KnownError(_("One of the two has no seat in this round."), _("Seat the person first."))
        first.table_id, second.table_id = second.table_id, first.table_id
        first.seat_number, second.seat_number = second.seat_number, first.seat_number
        roles = _roles(session, segment_id) if first.table_id != second.table_id else []
        for role in roles:
            if role.participant_id in {one, other}:
                role.participant_id = other if role.participant_id == one else one
    return transaction.changes


def set_role(
    file: WorkshopFile,
    segment_id: str,
    table_id: str,
    role: TableRoleName,
    participant_id: str | None,
    *,
    desk: Desk = Desk.PREPARE,
) -> Changes:
    """Give a role at a table in a round to somebody who sits there, or to nobody (None)."""
    with file.transact("Give a role", desk) as transaction:
        session = transaction.session
        table = row_of(session, m.Table, table_id)
        check_round(read_workshop(session, table.workshop_id), segment_id)
        there = next((r for r in _roles(session, segment_id, table_id) if r.role == role), None)
        if participant_id is None:
            if there is None:
                return NOTHING_CHANGED
            session.delete(there)
        else:
            seat = _seat_of(session, segment_id, participant_id)
            if seat is None or seat.table_id != table_id:
                raise KnownError(
                    _("This person does not sit at table {number} in this round.").format(
                        number=table.number
                    ),
                    _("Move the person there first."),
                )
            if there is None:
                there = m.TableRole(
                    segment_id=segment_id, table_id=table_id, role=str(role), participant_id=participant_id
                )
                session.add(there)
            there.participant_id = participant_id
    return transaction.changes


def set_table(
    file: WorkshopFile,
    table_id: str,
    *,
    name: str | None = None,
    discussion_language: str | None = None,
    report_language: str | None = None,
    cluster_id: str | None = None,
    no_cluster: bool = False,
    desk: Desk = Desk.PREPARE,
) -> Changes:
    """Name a table, say what it talks and reports in (BCP 47), and which cluster it works on.

    What is None stays; `no_cluster` takes the cluster away.
    """
    with file.transact("Change a table", desk) as transaction:
        row = row_of(transaction.session, m.Table, table_id)
        if name is not None:
            row.name = line_of(name, _("Table"))
        if discussion_language is not None:
            row.discussion_language = language_of(discussion_language)
        if report_language is not None:
            row.report_language = language_of(report_language)
        if cluster_id is not None:
            row.cluster_id = row_of(transaction.session, m.Cluster, cluster_id).id
        elif no_cluster:
            row.cluster_id = None
    return transaction.changes


def check_round(record: WorkshopRecord, segment_id: str) -> None:
    """Raise KnownError for a segment without table work."""
    segment = record.agenda.segment(segment_id)
    if segment is None or not segment.has_table_work:
        raise KnownError(_("There is no table work in this segment."), _("Choose a round of table work."))


def seat_at(session: DbSession, segment_id: str, table_id: str, participant_id: str) -> None:
    """Seat somebody at a table in one round; roles at the table that is left become free."""
    seat = _seat_of(session, segment_id, participant_id)
    if seat is not None and seat.table_id == table_id:
        return
    query = select(m.Seat.seat_number).where(
        col(m.Seat.segment_id) == segment_id, col(m.Seat.table_id) == table_id
    )
    number = max((one or 0 for one in session.exec(query).all()), default=0) + 1
    if seat is None:
        seat = m.Seat(segment_id=segment_id, table_id=table_id, participant_id=participant_id)
        session.add(seat)
    seat.table_id, seat.seat_number = table_id, number
    for role in _roles(session, segment_id):
        if role.participant_id == participant_id and role.table_id != table_id:
            session.delete(role)
    session.flush()


def _seat_of(session: DbSession, segment_id: str, participant_id: str) -> m.Seat | None:
    query = select(m.Seat).where(
        col(m.Seat.segment_id) == segment_id, col(m.Seat.participant_id) == participant_id
    )
    return session.exec(query).first()


def _roles(session: DbSession, segment_id: str, table_id: str | None = None) -> list[m.TableRole]:
    query = select(m.TableRole).where(col(m.TableRole.segment_id) == segment_id)
    if table_id is not None:
        query = query.where(col(m.TableRole.table_id) == table_id)
    return list(session.exec(query).all())
