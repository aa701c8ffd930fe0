"""The verbs of the agenda: move, insert, duplicate, park, remove, anchor. Start times are never stored."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlmodel import Session as DbSession
from sqlmodel import col, select

from facilitator_app import models as m
from facilitator_app.records.agenda import Anchor
from facilitator_app.records.changes import NOTHING_CHANGED, Changes
from facilitator_app.records.enums import AnchorKind, Desk, SegmentKind, StageName
from facilitator_app.rules.rearranging import free_code
from facilitator_app.services.fields import line_of, number_of, text_of
from facilitator_app.services.reading import read_agenda
from facilitator_app.services.rows import row_of
from facilitator_app.store.workshop_file import WorkshopFile
from facilitator_app.support.errors import KnownError
from facilitator_app.support.ids import new_id
from facilitator_app.support.wording import _

PRAYER_MINUTES: Final = 15
MOST_MINUTES: Final = 24 * 60
_OF_THE_ROUND: Final = frozenset({"turns", "no_turn"})
_CONSENT: Final = frozenset({SegmentKind.BREAK, SegmentKind.MEAL, SegmentKind.STRETCH, SegmentKind.PRAYER})


def move_segment(
    file: WorkshopFile,
    segment_id: str,
    day_id: str,
    before: str | None = None,
    *,
    parked: bool | None = None,
    desk: Desk = Desk.PREPARE,
) -> Changes:
    """Move a segment within or between days: before another one, or to the end of the day.

    `parked` takes it back into the clock with the same step (False); None leaves that as it is.
    """
    with file.transact("Move in the agenda", desk) as transaction:
        session = transaction.session
        segment = row_of(session, m.Segment, segment_id)
        day = row_of(session, m.Day, day_id)
        _same_workshop(session, segment, day)
        if before == segment_id:
            return NOTHING_CHANGED
        if session.exec(select(m.RunEntry.id).where(col(m.RunEntry.segment_id) == segment_id)).first():
            raise KnownError(
                _("“{title}” has already begun.").format(title=segment.title),
                _("Move what is still to come."),
            )
        rest = [one for one in _segments(session, day.id) if one.id != segment.id]
        place = _place(rest, before, segment.kind)
        old_day, segment.day_id = segment.day_id, day.id
        segment.parked = segment.parked if parked is None else parked
        _number([*rest[:place], segment, *rest[place:]])
        session.flush()
        if old_day != day.id:
            _number(_segments(session, old_day))
    return transaction.changes


def insert_segment(
    file: WorkshopFile,
    day_id: str,
    kind: SegmentKind,
    title: str,
    minutes: int | None = None,
    *,
    before: str | None = None,
    anchor: Anchor | None = None,
    desk: Desk = Desk.PREPARE,
) -> tuple[str, Changes]:
    """Insert a segment before another one or at the end of a day; return its id.

    A prayer break takes 15 min unless told otherwise. Raises KnownError for a blank title or minutes that
    cannot be.
    """
    given = PRAYER_MINUTES if minutes is None and kind is SegmentKind.PRAYER else minutes
    seconds = number_of(given or 0, _("Minutes"), 1, MOST_MINUTES) * 60
    line = line_of(title, _("Title"), needed=True)
    with file.transact("Insert into the agenda", desk) as transaction:
        session = transaction.session
        day = row_of(session, m.Day, day_id)
        segment, stage = _new(day.id, kind, line, seconds)
        _anchor(segment, anchor)
        rest = _segments(session, day.id)
        place = _place(rest, before, segment.kind)
        session.add(segment)
        _number([*rest[:place], segment, *rest[place:]])
        session.flush()
        session.add(stage)
    return segment.id, transaction.changes


def duplicate_segment(
    file: WorkshopFile, segment_id: str, *, desk: Desk = Desk.PREPARE
) -> tuple[str, Changes]:
    """Put a copy right after a segment, with its stages and steps; return the id of the copy.

    The copy's code is the original's with `~2` (`~3` …); the anchor, and the order in which tables report,
    stay with the original.
    """
    with file.transact("Duplicate in the agenda", desk) as transaction:
        session = transaction.session
        segment = row_of(session, m.Segment, segment_id)
        values = segment.model_dump(exclude={"id", "anchor_kind", "anchor_at"})
        values["extra"] = {name: one for name, one in segment.extra.items() if name not in _OF_THE_ROUND}
        copy = m.Segment(**{**values, "id": new_id(), "code": _free_code(session, segment)})
        session.add(copy)
        order = _segments(session, segment.day_id)
        order = [one for one in order if one.id != copy.id]
        place = [one.id for one in order].index(segment.id) + 1
        _number([*order[:place], copy, *order[place:]])
        session.flush()
        for model in (m.Stage, m.SegmentStep):
            rows = session.exec(select(model).where(col(model.segment_id) == segment.id)).all()
            for row in rows:
                session.add(model(**{**row.model_dump(), "id": new_id(), "segment_id": copy.id}))
    return copy.id, transaction.changes


def park_segment(
    file: WorkshopFile, segment_id: str, *, parked: bool = True, desk: Desk = Desk.PREPARE
) -> Changes:
    """Take a segment out of the clock, content kept, or back into it. Not while it runs (KnownError)."""
    with file.transact("Park in the agenda" if parked else "Take back into the agenda", desk) as transaction:
        segment = row_of(transaction.session, m.Segment, segment_id)
        if parked and _runs(transaction.session, segment_id):
            raise KnownError(_("“{title}” is running.").format(title=segment.title), _("Press Next first."))
        segment.parked = parked
    return transaction.changes


def remove_segment(file: WorkshopFile, segment_id: str, *, desk: Desk = Desk.PREPARE) -> Changes:
    """Take a segment out for good. Raises KnownError where anything was captured or held in it."""
    with file.transact("Remove from the agenda", desk) as transaction:
        session = transaction.session
        segment = row_of(session, m.Segment, segment_id)
        for model in (m.RunEntry, m.ReportBack, m.LightRating):
            if session.exec(select(model.id).where(col(model.segment_id) == segment_id)).first():
                raise KnownError(
                    _("“{title}” holds work of this workshop.").format(title=segment.title),
                    _("Park it instead: then nothing is lost."),
                )
        for guest in session.exec(select(m.Guest).where(col(m.Guest.segment_id) == segment_id)).all():
            guest.segment_id = None
        for part in (m.Stage, m.SegmentStep, m.Seat, m.TableRole):
            for row in session.exec(select(part).where(col(part.segment_id) == segment_id)).all():
                session.delete(row)
        session.flush()
        session.delete(segment)
        session.flush()
        _number(_segments(session, segment.day_id))
    return transaction.changes


def set_anchor(
    file: WorkshopFile, segment_id: str, anchor: Anchor | None, *, desk: Desk = Desk.PREPARE
) -> Changes:
    """Fix when a segment must start or end (local time), or let it float (None)."""
    with file.transact("Anchor", desk) as transaction:
        _anchor(row_of(transaction.session, m.Segment, segment_id), anchor)
    return transaction.changes


def update_segment(
    file: WorkshopFile,
    segment_id: str,
    *,
    title: str | None = None,
    note: str | None = None,
    private_notes: str | None = None,
    desk: Desk = Desk.PREPARE,
) -> Changes:
    """Change the texts of a segment; what is None stays."""
    with file.transact("Edit the agenda", desk) as transaction:
        segment = row_of(transaction.session, m.Segment, segment_id)
        if title is not None:
            segment.title = line_of(title, _("Title"), needed=True)
        if note is not None:
            segment.note = text_of(note, _("Note"))
        if private_notes is not None:
            segment.private_notes = text_of(private_notes, _("Private notes"))
    return transaction.changes


def _new(day_id: str, kind: SegmentKind, title: str, seconds: int) -> tuple[m.Segment, m.Stage]:
    """Return a segment of one stage; what must not be shortened silently has its minutes as minimum."""
    firm = kind in _CONSENT
    segment = m.Segment(
        day_id=day_id,
        position=0,
        kind=str(kind),
        title=title,
        planned_seconds=seconds,
        minimum_seconds=seconds if firm else 0,
        shorten_needs_consent=firm,
        buffer=kind is SegmentKind.BUFFER,
    )
    stage = m.Stage(
        segment_id=segment.id,
        position=1,
        stage=str(StageName.WHOLE),
        planned_seconds=seconds,
        minimum_seconds=segment.minimum_seconds,
    )
    return segment, stage


def _segments(session: DbSession, day_id: str) -> list[m.Segment]:
    query = select(m.Segment).where(col(m.Segment.day_id) == day_id)
    return list(session.exec(query.order_by(col(m.Segment.position), col(m.Segment.id))).all())


def _number(segments: Sequence[m.Segment]) -> None:
    for place, segment in enumerate(segments, start=1):
        segment.position = place


def _place(segments: Sequence[m.Segment], before: str | None, kind: str) -> int:
    """Return the place before a segment; without one the day's end, which is before its evening."""
    ids = [one.id for one in segments]
    if before in ids:
        return ids.index(before)
    if kind == SegmentKind.EVENING:
        return len(ids)
    return next((i for i, one in enumerate(segments) if one.kind == SegmentKind.EVENING), len(ids))


def _anchor(segment: m.Segment, anchor: Anchor | None) -> None:
    segment.anchor_kind = str(AnchorKind(anchor.kind)) if anchor else None
    segment.anchor_at = anchor.at.strftime("%H:%M") if anchor else None


def _runs(session: DbSession, segment_id: str) -> bool:
    query = select(m.RunEntry.id).where(
        col(m.RunEntry.segment_id) == segment_id, col(m.RunEntry.ended_wall).is_(None)
    )
    return session.exec(query).first() is not None


def _free_code(session: DbSession, segment: m.Segment) -> str:
    day = row_of(session, m.Day, segment.day_id)
    return free_code(read_agenda(session, day.workshop_id), segment.code)


def _same_workshop(session: DbSession, segment: m.Segment, day: m.Day) -> None:
    if row_of(session, m.Day, segment.day_id).workshop_id != day.workshop_id:
        raise KnownError(_("This day belongs to another workshop."), _("Choose a day of the same one."))
