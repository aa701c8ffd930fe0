"""What can be said about a seating: message ids with values; the sentences are made by the screens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations

from facilitator_app.records.people import Participant
from facilitator_app.rules.seating.instance import (
    Instance,
    Person,
    Plan,
    Round,
    RoundMode,
    RoundPlan,
    Tables,
)
from facilitator_app.rules.seating.languages import reporters, table_language
from facilitator_app.rules.seating.score import Score, score_plan


class FactKind(StrEnum):
    """The message ids. In brackets the values each one carries.

    no_common_language: `people` cannot follow the rest of `table`. shares_only: `people` share only
    `language` with the others at `table`, who have `majority` between them. no_reporter: nobody at `table`
    can report in `language`. language_safe: every table has a shared language and a reporter (`tables`).
    nobody_twice: nobody meets anybody twice in `rounds`. meets_again: `pairs` meet again, one pair `most`
    times; `repeats` counts them as the planner does (a third meeting twice as much again) and nobody can
    have fewer than `fewest` of them. meets_others: everybody meets between `fewest` and `most` others.
    proven_best: nobody can make people meet more evenly. wish_broken: what `wish` (together, apart,
    interpreter, at_table, locked) says of `people` is not so; `number` is the table they are to sit at.
    alone: `people` are the only ones at `table` with their value of `attribute`.
    """

    NO_COMMON_LANGUAGE = "no_common_language"
    SHARES_ONLY = "shares_only"
    NO_REPORTER = "no_reporter"
    LANGUAGE_SAFE = "language_safe"
    NOBODY_TWICE = "nobody_twice"
    MEETS_AGAIN = "meets_again"
    MEETS_OTHERS = "meets_others"
    PROVEN_BEST = "proven_best"
    WISH_BROKEN = "wish_broken"
    ALONE = "alone"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing to be told: where (segment id and table number from 1, if any), who, and its values."""

    kind: FactKind
    segment_id: str = ""
    table: int | None = None
    people: tuple[str, ...] = ()
    values: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def is_trouble(self) -> bool:
        """Whether the host should do something about it."""
        return self.kind in {FactKind.NO_COMMON_LANGUAGE, FactKind.NO_REPORTER, FactKind.WISH_BROKEN}


Pairs = tuple[tuple[str, str], ...]
Places = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a round is held against, in participant ids: pairs, and people with a table's number."""

    together: Pairs = ()
    interpreted: Pairs = ()
    apart: Pairs = ()
    at_table: Places = ()
    locked: Places = ()


def language_facts(
    tables: Tables,
    roster: Mapping[str, Participant],
    *,
    segment_id: str = "",
    numbers: Sequence[int] | None = None,
    report_language: str = "en",
) -> tuple[Fact, ...]:
    """Return what is to be said about the languages of the tables of one round, any seating.

    `tables` hold participant ids; `numbers` are the tables' numbers, 1, 2, … where left out.
    """
    facts = []
    able = reporters(roster.values(), report_language)
    for number, people in zip(numbers or range(1, len(tables) + 1), tables, strict=True):
        if not people:
            continue
        spoken = table_language(people, roster)
        if spoken.shared is None:
            facts.append(Fact(FactKind.NO_COMMON_LANGUAGE, segment_id, number, spoken.lost))
        elif spoken.splits:
            values = {"language": spoken.shared, "majority": spoken.majority or ""}
            facts.append(Fact(FactKind.SHARES_ONLY, segment_id, number, spoken.outsiders, values))
        if able.isdisjoint(people):
            values = {"language": report_language}
            facts.append(Fact(FactKind.NO_REPORTER, segment_id, number, people, values))
    if not any(fact.is_trouble for fact in facts):
        facts.append(Fact(FactKind.LANGUAGE_SAFE, segment_id, values={"tables": len(tables)}))
    return tuple(facts)


def wish_facts(
    tables: Tables, wanted: Wanted, *, segment_id: str = "", numbers: Sequence[int] | None = None
) -> tuple[Fact, ...]:
    """Return a fact for every wish that the tables (of participant ids) of one round do not keep.

    Wishes of people without a seat are silent; `numbers` are the tables' numbers, 1, 2, … where left out.
    """
    numbered = list(zip(numbers or range(1, len(tables) + 1), tables, strict=True))
    at = {who: number for number, people in numbered for who in people}
    facts = []
    for wish, pairs in (("together", wanted.together), ("interpreter", wanted.interpreted)):
        for one, other in pairs:
            if one in at and other in at and at[one] != at[other]:
                facts.append(_broken(wish, segment_id, (one, other)))
    for one, other in wanted.apart:
        if one in at and at[one] == at.get(other):
            facts.append(_broken("apart", segment_id, (one, other), at[one]))
    for wish, seats in (("at_table", wanted.at_table), ("locked", wanted.locked)):
        for who, number in seats:
            if who in at and at[who] != number:
                facts.append(_broken(wish, segment_id, (who,), at[who], number))
    return tuple(facts)


