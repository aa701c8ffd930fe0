"""The order in which people look for names: each script in its own alphabet, a country's letters in place.

The ICU that comes with the program breaks lines and has no collation, and Qt's differs from system to system;
a list on the wall and a list on the screen must not. The tailorings follow the Unicode CLDR's, for the
languages in which the letters of names change places.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final, TypeAlias

Rank: TypeAlias = tuple[int, int]
"""A script and a letter's place in it."""
AlphabetKey: TypeAlias = tuple[int, tuple[Rank, ...], tuple[str, ...], str]
"""Place of the script, the letters, their accents, the text itself."""

_LATIN: Final = "a b c d e f g h i j k l m n o p q r s t u v w x y z"
_CYRILLIC: Final = "а б в г ґ д ђ е є ж з и і ї й ј к л љ м н њ о п р с т ћ у ў ф х ц ч џ ш щ ъ ы ь э ю я"
_ARABIC: Final = "ء ا ب پ ت ة ٹ ث ج چ ح خ د ڈ ذ ر ڑ ز ژ س ش ص ض ط ظ ع غ ف ق ك گ ل م ن ه و ي"
_SCRIPTS: Final = (
    *("LATIN", "GREEK", "CYRILLIC", "GEORGIAN", "ARMENIAN", "HEBREW", "ARABIC", "ETHIOPIC", "DEVANAGARI"),
    *("BENGALI", "GURMUKHI", "GUJARATI", "ORIYA", "TAMIL", "TELUGU", "KANNADA", "MALAYALAM", "SINHALA"),
    *("THAI", "LAO", "MYANMAR", "KHMER", "TIBETAN", "MONGOLIAN", "HANGUL", "HIRAGANA", "KATAKANA", "CJK"),
)
_HAN: Final = _SCRIPTS.index("CJK")
_LAST: Final = len(_SCRIPTS)

# "after c comes č": a group per letter; what stood elsewhere moves there.
_LETTERS: Final = {
    "lt": "c č, s š, z ž",
    "lv": "c č, g ģ, k ķ, l ļ, n ņ, r ŗ, s š, z ž",
    "et": "s š z ž, w õ ä ö ü",
    "pl": "a ą, c ć, e ę, l ł, n ń, o ó, s ś, z ź ż",
    "sv": "z å ä ö",
    "fi": "z å ä ö",
    "da": "z æ ø å",
    "nb": "z æ ø å",
    "nn": "z æ ø å",
    "no": "z æ ø å",
    "is": "a á, d ð, e é, i í, o ó, u ú, y ý, z þ æ ö å",
    "cs": "c č, h ch, r ř, s š, z ž",
    "sk": "a ä, c č, h ch, o ô, s š, z ž",
    "sl": "c č ć, d đ, s š, z ž",
    "hr": "c č ć, d dž đ, l lj, n nj, s š, z ž",
    "bs": "c č ć, d dž đ, l lj, n nj, s š, z ž",
    "sr": "c č ć, d dž đ, l lj, n nj, s š, z ž",
    "hu": "c cs, d dz, g gy, l ly, n ny, o ö, s sz, t ty, u ü, z zs",
    "ro": "a ă â, i î, s ș, t ț",
    "tr": "c ç, g ğ, h ı, o ö, s ş, u ü",
    "es": "n ñ",
    "sq": "c ç, d dh, e ë, g gj, l ll, n nj, r rr, s sh, t th, x xh, z zh",
    "vi": "a ă â, d đ, e ê, o ô ơ, u ư",
}
# One letter is looked for under another.
_SAME: Final = {
    "lt": {"y": "i"},
    "lv": {"y": "i"},
    "sv": {"æ": "ä", "ø": "ö"},
    "fi": {"æ": "ä", "ø": "ö"},
    "da": {"ä": "æ", "ö": "ø"},
    "nb": {"ä": "æ", "ö": "ø"},
    "nn": {"ä": "æ", "ö": "ø"},
    "no": {"ä": "æ", "ö": "ø"},
    "hu": {"ő": "ö", "ű": "ü"},
    "ro": {"ş": "ș", "ţ": "ț"},
}
_PLAIN: Final = {
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "ə": "e", "ŋ": "n",
    "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th", "ς": "σ", "ک": "ك", "ی": "ي", "ى": "ي", "ہ": "ه", "ھ": "ه",
}  # fmt: skip
_ACCENTS: Final = ("COMBINING", "ARABIC", "HEBREW", "CYRILLIC")
# Thai and Lao write these vowels before the consonant after which they are spoken and sorted.
_BEFORE_A_LETTER: Final = re.compile("([\u0e40-\u0e44\u0ec0-\u0ec4])([\u0e01-\u0e2e\u0e81-\u0eae])")
_TONES: Final = frozenset(map(chr, (*range(0x0E47, 0x0E4F), *range(0x0EC8, 0x0ECF))))
_APART: Final = frozenset(" \u00a0-‐‑–—/,.·")
_UNLISTED: Final = 1000
_FIRST_SCRIPT: Final = {
    **dict.fromkeys(("ar", "fa", "ur", "ps", "ckb", "sd", "ug"), "ARABIC"),
    **dict.fromkeys(("ru", "uk", "be", "bg", "mk", "kk", "ky", "mn", "tg"), "CYRILLIC"),
    **dict.fromkeys(("hi", "ne", "mr"), "DEVANAGARI"),
    **dict.fromkeys(("zh", "ja"), "CJK"),
    **dict.fromkeys(("am", "ti"), "ETHIOPIC"),
    **dict.fromkeys(("he", "yi"), "HEBREW"),
    "el": "GREEK", "ka": "GEORGIAN", "hy": "ARMENIAN", "bn": "BENGALI", "ta": "TAMIL", "te": "TELUGU",
    "kn": "KANNADA", "ml": "MALAYALAM", "gu": "GUJARATI", "pa": "GURMUKHI", "si": "SINHALA", "th": "THAI",
    "lo": "LAO", "my": "MYANMAR", "km": "KHMER", "ko": "HANGUL",
}  # fmt: skip


