"""Language mode and tables change the minutes: exact for the course, in proportion for the host's own."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator_app.content.catalogue import Content, load
from facilitator_app.records.agenda import Agenda, Segment
from facilitator_app.records.enums import LanguageMode, SegmentKind, StageName
from facilitator_app.services import planning
from facilitator_app.services.planning import STANDARD, with_language
from facilitator_app.support import paths
from tests.services.conftest import Desk
from tests.tools import fits

PRINTED = {
    "half_day": (3, 14, 100, 5),
    "one_day": (6, 28, 194, 11),
    "two_day": (14, 55, 377, 29),
    "three_day": (19, 73, 491, 35),
    "five_day": (21, 79, 528, 38),
}
"""Minutes more for written, simultaneous, consecutive, and for a sixth table: as printed with the courses."""

MODES = tuple(LanguageMode)
COURSES: dict[str, Any] = json.loads((paths.content() / "courses.json").read_text(encoding="utf-8"))
FACTORS = {
    "none": Fraction(1),
    "written": Fraction(11, 10),
    "simultaneous": Fraction(23, 20),
    "consecutive": Fraction(2),
}


@lru_cache
def the_content() -> Content:
    return load(paths.content())


def agenda_of(course: str, mode: LanguageMode = LanguageMode.NONE, tables: int = 5) -> Agenda:
    return planning.course_agenda(the_content(), course, mode=mode, tables=tables)


def seconds(agenda: Agenda) -> list[list[tuple[int, int]]]:
    return [[(s.planned_seconds, s.minimum_seconds) for s in one.stages] for one in agenda.segments()]


def changed(agenda: Agenda, code: str, stage: StageName, planned: int) -> Agenda:
    """Let the host give one stage other minutes."""

    def anew(segment: Segment) -> Segment:
        if segment.code != code:
            return segment
        stages = tuple(
            replace(s, planned_seconds=planned, minimum_seconds=min(planned, s.minimum_seconds))
            if s.stage is stage
            else s
            for s in segment.stages
        )
        return replace(
            segment,
            stages=stages,
            planned_seconds=sum(s.planned_seconds for s in stages),
            minimum_seconds=sum(s.minimum_seconds for s in stages),
        )  # fmt: skip

    return replace(
        agenda, days=tuple(replace(d, segments=tuple(anew(s) for s in d.segments)) for d in agenda.days)
    )


def stage_of(agenda: Agenda, code: str, stage: StageName) -> tuple[int, int]:
    segment = next(s for s in agenda.segments() if s.code == code)
    found = next(s for s in segment.stages if s.stage is stage)
    return found.planned_seconds, found.minimum_seconds


def day_by_hand(day: dict[str, Any], mode: str, tables: int) -> Fraction:
    """Return the seconds of a day, worked out from the course's file alone."""
    total = Fraction(0)
    for block in day["blocks"]:
        present = block.get("present_minutes") or 0
        spoken = present * (1 if mode == "written" else FACTORS[mode])
        if not block.get("cycle"):
            total += block["minutes"] - present + spoken
            continue
        cycle = COURSES["cycles"][block["cycle"]]
        stored = cycle["total_by_language_mode"][mode]
        interpreted = cycle["report"] + (0 if mode == "written" else cycle["brief"] + cycle["synthesis"])
        report = cycle["report"] + Fraction((stored - cycle["total"]) * cycle["report"], interpreted)
        total += spoken + stored + report * (tables - 5) / 5
    return total * 60


@pytest.mark.parametrize("tables", fits.TABLES)
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("course", PRINTED)
def test_every_course_fits_or_says_by_how_much_it_does_not(
    content: Content, course: str, mode: LanguageMode, tables: int
) -> None:
    found = planning.day_fits(planning.course_agenda(content, course, mode=mode, tables=tables))
    for day, fit in zip(COURSES["courses"][course]["agenda"], found, strict=True):
        start, end = (datetime.strptime(day[name], "%H:%M") for name in ("start", "end"))  # noqa: DTZ007
        length = (end - start).seconds
        lunch = next((b for b in day["blocks"] if b.get("anchor") == "start"), None)
        whole = day_by_hand(day, mode.value, tables)
        early = Fraction(0)
        if lunch is not None:
            before = {"blocks": day["blocks"][: day["blocks"].index(lunch)]}
            at = (datetime.strptime(lunch["start"], "%H:%M") - start).seconds  # noqa: DTZ007
            late = day_by_hand(before, mode.value, tables) - at
            early = max(early, -late)
            missed = [one.late_seconds for one in fit.late_anchors]
            assert (missed or [0])[0] == pytest.approx(max(0, late), abs=6), "lunch"
        # Whoever is early waits for lunch, which has its time. Seconds are rounded once in a cycle.
        assert fit.over_seconds == pytest.approx(whole + early - length, abs=12)
        assert fit.fits == (fit.over_seconds <= 0 and not fit.late_anchors)
        assert fit.over_minutes == max(0, round(fit.over_seconds / 60))


