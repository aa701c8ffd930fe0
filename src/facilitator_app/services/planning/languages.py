"""What interpretation and the number of tables make of an agenda."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final

from sqlmodel import Session as DbSession
from sqlmodel import col, select

from facilitator_app import models as m
from facilitator_app.content.catalogue import Content
from facilitator_app.records.agenda import Agenda, Segment, StageSlot
from facilitator_app.records.changes import Changes
from facilitator_app.records.enums import Desk, LanguageMode
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.cycles import TABLES_ASSUMED, Setting, stage_growth
from facilitator_app.services.fields import MOST_TABLES, number_of
from facilitator_app.services.planning.courses import DayFit, day_fits, stages_for
from facilitator_app.services.planning.writing import write_agenda
from facilitator_app.services.reading import read_agenda
from facilitator_app.services.rows import row_of
from facilitator_app.store.workshop_file import WorkshopFile
from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _

STANDARD: Final[Setting] = (LanguageMode.NONE, TABLES_ASSUMED)
"""The setting for which the minutes of a course are published."""


def with_language(
    agenda: Agenda,
    content: Content,
    course: str,
    *,
    was: Setting,
    mode: LanguageMode | None,
    tables: int | None,
    begun: Collection[str] = frozenset(),
) -> Agenda:
    """Return the agenda in another language mode and with another number of tables (pure).

    `was` is the room's setting so far; None for `mode` or `tables` leaves that as the agenda stands.
    Segments that have the minutes of the course get its exact seconds; where somebody changed them, every
    spoken stage and its minimum grow by the ratio of the factors, the report-back also by the tables, in
    whole seconds. `begun` segments (ids), anchors, and what is not spoken to the room stay.
    """
    stock = _Stock(content, course)
    settings = stock.settings_of(agenda, was)
    days = tuple(
        replace(
            day,
            segments=tuple(
                one if one.id in begun else _in_setting(one, stock, settings, mode, tables)
                for one in day.segments
            ),
        )
        for day in agenda.days
    )
    return replace(agenda, days=days)


def considered(record: WorkshopRecord, content: Content, mode: LanguageMode, tables: int) -> Agenda:
    """Return the agenda as `set_language` would make it; nothing is written (pure)."""
    details = record.details
    begun = {entry.position.segment_id for entry in record.run_entries}
    was = details.language_mode, details.table_count
    return _changed(record.agenda, content, details.course, was=was, wanted=(mode, tables), begun=begun)


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

    What stays as it was (mode or tables) leaves the minutes alone; segments that were begun, and anchors,
    stay. With a table that goes its seats in rounds to come and the wishes for it are taken back. Raises
    KnownError where anything was held or captured at it.
    """
    number_of(tables, _("Tables"), 1, MOST_TABLES)
    with file.transact("Language and tables", desk) as transaction:
        session = transaction.session
        row = row_of(session, m.Workshop, workshop)
        before = read_agenda(session, workshop)
        ran = select(m.RunEntry.segment_id).where(col(m.RunEntry.workshop_id) == workshop)
        begun = frozenset(session.exec(ran))
        was = LanguageMode(row.language_mode), row.table_count
        after = _changed(before, content, row.course, was=was, wanted=(mode, tables), begun=begun)
        write_agenda(session, workshop, before, after)
        _set_tables(session, workshop, tables, begun)
        row.language_mode, row.table_count = str(mode), tables
        session.flush()
    return day_fits(after), transaction.changes


def _changed(
    agenda: Agenda,
    content: Content,
    course: str,
    *,
    was: Setting,
    wanted: Setting,
    begun: Collection[str],
) -> Agenda:
    """Return the agenda in the wanted setting: a mode or a number that stays leaves its minutes alone."""
    mode = wanted[0] if wanted[0] is not was[0] else None
    tables = wanted[1] if wanted[1] != was[1] else None
    return with_language(agenda, content, course, was=was, mode=mode, tables=tables, begun=begun)


def _set_tables(session: DbSession, workshop: str, wanted: int, begun: Collection[str]) -> None:
    rows = session.exec(select(m.Table).where(col(m.Table.workshop_id) == workshop)).all()
    there = {row.number: row for row in rows}
    for number in range(1, wanted + 1):
        if number not in there:
            session.add(m.Table(workshop_id=workshop, number=number))
    for number, row in there.items():
        if number > wanted:
            _unseat_to_come(session, row, begun)
            _refuse_used(session, row)
            _forget_wishes(session, row)
            session.delete(row)


