"""The figures of the report against those that come with the Kaunas rehearsal."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator_app.rules import statistics
from facilitator_app.rules.statistics import Score, Summary

KAUNAS = Path(__file__).parents[2] / "resources" / "rehearsal" / "kaunas_2day"


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    content: dict[str, Any] = json.loads((KAUNAS / "expected.json").read_text(encoding="utf-8"))
    return content


def rows(file: str) -> list[dict[str, str]]:
    with (KAUNAS / file).open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def number(cell: str) -> int | None:
    return int(cell) if cell else None


def kaunas_scores() -> list[Score]:
    return [
        Score(row["cluster"], float(row["weight"]), float(row["score"]))
        for row in rows("prioritisation_scores.csv")
    ]


def plain(summary: Summary) -> dict[str, Any]:
    return {"n": summary.n, "mean": summary.mean, "median": summary.median}


def test_the_weighted_scores_of_the_clusters_are_the_expected_ones(expected: dict[str, Any]) -> None:
    assert statistics.weighted_mean_scores(kaunas_scores()) == expected["weighted_mean_score"]


def test_the_dots_are_counted(expected: dict[str, Any]) -> None:
    dots = statistics.count_each(row["cluster"] for row in rows("dot_votes.csv"))
    assert dots == expected["dots"]
    assert next(iter(dots)) == "K1"


def test_the_self_assessment_keeps_before_after_and_then_apart(expected: dict[str, Any]) -> None:
    table = statistics.changes(
        (r["competency"], number(r["pre"]), number(r["post"]), number(r["then_retrospective"]))
        for r in rows("self_assessment.csv")
    )
    computed = {
        key: {"pre": plain(one.before), "post": plain(one.after), "then_retrospective": plain(one.then)}
        for key, one in table.items()
    }
    assert computed == expected["self_assessment"]


def test_the_evaluation_means_are_the_expected_ones(expected: dict[str, Any]) -> None:
    responses = rows("evaluation_responses.csv")
    questions = [name for name in responses[0] if name.startswith("E")]
    by_question = statistics.summarise_by((q, number(row[q])) for row in responses for q in questions)
    computed = {key: {"n": one.n, "mean": one.mean} for key, one in by_question.items()}
    assert computed == expected["evaluation"]


def test_the_attendance_is_counted_per_half_day(expected: dict[str, Any]) -> None:
    present = ((row["session"], row["present"] in {"1", "True"}) for row in rows("attendance.csv"))
    assert statistics.attendance_by_session(present) == expected["attendance"]


def test_the_overrun_of_two_days_adds_up(expected: dict[str, Any]) -> None:
    log = rows("timer_log.csv")
    pairs = ((int(row["planned_minutes"]), int(row["actual_minutes"])) for row in log)
    assert statistics.total_overrun(pairs) == expected["total_overrun_minutes"]


def test_blank_answers_do_not_count() -> None:
    assert statistics.summarise([None, 2, None, 5]) == Summary(2, 3.5, 3.5, ((2, 1), (5, 1)))
    assert statistics.summarise([None]) == Summary(0, None, None, ())


def test_a_subgroup_of_four_is_not_shown() -> None:
    assert not statistics.may_be_shown(statistics.summarise([1, 2, 3, 4]))
    assert statistics.may_be_shown(statistics.summarise([1, 2, 3, 4, 5]))


def test_weights_of_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="weights"):
        statistics.weighted_mean_scores([Score("K1", 0, 3)])


@given(st.lists(st.integers(1, 5), min_size=1, max_size=40))
def test_mean_and_median_lie_between_the_lowest_and_the_highest_answer(answers: list[int]) -> None:
    summary = statistics.summarise(answers)
    assert summary.mean is not None
    assert summary.median is not None
    assert min(answers) <= summary.mean <= max(answers)
    assert min(answers) <= summary.median <= max(answers)
    assert sum(count for _value, count in summary.counts) == summary.n == len(answers)
