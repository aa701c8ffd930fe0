"""The first strong character decides, and isolates keep to themselves."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator_app.rules.text import Direction, direction, isolate


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Trust", Direction.LTR),
        ("12 – ثقة", Direction.RTL),
        ("«אמון» trust", Direction.RTL),
        ("SMART FOOD تجمع", Direction.LTR),
        ("\u2068ABC\u2069 ثقة", Direction.RTL),
        ("\u2069 \u2067ثقة\u2069 abc", Direction.LTR),
    ],
)
def test_the_first_strong_character_decides(text: str, expected: Direction) -> None:
    assert direction(text) is expected


@pytest.mark.parametrize("text", ["", "12:30 – 14", "\U0001f600", "\u2068abc"])
def test_text_without_a_strong_character_takes_the_default(text: str) -> None:
    assert direction(text) is Direction.LTR
    assert direction(text, Direction.RTL) is Direction.RTL


@given(st.text())
def test_isolated_text_never_decides_the_direction_of_a_sentence(text: str) -> None:
    assert direction(f"{isolate(text)} tables") is Direction.LTR
    assert direction(f"{isolate(text)} طاولات") is Direction.RTL


@given(st.text())
def test_an_isolate_is_balanced_and_keeps_every_letter(text: str) -> None:
    isolated = isolate(text)
    depth = 0
    for place, character in enumerate(isolated):
        depth += (character in "\u2066\u2067\u2068") - (character == "\u2069")
        assert depth > 0 or place == len(isolated) - 1
    assert depth == 0
    letters = [c for c in text if unicodedata.category(c)[0] in "LMNS"]
    assert [c for c in isolated if unicodedata.category(c)[0] in "LMNS"] == letters
    assert "\n" not in isolated
