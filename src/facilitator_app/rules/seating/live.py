"""A round of table work as it is just now: who is there, what must be heeded, what a change would cost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final

from facilitator_app.records.people import Participant
from facilitator_app.rules.seating.instance import Tables
from facilitator_app.rules.seating.languages import own_languages, reporters, table_language

LEAST_AT_A_TABLE: Final = 3
"""Two people at a table have a talk, not a table's work: with fewer than these people are moved."""

Pair = frozenset[str]


@dataclass(frozen=True, slots=True)
class SittingRound:
    """One round: the people (ids) at each table who are there, and what the host asked for.

    `numbers` are the tables' numbers. `locked` stay where they sit. `together` and `apart` are pairs,
    `at_table` names the number of somebody's table. `met` counts how often two people sat together before.
    """

    tables: Tables
    numbers: tuple[int, ...]
    roster: Mapping[str, Participant]
    report_language: str = "en"
    locked: frozenset[str] = frozenset()
    together: frozenset[Pair] = frozenset()
    apart: frozenset[Pair] = frozenset()
    at_table: Mapping[str, int] = field(default_factory=dict)
    met: Mapping[Pair, int] = field(default_factory=dict)
    can_report: frozenset[str] = field(init=False, compare=False, repr=False)
    """Who can speak to the room, or interprets for somebody: asked for every move that is tried."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "can_report", reporters(self.roster.values(), self.report_language))

    def faults(self, people: Iterable[str]) -> tuple[int, int]:
        """Return (no language in common, nobody who can report) of a table, each 0 or 1."""
        at = tuple(people)
        if not at:
            return 0, 0
        mute = table_language(at, self.roster).shared is None
        silent = self.can_report.isdisjoint(at)
        return int(mute), int(silent)

    def wishes_broken(self, place: int, people: Sequence[str]) -> int:
        """Return how many wishes are broken at a table (by its place in `tables`) with these people.

        A pair that should be together counts at each table where one of the two sits without the other.
        """
        at = set(people)
        everybody = {who for table in self.tables for who in table} | at
        broken = sum(pair <= at for pair in self.apart)
        broken += sum(len(pair & at) == 1 and pair <= everybody for pair in self.together)
        return broken + sum(self.at_table.get(who, self.numbers[place]) != self.numbers[place] for who in at)

    def meetings(self, who: str, others: Iterable[str]) -> int:
        """Return how often somebody has sat with these people before."""
        return sum(self.met.get(frozenset((who, one)), 0) for one in others if one != who)


def interpreted_pairs(roster: Mapping[str, Participant]) -> frozenset[Pair]:
    """Return each person with the interpreter they need, as pairs of ids."""
    return frozenset(
        frozenset((one.id, one.interpreter_id))
        for one in roster.values()
        if one.interpreter_id and one.interpreter_id in roster and one.interpreter_id != one.id
    )


def meetings_of(rounds: Iterable[Tables]) -> Counter[Pair]:
    """Return how often two people sat at one table in these rounds."""
    return Counter(
        frozenset(pair) for tables in rounds for table in tables for pair in combinations(table, 2)
    )


def common_languages(people: Sequence[str], roster: Mapping[str, Participant]) -> tuple[str, ...]:
    """Return the languages that everybody at a table follows, those most people put first, first.

    What somebody's interpreter speaks is followed too.
    """
    if not people:
        return ()
    follows = []
    for who in people:
        person = roster[who]
        interpreter = roster.get(person.interpreter_id) if person.interpreter_id else None
        follows.append({*own_languages(person), *(own_languages(interpreter) if interpreter else ())})
    first = Counter(languages[0] for who in people if (languages := own_languages(roster[who])))
    return tuple(sorted(set.intersection(*follows), key=lambda one: (-first[one], one)))
