"""Teams by what people chose: as good as the best of all ways in small rooms, safe, even, the same again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator_app.records.people import Participant
from facilitator_app.rules.assignment import assign
from facilitator_app.rules.seating.forming import COSTS, Cause, TeamsFormed, TeamsWanted, form_teams
from facilitator_app.rules.seating.languages import reports_in, table_language
from tests.builders import kaunas, sharjah

TONGUES = (("en", "lt"), ("lt",), ("pl", "en"), ("pl",), ("en",))
CLUSTERS = ("food", "timber", "mechatronics")


def person(number: int, tongue: Sequence[str]) -> Participant:
    return Participant(f"p{number}", f"P{number}", f"Given{number}", "Family", "", languages=tuple(tongue))


@st.composite
def small_rooms(draw: st.DrawFn) -> TeamsWanted:
    """Draw up to six people at two tables with up to three clusters."""
    n = draw(st.integers(2, 6))
    people = tuple(person(i, draw(st.sampled_from(TONGUES))) for i in range(n))
    clusters = CLUSTERS[: draw(st.integers(1, 3))]
    chosen = st.lists(st.sampled_from(clusters), max_size=2, unique=True)
    choices = {one.id: tuple(draw(chosen)) for one in people}
    pairs = st.lists(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)), max_size=1)
    apart = tuple((f"p{a}", f"p{b}") for a, b in draw(pairs) if a != b)
    return TeamsWanted(people, clusters, 2, choices, apart=apart)


def is_safe(people: Sequence[str], roster: Mapping[str, Participant]) -> bool:
    return not people or (
        table_language(people, roster).shared is not None and any(reports_in(roster[p], "en") for p in people)
    )


def every_way(wanted: TeamsWanted) -> Iterator[tuple[bool, float]]:
    """Yield (keeps every rule, cost) of every way to seat people evenly at tables with clusters."""
    roster = {one.id: one for one in wanted.people}
    ids = list(roster)
    for places in product(range(wanted.tables), repeat=len(ids)):
        sizes = [places.count(table) for table in range(wanted.tables)]
        if max(sizes) - min(sizes) > 1:
            continue
        tables = [[who for who, at in zip(ids, places, strict=True) if at == t] for t in range(wanted.tables)]
        at = dict(zip(ids, places, strict=True))
        fine = all(is_safe(table, roster) for table in tables)
        fine = fine and all(at[a] != at[b] for a, b in wanted.apart)
        for clusters in product(wanted.clusters, repeat=wanted.tables):
            cost = 0.0
            for who in ids:
                chosen = list(wanted.choices.get(who, ()))
                mine = clusters[at[who]]
                cost += COSTS[chosen.index(mine) if mine in chosen else 2] if chosen else 0.0
            yield fine, cost


@given(small_rooms())
def test_in_a_small_room_no_other_teams_are_better(wanted: TeamsWanted) -> None:
    ways = list(every_way(wanted))
    possible = [cost for fine, cost in ways if fine]
    formed = form_teams(wanted)
    if possible:
        roster = {one.id: one for one in wanted.people}
        assert all(is_safe(team.people, roster) for team in formed.teams)
        assert formed.cost == min(possible)
    else:
        assert formed.cost >= min(cost for _fine, cost in ways)


@given(small_rooms())
def test_everybody_has_one_seat_and_sizes_differ_by_one_at_most(wanted: TeamsWanted) -> None:
    formed = form_teams(wanted)
    assert Counter(who for team in formed.teams for who in team.people) == Counter(
        p.id for p in wanted.people
    )
    sizes = [len(team.people) for team in formed.teams]
    assert max(sizes) - min(sizes) <= 1
    assert {team.cluster for team in formed.teams} <= set(wanted.clusters)
    told = [*formed.first, *formed.second, *(one.person for one in formed.neither), *formed.undecided]
    assert sorted(told) == sorted(one.id for one in wanted.people)
    assert form_teams(wanted) == formed


@given(st.integers(1, 5), st.randoms(use_true_random=False))
def test_the_cheapest_assignment_is_the_cheapest_of_all(size: int, random: object) -> None:
    rng = np.random.default_rng(random.getrandbits(32))  # type: ignore[attr-defined] # hypothesis' random
    cost = rng.integers(0, 9, (size, size)).astype(float)
    chosen = assign(cost)
    assert sorted(chosen) == list(range(size))
    best = min(sum(cost[r, c] for r, c in enumerate(order)) for order in permutations(range(size)))
    assert cost[np.arange(size), chosen].sum() == best


def test_kaunas_gets_safe_teams_by_the_clusters_people_know() -> None:
    record = kaunas()
    selected = {cluster.name_english: cluster.id for cluster in record.clusters if cluster.selected}
    choices = {
        one.id: (selected[one.cluster_known],) for one in record.participants if one.cluster_known in selected
    }
    wanted = TeamsWanted(record.participants, tuple(selected.values()), len(record.tables), choices)
    formed = form_teams(wanted)
    roster = {one.id: one for one in wanted.people}
    assert all(is_safe(team.people, roster) for team in formed.teams)
    assert len(formed.first) + len(formed.neither) == len(choices)
    assert sorted(len(team.people) for team in formed.teams) == [5, 5, 6, 6, 6]
    # As many as any seating by this choice could please: three firsts more than a table's room are too many.
    assert len(formed.neither) <= 4


def test_sharjah_is_seated_by_language_where_nobody_has_chosen() -> None:
    record = sharjah()
    here = tuple(one for one in record.participants if not one.withdrawn)
    formed = form_teams(TeamsWanted(here, ("a", "b"), 5, {}))
    roster = {one.id: one for one in here}
    assert all(is_safe(team.people, roster) for team in formed.teams)
    assert {team.cluster for team in formed.teams} == {"a", "b"}


def test_who_got_neither_is_told_why() -> None:
    polish = [person(i, ("pl",)) for i in range(2)]
    both = [person(i, ("pl", "en")) for i in range(2, 4)]
    lithuanian = [person(i, ("lt", "en")) for i in range(4, 8)]
    people = (*polish, *both, *lithuanian)
    # One who speaks Polish alone wants to work with those who do not.
    choices = {one.id: ("food",) for one in (polish[0], *both, lithuanian[0])}
    choices |= {one.id: ("timber",) for one in (polish[1], *lithuanian[1:])}
    formed = form_teams(TeamsWanted(people, ("food", "timber"), 2, choices))
    [unlucky] = [one for one in formed.neither if one.person == "p1"]
    assert unlucky.cause is Cause.LANGUAGE


def test_a_cluster_that_everybody_wants_is_said_to_be_full() -> None:
    people = tuple(person(i, ("en",)) for i in range(8))
    choices = {one.id: ("food",) for one in people[:7]} | {"p7": ("timber",)}
    wanted = TeamsWanted(people, ("food", "timber"), 2, choices, kept={1: "food", 2: "timber"})
    formed: TeamsFormed = form_teams(wanted)
    # Both tables may work on the cluster that nearly everybody wants.
    assert {team.cluster for team in formed.teams} == {"food"}
    assert [one.cause for one in formed.neither] == [Cause.FULL]


def test_a_table_keeps_the_cluster_it_has() -> None:
    people = tuple(person(i, ("en",)) for i in range(6))
    choices = {f"p{i}": ("food" if i < 3 else "timber",) for i in range(6)}
    wanted = TeamsWanted(people, ("food", "timber"), 2, choices, kept={2: "food"})
    assert [team.cluster for team in form_teams(wanted).teams] == ["timber", "food"]


def test_teams_without_anybody_cannot_be_formed() -> None:
    with pytest.raises(ValueError, match="people"):
        form_teams(TeamsWanted((), ("food",), 2, {}))
