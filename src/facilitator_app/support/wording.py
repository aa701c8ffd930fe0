"""Every word the program itself says passes through here (gettext)."""

from __future__ import annotations

import gettext
from contextvars import ContextVar
from pathlib import Path
from typing import Final

DOMAIN: Final = "facilitator"

# A context variable, not a module global: an export in Lithuanian runs beside an English interface.
_catalogue: ContextVar[gettext.NullTranslations | None] = ContextVar("catalogue", default=None)


def spoken() -> gettext.NullTranslations:
    """Return the catalogue in use: a thread begins without one and takes over its starter's."""
    return _catalogue.get() or gettext.NullTranslations()


def speak(language: str, folder: Path) -> None:
    """Use the catalogue of `language` (BCP 47) found under `folder`; English where there is none."""
    tags = [language.replace("-", "_"), language.split("-", maxsplit=1)[0]]
    _catalogue.set(gettext.translation(DOMAIN, folder, languages=tags, fallback=True))


def speak_with(catalogue: gettext.NullTranslations) -> None:
    """Use a catalogue made by the caller (tests: pseudo-translation)."""
    _catalogue.set(catalogue)


def _(message: str) -> str:
    """Translate one message; the English sentence is its id. Fill it with str.format afterwards."""
    return spoken().gettext(message) if message else ""


def ngettext_(singular: str, plural: str, n: int) -> str:
    """Translate a message that counts: `ngettext_("{n} table", "{n} tables", n).format(n=n)`."""
    return spoken().ngettext(singular, plural, n)


def pgettext_(context: str, message: str) -> str:
    """Translate a word that means different things in different places."""
    return spoken().pgettext(context, message)
