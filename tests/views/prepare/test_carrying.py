"""A person in hand: every table says its price, keys do all a mouse does, and who met whom is told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitator_app.records.enums import RoundKind
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.seating.moving import Effect
from facilitator_app.rules.seating.replanned import Replanned
from facilitator_app.rules.text import fold
from facilitator_app.views.prepare.metpage import MetPage
from facilitator_app.views.prepare.movewords import effect_words, replanned_words
from facilitator_app.views.prepare.qualitywords import shown_qualities
from facilitator_app.views.prepare.seatwords import rounds_of
from facilitator_app.views.prepare.tables import TablesView
from tests.builders import kaunas


@pytest.fixture
def record() -> WorkshopRecord:
    return kaunas()


@pytest.fixture
def view(qtbot: QtBot, record: WorkshopRecord) -> TablesView:
    made = TablesView()
    qtbot.addWidget(made)
    made.show_workshop(record)
    made.resize(1366, 768)
    made.show()
    return made


def taken(view: TablesView, record: WorkshopRecord) -> tuple[str, str]:
    segment = rounds_of(record)[0].id
    seats = view.seat_list(segment, record.tables[1].id)
    seats.setCurrentRow(1)
    QTest.keyClick(seats, Qt.Key.Key_Space)
    return segment, seats.chosen()


def plain(words: str) -> str:
    return words.replace("\u2068", "").replace("\u2069", "")


def test_space_takes_a_person_up_and_every_other_table_says_what_it_would_mean(
    view: TablesView, record: WorkshopRecord
) -> None:
    segment, person = taken(view, record)
    cells = view.round_row(segment).cells
    said = [cells[table.id].about() for table in record.tables]
    assert [" people ·" in words for words in said] == [False, True, False, False, False]
    named = record.participant(person)
    assert named is not None
    assert plain(view.carried_words()) == f"{named.name} in hand: choose a table."
    QTest.keyClick(view.seat_list(segment, record.tables[1].id), Qt.Key.Key_Escape)
    assert view.carried_words() == ""
    assert all(" people ·" in cells[table.id].about() for table in record.tables)


def test_arrows_and_enter_move_the_person_in_hand(
    view: TablesView, record: WorkshopRecord, qtbot: QtBot
) -> None:
    segment, person = taken(view, record)
    seats = view.seat_list(segment, record.tables[1].id)
    QTest.keyClick(seats, Qt.Key.Key_Right)
    assert "to table 3:" in plain(view.carried_words())
    with qtbot.waitSignal(view.move_requested) as told:
        QTest.keyClick(seats, Qt.Key.Key_Return)
    assert told.args == [segment, person, record.tables[2].id]


def test_down_chooses_somebody_to_change_places_with(
    view: TablesView, record: WorkshopRecord, qtbot: QtBot
) -> None:
    segment, person = taken(view, record)
    seats = view.seat_list(segment, record.tables[1].id)
    QTest.keyClick(seats, Qt.Key.Key_Left)
    QTest.keyClick(seats, Qt.Key.Key_Down)
    assert "change places" in view.carried_words()
    with qtbot.waitSignal(view.swap_requested) as told:
        QTest.keyClick(seats, Qt.Key.Key_Return)
    assert told.args == [segment, person, record.seated(segment, record.tables[0].id)[0].id]


def test_a_person_dropped_on_a_name_changes_places_with_it(
    view: TablesView, record: WorkshopRecord, qtbot: QtBot
) -> None:
    segment = rounds_of(record)[0].id
    source = view.seat_list(segment, record.tables[0].id)
    target = view.seat_list(segment, record.tables[3].id)
    data = source.mimeData([source.item(1)])
    over = QPointF(target.visualItemRect(target.item(2)).center())
    move, left, no = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(over.toPoint(), move, data, left, no)
    QApplication.sendEvent(target.viewport(), enter)
    assert target.aim() == record.seated(segment, record.tables[3].id)[2].id
    with qtbot.waitSignal(view.swap_requested) as told:
        QApplication.sendEvent(target.viewport(), QDropEvent(over, move, data, left, no))
    here, there = record.tables[0].id, record.tables[3].id
    assert told.args == [segment, record.seated(segment, here)[1].id, record.seated(segment, there)[2].id]


def test_l_locks_the_seat_and_the_menu_frees_the_round(
    view: TablesView, record: WorkshopRecord, qtbot: QtBot
) -> None:
    segment, table = rounds_of(record)[0].id, record.tables[0].id
    seats = view.seat_list(segment, table)
    seats.setCurrentRow(0)
    with qtbot.waitSignal(view.lock_requested) as told:
        QTest.keyClick(seats, Qt.Key.Key_L)
    assert told.args == [segment, table, seats.chosen(), True]
    view.show_workshop(replace(record, seats=tuple(replace(s, locked=True) for s in record.seats)))
    assert "seat locked" in seats.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    entries = {entry.text(): entry for entry in view.round_row(segment).menu().actions() if entry.text()}
    with qtbot.waitSignal(view.lock_requested) as told:
        entries["Free every seat of this round"].trigger()
    assert told.args == [segment, "", "", False]
    with qtbot.waitSignal(view.kind_requested) as told:
        entries["cluster teams"].trigger()
    assert told.args == [segment, RoundKind.CLUSTER.value]


def test_a_new_plan_is_told_in_a_sentence(view: TablesView, record: WorkshopRecord) -> None:
    segment = rounds_of(record)[0].id
    person = record.seated(segment, record.tables[0].id)[0].id
    seats = tuple(
        replace(s, table_id=record.tables[1].id)
        if (s.segment_id, s.participant_id) == (segment, person)
        else s
        for s in record.seats
    )
    view.show_planning(running=True)
    view.show_planning(running=False, written=True)
    view.show_workshop(replace(record, seats=seats))
    assert view.said().startswith("1 person changes tables in 1 round")
    assert replanned_words(Replanned(12, 3, -4)) == (
        "12 people change tables in 3 rounds; 4 pairs fewer meet again."
    )


def test_a_movement_is_told_with_the_gravest_first(record: WorkshopRecord) -> None:
    roster = {one.id: one for one in record.participants}
    mate = record.participants[0]
    effect = Effect(again=2, worth=2, no_reporter=(2,), alike=(mate.id,))
    assert [plain(words) for words in effect_words(effect, roster)] == [
        "nobody left to report at table 2",
        "+2 pairs meet again",
        f"same organisation as {mate.name}",
    ]
    assert effect_words(Effect(again=-1, worth=-1), roster) == ("better: 1 pair fewer meets again",)


def test_qualities_say_what_is_proven(record: WorkshopRecord) -> None:
    first = rounds_of(record)[0].id
    alone = replace(record, seats=tuple(s for s in record.seats if s.segment_id == first), attendance=())
    words = [line.words for one in shown_qualities(alone) for line in one.lines]
    assert any("nobody meets twice – proven best." in one for one in words)


def test_the_picture_names_the_rounds_in_which_two_sit_together(qtbot: QtBot, record: WorkshopRecord) -> None:
    page = MetPage()
    qtbot.addWidget(page)
    page.show_workshop(record)
    page.show()
    picture = page.picture
    picture.choose(1, 1)
    QTest.keyClick(picture, Qt.Key.Key_Down)
    QTest.keyClick(picture, Qt.Key.Key_Left)
    people = sorted(record.participants, key=lambda p: fold(p.name))
    assert plain(page.pair_words()).startswith(f"{people[2].name} and {people[0].name}")
    never, twice = page.person_words()
    assert "Has not met: " in never
    assert "Meets twice or more: " in twice


def test_more_tables_than_columns_are_shown_one_round_at_a_time(qtbot: QtBot, record: WorkshopRecord) -> None:
    tables = tuple(replace(record.tables[0], id=f"t{n}", number=n) for n in range(1, 13))
    view = TablesView()
    qtbot.addWidget(view)
    view.show_workshop(replace(record, tables=tables))
    first, second, *_rest = rounds_of(record)
    assert view.seat_list(first.id, "t12").count() == 0
    view.choose_round(second.id)
    assert view.seat_list(second.id, "t12").count() == 0
