"""What interpretation and a sixth table cost, against the figures printed with the courses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator_app.records.enums import LanguageMode, StageName
from facilitator_app.rules.cycles import cycle_stages, language_factor, presentation_seconds, stage_growth

CONTENT: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "resources" / "content" / "courses.json").read_text(encoding="utf-8")
)
CYCLES: dict[str, Any] = CONTENT["cycles"]
STAGES = [s for s in StageName if s not in {StageName.WHOLE, StageName.PRESENT}]
MORE_MINUTES = {
    "half_day": (3, 14, 100, 5),
    "one_day": (6, 28, 194, 11),
    "two_day": (14, 55, 377, 29),
    "three_day": (19, 73, 491, 35),
    "five_day": (21, 79, 528, 38),
}


def stage_minutes(cycle: str) -> dict[StageName, int]:
    return {stage: CYCLES[cycle][stage.value] for stage in STAGES}


def stages(cycle: str, mode: LanguageMode, tables: int = 5) -> dict[StageName, int]:
    total = CYCLES[cycle]["total_by_language_mode"][mode.value]
    return cycle_stages(stage_minutes(cycle), mode, tables, total_minutes=total)


def course_seconds(course: str, mode: LanguageMode, tables: int = 5) -> int:
    blocks = [block for day in CONTENT["courses"][course]["agenda"] for block in day["blocks"]]
    spoken = sum(presentation_seconds(block.get("present_minutes", 0), mode) for block in blocks)
    return spoken + sum(sum(stages(b["cycle"], mode, tables).values()) for b in blocks if "cycle" in b)


@pytest.mark.parametrize("mode", LanguageMode)
@pytest.mark.parametrize("cycle", CYCLES)
def test_five_tables_take_the_stored_minutes(cycle: str, mode: LanguageMode) -> None:
    total = CYCLES[cycle]["total_by_language_mode"][mode.value]
    assert sum(stages(cycle, mode).values()) == total * 60


@pytest.mark.parametrize("course", MORE_MINUTES)
def test_a_language_mode_costs_what_was_printed(course: str) -> None:
    plain = course_seconds(course, LanguageMode.NONE)
    modes = (LanguageMode.WRITTEN, LanguageMode.SIMULTANEOUS, LanguageMode.CONSECUTIVE)
    for mode, minutes in zip(modes, MORE_MINUTES[course], strict=False):
        assert abs(course_seconds(course, mode) - plain - minutes * 60) < 60, mode


@pytest.mark.parametrize("course", MORE_MINUTES)
def test_a_sixth_table_costs_what_was_printed(course: str) -> None:
    more = course_seconds(course, LanguageMode.NONE, 6) - course_seconds(course, LanguageMode.NONE)
    assert abs(more - MORE_MINUTES[course][3] * 60) < 60


def test_consecutive_interpretation_adds_377_minutes_to_the_two_day_course() -> None:
    plain = course_seconds("two_day", LanguageMode.NONE)
    assert course_seconds("two_day", LanguageMode.CONSECUTIVE) - plain == 377 * 60


def test_thinking_and_table_talk_need_no_interpreter() -> None:
    doubled = stages("FULL", LanguageMode.CONSECUTIVE)
    assert doubled[StageName.THINK] == 4 * 60
    assert doubled[StageName.DISCUSS] == 24 * 60
    assert doubled[StageName.REPORT] == 32 * 60


def test_written_translation_costs_time_only_in_the_report_back() -> None:
    assert language_factor(LanguageMode.WRITTEN, StageName.BRIEF) == 1
    grown = stages("STANDARD", LanguageMode.WRITTEN)
    assert grown[StageName.REPORT] == (13 + 1) * 60


def test_without_a_stored_total_every_stage_grows_by_its_factor() -> None:
    seconds = cycle_stages({StageName.BRIEF: 4, StageName.DISCUSS: 10}, LanguageMode.SIMULTANEOUS)
    assert seconds == {StageName.BRIEF: 276, StageName.DISCUSS: 600}


def test_a_room_without_tables_is_refused() -> None:
    with pytest.raises(ValueError, match="table"):
        cycle_stages({StageName.REPORT: 5}, tables=0)


@given(st.sampled_from(sorted(CYCLES)), st.sampled_from(LanguageMode), st.integers(1, 12))
def test_only_the_report_back_depends_on_the_number_of_tables(
    cycle: str, mode: LanguageMode, tables: int
) -> None:
    five, other = stages(cycle, mode), stages(cycle, mode, tables)
    assert {s for s in five if five[s] != other[s]} <= {StageName.REPORT}
    assert abs(other[StageName.REPORT] * 5 - five[StageName.REPORT] * tables) <= 5 * 2


@given(st.sampled_from(LanguageMode), st.sampled_from(LanguageMode), st.integers(1, 12), st.integers(1, 12))
def test_what_a_stage_grows_by_there_it_shrinks_by_on_the_way_back(
    one: LanguageMode, other: LanguageMode, few: int, many: int
) -> None:
    for stage in StageName:
        there = stage_growth(stage, (one, few), (other, many))
        assert there * stage_growth(stage, (other, many), (one, few)) == 1
        if stage in {StageName.THINK, StageName.DISCUSS, StageName.LIGHTS, StageName.WHOLE}:
            assert there == 1
    with pytest.raises(ValueError, match="table"):
        stage_growth(StageName.REPORT, (one, 0), (other, many))