@pytest.mark.parametrize("course", PRINTED)
def test_a_setting_costs_what_was_printed_with_the_course(content: Content, course: str) -> None:
    agenda = agenda_of(course)

    def cost(mode: LanguageMode, tables: int) -> int:
        grown = with_language(agenda, content, course, was=STANDARD, mode=mode, tables=tables)
        return round((grown.planned_seconds - agenda.planned_seconds) / 60)

    assert [cost(mode, 5) for mode in MODES[1:]] == list(PRINTED[course][:3])
    assert cost(LanguageMode.NONE, 6) == PRINTED[course][3]


@given(
    st.sampled_from(sorted(PRINTED)),
    st.lists(st.tuples(st.sampled_from(MODES), st.integers(3, 8)), max_size=4),
)
def test_wherever_a_course_went_back_home_it_has_its_exact_seconds(
    course: str, way: list[tuple[LanguageMode, int]]
) -> None:
    start = agenda_of(course)
    agenda, was = start, STANDARD
    for mode, tables in (*way, STANDARD):
        agenda = with_language(agenda, the_content(), course, was=was, mode=mode, tables=tables)
        assert seconds(agenda) == seconds(agenda_of(course, mode, tables))
        was = (mode, tables)
    assert agenda == start


@given(
    st.sampled_from(sorted(PRINTED)),
    st.sampled_from(MODES),
    st.integers(3, 8),
    st.data(),
)
def test_minutes_that_the_host_changed_grow_in_proportion_and_nothing_else_does(
    course: str, mode: LanguageMode, tables: int, data: st.DataObject
) -> None:
    start = agenda_of(course)
    steps = [s for s in start.segments() if s.cycle]
    segment = data.draw(st.sampled_from(steps))
    slot = data.draw(st.sampled_from(segment.stages))
    planned = data.draw(st.integers(1, 90)) * 60
    mine = changed(start, segment.code, slot.stage, planned)
    if mine == start:
        return
    grown = with_language(mine, the_content(), course, was=STANDARD, mode=mode, tables=tables)
    factor = FACTORS[mode.value]
    for before in next(s for s in mine.segments() if s.code == segment.code).stages:
        by = {
            StageName.REPORT: factor * tables / 5,
            **dict.fromkeys((StageName.PRESENT, StageName.BRIEF, StageName.SYNTHESIS), factor),
        }.get(before.stage, Fraction(1))
        if mode is LanguageMode.WRITTEN and before.stage is not StageName.REPORT:
            by = Fraction(1)
        after, least = stage_of(grown, segment.code, before.stage)
        assert after == round(before.planned_seconds * by)
        assert least == min(after, round(before.minimum_seconds * by))
    stock = agenda_of(course, mode, tables)
    for one, other in zip(grown.segments(), stock.segments(), strict=True):
        assert one.planned_seconds == sum(s.planned_seconds for s in one.stages)
        if one.code != segment.code:
            assert [s.planned_seconds for s in one.stages] == [s.planned_seconds for s in other.stages]


def test_what_has_begun_stays(content: Content) -> None:
    start = agenda_of("two_day")
    begun = next(s for s in start.segments() if s.code == "two_day.d1.b06")
    grown = with_language(
        start, content, "two_day", was=STANDARD, mode=LanguageMode.CONSECUTIVE, tables=6, begun={begun.id}
    )
    assert grown.segment(begun.id) == begun


def test_a_presentation_that_the_host_changed_grows_as_the_courses_own_does(content: Content) -> None:
    mine = changed(agenda_of("half_day"), "half_day.d1.b07", StageName.WHOLE, 10 * 60)
    grown = with_language(mine, content, "half_day", was=STANDARD, mode=LanguageMode.CONSECUTIVE, tables=5)
    assert stage_of(grown, "half_day.d1.b07", StageName.WHOLE)[0] == 20 * 60
    # Lunch, welcome and clinic are spoken as long in any mode: the course has it so.
    lunch = changed(agenda_of("one_day"), "one_day.d1.b08", StageName.WHOLE, 50 * 60)
    grown = with_language(lunch, content, "one_day", was=STANDARD, mode=LanguageMode.CONSECUTIVE, tables=7)
    assert stage_of(grown, "one_day.d1.b08", StageName.WHOLE)[0] == 50 * 60


