"""Where tables stand and which wall has the doors: for the sketch in the room and on paper."""

from __future__ import annotations

import math

from sqlmodel import col, select

from facilitator_app import models as m
from facilitator_app.records.changes import Changes
from facilitator_app.records.enums import Desk, RoomSide
from facilitator_app.services.rows import row_of
from facilitator_app.store.workshop_file import WorkshopFile
from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _


def place_table(
    file: WorkshopFile, table_id: str, x: float, y: float, *, desk: Desk = Desk.PREPARE
) -> Changes:
    """Put a table somewhere: shares (0–1) of the room's width and of its depth from the screen.

    What lies outside the walls is put at the wall. Raises KnownError for what is no place at all.
    """
    with file.transact("Move a table", desk) as transaction:
        row = row_of(transaction.session, m.Table, table_id)
        if not (math.isfinite(x) and math.isfinite(y)):
            raise KnownError(_("This is no place in the room."), _("Drag the table again."))
        row.place_x, row.place_y = _inside(x), _inside(y)
    return transaction.changes


def set_doors(
    file: WorkshopFile, workshop: str, side: RoomSide | str, *, desk: Desk = Desk.PREPARE
) -> Changes:
    """Say which wall has the doors. Raises KnownError for a wall that there is not."""
    if side not in set(RoomSide):
        raise KnownError(
            _("There is no wall “{name}”.").format(name=side),
            _("It has: {names}.").format(names=", ".join(RoomSide)),
        )
    with file.transact("Where the doors are", desk) as transaction:
        row_of(transaction.session, m.Workshop, workshop).doors = RoomSide(side).value
    return transaction.changes


def reset_places(file: WorkshopFile, workshop: str, *, desk: Desk = Desk.PREPARE) -> Changes:
    """Let all tables stand as usual again."""
    with file.transact("The usual layout", desk) as transaction:
        row_of(transaction.session, m.Workshop, workshop)
        query = select(m.Table).where(col(m.Table.workshop_id) == workshop)
        for row in transaction.session.exec(query).all():
            row.place_x = row.place_y = None
    return transaction.changes


def _inside(share: float) -> float:
    return round(max(0.0, min(share, 1.0)), 4)
