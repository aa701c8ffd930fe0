"""The plan as it was agreed on the day: what was expected when a recovery plan was applied.

A plan that takes eight minutes out of the morning makes up for eight that were lost: with the day's start
as its measure the room would look late until lunch although everything goes as agreed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from facilitator_app.records.agenda import Agenda
from facilitator_app.records.enums import SegmentKind
from facilitator_app.rules.schedule.shapes import (
    Actual,
    Agreed,
    Schedule,
    ScheduledDay,
    ScheduledSegment,
    SegmentState,
)

_AHEAD: Final = frozenset({SegmentState.COMING, SegmentState.RUNNING, SegmentState.PARKED})


def without_later_guests(agenda: Agenda, actuals: Mapping[str, Actual], agreed: Agreed) -> Agenda:
    """Return the agenda that was agreed on: guests who came later are in no plan."""
    later = {
        one.id
        for one in agenda.segments()
        if one.kind is SegmentKind.GUEST and one.id in actuals and one.id not in agreed.actuals
    }
    days = (
        replace(day, segments=tuple(one for one in day.segments if one.id not in later))
        for day in agenda.days
    )
    return Agenda(agenda.zone, tuple(days)) if later else agenda


def held_to(days: tuple[ScheduledDay, ...], then: Schedule) -> tuple[ScheduledDay, ...]:
    """Return the days with what was expected then as their plan, for all that was still ahead then."""
    told = {one.segment.id: one for one in then.segments if one.state in _AHEAD}
    ends = {day.day.id: day.expected_end for day in then.days}
    return tuple(
        replace(
            day,
            segments=tuple(_held(one, told.get(one.segment.id)) for one in day.segments),
            planned_end=ends.get(day.day.id, day.planned_end),
        )
        for day in days
    )


def _held(one: ScheduledSegment, told: ScheduledSegment | None) -> ScheduledSegment:
    if told is None:
        return one
    if told.state is not SegmentState.COMING:
        return replace(one, planned_end=told.expected_end)
    return replace(one, planned_start=told.expected_start, planned_end=told.expected_end)
