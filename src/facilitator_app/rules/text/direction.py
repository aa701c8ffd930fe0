"""The direction in which a paragraph runs."""

import unicodedata
from enum import StrEnum

_ISOLATES = frozenset("\u2066\u2067\u2068")
_END_OF_ISOLATE = "\u2069"


class Direction(StrEnum):
    """From left to right or from right to left."""

    LTR = "ltr"
    RTL = "rtl"


def direction(text: str, default: Direction = Direction.LTR) -> Direction:
    """Return the direction of the first strong character of `text`, `default` where there is none.

    Isolated text does not count (Unicode Bidirectional Algorithm, rules P2 and P3).
    """
    depth = 0
    for character in text:
        if character in _ISOLATES:
            depth += 1
        elif character == _END_OF_ISOLATE:
            depth = max(0, depth - 1)
        elif depth == 0:
            kind = unicodedata.bidirectional(character)
            if kind == "L":
                return Direction.LTR
            if kind in {"R", "AL"}:
                return Direction.RTL
    return default
