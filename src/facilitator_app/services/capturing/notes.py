"""The parking lot and the actions: noted, changed, deleted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Final, TypeAlias

from sqlmodel import Session as DbSession
from sqlmodel import col, func, select

from facilitator_app import models as m
from facilitator_app.records.changes import Changes
from facilitator_app.records.enums import Desk, ParkingStatus
from facilitator_app.services.fields import language_of, line_of, number_of, shadow_of, text_of
from facilitator_app.services.rows import maybe_row, row_of
from facilitator_app.store.workshop_file import WorkshopFile
from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _

Note: TypeAlias = m.ParkingLotItem | m.ActionItem
Check: TypeAlias = Callable[[DbSession, Any], object]
LAST_STEP: Final = 12


def note_parking_lot(
    file: WorkshopFile, workshop: str, *, desk: Desk = Desk.CAPTURE, **fields: object
) -> tuple[str, Changes]:
    """Put a question aside; return its id. Fields as in `records.capture.ParkingLotItem`.

    Raises KnownError without a text, TypeError for a field there is not.
    """
    with file.transact("Park a question", desk) as transaction:
        session = transaction.session
        row_of(session, m.Workshop, workshop)
        row = m.ParkingLotItem(
            workshop_id=workshop,
            position=_next_position(session, m.ParkingLotItem, workshop),
            code=_next_code(session, m.ParkingLotItem, workshop, "P"),
            noted_at=transaction.now.wall.isoformat(),
        )
        _fill(session, row, fields, _PARKING)
        _settle_parking(row)
        session.add(row)
    return row.id, transaction.changes


def update_parking_lot(
    file: WorkshopFile, item_id: str, *, desk: Desk = Desk.CAPTURE, **fields: object
) -> Changes:
    """Change a parked question, its status or its answer; fields not given stay."""
    with file.transact("Change a parked question", desk) as transaction:
        row = row_of(transaction.session, m.ParkingLotItem, item_id)
        _fill(transaction.session, row, fields, _PARKING)
        _settle_parking(row)
    return transaction.changes


def delete_parking_lot(file: WorkshopFile, item_id: str, *, desk: Desk = Desk.CAPTURE) -> Changes:
    """Delete a parked question."""
    with file.transact("Delete a parked question", desk) as transaction:
        transaction.session.delete(row_of(transaction.session, m.ParkingLotItem, item_id))
    return transaction.changes


def note_action(
    file: WorkshopFile, workshop: str, *, desk: Desk = Desk.CAPTURE, **fields: object
) -> tuple[str, Changes]:
    """Note who does what by when; return its id. Fields as in `records.capture.ActionItem`.

    Without owner and due date it is an idea. Raises KnownError without a title or with a due date before
    the first step's, TypeError for a field there is not.
    """
    with file.transact("Note an action", desk) as transaction:
        session = transaction.session
        row_of(session, m.Workshop, workshop)
        row = m.ActionItem(
            workshop_id=workshop,
            position=_next_position(session, m.ActionItem, workshop),
            code=_next_code(session, m.ActionItem, workshop, "A"),
        )
        _fill(session, row, fields, _ACTION)
        _settle_action(row)
        session.add(row)
    return row.id, transaction.changes


def update_action(
    file: WorkshopFile, item_id: str, *, desk: Desk = Desk.CAPTURE, **fields: object
) -> Changes:
    """Change an action; fields not given stay."""
    with file.transact("Change an action", desk) as transaction:
        row = row_of(transaction.session, m.ActionItem, item_id)
        _fill(transaction.session, row, fields, _ACTION)
        _settle_action(row)
    return transaction.changes


def delete_action(file: WorkshopFile, item_id: str, *, desk: Desk = Desk.CAPTURE) -> Changes:
    """Delete an action."""
    with file.transact("Delete an action", desk) as transaction:
        transaction.session.delete(row_of(transaction.session, m.ActionItem, item_id))
    return transaction.changes


def _fill(session: DbSession, row: Note, fields: Mapping[str, object], checks: Mapping[str, Check]) -> None:
    for name, value in fields.items():
        if name not in checks:
            raise TypeError(f"a note has no field {name!r}")
        setattr(row, name, checks[name](session, value))


def _settle_parking(row: m.ParkingLotItem) -> None:
    if not (row.local_text.strip() or row.english_text.strip()):
        raise KnownError(_("The question is empty."), _("Type it in any language."))
    if row.status == ParkingStatus.MOVED and row.moved_to_step is None:
        raise KnownError(_("To which step was it moved?"), _("Choose a step from 1 to 12."))
    if row.status != ParkingStatus.MOVED:
        row.moved_to_step = None
    row.folded = shadow_of(row.local_text, row.english_text, row.answer, row.raised_by)


def _settle_action(row: m.ActionItem) -> None:
    if not (row.title_english.strip() or row.title_local.strip()):
        raise KnownError(_("The action has no title."), _("Say what will be done, in any language."))
    if row.first_step_date and row.due_date and row.first_step_date > row.due_date:
        raise KnownError(_("The first step comes after the due date."), _("Correct one of the two dates."))
    row.folded = shadow_of(
        row.title_english, row.title_local, row.owner_text, row.partners, row.first_step, row.done_when
    )


def _text(name: Callable[[], str]) -> Check:
    return lambda _session, value: text_of(value, name())


def _line(name: Callable[[], str]) -> Check:
    return lambda _session, value: line_of(value, name())


def _reference(model: type[m.Participant | m.Table | m.Cluster]) -> Check:
    def check(session: DbSession, value: Any) -> str | None:  # noqa: ANN401 - checked right here
        row = maybe_row(session, model, value)
        return row.id if row else None

    return check


def _date(_session: DbSession, value: object) -> str | None:
    if value is None or isinstance(value, date):
        return value.isoformat() if value else None
    raise TypeError(f"{value!r} is no date")


def _step(_session: DbSession, value: int | None) -> int | None:
    return None if value is None else number_of(value, _("Step"), 1, LAST_STEP)


_PARKING: Final[Mapping[str, Check]] = {
    "language": lambda _session, value: language_of(value),
    "local_text": _text(lambda: _("Question")),
    "english_text": _text(lambda: _("English")),
    "raised_by": _line(lambda: _("Raised by")),
    "answer": _text(lambda: _("Answer")),
    "status": lambda _session, value: str(ParkingStatus(value)),
    "moved_to_step": _step,
}
_ACTION: Final[Mapping[str, Check]] = {
    "cluster_id": _reference(m.Cluster),
    "table_id": _reference(m.Table),
    "owner_id": _reference(m.Participant),
    "title_english": _text(lambda: _("Action")),
    "title_local": _text(lambda: _("Action")),
    "language": lambda _session, value: language_of(value),
    "owner_text": _line(lambda: _("Owner")),
    "partners": _line(lambda: _("Partners")),
    "first_step": _text(lambda: _("First step")),
    "first_step_date": _date,
    "due_date": _date,
    "done_when": _text(lambda: _("Done when")),
}


def _next_position(session: DbSession, model: type[Note], workshop: str) -> int:
    query = select(func.max(col(model.position))).where(col(model.workshop_id) == workshop)
    return (session.exec(query).one() or 0) + 1


def _next_code(session: DbSession, model: type[Note], workshop: str, letter: str) -> str:
    codes = session.exec(select(model.code).where(col(model.workshop_id) == workshop)).all()
    return f"{letter}{max(_numbers(codes, letter), default=0) + 1}"


def _numbers(codes: Iterable[str], letter: str) -> Iterable[int]:
    matches = (re.fullmatch(rf"{letter}(\d{{1,6}})", code) for code in codes)
    return (int(match[1]) for match in matches if match)
