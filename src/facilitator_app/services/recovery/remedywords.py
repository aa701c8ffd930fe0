"""The words of the remedies: what a button says, and what happens when it is pressed."""

from __future__ import annotations

from datetime import datetime, time
from typing import Final

from facilitator_app.records.agenda import Agenda, Segment
from facilitator_app.records.enums import SegmentKind, StageName
from facilitator_app.rules.schedule import Conflict, ConflictKind
from facilitator_app.services.recovery.titles import clock, short_title
from facilitator_app.support.wording import _

_MOST_LISTED: Final = 3
_ROUND_SECONDS: Final = 5 * 60


def shorten(minutes: int) -> str:
    """Say what shortening wins."""
    return _("Shorten by {minutes} min").format(minutes=minutes)


def smaller(minutes: int) -> str:
    """Say what a smaller cycle wins."""
    return _("Smaller group work: {minutes} min less").format(minutes=minutes)


def move_after(segment: Segment, fixed: Segment) -> str:
    """Say what goes behind a fixed time."""
    return _("Move {title} behind {fixed}").format(title=short_title(segment), fixed=short_title(fixed))


def park(segment: Segment) -> str:
    """Say what is taken out of the clock."""
    return _("Park {title}").format(title=short_title(segment))


def carry(segment: Segment, day: int) -> str:
    """Say what goes to the next day."""
    return _("Carry {title} to day {n}").format(title=short_title(segment), n=day)


def move_anchor(segment: Segment, at: time) -> str:
    """Say to when a fixed time moves."""
    return _("Move {title} to {time}").format(title=short_title(segment), time=clock(at))


def end_later(day: int, at: time) -> str:
    """Say when the day ends then."""
    return _("End day {n} at {time}").format(n=day, time=clock(at))


def pause(kind: SegmentKind, minutes: int) -> str:
    """Say which pause is inserted."""
    if kind is SegmentKind.STRETCH:
        return _("Insert a stretch of {minutes} min").format(minutes=minutes)
    return _("Insert a break of {minutes} min").format(minutes=minutes)


def before(segment: Segment) -> str:
    """Say that a pause comes before a segment."""
    return _("Before {title}.").format(title=short_title(segment))


def inside(segment: Segment, stage: StageName) -> str:
    """Say that a pause comes inside a segment, which is split there."""
    places = {
        StageName.BRIEF: _("Splits {title} before the task is given."),
        StageName.THINK: _("Splits {title} before people think alone."),
        StageName.DISCUSS: _("Splits {title} before the tables talk."),
        StageName.REPORT: _("Splits {title} before the report-back."),
        StageName.SYNTHESIS: _("Splits {title} before the synthesis."),
        StageName.LIGHTS: _("Splits {title} before the lights."),
    }
    return places.get(stage, _("Splits {title}.")).format(title=short_title(segment))


def resized(agenda: Agenda, after: Agenda) -> str:
    """List what gets shorter: "Step 2: 75 → 68 min, …", the largest gifts first."""
    gifts = []
    for one in agenda.segments():
        other = after.segment(one.id)
        if other is not None and other.planned_seconds != one.planned_seconds:
            gifts.append((one.planned_seconds - other.planned_seconds, one, other))
    gifts.sort(key=lambda gift: -gift[0])
    listed = [
        _("{title}: {was} → {now} min").format(
            title=short_title(one), was=_minutes(one.planned_seconds), now=_minutes(other.planned_seconds)
        )
        for _seconds, one, other in gifts[:_MOST_LISTED]
    ]
    if len(gifts) > _MOST_LISTED:
        listed.append(_("and {n} more").format(n=len(gifts) - _MOST_LISTED))
    return ", ".join(listed) + "." if listed else ""


def missing(conflict: Conflict, agenda: Agenda) -> str:
    """Say what does not work after a remedy: what it could not win, or what it makes late elsewhere."""
    segment = agenda.segment(conflict.segment_id)
    title = short_title(segment) if segment else ""
    minutes = -(-conflict.seconds // 60)
    day = next((one.number for one in agenda.days if one.id == conflict.day_id), 0)
    if conflict.kind is ConflictKind.MISSES_ANCHOR:
        return _("{title} is then {minutes} min late.").format(title=title, minutes=minutes)
    if conflict.kind is ConflictKind.DAY_DOES_NOT_FIT:
        return _("Day {n} then ends {minutes} min too late.").format(n=day, minutes=minutes)
    return _("People then sit for {minutes} min until the end of {title}.").format(
        title=title, minutes=minutes
    )


def next_five(instant: datetime) -> time:
    """Return the local time of day at an instant, up to the next full five minutes."""
    seconds = instant.hour * 3600 + instant.minute * 60 + instant.second
    hours, minutes = divmod(-(-seconds // _ROUND_SECONDS) * _ROUND_SECONDS // 60, 60)
    return time(hours % 24, minutes)


def _minutes(seconds: int) -> str:
    return f"{seconds / 60:.0f}"
