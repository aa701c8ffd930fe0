"""One judgement of one light, its evidence, and the host's own wording of a light."""

from __future__ import annotations

from typing import Final

from sqlmodel import Session as DbSession
from sqlmodel import col, func, select

from facilitator_app import models as m
from facilitator_app.records.changes import NOTHING_CHANGED, Changes
from facilitator_app.records.enums import Desk
from facilitator_app.services.fields import language_of, shadow_of, text_of
from facilitator_app.services.lights.board import LightKey
from facilitator_app.services.rows import maybe_row, row_of
from facilitator_app.store.workshop_file import WorkshopFile
from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _

RATINGS: Final = frozenset({None, 0, 1, 2})


def rate(  # noqa: PLR0917 - a rating's key has so many parts
    file: WorkshopFile,
    workshop: str,
    segment_id: str | None,
    step: int,
    table_id: str,
    cluster_id: str | None,
    item: str,
    rating: int | None,
    *,
    desk: Desk = Desk.CAPTURE,
) -> Changes:
    """Rate one light: 0 not seen, 1 partly, 2 clearly seen, None not discussed.

    Raises KnownError for any other rating, or a light, table or cluster that is not there.
    """
    if rating not in RATINGS:
        raise KnownError(
            _("A light cannot be rated {rating}.").format(rating=rating),
            _("Choose not seen (0), partly (1) or clearly seen (2), or leave it open."),
        )
    key = LightKey(segment_id, step, table_id, cluster_id)
    with file.transact("Rate a light", desk) as transaction:
        row = _find(transaction.session, workshop, key, item)
        if row is None:
            if rating is None:
                return NOTHING_CHANGED
            row = _new(transaction.session, workshop, key, item)
        row.rating = rating
    return transaction.changes


def note_evidence(  # noqa: PLR0917 - a rating's key has so many parts
    file: WorkshopFile,
    workshop: str,
    segment_id: str | None,
    step: int,
    table_id: str,
    cluster_id: str | None,
    item: str,
    *,
    local_text: str | None = None,
    english_text: str | None = None,
    language: str | None = None,
    desk: Desk = Desk.CAPTURE,
) -> Changes:
    """Write why a light was rated so, in the table's language and in English; what is None stays.

    The language is the table's where none is given. Raises KnownError as `rate` does.
    """
    key = LightKey(segment_id, step, table_id, cluster_id)
    with file.transact("Note evidence", desk) as transaction:
        session = transaction.session
        row = _find(session, workshop, key, item)
        if row is None:
            if not ((local_text or "").strip() or (english_text or "").strip()):
                return NOTHING_CHANGED
            row = _new(session, workshop, key, item)
        if local_text is not None:
            row.evidence_local = text_of(local_text, _("Evidence"))
        if english_text is not None:
            row.evidence_english = text_of(english_text, _("Evidence"))
        if language is not None:
            row.evidence_language = language_of(language)
        elif row.evidence_local and not row.evidence_language:
            table = row_of(session, m.Table, table_id)
            row.evidence_language = table.report_language or table.discussion_language
        row.folded = shadow_of(row.evidence_local, row.evidence_english)
    return transaction.changes


def edit_light(file: WorkshopFile, item_id: str, text: str, *, desk: Desk = Desk.PREPARE) -> Changes:
    """Give a light the host's own wording; it keeps a note that it is local."""
    with file.transact("Edit a light", desk) as transaction:
        row = row_of(transaction.session, m.LightItem, item_id)
        wanted = text_of(text, _("Light"), needed=True)
        if wanted == row.text:
            return NOTHING_CHANGED
        row.text, row.local = wanted, True
    return transaction.changes


def _find(session: DbSession, workshop: str, key: LightKey, item: str) -> m.LightRating | None:
    table = row_of(session, m.Table, key.table_id)
    cluster = maybe_row(session, m.Cluster, key.cluster_id)
    segment = maybe_row(session, m.Segment, key.segment_id)
    day = row_of(session, m.Day, segment.day_id) if segment else None
    for found in (table, cluster, day):
        if found is not None and found.workshop_id != workshop:
            raise KnownError(_("This belongs to another workshop."), _("Open that one to rate it there."))
    rating = m.LightRating
    query = select(rating).where(
        col(rating.table_id) == key.table_id,
        col(rating.step) == key.step,
        col(rating.item) == item,
        col(rating.segment_id).is_not_distinct_from(key.segment_id),
        col(rating.cluster_id).is_not_distinct_from(key.cluster_id),
    )
    return session.exec(query).first()


def _new(session: DbSession, workshop: str, key: LightKey, item: str) -> m.LightRating:
    query = select(m.LightItem).where(
        col(m.LightItem.workshop_id) == workshop, col(m.LightItem.step) == key.step
    )
    light = next((one for one in session.exec(query).all() if one.item == item), None)
    if light is None:
        raise KnownError(
            _("Step {step} has no light {item}.").format(step=key.step, item=item),
            _("Choose one of the lights of this step."),
        )
    last = select(func.max(m.LightRating.position)).where(col(m.LightRating.workshop_id) == workshop)
    row = m.LightRating(
        workshop_id=workshop,
        segment_id=key.segment_id,
        step=key.step,
        table_id=key.table_id,
        cluster_id=key.cluster_id,
        position=(session.exec(last).one() or 0) + 1,
        item=item,
        colour=light.colour,
    )
    session.add(row)
    return row
