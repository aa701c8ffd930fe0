"""The rows of a workshop under the names of the layout: what goes into `workshop.json`."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from facilitator_app import models as m
from facilitator_app.content.json_text import JsonValue
from facilitator_app.models.base import Row
from facilitator_app.records.enums import ParkingStatus, RoomSide
from facilitator_app.rules.timebox import CHANGE_OVER_SECONDS
from facilitator_app.services.exchange.gathering import Gathered

Values = dict[str, JsonValue]
_STEP_COLUMNS = (
    "number", "phase", "phase_name", "name", "purpose", "presents", "task_title", "task_text", "deliverable",
    "questions", "report_format", "report_fields", "outputs", "materials", "tips", "private_notes",
    "synthesis",
)  # fmt: skip


def workshop_json(found: Gathered) -> Values:
    """Return the whole JSON of an export, in the layout's own order."""
    return {
        "note": found.workshop.note,
        "programme": with_extra(
            found.programme, {"id": found.programme.code, "title": found.programme.title}
        ),
        "workshop": _workshop(found.workshop),
        "tables": [_table(found, row) for row in found.tables],
        "clusters": [_cluster(found, row) for row in found.clusters],
        "criteria": [
            with_extra(row, {"id": found.code(row.id), "weight": _plain_number(row.weight)})
            for row in found.criteria
        ],
        "agenda": [_day(found, row) for row in found.days],
        "steps": [
            with_extra(row, {name: getattr(row, name) for name in _STEP_COLUMNS}) for row in found.steps
        ],
        "light_items": [_light_item(row) for row in found.light_items],
        "participants": [*participants(found)],
        "report_backs": [_report_back(found, row) for row in found.report_backs],
        "actions": [*actions(found)],
        "parking_lot": [*parking_lot(found)],
        "translations": [_translation(found, row) for row in found.translations],
    }


def participants(found: Gathered) -> list[Values]:
    """Return the roster; table and seat are those of the first round in which the person sits."""
    first: dict[str, m.Seat] = {}
    for seat in found.seats:
        first.setdefault(seat.participant_id, seat)
    return [_participant(found, row, first.get(row.id)) for row in found.people]


def points(found: Gathered, back: m.ReportBack) -> list[Values]:
    """Return the points of one report-back under the names of the CSV."""
    rows = [row for row in found.points if row.report_back_id == back.id]
    return [
        with_extra(
            row,
            {
                "report_back_id": found.code(back.id),
                "segment": found.code(back.segment_id),
                "step": back.step,
                "table": _number(found, back.table_id),
                "language": row.language,
                "point": int(found.code(row.id)),
                "local_text": row.local_text,
                "english_text": row.english_text,
                "translation_status": _words(row.status),
                "do_not_publish": row.do_not_publish,
                "author": row.author,
                "direction": row.direction,
                "translated_by": row.translated_by,
                "created_at": local_text(row.created_at, found.workshop.zone),
                "changed_at": local_text(row.changed_at, found.workshop.zone),
            },
        )
        for row in rows
    ]


def actions(found: Gathered) -> list[Values]:
    """Return the actions."""
    return [
        with_extra(
            row,
            {
                "id": found.code(row.id),
                "cluster": found.code(row.cluster_id),
                "table": _number(found, row.table_id),
                "title_en": row.title_english,
                "title_local": row.title_local,
                "language": row.language,
                "owner": found.code(row.owner_id),
                "owner_name": row.owner_text,
                "partners": row.partners,
                "first_step": row.first_step,
                "first_step_date": row.first_step_date,
                "due_date": row.due_date,
                "done_when": row.done_when,
            },
        )
        for row in found.actions
    ]


def parking_lot(found: Gathered) -> list[Values]:
    """Return the questions put aside."""
    return [
        with_extra(
            row,
            {
                "id": found.code(row.id),
                "language": row.language,
                "local_text": row.local_text,
                "english_text": row.english_text,
                "noted_at": local_text(row.noted_at, found.workshop.zone),
                "status": _parking_words(row),
                "raised_by": row.raised_by,
                "answer": row.answer,
            },
        )
        for row in found.parking_lot
    ]


def local_text(stored: str | None, zone: str) -> str | None:
    """Return a stored UTC instant as local ISO time with its offset."""
    return datetime.fromisoformat(stored).astimezone(ZoneInfo(zone)).isoformat() if stored else None


def with_extra(row: Row, values: Values) -> Values:
    """Return the values and, behind them, what an earlier data set had beyond the layout."""
    return values | {name: value for name, value in row.extra.items() if name not in values}


def _workshop(row: m.Workshop) -> Values:
    values: Values = {
        "id": row.code,
        "title": row.title,
        "course": row.course,
        "start": row.start,
        "end": row.end,
        "place": row.place,
        "country": row.country,
        "time_zone": row.zone,
        "host": row.host,
        "sponsor": row.sponsor,
        "working_language": row.working_language,
        "local_languages": list(row.local_languages),
        "language_mode": row.language_mode,
        "facilitator": row.facilitator,
        "co_facilitator": row.co_facilitator,
        "speakers": list(row.speakers),
        "framework": row.framework,
        "content_version": row.content_version,
        "aim": row.aim,
        "summary": row.summary,
        "recommendations": row.recommendations,
    }
    if row.change_over_seconds != CHANGE_OVER_SECONDS:
        values["change_over_seconds"] = row.change_over_seconds
    if row.mix_weights:
        values["mix_weights"] = dict(row.mix_weights)
    if row.not_alone:
        values["not_alone"] = list(row.not_alone)
    if row.doors != RoomSide.BACK:
        values["doors"] = row.doors
    return with_extra(row, values)


