"""Corrections of a run: a longer or shorter timebox, a forgotten start, a sleep that did not count."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlmodel import Session as DbSession

from facilitator_app import models as m
from facilitator_app.records.changes import NOTHING_CHANGED, Changes
from facilitator_app.records.enums import Desk
from facilitator_app.records.run import Position, RunEntry
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules import running as rules
from facilitator_app.services.rows import row_of
from facilitator_app.services.running import log
from facilitator_app.store.workshop_file import WorkshopFile
from facilitator_app.support.clock import Reading
from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _

MOST_MINUTES = 24 * 60
"""No timebox is longer than a day."""


def adjust(file: WorkshopFile, workshop: str, minutes: int, *, desk: Desk = Desk.CONSOLE) -> Changes:
    """Make the running timebox longer (+1, +5) or shorter (−1); it never gets shorter than nothing.

    Raises KnownError where nothing runs, or for more than a day.
    """
    with file.transact("Timebox", desk) as transaction:
        entry = log.running(log.read_run(transaction.session, workshop))
        wanted = max(entry.adjusted_seconds + minutes * 60, -entry.planned_seconds)
        if wanted == entry.adjusted_seconds:
            return NOTHING_CHANGED
        if entry.planned_seconds + wanted > MOST_MINUTES * 60:
            raise KnownError(_("A timebox cannot be longer than a day."), _("Add fewer minutes."))
        row_of(transaction.session, m.RunEntry, entry.id).adjusted_seconds = wanted
    return transaction.changes


def correct_start(
    file: WorkshopFile,
    workshop: str,
    started: datetime,
    *,
    entry: str | None = None,
    desk: Desk = Desk.CONSOLE,
) -> Changes:
    """Say when a stretch really began (an aware instant); the one before ends there: no minute is lost.

    `entry` is the id of a stretch that may have ended; None is the running one. What a guest interrupted has
    so much more, or less, to go on with. Raises KnownError for an instant ahead, before the stretch before
    began, or after a pause or the end of this one.
    """
    if started.tzinfo is None:
        raise ValueError("an instant needs a zone")
    with file.transact("Correct the start", desk) as transaction:
        now, session = transaction.now, transaction.session
        record = log.read_run(session, workshop)
        stretch = log.running(record) if entry is None else _stretch(record, entry)
        began = _reading_at(started, now)
        before = _before(record, stretch)
        _check_start(stretch, before, began, now)
        row = row_of(session, m.RunEntry, stretch.id)
        was = stretch.started
        row.started_wall = began.wall.isoformat()
        row.started_boot, row.started_mono_ms = began.boot, began.mono_ms
        if before is not None and (_later(before, began, now) or before.ended == was):
            last = row_of(session, m.RunEntry, before.id)
            last.ended_wall = began.wall.isoformat()
            last.ended_boot, last.ended_mono_ms = began.boot, began.mono_ms
        session.flush()
        _settle_parked(session, workshop, {stretch.position, before.position if before else None})
    return transaction.changes


def leave_out_gap(file: WorkshopFile, workshop: str, seconds: int, *, desk: Desk = Desk.CONSOLE) -> Changes:
    """Take a sleep of the laptop out of the running stretch: so many seconds do not count.

    Raises KnownError where nothing runs or where more is to be left out than has passed.
    """
    with file.transact("Leave the gap out", desk) as transaction:
        entry = log.running(log.read_run(transaction.session, workshop))
        passed = rules.elapsed_in(entry, transaction.now)
        if not 0 < seconds <= passed:
            raise KnownError(
                _("Only {minutes} min have passed since this part began.").format(minutes=passed // 60),
                _("Correct the start instead."),
            )
        row_of(transaction.session, m.RunEntry, entry.id).left_out_seconds += seconds
    return transaction.changes


def _stretch(record: WorkshopRecord, entry: str) -> RunEntry:
    found = next((one for one in record.run_entries if one.id == entry), None)
    if found is None:
        raise KnownError(_("This part is no longer in the run log."), _("Choose another one."))
    return found


def _settle_parked(session: DbSession, workshop: str, at: set[Position | None]) -> None:
    """Bring what guests interrupted up to date: what is left, and what it goes on with."""
    entries = list(log.read_run(session, workshop).run_entries)
    for place in range(len(entries)):
        part = entries[place]
        if part.parked_seconds is None or part.ended is None or part.position not in at:
            continue
        left = rules.remaining_in(part, part.ended, entries)
        row_of(session, m.RunEntry, part.id).parked_seconds = left
        entries[place] = replace(part, parked_seconds=left)
        after = rules.goes_on(entries, part)
        if after is not None:
            row_of(session, m.RunEntry, after.id).planned_seconds = max(0, left)
            entries[entries.index(after)] = replace(after, planned_seconds=max(0, left))
    session.flush()


def _reading_at(instant: datetime, now: Reading) -> Reading:
    """Return the reading this computer's clock had at `instant`, seen from now.

    Before this boot there is no monotonic clock to go by: then the wall clock counts.
    """
    wall = instant.astimezone(UTC)
    mono_ms = now.mono_ms - round((now.wall - wall) / timedelta(milliseconds=1))
    if mono_ms < 0:
        return Reading(wall, f"{now.boot}~before", 0)
    return Reading(wall, now.boot, mono_ms)


def _before(record: WorkshopRecord, entry: RunEntry) -> RunEntry | None:
    earlier = [one for one in record.run_entries if one.sequence < entry.sequence]
    return earlier[-1] if earlier else None


def _later(before: RunEntry, began: Reading, now: Reading) -> bool:
    return before.ended is not None and rules.instant_of(before.ended, now) > began.wall


def _check_start(entry: RunEntry, before: RunEntry | None, began: Reading, now: Reading) -> None:
    if began.wall > now.wall:
        raise KnownError(_("This start lies ahead of now."), _("Give a time that has passed."))
    if before is not None and began.wall < rules.instant_of(before.started, now):
        raise KnownError(
            _("The part before had not begun by then."), _("Go back with Back, and correct that start first.")
        )
    if entry.ended is not None and began.wall > rules.instant_of(entry.ended, now):
        raise KnownError(_("The part had ended by then."), _("Give an earlier time."))
    if entry.paused_since is not None and began.wall > rules.instant_of(entry.paused_since, now):
        raise KnownError(
            _("The clock was already paused by then."), _("Resume first, or give an earlier time.")
        )
