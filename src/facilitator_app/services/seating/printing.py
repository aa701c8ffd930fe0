"""What the paper in the room says: noted when cards and lists are printed, so that later only changes are."""

from __future__ import annotations

from collections.abc import Collection

from sqlmodel import col, select

from facilitator_app import models as m
from facilitator_app.records.changes import Changes
from facilitator_app.records.enums import Desk, Sheet
from facilitator_app.rules.seating.printed import Seats, printed_seats, seats_of
from facilitator_app.services.reading import read_workshop
from facilitator_app.store.workshop_file import WorkshopFile


def note_printed(
    file: WorkshopFile,
    workshop: str,
    sheet: Sheet,
    *,
    seats: Seats | None = None,
    rounds: Collection[str] | None = None,
    desk: Desk = Desk.PREPARE,
) -> Changes:
    """Note that a sheet was printed; no undo step: paper is not taken back.

    `seats` are those that were printed (table number by segment id and participant id), by default those in
    the file. With `rounds` (segment ids) only these were printed: of the others the older paper still lies
    in the room. Raises KnownError for a workshop there is not.
    """
    with file.transact("Print cards", desk, undoable=False) as transaction:
        session = transaction.session
        record = read_workshop(session, workshop)
        now = {key: dict(value) for key, value in (seats_of(record) if seats is None else seats).items()}
        if rounds is not None:
            before = printed_seats(record, sheet) or {}
            kept = {key: dict(value) for key, value in before.items() if key not in rounds}
            now = kept | {key: value for key, value in now.items() if key in rounds}
        query = select(m.Printing).where(
            col(m.Printing.workshop_id) == workshop, col(m.Printing.sheet) == sheet
        )
        row = session.exec(query).first()
        if row is None:
            row = m.Printing(workshop_id=workshop, sheet=str(sheet), at="", seats={})
            session.add(row)
        row.at, row.seats = transaction.now.wall.isoformat(), now
    return transaction.changes
