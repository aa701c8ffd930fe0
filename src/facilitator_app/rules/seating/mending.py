"""A table below three: the fewest people who must move, and who they are.

A round is mended when no table holds one or two people. Two people who need each other to understand
(interpreter and delegate) move as one; who is locked stays. Nobody is sent to a table nobody sits at.

The bound: with the d smallest tables closed, all who sit there move, and what the others lack must come from
somewhere; the smallest such number over all d is the least anybody can do. The search tries the bound first,
then one move more, and so on; at each number it looks at every choice, but for those from which the bound
says that the moves left cannot suffice. So the first number that works is the minimum.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from facilitator_app.rules.seating.live import LEAST_AT_A_TABLE, SittingRound, interpreted_pairs

LOOKS: Final = 30_000
"""So many choices are looked at; a room in which all of them leave a table without a language has more."""
_NEVER: Final = 10**6

Rank = tuple[tuple[int, int], int, int, int, tuple[tuple[str, int], ...]]


@dataclass(frozen=True, slots=True)
class Move:
    """Somebody who goes from one table to another (numbers)."""

    person: str
    origin: int
    target: int


@dataclass(frozen=True, slots=True)
class Mend:
    """Who moves so that no table is below three.

    `small` are the tables that are, as (number, people left); `closed` the numbers of tables nobody sits at
    afterwards. `least` is the bound; `safe` whether every table somebody joins or leaves shares a language
    and can report; `proven` whether no smaller number can do it so well: every choice of fewer was looked at.
    """

    moves: tuple[Move, ...]
    small: tuple[tuple[int, int], ...]
    closed: tuple[int, ...]
    least: int
    safe: bool
    proven: bool


@dataclass(frozen=True, slots=True)
class RoundMend:
    """What would be done in one round (segment id)."""

    segment_id: str
    mend: Mend


@dataclass(frozen=True, slots=True)
class TablesOffer:
    """What would be done in the round that runs and in those to come, in playing order."""

    rounds: tuple[RoundMend, ...]


def small_tables(now: SittingRound) -> tuple[tuple[int, int], ...]:
    """Return (number, people) of every table with one or two people."""
    sizes = zip(now.numbers, map(len, now.tables), strict=True)
    return tuple((number, size) for number, size in sizes if 0 < size < LEAST_AT_A_TABLE)


def mend(now: SittingRound, looks: int = LOOKS) -> Mend | None:
    """Return the fewest moves after which no table is below three, None where none is or nothing helps.

    First no table may be left without a language or a reporter, where that can be had at all; then the fewest
    moves; then wishes, people who met before, even sizes. The same room gives the same answer.
    """
    small = small_tables(now)
    least = least_moves([len(table) for table in now.tables])
    if not small or least >= _NEVER:
        return None
    search = _Search(now, looks)
    best: tuple[Rank, tuple[tuple[int, int], ...]] | None = None
    everybody = sum(len(table) for table in now.tables)
    for number in range(least, everybody + 1):
        found = search.best_with(number)
        if found is not None and (best is None or found[0][0] < best[0][0]):
            best = found
        if search.spent or (best is not None and best[0][0] == (0, 0)):
            break
    if best is None:
        return None
    rank, chosen = best
    moves, safe = search.moves(chosen), rank[0] == (0, 0)
    return Mend(
        moves=moves,
        small=small,
        closed=search.closed(chosen),
        least=least,
        safe=safe,
        proven=safe or not search.spent,  # every smaller number was searched through before
    )


def least_moves(sizes: list[int]) -> int:
    """Return how many people must move at the very least so that no table holds one or two (see above)."""
    used = sorted(size for size in sizes if size)
    small = [size for size in used if size < LEAST_AT_A_TABLE]
    if not small:
        return 0
    lacking = sum(LEAST_AT_A_TABLE - size for size in small)
    everybody, gone, best = sum(used), 0, _NEVER
    for closed in range(len(small) + 1):
        if closed:
            gone += small[closed - 1]
            lacking -= LEAST_AT_A_TABLE - small[closed - 1]
        left = len(used) - closed
        if left and LEAST_AT_A_TABLE * left <= everybody:
            best = min(best, max(gone, lacking))
    return best


class _Search:
    """Every choice of so many moves, but for those from which the bound says they cannot suffice."""

    def __init__(self, now: SittingRound, looks: int) -> None:
        self._now = now
        self._left = looks
        self._units = tuple(_units(now))
        self._sizes = [len(table) for table in now.tables]
        self._open = [place for place, size in enumerate(self._sizes) if size]
        self._least: dict[tuple[int, ...], int] = {}
        self._faults: dict[frozenset[str], tuple[int, int]] = {}

    @property
    def spent(self) -> bool:
        """Whether choices had to be left out."""
        return self._left < 0

    def best_with(self, number: int) -> tuple[Rank, tuple[tuple[int, int], ...]] | None:
        """Return the best choice of exactly so many moves, as (unit, table) pairs, with its rank."""
        best: tuple[Rank, tuple[tuple[int, int], ...]] | None = None
        for chosen in self._choices(0, number, ()):
            after = self._after(chosen)
            faults = self._all_faults(chosen, after)
            if best is None or faults <= best[0][0]:
                found = self._rank(chosen, after, faults), chosen
                best = found if best is None else min(best, found)
        return best

    def moves(self, chosen: tuple[tuple[int, int], ...]) -> tuple[Move, ...]:
        """Return a choice as moves of people, by the table they leave."""
        numbers = self._now.numbers
        found = [
            Move(who, numbers[self._units[unit][0]], numbers[target])
            for unit, target in chosen
            for who in self._units[unit][1]
        ]
        return tuple(sorted(found, key=lambda one: (one.origin, one.target, one.person)))

    def closed(self, chosen: tuple[tuple[int, int], ...]) -> tuple[int, ...]:
        """Return the numbers of the tables nobody sits at afterwards."""
        after = self._after(chosen)
        return tuple(self._now.numbers[place] for place in sorted(after) if not after[place])

    def _choices(
        self, begin: int, left: int, chosen: tuple[tuple[int, int], ...]
    ) -> Iterator[tuple[tuple[int, int], ...]]:
        need = self._needed()
        self._left -= 1
        if need > left or self._left < 0:
            return
        if left == 0:
            yield chosen
            return
        for index in range(begin, len(self._units)):
            origin, people = self._units[index]
            if len(people) > left:
                continue
            for target in self._targets(origin, tight=need == left):
                self._shift(origin, target, len(people))
                yield from self._choices(index + 1, left - len(people), (*chosen, (index, target)))
                self._shift(target, origin, len(people))

    def _targets(self, origin: int, *, tight: bool) -> list[int]:
        """Return where somebody may go; with no move to spare one of the two tables must be small."""
        sizes = self._sizes
        if tight and sizes[origin] >= LEAST_AT_A_TABLE:
            return [t for t in self._open if t != origin and sizes[t] < LEAST_AT_A_TABLE]
        return [t for t in self._open if t != origin]

    def _shift(self, origin: int, target: int, number: int) -> None:
        self._sizes[origin] -= number
        self._sizes[target] += number

    def _after(self, chosen: tuple[tuple[int, int], ...]) -> dict[int, list[str]]:
        """Return who sits at the tables that change."""
        after = {place: list(self._now.tables[place]) for place in self._touched(chosen)}
        for unit, target in chosen:
            origin, people = self._units[unit]
            after[origin] = [who for who in after[origin] if who not in people]
            after[target] += people
        return after

    def _needed(self) -> int:
        key = tuple(self._sizes)
        if key not in self._least:
            self._least[key] = least_moves(self._sizes)
        return self._least[key]

    def _touched(self, chosen: tuple[tuple[int, int], ...]) -> set[int]:
        return {place for unit, target in chosen for place in (self._units[unit][0], target)}

    def _all_faults(
        self, chosen: tuple[tuple[int, int], ...], after: dict[int, list[str]]
    ) -> tuple[int, int]:
        faults = [self._faults_of(after[place]) for place in self._touched(chosen)]
        return sum(one[0] for one in faults), sum(one[1] for one in faults)

    def _rank(
        self, chosen: tuple[tuple[int, int], ...], after: dict[int, list[str]], faults: tuple[int, int]
    ) -> Rank:
        now, touched = self._now, self._touched(chosen)
        wishes = sum(now.wishes_broken(place, after[place]) for place in touched)
        again = sum(
            now.meetings(who, (one for one in after[target] if one not in now.tables[self._units[unit][0]]))
            for unit, target in chosen
            for who in self._units[unit][1]
        )
        uneven = sum(len(after[place]) ** 2 for place in touched) - sum(
            len(now.tables[place]) ** 2 for place in touched
        )
        who_goes = tuple((self._units[unit][1][0], target) for unit, target in chosen)
        return faults, wishes, again, uneven, who_goes

    def _faults_of(self, people: list[str]) -> tuple[int, int]:
        key = frozenset(people)
        if key not in self._faults:
            self._faults[key] = self._now.faults(people)
        return self._faults[key]


def _units(now: SittingRound) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield who may move, with the place of their table: alone, or with those they understand through."""
    pairs = interpreted_pairs(now.roster)
    for place, people in enumerate(now.tables):
        left = list(people)
        while left:
            unit = [left.pop(0)]
            grown = True
            while grown:
                more = [one for one in left if any(frozenset((one, who)) in pairs for who in unit)]
                unit += more
                left = [one for one in left if one not in more]
                grown = bool(more)
            if not now.locked & set(unit):
                yield place, tuple(unit)
