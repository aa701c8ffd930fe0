"""The seating of a workshop: language-safe tables for every round, with roles and what to say of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from facilitator_app.records.enums import RoundKind, TableRoleName
from facilitator_app.records.people import Participant
from facilitator_app.rules.seating.facts import Fact, FactKind, language_facts, meeting_facts
from facilitator_app.rules.seating.instance import Instance, Person, Plan, Round, RoundMode, Tables
from facilitator_app.rules.seating.languages import own_languages, reports_in, table_language
from facilitator_app.rules.seating.roles import assign_roles
from facilitator_app.rules.seating.score import Score, score_plan
from facilitator_app.rules.seating.solver import solve

DEFAULT_MIX: Final = MappingProxyType({"org": 8.0, "sector": 4.0, "country": 4.0, "gender": 2.0})
_TEAMS: Final = MappingProxyType({"cluster": -8.0, "org": 1.0})
_WISHES: Final = frozenset({"keep_together", "keep_apart"})


@dataclass(frozen=True, slots=True)
class RoundWanted:
    """One segment with table work: how people are to sit, at how many tables, and who is not there."""

    segment_id: str
    kind: RoundKind
    tables: int
    absent: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SeatedTable:
    """One table of one round: number from 1, participant ids, the language all follow, roles."""

    number: int
    people: tuple[str, ...]
    language: str | None
    roles: tuple[tuple[TableRoleName, str], ...]


@dataclass(frozen=True, slots=True)
class SeatedRound:
    """The tables of one segment."""

    segment_id: str
    tables: tuple[SeatedTable, ...]


@dataclass(frozen=True, slots=True)
class WorkshopSeating:
    """All rounds in playing order, what is to be said about them, and the worth of the mix rounds."""

    rounds: tuple[SeatedRound, ...]
    facts: tuple[Fact, ...]
    score: Score | None


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the host wants of the tables, in participant ids.

    `cluster_of` names the cluster a person works on; whoever is not in it joins any team. `history` are
    earlier rounds (tables of ids): meetings there count.
    """

    keep_together: tuple[tuple[str, str], ...] = ()
    keep_apart: tuple[tuple[str, str], ...] = ()
    cluster_of: Mapping[str, str] = field(default_factory=dict)
    history: tuple[Tables, ...] = ()


def seat_workshop(
    people: Sequence[Participant],
    rounds: Sequence[RoundWanted],
    wishes: Wishes | None = None,
    *,
    seed: int = 0,
    seconds: float = 2.0,
    steps: int | None = 1500,
    report_language: str = "en",
    cancelled: Callable[[], bool] | None = None,
) -> WorkshopSeating:
    """Return tables for every round, in the given order.

    Sizes differ by at most one; every table shares a language and has somebody who can report, wherever
    that is possible, and a Fact says where it is not. Mix rounds bring new people together; cluster rounds
    keep one team each; a round of the same kind repeats the one before, without moving anybody. The same
    seed and steps give the same seating; `seconds` is a cap. Raises ValueError for a round with fewer than
    one table or an id nobody has.
    """
    wishes = wishes or Wishes()
    present = [one for one in people if not one.withdrawn]
    _check(present, rounds, wishes)
    roster = {one.id: one for one in present}
    kinds = _kinds(rounds)
    task = _Task(tuple(present), tuple(rounds), wishes, report_language)
    effort = _Effort(seed, seconds, steps, cancelled)
    seated, score = _seat_all(task, kinds, effort)
    facts = _facts(task, rounds, kinds, seated, score)
    roles = assign_roles(seated, lambda who: reports_in(roster[who], report_language), seed)
    placed = tuple(
        SeatedRound(one.segment_id, _tables(tables, given, roster))
        for one, tables, given in zip(rounds, seated, roles, strict=True)
    )
    return WorkshopSeating(placed, facts, score)


@dataclass(frozen=True, slots=True)
class _Effort:
    seed: int
    seconds: float
    steps: int | None
    cancelled: Callable[[], bool] | None

    def solve(self, instance: Instance) -> Plan:
        """Return a plan found with this effort."""
        return solve(instance, self.seconds, self.seed, steps=self.steps, cancelled=self.cancelled)


@dataclass(frozen=True, slots=True)
class _Task:
    people: tuple[Participant, ...]
    rounds: tuple[RoundWanted, ...]
    wishes: Wishes
    report_language: str

    def persons(self, numbers: Sequence[int]) -> tuple[Person, ...]:
        """Return the roster as the planner takes it, absent where the given rounds say so."""
        return tuple(
            Person(
                id=one.id,
                org=one.organisation,
                sector=one.org_type,
                country=one.country,
                gender=one.gender,
                languages=own_languages(one),
                interpreter=self._interpreter(one),
                cluster=self.wishes.cluster_of.get(one.id),
                absent_rounds=frozenset(n for n in numbers if one.id in self.rounds[n].absent),
                can_report=reports_in(one, self.report_language),
            )
            for one in self.people
        )

    def together(self) -> tuple[tuple[str, str], ...]:
        """Return the host's wishes and every interpreter with who needs them."""
        interpreted = [(one.id, self._interpreter(one)) for one in self.people]
        pairs = {(a, b) for a, b in interpreted if b} | set(self.wishes.keep_together)
        return tuple(sorted((a, b) for a, b in pairs if a != b))

    def _interpreter(self, person: Participant) -> str | None:
        ids = {one.id for one in self.people}
        return person.interpreter_id if person.interpreter_id in ids else None


