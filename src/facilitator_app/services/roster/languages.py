"""Languages, levels and countries as people write them: codes, or names in many languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from babel import Locale

from facilitator_app.rules.text import fold

_NAMED_IN: Final = (
    "en", "lt", "pl", "lv", "et", "de", "fr", "es", "it", "pt", "ru", "uk", "ar", "th", "km", "ka", "sv",
    "fi", "cs", "tr", "zh", "vi", "bn",
)  # fmt: skip
_SEPARATORS: Final = re.compile(
    r"[;,/|\n&+،؛、]|\s(?:and|ir|un|und|et|y|i|и|ja|och|e|و)\s|\sو(?=ال)|(?<=\S)และ(?=\S)|និង"
)
_LEVEL: Final = re.compile(r"(?<![A-Za-z0-9])([ABC][0-2])(?![A-Za-z0-9])[+-]?")
_TAG: Final = re.compile(r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$", re.IGNORECASE)
# What is added to a language's name: "anglų kalba", "język polski", "русский язык".
_ADDED: Final = re.compile(
    r"(?:^|\s)(?:kalba|kalbos|k|jezyk|valoda|sprache|langue"
    r"|idioma|lengua|язык|яз|language|keel|اللغه|لغه)\.?(?=\s|$)"
    r"|^(?:ภาษา|ភាសា)"
)
# Common short forms and adjectives that CLDR does not give, folded.
_OTHER_NAMES: Final = {
    "eng": "en", "english": "en", "anglu": "en", "angielski": "en", "anglu valoda": "en",
    "lietuviu": "lt", "lit": "lt", "litewski": "lt", "latviesu": "lv", "lotewski": "lv", "latviu": "lv",
    "lenku": "pl", "polski": "pl", "polu": "pl", "rusu": "ru", "krievu": "ru", "rosyjski": "ru",
    "vokieciu": "de", "vacu": "de", "niemiecki": "de", "estu": "et", "igaunu": "et", "suomiu": "fi",
    "somu": "fi", "svedu": "sv", "zviedru": "sv", "prancuzu": "fr", "francuzski": "fr", "francuski": "fr",
    "ispanu": "es", "hiszpanski": "es", "farsi": "fa", "mandarin": "zh", "arabic": "ar", "عربي": "ar",
    "انجليزي": "en", "ger": "de", "rus": "ru", "pol": "pl", "lav": "lv", "est": "et", "fra": "fr",
}  # fmt: skip
_LEVEL_WORDS: Final = {
    "none": "A0", "no": "A0", "beginner": "A1", "basic": "A2", "elementary": "A2", "intermediate": "B1",
    "good": "B2", "upper intermediate": "B2", "advanced": "C1", "fluent": "C1", "very good": "C1",
    "native": "C2", "mother tongue": "C2", "pradedantysis": "A1", "pagrindai": "A2", "vidutinis": "B1",
    "geras": "B2", "gerai": "B2", "puikiai": "C1", "podstawowy": "A2", "sredniozaawansowany": "B1",
    "dobry": "B2", "zaawansowany": "C1", "biegly": "C1", "grundkenntnisse": "A2", "gut": "B2",
    "fliessend": "C1", "courant": "C1", "bon": "B2", "debutant": "A1", "basico": "A2", "intermedio": "B1",
    "avanzado": "C1", "начальныи": "A1", "среднии": "B1", "свободно": "C1", "مبتدي": "A1", "متوسط": "B1",
    "جيد": "B2", "متقدم": "C1", "ممتاز": "C1",
}  # fmt: skip
_YES: Final = frozenset(
    {
        "yes", "y", "true", "1", "x", "✓", "✔", "ok", "taip", "t", "tak", "jā", "ja", "jah", "si", "sí",
        "oui", "o", "да", "д", "نعم", "ใช่", "បាទ", "კი", "evet", "ano",
    }
)  # fmt: skip
_NO: Final = frozenset(
    {
        "no", "n", "false", "0", "-", "–", "ne", "nie", "nē", "nein", "non", "ні", "нет", "لا", "ไม่", "ទេ",
        "არა", "hayır", "ei", "nej",
    }
)  # fmt: skip


def read_languages(text: str) -> tuple[list[str], str, list[str]]:
    """Return the language tags of a cell, the English level it names (or empty), and what is unknown.

    `lt;en`, `lt, en`, `Lithuanian and English (B2)` and names in many languages are understood.
    """
    tags: list[str] = []
    unknown: list[str] = []
    level = ""
    for part in _SEPARATORS.split(text):
        found = _LEVEL.search(part)
        word = re.sub(r"[()\[\]:]", " ", _LEVEL.sub(" ", part)).strip(" .-–\u00a0")
        if not word:
            continue
        tag = _tag_of(word)
        if tag is None:
            unknown.append(word)
        elif tag not in tags:
            tags.append(tag)
        if tag is not None and found and tag.split("-")[0] == "en":
            level = found[1]
    return tags, level, unknown


def read_level(text: str) -> str | None:
    """Return an English level A0 to C2, empty for an empty cell, None for what is none."""
    if not text.strip():
        return ""
    found = _LEVEL.search(text.upper())
    return found[1] if found else _LEVEL_WORDS.get(fold(text).strip(" .!"))


def read_yes(text: str) -> bool | None:
    """Return yes or no in a dozen languages, no for an empty cell, None for what is neither."""
    word = text.strip().casefold()
    if word in _YES or fold(word) in _YES:
        return True
    return False if not word or word in _NO or fold(word) in _NO else None


def read_country(text: str) -> str:
    """Return a country's two-letter code where its name is known, otherwise the text as it stands."""
    word = text.strip()
    if len(word) == 2 and word.isascii() and word.isalpha():  # noqa: PLR2004 - an ISO 3166 code
        return word.upper()
    return _territories().get(fold(word), word)


def _tag_of(word: str) -> str | None:
    if _TAG.match(word):
        base = word.split("-", maxsplit=1)[0].lower()
        if base in _codes():
            return word if "-" in word else base
    folded = fold(word).strip()
    bare = " ".join(_ADDED.sub(" ", folded).split())
    names = _names()
    for form in (folded, bare):
        if form in _OTHER_NAMES:
            return _OTHER_NAMES[form]
        if form in names:
            return names[form]
    return None


@cache
def _codes() -> frozenset[str]:
    languages: Mapping[str, str] = Locale("en").languages
    return frozenset(code for code in languages if len(code) <= 3)  # noqa: PLR2004 - ISO 639


@cache
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for locale in _NAMED_IN:
        languages: Mapping[str, str] = Locale(locale).languages
        for code, name in languages.items():
            if "_" not in code:
                names.setdefault(fold(name), code)
                names.setdefault(" ".join(_ADDED.sub(" ", fold(name)).split()), code)
    return names


@cache
def _territories() -> dict[str, str]:
    names: dict[str, str] = {"uae": "AE", "uk": "GB", "usa": "US", "united states of america": "US"}
    for locale in _NAMED_IN:
        territories: Mapping[str, str] = Locale(locale).territories
        for code, name in territories.items():
            if len(code) == 2 and code.isalpha():  # noqa: PLR2004 - an ISO 3166 code
                names.setdefault(fold(name), code)
    return names
