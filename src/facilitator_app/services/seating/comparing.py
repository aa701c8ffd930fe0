"""Numbers of tables side by side: what each can reach, what it makes of the days, what then clashes."""

from __future__ import annotations

from collections.abc import Sequence

from facilitator_app.content.catalogue import Content
from facilitator_app.records.agenda import Agenda
from facilitator_app.records.enums import RoundKind, StageName
from facilitator_app.records.seating import Table
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.seating.choosing_tables import Limit, TableChoice, limit_of
from facilitator_app.rules.seating.conflicts import Conflict, conflicts
from facilitator_app.services.planning.languages import considered
from facilitator_app.services.seating.rounds import history_of, kind_of, rounds_of
from facilitator_app.support.wording import _

COMPARED = (4, 5, 6, 7)


def compare_tables(
    record: WorkshopRecord, content: Content, numbers: Sequence[int] = COMPARED
) -> tuple[TableChoice, ...]:
    """Return each number of tables weighed, in the given order (pure, quick, nothing is written).

    The number there is now is among them wherever it was not asked for. Limits count the rounds of mixing
    still to come, for everybody who has not withdrawn. Raises KnownError for an unknown course.
    """
    now = record.details.table_count
    asked = list(dict.fromkeys(numbers if now in numbers or not now else sorted({*numbers, now})))
    people = sum(not person.withdrawn for person in record.participants)
    coming = rounds_of(record).coming
    rounds = sum(kind_of(segment) is RoundKind.MIX for segment in coming)
    mode = record.details.language_mode
    return tuple(
        _choice(record, considered(record, content, mode, number), number, limit_of(people, number, rounds))
        for number in asked
    )


def _choice(record: WorkshopRecord, agenda: Agenda, number: int, limit: Limit) -> TableChoice:
    return TableChoice(
        limit=limit,
        agenda=agenda,
        is_present=number == record.details.table_count,
        turn_seconds=_turn_seconds(agenda, number),
        more_seconds=_more_seconds(record.agenda, agenda),
        clashes=clashes_at(record, number),
        refused=_refused(record, number),
        history=len(history_of(record)),
    )


def clashes_at(record: WorkshopRecord, number: int) -> tuple[Conflict, ...]:
    """Return what could not be kept at so many tables with everybody there (pure)."""
    there = [table for table in record.tables if table.number <= number]
    known = {table.number for table in there}
    more = [Table(f"table {n}", n) for n in range(1, number + 1) if n not in known]
    language = record.details.working_language
    return conflicts(record.participants, (), record.wishes, (), [*there, *more], report_language=language)


def _turn_seconds(agenda: Agenda, tables: int) -> int:
    """Return the seconds one table has to report in most rounds that mix; 0 where none reports."""
    turns = [
        stage.planned_seconds // tables
        for segment in agenda.segments()
        if segment.has_table_work and not segment.parked
        for stage in segment.stages
        if stage.stage is StageName.REPORT
    ]
    return max(turns, key=lambda one: (turns.count(one), -one), default=0)


def _more_seconds(before: Agenda, after: Agenda) -> int:
    pairs = zip(before.days, after.days, strict=True)
    changes = [then.planned_seconds - day.planned_seconds for day, then in pairs]
    return max(changes, key=abs, default=0)


def _refused(record: WorkshopRecord, number: int) -> str:
    """Return why a table that would go has to stay, as `planning.set_language` would say it."""
    gone = {table.id: table.number for table in record.tables if table.number > number}
    begun = {entry.position.segment_id for entry in record.run_entries}
    used = {seat.table_id for seat in record.seats if seat.segment_id in begun}
    used |= {back.table_id for back in record.report_backs}
    used |= {one.table_id for one in record.light_ratings if one.table_id}
    used |= {one.table_id for one in record.scores if one.table_id}
    used |= {one.table_id for one in record.actions if one.table_id}
    kept = sorted(gone[table] for table in used & set(gone))
    return _("Table {number} is in use.").format(number=kept[0]) if kept else ""
