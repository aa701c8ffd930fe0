"""The clock of a day that goes otherwise than planned: guests in between, spare time, what was agreed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given

from facilitator_app.records.enums import SegmentKind
from facilitator_app.records.run import Pace
from facilitator_app.rules.schedule import Actual, Agreed, SegmentState, schedule
from tests.rules.recovery.days import Moment, moments
from tests.rules.test_schedule import at, moved, one_day, segment, start_at


def test_a_guest_who_comes_in_between_takes_no_planned_time_and_what_he_interrupts_waits() -> None:
    agenda = one_day(
        segment("talk", 60), segment("guest", 15, SegmentKind.GUEST), segment("next", 30), end="18:00"
    )
    actuals = {
        "talk": Actual(at("09:00"), parked_seconds=17 * 60 + 23),
        "guest": Actual(at("09:42"), left_seconds=10 * 60),
    }
    plan = schedule(agenda, actuals, at("09:47"))
    talk, guest, following = plan.days[0].segments
    assert talk.state is SegmentState.PARKED
    assert (plan.running, plan.following) == (guest, following)
    assert guest.expected_end == at("09:57")
    assert talk.expected_end == at("09:57") + timedelta(minutes=17, seconds=23)
    assert following.planned_start == at("10:00")
    assert following.expected_start == talk.expected_end
    assert plan.offset_seconds == following.offset_seconds == 14 * 60 + 23


def test_what_two_guests_interrupt_waits_for_both() -> None:
    guests = [segment(name, 10, SegmentKind.GUEST) for name in ("minister", "mayor")]
    agenda = one_day(segment("talk", 60), *guests, segment("next", 30))
    actuals = {
        "talk": Actual(at("09:00"), parked_seconds=600),
        "minister": Actual(at("09:50"), parked_seconds=120),
        "mayor": Actual(at("09:58"), left_seconds=300),
    }
    talk, minister, mayor, following = schedule(agenda, actuals, at("10:00")).days[0].segments
    assert mayor.expected_end == at("10:05")
    assert minister.expected_end == at("10:07")
    assert talk.expected_end == following.expected_start == at("10:17")


def test_a_guest_who_has_left_is_not_counted_twice() -> None:
    agenda = one_day(segment("talk", 60), segment("guest", 15, SegmentKind.GUEST), segment("next", 30))
    actuals = {
        "talk": Actual(at("09:00"), left_seconds=900),
        "guest": Actual(at("09:30"), at("09:40")),
    }
    plan = schedule(agenda, actuals, at("09:55"))
    assert plan.days[0].segments[2].expected_start == at("10:10")
    assert plan.offset_seconds == 600


@given(moments())
def test_the_spare_time_of_what_runs_is_exactly_what_it_may_still_take(moment: Moment) -> None:
    placed = moment.placed
    running = placed.running
    assert running is not None
    spare, actual = running.spare_seconds, moment.actuals[running.segment.id]
    day = next(one for one in placed.days if one.day.id == running.day_id)
    fixed = {
        one.segment.id for one in day.segments if one.segment.anchor and one.state is SegmentState.COMING
    }
    if spare is None:
        assert not fixed
        return

    def missed(more: int) -> int:
        left = (actual.left_seconds or 0) + more
        after = schedule(
            moment.agenda,
            {**moment.actuals, running.segment.id: replace(actual, left_seconds=left)},
            moment.now,
        )
        again = next(one for one in after.days if one.day.id == running.day_id)
        own = [one for one in again.segments if one.segment.id in fixed or one is after.running]
        ends = [one.misses_anchor_by for one in own if one.segment.kind is not SegmentKind.EVENING]
        return max([*ends, -(again.spare_seconds or 0) if again.limit else 0])

    if spare >= 0:
        assert missed(spare) <= 0
        assert missed(spare + 1) == 1
    else:
        assert missed(0) == -spare


def test_slack_is_what_a_segment_may_give() -> None:
    agenda = one_day(
        segment("talk", 30, minimum=20),
        segment("buffer", 10, SegmentKind.BUFFER, buffer=True),
        segment("lunch", 60, SegmentKind.MEAL, minimum=30, shorten_needs_consent=True),
    )
    talk, buffer, lunch = schedule(agenda).days[0].segments
    assert (talk.slack_seconds, buffer.slack_seconds, lunch.slack_seconds) == (600, 600, 0)
    begun = schedule(agenda, {"talk": Actual(at("09:00"))}, at("09:05")).days[0].segments[0]
    assert begun.slack_seconds == 0


@pytest.mark.parametrize(
    ("clock", "pace"), [("09:10", Pace.ON_TIME), ("09:26", Pace.FIVE_MINUTES), ("09:31", Pace.OVERTIME)]
)
def test_the_pace_of_what_runs_is_that_of_its_planned_minutes(clock: str, pace: Pace) -> None:
    agenda = one_day(segment("talk", 30), segment("next", 30))
    first, second = schedule(agenda, {"talk": Actual(at("09:00"))}, at(clock)).days[0].segments
    assert (first.pace, second.pace) == (pace, Pace.WAITING)


def test_a_room_that_goes_as_was_agreed_is_on_time() -> None:
    """The talk takes 8 min more; the rest of the morning gives 8, and lunch is at its time again."""
    agenda = one_day(
        segment("talk", 20),
        segment("work", 40),
        segment("report", 20),
        segment("lunch", 60, SegmentKind.MEAL, anchor=start_at("10:20")),
    )
    shorter = moved(agenda, "work", planned_seconds=32 * 60)
    begun = {"talk": Actual(at("09:00"), left_seconds=0)}
    agreed = Agreed(at("09:28"), begun)
    assert schedule(shorter, begun, agreed.at, agreed=agreed).offset_seconds == 0
    late = {"talk": Actual(at("09:00"), at("09:31")), "work": Actual(at("09:31"), left_seconds=27 * 60)}
    plan = schedule(shorter, late, at("09:36"), agreed=agreed)
    assert plan.offset_seconds == 3 * 60
    assert [one.offset_seconds for one in plan.segments] == [0, 180, 180, 180]
    assert schedule(shorter, late, at("09:36")).offset_seconds == 11 * 60, "against the day's start"


def test_a_guest_who_came_after_the_plan_was_agreed_makes_the_room_late() -> None:
    agenda = one_day(segment("talk", 60), segment("guest", 15, SegmentKind.GUEST), segment("next", 30))
    actuals = {
        "talk": Actual(at("09:00"), parked_seconds=900),
        "guest": Actual(at("09:45"), left_seconds=600),
    }
    before = Agreed(at("09:10"), {"talk": Actual(at("09:00"), left_seconds=50 * 60)})
    plan = schedule(agenda, actuals, at("09:50"), agreed=before)
    assert plan.offset_seconds == 15 * 60
    assert plan.days[0].segments[2].offset_seconds == 15 * 60


@given(moments())
def test_what_is_agreed_now_is_on_time_now(moment: Moment) -> None:
    running = moment.placed.running
    assert running is not None
    plan = schedule(moment.agenda, moment.actuals, moment.now, agreed=Agreed(moment.now, moment.actuals))
    assert plan.offset_seconds == 0
    ahead = [one for one in plan.segments if one.state is SegmentState.COMING]
    assert {one.offset_seconds for one in ahead} <= {0}
