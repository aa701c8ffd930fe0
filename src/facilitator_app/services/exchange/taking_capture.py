"""From a data set: report-backs and their points, parking lot, actions, further languages."""

from __future__ import annotations

import re
from typing import Final

from facilitator_app import models as m
from facilitator_app.records.enums import Noun, ParkingStatus, TranslationStatus
from facilitator_app.rules.text import fold
from facilitator_app.services.exchange.building import Building
from facilitator_app.services.exchange.fields import Fields
from facilitator_app.services.exchange.layout import ACTIONS, PARKING_LOT, POINTS, WORKSHOP_JSON
from facilitator_app.support.wording import _

MAX_POINTS: Final = 10_000
_MOVED: Final = re.compile(r"^moved(?: to step (\d{1,2}))?$")


def take_report_backs(building: Building) -> None:
    """Keep what tables reported: the JSON says who and when, the CSV (or the JSON) holds the points."""
    backs: dict[str, m.ReportBack] = {}
    kept_out: set[str] = set()
    has_points: set[str] = set()
    for fields, values in zip(
        building.data.from_json("report_backs", building.data.listed("report_backs")),
        building.data.listed("report_backs"),
        strict=True,
    ):
        row = _report_back(building, fields)
        if fields.spoiled or row is None:
            kept_out.add(fields.name("id"))
            continue
        backs[row.code] = row
        if values.get("points"):
            has_points.add(row.code)
    filled: set[str] = set()
    points: list[m.ReportPoint] = []
    for fields in building.data.point_rows():
        point = _point(building, fields, backs, kept_out)
        if point is not None:
            points.append(point)
            filled.add(point.report_back_id)
    for row in backs.values():
        if row.id in filled or row.code not in has_points or POINTS.csv not in building.data.sheets:
            row.position = building.count(m.ReportBack) + 1
            building.add(row, Noun.REPORT_BACK, row.code)
    kept = {row.id: row for row in building.rows if isinstance(row, m.ReportBack)}
    for point in points:
        code = kept[point.report_back_id].code
        building.add(point, Noun.REPORT_POINT, f"{code}#{point.position}")


def _report_back(building: Building, fields: Fields) -> m.ReportBack | None:
    step = fields.integer("step", 1, 12)
    segment = building.segment(fields, step)
    table = building.table(fields)
    row = m.ReportBack(
        workshop_id=building.workshop.id,
        segment_id=segment.id if segment else "",
        code=fields.required("id"),
        step=step,
        table_id=table or "",
        cluster_id=building.maybe_cluster(fields),
        language=fields.language("language"),
        discussion_language=fields.language("discussion_language"),
        direction=fields.name("direction"),
        report_order=fields.integer("report_order", 1, 1000),
        reporter_id=building.maybe_person(fields, "reporter"),
        question=fields.text("question"),
        captured_at=fields.instant("captured_at", building.zone),
        captured_by=fields.name("captured_by"),
        status=(fields.choice("translation_status", TranslationStatus) or TranslationStatus.MISSING).value,
        translated_by=fields.name("translated_by"),
    )
    fields.asked("points")
    row.extra = fields.extra()
    if fields.spoiled or not building.once(fields, "back", row.code):
        return None
    return row if building.once(fields, "back", row.segment_id, str(row.step), row.table_id) else None


def _point(
    building: Building, fields: Fields, backs: dict[str, m.ReportBack], kept_out: set[str]
) -> m.ReportPoint | None:
    back = _back_of(building, fields, backs, kept_out)
    row = m.ReportPoint(
        report_back_id=back.id if back else "",
        position=fields.whole("point", 1, MAX_POINTS),
        local_text=fields.text("local_text"),
        language=fields.language("language", back.language if back else ""),
        english_text=fields.text("english_text"),
        do_not_publish=fields.flag("do_not_publish"),
        author=fields.name("author"),
        direction=fields.name("direction"),
        translated_by=fields.name("translated_by"),
        created_at=fields.instant("created_at", building.zone),
        changed_at=fields.instant("changed_at", building.zone),
    )
    if row.language.split("-", maxsplit=1)[0].lower() == "en" and row.english_text in {"", row.local_text}:
        # Said in English: there is one text, and it stands in the English column.
        row.english_text, row.local_text = row.english_text or row.local_text, ""
    row.status = (fields.choice("translation_status", TranslationStatus) or _status_of(row)).value
    row.folded = fold(f"{row.local_text}\n{row.english_text}").strip()
    fields.asked("segment", "step", "table", "report_back_id")
    row.extra = fields.extra()
    if back is None or fields.spoiled or not building.once(fields, row.report_back_id, str(row.position)):
        return None
    return row