def _table(found: Gathered, row: m.Table) -> Values:
    values: Values = {
        "table": row.number,
        "name": row.name,
        "discussion_language": row.discussion_language,
        "report_language": row.report_language,
        "cluster": found.code(row.cluster_id) or None,
    }
    places = {"place_x": row.place_x, "place_y": row.place_y}
    values |= {name: place for name, place in places.items() if place is not None}
    return with_extra(row, values)


def _cluster(found: Gathered, row: m.Cluster) -> Values:
    values: Values = {
        "id": found.code(row.id),
        "name_en": row.name_english,
        "name_local": row.name_local,
        "lang": row.language,
        "selected": row.selected,
        "summary": row.summary,
    }
    return with_extra(row, values)


def _day(found: Gathered, row: m.Day) -> Values:
    values: Values = {
        "day": row.number,
        "date": row.on,
        "start": row.start,
        "end": row.end,
        "end_anchored": row.end_anchored,
        "segments": [_segment(found, segment) for segment in found.segments if segment.day_id == row.id],
    }
    return with_extra(row, values)


def _segment(found: Gathered, row: m.Segment) -> Values:
    stages: list[JsonValue] = [
        with_extra(
            stage,
            {
                "stage": stage.stage,
                "planned_seconds": stage.planned_seconds,
                "minimum_seconds": stage.minimum_seconds,
            },
        )
        for stage in found.stages
        if stage.segment_id == row.id
    ]
    values: Values = {
        "id": found.code(row.id),
        "kind": row.kind,
        "title": row.title,
        "planned_seconds": row.planned_seconds,
        "minimum_seconds": row.minimum_seconds,
        "cycle": row.cycle,
        "anchor": {"kind": row.anchor_kind, "time": row.anchor_at} if row.anchor_kind else None,
        "buffer": row.buffer,
        "parked": row.parked,
        "shorten_needs_consent": row.shorten_needs_consent,
        "speaker": row.speaker,
        "optional": row.optional,
        "round": row.round_kind,
        "note": row.note,
        "private_notes": row.private_notes,
        "form": row.form,
        "steps": [step.step for step in found.segment_steps if step.segment_id == row.id],
        "stages": stages,
    }
    return with_extra(row, values)


def _light_item(row: m.LightItem) -> Values:
    values: Values = {
        "step": row.step,
        "item": row.item,
        "colour": row.colour,
        "text": row.text,
        "source": row.source,
        "local": row.local,
    }
    return with_extra(row, values)


def _participant(found: Gathered, row: m.Participant, seat: m.Seat | None) -> Values:
    values: Values = {
        "id": found.code(row.id),
        "given_name": row.given_name,
        "family_name": row.family_name,
        "display_name": row.display_name,
        "native_name": row.native_name,
        "gender_optional": row.gender,
        "organisation": row.organisation,
        "org_type": row.org_type,
        "role_title": row.role_title,
        "country": row.country,
        "languages": ";".join(row.languages),
        "english_level": row.english_level,
        "cluster_known": row.cluster_known,
        "table": _number(found, seat.table_id) if seat else None,
        "seat": seat.seat_number if seat else None,
        "email": row.email,
        "consent_photo": row.consent_photo,
        "consent_contact_list": row.consent_contact_list,
        "interpreter": found.code(row.interpreter_id),
        "replaced_by": found.code(row.replaced_by_id),
        "withdrawn": row.withdrawn,
        "notes": row.notes,
    }
    return with_extra(row, values)


def _report_back(found: Gathered, row: m.ReportBack) -> Values:
    listed: list[JsonValue] = []
    for point in points(found, row):
        above = {"report_back_id", "segment", "step", "table"}
        names = {"point": "n", "local_text": "local", "english_text": "en"}
        listed.append({names.get(name, name): value for name, value in point.items() if name not in above})
    values: Values = {
        "id": found.code(row.id),
        "segment": found.code(row.segment_id),
        "step": row.step,
        "table": _number(found, row.table_id),
        "cluster": found.code(row.cluster_id) or None,
        "report_order": row.report_order,
        "reporter": found.code(row.reporter_id),
        "discussion_language": row.discussion_language,
        "language": row.language,
        "direction": row.direction,
        "question": row.question,
        "captured_at": local_text(row.captured_at, found.workshop.zone),
        "captured_by": row.captured_by,
        "translation_status": _words(row.status),
        "translated_by": row.translated_by,
        "points": listed,
    }
    return with_extra(row, values)


def _translation(found: Gathered, row: m.Translation) -> Values:
    values: Values = {
        "noun": row.noun,
        "ref": found.refs.get((row.noun, row.row_id), ""),
        "field": row.field,
        "language": row.language,
        "text": row.text,
        "status": _words(row.status),
    }
    return with_extra(row, values)


def _parking_words(row: m.ParkingLotItem) -> str:
    if row.status == ParkingStatus.MOVED and row.moved_to_step is not None:
        return f"moved to step {row.moved_to_step}"
    return row.status


def _number(found: Gathered, table_id: str | None) -> JsonValue:
    code = found.code(table_id)
    return int(code) if code else None


def _words(status: str) -> str:
    return status.replace("_", " ")


def _plain_number(value: float) -> JsonValue:
    return int(value) if float(value).is_integer() else value
