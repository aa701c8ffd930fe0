"""Whose turn it is to report, what of a share is a table's own speech, and who has had how much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import floor
from zoneinfo import ZoneInfo

from facilitator_app.records.enums import LanguageMode, StageName
from facilitator_app.records.seating import Table
from facilitator_app.records.workshop import Details, WorkshopRecord
from facilitator_app.rules import running
from facilitator_app.rules.cycles import language_factor
from facilitator_app.rules.halfdays import session_of
from facilitator_app.support.clock import Reading


@dataclass(frozen=True, slots=True)
class Ledger:
    """Who has reported for how long: (table number, seconds) by number, (language tag, seconds) by tag.

    Every table of the room is named, and every language in which one of them reports.
    """

    tables: tuple[tuple[int, int], ...]
    languages: tuple[tuple[str, int], ...]


def turn_order(record: WorkshopRecord, segment_id: str) -> tuple[int, ...]:
    """Return the numbers of the tables that report in a segment, in speaking order.

    The order the host gave the round wins, then the stored places of its report-backs; the start table
    moves by one with every round. A table at which nobody sits in this round is left out, where anybody
    sits anywhere, unless it has spoken.
    """
    segment = record.agenda.segment(segment_id)
    numbers = {table.id: table.number for table in record.tables}
    given = {
        numbers[back.table_id]: back.report_order
        for back in reversed(record.report_backs)
        if back.segment_id == segment_id and back.report_order is not None and back.table_id in numbers
    }
    half_day = session_of(record.agenda, segment_id)
    gone = {person.id for person in record.participants if person.withdrawn}
    gone |= {a.participant_id for a in record.attendance if a.session == half_day and not a.present}
    seats = [s for s in record.seats if s.segment_id == segment_id and s.participant_id not in gone]
    taken = {numbers[seat.table_id] for seat in seats if seat.table_id in numbers}
    absent = set(numbers.values()) - taken - set(given) - spoken_in(record, segment_id) if taken else set()
    k = running.round_number(record.agenda, segment_id)
    order = running.speaking_order(tuple(numbers.values()), k, given, absent)
    if segment is None:
        return order
    told = [number for number in segment.turns if number in order]
    rest = [number for number in order if number not in told]
    return tuple(number for number in (*told, *rest) if number not in segment.no_turn)


def spoken_in(record: WorkshopRecord, segment_id: str) -> set[int]:
    """Return the numbers of the tables that have begun to report in a segment."""
    here = (one.position for one in record.run_entries if one.position.segment_id == segment_id)
    return {one.turn for one in here if one.turn is not None and one.stage is StageName.REPORT}


def moved_last(order: Sequence[int], table: int) -> tuple[int, ...]:
    """Return a speaking order with one table at its end."""
    return (*(number for number in order if number != table), table)


def swapped(order: Sequence[int], table: int, other: int) -> tuple[int, ...]:
    """Return a speaking order in which two tables have changed places."""
    places = {table: other, other: table}
    return tuple(places.get(number, number) for number in order)


def report_language(table: Table, details: Details) -> str:
    """Return the language in which a table reports; the room's first language where none is named."""
    tags = (table.report_language, table.discussion_language, *details.local_languages)
    return next((tag for tag in tags if tag), details.working_language)


def is_interpreted(table: Table, details: Details) -> bool:
    """Say whether what a table reports is interpreted: it speaks another language than the room works in."""
    return _base(report_language(table, details)) != _base(details.working_language)


def speech_seconds(share: int, mode: LanguageMode, *, interpreted: bool = True) -> int:
    """Return the whole seconds of own speech in a share of `share` seconds on the clock.

    With consecutive interpretation five minutes on the clock are two and a half of the table's own. A
    table that reports in the working language has them all.
    """
    factor = language_factor(mode, StageName.REPORT) if interpreted else 1
    return floor(max(0, share) / factor)


def ledger(record: WorkshopRecord, now: Reading, on: date | None = None) -> Ledger:
    """Return for how many seconds each table, and each language, has reported: on one local date, or at all.

    Pauses, the interpreter's too, are nobody's.
    """
    zone = ZoneInfo(record.agenda.zone)
    tables = {table.number: 0 for table in sorted(record.tables, key=lambda one: one.number)}
    for entry in record.run_entries:
        turn = entry.position.turn
        if turn not in tables or entry.position.stage is not StageName.REPORT:
            continue
        if on is None or running.instant_of(entry.started, now).astimezone(zone).date() == on:
            tables[turn] += running.elapsed_in(entry, now)
    languages: dict[str, int] = {}
    for table in record.tables:
        tag = report_language(table, record.details)
        languages[tag] = languages.get(tag, 0) + tables[table.number]
    return Ledger(tuple(tables.items()), tuple(sorted(languages.items())))


def _base(tag: str) -> str:
    return tag.split("-", maxsplit=1)[0].lower()
