"""Which encoding a spreadsheet's text was saved in: byte-order marks and UTF-8 first, then reasoned.

Windows spreadsheets save CSV in the code page of their country. The same bytes read as "ėšų" in one of
them and as "ëðø" in another, so every candidate is read and the most plausible spelling wins.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from charset_normalizer import from_bytes

from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SINGLE_BYTE: Final = (
    "cp1252", "cp1250", "cp1257", "cp1254", "cp1251", "cp1253", "cp1255", "cp1256", "cp874", "koi8-r",
)  # fmt: skip
_MULTI_BYTE: Final = ("gb18030", "big5", "cp932", "cp949")
# The letters beyond ASCII of each language: a code page is right when its reading stays within one of them.
_ALPHABETS: Final = {
    "lt": "ąčęėįšųūž„“–", "lv": "āčēģīķļņšūž", "et": "äõöüšž", "pl": "ąćęłńóśźż", "cs": "áčďéěíňóřšťúůýž",
    "sk": "áäčďéíĺľňóôŕšťúýž", "hu": "áéíóöőúüű", "hr": "čćđšž", "sl": "čšž", "ro": "ăâîșțşţ",
    "de": "äöüß", "fr": "àâæçéèêëîïôœùûüÿ", "es": "áéíñóúü¿¡", "pt": "áâãàçéêíóôõúü", "it": "àèéìíîòóùú",
    "nl": "éëïóöü", "sv": "åäöé", "da": "æøåé", "is": "áðéíóúýþæö", "tr": "çğıöşüâîû", "vi": "ăâđêôơư",
}  # fmt: skip
_SCRIPTS: Final = {
    "ru": "CYRILLIC", "uk": "CYRILLIC", "bg": "CYRILLIC", "sr": "CYRILLIC", "kk": "CYRILLIC", "el": "GREEK",
    "he": "HEBREW", "ar": "ARABIC", "fa": "ARABIC", "ur": "ARABIC", "th": "THAI", "zh": "CJK", "ja": "CJK",
    "ko": "HANGUL",
}  # fmt: skip
_VOWELS: Final = {
    "CYRILLIC": frozenset("аеёиоуыэюяіїєў"), "GREEK": frozenset("αεηιουωάέήίόύώϊϋΐΰ"),
}  # fmt: skip
_TYPOGRAPHY: Final = frozenset("–—‘’‚“”„«»…•·°€§№ \u200e\u200f\u200c\u200d\xad،؛؟")
_PRONOUNCED: Final = 3
_SAMPLE: Final = 32 * 1024


def decode(raw: bytes, name: str, languages: Sequence[str] = ()) -> tuple[str, str]:
    """Return the text of `raw` and the encoding it was read in.

    `languages` (BCP 47) are those expected in the room; they decide between readings that look equally
    good. Raises KnownError when `raw` is no text at all.
    """
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return _strict(raw, encoding, name), encoding
    if encoding := _utf16_without_mark(raw):
        return _strict(raw, encoding, name), encoding
    if b"\x00" in raw:
        raise KnownError(
            _("{file} is not a text file.").format(file=name),
            _("Save it as CSV or XLSX in your spreadsheet program and try again."),
        )
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        encoding = _most_plausible(raw, languages)
        return raw.decode(encoding, "replace"), encoding


def _strict(raw: bytes, encoding: str, name: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise KnownError(
            _("{file}: the text breaks off or is damaged at byte {place}.").format(
                file=name, place=error.start
            ),
            _("Save it once more as CSV UTF-8 and try again."),
        ) from error


def _utf16_without_mark(raw: bytes) -> str:
    sample = raw[:2000]
    if b"\x00" not in sample:
        return ""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    # Separators and line ends are ASCII in every script: their empty half tells the byte order.
    if odd > 2 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 2 * odd else ""


def _most_plausible(raw: bytes, languages: Sequence[str]) -> str:
    sample = _telling_lines(raw)
    opinion = from_bytes(sample, cp_isolation=[*_SINGLE_BYTE, *_MULTI_BYTE]).best()
    favourite = opinion.encoding if opinion is not None else "cp1252"
    hints = frozenset(tag.split("-", maxsplit=1)[0].lower() for tag in languages)
    best, best_score = "cp1252", (-1.0, -1.0)
    for encoding in (*_SINGLE_BYTE, *_MULTI_BYTE):
        try:
            # The sample may end in the middle of a character.
            text = codecs.getincrementaldecoder(encoding)().decode(sample)
        except UnicodeDecodeError:
            continue
        plausible, hinted = _plausibility(text, hints)
        score = (round(plausible + 0.2 * hinted, 3), float(encoding == codecs.lookup(favourite).name))
        if score > best_score:
            best, best_score = encoding, score
    return best


def _telling_lines(raw: bytes) -> bytes:
    lines = [line for line in raw.splitlines() if not line.isascii()]
    kept: list[bytes] = []
    size = 0
    for line in lines:
        size += len(line)
        if kept and size > _SAMPLE:
            break
        kept.append(line)
    return b"\n".join(kept)[:_SAMPLE]


def _plausibility(text: str, hints: frozenset[str]) -> tuple[float, float]:
    """Return how many words beyond ASCII look like words of one script, and whether a hint supports it."""
    words = [word for word in re.split(r"[\s\d,;|\"'()./:@&+_-]+", text) if word and not word.isascii()]
    words = [
        w for w in ("".join(c for c in word if c not in _TYPOGRAPHY) for word in words) if not w.isascii()
    ]
    if not words:
        return 1.0, 0.0
    letters = {c.lower() for word in words for c in word if not c.isascii() and _script(c) == "LATIN"}
    language, share = _best_alphabet(letters, hints)
    allowed = set(_ALPHABETS[language])
    good = sum(_word_quality(word, allowed) for word in words)
    expected = {_SCRIPTS[tag] for tag in hints if tag in _SCRIPTS}
    supported = sum(_script(word[0]) in expected for word in words) / len(words)
    return good / len(words), max(supported, float(language in hints) * share)


def _best_alphabet(letters: set[str], hints: frozenset[str]) -> tuple[str, float]:
    def fit(language: str) -> tuple[float, bool]:
        return len(letters & set(_ALPHABETS[language])) / max(1, len(letters)), language in hints

    best = max(_ALPHABETS, key=fit)
    return best, fit(best)[0]


def _word_quality(word: str, allowed: set[str]) -> float:
    scripts = {_script(c) for c in word if c.isalpha() or unicodedata.category(c).startswith("M")}
    if len(scripts) != 1:
        return 0.0
    if not all(c.isalpha() or c.isascii() or unicodedata.category(c).startswith("M") for c in word) or any(
        before.islower() and after.isupper() for before, after in pairwise(word)
    ):
        return 0.1
    if scripts == {"LATIN"}:
        strange = sum(c.lower() not in allowed for c in word if not c.isascii())
        return 1.0 if not strange else 0.5 / (1 + strange)
    if scripts == {"CJK"}:
        return 1.0 if any("\u3041" <= c <= "\u30fe" for c in word) else 0.9
    (script,) = scripts
    vowels = _VOWELS.get(script)
    # Greek and Hebrew bytes read as Cyrillic give words that nobody can pronounce.
    if vowels and len(word) >= _PRONOUNCED and not vowels & set(word.lower()):
        return 0.3
    return 0.95 if script == "THAI" else 1.0


def _script(character: str) -> str:
    name = unicodedata.name(character, "NONE").split(" ", maxsplit=1)[0].split("-", maxsplit=1)[0]
    return "CJK" if name in {"HIRAGANA", "KATAKANA"} else name
