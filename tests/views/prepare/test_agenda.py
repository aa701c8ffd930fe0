"""The agenda: times follow from lengths, what slips is said where it slips, rows move by hand and by key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from facilitator_app.records.agenda import Agenda, Segment
from facilitator_app.records.enums import SegmentKind
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.views.prepare.agenda import AgendaView
from facilitator_app.views.prepare.daycard import DayCard
from facilitator_app.views.shared.buttons import Button
from tests.builders import kaunas

Shown = Callable[[WorkshopRecord], AgendaView]


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    def show(record: WorkshopRecord) -> AgendaView:
        view = AgendaView()
        qtbot.addWidget(view)
        view.show_workshop(record)
        view.resize(1366, 768)
        view.show()
        return view

    return show


def words(view: AgendaView) -> set[str]:
    return {label.text() for label in view.findChildren(QLabel) if label.isVisible()}


def changed(record: WorkshopRecord, place: int, **values: object) -> WorkshopRecord:
    return reordered(record, lambda s: [replace(x, **values) if n == place else x for n, x in enumerate(s)])  # type: ignore[arg-type]


def reordered(record: WorkshopRecord, how: Callable[[list[Segment]], list[Segment]]) -> WorkshopRecord:
    first, *others = record.agenda.days
    days = (replace(first, segments=tuple(how(list(first.segments)))), *others)
    return replace(record, agenda=Agenda(record.agenda.zone, days))


def starts(view: AgendaView, record: WorkshopRecord) -> list[str]:
    rows = [view.row(segment.id) for segment in record.agenda.days[0].segments]
    return [row.accessibleName().split(" ", 1)[0] for row in rows]


def test_a_longer_welcome_moves_what_follows_and_says_that_lunch_slips(shown: Shown) -> None:
    record = kaunas()
    view = shown(record)
    assert starts(view, record)[:3] == ["08:30", "09:00", "09:20"]
    view.show_workshop(changed(record, 1, planned_seconds=28 * 60))
    assert starts(view, record)[:3] == ["08:30", "09:00", "09:28"]
    assert {"Slips from 12:00 to 12:08", "starts 12:00"} <= words(view)


def test_new_minutes_are_told_once_and_kept_by_nobody_but_the_file(shown: Shown) -> None:
    record = kaunas()
    view = shown(record)
    told: list[tuple[str, int]] = []
    view.minutes_chosen.connect(lambda *values: told.append(values))
    segment = record.agenda.days[0].segments[1]
    field = view.row(segment.id).minutes
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "28")
    assert told == []
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert told == [(segment.id, 28)]
    view.show_workshop(record)
    assert field.value() == round(segment.planned_seconds / 60)


def test_a_row_moves_by_key_and_stays_in_hand(shown: Shown, qtbot: QtBot) -> None:
    record = kaunas()
    view = shown(record)
    told: list[tuple[object, ...]] = []
    view.move_requested.connect(lambda *values: told.append(values))
    day, ids = record.agenda.days[0].id, [s.id for s in record.agenda.days[0].segments]
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(view.row(ids[2]), Qt.Key.Key_Up, control)
    QTest.keyClick(view.row(ids[2]), Qt.Key.Key_Down, control)
    QTest.keyClick(view.row(ids[-2]), Qt.Key.Key_Down, control)
    assert told == [(ids[2], day, ids[1]), (ids[2], day, ids[4]), (ids[-2], day, None)]
    view._move(ids[2], day, ids[1])
    view.show_workshop(reordered(record, lambda s: [s[0], s[2], s[1], *s[3:]]))
    qtbot.waitUntil(view.row(ids[2]).hasFocus)


def test_the_first_row_does_not_move_up_nor_the_last_down(shown: Shown) -> None:
    record = kaunas()
    view = shown(record)
    told: list[object] = []
    view.move_requested.connect(lambda *values: told.append(values))
    segments = record.agenda.days[0].segments
    QTest.keyClick(view.row(segments[0].id), Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view.row(segments[-1].id), Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert told == []


def test_a_row_is_dropped_before_the_row_below_the_pointer_in_any_day(shown: Shown) -> None:
    record = kaunas()
    view = shown(record)
    told: list[tuple[object, ...]] = []
    view.move_requested.connect(lambda *values: told.append(values))
    first, second = view.findChildren(DayCard)
    moving = record.agenda.days[0].segments[3].id
    target = second.rows[record.agenda.days[1].segments[2].id]
    mime = view.row(moving).mime()
    place = QPoint(60, target.geometry().top() + 4)
    no, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    QApplication.sendEvent(second, QDragEnterEvent(place, Qt.DropAction.MoveAction, mime, left, no))
    QApplication.sendEvent(second, QDropEvent(QPointF(place), Qt.DropAction.MoveAction, mime, left, no))
    assert first.day_id != second.day_id
    assert told == [(moving, second.day_id, target.segment_id)]


def test_a_parked_segment_has_no_time_and_can_be_taken_back(shown: Shown) -> None:
    record = changed(kaunas(), 4, parked=True)
    view = shown(record)
    told: list[tuple[object, ...]] = []
    view.park_requested.connect(lambda *values: told.append(values))
    parked = record.agenda.days[0].segments[4]
    assert starts(view, record)[4] == "–"
    assert "Parked: out of the clock, content kept" in words(view)
    menu = {action.text(): action for action in view.row(parked.id).menu().actions()}
    assert list(menu) == ["Take back into the day", "Remove"]
    menu["Take back into the day"].trigger()
    assert told == [(parked.id, False)]


def test_everything_else_is_in_the_menu_of_a_row(shown: Shown) -> None:
    record = kaunas()
    view = shown(record)
    told: list[tuple[object, ...]] = []
    view.park_requested.connect(lambda *values: told.append(("park", *values)))
    view.duplicate_requested.connect(lambda *values: told.append(("duplicate", *values)))
    view.remove_requested.connect(lambda *values: told.append(("remove", *values)))
    one = record.agenda.days[0].segments[2].id
    for action in view.row(one).menu().actions():
        if action.text() in {"Duplicate", "Park (keep its content)", "Remove"}:
            action.trigger()
    assert told == [("duplicate", one), ("park", one, True), ("remove", one)]


def test_something_is_inserted_where_it_was_asked_for(shown: Shown) -> None:
    record = kaunas()
    view = shown(record)
    told: list[tuple[object, ...]] = []
    view.insert_requested.connect(lambda *values: told.append(values))
    day, one = record.agenda.days[0], record.agenda.days[0].segments[2]
    assert not view.insert.isVisible()
    next(a for a in view.row(one.id).menu().actions() if a.text() == "Insert before…").trigger()
    view.insert.kind.choose(SegmentKind.PRAYER.value)
    assert view.insert.name.text() == "Prayer"
    view.insert.give.click()
    assert told == [(day.id, one.id, SegmentKind.PRAYER, "Prayer", 15)]
    assert not view.insert.isVisible()
    next(b for b in view.findChildren(Button) if b.text() == "Insert…").click()
    view.insert.name.setText("Minister")
    QTest.keyClick(view.insert.name, Qt.Key.Key_Return)
    assert told[-1] == (day.id, None, SegmentKind.PRAYER, "Minister", 15)


def test_rows_stay_the_same_widgets_while_only_times_change(shown: Shown) -> None:
    record = kaunas()
    view = shown(record)
    segment = record.agenda.days[0].segments[5]
    before = view.row(segment.id)
    view.show_workshop(changed(record, 1, planned_seconds=40 * 60))
    assert view.row(segment.id) is before


def test_breaks_are_quieter_than_work(shown: Shown) -> None:
    record = kaunas()
    view = shown(record)
    tones = {s.kind: view.row(s.id)._title.property("tone") for s in record.agenda.days[0].segments}
    assert tones[SegmentKind.BREAK] == tones[SegmentKind.MEAL] == "soft"
    assert not tones[SegmentKind.STEP]
