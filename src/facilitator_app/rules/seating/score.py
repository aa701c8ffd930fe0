"""What a plan is worth: broken rules, repeated meetings against their lower bound, mix, moves, speakers.

The same figures as the benchmark's independent checker, computed from the plan alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import comb

from facilitator_app.rules.seating.instance import (
    Instance,
    Person,
    Plan,
    Round,
    RoundMode,
    Tables,
    languages_followed,
)

Pair = frozenset[str]


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken rule: its kind, where, who is concerned, and how often it counts."""

    kind: str
    round: int
    table: int | None = None
    people: tuple[str, ...] = ()
    count: int = 1


@dataclass(frozen=True, slots=True)
class Score:
    """The worth of a plan; compare by `key`, smaller is better.

    C2 is Σ m(m−1)/2 over pairs meeting m times, pairs tied together left out. `alone` counts who is the
    only one of a kind at a table, for the attributes of `not_alone`; `table_spread` is by how much the least
    mixed table of a round is less mixed than the best, in weighted pairs, at most.
    """

    violations: tuple[Violation, ...]
    c2: int
    c2_bound: int
    repeats: int
    max_meetings: int
    mix_excess: dict[str, int]
    mix_weighted: float
    moves: int
    spokesperson_range: int
    spokesperson_back_to_back: int
    alone: int = 0
    table_spread: float = 0.0

    @property
    def hard(self) -> int:
        """How many broken rules count in all: zero is wanted."""
        return sum(one.count for one in self.violations)

    @property
    def c2_excess(self) -> int:
        """C2 above what nobody can go below."""
        return self.c2 - self.c2_bound

    @property
    def proven_best(self) -> bool:
        """Whether nobody can make people meet more evenly."""
        return self.hard == 0 and self.c2_excess == 0

    @property
    def key(self) -> tuple[float, ...]:
        """The parts in the order in which they count."""
        return (
            self.hard,
            self.c2_excess,
            self.mix_weighted,
            self.moves,
            self.spokesperson_range,
            self.spokesperson_back_to_back,
            self.alone,
            self.table_spread,
        )


def score_plan(instance: Instance, plan: Plan) -> Score:
    """Return the score of `plan`; a round without a plan is a broken rule, never an error."""
    meetings = count_meetings(instance, plan)
    excess = _mix_excess(instance, plan)
    weights = sum(instance.mix.values()) or 1
    turns = _turns(instance, plan)
    speakers = Counter(who for _round, who in turns)
    counts = [speakers[person.id] for person in instance.people]
    return Score(
        violations=tuple(_violations(instance, plan)),
        c2=sum(comb(m, 2) for m in meetings.values()),
        c2_bound=c2_bound(instance, sum(meetings.values())),
        repeats=sum(m - 1 for m in meetings.values() if m),
        max_meetings=max(meetings.values(), default=0),
        mix_excess=excess,
        mix_weighted=round(sum(instance.mix[name] * value for name, value in excess.items()) / weights, 2),
        moves=sum(_moved(instance, plan, one) for one in sorted(instance.count_moves_rounds)),
        spokesperson_range=max(counts) - min(counts) if counts else 0,
        spokesperson_back_to_back=_back_to_back(turns),
        alone=_alone(instance, plan),
        table_spread=_table_spread(instance, plan),
    )


def count_meetings(instance: Instance, plan: Plan) -> Counter[Pair]:
    """Return how often every pair meets in history and mix rounds, pairs tied together left out."""
    tied = {frozenset(pair) for pair in instance.keep_together}
    mixed = {one.id for one in instance.rounds if one.mode is RoundMode.MIX}
    rounds = [*instance.history, *(one.tables for one in plan.rounds if one.round in mixed)]
    met: Counter[Pair] = Counter()
    for tables in rounds:
        for table in tables:
            met.update(frozenset(pair) for pair in combinations(table, 2) if pair[0] != pair[1])
    return Counter({pair: times for pair, times in met.items() if pair not in tied})


