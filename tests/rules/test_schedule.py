"""The clock of an agenda: planned, actual and expected times of whole courses and of random days."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator_app.records.agenda import Agenda, Anchor, Day, Segment
from facilitator_app.records.enums import AnchorKind, SegmentKind
from facilitator_app.rules.schedule import (
    RESTING_KINDS,
    Actual,
    ConflictKind,
    SegmentState,
    schedule,
    stretches,
)

CONTENT = Path(__file__).parents[2] / "resources" / "content" / "courses.json"
COURSES: dict[str, Any] = json.loads(CONTENT.read_text(encoding="utf-8"))["courses"]
VILNIUS = ZoneInfo("Europe/Vilnius")
TUESDAY = date(2027, 3, 2)


def course_segment(block: dict[str, Any], code: str) -> Segment:
    at = time.fromisoformat(block["start"])
    anchored = block.get("anchor") == "start"
    return Segment(
        id=code,
        code=code,
        kind=SegmentKind(block["kind"]),
        title=block["title"],
        planned_seconds=block["minutes"] * 60,
        minimum_seconds=block.get("minimum", block["minutes"]) * 60,
        anchor=Anchor(AnchorKind.START_AT, at) if anchored else None,
        buffer=block.get("buffer", False),
    )


def course_agenda(course: str, start: date = TUESDAY, zone: str = "Europe/Vilnius") -> Agenda:
    days = []
    for entry in COURSES[course]["agenda"]:
        number = entry["day"]
        segments = [course_segment(block, block["id"]) for block in entry["blocks"]]
        evenings = entry.get("evening", [])
        segments += [
            course_segment(block, f"{course}.d{number}.e0{n}") for n, block in enumerate(evenings, 1)
        ]
        days.append(
            Day(
                id=f"day-{number}",
                number=number,
                on=start + timedelta(days=number - 1),
                start=time.fromisoformat(entry["start"]),
                end=time.fromisoformat(entry["end"]),
                end_anchored=entry["end_anchor"],
                segments=tuple(segments),
            )
        )
    return Agenda(zone, tuple(days))


def segment(code: str, minutes: int, kind: SegmentKind = SegmentKind.STEP, **more: Any) -> Segment:
    return Segment(code, code, kind, code.title(), minutes * 60, more.pop("minimum", 0) * 60, **more)


def one_day(
    *segments: Segment, start: str = "09:00", end: str = "17:00", on: date = TUESDAY, zone: str = "UTC"
) -> Agenda:
    day = Day(
        id="day-1",
        number=1,
        on=on,
        start=time.fromisoformat(start),
        end=time.fromisoformat(end),
        end_anchored=True,
        segments=segments,
    )
    return Agenda(zone, (day,))


def at(clock: str, on: date = TUESDAY, zone: ZoneInfo | Any = UTC) -> datetime:
    return datetime.combine(on, time.fromisoformat(clock), zone)


def start_at(clock: str) -> Anchor:
    return Anchor(AnchorKind.START_AT, time.fromisoformat(clock))


def moved(agenda: Agenda, code: str, **changes: Any) -> Agenda:
    days = tuple(
        replace(day, segments=tuple(replace(s, **changes) if s.id == code else s for s in day.segments))
        for day in agenda.days
    )
    return replace(agenda, days=days)


@pytest.mark.parametrize("course", COURSES)
def test_every_course_has_the_start_times_its_authors_printed(course: str) -> None:
    plan = schedule(course_agenda(course))
    for day, entry in zip(plan.days, COURSES[course]["agenda"], strict=True):
        printed = [(block["id"], block["start"], block["end"]) for block in entry["blocks"]]
        computed = [
            (one.segment.id, f"{one.planned_start:%H:%M}", f"{one.planned_end:%H:%M}")
            for one in day.segments
            if one.segment.kind is not SegmentKind.EVENING
        ]
        assert computed == printed
        assert f"{day.planned_end:%H:%M}" == entry["end"]
        assert day.spare_seconds == 0


@pytest.mark.parametrize("course", COURSES)
def test_no_course_as_printed_has_a_conflict(course: str) -> None:
    assert schedule(course_agenda(course)).conflicts == ()


@pytest.mark.parametrize("course", COURSES)
def test_the_longest_stretch_without_a_break_is_the_printed_one(course: str) -> None:
    for day, entry in zip(course_agenda(course).days, COURSES[course]["agenda"], strict=True):
        longest = max(seconds for _last, seconds in stretches(list(day.segments)))
        assert longest == entry["longest_stretch_without_break"] * 60


def test_an_evening_keeps_its_hour_and_does_not_lengthen_the_day() -> None:
    day = schedule(course_agenda("two_day")).days[0]
    evening = day.segments[-1]
    assert f"{evening.planned_start:%H:%M} {evening.wait_seconds}" == "19:00 5400"
    assert f"{day.planned_end:%H:%M}" == "17:30"


def test_a_late_opening_moves_everything_up_to_lunch() -> None:
    agenda = course_agenda("two_day")
    actuals = {
        "two_day.d1.b01": Actual(at("08:30", zone=VILNIUS), at("09:00", zone=VILNIUS)),
        "two_day.d1.b02": Actual(at("09:00", zone=VILNIUS), at("09:40", zone=VILNIUS)),
    }
    day = schedule(agenda, actuals, at("09:40", zone=VILNIUS))
    assert day.offset_seconds == 20 * 60
    lunch = day.segment("two_day.d1.b08")
    assert lunch is not None
    assert f"{lunch.expected_start:%H:%M}" == "12:20"
    assert lunch.misses_anchor_by == 20 * 60
    kinds = [(one.kind, one.segment_id, one.seconds // 60) for one in day.days[0].conflicts]
    assert (ConflictKind.MISSES_ANCHOR, "two_day.d1.b08", 20) in kinds
    assert (ConflictKind.DAY_DOES_NOT_FIT, "two_day.d1.b16", 20) in kinds


def test_time_saved_before_lunch_becomes_waiting_and_lunch_keeps_its_hour() -> None:
    agenda = moved(course_agenda("two_day"), "two_day.d1.b06", planned_seconds=60 * 60)
    lunch = schedule(agenda).segment("two_day.d1.b08")
    assert lunch is not None
    assert f"{lunch.planned_start:%H:%M}" == "12:00"
    assert lunch.wait_seconds == 15 * 60


def test_a_break_that_overruns_counts_at_once() -> None:
    agenda = one_day(segment("coffee", 20, SegmentKind.BREAK), segment("work", 60))
    running = {"coffee": Actual(at("09:00"))}
    assert schedule(agenda, running, at("09:19")).offset_seconds == 0
    late = schedule(agenda, running, at("09:26"))
    assert late.offset_seconds == 6 * 60
    work = late.segment("work")
    assert work is not None
    assert work.expected_start == at("09:26")


def test_stages_still_to_come_push_the_end_even_before_the_segment_is_over_time() -> None:
    agenda = one_day(segment("step", 60), segment("wrap", 15))
    running = {"step": Actual(at("09:00"), left_seconds=40 * 60)}
    late = schedule(agenda, running, at("09:30"))
    assert late.offset_seconds == 10 * 60


def test_a_pause_for_the_interpreter_is_added_to_the_running_segment() -> None:
    agenda = one_day(segment("step", 60))
    paused = schedule(agenda, {"step": Actual(at("09:00"), paused_seconds=300)}, at("09:30"))
    assert paused.running is not None
    assert paused.running.expected_end == at("10:05")


def test_nobody_pressed_start_so_the_day_slips_with_the_clock() -> None:
    agenda = one_day(segment("opening", 30), segment("work", 60))
    assert schedule(agenda, {}, at("08:50")).offset_seconds == 0
    late = schedule(agenda, {}, at("09:12"))
    assert late.following is not None
    assert (late.following.segment.id, late.offset_seconds) == ("opening", 12 * 60)


def test_a_segment_finished_early_lets_the_next_one_begin_early() -> None:
    agenda = one_day(segment("opening", 30), segment("work", 60))
    early = schedule(agenda, {"opening": Actual(at("09:00"), at("09:20"))}, at("09:20"))
    assert early.offset_seconds == -10 * 60


def test_a_segment_that_was_passed_over_takes_no_time() -> None:
    agenda = one_day(segment("opening", 30), segment("tour", 30), segment("work", 60))
    run = schedule(
        agenda, {"opening": Actual(at("09:00"), at("09:30")), "work": Actual(at("09:30"))}, at("09:40")
    )
    tour = run.segment("tour")
    assert tour is not None
    assert (tour.state, tour.expected_start == tour.expected_end) == (SegmentState.SKIPPED, True)
    assert run.offset_seconds == -30 * 60


def test_what_did_not_start_yesterday_is_not_expected_this_morning() -> None:
    agenda = course_agenda("two_day")
    first = {"two_day.d1.b01": Actual(at("08:30", zone=VILNIUS), at("09:00", zone=VILNIUS))}
    morning = schedule(agenda, first, at("08:40", TUESDAY + timedelta(days=1), VILNIUS))
    assert morning.following is not None
    assert (morning.following.segment.id, morning.offset_seconds) == ("two_day.d2.b01", 0)


def test_a_plan_that_was_never_run_keeps_its_printed_times_for_ever() -> None:
    later = schedule(course_agenda("two_day"), {}, at("10:00", date(2028, 1, 1), VILNIUS))
    assert all(one.expected_start == one.planned_start for one in later.segments)


def test_a_parked_segment_leaves_the_clock_and_keeps_its_content() -> None:
    agenda = moved(course_agenda("two_day"), "two_day.d2.b09", parked=True)
    day = schedule(agenda).days[1]
    assert [one.id for one in day.parked] == ["two_day.d2.b09"]
    assert day.spare_seconds == 10 * 60


def test_a_longer_step_does_not_fit_the_day_and_says_by_how_much() -> None:
    agenda = moved(course_agenda("one_day"), "one_day.d1.b16", planned_seconds=27 * 60)
    conflicts = schedule(agenda).conflicts
    assert [(one.kind, one.seconds) for one in conflicts] == [(ConflictKind.DAY_DOES_NOT_FIT, 7 * 60)]


def test_two_hours_without_a_break_are_told_where_they_end() -> None:
    agenda = one_day(segment("a", 60), segment("b", 51), segment("rest", 5, SegmentKind.STRETCH))
    conflict = schedule(agenda).conflicts[0]
    assert (conflict.kind, conflict.segment_id, conflict.seconds) == (
        ConflictKind.LONG_STRETCH,
        "b",
        111 * 60,
    )


def test_a_speaker_who_must_be_gone_by_eleven_is_warned_about() -> None:
    must_end = Anchor(AnchorKind.END_BY, time(11, 0))
    agenda = one_day(segment("intro", 60), segment("minister", 70, SegmentKind.OPENING, anchor=must_end))
    conflict = schedule(agenda).conflicts[0]
    assert (conflict.kind, conflict.seconds) == (ConflictKind.MISSES_ANCHOR, 600)


def test_the_night_the_clocks_change_has_its_real_length() -> None:
    night = date(2027, 3, 28)
    agenda = one_day(
        segment("night", 120), segment("end", 30), start="02:00", end="06:00", on=night, zone="Europe/Vilnius"
    )
    day = schedule(agenda).days[0]
    assert f"{day.segments[1].planned_start:%H:%M}" == "05:00"
    assert day.spare_seconds == 30 * 60


def test_an_evening_may_run_past_midnight() -> None:
    evening = segment("dinner", 180, SegmentKind.EVENING, anchor=start_at("22:30"))
    toast = segment("toast", 10, SegmentKind.EVENING, anchor=start_at("01:40"))
    day = schedule(one_day(segment("work", 60), evening, toast)).days[0]
    assert day.segments[1].planned_end == at("01:30", TUESDAY + timedelta(days=1))
    assert day.segments[2].planned_start == at("01:40", TUESDAY + timedelta(days=1))
    assert day.conflicts == ()


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        schedule(one_day(segment("work", 60)), {}, datetime(2027, 3, 2, 9, 0))


KINDS = st.sampled_from([SegmentKind.STEP, SegmentKind.BREAK, SegmentKind.MEAL, SegmentKind.BUFFER])
ANCHORS = st.one_of(st.none(), st.times(time(9, 0), time(18, 0)).map(lambda t: t.replace(microsecond=0)))


@st.composite
def random_days(draw: st.DrawFn) -> Agenda:
    parts = []
    for number in range(draw(st.integers(1, 9))):
        anchor = draw(ANCHORS)
        parts.append(
            segment(
                f"s{number}",
                draw(st.integers(0, 120)),
                draw(KINDS),
                anchor=Anchor(AnchorKind.START_AT, anchor) if anchor else None,
                parked=draw(st.booleans()) and draw(st.booleans()),
            )
        )
    return one_day(*parts, zone=draw(st.sampled_from(["UTC", "Europe/Vilnius", "Asia/Kathmandu"])))


@st.composite
def random_runs(draw: st.DrawFn) -> tuple[Agenda, dict[str, Actual], datetime]:
    agenda = draw(random_days())
    zone = ZoneInfo(agenda.zone)
    cursor = datetime.combine(TUESDAY, time(9), zone)
    timed = [one for one in agenda.segments() if not one.parked]
    actuals: dict[str, Actual] = {}
    for one in timed[: draw(st.integers(0, len(timed)))]:
        begin = cursor + timedelta(seconds=draw(st.integers(0, 600)))
        cursor = begin + timedelta(seconds=draw(st.integers(0, 7200)))
        actuals[one.id] = Actual(begin, cursor)
    still_runs: bool = draw(st.booleans())
    if actuals and still_runs:
        last = list(actuals)[-1]
        actuals[last] = Actual(actuals[last].started)
    return agenda, actuals, cursor + timedelta(seconds=draw(st.integers(0, 900)))


@given(random_days())
def test_minutes_are_conserved_and_nothing_overlaps(agenda: Agenda) -> None:
    day = schedule(agenda).days[0]
    cursor = day.start
    for one in day.segments:
        length = one.planned_end.astimezone(UTC) - one.planned_start.astimezone(UTC)
        assert length == timedelta(seconds=one.segment.planned_seconds)
        waited = one.planned_start.astimezone(UTC) - cursor.astimezone(UTC)
        assert waited == timedelta(seconds=one.wait_seconds)
        assert (one.expected_start, one.expected_end) == (one.planned_start, one.planned_end)
        cursor = one.planned_end
    assert {one.segment.id for one in day.segments} | {one.id for one in day.parked} == {
        one.id for one in agenda.segments()
    }


@given(random_runs())
def test_what_has_happened_stands_and_what_comes_is_never_in_the_past(
    run: tuple[Agenda, dict[str, Actual], datetime],
) -> None:
    agenda, actuals, now = run
    result = schedule(agenda, actuals, now)
    cursor: datetime | None = None
    for one in result.segments:
        actual = actuals.get(one.segment.id)
        assert one.expected_end >= one.expected_start
        assert cursor is None or one.expected_start >= cursor
        cursor = one.expected_end
        if actual is None:
            assert one.expected_start >= now or now < one.planned_start
            assert one.misses_anchor_by == 0 or one.wait_seconds == 0
        else:
            assert one.expected_start == actual.started
            assert one.expected_end == actual.ended or (actual.ended is None and one.expected_end >= now)


@given(random_runs(), st.integers(0, 3600))
def test_waiting_longer_never_brings_anything_forward(
    run: tuple[Agenda, dict[str, Actual], datetime], seconds: int
) -> None:
    agenda, actuals, now = run
    before = schedule(agenda, actuals, now)
    after = schedule(agenda, actuals, now + timedelta(seconds=seconds))
    for one, other in zip(before.segments, after.segments, strict=True):
        assert other.expected_end >= one.expected_end


@given(random_days())
def test_stretches_cover_all_sitting_time_once(agenda: Agenda) -> None:
    segments = list(agenda.segments())
    sitting = [s for s in segments if not s.parked and s.kind not in RESTING_KINDS]
    total = sum(seconds for _last, seconds in stretches(segments))
    assert total == sum(one.planned_seconds for one in sitting)
