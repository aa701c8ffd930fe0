"""Cluster teams: who works on which cluster, by what people chose, by even sizes and by language.

Each way to give the tables to the clusters has a cheapest assignment of people to seats (`rules.assignment`),
which ignores languages and wishes: a bound. From the cheapest on, a tabu search repairs what is broken there;
it stops where no other way could be cheaper.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from heapq import heappop, heappush
from itertools import combinations_with_replacement
from typing import Final

import numpy as np

from facilitator_app.records.people import Participant
from facilitator_app.rules.assignment import assign
from facilitator_app.rules.seating.instance import Instance, Person, Pin, Round, RoundMode
from facilitator_app.rules.seating.languages import own_languages, reports_in, table_language
from facilitator_app.rules.seating.problem import Floats, Ints, Problem, problem_of
from facilitator_app.rules.seating.search import Search

COSTS: Final = (0.0, 1.0, 3.0)
"""What the first choice, the second and neither cost: one who got neither weighs as much as three seconds."""

_FORBIDDEN: Final = 1e6
_IDLE: Final = 150
_STARTS: Final = 4
_WAYS_REPAIRED: Final = 12
_MOST_WAYS: Final = 4000


class Cause(StrEnum):
    """Why somebody got neither choice."""

    FULL = "full"
    """Everybody at the tables of the chosen clusters had chosen them first."""
    LANGUAGE = "language"
    """A table would have been without a common language, or without somebody who can report."""
    WISH = "wish"
    """A wish of the host, or an interpreter."""


@dataclass(frozen=True, slots=True)
class TeamsWanted:
    """What teams are formed from.

    `people` are those who are here; `clusters` ids of the selected ones; `choices` first and second choice by
    person id (whoever has none goes anywhere); `at_table` table numbers from 1 by person id; `kept` the
    cluster that a table has already, by number.
    """

    people: tuple[Participant, ...]
    clusters: tuple[str, ...]
    tables: int
    choices: Mapping[str, Sequence[str]]
    together: tuple[tuple[str, str], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    at_table: Mapping[str, int] = field(default_factory=dict)
    kept: Mapping[int, str] = field(default_factory=dict)
    report_language: str = "en"


@dataclass(frozen=True, slots=True)
class Team:
    """The people of one table, numbered from 1, and the cluster they work on."""

    number: int
    cluster: str
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unlucky:
    """Somebody who got neither choice, and why; `table` and `language` belong to a cause of language."""

    person: str
    cause: Cause
    table: int | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class TeamsFormed:
    """Teams, and how well they fit: person ids with their first and second choice, neither, or none made."""

    teams: tuple[Team, ...]
    first: tuple[str, ...]
    second: tuple[str, ...]
    neither: tuple[Unlucky, ...]
    undecided: tuple[str, ...]

    @property
    def cost(self) -> float:
        """What the teams cost by COSTS; smaller is better."""
        return COSTS[1] * len(self.second) + COSTS[2] * len(self.neither)


def form_teams(wanted: TeamsWanted, *, seed: int = 0) -> TeamsFormed:
    """Return teams of even size; the same input gives the same teams.

    Languages, a reporter at each table and wishes come before choices. Raises ValueError without people,
    tables or clusters.
    """
    if not wanted.people or not wanted.clusters or wanted.tables < 1:
        raise ValueError("teams need people, tables and clusters")
    problem = _problem(wanted)
    best: tuple[tuple[float, ...], Ints, tuple[str, ...]] | None = None
    for tried, (least, start, way) in enumerate(_ranked_ways(wanted, problem)):
        settled = best is not None and best[0] <= (0, least)
        if best is not None and (settled or tried >= _WAYS_REPAIRED):
            break
        rated = replace(problem, places=problem.places + _costs(wanted, way, problem)[None, :, :])
        worth, tables = _repaired(rated, start, seed)
        if best is None or worth < best[0]:
            best = worth, tables, way
    assert best is not None  # noqa: S101 - there is always a way
    return told(wanted, _teams(wanted, best[1], best[2]))


def told(wanted: TeamsWanted, teams: tuple[Team, ...]) -> TeamsFormed:
    """Return what is to be said of teams, however they came about."""
    cluster = {who: team.cluster for team in teams for who in team.people}
    first, second, undecided, neither = [], [], [], []
    for person in wanted.people:
        chosen = list(wanted.choices.get(person.id, ()))
        mine = cluster.get(person.id)
        if not chosen:
            undecided.append(person.id)
        elif mine == chosen[0]:
            first.append(person.id)
        elif mine in chosen:
            second.append(person.id)
        else:
            neither.append(_why(wanted, teams, person.id))
    return TeamsFormed(teams, tuple(first), tuple(second), tuple(neither), tuple(undecided))


# Ways to give the tables to clusters ----------------------------------------------------------------------


def _ranked_ways(wanted: TeamsWanted, problem: Problem) -> Iterator[tuple[float, Ints, tuple[str, ...]]]:
    """Yield (least cost without rules, the seating that has it, cluster of each table), cheapest first.

    The exact cost of a way is worked out only where its bound does not rule it out yet.
    """
    waiting: list[tuple[float, float, int, Ints, tuple[str, ...]]] = []
    for number, (bound, displeases, way) in enumerate(sorted(_bounded_ways(wanted))):
        while waiting and waiting[0][0] < bound:
            least, _displeases, _number, start, found = heappop(waiting)
            yield least, start, found
        start, least = _cheapest(wanted, way, problem)
        heappush(waiting, (least, displeases, number, start, way))
    while waiting:
        least, _displeases, _number, start, found = heappop(waiting)
        yield least, start, found


def _bounded_ways(wanted: TeamsWanted) -> Iterator[tuple[float, float, tuple[str, ...]]]:
    """Yield (bound on the cost, how little it pleases otherwise, cluster of each table)."""
    firsts = Counter(chosen[0] for chosen in wanted.choices.values() if chosen)
    room = -(-len(wanted.people) // wanted.tables)
    ways = combinations_with_replacement(wanted.clusters, wanted.tables)
    for count, way in enumerate(ways):
        if count >= _MOST_WAYS:
            return
        tables = Counter(way)
        bound = sum(max(0, firsts[one] - tables[one] * room) * COSTS[1] for one in wanted.clusters)
        # Among equally good ways: no cluster without a table, none with many more than another.
        left_out = sum(1 for one in wanted.clusters if not tables[one])
        uneven = max(tables.values()) - min(tables[one] for one in wanted.clusters)
        yield bound, left_out + uneven / 100, _at_numbers(wanted, way)


def _at_numbers(wanted: TeamsWanted, way: Sequence[str]) -> tuple[str, ...]:
    """Give each cluster of a way its tables: those that have it already first, the others in order."""
    left = Counter(way)
    at: dict[int, str] = {}
    for number, cluster in sorted(wanted.kept.items()):
        if number <= wanted.tables and left[cluster]:
            at[number] = cluster
            left[cluster] -= 1
    rest = iter([one for one in way if left[one] and not left.subtract([one])])
    return tuple(at[n] if n in at else next(rest) for n in range(1, wanted.tables + 1))


# People to tables -----------------------------------------------------------------------------------------


def _problem(wanted: TeamsWanted) -> Problem:
    ids = {one.id for one in wanted.people}
    interpreted = {p.id: p.interpreter_id for p in wanted.people if p.interpreter_id in ids}
    people = tuple(
        Person(
            id=one.id,
            languages=own_languages(one),
            interpreter=interpreted.get(one.id),
            can_report=reports_in(one, wanted.report_language),
        )
        for one in wanted.people
    )
    together = {*wanted.together, *((who, other) for who, other in interpreted.items() if other)}
    pins = tuple(
        Pin(who, 0, number - 1)
        for who, number in wanted.at_table.items()
        if who in ids and 1 <= number <= wanted.tables
    )
    size = -(-len(people) // wanted.tables)
    instance = Instance(
        name="teams",
        people=people,
        rounds=(Round(0, RoundMode.MIX, wanted.tables, 0, max(1, size)),),
        keep_together=tuple(sorted(pair for pair in together if set(pair) <= ids and pair[0] != pair[1])),
        keep_apart=tuple(pair for pair in wanted.apart if set(pair) <= ids),
        pins=pins,
        spokesperson=False,
    )
    problem = problem_of(instance)
    # One round: nobody can meet twice, and what is left to weigh are the choices.
    return replace(problem, counted=np.zeros_like(problem.counted))


def _costs(wanted: TeamsWanted, way: tuple[str, ...], problem: Problem) -> Floats:
    """Return (N, G): what each person's seat at each table costs; blanks cost nothing."""
    costs = np.zeros(problem.places.shape[1:], dtype=np.float32)
    for row, person in enumerate(wanted.people):
        chosen = list(wanted.choices.get(person.id, ()))[:2]
        for table, cluster in enumerate(way):
            if chosen:
                costs[row, table] = COSTS[chosen.index(cluster) if cluster in chosen else 2]
    return costs