def c2_bound(instance: Instance, meetings: int) -> int:
    """Return what C2 no plan can go below: by convexity, and by pairs of rounds.

    `meetings` is the number of pair meetings the plan must have. Two rounds with g and h tables share at
    least n − g·h pairs among the n people present in both.
    """
    tied = len({frozenset(pair) for pair in instance.keep_together})
    pairs = comb(len(instance.people), 2) - tied
    if pairs <= 0:
        return 0
    each, more = divmod(meetings, pairs)
    convex = (pairs - more) * comb(each, 2) + more * comb(each + 1, 2)
    mixed = [one for one in instance.rounds if one.mode is RoundMode.MIX]
    shared = sum(max(0, _common(instance, a, b) - a.tables * b.tables) for a, b in combinations(mixed, 2))
    return max(0, convex, shared - tied * comb(len(mixed), 2))


def balanced_pairs(count: int, tables: int) -> int:
    """Return the fewest same-value pairs when `count` people of one kind sit at `tables` tables."""
    each, more = divmod(count, tables)
    return more * comb(each + 1, 2) + (tables - more) * comb(each, 2)


def _common(instance: Instance, one: Round, other: Round) -> int:
    return sum(
        one.id not in person.absent_rounds and other.id not in person.absent_rounds
        for person in instance.people
    )


def _mix_excess(instance: Instance, plan: Plan) -> dict[str, int]:
    names = [name for name in instance.mix if name != "experience"]
    excess = dict.fromkeys(names, 0)
    people = {one.id: one for one in instance.people}
    for one in instance.rounds:
        planned = plan.round(one.id)
        if one.mode is not RoundMode.MIX or planned is None:
            continue
        for name in names:
            here = Counter(getattr(person, name) for person in instance.present(one.id))
            excess[name] -= sum(balanced_pairs(count, one.tables) for count in here.values())
            for table in planned.tables:
                kinds = Counter(getattr(people[who], name) for who in table if who in people)
                excess[name] += sum(comb(count, 2) for count in kinds.values())
    return excess


def _mixed_tables(instance: Instance, plan: Plan) -> Iterator[list[list[Person]]]:
    """Yield the people at the tables of each mix round that is planned."""
    people = {one.id: one for one in instance.people}
    for one in instance.rounds:
        planned = plan.round(one.id)
        if one.mode is RoundMode.MIX and planned is not None:
            yield [[people[who] for who in table if who in people] for table in planned.tables]


def _alone(instance: Instance, plan: Plan) -> int:
    return sum(
        list(Counter(value for person in table if (value := getattr(person, name))).values()).count(1)
        for tables in _mixed_tables(instance, plan)
        for table in tables
        for name in instance.not_alone
    )


def _table_spread(instance: Instance, plan: Plan) -> float:
    def alike(table: list[Person]) -> float:
        return sum(
            weight * sum(comb(count, 2) for count in Counter(getattr(one, name) for one in table).values())
            for name, weight in instance.mix.items()
            if name != "experience"
        )

    rounds = [[alike(table) for table in tables] for tables in _mixed_tables(instance, plan)]
    return max((max(tables) - min(tables) for tables in rounds if tables), default=0.0)


def _moved(instance: Instance, plan: Plan, round_id: int) -> int:
    before = instance.current_plan.round(round_id) if instance.current_plan else None
    after = plan.round(round_id)
    if before is None or after is None:
        return 0
    old, new = _places(before.tables), _places(after.tables)
    here = {person.id for person in instance.present(round_id)}
    return sum(who in here and who in new and new[who] != table for who, table in old.items())


def _places(tables: Tables) -> dict[str, int]:
    return {person: number for number, table in enumerate(tables) for person in table}


def _turns(instance: Instance, plan: Plan) -> list[tuple[int, str]]:
    """Return (round, speaker) of every table that was given one, in playing order."""
    planned = (plan.round(one.id) for one in instance.rounds if instance.spokesperson)
    return [
        (one.round, who)
        for one in planned
        if one is not None and len(one.spokesperson) == len(one.tables)
        for who in one.spokesperson
    ]


def _back_to_back(turns: list[tuple[int, str]]) -> int:
    rounds: dict[str, list[int]] = {}
    for number, who in turns:
        rounds.setdefault(who, []).append(number)
    return sum(later == earlier + 1 for spoken in rounds.values() for earlier, later in pairwise(spoken))


