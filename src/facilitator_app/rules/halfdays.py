"""Half-days of attendance: `D1-AM`, `D1-PM`, … The midday meal parts a day."""

from __future__ import annotations

from datetime import datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from facilitator_app.records.agenda import Agenda, Day
from facilitator_app.records.enums import SegmentKind

NOON: Final = time(12)


def sessions(agenda: Agenda) -> tuple[str, ...]:
    """Return the half-days of a workshop in order; a day without a midday meal has one."""
    return tuple(name for day in agenda.days for name in _of_day(day))


def session_of(agenda: Agenda, segment_id: str) -> str | None:
    """Return the half-day in which a segment lies, None for a segment that is not there."""
    for day in agenda.days:
        ids = [segment.id for segment in day.segments]
        if segment_id in ids:
            meal = _meal(day)
            names = _of_day(day)
            return names[-1] if meal is not None and ids.index(segment_id) >= meal else names[0]
    return None


def session_at(agenda: Agenda, now: datetime) -> str | None:
    """Return the half-day that `now` (aware) falls into by the clock, None on other days."""
    local = now.astimezone(ZoneInfo(agenda.zone))
    day = next((one for one in agenda.days if one.on == local.date()), None)
    if day is None:
        return None
    names = _of_day(day)
    return names[-1] if local.time() >= NOON else names[0]


def _of_day(day: Day) -> tuple[str, ...]:
    if _meal(day) is not None:
        return f"D{day.number}-AM", f"D{day.number}-PM"
    return (f"D{day.number}-{'AM' if day.start < NOON else 'PM'}",)


def _meal(day: Day) -> int | None:
    kinds = [segment.kind for segment in day.segments]
    return kinds.index(SegmentKind.MEAL) if SegmentKind.MEAL in kinds else None
