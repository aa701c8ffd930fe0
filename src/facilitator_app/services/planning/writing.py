"""An agenda that was worked out becomes rows: only what differs, and only where nobody was faster."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlmodel import Session as DbSession
from sqlmodel import col, select

from facilitator_app import models as m
from facilitator_app.records.agenda import Agenda, Day, Segment
from facilitator_app.services.planning.layout import day_row, part_rows, segment_row
from facilitator_app.services.reading import read_agenda
from facilitator_app.services.rows import row_of
from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _

_DAY: Final = ("start", "end", "end_anchored")
_PLACE: Final = frozenset({"id", "extra", "day_id", "position"})


def write_agenda(session: DbSession, workshop: str, before: Agenda, after: Agenda) -> frozenset[str]:
    """Write what `after` changes in `before` into the rows of a workshop; return the ids of its segments.

    Days keep their number and date; segments may change, come in, and move within and between days, but
    none goes (park it instead: ValueError). Raises KnownError where what is to change is no longer as
    `before` has it.
    """
    gone = {one.id for one in before.segments()} - {one.id for one in after.segments()}
    if gone:
        raise ValueError(f"segments are parked, not left out: {sorted(gone)}")
    _refuse_changed(read_agenda(session, workshop), before, after)
    known = {one.id: one for one in before.segments()}
    for day in after.days:
        _write_day(session, workshop, day)
        for segment in day.segments:
            if segment.id not in known:
                session.add(segment_row(segment, day.id, 0))
    session.flush()
    for day, was in zip(after.days, before.days, strict=True):
        if [one.id for one in day.segments] != [one.id for one in was.segments]:
            _place(session, day)
    changed = [one for one in after.segments() if known.get(one.id) != one]
    for segment in changed:
        if segment.id in known:
            _write_segment(session, segment)
            _write_parts(session, known[segment.id], segment)
        else:
            session.add_all(part_rows(segment))
    session.flush()
    return frozenset(one.id for one in changed)


def _refuse_changed(now: Agenda, before: Agenda, after: Agenda) -> None:
    wanted = {one.id: one for one in after.segments()}
    there = {one.id: one for one in now.segments()}
    same = all(there.get(one.id) == one for one in before.segments() if wanted[one.id] != one)
    for day, was, planned in zip(now.days, before.days, after.days, strict=False):
        order = [one.id for one in was.segments]
        if order != [one.id for one in planned.segments]:
            same = same and order == [one.id for one in day.segments]
    if not same or len(now.days) != len(before.days):
        raise KnownError(_("The agenda has changed meanwhile."), _("Look at it again, then choose."))


def _write_day(session: DbSession, workshop: str, day: Day) -> None:
    row, wanted = row_of(session, m.Day, day.id), day_row(day, workshop)
    _take_over(row, wanted, _DAY)


def _place(session: DbSession, day: Day) -> None:
    for position, segment in enumerate(day.segments, start=1):
        row = row_of(session, m.Segment, segment.id)
        if (row.day_id, row.position) != (day.id, position):
            row.day_id, row.position = day.id, position


def _write_segment(session: DbSession, segment: Segment) -> None:
    row = row_of(session, m.Segment, segment.id)
    wanted = segment_row(segment, row.day_id, row.position)
    _take_over(row, wanted, [name for name in type(row).model_fields if name not in _PLACE])


def _write_parts(session: DbSession, before: Segment, after: Segment) -> None:
    """Write stages by their ids, and the steps where they differ."""
    kept = {slot.id for slot in after.stages}
    there = {row.id: row for row in session.exec(select(m.Stage).where(col(m.Stage.segment_id) == after.id))}
    for row in there.values():
        if row.id not in kept:
            session.delete(row)
    if before.steps != after.steps:
        for step in session.exec(select(m.SegmentStep).where(col(m.SegmentStep.segment_id) == after.id)):
            session.delete(step)
    session.flush()
    for part in part_rows(after):
        if isinstance(part, m.SegmentStep):
            if before.steps != after.steps:
                session.add(part)
        elif part.id in there:
            _take_over(there[part.id], part, ("position", "stage", "planned_seconds", "minimum_seconds"))
        else:
            session.add(part)


def _take_over(row: m.Day | m.Segment | m.Stage, wanted: object, names: Sequence[str]) -> None:
    for name in names:
        value = getattr(wanted, name)
        if getattr(row, name) != value:
            setattr(row, name, value)
