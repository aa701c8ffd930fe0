"""The screens of preparation with real workshops in them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from facilitator_app.content.catalogue import load
from facilitator_app.records.enums import LanguageMode, RoomSide, StageName, WishKind
from facilitator_app.records.people import Participant
from facilitator_app.records.problems import Problem
from facilitator_app.records.remedies import Remedy
from facilitator_app.records.roster import (
    ChangedPerson,
    FieldChange,
    Newcomer,
    ReplacedBecause,
    Replacement,
    RosterField,
    RosterPreview,
)
from facilitator_app.records.run import Position
from facilitator_app.records.seating import Seat, SeatingWish
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.schedule import Conflict
from facilitator_app.rules.seating.choosing_tables import Found
from facilitator_app.services.planning import course_agenda, with_language
from facilitator_app.services.recovery import remedies
from facilitator_app.services.seating import compare_tables
from facilitator_app.support import paths
from facilitator_app.views.prepare.agenda import AgendaView
from facilitator_app.views.prepare.draft import CourseChoice, WorkshopDraft
from facilitator_app.views.prepare.metpage import MetPage
from facilitator_app.views.prepare.new_workshop import NewWorkshopView
from facilitator_app.views.prepare.people import PeopleView
from facilitator_app.views.prepare.roomplan import RoomPlanView
from facilitator_app.views.prepare.tablechoice import TableChoiceView
from facilitator_app.views.prepare.tables import TablesView
from facilitator_app.views.prepare.wishes import WishesView
from tests.builders import kaunas, played, segment_of_step, sharjah, state_after
from tests.views.prepare.agendahelp import changed

COSTS = {
    LanguageMode.NONE: 0,
    LanguageMode.WRITTEN: 28,
    LanguageMode.SIMULTANEOUS: 56,
    LanguageMode.CONSECUTIVE: 377,
}
ALIENS = (
    Participant(
        "x1",
        "P91",
        "Noura",
        "Al Suwaidi",
        "Noura Al Suwaidi",
        "نورة السويدي",
        organisation="SEDD",
        country="AE",
        languages=("ar", "en"),
    ),
    Participant(
        "x2",
        "P92",
        "Somchai",
        "K.",
        "",
        "สมชาย ก.",
        organisation="มหาวิทยาลัยเชียงใหม่",
        country="TH",
        languages=("th",),
    ),
    Participant(
        "x3",
        "P93",
        "Sopio",
        "Maisuradze",
        "Sopio Maisuradze",
        "სოფიო მაისურაძე",
        organisation="R&D <b>Centre</b>",
        country="GE",
        languages=("ka", "ru"),
    ),
)


def make_new_workshop() -> QWidget:
    """Return the form with a two-day course and the preview of it."""
    content = load(paths.content())
    view = NewWorkshopView(date(2027, 3, 2), "Europe/Vilnius")

    def answer(draft: WorkshopDraft) -> None:
        view.show_costs(COSTS)
        agenda = course_agenda(
            content,
            draft.course,
            zone=draft.zone,
            start=draft.start,
            mode=draft.language_mode,
            tables=draft.table_count,
        )
        view.show_preview(agenda)

    view.draft_changed.connect(answer)
    view.languages.setText("lt, pl, ar")
    view.show_courses(
        [CourseChoice("half_day", "Half a day", 0.5), CourseChoice("two_day", "Two days", 2)], "two_day"
    )
    return view


def make_people() -> QWidget:
    """Return the people of Kaunas, with attendance and one person withdrawn."""
    view = PeopleView()
    record = kaunas()
    first, *rest = record.participants
    view.show_workshop(replace(record, participants=(replace(first, withdrawn=True), *rest, *ALIENS)))
    return view


def make_nobody() -> QWidget:
    """Return the screen of people before anybody is there."""
    view = PeopleView()
    view.show_workshop(replace(kaunas(), participants=(), attendance=()))
    return view


def make_roster() -> QWidget:
    """Return the preview of a roster with three bad rows."""
    view = PeopleView()
    view.show_workshop(kaunas())
    view.show_preview(roster())
    return view


def roster() -> RosterPreview:
    """Return a roster with something of everything, and three bad rows."""
    people = kaunas().participants
    return RosterPreview(
        file="Participants final v7.xlsx",
        new=tuple(Newcomer(30 + n, one) for n, one in enumerate(ALIENS)),
        changed=(
            ChangedPerson(
                4,
                people[2],
                (
                    FieldChange(RosterField.ROLE_TITLE, "Adviser", "Head of unit"),
                    FieldChange(RosterField.EMAIL, "", "a@example.org"),
                ),
            ),
        ),
        gone=(people[5],),
        replaced=(
            Replacement(people[7], Newcomer(9, ALIENS[1]), ReplacedBecause.SAME_ORGANISATION_AND_ROLE),
        ),
        unchanged=24,
        problems=(
            Problem(
                "Participants final v7.xlsx",
                14,
                "languages",
                "“klingonų” is no language.",
                "a name or a tag: lt, en",
            ),
            Problem(
                "Participants final v7.xlsx", 17, "table", "There is no table 9.", "a number from 1 to 5"
            ),
            Problem("Participants final v7.xlsx", 21, "name", "The name is empty.", "a name"),
        ),
        kept_out=(14, 17, 21),
        unused_columns=("Hotel", "غرفة"),
    )


def make_tables() -> QWidget:
    """Return the tables of Sharjah: Arabic, Thai, Khmer; one person without a seat in the first round."""
    view = TablesView()
    record = sharjah()
    first = record.seats[0]
    view.show_workshop(replace(record, seats=tuple(s for s in record.seats if s != first)))
    return view


def make_room_plan() -> QWidget:
    """Return the room of Kaunas with one table moved and the doors on the left."""
    view = RoomPlanView()
    record = kaunas()
    first, *rest = record.tables
    details = replace(record.details, doors=RoomSide.LEFT)
    moved = (replace(first, place_x=0.3, place_y=0.3), *rest)
    view.show_workshop(replace(record, tables=moved, details=details))
    return view


def make_unseated() -> QWidget:
    """Return the tables before anybody is seated."""
    view = TablesView()
    view.show_workshop(replace(kaunas(), seats=(), roles=()))
    return view


def make_carried() -> QWidget:
    """Return the tables of Sharjah with somebody in hand over another table."""
    view = TablesView()
    record = sharjah()
    view.show_workshop(record)
    segment = next(s for s in record.agenda.segments() if s.has_table_work).id
    seats = view.seat_list(segment, record.tables[0].id)
    seats.setCurrentRow(0)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Down):
        QTest.keyClick(seats, key)
    view.show_planning(running=True)
    return view


def make_met() -> QWidget:
    """Return who met whom in Kaunas, with names in several scripts."""
    view = MetPage()
    record = kaunas()
    view.show_workshop(replace(record, participants=(*record.participants, *ALIENS)))
    return view


def large_room(people: int = 300, tables: int = 50, rounds: int = 6) -> WorkshopRecord:
    """Return Kaunas with many people at many tables, seated round and round."""
    record = kaunas()
    first = record.participants[0]
    roster = tuple(
        replace(first, id=f"p{n}", code=f"p{n}", given_name=f"Name{n}", family_name="Long", display_name="")
        for n in range(people)
    )
    room = tuple(replace(record.tables[0], id=f"t{n}", number=n + 1, name="") for n in range(tables))
    kept = [s.id for s in record.agenda.segments() if s.has_table_work][:rounds]
    days = tuple(
        replace(
            day,
            segments=tuple(
                s if s.id in kept or not s.has_table_work else replace(s, parked=True) for s in day.segments
            ),
        )
        for day in record.agenda.days
    )
    seats = tuple(
        Seat(f"{segment}-{n}", segment, f"t{(n + n // tables * place) % tables}", f"p{n}", n)
        for place, segment in enumerate(kept)
        for n in range(people)
    )
    return replace(
        record,
        agenda=replace(record.agenda, days=days),
        participants=roster,
        tables=room,
        seats=seats,
        roles=(),
        attendance=(),
    )


def make_large_room() -> QWidget:
    """Return the tables of a room of twelve tables: one round at a time."""
    view = TablesView()
    view.show_workshop(large_room(60, 12, 3))
    return view


def crowded() -> WorkshopRecord:
    """Return Kaunas with a segment parked, one too long, a buffer, and titles in several scripts."""
    record = changed(kaunas(), 1, planned_seconds=45 * 60)
    record = changed(record, 9, parked=True)
    return changed(record, 2, title="التعارف والأهداف – ការណែនាំ", buffer=True)


def remedies_of(
    record: WorkshopRecord, conflicts: tuple[Conflict, ...]
) -> dict[Conflict, tuple[Remedy, ...]]:
    """Return what really mends every conflict."""
    return {one: remedies(record.agenda, one) for one in conflicts}


def make_agenda() -> QWidget:
    """Return the agenda of Kaunas with what does not fit, remedies, and what past workshops say."""
    view = AgendaView()
    record = crowded()
    view.remedies_requested.connect(lambda conflicts: view.show_remedies(remedies_of(record, conflicts)))
    view.show_workshop(record)
    step = record.agenda.days[0].segments[5]
    view.show_hints({step.id: "Step 2 took 1.3 × its plan in 6 of 7 workshops."})
    view.choose(step.id)
    return view


def make_agenda_cost() -> QWidget:
    """Return the agenda while consecutive interpretation at six tables is considered."""
    view = AgendaView()
    record, content = kaunas(), load(paths.content())
    details = record.details

    def answer(mode: LanguageMode, tables: int) -> None:
        was = (details.language_mode, details.table_count)
        view.show_cost(
            with_language(record.agenda, content, details.course, was=was, mode=mode, tables=tables)
        )

    view.language_considered.connect(answer)
    view.show_workshop(record)
    view.head.tables.setValue(6)
    view.head.mode.choose(LanguageMode.CONSECUTIVE.value)
    return view


def make_agenda_running() -> QWidget:
    """Return the agenda in the middle of the first day, twelve minutes late."""
    view = AgendaView()
    record = kaunas()
    step = segment_of_step(record, 3)
    ran = played(record, Position(step.id, StageName.DISCUSS), late_seconds=12 * 60)
    view.show_workshop(ran)
    view.show_run(state_after(ran, 60))
    view.choose(step.id)
    return view


def make_agenda_empty() -> QWidget:
    """Return the agenda of a workshop with one day on which nothing is planned."""
    view = AgendaView()
    record = kaunas()
    first, *others = record.agenda.days
    days = (replace(first, segments=()), *others[:0])
    view.show_workshop(replace(record, agenda=replace(record.agenda, days=days)))
    return view


def wishing(record: WorkshopRecord) -> WorkshopRecord:
    """Return the workshop with wishes of every kind, some of which clash, and an interpreter."""
    one, two, three, four, five, six, *_rest = record.participants
    wishes = (
        SeatingWish("w1", WishKind.TOGETHER, one.id, two.id),
        SeatingWish("w2", WishKind.TOGETHER, two.id, three.id, note="A first visit"),
        SeatingWish("w3", WishKind.APART, one.id, three.id),
        SeatingWish("w4", WishKind.AT_TABLE, four.id, table_id=record.tables[2].id),
        SeatingWish("w5", WishKind.APART, five.id, six.id),
    )
    people = [replace(p, interpreter_id=six.id) if p.id == four.id else p for p in record.participants]
    details = replace(record.details, not_alone=("gender",), mix_weights=(("org", 8.0), ("country", 0.0)))
    return replace(record, wishes=wishes, participants=tuple(people), details=details)


def make_wishes() -> QWidget:
    """Wishes of every kind, three of which clash."""
    view = WishesView()
    view.show_workshop(wishing(sharjah()))
    return view


def make_no_wishes() -> QWidget:
    """The page of wishes as it is first seen."""
    view = WishesView()
    view.show_workshop(replace(kaunas(), wishes=()))
    return view


def make_table_choice() -> QWidget:
    """Four numbers of tables, one of them tried."""
    view = TableChoiceView()
    record = wishing(replace(sharjah(), report_backs=(), light_ratings=()))
    choices = compare_tables(record, load(paths.content()))
    found = Found(pairs=31, most=2, repeats=31, fewest=15, broken=0, unsafe=0)
    view.show_choices([replace(one, found=found) if one.is_present else one for one in choices], record)
    view.show_trying("Planning 6 tables…")
    return view


def make_no_table_choice() -> QWidget:
    """The numbers of tables before anybody is on the roster."""
    view = TableChoiceView()
    record = replace(kaunas(), participants=())
    view.show_choices(compare_tables(record, load(paths.content())), record)
    return view
