"""Whatever can be seated without breaking a rule is: instances made around a hidden plan."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations
from types import MappingProxyType, ModuleType
from typing import Final

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from facilitator_app.rules.seating.instance import (
    Instance,
    Person,
    Pin,
    Plan,
    Round,
    RoundMode,
    RoundPlan,
    Tables,
    plan_content,
    read_instance,
)
from facilitator_app.rules.seating.planner.solver import solve
from facilitator_app.rules.seating.score import score_plan
from tests.examples import one_in
from tests.rules.seating.test_solver import instance_content

MIX: Final[Mapping[str, float]] = MappingProxyType({"org": 8, "sector": 4, "country": 4, "gender": 2})
SPOKEN: Final = ("en", "fr", "ka")


@st.composite
def feasible_instances(draw: st.DrawFn) -> Instance:
    """Draw 8 to 40 people and a hidden plan; then wishes, pins, languages and history that it keeps."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    n = draw(st.integers(8, 40))
    tables = draw(st.integers(2, max(2, min(8, n // 3))))
    mixed = draw(st.integers(1, 7))
    clustered = draw(st.integers(0, 2))
    ids = [f"p{i}" for i in range(n)]
    pairs = [(ids[2 * k], ids[2 * k + 1]) for k in range(draw(st.integers(0, min(3, tables))))]
    absent = {
        one: frozenset(map(int, rng.choice(mixed, 1) + 1))
        if rng.random() < draw(st.just(0.08))
        else frozenset()
        for one in ids[2 * len(pairs) :]
    }
    cluster = {one: f"c{rng.integers(tables)}" for one in ids}
    cluster |= {b: cluster[a] for a, b in pairs}
    hidden: dict[int, Tables] = {}
    for r in range(1, mixed + 1):
        here = [one for one in ids if r not in absent.get(one, ())]
        hidden[r] = _seated(here, pairs, tables, rng)
    names = sorted(set(cluster.values()))
    for r in range(mixed + 1, mixed + clustered + 1):
        hidden[r] = tuple(tuple(one for one in ids if cluster[one] == name) for name in names)
    people = _people(ids, hidden, cluster, absent, rng)
    rounds = [Round(r, RoundMode.MIX, tables, 1, -(-n // tables)) for r in range(1, mixed + 1)]
    rounds += [Round(r, RoundMode.CLUSTER, len(names), 0, n) for r in range(mixed + 1, mixed + clustered + 1)]
    instance = Instance(
        name="hidden",
        people=people,
        rounds=tuple(rounds),
        keep_together=tuple(pairs),
        keep_apart=_never_together(ids, hidden, rng),
        pins=tuple(_pinned(hidden, mixed, rng) for _pin in range(draw(st.integers(0, 3)))),
        history=(_seated(ids, [], tables, rng),) if draw(st.booleans()) else (),
        mix=MIX,
    )
    return _replanned(instance, hidden) if draw(st.booleans()) and mixed > 1 else instance


def _people(
    ids: list[str],
    hidden: dict[int, Tables],
    cluster: dict[str, str],
    absent: dict[str, frozenset[int]],
    rng: np.random.Generator,
) -> tuple[Person, ...]:
    """Give everybody the languages their hidden tables speak, and attributes at random."""
    speaks: dict[str, set[str]] = {one: set() for one in ids}
    for seats in hidden.values():
        for table in seats:
            language = str(rng.choice(SPOKEN, p=(0.8, 0.15, 0.05)))
            for one in table:
                speaks[one].add(language)
    return tuple(
        Person(
            one,
            org=f"o{rng.integers(8)}",
            sector=str(rng.choice(["business", "civic"])),
            country=str(rng.choice(["LT", "LV", "EE"])),
            gender=str(rng.choice(["f", "m"])),
            languages=tuple(sorted(speaks[one])) or ("en",),
            cluster=cluster[one],
            absent_rounds=absent.get(one, frozenset()),
        )
        for one in ids
    )


def _seated(here: list[str], pairs: list[tuple[str, str]], tables: int, rng: np.random.Generator) -> Tables:
    """Seat at random at tables of even size, each pair at a table of its own."""
    free = [len(here) // tables + (table < len(here) % tables) for table in range(tables)]
    rng.shuffle(free)
    seats: list[list[str]] = [[] for _table in range(tables)]
    for pair, table in zip(pairs, rng.permutation(tables), strict=False):
        seats[int(table)] += pair
    rest = [one for one in here if all(one not in table for table in seats)]
    rng.shuffle(rest)
    for table, size in zip(seats, free, strict=True):
        while len(table) < size:
            table.append(rest.pop())
    return tuple(map(tuple, seats))


def _never_together(
    ids: list[str], hidden: dict[int, Tables], rng: np.random.Generator
) -> tuple[tuple[str, str], ...]:
    met = {frozenset(pair) for seats in hidden.values() for table in seats for pair in combinations(table, 2)}
    strangers = [pair for pair in combinations(ids, 2) if frozenset(pair) not in met]
    chosen = rng.permutation(len(strangers))[: int(rng.integers(0, 5))]
    return tuple(strangers[int(place)] for place in chosen)


def _pinned(hidden: dict[int, Tables], mixed: int, rng: np.random.Generator) -> Pin:
    r = int(rng.integers(1, mixed + 1))
    table = int(rng.integers(len(hidden[r])))
    return Pin(str(rng.choice(hidden[r][table])), r, table)


def _replanned(instance: Instance, hidden: dict[int, Tables]) -> Instance:
    """The first round is over, and in the second people should move as little as may be."""
    plan = Plan("hidden", tuple(RoundPlan(r, seats) for r, seats in hidden.items()))
    return replace(
        instance, current_plan=plan, frozen_rounds=frozenset({1}), count_moves_rounds=frozenset({2})
    )


def content_of(instance: Instance) -> dict[str, object]:
    """The instance as the format has it, with what instance_content leaves out."""
    content = instance_content(instance)
    for one, person in zip(content["participants"], instance.people, strict=True):
        one["cluster"] = person.cluster
    content["history"] = [[list(table) for table in tables] for tables in instance.history]
    if instance.current_plan:
        content["current_plan"] = plan_content(instance.current_plan)
        content["frozen_rounds"] = sorted(instance.frozen_rounds)
        content["count_moves_rounds"] = sorted(instance.count_moves_rounds)
    return content


@given(feasible_instances(), st.integers(0, 99))
@one_in(6)
def test_what_can_be_seated_without_breaking_a_rule_is(
    checker: ModuleType, instance: Instance, seed: int
) -> None:
    content = json.loads(json.dumps(content_of(instance)))
    assert read_instance(content) == replace(instance, mix=read_instance(content).mix)
    plan = solve(instance, seconds=30, seed=seed, steps=2500)
    found = checker.check(content, plan_content(plan))
    assert (found["hard"], found["notes"]) == (0, [])
    score = score_plan(instance, plan)
    assert (score.c2_excess, score.mix_weighted) == (found["c2_excess"], found["mix_weighted"])
    assert score.moves == (found["moves"] or 0)
