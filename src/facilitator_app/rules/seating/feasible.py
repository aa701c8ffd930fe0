"""Whether wishes can be kept at all: exact for what they say of seats, and for what tables can speak."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import comb
from typing import Final

_MOST_LOOKS: Final = 20_000
"""After so many trials nobody waits any longer: then nothing is said against the wishes."""

_MOST_SHARES: Final = 5_000
"""So many ways of giving tables to languages are looked at; with more nothing is said."""


@dataclass(frozen=True, slots=True)
class Bonds:
    """What ties people of one round: pairs together and apart, and table indexes for single people."""

    together: tuple[tuple[str, str], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    places: tuple[tuple[str, int], ...] = ()


def seats_of(people: int, tables: int) -> tuple[int, int]:
    """Return the seats of the largest table and how many tables may have as many: sizes are even."""
    least, more = divmod(people, tables)
    return (least + 1, more) if more else (least, tables)


def groups_of(people: Collection[str], together: Sequence[tuple[str, str]]) -> list[tuple[str, ...]]:
    """Return the people in groups that are tied together, directly or through others; most are alone."""
    group = {who: {who} for who in people}
    for one, other in together:
        if group[one] is not group[other]:
            group[one] |= group[other]
            for member in group[other]:
                group[member] = group[one]
    found = {min(members): tuple(sorted(members)) for members in group.values()}
    return [found[key] for key in sorted(found)]


def can_be_kept(people: Collection[str], tables: int, bonds: Bonds) -> bool:
    """Say whether some seating at tables of even size keeps all bonds (languages aside).

    Exact up to a number of trials that small rooms never reach; beyond it the answer is True.
    """
    groups = groups_of(people, bonds.together)
    of = {who: number for number, group in enumerate(groups) for who in group}
    apart: dict[int, set[int]] = {number: set() for number in range(len(groups))}
    for one, other in bonds.apart:
        if of[one] == of[other]:
            return False
        apart[of[one]].add(of[other])
        apart[of[other]].add(of[one])
    place: dict[int, int] = {}
    for who, table in bonds.places:
        if place.setdefault(of[who], table) != table or not 0 <= table < tables:
            return False
    return _Trial(len(people), tables, [len(group) for group in groups], apart, place).succeeds()


class _Trial:
    """Groups seated one after another, each wherever it may sit, until all sit or no way is left.

    Whoever nothing is said of fills the chairs that are left: only the others are seated here.
    """

    def __init__(
        self,
        people: int,
        tables: int,
        sizes: Sequence[int],
        apart: Mapping[int, set[int]],
        place: dict[int, int],
    ) -> None:
        self._sizes, self._apart, self._place = sizes, apart, place
        self._size, self._larger = seats_of(people, tables)
        self._fixed = set(place.values())
        self._filled = [0] * tables
        self._at: dict[int, int] = {}
        self._looks = 0
        bound = [n for n, size in enumerate(sizes) if size > 1 or apart[n] or n in place]
        self._bound = sorted(bound, key=lambda n: (n not in place, -len(apart[n]), -sizes[n]))

    def succeeds(self, next_one: int = 0) -> bool:
        """Say whether everybody from the given place in line on can sit; True after too many looks."""
        if next_one == len(self._bound):
            return True
        group = self._bound[next_one]
        tried: set[int] = set()
        for table in [self._place[group]] if group in self._place else range(len(self._filled)):
            self._looks += 1
            if self._looks > _MOST_LOOKS:
                return True
            # One empty table is like another, unless somebody is to sit at one of them.
            alike = table if self._filled[table] or table in self._fixed else -1
            if alike in tried or not self._may_sit(group, table):
                continue
            tried.add(alike)
            self._at[group] = table
            self._filled[table] += self._sizes[group]
            if self.succeeds(next_one + 1):
                return True
            self._filled[table] -= self._sizes[group]
            del self._at[group]
        return False

    def _may_sit(self, group: int, table: int) -> bool:
        after = self._filled[table] + self._sizes[group]
        full = sum(one == self._size for one in self._filled)
        fits = after < self._size or (after == self._size and full < self._larger)
        return fits and not any(self._at.get(other) == table for other in self._apart[group])


def largest_circle(people: Collection[str], apart: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Return the most people of whom each two are to sit apart (exact; the first of several by id)."""
    near: dict[str, set[str]] = {who: set() for who in people}
    for one, other in apart:
        near[one].add(other)
        near[other].add(one)
    best: tuple[str, ...] = ()

    def grow(circle: tuple[str, ...], more: list[str]) -> None:
        nonlocal best
        if len(circle) > len(best):
            best = circle
        for place, who in enumerate(more):
            if len(circle) + len(more) - place <= len(best):
                return
            grow((*circle, who), [other for other in more[place + 1 :] if other in near[who]])

    grow((), sorted(who for who in people if near[who]))
    return best


def tables_can_speak(kinds: Counter[frozenset[str]], tables: int) -> bool:
    """Say whether people can be seated at tables of even size each of which shares a language.

    `kinds` counts people by the languages they follow. Exact for languages alone, wishes and reporters
    aside; with more than a handful of languages that matter the answer is True.
    """
    people = kinds.total()
    if any(not kind for kind in kinds):
        return False
    useful = _useful(kinds)
    if not people or comb(tables + len(useful) - 1, len(useful) - 1) > _MOST_SHARES:
        return True
    known = Counter[frozenset[str]]()
    for kind, count in kinds.items():
        known[kind & frozenset(useful)] += count
    needs = [
        (
            chosen,
            sum(number for kind, number in known.items() if kind <= set(chosen)),
            sum(number for kind, number in known.items() if kind & set(chosen)),
        )
        for count in range(1, len(useful) + 1)
        for chosen in combinations(useful, count)
    ]
    least, most = people // tables, -(-people // tables)
    return any(_fits(needs, share, least, most) for share in _shares(tables, useful))


def _useful(kinds: Counter[frozenset[str]]) -> list[str]:
    """Return the languages that matter: whoever follows another of these need not speak them."""
    follows = {language: {kind for kind in kinds if language in kind} for kind in kinds for language in kind}

    def is_covered(one: str) -> bool:
        mine = follows[one]
        return any(mine < his or (mine == his and other < one) for other, his in follows.items())

    return [one for one in sorted(follows) if not is_covered(one)]


def _shares(tables: int, languages: Sequence[str]) -> Iterator[dict[str, int]]:
    """Yield every way to give tables to languages."""
    for bars in combinations(range(tables + len(languages) - 1), len(languages) - 1):
        edges = (-1, *bars, tables + len(languages) - 1)
        counts = [after - before - 1 for before, after in pairwise(edges)]
        yield dict(zip(languages, counts, strict=True))


def _fits(
    needs: Sequence[tuple[tuple[str, ...], int, int]], share: Mapping[str, int], least: int, most: int
) -> bool:
    """Say whether everybody finds a table of a language they follow: Hall's condition, both ways."""
    for chosen, only, any_of in needs:
        tables = sum(share[one] for one in chosen)
        if only > most * tables or any_of < least * tables:
            return False
    return True
