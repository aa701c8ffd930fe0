"""The cover of a workshop, the texts of its steps, and what the language mode costs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from sqlmodel import Session as DbSession
from sqlmodel import col, select

from facilitator_app import models as m
from facilitator_app.content.catalogue import Content
from facilitator_app.content.shapes import Block
from facilitator_app.records.agenda import StageSlot
from facilitator_app.records.changes import Changes
from facilitator_app.records.enums import Desk, LanguageMode
from facilitator_app.rules.cycles import TABLES_ASSUMED
from facilitator_app.services.fields import MOST_TABLES, language_of, line_of, number_of, text_of, zone_of
from facilitator_app.services.planning.courses import DayFit, day_fits, stages_for
from facilitator_app.services.planning.creation import speaker_entry
from facilitator_app.services.reading import read_workshop
from facilitator_app.services.rows import row_of
from facilitator_app.store.workshop_file import WorkshopFile
from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _

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


def set_language(
    file: WorkshopFile,
    workshop: str,
    *,
    mode: LanguageMode,
    tables: int,
    content: Content,
    desk: Desk = Desk.PREPARE,
) -> tuple[tuple[DayFit, ...], Changes]:
    """Change language mode and number of tables with their minutes; return how the days fit now.

    Segments whose minutes the host changed, or that were begun, keep them; anchors stay. Raises KnownError
    where a table that would go is in use.
    """
    number_of(tables, _("Tables"), 1, MOST_TABLES)
    with file.transact("Language and tables", desk) as transaction:
        session = transaction.session
        row = row_of(session, m.Workshop, workshop)
        record = read_workshop(session, workshop)
        begun = {entry.position.segment_id for entry in record.run_entries}
        blocks = _blocks(content, row.course)
        settings = {(LanguageMode(row.language_mode), row.table_count), (LanguageMode.NONE, TABLES_ASSUMED)}
        for segment in record.agenda.segments():
            block = blocks.get(segment.code.split("~", maxsplit=1)[0])
            if block is None or segment.id in begun:
                continue
            if any(_alike(segment.stages, stages_for(content, block, *one)) for one in settings):
                _rewrite(session, segment.id, stages_for(content, block, mode, tables))
        _set_tables(session, workshop, tables)
        row.language_mode, row.table_count = str(mode), tables
        session.flush()
        fits = day_fits(read_workshop(session, workshop).agenda)
    return fits, transaction.changes


def _checked(name: str, value: object) -> object:
    checks: Mapping[str, Callable[[Any], object]] = {
        "title": lambda v: line_of(v, _("Title"), needed=True),
        "zone": zone_of,
        "working_language": lambda v: language_of(v, optional=False),
        "local_languages": lambda v: [language_of(tag, optional=False) for tag in v],
        "speakers": lambda v: [speaker_entry(speaker) for speaker in v],
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


def _blocks(content: Content, course: str) -> dict[str, Block]:
    found = content.courses.get(course)
    return {block.id: block for day in found.agenda for block in day.blocks} if found else {}


def _alike(one: Sequence[StageSlot], other: Sequence[StageSlot]) -> bool:
    return [(s.stage, s.planned_seconds) for s in one] == [(s.stage, s.planned_seconds) for s in other]


def _rewrite(session: DbSession, segment_id: str, slots: Sequence[StageSlot]) -> None:
    planned = {str(slot.stage): slot for slot in slots}
    for stage in session.exec(select(m.Stage).where(col(m.Stage.segment_id) == segment_id)).all():
        slot = planned[stage.stage]
        stage.planned_seconds, stage.minimum_seconds = slot.planned_seconds, slot.minimum_seconds
    segment = row_of(session, m.Segment, segment_id)
    segment.planned_seconds = sum(slot.planned_seconds for slot in slots)
    segment.minimum_seconds = sum(slot.minimum_seconds for slot in slots)


def _set_tables(session: DbSession, workshop: str, wanted: int) -> None:
    rows = session.exec(select(m.Table).where(col(m.Table.workshop_id) == workshop)).all()
    there = {row.number: row for row in rows}
    for number in range(1, wanted + 1):
        if number not in there:
            session.add(m.Table(workshop_id=workshop, number=number))
    for number, row in there.items():
        if number > wanted:
            _refuse_used(session, row)
            session.delete(row)


def _refuse_used(session: DbSession, table: m.Table) -> None:
    for model in (m.Seat, m.TableRole, m.ReportBack, m.LightRating, m.Score, m.ActionItem):
        if session.exec(select(model.id).where(col(model.table_id) == table.id)).first():
            raise KnownError(
                _("Table {number} is in use.").format(number=table.number),
                _("Seat its people elsewhere first; what it has reported keeps it."),
            )
