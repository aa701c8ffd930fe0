"""The console: what it says, what its buttons ask for, and that a tick costs next to nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitator_app.records.enums import SegmentKind, StageName
from facilitator_app.records.room import SceneKind, SeatsView
from facilitator_app.records.run import Position
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.services.room import room_time, scene
from facilitator_app.views.console import RoomStatus
from facilitator_app.views.console.dayrows import Tense
from facilitator_app.views.console.startfield import time_before
from tests.builders import before_start, kaunas, played, reading_at, sharjah, state_after
from tests.views.console.cases import at_step
from tests.views.console.hands import Shown, heard, labels, press

ISOLATES = dict.fromkeys((0x2068, 0x2069))


def segment_after(record: WorkshopRecord, segment_id: str) -> str:
    order = [one.id for one in record.agenda.segments()]
    return order[order.index(segment_id) + 1]


def test_the_middle_says_what_the_room_does_and_how_long(shown: Shown) -> None:
    record = at_step(kaunas(), 2, StageName.DISCUSS)
    view = shown(record, state_after(record, 660))
    assert view.now.time.text() == "13 min left"
    said = labels(view.now)
    assert "Phase A · Process Initiation" in said
    assert "Step 2 · Identifying and prioritising local clusters" in said
    assert "of 24 min · ends 11:30" in said
    assert view.now.state_words() == "Running"
    assert any("• Show scores as spread" in text for text in said), "only the facilitator sees this"


def test_a_late_room_is_late_in_every_row_that_follows_and_in_no_other(shown: Shown) -> None:
    record = at_step(kaunas(), 2, StageName.DISCUSS)
    view = shown(record, state_after(record, 660))
    rows = view.day.rows()
    now = next(i for i, row in enumerate(rows) if row.tense is Tense.NOW)
    assert not any(row.late for row in rows[: now + 1])
    assert all(row.late for row in rows[now + 1 :])
    assert rows[now + 2].at == "12:07"
    assert rows[now + 2].anchor == "12:00"
    assert "8 min behind" in labels(view)
    assert "Lunch slips to 12:07" in labels(view.side)


def test_past_rows_show_what_was(shown: Shown) -> None:
    opening = next(s for s in kaunas().agenda.segments() if s.kind is SegmentKind.OPENING).id
    record = played(kaunas(), Position(opening, StageName.WHOLE))
    entry = record.run_entries[-1]
    ended = reading_at(entry.started.wall + timedelta(minutes=28))
    after = segment_after(record, opening)
    following = replace(
        entry, id="next", sequence=99, position=Position(after, StageName.WHOLE), started=ended
    )
    entries = (*record.run_entries[:-1], replace(entry, ended=ended), following)
    record = replace(record, run_entries=entries)
    view = shown(record, state_after(record, 60))
    row = next(row for row in view.day.rows() if row.segment_id == opening)
    assert (row.at, row.minutes, row.over) == ("09:00", "28", "+8")


def test_next_says_what_it_does_and_carries_where_it_was_pressed(shown: Shown, qtbot: QtBot) -> None:
    record = at_step(kaunas(), 2, StageName.DISCUSS)
    view = shown(record, state_after(record, 660))
    asked = heard(view.next_requested)
    assert view.bottom.next.text() == "Next: Report-back, Table 3 first"
    QTest.mouseClick(view.bottom.next, Qt.MouseButton.LeftButton)
    view.press_next()
    assert asked == [record.run_entries[-1].position] * 2, "the second press is harmless: same position"


@pytest.mark.parametrize(
    ("words", "signal", "value"),
    [
        ("−1", "adjust_requested", -1),
        ("+1", "adjust_requested", 1),
        ("+5", "adjust_requested", 5),
        ("Pause", "pause_toggled", ()),
        ("Blank", "blank_toggled", True),
    ],
)
def test_every_button_asks_for_its_thing(
    shown: Shown, qtbot: QtBot, words: str, signal: str, value: object
) -> None:
    record = at_step(kaunas(), 2, StageName.DISCUSS)
    view = shown(record, state_after(record, 60))
    asked = heard(getattr(view, signal))
    press(qtbot, view.bottom, words)
    assert asked == [value]


def test_the_menu_of_the_room_offers_every_scene_and_to_follow(shown: Shown) -> None:
    record = at_step(kaunas(), 2, StageName.DISCUSS)
    view = shown(record, state_after(record))
    asked, followed = heard(view.scene_requested), heard(view.follow_requested)
    entries = {entry.text(): entry for entry in view.bottom.menu().actions() if entry.text()}
    assert entries["Follow the run"].isChecked()
    entries["Lights board"].trigger()
    entries["Follow the run"].trigger()
    assert asked == [SceneKind.LIGHTS]
    assert followed == [()]


def test_the_menu_holds_the_seats_by_name_or_by_table_while_they_are_shown(shown: Shown) -> None:
    record = at_step(kaunas(), 2, StageName.DISCUSS)
    view = shown(record, state_after(record))
    held = heard(view.seats_requested)
    assert not [entry for entry in view.bottom.menu().actions() if entry.text().startswith("Hold")]
    view.show_room(RoomStatus(kind=SceneKind.GROUPS, seats_view=SeatsView.BY_NAME))
    entries = {entry.text(): entry for entry in view.bottom.menu().actions() if entry.text()}
    assert entries["Hold: by name"].isChecked()
    entries["Hold: by table"].trigger()
    assert held == [SeatsView.BY_TABLE]


def test_before_the_start_it_says_what_will_happen(shown: Shown) -> None:
    view = shown(kaunas(), before_start(kaunas()))
    assert view.idle.words() == ("08:30 · Registration, coffee, seating by table plan", "in 20 min")
    assert "Start: Registration, coffee, seating by table plan" in view.bottom.next.text().translate(ISOLATES)
    assert not view.bottom.pause.isEnabled()
    asked = heard(view.next_requested)
    view.press_next()
    assert asked == [None]


def test_a_forgotten_start_is_hinted_at_and_set_right_with_one_press(shown: Shown, qtbot: QtBot) -> None:
    view = shown(kaunas(), before_start(kaunas(), -8))
    assert view.banners.text("start") == "The plan began 8 minutes ago. Has the room started?"
    started, corrected = heard(view.next_requested), heard(view.start_corrected)
    press(qtbot, view.banners, "It began at 08:30")
    assert started == [None]
    assert f"{corrected[0]:%H:%M}" == "08:30"


def test_after_the_end_it_offers_the_report(shown: Shown, qtbot: QtBot) -> None:
    record = kaunas()
    last = record.agenda.days[-1].segments[-1]
    record = played(record, Position(last.id, StageName.WHOLE))
    entry = record.run_entries[-1]
    ended = replace(entry, ended=reading_at(entry.started.wall + timedelta(minutes=15)))
    record = replace(record, run_entries=(*record.run_entries[:-1], ended))
    view = shown(record, state_after(record, 1000))
    asked = heard(view.report_requested)
    assert view.idle.words()[0] == "The workshop is over"
    assert not view.bottom.next.isEnabled()
    press(qtbot, view.idle, "Make the report")
    assert asked == [()]


def test_overtime_counts_on_and_asks_whether_next_was_forgotten(shown: Shown) -> None:
    record = at_step(kaunas(), 2, StageName.DISCUSS)
    view = shown(record, state_after(record, 1440 + 12))
    assert view.now.time.text() == "0:12 over"
    assert view.now.state_words() == "Over time"
    assert view.now.hint() == ""
    view.show_run(state_after(record, 1440 + 600))
    assert view.now.hint() == "Has the room moved on? Press Next, then correct the start."


def test_a_pause_is_said_and_nobody_promises_an_end(shown: Shown) -> None:
    record = at_step(kaunas(), 2, StageName.DISCUSS)
    last = record.run_entries[-1]
    since = reading_at(last.started.wall + timedelta(seconds=60))
    record = replace(record, run_entries=(*record.run_entries[:-1], replace(last, paused_since=since)))
    view = shown(record, state_after(record, 900))
    assert view.now.state_words() == "Paused"
    assert view.now.time.text() == "23 min left"
    assert "of 24 min" in labels(view.now)
    assert view.bottom.pause.text() == "Go on"


def test_a_laptop_that_slept_asks_whether_it_counts(shown: Shown, qtbot: QtBot) -> None:
    record = at_step(kaunas(), 2, StageName.DISCUSS)
    view = shown(record, state_after(record, 800, long_gap_seconds=720))
    assert view.banners.text("gap") == "The laptop slept or was off for 12 min. The time was counted."
    asked = heard(view.gap_left_out)
    press(qtbot, view.banners, "Leave it out")
    assert asked == [720]
    view.show_run(state_after(record, 801))
    assert "gap" not in view.banners.keys()  # noqa: SIM118 - a stack of banners is no mapping


def test_a_put_away_question_is_not_asked_again(shown: Shown, qtbot: QtBot) -> None:
    record = at_step(kaunas(), 2, StageName.DISCUSS)
    view = shown(record, state_after(record, 800, long_gap_seconds=720))
    counted = heard(view.gap_counted)
    press(qtbot, view.banners, "Put away")
    view.show_run(state_after(record, 801, long_gap_seconds=720))
    assert counted == [()]
    assert view.banners.text("gap") == ""


def test_the_start_is_set_right_in_place(shown: Shown, qtbot: QtBot) -> None:
    record = at_step(kaunas(), 2, StageName.DISCUSS)
    view = shown(record, state_after(record, 660))
    asked = heard(view.start_corrected)
    press(qtbot, view.now.start, "Started 11:06 – correct")
    field = QApplication.focusWidget() or view.now.start
    assert view.now.start.is_open()
    QTest.keyClicks(field, "11:01")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert f"{asked[0]:%H:%M %z}" == "11:01 +0200"
    assert not view.now.start.is_open()


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [("11:07", "02 11:07"), ("1107", "02 11:07"), ("9.30", "02 09:30"), ("23:50", "01 23:50"), ("7", None),
     ("25:00", None), ("soon", None), ("", None)],
)  # fmt: skip
def test_a_typed_start_is_the_last_such_time(typed: str, wanted: str | None) -> None:
    now = state_after(at_step(kaunas(), 2, StageName.DISCUSS), 600).now
    assert isinstance(now, datetime)
    found = time_before(typed, now)
    assert (f"{found:%d %H:%M}" if found else None) == wanted


def test_without_a_projector_the_picture_stands_on_the_console(shown: Shown) -> None:
    record = at_step(sharjah(), 2, StageName.DISCUSS)
    state = state_after(record, 60)
    view = shown(record, state)
    assert not view.room.isVisible()
    view.show_room(RoomStatus(SceneKind.TASK, projector=False))
    view.show_scene(scene(record, state, SceneKind.TASK))
    view.show_time(room_time(state))
    QApplication.processEvents()
    assert view.room.isVisible()
    assert view.top.room_words() == "No projector"
    assert any("Which criterion" in ink.words.text for ink in view.room.words())


def test_a_double_click_on_a_coming_row_asks_to_go_there(shown: Shown) -> None:
    record = at_step(kaunas(), 2, StageName.DISCUSS)
    view = shown(record, state_after(record))
    asked = heard(view.jump_requested)
    index = view.day.model().index(8, 0)
    view.day.activated.emit(index)
    assert asked == [Position(view.day.rows()[8].segment_id, StageName.PRESENT)]
