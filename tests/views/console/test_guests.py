"""A minister on the console: where he is, when he speaks, what it costs, and what waits meanwhile."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitator_app.records.enums import GuestStatus, StageName
from facilitator_app.records.workshop import Speaker
from facilitator_app.views.console import ConsoleView
from facilitator_app.views.console.dayrows import Tense
from facilitator_app.views.console.guestwords import point_words, useful_points
from tests.builders import kaunas, state_after
from tests.views.console.cases import at_step, points, speaking, with_guest
from tests.views.console.hands import Shown, heard, labels, press

ISOLATES = dict.fromkeys((0x2068, 0x2069))


def _at_the_door(shown: Shown) -> ConsoleView:
    record = with_guest(at_step(kaunas(), 2, StageName.DISCUSS), GuestStatus.AT_THE_DOOR)
    view = shown(record, state_after(record, 660))
    view.side.open_guests()
    view.side.guests.show_points("guest-1", points(record))
    QApplication.processEvents()
    return view


@pytest.mark.parametrize(
    ("status", "step"),
    [
        (GuestStatus.EXPECTED, "On the way"),
        (GuestStatus.ON_THE_WAY, "At the door"),
        (GuestStatus.AT_THE_DOOR, "When to speak…"),
    ],
)
def test_the_next_step_of_a_guest_is_one_press_away(
    shown: Shown, qtbot: QtBot, status: GuestStatus, step: str
) -> None:
    record = with_guest(at_step(kaunas(), 2, StageName.DISCUSS), status)
    view = shown(record, state_after(record))
    asked = heard(view.guest_step_requested)
    assert "Jonas Petraitis" in labels(view.side.guest)
    press(qtbot, view.side.guest, step)
    assert asked == ["guest-1"]


def test_without_a_guest_there_is_no_card(shown: Shown) -> None:
    record = at_step(kaunas(), 2, StageName.DISCUSS)
    view = shown(record, state_after(record))
    assert not view.side.guest.isVisible()
    left = with_guest(record, GuestStatus.LEFT)
    view = shown(left, state_after(left))
    assert not view.side.guest.isVisible()


def test_at_the_door_every_moment_says_its_price(shown: Shown, qtbot: QtBot) -> None:
    view = _at_the_door(shown)
    said = [words.translate(ISOLATES) for words in labels(view.side.guests)]
    assert "Lunch slips 12 min, can be won back" in said
    assert "Lunch slips 12 min, 4 of them for good" in said
    assert "nothing slips" in said
    asked = heard(view.speak_requested)
    press(qtbot, view.side.guests, "Now")
    press(qtbot, view.side.guests, "After \u2068Lunch\u2069, 13:00: nothing slips")
    record = at_step(kaunas(), 2, StageName.DISCUSS)
    assert asked == [("guest-1", None), ("guest-1", points(record)[2].after)]


def test_any_status_is_one_press_and_speaking_means_now(shown: Shown, qtbot: QtBot) -> None:
    view = _at_the_door(shown)
    told, spoken = heard(view.guest_status_chosen), heard(view.speak_requested)
    press(qtbot, view.side.guests, "Left")
    press(qtbot, view.side.guests, "Speaking")
    assert told == [("guest-1", GuestStatus.LEFT)]
    assert spoken == [("guest-1", None)]


def test_while_a_guest_speaks_the_console_says_what_waits_to_the_second(shown: Shown) -> None:
    record = speaking(at_step(kaunas(), 2, StageName.DISCUSS))
    view = shown(record, state_after(record, 200))
    assert view.now.waiting() == "Table discussion waits with 17:23. Next goes back to it."
    assert view.bottom.next.text() == "Back to Table discussion, 17:23 left"
    assert view.now.time.text() == "9 min left", "his private count"
    assert "Minister of Economy · Ekonomikos ministras" in labels(view.now)
    step = next(row for row in view.day.rows() if row.waits)
    assert (step.waits, step.tense) == ("waits with 17:23", Tense.PAST)
    assert "waits with 17:23" in step.spoken()


def test_a_guest_is_added_in_three_fields_and_the_title_in_the_rooms_language(
    shown: Shown, qtbot: QtBot
) -> None:
    record = at_step(kaunas(), 2, StageName.DISCUSS)
    view = shown(record, state_after(record))
    view.side.turn_guests()
    form = view.side.guests.form
    kept = heard(view.guest_kept)
    assert not form.keep.isEnabled()
    for field, text in ((form.name, "Rasa V."), (form.protocol, "Mayor"), (form.local, "Mer")):
        field.setFocus()
        QTest.keyClicks(field, text)
    form.minutes.setValue(15)
    press(qtbot, form, "Add the guest")
    assert kept == [("", "Rasa V.", "Mayor", "Mer", 15)]
    assert form.name.text() == "", "ready for the next one"
    QTest.keyClick(form.name, Qt.Key.Key_Return)
    assert len(kept) == 1, "nobody has no name"


def test_who_was_announced_is_offered(shown: Shown, qtbot: QtBot) -> None:
    record = kaunas()
    details = replace(record.details, speakers=(Speaker("opening", "Ona Ona, deputy mayor", 10),))
    record = at_step(replace(record, details=details), 2, StageName.DISCUSS)
    view = shown(record, state_after(record))
    view.side.turn_guests()
    QApplication.processEvents()
    form = view.side.guests.form
    press(qtbot, form, "Take Ona Ona, deputy mayor")
    assert (form.name.text(), form.protocol.text(), form.minutes.value()) == ("Ona Ona", "deputy mayor", 10)


def test_a_known_guest_is_changed_where_he_was_added_and_taken_out(shown: Shown, qtbot: QtBot) -> None:
    view = _at_the_door(shown)
    kept, removed = heard(view.guest_kept), heard(view.guest_removed)
    press(qtbot, view.side.guests, "Change: Jonas Petraitis")
    QApplication.processEvents()
    form = view.side.guests.form
    assert form.local.text() == "Ekonomikos ministras"
    form.minutes.setValue(8)
    press(qtbot, form, "Keep")
    assert kept == [("guest-1", "Jonas Petraitis", "Minister of Economy", "Ekonomikos ministras", 8)]
    press(qtbot, view.side.guests, "Remove: Jonas Petraitis")
    assert removed == ["guest-1"]


def test_of_many_places_a_few_are_worth_asking_about() -> None:
    record = at_step(kaunas(), 2, StageName.DISCUSS)
    now, next_, after_lunch = points(record)
    steps = [one.id for one in record.agenda.segments() if one.steps][2:6]
    many = (now, next_, *(replace(next_, after=step) for step in steps), after_lunch)
    assert useful_points(record, many) == (now, next_, after_lunch)
    assert useful_points(record, ()) == ()
    assert point_words(record, replace(now, missed=(("gone", 720),)))[1].startswith("the day's end slips")
