"""Taking a roster in: one command, one undo step, everything or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any, Final

from sqlmodel import Session as DbSession
from sqlmodel import col, select

from facilitator_app import models as m
from facilitator_app.records.changes import Changes
from facilitator_app.records.enums import Desk
from facilitator_app.records.people import Participant
from facilitator_app.records.roster import ChangedPerson, Newcomer, RosterPreview
from facilitator_app.services.people.roster import next_code
from facilitator_app.services.rows import row_of
from facilitator_app.store.workshop_file import WorkshopFile

_NEVER_FROM_A_ROSTER: Final = frozenset({"id", "interpreter_id", "replaced_by_id", "withdrawn"})


def import_roster(
    file: WorkshopFile,
    workshop_id: str,
    preview: RosterPreview,
    *,
    take_out_gone: bool = False,
    desk: Desk = Desk.PREPARE,
) -> Changes:
    """Apply a preview: add newcomers, change the changed, let substitutes inherit seat and role.

    What has already been played keeps the people who were there. With `take_out_gone` those who are no
    longer on the roster are withdrawn and their coming seats freed; they are never deleted. One
    transaction: nothing is half-imported. Raises KnownError where the preview no longer fits the file.
    """
    with file.transact("Take in a roster", desk) as transaction:
        session = transaction.session
        workshop = row_of(session, m.Workshop, workshop_id)
        coming = _coming_rounds(session, workshop.id)
        tables = {
            row.number: row for row in session.exec(select(m.Table).where(m.Table.workshop_id == workshop.id))
        }
        for change in preview.changed:
            _change(session, change, coming, tables)
        for newcomer in preview.new:
            person = _add(session, workshop.programme_id, newcomer)
            if newcomer.table is not None and newcomer.table in tables:
                _seat(session, person.id, tables[newcomer.table].id, newcomer.seat, coming)
        for swap in preview.replaced:
            gone = row_of(session, m.Participant, swap.gone.id)
            person = _add(session, workshop.programme_id, swap.newcomer)
            _hand_over(session, gone.id, person.id, coming)
            gone.replaced_by_id, gone.withdrawn = person.id, True
            session.add(gone)
        for left in preview.gone if take_out_gone else ():
            gone = row_of(session, m.Participant, left.id)
            _free(session, gone.id, coming)
            gone.withdrawn = True
            session.add(gone)
        session.flush()
    return transaction.changes


def _coming_rounds(session: DbSession, workshop_id: str) -> list[str]:
    """Return the ids of rounds that have not begun: their seats may still change."""
    begun = set(session.exec(select(m.RunEntry.segment_id).where(m.RunEntry.workshop_id == workshop_id)))
    query = (
        select(m.Segment)
        .join(m.Day, col(m.Segment.day_id) == col(m.Day.id))
        .where(m.Day.workshop_id == workshop_id, col(m.Segment.round_kind).is_not(None))
        .order_by(col(m.Day.number), col(m.Segment.position))
    )
    return [segment.id for segment in session.exec(query) if segment.id not in begun]


def _values(person: Participant) -> dict[str, Any]:
    names = [field.name for field in fields(person) if field.name not in _NEVER_FROM_A_ROSTER]
    return {name: getattr(person, name) for name in names} | {"languages": list(person.languages)}


def _add(session: DbSession, programme_id: str, newcomer: Newcomer) -> m.Participant:
    people = session.exec(select(m.Participant).where(m.Participant.programme_id == programme_id)).all()
    person = newcomer.person
    if not person.code or person.code in {one.code for one in people}:
        person = replace(person, code=next_code(session, programme_id))
    row = m.Participant(
        programme_id=programme_id,
        position=max((one.position for one in people), default=0) + 1,
        **_values(person),
    )
    session.add(row)
    session.flush()
    return row


def _change(
    session: DbSession, change: ChangedPerson, coming: Sequence[str], tables: dict[int, m.Table]
) -> None:
    row = row_of(session, m.Participant, change.person.id)
    for name, value in _values(change.person).items():
        if getattr(row, name) != value:
            setattr(row, name, value)
    session.add(row)
    if change.table is not None and change.table in tables:
        _seat(session, row.id, tables[change.table].id, change.seat, coming)


def _seat(session: DbSession, person_id: str, table_id: str, seat: int | None, rounds: Sequence[str]) -> None:
    """Give somebody a place in every coming round; a role at a table they leave stays behind."""
    for segment_id in rounds:
        query = select(m.Seat).where(m.Seat.segment_id == segment_id, m.Seat.participant_id == person_id)
        row = session.exec(query).first()
        if row is None:
            row = m.Seat(segment_id=segment_id, table_id=table_id, participant_id=person_id)
        elif row.table_id != table_id:
            _drop_roles(session, person_id, segment_id)
        row.table_id, row.seat_number = table_id, seat
        session.add(row)
    session.flush()


def _hand_over(session: DbSession, gone_id: str, person_id: str, rounds: Sequence[str]) -> None:
    for seat in session.exec(select(m.Seat).where(m.Seat.participant_id == gone_id)).all():
        if seat.segment_id in rounds:
            seat.participant_id = person_id
            session.add(seat)
    for role in session.exec(select(m.TableRole).where(m.TableRole.participant_id == gone_id)).all():
        if role.segment_id in rounds:
            role.participant_id = person_id
            session.add(role)
    session.flush()


def _free(session: DbSession, gone_id: str, rounds: Sequence[str]) -> None:
    for seat in session.exec(select(m.Seat).where(m.Seat.participant_id == gone_id)).all():
        if seat.segment_id in rounds:
            session.delete(seat)
    for segment_id in rounds:
        _drop_roles(session, gone_id, segment_id)
    session.flush()


def _drop_roles(session: DbSession, person_id: str, segment_id: str) -> None:
    query = select(m.TableRole).where(
        m.TableRole.segment_id == segment_id, m.TableRole.participant_id == person_id
    )
    for role in session.exec(query).all():
        session.delete(role)