def _unseat_to_come(session: DbSession, table: m.Table, begun: Collection[str]) -> None:
    """Free the seats that a plan gave at a table that goes, in rounds that nobody has begun."""
    roles = session.exec(select(m.TableRole).where(col(m.TableRole.table_id) == table.id)).all()
    seats = session.exec(select(m.Seat).where(col(m.Seat.table_id) == table.id)).all()
    taken: list[m.TableRole | m.Seat] = [*roles, *seats]
    for row in taken:
        if row.segment_id not in begun:
            session.delete(row)
    session.flush()


def _forget_wishes(session: DbSession, table: m.Table) -> None:
    """Take the wishes with a table that goes: nobody can sit there any more."""
    for wish in session.exec(select(m.SeatingWish).where(col(m.SeatingWish.table_id) == table.id)).all():
        session.delete(wish)
    session.flush()


def _refuse_used(session: DbSession, table: m.Table) -> None:
    for model in (m.Seat, m.TableRole, m.ReportBack, m.LightRating, m.Score, m.ActionItem):
        if session.exec(select(model.id).where(col(model.table_id) == table.id)).first():
            raise KnownError(
                _("Table {number} is in use.").format(number=table.number),
                _("Seat its people elsewhere first; what it has reported keeps it."),
            )


class _Stock:
    """The minutes of a course as published, in any setting, for the segments of an agenda."""

    def __init__(self, content: Content, course: str) -> None:
        self._content = content
        found = content.courses.get(course)
        self._blocks = {block.id: block for day in found.agenda for block in day.blocks} if found else {}

    def slots(self, segment: Segment, setting: Setting) -> tuple[StageSlot, ...]:
        """Return the stages a segment would have as published; nothing for one the course has not."""
        block = self._blocks.get(segment.code.split("~", maxsplit=1)[0])
        if block is None:
            return ()
        own = stages_for(self._content, block, *setting)
        if segment.cycle in (None, block.cycle) or segment.cycle not in self._content.cycles:
            return own
        # A recovery plan or the host chose another cycle: what is presented before it stays the course's.
        bare = block.model_copy(update={"cycle": segment.cycle, "present_minutes": None})
        before = own[:1] if block.present_minutes else ()
        return (*before, *stages_for(self._content, bare, *setting))

    def settings_of(self, agenda: Agenda, was: Setting) -> list[Setting]:
        """Return the settings the minutes may stand in, first the one in which most segments do.

        An imported agenda keeps its planned minutes, whatever language mode came with it.
        """
        modes, counts = dict.fromkeys((was[0], LanguageMode.NONE)), dict.fromkeys((was[1], TABLES_ASSUMED))
        settings = [(mode, number) for mode in modes for number in counts]
        segments = [one for one in agenda.segments() if self.slots(one, STANDARD)]
        return sorted(
            settings,
            key=lambda setting: -sum(_alike(one.stages, self.slots(one, setting)) for one in segments),
        )


def _in_setting(
    segment: Segment,
    stock: _Stock,
    settings: Sequence[Setting],
    mode: LanguageMode | None,
    tables: int | None,
) -> Segment:
    published = next((one for one in settings if _alike(segment.stages, stock.slots(segment, one))), None)
    found = published or settings[0]
    to = (mode or found[0], tables or found[1])
    if to == found:
        return segment
    old, new = stock.slots(segment, found), stock.slots(segment, to)
    if published:
        stages = [_exact(*slots) for slots in zip(segment.stages, old, new, strict=True)]
    else:
        whole = len(segment.stages) == len(old) == 1 and old[0].planned_seconds > 0
        ratio = Fraction(new[0].planned_seconds, old[0].planned_seconds) if whole else None
        stages = [_grown(one, ratio or stage_growth(one.stage, found, to)) for one in segment.stages]
    return segment.with_stages(tuple(stages))


def _exact(slot: StageSlot, old: StageSlot, new: StageSlot) -> StageSlot:
    """Give a stage the course's seconds; a minimum that the host chose grows with them."""
    least = new.minimum_seconds
    if slot.minimum_seconds != old.minimum_seconds and slot.planned_seconds:
        least = round(Fraction(slot.minimum_seconds * new.planned_seconds, slot.planned_seconds))
    planned = new.planned_seconds
    return replace(slot, planned_seconds=planned, minimum_seconds=min(planned, least))


def _grown(slot: StageSlot, factor: Fraction) -> StageSlot:
    planned = round(slot.planned_seconds * factor)
    least = min(planned, round(slot.minimum_seconds * factor))
    return replace(slot, planned_seconds=planned, minimum_seconds=least)


def _alike(one: Sequence[StageSlot], other: Sequence[StageSlot]) -> bool:
    return [(s.stage, s.planned_seconds) for s in one] == [(s.stage, s.planned_seconds) for s in other]
