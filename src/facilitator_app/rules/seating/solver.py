"""From an instance to a plan: first seating, search for meetings, then for mix, then who speaks.

Anytime and deterministic: the same seed and the same number of steps give the same plan; seconds are a
cap; the search stops early where nobody could do better.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter
from typing import Final

import numpy as np

from facilitator_app.rules.seating.instance import Instance, Plan, RoundPlan, Tables
from facilitator_app.rules.seating.opening import first_seating
from facilitator_app.rules.seating.parties import move_party
from facilitator_app.rules.seating.problem import Ints, Problem, problem_of
from facilitator_app.rules.seating.relabelling import better_names
from facilitator_app.rules.seating.score import c2_bound, count_meetings
from facilitator_app.rules.seating.search import Search, Worth
from facilitator_app.rules.seating.speakers import rotate
from facilitator_app.rules.seating.starters import Starter, shapes

_IDLE_LIMIT: Final = 3000
_LOOK_UP: Final = 16
"""Steps between two looks at the clock."""

_MEETING_SHARE: Final = 0.5
_FIRST_SHARE: Final = 0.15
_STARTER_SHARE: Final = 0.75
_STARTER_TURN: Final = 100
_STARTERS_KEPT: Final = 3
_HOPELESS: Final = 1.25
_HOPE: Final = 24
"""Shapes that cost so much more than what the plain search has found are dropped."""

_LITTLE_MIX: Final = 1 / 32


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the search is (0–1), and what its best seating is worth so far."""

    share: float
    hard: float
    c2_excess: float


class _Budget:
    """What may still be spent: steps where given, seconds always, nothing after a cancel."""

    def __init__(self, seconds: float, steps: int | None, cancelled: Callable[[], bool] | None) -> None:
        self._start = perf_counter()
        self._seconds = seconds
        self._steps = steps
        self._cancelled = cancelled
        self._out = False
        self.used = 0

    def spend(self) -> bool:
        """Use one step; False when none is left."""
        if self.is_out:
            return False
        self.used += 1
        if self.used % _LOOK_UP == 0:
            late = perf_counter() - self._start >= self._seconds
            self._out = late or bool(self._cancelled and self._cancelled())
        return not self._out

    @property
    def is_out(self) -> bool:
        """Whether nothing is left."""
        return self._out or (self._steps is not None and self.used >= self._steps)

    @property
    def share(self) -> float:
        """The part of the budget that is gone, 0 to 1."""
        if self._steps is not None:
            return min(1.0, self.used / max(1, self._steps))
        return min(1.0, (perf_counter() - self._start) / max(1e-9, self._seconds))


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
    rng = np.random.default_rng(instance.seed if seed is None else seed)
    problem = problem_of(instance)
    tables = np.zeros((0, 0), dtype=np.int64)
    if problem.rounds:
        budget = _Budget(seconds, steps, cancelled)
        start = first_seating(problem, rng, keep=True)
        tables = _improve(problem, start, rng, budget, progress)
    return _plan(problem, tables, int(rng.integers(2**31)))


def _improve(
    problem: Problem,
    start: Ints,
    rng: np.random.Generator,
    budget: _Budget,
    progress: Callable[[Progress], None] | None,
) -> Ints:
    """Search meetings first, with attributes hardly weighed; then everything from the best found."""
    bound = _bound(problem, start)
    has_mix = bool(problem.mix.any() or problem.instance.count_moves_rounds)
    meetings = Search(problem, start, rng, mix_weight=_LITTLE_MIX)
    until = _MEETING_SHARE if has_mix else 1.0
    while budget.share < until * _FIRST_SHARE and not _is_met(meetings.best, bound) and budget.spend():
        _one_step(meetings, problem, rng)
        _tell(progress, budget, meetings.best, bound)
    if not _is_met(meetings.best, bound):
        _try_starters(meetings, problem, rng, budget, until * _STARTER_SHARE)
    while budget.share < until and not _is_met(meetings.best, bound) and budget.spend():
        _one_step(meetings, problem, rng)
        _tell(progress, budget, meetings.best, bound)
    best, tables = meetings.best, meetings.best_tables
    if not has_mix:
        return tables
    renamed = better_names(problem, tables, rng, budget.spend)
    everything = Search(problem, tables, rng)
    everything.restart(renamed)
    while budget.spend():
        _step(everything)
        if everything.idle > _IDLE_LIMIT:
            everything.restart(_shaken(everything.best_tables, problem, rng))
        _tell(progress, budget, everything.best, bound)
    return everything.best_tables if everything.best.key <= best.key else tables


def _try_starters(
    meetings: Search, problem: Problem, rng: np.random.Generator, budget: _Budget, until: float
) -> None:
    """Look in turn for a regular design of every possible shape, and go on from the best of them."""
    starters = [Starter(problem, shape, rng) for shape in shapes(problem)]
    perfect = False
    while starters and not perfect and budget.share < until and not budget.is_out:
        for starter in starters:
            for _step in range(_STARTER_TURN):
                if perfect or not budget.spend():
                    break
                starter.step()
                perfect = starter.best_cost < 1
        starters.sort(key=lambda one: one.best_share)
        hopeless = (meetings.best.c2 * _HOPELESS + _HOPE) / len(problem.rounds)
        starters = [one for one in starters if one.best_share < hopeless]
        starters = starters[: max(_STARTERS_KEPT, len(starters) * 2 // 3)]
    for starter in starters[:_STARTERS_KEPT]:
        meetings.restart(better_names(problem, starter.seating(), rng, budget.spend))
        for _step in range(_STARTER_TURN):
            if not budget.spend() or meetings.best.c2 < 1:
                break
            _step(meetings)
    meetings.restart(meetings.best_tables)


def _step(search: Search) -> None:
    search.step()
    if search.problem.blocks and search.step_number % 4 == 0:
        move_party(search)


def _one_step(search: Search, problem: Problem, rng: np.random.Generator) -> None:
    _step(search)
    if search.idle > _IDLE_LIMIT:
        again = rng.random() < 0.5  # noqa: PLR2004 - half of the restarts begin anew
        search.restart(first_seating(problem, rng) if again else _shaken(search.best_tables, problem, rng))


def _shaken(tables: Ints, problem: Problem, rng: np.random.Generator) -> Ints:
    """Return a seating in which some random pairs of each round have changed places."""
    shaken = tables.copy()
    tied = {row for block in problem.blocks for row in block}
    for r in range(len(shaken)):
        free = [row for row in np.flatnonzero(problem.active[r, : problem.people]) if row not in tied]
        for _swap in range(2):
            i, j = rng.choice(free, 2)
            shaken[r, [i, j]] = shaken[r, [j, i]]
    return shaken


def _is_met(worth: Worth, bound: int) -> bool:
    return worth.hard < 1 and worth.c2 < bound + 1


def _tell(progress: Callable[[Progress], None] | None, budget: _Budget, best: Worth, bound: int) -> None:
    if progress is not None and budget.used % 256 == 0:
        progress(Progress(budget.share, best.hard, best.c2 - bound))


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
