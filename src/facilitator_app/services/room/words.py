"""The few words of the projector, each in every language of the room at once.

The interface speaks one language, the room two or three: these words therefore stand beside the catalogues of
the interface, in `resources/locale/room.json`, by English message and BCP 47 language.
"""

from __future__ import annotations

import json
from collections import Counter
from functools import lru_cache
from typing import Final, TypeAlias

from facilitator_app.records.room import RoomText, RoomTimeWords
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.support import paths

Languages: TypeAlias = tuple[str, ...]
"""BCP 47 tags in the order of the room."""

MOST_LANGUAGES: Final = 3
ENGLISH: Final = "en"


@lru_cache(maxsize=1)
def _phrases() -> dict[str, dict[str, str]]:
    loaded: dict[str, dict[str, str]] = json.loads((paths.locale() / "room.json").read_text("utf-8"))
    return loaded


def say(message: str, language: str, **values: object) -> str:
    """Return an English message in another language, or nothing where nobody has translated it."""
    base = base_of(language)
    pattern = message if base == ENGLISH else _phrases().get(message, {}).get(base, "")
    return pattern.format(**values)


def in_each(languages: Languages, message: str, **values: object) -> tuple[RoomText, ...]:
    """Return the message once for every language that has it; English where none of them has."""
    said = tuple(
        RoomText(text, language) for language in languages if (text := say(message, language, **values))
    )
    return said or (RoomText(say(message, ENGLISH, **values), ENGLISH),)


def time_words(languages: Languages) -> tuple[RoomTimeWords, ...]:
    """Return the words around the figure of time for every language that has them."""
    known = [language for language in languages if say("left", language)] or [ENGLISH]
    return tuple(
        RoomTimeWords(
            language=language,
            minutes=say("min", language),
            left=say("left", language),
            over=say("over", language),
            paused=say("paused", language),
        )
        for language in known
    )


def room_languages(record: WorkshopRecord, first: str = "") -> Languages:
    """Return the languages on the projector: the working language, then those of most tables; three at most.

    `first` comes right after the working language: the one in which a table speaks just now.
    """
    details = record.details
    tables = Counter(base_of(table.discussion_language) for table in record.tables)
    local = sorted(details.local_languages, key=lambda language: -tables[base_of(language)])
    wanted = (details.working_language or ENGLISH, first, *local)
    kept: dict[str, str] = {}
    for language in wanted:
        if language:
            kept.setdefault(base_of(language), language)
    return tuple(kept.values())[:MOST_LANGUAGES]


def base_of(language: str) -> str:
    """Return the primary subtag of a BCP 47 tag, in lower case."""
    return language.replace("_", "-").split("-", maxsplit=1)[0].lower()
