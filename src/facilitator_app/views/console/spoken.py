"""Languages as people type them: a code, a name in English, or the language's name for itself."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from PySide6.QtCore import QLocale

from facilitator_app.rules.seating.languages import base_language
from facilitator_app.rules.text import fold


def tags_of(text: str, known: Collection[str] = ()) -> tuple[tuple[str, ...], str]:
    """Return the BCP 47 tags of what was typed, and the first word that is no language (or nothing).

    Commas, slashes, “and” and spaces part them. Of several languages that begin so, one of `known` is meant,
    else there is none: more letters are needed.
    """
    found: list[str] = []
    for part in re.split(r"[,;/+&،、]", text):
        whole = tag_of(part, known)
        for word in [part] if whole else part.split():
            if fold(word) in {"and", "ir", "un", "i", "y", "et", "und"}:
                continue
            tag = tag_of(word, known)
            if tag is None:
                return tuple(dict.fromkeys(found)), word.strip()
            found.append(tag)
    return tuple(dict.fromkeys(found)), ""


def tag_of(word: str, known: Collection[str] = ()) -> str | None:
    """Return the tag of one language: its code, its whole name, or a beginning that can mean only one."""
    wanted = fold(word).strip()
    if not wanted:
        return None
    names = _names()
    codes = {base_language(tag) for tag in known}
    if wanted in names:
        return wanted
    for among in (codes, names.keys()):
        whole = [tag for tag in among if wanted in names.get(tag, ())]
        begun = [tag for tag in among if any(one.startswith(wanted) for one in names.get(tag, ()))]
        for fitting in (whole, begun):
            if len(fitting) == 1 or (fitting and among is codes):
                return min(fitting)
    return None


@lru_cache(maxsize=1)
def _names() -> dict[str, tuple[str, ...]]:
    """Return the folded names of every language Qt knows, by its code."""
    found: dict[str, tuple[str, ...]] = {}
    for language in QLocale.Language:
        locale = QLocale(language)
        code = QLocale.languageToCode(language)
        if not code or locale.language() is not language or language is QLocale.Language.C:
            continue
        found[code] = tuple(
            filter(None, (fold(QLocale.languageToString(language)), fold(locale.nativeLanguageName())))
        )
    return found