def test_a_smaller_cycle_has_that_cycles_exact_seconds(content: Content) -> None:
    start = agenda_of("two_day")
    full, standard = (next(s for s in start.segments() if s.code == f"two_day.d1.b{n}") for n in ("06", "09"))
    smaller = tuple(
        replace(slot, planned_seconds=other.planned_seconds, minimum_seconds=other.minimum_seconds)
        for slot, other in zip(full.stages[1:], standard.stages[1:], strict=True)
    )
    total = 60 * 60
    mine = replace(full, cycle="STANDARD", stages=(full.stages[0], *smaller), planned_seconds=total)
    days = tuple(
        replace(d, segments=tuple(mine if s.id == full.id else s for s in d.segments)) for d in start.days
    )
    grown = with_language(
        replace(start, days=days), content, "two_day", was=STANDARD, mode=LanguageMode.SIMULTANEOUS, tables=5
    ).segment(full.id)
    assert grown is not None
    assert sum(s.planned_seconds for s in grown.stages[1:]) == 48 * 60


def test_an_imported_agenda_keeps_its_minutes_until_somebody_asks_for_a_mode(content: Content) -> None:
    """The data set names a language mode, its planned minutes are the standard ones: they stand."""
    imported = agenda_of("two_day")
    was = (LanguageMode.WRITTEN, 5)
    six = with_language(imported, content, "two_day", was=was, mode=None, tables=6)
    assert seconds(six) == seconds(agenda_of("two_day", LanguageMode.NONE, 6))
    consecutive = with_language(
        imported, content, "two_day", was=was, mode=LanguageMode.CONSECUTIVE, tables=None
    )
    assert seconds(consecutive) == seconds(agenda_of("two_day", LanguageMode.CONSECUTIVE))
    mine = changed(imported, "two_day.d1.b09", StageName.REPORT, 20 * 60)
    none = with_language(mine, content, "two_day", was=was, mode=LanguageMode.NONE, tables=None)
    assert none == mine


def test_a_minimum_that_the_host_chose_grows_with_its_stage(content: Content) -> None:
    start = agenda_of("two_day")
    step = next(s for s in start.segments() if s.code == "two_day.d1.b06")
    stages = tuple(replace(s, minimum_seconds=900) if s.stage is StageName.REPORT else s for s in step.stages)
    mine = replace(step, stages=stages, minimum_seconds=sum(s.minimum_seconds for s in stages))
    days = tuple(
        replace(d, segments=tuple(mine if s.id == step.id else s for s in d.segments)) for d in start.days
    )
    grown = with_language(
        replace(start, days=days), content, "two_day", was=STANDARD, mode=LanguageMode.CONSECUTIVE, tables=5
    )
    assert stage_of(grown, step.code, StageName.REPORT) == (32 * 60, 30 * 60)
    back = with_language(
        grown, content, "two_day", was=(LanguageMode.CONSECUTIVE, 5), mode=LanguageMode.NONE, tables=5
    )
    assert back.segment(step.id) == mine


def test_the_file_holds_what_was_worked_out_and_undo_takes_it_back(desk: Desk) -> None:
    before = desk.record()
    planning.insert_segment(desk.file, before.agenda.days[0].id, SegmentKind.CLINIC, "Questions", 10)
    start = desk.record()
    fitting, changes = planning.set_language(
        desk.file, desk.workshop, mode=LanguageMode.CONSECUTIVE, tables=6, content=desk.content
    )
    after = desk.record()
    asked = with_language(
        start.agenda, desk.content, "two_day", was=STANDARD, mode=LanguageMode.CONSECUTIVE, tables=6
    )
    assert after.agenda == asked
    assert len(after.tables) == 6
    assert fitting == planning.day_fits(asked)
    desk.file.undo(changes.desk)
    assert desk.record().agenda == start.agenda


def test_the_table_of_all_courses_names_every_overrun(content: Content) -> None:
    table = fits.rows(content)
    assert len(table) == 5 * 4
    cells = {(course, mode): cells for course, mode, cells in table}
    assert cells["two_day", "none"][1] == "fits"
    assert cells["two_day", "consecutive"][1].startswith("over 377 ")
    assert Path(fits.__file__).exists()
