"""Plans for the public instances, judged by the independent checker that comes with them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator_app.rules.seating.instance import (
    Instance,
    Person,
    Pin,
    Plan,
    Round,
    RoundMode,
    RoundPlan,
    Tables,
    plan_content,
    read_instance,
)
from facilitator_app.rules.seating.planner.budget import Progress
from facilitator_app.rules.seating.planner.evening import evened
from facilitator_app.rules.seating.planner.opening import first_seating
from facilitator_app.rules.seating.planner.problem import pairs_suffice, problem_of
from facilitator_app.rules.seating.planner.search import Search
from facilitator_app.rules.seating.planner.solver import solve
from facilitator_app.rules.seating.score import score_plan
from tests.examples import one_in

GROUPS = Path(__file__).parents[2] / "files" / "groups"
INSTANCES = sorted((GROUPS / "instances").glob("*.json"))
LANGUAGES = ["en", "lt", "lv", "pl"]


def content(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def instance_of(path: Path) -> Instance:
    return read_instance(content(path))


def named(start: str) -> Path:
    return next(path for path in INSTANCES if path.name.startswith(start))


def room(n: int, tables: int, rounds: int, **more: Any) -> Instance:
    size = -(-n // tables)
    return Instance(
        name="room",
        people=tuple(Person(f"p{i}", languages=("en",)) for i in range(n)),
        rounds=tuple(Round(r, RoundMode.MIX, tables, (n - 1) // tables, size) for r in range(1, rounds + 1)),
        spokesperson=False,
        **more,
    )


def test_there_are_ten_public_instances() -> None:
    assert len(INSTANCES) == 10


@pytest.mark.parametrize("path", INSTANCES, ids=lambda path: path.stem)
def test_the_independent_checker_finds_no_broken_rule(path: Path, tmp_path: Path) -> None:
    instance = instance_of(path)
    plan = solve(instance, seconds=20, seed=1, steps=400)
    target = tmp_path / "plan.json"
    target.write_text(json.dumps(plan_content(plan)), encoding="utf-8")
    checked = subprocess.run(
        [sys.executable, str(GROUPS / "check_plan.py"), str(path), str(target)],
        capture_output=True,
        text=True,
        check=False,
    )
    found = json.loads(checked.stdout)
    assert (checked.returncode, found["hard"], found["notes"]) == (0, 0, [])
    score = score_plan(instance, plan)
    assert score.c2 == found["repeat_cost_c2"]
    assert score.c2_excess == found["c2_excess"]
    assert score.mix_weighted == found["mix_weighted"]
    assert score.spokesperson_range == found["spokesperson_range"] <= 1
    assert score.spokesperson_back_to_back == found["spokesperson_back_to_back"]


@pytest.mark.parametrize("start", ["p01", "p04", "p08", "p10"])
def test_the_same_seed_and_steps_give_the_same_plan(start: str) -> None:
    instance = instance_of(named(start))
    plans = [solve(instance, seconds=60, seed=7, steps=150) for _time in range(2)]
    assert plans[0] == plans[1]
    assert plans[0] != solve(instance, seconds=60, seed=8, steps=150)


def test_a_design_in_which_nobody_meets_twice_ends_the_search_early() -> None:
    shares: list[float] = []
    instance = room(25, 5, 6)
    plan = solve(instance, seconds=60, seed=3, progress=lambda step: shares.append(step.share))
    assert score_plan(instance, plan).proven_best
    assert all(share < 0.9 for share in shares)


@pytest.mark.parametrize(
    ("n", "tables", "rounds"), [(30, 6, 6), (29, 6, 6), (28, 7, 8), (28, 7, 9), (29, 7, 7), (30, 7, 7)]
)
def test_regular_designs_are_found_where_nobody_needs_to_meet_twice(n: int, tables: int, rounds: int) -> None:
    instance = room(n, tables, rounds)
    score = score_plan(instance, solve(instance, seconds=60, seed=1, steps=20_000))
    assert (score.hard, score.c2, score.proven_best) == (0, 0, True)


def test_two_who_stay_together_fit_into_a_regular_design() -> None:
    instance = room(26, 6, 6, keep_together=(("p3", "p17"),), keep_apart=(("p1", "p2"),))
    score = score_plan(instance, solve(instance, seconds=60, seed=2, steps=20_000))
    assert (score.hard, score.c2) == (0, 0)


def test_a_cancelled_search_returns_what_it_has() -> None:
    told: list[Progress] = []
    instance = instance_of(named("p01"))
    plan = solve(instance, seconds=60, seed=1, cancelled=lambda: True, progress=told.append)
    assert score_plan(instance, plan).hard == 0
    assert told == []


def test_progress_is_told_and_never_goes_back() -> None:
    told: list[Progress] = []
    solve(instance_of(named("p04")), seconds=60, seed=1, steps=2000, progress=told.append)
    assert len(told) >= 4
    assert [one.share for one in told] == sorted(one.share for one in told)


def test_a_pinned_person_sits_at_the_pinned_table() -> None:
    pins = (Pin("p3", 1, 2), Pin("p4", 1, 2), Pin("p3", 2, 0))
    plan = solve(room(12, 3, 2, pins=pins), seconds=10, seed=1, steps=200)
    assert {"p3", "p4"} <= set(plan.rounds[0].tables[2])
    assert "p3" in plan.rounds[1].tables[0]


def test_earlier_meetings_count() -> None:
    before: Tables = (("p0", "p1", "p2"), ("p3", "p4", "p5"), ("p6", "p7", "p8"))
    instance = room(9, 3, 3, history=(before,))
    score = score_plan(instance, solve(instance, seconds=20, seed=1, steps=3000))
    assert (score.c2, score.max_meetings) == (0, 1)


def test_three_who_stay_together_are_never_parted() -> None:
    wishes = (("p0", "p1"), ("p1", "p2"))
    instance = room(16, 4, 4, keep_together=wishes, keep_apart=(("p0", "p5"), ("p2", "p9")))
    assert score_plan(instance, solve(instance, seconds=20, seed=1, steps=600)).hard == 0


def test_a_frozen_round_stays_and_a_changed_one_moves_few() -> None:
    instance = room(20, 4, 3)
    before = solve(instance, seconds=10, seed=1, steps=600)
    late = tuple(
        replace(one, absent_rounds=frozenset({2, 3})) if one.id == "p7" else one for one in instance.people
    )
    again = replace(
        instance,
        people=late,
        current_plan=before,
        frozen_rounds=frozenset({1}),
        count_moves_rounds=frozenset({2}),
    )
    plan = solve(again, seconds=10, seed=2, steps=600)
    score = score_plan(again, plan)
    assert plan.rounds[0].tables == before.rounds[0].tables
    assert (score.hard, score.c2_excess, score.moves) == (0, 0, 0)


def test_an_unknown_language_makes_the_table_a_broken_rule_that_is_told() -> None:
    people = (*(Person(f"p{i}", languages=("en",)) for i in range(7)), Person("lone", languages=("km",)))
    instance = replace(room(8, 2, 1), people=people)
    violations = score_plan(instance, solve(instance, seconds=5, seed=1, steps=100)).violations
    assert [(one.kind, one.people) for one in violations] == [("language", ("lone",))]


def all_rounds(n: int, size: int) -> Iterator[tuple[tuple[int, ...], ...]]:
    """Every way to seat 0…n−1 at equal tables, whatever the order of tables."""

    def go(left: tuple[int, ...]) -> Iterator[tuple[tuple[int, ...], ...]]:
        if not left:
            yield ()
            return
        for mates in combinations(left[1:], size - 1):
            rest = tuple(one for one in left[1:] if one not in mates)
            for more in go(rest):
                yield ((left[0], *mates), *more)

    yield from go(tuple(range(n)))


@pytest.mark.parametrize(("n", "tables", "rounds"), [(6, 2, 3), (6, 3, 3), (8, 2, 3), (9, 3, 2)])
def test_small_rooms_are_seated_as_well_as_trying_everything_can(n: int, tables: int, rounds: int) -> None:
    seatings = list(all_rounds(n, n // tables))
    pairs = [{frozenset(p) for table in one for p in combinations(table, 2)} for one in seatings]
    first, others = pairs[0], pairs
    best = min(
        sum(len(a & b) for a, b in combinations([first, *rest], 2))
        for rest in combinations(others, rounds - 1)
    )
    instance = room(n, tables, rounds)
    assert score_plan(instance, solve(instance, seconds=20, seed=1, steps=2000)).c2 == best


@st.composite
def random_instances(draw: st.DrawFn) -> Instance:
    n = draw(st.integers(4, 14))
    tables = draw(st.integers(1, max(1, n // 3)))
    count = draw(st.integers(1, 4))
    ids = [f"p{i}" for i in range(n)]
    people = tuple(
        Person(
            one,
            org=draw(st.sampled_from("abcd")),
            gender=draw(st.sampled_from("fm")),
            languages=tuple(draw(st.lists(st.sampled_from(LANGUAGES), min_size=1, max_size=3, unique=True))),
            absent_rounds=frozenset(draw(st.sets(st.integers(1, count), max_size=1))),
            can_report=draw(st.booleans()),
        )
        for one in ids
    )
    pair = st.tuples(st.sampled_from(ids), st.sampled_from(ids)).filter(lambda two: two[0] != two[1])
    pin = st.builds(Pin, st.sampled_from(ids), st.integers(1, count), st.integers(0, tables - 1))
    return Instance(
        name="random",
        people=people,
        rounds=tuple(Round(r, RoundMode.MIX, tables, 0, n) for r in range(1, count + 1)),
        keep_together=tuple(draw(st.lists(pair, max_size=2))),
        keep_apart=tuple(draw(st.lists(pair, max_size=3))),
        pins=tuple(draw(st.lists(pin, max_size=2))),
        mix={"org": 8, "gender": 2},
        spokesperson=draw(st.booleans()),
    )


@given(random_instances(), st.integers(0, 99))
@one_in(5)
def test_what_the_search_adds_up_equals_a_fresh_count(instance: Instance, seed: int) -> None:
    problem = problem_of(instance)
    rng = np.random.default_rng(seed)
    search = Search(problem, first_seating(problem, rng), rng)
    for _step in range(25):
        search.step()
    fresh = Search(problem, search.tables, rng)
    assert fresh.worth.key == pytest.approx(search.worth.key, abs=0.02)


@pytest.mark.parametrize("start", ["p04", "p08", "p10"])
def test_long_searches_in_small_and_large_rooms_add_up_too(start: str) -> None:
    problem = problem_of(instance_of(named(start)))
    rng = np.random.default_rng(5)
    search = Search(problem, first_seating(problem, rng), rng)
    for _step in range(300):
        search.step()
    assert Search(problem, search.tables, rng).worth.key == search.worth.key
    assert Search(problem, search.best_tables, rng).worth.key == search.best.key


@given(random_instances(), st.integers(0, 99))
@one_in(5)
def test_everybody_present_sits_once_at_tables_of_even_size(instance: Instance, seed: int) -> None:
    plan = solve(instance, seconds=10, seed=seed, steps=60)
    for one in plan.rounds:
        seated = sorted(who for table in one.tables for who in table)
        assert seated == sorted(person.id for person in instance.present(one.round))
        sizes = [len(table) for table in one.tables]
        assert max(sizes) - min(sizes) <= 1


@given(random_instances(), st.randoms(use_true_random=False))
@one_in(4)
def test_our_score_is_the_checkers_score_for_any_plan_good_or_bad(
    checker: ModuleType, instance: Instance, rng: Any
) -> None:
    rounds = []
    for one in instance.rounds:
        tables: list[list[str]] = [[] for _table in range(one.tables)]
        for person in instance.people:
            if rng.random() < 0.9:
                rng.choice(tables).append(person.id)
        speakers = tuple(rng.choice(instance.people).id for _table in tables) if rng.random() < 0.8 else ()
        rounds.append(RoundPlan(one.id, tuple(map(tuple, tables)), speakers))
    plan = Plan("random", tuple(rounds))
    score = score_plan(instance, plan)
    found = checker.check(instance_content(instance), plan_content(plan))
    assert score.hard == found["hard"]
    assert (score.c2, score.c2_bound) == (found["repeat_cost_c2"], found["c2_lower_bound"])
    assert (score.repeats, score.max_meetings) == (found["repeats"], found["max_meetings"])
    assert score.mix_weighted == found["mix_weighted"]
    assert score.spokesperson_back_to_back == found["spokesperson_back_to_back"]


def instance_content(instance: Instance) -> dict[str, Any]:
    return {
        "format": "groups-benchmark/1",
        "name": instance.name,
        "participants": [
            {
                "id": one.id,
                "org": one.org,
                "sector": one.sector,
                "country": one.country,
                "gender": one.gender,
                "experience": one.experience,
                "languages": list(one.languages),
                "absent_rounds": sorted(one.absent_rounds),
            }
            for one in instance.people
        ],
        "rounds": [
            {
                "id": one.id,
                "mode": one.mode.value,
                "tables": one.tables,
                "min_size": one.min_size,
                "max_size": one.max_size,
                "common_language": one.common_language,
            }
            for one in instance.rounds
        ],
        "keep_together": [list(pair) for pair in instance.keep_together],
        "keep_apart": [list(pair) for pair in instance.keep_apart],
        "pins": [{"person": p.person, "round": p.round, "table": p.table} for p in instance.pins],
        "history": [],
        "mix": dict(instance.mix),
        "spokesperson": instance.spokesperson,
    }


def test_people_who_share_languages_two_by_two_may_share_none_all_together() -> None:
    ring = {frozenset({"lt", "en"}), frozenset({"en", "ru"}), frozenset({"ru", "lt"})}
    assert not pairs_suffice(ring)
    assert pairs_suffice({frozenset({"fr"}), frozenset({"fr", "en"}), frozenset({"en"})})


def test_nobody_sits_alone_of_a_kind_where_that_costs_nothing_else() -> None:
    people = tuple(
        Person(f"p{i}", org=f"o{i}", gender="f" if i < 4 else "m", languages=("en",)) for i in range(16)
    )
    instance = replace(room(16, 4, 1), people=people, mix={"org": 8.0}, not_alone=("gender",))
    careless = score_plan(instance, solve(replace(instance, not_alone=()), seconds=10, seed=1, steps=300))
    careful = score_plan(instance, solve(instance, seconds=10, seed=1, steps=300))
    assert careful.alone == 0 < careless.alone
    assert careful.key[:3] == careless.key[:3]


@given(random_instances(), st.integers(0, 99))
@one_in(5)
def test_evening_the_tables_costs_nothing_that_counts_more(instance: Instance, seed: int) -> None:
    problem = problem_of(replace(instance, not_alone=("gender",)))
    rng = np.random.default_rng(seed)
    tables = first_seating(problem, rng)
    before, after = Search(problem, tables, rng), Search(problem, evened(problem, tables, rng), rng)
    assert after.worth.key == before.worth.key


@given(random_instances(), st.integers(0, 99))
@one_in(5)
def test_a_swap_changes_what_it_was_said_to_change(instance: Instance, seed: int) -> None:
    problem = replace(problem_of(instance), table_rule=None)
    rng = np.random.default_rng(seed)
    search = Search(problem, first_seating(problem, rng), rng)
    for _swap in range(12):
        said = search.changes()
        r, i, j = (int(rng.integers(size)) for size in said.shape)
        possible = bool(problem.active[r, i] and problem.active[r, j])
        possible &= bool(search.tables[r, i] != search.tables[r, j])
        possible &= min(i, j) < problem.people
        assert bool(said[r, i, j] < 3e5) is possible
        if possible:
            before = search.worth
            search.swap(r, i, j)
            after = search.worth
            change = after.hard - before.hard + 20 * (after.c2 - before.c2) + after.mix - before.mix
            assert said[r, i, j] == pytest.approx(change + after.moves - before.moves, abs=0.1)
