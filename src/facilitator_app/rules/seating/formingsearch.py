"""The search for the best teams: small exchanges from many starts, and a proof where the task is small."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from random import Random
from typing import Final

from facilitator_app.rules.seating.formingflow import Shares, all_shares, best_choices, first_hope
from facilitator_app.rules.seating.formingtask import Board, Worth

STARTS: Final = 3
SHARES_TRIED: Final = 10
NODES: Final = 20_000
SMALL: Final = 12
_PAIR: Final = 2
_STEPS: Final = 400
Layout = tuple[int, ...]
"""The cluster of every table by place."""


@dataclass(frozen=True, slots=True)
class Division:
    """Who sits at which table (place by person), what each table works on, and what it is worth."""

    at: tuple[int, ...]
    layout: Layout
    worth: Worth


def search(board: Board) -> Division:
    """Return the best division found: proven where the bound is met or the task is small.

    The same task gives the same division.
    """
    ranked = _ranked(board)
    best: Division | None = None
    for bound, wanted, shares in ranked[:SHARES_TRIED]:
        if best is not None and best.worth[:2] == (0, 0) and bound <= gained(board, best.worth):
            break
        for seed in range(STARTS):
            found = _climb(board, _laid(board, shares), wanted, seed)
            best = found if best is None or found.worth < best.worth else best
            if found.worth[:2] == (0, 0) and gained(board, found.worth) == bound:
                break
    if best is None:
        raise ValueError("no table, no cluster or nobody")
    if best.worth[:2] == (0, 0) and gained(board, best.worth) == ranked[0][0]:
        return best
    if len(board.units) > SMALL:
        return best  # to go through all divisions of so many would never end
    better = _Proof(board, best).run()
    if better is None:
        return best
    return _descend(board, list(better.at), better.layout)


def _ranked(board: Board) -> list[tuple[int, list[int], Shares]]:
    """Return ways of giving tables to clusters, the most promising first; hopeless ones are not looked at."""
    hopes = sorted((-first_hope(board, shares), shares) for shares in all_shares(board))
    found: list[tuple[int, list[int], Shares]] = []
    best = -1
    for hope, shares in hopes:
        if len(found) >= SHARES_TRIED and -hope < best:
            break
        bound, wanted = best_choices(board, shares)
        best = max(best, bound)
        found.append((bound, wanted, shares))
    return sorted(found, key=lambda one: (-one[0], max(one[2]), one[2]))


def gained(board: Board, worth: Worth) -> int:
    """Return the choices met as the one number of `Board.gain`."""
    return -(worth[2] * (board.count + 1) + worth[3])


def worth_of(board: Board, at: list[int], layout: Layout) -> Worth:
    """Return what a division is worth; people who belong together and do not sit so are hard faults."""
    total = [0, 0, 0, 0, 0]
    for table in range(board.tables):
        people = [who for who in range(board.count) if at[who] == table]
        total = [a + b for a, b in zip(total, board.table_worth(table, people, layout[table]), strict=True)]
    total[0] += sum(len({at[who] for who in unit}) - 1 for unit in board.units)
    return total[0], total[1], total[2], total[3], total[4]


def _laid(board: Board, shares: Shares) -> Layout:
    """Give every table its cluster: tables with pinned people what those want, then by number."""
    left = list(shares)
    layout = [-1] * board.tables
    for who, table in sorted(board.pins.items()):
        wanted = board.first[who]
        if layout[table] < 0 and wanted >= 0 and left[wanted]:
            layout[table] = wanted
            left[wanted] -= 1
    rest = iter([cluster for cluster, share in enumerate(left) for _table in range(share)])
    return tuple(one if one >= 0 else next(rest) for one in layout)


def _climb(board: Board, layout: Layout, wanted: list[int], seed: int) -> Division:
    """Seat everybody at a table of the cluster meant for them and improve by exchanges."""
    order = list(board.units)
    if seed:
        Random(seed).shuffle(order)  # noqa: S311 - no secret: the same seed gives the same teams
    else:
        order.sort(key=lambda unit: (-len(unit), board.follows[unit[0]], unit))
    at = [0] * board.count
    size = [0] * board.tables
    for unit in order:
        cluster = wanted[unit[0]]
        pin = next((board.pins[who] for who in unit if who in board.pins), None)
        open_tables = [t for t in range(board.tables) if layout[t] == cluster] or list(range(board.tables))
        table = pin if pin is not None else min(open_tables, key=lambda t: size[t])
        size[table] += len(unit)
        for who in unit:
            at[who] = table
    return _descend(board, at, layout)


def _descend(board: Board, at: list[int], layout: Layout) -> Division:
    """Exchange units between two tables as long as that makes the division better."""
    seated: list[list[tuple[int, ...]]] = [[] for _table in range(board.tables)]
    for unit in board.units:
        seated[at[unit[0]]].append(unit)

    def worth(table: int, units: list[tuple[int, ...]]) -> Worth:
        return board.table_worth(table, [who for unit in units for who in unit], layout[table])

    def improve(a: int, b: int) -> bool:
        for to_b, to_a in _exchanges(seated[a], seated[b]):
            new_a = [one for one in seated[a] if one not in to_b] + list(to_a)
            new_b = [one for one in seated[b] if one not in to_a] + list(to_b)
            worths = worth(a, new_a), worth(b, new_b)
            if _plus(*worths) < _plus(known[a], known[b]):
                seated[a], seated[b] = new_a, new_b
                known[a], known[b] = worths
                return True
        return False

    known = [worth(table, units) for table, units in enumerate(seated)]
    for _step in range(_STEPS):
        moved = [improve(a, b) for a, b in combinations(range(board.tables), 2)]
        if not any(moved):
            break
    table_of = {who: table for table, units in enumerate(seated) for unit in units for who in unit}
    at = [table_of[who] for who in range(board.count)]
    return Division(tuple(at), layout, worth_of(board, at, layout))


Units = tuple[tuple[int, ...], ...]


def _exchanges(one: list[tuple[int, ...]], other: list[tuple[int, ...]]) -> Iterator[tuple[Units, Units]]:
    """Yield what may change between two tables: one goes, two swap, two go against one that is a pair."""
    yield from (((x,), (y,)) for x in one for y in other)
    yield from (((x,), ()) for x in one)
    yield from (((), (y,)) for y in other)
    for x in one:
        if len(x) >= _PAIR:
            yield from (((x,), two) for two in combinations(other, _PAIR))
    for y in other:
        if len(y) >= _PAIR:
            yield from ((two, (y,)) for two in combinations(one, _PAIR))


def _plus(one: Worth, other: Worth) -> Worth:
    return (
        one[0] + other[0],
        one[1] + other[1],
        one[2] + other[2],
        one[3] + other[3],
        one[4] + other[4],
    )


class _Proof:
    """Goes through every division that breaks no hard rule and is even; gives up after so many steps."""

    def __init__(self, board: Board, best: Division) -> None:
        self._board = board
        self._nodes = 0
        held = best.worth[:2] == (0, 0)
        self._best = gained(board, best.worth) if held else -1
        self._found: Division | None = None
        self._people: list[list[int]] = [[] for _table in range(board.tables)]
        self._layout = [-1] * board.tables
        self._units = sorted(board.units, key=lambda unit: (-len(unit), unit))
        most = [self._most(unit) for unit in self._units]
        self._rest = [sum(most[at:]) for at in range(len(most) + 1)]

    def run(self) -> Division | None:
        """Return a division better than the one known, if there is one and it was found."""
        self._seat(0, 0)
        return self._found

    def _most(self, unit: tuple[int, ...]) -> int:
        return max(sum(self._board.gain(who, c) for who in unit) for c in self._board.allowed)

    def _seat(self, depth: int, gain: int) -> None:
        self._nodes += 1
        if self._nodes > NODES or gain + self._rest[depth] <= self._best:
            return
        if depth == len(self._units):
            self._keep(gain)
            return
        unit = self._units[depth]
        opened = False
        for table in range(self._board.tables):
            empty = self._layout[table] < 0
            if empty and opened and not self._board.pins:
                continue
            opened = opened or empty
            if not self._fits(table, unit):
                continue
            for cluster in self._board.allowed if empty else [self._layout[table]]:
                self._layout[table] = cluster
                self._people[table].extend(unit)
                self._seat(depth + 1, gain + sum(self._board.gain(who, cluster) for who in unit))
                del self._people[table][-len(unit) :]
            if empty:
                self._layout[table] = -1

    def _fits(self, table: int, unit: tuple[int, ...]) -> bool:
        board, people = self._board, [*self._people[table], *unit]
        if len(people) > board.high or any(board.pins.get(who, table) != table for who in unit):
            return False
        shared = -1
        for who in people:
            shared &= board.follows[who]
        return bool(shared) and not any(
            (min(a, b), max(a, b)) in board.apart for a, b in combinations(people, 2)
        )

    def _keep(self, gain: int) -> None:
        board = self._board
        layout = tuple(one if one >= 0 else board.allowed[0] for one in self._layout)
        if not board.owed <= set(layout):
            return
        at = [0] * board.count
        for table, people in enumerate(self._people):
            for who in people:
                at[who] = table
        worth = worth_of(board, at, layout)
        if worth[:2] == (0, 0):
            self._best = gain
            self._found = Division(tuple(at), layout, worth)
