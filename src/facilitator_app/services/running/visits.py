"""A guest's visit as the run sees it: he speaks while his item runs, and has left when it is over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from typing import Final

from sqlmodel import Session as DbSession
from sqlmodel import col, select

from facilitator_app import models as m
from facilitator_app.records.enums import GuestStatus
from facilitator_app.records.guests import Guest
from facilitator_app.records.run import RunEntry
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules import running as rules
from facilitator_app.services.rows import row_of
from facilitator_app.support.clock import Reading

NEW_SEAT: Final = "new"
_WAS: Final = "guest_was"
_SINCE: Final = "guest_since"
_SEAT: Final = "seat_was"
_PARKED: Final = " parked"
_PARTS: Final = (m.Stage, m.SegmentStep, m.Seat, m.TableRole)
_WORK: Final = (m.RunEntry, m.ReportBack, m.LightRating)


def guest_in(record: WorkshopRecord, segment_id: str) -> Guest | None:
    """Return the guest for whom a segment was inserted."""
    return next((one for one in record.guests if one.segment_id == segment_id), None)


def speaks(session: DbSession, record: WorkshopRecord, segment_id: str, now: Reading) -> dict[str, str]:
    """Say that the guest of a segment, if it has one, speaks; return what Back needs to know."""
    guest = guest_in(record, segment_id)
    if guest is None or guest.status is GuestStatus.SPEAKING:
        return {}
    _set(session, guest.id, GuestStatus.SPEAKING, now.wall.isoformat())
    since = guest.changed_at.astimezone(UTC).isoformat() if guest.changed_at else ""
    return {_WAS: str(guest.status), _SINCE: since}


def seat(was: str) -> dict[str, str]:
    """Return what Back needs to know of where a guest's item stood: `new`, or day number and place."""
    return {_SEAT: was} if was else {}


def leaves(session: DbSession, record: WorkshopRecord, segment_id: str, now: Reading) -> None:
    """Say that the guest of a segment, if it has one, has left."""
    guest = guest_in(record, segment_id)
    if guest is not None and guest.status is GuestStatus.SPEAKING:
        _set(session, guest.id, GuestStatus.LEFT, now.wall.isoformat())


def speak_again(session: DbSession, record: WorkshopRecord, entries: Sequence[RunEntry]) -> None:
    """Say that the guests of these stretches, which run or wait, speak as they did since they began."""
    for entry in entries:
        guest = guest_in(record, entry.position.segment_id)
        first, part = entry, rules.continued(record.run_entries, entry)
        while part is not None:
            first, part = part, rules.continued(record.run_entries, part)
        if guest is not None and guest.status is GuestStatus.LEFT:
            _set(session, guest.id, GuestStatus.SPEAKING, first.started.wall.isoformat())


def never_spoke(session: DbSession, record: WorkshopRecord, entry: RunEntry) -> None:
    """Take a guest's stretch back and all that came with it: his status, and his item where it stood.

    The stretch itself is gone already.
    """
    row = row_of(session, m.RunEntry, entry.id)
    was, since, seat_was = (row.extra.get(name) for name in (_WAS, _SINCE, _SEAT))
    session.delete(row)
    session.flush()
    guest = guest_in(record, entry.position.segment_id)
    if guest is None:
        return
    if was in set(GuestStatus):
        _set(session, guest.id, GuestStatus(was), str(since) if since else None)
    if seat_was == NEW_SEAT:
        row_of(session, m.Guest, guest.id).segment_id = None
        session.flush()
        take_out(session, entry.position.segment_id)
    elif seat_was:
        _put_back(session, record, entry.position.segment_id, str(seat_was))


def place_of(session: DbSession, record: WorkshopRecord, segment_id: str) -> str:
    """Return where a segment stands: the number of its day, its place in it from 1, and if it is parked."""
    row = row_of(session, m.Segment, segment_id)
    day = next(day for day in record.agenda.days if day.id == row.day_id)
    return f"{day.number}.{row.position}" + (_PARKED if row.parked else "")


def insert(session: DbSession, row: m.Segment, day_id: str, after: str | None) -> None:
    """Put a segment, new or from elsewhere, right after another one of a day, or first in it."""
    rest = [one for one in in_order(session, day_id) if one.id != row.id]
    ids = [one.id for one in rest]
    _move(session, row, day_id, rest, ids.index(after) + 1 if after in ids else 0)


def take_out(session: DbSession, segment_id: str) -> bool:
    """Take a guest's item out of the agenda; it stays, and False is returned, where there is work in it."""
    for work in _WORK:
        if session.exec(select(work.id).where(col(work.segment_id) == segment_id)).first():
            return False
    row = row_of(session, m.Segment, segment_id)
    for part in _PARTS:
        for one in session.exec(select(part).where(col(part.segment_id) == segment_id)).all():
            session.delete(one)
    session.flush()
    session.delete(row)
    session.flush()
    number(in_order(session, row.day_id))
    return True


def in_order(session: DbSession, day_id: str) -> list[m.Segment]:
    """Return the segments of a day in order."""
    query = select(m.Segment).where(col(m.Segment.day_id) == day_id)
    return list(session.exec(query.order_by(col(m.Segment.position), col(m.Segment.id))).all())


def number(segments: Sequence[m.Segment]) -> None:
    """Give segments their places, from 1, in this order."""
    for place, segment in enumerate(segments, start=1):
        segment.position = place


def _put_back(session: DbSession, record: WorkshopRecord, segment_id: str, seat_was: str) -> None:
    on, _dot, place = seat_was.removesuffix(_PARKED).partition(".")
    day = next((day for day in record.agenda.days if str(day.number) == on), None)
    if day is not None and place.isdigit():
        row = row_of(session, m.Segment, segment_id)
        row.parked = seat_was.endswith(_PARKED)
        rest = [one for one in in_order(session, day.id) if one.id != segment_id]
        _move(session, row, day.id, rest, int(place) - 1)


def _move(session: DbSession, row: m.Segment, day_id: str, rest: Sequence[m.Segment], place: int) -> None:
    """Put a segment among the others of a day, and number both days."""
    old_day, row.day_id = row.day_id, day_id
    session.add(row)
    number([*rest[:place], row, *rest[place:]])
    session.flush()
    if old_day != day_id:
        number(in_order(session, old_day))


def _set(session: DbSession, guest_id: str, status: GuestStatus, since: str | None) -> None:
    row = row_of(session, m.Guest, guest_id)
    row.status, row.changed_at = str(status), since
