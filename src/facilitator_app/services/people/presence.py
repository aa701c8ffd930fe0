"""Who is there, half-day by half-day (`rules.halfdays`); who is not has no role at a table then."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection

from sqlmodel import Session as DbSession
from sqlmodel import col, select

from facilitator_app import models as m
from facilitator_app.records.changes import Changes
from facilitator_app.records.enums import Desk
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.halfdays import sessions
from facilitator_app.services.people.roster import new_participant
from facilitator_app.services.reading import read_workshop
from facilitator_app.services.rows import row_of
from facilitator_app.services.seating.newcomers import seat_newcomer
from facilitator_app.services.seating.tending import tend_live_roles
from facilitator_app.store.workshop_file import WorkshopFile
from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _


def mark(
    file: WorkshopFile,
    workshop: str,
    participant_id: str,
    session_name: str,
    *,
    present: bool,
    desk: Desk = Desk.CONSOLE,
) -> Changes:
    """Note whether somebody is there in a half-day. Raises KnownError for a half-day there is not."""
    with file.transact("Attendance", desk) as transaction:
        _check(read_workshop(transaction.session, workshop), session_name)
        row_of(transaction.session, m.Participant, participant_id)
        _mark(transaction.session, workshop, participant_id, session_name, present=present)
        tend_live_roles(transaction.session, workshop, {session_name})
    return transaction.changes


def sweep(
    file: WorkshopFile,
    workshop: str,
    session_name: str,
    absent: Collection[str],
    *,
    desk: Desk = Desk.CONSOLE,
) -> Changes:
    """Note the attendance of a half-day in one go: everybody who has not withdrawn but for `absent` (ids)."""
    with file.transact("Attendance sweep", desk) as transaction:
        record = read_workshop(transaction.session, workshop)
        _check(record, session_name)
        for person in record.participants:
            if not person.withdrawn:
                there = person.id not in absent
                _mark(transaction.session, workshop, person.id, session_name, present=there)
        tend_live_roles(transaction.session, workshop, {session_name})
    return transaction.changes


def came_late(
    file: WorkshopFile,
    workshop: str,
    participant_id: str,
    session_name: str,
    *,
    desk: Desk = Desk.CONSOLE,
) -> tuple[int | None, Changes]:
    """Note a late arrival and find a seat in every round to come where there is none; nobody else moves.

    Returns the number of the table in the round that runs or comes next, None where there is no round.
    """
    with file.transact("Came late", desk) as transaction:
        session = transaction.session
        record = read_workshop(session, workshop)
        _check(record, session_name)
        person = row_of(session, m.Participant, participant_id)
        person.withdrawn = False
        _mark(session, workshop, participant_id, session_name, present=True)
        session.flush()
        number = seat_newcomer(session, read_workshop(session, workshop), participant_id)
    return number, transaction.changes


def walk_in(
    file: WorkshopFile,
    workshop: str,
    session_name: str,
    *,
    name: str,
    languages: Collection[str],
    organisation: str = "",
    cluster: str = "",
    desk: Desk = Desk.CONSOLE,
) -> tuple[str, Changes]:
    """Take in somebody who is on no list: on the roster, there from this half-day on, seated; one step.

    There is a seat in the round that runs and in all to come, and nobody else moves. `languages` are BCP 47
    tags, the first one first; `cluster` is what the person knows or works in. Returns the person's id.
    Raises KnownError without a name, or for a half-day or a language there is not.
    """
    with file.transact("Somebody new", desk) as transaction:
        session = transaction.session
        _check(read_workshop(session, workshop), session_name)
        given, _space, family = name.strip().partition(" ")
        fields: dict[str, object] = {
            "display_name": name.strip(),
            "given_name": given,
            "family_name": family,
            "native_name": "" if _is_latin(name) else name.strip(),
            "languages": languages,
            "organisation": organisation,
            "cluster_known": cluster,
        }
        person = new_participant(session, workshop, fields)
        _mark(session, workshop, person.id, session_name, present=True)
        session.flush()
        seat_newcomer(session, read_workshop(session, workshop), person.id)
    return person.id, transaction.changes


def leaves(
    file: WorkshopFile,
    workshop: str,
    participant_id: str,
    session_name: str,
    *,
    until: str | None = None,
    desk: Desk = Desk.CONSOLE,
) -> Changes:
    """Note that somebody is not there from a half-day on: to the end, or to the half-day `until` (with it).

    One step; what the person was to do at a table in those rounds is handed over. Raises KnownError for a
    half-day there is not.
    """
    with file.transact("Leaves", desk) as transaction:
        session = transaction.session
        record = read_workshop(session, workshop)
        _check(record, session_name)
        row_of(session, m.Participant, participant_id)
        known = sessions(record.agenda)
        if until is not None:
            _check(record, until)
        last = known.index(until) if until is not None else len(known) - 1
        away = known[known.index(session_name) : last + 1]
        for one in away:
            _mark(session, workshop, participant_id, one, present=False)
        tend_live_roles(session, workshop, away)
    return transaction.changes


def _is_latin(name: str) -> bool:
    return not any(unicodedata.category(c)[0] == "L" and "LATIN" not in unicodedata.name(c, "") for c in name)


def _mark(
    session: DbSession, workshop: str, participant_id: str, session_name: str, *, present: bool
) -> None:
    query = select(m.Attendance).where(
        col(m.Attendance.workshop_id) == workshop,
        col(m.Attendance.participant_id) == participant_id,
        col(m.Attendance.session) == session_name,
    )
    row = session.exec(query).first()
    if row is None:
        row = m.Attendance(workshop_id=workshop, participant_id=participant_id, session=session_name)
        session.add(row)
    row.present = present


def _check(record: WorkshopRecord, session_name: str) -> None:
    known = sessions(record.agenda)
    if session_name not in known:
        raise KnownError(
            _("There is no half-day “{name}”.").format(name=session_name),
            _("It has: {names}.").format(names=", ".join(known)),
        )
