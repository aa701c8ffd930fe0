"""Wishes: added with a few keys, read as sentences, what clashes named on top; and what is mixed."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from facilitator_app.records.enums import WishKind
from facilitator_app.records.seating import Seat, SeatingWish
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.seating.conflicts import Conflict, ConflictKind, Tie, TieKind, conflicts
from facilitator_app.views.prepare.personfield import matching, people_to_choose
from facilitator_app.views.prepare.seatwords import rounds_of, sentences
from facilitator_app.views.prepare.wishes import WishesView
from facilitator_app.views.prepare.wishwords import clash_words, clashes_of
from facilitator_app.views.shared.buttons import Button
from facilitator_app.views.shared.tokens import Tone
from tests.builders import kaunas, sharjah
from tests.views.prepare.cases import wishing

Shown = Callable[[WorkshopRecord], WishesView]
Wished = list[tuple[str, str, str]]


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    def show(record: WorkshopRecord) -> WishesView:
        view = WishesView()
        qtbot.addWidget(view)
        view.show_workshop(record)
        view.resize(1366, 768)
        with qtbot.waitExposed(view):
            view.show()
        view.activateWindow()
        view.adding.first.setFocus()
        return view

    return show


def wished_in(view: WishesView) -> Wished:
    told: Wished = []
    view.wished.connect(lambda *wish: told.append(wish))
    return told


def plain(words: str) -> str:
    return words.replace("\u2068", "").replace("\u2069", "")


def said(view: WishesView) -> list[str]:
    return [plain(label.text()) for label in view.findChildren(QLabel) if label.isVisible()]


def type_in(field: QWidget, text: str) -> None:
    """Type any script: plain key events are for Latin letters only."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(field, event)


def test_a_wish_for_two_is_added_without_a_mouse(shown: Shown) -> None:
    record = kaunas()
    view = shown(record)
    told = wished_in(view)
    one, other = record.participants[4], record.participants[9]
    type_in(view.adding.first, one.family_name[:6].lower())
    QTest.keyClick(view.adding.first, Qt.Key.Key_Return)
    chosen = view.focusWidget()
    assert chosen is not None
    QTest.keyClick(chosen, Qt.Key.Key_Right)
    QTest.keyClick(view.focusWidget(), Qt.Key.Key_Return)
    assert view.adding.second.hasFocus()
    type_in(view.adding.second, other.family_name[:6].lower())
    QTest.keyClick(view.adding.second, Qt.Key.Key_Return)
    assert told == [("apart", one.id, other.id)]
    assert (view.adding.first.text(), view.adding.second.text()) == ("", "")
    assert view.adding.first.hasFocus()


def test_a_table_is_found_by_its_number(shown: Shown) -> None:
    record = kaunas()
    view = shown(record)
    told = wished_in(view)
    type_in(view.adding.first, record.participants[0].family_name)
    QTest.keyClick(view.adding.first, Qt.Key.Key_Return)
    view.adding.kinds.choose("at_table")
    type_in(view.adding.second, "3")
    QTest.keyClick(view.adding.second, Qt.Key.Key_Return)
    assert told == [("at_table", record.participants[0].id, record.tables[2].id)]


def test_names_are_found_in_any_script_and_without_accents() -> None:
    candidates = people_to_choose(sharjah())
    assert matching(candidates, "نورة")[0].words == "Noura Al Suwaihli"
    assert matching(candidates, "penhal")[0].words == "Gareth Penhallow"
    accented = next(one for one in kaunas().participants if not one.family_name.isascii())
    typed = unicodedata.normalize("NFD", accented.family_name).encode("ascii", "ignore").decode()
    assert accented.id in {one.id for one in matching(people_to_choose(kaunas()), typed)}
    assert matching(candidates, "  ") == ()


def test_nobody_of_that_name_is_marked_and_nothing_is_wished(shown: Shown) -> None:
    view = shown(kaunas())
    told = wished_in(view)
    type_in(view.adding.first, "qqq")
    QTest.keyClick(view.adding.first, Qt.Key.Key_Return)
    assert view.adding.first.property("wrong")
    assert view.adding.first.hasFocus()
    assert told == []


def test_the_arrow_keys_choose_another_of_those_found(shown: Shown) -> None:
    record = sharjah()
    view = shown(record)
    type_in(view.adding.first, "al")
    second = view.adding.matches.item(1).text()
    QTest.keyClick(view.adding.first, Qt.Key.Key_Down)
    QTest.keyClick(view.adding.first, Qt.Key.Key_Return)
    assert second.startswith(view.adding.first.text())
    assert not view.adding.matches.isVisible()


def test_somebody_is_not_to_sit_apart_from_themselves(shown: Shown) -> None:
    view = shown(kaunas())
    told = wished_in(view)
    name = kaunas().participants[0].family_name
    for field in (view.adding.first, view.adding.second):
        field.setFocus()
        type_in(field, name)
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert told == []
    assert view.adding.second.property("wrong")
    QTest.keyClick(view.adding.second, Qt.Key.Key_Escape)
    assert view.adding.second.text() == ""


