"""The lights desk: twelve signs by three keys, evidence beside them, the board in sentences."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from facilitator_app.records.agenda import Agenda
from facilitator_app.records.enums import LightColour, StageName
from facilitator_app.records.findings import LightRating
from facilitator_app.records.run import Position
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.board import BoardKey, clear_reds, disagreements
from facilitator_app.views.lights import LightsView
from facilitator_app.views.lights.board import difference_sentences, red_sentences
from facilitator_app.views.lights.items import LightRow
from tests import builders

Key = Qt.Key
STEP = 3


@dataclass(repr=False)
class Desk:
    """The desk, the record behind it and what it emitted."""

    view: LightsView
    record: WorkshopRecord
    log: list[tuple[Any, ...]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Keep ratings and evidence as the file does, at once."""
        self.view.rated.connect(lambda *args: self.take("rated", *args))
        self.view.evidence_settled.connect(lambda *args: self.take("evidence", *args))

    def take(self, what: str, key: BoardKey, item: str, value: Any) -> None:
        """Note what was emitted and show the record that follows from it."""
        self.log.append((what, key, item, value))
        changed = {"rating": value} if what == "rated" else {"evidence_local": value}
        known = [one for one in self.record.light_ratings if _is(one, key, item)]
        others = [one for one in self.record.light_ratings if not _is(one, key, item)]
        colour = LightColour.GREEN if item.startswith("G") else LightColour.RED
        new = LightRating(f"{key}{item}", None, key.step, key.table_id, key.cluster_id, item, colour, None)
        made = replace(known[0] if known else new, **changed)
        self.record = replace(self.record, light_ratings=(*others, made))
        self.view.show_workshop(self.record)

    def press(self, key: Qt.Key) -> None:
        """Press a key where the focus is."""
        QTest.keyClick(QApplication.focusWidget() or self.view, key)

    def row_in_use(self) -> int:
        """Return which sign has the focus."""
        return next(n for n, row in enumerate(self.view.rows()) if row.hasFocus())

    def click(self, row: LightRow, words: str) -> None:
        """Click one answer of a sign."""
        buttons = row.findChildren(QAbstractButton)
        answer = next(one for one in buttons if one.text() == words)
        QTest.mouseClick(answer, Qt.MouseButton.LeftButton)


def _is(one: LightRating, key: BoardKey, item: str) -> bool:
    return (one.cluster_id, one.table_id, one.step, one.item) == (
        key.cluster_id, key.table_id, key.step, item,
    )  # fmt: skip


@pytest.fixture
def make_desk(qtbot: QtBot) -> Callable[[WorkshopRecord], Desk]:
    def make(record: WorkshopRecord) -> Desk:
        view = LightsView()
        qtbot.addWidget(view)
        desk = Desk(view, record)
        view.show_workshop(record)
        view.resize(1366, 768)
        with qtbot.waitExposed(view):
            view.show()
        view.activateWindow()
        qtbot.waitUntil(view.isActiveWindow)
        return desk

    return make


@pytest.fixture
def desk(make_desk: Callable[[WorkshopRecord], Desk]) -> Desk:
    """Step 3 at table 2, nothing rated yet."""
    made = make_desk(replace(builders.kaunas(), light_ratings=()))
    made.view.open_cell(STEP, "table-2")
    made.view.rows()[0].setFocus()
    return made


def type_evidence(row: LightRow, text: str) -> None:
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(row.evidence, event)


# --- rating ---------------------------------------------------------------------------------------------


def test_a_table_is_rated_with_twelve_keys(desk: Desk) -> None:
    answers = [2, 2, 1, 0, 2, 1, 0, 0, 1, 2, 0, 0]
    for answer in answers:
        desk.press(Key(Key.Key_0 + answer))
    cluster = next(one.cluster_id for one in desk.record.tables if one.id == "table-2")
    key = BoardKey(cluster, "table-2", STEP)
    assert [entry[3] for entry in desk.log] == answers
    assert {entry[1] for entry in desk.log} == {key}
    assert [entry[2] for entry in desk.log] == [row.item.item for row in desk.view.rows()]
    assert desk.view.signal._figures.text().startswith("12 of 12 rated.")


def test_green_lights_come_first_then_red_ones(desk: Desk) -> None:
    colours = [row.item.colour for row in desk.view.rows()]
    assert colours == [LightColour.GREEN] * 6 + [LightColour.RED] * 6


