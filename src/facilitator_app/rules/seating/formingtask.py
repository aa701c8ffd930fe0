"""What teams are formed from, and what a division of people among tables is worth, the hard rules first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final

from facilitator_app.records.people import Participant
from facilitator_app.rules.seating.languages import own_languages, reporters

Worth = tuple[int, int, int, int, int]
"""Hard rules broken, people over or under even sizes, minus first choices, minus second choices, sameness:
less is better, part by part."""

_MIXED: Final = (("organisation", 8), ("org_type", 4), ("country", 4))


@dataclass(frozen=True, slots=True)
class TeamTask:
    """Who is to work on what. Ids throughout; tables by number; `first` and `second` may lack people.

    `people` are those who are here; `roster` also holds interpreters, by id. `together` and `apart` are
    pairs of ids, `at_table` who must sit at which table number.
    """

    people: tuple[Participant, ...]
    clusters: tuple[str, ...]
    tables: tuple[int, ...]
    first: Mapping[str, str] = field(default_factory=dict)
    second: Mapping[str, str] = field(default_factory=dict)
    together: tuple[tuple[str, str], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    at_table: Mapping[str, int] = field(default_factory=dict)
    roster: Mapping[str, Participant] = field(default_factory=dict)
    report_language: str = "en"


class Board:
    """A task in numbers: people, clusters and tables by place, and languages as bits."""

    def __init__(self, task: TeamTask) -> None:
        self.task = task
        self.people = sorted(task.people, key=lambda one: one.id)
        self.count, self.tables = len(self.people), len(task.tables)
        self.place = {one.id: at for at, one in enumerate(self.people)}
        self.low, self.high = self.count // self.tables, -(-self.count // self.tables)
        self.follows = self._languages()
        able = reporters((*task.people, *task.roster.values()), task.report_language)
        self.reports = [one.id in able for one in self.people]
        number = {cluster: at for at, cluster in enumerate(task.clusters)}
        self.first = [number.get(task.first.get(one.id, ""), -1) for one in self.people]
        self.second = [number.get(task.second.get(one.id, ""), -1) for one in self.people]
        wanted = {at for at in (*self.first, *self.second) if at >= 0}
        self.allowed = sorted(wanted) or list(range(len(task.clusters)))
        chosen = {at for at in self.first if at >= 0}
        self.owed = frozenset(chosen) if len(chosen) <= self.tables else frozenset()
        """Clusters that get a table whatever it costs: the room has selected them and somebody wants them."""
        self.units = self._units()
        self.apart = {(min(a, b), max(a, b)) for a, b in self._pairs(task.apart)}
        seat = {table: at for at, table in enumerate(task.tables)}
        self.pins = {
            self.place[who]: seat[table]
            for who, table in task.at_table.items()
            if who in self.place and table in seat
        }
        self._same = self._sameness()
        self._known: dict[tuple[int, tuple[int, ...], int], Worth] = {}

    def table_hard(self, table: int, people: Sequence[int]) -> int:
        """Count the hard rules a table breaks: who cannot follow, no reporter, apart, pinned elsewhere."""
        if not people:
            return 0
        broken = sum(self.pins.get(who, table) != table for who in people)
        broken += self.speech(people)
        if self.apart:
            broken += sum((min(a, b), max(a, b)) in self.apart for a, b in combinations(people, 2))
        return broken

    def speech(self, people: Sequence[int]) -> int:
        """Count who cannot follow the language most follow, and one more where nobody can report."""
        shared = -1
        for who in people:
            shared &= self.follows[who]
        lost = 0
        if not shared:
            bits = Counter(bit for who in people for bit in _bits(self.follows[who]))
            lost = len(people) - max(bits.values(), default=0)
        return lost + (not any(self.reports[who] for who in people))

    def table_worth(self, table: int, people: Sequence[int], cluster: int) -> Worth:
        """Return what one table adds to the worth of a division."""
        key = table, tuple(sorted(people)), cluster
        if key not in self._known:
            self._known[key] = self._table_worth(table, people, cluster)
        return self._known[key]

    def _table_worth(self, table: int, people: Sequence[int], cluster: int) -> Worth:
        size = len(people)
        uneven = max(0, size - self.high) + max(0, self.low - size)
        first = sum(self.first[who] == cluster for who in people)
        second = sum(self.second[who] == cluster for who in people)
        same = sum(self._same[a][b] for a, b in combinations(people, 2))
        return self.table_hard(table, people), uneven, -first, -second, same

    def gain(self, who: int, cluster: int) -> int:
        """Return what a person's choice is worth as one number: a first choice outweighs all second ones."""
        return (self.count + 1) * (self.first[who] == cluster) + (self.second[who] == cluster)

    def _languages(self) -> list[int]:
        bits: dict[str, int] = {}
        found = []
        for one in self.people:
            interpreter = self.task.roster.get(one.interpreter_id or "")
            spoken = (*own_languages(one), *(own_languages(interpreter) if interpreter else ()))
            found.append(0)
            for language in spoken:
                found[-1] |= bits.setdefault(language, 1 << len(bits))
        return found

    def _pairs(self, pairs: Sequence[tuple[str, str]]) -> list[tuple[int, int]]:
        return [(self.place[a], self.place[b]) for a, b in pairs if {a, b} <= self.place.keys() and a != b]

    def _units(self) -> list[tuple[int, ...]]:
        """Return who goes as one: kept together by a wish, or an interpreter and the delegates."""
        unit = list(range(self.count))
        interpreted = [(one.id, one.interpreter_id or "") for one in self.people]
        for a, b in self._pairs((*self.task.together, *interpreted)):
            old, new = max(unit[a], unit[b]), min(unit[a], unit[b])
            unit = [new if one == old else one for one in unit]
        return [tuple(w for w in range(self.count) if unit[w] == one) for one in sorted(set(unit))]

    def _sameness(self) -> list[list[int]]:
        values = [[str(getattr(one, name)).casefold() for name, _w in _MIXED] for one in self.people]
        weights = [weight for _name, weight in _MIXED]
        return [
            [sum(w for x, y, w in zip(a, b, weights, strict=True) if x and x == y) for b in values]
            for a in values
        ]


def _bits(value: int) -> list[int]:
    return [at for at in range(value.bit_length()) if value >> at & 1]