def _seat_all(task: _Task, kinds: list[RoundKind], effort: _Effort) -> tuple[list[Tables], Score | None]:
    """Return the tables of every round in order, and the worth of the mix rounds."""
    mixed, score = _mix_rounds(task, kinds, effort)
    seated: list[Tables] = []
    teams: Tables | None = None
    for number, (one, kind) in enumerate(zip(task.rounds, kinds, strict=True)):
        if kind is RoundKind.MIX:
            seated.append(mixed[number])
        elif kind is RoundKind.SAME:
            seated.append(_as_before(seated[-1], one, task))
        else:
            if teams is None or len(teams) != one.tables:
                teams = _cluster_teams(task, one.tables, effort)
            seated.append(_as_before(teams, one, task))
    return seated, score


def _check(people: Sequence[Participant], rounds: Sequence[RoundWanted], wishes: Wishes) -> None:
    ids = {one.id for one in people}
    if any(one.tables < 1 for one in rounds):
        raise ValueError("a round has at least one table")
    unknown = {who for pair in (*wishes.keep_together, *wishes.keep_apart) for who in pair} - ids
    if unknown:
        raise ValueError(f"wishes name people who are not there: {sorted(unknown)}")


def _kinds(rounds: Sequence[RoundWanted]) -> list[RoundKind]:
    """Return what each round is; the first has nothing before it to be the same as."""
    kinds = [one.kind for one in rounds]
    if kinds and kinds[0] is RoundKind.SAME:
        kinds[0] = RoundKind.MIX
    return kinds


def _round(number: int, tables: int, people: int) -> Round:
    return Round(number, RoundMode.MIX, tables, 0, max(1, -(-people // tables)))


def _mix_rounds(
    task: _Task, kinds: list[RoundKind], effort: _Effort
) -> tuple[dict[int, Tables], Score | None]:
    numbers = [number for number, kind in enumerate(kinds) if kind is RoundKind.MIX]
    if not numbers or not task.people:
        return {number: ((),) * task.rounds[number].tables for number in numbers}, None
    ids = {one.id for one in task.people}
    instance = Instance(
        name="workshop",
        people=task.persons(numbers),
        rounds=tuple(_round(n, task.rounds[n].tables, len(task.people)) for n in numbers),
        keep_together=task.together(),
        keep_apart=task.wishes.keep_apart,
        history=tuple(
            tuple(tuple(who for who in table if who in ids) for table in tables)
            for tables in task.wishes.history
        ),
        mix=DEFAULT_MIX,
        spokesperson=False,
    )
    plan = effort.solve(instance)
    return {one.round: one.tables for one in plan.rounds}, score_plan(instance, plan)


def _cluster_teams(task: _Task, tables: int, effort: _Effort) -> Tables:
    """Return even teams with as many people of one cluster together as languages and wishes allow."""
    instance = Instance(
        name="teams",
        people=task.persons(()),
        rounds=(_round(0, tables, len(task.people)),),
        keep_together=task.together(),
        keep_apart=task.wishes.keep_apart,
        mix=_TEAMS,
        spokesperson=False,
    )
    return effort.solve(instance).rounds[0].tables


def _as_before(tables: Tables, one: RoundWanted, task: _Task) -> Tables:
    """Return the same tables without the absent; who is new sits down where a language and a chair are."""
    roster = {person.id: person for person in task.people}
    here = [who for who in roster if who not in one.absent]
    seats = [[who for who in table if who in here] for table in tables]
    seated = {who for table in seats for who in table}
    for who in here:
        if who not in seated:

            def trouble(table: list[str], who: str = who) -> tuple[bool, int]:
                return table_language([*table, who], roster).shared is None, len(table)

            min(seats, key=trouble).append(who)
    return tuple(tuple(table) for table in seats)


def _tables(
    tables: Tables, roles: list[dict[TableRoleName, str]], roster: dict[str, Participant]
) -> tuple[SeatedTable, ...]:
    order = list(TableRoleName)
    return tuple(
        SeatedTable(
            number=number,
            people=people,
            language=table_language(people, roster).shared if people else None,
            roles=tuple(sorted(given.items(), key=lambda item: order.index(item[0]))),
        )
        for number, (people, given) in enumerate(zip(tables, roles, strict=True), start=1)
    )


def _facts(
    task: _Task,
    rounds: Sequence[RoundWanted],
    kinds: list[RoundKind],
    seated: list[Tables],
    score: Score | None,
) -> tuple[Fact, ...]:
    roster = {one.id: one for one in task.people}
    facts: list[Fact] = []
    for one, tables in zip(rounds, seated, strict=True):
        facts += language_facts(
            tables, roster, segment_id=one.segment_id, report_language=task.report_language
        )
    for violation in score.violations if score else ():
        if violation.kind in _WISHES:
            segment = rounds[violation.round].segment_id
            values = {"rule": violation.kind}
            facts.append(Fact(FactKind.WISH_BROKEN, segment, None, violation.people, values))
    mixed = [tables for tables, kind in zip(seated, kinds, strict=True) if kind is RoundKind.MIX]
    facts += meeting_facts(mixed, proven=bool(score and score.proven_best))
    return tuple(facts)
