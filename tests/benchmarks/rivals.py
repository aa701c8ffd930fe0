"""What the planner is measured beside: a greedy seating round by round, and a constraint solver.

The greedy one follows the idea of the good-enough golfers: each round is improved by random exchanges
against the squares of the meetings so far, and then never touched again. It knows neither languages nor pins.
"""

from __future__ import annotations

import random
from collections import Counter
from importlib import import_module
from itertools import combinations, product
from time import perf_counter
from typing import Any

from facilitator_app.rules.seating.instance import (
    Instance,
    Plan,
    Round,
    RoundMode,
    RoundPlan,
    Tables,
    languages_followed,
)
from facilitator_app.rules.seating.teams import fixed_rounds

LARGEST_MODEL = 60
"""With more people the constraint model takes longer to build than the search may last."""


def greedy(instance: Instance, seconds: float, seed: int = 1) -> Plan:
    """Return a plan made round by round within `seconds`."""
    rng = random.Random(seed)  # noqa: S311 - no secret
    fixed = fixed_rounds(instance)
    met: Counter[frozenset[str]] = Counter()
    for tables in instance.history:
        _count(met, tables)
    apart, tied = _pairs(instance.keep_apart), _pairs(instance.keep_together)
    rounds = []
    for one in instance.rounds:
        if one.id in fixed:
            tables = fixed[one.id]
        else:

            def cost(table: list[str]) -> int:
                pairs = [frozenset(pair) for pair in combinations(table, 2)]
                return sum(
                    met[pair] ** 2 * (pair not in tied) + 500 * (pair in apart) - 500 * (pair in tied)
                    for pair in pairs
                )

            tables = _one_round(instance, one, cost, rng, seconds / len(instance.rounds))
        if one.mode is RoundMode.MIX:
            _count(met, tables)
        rounds.append(RoundPlan(one.id, tables))
    return Plan(instance.name, tuple(rounds))


def _one_round(instance: Instance, one: Round, cost: Any, rng: random.Random, seconds: float) -> Tables:
    people = [person.id for person in instance.present(one.id)]
    rng.shuffle(people)
    tables = [people[start :: one.tables] for start in range(one.tables)]
    costs = [cost(table) for table in tables]
    end = perf_counter() + seconds
    while perf_counter() < end and len(tables) > 1:
        # The worst table most often, any other now and then, gives one person away for another.
        a = (
            max(range(len(tables)), key=costs.__getitem__)
            if rng.random() < 0.7
            else rng.randrange(len(tables))
        )
        b = rng.choice([table for table in range(len(tables)) if table != a])
        i, j = rng.randrange(len(tables[a])), rng.randrange(len(tables[b]))
        tables[a][i], tables[b][j] = tables[b][j], tables[a][i]
        after = cost(tables[a]), cost(tables[b])
        if sum(after) <= costs[a] + costs[b]:
            costs[a], costs[b] = after
        else:
            tables[a][i], tables[b][j] = tables[b][j], tables[a][i]
    return tuple(map(tuple, tables))


def _count(met: Counter[frozenset[str]], tables: Tables) -> None:
    for table in tables:
        met.update(frozenset(pair) for pair in combinations(table, 2))


def _pairs(wishes: tuple[tuple[str, str], ...]) -> set[frozenset[str]]:
    return {frozenset(pair) for pair in wishes}


def constraint_solver(instance: Instance, seconds: float) -> Plan | None:
    """Return what one worker of CP-SAT finds within `seconds`, or None: hard rules, then as little C2."""
    cp_model: Any = import_module("ortools.sat.python.cp_model")
    if len(instance.people) > LARGEST_MODEL:
        return None
    fixed = fixed_rounds(instance)
    model = cp_model.CpModel()
    free = [one for one in instance.rounds if one.id not in fixed]
    seat: dict[tuple[int, str, int], Any] = {}
    for one in free:
        for person, table in product(instance.present(one.id), range(one.tables)):
            seat[one.id, person.id, table] = model.new_bool_var("")
        _seat_everybody(model, instance, one, seat)
    model.minimize(sum(_meetings(model, instance, free, fixed, seat)))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 1
    if solver.solve(model) not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return None
    rounds = []
    for one in instance.rounds:
        tables = fixed.get(one.id) or tuple(
            tuple(p.id for p in instance.present(one.id) if solver.value(seat[one.id, p.id, table]))
            for table in range(one.tables)
        )
        rounds.append(RoundPlan(one.id, tables))
    return Plan(instance.name, tuple(rounds))


def _seat_everybody(
    model: Any, instance: Instance, one: Round, seat: dict[tuple[int, str, int], Any]
) -> None:
    here = [person.id for person in instance.present(one.id)]
    for who in here:
        model.add_exactly_one(seat[one.id, who, table] for table in range(one.tables))
    for table in range(one.tables):
        size = sum(seat[one.id, who, table] for who in here)
        model.add_linear_constraint(size, len(here) // one.tables, -(-len(here) // one.tables))
        for a, b in instance.keep_apart:
            if {a, b} <= set(here):
                model.add_at_most_one(seat[one.id, a, table], seat[one.id, b, table])
        for a, b in instance.keep_together:
            if {a, b} <= set(here):
                model.add(seat[one.id, a, table] == seat[one.id, b, table])
        if one.common_language:
            _speak_one_language(model, instance, one, table, seat)
    for pin in instance.pins:
        if pin.round == one.id and pin.person in here:
            model.add(seat[one.id, pin.person, pin.table] == 1)


def _speak_one_language(
    model: Any, instance: Instance, one: Round, table: int, seat: dict[tuple[int, str, int], Any]
) -> None:
    followed = languages_followed(instance.people)
    here = [person.id for person in instance.present(one.id)]
    spoken = {language: model.new_bool_var("") for who in here for language in followed[who]}
    model.add_exactly_one(spoken.values())
    for who, language in product(here, spoken):
        if language not in followed[who]:
            model.add_implication(spoken[language], seat[one.id, who, table].negated())


def _meetings(
    model: Any,
    instance: Instance,
    free: list[Round],
    fixed: dict[int, Tables],
    seat: dict[tuple[int, str, int], Any],
) -> list[Any]:
    """Return the terms of C2: a third meeting costs two, a fourth three."""
    before: Counter[frozenset[str]] = Counter()
    mixed = {one.id for one in instance.rounds if one.mode is RoundMode.MIX}
    for tables in [*instance.history, *(tables for key, tables in fixed.items() if key in mixed)]:
        _count(before, tables)
    tied = _pairs(instance.keep_together)
    terms = []
    for a, b in combinations([person.id for person in instance.people], 2):
        if frozenset((a, b)) in tied:
            continue
        together = []
        for one in free:
            if (one.id, a, 0) not in seat or (one.id, b, 0) not in seat:
                continue
            both = model.new_bool_var("")
            for table in range(one.tables):
                model.add_bool_or(seat[one.id, a, table].negated(), seat[one.id, b, table].negated(), both)
            together.append(both)
        past = before[frozenset((a, b))]
        for often in range(1, len(together) + past):
            more = model.new_int_var(0, len(together) + past, "")
            model.add(more >= sum(together) + past - often)
            terms.append(more)
    return terms
