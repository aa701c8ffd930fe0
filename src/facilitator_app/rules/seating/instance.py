"""A seating task as data: people, rounds and wishes, read from the groups-benchmark/1 format.

A plan is a tuple of rounds; a round a tuple of tables; a table a tuple of person ids. The table index is
a table's identity.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from facilitator_app.rules.seating.reading import Reader

FORMAT: Final = "groups-benchmark/1"

Tables = tuple[tuple[str, ...], ...]


class RoundMode(StrEnum):
    """Mix rounds count who meets whom; in cluster rounds teams stay together."""

    MIX = "mix"
    CLUSTER = "cluster"


@dataclass(frozen=True, slots=True)
class Person:
    """One person to be seated. `interpreter` names who interprets for this person.

    `can_report` is the program's own addition: whether this person can speak to the room in the report
    language.
    """

    id: str
    org: str = ""
    sector: str = ""
    country: str = ""
    gender: str = ""
    experience: int = 3
    languages: tuple[str, ...] = ()
    interpreter: str | None = None
    cluster: str | None = None
    absent_rounds: frozenset[int] = frozenset()
    can_report: bool = True


@dataclass(frozen=True, slots=True)
class Round:
    """One round of table work; `id` is an integer in playing order."""

    id: int
    mode: RoundMode
    tables: int
    min_size: int
    max_size: int
    common_language: bool = True


@dataclass(frozen=True, slots=True)
class Pin:
    """A person who sits at a given table (0-based) in a round."""

    person: str
    round: int
    table: int


@dataclass(frozen=True, slots=True)
class RoundPlan:
    """Who sits where in one round, and who speaks for each table (empty where nobody was asked for)."""

    round: int
    tables: Tables
    spokesperson: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A seating for all rounds of an instance."""

    instance: str
    rounds: tuple[RoundPlan, ...]

    def round(self, round_id: int) -> RoundPlan | None:
        """Return the plan of one round, or None if it has none."""
        return next((one for one in self.rounds if one.round == round_id), None)


@dataclass(frozen=True, slots=True)
class Instance:
    """Everything a plan is made for. `mix` weighs org, sector, country, gender and experience.

    `not_alone` names attributes in which nobody should be the only one of a kind at a table: the program's
    own addition, looked at where nothing that counts before it gets worse.
    """

    name: str
    people: tuple[Person, ...]
    rounds: tuple[Round, ...]
    seed: int = 0
    keep_together: tuple[tuple[str, str], ...] = ()
    keep_apart: tuple[tuple[str, str], ...] = ()
    pins: tuple[Pin, ...] = ()
    history: tuple[Tables, ...] = ()
    mix: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    spokesperson: bool = True
    current_plan: Plan | None = None
    frozen_rounds: frozenset[int] = frozenset()
    count_moves_rounds: frozenset[int] = frozenset()
    not_alone: tuple[str, ...] = ()

    def present(self, round_id: int) -> tuple[Person, ...]:
        """Return who is there in a round, in the order of the roster."""
        return tuple(one for one in self.people if round_id not in one.absent_rounds)


def languages_followed(people: tuple[Person, ...]) -> dict[str, frozenset[str]]:
    """Return the languages each person follows: their own and their interpreter's."""
    own = {one.id: frozenset(one.languages) for one in people}
    return {
        one.id: own[one.id] | (own.get(one.interpreter, frozenset()) if one.interpreter else frozenset())
        for one in people
    }


def read_instance(content: Any) -> Instance:  # noqa: ANN401 - whatever a JSON file holds
    """Return the instance in parsed JSON; raises KnownError that names the place and what was expected."""
    reader = Reader(content, "instance")
    reader.expect(FORMAT, "format")
    people = tuple(_person(one) for one in reader.objects("participants"))
    reader.no_repeats((one.id for one in people), "participants")
    rounds = tuple(_round(one) for one in reader.objects("rounds"))
    reader.no_repeats((str(one.id) for one in rounds), "rounds")
    ids, round_ids = {one.id for one in people}, {one.id for one in rounds}
    for one in people:
        if one.interpreter:
            reader.known(one.interpreter, ids, "interpreter")
    return Instance(
        name=reader.text("name"),
        people=people,
        rounds=rounds,
        seed=reader.whole("seed", 0),
        keep_together=reader.pairs("keep_together", ids),
        keep_apart=reader.pairs("keep_apart", ids),
        pins=tuple(_pin(one, ids, rounds) for one in reader.objects("pins", optional=True)),
        history=reader.tables_of_tables("history", ids),
        mix=MappingProxyType(reader.weights("mix")),
        spokesperson=reader.flag("spokesperson", default=True),
        current_plan=_plan(reader, ids),
        frozen_rounds=reader.ids("frozen_rounds", round_ids),
        count_moves_rounds=reader.ids("count_moves_rounds", round_ids),
    )


def plan_content(plan: Plan) -> dict[str, Any]:
    """Return a plan as the JSON content of the format."""
    rounds = [
        {
            "round": one.round,
            "tables": [list(table) for table in one.tables],
            "spokesperson": list(one.spokesperson),
        }
        for one in plan.rounds
    ]
    return {"instance": plan.instance, "rounds": rounds}


def read_plan(content: Any) -> Plan:  # noqa: ANN401 - whatever a JSON file holds
    """Return the plan in parsed JSON; raises KnownError that names the place and what was expected."""
    reader = Reader(content, "plan")
    rounds = tuple(
        RoundPlan(one.whole("round"), one.tables("tables"), one.texts("spokesperson", optional=True))
        for one in reader.objects("rounds")
    )
    return Plan(reader.text("instance", ""), rounds)


def _plan(reader: Reader, ids: set[str]) -> Plan | None:
    inner = reader.inner("current_plan")
    if inner is None:
        return None
    plan = read_plan(inner.content)
    for one in plan.rounds:
        for table in one.tables:
            for person in table:
                inner.known(person, ids, "rounds")
    return plan


def _person(reader: Reader) -> Person:
    return Person(
        id=reader.text("id"),
        org=reader.text("org", ""),
        sector=reader.text("sector", ""),
        country=reader.text("country", ""),
        gender=reader.text("gender", ""),
        experience=reader.whole("experience", 3),
        languages=reader.texts("languages"),
        interpreter=reader.text("interpreter", "") or None,
        cluster=reader.text("cluster", "") or None,
        absent_rounds=reader.ids("absent_rounds", None),
    )


def _round(reader: Reader) -> Round:
    one = Round(
        id=reader.whole("id"),
        mode=RoundMode(reader.choice("mode", [mode.value for mode in RoundMode])),
        tables=reader.whole("tables", least=1),
        min_size=reader.whole("min_size", 1, least=0),
        max_size=reader.whole("max_size", least=1),
        common_language=reader.flag("common_language", default=True),
    )
    if one.min_size > one.max_size:
        reader.refuse("max_size", str(one.max_size), f"≥ {one.min_size}")
    return one


def _pin(reader: Reader, ids: set[str], rounds: tuple[Round, ...]) -> Pin:
    tables = {one.id: one.tables for one in rounds}
    pin = Pin(reader.text("person"), reader.whole("round"), reader.whole("table", least=0))
    reader.known(pin.person, ids, "person")
    reader.known(str(pin.round), {str(key) for key in tables}, "round")
    if pin.table >= tables[pin.round]:
        reader.refuse("table", str(pin.table), f"0 … {tables[pin.round] - 1}")
    return pin
