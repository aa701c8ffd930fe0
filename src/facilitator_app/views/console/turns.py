"""The report-back round in words: who reports in which order, and how long each table has."""

from __future__ import annotations

from dataclasses import dataclass

from facilitator_app.records.agenda import Segment
from facilitator_app.records.enums import LanguageMode, StageName, TableRoleName
from facilitator_app.records.run import RunState
from facilitator_app.records.seating import Table
from facilitator_app.records.workshop import Details, WorkshopRecord
from facilitator_app.rules.timebox import minutes_for_people
from facilitator_app.rules.turns import is_interpreted, speech_seconds
from facilitator_app.support.wording import _, ngettext_
from facilitator_app.views.shared.runwords import spoken_minutes


@dataclass(frozen=True, slots=True)
class TableLine:
    """One table as the list shows it."""

    number: int
    languages: str
    who: str
    share: str
    now: bool = False
    done: bool = False
    skipped: bool = False


def table_lines(record: WorkshopRecord, state: RunState) -> tuple[TableLine, ...]:
    """Return the tables in speaking order, or by number where nobody reports."""
    segment = record.agenda.segment(state.position.segment_id) if state.position else None
    turn = state.position.turn if state.position else None
    order = state.turn_order or tuple(sorted(table.number for table in record.tables))
    share = spoken_minutes(state.share_seconds) if state.share_seconds and state.turn_order else ""
    own = spoken_minutes(state.box_seconds)
    place = order.index(turn) if turn in order else -1
    reporting = state.position is not None and state.position.stage is StageName.REPORT
    tables = {table.number: table for table in record.tables}
    lines = tuple(
        TableLine(
            number=number,
            languages=_languages(tables[number], record.details.working_language),
            who=_who(record, segment, tables[number]),
            share=own if number == turn else "" if reporting and index < place else share,
            now=number == turn,
            done=reporting and index < place,
        )
        for index, number in enumerate(order)
        if number in tables
    )
    skipped = segment.no_turn if segment is not None and state.turn_order else ()
    without = [tables[number] for number in skipped if number in tables and number not in order]
    return (*lines, *(_skipped(table, record) for table in without))


def _skipped(table: Table, record: WorkshopRecord) -> TableLine:
    languages = _languages(table, record.details.working_language)
    return TableLine(table.number, languages, _("no turn in this round"), "", skipped=True)


def round_line(record: WorkshopRecord, state: RunState) -> str:
    """Return "Report-back order · 16 min for 5 tables", or how many tables there are."""
    segment = record.agenda.segment(state.position.segment_id) if state.position else None
    slots = segment.stages if segment else ()
    budget = sum(slot.planned_seconds for slot in slots if slot.stage is StageName.REPORT)
    n = len(state.turn_order)
    if not budget or not n:
        n = len(record.tables)
        return ngettext_("{n} table", "{n} tables", n).format(n=n)
    words = ngettext_("Report-back order · {m} for {n} table", "Report-back order · {m} for {n} tables", n)
    return words.format(m=spoken_minutes(budget), n=n)


def next_line(record: WorkshopRecord, state: RunState) -> str:
    """Return whose turn comes and what it has, before it stands up: “Next: Table 4, 2½ min”."""
    number = next_table(state)
    table = next((one for one in record.tables if one.number == number), None)
    if table is None or not state.share_seconds:
        return ""
    share = share_words(state.share_seconds, record.details, table)
    return _("Next: Table {n}, {share}").format(n=number, share=share)


def next_table(state: RunState) -> int | None:
    """Return the number of the table that speaks next in this round, if one does."""
    turn = state.position.turn if state.position else None
    order = state.turn_order
    rest = order[order.index(turn) + 1 :] if turn in order else order
    before = state.position is not None and state.share_seconds is not None
    return rest[0] if rest and before else None


def share_words(seconds: int, details: Details, table: Table) -> str:
    """Return a share as people are told it; interpreted, how much of it is the table's own speech."""
    if details.language_mode is not LanguageMode.CONSECUTIVE or not is_interpreted(table, details):
        return spoken_minutes(seconds)
    speech = spoken_minutes(speech_seconds(seconds, details.language_mode))
    whole = minutes_for_people(seconds).figures
    return _("{speech} of speech, {n} with the interpreter").format(speech=speech, n=whole)


def _languages(table: Table, working: str) -> str:
    said = table.report_language or table.discussion_language
    if not said:
        return ""
    return said if said == working else f"{said} → {working}"


def _who(record: WorkshopRecord, segment: Segment | None, table: Table) -> str:
    if segment is None:
        return ""
    for role in record.roles:
        if (
            role.role is TableRoleName.REPORTER
            and role.segment_id == segment.id
            and role.table_id == table.id
            and (person := record.participant(role.participant_id))
        ):
            return _("{name} reports").format(name=person.name)
    people = len(record.seated(segment.id, table.id))
    return ngettext_("{n} person", "{n} people", people).format(n=people) if people else ""
