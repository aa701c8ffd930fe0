"""Guests who speak when they come: their card, and letting them speak between or inside items."""

from __future__ import annotations

from datetime import time

from sqlmodel import Session as DbSession
from sqlmodel import col, select

from facilitator_app import models as m
from facilitator_app.records.changes import NOTHING_CHANGED, Changes
from facilitator_app.records.enums import Desk, GuestStatus, SegmentKind, StageName
from facilitator_app.records.guests import Guest
from facilitator_app.records.run import Position, RunEntry
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules import running as rules
from facilitator_app.services.fields import line_of, number_of
from facilitator_app.services.rows import row_of
from facilitator_app.services.running import log, visits
from facilitator_app.services.running.presses import Stepped
from facilitator_app.services.running.state import running_entry, upcoming
from facilitator_app.store.workshop_file import WorkshopFile
from facilitator_app.support.clock import Reading
from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _

MOST_MINUTES = 24 * 60
"""Nobody speaks longer than a day."""


def add_guest(
    file: WorkshopFile,
    workshop: str,
    *,
    name: str,
    title: str = "",
    local_title: str = "",
    minutes: int = 10,
    day_id: str | None = None,
    expected_at: time | None = None,
    desk: Desk = Desk.CONSOLE,
) -> tuple[str, Changes]:
    """Note a guest who is expected, and return the id. `expected_at` is local time of the day `day_id`.

    Raises KnownError for a blank name, minutes that cannot be, or a day of another workshop.
    """
    values = _checked(name=name, title=title, local_title=local_title, minutes=minutes)
    with file.transact("Guest", desk) as transaction:
        log.read_run(transaction.session, workshop)
        row = m.Guest(workshop_id=workshop, name=name)
        _write(row, values)
        row.day_id = _day(transaction.session, workshop, day_id)
        row.expected_at = expected_at.strftime("%H:%M") if expected_at else None
        transaction.session.add(row)
        transaction.session.flush()
    return row.id, transaction.changes


def update_guest(
    file: WorkshopFile,
    guest_id: str,
    *,
    name: str | None = None,
    title: str | None = None,
    local_title: str | None = None,
    minutes: int | None = None,
    day_id: str | None = None,
    expected_at: time | None = None,
    any_time: bool = False,
    desk: Desk = Desk.CONSOLE,
) -> Changes:
    """Change what is known of a guest; what is None stays. `any_time` forgets when he was expected.

    His item in the agenda takes on name and minutes given here as long as he has not spoken. Raises
    KnownError as `add_guest` does.
    """
    values = _checked(name=name, title=title, local_title=local_title, minutes=minutes)
    with file.transact("Guest", desk) as transaction:
        session = transaction.session
        row = row_of(session, m.Guest, guest_id)
        _write(row, values)
        if day_id is not None:
            row.day_id = _day(session, row.workshop_id, day_id)
        if any_time or expected_at is not None:
            row.expected_at = expected_at.strftime("%H:%M") if expected_at else None
        if row.segment_id and not _has_begun(log.read_run(session, row.workshop_id), row.segment_id):
            item = row_of(session, m.Segment, row.segment_id)
            if name is not None or title is not None:
                item.title = _item_title(row)
            if minutes is not None:
                _give_minutes(session, item, row.seconds)
    return transaction.changes


def set_guest_status(
    file: WorkshopFile, guest_id: str, status: GuestStatus, *, desk: Desk = Desk.CONSOLE
) -> Changes:
    """Say where a guest is. Nothing changes where he already is there.

    Raises KnownError for speaking, which the run says by itself, and while he speaks.
    """
    with file.transact("Guest", desk) as transaction:
        row = row_of(transaction.session, m.Guest, guest_id)
        if row.status == status:
            return NOTHING_CHANGED
        if status is GuestStatus.SPEAKING:
            raise KnownError(
                _("A guest speaks as part of the running day."),
                _("Let the guest speak now, or after an item."),
            )
        if _speaks(log.read_run(transaction.session, row.workshop_id), row.segment_id):
            raise KnownError(_("“{name}” is speaking.").format(name=row.name), _("Press Next first."))
        row.status, row.changed_at = str(status), transaction.now.wall.isoformat()
    return transaction.changes


