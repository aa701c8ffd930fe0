"""The opening speaker of the two-day course overruns: lunch, minister and bus keep their times."""

from __future__ import annotations

from datetime import timedelta

import pytest

from facilitator_app.content.catalogue import Content
from facilitator_app.records.agenda import Segment
from facilitator_app.records.enums import PlanKind, RecoveryAction, SegmentKind
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.recovery import misses
from facilitator_app.rules.schedule import BREAK_KINDS, SegmentState
from tests.tools import late_speaker
from tests.tools.late_speaker import LATE, LUNCH, SPEAKING, Line, coded, lines

MINUTE = timedelta(minutes=1)
NOON = SPEAKING.replace(hour=12, minute=0)
END = SPEAKING.replace(hour=17, minute=30)
SLACK_BEFORE_LUNCH = 47


@pytest.fixture(scope="module")
def course(content: Content) -> WorkshopRecord:
    """The course as it is: lunch at 12:00, the day ends at 17:30."""
    return late_speaker.new_course(content)


@pytest.fixture(params=["lunch", "lunch and bus", "minister, lunch and bus"])
def day(request: pytest.FixtureRequest, course: WorkshopRecord) -> WorkshopRecord:
    """The course with one, two or three fixed times on its first day."""
    record = course if request.param == "lunch" else late_speaker.with_bus(course)
    return late_speaker.with_minister(record) if "minister" in request.param else record


def plans_for(record: WorkshopRecord, content: Content, late: int) -> list[Line]:
    """Return every choice, the line without any plan left out."""
    return [one for one in lines(record, content, late) if one.choice]


def protecting(record: WorkshopRecord, content: Content, late: int) -> list[Line]:
    """Return the plans that keep the fixed times."""
    return [one for one in plans_for(record, content, late) if one.plan is not PlanKind.MOVE_ANCHOR]


@pytest.mark.parametrize("late", LATE)
def test_lunch_keeps_its_time_while_there_is_slack_and_the_shortfall_is_named_when_there_is_not(
    course: WorkshopRecord, content: Content, late: int
) -> None:
    left, *plans = lines(course, content, late)
    assert (left.lunch, left.ends) == (NOON + late * MINUTE, END + late * MINUTE)
    assert any(one.shortfall == 0 for one in plans if one.plan is not PlanKind.MOVE_ANCHOR)
    for one in plans:
        assert one.choice is not None
        if one.plan is PlanKind.MOVE_ANCHOR:
            continue
        assert NOON <= one.lunch <= NOON + one.shortfall * MINUTE + MINUTE
        assert one.choice.holds == (one.shortfall == 0)
        named = [line.words for line in one.choice.lines if "cannot be found" in line.words]
        assert bool(named) == (one.shortfall > 0)
        assert all(f"{one.shortfall} minute" in words for words in named)
    squeeze = next(one for one in plans if one.plan is PlanKind.SQUEEZE)
    assert squeeze.recovered == min(late, SLACK_BEFORE_LUNCH)
    assert squeeze.shortfall == max(0, late - SLACK_BEFORE_LUNCH)


@pytest.mark.parametrize("late", LATE)
def test_every_fixed_time_holds_or_is_named(day: WorkshopRecord, content: Content, late: int) -> None:
    for one in plans_for(day, content, late):
        assert one.choice is not None
        assert {miss.segment_id for miss in misses(one.after)} == {
            miss.segment_id for miss in one.choice.plan.missed
        }
        if one.shortfall == 0 and one.plan is not PlanKind.MOVE_ANCHOR:
            assert one.ends <= END + MINUTE
            coming = [each for each in one.after.segments if each.state is SegmentState.COMING]
            assert all(each.misses_anchor_by < MINUTE.total_seconds() for each in coming)


@pytest.mark.parametrize("late", LATE)
def test_only_what_is_to_come_changes_no_break_is_touched_and_a_squeeze_keeps_every_minimum(
    day: WorkshopRecord, content: Content, late: int
) -> None:
    before = {one.id: one for one in day.agenda.segments()}
    for line in protecting(day, content, late):
        assert line.choice is not None
        plan = line.choice.plan
        after = {one.id: one for one in plan.agenda.segments()}
        assert list(after) == list(before) or plan.kind is PlanKind.CARRY
        for key, one in before.items():
            if one.kind in BREAK_KINDS or one.kind in {SegmentKind.GUEST, SegmentKind.OPENING}:
                assert after[key] == one
            if plan.kind is PlanKind.SQUEEZE:
                assert _keeps_minimums(one, after[key])
        touched = {change.segment_id for change in plan.changes}
        assert {one.id for one in before.values() if after[one.id] != one} <= touched
        begun = {one.segment.id for one in line.after.segments if one.actual_start is not None}
        assert not touched & begun


def _keeps_minimums(before: Segment, after: Segment) -> bool:
    if before.buffer:
        return True
    least = {slot.id: slot.minimum_seconds for slot in before.stages}
    return all(slot.planned_seconds >= least[slot.id] for slot in after.stages)


@pytest.mark.parametrize("late", LATE)
def test_the_last_choice_moves_lunch_and_shortens_only_what_keeps_the_rest(
    course: WorkshopRecord, content: Content, late: int
) -> None:
    move = plans_for(course, content, late)[-1]
    assert move.plan is PlanKind.MOVE_ANCHOR
    assert NOON + late * MINUTE <= move.lunch < NOON + (late + 5) * MINUTE
    assert move.choice is not None
    assert move.title.endswith("ask the kitchen")
    anchor = coded(move.after, LUNCH).segment.anchor
    assert anchor is not None
    assert anchor.at == move.lunch.time()
    assert move.ends <= END + MINUTE


def test_a_time_that_moves_takes_no_other_with_it_that_can_still_be_kept(
    course: WorkshopRecord, content: Content
) -> None:
    record = late_speaker.with_minister(late_speaker.with_bus(course))
    move = plans_for(record, content, 20)[-1]
    assert move.choice is not None
    moved = [one for one in move.choice.plan.changes if one.action is RecoveryAction.MOVE_ANCHOR]
    codes = {one.id: one.code or one.id for one in record.agenda.segments()}
    assert [(codes[one.segment_id], one.day_end) for one in moved] == [("minister", False), (LUNCH, False)]
    assert move.ends == END
