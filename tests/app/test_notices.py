"""Banners that can be answered, each with its own part of the program."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from facilitator_app.app.notices import Notices
from facilitator_app.app.trouble import as_known, trouble_words
from facilitator_app.store.faults import HeldError
from facilitator_app.support.errors import KnownError
from facilitator_app.views.shared.panels import BannerKind, BannerStack


@pytest.fixture
def banners(qtbot: QtBot) -> BannerStack:
    made = BannerStack()
    qtbot.addWidget(made)
    return made


def _press(banners: BannerStack, words: str) -> None:
    next(one for one in banners.findChildren(QAbstractButton) if one.text() == words).click()


def test_the_button_of_a_message_does_its_one_thing_and_the_message_goes(banners: BannerStack) -> None:
    notices, done = Notices(banners), []
    notices.tell("a", BannerKind.WARN, "Damaged.", "Restore", lambda: done.append("restored"))
    _press(banners, "Restore")
    assert done == ["restored"]
    assert banners.keys() == ()


def test_two_parts_of_the_program_do_not_answer_for_each_other(banners: BannerStack) -> None:
    first, second, done = Notices(banners), Notices(banners), []
    first.tell("a", BannerKind.INFO, "One.", "Do it", lambda: done.append(1))
    second.tell("b", BannerKind.INFO, "Two.", "Do that", lambda: done.append(2))
    _press(banners, "Do that")
    assert done == [2]
    second.close()
    assert banners.keys() == ("a",)
    assert second.text("a") == ""


def test_a_part_that_closes_takes_its_messages_along(banners: BannerStack) -> None:
    notices = Notices(banners)
    notices.tell("a", BannerKind.INFO, "One.")
    notices.tell("b", BannerKind.ERROR, "Two.", stays=True)
    notices.close()
    assert banners.keys() == ()


def test_a_message_that_was_put_away_is_forgotten(banners: BannerStack) -> None:
    notices = Notices(banners)
    notices.tell("a", BannerKind.INFO, "One.")
    _press(banners, "Put away")
    assert notices.text("a") == ""
    notices.tell("a", BannerKind.INFO, "One.")
    assert notices.text("a") == "One."


def test_a_file_that_is_open_elsewhere_says_where(tmp_path: Path) -> None:
    path = tmp_path / "k.workshop"
    assert "process 4711" in trouble_words(HeldError(path, 4711))
    assert trouble_words(HeldError(path)) == str(HeldError(path))
    assert trouble_words(KnownError("No.", "Wait.")) == "No. Wait."


def test_a_bug_is_told_without_what_it_holds() -> None:
    told = str(as_known(LookupError("somebody's words")))
    assert "LookupError" in told
    assert "somebody" not in told
