"""How good and how fast the table planner is: run with `--benchmark-only -s` to see the table.

Milliseconds and quality are figures to be read, not tests: the tests ask for plans without a broken rule.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from facilitator_app.rules.seating.instance import Instance, Person, Round, RoundMode, read_instance
from facilitator_app.rules.seating.score import score_plan
from facilitator_app.rules.seating.solver import solve

GROUPS = Path(__file__).parents[1] / "files" / "groups"
INSTANCES = sorted((GROUPS / "instances").glob("*.json"))


def pure(n: int, tables: int, rounds: int) -> Instance:
    size = -(-n // tables)
    return Instance(
        name=f"{n}x{tables}x{rounds}",
        people=tuple(Person(f"p{i}", languages=("en",)) for i in range(n)),
        rounds=tuple(Round(r, RoundMode.MIX, tables, n // tables, size) for r in range(1, rounds + 1)),
        spokesperson=False,
    )


@pytest.mark.parametrize("seconds", [1.0, 5.0])
@pytest.mark.parametrize("path", INSTANCES, ids=lambda path: path.stem)
def test_a_public_instance(benchmark: BenchmarkFixture, path: Path, seconds: float) -> None:
    instance = read_instance(json.loads(path.read_text(encoding="utf-8")))
    plan = benchmark.pedantic(solve, args=(instance, seconds, 1), rounds=1)  # type: ignore[no-untyped-call] # the plugin has no types there
    score = score_plan(instance, plan)
    benchmark.extra_info.update(
        hard=score.hard, c2=score.c2, c2_excess=score.c2_excess, mix=score.mix_weighted, moves=score.moves
    )
    print(f"\n{path.stem} {seconds:g} s: C2 {score.c2} (+{score.c2_excess}), mix {score.mix_weighted}")


@pytest.mark.long
def test_the_pure_grid_at_one_second_a_cell(benchmark: BenchmarkFixture) -> None:
    with (GROUPS / "limits.csv").open(encoding="utf-8", newline="") as stream:
        cells = list(csv.DictReader(stream))

    def run() -> tuple[int, int, int]:
        proven = reached = close = 0
        for cell in cells:
            instance = pure(int(cell["n"]), int(cell["groups"]), int(cell["rounds"]))
            c2, best = score_plan(instance, solve(instance, 1.0, 1)).c2, int(cell["best_c2"])
            proven += cell["proven_optimal_c2"] == "1" and c2 <= best
            reached += c2 <= best
            close += c2 <= best * 1.05
        return proven, reached, close

    proven, reached, close = benchmark.pedantic(run, rounds=1)  # type: ignore[no-untyped-call] # the plugin has no types there
    print(f"\nproven optimal {proven} of 222, at or below best {reached}, within 5 % {close} of {len(cells)}")


def test_the_first_plan_of_a_workshop(benchmark: BenchmarkFixture) -> None:
    instance = pure(28, 5, 9)
    benchmark(lambda: solve(instance, 5.0, 1, steps=300))
