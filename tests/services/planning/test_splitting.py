"""A segment in two parts on a real file: content in both, captured work with its stage, refusals in words."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest

from facilitator_app.records.agenda import Segment
from facilitator_app.records.enums import StageName
from facilitator_app.records.run import Position
from facilitator_app.services import capturing, lights, people, planning, running, seating
from facilitator_app.support.errors import KnownError
from tests.services.conftest import Desk


def _segment(desk: Desk, code: str) -> Segment:
    return next(s for s in desk.record().agenda.segments() if s.code == f"two_day.{code}")


def _report(desk: Desk, segment: str, step: int) -> None:
    """Let table 1 say one thing about a step."""
    table = desk.record().tables[0].id
    capturing.open_report_back(desk.file, desk.workshop, segment, step, table)
    back = next(b for b in desk.record().report_backs if b.segment_id == segment)
    capturing.add_point(desk.file, back.id)


def test_a_step_goes_apart_before_its_report_back_and_comes_together_by_undo(desk: Desk) -> None:
    start = desk.record().agenda
    step = _segment(desk, "d1.b06")
    second, changes = planning.split_segment(desk.file, step.id, 48)
    first, last = _segment(desk, "d1.b06"), _segment(desk, "d1.b06~2")
    assert last.id == second
    assert (first.planned_seconds, last.planned_seconds) == (48 * 60, 27 * 60)
    assert [slot.stage for slot in last.stages] == [StageName.REPORT, StageName.SYNTHESIS, StageName.LIGHTS]
    assert last.steps == first.steps == step.steps
    codes = [s.code for s in desk.record().agenda.days[0].segments]
    assert codes.index("two_day.d1.b06~2") == codes.index("two_day.d1.b06") + 1
    desk.file.undo(changes.desk)
    assert desk.record().agenda == start


def test_people_sit_in_the_second_part_as_in_the_first(desk: Desk) -> None:
    for name in ("Ona", "Jonas", "Rasa", "Petras", "Ieva"):
        people.add_participant(desk.file, desk.workshop, display_name=name, languages=["lt"])
    seating.plan_seats(desk.file, desk.workshop, seconds=0.2)
    step = _segment(desk, "d1.b06")
    second, _changes = planning.split_segment(desk.file, step.id, 48)
    record = desk.record()
    for table in record.tables:
        assert record.seated(second, table.id) == record.seated(step.id, table.id)
    roles = [{(r.table_id, r.role, r.participant_id) for r in record.roles if r.segment_id == one}
             for one in (step.id, second)]  # fmt: skip
    assert roles[0] == roles[1]
    seating.plan_seats(desk.file, desk.workshop, seed=5, seconds=0.2)
    record = desk.record()
    for table in record.tables:
        assert set(record.seated(second, table.id)) == set(record.seated(step.id, table.id))


def test_what_was_captured_goes_along_with_its_stage(desk: Desk) -> None:
    step = _segment(desk, "d1.b06")
    _report(desk, step.id, 2)
    lights.rate(desk.file, desk.workshop, step.id, 2, desk.record().tables[0].id, None, "G02.1", 2)
    second, _changes = planning.split_segment(desk.file, step.id, 48)
    record = desk.record()
    assert [back.segment_id for back in record.report_backs] == [second]
    assert [rating.segment_id for rating in record.light_ratings] == [second]
    third, _changes = planning.split_segment(desk.file, second, 21)
    record = desk.record()
    assert [back.segment_id for back in record.report_backs] == [second]
    assert [rating.segment_id for rating in record.light_ratings] == [third]


@pytest.mark.parametrize(
    ("minutes", "word"),
    [
        (75, "75 min in all"),
        (0, "Minutes"),
        (50, "1 report-back: they would be torn"),
        (72, "1 light that was rated"),
    ],
)
def test_what_would_be_torn_or_empty_is_refused_by_name(desk: Desk, minutes: int, word: str) -> None:
    step = _segment(desk, "d1.b06")
    _report(desk, step.id, 2)
    lights.rate(desk.file, desk.workshop, step.id, 2, desk.record().tables[0].id, None, "G02.1", 2)
    before = desk.record()
    with pytest.raises(KnownError, match=word):
        planning.split_segment(desk.file, step.id, minutes)
    assert desk.record() == before


def test_what_has_begun_is_not_split(desk: Desk) -> None:
    step = _segment(desk, "d1.b06")
    running.jump(desk.file, desk.workshop, Position(step.id, StageName.BRIEF))
    with pytest.raises(KnownError, match="is running"):
        planning.split_segment(desk.file, step.id, 48)
    desk.clock.advance(60)
    running.jump(desk.file, desk.workshop, Position(_segment(desk, "d1.b09").id, StageName.BRIEF))
    with pytest.raises(KnownError, match="already begun"):
        planning.split_segment(desk.file, step.id, 48)


def test_the_minimum_of_a_whole_step_is_shared_by_its_stages(desk: Desk) -> None:
    step = _segment(desk, "d1.b06")
    for minutes in (75, 20, 0, 51):
        planning.set_minimum(desk.file, step.id, minutes)
        now = _segment(desk, "d1.b06")
        assert now.minimum_seconds == minutes * 60 == sum(s.minimum_seconds for s in now.stages)
        assert all(0 <= s.minimum_seconds <= s.planned_seconds for s in now.stages)
    with pytest.raises(KnownError, match="longer than the planned 75 min"):
        planning.set_minimum(desk.file, step.id, 76)


def test_the_frame_of_a_day_can_be_changed_and_is_no_longer_kept_when_it_is_free(desk: Desk) -> None:
    day = desk.record().agenda.days[0]
    planning.set_day(desk.file, day.id, start=time(9), end=time(18, 30))
    planning.set_day(desk.file, day.id, end_anchored=False)
    now = desk.record().agenda.days[0]
    assert (now.start, now.end, now.end_anchored) == (time(9), time(18, 30), False)
    with pytest.raises(KnownError, match="when it starts"):
        planning.set_day(desk.file, day.id, end=time(9))


@pytest.mark.parametrize("name", ["buffer", "optional", "shorten_needs_consent"])
def test_a_mark_is_set_and_taken_away(desk: Desk, name: str) -> None:
    verbs: dict[str, Any] = {
        "buffer": lambda on: planning.set_buffer(desk.file, _segment(desk, "d1.b06").id, buffer=on),
        "optional": lambda on: planning.set_optional(desk.file, _segment(desk, "d1.b06").id, optional=on),
        "shorten_needs_consent": lambda on: planning.set_consent(
            desk.file, _segment(desk, "d1.b06").id, needed=on
        ),
    }
    for on in (True, False):
        verbs[name](on)
        assert getattr(_segment(desk, "d1.b06"), name) is on
