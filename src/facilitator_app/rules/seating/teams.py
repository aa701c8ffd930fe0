"""Rounds that need no search: frozen ones, and cluster rounds, whose teams stay together."""

from __future__ import annotations

from math import ceil

from facilitator_app.rules.seating.instance import (
    Instance,
    Person,
    Round,
    RoundMode,
    Tables,
    languages_followed,
)


def fixed_rounds(instance: Instance) -> dict[int, Tables]:
    """Return the tables of frozen rounds as they were, and of every cluster round."""
    fixed: dict[int, Tables] = {}
    for planned in instance.current_plan.rounds if instance.current_plan else ():
        if planned.round in instance.frozen_rounds:
            fixed[planned.round] = planned.tables
    rounds = [one for one in instance.rounds if one.mode is RoundMode.CLUSTER and one.id not in fixed]
    if not rounds:
        return fixed
    teams = _teams(instance, rounds[0])
    for one in rounds:
        here = {person.id for person in instance.present(one.id)}
        seated = _at_tables(instance, one, teams)
        fixed[one.id] = tuple(tuple(who for who in team if who in here) for team in seated)
    return fixed


def _teams(instance: Instance, one: Round) -> list[list[str]]:
    """Return the teams of all cluster rounds: those of a round already held, else formed anew."""
    clusters: dict[str | None, list[Person]] = {}
    for person in instance.people:
        clusters.setdefault(person.cluster, []).append(person)
    order = sorted(clusters, key=lambda key: (key is None, key or ""))
    shares = dict.fromkeys(order, 1)
    for _spare in range(one.tables - len(order)):
        possible = [key for key in order if len(clusters[key]) >= (shares[key] + 1) * one.min_size]
        if possible:
            fullest = max(possible, key=lambda key: (len(clusters[key]) / shares[key], str(key)))
            shares[fullest] += 1
    teams = [team for key in order for team in _split(instance, clusters[key], shares[key])]
    while len(teams) > one.tables:
        teams.sort(key=len)
        teams[:2] = [[*teams[0], *teams[1]]]
    return _as_held_before(instance, [*teams, *([] for _empty in range(one.tables - len(teams)))])


def _split(instance: Instance, people: list[Person], parts: int) -> list[list[str]]:
    """Part one cluster's people into teams of even size, each at the team it disturbs least."""
    if parts == 1:
        return [[person.id for person in people]]
    followed = languages_followed(instance.people)
    apart = {frozenset(pair) for pair in instance.keep_apart}
    together = {frozenset(pair) for pair in instance.keep_together}
    room = ceil(len(people) / parts)
    teams: list[list[str]] = [[] for _part in range(parts)]

    def disturbs(who: str, team: list[str]) -> tuple[int, int]:
        cost = sum(
            4 * (frozenset((who, mate)) in apart)
            + 2 * (not followed[who] & followed[mate])
            - 8 * (frozenset((who, mate)) in together)
            for mate in team
        )
        return cost, len(team)

    tied = {who for pair in instance.keep_together for who in pair}
    rarest = sorted(people, key=lambda person: (person.id not in tied, len(followed[person.id]), person.id))
    for person in rarest:
        open_teams = [team for team in teams if len(team) < room]
        min(open_teams, key=lambda team: disturbs(person.id, team)).append(person.id)
    return teams


def _as_held_before(instance: Instance, teams: list[list[str]]) -> list[list[str]]:
    clusters = {one.id for one in instance.rounds if one.mode is RoundMode.CLUSTER}
    held = instance.current_plan.rounds if instance.current_plan else ()
    past = [one for one in held if one.round in clusters and one.round in instance.frozen_rounds]
    if not past:
        return teams
    kept = [list(table) for table in past[-1].tables]
    cluster = {person.id: person.cluster for person in instance.people}
    seated = {who for team in kept for who in team}
    for person in instance.people:
        if person.id not in seated:
            home = [team for team in kept if team and cluster[team[0]] == person.cluster] or kept
            min(home, key=len).append(person.id)
    return kept


def _at_tables(instance: Instance, one: Round, teams: list[list[str]]) -> list[list[str]]:
    """Put each team at the table where somebody of it is pinned, the others where there is room."""
    pinned = {pin.person: pin.table for pin in instance.pins if pin.round == one.id}
    at: dict[int, list[str]] = {}
    rest = []
    for team in teams:
        table = next((pinned[who] for who in team if who in pinned), None)
        if table is None or table in at:
            rest.append(team)
        else:
            at[table] = team
    waiting = iter(rest)
    return [at[table] if table in at else next(waiting, []) for table in range(one.tables)]
