"""The cover of a workshop and the texts of its steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from sqlmodel import Session as DbSession
from sqlmodel import col, select

from facilitator_app import models as m
from facilitator_app.records.changes import Changes
from facilitator_app.records.enums import Desk
from facilitator_app.services.fields import language_of, line_of, number_of, text_of, zone_of
from facilitator_app.services.planning.creation import speaker_entry
from facilitator_app.services.rows import row_of
from facilitator_app.store.workshop_file import WorkshopFile
from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _

MOST_CHANGE_OVER_SECONDS: Final = 300
"""Nobody needs longer until the next table stands and speaks."""

_LINES: Final = ("place", "country", "host", "sponsor", "facilitator", "co_facilitator")
_TEXTS: Final = ("note", "aim", "summary", "recommendations")
_STEP_TEXTS: Final = (
    "name", "purpose", "task_title", "task_text", "deliverable", "report_format", "private_notes",
    "synthesis",
)  # fmt: skip
_STEP_LISTS: Final = ("presents", "questions", "outputs", "materials", "tips")


def update_details(
    file: WorkshopFile, workshop: str, *, desk: Desk = Desk.PREPARE, **fields: object
) -> Changes:
    """Change fields of the cover, by their names in `records.workshop.Details`; the others stay.

    A new `start` moves all days. Language mode and number of tables have a verb of their own
    (`set_language`). Raises KnownError for what cannot be, TypeError for a field there is not.
    """
    with file.transact("Edit the workshop", desk) as transaction:
        row = row_of(transaction.session, m.Workshop, workshop)
        for name, value in fields.items():
            if name == "start":
                _move_days(transaction.session, row, value)
            else:
                setattr(row, name, _checked(name, value))
    return transaction.changes


def update_step(
    file: WorkshopFile, workshop: str, number: int, *, desk: Desk = Desk.PREPARE, **fields: object
) -> Changes:
    """Change texts of one step as this workshop uses it: the host's own words, or the synthesis.

    Raises KnownError for a step that is not there or a blank name, TypeError for a field there is not.
    """
    with file.transact("Edit the step", desk) as transaction:
        query = select(m.Step).where(col(m.Step.workshop_id) == workshop, col(m.Step.number) == number)
        row = transaction.session.exec(query).first()
        if row is None:
            raise KnownError(_("There is no step {number} in this workshop.").format(number=number))
        for name, value in fields.items():
            setattr(row, name, _step_field(name, value))
    return transaction.changes


def _checked(name: str, value: object) -> object:
    checks: Mapping[str, Callable[[Any], object]] = {
        "title": lambda v: line_of(v, _("Title"), needed=True),
        "zone": zone_of,
        "working_language": lambda v: language_of(v, optional=False),
        "local_languages": lambda v: [language_of(tag, optional=False) for tag in v],
        "speakers": lambda v: [speaker_entry(speaker) for speaker in v],
        "change_over_seconds": lambda v: number_of(v, _("Change-over"), 0, MOST_CHANGE_OVER_SECONDS),
        **dict.fromkeys(_LINES, lambda v: line_of(v, _("Details"))),
        **dict.fromkeys(_TEXTS, lambda v: text_of(v, _("Details"))),
    }
    if name not in checks:
        raise TypeError(f"the cover has no field {name!r} that can be changed here")
    return checks[name](value)


def _step_field(name: str, value: object) -> object:
    if name in _STEP_TEXTS and isinstance(value, str):
        return text_of(value, _("Step"), needed=name == "name")
    if name in _STEP_LISTS and isinstance(value, list | tuple):
        return [text_of(str(one), _("Step")) for one in value if str(one).strip()]
    raise TypeError(f"a step has no field {name!r} that can hold {value!r}")


def _move_days(session: DbSession, row: m.Workshop, start: object) -> None:
    if not isinstance(start, date):
        raise TypeError("the start of a workshop is a date")
    days = session.exec(select(m.Day).where(col(m.Day.workshop_id) == row.id)).all()
    shift = start - date.fromisoformat(row.start)
    for day in days:
        day.on = (date.fromisoformat(day.on) + shift).isoformat()
    row.start = start.isoformat()
    row.end = max((day.on for day in days), default=row.start)
