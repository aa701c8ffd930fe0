"""Instances are read by hand: what is wrong in a file is named with its place and what was expected."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from facilitator_app.rules.seating.instance import plan_content, read_instance, read_plan
from facilitator_app.support.errors import KnownError

INSTANCES = Path(__file__).parents[2] / "files" / "groups" / "instances"


@pytest.fixture
def task() -> dict[str, Any]:
    content: dict[str, Any] = json.loads((INSTANCES / "p07_28x5x6_pins.json").read_text(encoding="utf-8"))
    return content


def test_a_public_instance_is_read_completely(task: dict[str, Any]) -> None:
    instance = read_instance(task)
    assert (len(instance.people), len(instance.rounds), len(instance.pins)) == (28, 6, 8)
    assert instance.people[0].id == task["participants"][0]["id"]
    assert dict(instance.mix) == task["mix"]
    assert instance.spokesperson is True


def broken(task: dict[str, Any], path: list[Any], value: Any) -> dict[str, Any]:
    place: Any = task
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return task


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        (["format"], "groups-benchmark/2", "instance.format"),
        (["participants", 3, "languages"], "lt", "instance.participants[3].languages"),
        (["participants", 3, "id"], "p001", "instance.participants"),
        (["participants", 2, "interpreter"], "nobody", "instance.interpreter"),
        (["rounds", 0, "mode"], "speed", "instance.rounds[0].mode"),
        (["rounds", 0, "tables"], 0, "instance.rounds[0].tables"),
        (["rounds", 0, "max_size"], 1, "instance.rounds[0].max_size"),
        (["rounds", 1, "tables"], True, "instance.rounds[1].tables"),
        (["pins", 0, "person"], "p999", "instance.pins[0].person"),
        (["pins", 0, "table"], 9, "instance.pins[0].table"),
        (["pins", 0, "round"], 77, "instance.pins[0].round"),
        (["keep_apart"], [["p001", "p001"]], "instance.keep_apart"),
        (["keep_together"], [["p001"]], "instance.keep_together"),
        (["history"], [[["p001", "p999"]]], "instance.history"),
        (["mix"], {"org": -1}, "instance.mix.org"),
        (["mix"], {"shoes": 1}, "instance.mix"),
        (["participants"], [], "instance.participants"),
        (["participants"], {}, "instance.participants"),
        (["spokesperson"], "yes", "instance.spokesperson"),
        (["frozen_rounds"], [77], "instance.frozen_rounds"),
        (["name"], None, "instance.name"),
    ],
)
def test_a_wrong_field_is_named_with_its_place(
    task: dict[str, Any], path: list[Any], value: Any, place: str
) -> None:
    with pytest.raises(KnownError) as refused:
        read_instance(broken(task, path, value))
    assert f"{place} " in refused.value.message
    assert refused.value.what_to_do


def test_something_that_is_no_instance_at_all_is_refused() -> None:
    with pytest.raises(KnownError, match="instance"):
        read_instance([1, 2, 3])


def test_a_plan_survives_writing_and_reading() -> None:
    plan = {
        "instance": "small",
        "rounds": [{"round": 1, "tables": [["a", "b"], ["c"]], "spokesperson": ["a", "c"]}],
    }
    assert plan_content(read_plan(plan)) == plan


def test_a_current_plan_with_a_stranger_in_it_is_refused(task: dict[str, Any]) -> None:
    task["current_plan"] = {"rounds": [{"round": 1, "tables": [["p001", "stranger"]]}]}
    with pytest.raises(KnownError, match="stranger"):
        read_instance(task)
