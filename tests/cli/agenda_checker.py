"""A strict reader of `agenda --json` that knows nothing of the program: keys, types, sums, order, ids."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

SEGMENT: Final = {
    "id", "kind", "title", "planned_start", "planned_end", "expected_start", "expected_end", "planned_min",
    "minimum_min", "anchor", "stages",
}  # fmt: skip
CHANGE: Final = {"id", "stage", "from_min", "to_min", "action"}
PLAN: Final = {"name", "changes", "consequences", "shortfall_min", "segments"}
ACTIONS: Final = {"use_buffer", "shorten", "smaller_cycle", "overview", "drop", "carry", "move_anchor"}
NAMES: Final = {"squeeze", "smaller", "drop", "carry", "move_anchor"}
STAGES: Final = {"whole", "present", "brief", "think", "discuss", "report", "synthesis", "lights"}
BREAKS: Final = {"break", "meal", "stretch", "prayer"}
EXTRA: Final = {"state", "misses_anchor_min", "end", "parked", "title", "cycle", "day_end", "zone", "now"}
DAY_MINUTES: Final = 24 * 60


def check(sheet: Mapping[str, Any]) -> None:
    """Raise AssertionError where a sheet is not what the issue promises."""
    _keys(sheet, {"days", "offset_min", "plans"})
    _number(sheet["offset_min"])
    ids: list[str] = []
    for day in sheet["days"]:
        _keys(day, {"date", "segments"})
        date.fromisoformat(day["date"])
        _segments(day["segments"])
        assert all(one["planned_start"][:10] >= day["date"] for one in day["segments"])
        ids += [*(one["id"] for one in day["segments"]), *day["parked"]]
    assert len(ids) == len(set(ids)), "an id stands twice"
    assert [day["date"] for day in sheet["days"]] == sorted(day["date"] for day in sheet["days"])
    before = {one["id"]: one for day in sheet["days"] for one in day["segments"]}
    for plan in sheet["plans"]:
        _plan(plan, before)
    names = [plan["name"] for plan in sheet["plans"]]
    assert names[-1:] in ([], ["move_anchor"]), "one of the choices is always to move what is fixed"
    assert names.count("move_anchor") <= 1
    assert len(names) <= 4


def find(segments: Iterable[Mapping[str, Any]], segment_id: str) -> Mapping[str, Any]:
    """Return a segment by its id."""
    return next(one for one in segments if one["id"] == segment_id)


def flat(sheet: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return every segment of every day."""
    return [one for day in sheet["days"] for one in day["segments"]]


def at(text: str) -> str:
    """Return the time of day of an instant: `12:08`."""
    return datetime.fromisoformat(text).strftime("%H:%M")


def _keys(found: Mapping[str, Any], wanted: set[str]) -> None:
    assert wanted <= set(found), f"missing: {wanted - set(found)}"
    assert set(found) <= wanted | EXTRA, f"unknown: {set(found) - wanted}"


def _number(value: object) -> None:
    assert isinstance(value, int | float), value
    assert not isinstance(value, bool), value
    assert not isinstance(value, float) or not value.is_integer(), f"{value} is whole and says so"


def _segments(segments: Iterable[Mapping[str, Any]]) -> None:
    last = {"planned": "", "expected": ""}
    for one in segments:
        _keys(one, SEGMENT)
        assert re.fullmatch(r"[a-z_]+\.d\d\.[bep]\d\d(~\d+)?|[0-9a-f-]{36}", one["id"]), one["id"]
        for which in ("planned", "expected"):
            start, end = (datetime.fromisoformat(one[f"{which}_{side}"]) for side in ("start", "end"))
            assert start.utcoffset() is not None
            assert start <= end
            assert not last[which] or datetime.fromisoformat(last[which]) <= start, one["id"]
            last[which] = one[f"{which}_end"]
        _number(one["planned_min"])
        _number(one["minimum_min"])
        assert 0 <= one["minimum_min"] <= one["planned_min"]
        planned = datetime.fromisoformat(one["planned_end"]) - datetime.fromisoformat(one["planned_start"])
        assert abs(planned - timedelta(minutes=one["planned_min"])) < timedelta(seconds=1)
        if one["anchor"] is not None:
            assert set(one["anchor"]) == {"kind", "time"}
            assert one["anchor"]["kind"] in {"start_at", "end_by"}
            assert re.fullmatch(r"[0-2]\d:[0-5]\d", one["anchor"]["time"])
        _stages(one)


def _stages(one: Mapping[str, Any]) -> None:
    assert one["stages"]
    for stage in one["stages"]:
        assert set(stage) == {"stage", "planned_min", "minimum_min"}
        assert stage["stage"] in STAGES
        assert 0 <= stage["minimum_min"] <= stage["planned_min"]
    names = [stage["stage"] for stage in one["stages"]]
    assert len(names) == len(set(names))
    for which in ("planned_min", "minimum_min"):
        assert abs(sum(stage[which] for stage in one["stages"]) - one[which]) < 0.01


def _plan(plan: Mapping[str, Any], before: Mapping[str, Mapping[str, Any]]) -> None:
    _keys(plan, PLAN)
    assert plan["name"] in NAMES
    _number(plan["shortfall_min"])
    assert plan["shortfall_min"] >= 0
    assert plan["consequences"]
    assert all(isinstance(one, str) and one.endswith(".") for one in plan["consequences"])
    assert not any("\u2068" in one for one in plan["consequences"])
    after: dict[str, Mapping[str, Any]] = {}
    for one in plan["segments"]:
        assert one["id"] not in after
        after[one["id"]] = one
    for one in plan["segments"]:
        _stages(one)
        if one["kind"] in BREAKS:
            assert one["planned_min"] == before[one["id"]]["planned_min"], "a break was touched"
    dropped = {one["id"] for one in plan["changes"] if one["action"] == "drop"}
    assert set(before) - set(after) == dropped
    for change in plan["changes"]:
        _change(change, before, after)
    changed = {one["id"] for one in plan["changes"] if one["action"] != "move_anchor"}
    for name, one in after.items():
        if name not in changed:
            assert one["planned_min"] == before[name]["planned_min"], f"{name} changed without being named"


def _change(
    change: Mapping[str, Any],
    before: Mapping[str, Mapping[str, Any]],
    after: Mapping[str, Mapping[str, Any]],
) -> None:
    _keys(change, CHANGE)
    assert change["action"] in ACTIONS
    assert change["id"] in before
    for which in ("from_min", "to_min"):
        _number(change[which])
    if change["action"] == "move_anchor":
        assert change["to_min"] != change["from_min"]
        assert 0 <= change["to_min"] < DAY_MINUTES
        return
    assert 0 <= change["to_min"] < change["from_min"]
    if change["stage"] is not None:
        assert change["stage"] in STAGES
        stages = {one["stage"]: one["planned_min"] for one in after[change["id"]]["stages"]}
        assert stages[change["stage"]] == change["to_min"]
        assert isinstance(change["to_min"], int), "whole minutes"
