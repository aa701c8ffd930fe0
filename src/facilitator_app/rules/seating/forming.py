"""Cluster teams: every table adopts a selected cluster, and people sit where most of them wished to work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.seating.formingsearch import search
from facilitator_app.rules.seating.formingtask import Board, TeamTask, Worth

__all__ = ["Choices", "Neither", "Team", "TeamProposal", "TeamTask", "Why", "form_teams", "judge", "moved"]


class Why(StrEnum):
    """Why somebody works on a cluster they did not choose."""

    FULL = "full"
    LANGUAGE = "language"
    REPORTER = "reporter"
    WISH = "wish"


@dataclass(frozen=True, slots=True)
class Team:
    """One table: its number, the cluster it works on, and who sits there (ids)."""

    table: int
    cluster_id: str
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Neither:
    """Somebody who got neither choice, the table (number) where they sit now, and why."""

    participant_id: str
    table: int
    why: Why


@dataclass(frozen=True, slots=True)
class TeamProposal:
    """Teams by table number, and what they are worth to people.

    `first`, `second`: how many got their choice; `chose`: how many had one. `unsafe`: numbers of tables
    without a shared language or without a reporter. `broken`: hard rules broken in all.
    """

    teams: tuple[Team, ...]
    first: int
    second: int
    chose: int
    neither: tuple[Neither, ...]
    unsafe: tuple[int, ...]
    broken: int
    task: TeamTask

    def table_of(self, participant_id: str) -> int | None:
        """Return the number of a person's table."""
        return next((one.table for one in self.teams if participant_id in one.people), None)


@dataclass(frozen=True, slots=True)
class Choices:
    """First and second choice (cluster ids) by participant id."""

    first: Mapping[str, str]
    second: Mapping[str, str]


def choices_of(record: WorkshopRecord) -> Choices:
    """Return what everybody wishes to work on: chosen, else by their dots, else the cluster they know.

    Only selected clusters count.
    """
    selected = [one for one in record.clusters if one.selected]
    order = {one.id: at for at, one in enumerate(selected)}
    names = {
        name.casefold(): one.id
        for one in reversed(selected)
        for name in (one.code, one.name_english, one.name_local)
        if name
    }
    dots: dict[str, Counter[str]] = {}
    for dot in record.dots:
        if dot.participant_id and dot.cluster_id in order:
            dots.setdefault(dot.participant_id, Counter())[dot.cluster_id] += 1
    stated = {(one.participant_id, one.choice): one.cluster_id for one in record.choices}
    wishes: tuple[dict[str, str], dict[str, str]] = {}, {}
    for person in record.participants:
        said = [stated[person.id, n] for n in (1, 2) if stated.get((person.id, n)) in order]
        if not said and person.id in dots:
            count = dots[person.id]
            said = sorted(count, key=lambda one: (-count[one], order[one]))[:2]
        if not said:
            known = names.get(person.cluster_known.strip().casefold())
            said = [known] if known else []
        for wish, cluster in zip(wishes, said, strict=False):
            wish[person.id] = cluster
    return Choices(*wishes)


def form_teams(task: TeamTask) -> TeamProposal:
    """Return the teams: hard rules, then even sizes, then first choices, second choices, a mixture.

    Every table works on one cluster. One that somebody chose first has a table, where there are enough;
    one that nobody chose has none, a popular one several. Where
    hard rules clash as few as possible are broken, and `unsafe` says where. Raises ValueError without
    people, clusters or tables. The same task gives the same teams.
    """
    if not (task.people and task.clusters and task.tables):
        raise ValueError("teams need people, selected clusters and tables")
    board = Board(task)
    found = search(board)
    teams = tuple(
        Team(
            number,
            task.clusters[found.layout[table]],
            tuple(one.id for at, one in enumerate(board.people) if found.at[at] == table),
        )
        for table, number in enumerate(task.tables)
    )
    return judge(task, teams)


def judge(task: TeamTask, teams: tuple[Team, ...]) -> TeamProposal:
    """Return any teams with what they are worth; nothing is moved."""
    board = Board(task)
    worths = [_worth(board, team) for team in teams]
    split = sum(len({_seat(teams, board.people[who].id) for who in u}) - 1 for u in board.units)
    chose = [one.id for one in task.people if one.id in task.first or one.id in task.second]
    neither = [
        Neither(who, team.table, _why(board, teams, team, who))
        for team in teams
        for who in team.people
        if who in chose and team.cluster_id not in (task.first.get(who), task.second.get(who))
    ]
    return TeamProposal(
        teams,
        -sum(one[2] for one in worths),
        -sum(one[3] for one in worths),
        len(chose),
        tuple(neither),
        tuple(t.table for t in teams if t.people and board.speech([board.place[who] for who in t.people])),
        sum(one[0] for one in worths) + split,
        task,
    )


def moved(proposal: TeamProposal, participant_id: str, table: int) -> TeamProposal:
    """Return the proposal with one person at another table (number), judged anew."""
    teams = []
    for team in proposal.teams:
        people = tuple(who for who in team.people if who != participant_id)
        teams.append(
            Team(team.table, team.cluster_id, (*people, participant_id) if team.table == table else people)
        )
    return judge(proposal.task, tuple(teams))


def _worth(board: Board, team: Team) -> Worth:
    task = board.task
    return board.table_worth(
        task.tables.index(team.table),
        [board.place[who] for who in team.people],
        task.clusters.index(team.cluster_id),
    )


def _seat(teams: tuple[Team, ...], who: str) -> int:
    return next((team.table for team in teams if who in team.people), 0)


def _why(board: Board, teams: tuple[Team, ...], here: Team, who: str) -> Why:
    """Say which rule kept somebody from the clusters of their choice; sizes if no other did."""
    task, at = board.task, board.place[who]
    unit = next(one for one in board.units if at in one)
    if at in board.pins or len(unit) > 1:
        return Why.WISH
    stay = [board.place[one] for one in here.people if one != who]
    if stay and not any(board.reports[one] for one in stay):
        return Why.REPORTER
    wished = [t for t in teams if t.cluster_id in (task.first.get(who), task.second.get(who))]
    there = [[board.place[one] for one in team.people] for team in wished]
    if there and all(board.speech([*people, at]) > board.speech(people) for people in there):
        return Why.LANGUAGE
    apart = [any((min(at, one), max(at, one)) in board.apart for one in people) for people in there]
    return Why.WISH if apart and all(apart) else Why.FULL
