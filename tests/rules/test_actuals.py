"""Planned against actual: the first plan is the measure, and every second has one place."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator_app.records.actuals import Fate, PlanAgainstActual, SegmentActual
from facilitator_app.records.agenda import Agenda, Segment, StageSlot
from facilitator_app.records.enums import PauseReason, PlanKind, RecoveryAction, SegmentKind, StageName
from facilitator_app.records.guests import Guest
from facilitator_app.records.recovery import PlanChange, Recovery, RecoveryPlan, Stood
from facilitator_app.records.run import Position, RunEntry
from facilitator_app.records.workshop import Speaker, WorkshopRecord
from facilitator_app.rules import recovery, running
from facilitator_app.rules.actuals import compare, first_plan
from facilitator_app.rules.rearranging import insert
from facilitator_app.rules.schedule import Actual, schedule
from facilitator_app.support.clock import Reading
from tests.builders import kaunas, played, reading_at, sharjah

STEP_2 = "two_day.d1.b06"
STEP_3 = "two_day.d1.b09"
OPENING = "two_day.d1.b02"
CYCLES = {
    "BUZZ": {"brief": (2, 2), "discuss": (5, 4), "report": (6, 4), "synthesis": (2, 1)},
    "SHORT": {
        "brief": (3, 3), "think": (2, 2), "discuss": (11, 8), "report": (8, 6), "synthesis": (3, 2),
        "lights": (3, 2),
    },
    "STANDARD": {
        "brief": (4, 3), "think": (3, 3), "discuss": (16, 12), "report": (13, 9), "synthesis": (4, 2),
        "lights": (5, 3),
    },
}  # fmt: skip


def cycles() -> recovery.Cycles:
    return {
        name: {StageName(stage): (planned * 60, least * 60) for stage, (planned, least) in stages.items()}
        for name, stages in CYCLES.items()
    }


def later(reading: Reading, seconds: float) -> Reading:
    return reading_at(reading.wall + timedelta(seconds=seconds))


def with_stages(record: WorkshopRecord) -> WorkshopRecord:
    """Return a record whose segments have the seconds of their stages, as a file's have."""
    days = tuple(
        replace(
            day,
            segments=tuple(
                replace(one, minimum_seconds=sum(slot.minimum_seconds for slot in one.stages))
                for one in day.segments
            ),
        )
        for day in record.agenda.days
    )
    return replace(record, agenda=replace(record.agenda, days=days))


def told(compared: PlanAgainstActual, segment_id: str) -> SegmentActual:
    found = compared.segment(segment_id)
    assert found is not None
    return found


def run(*stretches: tuple[Position, int, int], start: Reading) -> tuple[RunEntry, ...]:
    """Return a run log of (position, box, used) seconds, one after the other."""
    entries: list[RunEntry] = []
    now = start
    for number, (position, box, used) in enumerate(stretches, start=1):
        end = later(now, used)
        entries.append(RunEntry(f"run-{number}", number, position, box, 0, now, end))
        now = end
    return tuple(entries)


def noted(agenda: Agenda, plan: RecoveryPlan) -> tuple[PlanChange, ...]:
    """Return a plan's changes as they are noted when it is applied."""
    found = []
    for change in plan.changes:
        day = next(d for d in agenda.days if any(s.id == change.segment_id for s in d.segments))
        place = [s.id for s in day.segments].index(change.segment_id)
        behind = day.segments[place + 1].id if place + 1 < len(day.segments) else None
        segment = day.segments[place]
        found.append(replace(change, was=Stood(day.id, behind, segment.stages, segment.cycle)))
        agenda = recovery.apply(agenda, (change,))
    return tuple(found)


def applied(record: WorkshopRecord, plan: RecoveryPlan) -> WorkshopRecord:
    at = reading_at(record_start(record).wall).wall
    done = Recovery(f"r{len(record.recoveries)}", at, plan.kind, "late", noted(record.agenda, plan))
    return replace(
        record,
        agenda=recovery.apply(record.agenda, plan.changes),
        recoveries=(*record.recoveries, done),
    )


def record_start(record: WorkshopRecord) -> Reading:
    return reading_at(schedule(record.agenda).days[0].start)


def frame(agenda: Agenda) -> list[object]:
    """Return what a plan is made of, minimums apart."""
    return [
        (
            day.id, day.start, day.end,
            [
                (s.id, s.planned_seconds, s.parked, s.cycle, s.anchor, [x.planned_seconds for x in s.stages])
                for s in day.segments
            ],
        )
        for day in agenda.days
    ]  # fmt: skip


