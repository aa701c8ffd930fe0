"""Report-backs and their points: opened, typed, settled, marked. Drafts become text when they are sealed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sqlmodel import Session as DbSession
from sqlmodel import col, func, select

from facilitator_app import models as m
from facilitator_app.records.capture import ReportBack
from facilitator_app.records.changes import NOTHING_CHANGED, Changes
from facilitator_app.records.enums import Desk, PointField, TableRoleName, TranslationStatus
from facilitator_app.rules.text.direction import Direction
from facilitator_app.rules.text.languages import ENGLISH, is_english
from facilitator_app.rules.turns import turn_order
from facilitator_app.services.capturing.status import PointTexts, settled
from facilitator_app.services.fields import language_of, line_of, shadow_of, text_of
from facilitator_app.services.reading import read_workshop
from facilitator_app.services.rows import row_of
from facilitator_app.store.workshop_file import Transaction, WorkshopFile
from facilitator_app.support.errors import KnownError
from facilitator_app.support.ids import new_id
from facilitator_app.support.wording import _

_NEEDS_ENGLISH: Final = frozenset(
    {TranslationStatus.CHECKED, TranslationStatus.DRAFT, TranslationStatus.AS_INTERPRETED}
)


def open_report_back(
    file: WorkshopFile,
    workshop: str,
    segment_id: str,
    step: int | None,
    table_id: str,
    *,
    desk: Desk = Desk.CAPTURE,
) -> tuple[ReportBack, Changes]:
    """Return the report-back of a table in a segment and step; make it if it is not there yet.

    It takes the table's languages and cluster, the reporter of the round and the place in the speaking
    order. Raises KnownError for a step that is not worked in the segment.
    """
    with file.transact("Open the report-back", desk) as transaction:
        session = transaction.session
        found = read_workshop(session, workshop).report_back(segment_id, step, table_id)
        if found is not None:
            return found, NOTHING_CHANGED
        _new_report_back(session, workshop, segment_id, step, table_id)
        made = read_workshop(session, workshop).report_back(segment_id, step, table_id)
    if made is None:
        raise RuntimeError("a report-back that was just added is not there")
    return made, transaction.changes


def begin_point(
    file: WorkshopFile,
    workshop: str,
    place: tuple[str, int | None, str],
    point_id: str,
    language: str = "",
    *,
    desk: Desk = Desk.CAPTURE,
) -> Changes:
    """Add a point with an id made at the desk, and its report-back where this is the first: one undo step.

    `place` is (segment id, step or none, table id); `language` is what the point is said in, if not the
    table's own. So the first character typed has a home before the disk has answered. Asked again for the
    same id, nothing changes. Raises KnownError for a place or language that cannot be.
    """
    segment_id, step, table_id = place
    spoken = language_of(language)
    with file.transact("New point", desk) as transaction:
        session = transaction.session
        if session.get(m.ReportPoint, point_id) is not None:
            return NOTHING_CHANGED
        query = select(m.ReportBack).where(
            col(m.ReportBack.segment_id) == segment_id,
            col(m.ReportBack.step).is_not_distinct_from(step),
            col(m.ReportBack.table_id) == table_id,
        )
        back = session.exec(query).first()
        if back is None:
            back = _new_report_back(session, workshop, segment_id, step, table_id)
        _new_point(transaction, back, len(_points(session, back.id)), point_id=point_id, language=spoken)
    return transaction.changes


def _new_report_back(
    session: DbSession, workshop: str, segment_id: str, step: int | None, table_id: str
) -> m.ReportBack:
    record = read_workshop(session, workshop)
    segment, table = record.agenda.segment(segment_id), record.table(table_id)
    if segment is None or table is None:
        raise KnownError(_("This table or segment is no longer in the workshop."))
    if step not in (segment.steps or (None,)):
        raise KnownError(_("“{title}” does not work on this step.").format(title=segment.title))
    order = turn_order(record, segment_id)
    languages = (table.report_language, table.discussion_language, *record.details.local_languages)
    reporters = (
        role.participant_id
        for role in record.roles
        if (role.segment_id, role.table_id, role.role) == (segment_id, table_id, TableRoleName.REPORTER)
    )
    row = m.ReportBack(
        workshop_id=workshop,
        segment_id=segment_id,
        position=_next_position(session, workshop),
        code=_free_code(session, workshop, segment.code, step, table.number),
        step=step,
        table_id=table_id,
        cluster_id=table.cluster_id,
        language=next((tag for tag in languages if tag), record.details.working_language),
        discussion_language=table.discussion_language,
        report_order=order.index(table.number) + 1 if table.number in order else None,
        reporter_id=next(reporters, None),
    )
    session.add(row)
    session.flush()
    return row


def _new_point(
    transaction: Transaction, back: m.ReportBack, place: int, *, point_id: str, language: str = ""
) -> None:
    points = _points(transaction.session, back.id)
    row = m.ReportPoint(
        id=point_id,
        report_back_id=back.id,
        position=place + 1,
        language=language or back.language,
        status=str(TranslationStatus.MISSING),
        created_at=transaction.now.wall.isoformat(),
    )
    transaction.session.add(row)
    _number([*points[:place], row, *points[place:]])
    transaction.session.flush()


def add_point(
    file: WorkshopFile, report_back_id: str, after: str | None = None, *, desk: Desk = Desk.CAPTURE
) -> tuple[str, Changes]:
    """Add an empty point after another one, or at the end; return its id."""
    with file.transact("New point", desk) as transaction:
        session = transaction.session
        back = row_of(session, m.ReportBack, report_back_id)
        points = _points(session, report_back_id)
        ids = [point.id for point in points]
        place = ids.index(after) + 1 if after in ids else len(ids)
        point_id = new_id()
        _new_point(transaction, back, place, point_id=point_id)
    return point_id, transaction.changes


def settle_point(
    file: WorkshopFile,
    point_id: str,
    *,
    local_text: str | None = None,
    english_text: str | None = None,
    author: str | None = None,
    translated_by: str | None = None,
    desk: Desk = Desk.CAPTURE,
) -> Changes:
    """Seal what was typed: texts cleaned and written, the status by rule, their drafts gone.

    What is None stays (its draft too). Raises KnownError for a point that was deleted; its drafts stay
    then.
    """
    with file.transact("Settle the point", desk) as transaction:
        row = row_of(transaction.session, m.ReportPoint, point_id)
        _seal(transaction, row, local_text, english_text)
        if author is not None:
            row.author = line_of(author, _("Author"))
            row.folded = _shadow(row)
        if translated_by is not None:
            row.translated_by = line_of(translated_by, _("Translator"))
        for field, text in ((PointField.LOCAL, local_text), (PointField.ENGLISH, english_text)):
            if text is not None:
                transaction.forget_draft(point_id, field)
    return transaction.changes


def recover_drafts(file: WorkshopFile, *, desk: Desk = Desk.CAPTURE) -> tuple[tuple[str, ...], Changes]:
    """Seal every draft a crash left behind; return the ids of the points that got their text back.

    A draft whose point is gone stays a draft: nothing that was typed is thrown away.
    """
    with file.transact("Recover what was typed", desk) as transaction:
        texts: dict[str, dict[str, str]] = {}
        for draft in transaction.drafts():
            texts.setdefault(draft.point_id, {})[draft.field] = draft.text
        recovered = []
        for point_id, typed in texts.items():
            row = transaction.session.get(m.ReportPoint, point_id)
            if row is None:
                continue
            _seal(transaction, row, typed.get(PointField.LOCAL), typed.get(PointField.ENGLISH))
            for field in typed:
                transaction.forget_draft(point_id, field)
            recovered.append(point_id)
    return tuple(recovered), transaction.changes


def set_status(
    file: WorkshopFile, point_id: str, status: TranslationStatus, *, desk: Desk = Desk.CAPTURE
) -> Changes:
    """Say what is known of a point's translation. Raises KnownError where its texts say otherwise."""
    with file.transact("Mark the translation", desk) as transaction:
        row = row_of(transaction.session, m.ReportPoint, point_id)
        has_local, has_english = bool(row.local_text.strip()), bool(row.english_text.strip())
        if status in _NEEDS_ENGLISH and not has_english:
            raise KnownError(_("There is no English text yet."), _("Type it first."))
        if status is TranslationStatus.MISSING and has_english:
            raise KnownError(_("There is an English text."), _("Empty it first if it is wrong."))
        if status is TranslationStatus.AS_SAID and (has_local or not has_english):
            raise KnownError(
                _("Only a point without a local text was said in English."), _("Move the text to English.")
            )
        back = row_of(transaction.session, m.ReportBack, row.report_back_id)
        if status is TranslationStatus.AS_SAID:
            row.language = ENGLISH
        elif is_english(row.language) and not is_english(back.language):
            row.language = back.language
        row.status = str(status)
        row.changed_at = transaction.now.wall.isoformat()
    return transaction.changes


