"""A course becomes a workshop: minutes by mode and tables, anchors where they were, refusals in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from facilitator_app.content.catalogue import Content
from facilitator_app.records.enums import (
    AnchorKind,
    LanguageMode,
    LightColour,
    RoundKind,
    SegmentKind,
    StageName,
)
from facilitator_app.services import planning
from facilitator_app.support.clock import FakeClock
from facilitator_app.support.errors import CannotWriteError, KnownError
from tests.services.conftest import DEVICE, Desk

# domain.md §5.6 (five tables) and §5.2 (a sixth table, no interpretation), in minutes.
_PRINTED = {
    "half_day": {"written": 3, "simultaneous": 14, "consecutive": 100, "sixth": 5},
    "one_day": {"written": 6, "simultaneous": 28, "consecutive": 194, "sixth": 11},
    "two_day": {"written": 14, "simultaneous": 55, "consecutive": 377, "sixth": 29},
    "three_day": {"written": 19, "simultaneous": 73, "consecutive": 491, "sixth": 35},
    "five_day": {"written": 21, "simultaneous": 79, "consecutive": 528, "sixth": 38},
}


def _cost(
    content: Content, course: str, mode: LanguageMode = LanguageMode.NONE, tables: int = 5
) -> tuple[planning.DayFit, ...]:
    return planning.day_fits(planning.course_agenda(content, course, mode=mode, tables=tables))


def _over(fits: tuple[planning.DayFit, ...]) -> int:
    return round(sum(fit.over_seconds for fit in fits) / 60)


@pytest.mark.parametrize("course", _PRINTED)
@pytest.mark.parametrize("mode", ["written", "simultaneous", "consecutive"])
def test_a_language_mode_costs_what_the_course_table_says(content: Content, course: str, mode: str) -> None:
    fits = _cost(content, course, LanguageMode(mode))
    assert _over(fits) == _PRINTED[course][mode]
    assert not any(fit.fits for fit in fits if fit.over_minutes)


@pytest.mark.parametrize("course", _PRINTED)
def test_a_sixth_table_adds_a_fifth_to_the_report_back(content: Content, course: str) -> None:
    assert _over(_cost(content, course, tables=6)) == _PRINTED[course]["sixth"]


@pytest.mark.parametrize("course", _PRINTED)
def test_a_course_as_published_fits_its_days_to_the_second(content: Content, course: str) -> None:
    fits = _cost(content, course)
    assert [fit.over_seconds for fit in fits] == [0] * len(fits)
    assert all(fit.fits for fit in fits)


def test_consecutive_interpretation_adds_377_minutes_to_two_days_and_misses_lunch(content: Content) -> None:
    first, second = _cost(content, "two_day", LanguageMode.CONSECUTIVE)
    assert first.over_minutes + second.over_minutes == 377
    assert (first.late_anchors[0].title, first.late_anchors[0].at) == ("Lunch", time(12, 0))
    assert first.late_anchors[0].late_seconds == 71 * 60


@pytest.mark.parametrize("course", _PRINTED)
@pytest.mark.parametrize("mode", list(LanguageMode))
@pytest.mark.parametrize("tables", [4, 5, 6, 7])
def test_every_segment_is_the_sum_of_its_stages_and_no_stage_is_under_its_minimum(
    content: Content, course: str, mode: LanguageMode, tables: int
) -> None:
    for segment in planning.course_agenda(content, course, mode=mode, tables=tables).segments():
        assert segment.planned_seconds == sum(slot.planned_seconds for slot in segment.stages)
        assert segment.minimum_seconds == sum(slot.minimum_seconds for slot in segment.stages)
        assert all(0 <= slot.minimum_seconds <= slot.planned_seconds for slot in segment.stages)


def test_the_file_holds_the_agenda_the_steps_and_the_lights_of_the_course(desk: Desk) -> None:
    record = desk.record()
    assert [day.on for day in record.agenda.days] == [date(2027, 3, 2), date(2027, 3, 3)]
    assert record.details.end == date(2027, 3, 3)
    first = record.agenda.days[0]
    assert [segment.code for segment in first.segments][-1] == "two_day.d1.e01"
    assert first.segments[-1].kind is SegmentKind.EVENING
    step = next(s for s in first.segments if s.code == "two_day.d1.b06")
    assert [slot.stage for slot in step.stages] == [
        StageName.PRESENT, StageName.BRIEF, StageName.THINK, StageName.DISCUSS,
        StageName.REPORT, StageName.SYNTHESIS, StageName.LIGHTS,
    ]  # fmt: skip
    assert [slot.planned_seconds // 60 for slot in step.stages] == [15, 5, 4, 24, 16, 5, 6]
    lunch = next(s for s in first.segments if s.kind is SegmentKind.MEAL)
    assert lunch.anchor is not None
    assert (lunch.anchor.kind, lunch.anchor.at) == (AnchorKind.START_AT, time(12, 0))
    assert [s.number for s in record.steps] == list(range(1, 13))
    greens = [light for light in record.light_items if light.colour is LightColour.GREEN]
    assert (len(record.light_items), len(greens)) == (144, 72)
    assert record.details.content_version == desk.content.version
    assert [table.number for table in record.tables] == [1, 2, 3, 4, 5]


def test_people_mix_until_the_cluster_teams_have_formed(desk: Desk) -> None:
    rounds = [s for s in desk.record().agenda.segments() if s.has_table_work]
    assert [s.round_kind for s in rounds] == [RoundKind.MIX] * 2 + [RoundKind.CLUSTER] * 10


def test_source_keys_are_notes_for_the_facilitator_alone(desk: Desk) -> None:
    step = desk.record().steps[1]
    public = [step.purpose, step.task_text, step.deliverable, *step.presents, *step.questions, *step.tips]
    assert not any("[" in text for text in public)
    assert "CN-11: " in step.private_notes
    assert "UNIDO: " in step.private_notes


def test_a_title_that_is_not_given_is_the_name_of_the_course(
    tmp_path: Path, content: Content, clock: FakeClock
) -> None:
    spec = planning.NewWorkshop(course="half_day", start=date(2027, 5, 4))
    path = tmp_path / "h.workshop"
    file, fits = planning.create_workshop(path, spec, content=content, clock=clock, device=DEVICE)
    with file:
        assert Desk(file, clock, content).record().details.title == "Half-day introduction"
    assert [fit.fits for fit in fits] == [True]


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"course": "six_day"}, "six_day"),
        ({"zone": "Europe/Atlantis"}, "Europe/Atlantis"),
        ({"zone": "../../etc/passwd"}, "time zone"),
        ({"table_count": 0}, "Tables"),
        ({"table_count": 61}, "Tables"),
        ({"local_languages": ("lt", "not a language")}, "language code"),
        ({"working_language": ""}, "language code"),
        ({"title": "x" * 501}, "Title"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_leaves_no_file(
    tmp_path: Path, content: Content, clock: FakeClock, change: dict[str, Any], word: str
) -> None:
    spec = replace(planning.NewWorkshop(course="two_day", start=date(2027, 3, 2)), **change)
    path = tmp_path / "no.workshop"
    with pytest.raises(KnownError, match=word):
        planning.create_workshop(path, spec, content=content, clock=clock, device=DEVICE)
    assert not path.exists()


def test_a_file_that_is_there_is_never_written_over(desk: Desk, content: Content, clock: FakeClock) -> None:
    spec = planning.NewWorkshop(course="half_day", start=date(2027, 5, 4))
    with pytest.raises(CannotWriteError):
        planning.create_workshop(desk.file.path, spec, content=content, clock=clock, device=DEVICE)
    assert desk.record().details.title == "Kaunas"
