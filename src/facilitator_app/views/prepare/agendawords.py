"""What the screens say about an agenda: kinds, anchors, and what does not fit."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from facilitator_app.records.agenda import Agenda, Anchor
from facilitator_app.records.enums import AnchorKind, SegmentKind
from facilitator_app.rules.schedule import (
    Conflict,
    ConflictKind,
    ScheduledDay,
    ScheduledSegment,
    schedule,
)
from facilitator_app.rules.text import isolate
from facilitator_app.support.wording import _, ngettext_, pgettext_
from facilitator_app.views.shared.dates import clock_words
from facilitator_app.views.shared.icons import Icon

RESTING = frozenset(
    {SegmentKind.BREAK, SegmentKind.MEAL, SegmentKind.STRETCH, SegmentKind.PRAYER, SegmentKind.BUFFER},
)


def kind_icon(kind: SegmentKind) -> Icon:
    """Return the icon of a kind of segment."""
    return {
        SegmentKind.BREAK: Icon.CUP,
        SegmentKind.MEAL: Icon.CUP,
        SegmentKind.STRETCH: Icon.PERSON,
        SegmentKind.PRAYER: Icon.CLOCK,
        SegmentKind.BUFFER: Icon.CLOCK,
        SegmentKind.REGISTRATION: Icon.PEOPLE,
        SegmentKind.INTRODUCTIONS: Icon.PEOPLE,
        SegmentKind.TEAM_FORMING: Icon.PEOPLE,
        SegmentKind.OPENING: Icon.MICROPHONE,
        SegmentKind.PANEL: Icon.MICROPHONE,
        SegmentKind.GUEST: Icon.MICROPHONE,
        SegmentKind.EVENING: Icon.MICROPHONE,
        SegmentKind.VISIT: Icon.PLACE,
        SegmentKind.STEP: Icon.TABLE,
        SegmentKind.CASE_CLINIC: Icon.TABLE,
        SegmentKind.CLINIC: Icon.TABLE,
        SegmentKind.TEAM_STUDIO: Icon.TABLE,
        SegmentKind.LIGHTS_CLINIC: Icon.LIGHTS,
        SegmentKind.EVALUATION: Icon.ACTION,
    }.get(kind, Icon.AGENDA)


def kind_words(kind: SegmentKind) -> str:
    """Return the name of a kind of segment."""
    return _kinds()[kind]


def _kinds() -> dict[SegmentKind, str]:
    return {
        SegmentKind.BREAK: pgettext_("segment", "Break"),
        SegmentKind.MEAL: pgettext_("segment", "Meal"),
        SegmentKind.STRETCH: pgettext_("segment", "Stretch"),
        SegmentKind.PRAYER: pgettext_("segment", "Prayer"),
        SegmentKind.BUFFER: pgettext_("segment", "Buffer"),
        SegmentKind.GUEST: pgettext_("segment", "Guest"),
        SegmentKind.OPENING: pgettext_("segment", "Speaker"),
        SegmentKind.PANEL: pgettext_("segment", "Panel"),
        SegmentKind.VISIT: pgettext_("segment", "Visit"),
        SegmentKind.EVENING: pgettext_("segment", "Evening"),
        SegmentKind.REGISTRATION: pgettext_("segment", "Registration"),
        SegmentKind.INTRODUCTIONS: pgettext_("segment", "Introductions"),
        SegmentKind.OVERVIEW: pgettext_("segment", "Overview"),
        SegmentKind.STEP: pgettext_("segment", "Step"),
        SegmentKind.CASE_CLINIC: pgettext_("segment", "Case clinic"),
        SegmentKind.CLINIC: pgettext_("segment", "Clinic"),
        SegmentKind.TEAM_FORMING: pgettext_("segment", "Teams form"),
        SegmentKind.TEAM_STUDIO: pgettext_("segment", "Team studio"),
        SegmentKind.TEAM_PRESENTATION: pgettext_("segment", "Teams present"),
        SegmentKind.VISIT_DEBRIEF: pgettext_("segment", "Debrief"),
        SegmentKind.LIGHTS_CLINIC: pgettext_("segment", "Lights"),
        SegmentKind.RECAP: pgettext_("segment", "Recap"),
        SegmentKind.WRAP: pgettext_("segment", "Wrap"),
        SegmentKind.EVALUATION: pgettext_("segment", "Evaluation"),
        SegmentKind.CLOSING: pgettext_("segment", "Closing"),
    }


def anchor_words(anchor: Anchor) -> str:
    """Return what an anchor promises: “starts 12:00”, “ends by 17:30”."""
    if anchor.kind is AnchorKind.START_AT:
        return _("starts {time}").format(time=clock_words(anchor.at))
    return _("ends by {time}").format(time=clock_words(anchor.at))


def anchor_mark(anchor: Anchor) -> str:
    """Return an anchor where there is little room: “12:00”, “≤ 17:30”."""
    at = clock_words(anchor.at)
    return at if anchor.kind is AnchorKind.START_AT else f"≤ {at}"


def conflict_words(conflict: Conflict, day: ScheduledDay) -> str:
    """Return one thing that does not work, in room terms."""
    one = next((s for s in day.segments if s.segment.id == conflict.segment_id), None)
    minutes = max(1, round(conflict.seconds / 60))
    if conflict.kind is ConflictKind.LONG_STRETCH:
        return _("{n} min without a break up to here").format(n=minutes)
    if one is not None and conflict.kind is ConflictKind.MISSES_ANCHOR and one.segment.anchor:
        return _missed(one, one.segment.anchor, minutes)
    return _("The day is {minutes} too long").format(minutes=long_words(minutes))


def _missed(one: ScheduledSegment, anchor: Anchor, minutes: int) -> str:
    if anchor.kind is AnchorKind.START_AT:
        return _("Slips from {then} to {now}").format(
            then=clock_words(anchor.at),
            now=clock_words(one.planned_start),
        )
    return _("Ends {n} min after {then}").format(n=minutes, then=clock_words(anchor.at))


def long_words(minutes: int) -> str:
    """Return a length that may be hours: 45 min, 2 h 5 min."""
    if minutes < 60:  # noqa: PLR2004 - minutes of an hour
        return ngettext_("{n} min", "{n} min", minutes).format(n=minutes)
    hours, rest = divmod(minutes, 60)
    return _("{h} h {n} min").format(h=hours, n=rest) if rest else _("{h} h").format(h=hours)


def over_minutes(day: ScheduledDay) -> int:
    """Return by how many minutes a planned day ends after its end; negative where time is left."""
    limit = datetime.combine(day.day.on, day.day.end, day.start.tzinfo)
    if day.day.end < day.day.start:
        limit += timedelta(days=1)
    return round((day.planned_end.astimezone(UTC) - limit.astimezone(UTC)).total_seconds() / 60)


def fit_words(day: ScheduledDay) -> str:
    """Return whether a day fits: “Ends 17:30”, “Ends 18:12, 42 min too late”."""
    end = clock_words(day.planned_end)
    over = over_minutes(day)
    if over > 0:
        return _("Ends {time}, {late} too late").format(time=end, late=long_words(over))
    if over < 0:
        return _("Ends {time}, {spare} to spare").format(time=end, spare=long_words(-over))
    return _("Ends {time}").format(time=end)


def cost_words(before: Agenda, after: Agenda, what: str) -> str:
    """Return what a choice costs: “Consecutive adds 377 min: Day 1 ends 20:38, 188 min over”."""
    added = round((after.planned_seconds - before.planned_seconds) / 60)
    placed = schedule(after).days
    late = [_late_words(day) for day in placed if over_minutes(day) > 0]
    if not late:
        late = [_("every day fits")]
    if not added:
        words = _("{what} costs no minutes: {days}.")
    elif added > 0:
        words = _("{what} adds {n} min: {days}.")
    else:
        words = _("{what} saves {n} min: {days}.")
    return words.format(what=what, n=abs(added), days=" · ".join(late))


def fits(agenda: Agenda) -> bool:
    """Say whether every day of an agenda ends in time."""
    return all(over_minutes(day) <= 0 for day in schedule(agenda).days)


def _late_words(day: ScheduledDay) -> str:
    words = _("Day {day} ends {time}, {n} min over")
    return words.format(day=day.day.number, time=clock_words(day.planned_end), n=over_minutes(day))


def titled(title: str) -> str:
    """Return a segment's title for use in a sentence."""
    return isolate(title)
