"""Consoles with real records at telling moments, for tests and for the battery."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

from PySide6.QtWidgets import QWidget

from facilitator_app.records.agenda import Segment, StageSlot
from facilitator_app.records.enums import GuestStatus, LanguageMode, PauseReason, SegmentKind, StageName
from facilitator_app.records.guests import Guest, InsertionPoint
from facilitator_app.records.people import Attendance
from facilitator_app.records.room import SceneKind
from facilitator_app.records.run import Position, RunEntry, RunState, Timer
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.services import seating
from facilitator_app.views.console import ConsoleView, RoomStatus
from tests.builders import (
    before_start,
    kaunas,
    played,
    reading_at,
    segment_of_step,
    sharjah,
    state_after,
    translated,
)
from tests.views.console.offers import offer


def at_step(
    record: WorkshopRecord, step: int, stage: StageName, turn: int | None = None, late: int = 480
) -> WorkshopRecord:
    """Return the record with a run that has just come to a stage of a step."""
    return played(record, Position(segment_of_step(record, step).id, stage, turn), late)


def console_at(record: WorkshopRecord, state: RunState) -> ConsoleView:
    """Return a console that shows this moment."""
    view = ConsoleView()
    view.show_workshop(record)
    view.show_room(RoomStatus(SceneKind.TASK))
    view.show_saved("Saved 11:18")
    view.show_run(state)
    return view


def make_running() -> QWidget:
    """Return a console in a table discussion, Arabic beside English."""
    record = translated(
        sharjah(),
        ("steps", "step-2", "task_text", "ar", "اذكروا من ستة إلى عشرة تجمعات في منطقتكم."),
        ("steps", "step-2", "questions.0", "ar", "ما المعيار الأهم هنا، ولماذا؟"),
    )
    record = at_step(record, 2, StageName.DISCUSS)
    return console_at(record, state_after(record, 300))


def make_turn() -> QWidget:
    """Return a console in a report-back round, with banners on top."""
    record = at_step(kaunas(), 2, StageName.REPORT, 4)
    return console_at(record, state_after(record, 60, long_gap_seconds=720))


def make_before() -> QWidget:
    """Return a console before the start, one screen only."""
    view = console_at(kaunas(), before_start(kaunas(), -8))
    view.show_room(RoomStatus(SceneKind.WELCOME, projector=False))
    return view


def make_slipping() -> QWidget:
    """Return a console on which lunch slips and plans are at hand."""
    record = at_step(kaunas(), 2, StageName.DISCUSS)
    view = console_at(record, state_after(record, 660))
    view.show_offer(offer())
    return view


def make_deciding() -> QWidget:
    """Return a console with the plans open."""
    record = at_step(kaunas(), 2, StageName.DISCUSS)
    view = console_at(record, state_after(record, 660))
    view.show_offer(offer())
    view.open_plans()
    return view


def with_guest(record: WorkshopRecord, status: GuestStatus, segment_id: str | None = None) -> WorkshopRecord:
    """Return the record with a minister."""
    guest = Guest(
        id="guest-1",
        name="Jonas Petraitis",
        title="Minister of Economy",
        local_title="Ekonomikos ministras",
        seconds=720,
        day_id=record.agenda.days[0].id,
        expected_at=time(11, 30),
        status=status,
        segment_id=segment_id,
    )
    return replace(record, guests=(guest,))


def speaking(record: WorkshopRecord, seconds_left: int = 1043) -> WorkshopRecord:
    """Return the record with the minister speaking inside the running stretch, which waits."""
    last = record.run_entries[-1]
    day = record.agenda.days[0]
    slot = StageSlot("guest-segment.whole", StageName.WHOLE, 720, 300)
    made = Segment("guest-segment", "guest", SegmentKind.GUEST, "Jonas Petraitis", 720, 300, (slot,))
    at = [s.id for s in day.segments].index(last.position.segment_id) + 1
    segments = (*day.segments[:at], made, *day.segments[at:])
    agenda = replace(record.agenda, days=(replace(day, segments=segments), *record.agenda.days[1:]))
    began = reading_at(last.started.wall + timedelta(seconds=last.box_seconds - seconds_left))
    parked = replace(last, ended=began, parked_seconds=seconds_left)
    position = Position("guest-segment", StageName.WHOLE)
    entry = RunEntry("run-guest", last.sequence + 1, position, 720, 0, began)
    record = replace(record, agenda=agenda, run_entries=(*record.run_entries[:-1], parked, entry))
    return with_guest(record, GuestStatus.SPEAKING, "guest-segment")


def points(record: WorkshopRecord) -> tuple[InsertionPoint, ...]:
    """Return what three places for a guest would cost."""
    lunch = next(s.id for s in record.agenda.segments() if s.kind is SegmentKind.MEAL)
    teams = next(s.id for s in record.agenda.segments() if s.kind is SegmentKind.TEAM_FORMING)
    now = state_after(record, 660).now
    return (
        InsertionPoint(None, now, 720, 0, ((lunch, 720),)),
        InsertionPoint(teams, now + timedelta(minutes=40), 720, 240, ((lunch, 720),)),
        InsertionPoint(lunch, now + timedelta(minutes=103), 0, 0),
    )


def make_guest_at_the_door() -> QWidget:
    """Return a console with a minister at the door, and what each moment would cost."""
    record = with_guest(at_step(kaunas(), 2, StageName.DISCUSS), GuestStatus.AT_THE_DOOR)
    view = console_at(record, state_after(record, 660))
    view.side.turn_page(view.side.guests)
    view.side.guests.show_points("guest-1", points(record))
    return view


def make_guest_speaking() -> QWidget:
    """Return a console while a minister speaks and the table discussion waits."""
    record = speaking(at_step(kaunas(), 2, StageName.DISCUSS))
    view = console_at(record, state_after(record, 200))
    view.show_offer(offer())
    return view


def make_interpreted() -> QWidget:
    """Return a console in a consecutive round, waiting for the interpreter, with two timers."""
    record = kaunas()
    details = replace(record.details, language_mode=LanguageMode.CONSECUTIVE)
    record = at_step(replace(record, details=details), 2, StageName.REPORT, 4)
    last = record.run_entries[-1]
    since = reading_at(last.started.wall + timedelta(seconds=60))
    waits = replace(last, paused_since=since, paused_for=PauseReason.INTERPRETER, interpreter_seconds=240)
    timers = (
        Timer("timer-1", "Coffee for the minister", 300, last.started),
        Timer("timer-2", "", 60, last.started),
    )
    record = replace(record, run_entries=(*record.run_entries[:-1], waits), timers=timers)
    view = console_at(record, state_after(record, 102))
    view.timers.turn_form()
    return view


def make_language() -> QWidget:
    """Return a console on which another language mode is being chosen."""
    record = at_step(kaunas(), 2, StageName.DISCUSS)
    view = console_at(record, state_after(record, 660))
    view.side.turn_page(view.side.language)
    view.side.language.mode.choose(LanguageMode.CONSECUTIVE.value)
    words = "Consecutive interpretation adds 188 min to this day: it would end 20:38."
    view.side.language.show_cost(*view.side.language.setting(), words)
    return view


def few_left(record: WorkshopRecord, number: int = 2, left: int = 2) -> WorkshopRecord:
    """Return the record with all but so many of a table away in the first morning; nobody else is."""
    first = next(s for s in record.agenda.segments() if s.has_table_work)
    table = next(one for one in record.tables if one.number == number)
    gone = record.seated(first.id, table.id)[left:]
    away = tuple(Attendance(f"away-{p.id}", p.id, "D1-AM", present=False) for p in gone)
    return replace(record, attendance=away)


def make_people_move() -> QWidget:
    """Return a console that says who would move, as a table has two people left."""
    record = few_left(at_step(kaunas(), 2, StageName.DISCUSS))
    view = console_at(record, state_after(record, 120))
    view.side.seats.show_offer(record, seating.tables_offer(record), 0)
    return view


def make_as_seated() -> QWidget:
    """Return a console with the running round to be confirmed, two corrections typed."""
    record = at_step(sharjah(), 2, StageName.DISCUSS)
    view = console_at(record, state_after(record, 120))
    view.side.turn_seated()
    page = view.side.seated
    for person in record.participants[:2]:
        page.field.setText(f"{person.name} {5}")
        page.field.returnPressed.emit()
    page.field.setText(record.participants[4].name[:3])
    return view


def make_walk_in() -> QWidget:
    """Return a console with somebody new seated and the next one typed."""
    record = at_step(kaunas(), 2, StageName.DISCUSS)
    view = console_at(record, state_after(record, 120))
    view.side.turn_walk_in()
    page = view.side.walk_in
    page.say("Nino Beridze sits at table 3: Lietuvių and English are spoken there.")
    page.name.setText("Giorgi")
    page.languages.setText("georg, en")
    return view


def make_who_is_here() -> QWidget:
    """Return a console with the list of who is here, a table short of people, somebody about to leave."""
    record = few_left(at_step(kaunas(), 2, StageName.DISCUSS))
    view = console_at(record, state_after(record, 120))
    view.side.turn_people()
    view.side.people.finder.setText("ras")
    return view