def remove_guest(file: WorkshopFile, guest_id: str, *, desk: Desk = Desk.CONSOLE) -> Changes:
    """Take a guest out, with his item in the agenda unless he has spoken. KnownError while he speaks."""
    with file.transact("Remove the guest", desk) as transaction:
        session = transaction.session
        row = row_of(session, m.Guest, guest_id)
        record = log.read_run(session, row.workshop_id)
        if _speaks(record, row.segment_id):
            raise KnownError(_("“{name}” is speaking.").format(name=row.name), _("Press Next first."))
        segment_id = row.segment_id
        session.delete(row)
        session.flush()
        if segment_id and not _has_begun(record, segment_id):
            visits.take_out(session, segment_id)
    return transaction.changes


def let_speak(
    file: WorkshopFile,
    workshop: str,
    guest_id: str,
    expected: Position | None,
    *,
    desk: Desk = Desk.CONSOLE,
) -> tuple[Stepped, Changes]:
    """Let a guest speak now: what runs is parked with exactly what it has left, and Next goes back to it.

    His item stands right after the running one. Nothing changes where the run does not stand at `expected`
    (None: nothing runs) any more. Raises KnownError where he speaks already, or where there is no day.
    """
    with file.transact("Let the guest speak", desk) as transaction:
        session, now = transaction.session, transaction.now
        record = log.read_run(session, workshop)
        guest = _guest(record, guest_id)
        entry = running_entry(record)
        if (entry.position if entry else None) != expected:
            return Stepped(None, None, segment_ended=False), NOTHING_CHANGED
        if _speaks(record, guest.segment_id):
            raise KnownError(_("“{name}” is speaking.").format(name=guest.name), _("Press Next first."))
        if entry is not None:
            log.end(session, record, entry, now, park=True)
        day_id, after = _here(record, entry, now)
        segment_id, seat_was = _seat(session, record, guest, day_id, after)
        position = Position(segment_id, StageName.WHOLE)
        log.begin(session, log.read_run(session, workshop), position, now, seat_was)
    left = entry.position if entry else None
    return Stepped(left, position, segment_ended=False), transaction.changes


def let_speak_after(
    file: WorkshopFile, workshop: str, guest_id: str, segment_id: str, *, desk: Desk = Desk.CONSOLE
) -> Changes:
    """Give a guest a place in the agenda right after a segment; Next will get there.

    Where he has one already it moves. Raises KnownError where he speaks already, or for a segment that is
    over: the past does not change.
    """
    with file.transact("Give the guest a place", desk) as transaction:
        record = log.read_run(transaction.session, workshop)
        guest = _guest(record, guest_id)
        if _speaks(record, guest.segment_id):
            raise KnownError(_("“{name}” is speaking.").format(name=guest.name), _("Press Next first."))
        day_id, order = _ahead(record, segment_id)
        if guest.segment_id in order[order.index(segment_id) :][:2] and not _has_begun(
            record, guest.segment_id
        ):
            return NOTHING_CHANGED
        _seat(transaction.session, record, guest, day_id, segment_id)
    return transaction.changes


def _checked(
    *, name: str | None, title: str | None, local_title: str | None, minutes: int | None
) -> dict[str, str | int]:
    values: dict[str, str | int] = {}
    if name is not None:
        values["name"] = line_of(name, _("Name"), needed=True)
    if title is not None:
        values["title"] = line_of(title, _("Title"))
    if local_title is not None:
        values["local_title"] = line_of(local_title, _("Title"))
    if minutes is not None:
        values["seconds"] = number_of(minutes, _("Minutes"), 1, MOST_MINUTES) * 60
    return values


def _write(row: m.Guest, values: dict[str, str | int]) -> None:
    for field, value in values.items():
        setattr(row, field, value)


def _day(session: DbSession, workshop: str, day_id: str | None) -> str | None:
    if not day_id:
        return None
    if row_of(session, m.Day, day_id).workshop_id != workshop:
        raise KnownError(_("This day belongs to another workshop."), _("Choose a day of the same one."))
    return day_id


