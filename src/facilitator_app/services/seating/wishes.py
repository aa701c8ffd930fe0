"""Wishes of the host for the tables, what is to be mixed, and how people sit in a round."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from sqlmodel import Session as DbSession
from sqlmodel import col, func, select

from facilitator_app import models as m
from facilitator_app.records.changes import NOTHING_CHANGED, Changes
from facilitator_app.records.enums import Desk, RoundKind, WishKind
from facilitator_app.services.fields import line_of
from facilitator_app.services.rows import row_of
from facilitator_app.store.workshop_file import WorkshopFile
from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _

MIXED: Final = ("org", "sector", "country", "gender")
"""The attributes that can be weighed, and of which nobody need be alone."""

MOST_WEIGHT: Final = 100.0


def add_wish(
    file: WorkshopFile,
    workshop: str,
    kind: WishKind,
    participant_id: str,
    *,
    other_id: str | None = None,
    table_id: str | None = None,
    note: str = "",
    desk: Desk = Desk.PREPARE,
) -> tuple[str, Changes]:
    """Note what the host wants in every round: two people together or apart, or somebody at a table.

    Returns the wish's id; one that is there already is returned as it is. Raises KnownError where somebody
    is missing, named twice or has withdrawn, or the table is not there.
    """
    with file.transact("Add a wish", desk) as transaction:
        session = transaction.session
        row_of(session, m.Workshop, workshop)
        other, table = _second(kind, participant_id, other_id, table_id)
        for who in filter(None, (participant_id, other)):
            _refuse_withdrawn(row_of(session, m.Participant, who))
        if table is not None and row_of(session, m.Table, table).workshop_id != workshop:
            raise KnownError(_("This table is not in this workshop."), _("Choose one of its tables."))
        same = _same(session, workshop, kind, {participant_id, other}, table)
        if same is not None:
            return same, NOTHING_CHANGED
        mine = col(m.SeatingWish.workshop_id) == workshop
        last = session.exec(select(func.max(m.SeatingWish.position)).where(mine)).one()
        wish = m.SeatingWish(
            workshop_id=workshop,
            position=(last or 0) + 1,
            kind=str(kind),
            participant_id=participant_id,
            other_id=other,
            table_id=table,
            note=line_of(note, _("Note")),
        )
        session.add(wish)
    return wish.id, transaction.changes


def remove_wish(file: WorkshopFile, wish_id: str, *, desk: Desk = Desk.PREPARE) -> Changes:
    """Take a wish back."""
    with file.transact("Remove a wish", desk) as transaction:
        transaction.session.delete(row_of(transaction.session, m.SeatingWish, wish_id))
    return transaction.changes


def set_mix(
    file: WorkshopFile,
    workshop: str,
    weights: Mapping[str, float],
    not_alone: Collection[str],
    *,
    desk: Desk = Desk.PREPARE,
) -> Changes:
    """Say how much each of `MIXED` is to be mixed (0 is not at all), and what nobody shall be alone in.

    Empty weights are the usual ones. Raises KnownError for an attribute that is none, or a weight below 0 or
    above MOST_WEIGHT.
    """
    for name in (*weights, *not_alone):
        if name not in MIXED:
            raise KnownError(
                _("“{name}” cannot be mixed.").format(name=name),
                _("Choose organisation, sector, country or gender."),
            )
    for weight in weights.values():
        if not 0 <= weight <= MOST_WEIGHT:
            raise KnownError(
                _("A weight cannot be {value}.").format(value=weight), _("Choose a number from 0 to 100.")
            )
    with file.transact("Change what is mixed", desk) as transaction:
        row = row_of(transaction.session, m.Workshop, workshop)
        row.mix_weights = {name: float(weights[name]) for name in MIXED if name in weights}
        row.not_alone = [name for name in MIXED if name in not_alone]
    return transaction.changes


def set_round_kind(
    file: WorkshopFile, segment_id: str, kind: RoundKind | None, *, desk: Desk = Desk.PREPARE
) -> Changes:
    """Say how people sit in a round: mixed, in cluster teams, as before; None: it has no table work.

    Seats that are there stay until the next plan; without table work they go. Raises KnownError for a
    segment in which something was captured, or which has run.
    """
    with file.transact("Change how people sit", desk) as transaction:
        session = transaction.session
        segment = row_of(session, m.Segment, segment_id)
        if segment.round_kind == kind:
            return NOTHING_CHANGED
        for model in (m.RunEntry, m.ReportBack, m.LightRating):
            if session.exec(select(model.id).where(col(model.segment_id) == segment_id)).first():
                raise KnownError(
                    _("“{title}” has already begun.").format(title=segment.title),
                    _("Change a round that is still to come."),
                )
        segment.round_kind = str(RoundKind(kind)) if kind else None
        if kind is None:
            for part in (m.TableRole, m.Seat, m.SeatingConfirmation):
                for row in session.exec(select(part).where(col(part.segment_id) == segment_id)).all():
                    session.delete(row)
    return transaction.changes


def _second(
    kind: WishKind, participant_id: str, other_id: str | None, table_id: str | None
) -> tuple[str | None, str | None]:
    """Return the other person or the table that a wish of this kind names, and nothing else."""
    if kind is WishKind.AT_TABLE:
        if table_id is None:
            raise KnownError(_("The wish names no table."), _("Say at which table."))
        return None, table_id
    if other_id is None:
        raise KnownError(_("The wish names one person only."), _("Say together with or apart from whom."))
    if other_id == participant_id:
        raise KnownError(_("The wish names one person twice."), _("Choose somebody else."))
    return other_id, None


def _refuse_withdrawn(person: m.Participant) -> None:
    if person.withdrawn:
        name = (
            person.display_name or f"{person.given_name} {person.family_name}".strip() or person.native_name
        )
        raise KnownError(_("{name} has withdrawn.").format(name=name), _("Take the person back first."))


def _same(
    session: DbSession, workshop: str, kind: WishKind, people: set[str | None], table: str | None
) -> str | None:
    query = select(m.SeatingWish).where(
        col(m.SeatingWish.workshop_id) == workshop, col(m.SeatingWish.kind) == str(kind)
    )
    return next(
        (
            one.id
            for one in session.exec(query)
            if {one.participant_id, one.other_id} == people and one.table_id == table
        ),
        None,
    )
