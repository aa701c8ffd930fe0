"""What one command changed: views refresh only what they show."""

from __future__ import annotations

from dataclasses import dataclass

from facilitator_app.records.enums import Desk, Noun


@dataclass(frozen=True, slots=True)
class Changes:
    """The nouns and row ids one transaction wrote; `origin` is the view that asked, if any."""

    nouns: frozenset[Noun]
    ids: frozenset[str]
    label: str = ""
    desk: Desk = Desk.CONSOLE
    origin: str = ""

    def touches(self, *nouns: Noun) -> bool:
        """Whether any of `nouns` changed."""
        return not self.nouns.isdisjoint(nouns)


NOTHING_CHANGED = Changes(frozenset(), frozenset())