def test_the_arrows_move_without_rating_and_stop_at_both_ends(desk: Desk) -> None:
    desk.press(Key.Key_Up)
    assert desk.row_in_use() == 0
    for _n in range(14):
        desk.press(Key.Key_Down)
    assert desk.row_in_use() == 11
    assert desk.log == []


@pytest.mark.parametrize("key", [Key.Key_Minus, Key.Key_Backspace, Key.Key_Delete])
def test_an_answer_is_taken_back_and_the_cursor_stays(desk: Desk, key: Qt.Key) -> None:
    desk.press(Key.Key_2)
    desk.press(Key.Key_Up)
    desk.press(key)
    assert [entry[3] for entry in desk.log] == [2, None]
    assert desk.row_in_use() == 0
    assert desk.view.rows()[0].accessibleName().endswith("Not discussed")


def test_a_click_rates_and_stays_and_a_second_click_takes_it_back(desk: Desk) -> None:
    row = desk.view.rows()[4]
    desk.click(row, "Clearly")
    assert desk.row_in_use() == 4
    assert row.evidence.isVisible()
    desk.click(row, "Clearly")
    assert [entry[3] for entry in desk.log] == [2, None]
    assert desk.row_in_use() == 4


def test_every_answer_is_read_aloud_with_its_sign(desk: Desk) -> None:
    row = desk.view.rows()[0]
    desk.press(Key.Key_1)
    assert row.accessibleName() == f"{row.item.text}: Partly"
    names = [button.accessibleName() for button in row.findChildren(QAbstractButton)]
    assert f"{row.item.text}: Clearly" in names


def test_the_sign_with_the_cursor_is_always_seen(desk: Desk, qtbot: QtBot) -> None:
    desk.view.resize(1024, 600)
    area = desk.view._scroll.viewport()
    for _n in range(11):
        desk.press(Key.Key_2)
        row = desk.view.rows()[desk.row_in_use()]
        qtbot.waitUntil(
            lambda row=row: 0 <= row.mapTo(area, row.rect().topLeft()).y() <= area.height() - 20,  # type: ignore[misc]
            timeout=2000,
        )


def test_on_a_small_screen_nothing_is_cut_off_at_the_side(desk: Desk) -> None:
    desk.view.resize(940, 600)  # 1024 without the rail
    desk.press(Key.Key_Down)
    QApplication.processEvents()
    area = desk.view._scroll
    assert desk.view.width() == 940
    assert area.horizontalScrollBar().maximum() == 0


# --- evidence -------------------------------------------------------------------------------------------


def test_evidence_is_typed_after_enter_and_settled_by_enter(desk: Desk) -> None:
    row = desk.view.rows()[0]
    desk.press(Key.Key_2)
    desk.press(Key.Key_Up)
    desk.press(Key.Key_Return)
    assert row.evidence.hasFocus()
    type_evidence(row, "Kolegija duoda patalpas")
    desk.press(Key.Key_Return)
    assert desk.log[-1][0] == "evidence"
    assert desk.log[-1][2:] == (row.item.item, "Kolegija duoda patalpas")
    assert desk.row_in_use() == 1
    assert row.evidence.isVisible(), "a sentence that was given stays in sight"
    assert sum(entry[0] == "evidence" for entry in desk.log) == 1


def test_digits_typed_as_evidence_rate_nothing(desk: Desk) -> None:
    row = desk.view.rows()[0]
    row.open_evidence()
    QTest.keyClicks(row.evidence, "20 12")
    desk.press(Key.Key_Tab)
    assert [entry[0] for entry in desk.log] == ["evidence"]
    assert desk.log[0][3] == "20 12"


def test_evidence_that_is_being_typed_is_never_overwritten(desk: Desk) -> None:
    row = desk.view.rows()[0]
    row.open_evidence()
    type_evidence(row, "Trys įmonės")
    desk.view.show_workshop(desk.record)
    assert row.evidence.text() == "Trys įmonės"
    row.evidence.clearFocus()
    desk.view.show_workshop(replace(desk.record, light_ratings=()))
    desk.view.show_workshop(desk.record)
    assert row.evidence.text() == "Trys įmonės"