def test_what_went_as_planned_took_its_planned_seconds() -> None:
    record = played(kaunas(), Position(STEP_3, StageName.PRESENT))
    compared = compare(record, later(record.run_entries[-1].started, 60))
    opening = told(compared, OPENING)
    assert (opening.planned_seconds, opening.used_seconds, opening.over_seconds) == (1200, 1200, 0)
    assert opening.actual_start == opening.planned_start
    assert (opening.fate, told(compared, STEP_3).fate) == (Fate.HELD, Fate.RUNNING)
    assert told(compared, "two_day.d1.b16").fate is Fate.COMING
    assert told(compared, STEP_3).used_seconds == 60
    discuss = next(s for s in told(compared, STEP_2).stages if s.stage is StageName.DISCUSS)
    assert (discuss.planned_seconds, discuss.last_planned_seconds, discuss.used_seconds) == (1440, 1440, 1440)
    day = compared.days[0]
    assert day.planned_seconds == 9 * 3600
    assert day.used_seconds == sum(s.used_seconds or 0 for s in day.segments)
    assert day.late_seconds is None


def test_a_table_is_held_to_the_share_it_was_given_when_it_stood_up() -> None:
    record = played(kaunas(), Position(STEP_3, StageName.PRESENT))
    found = {one.segment_id: one for one in compare(record, record.run_entries[-1].started).rounds}
    one = found[STEP_2]
    assert one.planned_seconds == 16 * 60
    assert [turn.table for turn in one.turns] == list(
        dict.fromkeys(
            e.position.turn for e in record.run_entries if e.position.segment_id == STEP_2 and e.position.turn
        )
    )
    assert all(turn.used_seconds == turn.share_seconds for turn in one.turns)
    assert one.silent == ()


def test_a_table_that_came_back_later_has_one_line_and_one_that_never_spoke_is_named() -> None:
    record = kaunas()
    at = record_start(record)
    turn = [Position(STEP_2, StageName.REPORT, number) for number in range(1, 6)]
    entries = run((turn[0], 172, 60), (turn[1], 190, 200), (turn[0], 112, 100), (turn[2], 150, 140), start=at)
    over = RunEntry("run-9", 9, Position(STEP_3, StageName.PRESENT), 900, 0, entries[-1].ended or at)
    record = replace(record, run_entries=(*entries, over))
    found = compare(record, later(over.started, 1)).rounds[0]
    assert [(t.table, t.share_seconds, t.used_seconds, t.over_seconds) for t in found.turns] == [
        (1, 172, 160, -12), (2, 190, 200, 10), (3, 150, 140, -10),
    ]  # fmt: skip
    assert found.used_seconds == 500
    assert found.silent == (4, 5)


@given(st.integers(2, 90), st.integers(0, 3), st.integers(2, 60), st.integers(0, 3))
def test_however_the_plan_was_changed_the_first_one_is_the_measure(
    late: int, choice: int, again: int, second: int
) -> None:
    start = with_stages(kaunas())
    opening = schedule(start.agenda).segments[1]
    record = start
    for minutes, chosen, place in ((late, choice, 1), (again, second, 8)):
        done = schedule(record.agenda).segments[: place + 1]
        if done[-1].segment.parked or done[-1].day_id != opening.day_id:
            continue
        ended = done[-1].planned_end + timedelta(minutes=minutes)
        actuals = {s.segment.id: Actual(s.planned_start, s.planned_end) for s in done}
        actuals[done[-1].segment.id] = Actual(done[-1].planned_start, ended)
        found = recovery.plans(record.agenda, actuals, ended, cycles=cycles())
        if found:
            record = applied(record, found[min(chosen, len(found) - 1)])
    assert frame(first_plan(record.agenda, record.recoveries)) == frame(start.agenda)
    compared = compare(record, record_start(record))
    planned = {s.segment.id: s for s in schedule(start.agenda).segments}
    for one in compared.segments:
        assert one.planned_seconds == planned[one.segment_id].segment.planned_seconds
        assert one.planned_start == planned[one.segment_id].planned_start
        assert one.planned_day_id == planned[one.segment_id].day_id
    assert [d.planned_seconds for d in compared.days] == [9 * 3600, 8 * 3600 + 900]