def _violations(instance: Instance, plan: Plan) -> Iterator[Violation]:
    followed = languages_followed(instance.people)
    teams: dict[str, frozenset[str]] = {}
    for one in instance.rounds:
        planned = plan.round(one.id)
        if planned is None:
            yield Violation("round_missing", one.id)
            continue
        yield from _seating_faults(instance, one, planned.tables)
        yield from _wish_faults(instance, one, planned.tables)
        if one.common_language:
            yield from _language_faults(one, planned.tables, followed)
        if one.mode is RoundMode.CLUSTER:
            yield from _team_faults(instance, one, planned.tables, teams)
        if instance.spokesperson:
            yield from _speaker_faults(one, planned.tables, planned.spokesperson)
        if one.id in instance.frozen_rounds and (moved := _moved(instance, plan, one.id)):
            yield Violation("frozen_moved", one.id, count=moved)


def _seating_faults(instance: Instance, one: Round, tables: Tables) -> Iterator[Violation]:
    known = {person.id for person in instance.people}
    here = {person.id for person in instance.present(one.id)}
    seated = Counter(who for table in tables for who in table)
    if len(tables) != one.tables:
        yield Violation("table_count", one.id)
    for who, times in seated.items():
        for _again in range(times - 1):
            yield Violation("seated_twice", one.id, people=(who,))
        if who not in here:
            kind = "absent_seated" if who in known else "unknown_person"
            yield Violation(kind, one.id, people=(who,), count=times)
    for who in sorted(here - set(seated)):
        yield Violation("not_seated", one.id, people=(who,))
    sizes = [len(table) for table in tables]
    for number, size in enumerate(sizes):
        if not one.min_size <= size <= one.max_size:
            yield Violation("size", one.id, number)
    if one.mode is RoundMode.MIX and sizes and max(sizes) - min(sizes) > 1:
        yield Violation("size_balance", one.id)


def _wish_faults(instance: Instance, one: Round, tables: Tables) -> Iterator[Violation]:
    place = _places(tables)
    for a, b in instance.keep_together:
        if a in place and b in place and place[a] != place[b]:
            yield Violation("keep_together", one.id, people=(a, b))
    for pair in sorted({tuple(sorted(wish)) for wish in instance.keep_apart}):
        if pair[0] in place and place.get(pair[0]) == place.get(pair[1]):
            yield Violation("keep_apart", one.id, place[pair[0]], pair)
    here = {person.id for person in instance.present(one.id)}
    for pin in instance.pins:
        if pin.round == one.id and pin.person in here and place.get(pin.person) != pin.table:
            yield Violation("pin", one.id, pin.table, (pin.person,))


def _language_faults(one: Round, tables: Tables, followed: dict[str, frozenset[str]]) -> Iterator[Violation]:
    for number, table in enumerate(tables):
        people = [who for who in table if who in followed]
        spoken = Counter(language for who in people for language in followed[who])
        best = max(spoken, key=lambda language: (spoken[language], language), default=None)
        lost = tuple(who for who in people if best not in followed[who])
        if lost:
            yield Violation("language", one.id, number, lost, len(lost))


def _team_faults(
    instance: Instance, one: Round, tables: Tables, teams: dict[str, frozenset[str]]
) -> Iterator[Violation]:
    cluster = {person.id: person.cluster for person in instance.people}
    for number, table in enumerate(tables):
        if len({cluster.get(who) for who in table}) > 1:
            yield Violation("cluster_mix", one.id, number, table)
        mates = frozenset(table)
        for who in table:
            before = teams.get(who, mates)
            if not (mates <= before or before <= mates):
                yield Violation("team_changed", one.id, number, (who,))
            teams[who] = mates


def _speaker_faults(one: Round, tables: Tables, speakers: tuple[str, ...]) -> Iterator[Violation]:
    if len(speakers) != len(tables):
        yield Violation("spokesperson_missing", one.id)
        return
    for number, (table, who) in enumerate(zip(tables, speakers, strict=True)):
        if table and who not in table:
            yield Violation("spokesperson_not_member", one.id, number, (who,))
