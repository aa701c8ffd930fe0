"""Text is cleaned once, on save, and never changes afterwards."""

import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from facilitator_app.rules.text import clean

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=()))


@given(ANY_TEXT)
@example("e\x00\u0301")
@example("\ud83d\ude00")
@example("\ude00\ud83d")
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(ANY_TEXT)
@example("\ud800")
def test_clean_text_can_always_be_written(text: str) -> None:
    cleaned = clean(text)
    assert cleaned.encode().decode() == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)


@given(ANY_TEXT)
def test_no_control_but_newline_and_tab_is_left(text: str) -> None:
    cleaned = clean(text)
    assert {c for c in cleaned if unicodedata.category(c) == "Cc"} <= {"\n", "\t"}
    assert not set(cleaned) & set("\u202a\u202b\u202c\u202d\u202e")


def test_joiners_and_isolates_stay() -> None:
    text = "ක්‍ෂ می\u200cخواهم \u2068ABC\u2069"
    assert clean(text) == text


def test_markup_and_quotes_are_just_text() -> None:
    text = "<b>bold?</b> & \"quotes\" 'single' \\ / =SUM(A1:A9)"
    assert clean(text) == text


def test_line_ends_of_every_system_become_newlines() -> None:
    assert clean("one\r\ntwo\rthree\x85four\n\nfive\tsix") == "one\ntwo\nthree\nfour\n\nfive\tsix"


def test_a_surrogate_pair_becomes_its_character_and_a_lone_one_is_replaced() -> None:
    assert clean("\ud83d\ude00 \ud83d!") == "\U0001f600 \ufffd!"


def test_two_hundred_marks_are_kept_in_order() -> None:
    text = "a" + "\u0316" * 200
    assert clean(text) == text
