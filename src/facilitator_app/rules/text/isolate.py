"""Other people's text inside a sentence of ours."""

_INITIATORS = frozenset("\u2066\u2067\u2068")
_FIRST_STRONG_ISOLATE = "\u2068"
_POP = "\u2069"


def isolate(text: str) -> str:
    """Return `text` between U+2068 and U+2069, so that it cannot reorder what stands around it.

    Isolates that `text` opens and does not close are closed, stray closing ones are left out; newlines,
    which would end an isolate, become spaces.
    """
    depth = 0
    kept: list[str] = []
    for character in text.replace("\n", " ").replace("\u2029", " "):
        if character in _INITIATORS:
            depth += 1
        elif character == _POP:
            if depth == 0:
                continue
            depth -= 1
        kept.append(character)
    return f"{_FIRST_STRONG_ISOLATE}{''.join(kept)}{_POP * depth}{_POP}"
