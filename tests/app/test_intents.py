"""Each thing a screen can ask for, once, through a real file, and taken back again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from facilitator_app.app.agendaintents import AgendaIntents
from facilitator_app.app.intents import (
    CaptureIntents,
    NoteIntents,
    RunIntents,
    WrittenIntents,
)
from facilitator_app.app.notices import Notices
from facilitator_app.app.planintents import PlanIntents, person_fields
from facilitator_app.app.seatingintents import SeatingIntents
from facilitator_app.app.workshop import OpenWorkshop
from facilitator_app.records.enums import Desk, Noun, ParkingStatus, SegmentKind, TranslationStatus
from facilitator_app.records.run import RunPhase
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.board import BoardKey
from facilitator_app.services import running, seating
from facilitator_app.support.clock import FakeClock
from facilitator_app.support.ids import new_id
from facilitator_app.views.capture import PlaceKey
from facilitator_app.views.console.view import ConsoleView
from tests.journeys.visit import read


@dataclass
class Hand:
    """All intents on one open workshop."""

    workshop: OpenWorkshop
    qtbot: QtBot
    clock: FakeClock

    def __post_init__(self) -> None:
        self.run = RunIntents(self.workshop)
        self.capture = CaptureIntents(self.workshop)
        self.notes = NoteIntents(self.workshop, Desk.CAPTURE)
        self.plan = PlanIntents(self.workshop)
        self.agenda = AgendaIntents(self.workshop)
        self.written = WrittenIntents(self.workshop)
        self.failed: list[str] = []
        self.workshop.store.failed.connect(lambda error: self.failed.append(str(error)))

    @property
    def record(self) -> WorkshopRecord:
        return self.workshop.record

    def rest(self) -> None:
        self.qtbot.waitUntil(lambda: not self.workshop.busy)
        assert self.failed == []

    def start(self) -> None:
        self.run.go_on(None)
        self.rest()

    def point(self) -> str:
        """Begin and settle a point at the first table of the first round; return its id."""
        segment = next(one for one in self.record.agenda.segments() if one.has_table_work)
        key, point = PlaceKey(segment.id, segment.steps[0], self.record.tables[0].id), new_id()
        self.capture.begin_point(key, point, "lt")
        self.capture.settle(point, "Sodyba", "A farmstead")
        self.rest()
        return point


@pytest.fixture
def hand(
    open_workshop: Callable[[Path], OpenWorkshop], workshop: Path, clock: FakeClock, qtbot: QtBot
) -> Hand:
    return Hand(open_workshop(workshop), qtbot, clock)


def _done_and_undone(hand: Hand, do: Callable[[], object], desk: Desk) -> None:
    """Do something, take it back, and do it again."""
    before = hand.record
    do()
    hand.rest()
    after = hand.record
    assert after != before, "nothing has changed"
    hand.workshop.undo(desk)
    hand.rest()
    assert hand.record == before
    hand.workshop.redo(desk)
    hand.rest()
    assert hand.record == after


# --- the run ------------------------------------------------------------------------------------------------


def test_next_and_back_go_on_and_back(hand: Hand) -> None:
    hand.start()
    first = hand.workshop.state().position
    _done_and_undone(hand, lambda: hand.run.go_on(first), Desk.CONSOLE)
    second = hand.workshop.state().position
    assert second != first
    _done_and_undone(hand, lambda: hand.run.go_back(second), Desk.CONSOLE)
    assert hand.workshop.state().position == first


def test_a_second_press_at_the_old_position_changes_nothing(hand: Hand) -> None:
    hand.start()
    first = hand.workshop.state().position
    for _press in range(3):
        hand.run.go_on(first)
    hand.rest()
    entries = [entry for entry in hand.record.run_entries if entry.position == first]
    assert len(hand.record.run_entries) == len(entries) + 1


def test_pause_stops_the_clock_and_lets_it_go_on(hand: Hand) -> None:
    hand.start()
    _done_and_undone(hand, hand.run.toggle_pause, Desk.CONSOLE)
    assert hand.workshop.state().phase is RunPhase.PAUSED
    _done_and_undone(hand, hand.run.toggle_pause, Desk.CONSOLE)
    assert hand.workshop.state().phase is RunPhase.RUNNING


def test_minutes_are_added_and_taken(hand: Hand) -> None:
    hand.start()
    box = hand.workshop.state().box_seconds
    _done_and_undone(hand, lambda: hand.run.adjust(5), Desk.CONSOLE)
    assert hand.workshop.state().box_seconds == box + 300


def test_the_run_jumps_anywhere(hand: Hand) -> None:
    hand.start()
    day = hand.record.agenda.days[0]
    target = running.positions(hand.record, day)[6]
    _done_and_undone(hand, lambda: hand.run.jump(target), Desk.CONSOLE)
    assert hand.workshop.state().position == target


def test_the_start_is_corrected(hand: Hand) -> None:
    hand.start()
    began = hand.clock.read().wall - timedelta(minutes=3)
    _done_and_undone(hand, lambda: hand.run.correct_start(began), Desk.CONSOLE)
    assert hand.workshop.state().elapsed_seconds == 180


def test_a_step_that_ends_is_backed_up(hand: Hand, qtbot: QtBot) -> None:
    hand.start()
    saved: list[Path] = []
    hand.workshop.store.backed_up.connect(saved.append)
    for _press in range(12):
        hand.run.go_on(hand.workshop.state().position)
        hand.rest()
        if saved:
            break
    qtbot.waitUntil(lambda: bool(saved))
    assert saved[0].exists()


def test_attendance_is_noted_at_both_desks_and_undone_where_it_was(hand: Hand) -> None:
    who = hand.record.participants[0].id
    console = ConsoleView()
    hand.qtbot.addWidget(console)
    live = SeatingIntents(hand.workshop, console, Notices(console.banners))
    _done_and_undone(hand, lambda: live.mark(who, "D1-AM", False), Desk.CONSOLE)  # noqa: FBT003
    _done_and_undone(hand, lambda: hand.plan.mark_attendance(who, "D1-PM", False), Desk.PREPARE)  # noqa: FBT003
    noted = {(one.session, one.present) for one in hand.record.attendance if one.participant_id == who}
    assert {("D1-AM", False), ("D1-PM", False)} <= noted


# --- questions and actions ----------------------------------------------------------------------------------


def test_a_question_is_parked_and_answered(hand: Hand) -> None:
    _done_and_undone(hand, lambda: hand.notes.note_parking("Who pays?"), Desk.CAPTURE)
    item = hand.record.parking_lot[0]
    assert item.english_text == "Who pays?"
    _done_and_undone(hand, lambda: hand.run.answer_parking(item.id, ParkingStatus.ANSWERED), Desk.CONSOLE)
    assert hand.record.parking_lot[0].status is ParkingStatus.ANSWERED


def test_an_idea_becomes_an_action_with_its_owner_and_its_date(hand: Hand) -> None:
    console = NoteIntents(hand.workshop, Desk.CONSOLE)
    _done_and_undone(hand, lambda: console.note_action("Make a list"), Desk.CONSOLE)
    item, owner = hand.record.actions[0], hand.record.participants[3].id
    assert item.is_idea
    due = date(2027, 4, 1)
    _done_and_undone(hand, lambda: hand.run.agree_action(item.id, owner, due), Desk.CONSOLE)
    agreed = hand.record.actions[0]
    assert (agreed.owner_id, agreed.due_date, agreed.is_idea) == (owner, due, False)


# --- capture and lights -------------------------------------------------------------------------------------


def test_a_point_is_begun_settled_and_changed(hand: Hand) -> None:
    point = hand.point()
    steps: tuple[Callable[[], object], ...] = (
        lambda: hand.capture.settle(point, "Sodyba ir tvartas", "A farmstead and a barn"),
        lambda: hand.capture.set_status(point, TranslationStatus.CHECKED),
        lambda: hand.capture.hide(point, True),  # noqa: FBT003
        lambda: hand.capture.hide(point, False),  # noqa: FBT003
        lambda: hand.capture.set_direction(point, "rtl"),
        lambda: hand.capture.set_direction(point, ""),
        lambda: hand.capture.delete(point),
    )
    for do in steps:
        _done_and_undone(hand, do, Desk.CAPTURE)


def test_points_are_moved_within_their_report_back(hand: Hand) -> None:
    first, second = hand.point(), hand.point()
    _done_and_undone(hand, lambda: hand.capture.move(second, -1), Desk.CAPTURE)
    assert [p.id for p in hand.record.report_backs[0].points] == [second, first]
    _done_and_undone(hand, lambda: hand.capture.move(second, 1), Desk.CAPTURE)
    for point, by in ((first, -1), (second, 1)):
        before = hand.record
        hand.capture.move(point, by)
        hand.rest()
        assert hand.record == before
    hand.capture.move("a point that is gone", 1)
    hand.rest()


def test_a_light_is_rated_and_its_evidence_noted_in_the_tables_language(hand: Hand) -> None:
    item = hand.record.light_items[0]
    table = next(t for t in hand.record.tables if t.discussion_language == "lt")
    key = BoardKey(step=item.step, table_id=table.id, cluster_id=table.cluster_id)
    _done_and_undone(hand, lambda: hand.capture.rate(key, item.item, 2), Desk.CAPTURE)
    _done_and_undone(hand, lambda: hand.capture.note_evidence(key, item.item, "Matyti"), Desk.CAPTURE)
    rating = hand.record.light_ratings[0]
    assert rating.rating == 2
    assert "Matyti" in (rating.evidence_local, rating.evidence_english)
    assert rating.segment_id is not None
    _done_and_undone(hand, lambda: hand.capture.rate(key, item.item, None), Desk.CAPTURE)


# --- written texts ------------------------------------------------------------------------------------------


def test_summary_and_synthesis_are_kept(hand: Hand) -> None:
    details, step = hand.record.details.id, hand.record.steps[1].id
    _done_and_undone(
        hand, lambda: hand.written.settle(Noun.WORKSHOP, details, "summary", "Five lines."), Desk.PREPARE
    )
    _done_and_undone(
        hand, lambda: hand.written.settle(Noun.STEP, step, "synthesis", "Two points."), Desk.PREPARE
    )
    assert hand.record.details.summary == "Five lines."
    assert hand.record.steps[1].synthesis == "Two points."


# --- agenda, people, tables ---------------------------------------------------------------------------------


def test_the_agenda_is_changed_segment_by_segment(hand: Hand) -> None:
    day = hand.record.agenda.days[0]
    movable = next(s for s in day.segments if s.kind is SegmentKind.BREAK)
    steps: tuple[Callable[[], object], ...] = (
        lambda: hand.agenda.set_minutes(movable.id, 25),
        lambda: hand.agenda.park(movable.id, True),  # noqa: FBT003
        lambda: hand.agenda.park(movable.id, False),  # noqa: FBT003
        lambda: hand.agenda.move(movable.id, day.id, day.segments[1].id),
        lambda: hand.agenda.duplicate(movable.id),
        lambda: hand.agenda.insert(day.id, None, SegmentKind.BREAK, "Prayer", 15),
        lambda: hand.agenda.remove(movable.id),
    )
    for do in steps:
        _done_and_undone(hand, do, Desk.PREPARE)


def test_people_are_added_changed_and_withdrawn(hand: Hand) -> None:
    who = hand.record.participants[0].id
    steps: tuple[Callable[[], object], ...] = (
        lambda: hand.plan.add_person("Ona Onaitė"),
        lambda: hand.plan.change_person(who, "languages", "lt, en;pl"),
        lambda: hand.plan.change_person(who, "name", " Rasa "),
        lambda: hand.plan.change_person(who, "organisation", "Baldai"),
        lambda: hand.plan.withdraw(who, True),  # noqa: FBT003
        lambda: hand.plan.withdraw(who, False),  # noqa: FBT003
    )
    for do in steps:
        _done_and_undone(hand, do, Desk.PREPARE)
    person = hand.record.participant(who)
    assert person is not None
    assert person.languages == ("lt", "en", "pl")
    assert person.display_name == "Rasa"
    assert hand.record.participants[-1].given_name == "Ona"


def test_people_are_moved_between_tables_and_given_roles(hand: Hand) -> None:
    identity = hand.workshop.workshop_id
    hand.workshop.post("plan", lambda file: seating.plan_seats(file, identity, seed=1))
    hand.rest()
    seat = hand.record.seats[0]
    other = next(t.id for t in hand.record.tables if t.id != seat.table_id)
    _done_and_undone(hand, lambda: hand.plan.seat(seat.segment_id, seat.participant_id, other), Desk.PREPARE)
    person = seat.participant_id
    _done_and_undone(hand, lambda: hand.plan.set_role(seat.segment_id, other, "scribe", person), Desk.PREPARE)
    _done_and_undone(hand, lambda: hand.plan.set_role(seat.segment_id, other, "scribe", ""), Desk.PREPARE)


def test_seats_are_swapped_and_locked_and_a_round_changes_its_kind(hand: Hand) -> None:
    identity = hand.workshop.workshop_id
    hand.workshop.post("plan", lambda file: seating.plan_seats(file, identity, seed=1))
    hand.rest()
    seat = hand.record.seats[0]
    segment, table, person = seat.segment_id, seat.table_id, seat.participant_id
    other = next(
        s.participant_id for s in hand.record.seats if s.segment_id == segment and s.table_id != table
    )
    for do in (
        lambda: hand.plan.swap(segment, person, other),
        lambda: hand.plan.lock(segment, "", person, True),  # noqa: FBT003 - as the signal says it
        lambda: hand.plan.lock(segment, table, "", True),  # noqa: FBT003
        lambda: hand.plan.lock(segment, "", "", True),  # noqa: FBT003
        lambda: hand.plan.set_round_kind(segment, "cluster"),
    ):
        _done_and_undone(hand, do, Desk.PREPARE)


def test_what_was_done_is_in_the_file(hand: Hand, workshop: Path) -> None:
    hand.start()
    hand.point()
    hand.notes.note_parking("Who pays?")
    hand.rest()
    told = hand.record
    hand.workshop.close()
    assert read(workshop) == told


@pytest.mark.parametrize(
    ("field", "text", "fields"),
    [
        ("languages", "lt; en,pl ,, ", {"languages": ("lt", "en", "pl")}),
        ("name", "  Ona  Onaitė ", {"display_name": "Ona  Onaitė"}),
        ("email", " ona@example.org ", {"email": "ona@example.org"}),
    ],
)
def test_a_cell_of_the_list_becomes_fields_of_a_person(
    field: str, text: str, fields: dict[str, object]
) -> None:
    assert person_fields(field, text) == fields
