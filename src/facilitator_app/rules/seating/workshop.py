"""The seating of a workshop: language-safe tables for every round, with roles and what to say of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from types import MappingProxyType
from typing import Any, Final

from facilitator_app.records.enums import RoundKind, TableRoleName
from facilitator_app.records.people import Participant
from facilitator_app.rules.seating.facts import (
    Fact,
    Pairs,
    Wanted,
    language_facts,
    lonely_facts,
    meeting_facts,
    wish_facts,
)
from facilitator_app.rules.seating.instance import Instance, Person, Pin, Plan, Round, RoundMode, Tables
from facilitator_app.rules.seating.languages import own_languages, reporters, table_language
from facilitator_app.rules.seating.planner.solver import solve
from facilitator_app.rules.seating.repeating import (
    Company,
    as_before,
    numbered,
    pairs_of_places,
    with_pins,
)
from facilitator_app.rules.seating.roles import assign_roles
from facilitator_app.rules.seating.score import Score, score_plan
from facilitator_app.rules.seating.wanted import DEFAULT_MIX, RoundWanted, Wishes

__all__ = [
    "DEFAULT_MIX",
    "RoundWanted",
    "SeatedRound",
    "SeatedTable",
    "Wishes",
    "WorkshopSeating",
    "seat_workshop",
]

_TEAMS: Final = MappingProxyType({"cluster": -8.0, "org": 1.0})


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

    Sizes differ by at most one; every table shares a language and has somebody who can report or
    interprets, and every wish is kept, wherever that is possible: a Fact says where it is not. Mix rounds
    bring new people together; cluster rounds keep one team each; a round of the same kind repeats the one
    before, without moving anybody. Locked seats are kept in any case, if need be at the cost of even sizes.
    The same seed and steps give the same seating; `seconds` is a cap. Raises ValueError for a round with
    fewer than one table or an id nobody has.
    """
    wishes = wishes or Wishes()
    present = [one for one in people if not one.withdrawn]
    _check(present, rounds, wishes)
    roster = {one.id: one for one in present}
    kinds = _kinds(rounds, wishes)
    task = _Task(tuple(present), tuple(rounds), wishes, report_language)
    effort = _Effort(seed, seconds, steps, cancelled)
    seated, score = _seat_all(task, kinds, effort)
    facts = _facts(task, kinds, seated)
    able = reporters(present, report_language)
    already = {role: Counter(held) for role, held in wishes.roles_held.items()}
    roles = assign_roles(seated, lambda who: who in able, seed, already=already)
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
        able = reporters(self.people, self.report_language)
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
                can_report=one.id in able,
            )
            for one in self.people
        )

    def together(self) -> tuple[tuple[str, str], ...]:
        """Return the host's wishes and every interpreter with who needs them."""
        pairs = {*self.interpreted(), *self.wishes.keep_together}
        return tuple(sorted((a, b) for a, b in pairs if a != b))

    def interpreted(self) -> tuple[tuple[str, str], ...]:
        """Return every delegate with the interpreter they need."""
        pairs = [(one.id, self._interpreter(one)) for one in self.people]
        return tuple((a, b) for a, b in pairs if b and a != b)

    def pins(self, number: int) -> dict[str, int]:
        """Return the table index of everybody with a place in a round; a locked seat goes before a wish."""
        one = self.rounds[number]
        here = {person.id for person in self.people} - one.absent
        wanted = dict(self.wishes.at_table) | dict(one.locked)
        return {who: table - 1 for who, table in wanted.items() if who in here and 0 < table <= one.tables}

    def places(self) -> dict[str, int]:
        """Return the table index of everybody who is to sit at one table in every round."""
        return {who: table - 1 for who, table in self.wishes.at_table}

    def bound(self, places: Mapping[str, int]) -> tuple[Pairs, Pairs]:
        """Return who is to sit together and apart, by wishes and by where they have a place.

        Tables differ by nothing but their number: who has one is planned as company, numbers come last.
        """
        together, apart = pairs_of_places(places)
        known = {frozenset(pair) for pair in self.wishes.keep_apart}
        new = tuple(pair for pair in together if frozenset(pair) not in known)
        return tuple(sorted({*self.together(), *new})), (*self.wishes.keep_apart, *apart)

    def locked(self, number: int) -> dict[str, int]:
        """Return the table index of everybody whose seat in a round is locked."""
        locked = {who for who, _table in self.rounds[number].locked}
        return {who: table for who, table in self.pins(number).items() if who in locked}

    def company(self) -> Company:
        """Return who may sit with whom."""
        return Company.of(self.people, self.together(), self.wishes.keep_apart, self.report_language)

    def _interpreter(self, person: Participant) -> str | None:
        ids = {one.id for one in self.people}
        return person.interpreter_id if person.interpreter_id in ids else None


