"""Splitting a segment in two: content in both parts, captured work with the stage it belongs to."""

from __future__ import annotations

from typing import Final

from sqlmodel import Session as DbSession
from sqlmodel import col, select

from facilitator_app import models as m
from facilitator_app.records.agenda import Segment
from facilitator_app.records.changes import Changes
from facilitator_app.records.enums import Desk, StageName
from facilitator_app.rules.rearranging import split
from facilitator_app.rules.text import isolate
from facilitator_app.services.fields import number_of
from facilitator_app.services.planning.agenda import MOST_MINUTES
from facilitator_app.services.planning.writing import write_agenda
from facilitator_app.services.reading import read_agenda
from facilitator_app.services.rows import row_of
from facilitator_app.store.workshop_file import WorkshopFile
from facilitator_app.support.errors import KnownError
from facilitator_app.support.ids import new_id
from facilitator_app.support.wording import _, ngettext_

_REPORTED: Final = frozenset({StageName.REPORT, StageName.WHOLE})
_RATED: Final = frozenset({StageName.LIGHTS, StageName.WHOLE})


def split_segment(
    file: WorkshopFile, segment_id: str, minutes: int, *, desk: Desk = Desk.PREPARE
) -> tuple[str, Changes]:
    """Split a segment after `minutes`; return the id of the second part.

    A cycle goes apart between two stages where the minutes fall there; otherwise the stage is cut. Title,
    steps, people's seats and roles are in both parts; what was captured goes with its stage. Raises
    KnownError for minutes that leave a part empty, for a segment that has begun, and where captured work
    would be torn apart.
    """
    seconds = number_of(minutes, _("Minutes"), 1, MOST_MINUTES) * 60
    with file.transact("Split in the agenda", desk) as transaction:
        session = transaction.session
        row = row_of(session, m.Segment, segment_id)
        workshop = row_of(session, m.Day, row.day_id).workshop_id
        before = read_agenda(session, workshop)
        if seconds >= row.planned_seconds:
            raise KnownError(
                _("“{title}” takes {minutes} min in all.").format(
                    title=isolate(row.title), minutes=row.planned_seconds // 60
                ),
                _("Split it after fewer minutes."),
            )
        _refuse_begun(session, row)
        after, second = split(before, segment_id, seconds)
        parts = [one for one in after.segments() if one.id in {segment_id, second}]
        backs, ratings = _backs(session, segment_id), _ratings(session, segment_id)
        _refuse_torn(parts, backs, ratings)
        write_agenda(session, workshop, before, after)
        row_of(session, m.Segment, second).extra = dict(row.extra)
        _bring(parts, _REPORTED, _backs(session, segment_id, empty=True))
        _bring(parts, _RATED, ratings)
        _seat_again(session, segment_id, second)
    return second, transaction.changes


def _refuse_begun(session: DbSession, row: m.Segment) -> None:
    entries = session.exec(select(m.RunEntry).where(col(m.RunEntry.segment_id) == row.id)).all()
    if any(entry.ended_wall is None for entry in entries):
        raise KnownError(_("“{title}” is running.").format(title=isolate(row.title)), _("Press Next first."))
    if entries:
        raise KnownError(
            _("“{title}” has already begun.").format(title=isolate(row.title)),
            _("Insert another item after it."),
        )


def _refuse_torn(parts: list[Segment], backs: list[m.ReportBack], ratings: list[m.LightRating]) -> None:
    """Refuse to cut the stage in which something was captured, and say what."""
    torn: list[str] = []
    if backs and _is_cut(parts, _REPORTED):
        torn.append(ngettext_("{n} report-back", "{n} report-backs", len(backs)).format(n=len(backs)))
    if ratings and _is_cut(parts, _RATED):
        count = len(ratings)
        torn.append(
            ngettext_("{n} light that was rated", "{n} lights that were rated", count).format(n=count)
        )
    if torn:
        raise KnownError(
            _("“{title}” holds {work}: they would be torn apart.").format(
                title=isolate(parts[0].title), work=", ".join(torn)
            ),
            _("Split it where that stage begins or ends."),
        )


def _is_cut(parts: list[Segment], stages: frozenset[StageName]) -> bool:
    return all(any(slot.stage in stages for slot in part.stages) for part in parts)


def _bring(
    parts: list[Segment], stages: frozenset[StageName], rows: list[m.ReportBack] | list[m.LightRating]
) -> None:
    """Let what was captured go along where its stage is in the second part alone."""
    first, second = (any(slot.stage in stages for slot in part.stages) for part in parts)
    if second and not first:
        for row in rows:
            row.segment_id = parts[1].id


def _backs(session: DbSession, segment_id: str, *, empty: bool = False) -> list[m.ReportBack]:
    rows = session.exec(select(m.ReportBack).where(col(m.ReportBack.segment_id) == segment_id)).all()
    points = select(m.ReportPoint.report_back_id).where(
        col(m.ReportPoint.report_back_id).in_([row.id for row in rows])
    )
    filled = set(session.exec(points).all())
    return [row for row in rows if empty or row.id in filled]


def _ratings(session: DbSession, segment_id: str) -> list[m.LightRating]:
    query = select(m.LightRating).where(col(m.LightRating.segment_id) == segment_id)
    return list(session.exec(query).all())


def _seat_again(session: DbSession, first: str, second: str) -> None:
    """Seat everybody in the second part as in the first, with the same roles."""
    for model in (m.Seat, m.TableRole):
        for row in session.exec(select(model).where(col(model.segment_id) == first)).all():
            session.add(model(**{**row.model_dump(), "id": new_id(), "segment_id": second}))
    session.flush()