def alphabet_key(name: str, language: str = "", reading: str = "") -> AlphabetKey:
    """Return what names are sorted by in a list whose readers have `language` (BCP 47).

    The script of that language comes first, then Latin, then the others in the order of Unicode; letters as
    that language has them, accents only where the letters are the same, words one by one. `reading` is the
    name in Latin letters: Chinese characters have no alphabet of their own and are looked for by sound.
    """
    base = language.replace("_", "-").split("-", maxsplit=1)[0].lower()
    typed = unicodedata.normalize("NFC", name)
    text = typed.replace("I", "ı").replace("İ", "i") if base == "tr" else typed
    text = unicodedata.normalize("NFC", text.casefold())
    block = next((found for one in text if (found := _script(one)) < _LAST), _LAST)
    by_sound = block == _HAN and bool(reading.strip())
    sorted_by = unicodedata.normalize("NFC", reading.casefold()) if by_sound else _as_spoken(text)
    letters = tuple(_letters(sorted_by, base))
    first = _SCRIPTS.index(_FIRST_SCRIPT.get(base, "LATIN"))
    place = -2 if block == first else -1 if block == 0 else block
    return place, tuple(one for one, _accent in letters), tuple(accent for _one, accent in letters), typed


def _letters(text: str, language: str) -> Iterator[tuple[Rank, str]]:
    """Yield every letter's place in its alphabet and what its accents are; words are parted by the lowest."""
    order, same = _alphabet(language)
    waiting: tuple[Rank, str] | None = None
    at = 0
    while at < len(text):
        length = next(n for n in (3, 2, 1) if n == 1 or (at + n <= len(text) and text[at : at + n] in order))
        parts = _parts(text[at : at + length], order, same)
        at += length
        for letter, accent in parts:
            if letter:
                if waiting is not None:
                    yield waiting
                waiting = (_rank(letter, order), accent)
            elif waiting is not None:
                waiting = (waiting[0], waiting[1] + accent)
    if waiting is not None:
        yield waiting


def _parts(letter: str, order: Mapping[str, int], same: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the letters as which one is sorted, each with its accent; an accent alone has no letter."""
    decomposed = unicodedata.normalize("NFD", letter) if len(letter) == 1 else letter
    base, marks = decomposed[0], decomposed[1:]
    # "ấ" is sorted as "â" where there is one
    whole = (letter, *(unicodedata.normalize("NFC", base + mark) for mark in marks))
    known = next((one for one in whole if one in same or one in order), "")
    if known:
        return ((same.get(known, known), "" if known == letter and known in order else letter),)
    if letter in _PLAIN:
        return tuple((one, letter) for one in _PLAIN[letter])
    if base in _TONES or _is_accent(base):
        return (("", letter),)
    if marks and all(map(_is_accent, marks)):
        return tuple((one, letter) for one in _PLAIN.get(base, base))
    if letter in _APART:
        return ((" ", ""),)
    return ((letter, ""),) if unicodedata.category(letter)[0] in "LMN" else ()


def _rank(letter: str, order: Mapping[str, int]) -> Rank:
    if letter == " ":
        return -1, 0
    if letter in order:
        return _script(letter), order[letter]
    return _script(letter), _UNLISTED + ord(letter[0])


def _as_spoken(text: str) -> str:
    """Return the text with Thai and Lao vowels behind the consonant before which they are written."""
    return _BEFORE_A_LETTER.sub(r"\2\1", text)


@lru_cache
def _alphabet(language: str) -> tuple[Mapping[str, int], Mapping[str, str]]:
    """Return the place of every letter in a language's alphabet, and the letters sorted as others."""
    latin = _LATIN.split()
    for group in filter(None, _LETTERS.get(language, "").split(", ")):
        after, *letters = group.split()
        latin = [one for one in latin if one not in letters]
        at = latin.index(after) + 1
        latin[at:at] = letters
    order = {
        letter: place
        for alphabet in (latin, _CYRILLIC.split(), _ARABIC.split())
        for place, letter in enumerate(alphabet)
    }
    return MappingProxyType(order), MappingProxyType(_SAME.get(language, {}))


@lru_cache(maxsize=4096)
def _script(letter: str) -> int:
    script = unicodedata.name(letter[0], "").split(" ", maxsplit=1)[0]
    return _SCRIPTS.index(script) if script in _SCRIPTS else _LAST


@lru_cache(maxsize=1024)
def _is_accent(mark: str) -> bool:
    """Say whether a mark is an accent: in the scripts of India and South-East Asia marks are vowels."""
    return unicodedata.combining(mark) > 0 and unicodedata.name(mark, "").startswith(_ACCENTS)