def _back_of(
    building: Building, fields: Fields, backs: dict[str, m.ReportBack], kept_out: set[str]
) -> m.ReportBack | None:
    """Return the report-back of a point: by its id, by segment, step and table, or a new one."""
    code = fields.name("report_back_id")
    if code in backs:
        return backs[code]
    if code in kept_out:
        fields.spoil("report_back_id", _("its report-back {id} was kept out.").format(id=code), "")
        return None
    step = fields.integer("step", 1, 12)
    segment = building.segment(fields, step)
    table = building.table(fields)
    if segment is None or table is None:
        return None
    place = (segment.id, step, table)
    found = next((b for b in backs.values() if (b.segment_id, b.step, b.table_id) == place), None)
    if found is not None:
        return found
    number = next(n for n, row in building.tables.items() if row.id == table)
    code = code or (f"rb-s{step:02d}-t{number}" if step else f"rb-{segment.code}-t{number}")
    while code in backs:
        code = f"{code}~2"
    new = m.ReportBack(
        workshop_id=building.workshop.id,
        segment_id=segment.id,
        code=code,
        step=step,
        table_id=table,
        language=fields.language("language"),
    )
    backs[new.code] = new
    return new


def _status_of(row: m.ReportPoint) -> TranslationStatus:
    if not row.local_text:
        return TranslationStatus.AS_SAID if row.english_text else TranslationStatus.MISSING
    return TranslationStatus.DRAFT if row.english_text else TranslationStatus.MISSING


def take_parking_lot(building: Building) -> None:
    """Keep the questions put aside."""
    for fields in building.data.rows(PARKING_LOT, ("id",)):
        row = m.ParkingLotItem(
            workshop_id=building.workshop.id,
            position=building.count(m.ParkingLotItem) + 1,
            code=fields.required("id"),
            language=fields.language("language"),
            local_text=fields.text("local_text"),
            english_text=fields.text("english_text"),
            noted_at=fields.instant("noted_at", building.zone),
            raised_by=fields.name("raised_by"),
            answer=fields.text("answer"),
        )
        _set_status(row, fields)
        row.folded = fold(f"{row.local_text}\n{row.english_text}\n{row.answer}").strip()
        row.extra = fields.extra()
        if not fields.spoiled and building.once(fields, row.code):
            building.add(row, Noun.PARKING_LOT_ITEM, row.code)


def _set_status(row: m.ParkingLotItem, fields: Fields) -> None:
    words = fields.name("status").lower()
    moved = _MOVED.match(words)
    if moved:
        row.status = ParkingStatus.MOVED.value
        row.moved_to_step = int(moved[1]) if moved[1] else None
        if row.moved_to_step is not None and not 1 <= row.moved_to_step <= 12:  # noqa: PLR2004 - the twelve steps
            fields.spoil("status", _("there is no step {n}.").format(n=row.moved_to_step), "1–12")
        return
    row.status = (fields.choice("status", ParkingStatus) or ParkingStatus.OPEN).value


def take_actions(building: Building) -> None:
    """Keep who does what by when; an owner who is not on the roster is kept by name."""
    for fields in building.data.rows(ACTIONS, ("id",)):
        owner = fields.name("owner")
        known = building.people.get(owner)
        row = m.ActionItem(
            workshop_id=building.workshop.id,
            position=building.count(m.ActionItem) + 1,
            code=fields.required("id"),
            cluster_id=building.maybe_cluster(fields),
            table_id=building.maybe_table(fields),
            title_english=fields.text("title_en"),
            title_local=fields.text("title_local"),
            language=fields.language("language"),
            owner_id=known.id if known else None,
            owner_text=fields.name("owner_name") or ("" if known else owner),
            partners=fields.text("partners"),
            first_step=fields.text("first_step"),
            first_step_date=fields.day("first_step_date"),
            due_date=fields.day("due_date"),
            done_when=fields.text("done_when"),
        )
        row.folded = fold(
            f"{row.title_english}\n{row.title_local}\n{row.first_step}\n{row.done_when}"
        ).strip()
        row.extra = fields.extra()
        if not fields.spoiled and building.once(fields, row.code):
            building.add(row, Noun.ACTION_ITEM, row.code)


def take_translations(building: Building) -> None:
    """Keep texts in further languages, for rows that were kept."""
    for fields in building.data.from_json("translations", building.data.listed("translations")):
        noun = fields.choice("noun", Noun)
        ref = fields.name("ref")
        row_id = building.refs.get((str(noun), ref))
        row = m.Translation(
            noun=str(noun),
            row_id=row_id or "",
            field=fields.required("field"),
            language=fields.language("language"),
            text=fields.text("text"),
            status=(fields.choice("status", TranslationStatus) or TranslationStatus.DRAFT).value,
        )
        row.extra = fields.extra()
        if not row_id and not fields.spoiled:
            wrong = _("it translates “{ref}”, which is not there.").format(ref=ref)
            fields.spoil("ref", wrong, _("an entry of {file}").format(file=WORKSHOP_JSON))
        if not fields.spoiled and building.once(fields, row.noun, row.row_id, row.field, row.language):
            building.add(row, Noun.TRANSLATION)