def lonely_facts(
    tables: Tables,
    roster: Mapping[str, Participant],
    attributes: Sequence[str],
    *,
    segment_id: str = "",
    numbers: Sequence[int] | None = None,
) -> tuple[Fact, ...]:
    """Return who is the only one at a table with their value of an attribute that nobody shall have alone.

    Attributes as in `value_of`; who has no value is never alone, nor is a table of one.
    """
    facts = []
    for number, people in zip(numbers or range(1, len(tables) + 1), tables, strict=True):
        for attribute in attributes:
            values = {who: value_of(roster[who], attribute) for who in people if who in roster}
            counts = Counter(values.values())
            alone = tuple(who for who, value in values.items() if value and counts[value] == 1)
            if alone and len(people) > 1:
                facts.append(Fact(FactKind.ALONE, segment_id, number, alone, {"attribute": attribute}))
    return tuple(facts)


def value_of(person: Participant, attribute: str) -> str:
    """Return what a person is of an attribute (org, sector, country, gender); nothing of any other."""
    values = {
        "org": person.organisation,
        "sector": person.org_type,
        "country": person.country,
        "gender": person.gender,
    }
    return values.get(attribute, "").strip()


def meeting_facts(
    rounds: Sequence[Tables],
    *,
    proven: bool | None = None,
    history: Sequence[Tables] = (),
    tied: Sequence[tuple[str, str]] = (),
) -> tuple[Fact, ...]:
    """Return what is to be said about who meets whom over several rounds of mixing.

    `history` are earlier rounds: meetings there count. Pairs that are `tied` (wishes, interpreters) sit
    together anyway and are left out. Whether nobody could do better is worked out from who is seated in
    which round and how the tables are filled, unless `proven` says it.
    """
    people = sorted({who for tables in rounds for table in tables for who in table})
    if not rounds or not people:
        return ()
    everything = [*history, *rounds]
    met = _meetings(everything)
    others = Counter(who for pair in met for who in pair)
    counts = [others[who] for who in people]
    facts = [Fact(FactKind.MEETS_OTHERS, values={"fewest": min(counts), "most": max(counts)})]
    worth = _worth(rounds, history, tied)
    ties = {frozenset(pair) for pair in tied}
    again = [times for pair, times in met.items() if times > 1 and pair not in ties]
    if again:
        values = {"pairs": len(again), "most": max(again), "repeats": worth.c2, "fewest": worth.c2_bound}
        facts.append(Fact(FactKind.MEETS_AGAIN, values=values))
    else:
        facts.append(Fact(FactKind.NOBODY_TWICE, values={"rounds": len(everything)}))
    if worth.c2_excess == 0 if proven is None else proven:
        facts.append(Fact(FactKind.PROVEN_BEST))
    return tuple(facts)


def _meetings(rounds: Sequence[Tables]) -> Counter[frozenset[str]]:
    return Counter(
        frozenset(pair) for tables in rounds for table in tables for pair in combinations(table, 2)
    )


def _worth(rounds: Sequence[Tables], history: Sequence[Tables], tied: Sequence[tuple[str, str]]) -> Score:
    """Return the score of a seating as it stands: everybody who is seated anywhere, absent elsewhere."""
    everybody = sorted({who for tables in (*rounds, *history) for table in tables for who in table})
    seated = [{who for table in tables for who in table} for tables in rounds]
    people = tuple(
        Person(who, absent_rounds=frozenset(r for r, here in enumerate(seated) if who not in here))
        for who in everybody
    )
    wanted = tuple(
        Round(r, RoundMode.MIX, len(tables), 0, max(1, *map(len, tables)), common_language=False)
        for r, tables in enumerate(rounds)
    )
    known = set(everybody)
    together = tuple(pair for pair in tied if set(pair) <= known)
    instance = Instance(
        "as it stands", people, wanted, keep_together=together, history=tuple(history), spokesperson=False
    )
    plan = Plan("as it stands", tuple(RoundPlan(r, tables) for r, tables in enumerate(rounds)))
    return score_plan(instance, plan)


def _broken(
    wish: str, segment_id: str, people: tuple[str, ...], table: int | None = None, number: int | None = None
) -> Fact:
    values: dict[str, str | int] = {"wish": wish}
    if number is not None:
        values["number"] = number
    return Fact(FactKind.WISH_BROKEN, segment_id, table, people, values)
