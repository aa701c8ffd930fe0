"""The rows of a workshop as the CSV files of the layout."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from typing import Final

from facilitator_app import models as m
from facilitator_app.content.json_text import JsonValue
from facilitator_app.models.base import Row
from facilitator_app.records.enums import PauseReason
from facilitator_app.records.run import RunEntry
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.running import elapsed_in
from facilitator_app.rules.schedule import schedule
from facilitator_app.services.exchange import giving
from facilitator_app.services.exchange.gathering import Gathered
from facilitator_app.services.exchange.layout import (
    ACTIONS,
    ANSWER_COLUMN,
    ATTENDANCE,
    DOTS,
    EVALUATIONS,
    LIGHTS,
    PARKING_LOT,
    PARTICIPANTS,
    POINTS,
    ROLES,
    RUN_LOG,
    SCORES,
    SEATING,
    SELF_RATINGS,
    TIMER_LOG,
    NounFile,
)

Values = Mapping[str, JsonValue]
GUARD: Final = "'"
# White space and invisible characters in front do not keep a spreadsheet from running a formula.
_RISKY: Final = re.compile(r"[\s\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r']")


def csv_files(found: Gathered, record: WorkshopRecord) -> dict[str, bytes]:
    """Return the CSV files by name; a noun of which there is nothing has none.

    `record` is the same workshop as screens read it: the planned times of the timer log come from it.
    """
    rows: list[tuple[NounFile, list[Values]]] = [
        (PARTICIPANTS, [*giving.participants(found)]),
        (POINTS, [row for back in found.report_backs for row in giving.points(found, back)]),
        (ACTIONS, [*giving.actions(found)]),
        (PARKING_LOT, [*giving.parking_lot(found)]),
        (LIGHTS, [_light(found, row) for row in found.lights]),
        (ATTENDANCE, [_attendance(found, row) for row in found.attendance]),
        (DOTS, [_dot(found, row) for row in found.dots]),
        (SCORES, [_score(found, row) for row in found.scores]),
        (SELF_RATINGS, [_self_rating(found, row) for row in found.self_ratings]),
        (EVALUATIONS, [_evaluation(row) for row in found.evaluations]),
        (SEATING, [_seat(found, row) for row in found.seats]),
        (ROLES, [_role(found, row) for row in found.roles]),
        (RUN_LOG, [_run(found, row) for row in found.run]),
        (TIMER_LOG, timer_log(found, record)),
    ]
    return {noun.csv: csv_bytes(noun, values) for noun, values in rows if values}


def csv_bytes(noun: NounFile, rows: Iterable[Values]) -> bytes:
    """Return a CSV with byte-order mark; texts that a spreadsheet would run get a `'` in front.

    Further columns follow in the order in which rows have them; only texts go into those. They, and the
    columns that are seldom needed, are left out where no row says anything in them.
    """
    rows = list(rows)
    used = {name for name in noun.seldom if any(row.get(name) is not None for row in rows)}
    columns = dict.fromkeys(name for name in noun.columns if name not in noun.seldom or name in used)
    said = {name for row in rows for name, value in row.items() if value}
    for row in rows:
        columns |= dict.fromkeys(
            name
            for name, value in row.items()
            if name
            and name not in {*columns, *noun.seldom}
            and ((isinstance(value, str) and name in said) or ANSWER_COLUMN.match(name))
        )
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([guarded(name) for name in columns])
    for row in rows:
        writer.writerow([_cell(row.get(name)) for name in columns])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def guarded(text: str) -> str:
    """Return a text no spreadsheet takes for a formula; `'` itself is guarded too, so that it comes back."""
    return f"{GUARD}{text}" if _RISKY.match(text) else text


def timer_log(found: Gathered, record: WorkshopRecord) -> list[Values]:
    """Return planned and actual times of every segment that has ended, in whole minutes and in seconds."""
    entries: dict[str, list[RunEntry]] = {}
    for entry in record.run_entries:
        entries.setdefault(entry.position.segment_id, []).append(entry)
    rows: list[Values] = []
    for day in schedule(record.agenda).days:
        for placed in day.segments:
            ran = entries.get(placed.segment.id, [])
            ended = [entry.ended for entry in ran if entry.ended is not None]
            if not ran or len(ended) < len(ran):
                continue
            seconds = sum(elapsed_in(entry, entry.ended) for entry in ran if entry.ended is not None)
            planned = placed.segment.planned_seconds / 60
            rows.append(
                {
                    "block": found.code(placed.segment.id),
                    "title": placed.segment.title,
                    "planned_start": placed.planned_start.strftime("%H:%M"),
                    "planned_minutes": _short(planned),
                    "actual_minutes": round(seconds / 60),
                    "overrun": _short(round(seconds / 60) - planned),
                    "actual_start": giving.local_text(ran[0].started.wall.isoformat(), found.workshop.zone),
                    "actual_end": giving.local_text(ended[-1].wall.isoformat(), found.workshop.zone),
                    "actual_seconds": seconds,
                }
            )
    return rows


def _short(minutes: float) -> JsonValue:
    return int(minutes) if float(minutes).is_integer() else round(minutes, 2)


def _cell(value: JsonValue) -> str:
    if value is None or isinstance(value, list | dict):
        return ""
    if isinstance(value, bool):
        return "True" if value else "False"
    return guarded(value) if isinstance(value, str) else str(value)


def _beyond(row: Row, values: dict[str, JsonValue]) -> Values:
    return values | {name: value for name, value in row.extra.items() if name not in values}


def _light(found: Gathered, row: m.LightRating) -> Values:
    values: dict[str, JsonValue] = {
        "segment": found.code(row.segment_id),
        "step": row.step,
        "table": found.code(row.table_id),
        "cluster": found.code(row.cluster_id),
        "item": row.item,
        "colour": row.colour,
        "rating": row.rating,
        "evidence_local": row.evidence_local,
        "evidence_language": row.evidence_language,
        "evidence_en": row.evidence_english,
    }
    return _beyond(row, values)


def _attendance(found: Gathered, row: m.Attendance) -> Values:
    return _beyond(
        row,
        {"participant": found.code(row.participant_id), "session": row.session, "present": int(row.present)},
    )


def _dot(found: Gathered, row: m.DotVote) -> Values:
    return _beyond(
        row, {"participant": found.code(row.participant_id), "cluster": found.code(row.cluster_id)}
    )


def _score(found: Gathered, row: m.Score) -> Values:
    weight = next((one.weight for one in found.criteria if one.id == row.criterion_id), 1.0)
    values: dict[str, JsonValue] = {
        "table": found.code(row.table_id),
        "cluster": found.code(row.cluster_id),
        "criterion": found.code(row.criterion_id),
        "weight": _short(weight) if round(weight, 2) == weight else weight,
        "score": row.score,
        "evidence": row.evidence,
    }
    return _beyond(row, values)


def _self_rating(found: Gathered, row: m.SelfRating) -> Values:
    values: dict[str, JsonValue] = {
        "participant": found.code(row.participant_id),
        "competency": row.competency,
        "pre": row.before,
        "post": row.now,
        "then_retrospective": row.then,
    }
    return _beyond(row, values)


def _evaluation(row: m.Evaluation) -> Values:
    values: dict[str, JsonValue] = {"response": row.number, **row.answers}
    return _beyond(row, values | {"comment_language": row.comment_language, "comment": row.comment})


def _seat(found: Gathered, row: m.Seat) -> Values:
    values: dict[str, JsonValue] = {
        "segment": found.code(row.segment_id),
        "table": found.code(row.table_id),
        "seat": row.seat_number,
        "participant": found.code(row.participant_id),
        "locked": row.locked or None,
    }
    return _beyond(row, values)


def _role(found: Gathered, row: m.TableRole) -> Values:
    values: dict[str, JsonValue] = {
        "segment": found.code(row.segment_id),
        "table": found.code(row.table_id),
        "role": row.role,
        "participant": found.code(row.participant_id),
    }
    return _beyond(row, values)


def _run(found: Gathered, row: m.RunEntry) -> Values:
    zone = found.workshop.zone
    values: dict[str, JsonValue] = {
        "sequence": row.sequence,
        "segment": found.code(row.segment_id),
        "stage": row.stage,
        "turn": row.turn,
        "planned_seconds": row.planned_seconds,
        "adjusted_seconds": row.adjusted_seconds,
        "started_wall": giving.local_text(row.started_wall, zone),
        "started_boot": row.started_boot,
        "started_mono_ms": row.started_mono_ms,
        "ended_wall": giving.local_text(row.ended_wall, zone),
        "ended_boot": row.ended_boot,
        "ended_mono_ms": row.ended_mono_ms,
        "paused_seconds": row.paused_seconds,
        "paused_wall": giving.local_text(row.paused_wall, zone),
        "paused_boot": row.paused_boot,
        "paused_mono_ms": row.paused_mono_ms,
        "left_out_seconds": row.left_out_seconds,
        "interpreter_seconds": row.interpreter_seconds or None,
        # Whose time a pause is that is nobody's goes without saying.
        "paused_for": None if row.paused_for == PauseReason.PAUSE else row.paused_for,
        "parked_seconds": row.parked_seconds,
    }
    return _beyond(row, values)
