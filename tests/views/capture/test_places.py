"""Whose points are captured: the table that speaks, or the one that was chosen by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from facilitator_app.records.agenda import Agenda
from facilitator_app.records.enums import StageName
from facilitator_app.records.run import Position
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.views.capture import PlaceKey
from tests import builders
from tests.views.capture.hands import (
    Desk,
    Key,
    at_report,
    back_with,
    compose,
    point,
    shown,
    type_into,
    without_points,
)

MakeDesk = Callable[[WorkshopRecord], Desk]
ALT = Qt.KeyboardModifier.AltModifier


def number_of(desk: Desk) -> int:
    key = desk.view.key()
    assert key is not None
    table = desk.file.record.table(key.table_id)
    assert table is not None
    return table.number


def go_to(desk: Desk, record: WorkshopRecord) -> None:
    desk.file.record = record
    shown(desk.view, record, builders.state_after(record, 5))


def two_steps(record: WorkshopRecord) -> WorkshopRecord:
    """Return the record with step 3 worked in the same segment as step 2."""
    target = builders.segment_of_step(record, 2)
    days = tuple(
        replace(
            day,
            segments=tuple(
                replace(one, steps=(2, 3)) if one.id == target.id else one for one in day.segments
            ),
        )
        for day in record.agenda.days
    )
    return replace(record, agenda=Agenda(record.agenda.zone, days))


# --- following ------------------------------------------------------------------------------------------


def test_the_desk_is_where_the_table_speaks_and_ready_to_type(desk: Desk) -> None:
    record = without_points(builders.kaunas())
    order = builders.state_after(at_report(record, 2), 1).turn_order
    for place, number in enumerate(order):
        go_to(desk, at_report(record, 2, place))
        assert number_of(desk) == number
        assert desk.row(0).local.editor.hasFocus() or desk.row(0).english.editor.hasFocus()
        (speaking,) = [tab.number for tab in desk.view.tabs.tabs() if tab.speaking]
        assert speaking == number


def test_tables_stand_in_speaking_order(desk: Desk) -> None:
    order = builders.state_after(desk.file.record, 5).turn_order
    assert tuple(tab.number for tab in desk.view.tabs.tabs()) == order
    assert order != tuple(sorted(order))


def test_what_is_typed_is_sealed_before_the_next_table_is_shown(desk: Desk) -> None:
    compose(desk.row(0).local.editor, preedit="បាទ")
    compose(desk.row(0).local.editor, commit="បាទ")
    compose(desk.row(0).local.editor, preedit="ចាស")
    point_id = desk.row(0).point_id
    go_to(desk, at_report(without_points(builders.kaunas()), 2, 1))
    assert desk.emitted("settled") == [("settled", point_id, "បាទចាស", "")]


def test_alt_and_a_digit_opens_a_table_and_locks_the_desk_to_it(desk: Desk) -> None:
    desk.press(Key.Key_5, ALT)
    assert number_of(desk) == 5
    assert desk.view.runbar.follow.text() == "Locked: follow the room"
    go_to(desk, at_report(without_points(builders.kaunas()), 2, 1))
    assert number_of(desk) == 5, "chosen by hand it stays"
    assert desk.row(0).local.editor.hasFocus() or desk.row(0).english.editor.hasFocus()


@pytest.mark.parametrize("number", range(1, 8))
def test_every_table_has_its_key_and_a_missing_one_changes_nothing(desk: Desk, number: int) -> None:
    before = number_of(desk)
    desk.press(Key(Key.Key_0 + number), ALT)
    assert number_of(desk) == (number if number <= 5 else before)


def test_ctrl_l_follows_the_room_again(desk: Desk) -> None:
    speaking = number_of(desk)
    desk.press(Key.Key_5, ALT)
    desk.press(Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert number_of(desk) == speaking
    assert desk.view.runbar.follow.text() == "Follows the room"


def test_a_table_chosen_with_the_mouse_locks_too(desk: Desk) -> None:
    desk.view.tabs.chosen.emit("table-4")
    assert number_of(desk) == 4
    assert desk.view.runbar.follow.text() == "Locked: follow the room"


def test_before_anybody_speaks_the_desk_waits_at_the_first_table_of_the_running_round(
    make_desk: MakeDesk,
) -> None:
    record = without_points(builders.kaunas())
    segment = builders.segment_of_step(record, 3)
    desk = make_desk(builders.played(record, Position(segment.id, StageName.DISCUSS)))
    state = builders.state_after(desk.file.record, 5)
    assert desk.view.key() == PlaceKey(segment.id, 3, f"table-{state.turn_order[0]}")


def test_a_segment_with_two_steps_stays_at_the_step_that_is_captured(make_desk: MakeDesk) -> None:
    record = two_steps(without_points(builders.kaunas()))
    desk = make_desk(at_report(record, 2))
    segment = builders.segment_of_step(record, 2)
    assert desk.view.key() == PlaceKey(segment.id, 2, f"table-{number_of(desk)}")
    codes = [desk.view.round.itemData(n) for n in range(desk.view.round.count())]
    assert codes.count(f"{segment.id}/2") == codes.count(f"{segment.id}/3") == 1
    desk.view.round.choose(f"{segment.id}/3")
    desk.view.follow_room()  # chosen by hand it was locked
    go_to(desk, at_report(record, 2, 1))
    key = desk.view.key()
    assert key is not None
    assert (key.step, number_of(desk)) == (3, builders.state_after(desk.file.record).turn_order[1])


def test_whoever_types_a_parked_question_is_not_torn_out_of_it(desk: Desk) -> None:
    desk.view.note_parking()
    type_into(desk.view.note.editor, "Kas moka?")
    go_to(desk, at_report(without_points(builders.kaunas()), 2, 1))
    assert desk.view.note.editor.hasFocus()
    assert desk.view.note.editor.text() == "Kas moka?"
    assert number_of(desk) == builders.state_after(desk.file.record).turn_order[1]


# --- the run --------------------------------------------------------------------------------------------


def test_table_done_is_next_by_button_and_key_and_says_where_it_leads(desk: Desk) -> None:
    order = builders.state_after(desk.file.record, 5).turn_order
    assert desk.view.done.text() == f"Table {order[0]} done, go to {order[1]}"
    desk.view.done.click()
    desk.press(Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(desk.emitted("next_requested")) == 2


def test_the_run_bar_has_time_and_one_minute_less_or_more(desk: Desk) -> None:
    bar = desk.view.runbar
    assert bar.time.text().endswith("left")
    bar.less.click()
    bar.longer.click()
    assert [entry[1] for entry in desk.emitted("adjust_requested")] == [-1, 1]


def test_nothing_can_be_done_before_the_start_but_to_start(make_desk: MakeDesk) -> None:
    desk = make_desk(without_points(builders.kaunas()))
    desk.view.show_run(builders.before_start(desk.file.record))
    assert desk.view.done.text().startswith("Start: ")
    assert desk.view.done.isEnabled()
    assert not desk.view.runbar.longer.isEnabled()
    assert desk.view.runbar.time.text() == "not running"


def test_overtime_is_told_in_red_and_in_words(desk: Desk) -> None:
    desk.view.show_run(builders.state_after(desk.file.record, 3600))
    assert desk.view.runbar.time.text().endswith("over")
    assert desk.view.runbar.time.property("tone") == "red"


def test_a_tick_changes_no_widget_that_says_the_same(desk: Desk) -> None:
    cards = [id(card) for card in desk.view.tabs.children()]
    rows = desk.view.grid.rows()
    desk.view.show_run(builders.state_after(desk.file.record, 21))
    assert [id(card) for card in desk.view.tabs.children()] == cards
    assert desk.view.grid.rows() == rows


# --- when something is not there ------------------------------------------------------------------------


def test_without_a_round_of_table_work_the_desk_says_what_will_be_here(make_desk: MakeDesk) -> None:
    record = without_points(builders.kaunas())
    desk = make_desk(replace(record, agenda=Agenda(record.agenda.zone, ())))
    assert desk.view.empty.isVisible()
    assert not desk.view.grid.isVisible()


def test_without_tables_the_desk_says_where_they_are_made(make_desk: MakeDesk) -> None:
    desk = make_desk(replace(without_points(builders.kaunas()), tables=(), seats=(), roles=()))
    assert desk.view.no_tables.isVisible()
    assert not desk.view.grid.isVisible()
    desk.view.show_workshop(without_points(builders.kaunas()))
    assert desk.view.grid.isVisible()
    assert desk.view.key() is not None


def test_a_table_that_is_taken_away_is_left(make_desk: MakeDesk) -> None:
    desk = make_desk(without_points(builders.kaunas()))
    desk.open(2, 5)
    record = replace(desk.file.record, tables=desk.file.record.tables[:4])
    desk.view.show_workshop(record)
    assert number_of(desk) != 5


# --- the queue ------------------------------------------------------------------------------------------


def test_the_queue_opens_the_point_that_waits_for_its_english(make_desk: MakeDesk) -> None:
    record = without_points(builders.kaunas())
    segment = builders.segment_of_step(record, 3)
    key = PlaceKey(segment.id, 3, "table-2")
    desk = make_desk(back_with(record, key, [point(1, "Taip", "Yes"), point(2, "Ne")]))
    assert desk.view.queue._heading.text() == "To translate: 1 point"
    desk.view.queue.point_chosen.emit(key, "p2")
    assert desk.view.key() == key
    assert QApplication.focusWidget() is desk.row(1).english.editor


def test_the_queue_is_empty_in_words(make_desk: MakeDesk) -> None:
    desk = make_desk(without_points(builders.kaunas()))
    assert desk.view.queue._heading.text() == "Nothing to translate"
