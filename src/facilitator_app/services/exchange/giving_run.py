"""What was decided and who came on the day: plans that were applied, guests, timers beside the plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from facilitator_app import models as m
from facilitator_app.content.json_text import JsonValue
from facilitator_app.services.exchange.gathering import Gathered
from facilitator_app.services.exchange.giving import Values, local_text, with_extra
from facilitator_app.services.exchange.layout import GUESTS, RECOVERIES, TIMERS

# A change as it is stored; references are told by code, and what is seldom needed only where it is said.
_ALWAYS: Final = ("stage", "from_seconds", "to_seconds", "action")
_SELDOM: Final = ("cycle", "day_end")
_REFERENCES: Final = ("segment_id", "stages", "day_id", "before", "was")
_STAGE: Final = ("stage", "planned_seconds", "minimum_seconds")


def run_json(found: Gathered) -> Values:
    """Return what `workshop.json` says beyond the plan; a list of which there is nothing is left out."""
    lists: dict[str, list[JsonValue]] = {
        RECOVERIES: [_recovery(found, row) for row in found.recoveries],
        GUESTS: [_guest(found, row) for row in found.guests],
        TIMERS: [_timer(found, row) for row in found.timers],
    }
    return {name: rows for name, rows in lists.items() if rows}


def _recovery(found: Gathered, row: m.Recovery) -> Values:
    values: Values = {
        "at": local_text(row.at, found.workshop.zone),
        "kind": row.kind,
        "reason": row.reason,
        "shortfall_seconds": row.shortfall_seconds,
        "changes": [_change(found, one) for one in row.changes],
    }
    return with_extra(row, values)


def _change(found: Gathered, stored: Mapping[str, JsonValue]) -> Values:
    """Return one change; what is no longer in the agenda has no code, and its reference is empty."""
    values: Values = {"segment": _code(found, stored.get("segment_id"))}
    values |= {name: stored.get(name) for name in _ALWAYS}
    values |= {name: stored[name] for name in _SELDOM if stored.get(name)}
    values |= _stages(stored)
    if isinstance(was := stored.get("was"), dict) and _code(found, was.get("day_id")):
        values["was"] = _stood(found, was)
    if day := _code(found, stored.get("day_id")):
        values["day"] = int(day)
    if before := _code(found, stored.get("before")):
        values["before"] = before
    known = {*_ALWAYS, *_SELDOM, *_REFERENCES}
    return values | {name: value for name, value in stored.items() if name not in known}


def _stood(found: Gathered, was: Mapping[str, JsonValue]) -> Values:
    """Return how a segment stood before a change."""
    values: Values = {"day": int(_code(found, was.get("day_id"))), "cycle": was.get("cycle")}
    if before := _code(found, was.get("before")):
        values["before"] = before
    return values | _stages(was)


def _stages(stored: Mapping[str, JsonValue]) -> Values:
    stages = stored.get("stages")
    if not isinstance(stages, list) or not stages:
        return {}
    return {"stages": [{name: one[name] for name in _STAGE} for one in stages if isinstance(one, dict)]}


def _guest(found: Gathered, row: m.Guest) -> Values:
    day = found.code(row.day_id)
    values: Values = {
        "name": row.name,
        "title": row.title,
        "local_title": row.local_title,
        "seconds": row.seconds,
        "day": int(day) if day else None,
        "expected_at": row.expected_at,
        "status": row.status,
        "segment": found.code(row.segment_id) or None,
        "changed_at": local_text(row.changed_at, found.workshop.zone),
    }
    return with_extra(row, values)


def _timer(found: Gathered, row: m.Timer) -> Values:
    zone = found.workshop.zone
    values: Values = {
        "label": row.label,
        "seconds": row.seconds,
        "started_wall": local_text(row.started_wall, zone),
        "started_boot": row.started_boot,
        "started_mono_ms": row.started_mono_ms,
        "ended_wall": local_text(row.ended_wall, zone),
        "ended_boot": row.ended_boot,
        "ended_mono_ms": row.ended_mono_ms,
    }
    return with_extra(row, values)


def _code(found: Gathered, row_id: JsonValue) -> str:
    return found.code(row_id) if isinstance(row_id, str) else ""
