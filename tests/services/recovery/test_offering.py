"""What can still be done when a day slips: the words of an offer, and doing it on a real file."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from facilitator_app import models as m
from facilitator_app.content.catalogue import Content
from facilitator_app.records.agenda import Anchor
from facilitator_app.records.changes import NOTHING_CHANGED
from facilitator_app.records.enums import (
    AnchorKind,
    LanguageMode,
    Noun,
    PlanKind,
    RecoveryAction,
    SegmentKind,
    StageName,
)
from facilitator_app.records.enums import Desk as Stack
from facilitator_app.records.recovery import ChoiceLine, RecoveryChoice, RecoveryOffer
from facilitator_app.records.run import Position
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.running import reading_at
from facilitator_app.services import planning, running
from facilitator_app.services.exchange.exporting import export_data_set
from facilitator_app.services.recovery import apply_plan, offer, offer_at, points
from facilitator_app.services.recovery.moments import WhatIf, standing_if
from facilitator_app.services.recovery.standing import Standing, cycle_costs
from facilitator_app.support.errors import KnownError
from tests.services.conftest import Desk
from tests.tools.late_speaker import SPEAKING

OPENING, STEP_2, TEAMS, LUNCH, STEP_4 = (f"two_day.d1.b{n:02}" for n in (2, 6, 7, 8, 11))


def code_of(record: WorkshopRecord, code: str) -> str:
    """Return the id of a segment."""
    return next(one.id for one in record.agenda.segments() if one.code == code)


def press_on(desk: Desk, until: Position, late_minutes: int = 0) -> None:
    """Press Next whenever the time is over, until a position runs; the opening speaker takes longer."""
    running.start(desk.file, desk.workshop)
    while (entry := running.running_entry(desk.record())) and entry.position != until:
        segment = desk.record().agenda.segment(entry.position.segment_id)
        overrun = late_minutes * 60 if segment and segment.kind is SegmentKind.OPENING else 0
        # Nobody comes after the last table: its change-over is left over, and the break gets it.
        spare = 20 if segment and segment.kind is SegmentKind.BREAK else 0
        desk.clock.advance(entry.box_seconds + overrun + spare)
        running.next_(desk.file, desk.workshop, entry.position)


@pytest.fixture
def late(desk: Desk) -> Desk:
    """The tables talk in step 2 and the opening speaker has taken 28 minutes: it is 11:18."""
    press_on(desk, Position(code_of(desk.record(), STEP_2), StageName.DISCUSS), late_minutes=8)
    at = SPEAKING.replace(hour=11, minute=18)
    desk.clock.advance((at - desk.clock.read().wall).total_seconds())
    return desk


def offered(desk: Desk) -> RecoveryOffer:
    """Return what is offered now."""
    found = offer(desk.record(), desk.clock.read(), desk.content)
    assert found is not None
    return found


def hard(lines: tuple[ChoiceLine, ...]) -> list[tuple[str, str, str]]:
    """Return the lines that say what changes."""
    return [(one.words, one.before, one.after) for one in lines if not one.soft]


def soft(lines: tuple[ChoiceLine, ...]) -> list[tuple[str, str, str]]:
    """Return the lines that explain."""
    return [(one.words, one.before, one.after) for one in lines if one.soft]


def plain(text: str) -> str:
    """Return a text without isolates."""
    return text.translate(dict.fromkeys(map(ord, "\u2068\u2069")))


# --- the words ----------------------------------------------------------------------------------------------


def test_a_day_in_time_is_offered_nothing(desk: Desk) -> None:
    press_on(desk, Position(code_of(desk.record(), STEP_2), StageName.DISCUSS))
    assert offer(desk.record(), desk.clock.read(), desk.content) is None


def test_a_late_speaker_is_told_as_people_tell_it(late: Desk) -> None:
    found = offered(late)
    assert found.cause == "The opening speaker took 28 min instead of 20 · it is 11:18"
    assert plain(found.question) == "Lunch would start at 12:08. Bring it back to 12:00?"
    assert found.late_seconds == 480
    squeeze = found.choices[0]
    assert (squeeze.title, plain(squeeze.badge), squeeze.holds) == ("Squeeze a little", "Lunch 12:00", True)
    assert [(plain(words), before, after) for words, before, after in hard(squeeze.lines)] == [
        ("Synthesis", "5", "3 min"),
        ("Report-back, 5 tables", "16", "12 min"),
        ("Cluster teams", "10", "8 min"),
    ]
    assert soft(squeeze.lines) == [
        ("each table", "2½", "2 min"),
        ("Nothing under its minimum, no break touched", "", ""),
    ]
    assert [(plain(what), when) for what, when in squeeze.then] == [
        ("Lunch", "12:00"), ("Step 3", "13:00"), ("Day ends", "17:30"),
    ]  # fmt: skip
    later = found.choices[1]
    assert (plain(later.title), plain(hard(later.lines)[0][0])) == (
        "Cluster teams later today",
        "Cluster teams",
    )
    assert hard(later.lines)[0][2] == "moves to 13:00"
    assert found.move is not None
    assert plain(found.move.title) == "Lunch at 12:10, ask the kitchen"


def test_the_strip_runs_from_now_to_lunch_stage_by_stage(late: Desk) -> None:
    bar = offered(late).choices[0].bar
    seconds = [part.seconds for part in bar]
    assert [plain(part.words) for part in bar] == [
        "Table discussion, 13 min",
        "Report-back, 12 min",
        "Synthesis, 3 min",
        "Lights, 6 min",
        "Cluster teams, 8 min",
        "Lunch, 60 min",
    ]
    assert [part.changed for part in bar] == [False, True, True, False, True, False]
    assert [part.anchored for part in bar] == [False] * 5 + [True]
    assert sum(seconds[:-1]) == 42 * 60


def test_a_stretch_that_has_begun_is_never_in_a_plan(late: Desk) -> None:
    found = offered(late)
    begun = {entry.position.segment_id for entry in late.record().run_entries}
    running_stages = {StageName.PRESENT, StageName.BRIEF, StageName.THINK, StageName.DISCUSS}
    for choice in (*found.choices, *([found.move] if found.move else [])):
        for change in choice.plan.changes:
            assert change.segment_id not in begun or change.stage not in {None, *running_stages}


def test_interpretation_is_the_cause_where_it_is(desk: Desk) -> None:
    record = desk.record()
    asked = WhatIf(reading_at(SPEAKING), kept_plan=True, mode=LanguageMode.CONSECUTIVE)
    found = offer_at(standing_if(record, asked, desk.content))
    assert found is not None
    assert found.cause.startswith("Consecutive interpretation adds ")
    assert found.cause.endswith(" min today · it is 09:10")
    assert "Bring them back?" in found.question
    lines = soft(found.choices[0].lines)
    assert "minutes cannot be found" in lines[0][0]
    assert lines[1] == ("Step 2: each table (speaking)", "6 (3)", "4 (2) min")
    assert len(found.choices[0].lines) <= 6


def test_a_sixth_table_is_the_cause_where_it_is(desk: Desk) -> None:
    asked = WhatIf(reading_at(SPEAKING), kept_plan=True, tables=6)
    found = offer_at(standing_if(desk.record(), asked, desk.content))
    assert found is not None
    assert found.cause == "A sixth table adds 15 min · it is 09:10"


def test_many_small_things_are_a_day_that_is_behind(desk: Desk) -> None:
    running.start(desk.file, desk.workshop)
    for _segment in range(3):
        entry = running.running_entry(desk.record())
        assert entry is not None
        desk.clock.advance(entry.box_seconds + 180)
        running.next_(desk.file, desk.workshop, entry.position)
    assert offered(desk).cause == "The day is 9 min behind · it is 09:49"


def test_what_a_plan_has_dealt_with_is_a_cause_no_more(late: Desk) -> None:
    found = offered(late)
    apply_plan(late.file, late.workshop, found.choices[0], reason=found.reason)
    assert late.record().recoveries[0].reason == "The opening speaker took 28 min instead of 20"
    assert running.state(late.record(), late.clock.read()).offset_seconds == 0
    running_now = running.state(late.record(), late.clock.read())
    late.clock.advance(running_now.remaining_seconds + 6 * 60)
    again = offered(late)
    assert plain(again.reason).startswith("Step 2 takes ")
    assert running.state(late.record(), late.clock.read()).offset_seconds == 6 * 60


def test_after_a_plan_in_overtime_the_room_is_on_time_whatever_stages_are_still_to_come(late: Desk) -> None:
    late.clock.advance(running.state(late.record(), late.clock.read()).remaining_seconds + 9 * 60)
    found = offered(late)
    apply_plan(late.file, late.workshop, found.choices[0], reason=found.reason)
    assert running.state(late.record(), late.clock.read()).offset_seconds == 0
    late.clock.advance(60)
    assert running.state(late.record(), late.clock.read()).offset_seconds == 60


def test_a_day_that_began_late_says_so(desk: Desk) -> None:
    desk.clock.advance(12 * 60)
    running.start(desk.file, desk.workshop)
    assert offered(desk).cause == "The day began 12 min late · it is 08:42"


def test_an_end_that_slips_is_asked_about_where_nothing_else_does(desk: Desk) -> None:
    record = desk.record()
    running.jump(desk.file, desk.workshop, Position(code_of(record, STEP_4), StageName.PRESENT))
    desk.clock.advance((SPEAKING.replace(hour=14, minute=20) - desk.clock.read().wall).total_seconds())
    running.jump(desk.file, desk.workshop, Position(code_of(record, STEP_4), StageName.BRIEF))
    found = offered(desk)
    assert found.question.startswith("The day would end at 17:")
    assert found.question.endswith(". Bring it back to 17:30?")
    assert found.choices[0].badge == "Day ends 17:30"
    assert found.move is not None
    assert found.move.title.startswith("The day until 17:")


def test_a_shortfall_is_named_and_no_seconds_are_told_to_anybody(desk: Desk) -> None:
    asked = WhatIf(reading_at(SPEAKING), kept_plan=True, late_minutes=70)
    found = offer_at(standing_if(desk.record(), asked, desk.content))
    assert found is not None
    squeeze, smaller, third = found.choices
    assert not squeeze.holds
    assert plain(squeeze.badge) == "Lunch 12:23"
    assert "23 minutes cannot be found: Lunch starts 12:23" in [plain(one.words) for one in squeeze.lines]
    assert smaller.title == "A smaller cycle"
    assert hard(smaller.lines)[0][0] == "Step 2 in the buzz cycle"
    assert third.title == "Leave one out"
    assert hard(third.lines) == [("Step 2 is left out", "", "−75 min")]
    every = [*found.choices, found.move]
    told = [
        text for one in every if one for line in one.lines for text in (line.words, line.before, line.after)
    ]
    assert not any(":" in text and "min" in text.split(":")[1][:6] for text in told)


def test_other_days_are_told_in_one_line_and_what_is_missed_is_counted(content: Content) -> None:
    mode = LanguageMode.CONSECUTIVE
    agenda = planning.course_agenda(content, "three_day", zone="Europe/Vilnius", mode=mode, tables=7)
    cycles = cycle_costs(content, mode, 7)
    found = offer_at(Standing(agenda, {}, None, cycles, lambda _segment: 7, lambda _day: (0, 0)))
    assert found is not None
    squeeze = found.choices[0]
    assert [words for words, _before, _after in hard(squeeze.lines)][-1] == "2 more days"
    (note,) = [plain(one.words) for one in squeeze.lines if "cannot be found" in one.words]
    assert note.endswith(" more")
    assert ", day 2: " in note
    assert len(squeeze.lines) < 12
    assert not squeeze.badge.startswith("Day 2")
    assert found.cause.startswith("The plan is ")
    assert found.cause.endswith(" min too long")


def test_a_change_of_some_seconds_is_made_but_not_told(content: Content) -> None:
    agenda = planning.course_agenda(content, "two_day", zone="Europe/Vilnius", tables=6)
    cycles = cycle_costs(content, LanguageMode.NONE, 6)
    found = offer_at(Standing(agenda, {}, None, cycles, lambda _segment: 6, lambda _day: (0, 900)))
    assert found is not None
    for choice in found.choices:
        assert [one for one in hard(choice.lines) if one[1] and one[2] == f"{one[1]} min"] == []
        assert not any(f" {n} → {n} min" in one for one in choice.consequences for n in range(99))


def test_other_peoples_words_are_isolated_inside_sentences(desk: Desk) -> None:
    record = desk.record()
    planning.update_segment(desk.file, code_of(record, LUNCH), title="غداء: في الحديقة")
    asked = WhatIf(reading_at(SPEAKING), kept_plan=True, late_minutes=8)
    found = offer_at(standing_if(desk.record(), asked, desk.content))
    assert found is not None
    assert found.question == "\u2068غداء\u2069 would start at 12:08. Bring it back to 12:00?"


def test_a_guest_is_offered_places_and_their_price(late: Desk) -> None:
    found = points(late.record(), late.clock.read(), 600, late.content)
    assert found[0].after is None
    assert found[0].starts == late.clock.read().wall
    assert found[0].late_seconds == 18 * 60
    assert found[0].missed


# --- doing it ---------------------------------------------------------------------------------------------


def test_one_key_brings_the_day_back_and_one_takes_it_back(late: Desk, tmp_path: Path) -> None:
    before = late.record()
    export_data_set(late.file, tmp_path / "before", now=late.clock.read().wall)
    choice = offered(late).choices[0]
    changes = apply_plan(late.file, late.workshop, choice, reason="The opening speaker")
    assert {Noun.SEGMENT, Noun.STAGE, Noun.RECOVERY} <= changes.nouns
    after = late.record()
    assert after.agenda == choice.plan.agenda
    assert offer(after, late.clock.read(), late.content) is None
    (logged,) = after.recoveries
    assert (logged.kind, logged.reason) == (PlanKind.SQUEEZE, "The opening speaker")
    assert [replace(one, was=None) for one in logged.changes] == list(choice.plan.changes)
    assert logged.at == late.clock.read().wall
    assert apply_plan(late.file, late.workshop, choice, reason="Again") == NOTHING_CHANGED
    assert late.record().recoveries == after.recoveries
    late.file.undo(Stack.CONSOLE)
    assert late.record().agenda == before.agenda
    assert late.record().recoveries == ()
    export_data_set(late.file, tmp_path / "undone", now=late.clock.read().wall)
    assert _bytes(tmp_path / "undone") == _bytes(tmp_path / "before")


def _bytes(folder: Path) -> dict[str, bytes]:
    files = [one for one in folder.rglob("*") if one.is_file() and "manifest" not in one.name]
    return {one.name: one.read_bytes() for one in files}


@pytest.mark.parametrize("minutes", [8, 20, 70])
def test_every_choice_can_be_done_and_undone(desk: Desk, minutes: int) -> None:
    asked = WhatIf(reading_at(SPEAKING), kept_plan=True, late_minutes=minutes)
    before = desk.record()
    found = offer_at(standing_if(before, asked, desk.content))
    assert found is not None
    for choice in (*found.choices, *([found.move] if found.move else [])):
        apply_plan(desk.file, desk.workshop, choice, reason="")
        assert desk.record().agenda == choice.plan.agenda
        assert desk.record().recoveries[-1].kind is choice.plan.kind
        desk.file.undo(Stack.CONSOLE)
        assert desk.record() == before


def test_a_plan_for_what_has_begun_meanwhile_is_refused(late: Desk) -> None:
    choice = offered(late).choices[0]
    before = late.record().agenda
    running.jump(late.file, late.workshop, Position(code_of(late.record(), TEAMS), StageName.WHOLE))
    with pytest.raises(KnownError, match="has begun meanwhile"):
        apply_plan(late.file, late.workshop, choice, reason="Late")
    assert late.record().agenda == before
    assert late.record().recoveries == ()


def test_a_plan_for_a_stage_that_has_begun_meanwhile_is_refused(late: Desk) -> None:
    choice = offered(late).choices[0]
    running.jump(late.file, late.workshop, Position(code_of(late.record(), STEP_2), StageName.SYNTHESIS))
    with pytest.raises(KnownError, match="has begun meanwhile"):
        apply_plan(late.file, late.workshop, choice, reason="Late")


def test_a_plan_for_an_agenda_that_was_changed_meanwhile_is_refused(late: Desk) -> None:
    choice = offered(late).choices[0]
    planning.set_minutes(late.file, code_of(late.record(), TEAMS), 9)
    with pytest.raises(KnownError, match="was changed meanwhile"):
        apply_plan(late.file, late.workshop, choice, reason="Late")


def test_a_plan_for_what_is_gone_or_parked_is_refused(late: Desk) -> None:
    choice = offered(late).choices[0]
    planning.park_segment(late.file, code_of(late.record(), TEAMS))
    with pytest.raises(KnownError, match="was changed meanwhile"):
        apply_plan(late.file, late.workshop, choice, reason="Late")
    planning.remove_segment(late.file, code_of(late.record(), TEAMS))
    with pytest.raises(KnownError, match="no longer in the agenda"):
        apply_plan(late.file, late.workshop, choice, reason="Late")


def test_the_end_of_what_runs_may_still_be_moved(desk: Desk) -> None:
    record = desk.record()
    planning.set_anchor(desk.file, code_of(record, OPENING), Anchor(AnchorKind.END_BY, time(9, 20)))
    press_on(desk, Position(code_of(record, OPENING), StageName.WHOLE))
    desk.clock.advance(25 * 60)
    move = offered(desk).move
    assert move is not None
    assert "ends at 09:25" in "".join(map(plain, move.consequences)) or "until 09:25" in plain(move.title)
    apply_plan(desk.file, desk.workshop, move, reason="He goes on")
    anchor = desk.record().agenda.days[0].segments[1].anchor
    assert anchor == Anchor(AnchorKind.END_BY, time(9, 25))


def test_the_log_keeps_how_things_stood(late: Desk) -> None:
    apply_plan(late.file, late.workshop, offered(late).choices[1], reason="Mayor\u202e spoke  ")
    with late.file.read() as session:
        (row,) = session.exec(select(m.Recovery)).all()
        assert row.reason.strip() == row.reason
        assert {one["action"] for one in row.changes} == {"carry", "shorten"}
    carried = next(one for one in late.record().recoveries[0].changes if one.action is RecoveryAction.CARRY)
    assert carried.was is not None
    assert carried.was.before == code_of(late.record(), LUNCH)


def test_a_choice_says_the_same_in_whole_sentences(late: Desk) -> None:
    choice = offered(late).choices[0]
    said = [plain(one) for one in choice.consequences]
    assert "Step 2, Report-back, 5 tables: 16 → 12 min; each table 2½ → 2 min." in said
    assert "Cluster teams: 10 → 8 min." in said
    assert "Lunch starts at 12:00." in said
    assert "Day 1 ends at 17:30." in said
    assert all(one.endswith(".") for one in said)


def test_an_offer_for_another_agenda_leaves_the_record_alone(late: Desk, content: Content) -> None:
    record = late.record()
    begun = {entry.position.segment_id for entry in record.run_entries}
    was, mode = (LanguageMode.NONE, 5), LanguageMode.CONSECUTIVE
    other = planning.with_language(
        record.agenda, content, "two_day", was=was, mode=mode, tables=5, begun=begun
    )
    found = offer(record, late.clock.read(), content, agenda=other)
    assert found is not None
    assert found.late_seconds > timedelta(minutes=60).total_seconds()
    assert isinstance(found.choices[0], RecoveryChoice)
    assert offered(late).late_seconds == 480
