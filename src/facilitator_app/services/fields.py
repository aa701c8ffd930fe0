"""What people enter, checked before it reaches the file: cleaned, or refused in plain words."""

from __future__ import annotations

import re
from typing import Final, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from facilitator_app.rules.text.clean import clean
from facilitator_app.rules.text.folding import fold
from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _

E = TypeVar("E")

LONGEST_TEXT: Final = 20_000
MOST_TABLES: Final = 60
_TAG: Final = re.compile(r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$")


def text_of(value: str, name: str, *, needed: bool = False, longest: int = LONGEST_TEXT) -> str:
    """Return a cleaned text. Raises KnownError where it is needed and blank, or longer than `longest`.

    `name` is the translated name of the field, as the person sees it.
    """
    cleaned = clean(value)
    if needed and not cleaned.strip():
        raise KnownError(_("“{field}” is empty.").format(field=name), _("Enter something."))
    if len(cleaned) > longest:
        raise KnownError(
            _("“{field}” is too long: {count} characters.").format(field=name, count=len(cleaned)),
            _("Keep it to {longest} characters.").format(longest=longest),
        )
    return cleaned


def line_of(value: str, name: str, *, needed: bool = False, longest: int = 500) -> str:
    """Return a cleaned text of one line; line ends become spaces."""
    return " ".join(text_of(value, name, needed=needed, longest=longest).split())


def language_of(tag: str, *, optional: bool = True) -> str:
    """Return a BCP 47 language tag as it was typed. Raises KnownError for what is none."""
    cleaned = tag.strip()
    if (optional and not cleaned) or _TAG.match(cleaned):
        return cleaned
    raise KnownError(
        _("“{tag}” is not a language code.").format(tag=clean(tag)[:40]),
        _("Use a code such as en, lt or zh-Hans."),
    )


def zone_of(name: str) -> str:
    """Return the name of a time zone that is known. Raises KnownError for any other."""
    try:
        return ZoneInfo(name.strip()).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as problem:
        raise KnownError(
            _("“{zone}” is not a known time zone.").format(zone=clean(name)[:60]),
            _("Use a name such as Europe/Vilnius."),
        ) from problem


def number_of(value: int, name: str, low: int, high: int) -> int:
    """Return a whole number within bounds. Raises KnownError for any other."""
    if not low <= value <= high:
        raise KnownError(
            _("“{field}” cannot be {value}.").format(field=name, value=value),
            _("Choose a number from {low} to {high}.").format(low=low, high=high),
        )
    return value


def shadow_of(*texts: str) -> str:
    """Return the folded shadow of one row's texts, one line each: what search reads."""
    return "\n".join(fold(text) for text in texts if text.strip())