def test_wishes_are_sentences_that_can_be_taken_back(shown: Shown) -> None:
    record = wishing(sharjah())
    view = shown(record)
    assert "Huda Al Waseti and Rashid Al Marsawi sit apart." in said(view)
    assert "Saif Al Nakhli sits at table 3." in said(view)
    assert "Rashid Al Marsawi interprets for Saif Al Nakhli: they sit together." in said(view)
    removed: list[str] = []
    view.wish_removed.connect(removed.append)
    view.interpreter_removed.connect(removed.append)
    buttons = [one for one in view.findChildren(Button) if one.text() == "Remove"]
    for one in buttons:
        one.click()
    assert removed == ["w1", "w2", "w3", "w4", "w5", record.participants[3].id]


def test_wishes_that_clash_stand_on_top_with_every_name(shown: Shown) -> None:
    words = said(shown(wishing(sharjah())))
    assert (
        "Noura Al Suwaihli and Khalid Bin Tamran shall sit together; Khalid Bin Tamran and Mariam Al Ghafri "
        "shall sit together; but Noura Al Suwaihli and Mariam Al Ghafri shall sit apart. "
        "One of the 3 cannot be kept."
    ) in words


def test_no_wish_yet_says_what_one_is(shown: Shown) -> None:
    assert "No wishes yet" in said(shown(kaunas()))
    assert "No wishes yet" not in said(shown(wishing(kaunas())))


def test_what_is_mixed_is_told_in_weights(shown: Shown) -> None:
    view = shown(kaunas())
    told: list[tuple[dict[str, float], tuple[str, ...]]] = []
    view.mix_chosen.connect(lambda weights, alone: told.append((weights, alone)))
    view.mix.levels["country"].choose("lot")
    view.mix.levels["org"].choose("none")
    view.mix.alone["gender"].setChecked(True)
    assert told[-1] == ({"org": 0.0, "sector": 4.0, "country": 8.0, "gender": 2.0}, ("gender",))
    view.show_workshop(wishing(kaunas()))
    assert (view.mix.levels["org"].key(), view.mix.levels["country"].key()) == ("lot", "none")
    assert len(told) == 3


def test_every_kind_of_clash_has_its_sentence() -> None:
    record = sharjah()
    ids = [one.id for one in record.participants]
    ties = (Tie(TieKind.AT_TABLE, (ids[0],), 1, "w"), Tie(TieKind.LOCKED, (ids[0],), 2))
    values: dict[str, str | int] = {"size": 7, "seats": 6, "table": 3, "tables": 5, "language": "en"}
    said_of = {}
    for kind in ConflictKind:
        people = tuple(ids[:2])
        said_of[kind] = plain(clash_words(Conflict(kind, ties, people, values=values), record))
    assert all(words.endswith(".") and "{" not in words for words in said_of.values())
    assert len(set(said_of.values())) >= len(ConflictKind) - 4
    assert said_of[ConflictKind.LOCKED_OTHERWISE] == (
        "Noura Al Suwaihli shall sit at table 1; but the seat of Noura Al Suwaihli is locked at table 2. "
        "One of the 2 cannot be kept."
    )
    only = "Only 2 people can report in English, for 5 tables: Noura Al Suwaihli and Khalid Bin Tamran."
    assert said_of[ConflictKind.TOO_FEW_REPORTERS] == only


def test_a_clash_in_one_round_names_the_round() -> None:
    record = sharjah()
    first = rounds_of(record)[0]
    seat = Seat("lock", first.id, record.tables[0].id, record.participants[0].id, locked=True)
    wish = SeatingWish("w", WishKind.AT_TABLE, record.participants[0].id, table_id=record.tables[1].id)
    (clash,) = clashes_of(replace(record, seats=(seat,), wishes=(wish,)))
    assert plain(clash_words(clash, record)).startswith(
        f"{first.title}: Noura Al Suwaihli shall sit at table 2"
    )


def test_what_the_seats_do_not_keep_is_said_with_names() -> None:
    record = sharjah()
    one, other = (record.seated(rounds_of(record)[0].id, table.id)[0] for table in record.tables[:2])
    wish = SeatingWish("w", WishKind.TOGETHER, one.id, other.id)
    told = [(s.tone, plain(s.words)) for s in sentences(replace(record, wishes=(wish,)))]
    assert (Tone.RED, f"{one.name} and {other.name} were to sit together; they do not.") in told


def test_the_rehearsals_have_no_wish_that_clashes() -> None:
    for record in (kaunas(), sharjah()):
        assert not clashes_of(record)
        assert conflicts(record.participants, (), (), (), record.tables) == ()
