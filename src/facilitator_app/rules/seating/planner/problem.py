"""An instance as arrays: what the search adds up when two people change places.

People are rows 0…n−1. Tables of a mix round have one capacity; what is missing to fill them are blanks,
rows behind the people, of which a table never holds two: so a move is a swap with a blank.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from facilitator_app.rules.seating.instance import Instance, Person, Round, RoundMode, languages_followed
from facilitator_app.rules.seating.teams import fixed_rounds

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

HARD: Final = 2000.0
MEETING: Final = 20.0
"""Search weights: a broken rule, one C2; attributes weigh what the instance says."""

BLANK: Final = 40_000.0
_EXPERIENCE_SHARE: Final = 0.125
"""Experience is no counted attribute: same-level pairs only break ties."""

_MOVE: Final = 0.25
_FEW_TYPES: Final = 24


@dataclass(frozen=True, slots=True)
class TableRule:
    """What a table as a whole must have.

    `lacks` (R, N, L) is 1 where a person does not follow a language, `reports` (R, N) is 1 for who can
    report to the room.
    """

    lacks: Floats
    reports: Floats
    needs_reporter: bool


@dataclass(frozen=True, slots=True)
class Problem:
    """Arrays of an instance; R rounds to be planned, N rows (people and blanks), G tables at most.

    active (R, N): row is seated in that round. rules (K, N, N): cost of two rows at one table, with K = 1
    where it is the same in all rounds, else K = R. mix (N, N): the same for attributes. places (R, N, G):
    cost of a row at a table. counted (N, N): 1 where a meeting counts. before (N, N): meetings in history
    and fixed rounds. blocks: rows that must not be parted.
    """

    instance: Instance
    rounds: tuple[Round, ...]
    people: int
    active: Bools
    rules: Floats
    mix: Floats
    places: Floats
    counted: Floats
    before: Floats
    blocks: tuple[tuple[int, ...], ...]
    table_rule: TableRule | None
    fixed: dict[int, tuple[tuple[str, ...], ...]]

    @property
    def row(self) -> dict[str, int]:
        """The row of each person id."""
        return {person.id: number for number, person in enumerate(self.instance.people)}

    def rule(self, r: int) -> Floats:
        """Return what two rows at one table cost by the rules of round r, (N, N)."""
        one: Floats = self.rules[min(r, len(self.rules) - 1)]
        return one

    @property
    def capacity(self) -> tuple[int, ...]:
        """People and blanks per table in each planned round."""
        return tuple(int(self.active[r].sum()) // one.tables for r, one in enumerate(self.rounds))


def problem_of(instance: Instance) -> Problem:
    """Return the arrays of an instance; cluster rounds and frozen rounds are settled already."""
    fixed = fixed_rounds(instance)
    rounds = tuple(one for one in instance.rounds if one.id not in fixed)
    n = len(instance.people)
    present = np.array([[_here(p, one) for p in instance.people] for one in rounds], dtype=bool)
    present = present.reshape(len(rounds), n)
    missing = [-int(present[r].sum()) % one.tables for r, one in enumerate(rounds)]
    blanks = max(missing, default=0)
    active = np.zeros((len(rounds), n + blanks), dtype=bool)
    active[:, :n] = present
    for r, count in enumerate(missing):
        active[r, n : n + count] = True
    blocks = _blocks(instance)
    return Problem(
        instance=instance,
        rounds=rounds,
        people=n,
        active=active,
        rules=_rules(instance, rounds, n, n + blanks),
        mix=_mix(instance, n, n + blanks),
        places=_places(instance, rounds, n + blanks),
        counted=_counted(instance, n + blanks),
        before=_before(instance, fixed, n + blanks),
        blocks=blocks,
        table_rule=_table_rule(instance, rounds, active, n),
        fixed=fixed,
    )


def _here(person: Person, one: Round) -> bool:
    return one.id not in person.absent_rounds


def _index(instance: Instance) -> dict[str, int]:
    return {person.id: number for number, person in enumerate(instance.people)}


def _rules(instance: Instance, rounds: tuple[Round, ...], n: int, size: int) -> Floats:
    row = _index(instance)
    pairs = np.zeros((size, size), dtype=np.float32)
    for a, b in instance.keep_apart:
        pairs[row[a], row[b]] = pairs[row[b], row[a]] = HARD
    for a, b in instance.keep_together:
        pairs[row[a], row[b]] -= HARD
        pairs[row[b], row[a]] -= HARD
    pairs[n:, n:] = BLANK
    np.fill_diagonal(pairs, 0)
    speechless = np.zeros((size, size), dtype=np.float32)
    followed = languages_followed(instance.people)
    kinds = [followed[person.id] for person in instance.people]
    for i, mine in enumerate(kinds):
        for j in range(i):
            if not mine & kinds[j]:
                speechless[i, j] = speechless[j, i] = HARD
    wanted = [one.common_language for one in rounds] or [False]
    if len(set(wanted)) == 1 or not speechless.any():
        return (pairs + speechless * wanted[0])[None].astype(np.float32)
    return np.stack([pairs + speechless * one for one in wanted]).astype(np.float32)


def _mix(instance: Instance, n: int, size: int) -> Floats:
    pairs = np.zeros((size, size), dtype=np.float32)
    for name, weight in instance.mix.items():
        # Whoever has no value has nothing in common with anybody.
        values = np.array([str(getattr(p, name) or f"#{row}") for row, p in enumerate(instance.people)])
        if name == "experience" and instance.count_moves_rounds:
            continue  # moves count before it
        share = _EXPERIENCE_SHARE if name == "experience" else 1.0
        pairs[:n, :n] += (values[:, None] == values[None, :]) * np.float32(weight * share)
    np.fill_diagonal(pairs, 0)
    return pairs


def _places(instance: Instance, rounds: tuple[Round, ...], size: int) -> Floats:
    tables = max((one.tables for one in rounds), default=1)
    places = np.zeros((len(rounds), size, tables), dtype=np.float32)
    row = _index(instance)
    number = {one.id: r for r, one in enumerate(rounds)}
    for pin in instance.pins:
        if pin.round in number:
            places[number[pin.round], row[pin.person], :] += HARD
            places[number[pin.round], row[pin.person], pin.table] -= HARD
    for planned in instance.current_plan.rounds if instance.current_plan else ():
        if planned.round not in number or planned.round not in instance.count_moves_rounds:
            continue
        for table, people in enumerate(planned.tables):
            for who in people:
                places[number[planned.round], row[who], :] += _MOVE
                if table < tables:
                    places[number[planned.round], row[who], table] -= _MOVE
    return places


def _counted(instance: Instance, size: int) -> Floats:
    n = len(instance.people)
    row = _index(instance)
    counted = np.zeros((size, size), dtype=np.float32)
    counted[:n, :n] = 1
    for a, b in instance.keep_together:
        counted[row[a], row[b]] = counted[row[b], row[a]] = 0
    np.fill_diagonal(counted, 0)
    return counted


def _before(instance: Instance, fixed: dict[int, tuple[tuple[str, ...], ...]], size: int) -> Floats:
    row = _index(instance)
    mixed = {one.id for one in instance.rounds if one.mode is RoundMode.MIX}
    before = np.zeros((size, size), dtype=np.float32)
    for tables in [*instance.history, *(tables for key, tables in fixed.items() if key in mixed)]:
        for table in tables:
            rows = [row[who] for who in table]
            before[np.ix_(rows, rows)] += 1
    np.fill_diagonal(before, 0)
    return before


def _blocks(instance: Instance) -> tuple[tuple[int, ...], ...]:
    """Return the groups of rows that wishes tie together, directly or through somebody else."""
    row = _index(instance)
    group = {number: {number} for number in row.values()}
    for a, b in instance.keep_together:
        one, other = group[row[a]], group[row[b]]
        if one is not other:
            one |= other
            for member in other:
                group[member] = one
    found = {min(members): tuple(sorted(members)) for members in group.values() if len(members) > 1}
    return tuple(found[key] for key in sorted(found))


def _table_rule(instance: Instance, rounds: tuple[Round, ...], active: Bools, n: int) -> TableRule | None:
    follows = languages_followed(instance.people)
    followed = [follows[person.id] for person in instance.people]
    needs_reporter = any(not person.can_report for person in instance.people)
    wanted = [one.common_language for one in rounds]
    needs_language = any(wanted) and not pairs_suffice(set(followed))
    if not needs_reporter and not needs_language:
        return None
    languages = (
        _useful(followed, min((one.min_size for one in rounds), default=0)) if needs_language else [""]
    )
    lacks = np.zeros((*active.shape, len(languages)), dtype=np.float32)
    if needs_language:
        lost = np.array([[language not in own for language in languages] for own in followed])
        for r, needed in enumerate(wanted):
            lacks[r, :n] = lost * active[r, :n, None] * needed
    reports = np.zeros(active.shape, dtype=np.float32)
    reports[:, :n] = np.array([person.can_report for person in instance.people])[None, :] * active[:, :n]
    return TableRule(lacks, reports, needs_reporter)


def _useful(followed: list[frozenset[str]], smallest: int) -> list[str]:
    """Return the languages a whole table may share: those that enough people follow, at least one."""
    counts = Counter(language for own in followed for language in own)
    enough = [language for language, count in counts.items() if count >= max(2, smallest)]
    return sorted(enough or counts or [""])


def pairs_suffice(kinds: set[frozenset[str]]) -> bool:
    """Say whether people of whom each two share a language always share one all together.

    Checks every largest family of language sets that meet pairwise; gives up (False) on many kinds.
    """
    if len(kinds) > _FEW_TYPES:
        return bool(frozenset.intersection(*kinds))
    order = sorted(kinds, key=sorted)
    friends = {kind: {other for other in order if other != kind and kind & other} for kind in order}

    def families(family: set[frozenset[str]], more: set[frozenset[str]], done: set[frozenset[str]]) -> bool:
        if not more and not done:
            return not family or bool(frozenset.intersection(*family))
        for kind in sorted(more, key=sorted):
            if not families(family | {kind}, more & friends[kind], done & friends[kind]):
                return False
            more = more - {kind}
            done = done | {kind}
        return True

    return families(set(), set(order), set())
