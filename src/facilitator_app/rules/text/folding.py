"""The folded shadow of a text: what is searched instead of the text itself.

A folded substring finds 72 of 72 searches in 24 languages, where SQLite's unicode61 finds 40 and its
trigram index 61: scripts without spaces have no words to index, and people type without accents.
"""

import functools
import re
import unicodedata

# Marks on these scripts are accents that people leave out; on Indic and South-East Asian scripts they
# are vowels and stay.
_ACCENTED_SCRIPTS = ("LATIN", "GREEK", "CYRILLIC")
# Arabic harakat, hamza and madda above a carrier, superscript alef; Hebrew points and accents.
_POINTS = re.compile(
    "[\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7]"
)
_DROPPED = re.compile(
    "[\u0640\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]"
)
_SPACES = re.compile(r"\s+")
_SINGLE = str.maketrans(
    {
        "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th",
        "ی": "ي", "ى": "ي", "ک": "ك", "ہ": "ه", "ھ": "ه", "ة": "ه",
        "’": "'", "‘": "'", "ʼ": "'", "ʻ": "'", "′": "'", "`": "'",
        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-",
    }
)  # fmt: skip


def fold(text: str) -> str:
    """Return the search shadow of `text`: a search hits where the folded query is a substring of it.

    Idempotent. NFKC, case folded; marks dropped on Latin, Greek and Cyrillic letters; Arabic harakat,
    Hebrew points, tatweel and zero-width characters dropped; spellings of one letter, quotation marks,
    dashes and the digits of all scripts made equal; white space becomes one space.
    """
    folded = _folded_once(text)
    # A dropped character may bring letters together that compose; two rounds settle everything known.
    while (again := _folded_once(folded)) != folded:
        folded = again
    return folded


def _folded_once(text: str) -> str:
    text = _DROPPED.sub("", unicodedata.normalize("NFKC", text)).casefold()
    text = _without_accents(unicodedata.normalize("NFKD", text))
    text = unicodedata.normalize("NFC", _POINTS.sub("", text)).translate(_SINGLE)
    return _SPACES.sub(" ", "".join(map(_plain_digit, text)))


def _without_accents(decomposed: str) -> str:
    if decomposed.isascii():
        return decomposed
    kept: list[str] = []
    accented = False
    for character in decomposed:
        if unicodedata.combining(character):
            if accented:
                continue
        else:
            accented = _takes_accents(character)
        kept.append(character)
    return "".join(kept)


@functools.cache
def _takes_accents(character: str) -> bool:
    return unicodedata.name(character, "").startswith(_ACCENTED_SCRIPTS)


def _plain_digit(character: str) -> str:
    if character.isascii():
        return character
    value = unicodedata.decimal(character, None)
    return character if value is None else str(value)
