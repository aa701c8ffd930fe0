"""Who speaks for a table: everybody about equally often, and nobody twice running."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Sequence
from random import Random

Slot = tuple[int, int]
"""Round (position in playing order) and table."""


def rotate(
    rounds: Sequence[Sequence[Sequence[str]]],
    seed: int,
    *,
    numbers: Sequence[int] | None = None,
    already: Counter[str] | None = None,
) -> list[list[str]]:
    """Return one of the candidates for every table of every round (empty where a table has none).

    Loads are balanced as evenly as possible by augmenting paths; then exchanges that keep the loads
    remove turns of the same person in consecutive rounds. `numbers` are the rounds' numbers (default
    0, 1, …); `already` counts earlier turns.
    """
    slots = {(r, t): list(who) for r, one in enumerate(rounds) for t, who in enumerate(one) if who}
    numbers = list(range(len(rounds))) if numbers is None else numbers
    rng = Random(seed)  # noqa: S311 - no secret: the same seed gives the same plan
    load: Counter[str] = Counter(already or {})
    chosen: dict[Slot, str] = {}
    for slot, who in slots.items():
        taken = {chosen.get((slot[0] - 1, t)) for t in range(len(rounds[slot[0] - 1]))} if slot[0] else set()
        chosen[slot] = min(who, key=lambda one: (load[one], one in taken, rng.random()))
        load[chosen[slot]] += 1
    _balance(slots, chosen, load)
    _part_turns(slots, chosen, numbers, rng)
    return [[chosen.get((r, t), "") for t in range(len(one))] for r, one in enumerate(rounds)]


def _balance(slots: dict[Slot, list[str]], chosen: dict[Slot, str], load: Counter[str]) -> None:
    """Hand turns on along paths from the busiest to the least busy until no path helps."""
    people = sorted({one for who in slots.values() for one in who})
    moved = True
    while moved:
        moved = False
        for busy in sorted(people, key=lambda one: -load[one]):
            path = _path(slots, chosen, load, busy)
            if path:
                for slot, heir in path:
                    load[chosen[slot]] -= 1
                    chosen[slot] = heir
                    load[heir] += 1
                moved = True
                break


def _path(
    slots: dict[Slot, list[str]], chosen: dict[Slot, str], load: Counter[str], busy: str
) -> list[tuple[Slot, str]]:
    """Return the turns to hand on, nearest first, so that somebody with two turns fewer gets one."""
    held: dict[str, list[Slot]] = {}
    for slot, who in chosen.items():
        held.setdefault(who, []).append(slot)
    came: dict[str, tuple[str, Slot]] = {}
    queue, seen = deque([busy]), {busy}
    while queue:
        who = queue.popleft()
        if load[who] <= load[busy] - 2:
            path = []
            while who != busy:
                before, slot = came[who]
                path.append((slot, who))
                who = before
            return path[::-1]
        for slot in held.get(who, []):
            for other in slots[slot]:
                if other not in seen:
                    seen.add(other)
                    came[other] = who, slot
                    queue.append(other)
    return []


def _part_turns(
    slots: dict[Slot, list[str]], chosen: dict[Slot, str], numbers: Sequence[int], rng: Random
) -> None:
    """Exchange turns between two people who could both take the other's, while runs get fewer."""
    order = list(slots)
    for _round in range(40):
        runs = [slot for slot in order if _runs(chosen, numbers, slot)]
        if not runs:
            return
        rng.shuffle(runs)
        for slot in runs:
            _exchange(slots, chosen, numbers, slot, rng)


def _exchange(
    slots: dict[Slot, list[str]], chosen: dict[Slot, str], numbers: Sequence[int], slot: Slot, rng: Random
) -> None:
    others = [one for one in slots if one != slot and chosen[one] != chosen[slot]]
    rng.shuffle(others)
    for other in others:
        mine, theirs = chosen[slot], chosen[other]
        if theirs not in slots[slot] or mine not in slots[other]:
            continue
        before = _runs(chosen, numbers, slot) + _runs(chosen, numbers, other)
        chosen[slot], chosen[other] = theirs, mine
        after = _runs(chosen, numbers, slot) + _runs(chosen, numbers, other)
        if after < before or (after == before and rng.random() < 0.05):  # noqa: PLR2004 - a little drift
            return
        chosen[slot], chosen[other] = mine, theirs


def _runs(chosen: dict[Slot, str], numbers: Sequence[int], slot: Slot) -> int:
    """Count how often the speaker of a slot speaks in the round before or after too."""
    number = numbers[slot[0]]
    return sum(
        who == chosen[slot] and abs(numbers[other[0]] - number) <= 1 and other != slot
        for other, who in chosen.items()
        if abs(other[0] - slot[0]) <= 1
    )
