"""Looking into a workshop file that is not open for work: nothing is locked, not a byte is written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy.exc import DBAPIError
from sqlmodel import Session as DbSession

from facilitator_app.store.connection import connect_to_read, engine_on
from facilitator_app.store.header import read_header
from facilitator_app.store.schema import APPLICATION_ID, SCHEMA_NUMBER
from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _

# A view without end in somebody's file is stopped: so many steps of SQLite's machine are a few seconds.
_STEPS: Final = 1_000_000
_ROUNDS: Final = 200


def refuse_unreadable(path: Path) -> None:
    """Raise KnownError, a plain sentence, where `path` is missing, empty, something else, or too new."""
    try:
        header = read_header(path)
    except FileNotFoundError as problem:
        raise KnownError(_("The file is not there any more."), _("It may have been moved.")) from problem
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
        raise KnownError(_("The file cannot be read: {reason}.").format(reason=reason)) from problem
    if header.size == 0:
        raise KnownError(_("The file is empty."), _("In a cloud folder, have it downloaded first."))
    if not header.is_sqlite or header.application_id != APPLICATION_ID:
        raise KnownError(_("This is not a workshop file."))
    if header.user_version > SCHEMA_NUMBER:
        raise KnownError(_("The file was saved by a newer Facilitator."), _("Install that one to open it."))


@contextmanager
def looking_into(path: Path) -> Iterator[DbSession]:
    """Give a session on a closed file. Raises KnownError as `refuse_unreadable`, or for a damaged file.

    What still lies in a log beside the file (it is open, or its program crashed) is not seen.
    """
    refuse_unreadable(path)
    try:
        raw = connect_to_read(path)
        rounds = iter(range(_ROUNDS))
        raw.set_progress_handler(lambda: next(rounds, None) is None, _STEPS)
        try:
            with engine_on(raw).connect() as connection, DbSession(connection) as session:
                yield session
        finally:
            raw.close()
    except (sqlite3.Error, DBAPIError, ValueError) as problem:
        raise KnownError(_("The file is damaged."), _("Open it to restore its newest backup.")) from problem
