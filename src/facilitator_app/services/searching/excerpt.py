"""The words around a hit, as they were written."""

from __future__ import annotations

from typing import Final

from facilitator_app.rules.text.folding import fold

AROUND: Final = 60
"""Characters shown before and after a hit."""
_WORD: Final = 12
"""How far a cut is moved to the next space, so that words stay whole."""


def excerpt(text: str, folded_query: str) -> str:
    """Return the hit with what stands around it, on one line; the whole text where it is short.

    `folded_query` is folded already; where it is not in `text`, its beginning is shown.
    """
    end = _end_of_hit(text, folded_query)
    start = max(0, end - len(folded_query) - AROUND)
    stop = min(len(text), end + AROUND)
    if start <= _WORD:
        start = 0
    elif (space := text.find(" ", start, start + _WORD)) >= 0:
        start = space + 1
    if len(text) - stop <= _WORD:
        stop = len(text)
    elif (space := text.rfind(" ", stop - _WORD, stop)) >= 0:
        stop = space
    words = " ".join(text[start:stop].split())
    return f"{'…' if start else ''}{words}{'…' if stop < len(text) else ''}"


def _end_of_hit(text: str, folded_query: str) -> int:
    """Return where the first hit ends: the shortest beginning of the text that holds it (by halving)."""
    low, high = 0, len(text)
    if folded_query not in fold(text):
        return min(high, AROUND)
    while low < high:
        middle = (low + high) // 2
        if folded_query in fold(text[:middle]):
            high = middle
        else:
            low = middle + 1
    return low
