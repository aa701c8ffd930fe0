"""The minutes of a segment: planned, at least, whose consent a shorter one needs, and what is a reserve."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session as DbSession
from sqlmodel import col, select

from facilitator_app import models as m
from facilitator_app.records.changes import Changes
from facilitator_app.records.enums import Desk, StageName
from facilitator_app.services.fields import number_of
from facilitator_app.services.planning.agenda import MOST_MINUTES
from facilitator_app.services.rows import row_of
from facilitator_app.store.workshop_file import WorkshopFile
from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _


def set_minutes(
    file: WorkshopFile,
    segment_id: str,
    minutes: int,
    *,
    stage: StageName | None = None,
    desk: Desk = Desk.PREPARE,
) -> Changes:
    """Give a segment, or one of its stages, so many planned minutes; a minimum above them comes down.

    Without `stage` the stages of a cycle grow or shrink in proportion, to the second. Raises KnownError
    for minutes that cannot be or a stage that is not there.
    """
    seconds = number_of(minutes, _("Minutes"), 0 if stage else 1, MOST_MINUTES) * 60
    with file.transact("Change the minutes", desk) as transaction:
        session = transaction.session
        segment = row_of(session, m.Segment, segment_id)
        stages = _stages(session, segment_id)
        if stage is None:
            wanted = _spread(seconds, [one.planned_seconds for one in stages])
        else:
            _named(stages, stage, segment)
            wanted = [seconds if one.stage == stage else one.planned_seconds for one in stages]
        for row, planned in zip(stages, wanted, strict=True):
            row.planned_seconds = planned
            row.minimum_seconds = min(row.minimum_seconds, planned)
        _total(segment, stages)
    return transaction.changes


def set_minimum(
    file: WorkshopFile,
    segment_id: str,
    minutes: int,
    *,
    stage: StageName | None = None,
    desk: Desk = Desk.PREPARE,
) -> Changes:
    """Say how short a segment, or one of its stages, may get at the least; never longer than it is planned.

    Without `stage` the minimums of a cycle's stages come down in proportion, or go up by what each has in
    reserve. Raises KnownError for more than is planned or a stage that is not there.
    """
    seconds = number_of(minutes, _("Minimum"), 0, MOST_MINUTES) * 60
    with file.transact("Change the minimum", desk) as transaction:
        segment = row_of(transaction.session, m.Segment, segment_id)
        stages = _stages(transaction.session, segment_id)
        chosen = stages if stage is None else [_named(stages, stage, segment)]
        planned = sum(row.planned_seconds for row in chosen)
        if seconds > planned:
            raise KnownError(
                _("The minimum is longer than the planned {minutes} min.").format(minutes=planned // 60),
                _("Plan more minutes first, or choose a shorter minimum."),
            )
        for row, least in zip(chosen, _least(chosen, seconds), strict=True):
            row.minimum_seconds = least
        _total(segment, stages)
    return transaction.changes


def set_buffer(
    file: WorkshopFile, segment_id: str, *, buffer: bool = True, desk: Desk = Desk.PREPARE
) -> Changes:
    """Say whether a segment is a reserve: what a day that slips uses first, all of it."""
    with file.transact("Reserve" if buffer else "No reserve", desk) as transaction:
        row_of(transaction.session, m.Segment, segment_id).buffer = buffer
    return transaction.changes


def set_consent(
    file: WorkshopFile, segment_id: str, *, needed: bool = True, desk: Desk = Desk.PREPARE
) -> Changes:
    """Say whether nobody but the host may shorten a segment: no plan does it by itself then."""
    with file.transact("Shorten only with consent" if needed else "May be shortened", desk) as transaction:
        row_of(transaction.session, m.Segment, segment_id).shorten_needs_consent = needed
    return transaction.changes


def set_optional(
    file: WorkshopFile, segment_id: str, *, optional: bool = True, desk: Desk = Desk.PREPARE
) -> Changes:
    """Say whether a segment may be left out first when a day does not fit."""
    with file.transact("May be left out" if optional else "Stays in", desk) as transaction:
        row_of(transaction.session, m.Segment, segment_id).optional = optional
    return transaction.changes


def _least(stages: Sequence[m.Stage], seconds: int) -> list[int]:
    """Share a minimum out: less in proportion to what each must have, more to its reserve."""
    now = [row.minimum_seconds for row in stages]
    if seconds <= sum(now):
        return _spread(seconds, now)
    reserves = [row.planned_seconds - row.minimum_seconds for row in stages]
    more = _spread(seconds - sum(now), reserves)
    return [least + extra for least, extra in zip(now, more, strict=True)]


def _stages(session: DbSession, segment_id: str) -> list[m.Stage]:
    query = select(m.Stage).where(col(m.Stage.segment_id) == segment_id)
    return list(session.exec(query.order_by(col(m.Stage.position))).all())


def _named(stages: Sequence[m.Stage], stage: StageName, segment: m.Segment) -> m.Stage:
    found = next((one for one in stages if one.stage == stage), None)
    if found is None:
        raise KnownError(
            _("“{title}” has no such stage.").format(title=segment.title), _("Choose another one.")
        )
    return found


def _total(segment: m.Segment, stages: Sequence[m.Stage]) -> None:
    segment.planned_seconds = sum(one.planned_seconds for one in stages)
    segment.minimum_seconds = sum(one.minimum_seconds for one in stages)


def _spread(seconds: int, weights: Sequence[int]) -> list[int]:
    """Share whole seconds in proportion; the largest remainders get the odd ones."""
    if not sum(weights):
        return [seconds, *([0] * (len(weights) - 1))]
    shares = [seconds * weight // sum(weights) for weight in weights]
    odd = sorted(range(len(weights)), key=lambda i: -(seconds * weights[i] % sum(weights)))
    for i in odd[: seconds - sum(shares)]:
        shares[i] += 1
    return shares