def set_publish(file: WorkshopFile, point_id: str, *, publish: bool, desk: Desk = Desk.CAPTURE) -> Changes:
    """Let a point into published editions, or keep it out of them."""
    with file.transact("Publish" if publish else "Do not publish", desk) as transaction:
        row_of(transaction.session, m.ReportPoint, point_id).do_not_publish = not publish
    return transaction.changes


def set_direction(
    file: WorkshopFile, point_id: str, direction: Direction | None, *, desk: Desk = Desk.CAPTURE
) -> Changes:
    """Fix the direction of a point's local text; None lets its letters decide."""
    with file.transact("Direction", desk) as transaction:
        row_of(transaction.session, m.ReportPoint, point_id).direction = direction.value if direction else ""
    return transaction.changes


def set_language(file: WorkshopFile, point_id: str, language: str, *, desk: Desk = Desk.CAPTURE) -> Changes:
    """Say in which language a point was made (BCP 47). Raises KnownError for what is no language code."""
    tag = language_of(language, optional=False)
    with file.transact("Language of the point", desk) as transaction:
        row = row_of(transaction.session, m.ReportPoint, point_id)
        back = row_of(transaction.session, m.ReportBack, row.report_back_id)
        texts = settled(_texts_of(row, tag), row.local_text, row.english_text, tag)
        if texts.status is TranslationStatus.AS_SAID and not is_english(tag):
            texts = replace(texts, status=TranslationStatus.AS_INTERPRETED, language=tag)
        row.local_text, row.english_text = texts.local, texts.english
        row.language, row.status = texts.language, str(texts.status)
        row.folded = _shadow(row)
        if not _has_text(transaction.session, back.id, besides=row.id):
            back.language = tag
    return transaction.changes


