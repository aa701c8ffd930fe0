"""Names and directions of languages, by BCP 47 tag."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QLocale, Qt

from facilitator_app.records.enums import LanguageMode
from facilitator_app.rules.text import Direction
from facilitator_app.support.wording import _


@lru_cache(maxsize=256)
def own_name(tag: str) -> str:
    """Return a language's name for itself (“Lietuvių”); the tag where nobody knows it."""
    locale = QLocale(tag.replace("-", "_"))
    if locale.language() in {QLocale.Language.C, QLocale.Language.AnyLanguage}:
        return tag
    name = "English" if locale.language() is QLocale.Language.English else locale.nativeLanguageName()
    return name[:1].upper() + name[1:] if name else tag


@lru_cache(maxsize=256)
def direction_of(tag: str) -> Direction:
    """Return the way a language is written."""
    right = QLocale(tag.replace("-", "_")).textDirection() is Qt.LayoutDirection.RightToLeft
    return Direction.RTL if right else Direction.LTR


def language_mode_words(mode: LanguageMode) -> str:
    """Return the name of a language mode."""
    return {
        LanguageMode.NONE: _("No interpretation"),
        LanguageMode.WRITTEN: _("Written translation"),
        LanguageMode.SIMULTANEOUS: _("Simultaneous interpretation"),
        LanguageMode.CONSECUTIVE: _("Consecutive interpretation"),
    }[mode]
