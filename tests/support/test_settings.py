"""Settings: what is damaged means the defaults, and a save is whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator_app.support.durable_text import write_text
from facilitator_app.support.settings import Settings


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "settings.json"


def test_what_was_set_is_set_the_next_time(place: Path) -> None:
    made = Settings(language="lt", dark=True, device="Ąžuolas 备份")
    assert made.save(place)
    assert Settings.load(place) == made


def test_a_first_start_has_the_defaults_and_a_name_of_its_own(place: Path) -> None:
    first, second = Settings.load(place), Settings.load(place)
    assert (first.language, first.dark) == ("", False)
    assert first.device != second.device, "nothing was saved yet"
    assert len(first.device) == 36


@pytest.mark.parametrize(
    "content", [b"", b"{", b"\xff\xfe\x00", b"[1, 2]", b"null", b"[" * 100_000], ids=lambda c: str(c[:6])
)
def test_a_damaged_file_means_the_defaults(place: Path, content: bytes) -> None:
    place.write_bytes(content)
    assert (Settings.load(place).language, Settings.load(place).dark) == ("", False)


def test_what_is_unknown_or_of_another_type_is_left_out(place: Path) -> None:
    place.write_text(json.dumps({"dark": 1, "language": ["lt"], "device": "d", "theme": "pink"}), "utf-8")
    made = Settings.load(place)
    assert (made.dark, made.language, made.device) == (False, "", "d")


def test_this_computer_always_has_a_name_in_journals(place: Path) -> None:
    place.write_text(json.dumps({"device": "  "}), "utf-8")
    assert Settings.load(place).device.strip()


@given(language=st.text(st.characters(codec=None)))
def test_every_text_comes_back(tmp_path_factory: pytest.TempPathFactory, language: str) -> None:
    path = tmp_path_factory.mktemp("settings") / "settings.json"
    made = Settings(language=language)
    assert made.save(path)
    assert Settings.load(path) == made


def test_a_save_that_is_refused_says_so_and_leaves_the_old_file(place: Path) -> None:
    assert Settings(language="lt").save(place)
    place.with_name("settings.json.new").mkdir()  # nothing can be written where the draft would be
    assert not Settings(language="pl").save(place)
    assert Settings.load(place).language == "lt"


def test_a_text_below_a_file_cannot_be_written(place: Path) -> None:
    place.write_text("a file, no folder", "utf-8")
    assert not write_text(place / "below.json", "x")
    assert place.read_text("utf-8") == "a file, no folder"


def test_a_text_leaves_no_draft_behind(place: Path) -> None:
    assert write_text(place, "one\ntwo")
    assert place.read_bytes() == b"one\ntwo"
    assert list(place.parent.iterdir()) == [place]
