"""Seats locked by hand: a new plan leaves them as they are."""

from __future__ import annotations

from sqlmodel import col, select

from facilitator_app import models as m
from facilitator_app.records.changes import NOTHING_CHANGED, Changes
from facilitator_app.records.enums import Desk
from facilitator_app.services.rows import row_of
from facilitator_app.store.workshop_file import WorkshopFile
from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _


def lock_seat(
    file: WorkshopFile,
    segment_id: str,
    participant_id: str,
    *,
    locked: bool = True,
    desk: Desk = Desk.PREPARE,
) -> Changes:
    """Lock one person's seat in a round, or free it. Raises KnownError for somebody without a seat there."""
    with file.transact("Lock a seat" if locked else "Free a seat", desk) as transaction:
        session = transaction.session
        row_of(session, m.Participant, participant_id)
        query = select(m.Seat).where(
            col(m.Seat.segment_id) == segment_id, col(m.Seat.participant_id) == participant_id
        )
        seat = session.exec(query).first()
        if seat is None:
            raise KnownError(_("This person has no seat in this round."), _("Seat the person first."))
        if seat.locked == locked:
            return NOTHING_CHANGED
        seat.locked = locked
    return transaction.changes


def lock_seats(
    file: WorkshopFile,
    segment_id: str,
    table_id: str | None = None,
    *,
    locked: bool = True,
    desk: Desk = Desk.PREPARE,
) -> Changes:
    """Lock every seat of a table in a round, or of the whole round (no table), or free them; one step."""
    with file.transact("Lock the seats" if locked else "Free the seats", desk) as transaction:
        session = transaction.session
        row_of(session, m.Segment, segment_id)
        query = select(m.Seat).where(col(m.Seat.segment_id) == segment_id)
        if table_id is not None:
            query = query.where(col(m.Seat.table_id) == row_of(session, m.Table, table_id).id)
        seats = [seat for seat in session.exec(query).all() if seat.locked != locked]
        if not seats:
            return NOTHING_CHANGED
        for seat in seats:
            seat.locked = locked
    return transaction.changes