def _guest(record: WorkshopRecord, guest_id: str) -> Guest:
    found = next((one for one in record.guests if one.id == guest_id), None)
    if found is None:
        raise KnownError(_("This guest is no longer in the workshop."), _("Add the guest again."))
    return found


def _has_begun(record: WorkshopRecord, segment_id: str) -> bool:
    return any(one.position.segment_id == segment_id for one in record.run_entries)


def _speaks(record: WorkshopRecord, segment_id: str | None) -> bool:
    """Say whether a guest's item runs, or waits for another guest."""
    entry = running_entry(record)
    if entry is None or segment_id is None:
        return False
    there = (entry, *rules.waiting_behind(record.run_entries, entry))
    return any(one.position.segment_id == segment_id for one in there)


def _here(record: WorkshopRecord, entry: RunEntry | None, now: Reading) -> tuple[str, str | None]:
    """Return the day and the segment after which a guest speaks now (None: first of all)."""
    coming = upcoming(record, now)
    at = entry.position if entry else record.run_entries[-1].position if record.run_entries else None
    day = rules.day_of(record.agenda, at.segment_id) if at else None
    here = entry is not None or coming is None or day == rules.day_of(record.agenda, coming.segment_id)
    if day is not None and at is not None and here:
        return day.id, at.segment_id
    day = rules.day_of(record.agenda, coming.segment_id) if coming else None
    if day is None or coming is None:
        raise KnownError(_("There is no day in this agenda."), _("Add one first."))
    ids = [None, *(one.id for one in day.segments)]
    return day.id, ids[ids.index(coming.segment_id) - 1]


def _ahead(record: WorkshopRecord, segment_id: str) -> tuple[str, list[str]]:
    """Return the day of a segment that is not over, and the ids of all segments in that day."""
    day = rules.day_of(record.agenda, segment_id)
    if day is None:
        raise KnownError(_("This item is no longer in the agenda."), _("Choose another one."))
    ids = [one.id for one in record.agenda.segments()]
    entry = running_entry(record) or (record.run_entries[-1] if record.run_entries else None)
    if entry is not None:
        there = (entry, *rules.waiting_behind(record.run_entries, entry))[-1]
        if ids.index(segment_id) < ids.index(there.position.segment_id):
            raise KnownError(_("This item is over."), _("Choose one that is still to come."))
    return day.id, [one.id for one in day.segments]


def _seat(
    session: DbSession, record: WorkshopRecord, guest: Guest, day_id: str, after: str | None
) -> tuple[str, str]:
    """Put a guest's item right after a segment, or first; return its id and where it stood (visits.seat)."""
    row = row_of(session, m.Guest, guest.id)
    if guest.segment_id is not None and not _has_begun(record, guest.segment_id):
        item = row_of(session, m.Segment, guest.segment_id)
        was = visits.place_of(session, record, item.id)
        item.parked = False
        visits.insert(session, item, day_id, after)
    else:
        item = m.Segment(
            day_id=day_id, position=0, kind=str(SegmentKind.GUEST), title=_item_title(row), planned_seconds=0
        )
        was = visits.NEW_SEAT
        visits.insert(session, item, day_id, after)
        _give_minutes(session, item, row.seconds)
    row.segment_id = item.id
    session.flush()
    return item.id, was


def _item_title(guest: m.Guest) -> str:
    return ", ".join(part for part in (guest.name, guest.title) if part)


def _give_minutes(session: DbSession, item: m.Segment, seconds: int) -> None:
    """Give a guest's item its minutes, in one stage that may end at any time."""
    item.planned_seconds, item.minimum_seconds = seconds, 0
    stages = session.exec(select(m.Stage).where(col(m.Stage.segment_id) == item.id)).all()
    stage = (
        stages[0]
        if stages
        else m.Stage(segment_id=item.id, position=1, stage=str(StageName.WHOLE), planned_seconds=seconds)
    )
    stage.planned_seconds, stage.minimum_seconds = seconds, 0
    session.add(stage)
    session.flush()
