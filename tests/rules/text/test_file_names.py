"""A title of any kind becomes a file name that every system takes."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from facilitator_app.rules.text import safe_file_name


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=300))
@example("..")
@example("con.txt")
@example("\U0001f600" * 100)
@example("ស" * 79 + "្ត" * 30)
def test_the_name_is_valid_everywhere(text: str) -> None:
    name = safe_file_name(text)
    assert 0 < len(name) <= 80
    assert len(name.encode()) <= 200
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f]', name)
    assert name == name.strip(". ")
    assert name.split(".")[0].upper() not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT1"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kaunas: day 1/2", "Kaunas day 1 2"),
        ("ضوء أحمر", "ضوء أحمر"),
        ("CON", "CON_"),
        ("aux.report", "aux_.report"),
        ("  \u202e../../etc ", "etc"),
        ("???", "workshop"),
    ],
)
def test_a_name_stays_readable(text: str, name: str) -> None:
    assert safe_file_name(text) == name


def test_a_cut_never_separates_a_letter_from_its_marks() -> None:
    assert safe_file_name("ab" + "é" + "e\u0323" + "\u0316" * 5, limit=5) == "abé"
