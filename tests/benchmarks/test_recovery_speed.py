"""How long the plans of a five-day course take, beside placing the same agenda on the clock once."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from facilitator_app.content import catalogue
from facilitator_app.records.enums import LanguageMode, PlanKind, StageName
from facilitator_app.rules.recovery import plans
from facilitator_app.rules.schedule import Actual, schedule
from facilitator_app.services.planning.courses import course_agenda
from facilitator_app.services.recovery import cycles_of
from facilitator_app.support import paths
from tests.builders import kaunas


@pytest.mark.benchmark(group="recovery")
@pytest.mark.parametrize("mode", [LanguageMode.NONE, LanguageMode.CONSECUTIVE])
def test_the_plans_of_a_five_day_course(
    mode: LanguageMode, benchmark: BenchmarkFixture, record_property: Callable[[str, object], None]
) -> None:
    """With consecutive interpretation all five days are in trouble at once: the worst case."""
    content = catalogue.load(paths.content())
    agenda = course_agenda(content, "five_day", zone="Europe/Vilnius", mode=mode)
    record = kaunas()
    cycles = cycles_of(replace(record, details=replace(record.details, language_mode=mode)), content)
    first, opening = schedule(agenda).days[0].segments[:2]
    now = opening.planned_start + timedelta(minutes=10)
    actuals = {
        first.segment.id: Actual(first.planned_start, first.planned_end),
        opening.segment.id: Actual(opening.planned_start, None, left_seconds=2400, stage=StageName.WHOLE),
    }
    found = benchmark(lambda: plans(agenda, actuals, now, cycles=cycles))
    assert found[0].kind is PlanKind.SQUEEZE
    begun = time.perf_counter()
    for _again in range(50):
        schedule(agenda, actuals, now)
    once = (time.perf_counter() - begun) / 50 * 1000
    took = benchmark.stats.stats.median * 1000 if benchmark.stats is not None else 0.0
    record_property(
        "mirror",
        f"plans for five days, {mode}: {took:.1f} ms, one schedule {once:.2f} ms; ratio {took / once:.0f}",
    )
