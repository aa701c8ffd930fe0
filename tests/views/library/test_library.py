"""The start screen: cards, search, and files dropped on it."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from facilitator_app.views.library import LibraryView
from facilitator_app.views.library.cards import WorkshopCard
from facilitator_app.views.library.first_page import FirstPage
from facilitator_app.views.shared.actions import ActionSet
from facilitator_app.views.shared.buttons import Button
from facilitator_app.views.shared.dates import span_words
from facilitator_app.views.shared.panels import Card
from tests.views.library.cases import CARDS, HITS, NOW


@pytest.fixture
def view(qtbot: QtBot) -> LibraryView:
    actions = ActionSet()
    made = LibraryView(actions)
    actions.setParent(made)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    return made


def words(view: LibraryView) -> list[str]:
    return [label.text() for label in view.findChildren(QLabel) if label.isVisible()]


def cards(view: LibraryView) -> list[WorkshopCard]:
    return [card for card in view.findChildren(WorkshopCard) if card.isVisible()]


def test_somebody_without_workshops_sees_pictures_and_where_to_begin(view: LibraryView) -> None:
    view.show_cards((), NOW)
    assert [page.isVisible() for page in view.findChildren(FirstPage)] == [True]
    assert "Run the room" in words(view)
    assert not view.search.isVisible()


def test_a_card_says_what_when_where_and_how_far(view: LibraryView) -> None:
    view.show_cards(CARDS, NOW)
    assert [card.path for card in cards(view)] == [card.path for card in CARDS]
    said = [label.text() for label in cards(view)[0].findChildren(QLabel)]
    assert said[:4] == [
        "Cluster development workshop, Kaunas",
        "2–3 March 2027",
        "Kaunas, Lithuania",
        "Two days",
    ]
    assert "5 of 9 steps done" in said


def test_a_card_opens_by_mouse_and_by_keyboard(view: LibraryView, qtbot: QtBot) -> None:
    view.show_cards(CARDS, NOW)
    told: list[str] = []
    view.workshop_chosen.connect(told.append)
    QTest.mouseClick(cards(view)[1], Qt.MouseButton.LeftButton, pos=QPoint(40, 100))
    QTest.keyClick(cards(view)[0], Qt.Key.Key_Return)
    assert told == [CARDS[1].path, CARDS[0].path]


def test_a_file_that_cannot_be_opened_says_why_on_its_card_and_offers_its_backups(view: LibraryView) -> None:
    view.show_cards(CARDS, NOW)
    broken = cards(view)[4]
    assert "The file is damaged: 3 pages cannot be read." in [x.text() for x in broken.findChildren(QLabel)]
    told: list[str] = []
    view.restore_requested.connect(told.append)
    view.workshop_chosen.connect(told.append)
    QTest.mouseClick(broken, Qt.MouseButton.LeftButton, pos=QPoint(20, 60))
    assert told == []
    next(b for b in broken.findChildren(Button) if b.text() == "Backups…").click()
    assert told == [CARDS[4].path]


def test_taking_a_card_off_does_not_open_it(view: LibraryView) -> None:
    view.show_cards(CARDS, NOW)
    opened: list[str] = []
    told: list[str] = []
    view.workshop_chosen.connect(opened.append)
    view.forget_requested.connect(told.append)
    away = next(b for b in cards(view)[0].findChildren(Button) if b.text() == "Take off the list")
    QTest.mouseClick(away, Qt.MouseButton.LeftButton)
    assert (told, opened) == ([CARDS[0].path], [])


def test_search_asks_once_when_typing_pauses_and_shows_the_places(view: LibraryView, qtbot: QtBot) -> None:
    view.show_cards(CARDS, NOW)
    asked: list[str] = []
    view.search_requested.connect(asked.append)
    QTest.keyClicks(view.search, "zauf")
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == ["zauf"]
    view.show_hits("zauf", HITS)
    assert "Brakuje danych – zaufanie" in words(view)
    assert CARDS[0].title in words(view)
    chosen: list[object] = []
    view.hit_chosen.connect(chosen.append)
    hit = next(c for c in view.findChildren(Card) if c.isVisible() and HITS[0].text in c.accessibleName())
    QTest.keyClick(hit, Qt.Key.Key_Return)
    assert chosen == [HITS[0]]


def test_an_answer_to_an_older_question_is_dropped(view: LibraryView) -> None:
    view.show_cards(CARDS, NOW)
    view.search.setText("trust")
    view.show_hits("tru", HITS)
    assert "Brakuje danych – zaufanie" not in words(view)
    view.show_hits("trust", ())
    assert "Nothing found" in words(view)
    view.search.clear()
    QTest.keyClick(view.search, Qt.Key.Key_Return)
    assert cards(view)


def test_files_dropped_on_the_window_are_told_and_web_addresses_are_not(view: LibraryView) -> None:
    view.show_cards(CARDS, NOW)
    told: list[tuple[str, ...]] = []
    view.files_dropped.connect(told.append)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile("/tmp/roster.xlsx"), QUrl("https://example.org/x.zip")])  # noqa: S108
    no, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(QPoint(50, 50), Qt.DropAction.CopyAction, mime, left, no)
    QApplication.sendEvent(view, enter)
    assert enter.isAccepted()
    assert "Drop it here: a workshop, a package, or a list of people" in words(view)
    QApplication.sendEvent(view, QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, mime, left, no))
    assert told == [("/tmp/roster.xlsx",)]  # noqa: S108
    assert "Drop it here: a workshop, a package, or a list of people" not in words(view)


def test_days_of_a_workshop_are_written_as_people_write_them(qapp: QApplication) -> None:
    assert span_words(date(2027, 3, 2), date(2027, 3, 3)) == "2–3 March 2027"
    assert span_words(date(2027, 3, 2), date(2027, 3, 2)) == "2 March 2027"
    assert span_words(date(2027, 4, 30), date(2027, 5, 1)) == "30 April 2027 – 1 May 2027"
    assert span_words(None, None) == ""
