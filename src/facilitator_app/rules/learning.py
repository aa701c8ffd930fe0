"""Durations learned from past workshops: the median of used ÷ planned, and in how many it was longer.

Nothing is said below three workshops: two are chance.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from statistics import median
from typing import Final

from facilitator_app.records.actuals import Fate, PlanAgainstActual, SegmentActual
from facilitator_app.records.agenda import Segment
from facilitator_app.records.enums import RecoveryAction, SegmentKind
from facilitator_app.records.learning import Duration, Learned, LearnKey

FEWEST_WORKSHOPS: Final = 3
LONGER: Final = Fraction(11, 10)
SHORTER: Final = Fraction(9, 10)
_PASSED_BY: Final = Fraction(1, 5)
"""What used less than this of its plan was passed by: it says nothing about how long it takes."""

_NOT_COMPARED: Final = frozenset({SegmentKind.BUFFER, SegmentKind.GUEST, SegmentKind.EVENING})
_MADE_SMALL: Final = frozenset(
    {RecoveryAction.SMALLER_CYCLE, RecoveryAction.OVERVIEW, RecoveryAction.DROP, RecoveryAction.USE_BUFFER}
)


def durations_of(workshop: str, compared: PlanAgainstActual) -> tuple[Duration, ...]:
    """Return what can be learned from one workshop: what was held as it was meant, against the first plan.

    What a plan made smaller on the day, reserves, guests and evenings teach nothing.
    """
    return tuple(
        Duration(workshop, one.kind, one.steps, one.cycle, one.planned_seconds, one.used_seconds or 0)
        for one in compared.segments
        if _teaches(one)
    )


def learn(durations: Iterable[Duration]) -> dict[LearnKey, Learned]:
    """Return what at least three workshops taught, by what was compared.

    Several segments of one kind in one workshop (its breaks, say) are one ratio: used by planned in all.
    """
    sums: dict[LearnKey, dict[str, tuple[int, int]]] = {}
    for one in durations:
        if one.planned_seconds <= 0:
            continue
        for key in keys_of(one.kind, one.steps, one.cycle):
            planned, used = sums.setdefault(key, {}).get(one.workshop, (0, 0))
            sums[key][one.workshop] = planned + one.planned_seconds, used + one.used_seconds
    return {
        key: _learned(key, [Fraction(used, planned) for planned, used in of.values()])
        for key, of in sums.items()
        if len(of) >= FEWEST_WORKSHOPS
    }


def learned_for(learned: Mapping[LearnKey, Learned], segment: Segment) -> Learned | None:
    """Return what was learned about a segment: its step in this cycle, else its step, else its kind."""
    found = (learned.get(key) for key in keys_of(segment.kind, segment.steps, segment.cycle))
    return next((one for one in found if one is not None), None)


def keys_of(kind: SegmentKind, steps: tuple[int, ...], cycle: str | None) -> Iterator[LearnKey]:
    """Yield what a segment is compared by, the closest first; steps never by their kind alone."""
    for step in steps:
        if cycle is not None:
            yield LearnKey(kind, step, cycle)
    for step in steps:
        yield LearnKey(kind, step)
    if not steps:
        yield LearnKey(kind)


def _learned(key: LearnKey, ratios: list[Fraction]) -> Learned:
    return Learned(
        key=key,
        workshops=len(ratios),
        longer=sum(1 for one in ratios if one >= LONGER),
        shorter=sum(1 for one in ratios if one <= SHORTER),
        ratio=float(median(ratios)),
    )


def _teaches(one: SegmentActual) -> bool:
    return (
        one.fate is Fate.HELD
        and one.kind not in _NOT_COMPARED
        and one.planned_seconds > 0
        and _MADE_SMALL.isdisjoint(one.changes)
        and (one.used_seconds or 0) >= one.planned_seconds * _PASSED_BY
    )
