"""The pages beside the rounds: a wish goes into the file and back, a number of tables is tried and chosen."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from facilitator_app.app.wishintents import TablePages
from facilitator_app.records.enums import WishKind
from tests.journeys.visit import Visit


def _pages(seat: Visit, page: str) -> TablePages:
    seat.desks.go("tables")
    seat.desks.prepare.tables.show_page(page)
    seat.rest()
    return seat.desks.prepare.pages


def test_a_wish_is_noted_shown_and_taken_back(seat: Visit) -> None:
    pages = _pages(seat, "wishes")
    one, other, third, *_rest = seat.record.participants
    pages.wishes.wished.emit("together", one.id, other.id)
    pages.wishes.wished.emit("at_table", third.id, seat.record.tables[1].id)
    seat.rest()
    assert [wish.kind for wish in seat.record.wishes] == [WishKind.TOGETHER, WishKind.AT_TABLE]
    pages.wishes.wish_removed.emit(seat.record.wishes[0].id)
    seat.rest()
    assert [wish.kind for wish in seat.record.wishes] == [WishKind.AT_TABLE]
    seat.program.actions.trigger("edit.undo")
    seat.rest()
    assert len(seat.record.wishes) == 2


def test_who_interprets_is_noted_with_the_delegate(seat: Visit) -> None:
    pages = _pages(seat, "wishes")
    one, other, *_rest = seat.record.participants
    pages.wishes.wished.emit("interprets", one.id, other.id)
    seat.rest()
    assert seat.record.participants[1].interpreter_id == one.id
    pages.wishes.interpreter_removed.emit(other.id)
    seat.rest()
    assert seat.record.participants[1].interpreter_id is None


def test_what_is_mixed_is_kept(seat: Visit) -> None:
    pages = _pages(seat, "wishes")
    pages.wishes.mix.levels["country"].choose("lot")
    seat.rest()
    assert dict(seat.record.details.mix_weights)["country"] == 8.0
    pages.wishes.mix.alone["gender"].setChecked(True)
    seat.rest()
    assert seat.record.details.not_alone == ("gender",)


def _weighed(seat: Visit, qtbot: QtBot) -> TablePages:
    pages = _pages(seat, "choose")
    qtbot.waitUntil(lambda: list(pages.choice.cards) == [4, 5, 6, 7], timeout=20_000)
    return pages


def test_a_number_of_tables_is_chosen_as_one_step(seat: Visit, qtbot: QtBot) -> None:
    pages = _weighed(seat, qtbot)
    pages.choice.cards[6].choose.click()
    seat.rest()
    assert (seat.record.details.table_count, len(seat.record.tables)) == (6, 6)
    qtbot.waitUntil(lambda: not pages.choice.cards[6].choose.isVisible(), timeout=20_000)
    seat.program.actions.trigger("edit.undo")
    seat.rest()
    assert (seat.record.details.table_count, len(seat.record.tables)) == (5, 5)


def test_plans_on_trial_are_made_one_after_another_and_shown(seat: Visit, qtbot: QtBot) -> None:
    pages = _weighed(seat, qtbot)
    pages.choice.attempt.click()
    assert pages.trier.busy
    qtbot.waitUntil(lambda: not pages.trier.busy and pages.choice.attempt.isVisible(), timeout=60_000)
    tried = {
        number: any(words.startswith("Found") for words in card.words())
        for number, card in pages.choice.cards.items()
    }
    assert tried == {4: False, 5: True, 6: True, 7: True}  # the fifth table is in use: four cannot be chosen


def test_a_trial_is_stopped_and_closing_waits_for_it(seat: Visit, qtbot: QtBot) -> None:
    pages = _weighed(seat, qtbot)
    pages.choice.attempt.click()
    pages.choice.stop.click()
    assert pages.choice.attempt.isVisible()
    qtbot.waitUntil(lambda: not pages.trier.busy, timeout=20_000)
    assert not any("Found" in words for one in pages.choice.cards.values() for words in one.words())
    pages.choice.attempt.click()
    seat.desks.prepare.close()
    assert not pages.trier.busy or pages.trier.cancelled
