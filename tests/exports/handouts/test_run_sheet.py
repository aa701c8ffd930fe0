"""A day can be run from its sheet: times, minutes, shares, what may give, and what a plan changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pymupdf
import pytest

from facilitator_app.content import catalogue
from facilitator_app.exports import run_sheet
from facilitator_app.records.agenda import Segment
from facilitator_app.records.enums import LanguageMode, PlanKind, RecoveryAction, SegmentKind, StageName
from facilitator_app.records.recovery import PlanChange, Recovery
from facilitator_app.records.run import Position
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules import recovery
from facilitator_app.rules.schedule import schedule
from facilitator_app.rules.turns import turn_order
from facilitator_app.services.planning.creation import NewWorkshop, create_workshop
from facilitator_app.services.reading import read_workshop
from facilitator_app.support import paths
from facilitator_app.support.clock import FakeClock
from tests.builders import kaunas, played, reading_at, segment_of_step, sharjah
from tests.exports.handouts.rooms import clock, outside, pages, whole, with_segments, words
from tests.exports.text.reading import samples, visible

COURSES = ("half_day", "one_day", "two_day", "three_day", "five_day")
AT = datetime(2027, 3, 2, 7, 43, tzinfo=UTC)


def recovered(
    record: WorkshopRecord, *changes: PlanChange, kind: PlanKind = PlanKind.SQUEEZE
) -> WorkshopRecord:
    """Return the record after a plan was applied at 09:43 because the opening was long."""
    plan = Recovery(f"plan-{len(record.recoveries)}", AT, kind, "The opening was long", changes)
    agenda = recovery.apply(record.agenda, changes)
    return replace(record, agenda=agenda, recoveries=(*record.recoveries, plan))


def shorter(segment: Segment, stage: StageName, minutes: int) -> PlanChange:
    """Return the change that makes one stage of a segment so many minutes long."""
    before = next(one.planned_seconds for one in segment.stages if one.stage is stage)
    return PlanChange(segment.id, stage, before, minutes * 60, RecoveryAction.SHORTEN)


def test_every_stage_has_its_time_minutes_and_least(tmp_path: Path) -> None:
    path = tmp_path / "run.pdf"
    log = run_sheet.write(kaunas(), path, day_id="day-1")
    text = whole(path)
    assert log.pages == 2
    assert log.missing == {}
    for one in schedule(kaunas().agenda).days[0].segments:
        assert clock(one.planned_start) in text
        assert visible(one.segment.title) in text
        start = one.planned_start
        for slot in one.segment.stages:
            assert slot.planned_seconds == 0 or clock(start) in text
            start += timedelta(seconds=slot.planned_seconds)
    assert visible("gives 24 min overview 15") in text
    assert visible("10:59 Table discussion 24 down to 17") in text
    assert visible("Brief: Prioritisation matrix") in text


def test_only_the_day_that_was_asked_for_is_printed(tmp_path: Path) -> None:
    run_sheet.write(kaunas(), tmp_path / "run.pdf", day_id="day-2")
    text = whole(tmp_path / "run.pdf")
    assert visible("Day 2: Wednesday, 3 March 2027") in text
    assert visible("Day 1:") not in text
    with pytest.raises(LookupError):
        run_sheet.write(kaunas(), tmp_path / "none.pdf", day_id="day-9")
    assert not (tmp_path / "none.pdf").exists()


def test_tables_stand_in_speaking_order_with_their_share(tmp_path: Path) -> None:
    run_sheet.write(kaunas(), tmp_path / "run.pdf")
    text = whole(tmp_path / "run.pdf")
    segment = segment_of_step(kaunas(), 2)
    order = ", ".join(str(number) for number in turn_order(kaunas(), segment.id))
    # 16 minutes less five change-overs of 20 s, shared by five: 172 s.
    assert visible(f"Report-back, tables {order} · 2½ min each") in text
    assert ":36" not in text.replace("15:36", "")


def test_consecutive_interpretation_halves_what_is_spoken(tmp_path: Path) -> None:
    details = replace(kaunas().details, language_mode=LanguageMode.CONSECUTIVE)
    run_sheet.write(replace(kaunas(), details=details), tmp_path / "run.pdf")
    text = whole(tmp_path / "run.pdf")
    assert visible("Consecutive interpretation") in text
    assert visible("2½ min each, 1 min own speech") in text


def test_it_is_read_standing_up(tmp_path: Path) -> None:
    for language in ("en", "ar"):
        run_sheet.write(sharjah(), tmp_path / "run.pdf", language=language)
        with pymupdf.open(tmp_path / "run.pdf") as document:
            sizes = {
                round(span["size"], 1)
                for page in document
                for block in page.get_text("dict")["blocks"]
                for line in block.get("lines", ())
                for span in line["spans"]
                if span["text"].strip()
            }
        assert min(sizes) >= 11
        assert max(sizes) >= 17
        assert outside(tmp_path / "run.pdf", 28) == []


def test_breaks_are_asked_for_and_buffers_used_first(tmp_path: Path) -> None:
    run_sheet.write(kaunas(), tmp_path / "run.pdf", day_id="day-2")
    text = whole(tmp_path / "run.pdf")
    breaks = [one for one in kaunas().agenda.days[1].segments if one.shorten_needs_consent]
    assert text.count(visible("ask first")) == len(breaks) == 3
    assert text.count(visible("use it first")) == 1


def test_changed_lines_say_from_what_to_what_when_and_why(tmp_path: Path) -> None:
    segment = segment_of_step(kaunas(), 2)
    record = recovered(
        kaunas(), shorter(segment, StageName.REPORT, 11), shorter(segment, StageName.SYNTHESIS, 3)
    )
    run_sheet.write(record, tmp_path / "run.pdf", day_id="day-1")
    text = whole(tmp_path / "run.pdf")
    why = "▲1 Changed at 09:43: several items shortened. Reason: The opening was long"
    assert visible(why) in text
    assert visible("▲1 75 → 68 min") in text
    assert visible("16 → 11") in text
    assert visible("5 → 3") in text
    assert visible("1½ min each") in text
    assert text.count("→") == 3


def test_a_second_plan_is_told_with_what_was_first(tmp_path: Path) -> None:
    segment = segment_of_step(kaunas(), 2)
    once = recovered(kaunas(), shorter(segment, StageName.REPORT, 13))
    again = once.agenda.segment(segment.id)
    assert again is not None
    twice = recovered(once, shorter(again, StageName.REPORT, 11))
    run_sheet.write(twice, tmp_path / "run.pdf", day_id="day-1")
    text = whole(tmp_path / "run.pdf")
    assert visible("16 → 11") in text
    assert "13→" not in text
    assert visible("▲2 75 → 70 min") in text
    assert text.count(visible("Changed at 09:43")) == 2


def test_minutes_given_back_by_hand_are_no_change(tmp_path: Path) -> None:
    segment = segment_of_step(kaunas(), 2)
    record = replace(recovered(kaunas(), shorter(segment, StageName.REPORT, 11)), agenda=kaunas().agenda)
    run_sheet.write(record, tmp_path / "run.pdf", day_id="day-1")
    assert "→" not in whole(tmp_path / "run.pdf")


def test_a_moved_anchor_says_where_it_was(tmp_path: Path) -> None:
    lunch = next(s for s in kaunas().agenda.segments() if s.kind is SegmentKind.MEAL)
    moved = PlanChange(lunch.id, None, 12 * 3600, 12 * 3600 + 600, RecoveryAction.MOVE_ANCHOR)
    run_sheet.write(
        recovered(kaunas(), moved, kind=PlanKind.MOVE_ANCHOR), tmp_path / "run.pdf", day_id="day-1"
    )
    text = whole(tmp_path / "run.pdf")
    assert visible("▲1 ◆ starts 12:10 (was 12:00)") in text
    assert visible("a fixed time moved") in text


def test_a_moved_end_of_the_day_says_where_it_was(tmp_path: Path) -> None:
    last = kaunas().agenda.days[0].segments[-2]
    moved = PlanChange(
        last.id, None, 17 * 3600 + 1800, 17 * 3600 + 2700, RecoveryAction.MOVE_ANCHOR, day_end=True
    )
    run_sheet.write(
        recovered(kaunas(), moved, kind=PlanKind.MOVE_ANCHOR), tmp_path / "run.pdf", day_id="day-1"
    )
    assert visible("The day ends by 17:30 → 17:45") in whole(tmp_path / "run.pdf")


def test_what_was_left_out_or_carried_is_listed(tmp_path: Path) -> None:
    five, six = segment_of_step(kaunas(), 5), segment_of_step(kaunas(), 6)
    drop = PlanChange(five.id, None, five.planned_seconds, 0, RecoveryAction.DROP)
    carry = PlanChange(
        six.id, None, six.planned_seconds, 0, RecoveryAction.CARRY, day_id="day-2",
        before=kaunas().agenda.days[1].segments[1].id,
    )  # fmt: skip
    record = recovered(kaunas(), drop, carry, kind=PlanKind.CARRY)
    run_sheet.write(record, tmp_path / "run.pdf")
    found = pages(tmp_path / "run.pdf")
    first = "".join(page for page in found if visible("Day 2:") not in page and "13:20" not in page)
    assert visible(f"▲1 Left out: {five.title}, 55 min") in first
    assert visible(f"▲1 Carried to day 2: {six.title}, 55 min") in first
    assert visible("▲1 moved here") in "".join(found)


def test_with_a_time_it_says_what_is_now(tmp_path: Path) -> None:
    segment = segment_of_step(kaunas(), 2)
    record = played(kaunas(), Position(segment.id, StageName.DISCUSS), 420)
    now = reading_at(record.run_entries[-1].started.wall + timedelta(minutes=3))
    run_sheet.write(record, tmp_path / "run.pdf", day_id="day-1", now=now)
    text = whole(tmp_path / "run.pdf")
    assert visible("As it stands at 11:08") in text
    assert text.count(visible("◀ now")) == 1
    # 30 minutes from 08:37; the stages before are the log's, those after what is left.
    assert visible("08:37 ✓ Registration, coffee, seating by table plan, until 09:07") in text
    assert visible("11:05 Table discussion") in text
    assert visible("11:29 Report-back") in text
    assert visible("◆ starts 12:00, 6 min late") in text


def test_an_expected_end_after_the_days_end_is_said(tmp_path: Path) -> None:
    record = with_segments(
        kaunas(), lambda n, one: replace(one, planned_seconds=one.planned_seconds + 1200) if n == 9 else one
    )
    run_sheet.write(record, tmp_path / "run.pdf", day_id="day-1")
    assert visible("The day ends by 17:30 (expected 17:50, 20 min late)") in whole(tmp_path / "run.pdf")


def test_right_to_left_the_notes_are_at_the_left(tmp_path: Path) -> None:
    run_sheet.write(sharjah(), tmp_path / "run.pdf", language="ar")
    places = {word: left for word, left, *_rest in words(tmp_path / "run.pdf")}
    assert places["Notes"] < places["Min"] < places["Item"] < places["Time"]


@pytest.mark.parametrize("language", ["ar", "ka", "km"])
def test_every_script_is_set_on_two_sheets_a_day(language: str, tmp_path: Path) -> None:
    told = next(one.text.splitlines()[0] for one in samples() if one.language == language)[:60]
    record = with_segments(kaunas(), lambda _n, one: replace(one, title=told))
    log = run_sheet.write(record, tmp_path / "run.pdf", language=language)
    assert log.missing == {}
    assert log.pages <= 4
    assert outside(tmp_path / "run.pdf", 28) == []
    text = whole(tmp_path / "run.pdf")
    assert all(visible(word) in text for word in told.split()[:2])


@pytest.mark.parametrize("mode", [LanguageMode.NONE, LanguageMode.CONSECUTIVE])
@pytest.mark.parametrize("course", COURSES)
def test_every_day_of_every_course_fits_on_two_sheets(
    course: str, mode: LanguageMode, tmp_path: Path
) -> None:
    spec = NewWorkshop(course, date(2027, 3, 1), zone="Europe/Vilnius", language_mode=mode, table_count=6)
    content = catalogue.load(paths.content())
    file, _fits = create_workshop(
        tmp_path / "w.workshop", spec, content=content, clock=FakeClock(), device="test"
    )
    with file, file.read() as session:
        record = read_workshop(session)
    for day in record.agenda.days:
        log = run_sheet.write(record, tmp_path / "run.pdf", day_id=day.id)
        assert 1 <= log.pages <= 2
        assert log.missing == {}


def test_what_a_guest_interrupts_goes_on_after_him(tmp_path: Path) -> None:
    two = segment_of_step(kaunas(), 2)
    record = played(kaunas(), Position(two.id, StageName.DISCUSS))
    day = record.agenda.days[0]
    whole_stage = replace(day.segments[0].stages[0], id="guest.whole", planned_seconds=600)
    guest = Segment(
        "guest", "guest", SegmentKind.GUEST, "The minister", 600, 600, stages=(whole_stage,), speaker=True
    )
    place = [one.id for one in day.segments].index(two.id) + 1
    segments = (*day.segments[:place], guest, *day.segments[place:])
    agenda = replace(record.agenda, days=(replace(day, segments=segments), *record.agenda.days[1:]))
    last = record.run_entries[-1]
    cut = reading_at(last.started.wall + timedelta(minutes=4))
    entries = (
        *record.run_entries[:-1],
        replace(last, ended=cut, parked_seconds=20 * 60),
        replace(
            last, id="guest-run", sequence=last.sequence + 1, position=Position("guest", StageName.WHOLE),
            planned_seconds=600, started=cut,
        ),
    )  # fmt: skip
    record = replace(record, agenda=agenda, run_entries=entries)
    now = reading_at(cut.wall + timedelta(minutes=2))
    run_sheet.write(record, tmp_path / "run.pdf", day_id="day-1", now=now)
    text = whole(tmp_path / "run.pdf")
    assert visible("interrupted") in text
    assert visible("◀ now") in text
    # The guest until 11:12, then the twenty minutes that were left, and report-back at 11:32.
    assert visible("11:02–11:12 The minister 10") in text
    assert visible("11:32 Report-back") in text
    assert visible(f"{two.title} 75 interrupted") in text
