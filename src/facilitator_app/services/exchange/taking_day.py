"""From a data set: plans that brought the day back, guests, and timers beside the plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from facilitator_app import models as m
from facilitator_app.content.json_text import JsonValue
from facilitator_app.records.enums import GuestStatus, Noun, PlanKind, RecoveryAction, StageName
from facilitator_app.services.exchange.building import Building
from facilitator_app.services.exchange.fields import Fields
from facilitator_app.services.exchange.layout import GUESTS, RECOVERIES, TIMERS, WORKSHOP_JSON
from facilitator_app.support.ids import new_id
from facilitator_app.support.wording import _

_DAY: Final = 24 * 3600
_LONG: Final = 10**15
_INSTANT: Final = "2027-03-02T09:00:00+02:00"


def take_recoveries(building: Building) -> None:
    """Keep the log of what was decided; a change that cannot be used is named and left out of its plan."""
    for fields in building.data.from_json(RECOVERIES, building.data.listed(RECOVERIES)):
        kind = fields.choice("kind", PlanKind)
        row = m.Recovery(
            workshop_id=building.workshop.id,
            at=fields.instant("at", building.zone) or "",
            kind=(kind or PlanKind.SQUEEZE).value,
            reason=fields.text("reason"),
            shortfall_seconds=fields.whole("shortfall_seconds", 0, _LONG, 0),
        )
        changes = fields.objects("changes")
        row.extra = fields.extra()
        if kind is None and not fields.spoiled:
            fields.spoil("kind", _("the cell is empty."), ", ".join(PlanKind))
        _ask_for(fields, "at", row.at)
        if fields.spoiled:
            continue
        row.changes = _changes(building, fields, changes)
        building.add(row, Noun.RECOVERY)


def take_guests(building: Building) -> None:
    """Keep the guests; a day or segment that is not there is named and left empty."""
    for fields in building.data.from_json(GUESTS, building.data.listed(GUESTS)):
        row = m.Guest(
            workshop_id=building.workshop.id,
            name=fields.required("name"),
            title=fields.name("title"),
            local_title=fields.name("local_title"),
            seconds=fields.whole("seconds", 0, _DAY, 600),
            day_id=_day(building, fields),
            expected_at=fields.clock("expected_at"),
            status=(fields.choice("status", GuestStatus) or GuestStatus.EXPECTED).value,
            segment_id=_segment(building, fields, "segment"),
            changed_at=fields.instant("changed_at", building.zone),
        )
        row.extra = fields.extra()
        if not fields.spoiled:
            building.add(row, Noun.GUEST)


def take_timers(building: Building) -> None:
    """Keep the timers that ran beside the plan."""
    for fields in building.data.from_json(TIMERS, building.data.listed(TIMERS)):
        row = m.Timer(
            workshop_id=building.workshop.id,
            label=fields.name("label"),
            seconds=fields.whole("seconds", 0, _DAY),
            started_wall=fields.instant("started_wall", building.zone) or "",
            started_boot=fields.name("started_boot"),
            started_mono_ms=fields.whole("started_mono_ms", 0, _LONG),
            ended_wall=fields.instant("ended_wall", building.zone),
            ended_boot=fields.name("ended_boot") or None,
            ended_mono_ms=fields.integer("ended_mono_ms", 0, _LONG),
        )
        row.extra = fields.extra()
        _ask_for(fields, "started_wall", row.started_wall)
        if not fields.spoiled:
            building.add(row, Noun.TIMER)


def _changes(
    building: Building, above: Fields, changes: list[Mapping[str, JsonValue]]
) -> list[dict[str, Any]]:
    name = f"{above.file.split(', ', maxsplit=1)[1]} → changes"
    found = (_change(building, fields) for fields in building.data.from_json(name, changes))
    return [change for change in found if change is not None]


def _change(building: Building, fields: Fields) -> dict[str, Any] | None:
    """Return a change as it is stored; an empty segment is one that has left the agenda since."""
    code = fields.name("segment")
    segment = building.segments.get(code)
    if code and segment is None:
        fields.spoil("segment", _("“{code}” is not in the agenda.").format(code=code), _("a segment’s id"))
    stage = fields.choice("stage", StageName)
    action = fields.choice("action", RecoveryAction)
    if action is None and not fields.spoiled:
        fields.spoil("action", _("the cell is empty."), ", ".join(RecoveryAction))
    change: dict[str, Any] = {
        "segment_id": segment.id if segment else "",
        "stage": stage.value if stage else None,
        "from_seconds": fields.whole("from_seconds", 0, _DAY),
        "to_seconds": fields.whole("to_seconds", 0, _DAY),
        "action": action.value if action else "",
        "cycle": fields.name("cycle") or None,
        "stages": _stages(building, fields, segment),
        "day_id": _day(building, fields),
        "before": _segment(building, fields, "before"),
        "day_end": fields.flag("day_end"),
        "was": _stood(building, fields, segment),
    }
    return None if fields.spoiled else {**fields.extra(), **change}


def _stood(building: Building, above: Fields, segment: m.Segment | None) -> dict[str, Any] | None:
    """Return how a segment stood before a change; None where that is not said."""
    was = above.entry("was")
    if was is None:
        return None
    fields = Fields(f"{above.file} → was", above.row, was, above.problems)
    stood = {
        "day_id": _day(building, fields),
        "before": _segment(building, fields, "before"),
        "stages": _stages(building, fields, segment),
        "cycle": fields.name("cycle") or None,
    }
    above.spoiled = above.spoiled or fields.spoiled
    return stood if stood["day_id"] else None


def _stages(building: Building, above: Fields, segment: m.Segment | None) -> list[dict[str, Any]]:
    """Return the stages a change led to, each with the id of the segment's stage where there is one."""
    there = {
        row.stage: row.id
        for row in building.rows
        if isinstance(row, m.Stage) and segment is not None and row.segment_id == segment.id
    }
    found: list[dict[str, Any]] = []
    name = f"{above.file.split(', ', maxsplit=1)[-1]} → stages"
    for fields in building.data.from_json(name, above.objects("stages")):
        stage = fields.choice("stage", StageName)
        planned = fields.whole("planned_seconds", 0, _DAY)
        minimum = fields.whole("minimum_seconds", 0, _DAY, 0)
        if stage is None and not fields.spoiled:
            fields.spoil("stage", _("the cell is empty."), ", ".join(StageName))
        if stage is not None and not fields.spoiled:
            slot = {"stage": stage.value, "planned_seconds": planned, "minimum_seconds": minimum}
            found.append({"id": there.get(stage.value) or new_id(), **slot})
        above.spoiled = above.spoiled or fields.spoiled
    return found


def _day(building: Building, fields: Fields) -> str | None:
    number = fields.integer("day", 1, 60)
    found = building.refs.get((str(Noun.DAY), str(number)))
    if number is not None and found is None:
        wrong = _("there is no day {n}; left empty.").format(n=number)
        fields.mention("day", wrong, _("a day of {file}").format(file=WORKSHOP_JSON))
    return found


def _segment(building: Building, fields: Fields, column: str) -> str | None:
    code = fields.name(column)
    found = building.segments.get(code)
    if code and found is None:
        wrong = _("“{code}” is not in the agenda; left empty.").format(code=code)
        fields.mention(column, wrong, _("a segment’s id"))
    return found.id if found else None


def _ask_for(fields: Fields, column: str, value: str) -> None:
    if not value and not fields.spoiled:
        fields.spoil(column, _("the cell is empty."), _INSTANT)
