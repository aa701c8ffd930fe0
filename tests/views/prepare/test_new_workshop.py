"""A new workshop: what it costs is said at once, and nothing wrong is asked for."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QDate
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from facilitator_app.records.enums import LanguageMode
from facilitator_app.views.prepare.draft import WorkshopDraft
from facilitator_app.views.prepare.new_workshop import NewWorkshopView
from facilitator_app.views.shared.tokens import Tone
from tests.views.prepare.cases import make_new_workshop


@pytest.fixture
def view(qtbot: QtBot) -> NewWorkshopView:
    made = make_new_workshop()
    assert isinstance(made, NewWorkshopView)
    qtbot.addWidget(made)
    made.show()
    return made


def words(view: NewWorkshopView) -> set[str]:
    return {label.text() for label in view.findChildren(QLabel) if label.isVisible()}


def test_the_agenda_of_the_course_is_shown_at_once_with_its_times(view: NewWorkshopView) -> None:
    assert {"Day 1 · Tuesday 2 March", "Lunch", "12:00", "Ends 17:30"} <= words(view)
    assert view.fit.text() == "Every day fits"


def test_consecutive_interpretation_says_what_it_costs_and_that_it_does_not_fit(
    view: NewWorkshopView, qtbot: QtBot
) -> None:
    assert view.mode.itemText(3) == "Consecutive interpretation: adds 6 h 17 min"
    with qtbot.waitSignal(view.draft_changed):
        view.mode.choose(LanguageMode.CONSECUTIVE)
    assert "It costs 377 minutes of the course." in words(view)
    assert view.fit.tone() is Tone.RED
    qtbot.waitUntil(lambda: "Slips from 12:00 to 13:11" in words(view))


def test_the_form_is_told_as_it_stands(view: NewWorkshopView, qtbot: QtBot) -> None:
    view.name.setText("  Klasterių dirbtuvės ")
    view.languages.setText("lt; ar lt")
    view.tables.setValue(7)
    view.start.setDate(QDate(2027, 9, 14))
    with qtbot.waitSignal(view.create_requested) as told:
        view.make.click()
    assert told.args == [
        WorkshopDraft(
            "two_day",
            date(2027, 9, 14),
            "Klasterių dirbtuvės",
            "Europe/Vilnius",
            local_languages=("lt", "ar"),
            table_count=7,
        )
    ]
    assert "Lietuvių · العربية" in words(view)


def test_a_zone_nobody_knows_is_refused_in_words(view: NewWorkshopView, qtbot: QtBot) -> None:
    asked: list[object] = []
    view.create_requested.connect(asked.append)
    view.zone.setText("Europe/Vilnus")
    view._tell()
    assert not view.make.isEnabled()
    assert "For example Europe/Vilnius" in words(view)
    view.make.click()
    assert asked == []


def test_why_it_cannot_be_made_stands_in_the_form(view: NewWorkshopView) -> None:
    view.show_problem("The folder cannot be written.")
    assert "The folder cannot be written." in words(view)
