"""The words about guests: where one is, what comes next for him, what a place for him would cost."""

from __future__ import annotations

from facilitator_app.records.enums import GuestStatus, SegmentKind
from facilitator_app.records.guests import Guest, InsertionPoint
from facilitator_app.records.run import RunState
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.text import isolate
from facilitator_app.support.wording import _, ngettext_, pgettext_
from facilitator_app.views.console.dayrows import PAUSES, day_of
from facilitator_app.views.shared.runwords import short_title, spoken_minutes
from facilitator_app.views.shared.tokens import Tone

ORDER = (
    GuestStatus.EXPECTED,
    GuestStatus.ON_THE_WAY,
    GuestStatus.AT_THE_DOOR,
    GuestStatus.SPEAKING,
    GuestStatus.LEFT,
)


def status_words(status: GuestStatus) -> str:
    """Return where a guest is, in words."""
    return {
        GuestStatus.EXPECTED: pgettext_("guest", "Expected"),
        GuestStatus.ON_THE_WAY: pgettext_("guest", "On the way"),
        GuestStatus.AT_THE_DOOR: pgettext_("guest", "At the door"),
        GuestStatus.SPEAKING: pgettext_("guest", "Speaking"),
        GuestStatus.LEFT: pgettext_("guest", "Left"),
    }[status]


def status_tone(status: GuestStatus) -> Tone:
    """Return how urgent it is: at the door asks for a decision."""
    return {
        GuestStatus.AT_THE_DOOR: Tone.AMBER,
        GuestStatus.SPEAKING: Tone.GREEN,
        GuestStatus.ON_THE_WAY: Tone.ACCENT,
    }.get(status, Tone.NEUTRAL)


def step_words(status: GuestStatus) -> str:
    """Return what the one button of a guest does next."""
    return {
        GuestStatus.EXPECTED: _("On the way"),
        GuestStatus.ON_THE_WAY: _("At the door"),
        GuestStatus.AT_THE_DOOR: _("When to speak…"),
        GuestStatus.SPEAKING: _("Has finished"),
        GuestStatus.LEFT: "",
    }[status]


def asked_words(guest: Guest) -> str:
    """Return what a guest asked for: “10 min · 11:30”."""
    at = f"{guest.expected_at:%H:%M}" if guest.expected_at else ""
    return " · ".join(filter(None, (spoken_minutes(guest.seconds), at)))


def waiting_guest(record: WorkshopRecord, state: RunState) -> Guest | None:
    """Return the guest who matters now: who speaks, else who is nearest the door, of this day or of any."""
    day = day_of(record, state)
    today = [g for g in record.guests if g.day_id is None or day is None or g.day_id == day.id]
    open_ = [guest for guest in today if guest.status is not GuestStatus.LEFT]
    return max(open_, key=lambda guest: ORDER.index(guest.status), default=None)


def speaking_guest(record: WorkshopRecord, state: RunState) -> Guest | None:
    """Return the guest whose item of the agenda runs."""
    here = state.position.segment_id if state.position else None
    return next((guest for guest in record.guests if here is not None and guest.segment_id == here), None)


def useful_points(record: WorkshopRecord, points: tuple[InsertionPoint, ...]) -> tuple[InsertionPoint, ...]:
    """Return the few places worth asking about: now, next, after the next break, and where it costs least."""
    if not points:
        return ()
    rest = [segment.id for segment in record.agenda.segments() if segment.kind in PAUSES]
    after_rest = [point for point in points if point.after in rest]
    least = min(points, key=lambda point: (point.shortfall_seconds, point.late_seconds))
    chosen = (*points[:2], *after_rest[:1], least)
    return tuple(point for point in points if point in chosen)


def point_words(record: WorkshopRecord, point: InsertionPoint) -> tuple[str, str]:
    """Return where a guest could speak, and what it would cost: ("Now", "Lunch slips 12 min, …")."""
    return _place(record, point), _cost(record, point)


def _place(record: WorkshopRecord, point: InsertionPoint) -> str:
    if point.after is None:
        return _("Now")
    segment = record.agenda.segment(point.after)
    at = f"{point.starts:%H:%M}"
    if segment is None:
        return at
    if segment.kind is SegmentKind.BREAK:
        return _("After the break, {time}").format(time=at)
    return _("After {title}, {time}").format(title=isolate(short_title(segment)), time=at)


def _cost(record: WorkshopRecord, point: InsertionPoint) -> str:
    if point.late_seconds <= 0:
        return _("nothing slips")
    minutes = max(1, round(point.late_seconds / 60))
    worst = max(point.missed, key=lambda one: one[1], default=("", 0))[0]
    found = record.agenda.segment(worst)
    segment = found if found is not None and found.anchor is not None else None
    words = ngettext_("{what} slips {n} min", "{what} slips {n} min", minutes)
    slips = words.format(what=isolate(short_title(segment)) if segment else _("the day's end"), n=minutes)
    if point.shortfall_seconds <= 0:
        return _("{slips}, can be won back").format(slips=slips)
    lost = max(1, round(point.shortfall_seconds / 60))
    return _("{slips}, {n} of them for good").format(slips=slips, n=lost)
