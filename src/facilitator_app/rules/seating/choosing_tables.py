"""How many tables: what can be known before anybody plans, by counting; and what a plan then finds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import comb
from types import MappingProxyType
from typing import Final

from facilitator_app.records.agenda import Agenda
from facilitator_app.rules.seating.conflicts import Conflict
from facilitator_app.rules.seating.facts import Fact, FactKind

_FOUND: Final = MappingProxyType(
    {
        (25, 5): 6,
        **{(people, 6): 6 for people in range(25, 31)},
        (25, 7): 8,
        (26, 7): 8,
        (27, 7): 9,
        (28, 7): 9,
        (29, 7): 6,
        (30, 7): 6,
    }
)
"""Rounds in which nobody meets twice, by people and tables: seatings that were found and checked."""

_GOLFERS: Final = (30, 6)
"""Known from the social golfer problem: seven rounds of six tables of five do not exist."""


@dataclass(frozen=True, slots=True)
class Limit:
    """What anybody can reach with so many people, tables and rounds of mixing, everybody there.

    `smallest`, `largest`: people at a table. `certain_rounds`: rounds in which nobody need meet anybody
    twice (a seating is known; 1 where none is noted). `possible_rounds`: more than so many cannot be had
    without repeats, whatever anybody computes. `repeats`: at least so many repeated meetings in all
    `rounds` (a pair's third meeting counts twice). `others`: how many others one can meet at most.
    """

    people: int
    tables: int
    rounds: int
    smallest: int
    largest: int
    certain_rounds: int
    possible_rounds: int
    repeats: int
    others: int

    @property
    def is_free(self) -> bool:
        """Whether nobody need meet anybody twice: a seating for all rounds is known."""
        return self.rounds <= self.certain_rounds

    @property
    def is_open(self) -> bool:
        """Whether nobody has counted it out and no seating is known: only a plan can tell."""
        return self.certain_rounds < self.rounds <= self.possible_rounds


def limit_of(people: int, tables: int, rounds: int) -> Limit:
    """Return what can be reached (closed form, quick). Raises ValueError below one table or no round.

    Convexity: so many meetings spread over all pairs as evenly as can be. Pairs of rounds: two rounds of g
    tables share at least people − g² pairs. `others` is the tables' largest size less one, for every round.
    """
    if tables < 1 or people < 0 or rounds < 0:
        raise ValueError("a room has at least one table, and no fewer than no people")
    smallest, largest = people // tables, -(-people // tables)
    possible = next(
        (one - 1 for one in range(1, people + 2) if least_repeats(people, tables, one)), max(1, people)
    )
    certain = _FOUND.get((people, tables), 1) if largest > 1 else possible
    return Limit(
        people=people,
        tables=tables,
        rounds=rounds,
        smallest=smallest,
        largest=largest,
        certain_rounds=min(certain, possible),
        possible_rounds=possible,
        repeats=least_repeats(people, tables, rounds),
        others=max(0, min(people - 1, rounds * (largest - 1))),
    )


def least_repeats(people: int, tables: int, rounds: int) -> int:
    """Return what Σ m(m−1)/2 over pairs that meet m times cannot go below, with tables of even size."""
    pairs = comb(people, 2)
    if pairs == 0:
        return 0
    least, more = divmod(people, tables)
    meetings = rounds * (more * comb(least + 1, 2) + (tables - more) * comb(least, 2))
    each, rest = divmod(meetings, pairs)
    convex = (pairs - rest) * comb(each, 2) + rest * comb(each + 1, 2)
    shared = comb(rounds, 2) * max(0, people - tables * tables)
    golfers = int((people, tables) == _GOLFERS and rounds > _FOUND[_GOLFERS])
    # Nobody can sit with more different others than there are: who always has `least` − 1 neighbours.
    crowded = people * _repeats_of_one(rounds * (least - 1), people - 1)
    return max(convex, shared, golfers, -(-crowded // 2))


def _repeats_of_one(meetings: int, others: int) -> int:
    """Return what one person's Σ m(m−1)/2 over the others cannot go below."""
    if others == 0 or meetings <= 0:
        return 0
    each, rest = divmod(meetings, others)
    return (others - rest) * comb(each, 2) + rest * comb(each + 1, 2)


@dataclass(frozen=True, slots=True)
class Found:
    """What a plan of some seconds reached: pairs that meet again, the most often one does, what is proven.

    `repeats` and `fewest` count a third meeting twice, history included; `broken` wishes and tables that
    are not language-safe are counted in rounds and tables.
    """

    pairs: int
    most: int
    repeats: int
    fewest: int
    broken: int
    unsafe: int

    @property
    def is_proven(self) -> bool:
        """Whether nobody can do better."""
        return self.repeats == self.fewest


def found_in(facts: Iterable[Fact]) -> Found:
    """Return what the facts about a plan say of meetings, wishes and languages."""
    pairs, most, repeats, fewest, broken, unsafe, best = 0, 1, 0, 0, 0, 0, False
    for fact in facts:
        if fact.kind is FactKind.MEETS_AGAIN:
            pairs, most, repeats, fewest = (
                int(fact.values[name]) for name in ("pairs", "most", "repeats", "fewest")
            )
        best = best or fact.kind is FactKind.PROVEN_BEST
        broken += fact.kind is FactKind.WISH_BROKEN
        unsafe += fact.kind in {FactKind.NO_COMMON_LANGUAGE, FactKind.NO_REPORTER}
    return Found(pairs, most, repeats, repeats if best else fewest, broken, unsafe)


@dataclass(frozen=True, slots=True)
class TableChoice:
    """One number of tables, weighed: what can be reached, what it makes of the days, what clashes.

    `agenda` is how the days would be; `turn_seconds` one table's report-back in a usual round; `more_seconds`
    by how much the fullest day grows against now (below 0: shrinks). `clashes`: what cannot be kept at so
    many tables. `refused`: why this number cannot be chosen. `history`: rounds of mixing held before, which
    `limit` does not count.
    """

    limit: Limit
    agenda: Agenda
    is_present: bool
    turn_seconds: int
    more_seconds: int
    clashes: tuple[Conflict, ...] = ()
    refused: str = ""
    history: int = 0
    found: Found | None = None
