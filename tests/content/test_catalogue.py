"""Content: what is shipped loads; what was edited wrongly is refused with its place named."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from facilitator_app.content.catalogue import Content, load, without_sources
from facilitator_app.content.json_text import parse
from facilitator_app.support import paths
from facilitator_app.support.errors import KnownError

Edit = Callable[[Any], object]


@pytest.fixture(scope="module")
def content() -> Content:
    return load(paths.content())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(paths.content(), tmp_path / "content"))


def edit(folder: Path, name: str, change: Edit) -> None:
    path = folder / name
    value = json.loads(path.read_text("utf-8"))
    change(value)
    path.write_text(json.dumps(value), "utf-8")


def test_the_shipped_content_holds_five_phases_and_twelve_steps(content: Content) -> None:
    assert [phase.code for phase in content.phases] == ["A", "B", "C", "D", "E"]
    assert [step.number for step in content.steps] == list(range(1, 13))
    assert all(len(step.green) == len(step.red) == 6 for step in content.steps)
    assert (content.framework.version, content.version) == ("1", "1.0")
    assert len(content.competencies) == 14
    assert len(content.evaluation) == 16


def test_five_course_formats_add_up_to_their_days(content: Content) -> None:
    totals = {name: course.minutes_total for name, course in content.courses.items()}
    assert totals == {"half_day": 255, "one_day": 510, "two_day": 1035, "three_day": 1485, "five_day": 2475}
    assert sum(len(day.blocks) for day in content.course("two_day").agenda) == 30


def test_step_names_are_spelt_as_their_owner_spells_them(content: Content) -> None:
    assert content.step(8).name == "Formalising & launching"
    assert content.step(7).name == "Short term, tactical agenda"
    assert content.step(12).name == "Measurement & evaluation"


def test_no_source_key_is_left_in_a_plain_text(content: Content) -> None:
    texts = [text for step in content.steps for text in step.presents]
    assert any("[" in text for text in texts)
    assert not any("[" in content.plain(text) for text in texts)
    assert content.plain("agree [UNIDO, CN-BD]; 40 % of them [GB03]") == "agree; 40 % of them"


def test_what_a_host_wrote_in_brackets_stays(content: Content) -> None:
    assert content.plain("Ask [Anna] about [EU] money [PD]") == "Ask [Anna] about [EU] money"
    assert without_sources("[PD] first", {"PD"}) == " first"


def test_content_cannot_be_changed_once_loaded(content: Content) -> None:
    with pytest.raises(ValidationError):
        content.step(1).name = "Another"


@pytest.mark.parametrize("ask", ["step", "course", "cycle", "phase", "language_factor"])
def test_asking_for_what_is_not_there_says_so(content: Content, ask: str) -> None:
    with pytest.raises(KnownError, match=r"99"):
        getattr(content, ask)(99 if ask == "step" else "99")


def drop_step(value: Any) -> object:
    return value["steps"].pop(4)


def swap_steps(value: Any) -> object:
    value["steps"][0], value["steps"][1] = value["steps"][1], value["steps"][0]
    return value


def seventh_light(value: Any) -> object:
    return value["steps"][2]["green"].append({"id": "G03.7", "text": "x", "source": "PD"})


def light_of_another_step(value: Any) -> object:
    return value["steps"][2]["green"][0].update(id="G04.1")


def same_light_twice(value: Any) -> object:
    return value["steps"][2]["red"][0].update(id="R03.2")


def blocks(value: Any) -> Any:
    return value["courses"]["two_day"]["agenda"][0]["blocks"]


BROKEN: list[tuple[str, str, Edit, str]] = [
    ("a missing step", "steps.json", drop_step, "steps.json, steps"),
    ("steps out of order", "steps.json", swap_steps, "steps.json, steps"),
    ("a seventh green light", "steps.json", seventh_light, "steps.json, steps → 3 → green"),
    ("a light of another step", "steps.json", light_of_another_step, "steps.json, steps → 3"),
    ("the same light twice", "steps.json", same_light_twice, "R03.2"),
    ("a phase F", "steps.json", lambda v: v["phases"][4].update(code="F"), "phases → 5 → code"),
    ("an empty name", "steps.json", lambda v: v["steps"][6].update(name=""), "steps → 7 → name"),
    ("an unknown field", "steps.json", lambda v: v["steps"][6].update(colour="red"), "steps → 7 → colour"),
    ("text for a number", "steps.json", lambda v: v["steps"][0].update(number="1"), "steps → 1 → number"),
    ("a source nobody knows", "steps.json", lambda v: v["steps"][0]["red"][0].update(source="XX"), "R01.1"),
    ("no version", "steps.json", lambda v: v.pop("content_version"), "content_version"),
    ("minutes that fail", "courses.json", lambda v: blocks(v)[3].update(minutes=50), "two_day.d1.b04"),
    ("a minimum over the plan", "courses.json", lambda v: blocks(v)[3].update(minimum=300), "two_day.d1.b04"),
    ("no such time", "courses.json", lambda v: blocks(v)[3].update(start="25:00"), "blocks → 4 → start"),
    ("the same block twice", "courses.json", lambda v: blocks(v)[3].update(id="two_day.d1.b01"), "twice"),
    ("cycles of two minds", "courses.json", lambda v: v["cycles"].pop("FULL"), "courses.json, cycles"),
    ("an unknown cycle", "courses.json", lambda v: blocks(v)[3].update(cycle="HUGE"), "HUGE"),
    ("a stretch without a break", "courses.json",
     lambda v: v["courses"]["two_day"]["agenda"][0].update(longest_stretch_without_break=200), "two_day"),
    ("a question twice", "evaluation_form.json", lambda v: v["items"][1].update(id="E01"), "E01"),
    ("a strange competency", "competencies.json", lambda v: v["items"][1].update(id="X"), "items → 2 → id"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "change", "place"), [case[1:] for case in BROKEN], ids=[c[0] for c in BROKEN]
)
def test_edited_content_is_refused_with_its_place(folder: Path, file: str, change: Edit, place: str) -> None:
    edit(folder, file, change)
    with pytest.raises(KnownError) as refused:
        load(folder)
    assert file in str(refused.value)
    assert place in str(refused.value)
    assert refused.value.what_to_do


def test_a_longer_minimum_than_plan_in_a_cycle_is_refused(folder: Path) -> None:
    for name in ("steps.json", "courses.json"):
        edit(folder, name, lambda v: v["cycles"]["FULL"]["minimum"].update(brief=6, discuss=15))
    with pytest.raises(KnownError, match="brief: the minimum is longer"):
        load(folder)


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "competencies.json").unlink()
    with pytest.raises(KnownError, match=r"competencies\.json"):
        load(folder)


HOSTILE: dict[str, bytes] = {
    "depth 100,000": b"[" * 100_000,
    "depth 100,000 closed": b"[" * 100_000 + b"]" * 100_000,
    "5,000 digits": b'{"a": ' + b"9" * 5_000 + b"}",
    "NaN": b'{"a": NaN}',
    "infinity": b'{"a": -Infinity}',
    "a number too large": b'{"a": 1e999}',
    "the same name twice": b'{"a": 1, "a": 2}',
    "half a character": b'{"a": "\\ud83d"}',
    "no UTF-8": b'{"a": "\xff"}',
    "a million values": b"[" + b"1," * 1_000_001 + b"1]",
    "nine MiB": b'"' + b"x" * (9 * 2**20) + b'"',
    "a string without end": b'"' + b'\\"' * 2_000_000,
    "an empty file": b"",
    "cut in half": b'{"a": [1, 2',
}


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE)
def test_hostile_json_is_refused_in_words(raw: bytes) -> None:
    with pytest.raises(KnownError, match=r"^evil\.json"):
        parse(raw, "evil.json")


def test_a_character_written_as_a_surrogate_pair_is_read() -> None:
    assert parse(b'\xef\xbb\xbf{"a": "\\ud83d\\ude00 [[[[ \\" {"}', "good.json") == {"a": '😀 [[[[ " {'}


def test_importing_the_room_does_not_import_pydantic() -> None:
    ask = "import sys, facilitator_app.content; sys.exit('pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", ask], check=False).returncode == 0
