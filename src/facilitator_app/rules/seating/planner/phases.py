"""The phases of a search: known designs, plain search, starters, then the mix of people.

Meetings first, with attributes hardly weighed; then everything from the best seating found. Each phase ends
as soon as nobody could do better at what it is for.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from facilitator_app.rules.seating.planner.budget import Budget
from facilitator_app.rules.seating.planner.catalogue import cycled, full_houses, with_empty_seats
from facilitator_app.rules.seating.planner.evening import evened
from facilitator_app.rules.seating.planner.opening import first_seating
from facilitator_app.rules.seating.planner.parties import move_party
from facilitator_app.rules.seating.planner.problem import MEETING, Ints, Problem
from facilitator_app.rules.seating.planner.relabelling import better_names, can_rename
from facilitator_app.rules.seating.planner.search import Search
from facilitator_app.rules.seating.planner.starters import Starter, is_regular, shapes
from facilitator_app.rules.seating.planner.table_numbers import renumbered

_IDLE_LIMIT: Final = 1000
_BROKEN_LIMIT: Final = 120
"""While a rule is broken the search begins anew much sooner."""

_MEETING_SHARE: Final = 0.7
_DESIGN_SHARE: Final = 0.1
_FIRST_SHARE: Final = 0.15
_STARTER_SHARE: Final = 0.75
_DESIGNS_TRIED: Final = 3
_DESIGN_STEPS: Final = 150
_STARTER_TURN: Final = 100
_STARTERS_KEPT: Final = 3
_HOPELESS: Final = 1.25
_HOPE: Final = 24
"""Shapes that cost so much more than what the plain search has found are dropped."""

_RENUMBERED_EVERY: Final = 32
_LITTLE_MIX: Final = 1 / 32
_MOST_KEPT: Final = 12
_GATHER_SHARE: Final = 0.4
_GATHER_STEPS: Final = 60
_APART: Final = 40
"""So many steps lie between two seatings that are both kept."""

_POOL_KEPT: Final = 2
_POLISH_STEPS: Final = 40


class _Kept:
    """Some of the seatings that were best when they were met: equally good at meetings, not at mix."""

    def __init__(self, search: Search) -> None:
        self._search = search
        self._worth = (search.best.hard, search.best.c2)
        self._since = 0
        self.seatings = [search.best_tables]

    @property
    def is_full(self) -> bool:
        """Whether no more are kept."""
        return len(self.seatings) >= _MOST_KEPT

    def look(self) -> None:
        """Keep what the search has now, if it is as good as anything before and not met a moment ago."""
        worth, best = self._search.worth, self._search.best
        if (round(best.hard), round(best.c2)) != self._worth:
            self._worth = (round(best.hard), round(best.c2))
            self.seatings = [self._search.best_tables]
            self._since = 0
        self._since += 1
        as_good = (round(worth.hard), round(worth.c2)) == self._worth
        if as_good and self._since > _APART and not self.is_full:
            self.seatings.append(self._search.tables.copy())
            self._since = 0


class Phases:
    """One run from a first seating to the best that the budget allows."""

    def __init__(
        self, problem: Problem, start: Ints, rng: np.random.Generator, budget: Budget, bound: int
    ) -> None:
        self._problem = problem
        self._rng = rng
        self._budget = budget
        self._bound = budget.bound = bound
        wanted = problem.instance
        self._has_mix = bool(problem.mix.any() or wanted.count_moves_rounds or wanted.not_alone)
        self._meetings = Search(problem, start, rng, mix_weight=_LITTLE_MIX)
        self._kept = _Kept(self._meetings)

    def run(self) -> Ints:
        """Return the best tables (R, N) found."""
        until = _MEETING_SHARE if self._has_mix else 1.0
        self._search(until * _DESIGN_SHARE, only_rules=True)
        self._try_designs(until * _DESIGN_SHARE)
        self._search(until * _FIRST_SHARE)
        self._try_starters(until * _STARTER_SHARE)
        self._search(until)
        self._search(1.0, only_rules=True)
        if not self._has_mix:
            return self._meetings.best_tables
        self._gather(_GATHER_SHARE)
        return evened(self._problem, self._mix(), self._rng)

    def _is_met(self) -> bool:
        best = self._meetings.best
        return best.hard < 1 and best.c2 < self._bound + 1

    def _spend(self) -> bool:
        self._budget.best = self._meetings.best
        return self._budget.spend()

    def _goes_on(self, until: float) -> bool:
        return not self._is_met() and self._budget.share < until and self._spend()

    def _search(self, until: float, *, only_rules: bool = False) -> None:
        """Search on from where the search is; begin anew, or from the best shaken, after a long wait.

        With `only_rules` until no rule is broken any more.
        """
        search = self._meetings
        while not (only_rules and search.best.hard < 1) and self._goes_on(until):
            advance(search)
            self._kept.look()
            broken = search.best.hard >= 1
            if search.idle > (_BROKEN_LIMIT if broken else _IDLE_LIMIT):
                anew = broken or self._rng.random() < 0.5  # noqa: PLR2004 - half of the restarts begin anew
                fresh = first_seating(self._problem, self._rng) if anew else self._shaken(search.best_tables)
                search.restart(fresh)

    def _try_designs(self, until: float) -> None:
        """Begin from the known designs of a full house that repeat least with so many people."""
        problem = self._problem
        if not is_regular(problem) or problem.blocks or self._meetings.best.hard >= 1 or self._is_met():
            return
        start = self._meetings.best_tables
        size, rounds = problem.active.shape[1], len(problem.rounds)
        found: list[tuple[int, int, Ints]] = []
        for design in full_houses(problem.rounds[0].tables, problem.capacity[0]):
            for tables in with_empty_seats(cycled(design, rounds), size - problem.people):
                found.append((_repeats(tables, problem.people), len(found), tables))
        for _cost, _number, tables in sorted(found, key=lambda one: one[:2])[:_DESIGNS_TRIED]:
            self._go_on_from(tables, _DESIGN_STEPS, until)
        self._meetings.restart(start)

    def _go_on_from(self, design: Ints, steps: int, until: float) -> None:
        """Give the places of a design to those who fit them best, and search on from there for a while."""
        if not self._goes_on(until):
            return

        def spend() -> bool:
            return self._budget.share < until and self._spend()

        self._meetings.restart(better_names(self._problem, design, self._rng, spend))
        for _again in range(steps):
            if not self._goes_on(until):
                break
            advance(self._meetings)
            self._kept.look()

    def _try_starters(self, until: float) -> None:
        """Look in turn for a regular design of every possible shape, and go on from the best of them."""
        if self._is_met():
            return
        problem, budget = self._problem, self._budget
        starters = [Starter(problem, shape, self._rng) for shape in shapes(problem)]
        perfect = False
        while starters and not perfect and budget.share < until and not budget.is_out:
            for starter in starters:
                for _again in range(_STARTER_TURN):
                    if perfect or not self._spend():
                        break
                    starter.step()
                    perfect = starter.best_cost < 1
            starters.sort(key=lambda one: one.best_share)
            hopeless = (self._meetings.best.c2 * _HOPELESS + _HOPE) / len(problem.rounds)
            starters = [one for one in starters if one.best_share < hopeless]
            starters = starters[: max(_STARTERS_KEPT, len(starters) * 2 // 3)]
        for starter in starters[:_STARTERS_KEPT]:
            self._go_on_from(starter.seating(), _STARTER_TURN, 1.0)
        if starters:
            self._meetings.restart(self._meetings.best_tables)

    def _gather(self, until: float) -> None:
        """Look for more seatings as good at meetings as the best: each leaves other freedom to the mix."""
        search = self._meetings
        while self._budget.share < until and not self._kept.is_full:
            search.restart(first_seating(self._problem, self._rng))
            while search.idle < _GATHER_STEPS and not self._kept.is_full:
                if self._budget.share >= until or not self._spend():
                    return
                advance(search)
                self._kept.look()

    def _mix(self) -> Ints:
        """Return the best seating once attributes and moves are weighed in full.

        Seatings that repeat equally little are renamed in turn, each then searched on for a while; those
        that came out best come again.
        """
        problem, budget = self._problem, self._budget
        search = Search(problem, self._meetings.best_tables, self._rng)
        pool = [(0.0, number, one) for number, one in enumerate(self._kept.seatings)]
        anew = False
        while not budget.is_out:
            if not can_rename(problem):
                self._polish(search, _IDLE_LIMIT)
                search.restart(self._shaken(search.best_tables))
                continue
            results = []
            for _cost, number, tables in pool:
                budget.best = search.best
                search.restart(better_names(problem, tables, self._rng, budget.spend, anew=anew))
                worth = search.worth
                self._polish(search, _POLISH_STEPS)
                results.append((worth.hard + worth.c2 * MEETING + worth.mix, number, tables))
            pool = sorted(results, key=lambda one: one[:2])[: max(_POOL_KEPT, len(results) // 2)]
            pool.append((0.0, -1, search.best_tables))
            anew = not anew
        return search.best_tables

    def _polish(self, search: Search, idle: int) -> None:
        """Search on for as long as the best seating still gets better now and then."""
        search.idle = 0
        while search.idle < idle and self._budget.spend():
            advance(search)

    def _shaken(self, tables: Ints) -> Ints:
        """Return a seating in which some random pairs of each round have changed places."""
        problem = self._problem
        shaken = tables.copy()
        tied = {row for block in problem.blocks for row in block}
        for r in range(len(shaken)):
            free = [row for row in np.flatnonzero(problem.active[r, : problem.people]) if row not in tied]
            for _swap in range(2 if len(free) > 1 else 0):
                i, j = self._rng.choice(free, 2)
                shaken[r, [i, j]] = shaken[r, [j, i]]
        return shaken


def advance(search: Search) -> None:
    """Make one step; now and then a group tied together, or a whole table, may change tables too."""
    search.step()
    if search.problem.blocks and search.step_number % 4 == 0:
        move_party(search)
    if search.placed and search.step_number % _RENUMBERED_EVERY == 0:
        better = renumbered(search.problem, search.tables)
        if better is not None:
            idle = search.idle
            search.restart(better)
            search.idle = idle


def _repeats(tables: Ints, people: int) -> int:
    """Return the C2 of a seating's people, and much for every two empty seats at one table."""
    met = (tables[:, :, None] == tables[:, None, :]).sum(axis=0)
    np.fill_diagonal(met, 0)
    seated, empty = met[:people, :people], met[people:, people:]
    return int((seated * (seated - 1)).sum()) // 4 + 2 * int(empty.sum()) // 2
