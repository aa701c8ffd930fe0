"""The agenda: times follow from lengths, what slips is said where it slips, rows move by hand and by key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.schedule import Conflict
from facilitator_app.views.prepare.agenda import AgendaView
from facilitator_app.views.prepare.segmentrow import SegmentRow
from tests.builders import kaunas
from tests.views.prepare.agendahelp import Told, above, changed, drag, drop, ids, reordered, words
from tests.views.prepare.cases import remedies_of

Shown = Callable[[WorkshopRecord], AgendaView]
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def starts(view: AgendaView, record: WorkshopRecord) -> list[str]:
    return [view.row(one).face.start for one in ids(record)]


def test_a_longer_welcome_moves_what_follows_and_says_that_lunch_slips(shown: Shown) -> None:
    record = kaunas()
    view = shown(record)
    assert starts(view, record)[:3] == ["08:30", "09:00", "09:20"]
    assert view.head.fit.text() == "Everything fits"
    view.show_workshop(changed(record, 1, planned_seconds=28 * 60))
    assert starts(view, record)[:3] == ["08:30", "09:00", "09:28"]
    assert "Slips from 12:00 to 12:08" in words(view)
    lunch = view.row(ids(record)[7]).face
    assert (lunch.anchor, lunch.missed) == ("starts 12:00", True)
    assert view.head.fit.text() == "2 things do not fit"


def test_a_row_is_read_aloud_as_one_sentence(shown: Shown) -> None:
    record = kaunas()
    view = shown(record)
    assert view.row(ids(record)[1]).accessibleName() == (
        "09:00 to 09:20, Welcome by host and sponsor; opening speaker, 20 min, at least 12"
    )
    assert "starts 12:00, ask before shortening" in view.row(ids(record)[7]).accessibleName()


# --- minutes in place ---------------------------------------------------------------------------------------


def test_minutes_are_typed_where_they_stand_and_told_once(shown: Shown) -> None:
    record = kaunas()
    view = shown(record)
    told = Told(view.minutes_chosen)
    row = view.row(ids(record)[1])
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_2)
    assert row.minutes is not None
    QTest.keyClicks(row.minutes, "8")
    assert told == []
    QTest.keyClick(row.minutes, Qt.Key.Key_Return)
    assert told == [(row.segment_id, 28)]
    assert row.hasFocus()
    assert row.minutes.isHidden()


def test_minutes_that_somebody_thinks_better_of_stay(shown: Shown) -> None:
    record = kaunas()
    view = shown(record)
    told = Told(view.minutes_chosen)
    row = view.row(ids(record)[1])
    QTest.keyClick(row, Qt.Key.Key_9)
    assert row.minutes is not None
    QTest.keyClick(row.minutes, Qt.Key.Key_Escape)
    QTest.keyClick(row, Qt.Key.Key_2)
    QTest.keyClicks(row.minutes, "0")
    QTest.keyClick(row.minutes, Qt.Key.Key_Return)
    assert told == []


def test_a_click_on_the_minutes_opens_their_field(shown: Shown) -> None:
    view = shown(kaunas())
    row = view.row(ids(kaunas())[1])
    place = row._columns().minutes.center().toPoint()
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=place)
    assert row.minutes is not None
    assert row.minutes.isVisible()
    assert view.chosen() == row.segment_id


# --- keys ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("held", [ALT, CONTROL])
def test_a_row_moves_by_key_and_stays_in_hand(shown: Shown, qtbot: QtBot, held: Qt.KeyboardModifier) -> None:
    record = kaunas()
    view = shown(record)
    told = Told(view.move_requested)
    day, order = record.agenda.days[0].id, ids(record)
    QTest.keyClick(view.row(order[2]), Qt.Key.Key_Up, held)
    QTest.keyClick(view.row(order[2]), Qt.Key.Key_Down, held)
    QTest.keyClick(view.row(order[-2]), Qt.Key.Key_Down, held)
    assert told == [(order[2], day, order[1]), (order[2], day, order[4]), (order[-2], day, None)]
    QTest.keyClick(view.row(order[2]), Qt.Key.Key_Up, held)
    view.show_workshop(reordered(record, lambda s: [s[0], s[2], s[1], *s[3:]]))
    qtbot.waitUntil(view.row(order[2]).hasFocus)
    assert view.chosen() == order[2]


def test_the_first_row_does_not_move_up_nor_the_last_down(shown: Shown) -> None:
    record = kaunas()
    view = shown(record)
    told = Told(view.move_requested)
    QTest.keyClick(view.row(ids(record)[0]), Qt.Key.Key_Up, ALT)
    QTest.keyClick(view.row(ids(record)[-1]), Qt.Key.Key_Down, ALT)
    QTest.keyClick(view.row(ids(record)[0]), Qt.Key.Key_Up, ALT | SHIFT)
    assert told == []


def test_a_row_goes_to_the_other_day_by_key(shown: Shown) -> None:
    record = kaunas()
    view = shown(record)
    told = Told(view.move_requested)
    first, second = record.agenda.days
    QTest.keyClick(view.row(ids(record)[5]), Qt.Key.Key_Down, ALT | SHIFT)
    QTest.keyClick(view.row(ids(record, 1)[3]), Qt.Key.Key_Up, ALT | SHIFT)
    assert told == [(ids(record)[5], second.id, ids(record, 1)[0]), (ids(record, 1)[3], first.id, None)]


def test_a_row_is_cut_and_put_before_another_one(shown: Shown) -> None:
    record = kaunas()
    view = shown(record)
    told = Told(view.move_requested)
    moving, target = ids(record)[4], ids(record, 1)[2]
    QTest.keyClick(view.row(target), Qt.Key.Key_V, CONTROL)
    QTest.keyClick(view.row(moving), Qt.Key.Key_X, CONTROL)
    QTest.keyClick(view.row(moving), Qt.Key.Key_Escape)
    QTest.keyClick(view.row(target), Qt.Key.Key_V, CONTROL)
    assert told == []
    QTest.keyClick(view.row(moving), Qt.Key.Key_X, CONTROL)
    QTest.keyClick(view.row(target), Qt.Key.Key_V, CONTROL)
    assert told == [(moving, record.agenda.days[1].id, target)]


def test_arrows_walk_through_all_days_and_one_row_is_a_stop_of_the_tab_key(shown: Shown) -> None:
    record = kaunas()
    view = shown(record)
    first, second = ids(record), ids(record, 1)
    view.row(first[-1]).setFocus()
    QTest.keyClick(view.row(first[-1]), Qt.Key.Key_Down)
    assert view.row(second[0]).hasFocus()
    assert view.chosen() == second[0]
    QTest.keyClick(view.row(second[0]), Qt.Key.Key_Home)
    assert view.row(first[0]).hasFocus()
    QTest.keyClick(view.row(first[0]), Qt.Key.Key_End)
    assert view.row(second[-1]).hasFocus()
    stops = [row for row in view.findChildren(SegmentRow) if row.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert [row.segment_id for row in stops] == [second[-1]]


def test_a_key_that_is_held_down_asks_once(shown: Shown) -> None:
    record = kaunas()
    view = shown(record)
    told = Told(view.remove_requested)
    row = view.row(ids(record)[3])
    for repeated in (False, True, True):
        press = QKeyEvent(
            QEvent.Type.KeyPress, Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier, "", repeated
        )
        QApplication.sendEvent(row, press)
    assert told == [(row.segment_id,)]


# --- the hand -----------------------------------------------------------------------------------------------


def test_a_row_is_dropped_before_the_row_below_the_pointer_in_any_day(shown: Shown) -> None:
    record = kaunas()
    view = shown(record)
    told = Told(view.move_requested)
    first, second = (view.day(day.id) for day in record.agenda.days)
    moving, target = ids(record)[3], ids(record, 1)[2]
    mime = view.row(moving).mime()
    drag(second, mime, above(second, target))
    assert second.mark_at() == pytest.approx(second.rows[target].geometry().top(), abs=2)
    assert drop(second, mime, above(second, target))
    assert second.mark_at() is None
    assert first.day_id != second.day_id
    assert told == [(moving, second.day_id, target)]


def test_a_row_dropped_where_it_stands_stays_there(shown: Shown) -> None:
    record = kaunas()
    view = shown(record)
    told = Told(view.move_requested)
    card, order = view.day(record.agenda.days[0].id), ids(record)
    for target in (order[3], order[4]):
        drop(card, view.row(order[3]).mime(), above(card, target))
    assert told == []


def test_a_row_dropped_below_the_last_one_goes_to_the_end(shown: Shown) -> None:
    record = kaunas()
    view = shown(record)
    told = Told(view.move_requested)
    card = view.day(record.agenda.days[0].id)
    drop(card, view.row(ids(record)[3]).mime(), QPoint(60, card.height() - 2))
    assert told == [(ids(record)[3], card.day_id, None)]


def test_a_row_is_parked_by_dropping_it_on_what_is_parked_and_taken_back_by_dragging_it_up(
    shown: Shown,
) -> None:
    record = changed(kaunas(), 4, parked=True)
    view = shown(record)
    told = Told(view.park_requested, view.move_requested)
    card, order = view.day(record.agenda.days[0].id), ids(record)
    foot = card.rows[order[4]].geometry().center()
    drop(card, view.row(order[6]).mime(), foot)
    drop(card, view.row(order[4]).mime(), above(card, order[2]))
    assert told == [(order[6], True), (order[4], card.day_id, order[2])]


def test_nothing_but_rows_is_taken(shown: Shown) -> None:
    view = shown(kaunas())
    mime = QMimeData()
    mime.setText("something else")
    assert not drop(view.day(kaunas().agenda.days[0].id), mime, QPoint(60, 300))


def test_days_scroll_on_below_a_pointer_that_rests_and_the_row_goes_where_it_then_is(
    shown: Shown, qtbot: QtBot
) -> None:
    record = kaunas()
    view = shown(record)
    told = Told(view.move_requested)
    first, second = (view.day(day.id) for day in record.agenda.days)
    bottom = view.days.mapToGlobal(QPoint(60, view.days.height() - 4))
    mime = view.row(ids(record)[3]).mime()
    drag(first, mime, first.mapFromGlobal(bottom))
    qtbot.waitUntil(lambda: second.mark_at() is not None)
    assert first.mark_at() is None
    drop(first, mime, first.mapFromGlobal(bottom))
    assert told[0][:2] == (ids(record)[3], second.day_id)
    at_rest = view.area.verticalScrollBar().value()
    QApplication.processEvents()
    assert view.area.verticalScrollBar().value() == at_rest
    assert second.mark_at() is None


# --- parked, menu, remembered -------------------------------------------------------------------------------


def entries(row: SegmentRow) -> dict[str, Callable[[], None]]:
    return {action.text().split("\t")[0]: action.trigger for action in row.menu().actions() if action.text()}


def test_a_parked_segment_has_no_time_and_can_be_taken_back(shown: Shown) -> None:
    record = changed(kaunas(), 4, parked=True)
    view = shown(record)
    told = Told(view.park_requested)
    parked = view.row(ids(record)[4])
    assert parked.face.parked
    assert parked.accessibleName() == "Parked: Break, 20 min"
    assert "Parked: out of the clock, content kept" in words(view)
    menu = entries(parked)
    assert list(menu) == ["Details", "Cut", "Take back into the day", "Duplicate", "Remove"]
    menu["Take back into the day"]()
    assert told == [(parked.segment_id, False)]


def test_everything_is_in_the_menu_of_a_row_with_its_key(shown: Shown) -> None:
    record = kaunas()
    view = shown(record)
    told = Told(view.park_requested, view.duplicate_requested, view.remove_requested, view.shorten_requested)
    row = view.row(ids(record)[2])
    menu = entries(row)
    for words_ in ("Duplicate", "Park (keep its content)", "Shorten to 12 min", "Remove"):
        menu[words_]()
    one = row.segment_id
    assert told == [(one,), (one, True), (one,), (one,)]
    assert "Move up\tAlt+Up" in [action.text() for action in row.menu().actions()]


def test_what_cannot_be_is_not_offered(shown: Shown) -> None:
    record = changed(kaunas(), 1, minimum_seconds=20 * 60)
    view = shown(record)
    menu = entries(view.row(ids(record)[1]))
    assert not any(words_.startswith("Shorten") for words_ in menu)
    assert "Paste before this" not in menu


def test_rows_stay_the_same_widgets_while_times_and_order_change(shown: Shown) -> None:
    record = kaunas()
    view = shown(record)
    before = {one: view.row(one) for one in ids(record)}
    view.show_workshop(changed(record, 1, planned_seconds=40 * 60))
    view.show_workshop(reordered(record, lambda s: [s[0], s[2], s[1], *s[3:]]))
    assert {one: view.row(one) for one in ids(record)} == before
    QApplication.processEvents()
    assert before[ids(record)[2]].geometry().top() < before[ids(record)[1]].geometry().top()


def test_the_chosen_row_and_what_is_seen_stay_after_a_change(shown: Shown) -> None:
    record = kaunas()
    view = shown(record)
    view.choose(ids(record, 1)[4])
    view.area.verticalScrollBar().setValue(300)
    view.show_workshop(changed(record, 1, planned_seconds=25 * 60))
    QApplication.processEvents()
    assert view.chosen() == ids(record, 1)[4]
    assert view.area.verticalScrollBar().value() == 300


def test_when_the_chosen_row_goes_its_neighbour_is_chosen_and_keeps_the_focus(shown: Shown) -> None:
    record = kaunas()
    view = shown(record)
    order = ids(record)
    view.row(order[3]).setFocus()
    view.show_workshop(reordered(record, lambda s: [*s[:3], *s[4:]]))
    assert view.chosen() == order[4]
    assert view.row(order[4]).hasFocus()


def test_a_copy_is_chosen_as_soon_as_it_is_there(shown: Shown) -> None:
    record = kaunas()
    view = shown(record)
    QTest.keyClick(view.row(ids(record)[3]), Qt.Key.Key_D, CONTROL)
    copied = reordered(record, lambda s: [*s[:4], replace(s[3], id="copy"), *s[4:]])
    view.show_workshop(copied)
    assert view.chosen() == "copy"
    assert view.row("copy").hasFocus()


def test_breaks_are_quieter_than_work(shown: Shown) -> None:
    record = kaunas()
    view = shown(record)
    quiet = {str(s.kind): view.row(s.id).face.quiet for s in record.agenda.days[0].segments}
    assert quiet["break"]
    assert quiet["meal"]
    assert not quiet["step"]


# --- conflicts ----------------------------------------------------------------------------------------------


def test_a_conflict_stands_below_its_row_with_what_mends_it(qtbot: QtBot) -> None:
    record = changed(kaunas(), 1, planned_seconds=45 * 60)
    view = AgendaView()
    qtbot.addWidget(view)
    asked: list[tuple[Conflict, ...]] = []

    def answer(conflicts: tuple[Conflict, ...]) -> None:
        asked.append(conflicts)
        view.show_remedies(remedies_of(record, conflicts))

    view.remedies_requested.connect(answer)
    told = Told(view.remedy_chosen)
    view.show_workshop(record)
    card = view.day(record.agenda.days[0].id)
    strip = card.strips[0]
    assert strip.words == "Slips from 12:00 to 12:25"
    assert strip.buttons[0].text() == "Shorten by 25 min"
    assert strip.buttons[-1].text().endswith("to 12:25")
    assert "not enough" in strip.buttons[1].text()
    strip.buttons[0].click()
    (remedy,) = told[0]
    assert remedy == remedies_of(record, asked[0])[asked[0][0]][0]
    view.show_workshop(kaunas())
    assert card.strips == ()


def test_a_day_that_is_empty_says_what_to_do(shown: Shown) -> None:
    view = shown(reordered(kaunas(), lambda _segments: []))
    assert "Nothing is planned on this day yet" in words(view)
    first, second = kaunas().agenda.days
    told = Told(view.move_requested)
    card = view.day(first.id)
    drop(card, view.row(second.segments[0].id).mime(), QPoint(60, card.height() // 2))
    assert told == [(second.segments[0].id, first.id, None)]


def test_a_day_that_is_shown_over_and_over_is_freed_by_qt_alone(shown: Shown) -> None:
    """Rows and strips that Python destroyed while Qt still had events for them ended the program."""
    record = kaunas()
    longer = changed(record, 1, planned_seconds=45 * 60)
    view = shown(record)
    for number in range(120):
        view.show_workshop(record if number % 2 else longer)
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert view.row(record.agenda.days[0].segments[0].id).isVisible()
