"""How good and how fast the table planner is: `python3 run.py bench -k seating` shows the tables.

Milliseconds and quality are figures to be read, not tests: the tests ask for plans without a broken rule.
"""

from __future__ import annotations

import csv
import importlib.util
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event, Thread
from time import perf_counter, sleep

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from facilitator_app.rules.seating.instance import Instance, Plan, read_instance
from facilitator_app.rules.seating.planner.solver import solve
from facilitator_app.rules.seating.score import score_plan
from tests.benchmarks.rivals import constraint_solver, greedy
from tests.rules.seating.test_catalogue import pure

GROUPS = Path(__file__).parents[1] / "files" / "groups"
INSTANCES = sorted((GROUPS / "instances").glob("*.json"))
SEATING = {"spokesperson_missing"}
"""Rules that the rivals do not know: nobody speaks for a table there."""


def instance_of(name: str) -> Instance:
    (path,) = (GROUPS / "instances").glob(f"{name}*.json")
    return read_instance(json.loads(path.read_text(encoding="utf-8")))


def solvers() -> dict[str, Callable[[Instance, float], Plan | None]]:
    """Return whom to compare: the constraint solver only where it is installed."""
    known: dict[str, Callable[[Instance, float], Plan | None]] = {
        "ours": partial(solve, seed=1),
        "greedy": greedy,
    }
    if importlib.util.find_spec("ortools"):
        known["CP-SAT, 1 worker"] = constraint_solver
    return known


def measured(instance: Instance, name: str, seconds: float) -> str:
    """Return one row of the table; ours must break no rule."""
    begun = perf_counter()
    plan = solvers()[name](instance, seconds)
    took = perf_counter() - begun
    if plan is None:
        return f"{instance.name:28} {name:17} {seconds:3g} s   no plan{took:30.2f} s"
    score = score_plan(instance, plan)
    hard = sum(one.count for one in score.violations if one.kind not in SEATING)
    assert name != "ours" or score.hard == 0
    return (
        f"{instance.name:28} {name:17} {seconds:3g} s  {hard:4} broken  C2 +{score.c2_excess:<5}"
        f" mix {score.mix_weighted:7.2f} {took:7.2f} s"
    )


def test_the_public_instances_beside_a_greedy_and_a_constraint_solver(benchmark: BenchmarkFixture) -> None:
    instances = [read_instance(json.loads(path.read_text(encoding="utf-8"))) for path in INSTANCES]

    def table() -> list[str]:
        return [
            measured(instance, name, seconds)
            for instance in instances
            for seconds in (1.0, 5.0)
            for name in solvers()
        ]

    print("\n" + "\n".join(benchmark.pedantic(table, rounds=1)))  # type: ignore[no-untyped-call] # the plugin has no types there


@pytest.mark.long
@pytest.mark.timeout(1200)
def test_the_pure_grid_at_one_second_a_cell(benchmark: BenchmarkFixture) -> None:
    with (GROUPS / "limits.csv").open(encoding="utf-8", newline="") as stream:
        cells = list(csv.DictReader(stream))
    missed: list[str] = []

    def run() -> tuple[int, int, int, int]:
        proven = reached = close = new = 0
        for cell in cells:
            instance = pure(int(cell["n"]), int(cell["groups"]), int(cell["rounds"]))
            c2, best = score_plan(instance, solve(instance, 1.0, 1)).c2, int(cell["best_c2"])
            proven += cell["proven_optimal_c2"] == "1" and c2 <= best
            reached += c2 <= best
            close += c2 <= best * 1.05
            new += c2 < best
            if c2 > best:
                missed.append(f"{cell['n']} × {cell['groups']} × {cell['rounds']}: {c2}, known {best}")
        return proven, reached, close, new

    proven, reached, close, new = benchmark.pedantic(run, rounds=1)  # type: ignore[no-untyped-call] # the plugin has no types there
    print("\n" + "\n".join(missed))
    print(f"proven optimal {proven} of 222, at or below best {reached}, within 5 % {close} of {len(cells)}")
    print(f"better than known {new}")


@pytest.mark.parametrize("name", ["p01", "p10", "30x6x12"])
def test_a_thread_beside_the_search_is_not_kept_waiting(benchmark: BenchmarkFixture, name: str) -> None:
    instance = pure(30, 6, 12) if name == "30x6x12" else instance_of(name)
    over, gaps = Event(), [0.0]

    def tick() -> None:
        last = perf_counter()
        while not over.is_set():
            sleep(0.005)
            now = perf_counter()
            gaps.append(now - last - 0.005)
            last = now

    ticking = Thread(target=tick)
    ticking.start()
    benchmark.pedantic(solve, args=(instance, 2.0, 1), rounds=1)  # type: ignore[no-untyped-call] # the plugin has no types there
    over.set()
    ticking.join()
    print(f"\n{instance.name}: the longest wait of a thread beside was {max(gaps) * 1000:.0f} ms")


def test_the_first_plan_of_a_workshop(benchmark: BenchmarkFixture) -> None:
    benchmark(lambda: solve(pure(28, 5, 9), 0.3, 1, steps=300))


def test_three_hundred_people(benchmark: BenchmarkFixture) -> None:
    plan = benchmark.pedantic(solve, args=(instance_of("p10"), 5.0, 1), rounds=1)  # type: ignore[no-untyped-call] # the plugin has no types there
    assert score_plan(instance_of("p10"), plan).hard == 0
