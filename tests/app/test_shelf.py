"""The cards as they were shown last, for a first paint without a database."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from facilitator_app.app import shelf
from facilitator_app.records.library import LibraryCard

CARD = LibraryCard(
    path="/home/a/Šiauliai.workshop",
    title="Šiauliai ความ",
    start=date(2027, 3, 2),
    end=date(2027, 3, 3),
    place="Kaunas",
    course="two_day",
    steps_done=3,
    steps_total=12,
    opened_at=datetime(2027, 3, 2, 7, 0, tzinfo=UTC),
)


def test_cards_are_as_they_were(tmp_path: Path) -> None:
    cards = (CARD, LibraryCard("/gone.workshop", "gone", trouble="The file is not there any more."))
    shelf.keep(tmp_path, cards)
    assert shelf.remembered(tmp_path) == cards


def test_nothing_kept_is_no_card(tmp_path: Path) -> None:
    assert shelf.remembered(tmp_path) == ()


@pytest.mark.parametrize(
    "damaged",
    ["", "{", "[1]", '{"a": 1}', '[{"path": "x"}]', '[{"path": "x", "title": "y", "start": "soon"}]', "null"],
)
def test_a_damaged_list_is_an_empty_one(tmp_path: Path, damaged: str) -> None:
    (tmp_path / shelf.FILE).write_text(damaged, "utf-8")
    assert shelf.remembered(tmp_path) == ()


def test_a_field_of_another_version_is_left_out(tmp_path: Path) -> None:
    text = '[{"path": "a", "title": "b", "colour": "red"}]'
    (tmp_path / shelf.FILE).write_text(text, "utf-8")
    assert shelf.remembered(tmp_path) == (LibraryCard("a", "b"),)
