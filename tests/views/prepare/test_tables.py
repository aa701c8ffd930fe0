"""Tables: what is wrong is said in words, and people are moved by hand, by key and by menu."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from facilitator_app.records.people import Attendance
from facilitator_app.records.seating import Seat
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.halfdays import session_of
from facilitator_app.rules.seating.languages import reports_in
from facilitator_app.views.prepare.seatwords import rounds_of, sentences
from facilitator_app.views.prepare.tables import TablesView
from facilitator_app.views.shared.buttons import Button
from facilitator_app.views.shared.tokens import Tone
from tests.builders import kaunas, sharjah
from tests.views.prepare.cases import make_unseated

Shown = Callable[[WorkshopRecord], TablesView]


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    def show(record: WorkshopRecord) -> TablesView:
        view = TablesView()
        qtbot.addWidget(view)
        view.show_workshop(record)
        view.resize(1366, 768)
        view.show()
        return view

    return show


def said(record: WorkshopRecord) -> list[tuple[Tone, str]]:
    plain = [(one.tone, one.words) for one in sentences(record) if one.words]
    return [(tone, words.replace("\u2068", "").replace("\u2069", "")) for tone, words in plain]


def moved(record: WorkshopRecord, segment_id: str, person_id: str, table_id: str) -> WorkshopRecord:
    seats = [s for s in record.seats if (s.segment_id, s.participant_id) != (segment_id, person_id)]
    return replace(record, seats=(*seats, Seat("new", segment_id, table_id, person_id)))


def test_two_people_who_share_only_english_with_their_table_are_named_once_for_all_rounds() -> None:
    words = [w for tone, w in said(sharjah()) if tone is Tone.AMBER]
    count = len(rounds_of(sharjah()))
    who = "Aroha Kingsmoor, Gareth Penhallow"
    assert words == [f"{count} rounds, table 5: {who} can talk with the others in English only."]


def test_somebody_without_a_seat_is_named_first() -> None:
    record = sharjah()
    gone = record.seats[0]
    tone, words = said(replace(record, seats=record.seats[1:]))[0]
    assert tone is Tone.RED
    person = record.participant(gone.participant_id)
    assert person is not None
    assert words.endswith(f": {person.name} has no seat.")


def test_somebody_who_withdrew_needs_no_seat() -> None:
    record = sharjah()
    who = record.seats[0].participant_id
    people = tuple(replace(p, withdrawn=True) if p.id == who else p for p in record.participants)
    seats = tuple(s for s in record.seats if s.participant_id != who)
    assert not any(
        "no seat" in words for _tone, words in said(replace(record, participants=people, seats=seats))
    )


def test_every_round_shows_every_table_with_its_people(shown: Shown) -> None:
    record = sharjah()
    view = shown(record)
    for one in rounds_of(record):
        for table in record.tables:
            seats = view.seat_list(one.id, table.id)
            names = [seats.item(row).text() for row in range(seats.count())]
            assert names == [person.name for person in record.seated(one.id, table.id)]


@pytest.mark.parametrize(
    ("way", "key"),
    [(Qt.LayoutDirection.LeftToRight, Qt.Key.Key_Right), (Qt.LayoutDirection.RightToLeft, Qt.Key.Key_Left)],
)
def test_a_person_is_moved_to_the_next_table_by_key_and_stays_in_hand(
    shown: Shown, qtbot: QtBot, way: Qt.LayoutDirection, key: Qt.Key
) -> None:
    record = kaunas()
    view = shown(record)
    view.setLayoutDirection(way)
    segment = rounds_of(record)[0].id
    first, second = record.tables[0].id, record.tables[1].id
    person = record.seated(segment, first)[2]
    told: list[tuple[str, str, str]] = []
    view.move_requested.connect(lambda *values: told.append(values))
    seats = view.seat_list(segment, first)
    seats.setFocus()
    seats.choose(person.id)
    QTest.keyClick(seats, key, Qt.KeyboardModifier.ControlModifier)
    assert told == [(segment, person.id, second)]
    assert seats.choose(person.id), "the screen moves nobody by itself"
    view.show_workshop(moved(record, segment, person.id, second))
    assert view.seat_list(segment, second).chosen() == person.id
    qtbot.waitUntil(view.seat_list(segment, second).hasFocus)


def test_nobody_falls_off_the_last_table(shown: Shown) -> None:
    record = kaunas()
    view = shown(record)
    segment, last = rounds_of(record)[0].id, record.tables[-1].id
    told: list[object] = []
    view.move_requested.connect(lambda *values: told.append(values))
    view.seat_list(segment, last).setCurrentRow(0)
    QTest.keyClick(view.seat_list(segment, last), Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert told == []


def test_a_person_is_dragged_to_another_table_of_the_same_round_only(shown: Shown) -> None:
    record = kaunas()
    view = shown(record)
    one, other = rounds_of(record)[:2]
    told: list[tuple[str, str, str]] = []
    view.move_requested.connect(lambda *values: told.append(values))
    source = view.seat_list(one.id, record.tables[0].id)
    data = source.mimeData([source.item(1)])
    for segment in (one, other):
        target = view.seat_list(segment.id, record.tables[3].id)
        no, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
        enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.MoveAction, data, left, no)
        QApplication.sendEvent(target.viewport(), enter)
        assert enter.isAccepted() == (segment is one)
        free = QPointF(5, target.viewport().height() - 4)
        drop = QDropEvent(free, Qt.DropAction.MoveAction, data, left, no)
        QApplication.sendEvent(target.viewport(), drop)
    person = record.seated(one.id, record.tables[0].id)[1]
    assert told == [(one.id, person.id, record.tables[3].id)]


def test_the_menu_offers_every_other_table_and_every_role(shown: Shown) -> None:
    record = kaunas()
    view = shown(record)
    segment, table = rounds_of(record)[0].id, record.tables[1].id
    seats = view.seat_list(segment, table)
    seats.setCurrentRow(0)
    told: list[tuple[str, ...]] = []
    view.role_requested.connect(lambda *values: told.append(values))
    view.move_requested.connect(lambda *values: told.append(values))
    menu = seats.menu()
    entries = {action.text(): action for action in menu.actions() if action.text()}
    wanted = ["Move to table 1", "Move to table 3", "Move to table 4", "Move to table 5"]
    locks = ["Lock the seat", "Lock the whole table"]
    assert list(entries) == [*wanted, "Host", "Scribe", "Timekeeper", "Reporter", *locks]
    entries["Reporter"].trigger()
    entries["Move to table 4"].trigger()
    person = record.seated(segment, table)[0].id
    assert told == [(segment, table, "reporter", person), (segment, person, record.tables[3].id)]


def test_roles_are_said_in_words(shown: Shown) -> None:
    record = kaunas()
    view = shown(record)
    held = record.roles[0]
    seats = view.seat_list(held.segment_id, held.table_id)
    seats.choose(held.participant_id)
    spoken = seats.currentItem().data(Qt.ItemDataRole.AccessibleTextRole)
    assert held.role.value.capitalize() in spoken


def test_before_anybody_is_seated_one_button_plans_all(shown: Shown, qtbot: QtBot) -> None:
    view = make_unseated()
    assert isinstance(view, TablesView)
    qtbot.addWidget(view)
    view.show()
    assert "Nobody is seated yet" in {x.text() for x in view.findChildren(QLabel) if x.isVisible()}
    with qtbot.waitSignal(view.plan_requested):
        next(b for b in view.findChildren(Button) if b.isVisible() and b.text() == "Plan the tables").click()
    view.show_workshop(kaunas())
    view.show_planning(running=True)
    assert "Plan the rest" not in {b.text() for b in view.findChildren(Button) if b.isVisible()}
    view.show_progress(0.6)
    stop = next(b for b in view.findChildren(Button) if b.isVisible() and b.text() == "Planning… 60 % – stop")
    with qtbot.waitSignal(view.plan_cancelled):
        stop.click()


def test_somebody_who_is_away_is_said_to_be_so_and_is_no_trouble(shown: Shown) -> None:
    record = kaunas()
    one = rounds_of(record)[0]
    session = session_of(record.agenda, one.id)
    assert session is not None
    person = record.participants[0]
    seats = tuple(
        seat for seat in record.seats if (seat.segment_id, seat.participant_id) != (one.id, person.id)
    )
    others = tuple(mark for mark in record.attendance if mark.participant_id != person.id)
    absent = (*others, Attendance("away", person.id, session, present=False))
    missing = replace(record, seats=seats, attendance=others)
    assert any(tone is Tone.RED and "has no seat" in words for tone, words in said(missing))
    away = replace(record, seats=seats, attendance=absent)
    mine = [(tone, words) for tone, words in said(away) if person.name in words]
    assert [tone for tone, _words in mine] == [Tone.NEUTRAL]
    assert mine[0][1].endswith("is away.")
    assert not any(tone is Tone.RED for tone, _words in said(away))
    view = shown(away)
    labels = {label.text() for label in view.findChildren(QLabel)}
    assert "1 person · away" in labels


def test_a_table_whose_only_speaker_is_away_is_told_to_need_one() -> None:
    record = kaunas()
    one = rounds_of(record)[0]
    session = session_of(record.agenda, one.id)
    assert session is not None
    speakers = [p.id for p in record.seated(one.id, record.tables[0].id) if reports_in(p, "en")]
    assert speakers
    absent = tuple(Attendance(f"away-{who}", who, session, present=False) for who in speakers)
    away = replace(record, attendance=absent)
    assert not any("needs an interpreter" in words for _tone, words in said(replace(record, attendance=())))
    assert any("needs an interpreter" in words for _tone, words in said(away))
