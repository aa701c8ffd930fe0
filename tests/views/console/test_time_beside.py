"""Turns, timers, the interpreter and the language mode: what else there is about time on the console."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitator_app.records.enums import LanguageMode, PauseReason, SegmentKind, StageName
from facilitator_app.records.run import Pace, Position, TimerReading
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.running import change_over_due
from facilitator_app.views.console.turns import next_line, share_words
from facilitator_app.views.shared.actions import ACTIONS
from facilitator_app.views.shared.fields import LineField
from tests.builders import kaunas, played, reading_at, state_after
from tests.views.console.cases import at_step
from tests.views.console.hands import Shown, heard, press


def in_mode(record: WorkshopRecord, mode: LanguageMode) -> WorkshopRecord:
    return replace(record, details=replace(record.details, language_mode=mode))


def test_the_next_table_hears_its_share_before_it_stands_up(shown: Shown) -> None:
    record = at_step(kaunas(), 2, StageName.REPORT, 4)
    view = shown(record, state_after(record, 60))
    assert view.side.tables.next_words() == "Next: Table 5, 2½ min"
    last = at_step(kaunas(), 2, StageName.REPORT, 2)
    assert next_line(last, state_after(last, 60)) == "", "nobody comes after the last table"


def test_interpreted_shares_say_how_much_of_them_is_speech() -> None:
    record = kaunas()
    polish = next(table for table in record.tables if table.report_language == "pl")
    booth = in_mode(record, LanguageMode.SIMULTANEOUS).details
    assert share_words(150, booth, polish) == "2½ min"
    beside = in_mode(record, LanguageMode.CONSECUTIVE).details
    assert share_words(300, beside, polish) == "2½ min of speech, 5 with the interpreter"
    own = replace(polish, discussion_language="en", report_language="en")
    assert share_words(300, beside, own) == "5 min", "nobody interprets who speaks the room's language"


def test_a_turn_is_skipped_swapped_or_put_off_from_its_menu(shown: Shown) -> None:
    record = at_step(kaunas(), 2, StageName.REPORT, 4)
    view = shown(record, state_after(record, 60))
    skipped, swapped = heard(view.turn_skipped), heard(view.turns_swapped)
    later = heard(view.turn_put_off)
    entries = [entry.text() for entry in view.side.tables.menu(5).actions()]
    assert entries == ["Skip in this round", "Swap with Table 1", "Come back later"]
    for place in range(3):
        view.side.tables.menu(5).actions()[place].trigger()
    assert (skipped, swapped, later) == ([5], [(5, 1)], [5])
    speaking = [entry.text() for entry in view.side.tables.menu(4).actions()]
    assert speaking == ["Skip in this round", "Come back later"], "who speaks changes places with nobody"
    last = [entry.text() for entry in view.side.tables.menu(2).actions()]
    assert last == ["Skip in this round"]


def test_a_table_without_a_turn_is_named_last_and_can_come_back(shown: Shown) -> None:
    record = at_step(kaunas(), 2, StageName.REPORT, 4)
    here = record.run_entries[-1].position.segment_id
    day = record.agenda.days[0]
    segments = tuple(replace(s, no_turn=(1,)) if s.id == here else s for s in day.segments)
    days = (replace(day, segments=segments), *record.agenda.days[1:])
    record = replace(record, agenda=replace(record.agenda, days=days))
    view = shown(record, state_after(record, 60))
    line = view.side.tables.lines()[-1]
    assert (line.number, line.skipped, line.who) == (1, True, "no turn in this round")
    later = heard(view.turn_put_off)
    (entry,) = view.side.tables.menu(1).actions()
    entry.trigger()
    assert later == [1]


def test_the_ledger_says_how_long_each_table_has_spoken_today(shown: Shown) -> None:
    record = at_step(kaunas(), 2, StageName.REPORT, 4)
    view = shown(record, state_after(record, 60))
    view.show_run(replace(state_after(record, 60), spoken=((1, 150), (2, 0), (3, 461))))
    QApplication.processEvents()
    ledger = view.side.tables.ledger
    assert ledger.spoken() == ((1, 150), (2, 0), (3, 450))
    assert ledger.isVisible()
    view.show_run(replace(state_after(record, 61), spoken=()))
    assert not ledger.isVisible()


def test_a_timer_is_started_by_one_number_and_shows_its_pace(shown: Shown, qtbot: QtBot) -> None:
    record = at_step(kaunas(), 2, StageName.DISCUSS)
    state = state_after(record, 60)
    view = shown(record, state)
    started, ended = heard(view.timer_started), heard(view.timer_ended)
    view.timers.turn_form()
    press(qtbot, view.timers, "Timer, 5 min")
    assert started == [(300, "")]
    view.timers.turn_form()
    view.timers.label.setText("Coffee")
    view.timers.minutes.setValue(12)
    press(qtbot, view.timers, "Start")
    assert started[1:] == [(720, "Coffee")]
    running = TimerReading("t", "Coffee", 300, 42, Pace.ONE_MINUTE)
    view.show_run(replace(state, timers=(running,)))
    assert view.timers.words() == ("0:42 left",)
    over = replace(running, remaining_seconds=-5, pace=Pace.OVERTIME)
    view.show_run(replace(state, timers=(over,)))
    assert view.timers.words() == ("0:05 over",)
    QApplication.processEvents()
    press(qtbot, view.timers, "Put the timer away")
    assert ended == ["t"]


def test_waiting_for_the_interpreter_is_shown_as_such(shown: Shown, qtbot: QtBot) -> None:
    record = in_mode(at_step(kaunas(), 2, StageName.DISCUSS), LanguageMode.CONSECUTIVE)
    last = record.run_entries[-1]
    since = reading_at(last.started.wall + timedelta(seconds=60))
    waits = replace(last, paused_since=since, paused_for=PauseReason.INTERPRETER, interpreter_seconds=240)
    record = replace(record, run_entries=(*record.run_entries[:-1], waits))
    view = shown(record, state_after(record, 102))
    asked = heard(view.interpreter_toggled)
    assert view.now.state_words() == "Waiting for the interpreter 0:42"
    press(qtbot, view.now.interpreter, "Go on")
    assert asked == [()]


def test_where_nobody_interprets_there_is_no_such_button(shown: Shown) -> None:
    record = in_mode(at_step(kaunas(), 2, StageName.DISCUSS), LanguageMode.NONE)
    view = shown(record, state_after(record, 60))
    assert not view.now.interpreter.isVisible()


def test_interpreters_are_reminded_every_twenty_minutes(shown: Shown) -> None:
    record = in_mode(at_step(kaunas(), 2, StageName.DISCUSS), LanguageMode.SIMULTANEOUS)
    state = state_after(record, 60)
    told = [minute for minute in range(90) if change_over_due(minute * 60 + 30)]
    assert told == [20, 40, 60, 80]
    view = shown(record, replace(state, interpreting_seconds=1230))
    assert view.now.hint() == "The interpreters relieve each other now: 20 minutes are over."


def test_a_break_that_runs_over_counts_at_once_in_word_and_shape(shown: Shown) -> None:
    rest = next(s for s in kaunas().agenda.segments() if s.kind is SegmentKind.BREAK)
    record = played(kaunas(), Position(rest.id, StageName.WHOLE))
    view = shown(record, state_after(record, rest.planned_seconds + 200))
    row = next(row for row in view.day.rows() if row.segment_id == rest.id)
    assert row.overdue == "3 min over"
    assert view.now.state_words() == "The break runs over"
    after = view.day.rows()[view.day.rows().index(row) + 1]
    assert after.late


def test_coming_rows_say_what_they_can_give(shown: Shown) -> None:
    record = at_step(kaunas(), 2, StageName.DISCUSS)
    view = shown(record, state_after(record, 60))
    rows = {row.title: row for row in view.day.rows()}
    step = next(row for title, row in rows.items() if title.startswith("Step 3"))
    assert int(step.slack) > 0
    assert f"can give {step.slack} minutes" in step.spoken()
    assert f"Can give {step.slack} min" in step.tooltip()
    assert rows["Lunch"].slack == "", "a meal gives nothing by itself"


def test_another_language_mode_says_its_price_before_it_is_switched(shown: Shown, qtbot: QtBot) -> None:
    record = at_step(kaunas(), 2, StageName.DISCUSS)
    view = shown(record, state_after(record, 60))
    asked, switched = heard(view.language_asked), heard(view.language_switched)
    view.side.turn_language()
    page = view.side.language
    assert not page.switch.isEnabled()
    page.mode.choose(LanguageMode.CONSECUTIVE.value)
    assert asked == [(LanguageMode.CONSECUTIVE, 5)]
    assert not page.switch.isEnabled(), "not before the price is said"
    page.show_cost(LanguageMode.WRITTEN, 5, "a price that came late")
    assert page.cost() == ""
    page.show_cost(LanguageMode.CONSECUTIVE, 5, "47 min more from now on.")
    press(qtbot, page, "Switch")
    assert switched == [(LanguageMode.CONSECUTIVE, 5)]


def test_more_offers_what_has_no_button_each_with_its_key(shown: Shown) -> None:
    record = at_step(kaunas(), 2, StageName.DISCUSS)
    view = shown(record, state_after(record, 60))
    asked = heard(view.action_requested)
    entries = view.bottom.more_menu().actions()
    assert [entry.text().split("\t")[0] for entry in entries][:2] == ["Timer beside the plan", "Guests"]
    for entry in entries:
        entry.trigger()
    assert set(asked) <= {spec.id for spec in ACTIONS}
    assert len(asked) == len(entries)


def test_the_start_is_corrected_from_the_keyboard_too(shown: Shown) -> None:
    record = at_step(kaunas(), 2, StageName.DISCUSS)
    view = shown(record, state_after(record, 60))
    view.correct_start()
    assert view.now.start.is_open()


def test_a_start_that_is_over_is_set_right_from_its_row(shown: Shown) -> None:
    record = at_step(kaunas(), 2, StageName.DISCUSS)
    view = shown(record, state_after(record, 660))
    asked = heard(view.past_start_corrected)
    place = next(n for n, row in enumerate(view.day.rows()) if row.title == "Break")
    entries = {entry.text(): entry for entry in view.day.menu(view.day.model().index(place, 0)).actions()}
    assert list(entries) == ["Go there", "Correct the start…"]
    entries["Correct the start…"].trigger()
    field = QApplication.focusWidget()
    assert isinstance(field, LineField)
    assert field.text() == view.day.rows()[place].at
    field.setText("10:25")
    QTest.keyClick(field, Qt.Key.Key_Return)
    ((stretch, moment),) = asked
    broken = next(e for e in record.run_entries if e.position.segment_id == view.day.rows()[place].segment_id)
    assert stretch == broken.id
    assert f"{moment:%d %H:%M}" == "02 10:25"
    coming = view.day.menu(view.day.model().index(len(view.day.rows()) - 1, 0)).actions()
    assert [entry.text() for entry in coming] == ["Go there"]