def _cheapest(wanted: TeamsWanted, way: tuple[str, ...], problem: Problem) -> tuple[Ints, float]:
    """Return tables (1, N) and the cost of the cheapest seating; no table lacks more than one person."""
    size = problem.capacity[0]
    costs = _costs(wanted, way, problem).astype(np.float64)
    seats = np.repeat(np.arange(len(way)), size)
    cost = costs[:, seats]
    last = np.tile(np.arange(size) == size - 1, len(way))
    cost[problem.people :, ~last] = _FORBIDDEN
    seat = assign(cost)
    return seats[seat][None, :], float(cost[np.arange(len(seat)), seat].sum())


def _repaired(problem: Problem, start: Ints, seed: int) -> tuple[tuple[float, ...], Ints]:
    """Return the worth (broken rules, cost of choices) and the tables a search finds from a start."""
    rng = np.random.default_rng(seed)
    search = Search(problem, start, rng)
    if search.best.hard:
        for again in range(_STARTS):
            if again:
                search.restart(_shuffled(search.best_tables, problem, rng))
            while search.idle < _IDLE:
                search.step()
    return (round(search.best.hard), round(search.best.moves, 3)), search.best_tables


def _shuffled(tables: Ints, problem: Problem, rng: np.random.Generator) -> Ints:
    """Return a seating in which people have changed places at random; blanks stay."""
    shuffled = tables.copy()
    shuffled[0, : problem.people] = rng.permutation(shuffled[0, : problem.people])
    return shuffled