def move_point(
    file: WorkshopFile,
    point_id: str,
    before: str | None = None,
    *,
    report_back_id: str | None = None,
    desk: Desk = Desk.CAPTURE,
) -> Changes:
    """Move a point before another one or to the end; `report_back_id` moves it to another table's."""
    with file.transact("Move the point", desk) as transaction:
        session = transaction.session
        row = row_of(session, m.ReportPoint, point_id)
        old = row.report_back_id
        target = row_of(session, m.ReportBack, report_back_id or old).id
        if before == point_id:
            return NOTHING_CHANGED
        rest = [point for point in _points(session, target) if point.id != point_id]
        ids = [point.id for point in rest]
        place = ids.index(before) if before in ids else len(ids)
        row.report_back_id = target
        _number([*rest[:place], row, *rest[place:]])
        session.flush()
        if target != old:
            _number(_points(session, old))
    return transaction.changes


def delete_point(file: WorkshopFile, point_id: str, *, desk: Desk = Desk.CAPTURE) -> Changes:
    """Delete a point. What was still being typed is sealed first, as a step of its own: undo has it all."""
    typed = {draft.field: draft.text for draft in file.drafts() if draft.point_id == point_id}
    if typed:
        settle_point(
            file,
            point_id,
            local_text=typed.get(PointField.LOCAL),
            english_text=typed.get(PointField.ENGLISH),
            desk=desk,
        )
    with file.transact("Delete the point", desk) as transaction:
        row = row_of(transaction.session, m.ReportPoint, point_id)
        transaction.session.delete(row)
        transaction.session.flush()
        _number(_points(transaction.session, row.report_back_id))
    return transaction.changes


def _seal(transaction: Transaction, row: m.ReportPoint, local: str | None, english: str | None) -> None:
    new_local = row.local_text if local is None else text_of(local, _("Point"))
    new_english = row.english_text if english is None else text_of(english, _("English"))
    if (new_local, new_english) == (row.local_text, row.english_text):
        return
    back = row_of(transaction.session, m.ReportBack, row.report_back_id)
    texts = settled(_texts_of(row, row.language), new_local, new_english, back.language)
    row.local_text, row.english_text, row.language = texts.local, texts.english, texts.language
    row.status = str(texts.status)
    row.folded = _shadow(row)
    row.changed_at = transaction.now.wall.isoformat()
    if back.captured_at is None:
        back.captured_at = row.changed_at


def _texts_of(row: m.ReportPoint, language: str) -> PointTexts:
    return PointTexts(row.local_text, row.english_text, language, TranslationStatus(row.status))


def _shadow(row: m.ReportPoint) -> str:
    return shadow_of(row.local_text, row.english_text, row.author)


def _points(session: DbSession, report_back_id: str) -> list[m.ReportPoint]:
    query = select(m.ReportPoint).where(col(m.ReportPoint.report_back_id) == report_back_id)
    return list(session.exec(query.order_by(col(m.ReportPoint.position), col(m.ReportPoint.id))).all())


def _number(points: Sequence[m.ReportPoint]) -> None:
    for place, point in enumerate(points, start=1):
        point.position = place


def _has_text(session: DbSession, report_back_id: str, besides: str) -> bool:
    return any(
        point.local_text.strip() or point.english_text.strip()
        for point in _points(session, report_back_id)
        if point.id != besides
    )


def _next_position(session: DbSession, workshop: str) -> int:
    query = select(func.max(m.ReportBack.position)).where(col(m.ReportBack.workshop_id) == workshop)
    return (session.exec(query).one() or 0) + 1


def _free_code(session: DbSession, workshop: str, segment: str, step: int | None, table: int) -> str:
    """Return a code in the style of the data sets (`rb-s02-t1`); with the segment where that is taken."""
    taken = set(
        session.exec(select(m.ReportBack.code).where(col(m.ReportBack.workshop_id) == workshop)).all()
    )
    code = f"rb-s{step:02d}-t{table}" if step else f"rb-{segment}-t{table}"
    return f"rb-{segment}-s{step or 0:02d}-t{table}" if code in taken else code
