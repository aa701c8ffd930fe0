"""Beside the run: somebody new, how people sit, who is here, what the tables need."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from facilitator_app.records.enums import StageName
from facilitator_app.records.people import Participant
from facilitator_app.records.seating import SeatingConfirmation
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.seating.arrivals import Placing, PlacingReason
from facilitator_app.services import seating
from facilitator_app.views.console import ConsoleView
from facilitator_app.views.console.livewords import found_people, half_day_words, listed, placing_words
from facilitator_app.views.console.spoken import tag_of, tags_of
from tests.builders import before_start, kaunas, sharjah, state_after
from tests.views.console.cases import at_step, few_left
from tests.views.console.hands import Shown, heard

_PLAIN = dict.fromkeys((0x2068, 0x2069))


def plain(words: str) -> str:
    return words.translate(_PLAIN)


def running(shown: Shown, record: WorkshopRecord | None = None) -> tuple[ConsoleView, WorkshopRecord]:
    record = at_step(record or kaunas(), 2, StageName.DISCUSS)
    return shown(record, state_after(record, 60)), record


def test_enter_goes_to_the_next_empty_field_and_seats_in_the_last(shown: Shown) -> None:
    view, _record = running(shown)
    page = view.side.walk_in
    came = heard(page.came)
    view.side.turn_walk_in()
    for field, words in (
        (page.name, "Giorgi"),
        (page.languages, "georgian, en"),
        (page.organisation, "GITA"),
    ):
        assert field.hasFocus()
        field.setText(words)
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert came == [("Giorgi", ("ka", "en"), "GITA", "")]
    assert page.name.hasFocus()
    assert page.name.text() == page.languages.text() == ""


def test_nobody_is_seated_without_a_language(shown: Shown) -> None:
    view, _record = running(shown)
    page = view.side.walk_in
    came = heard(page.came)
    view.side.turn_walk_in()
    page.name.setText("Giorgi")
    page.seat.click()
    page.languages.setText("qqq")
    page.seat.click()
    assert came == []
    assert page.languages.property("wrong")


def test_languages_are_typed_as_codes_or_names_in_any_script() -> None:
    assert tags_of("lt; Polish and english") == (("lt", "pl", "en"), "")
    assert tags_of("ქართული") == (("ka",), "")
    assert tags_of("العربية، ខ្មែរ") == (("ar", "km"), "")
    assert tags_of("lithu xx") == (("lt",), "xx")
    assert tag_of("l") is None
    assert tag_of("li", known=["lt", "en"]) == "lt"
    assert tags_of("") == ((), "")


def test_as_seated_is_confirmed_by_enter_alone(shown: Shown) -> None:
    view, record = running(shown)
    page = view.side.seated
    said = heard(page.confirmed)
    view.side.turn_seated()
    assert page.confirm.text() == "Everybody sits as planned"
    QTest.keyClick(page.field, Qt.Key.Key_Return)
    assert said == [(record.run_entries[-1].position.segment_id, {})]


def test_corrections_are_typed_one_after_the_other_and_taken_back_by_backspace(shown: Shown) -> None:
    view, record = running(shown)
    page = view.side.seated
    said = heard(page.confirmed)
    view.side.turn_seated()
    one, other, third = record.participants[0], record.participants[8], record.participants[20]
    for person, number in ((one, 5), (other, 1), (third, 2)):
        page.field.setText(f"{person.name} {number}")
        QTest.keyClick(page.field, Qt.Key.Key_Return)
    assert page.changes() == {one.id: 5, other.id: 1, third.id: 2}
    QTest.keyClick(page.field, Qt.Key.Key_Backspace)
    assert page.confirm.text() == "Confirm with 2 changes"
    QTest.keyClick(page.field, Qt.Key.Key_Return)
    assert said[0][1] == {one.id: 5, other.id: 1}


def test_what_cannot_be_meant_is_said_below_the_field_and_changes_nothing(shown: Shown) -> None:
    view, record = running(shown)
    page = view.side.seated
    view.side.turn_seated()
    name = record.participants[0].name
    for words, hint in (
        (name, "which table?"),
        (f"{name} 9", "there is no table 9"),
        ("zzzz 2", "Nobody here is called"),
        ("a 2", "Type more letters"),
    ):
        page.field.setText(words)
        assert hint in plain(page.hint())
        QTest.keyClick(page.field, Qt.Key.Key_Return)
        assert page.changes() == {}
        assert page.field.property("wrong")


def test_people_are_found_by_letters_of_any_script() -> None:
    people = sharjah().participants
    for person in people:
        if person.native_name:
            assert person in found_people(people, person.native_name[:4])
        assert found_people(people, person.name)[0] == person
    assert found_people(people, " ") == ()


def test_a_round_nobody_confirmed_says_so_quietly_until_somebody_does(shown: Shown) -> None:
    view, record = running(shown)
    assert plain(view.side.seats.words()[0]) == "Nobody has confirmed who sits where."
    assert not view.side.seats.asks()
    segment = record.run_entries[-1].position.segment_id
    known = SeatingConfirmation("c", segment, record.run_entries[-1].started.wall)
    view.show_workshop(replace(record, confirmations=(known,)))
    assert view.side.seats.words()[0] == ""


def test_the_card_says_who_moves_from_where_to_where_and_why(shown: Shown) -> None:
    view, record = running(shown)
    record = few_left(record)
    view.side.seats.show_offer(record, seating.tables_offer(record), 0)
    title, who = view.side.seats.words()
    assert title == "1 person moves"
    assert plain(who).startswith("Table 2 has 2 people left.\n")
    assert "→ 2" in who
    left = heard(view.side.seats.put_off)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert left == [()]


def test_letters_and_space_tick_somebody_off_and_the_tables_say_what_it_means(shown: Shown) -> None:
    view, _record = running(shown, few_left(kaunas()))
    page = view.side.people
    asked, closed = heard(page.attendance_changed), heard(page.closed)
    view.side.turn_people()
    assert page.words()[1] == "Table 2 has 2 people left."
    page.finder.setText("rasa")
    assert plain(page.words()[0]) == "Space: Rasa Vėtrungė is not here"
    QTest.keyClick(page.finder, Qt.Key.Key_Space)
    assert [(one[1], one[2]) for one in asked] == [("D1-AM", False)]
    QTest.keyClick(page.finder, Qt.Key.Key_Return)
    assert closed == [()]


def test_somebody_leaves_from_a_half_day_on(shown: Shown) -> None:
    view, record = running(shown)
    page = view.side.people
    leaving = heard(page.leaving)
    view.side.turn_people()
    assert not page.leaves.isVisible()
    page.finder.setText("rasa")
    assert page.leaves.isVisible()
    page.leaves.go.click()
    rasa = next(p for p in record.participants if p.given_name == "Rasa")
    assert leaving == [(rasa.id, "D1-PM", "")]
    assert half_day_words("D1-PM") == "day 1, afternoon"


def test_escape_puts_a_page_away(shown: Shown) -> None:
    record = kaunas()
    view = shown(record, before_start(record))
    for turn, page in (
        (view.side.turn_people, view.side.people),
        (view.side.turn_walk_in, view.side.walk_in),
        (view.side.turn_seated, view.side.seated),
    ):
        turn()
        assert page.isVisible()
        QTest.keyClick(page, Qt.Key.Key_Escape)
        assert not page.isVisible()


def test_where_somebody_sits_is_said_in_a_sentence() -> None:
    record = kaunas()
    nino = Participant("n", "P99", "Nino", "Beridze", "Nino Beridze", languages=("ka",))
    record = replace(record, participants=(*record.participants, nino))

    def said(reason: PlacingReason, languages: tuple[str, ...] = ("en",), lost: tuple[str, ...] = ()) -> str:
        return plain(placing_words(record, nino, Placing(3, languages, reason, lost)))

    assert said(PlacingReason.LANGUAGE) == "Nino Beridze sits at table 3: English is spoken there."
    two = said(PlacingReason.LANGUAGE, ("ka", "en"))
    assert two == "Nino Beridze sits at table 3: Ქართული and English are spoken there."
    assert "the interpreter is there" in said(PlacingReason.INTERPRETER)
    assert "can report in English" in said(PlacingReason.REPORTER)
    assert "as was wished" in said(PlacingReason.WISH)
    assert "Nino Beridze needs an interpreter" in said(PlacingReason.NO_LANGUAGE, (), ("n",))
    assert "no round to come" in plain(placing_words(record, nino, None))
    assert plain(listed(["a", "b", "c"])) == "a, b and c"
