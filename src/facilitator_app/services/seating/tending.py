"""Roles stay true: who is not there, or sits elsewhere, hands them to somebody at the table."""

from __future__ import annotations

from collections.abc import Collection

from sqlmodel import Session as DbSession
from sqlmodel import col, select

from facilitator_app import models as m
from facilitator_app.records.enums import TableRoleName
from facilitator_app.records.seating import TableRole
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.halfdays import session_of
from facilitator_app.rules.seating.handing import Turns, hand_over
from facilitator_app.rules.seating.languages import reporters
from facilitator_app.services.reading import read_workshop
from facilitator_app.services.seating.rounds import tables_in
from facilitator_app.services.seating.sitting import live_rounds, missing_in


def tend_live_roles(session: DbSession, workshop: str, half_days: Collection[str] | None = None) -> None:
    """Hand over roles in the round that runs and in all to come; in these half-days where they are named."""
    session.flush()
    record = read_workshop(session, workshop)
    rounds = live_rounds(record)
    if half_days is not None:
        rounds = tuple(one for one in rounds if session_of(record.agenda, one) in half_days)
    tend_roles(session, record, rounds)


def tend_roles(
    session: DbSession,
    record: WorkshopRecord,
    rounds: Collection[str],
    held: Collection[TableRole] | None = None,
) -> None:
    """Hand over the roles of everybody who no longer sits at the table in these rounds (segment ids).

    `record` is the workshop with what has changed already; `held` are the roles as they were before.
    """
    held = record.roles if held is None else held
    able = reporters(record.participants, record.details.working_language)
    turns = Turns((role.role, role.participant_id) for role in held)
    tables = sorted(record.tables, key=lambda table: table.number)
    for segment_id in rounds:
        missing = missing_in(record, segment_id)
        for table, people in zip(tables, tables_in(record, segment_id, but=missing), strict=True):
            place = (segment_id, table.id)
            given = {r.role: r.participant_id for r in held if (r.segment_id, r.table_id) == place}
            kept = hand_over(people, given, able.__contains__, turns)
            if kept != given:
                _write(session, place, kept)
                turns.subtract((role, who) for role, who in given.items() if kept.get(role) != who)
                turns.update((role, who) for role, who in kept.items() if given.get(role) != who)
    session.flush()


def _write(session: DbSession, place: tuple[str, str], kept: dict[TableRoleName, str]) -> None:
    query = select(m.TableRole).where(
        col(m.TableRole.segment_id) == place[0], col(m.TableRole.table_id) == place[1]
    )
    rows = {TableRoleName(row.role): row for row in session.exec(query).all()}
    for role in rows.keys() - kept.keys():
        session.delete(rows[role])
    for role, who in kept.items():
        if role not in rows:
            new = m.TableRole(segment_id=place[0], table_id=place[1], role=str(role), participant_id=who)
            session.add(new)
        elif rows[role].participant_id != who:
            rows[role].participant_id = who
