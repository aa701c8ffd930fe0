"""One person of the roster: added, changed, withdrawn, removed. Whole rosters come by `services.roster`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from sqlmodel import Session as DbSession
from sqlmodel import col, func, select

from facilitator_app import models as m
from facilitator_app.records.changes import Changes
from facilitator_app.records.enums import Desk
from facilitator_app.services.fields import language_of, line_of, text_of
from facilitator_app.services.rows import row_of
from facilitator_app.services.seating.tending import tend_live_roles
from facilitator_app.store.workshop_file import WorkshopFile
from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _

_LEVELS: Final = frozenset({"", "A0", "A1", "A2", "B1", "B2", "C1", "C2", "NATIVE"})
_LINES: Final = (
    "code", "given_name", "family_name", "display_name", "native_name", "gender", "organisation", "org_type",
    "role_title", "country", "cluster_known",
)  # fmt: skip
_FLAGS: Final = ("consent_photo", "consent_contact_list")
_EMAIL: Final = re.compile(r"^[^@\s]+@[^@\s]+$")


def add_participant(
    file: WorkshopFile, workshop: str, *, desk: Desk = Desk.PREPARE, **fields: object
) -> tuple[str, Changes]:
    """Add a person at the end of the roster; return the id. Fields as in `records.people.Participant`.

    Raises KnownError without a name or for a value that cannot be, TypeError for a field there is not.
    """
    with file.transact("Add a person", desk) as transaction:
        row = new_participant(transaction.session, workshop, fields)
    return row.id, transaction.changes


def new_participant(session: DbSession, workshop: str, fields: Mapping[str, object]) -> m.Participant:
    """Return a new row at the end of the roster; refusals as in `add_participant`."""
    programme = row_of(session, m.Workshop, workshop).programme_id
    mine = col(m.Participant.programme_id) == programme
    last = session.exec(select(func.max(m.Participant.position)).where(mine)).one()
    row = m.Participant(programme_id=programme, position=(last or 0) + 1)
    _fill(session, row, fields)
    row.code = row.code or next_code(session, programme)
    session.add(row)
    session.flush()
    return row


def change_participant(
    file: WorkshopFile, participant_id: str, *, desk: Desk = Desk.PREPARE, **fields: object
) -> Changes:
    """Change fields of a person; those not given stay."""
    with file.transact("Change a person", desk) as transaction:
        row = row_of(transaction.session, m.Participant, participant_id)
        _fill(transaction.session, row, fields)
    return transaction.changes


def withdraw(
    file: WorkshopFile, participant_id: str, *, withdrawn: bool = True, desk: Desk = Desk.CONSOLE
) -> Changes:
    """Note that somebody will not come (any more), or comes after all; the person stays on the roster."""
    with file.transact("Withdraw" if withdrawn else "Comes after all", desk) as transaction:
        session = transaction.session
        row = row_of(session, m.Participant, participant_id)
        row.withdrawn = withdrawn
        session.flush()
        query = select(m.Workshop.id).where(col(m.Workshop.programme_id) == row.programme_id)
        for workshop in session.exec(query).all():
            tend_live_roles(session, workshop)
    return transaction.changes


def remove_participant(file: WorkshopFile, participant_id: str, *, desk: Desk = Desk.PREPARE) -> Changes:
    """Take a person off the roster, with seats, roles, attendance, wishes and the choice of clusters.

    Raises KnownError where the person's work is in the record: then withdraw instead.
    """
    with file.transact("Remove a person", desk) as transaction:
        session = transaction.session
        row = row_of(session, m.Participant, participant_id)
        if _has_left_traces(session, participant_id):
            raise KnownError(
                _("{name} is part of this workshop's record.").format(name=_name(row)),
                _("Mark the person as withdrawn instead."),
            )
        _delete_parts(session, participant_id)
        session.flush()
        session.delete(row)
    return transaction.changes


def _delete_parts(session: DbSession, participant_id: str) -> None:
    for model in (m.Seat, m.TableRole, m.Attendance, m.ClusterChoice):
        query = select(model).where(col(model.participant_id) == participant_id)
        for part in session.exec(query).all():
            session.delete(part)
    named = (col(m.SeatingWish.participant_id) == participant_id) | (
        col(m.SeatingWish.other_id) == participant_id
    )
    for wish in session.exec(select(m.SeatingWish).where(named)).all():
        session.delete(wish)


def _fill(session: DbSession, row: m.Participant, fields: Mapping[str, object]) -> None:
    for name, value in fields.items():
        if name not in _CHECKS:
            raise TypeError(f"a person has no field {name!r} that can be changed here")
        setattr(row, name, _CHECKS[name](value))
    if not _name(row):
        raise KnownError(_("The person has no name."), _("Enter a name in any script."))
    for other in (row.interpreter_id, row.replaced_by_id):
        if other is not None:
            row_of(session, m.Participant, other)
            if other == row.id:
                raise KnownError(_("A person cannot stand in for themselves."), _("Choose somebody else."))


def _name(row: m.Participant) -> str:
    names = (row.display_name, f"{row.given_name} {row.family_name}", row.native_name)
    return next((name.strip() for name in names if name.strip()), "")


def _has_left_traces(session: DbSession, participant_id: str) -> bool:
    person = m.Participant
    columns: tuple[tuple[Any, Any], ...] = (
        (m.ReportBack.id, m.ReportBack.reporter_id),
        (m.ActionItem.id, m.ActionItem.owner_id),
        (m.DotVote.id, m.DotVote.participant_id),
        (m.SelfRating.id, m.SelfRating.participant_id),
        (person.id, person.interpreter_id),
        (person.id, person.replaced_by_id),
    )
    return any(
        session.exec(select(key).where(col(column) == participant_id)).first() for key, column in columns
    )


def next_code(session: DbSession, programme: str) -> str:
    """Return the code of the next person who joins a programme: the highest `P07` and one."""
    query = select(m.Participant.code).where(col(m.Participant.programme_id) == programme)
    numbers = [int(match[1]) for code in session.exec(query) if (match := re.fullmatch(r"P(\d{1,6})", code))]
    return f"P{max(numbers, default=0) + 1:02d}"


def _level(value: str) -> str:
    level = value.strip().upper()
    if level not in _LEVELS:
        raise KnownError(
            _("“{level}” is not a level of English.").format(level=line_of(value, _("English"))[:20]),
            _("Use A1 to C2, or leave it empty."),
        )
    return level


def _email(value: str) -> str:
    address = line_of(value, _("E-mail"))
    if address and not _EMAIL.match(address):
        raise KnownError(
            _("“{address}” is not an e-mail address.").format(address=address[:60]), _("Correct or empty it.")
        )
    return address


def _line(value: str) -> str:
    return line_of(value, _("Person"))


_CHECKS: Final[Mapping[str, Callable[[Any], object]]] = {
    **dict.fromkeys(_LINES, _line),
    **dict.fromkeys(_FLAGS, bool),
    "languages": lambda value: [language_of(tag, optional=False) for tag in value],
    "english_level": _level,
    "email": _email,
    "interpreter_id": lambda value: value or None,
    "replaced_by_id": lambda value: value or None,
    "notes": lambda value: text_of(value, _("Notes")),
}
