"""The agenda on a real file: moved, inserted, parked, lengthened, anchored – and refused in words."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from facilitator_app.records.agenda import Anchor, Segment
from facilitator_app.records.changes import NOTHING_CHANGED
from facilitator_app.records.enums import AnchorKind, LanguageMode, SegmentKind, StageName
from facilitator_app.records.run import Position
from facilitator_app.services import capturing, planning, running
from facilitator_app.support.errors import KnownError
from tests.services.conftest import Desk


def _segment(desk: Desk, code: str) -> Segment:
    return next(s for s in desk.record().agenda.segments() if s.code == f"two_day.{code}")


def _codes(desk: Desk, day: int) -> list[str]:
    return [s.code.removeprefix("two_day.") or s.title for s in desk.record().agenda.days[day - 1].segments]


def test_a_segment_moves_within_a_day_and_to_another_one(desk: Desk) -> None:
    planning.move_segment(
        desk.file, _segment(desk, "d1.b09").id, desk.record().agenda.days[0].id, _segment(desk, "d1.b02").id
    )
    assert _codes(desk, 1)[:3] == ["d1.b01", "d1.b09", "d1.b02"]
    planning.move_segment(desk.file, _segment(desk, "d1.b09").id, desk.record().agenda.days[1].id)
    assert _codes(desk, 2)[-1] == "d1.b09"
    assert "d1.b09" not in _codes(desk, 1)
    moved = _segment(desk, "d1.b09").id
    assert planning.move_segment(desk.file, moved, desk.record().agenda.days[1].id, moved) == NOTHING_CHANGED


def test_the_end_of_a_day_is_before_its_evening(desk: Desk) -> None:
    first = desk.record().agenda.days[0].id
    planning.move_segment(desk.file, _segment(desk, "d2.b01").id, first)
    planning.insert_segment(desk.file, first, SegmentKind.WRAP, "Thanks", 5)
    assert _codes(desk, 1)[-4:] == ["d1.b16", "d2.b01", "Thanks", "d1.e01"]


def test_a_prayer_is_an_inserted_break_of_a_quarter_hour_at_its_time(desk: Desk) -> None:
    anchor = Anchor(AnchorKind.START_AT, time(15, 5))
    made, _changes = planning.insert_segment(
        desk.file, desk.record().agenda.days[0].id, SegmentKind.PRAYER, "Asr",
        before=_segment(desk, "d1.b13").id, anchor=anchor,
    )  # fmt: skip
    prayer = desk.record().agenda.segment(made)
    assert prayer is not None
    assert (prayer.planned_seconds, prayer.minimum_seconds, prayer.anchor) == (900, 900, anchor)
    assert prayer.shorten_needs_consent
    assert [slot.stage for slot in prayer.stages] == [StageName.WHOLE]
    codes = _codes(desk, 1)
    assert codes.index("Asr") == codes.index("d1.b13") - 1


def test_copies_are_numbered_and_hold_the_same_stages_and_steps(desk: Desk) -> None:
    original = _segment(desk, "d1.b06")
    planning.duplicate_segment(desk.file, original.id)
    planning.duplicate_segment(desk.file, _segment(desk, "d1.b06~2").id)
    codes = _codes(desk, 1)
    place = codes.index("d1.b06")
    assert codes[place : place + 3] == ["d1.b06", "d1.b06~2", "d1.b06~3"]
    copy = _segment(desk, "d1.b06~2")
    assert [(s.stage, s.planned_seconds) for s in copy.stages] == [
        (s.stage, s.planned_seconds) for s in original.stages
    ]
    assert (copy.steps, copy.title) == (original.steps, original.title)


def test_an_anchored_segment_is_copied_without_its_anchor(desk: Desk) -> None:
    lunch = _segment(desk, "d1.b08")
    assert lunch.anchor is not None
    planning.duplicate_segment(desk.file, lunch.id)
    assert _segment(desk, "d1.b08~2").anchor is None


def test_minutes_of_a_cycle_are_shared_in_proportion_to_the_second(desk: Desk) -> None:
    segment = _segment(desk, "d1.b06")
    planning.set_minutes(desk.file, segment.id, 50)
    shorter = _segment(desk, "d1.b06")
    assert shorter.planned_seconds == sum(s.planned_seconds for s in shorter.stages) == 3000
    for before, after in zip(segment.stages, shorter.stages, strict=True):
        assert abs(after.planned_seconds - before.planned_seconds * 3000 / segment.planned_seconds) < 1
        assert after.minimum_seconds <= after.planned_seconds
    planning.set_minutes(desk.file, segment.id, 20, stage=StageName.REPORT)
    longer = _segment(desk, "d1.b06")
    assert next(s for s in longer.stages if s.stage is StageName.REPORT).planned_seconds == 1200


def test_a_minimum_is_never_longer_than_the_plan(desk: Desk) -> None:
    segment = _segment(desk, "d1.b06")
    planning.set_minimum(desk.file, segment.id, 16, stage=StageName.REPORT)
    assert _segment(desk, "d1.b06").minimum_seconds == segment.minimum_seconds + 5 * 60
    with pytest.raises(KnownError, match="longer than the planned 16 min"):
        planning.set_minimum(desk.file, segment.id, 17, stage=StageName.REPORT)
    with pytest.raises(KnownError, match="no such stage"):
        planning.set_minimum(desk.file, segment.id, 1, stage=StageName.WHOLE)


@pytest.mark.parametrize("minutes", [0, -5, 1441])
def test_minutes_that_cannot_be_are_refused(desk: Desk, minutes: int) -> None:
    with pytest.raises(KnownError, match="Minutes"):
        planning.set_minutes(desk.file, _segment(desk, "d1.b06").id, minutes)
    with pytest.raises(KnownError, match="Minutes"):
        planning.insert_segment(
            desk.file, desk.record().agenda.days[0].id, SegmentKind.CLINIC, "Clinic", minutes
        )


def test_what_holds_work_is_parked_and_not_removed(desk: Desk) -> None:
    segment = _segment(desk, "d1.b06")
    capturing.open_report_back(desk.file, desk.workshop, segment.id, 2, desk.record().tables[0].id)
    with pytest.raises(KnownError, match="Park it instead"):
        planning.remove_segment(desk.file, segment.id)
    planning.park_segment(desk.file, segment.id)
    assert _segment(desk, "d1.b06").parked
    planning.park_segment(desk.file, segment.id, parked=False)
    assert not _segment(desk, "d1.b06").parked


def test_what_runs_cannot_be_parked(desk: Desk) -> None:
    segment = _segment(desk, "d1.b06")
    running.jump(desk.file, desk.workshop, Position(segment.id, StageName.BRIEF))
    with pytest.raises(KnownError, match="is running"):
        planning.park_segment(desk.file, segment.id)


def test_a_new_start_moves_all_days(desk: Desk) -> None:
    planning.update_details(desk.file, desk.workshop, start=date(2027, 4, 6), title="  Kaunas \n II ")
    record = desk.record()
    assert [day.on for day in record.agenda.days] == [date(2027, 4, 6), date(2027, 4, 7)]
    assert (record.details.start, record.details.end) == (date(2027, 4, 6), date(2027, 4, 7))
    assert record.details.title == "Kaunas II"


def test_a_longer_change_over_leaves_each_table_less_to_speak(desk: Desk) -> None:
    segment = _segment(desk, "d1.b06")
    running.jump(desk.file, desk.workshop, Position(segment.id, StageName.DISCUSS))
    before = running.state(desk.record(), desk.clock.read()).share_seconds
    planning.update_details(desk.file, desk.workshop, change_over_seconds=50)
    after = running.state(desk.record(), desk.clock.read()).share_seconds
    assert before is not None
    assert after == before - 30


@pytest.mark.parametrize(
    ("fields", "word"),
    [({"title": " "}, "empty"), ({"zone": "Mars/Base"}, "time zone"), ({"change_over_seconds": 301}, "301")],
)
def test_a_cover_that_cannot_be_is_refused(desk: Desk, fields: dict[str, Any], word: str) -> None:
    before = desk.record()
    with pytest.raises(KnownError, match=word):
        planning.update_details(desk.file, desk.workshop, **fields)
    assert desk.record() == before


def test_a_field_there_is_not_is_a_bug(desk: Desk) -> None:
    with pytest.raises(TypeError, match="colour"):
        planning.update_details(desk.file, desk.workshop, colour="red")
    with pytest.raises(TypeError, match="phase"):
        planning.update_step(desk.file, desk.workshop, 3, phase="A")
    with pytest.raises(KnownError, match="no step 13"):
        planning.update_step(desk.file, desk.workshop, 13, synthesis="x")


def test_a_language_mode_changes_all_minutes_to_come_and_says_what_it_costs(desk: Desk) -> None:
    before = desk.record().agenda
    touched = _segment(desk, "d1.b09")
    planning.set_minutes(desk.file, touched.id, 61)
    begun = _segment(desk, "d1.b04")
    running.jump(desk.file, desk.workshop, Position(begun.id, StageName.PRESENT))
    fits, _changes = planning.set_language(
        desk.file, desk.workshop, mode=LanguageMode.CONSECUTIVE, tables=5, content=desk.content
    )
    record = desk.record()
    assert record.details.language_mode is LanguageMode.CONSECUTIVE
    # The host's 61 min hold 62/60 of what is spoken: 36 min of the course's become 36.6.
    assert _segment(desk, "d1.b09").planned_seconds == round((61 + 36 * 61 / 60) * 60)
    assert _segment(desk, "d1.b04").planned_seconds == begun.planned_seconds
    # Step 1 costs 30 min of the 377 and has begun; the host's 61 min are one more than planned.
    assert sum(fit.over_minutes for fit in fits) == 377 - 30 + 1 + 1
    assert [s.anchor for s in record.agenda.segments()] == [s.anchor for s in before.segments()]
    planning.set_language(desk.file, desk.workshop, mode=LanguageMode.NONE, tables=5, content=desk.content)
    planning.set_minutes(desk.file, touched.id, 60)
    assert [s.planned_seconds for s in desk.record().agenda.segments()] == [
        s.planned_seconds for s in before.segments()
    ]


def test_tables_come_and_go_with_their_number_but_not_while_in_use(desk: Desk) -> None:
    def tables(number: int) -> None:
        planning.set_language(
            desk.file, desk.workshop, mode=LanguageMode.NONE, tables=number, content=desk.content
        )

    tables(7)
    assert [table.number for table in desk.record().tables] == list(range(1, 8))
    assert _segment(desk, "d1.b06").planned_seconds == (75 * 60) + 16 * 60 * 2 // 5
    tables(4)
    assert len(desk.record().tables) == 4
    segment = _segment(desk, "d1.b06")
    capturing.open_report_back(desk.file, desk.workshop, segment.id, 2, desk.record().tables[3].id)
    with pytest.raises(KnownError, match="Table 4 is in use"):
        tables(3)
    assert desk.record().details.table_count == 4
