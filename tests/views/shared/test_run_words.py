"""What several screens share: words of the run, languages, the rail, and what is between field and file."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from facilitator_app.records.enums import StageName
from facilitator_app.records.run import Pace, Position, RunPhase
from facilitator_app.rules.text import Direction
from facilitator_app.views.shared.handover import Handover
from facilitator_app.views.shared.icons import Icon
from facilitator_app.views.shared.languages import direction_of, own_name
from facilitator_app.views.shared.rail import Rail, RailButton
from facilitator_app.views.shared.runwords import next_words, pace_tone, spoken_minutes, stage_name, time_left
from facilitator_app.views.shared.tokens import Tone
from tests import builders

# --- the run --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (13 * 60, "13 min left"),
        (12 * 60 + 1, "13 min left"),
        (299, "4:59 left"),
        (0, "0:00 left"),
        (-12, "0:12 over"),
        (-3601, "60:01 over"),
    ],
)
def test_a_length_is_never_written_like_a_time_of_day(seconds: int, words: str) -> None:
    assert time_left(seconds) == words


def test_people_are_told_half_minutes() -> None:
    assert spoken_minutes(156) == "2½ min"


def test_every_stage_has_a_name_but_the_one_that_is_the_whole() -> None:
    assert [stage for stage in StageName if not stage_name(stage)] == [StageName.WHOLE]


def test_late_is_never_green() -> None:
    assert {pace_tone(pace) for pace in (Pace.FIVE_MINUTES, Pace.ONE_MINUTE)} == {Tone.AMBER}
    assert pace_tone(Pace.OVERTIME) is Tone.RED


def test_next_says_what_it_does_at_every_position_of_a_day() -> None:
    record = builders.kaunas()
    segment = builders.segment_of_step(record, 2)
    order = builders.state_after(builders.played(record, Position(segment.id, StageName.BRIEF))).turn_order
    said = {
        stage: next_words(record, builders.state_after(builders.played(record, Position(segment.id, stage))))
        for stage in (StageName.BRIEF, StageName.DISCUSS)
    }
    assert said == {
        StageName.BRIEF: "Next: Think",
        StageName.DISCUSS: f"Next: Report-back, Table {order[0]} first",
    }
    first = builders.played(record, Position(segment.id, StageName.REPORT, order[0]))
    assert next_words(record, builders.state_after(first)) == f"Table {order[0]} done, go to {order[1]}"
    last = builders.played(record, Position(segment.id, StageName.REPORT, order[-1]))
    assert next_words(record, builders.state_after(last)) == f"Table {order[-1]} done: Synthesis"


def test_next_at_the_edges_of_the_workshop_is_in_words_too() -> None:
    record = builders.kaunas()
    state = builders.before_start(record)
    assert next_words(record, state).startswith("Start: ")
    assert next_words(record, replace(state, following=None)) == "Nothing to start"
    assert next_words(record, replace(state, phase=RunPhase.FINISHED)) == "The workshop is over"
    segment = record.agenda.days[0].segments[-1]
    end = replace(state, position=Position(segment.id, StageName.WHOLE), following=None)
    assert next_words(record, end) == "End the day"


# --- languages ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tag", "name", "way"),
    [
        ("lt", "Lietuvių", Direction.LTR),
        ("ar", "العربية", Direction.RTL),
        ("he", "עברית", Direction.RTL),
        ("en-GB", "English", Direction.LTR),
        ("zh-Hans", "简体中文", Direction.LTR),
        ("qaa", "qaa", Direction.LTR),
    ],
)
def test_a_language_is_called_by_its_own_name_and_runs_its_own_way(
    tag: str, name: str, way: Direction
) -> None:
    assert (own_name(tag), direction_of(tag)) == (name, way)


# --- the rail -------------------------------------------------------------------------------------------


def test_the_rail_leads_to_its_places_and_fits_a_small_screen(qtbot: QtBot) -> None:
    rail = Rail("Places")
    qtbot.addWidget(rail)
    words = ("Library", "Agenda", "People", "Tables", "Run", "Capture", "Lights", "Report")
    rail.show_places([(one.lower(), Icon.FOLDER, one, "F2") for one in words])
    rail.show()
    buttons = rail.findChildren(RailButton)
    assert [one.text() for one in buttons] == list(words)
    assert rail.sizeHint().height() <= 600
    with qtbot.waitSignal(rail.chosen) as asked:
        QTest.mouseClick(buttons[5], Qt.MouseButton.LeftButton)
    assert asked.args == ["capture"]
    rail.choose("lights")
    assert [one.isChecked() for one in buttons].index(True) == 6
    rail.choose("nowhere")
    assert sum(one.isChecked() for one in buttons) == 1


# --- between a field and the file -----------------------------------------------------------------------


def test_our_own_texts_come_back_and_are_no_news() -> None:
    between: Handover[str] = Handover("")
    between.hand_over("a")
    between.hand_over("ab")
    assert [between.is_news(text) for text in ("", "a", "ab")] == [False, False, False]
    assert between.is_quiet


def test_what_somebody_else_wrote_is_news_only_when_nothing_of_ours_is_on_its_way() -> None:
    between: Handover[str] = Handover("")
    assert between.is_news("theirs")
    between.hand_over("ours")
    assert not between.is_news("undone")
    assert not between.is_news("ours")
    assert between.is_news("undone")


def test_what_the_file_has_already_is_not_waited_for() -> None:
    between: Handover[str] = Handover("a")
    between.hand_over("a")
    assert between.is_quiet


@given(st.lists(st.tuples(st.booleans(), st.sampled_from("abc")), max_size=30))
def test_a_file_that_answers_in_order_never_makes_our_own_texts_news(steps: list[tuple[bool, str]]) -> None:
    between: Handover[str] = Handover("")
    waiting: list[str] = []
    for hands_over, text in steps:
        if hands_over:
            between.hand_over(text)
            waiting.append(text)
        elif waiting:
            assert not between.is_news(waiting.pop(0))
    for text in waiting:
        assert not between.is_news(text)
    assert between.is_quiet
