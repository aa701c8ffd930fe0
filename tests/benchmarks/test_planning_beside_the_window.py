"""How long the window stands still while tables are planned beside it; figures, no verdict.

`python -m pytest tests/benchmarks/test_planning_beside_the_window.py --benchmark-only -s`. The reference is
the same window in the same run with nothing beside it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication
from pytest_benchmark.fixture import BenchmarkFixture
from sqlmodel import select

from facilitator_app import models as m
from facilitator_app.content.catalogue import load
from facilitator_app.records.enums import Desk
from facilitator_app.services.planning import NewWorkshop, create_workshop
from facilitator_app.support import paths
from facilitator_app.support.clock import FakeClock
from tests.app.conftest import bare_kaunas, visit, workshop
from tests.journeys.visit import DEVICE, Visit

__all__ = ["bare_kaunas", "visit", "workshop"]
PATIENCE = 60.0
LANGUAGES = (("lt", "en"), ("pl", "en"), ("lv", "en"), ("lt",), ("ar", "en"))


def large_room(path: Path, people: int, tables: int) -> Path:
    """Make a two-day workshop with so many people at so many tables."""
    spec = NewWorkshop("two_day", date(2027, 3, 2), zone="Europe/Vilnius", table_count=tables)
    file, _fits = create_workshop(path, spec, content=load(paths.content()), clock=FakeClock(), device=DEVICE)
    with file, file.transact("Take in a list", Desk.IMPORT) as transaction:
        session = transaction.session
        programme = session.exec(select(m.Workshop)).one().programme_id
        for number in range(people):
            session.add(
                m.Participant(
                    programme_id=programme,
                    position=number,
                    code=f"P{number:03}",
                    given_name=f"Person {number}",
                    family_name="Longname-Namelong",
                    organisation=f"Organisation {number % 90}",
                    org_type=("company", "university", "agency")[number % 3],
                    country=("LT", "LV", "PL", "AE")[number % 4],
                    gender="fm"[number % 2],
                    languages=list(LANGUAGES[number % len(LANGUAGES)]),
                )
            )
    return path


def longest_gap(until: Callable[[], bool]) -> float:
    """Return the longest time in milliseconds that one turn of the event loop took."""
    longest, last = 0.0, time.perf_counter()
    end = last + PATIENCE
    while not until():
        QCoreApplication.processEvents()
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
        assert now < end, "the plan never came"
    return longest * 1000


@pytest.mark.benchmark(group="planning beside the window")
@pytest.mark.parametrize(("people", "tables"), [(28, 5), (300, 50)])
def test_the_window_while_tables_are_planned(
    benchmark: BenchmarkFixture,
    qapp: QApplication,
    visit: Callable[..., Visit],
    tmp_path: Path,
    people: int,
    tables: int,
    record_property: Callable[[str, object], None],
) -> None:
    seat = visit(large_room(tmp_path / "large.workshop", people, tables))
    seat.desks.go("tables")
    seat.rest()
    prepare = seat.desks.prepare
    quiet_until = time.perf_counter() + 1
    quiet = longest_gap(lambda: time.perf_counter() > quiet_until)

    def plan() -> tuple[float, float]:
        prepare.plan()
        planning = longest_gap(lambda: not prepare.planner.busy)
        writing = longest_gap(lambda: not seat.desks.workshop.busy)
        return planning, writing

    planning, writing = benchmark.pedantic(plan, rounds=1)  # type: ignore[no-untyped-call] # the plugin has no types there
    seat.rest()
    assert seat.record.seats
    said = f"{people} people, {tables} tables: longest stand-still {planning:.0f} ms while planning,"
    words = f"{said} {writing:.0f} ms while it is written and shown; {quiet:.0f} ms with nothing beside it"
    record_property("mirror", words)
    print(f"\n{words}")