def test_a_plan_that_was_shortened_does_not_look_as_if_it_had_been_kept() -> None:
    start = with_stages(kaunas())
    shorter = PlanChange(STEP_2, StageName.REPORT, 960, 660, RecoveryAction.SHORTEN)
    plan = RecoveryPlan(PlanKind.SQUEEZE, (shorter,), start.agenda)
    record = played(applied(start, plan), Position(STEP_3, StageName.PRESENT))
    one = told(compare(record, record.run_entries[-1].started), STEP_2)
    assert (one.planned_seconds, one.last_planned_seconds) == (75 * 60, 70 * 60)
    assert one.over_seconds is not None
    assert one.over_seconds <= -5 * 60
    assert one.changes == (RecoveryAction.SHORTEN,)
    report = compare(record, record.run_entries[-1].started).rounds[-1]
    assert (report.planned_seconds, report.last_planned_seconds) == (960, 660)


def test_what_was_carried_stays_on_the_day_for_which_it_was_planned_and_counts_where_it_was_held() -> None:
    start = with_stages(kaunas())
    one, two = start.agenda.days
    carry = PlanChange(
        "two_day.d1.b15", None, 3300, 0, RecoveryAction.CARRY, day_id=two.id, before="two_day.d2.b02"
    )
    record = applied(start, RecoveryPlan(PlanKind.CARRY, (carry,), start.agenda))
    at = reading_at(schedule(start.agenda).days[1].start)
    record = replace(
        record,
        run_entries=run((Position("two_day.d1.b15", StageName.DISCUSS), 960, 1000), start=at),
    )
    compared = compare(record, later(at, 4000))
    carried = told(compared, "two_day.d1.b15")
    assert carried.was_carried
    assert (carried.planned_day_id, carried.day_id) == (one.id, two.id)
    assert [s.segment_id for s in compared.days[0].segments].count("two_day.d1.b15") == 1
    assert "two_day.d1.b15" not in [s.segment_id for s in compared.days[1].segments]
    assert [day.used_seconds for day in compared.days] == [0, 1000]
    assert [day.planned_seconds for day in compared.days] == [9 * 3600, 8 * 3600 + 900]


def test_what_a_plan_left_out_was_planned_and_is_called_left_out() -> None:
    start = with_stages(kaunas())
    drop = PlanChange(STEP_3, None, 3600, 0, RecoveryAction.DROP)
    one = told(
        compare(applied(start, RecoveryPlan(PlanKind.DROP, (drop,), start.agenda)), record_start(start)),
        STEP_3,
    )
    assert (one.fate, one.planned_seconds, one.last_planned_seconds) == (Fate.LEFT_OUT, 3600, 0)
    assert one.used_seconds is None
    assert one.over_seconds is None


def test_an_overview_and_a_smaller_cycle_without_a_note_give_back_the_seconds() -> None:
    start = with_stages(kaunas())
    segment = start.agenda.segment(STEP_3)
    assert segment is not None
    for action, planned in ((RecoveryAction.OVERVIEW, 900), (RecoveryAction.SMALLER_CYCLE, 1800)):
        stages = tuple(
            replace(s, planned_seconds=0 if s.stage is not StageName.PRESENT else planned, minimum_seconds=0)
            for s in segment.stages
        )
        change = PlanChange(STEP_3, None, 3600, planned, action, cycle="SHORT", stages=stages)
        after = recovery.apply(start.agenda, (change,))
        old = Recovery("r", record_start(start).wall, PlanKind.SMALLER, "", (change,))
        back = first_plan(after, (old,)).segment(STEP_3)
        assert back is not None
        assert back.planned_seconds == 3600 == sum(s.planned_seconds for s in back.stages)


def test_a_change_of_what_has_left_the_agenda_is_passed_over() -> None:
    start = kaunas()
    change = PlanChange("gone", StageName.REPORT, 960, 660, RecoveryAction.SHORTEN)
    old = Recovery("r", record_start(start).wall, PlanKind.SQUEEZE, "", (change,))
    assert first_plan(start.agenda, (old,)) == start.agenda


def with_guest(record: WorkshopRecord) -> WorkshopRecord:
    """Let a minister speak for 12 minutes inside step 2, and the interpreter be waited for."""
    minister = Segment(
        "guest", "", SegmentKind.GUEST, "The minister", 600, 600,
        (StageSlot("guest.whole", StageName.WHOLE, 600, 600),),
    )  # fmt: skip
    agenda = insert(record.agenda, minister, record.agenda.days[0].id, "two_day.d1.b07")
    at = record_start(record)
    talk, speaks = Position(STEP_2, StageName.DISCUSS), Position("guest", StageName.WHOLE)
    entries = run((talk, 1440, 700), (speaks, 600, 720), (talk, 740, 900), start=at)
    first, visit, rest = entries
    rest = replace(rest, paused_seconds=200, interpreter_seconds=150)
    return replace(
        record,
        agenda=agenda,
        run_entries=(replace(first, parked_seconds=740), visit, rest),
        guests=(Guest("g", "Rasa Žemaitė", seconds=600, segment_id="guest"),),
    )


