"""Figures of the report: votes, scores, self-assessment, evaluation, attendance.

Means are rounded to three digits once, here, so that screen, PDF and spreadsheet show the same figure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from statistics import fmean, median
from typing import TypeVar

K = TypeVar("K", bound=Hashable)

DIGITS = 3
SMALLEST_SUBGROUP = 5
"""Subgroups under five persons are not shown: the answers could be traced to somebody."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Answers to one question: how many, their mean and median (None without answers), count per value."""

    n: int
    mean: float | None
    median: float | None
    counts: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Score:
    """One judgement in the prioritisation matrix: a table rates a cluster (1–5) by a weighted criterion."""

    cluster: str
    weight: float
    score: float


@dataclass(frozen=True, slots=True)
class Change:
    """One competency: before (asked then), after, and 'then' (asked in retrospect); never mixed."""

    before: Summary
    after: Summary
    then: Summary


def summarise(answers: Iterable[int | None]) -> Summary:
    """Return the summary of whole-number answers; blank answers (None) do not count."""
    given = sorted(answer for answer in answers if answer is not None)
    if not given:
        return Summary(0, None, None, ())
    counts = tuple(sorted(Counter(given).items()))
    return Summary(len(given), round(fmean(given), DIGITS), float(median(given)), counts)


def summarise_by(answers: Iterable[tuple[K, int | None]]) -> dict[K, Summary]:
    """Return a summary for every key of (key, answer) pairs, in the order in which keys appear."""
    grouped: dict[K, list[int | None]] = {}
    for key, answer in answers:
        grouped.setdefault(key, []).append(answer)
    return {key: summarise(values) for key, values in grouped.items()}


def may_be_shown(summary: Summary) -> bool:
    """Say whether a subgroup is large enough to be shown without pointing at somebody."""
    return summary.n >= SMALLEST_SUBGROUP


def changes(
    rows: Iterable[tuple[K, int | None, int | None, int | None]],
) -> dict[K, Change]:
    """Return the change per competency from rows (competency, before, after, then) of all participants."""
    grouped: dict[K, list[tuple[int | None, int | None, int | None]]] = {}
    for key, before, after, then in rows:
        grouped.setdefault(key, []).append((before, after, then))
    return {
        key: Change(*(summarise(row[column] for row in triples) for column in range(3)))
        for key, triples in grouped.items()
    }


def weighted_mean_scores(scores: Iterable[Score]) -> dict[str, float]:
    """Return Σ weight × score ÷ Σ weight per cluster, over all tables and criteria.

    Raises ValueError when the weights of a cluster add up to nothing.
    """
    sums: dict[str, list[float]] = {}
    for one in scores:
        total = sums.setdefault(one.cluster, [0.0, 0.0])
        total[0] += one.weight * one.score
        total[1] += one.weight
    if any(weight <= 0 for _points, weight in sums.values()):
        raise ValueError("the weights of a cluster's scores add up to nothing")
    return {cluster: round(points / weight, DIGITS) for cluster, (points, weight) in sums.items()}


def count_each(values: Iterable[K]) -> dict[K, int]:
    """Return how often each value occurs (dots per cluster), most frequent first, ties as they appeared."""
    return dict(Counter(values).most_common())


def attendance_by_session(presences: Iterable[tuple[str, bool]]) -> dict[str, int]:
    """Return how many people were present per session from (session, present) rows, in given order."""
    present: dict[str, int] = {}
    for session, there in presences:
        present[session] = present.get(session, 0) + int(there)
    return present


def total_overrun(planned_and_actual: Iterable[tuple[int, int]]) -> int:
    """Return the sum of actual − planned over all segments, in the unit given; early ends count back."""
    return sum(actual - planned for planned, actual in planned_and_actual)