def _teams(wanted: TeamsWanted, tables: Ints, way: tuple[str, ...]) -> tuple[Team, ...]:
    people: list[list[str]] = [[] for _cluster in way]
    for row, person in enumerate(wanted.people):
        people[int(tables[0, row])].append(person.id)
    return tuple(
        Team(number, cluster, tuple(who))
        for number, (cluster, who) in enumerate(zip(way, people, strict=True), start=1)
    )


# Why somebody got neither ---------------------------------------------------------------------------------


def _why(wanted: TeamsWanted, teams: tuple[Team, ...], who: str) -> Unlucky:
    """Return why no exchange would give somebody a choice without costing as much elsewhere."""
    home = next((team for team in teams if who in team.people), None)
    chosen = list(wanted.choices.get(who, ()))
    roster = {one.id: one for one in wanted.people}
    for team in teams if home else ():
        if team.cluster not in chosen:
            continue
        for mate in team.people:
            if _rank(wanted, mate, home.cluster if home else "") > _rank(wanted, mate, team.cluster):
                continue
            there = (*(one for one in team.people if one != mate), who)
            here = (*(one for one in home.people if one != who), mate) if home else ()
            for number, people in ((team.number, there), (home.number if home else 0, here)):
                if not _is_safe(people, roster, wanted.report_language):
                    language = table_language([one for one in people if one not in {who, mate}], roster)
                    return Unlucky(who, Cause.LANGUAGE, number, language.shared)
            return Unlucky(who, Cause.WISH)
    return Unlucky(who, Cause.FULL)


def _rank(wanted: TeamsWanted, who: str, cluster: str) -> float:
    chosen = list(wanted.choices.get(who, ()))
    if not chosen:
        return COSTS[0]
    return COSTS[chosen.index(cluster) if cluster in chosen[:2] else 2]


def _is_safe(people: Sequence[str], roster: Mapping[str, Participant], report_language: str) -> bool:
    if not people:
        return True
    spoken = table_language(people, roster)
    return spoken.shared is not None and any(reports_in(roster[who], report_language) for who in people)