def test_evidence_belongs_to_the_table_it_was_typed_for(desk: Desk) -> None:
    row = desk.view.rows()[0]
    row.open_evidence()
    type_evidence(row, "Trys įmonės")
    tab = next(one for one in desk.view.tables.findChildren(QAbstractButton) if one.text() == "Table 4")
    QTest.mouseClick(tab, Qt.MouseButton.LeftButton)  # a click takes no cursor out of a text
    assert [(entry[0], entry[1].table_id, entry[3]) for entry in desk.log] == [
        ("evidence", "table-2", "Trys įmonės")
    ]
    assert desk.view.rows()[0].evidence.text() == ""
    desk.view.settle()
    assert len(desk.log) == 1
    desk.view.open_cell(STEP, "table-2")
    assert desk.view.rows()[0].evidence.text() == "Trys įmonės"


# --- which cell -----------------------------------------------------------------------------------------


def test_a_table_without_a_cluster_is_rated_without_one(make_desk: Callable[[WorkshopRecord], Desk]) -> None:
    record = builders.kaunas()
    tables = tuple(replace(one, cluster_id=None) for one in record.tables)
    desk = make_desk(replace(record, tables=tables, light_ratings=()))
    desk.view.open_cell(STEP, "table-1")
    assert desk.view.key() == BoardKey(None, "table-1", STEP)


def test_before_clusters_are_adopted_a_table_is_rated_without_one(desk: Desk) -> None:
    desk.view.open_cell(2, "table-1")
    assert desk.view.key() == BoardKey(None, "table-1", 2)


def test_a_table_that_was_rated_goes_on_where_it_was(make_desk: Callable[[WorkshopRecord], Desk]) -> None:
    desk = make_desk(builders.kaunas())
    rated = next(one for one in builders.kaunas().light_ratings if one.step == 5)
    desk.view.open_cell(5, rated.table_id)
    assert desk.view.key() == BoardKey(rated.cluster_id, rated.table_id, 5)


def test_a_step_without_ratings_is_said_to_have_too_few(desk: Desk) -> None:
    assert desk.view.signal._badge.text() == "too few"
    assert desk.view.signal._figures.text().startswith("0 of 12 rated.")
    assert desk.view.board._nothing.isVisibleTo(desk.view.board)
    assert not desk.view.findings.isVisibleTo(desk.view)


def test_the_desk_opens_the_step_that_is_worked_once_for_each_segment(desk: Desk) -> None:
    segment = builders.segment_of_step(desk.record, 4)
    run = builders.played(desk.record, Position(segment.id, StageName.LIGHTS))
    desk.view.show_run(builders.state_after(run, 5))
    assert desk.view.step.key() == "4"
    desk.view.open_cell(2, "table-2")
    desk.view.show_run(builders.state_after(run, 6))
    assert desk.view.step.key() == "2", "whoever goes elsewhere is left there"


def test_without_steps_or_tables_the_desk_says_what_will_be_here(
    make_desk: Callable[[WorkshopRecord], Desk],
) -> None:
    record = replace(builders.kaunas(), light_ratings=())
    assert make_desk(replace(record, agenda=Agenda(record.agenda.zone, ()))).view.empty.isVisible()
    assert make_desk(replace(record, tables=())).view.empty.isVisible()


# --- the board ------------------------------------------------------------------------------------------


def test_tables_that_disagree_about_one_cluster_are_a_sentence_each() -> None:
    record = builders.kaunas()
    sentences = difference_sentences(record)
    assert len(sentences) == len(disagreements(record)) > 0
    first = sentences[0].replace("\u2068", "").replace("\u2069", "")
    assert first == "Step 3: tables see Nemunas Food Valley differently: Table 1 amber, Table 4 green."


def test_every_red_seen_clearly_is_named_with_its_tables() -> None:
    record = builders.kaunas()
    sentences = red_sentences(record)
    assert len(sentences) == len(clear_reds(record)) > 0
    assert sentences[0].startswith("▲ Step 2, clearly seen at Tables ")
    text = next(one.text for one in record.light_items if one.item == clear_reds(record)[0][0])
    assert text in sentences[0]


def test_the_board_page_shows_signals_and_what_to_talk_about(
    make_desk: Callable[[WorkshopRecord], Desk],
) -> None:
    desk = make_desk(builders.kaunas())
    desk.view.page.choose("board")
    assert desk.view.board.isVisible()
    assert desk.view.findings.isVisible()
    desk.view.page.choose("rate")
    assert not desk.view.board.isVisible()
