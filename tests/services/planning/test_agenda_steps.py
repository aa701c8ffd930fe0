"""Small steps of the agenda editor: shorten in one click, take back by dragging, leave the past alone."""

from __future__ import annotations

import pytest

from facilitator_app.records.agenda import Segment
from facilitator_app.records.enums import Desk as Undo
from facilitator_app.services import planning, running
from facilitator_app.support.errors import KnownError
from tests.services.conftest import Desk


def _segment(desk: Desk, place: int) -> Segment:
    return desk.record().agenda.segments()[place]


def test_every_stage_comes_down_to_its_least_seconds_and_undo_brings_them_back(desk: Desk) -> None:
    before = _segment(desk, 5)
    planning.shorten_segment(desk.file, before.id)
    after = _segment(desk, 5)
    assert [slot.planned_seconds for slot in after.stages] == [s.minimum_seconds for s in before.stages]
    assert after.planned_seconds == before.minimum_seconds == after.minimum_seconds
    desk.file.undo(Undo.PREPARE)
    assert _segment(desk, 5) == before


def test_what_needs_no_minutes_at_the_least_is_not_shortened_to_nothing(desk: Desk) -> None:
    buffer = next(one for one in desk.record().agenda.segments() if one.buffer)
    with pytest.raises(KnownError, match="has no least minutes"):
        planning.shorten_segment(desk.file, buffer.id)


def test_a_parked_segment_is_taken_back_and_moved_as_one_step(desk: Desk) -> None:
    day, one = desk.record().agenda.days[0], _segment(desk, 4)
    planning.park_segment(desk.file, one.id)
    planning.move_segment(desk.file, one.id, day.id, day.segments[2].id, parked=False)
    moved = _segment(desk, 2)
    assert (moved.id, moved.parked) == (one.id, False)
    desk.file.undo(Undo.PREPARE)
    assert _segment(desk, 4).parked


def test_what_has_begun_stays_where_it_is(desk: Desk) -> None:
    day, first = desk.record().agenda.days[0], _segment(desk, 0)
    running.next_(desk.file, desk.workshop, None)
    with pytest.raises(KnownError, match="has already begun"):
        planning.move_segment(desk.file, first.id, day.id, None)
    assert _segment(desk, 0).id == first.id
