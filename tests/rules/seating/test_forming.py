"""Cluster teams: everybody at one table, hard rules first, then as many first choices as can be."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator_app.records.people import Participant
from facilitator_app.rules.seating.forming import Team, TeamProposal, TeamTask, Why, form_teams, judge, moved
from facilitator_app.rules.seating.formingtask import Board
from tests.examples import one_in


def person(number: int, languages: tuple[str, ...] = ("en",), interpreter: str | None = None) -> Participant:
    identity = f"p{number:02}"
    return Participant(
        identity, identity, "", "", identity, languages=languages, interpreter_id=interpreter,
        organisation=f"org {number % 4}",
    )  # fmt: skip


def task(people: list[Participant], clusters: int, tables: int, first: list[int]) -> TeamTask:
    names = tuple(f"c{n}" for n in range(clusters))
    return TeamTask(
        tuple(people),
        names,
        tuple(range(1, tables + 1)),
        {one.id: names[at] for one, at in zip(people, first, strict=False) if at < clusters},
        roster={one.id: one for one in people},
    )


@st.composite
def tasks(draw: st.DrawFn, most: int = 30, tables: int = 6, mixed: bool = False) -> TeamTask:  # noqa: FBT002
    """Draw a task; `mixed` gives some people a language the others lack, and wishes."""
    count = draw(st.integers(2, most))
    clusters = draw(st.integers(1, 4))
    spoken = st.sampled_from([("en",), ("lt", "en"), ("pl",), ("lt",), ("pl", "lt")])
    people = [person(n, draw(spoken) if mixed else ("en",)) for n in range(count)]
    chosen = st.lists(st.integers(0, clusters), min_size=count, max_size=count)
    made = task(people, clusters, draw(st.integers(1, min(tables, count))), draw(chosen))
    second = {
        one.id: made.clusters[at]
        for one, at in zip(people, draw(chosen), strict=True)
        if at < clusters and one.id in made.first and made.first[one.id] != made.clusters[at]
    }
    pairs = st.lists(
        st.tuples(*[st.sampled_from([p.id for p in people])] * 2).filter(lambda two: two[0] != two[1]),
        max_size=2 if mixed else 0,
    )
    return replace(made, second=second, apart=tuple(draw(pairs)), together=tuple(draw(pairs)))


def sizes(proposal: TeamProposal) -> list[int]:
    return [len(team.people) for team in proposal.teams]


@given(tasks(mixed=True))
@one_in(10)
def test_everybody_sits_at_exactly_one_table(one: TeamTask) -> None:
    proposal = form_teams(one)
    seated = [who for team in proposal.teams for who in team.people]
    assert sorted(seated) == sorted(p.id for p in one.people)
    assert [team.table for team in proposal.teams] == list(one.tables)


@given(tasks())
@one_in(10)
def test_without_wishes_sizes_differ_by_at_most_one_and_choices_meet_the_bound_or_near(one: TeamTask) -> None:
    proposal = form_teams(one)
    assert max(sizes(proposal)) - min(sizes(proposal)) <= 1
    assert not proposal.unsafe
    wanted = set(one.first.values()) | set(one.second.values())
    assert not wanted or {team.cluster_id for team in proposal.teams} <= wanted


@given(tasks(most=7, tables=3, mixed=True))
@one_in(4)
def test_small_teams_are_as_good_as_any_there_are(one: TeamTask) -> None:
    found = form_teams(one)
    best = brute_force(one)
    if best is not None:
        assert (found.broken, found.first, found.second) == (0, *best)


def brute_force(one: TeamTask) -> tuple[int, int] | None:
    """Return the most first and then second choices of all even divisions that break no hard rule."""
    board = Board(one)
    best: tuple[int, int] | None = None
    for at in product(range(board.tables), repeat=board.count):
        tables = [[who for who in range(board.count) if at[who] == t] for t in range(board.tables)]
        if any(not board.low <= len(people) <= board.high for people in tables):
            continue
        if any(len({at[who] for who in unit}) > 1 for unit in board.units):
            continue
        if any(board.table_hard(t, people) for t, people in enumerate(tables)):
            continue
        for layout in product(board.allowed, repeat=board.tables):
            if not board.owed <= set(layout):
                continue
            first = sum(board.first[w] == c for people, c in zip(tables, layout, strict=True) for w in people)
            second = sum(
                board.second[w] == c for people, c in zip(tables, layout, strict=True) for w in people
            )
            best = max(best, (first, second)) if best is not None else (first, second)
    return best


@given(tasks(mixed=True))
@one_in(10)
def test_every_cluster_somebody_chose_first_has_a_table_where_there_are_enough(one: TeamTask) -> None:
    wanted = set(one.first.values())
    if len(wanted) <= len(one.tables):
        assert wanted <= {team.cluster_id for team in form_teams(one).teams}


@given(tasks(most=20))
@one_in(10)
def test_one_more_who_chooses_a_cluster_never_lowers_how_many_get_their_first_choice(one: TeamTask) -> None:
    """Somebody without a choice makes one: all the old choices can still be met as before."""
    silent = next((p.id for p in one.people if p.id not in one.first and p.id not in one.second), None)
    wanted = [c for c in one.clusters if c in one.first.values()]
    if silent is None or not wanted:
        return
    before = form_teams(one)
    after = form_teams(replace(one, first={**one.first, silent: wanted[0]}))
    assert after.first >= before.first


@given(tasks(mixed=True))
@one_in(20)
def test_the_same_task_gives_the_same_teams(one: TeamTask) -> None:
    assert form_teams(one) == form_teams(one)


def test_a_popular_cluster_gets_two_tables_and_one_nobody_chose_none() -> None:
    proposal = form_teams(task([person(n) for n in range(15)], 3, 3, [0] * 10 + [1] * 5))
    assert sorted(team.cluster_id for team in proposal.teams) == ["c0", "c0", "c1"]
    assert (proposal.first, proposal.neither) == (15, ())


def test_where_nobody_has_chosen_every_cluster_gets_a_table() -> None:
    proposal = form_teams(task([person(n) for n in range(28)], 3, 5, []))
    assert {team.cluster_id for team in proposal.teams} == {"c0", "c1", "c2"}
    assert proposal.chose == 0


def test_an_interpreter_sits_with_the_delegate_whatever_they_chose() -> None:
    people = [person(n) for n in range(8)]
    people[0] = person(0, ("th",), interpreter="p07")
    people[7] = person(7, ("th", "en"))
    proposal = form_teams(task(people, 2, 2, [0, 0, 0, 0, 1, 1, 1, 1]))
    assert proposal.table_of("p00") == proposal.table_of("p07")
    assert (proposal.unsafe, sorted(sizes(proposal))) == ((), [4, 4])


def test_the_only_reporter_stays_and_is_told_why() -> None:
    people = [person(0, ("pl", "en")), person(1, ("pl", "en")), *(person(n, ("pl",)) for n in range(2, 6))]
    proposal = form_teams(task(people, 2, 2, [0, 0, 0, 1, 1, 1]))
    assert proposal.unsafe == ()
    assert [one.why for one in proposal.neither if one.participant_id in {"p00", "p01"}] == [Why.REPORTER]


def test_who_shares_no_language_with_those_of_the_first_choice_is_told_so() -> None:
    people = [person(n, ("lt", "en")) for n in range(4)] + [person(n, ("pl", "en")) for n in range(4, 7)]
    people = [*people, person(7, ("pl",))]
    people = [replace(p, languages=("lt",)) if p.id in {"p01", "p02"} else p for p in people]
    teams = (Team(1, "c0", ("p00", "p01", "p02", "p03")), Team(2, "c1", ("p04", "p05", "p06", "p07")))
    proposal = judge(task(people, 2, 2, [0, 0, 0, 0, 1, 1, 1, 0]), teams)
    assert [(one.participant_id, one.why) for one in proposal.neither] == [("p07", Why.LANGUAGE)]


def test_somebody_who_must_sit_at_a_table_does() -> None:
    one = replace(task([person(n) for n in range(6)], 2, 2, [0, 0, 0, 1, 1, 1]), at_table={"p05": 1})
    proposal = form_teams(one)
    assert proposal.table_of("p05") == 1
    assert (proposal.first, proposal.broken) == (6, 0)


def test_a_move_by_hand_is_judged_and_moves_nobody_else() -> None:
    proposal = form_teams(task([person(n) for n in range(6)], 2, 2, [0, 0, 0, 1, 1, 1]))
    after = moved(proposal, "p00", 2)
    assert (after.first, after.table_of("p00"), after.neither[0].why) == (5, 2, Why.FULL)
    assert all(after.table_of(f"p0{n}") == proposal.table_of(f"p0{n}") for n in range(1, 6))


def test_teams_of_nobody_are_refused() -> None:
    with pytest.raises(ValueError, match="people"):
        form_teams(TeamTask((), ("c0",), (1,)))
