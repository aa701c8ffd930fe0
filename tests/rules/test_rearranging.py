"""Rearranging conserves every second, every minimum and every segment."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator_app.records.agenda import Agenda, Anchor
from facilitator_app.records.enums import AnchorKind, RoundKind, SegmentKind, StageName
from facilitator_app.rules.rearranging import exchange, free_code, insert, move, split
from tests.builders import kaunas

AGENDA = kaunas().agenda
IDS = [one.id for one in AGENDA.segments()]


def parts_of(agenda: Agenda, first: str, second: str) -> tuple[object, object]:
    return agenda.segment(first), agenda.segment(second)


@given(st.sampled_from(IDS), st.data())
def test_a_split_conserves_seconds_minimums_stages_and_everything_else(
    segment_id: str, data: st.DataObject
) -> None:
    segment = AGENDA.segment(segment_id)
    assert segment is not None
    seconds = data.draw(st.integers(1, segment.planned_seconds - 1))
    after, second_id = split(AGENDA, segment_id, seconds)
    first, second = after.segment(segment_id), after.segment(second_id)
    assert first is not None
    assert second is not None
    assert first.planned_seconds == seconds
    assert first.planned_seconds + second.planned_seconds == segment.planned_seconds
    least = sum(slot.minimum_seconds for slot in segment.stages)
    assert first.minimum_seconds + second.minimum_seconds == least
    for part in (first, second):
        assert part.planned_seconds == sum(slot.planned_seconds for slot in part.stages) > 0
        assert all(0 <= slot.minimum_seconds <= slot.planned_seconds for slot in part.stages)
        assert (part.title, part.steps, part.form, part.kind) == (
            segment.title, segment.steps, segment.form, segment.kind,
        )  # fmt: skip
    order = [slot.stage for slot in segment.stages]
    played = [slot.stage for slot in (*first.stages, *second.stages)]
    assert [stage for i, stage in enumerate(played) if stage not in played[:i]] == order
    assert len(played) - len(order) in {0, 1}
    slots = [slot.id for one in after.segments() for slot in one.stages]
    assert len(set(slots)) == len(slots)
    ids = [one.id for one in after.segments()]
    assert ids.index(second_id) == ids.index(segment_id) + 1
    assert [one for one in after.segments() if one.id not in {segment_id, second_id}] == [
        one for one in AGENDA.segments() if one.id != segment_id
    ]


def test_a_cycle_goes_apart_between_two_stages_where_the_minutes_fall_there() -> None:
    after, second = split(AGENDA, "two_day.d1.b06", (15 + 5 + 4 + 24) * 60)
    first, last = after.segment("two_day.d1.b06"), after.segment(second)
    assert first is not None
    assert last is not None
    assert [slot.stage for slot in last.stages] == [StageName.REPORT, StageName.SYNTHESIS, StageName.LIGHTS]
    assert first.stages[-1].stage is StageName.DISCUSS
    assert (last.code, last.round_kind) == ("two_day.d1.b06~2", RoundKind.SAME)


def test_a_fixed_start_stays_with_the_first_part_and_a_fixed_end_goes_with_the_second() -> None:
    for kind, where in ((AnchorKind.START_AT, 0), (AnchorKind.END_BY, 1)):
        lunch = AGENDA.segment("two_day.d1.b08")
        assert lunch is not None
        anchor = Anchor(kind, time(12))
        agenda = exchange(AGENDA, {lunch.id: replace(lunch, anchor=anchor)})
        after, second = split(agenda, lunch.id, 1800)
        anchors = [after.segment(one).anchor for one in (lunch.id, second)]  # type: ignore[union-attr]  # both are there
        assert anchors[where] == anchor
        assert anchors[1 - where] is None


def test_what_cannot_be_split_is_said() -> None:
    with pytest.raises(ValueError, match="time"):
        split(AGENDA, "two_day.d1.b08", 3600)
    with pytest.raises(LookupError):
        split(AGENDA, "nowhere", 60)


def test_codes_of_copies_are_counted_on_and_what_has_none_gets_none() -> None:
    after, second = split(AGENDA, "two_day.d1.b06", 600)
    twice, third = split(after, second, 600)
    assert twice.segment(third).code == "two_day.d1.b06~3"  # type: ignore[union-attr]  # it was just made
    assert free_code(AGENDA, "") == ""


@given(st.sampled_from(IDS), st.sampled_from(AGENDA.days), st.none() | st.sampled_from(IDS))
def test_a_move_keeps_every_segment_once(segment_id: str, day: object, before: str | None) -> None:
    after = move(AGENDA, segment_id, day.id, before)  # type: ignore[attr-defined]  # a day of the agenda
    assert sorted(one.id for one in after.segments()) == sorted(IDS)
    rest = [one for one in IDS if one != segment_id]
    assert [one.id for one in after.segments() if one.id != segment_id] == rest


def test_the_end_of_a_day_is_before_its_evening() -> None:
    lunch = AGENDA.segment("two_day.d1.b08")
    assert lunch is not None
    evening = replace(lunch, id="evening", kind=SegmentKind.EVENING, anchor=None)
    agenda = insert(AGENDA, evening, AGENDA.days[0].id, None)
    assert agenda.days[0].segments[-1].id == "evening"
    assert move(agenda, lunch.id, AGENDA.days[0].id, None).days[0].segments[-2].id == lunch.id
