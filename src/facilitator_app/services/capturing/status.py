"""What is known of a point's other language, from what stands in its two texts.

Said in English: language `en`, the text in English, no local text. English typed beside a local text is
a draft until somebody checks it. Nothing in English: missing. An interpreter's words stay the
interpreter's.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from facilitator_app.records.enums import TranslationStatus
from facilitator_app.rules.text.languages import ENGLISH, is_english


@dataclass(frozen=True, slots=True)
class PointTexts:
    """The texts of one point with the language of the local one, and what is known of the other."""

    local: str
    english: str
    language: str
    status: TranslationStatus


def settled(before: PointTexts, local: str, english: str, table_language: str) -> PointTexts:
    """Return how a point stands when its texts have been typed as `local` and `english`.

    `table_language` is what the table reports in: a point that was said in English and gets a local text
    after all goes back to it.
    """
    if is_english(before.language) and not english.strip() and local.strip() and is_english(table_language):
        local, english = "", local
    said = replace(before, local=local, english=english)
    if not english.strip():
        status = TranslationStatus.MISSING
        language = table_language if is_english(before.language) and local.strip() else before.language
        return replace(said, status=status, language=language or table_language)
    if not local.strip():
        if before.status is TranslationStatus.AS_INTERPRETED:
            return said
        return replace(said, status=TranslationStatus.AS_SAID, language=ENGLISH)
    language = before.language
    if is_english(language) and not is_english(table_language):
        language = table_language
    changed = (local, english) != (before.local, before.english)
    kept = before.status in {TranslationStatus.CHECKED, TranslationStatus.DRAFT} and not changed
    interpreted = before.status is TranslationStatus.AS_INTERPRETED
    status = before.status if kept or interpreted else TranslationStatus.DRAFT
    return replace(said, status=status, language=language)
