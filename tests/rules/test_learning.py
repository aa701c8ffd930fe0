"""What past workshops teach: a median over workshops, and nothing below three."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator_app.records.enums import RecoveryAction, SegmentKind, StageName
from facilitator_app.records.learning import Duration, LearnKey
from facilitator_app.records.run import Position
from facilitator_app.rules.actuals import compare
from facilitator_app.rules.learning import durations_of, learn, learned_for
from tests.builders import kaunas, played, segment_of_step

STEP_5 = LearnKey(SegmentKind.STEP, 5)
BREAKS = LearnKey(SegmentKind.BREAK)


def step(workshop: int, ratio: float, *, number: int = 5, cycle: str | None = "STANDARD") -> Duration:
    return Duration(f"w{workshop}", SegmentKind.STEP, (number,), cycle, 1000, round(1000 * ratio))


def test_step_5_took_1_3_times_the_plan_in_six_of_seven() -> None:
    ratios = (1.1, 1.3, 1.25, 1.45, 1.31, 1.09, 1.4)
    one = learn(step(i, ratio) for i, ratio in enumerate(ratios))[STEP_5]
    assert (one.longer, one.workshops, round(one.ratio, 1)) == (6, 7, 1.3)
    assert (one.shorter, one.kept) == (0, 1)


def test_nothing_is_said_below_three_workshops() -> None:
    assert learn([step(1, 1.3), step(2, 1.3)]) == {}
    assert learn([step(1, 1.3), step(1, 1.3), step(1, 1.3)]) == {}
    assert STEP_5 in learn([step(1, 1.3), step(2, 1.3), step(3, 1.3)])


def test_the_breaks_of_one_workshop_are_one_ratio() -> None:
    def pause(workshop: str, used: int) -> Duration:
        return Duration(workshop, SegmentKind.BREAK, (), None, 1200, used)

    found = learn([pause("a", 1800), pause("a", 600), pause("b", 1500), pause("c", 1560), pause("c", 1560)])
    assert (found[BREAKS].workshops, found[BREAKS].longer, found[BREAKS].ratio) == (3, 2, 1.25)


def test_a_step_in_its_cycle_says_more_than_the_step_alone() -> None:
    some = [step(i, 1.5, cycle="FULL") for i in range(3)] + [step(i, 1.0) for i in range(3, 9)]
    learned = learn(some)
    segment = segment_of_step(kaunas(), 5)
    assert (
        learned_for(learned, replace(segment, cycle="FULL")) == learned[LearnKey(SegmentKind.STEP, 5, "FULL")]
    )
    assert learned_for(learned, replace(segment, cycle="DEEP")) == learned[STEP_5]
    assert learned_for(learned, replace(segment, steps=(4,))) is None


def test_two_steps_in_one_segment_teach_about_both() -> None:
    both = [Duration(f"w{i}", SegmentKind.STEP, (6, 7), "STANDARD", 3300, 3960) for i in range(3)]
    assert {key.step for key in learn(both)} == {6, 7}


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 5000), st.integers(0, 9000)), max_size=40))
def test_the_median_lies_between_the_extremes_and_every_workshop_counts_once(
    some: list[tuple[int, int, int]],
) -> None:
    durations = [
        Duration(f"w{workshop}", SegmentKind.CLOSING, (), None, planned, used)
        for workshop, planned, used in some
    ]
    one = learn(durations).get(LearnKey(SegmentKind.CLOSING))
    workshops = {workshop for workshop, _planned, _used in some}
    assert (one is not None) == (len(workshops) >= 3)
    if one is None:
        return
    ratios = [
        sum(u for w, _p, u in some if w == workshop) / sum(p for w, p, _u in some if w == workshop)
        for workshop in workshops
    ]
    assert one.workshops == len(workshops) == one.longer + one.shorter + one.kept
    assert min(ratios) <= one.ratio <= max(ratios)
    assert (one.longer == len(workshops)) == (min(ratios) >= 1.1)


@pytest.mark.parametrize(
    ("used", "longer", "shorter"), [(1099, 0, 0), (1100, 3, 0), (901, 0, 0), (900, 0, 3)]
)
def test_a_tenth_is_the_measure(used: int, longer: int, shorter: int) -> None:
    one = learn(step(i, used / 1000) for i in range(3))[STEP_5]
    assert (one.longer, one.shorter) == (longer, shorter)


def test_what_was_planned_for_nothing_teaches_nothing() -> None:
    assert learn(Duration(f"w{i}", SegmentKind.BREAK, (), None, 0, 300) for i in range(3)) == {}


def test_only_what_was_held_as_it_was_meant_is_taken() -> None:
    record = played(kaunas(), Position("two_day.d1.b11", StageName.PRESENT))
    compared = compare(record, record.run_entries[-1].started)
    found = durations_of("w", compared)
    assert [one.steps for one in found if one.steps] == [(1,), (2,), (3,)]
    assert all(one.planned_seconds == one.used_seconds for one in found if not one.steps)
    assert not any(one.kind is SegmentKind.BUFFER for one in found)
    day = compared.days[0]
    changed = replace(
        compared,
        days=(
            replace(
                day,
                segments=tuple(
                    replace(one, changes=(RecoveryAction.OVERVIEW,)) if one.steps == (2,)
                    else replace(one, used_seconds=60) if one.steps == (3,) else one
                    for one in day.segments
                ),
            ),
        ),
    )  # fmt: skip
    assert [one.steps for one in durations_of("w", changed) if one.steps] == [(1,)]
