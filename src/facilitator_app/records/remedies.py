"""What can be done about a plan that does not work, before anybody is in the room."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from facilitator_app.records.agenda import Agenda


class RemedyKind(StrEnum):
    """What one click does."""

    SHORTEN = "shorten"
    SMALLER_CYCLE = "smaller_cycle"
    MOVE_AFTER = "move_after"
    PARK = "park"
    CARRY = "carry"
    MOVE_ANCHOR = "move_anchor"
    END_LATER = "end_later"
    STRETCH = "stretch"
    BREAK = "break"


@dataclass(frozen=True, slots=True)
class Remedy:
    """One way out of a conflict: the words of its button, what exactly happens, and the agenda after it.

    `minutes` is what it wins, moves or inserts. `solves` is whether the conflict is gone afterwards;
    `detail` also names what it does not win and what it makes late elsewhere. `before` is the agenda it was
    worked out for.
    """

    kind: RemedyKind
    words: str
    detail: str
    minutes: int
    solves: bool
    before: Agenda
    after: Agenda
