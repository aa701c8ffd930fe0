"""From an instance to a plan: first seating, search for meetings, then for mix, then who speaks.

Anytime and deterministic: the same seed and the same number of steps give the same plan; seconds are a
cap; the search stops early where nobody could do better.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from facilitator_app.rules.seating.instance import Instance, Plan, RoundPlan, Tables
from facilitator_app.rules.seating.planner.budget import Budget, Progress
from facilitator_app.rules.seating.planner.opening import first_seating
from facilitator_app.rules.seating.planner.phases import Phases
from facilitator_app.rules.seating.planner.problem import Ints, Problem, problem_of
from facilitator_app.rules.seating.score import c2_bound, count_meetings
from facilitator_app.rules.seating.speakers import rotate


def solve(
    instance: Instance,
    seconds: float = 5.0,
    seed: int | None = None,
    *,
    steps: int | None = None,
    cancelled: Callable[[], bool] | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Plan:
    """Return the best plan found within `seconds` (and `steps` of the search, where given).

    `seed` defaults to the instance's own. `cancelled` is asked every few milliseconds; the best plan so
    far is then returned. `progress` is told in between. Method: tabu search over swaps, relabelling.
    """
    budget = Budget(seconds, steps, cancelled, progress)
    rng = np.random.default_rng(instance.seed if seed is None else seed)
    problem = problem_of(instance)
    tables = np.zeros((0, 0), dtype=np.int64)
    if problem.rounds:
        start = first_seating(problem, rng, keep=True)
        tables = Phases(problem, start, rng, budget, _bound(problem, start)).run()
    return _plan(problem, tables, int(rng.integers(2**31)))


def _bound(problem: Problem, tables: Ints) -> int:
    """Return the lower bound on C2: every seating of this instance has as many meetings as the first."""
    instance = problem.instance
    plan = Plan(instance.name, tuple(_round_plans(problem, tables)))
    return c2_bound(instance, sum(count_meetings(instance, plan).values()))


def _round_plans(problem: Problem, tables: Ints) -> list[RoundPlan]:
    planned = {one.id: tables[r] for r, one in enumerate(problem.rounds)}
    ids = [person.id for person in problem.instance.people]
    plans = []
    for one in problem.instance.rounds:
        if one.id in problem.fixed:
            plans.append(RoundPlan(one.id, problem.fixed[one.id]))
            continue
        present = problem.active[list(planned).index(one.id)]
        seats: list[list[str]] = [[] for _table in range(one.tables)]
        for row, who in enumerate(ids):
            if present[row]:
                seats[int(planned[one.id][row])].append(who)
        plans.append(RoundPlan(one.id, tuple(tuple(table) for table in seats)))
    return plans


def _plan(problem: Problem, tables: Ints, seed: int) -> Plan:
    instance = problem.instance
    rounds = _round_plans(problem, tables)
    if not instance.spokesperson:
        return Plan(instance.name, tuple(rounds))
    able = {person.id for person in instance.people if person.can_report}
    speakers = rotate(
        [_candidates(one.tables, able) for one in rounds], seed, numbers=[one.round for one in rounds]
    )
    return Plan(
        instance.name,
        tuple(
            RoundPlan(one.round, one.tables, tuple(who)) for one, who in zip(rounds, speakers, strict=True)
        ),
    )


def _candidates(tables: Tables, able: set[str]) -> list[tuple[str, ...]]:
    """Return who may speak for each table: those who can report, or anybody where nobody can."""
    return [tuple(who for who in table if who in able) or table for table in tables]
