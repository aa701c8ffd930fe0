"""Recovery plans keep what is fixed, take nothing under its minimum and touch only the future."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings

from facilitator_app.records.agenda import Agenda, Segment
from facilitator_app.records.enums import AnchorKind, PlanKind, RecoveryAction, StageName
from facilitator_app.records.recovery import RecoveryPlan
from facilitator_app.rules import recovery
from facilitator_app.rules.recovery import plans
from facilitator_app.rules.schedule import Actual, SegmentState, schedule
from tests.examples import one_in
from tests.rules.recovery.days import FIRM, TABLES, Moment, later, moments

_SIZED = {RecoveryAction.USE_BUFFER, RecoveryAction.SHORTEN}


def plans_of(moment: Moment) -> tuple[RecoveryPlan, ...]:
    return plans(moment.agenda, moment.actuals, moment.now, cycles=TABLES)


def adjusted(moment: Moment, agenda: Agenda) -> dict[str, Actual]:
    """What runs needs less where its later stages became shorter."""
    found = dict(moment.actuals)
    for key, actual in moment.actuals.items():
        before, after = moment.agenda.segment(key), agenda.segment(key)
        if actual.left_seconds is not None and before and after:
            less = before.planned_seconds - after.planned_seconds
            found[key] = replace(actual, left_seconds=actual.left_seconds - less)
    return found


@given(moments())
def test_minutes_are_conserved(moment: Moment) -> None:
    def minutes(agenda: Agenda) -> int:
        return sum(one.planned_seconds for one in agenda.segments() if not one.parked)

    for plan in plans_of(moment):
        given_up = sum(
            one.from_seconds - one.to_seconds
            for one in plan.changes
            if one.action not in {RecoveryAction.CARRY, RecoveryAction.MOVE_ANCHOR}
        )
        # A segment that became smaller as a whole and was then shortened says both.
        assert minutes(moment.agenda) - minutes(plan.agenda) == given_up


@given(moments())
def test_nothing_goes_under_its_minimum_and_every_new_length_is_whole_minutes(moment: Moment) -> None:
    least = {
        (one.id, slot.stage): slot.minimum_seconds for one in moment.agenda.segments() for slot in one.stages
    }
    for plan in plans_of(moment):
        smaller = {one.segment_id for one in plan.changes if one.action is RecoveryAction.SMALLER_CYCLE}
        for change in plan.changes:
            if change.action not in _SIZED:
                continue
            assert change.to_seconds % 60 == 0
            assert change.to_seconds < change.from_seconds
            stage = change.stage or StageName.WHOLE
            if change.segment_id not in smaller and (change.segment_id, stage) in least:
                assert change.to_seconds >= least[change.segment_id, stage]
        for one in plan.agenda.segments():
            assert all(slot.planned_seconds >= slot.minimum_seconds for slot in one.stages)


@given(moments())
def test_breaks_and_meals_are_never_shortened_dropped_or_moved_to_another_day(moment: Moment) -> None:
    for plan in plans_of(moment):
        for one in moment.agenda.segments():
            if one.kind in FIRM or one.shorten_needs_consent:
                after = plan.agenda.segment(one.id)
                assert after is not None
                assert (after.planned_seconds, after.parked) == (one.planned_seconds, False)
        touched = {one.segment_id for one in plan.changes if one.action is not RecoveryAction.MOVE_ANCHOR}
        kinds = {one.kind for one in moment.agenda.segments() if one.id in touched}
        assert kinds.isdisjoint(FIRM)


@given(moments())
def test_only_the_future_changes(moment: Moment) -> None:
    coming = later(moment)
    for plan in plans_of(moment):
        for one in moment.agenda.segments():
            actual, after = moment.actuals.get(one.id), plan.agenda.segment(one.id)
            assert after is not None
            if one.id in coming or actual is None:
                continue
            if actual.ended is not None:
                assert after == one
                continue
            order = [slot.stage for slot in one.stages]
            begun = order.index(actual.stage) + 1 if actual.stage in order else len(order)
            assert after.stages[:begun] == one.stages[:begun]


@given(moments())
def test_applying_twice_is_applying_once_and_is_what_the_plan_shows(moment: Moment) -> None:
    for plan in plans_of(moment):
        once = recovery.apply(moment.agenda, plan.changes)
        assert once == plan.agenda
        assert recovery.apply(once, plan.changes) == once


@given(moments())
def test_what_a_plan_does_not_name_as_missed_is_kept(moment: Moment) -> None:
    for plan in plans_of(moment):
        placed = schedule(plan.agenda, adjusted(moment, plan.agenda), moment.now)
        left = recovery.misses(placed)
        assert left == plan.missed
        assert bool(left) == (plan.shortfall_seconds > 0)
        if plan.kind is PlanKind.MOVE_ANCHOR:
            assert plan.shortfall_seconds == 0


@given(moments())
def test_a_squeeze_fails_only_where_slack_is_used_up(moment: Moment) -> None:
    """While anything before a missed anchor can still give a whole minute, the anchor is not missed."""
    for plan in plans_of(moment):
        if plan.kind is not PlanKind.SQUEEZE:
            continue
        placed = schedule(plan.agenda, adjusted(moment, plan.agenda), moment.now)
        for miss in plan.missed:
            day = next(d for d in placed.days if any(one.segment.id == miss.segment_id for one in d.segments))
            ids = [one.segment.id for one in day.segments]
            place = ids.index(miss.segment_id)
            anchor = day.segments[place].segment.anchor
            ends = miss.day_end or (anchor is not None and anchor.kind is AnchorKind.END_BY)
            before = day.segments[: place + 1 if ends else place]
            kept = [
                i
                for i, one in enumerate(before)
                if one.segment.anchor
                and one.segment.anchor.kind is AnchorKind.START_AT
                and one.state is SegmentState.COMING
                and one.misses_anchor_by < 60
            ]
            for one in before[kept[-1] if kept else 0 :]:
                if one.state is SegmentState.COMING and not one.segment.shorten_needs_consent:
                    assert all(
                        _whole_minutes_left(one.segment, i) < 60 for i in range(len(one.segment.stages))
                    )


def _whole_minutes_left(segment: Segment, place: int) -> int:
    slot = segment.stages[place]
    least = 0 if segment.buffer else -(-slot.minimum_seconds // 60) * 60
    return slot.planned_seconds - least


@given(moments())
def test_a_choice_to_move_what_is_fixed_is_always_there_and_last(moment: Moment) -> None:
    found = plans_of(moment)
    if not found:
        assert recovery.misses(moment.placed) == ()
        return
    assert [one.kind for one in found].count(PlanKind.MOVE_ANCHOR) == 1
    assert found[-1].kind is PlanKind.MOVE_ANCHOR
    assert any(one.action is RecoveryAction.MOVE_ANCHOR for one in found[-1].changes)
    assert len(found) <= 4
    assert Counter(one.kind for one in found).most_common(1)[0][1] == 1


@given(moments())
def test_once_a_plan_that_holds_is_applied_there_is_nothing_to_recover(moment: Moment) -> None:
    for plan in plans_of(moment):
        if not plan.shortfall_seconds:
            after = Moment(plan.agenda, adjusted(moment, plan.agenda), moment.now)
            assert plans_of(after) == ()


@given(moments())
@one_in(4)
def test_nobody_moves_a_segment_before_its_elders(moment: Moment) -> None:
    """Carrying keeps the order of the work: what is put off comes before what stood behind it."""
    for plan in plans_of(moment):
        if plan.kind is not PlanKind.CARRY:
            continue
        carried = [one.segment_id for one in plan.changes if one.action is RecoveryAction.CARRY]
        before = [
            one.id for one in moment.agenda.segments() if one.kind.value == "step" and one.id not in carried
        ]
        after = [
            one.id for one in plan.agenda.segments() if one.kind.value == "step" and one.id not in carried
        ]
        assert before == after


@given(moments())
@one_in(4)
def test_a_guest_later_never_costs_more_than_his_minutes(moment: Moment) -> None:
    late = max((one.seconds for one in recovery.misses(moment.placed)), default=0)
    points = recovery.insertion_points(moment.agenda, moment.actuals, moment.now, 900, cycles=TABLES)
    assert points
    assert points[0].after is None
    for point in points:
        assert point.shortfall_seconds <= point.late_seconds <= late + 900 + 60
        assert point.starts >= moment.now - timedelta(seconds=1)


_PROPERTIES = (
    test_minutes_are_conserved,
    test_nothing_goes_under_its_minimum_and_every_new_length_is_whole_minutes,
    test_breaks_and_meals_are_never_shortened_dropped_or_moved_to_another_day,
    test_only_the_future_changes,
    test_applying_twice_is_applying_once_and_is_what_the_plan_shows,
    test_what_a_plan_does_not_name_as_missed_is_kept,
    test_a_squeeze_fails_only_where_slack_is_used_up,
    test_a_choice_to_move_what_is_fixed_is_always_there_and_last,
    test_once_a_plan_that_holds_is_applied_there_is_nothing_to_recover,
)


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_all_of_it_holds_on_ten_thousand_random_workshops() -> None:
    seen: Counter[PlanKind] = Counter()

    @settings(max_examples=10_000, deadline=None, suppress_health_check=list(HealthCheck))
    @given(moments())
    def everything(moment: Moment) -> None:
        seen.update(plan.kind for plan in plans_of(moment))
        for one in _PROPERTIES:
            one.hypothesis.inner_test(moment)  # type: ignore[attr-defined]  # what hypothesis wraps

    everything()
    assert all(seen[kind] > 200 for kind in PlanKind), seen
