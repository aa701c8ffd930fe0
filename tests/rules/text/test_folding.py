"""People find what they typed without accents, points, the right case or the right digits."""

import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from facilitator_app.rules.text import fold

SAMPLES = {
    sample["lang"]: sample["text"]
    for sample in json.loads(
        (Path(__file__).parents[2] / "files" / "samples.json").read_text(encoding="utf-8")
    )
}
# Three or so searches per language that a speaker would make in the samples.
SEARCHES = {
    "th": ["ความไว้วางใจ", "เงินทุน", "บริษัท", "โครงการ"],
    "km": ["ទំនុកចិត្ត", "ក្រុមហ៊ុន", "គម្រោង", "ថវិកា"],
    "lo": ["ໂຄງການ", "ບໍລິສັດ", "ທຶນ"],
    "my": ["ကုမ္ပဏီ", "ယုံကြည်မှု", "ရန်ပုံငွေ"],
    "zh-Hans": ["信任", "企业", "项目", "资金", "集群"],
    "ja": ["信頼", "企業", "資金", "クラスター"],
    "ko": ["신뢰", "프로젝트", "자금", "클러스터"],
    "ar": ["الشركات", "شركات", "تجمع", "تجمّع", "مشروعا", "تمويل"],
    "he": ["אמון", "חברות", "אשכול"],
    "ur": ["اعتماد", "منصوبہ"],
    "bn": ["বিশ্বাস", "প্রকল্প", "ক্লাস্টার", "দল"],
    "hi": ["विश्वास", "परियोजना", "कंपनियों"],
    "ta": ["நம்பிக்கை", "நிதி"],
    "si": ["විශ්වාසය", "ව්‍යාපෘති"],
    "am": ["መተማመን", "ፕሮጀክት"],
    "ka": ["ნდობა", "პროექტს"],
    "lt": ["įmonių", "ĮMONIŲ", "klasteris"],
    "vi": ["lòng tin", "long tin", "doanh nghiệp"],
    "tr": ["kırmızı", "KIRMIZI", "kirmizi", "ışık"],
    "de": ["fördermittel", "Fordermittel"],
    "el": ["εμπιστοσυνη", "ΕΜΠΙΣΤΟΣΎΝΗ"],
    "pl": ["swiatlo", "światło"],
    "mi": ["ropu", "rōpū"],
    "en": ["trust"],
}
CASES = [(language, query) for language, queries in SEARCHES.items() for query in queries]


def test_there_are_seventy_two_searches() -> None:
    assert len(CASES) == 72


@pytest.mark.parametrize(("language", "query"), CASES)
def test_a_search_finds_its_sample(language: str, query: str) -> None:
    assert fold(query) in fold(SAMPLES[language])


def test_a_search_does_not_find_what_is_not_there() -> None:
    assert fold("university") not in fold(SAMPLES["en"])


@given(st.text(alphabet=st.characters(exclude_categories=())))
@example("Ǆ ŉ ẞ \u0345 ﬃ ｱﾞ")
@example("\u1ffc\u0316")
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.characters(max_codepoint=0x24F, categories=["L", "N", "Zs"])))
def test_capitals_and_small_letters_are_found_alike(text: str) -> None:
    assert fold(text.lower()) == fold(text) == fold(text.upper())


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("2027", "۲۰۲۷"),
        ("2027", "২০২৭"),
        ("احمد", "أَحْمَد"),
        ("ملاحظه", "ملاحظة"),
        ("cluster-team", "Cluster–Team"),
        ("don't", "DON’T"),
        ("one two", "one\n\ttwo"),
        ("trust", "tr\u00adu\u200bst"),
        ("strasse", "Straße"),
        ("oresund", "Øresund"),
    ],
)
def test_spellings_of_one_thing_are_one(query: str, text: str) -> None:
    assert fold(query) in fold(text)


def test_indic_vowels_are_not_accents() -> None:
    assert fold("দল") not in fold("দিল")
    assert fold("कम") not in fold("काम")
