"""Beside the days: everything about the chosen segment, what a choice costs, and small forms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import time

import pytest
from PySide6.QtCore import Qt, QTime
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitator_app.records.agenda import Anchor
from facilitator_app.records.enums import AnchorKind, LanguageMode, SegmentKind, StageName
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.views.prepare.agenda import AgendaView
from facilitator_app.views.prepare.rowwishes import KEYS, Wish, key_words
from facilitator_app.views.shared.actions import ACTIONS, Group, Scope, default_keys
from tests.builders import kaunas, segment_of_step
from tests.views.prepare.agendahelp import Told, changed, ids, reordered, words
from tests.views.prepare.cases import make_agenda_cost

Shown = Callable[[WorkshopRecord], AgendaView]


# --- details ------------------------------------------------------------------------------------------------


def test_the_details_are_those_of_the_chosen_row(shown: Shown) -> None:
    record = kaunas()
    view = shown(record)
    panel = view.side.panel
    assert panel.name.text() == record.agenda.days[0].segments[0].title
    step = segment_of_step(record, 2)
    view.row(step.id).setFocus()
    assert panel.name.text() == step.title
    assert "Step · Day 1, 10:35–11:50" in words(panel)
    assert panel.stages.planned[StageName.DISCUSS].value() == 24
    assert panel.stages.least[StageName.DISCUSS].value() == 17
    assert "75 min in all, at least 51" in words(panel)


def test_the_minutes_of_a_stage_are_told_with_their_stage(shown: Shown) -> None:
    record = kaunas()
    view = shown(record)
    step = segment_of_step(record, 2)
    view.choose(step.id)
    told = Told(view.side.panel.stage_chosen, view.side.panel.least_chosen)
    stages = view.side.panel.stages
    for field, minutes in ((stages.planned[StageName.REPORT], "20"), (stages.least[StageName.REPORT], "9")):
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, minutes)
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert told == [(step.id, StageName.REPORT, 20), (step.id, StageName.REPORT, 9)]


def test_a_time_is_fixed_where_the_segment_stands_now(shown: Shown) -> None:
    record = kaunas()
    view = shown(record)
    panel = view.side.panel
    step = segment_of_step(record, 2)
    view.choose(step.id)
    told = Told(panel.anchor_chosen)
    assert not panel.at.isVisible()
    panel.anchor.choose(AnchorKind.START_AT.value)
    panel.anchor.choose(AnchorKind.END_BY.value)
    assert told == [
        (step.id, Anchor(AnchorKind.START_AT, time(10, 35))),
        (step.id, Anchor(AnchorKind.END_BY, time(11, 50))),
    ]


def test_a_fixed_time_is_moved_and_let_go(shown: Shown) -> None:
    record = kaunas()
    view = shown(record)
    panel, lunch = view.side.panel, ids(record)[7]
    view.choose(lunch)
    told = Told(panel.anchor_chosen)
    assert panel.at.at() == time(12)
    panel.at.setFocus()
    panel.at.setTime(QTime(12, 15))
    QTest.keyClick(panel.at, Qt.Key.Key_Return)
    panel.anchor.choose("free")
    assert told == [(lunch, Anchor(AnchorKind.START_AT, time(12, 15))), (lunch, None)]


def test_ticks_are_told_at_once(shown: Shown) -> None:
    record = kaunas()
    view = shown(record)
    panel, one = view.side.panel, ids(record)[1]
    view.choose(one)
    told = Told(panel.mark_chosen)
    panel.buffer.click()
    panel.consent.click()
    panel.optional.click()
    marks = ("buffer", "shorten_needs_consent", "optional")
    assert told == [(one, mark, True) for mark in marks]


def test_texts_are_told_when_they_are_left_and_when_another_row_is_chosen(shown: Shown) -> None:
    record = kaunas()
    view = shown(record)
    panel, order = view.side.panel, ids(record)
    view.choose(order[1])
    told = Told(panel.text_settled)
    panel.name.setFocus()
    panel.name.selectAll()
    QTest.keyClicks(panel.name, "Welcome")
    assert told == []
    QTest.keyClick(panel.name, Qt.Key.Key_Return)
    assert told == [(order[1], "title", "Welcome")]
    view.show_workshop(changed(record, 1, title="Welcome"))
    panel.private.show_text("Ask about the parking.")
    view.choose(order[2])
    assert told[-1] == (order[1], "private_notes", "Ask about the parking.")
    assert panel.private.text() == ""


def test_a_title_cannot_be_emptied(shown: Shown) -> None:
    record = kaunas()
    view = shown(record)
    panel = view.side.panel
    told = Told(panel.text_settled)
    panel.name.setFocus()
    panel.name.clear()
    QTest.keyClick(panel.name, Qt.Key.Key_Return)
    assert told == []
    assert panel.name.text() == record.agenda.days[0].segments[0].title


def test_somebody_who_types_a_title_is_left_alone_by_a_change_from_elsewhere(shown: Shown) -> None:
    record = kaunas()
    view = shown(record)
    panel = view.side.panel
    panel.name.setFocus()
    panel.name.selectAll()
    QTest.keyClicks(panel.name, "Half a ti")
    view.show_workshop(changed(record, 3, planned_seconds=60 * 60))
    assert panel.name.text() == "Half a ti"
    assert panel.name.hasFocus()


def test_enter_goes_to_the_details_and_escape_back_to_the_row(shown: Shown) -> None:
    record = kaunas()
    view = shown(record)
    row = view.row(ids(record)[4])
    QTest.keyClick(row, Qt.Key.Key_Return)
    assert view.side.panel.name.hasFocus()
    QTest.keyClick(view.side.panel.name, Qt.Key.Key_Escape)
    assert row.hasFocus()


def test_what_past_workshops_say_stands_in_the_details(shown: Shown) -> None:
    record = kaunas()
    view = shown(record)
    said = "Step 5 took 1.3 × its plan in 6 of 7 workshops."
    view.show_hints({segment_of_step(record, 5).id: said})
    assert said not in words(view)
    view.choose(segment_of_step(record, 5).id)
    assert said in words(view)


def test_the_buttons_of_the_details_do_what_the_menu_does(shown: Shown) -> None:
    record = kaunas()
    view = shown(record)
    told = Told(view.shorten_requested, view.park_requested, view.remove_requested, view.duplicate_requested)
    one = ids(record)[2]
    view.choose(one)
    for wish in (Wish.SHORTEN, Wish.PARK, Wish.REMOVE, Wish.DUPLICATE):
        view.side.panel.wishes[wish].click()
    assert told == [(one,), (one, True), (one,), (one,)]
    view.choose(ids(record)[4])
    assert view.side.panel.wishes[Wish.SHORTEN].isHidden()


# --- forms --------------------------------------------------------------------------------------------------


def test_something_is_inserted_where_it_was_asked_for(shown: Shown) -> None:
    record = kaunas()
    view = shown(record)
    told = Told(view.insert_requested)
    day, one = record.agenda.days[0], record.agenda.days[0].segments[2]
    QTest.keyClick(view.row(one.id), Qt.Key.Key_Insert)
    form = view.side.insert
    assert view.side.form() is form
    assert any("before \u2068Introductions" in said for said in words(form))
    form.kind.choose(SegmentKind.PRAYER.value)
    assert (form.name.text(), form.minutes.value()) == ("Prayer", 15)
    form.give.click()
    assert told == [(day.id, one.id, SegmentKind.PRAYER, "Prayer", 15)]
    assert view.side.form() is None


def test_a_guest_is_inserted_at_the_end_of_a_day_by_enter(shown: Shown) -> None:
    record = kaunas()
    view = shown(record)
    told = Told(view.insert_requested)
    view.day(record.agenda.days[1].id).head.insert.click()
    form = view.side.insert
    form.kind.choose(SegmentKind.GUEST.value)
    form.name.setFocus()
    form.name.selectAll()
    QTest.keyClicks(form.name, "Minister")
    QTest.keyClick(form.name, Qt.Key.Key_Return)
    assert told == [(record.agenda.days[1].id, None, SegmentKind.GUEST, "Minister", 10)]


def test_what_was_inserted_is_chosen_when_it_is_there(shown: Shown) -> None:
    record = kaunas()
    view = shown(record)
    view.day(record.agenda.days[0].id).head.insert.click()
    view.side.insert.give.click()
    first = record.agenda.days[0].segments[0]
    view.show_workshop(reordered(record, lambda s: [*s, replace(first, id="new", title="Break")]))
    assert view.chosen() == "new"


@pytest.mark.parametrize("how", ["button", "escape"])
def test_a_form_that_nobody_wants_goes_and_tells_nothing(shown: Shown, how: str) -> None:
    record = kaunas()
    view = shown(record)
    told = Told(view.insert_requested, view.split_requested)
    row = view.row(ids(record)[2])
    QTest.keyClick(row, Qt.Key.Key_Insert)
    if how == "button":
        view.side.insert.away.click()
    else:
        QTest.keyClick(view.side.insert.name, Qt.Key.Key_Escape)
    assert view.side.form() is None
    assert row.hasFocus()
    assert told == []


def test_a_segment_is_split_and_the_form_says_what_is_left(shown: Shown) -> None:
    record = kaunas()
    view = shown(record)
    told = Told(view.split_requested)
    step = segment_of_step(record, 2)
    view.choose(step.id)
    view.side.panel.wishes[Wish.SPLIT].click()
    form = view.side.split
    assert form.minutes.value() == 37
    form.minutes.setValue(30)
    assert "The second part has 45 min and comes right after it." in words(form)
    QTest.keyClick(form.minutes, Qt.Key.Key_Return)
    assert told == [(step.id, 30)]


def test_private_notes_are_printed_only_where_somebody_asks_each_time(shown: Shown) -> None:
    view = shown(kaunas())
    told = Told(view.print_requested)
    view.head.print.click()
    form = view.side.print
    assert not form.private.isChecked()
    form.private.click()
    form.give.click()
    view.head.print.click()
    assert not form.private.isChecked()
    form.sheet.click()
    assert told == [("pdf", True), ("xlsx", False)]


# --- days and languages -------------------------------------------------------------------------------------


def test_a_day_says_how_much_is_planned_and_what_is_left(shown: Shown) -> None:
    record = kaunas()
    view = shown(record)
    head = view.day(record.agenda.days[0].id).head
    assert {"9 h planned", "Ends 17:30"} <= words(head)
    view.show_workshop(changed(record, 1, planned_seconds=30 * 60))
    assert {"9 h 10 min planned", "Ends 17:40, 10 min too late"} <= words(head)
    view.show_workshop(reordered(record, lambda s: [x for x in s if x.id != ids(record)[1]]))
    assert "Ends 17:30" in words(head)


def test_the_frame_of_a_day_is_changed_where_it_stands(shown: Shown) -> None:
    record = kaunas()
    view = shown(record)
    told = Told(view.day_changed)
    day = record.agenda.days[0]
    head = view.day(day.id).head
    head.start.setFocus()
    head.start.setTime(QTime(8, 0))
    QTest.keyClick(head.start, Qt.Key.Key_Return)
    head.firm.click()
    assert told == [(day.id, time(8), time(17, 30), True), (day.id, time(8), time(17, 30), False)]


def test_consecutive_interpretation_says_what_it_costs_before_it_is_applied(qtbot: QtBot) -> None:
    view = make_agenda_cost()
    assert isinstance(view, AgendaView)
    qtbot.addWidget(view)
    view.show()
    told = Told(view.language_chosen)
    assert view.head.cost.text() == (
        "Consecutive interpretation with 6 tables adds 435 min: "
        "Day 1 ends 21:19, 230 min over · Day 2 ends 20:25, 205 min over."
    )
    view.head.tables.setValue(5)
    assert view.head.cost.text().startswith("Consecutive interpretation adds 377 min: Day 1 ends")
    view.head.cost.apply.click()
    assert told == [(LanguageMode.CONSECUTIVE, 5)]
    record = kaunas()
    details = replace(record.details, language_mode=LanguageMode.CONSECUTIVE)
    view.show_workshop(replace(record, details=details))
    assert view.head.cost.isHidden()


def test_a_choice_that_is_left_leaves_everything_as_it_was(qtbot: QtBot) -> None:
    view = make_agenda_cost()
    assert isinstance(view, AgendaView)
    qtbot.addWidget(view)
    told = Told(view.language_chosen)
    view.head.cost.leave.click()
    assert view.head.cost.isHidden()
    assert view.head.mode.key() == kaunas().details.language_mode
    assert view.head.tables.value() == 5
    assert told == []


def test_a_choice_that_cannot_be_says_why_and_cannot_be_applied(shown: Shown) -> None:
    view = shown(kaunas())
    view.language_considered.connect(lambda _mode, _tables: view.show_refusal("Table 5 is in use."))
    view.head.tables.setValue(4)
    assert view.head.cost.text() == "Table 5 is in use."
    assert not view.head.cost.apply.isEnabled()


def test_one_click_after_the_other_shows_everything_that_does_not_fit(shown: Shown) -> None:
    record = changed(kaunas(), 1, planned_seconds=60 * 60)
    view = shown(record)
    card = view.day(record.agenda.days[0].id)
    assert view.head.wrong.isVisible()
    assert view.head.fit.isHidden()
    for strip in (*card.strips, card.strips[0]):
        view.head.wrong.click()
        area = view.area.viewport()
        assert area.rect().contains(strip.mapTo(area, strip.rect().center()))
    view.show_workshop(kaunas())
    view.head.next_asked.emit()
    assert view.head.wrong.isHidden()


# --- keys ---------------------------------------------------------------------------------------------------


def test_the_page_of_keys_says_the_keys_of_the_rows() -> None:
    listed = {
        spec.id.removeprefix("prepare."): default_keys(spec)[0].toString()
        for spec in ACTIONS
        if spec.group is Group.PREPARE and spec.scope is Scope.FIELD
    }
    assert listed == {wish: key_words(wish) for wish in KEYS if wish in listed}
    assert len(listed) == 8


def test_the_tab_key_goes_as_the_eye_does(shown: Shown) -> None:
    record = kaunas()
    view = shown(record)
    step = segment_of_step(record, 2)
    view.row(step.id).setFocus()
    view.head.mode.setFocus()
    seen: list[str] = []
    for _stop in range(60):
        focus = QApplication.focusWidget()
        assert focus is not None
        if not seen or seen[-1] != focus.accessibleName():
            seen.append(focus.accessibleName())
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    wanted = [
        "Language mode", "Tables", "Print agenda…", "Insert into day 1", "Day 1 starts", "Day 1 ends",
        "Day 1 must end then", view.row(step.id).accessibleName(), "Insert into day 2", "Title",
        "Present, planned minutes", "Present, at least minutes", "Lights, at least minutes", "Fixed time",
        "Note", "Private notes", "Duplicate", "Remove",
    ]  # fmt: skip
    assert [name for name in seen if name in wanted][: len(wanted)] == wanted