def test_guests_and_interpreters_are_shown_apart() -> None:
    record = with_guest(kaunas())
    compared = compare(record, later(record.run_entries[-1].started, 900))
    step, guest = told(compared, STEP_2), told(compared, "guest")
    assert step.used_seconds == 700 + 900 - 200
    assert (step.paused_seconds, step.interpreter_seconds, step.guest_seconds) == (50, 150, 720)
    assert (guest.planned_seconds, guest.planned_start, guest.used_seconds) == (0, None, 720)
    speakers = {one.segment_id: one for one in compared.speakers}
    assert (speakers["guest"].name, speakers["guest"].guest) == ("Rasa Žemaitė", True)
    assert speakers["guest"].over_seconds == 120
    day = compared.days[0]
    assert (day.guest_seconds, day.interpreter_seconds, day.paused_seconds) == (720, 150, 50)
    assert day.used_seconds == step.used_seconds
    assert day.planned_seconds == 9 * 3600
    # The guest nobody had planned moves no planned time.
    assert (
        told(compared, "two_day.d1.b07").planned_start == schedule(kaunas().agenda).segments[6].planned_start
    )


def test_a_pause_that_still_lasts_counts_for_the_one_it_waits_for() -> None:
    at = record_start(kaunas())
    entry = RunEntry(
        "run-1", 1, Position(OPENING, StageName.WHOLE), 1200, 0, at,
        paused_since=later(at, 300), paused_for=PauseReason.INTERPRETER,
    )  # fmt: skip
    one = told(compare(replace(kaunas(), run_entries=(entry,)), later(at, 400)), OPENING)
    assert (one.used_seconds, one.interpreter_seconds, one.paused_seconds) == (300, 100, 0)


def test_the_opening_speaker_is_held_to_what_he_asked_for() -> None:
    record = played(sharjah(), Position("one_day.d1.b03", StageName.WHOLE))
    record = replace(
        record,
        details=replace(record.details, speakers=(Speaker("opening", "H.E. Al Qassimi", 10),)),
    )
    compared = compare(record, record.run_entries[-1].started)
    opening = compared.speakers[0]
    assert (opening.name, opening.asked_seconds, opening.used_seconds) == ("H.E. Al Qassimi", 600, 900)
    assert opening.over_seconds == 300
    closing = compared.speakers[-1]
    assert (closing.name, closing.used_seconds, closing.over_seconds) == ("", None, None)


def test_a_day_that_is_over_says_how_late_it_ended() -> None:
    record = kaunas()
    last = record.agenda.days[0].segments[-1]
    start = schedule(record.agenda).segments[len(record.agenda.days[0].segments) - 1].planned_start
    at = reading_at(start + timedelta(minutes=9))
    record = replace(
        record,
        run_entries=run(
            (Position(last.id, last.stages[0].stage), last.planned_seconds, last.planned_seconds), start=at
        ),
    )
    compared = compare(record, later(at, 20 * 3600))
    assert compared.days[0].late_seconds == 9 * 60
    assert told(compared, OPENING).fate is Fate.SKIPPED


def test_what_began_and_was_parked_afterwards_was_held() -> None:
    record = kaunas()
    at = record_start(record)
    days = tuple(
        replace(d, segments=tuple(replace(s, parked=s.id == OPENING) for s in d.segments))
        for d in record.agenda.days
    )
    record = replace(
        record,
        agenda=replace(record.agenda, days=days),
        run_entries=run((Position(OPENING, StageName.WHOLE), 1200, 300), start=at),
    )
    one = told(compare(record, later(at, 600)), OPENING)
    assert (one.fate, one.used_seconds, one.planned_seconds) == (Fate.HELD, 300, 0)
    assert one.actual_start == at.wall


@pytest.mark.parametrize("seconds", [0, 1, 59])
def test_used_seconds_are_those_of_the_stretches(seconds: int) -> None:
    at = record_start(kaunas())
    entries = run((Position(OPENING, StageName.WHOLE), 1200, seconds), start=at)
    one = told(compare(replace(kaunas(), run_entries=entries), later(at, 100)), OPENING)
    assert one.used_seconds == seconds == running.own_seconds(entries, OPENING, later(at, 100))
