"""Planned against actual in the report: the first plan is the measure, and what was changed is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from facilitator_app.exports import figures
from facilitator_app.records.agenda import Segment
from facilitator_app.records.enums import Edition, PlanKind, RecoveryAction, SegmentKind, StageName
from facilitator_app.records.guests import Guest
from facilitator_app.records.recovery import PlanChange, Recovery
from facilitator_app.records.run import RunEntry
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules import recovery
from facilitator_app.services import running
from tests.builders import kaunas, reading_at, segment_of_step, sharjah
from tests.exports.session_pdf.reading import text_of
from tests.exports.text.reading import visible

Write = Callable[..., Path]
REASON = "The opening speaker took 34 min instead of 20"


def shorter(segment: Segment, stage: StageName, minutes: int) -> PlanChange:
    """Return the change that makes one stage so many minutes long."""
    before = next(one.planned_seconds for one in segment.stages if one.stage is stage)
    return PlanChange(segment.id, stage, before, minutes * 60, RecoveryAction.SHORTEN)


def changed(record: WorkshopRecord, *changes: PlanChange) -> WorkshopRecord:
    """Return the record after a plan was applied at 09:37 on its first day."""
    day = record.agenda.days[0]
    at = datetime.combine(day.on, day.start.replace(hour=9, minute=37), ZoneInfo(record.agenda.zone))
    plan = Recovery("plan", at, PlanKind.SQUEEZE, REASON, changes)
    return replace(record, agenda=recovery.apply(record.agenda, changes), recoveries=(plan,))


def held(record: WorkshopRecord, longer: dict[str, int] | None = None) -> WorkshopRecord:
    """Return the record after all days ran as planned, some segments longer by so many seconds."""
    entries: list[RunEntry] = []
    for day in record.agenda.days:
        now = datetime.combine(day.on, day.start, ZoneInfo(record.agenda.zone))
        for position in running.positions(record, day):
            started = reading_at(now)
            box = running.box_at(replace(record, run_entries=tuple(entries)), position, started)
            now += timedelta(seconds=box + (longer or {}).get(position.segment_id, 0))
            number = len(entries) + 1
            entry = RunEntry(f"run-{number}", number, position, box, 0, started, ended=reading_at(now))
            entries.append(entry)
    return replace(record, run_entries=tuple(entries))


@pytest.fixture
def day_one() -> WorkshopRecord:
    """Kaunas: the opening 14 min longer, step 2 shortened by a plan, then everything as planned."""
    two = segment_of_step(kaunas(), 2)
    opening = kaunas().agenda.segments()[1]
    plan = (shorter(two, StageName.REPORT, 11), shorter(two, StageName.SYNTHESIS, 3))
    return held(changed(kaunas(), *plan), {opening.id: 14 * 60})


def test_a_shortened_item_is_measured_against_the_first_plan(day_one: WorkshopRecord) -> None:
    rows = {one.title: one for one in figures.held(day_one)}
    two = rows[segment_of_step(kaunas(), 2).title]
    assert two.planned_seconds == 75 * 60
    assert two.planned_start is not None
    assert (two.planned_start.hour, two.planned_start.minute) == (10, 35)
    # A round's shares leave out the seconds that cannot be divided by its tables.
    assert two.over_seconds <= -7 * 60
    assert two.over_seconds > -10 * 60
    assert rows[kaunas().agenda.segments()[1].title].over_seconds == 14 * 60


def test_the_full_edition_tells_what_was_changed_and_why(day_one: WorkshopRecord, written: Write) -> None:
    report = text_of(written(day_one))
    assert visible("What was changed on the day, and why") in report
    assert visible("Day 1, 09:37") in report
    assert visible(f"Changed: several items shortened. Reason: {REASON}") in report
    title = segment_of_step(kaunas(), 2).title
    assert visible(f"{title}: Report-back 16 → 11 min, Synthesis 5 → 3 min") in report
    assert visible("“Planned” is the first plan") in report


def test_who_overran_and_why_is_not_in_the_participants_edition(
    day_one: WorkshopRecord, written: Write
) -> None:
    report = text_of(written(day_one, Edition.PARTICIPANTS))
    assert visible("Agenda as held") in report
    assert visible(REASON) not in report
    assert visible("minutes by table") not in report
    assert visible("Min asked") not in report


def test_every_table_round_has_its_minutes_and_shares(day_one: WorkshopRecord, written: Write) -> None:
    report = text_of(written(day_one))
    told = figures.against_plan(day_one)
    assert len(told.rounds) == 12
    assert visible("Report-back rounds: minutes by table") in report
    two = next(one for one in told.rounds if one.steps == (2,))
    assert two.planned_seconds == 16 * 60
    minutes = [f"{turn.used_seconds / 60:.1f}" for turn in sorted(two.turns, key=lambda one: one.table)]
    assert all(number in report for number in minutes)
    assert visible("of 16.0") in report


def test_speakers_have_what_they_asked_for_and_what_they_took(
    day_one: WorkshopRecord, written: Write
) -> None:
    report = text_of(written(day_one))
    line = "Deputy mayor (fictional) Welcome by host and sponsor; opening speaker 10 20 34 +14"
    assert visible(line) in report


def test_a_guest_is_not_held_against_the_plan(written: Write) -> None:
    record = kaunas()
    day = record.agenda.days[0]
    guest = Segment("guest", "guest", SegmentKind.GUEST, "The minister", 600, 600, speaker=True)
    guest = replace(
        guest, stages=(replace(day.segments[0].stages[0], id="guest.whole", planned_seconds=600),)
    )
    segments = (*day.segments[:4], guest, *day.segments[4:])
    agenda = replace(record.agenda, days=(replace(day, segments=segments), *record.agenda.days[1:]))
    told = Guest("g", "Minister Rūta Kazlauskienė", "Minister of Economy", seconds=480, segment_id="guest")
    report = text_of(written(held(replace(record, agenda=agenda, guests=(told,)))))
    assert visible("The minister not in the first plan") in report
    assert visible("Minister Rūta Kazlauskienė The minister 8 – 10 +2") in report
    assert visible("Guests: 10 min") in report


def test_what_was_left_out_or_carried_is_marked(written: Write) -> None:
    five, six = segment_of_step(kaunas(), 5), segment_of_step(kaunas(), 6)
    drop = PlanChange(five.id, None, five.planned_seconds, 0, RecoveryAction.DROP)
    before = kaunas().agenda.days[1].segments[1].id
    seconds = six.planned_seconds
    carry = PlanChange(six.id, None, seconds, 0, RecoveryAction.CARRY, day_id="day-2", before=before)
    report = text_of(written(held(changed(kaunas(), drop, carry))))
    assert visible(f"{five.title} left out") in report
    assert visible(f"{six.title}: carried to day 2") in report
    assert visible(f"{five.title}: left out") in report


def test_pauses_and_waiting_for_the_interpreter_are_named(written: Write) -> None:
    record = held(kaunas())
    first, *rest = record.run_entries
    waited = replace(first, paused_seconds=600, interpreter_seconds=420)
    report = text_of(written(replace(record, run_entries=(waited, *rest))))
    assert visible("Pauses: 3 min · Waiting for the interpreter: 7 min") in report


def test_without_a_log_nothing_of_it_is_there(written: Write) -> None:
    report = text_of(written(sharjah()))
    assert visible("Agenda as planned") in report
    for title in ("What was changed on the day", "minutes by table", "Min asked", "Pauses:"):
        assert visible(title) not in report


def test_right_to_left_a_minus_stands_before_its_number(written: Write) -> None:
    shortened = {one.id: -120 for one in sharjah().agenda.segments()[:1]}
    report = text_of(written(held(sharjah(), shortened), language="ar"))
    assert "−2" in report
