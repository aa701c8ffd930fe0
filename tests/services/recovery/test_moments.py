"""A workshop asked about at a moment: nothing of what came later leaks into what is said."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator_app.content.catalogue import Content
from facilitator_app.records.enums import PauseReason, StageName
from facilitator_app.records.run import RunEntry
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.running import reading_at
from facilitator_app.rules.schedule import SegmentState, schedule
from facilitator_app.services.recovery.moments import (
    WhatIf,
    kept_plan,
    known_at,
    stage_after,
    standing_if,
)
from facilitator_app.services.recovery.standing import Standing
from facilitator_app.support import paths
from facilitator_app.support.errors import ExitCode, KnownError
from tests.examples import one_in
from tests.tools import forecasts as tool
from tests.tools import late_speaker

VILNIUS = ZoneInfo("Europe/Vilnius")


@pytest.fixture(scope="module")
def logged() -> WorkshopRecord:
    """Kaunas with the log of two whole days."""
    return tool.logged_workshop()


@pytest.fixture(scope="module")
def course(content: Content) -> WorkshopRecord:
    """A new two-day course."""
    return late_speaker.new_course(content)


def at(hour: int, minute: int = 0, day: int = 2) -> datetime:
    """Return a moment in Vilnius."""
    return datetime(2027, 3, day, hour, minute, tzinfo=VILNIUS)


def stage_now(standing: Standing) -> StageName | None:
    """Return the stage of the one segment that runs."""
    (running,) = (one for one in standing.actuals.values() if one.ended is None)
    return running.stage


def spoilt_after(record: WorkshopRecord, moment: datetime) -> WorkshopRecord:
    """Return the record with everything that was logged after a moment turned into nonsense."""
    entries = []
    for entry in record.run_entries:
        if entry.started.wall > moment:
            continue
        if entry.ended is not None and entry.ended.wall > moment:
            later = replace(entry.ended, wall=entry.ended.wall + timedelta(minutes=77))
            entry = replace(  # noqa: PLW2901  # the same stretch, spoilt
                entry,
                ended=later,
                paused_seconds=999,
                adjusted_seconds=300,
                left_out_seconds=55,
                interpreter_seconds=44,
                parked_seconds=33,
            )
        entries.append(entry)
    return replace(record, run_entries=tuple(entries))


@pytest.mark.parametrize("moment", [at(10), at(11), at(12, 30), at(10, day=3), at(15, 59, day=3)])
def test_a_forecast_is_made_of_what_was_known_then(
    logged: WorkshopRecord, content: Content, moment: datetime
) -> None:
    asked = WhatIf(reading_at(moment))
    honest, spoilt = (
        standing_if(record, asked, content) for record in (logged, spoilt_after(logged, moment))
    )
    assert honest.actuals == spoilt.actuals
    assert honest.schedule == spoilt.schedule
    for actual in honest.actuals.values():
        assert actual.started <= moment
        assert actual.ended is None or actual.ended <= moment


def test_the_table_of_forecasts_compares_with_the_log_and_with_nothing_else(logged: WorkshopRecord) -> None:
    found = [one for moment in tool.moments(logged) for one in tool.forecasts(logged, moment)]
    really = tool.starts(logged)
    assert len(found) > 100
    assert all(one.actual == really[one.segment_id] > one.asked for one in found)
    mean = sum(one.error for one in found) / len(found)
    assert mean < sum(one.planned_error for one in found) / len(found) / 2
    again = [
        one.foretold
        for moment in tool.moments(logged)
        for one in tool.forecasts(_with_later_starts(logged, moment), moment)
    ]
    assert again == [one.foretold for one in found]


def _with_later_starts(record: WorkshopRecord, moment: datetime) -> WorkshopRecord:
    """Return the log in which everything after a moment came three hours later."""

    def moved(entry: RunEntry) -> RunEntry:
        if entry.started.wall <= moment:
            return entry
        return replace(entry, started=replace(entry.started, wall=entry.started.wall + timedelta(hours=3)))

    return replace(record, run_entries=tuple(moved(entry) for entry in record.run_entries))


def test_a_pause_that_came_later_is_not_known(logged: WorkshopRecord) -> None:
    first = logged.run_entries[0]
    paused = replace(
        first,
        ended=None,
        paused_since=replace(first.started, wall=first.started.wall + timedelta(minutes=20)),
        paused_for=PauseReason.INTERPRETER,
    )
    record = replace(logged, run_entries=(paused,))
    (before,) = known_at(record, reading_at(first.started.wall + timedelta(minutes=10))).run_entries
    (after,) = known_at(record, reading_at(first.started.wall + timedelta(minutes=25))).run_entries
    assert (before.paused_since, before.paused_for) == (None, None)
    assert after == paused


@given(minutes=st.integers(-60, 3 * 24 * 60))
@one_in(3)
def test_a_plan_that_is_kept_is_on_time_at_every_moment(course: WorkshopRecord, minutes: int) -> None:
    record = course
    now = at(8, 30) + timedelta(minutes=minutes)
    actuals = kept_plan(record.agenda, now)
    placed = schedule(record.agenda, actuals, now)
    assert placed.offset_seconds == 0
    running = [one for one in placed.segments if one.state is SegmentState.RUNNING]
    assert len(running) <= 1
    for one in placed.segments:
        assert one.expected_start == one.planned_start
        assert one.expected_end == one.planned_end
        if one.state is SegmentState.RUNNING:
            assert one.planned_start <= now < one.planned_end
        if one.state is SegmentState.DONE:
            assert one.planned_end <= now
        if one.state is SegmentState.COMING:
            assert one.planned_start > now


@given(minutes=st.integers(0, 24 * 60), late=st.integers(0, 120))
@one_in(3)
def test_late_means_later_than_planned(
    course: WorkshopRecord, content: Content, minutes: int, late: int
) -> None:
    record, now = course, at(0) + timedelta(minutes=minutes)
    asked = WhatIf(reading_at(now), late_minutes=late)
    if schedule(record.agenda, kept_plan(record.agenda, now), now).running is None:
        with pytest.raises(KnownError) as refused:
            standing_if(record, asked, content)
        assert refused.value.code is ExitCode.USAGE
        return
    running = standing_if(record, asked, content).schedule.running
    assert running is not None
    assert running.expected_end - running.planned_end == timedelta(minutes=late)


def test_the_stage_that_runs_follows_from_the_plan(course: WorkshopRecord, content: Content) -> None:
    step = course.agenda.days[0].segments[5]
    ends = {
        0: StageName.PRESENT,
        899: StageName.PRESENT,
        900: StageName.BRIEF,
        1200: StageName.THINK,
        1440: StageName.DISCUSS,
        2880: StageName.REPORT,
        4499: StageName.LIGHTS,
        9999: StageName.LIGHTS,
    }
    assert {seconds: stage_after(step, seconds) for seconds in ends} == ends
    kept = standing_if(course, WhatIf(reading_at(at(11, 18)), kept_plan=True), content)
    assert stage_now(kept) is StageName.DISCUSS


def test_a_log_of_whole_segments_still_says_which_stage_runs(
    logged: WorkshopRecord, content: Content
) -> None:
    assert stage_now(standing_if(logged, WhatIf(reading_at(at(11, 18))), content)) is StageName.DISCUSS


def test_the_day_after_a_day_that_was_held_is_asked_about_as_planned(
    logged: WorkshopRecord, content: Content
) -> None:
    first = tuple(one for one in logged.run_entries if one.started.wall < at(20).astimezone(UTC))
    record = replace(logged, run_entries=first)
    asked = WhatIf(reading_at(at(9, 30, day=3)), late_minutes=15)
    placed = standing_if(record, asked, content).schedule
    assert placed.running is not None
    assert placed.running.segment.code == "two_day.d2.b02"
    assert placed.offset_seconds == 15 * 60
    # What was held the day before stays as it was.
    assert placed.segments[1].expected_end == at(9, 23)


def test_without_a_moment_the_log_does_not_count(logged: WorkshopRecord, content: Content) -> None:
    standing = standing_if(logged, WhatIf(), content)
    assert standing.actuals == {}
    assert {one.state for one in standing.schedule.segments} == {SegmentState.COMING}


def test_the_content_says_what_the_cycles_cost(course: WorkshopRecord, content: Content) -> None:
    known = json.loads((paths.content() / "courses.json").read_text("utf-8"))["cycles"]
    cycles = standing_if(course, WhatIf(), content).cycles
    for name, cycle in known.items():
        assert sum(planned for planned, _least in cycles[name].values()) == cycle["total"] * 60
        assert sum(least for _planned, least in cycles[name].values()) == cycle["minimum_total"] * 60
