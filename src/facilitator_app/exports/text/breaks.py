"""Where lines may end, by ICU: Qt finds a third of the places in Thai, Khmer and Lao, too many in Burmese."""

from __future__ import annotations

import re
from collections.abc import Callable

from icu4py.breakers import LineBreaker

from facilitator_app.exports.text.prepared import Prepared

# Thai, Lao, Burmese with its extensions, Khmer: written without spaces, broken by dictionary.
_BY_DICTIONARY = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\ua9e0-\ua9ff\uaa60-\uaa7f]")
_BURMESE = re.compile("[\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f]")
_ZERO_WIDTH_SPACE = "\u200b"
_LINE_SEPARATOR = "\u2028"


def legal_ends(text: str, language: str = "") -> frozenset[int]:
    """Return the places after which a line of `text` may end, its end among them (Unicode UAX 14, ICU)."""
    return frozenset(end for _start, end in LineBreaker(text, language or "en").segments())


def with_opportunities(prepared: Prepared, language: str = "") -> Prepared:
    """Return the text with a zero-width space wherever Qt would not know that a line may end."""
    text = prepared.text
    if not _BY_DICTIONARY.search(text):
        return prepared
    inside = (end for end in legal_ends(text, language) if 0 < end < len(text))
    return prepared.with_helpers({end: _ZERO_WIDTH_SPACE for end in inside if not text[end - 1].isspace()})


def is_burmese(text: str) -> bool:
    """Tell whether lines must be filled here because Qt would break `text` at too many places."""
    return bool(_BURMESE.search(text))


def filled(
    prepared: Prepared, width: float, measure: Callable[[Prepared], float], language: str = ""
) -> Prepared:
    """Return the text with line separators where lines of `width` end, filled from ICU's segments.

    `measure` gives the width of a part of the text in the same unit as `width`.
    """
    text = prepared.text
    ends: dict[int, str] = {}
    used = 0.0
    for start, end in LineBreaker(text, language or "en").segments():
        advance = measure(prepared.part(start, end))
        visible = start + len(text[start:end].rstrip())
        needed = advance if visible == end else measure(prepared.part(start, visible))
        if start and used + needed > width:
            ends[start] = _LINE_SEPARATOR
            used = 0.0
        used += advance
    return prepared.with_helpers(ends)
