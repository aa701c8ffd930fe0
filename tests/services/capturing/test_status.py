"""The status of a point follows from what stands in its two texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator_app.records.enums import TranslationStatus as S
from facilitator_app.services.capturing.status import PointTexts, settled

_EMPTY = PointTexts("", "", "lt", S.MISSING)


def test_nothing_typed_is_missing() -> None:
    assert settled(_EMPTY, "", "", "lt") == _EMPTY


def test_a_local_text_alone_lacks_its_english() -> None:
    assert settled(_EMPTY, "Labas", "", "lt").status is S.MISSING


def test_english_beside_a_local_text_is_a_draft() -> None:
    assert settled(_EMPTY, "Labas", "Hello", "lt") == PointTexts("Labas", "Hello", "lt", S.DRAFT)


def test_english_alone_was_said_in_english() -> None:
    assert settled(_EMPTY, "", "Hello", "lt") == PointTexts("", "Hello", "en", S.AS_SAID)


def test_a_local_text_after_all_gives_the_point_back_to_the_table_language() -> None:
    said = PointTexts("", "Hello", "en", S.AS_SAID)
    assert settled(said, "Labas", "Hello", "lt") == PointTexts("Labas", "Hello", "lt", S.DRAFT)
    assert settled(said, "Labas", "", "lt") == PointTexts("Labas", "", "lt", S.MISSING)


def test_what_an_english_speaking_table_says_stands_in_english() -> None:
    before = PointTexts("", "", "en-GB", S.MISSING)
    assert settled(before, "Hello", "", "en-GB") == PointTexts("", "Hello", "en", S.AS_SAID)


@pytest.mark.parametrize("status", [S.CHECKED, S.DRAFT])
def test_a_check_holds_until_a_text_changes(status: S) -> None:
    before = PointTexts("Labas", "Hello", "lt", status)
    assert settled(before, "Labas", "Hello", "lt").status is status
    assert settled(before, "Labas rytas", "Hello", "lt").status is S.DRAFT
    assert settled(before, "Labas", "Hello!", "lt").status is S.DRAFT


def test_an_interpreters_words_stay_the_interpreters() -> None:
    before = PointTexts("", "Hello", "lt", S.AS_INTERPRETED)
    assert settled(before, "", "Hello all", "lt") == PointTexts("", "Hello all", "lt", S.AS_INTERPRETED)
    assert settled(before, "Labas", "Hello", "lt").status is S.AS_INTERPRETED
    assert settled(before, "", "", "lt").status is S.MISSING


_texts = st.sampled_from(["", "  ", "Labas", "Hello"])


@given(_texts, _texts, st.sampled_from(["lt", "en", "ar"]), st.sampled_from(list(S)), _texts, _texts)
def test_no_text_is_ever_lost_and_settling_twice_is_settling_once(
    local: str, english: str, table: str, status: S, was_local: str, was_english: str
) -> None:
    once = settled(PointTexts(was_local, was_english, table, status), local, english, table)
    assert {local.strip(), english.strip()} - {""} == {once.local.strip(), once.english.strip()} - {""}
    assert settled(once, once.local, once.english, table) == once
