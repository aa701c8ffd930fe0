"""Who has sat with whom over all rounds of a workshop and of earlier ones of its programme."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.seating.held import is_mixed, seated_tables, table_rounds

EARLIER: Final = ""
"""Stands for a round of an earlier workshop where rounds are named by segment id."""


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """The people of the roster, and the rounds in which two of them meet.

    `together` maps a pair of person ids to segment ids in playing order; rounds of earlier workshops are
    `EARLIER`. Rounds of mixing count each; people who meet in a cluster team alone have its first round.
    """

    people: tuple[str, ...]
    together: Mapping[frozenset[str], tuple[str, ...]]

    def rounds(self, one: str, other: str) -> tuple[str, ...]:
        """Return the rounds in which two people meet."""
        return self.together.get(frozenset((one, other)), ())

    def times(self) -> dict[frozenset[str], int]:
        """Return how often each pair meets; pairs that never do are left out."""
        return {pair: len(rounds) for pair, rounds in self.together.items()}


def acquaintance(record: WorkshopRecord) -> Acquaintance:
    """Return who meets whom in the seats as they stand, played or planned.

    Whoever has withdrawn is not listed, and whoever is away in a half-day meets nobody there.
    """
    people = tuple(one.id for one in record.participants if not one.withdrawn)
    known = frozenset(people)
    found: dict[frozenset[str], list[str]] = defaultdict(list)
    teams: dict[frozenset[str], str] = {}
    for tables in record.earlier_rounds:
        for table in tables:
            for pair in combinations((who for who in table if who in known), 2):
                found[frozenset(pair)].append(EARLIER)
    seated = seated_tables(record)
    for segment in table_rounds(record):
        for table in seated.get(segment.id, ()):
            for pair in combinations(table, 2):
                if is_mixed(segment):
                    found[frozenset(pair)].append(segment.id)
                else:
                    teams.setdefault(frozenset(pair), segment.id)
    together = {pair: (segment,) for pair, segment in teams.items()}
    return Acquaintance(people, together | {pair: tuple(rounds) for pair, rounds in found.items()})
