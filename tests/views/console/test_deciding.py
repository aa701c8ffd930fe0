"""What slips and what can be done about it: cards, keys' numbers, the running time; never a dialog."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitator_app.records.enums import StageName
from facilitator_app.views.console import ConsoleView
from facilitator_app.views.console.plancard import PlanStrip, fitting_words
from facilitator_app.views.shared.theme import font_of
from tests.builders import kaunas, state_after
from tests.views.console.cases import at_step
from tests.views.console.hands import Shown, heard, labels, press
from tests.views.console.offers import headlines, move, offer, squeeze


def _deciding(shown: Shown) -> ConsoleView:
    record = at_step(kaunas(), 2, StageName.DISCUSS)
    view = shown(record, state_after(record, 660))
    view.show_offer(offer())
    view.open_plans()
    QApplication.processEvents()
    return view


def test_three_plans_stand_side_by_side_with_what_they_do_and_what_comes_then(shown: Shown) -> None:
    view = _deciding(shown)
    said = labels(view.plans)
    assert "Lunch would start at 12:08. Bring it back to 12:00?" in said
    assert [card.choice.title for card in view.plans.cards()] == [
        "Squeeze a little",
        "Headlines only",
        "Teams after lunch",
    ]
    assert {"16", "13 min", "2½ min", "Nothing under its minimum, no break touched"} <= set(said)
    assert said.count("Then") == 3
    assert {card.y() for card in view.plans.cards()} == {view.plans.cards()[0].y()}


def test_the_running_time_its_stage_and_its_pace_stay_in_sight(shown: Shown) -> None:
    view = _deciding(shown)
    record = at_step(kaunas(), 2, StageName.DISCUSS)
    assert view.plans.running.isVisible()
    assert view.plans.running.text() == "13 min left · Table discussion"
    view.show_run(state_after(record, 1440 + 12))
    assert view.plans.running.text() == "0:12 over · Table discussion"
    assert "Over time" in labels(view.plans)
    assert view.bottom.next.text() == "Next: Report-back, Table 3 first"


def test_a_plan_is_taken_by_its_button_or_its_number_and_the_room_is_back(shown: Shown, qtbot: QtBot) -> None:
    view = _deciding(shown)
    chosen = heard(view.plan_chosen)
    press(qtbot, view.plans, "Do this: Headlines only")
    assert chosen == [headlines()]
    assert not view.deciding()
    view.open_plans()
    view.choose_plan(4)
    view.choose_plan(1)
    assert chosen == [headlines(), move()], "the plans were closed: a late 1 does nothing"


def test_a_number_that_is_not_offered_does_nothing(shown: Shown) -> None:
    view = _deciding(shown)
    view.show_offer(replace(offer(), choices=(squeeze(),), move=None))
    chosen = heard(view.plan_chosen)
    for number in (0, 2, 3, 4):
        view.choose_plan(number)
    assert chosen == []
    assert view.deciding()


def test_leaving_it_is_told_once_and_the_card_says_so_quietly(shown: Shown, qtbot: QtBot) -> None:
    view = _deciding(shown)
    left = heard(view.offer_put_off)
    press(qtbot, view.plans, "Leave it as it is")
    view.leave_plans()
    assert left == [()]
    view.show_offer(offer(), quiet=True)
    assert view.side.slip.words()[1].endswith("Left as it is.")
    press(qtbot, view.side.slip, "See plans")
    assert view.deciding(), "one may think better of it"


def test_plans_that_are_gone_close_by_themselves(shown: Shown) -> None:
    view = _deciding(shown)
    turned = heard(view.deciding_changed)
    view.show_offer(None)
    assert not view.deciding()
    assert turned == [False]
    view.open_plans()
    assert not view.deciding(), "there is nothing to decide"


def test_where_nothing_can_give_that_is_said_and_moving_is_still_offered(shown: Shown) -> None:
    view = _deciding(shown)
    view.show_offer(replace(offer(), choices=()))
    QApplication.processEvents()
    assert any(words.startswith("Nothing ahead can give so much") for words in labels(view.plans))
    assert view.plans.move_button is not None
    assert view.plans.move_button.isVisible()


def test_a_plan_that_has_just_come_to_stand_there_is_not_taken_unread(shown: Shown) -> None:
    view = _deciding(shown)
    chosen = heard(view.plan_chosen)
    view.show_offer(replace(offer(), choices=(headlines(), squeeze())))
    view.choose_plan(1)
    assert chosen == []
    assert view.deciding()


def test_a_slip_is_said_once_to_who_cannot_see_it(shown: Shown) -> None:
    record = at_step(kaunas(), 2, StageName.DISCUSS)
    view = shown(record, state_after(record, 660))
    said = heard(view.announcer.announced)
    view.show_offer(offer())
    view.show_offer(offer(540))
    assert said == ["Lunch slips to 12:07"]


def test_the_plans_never_ask_a_small_screen_for_more(shown: Shown) -> None:
    record = at_step(kaunas(), 2, StageName.DISCUSS)
    view = shown(record, state_after(record, 660), (940, 600))
    view.show_offer(offer())
    view.open_plans()
    QApplication.processEvents()
    assert (view.width(), view.height()) == (940, 600)
    assert all(card.button.visibleRegion().boundingRect().height() > 40 for card in view.plans.cards())
    assert view.plans.running.isVisible()


def test_the_same_offer_again_builds_nothing(shown: Shown) -> None:
    view = _deciding(shown)
    before = view.plans.cards()
    view.show_offer(offer())
    assert view.plans.cards() == before


def test_a_strip_fills_its_width_and_no_block_is_lost(qtbot: QtBot) -> None:
    strip = PlanStrip(squeeze().bar)
    qtbot.addWidget(strip)
    for room in (120.0, 280.0, 900.0):
        widths = strip.widths(room)
        assert len(widths) == len(squeeze().bar)
        assert min(widths) >= 9
        assert abs(sum(widths) + 3 * (len(widths) - 1) - room) < 1


def test_a_block_shows_whole_words_or_none(qapp: QApplication) -> None:
    metrics = QFontMetricsF(font_of(pixels=12))
    words = "\u2068Cluster teams\u2069, 8 min"
    assert fitting_words(words, metrics, 500) == "Cluster teams, 8 min"
    assert fitting_words(words, metrics, metrics.horizontalAdvance("Cluster teams")) == "Cluster teams"
    assert fitting_words(words, metrics, metrics.horizontalAdvance("Cluster")) == "Cluster"
    assert fitting_words(words, metrics, 10) == ""
    assert fitting_words("Step 2, 51 min", metrics, metrics.horizontalAdvance("Step")) == "", "which step?"