def _seat_all(task: _Task, kinds: list[RoundKind], effort: _Effort) -> tuple[list[Tables], Score | None]:
    """Return the tables of every round in order, and the worth of the mix rounds."""
    company = task.company()
    mixed, score = _mix_rounds(task, kinds, effort)
    seated: list[Tables] = []
    teams = task.wishes.teams
    for number, (one, kind) in enumerate(zip(task.rounds, kinds, strict=True)):
        if kind is RoundKind.MIX:
            locked = task.locked(number)
            seated.append(with_pins(mixed[number], locked, locked, company))
            continue
        if kind is RoundKind.SAME:
            before = seated[-1] if seated else task.wishes.before or ()
        else:
            if teams is None or len(teams) != one.tables:
                teams = _cluster_teams(task, one.tables, kinds, effort)
            before = teams
        pins = task.locked(number) if before is task.wishes.teams else task.pins(number)
        seated.append(as_before(before, one.absent, pins, company, one.tables))
    return seated, score


def _check(people: Sequence[Participant], rounds: Sequence[RoundWanted], wishes: Wishes) -> None:
    ids = {one.id for one in people}
    if any(one.tables < 1 for one in rounds):
        raise ValueError("a round has at least one table")
    pairs = (*wishes.keep_together, *wishes.keep_apart)
    unknown = {who for pair in pairs for who in pair} | {who for who, _table in wishes.at_table}
    if unknown - ids:
        raise ValueError(f"wishes name people who are not there: {sorted(unknown - ids)}")


def _kinds(rounds: Sequence[RoundWanted], wishes: Wishes) -> list[RoundKind]:
    """Return what each round is; where nothing is before the first, it cannot be the same."""
    kinds = [one.kind for one in rounds]
    if kinds and kinds[0] is RoundKind.SAME and wishes.before is None:
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
    together, apart = task.bound(task.places())
    locked = [number for number in numbers if task.rounds[number].locked]
    instance = Instance(
        name="workshop",
        people=task.persons(numbers),
        rounds=tuple(_round(n, task.rounds[n].tables, len(task.people)) for n in numbers),
        keep_together=together,
        keep_apart=apart,
        pins=tuple(Pin(who, n, table) for n in locked for who, table in task.pins(n).items()),
        history=tuple(
            tuple(tuple(who for who in table if who in ids) for table in tables)
            for tables in task.wishes.history
        ),
        mix=task.wishes.mix or DEFAULT_MIX,
        spokesperson=False,
    )
    instance = _with_company(instance, task.wishes.not_alone)
    plan = effort.solve(instance)
    return {one.round: numbered(one.tables, task.pins(one.round)) for one in plan.rounds}, score_plan(
        instance, plan
    )


def _with_company(instance: Instance, not_alone: tuple[str, ...]) -> Instance:
    """Return the instance with what nobody shall be alone in, where the planner knows of it."""
    known = {one.name for one in fields(Instance)}
    wanted: dict[str, Any] = {"not_alone": not_alone}
    return replace(instance, **wanted) if not_alone and known.issuperset(wanted) else instance


def _cluster_teams(task: _Task, tables: int, kinds: list[RoundKind], effort: _Effort) -> Tables:
    """Return even teams with as many people of one cluster together as languages and wishes allow.

    Seats that are locked in a team round hold for the team: of two that differ, the earlier.
    """
    pins: dict[str, int] = {}
    for number, kind in enumerate(kinds):
        if kind is RoundKind.CLUSTER and task.rounds[number].tables == tables:
            pins = task.locked(number) | pins
    pins = task.places() | pins
    together, apart = task.bound(pins)
    instance = Instance(
        name="teams",
        people=task.persons(()),
        rounds=(_round(0, tables, len(task.people)),),
        keep_together=together,
        keep_apart=apart,
        mix=_TEAMS,
        spokesperson=False,
    )
    return numbered(effort.solve(instance).rounds[0].tables, pins)


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


def _facts(task: _Task, kinds: list[RoundKind], seated: list[Tables]) -> tuple[Fact, ...]:
    roster = {one.id: one for one in task.people}
    wishes = task.wishes
    facts: list[Fact] = []
    for one, tables in zip(task.rounds, seated, strict=True):
        segment = one.segment_id
        facts += language_facts(tables, roster, segment_id=segment, report_language=task.report_language)
        wanted = Wanted(
            wishes.keep_together, task.interpreted(), wishes.keep_apart, wishes.at_table, one.locked
        )
        facts += wish_facts(tables, wanted, segment_id=segment)
        facts += lonely_facts(tables, roster, wishes.not_alone, segment_id=segment)
    mixed = [tables for tables, kind in zip(seated, kinds, strict=True) if kind is RoundKind.MIX]
    facts += meeting_facts(mixed, history=wishes.history, tied=task.bound(task.places())[0])
    return tuple(facts)
