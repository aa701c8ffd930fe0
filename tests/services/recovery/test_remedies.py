"""One click makes the plan work, or says what it does not win."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator_app.content.catalogue import Content
from facilitator_app.records.agenda import Agenda, Anchor, Segment
from facilitator_app.records.enums import AnchorKind, LanguageMode, SegmentKind, StageName
from facilitator_app.records.remedies import Remedy, RemedyKind
from facilitator_app.records.run import Position
from facilitator_app.rules.rearranging import exchange, move
from facilitator_app.rules.schedule import Actual, Conflict, ConflictKind, schedule
from facilitator_app.services import planning, recovery, running
from facilitator_app.services.recovery.standing import cycle_costs
from facilitator_app.support.errors import KnownError
from tests.services.conftest import Desk
from tests.services.planning.test_languages import agenda_of, the_content


def first(agenda: Agenda, kind: ConflictKind) -> Conflict:
    return next(one for one in schedule(agenda).conflicts if one.kind is kind)


def offered(
    agenda: Agenda, conflict: Conflict, mode: LanguageMode = LanguageMode.NONE
) -> dict[RemedyKind, Remedy]:
    found = recovery.remedies(agenda, conflict, cycles=cycle_costs(the_content(), mode))
    assert len({one.kind for one in found}) == len(found)
    return {one.kind: one for one in found}


def coded(agenda: Agenda, code: str) -> Segment:
    return next(one for one in agenda.segments() if one.code == f"two_day.{code}")


def longer(agenda: Agenda, code: str, minutes: int) -> Agenda:
    """Give a segment without stages so many minutes, which it needs."""
    one, seconds = coded(agenda, code), minutes * 60
    slot = replace(one.stages[0], planned_seconds=seconds, minimum_seconds=seconds)
    anew = replace(one, planned_seconds=seconds, minimum_seconds=seconds, stages=(slot,))
    return exchange(agenda, {one.id: anew})


def in_order(agenda: Agenda, day: int) -> list[str]:
    return [one.code.removeprefix("two_day.") or one.title for one in agenda.days[day - 1].segments]


def plain(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


def test_a_lunch_that_would_be_late_has_four_ways_out() -> None:
    agenda = longer(agenda_of("two_day"), "d1.b02", 28)
    found = offered(agenda, first(agenda, ConflictKind.MISSES_ANCHOR))
    shorter, behind, moved = (
        found[kind] for kind in (RemedyKind.SHORTEN, RemedyKind.MOVE_AFTER, RemedyKind.MOVE_ANCHOR)
    )
    assert plain(shorter.words) == "Shorten by 8 min"
    assert shorter.solves
    assert shorter.minutes == 8
    assert "→" in shorter.detail
    assert plain(behind.words).startswith("Move Cluster teams behind Lunch")
    assert in_order(behind.after, 1)[6:8] == ["d1.b08", "d1.b07"]
    assert plain(moved.words) == "Move Lunch to 12:10"
    assert coded(moved.after, "d1.b08").anchor == Anchor(AnchorKind.START_AT, time(12, 10))
    assert "Day 1 then ends 10 min too late." in moved.detail


def test_what_slack_cannot_win_is_named() -> None:
    agenda = longer(agenda_of("two_day"), "d1.b02", 90)
    shorter = offered(agenda, first(agenda, ConflictKind.MISSES_ANCHOR))[RemedyKind.SHORTEN]
    assert not shorter.solves
    won = shorter.minutes
    assert f"Lunch is then {70 - won} min late." in plain(shorter.detail)


def test_an_optional_segment_is_parked_before_any_other() -> None:
    agenda = longer(agenda_of("two_day"), "d1.b02", 28)
    assert RemedyKind.PARK not in offered(agenda, first(agenda, ConflictKind.MISSES_ANCHOR))
    intro = coded(agenda, "d1.b03")
    agenda = exchange(agenda, {intro.id: replace(intro, optional=True)})
    park = offered(agenda, first(agenda, ConflictKind.MISSES_ANCHOR))[RemedyKind.PARK]
    assert coded(park.after, "d1.b03").parked
    assert park.solves


def test_a_day_that_does_not_fit_gets_shorter_goes_on_or_ends_later() -> None:
    agenda = longer(agenda_of("two_day"), "d1.b16", 35)
    found = offered(agenda, first(agenda, ConflictKind.DAY_DOES_NOT_FIT))
    assert found[RemedyKind.SHORTEN].solves
    later = found[RemedyKind.END_LATER]
    assert (plain(later.words), later.after.days[0].end, later.solves) == (
        "End day 1 at 17:50", time(17, 50), True,
    )  # fmt: skip
    carried = found[RemedyKind.CARRY]
    assert plain(carried.words) == "Carry Step 6 to day 2"
    assert in_order(carried.after, 2)[:2] == ["d2.b01", "d1.b15"]
    assert carried.solves
    assert "Day 2 then ends 55 min too late." in carried.detail
    last = longer(agenda_of("two_day"), "d2.b13", 35)
    assert RemedyKind.CARRY not in offered(last, first(last, ConflictKind.DAY_DOES_NOT_FIT))


def test_a_smaller_cycle_is_offered_where_shortening_does_not_do() -> None:
    agenda = agenda_of("two_day", LanguageMode.CONSECUTIVE)
    found = offered(agenda, first(agenda, ConflictKind.DAY_DOES_NOT_FIT), LanguageMode.CONSECUTIVE)
    smaller = found[RemedyKind.SMALLER_CYCLE]
    assert smaller.minutes > 0
    assert any(
        one.cycle != other.cycle
        for one, other in zip(agenda.segments(), smaller.after.segments(), strict=True)
    )


def test_a_long_stretch_gets_a_pause_where_both_sides_are_short_enough() -> None:
    agenda = agenda_of("two_day")
    rests = {"two_day.d1.b10", "two_day.d1.b12"}
    agenda = exchange(agenda, {s.id: replace(s, parked=True) for s in agenda.segments() if s.code in rests})
    conflict = first(agenda, ConflictKind.LONG_STRETCH)
    found = offered(agenda, conflict)
    for kind, segment, minutes in (
        (RemedyKind.STRETCH, SegmentKind.STRETCH, 5),
        (RemedyKind.BREAK, SegmentKind.BREAK, 15),
    ):
        after = found[kind].after
        made = [one for one in after.segments() if agenda.segment(one.id) is None]
        assert [(one.kind, one.planned_seconds) for one in made] == [(segment, minutes * 60)]
        assert made[0].title == (
            "Break" if segment is SegmentKind.BREAK else "Stretch: stand up, open windows"
        )
        order = in_order(after, 1)
        assert order[order.index(made[0].title if not made[0].code else "") + 1 :]
        assert found[kind].minutes == minutes
    assert found[RemedyKind.STRETCH].detail.startswith("Before Step 4.")


def test_one_segment_that_is_too_long_by_itself_is_split_between_its_stages() -> None:
    agenda = agenda_of("three_day", LanguageMode.CONSECUTIVE)
    deep = next(s for s in agenda.segments() if s.cycle == "DEEP")
    conflict = next(
        one
        for one in schedule(agenda).conflicts
        if one.kind is ConflictKind.LONG_STRETCH and one.segment_id == deep.id
    )
    remedy = offered(agenda, conflict)[RemedyKind.STRETCH]
    assert remedy.detail.startswith("Splits Step 2 before the report-back.")
    parts = [one for one in remedy.after.segments() if one.code.startswith(deep.code)]
    assert [one.code for one in parts] == [deep.code, f"{deep.code}~2"]
    assert sum(one.planned_seconds for one in parts) == deep.planned_seconds
    order = [one.id for one in remedy.after.segments()]
    assert order.index(parts[1].id) == order.index(parts[0].id) + 2


def test_nobody_is_made_to_wait_long_for_a_fixed_lunch() -> None:
    agenda = agenda_of("one_day", tables=6)
    late = first(agenda, ConflictKind.MISSES_ANCHOR)
    assert late.seconds < 6 * 60
    # Step 3 takes 42 min: behind lunch, people would wait for half an hour before it.
    assert RemedyKind.MOVE_AFTER not in offered(agenda, late)


def test_a_conflict_that_is_gone_has_no_remedy() -> None:
    agenda = longer(agenda_of("two_day"), "d1.b02", 28)
    conflict = first(agenda, ConflictKind.MISSES_ANCHOR)
    assert recovery.remedies(agenda_of("two_day"), replace(conflict, segment_id="gone")) == ()


@settings(deadline=None)
@given(
    st.sampled_from(["half_day", "one_day", "two_day", "three_day", "five_day"]),
    st.sampled_from(LanguageMode),
    st.integers(4, 7),
    st.data(),
)
def test_a_remedy_keeps_what_it_promises(
    course: str, mode: LanguageMode, tables: int, data: st.DataObject
) -> None:
    """Nothing gets lost or goes under its minimum, breaks stay whole, and what is said to be solved is."""
    agenda = agenda_of(course, mode, tables)
    moved = data.draw(st.sampled_from(agenda.segments()))
    agenda = move(agenda, moved.id, agenda.days[0].id, data.draw(st.sampled_from(agenda.segments())).id)
    conflicts = schedule(agenda).conflicts
    if not conflicts:
        return
    conflict = data.draw(st.sampled_from(conflicts))
    for remedy in recovery.remedies(agenda, conflict, cycles=cycle_costs(the_content(), mode, tables)):
        after = {one.id: one for one in remedy.after.segments()}
        left = [(one.kind, one.segment_id) for one in schedule(remedy.after).conflicts if one.seconds >= 60]
        if remedy.solves and conflict.kind is not ConflictKind.DAY_DOES_NOT_FIT:
            assert (conflict.kind, conflict.segment_id) not in left
        assert remedy.minutes > 0
        assert remedy.words
        assert "{" not in remedy.words + remedy.detail
        for one in agenda.segments():
            assert one.id in after
            if one.kind in {SegmentKind.BREAK, SegmentKind.MEAL, SegmentKind.STRETCH}:
                assert after[one.id].planned_seconds == one.planned_seconds
        for one in after.values():
            assert one.planned_seconds == sum(slot.planned_seconds for slot in one.stages)
            assert all(slot.minimum_seconds <= slot.planned_seconds for slot in one.stages)


def test_what_has_begun_is_left_as_it_is() -> None:
    agenda = longer(agenda_of("two_day"), "d1.b02", 28)
    begun = schedule(agenda).segments[3]
    assert begun.segment.code == "two_day.d1.b04"
    actuals = {
        one.segment.id: Actual(one.planned_start, one.planned_end) for one in schedule(agenda).segments[:3]
    } | {begun.segment.id: Actual(begun.planned_start)}
    now = begun.planned_start
    conflict = next(
        one for one in schedule(agenda, actuals, now).conflicts if one.kind is ConflictKind.MISSES_ANCHOR
    )
    for remedy in recovery.remedies(agenda, conflict, actuals=actuals, now=now):
        for key in actuals:
            assert remedy.after.segment(key) == agenda.segment(key)


def test_a_remedy_is_written_as_one_step_and_undone_as_one(desk: Desk, content: Content) -> None:
    planning.set_minutes(desk.file, _id(desk, "d1.b02"), 28)
    before = desk.record().agenda
    conflict = first(before, ConflictKind.MISSES_ANCHOR)
    cycles = cycle_costs(content, LanguageMode.NONE)
    for remedy in recovery.remedies(before, conflict, cycles=cycles):
        changes = recovery.apply_remedy(desk.file, desk.workshop, remedy)
        assert desk.record().agenda == remedy.after
        desk.file.undo(changes.desk)
        assert desk.record().agenda == before


def test_a_pause_and_a_split_are_written_as_they_were_worked_out(desk: Desk, content: Content) -> None:
    planning.set_language(desk.file, desk.workshop, mode=LanguageMode.CONSECUTIVE, tables=7, content=content)
    for _again in range(3):
        agenda = desk.record().agenda
        conflict = first(agenda, ConflictKind.LONG_STRETCH)
        remedy = recovery.remedies(agenda, conflict)[0]
        recovery.apply_remedy(desk.file, desk.workshop, remedy)
        assert desk.record().agenda == remedy.after


def test_a_remedy_that_came_too_late_is_refused(desk: Desk) -> None:
    planning.set_minutes(desk.file, _id(desk, "d1.b02"), 28)
    agenda = desk.record().agenda
    shorter, *_rest = recovery.remedies(agenda, first(agenda, ConflictKind.MISSES_ANCHOR))
    changed = [one for one in agenda.segments() if shorter.after.segment(one.id) != one]
    planning.update_segment(desk.file, _id(desk, "d2.b01"), title="Another day")
    running.jump(desk.file, desk.workshop, Position(changed[0].id, changed[0].stages[0].stage))
    with pytest.raises(KnownError, match="got there meanwhile"):
        recovery.apply_remedy(desk.file, desk.workshop, shorter)
    planning.set_minutes(desk.file, changed[0].id, 90)
    with pytest.raises(KnownError, match="changed meanwhile"):
        recovery.apply_remedy(desk.file, desk.workshop, shorter)


def _id(desk: Desk, code: str) -> str:
    return coded(desk.record().agenda, code).id


def test_stages_have_words_for_where_a_pause_comes() -> None:
    from facilitator_app.services.recovery import remedywords  # noqa: PLC0415 - only here

    step = coded(agenda_of("two_day"), "d1.b06")
    said = {remedywords.inside(step, stage) for stage in StageName}
    assert len(said) == 7
