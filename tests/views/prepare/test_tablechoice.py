"""How many tables: each number in plain words, what is proven and what was found; one press chooses."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitator_app.content.catalogue import load
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.seating.choosing_tables import Found, TableChoice, limit_of
from facilitator_app.services.seating import compare_tables
from facilitator_app.support import paths
from facilitator_app.views.prepare.choicewords import choice_lines, meeting_words, size_words
from facilitator_app.views.prepare.tablechoice import TableChoiceView
from facilitator_app.views.shared.tokens import Tone
from tests.builders import sharjah


def fresh() -> WorkshopRecord:
    return replace(sharjah(), report_backs=(), light_ratings=())


def weighed(record: WorkshopRecord) -> tuple[TableChoice, ...]:
    return compare_tables(record, load(paths.content()))


@pytest.fixture
def view(qtbot: QtBot) -> TableChoiceView:
    made = TableChoiceView()
    qtbot.addWidget(made)
    record = fresh()
    made.resize(1366, 768)
    made.show_choices(weighed(record), record)
    made.show()
    return made


def lines(choice: TableChoice, record: WorkshopRecord) -> list[tuple[Tone, str]]:
    said = choice_lines(choice, record)
    return [(one.tone, one.words.replace("\u2068", "").replace("\u2069", "")) for one in said]


def test_four_numbers_stand_side_by_side_and_the_present_one_is_marked(view: TableChoiceView) -> None:
    assert list(view.cards) == [4, 5, 6, 7]
    assert [one.choose.isVisible() for one in view.cards.values()] == [True, False, True, True]
    assert len({one.y() for one in view.cards.values()}) == 1
    view.resize(700, 768)
    QApplication.processEvents()
    assert len({one.y() for one in view.cards.values()}) == 2


def test_one_press_chooses_a_number(view: TableChoiceView) -> None:
    chosen: list[int] = []
    view.tables_chosen.connect(chosen.append)
    view.cards[6].choose.click()
    assert chosen == [6]


def test_a_number_that_cannot_be_chosen_says_why(view: TableChoiceView) -> None:
    record = sharjah()
    view.show_choices(weighed(record), record)
    assert not view.cards[4].choose.isEnabled()
    assert view.cards[4].words()[-1] == "Table 5 is in use."


def test_while_plans_are_tried_they_can_be_stopped(view: TableChoiceView) -> None:
    stopped: list[bool] = []
    view.cancel_requested.connect(lambda: stopped.append(True))
    assert view.attempt.isVisible()
    view.show_trying("Planning 6 tables…")
    assert (view.attempt.isVisible(), view.stop.isVisible()) == (False, True)
    view.stop.click()
    assert stopped == [True]


def test_what_a_sixth_table_reaches_and_costs_is_said() -> None:
    record = fresh()
    five, six = (one for one in weighed(record) if one.limit.tables in {5, 6})
    assert size_words(five.limit) == "5 or 6 people at a table"
    said = lines(six, record)
    assert said[0] == (Tone.GREEN, "Nobody need meet anybody twice in 6 rounds: proven.")
    assert (Tone.NEUTRAL, "Reporting back takes 11 min more on the fullest day.") in said
    assert (Tone.AMBER, "Day 1 ends 17:11, 11 min too late.") in said
    assert (Tone.GREEN, "Every table can share a language and have somebody who reports.") in said
    assert (Tone.GREEN, "The day fits.") in lines(five, record)


@pytest.mark.parametrize(
    ("people", "tables", "rounds", "words"),
    [
        (28, 7, 9, "Nobody need meet anybody twice in 9 rounds: proven."),
        (28, 5, 6, "Repeats from round 2 on, whatever anybody computes: at least 45 repeats in 6 rounds."),
        (28, 7, 10, "Nobody meets twice in 9 rounds; at least 42 repeats in 10, whatever anybody computes."),
        (30, 7, 7, "Whether somebody has to meet twice in 7 rounds only a plan can tell."),
        (28, 6, 0, "No round of mixing is still to come."),
        (4, 6, 2, "Everybody sits alone."),
    ],
)
def test_what_is_proven_is_said_in_plain_words(people: int, tables: int, rounds: int, words: str) -> None:
    assert meeting_words(limit_of(people, tables, rounds))[1] == words


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (Found(0, 1, 0, 0, 0, 0), "Found: nobody meets anybody twice."),
        (Found(9, 2, 9, 9, 0, 0), "Found: 9 pairs meet twice; nobody can do better."),
        (
            Found(31, 2, 31, 15, 0, 0),
            "Found in some seconds: 31 pairs meet twice; nobody can have fewer than 15 repeats.",
        ),
        (Found(3, 3, 5, 0, 0, 0), "Found in some seconds: 3 pairs meet again, up to 3 times."),
        (
            Found(3, 2, 3, 0, 2, 1),
            "A plan of some seconds: wishes broken 2 times, 1 table without a language or a reporter.",
        ),
    ],
)
def test_what_a_plan_on_trial_found_is_said(found: Found, words: str) -> None:
    choice = replace(weighed(fresh())[1], found=found)
    assert words in [said for _tone, said in lines(choice, fresh())]
