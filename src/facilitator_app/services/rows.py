"""Rows asked for by id: there, or refused in plain words."""

from __future__ import annotations

from typing import TypeVar

from sqlmodel import Session as DbSession

from facilitator_app.models.base import Row
from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _

R = TypeVar("R", bound=Row)


def row_of(session: DbSession, model: type[R], row_id: str) -> R:
    """Return the row with this id. Raises KnownError where it is gone (another desk deleted it)."""
    row = session.get(model, row_id)
    if row is None:
        raise KnownError(
            _("This entry is no longer in the workshop file."),
            _("It may have been deleted at another desk; undo brings it back."),
        )
    return row


def maybe_row(session: DbSession, model: type[R], row_id: str | None) -> R | None:
    """Return the row with this id, or None where no id is given. Raises KnownError where it is gone."""
    return None if row_id is None else row_of(session, model, row_id)
