"""What can be said about a seating: message ids with values; the sentences are made by the screens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations

from facilitator_app.records.people import Participant
from facilitator_app.rules.seating.instance import Tables
from facilitator_app.rules.seating.languages import reports_in, table_language


class FactKind(StrEnum):
    """The message ids. In brackets the values each one carries.

    no_common_language: `people` cannot follow the rest of `table`. shares_only: `people` share only
    `language` with the others at `table`, who have `majority` between them. no_reporter: nobody at `table`
    can report in `language`. language_safe: every table has a shared language and a reporter (`tables`).
    nobody_twice: nobody meets anybody twice in `rounds`. meets_again: `pairs` meet again, one pair `most`
    times. meets_others: everybody meets between `fewest` and `most` others. proven_best: nobody can make
    people meet more evenly. wish_broken: the wish `rule` of `people` could not be kept.
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
    for number, people in zip(numbers or range(1, len(tables) + 1), tables, strict=True):
        if not people:
            continue
        spoken = table_language(people, roster)
        if spoken.shared is None:
            facts.append(Fact(FactKind.NO_COMMON_LANGUAGE, segment_id, number, spoken.lost))
        elif spoken.splits:
            values = {"language": spoken.shared, "majority": spoken.majority or ""}
            facts.append(Fact(FactKind.SHARES_ONLY, segment_id, number, spoken.outsiders, values))
        if not any(reports_in(roster[who], report_language) for who in people):
            values = {"language": report_language}
            facts.append(Fact(FactKind.NO_REPORTER, segment_id, number, people, values))
    if not any(fact.is_trouble for fact in facts):
        facts.append(Fact(FactKind.LANGUAGE_SAFE, segment_id, values={"tables": len(tables)}))
    return tuple(facts)


def meeting_facts(rounds: Sequence[Tables], *, proven: bool) -> tuple[Fact, ...]:
    """Return what is to be said about who meets whom over several rounds of mixing."""
    people = sorted({who for tables in rounds for table in tables for who in table})
    if not rounds or not people:
        return ()
    met = Counter(frozenset(pair) for tables in rounds for table in tables for pair in combinations(table, 2))
    others = Counter(who for pair in met for who in pair)
    counts = [others[who] for who in people]
    facts = [Fact(FactKind.MEETS_OTHERS, values={"fewest": min(counts), "most": max(counts)})]
    again = [times for times in met.values() if times > 1]
    if again:
        facts.append(Fact(FactKind.MEETS_AGAIN, values={"pairs": len(again), "most": max(again)}))
    else:
        facts.append(Fact(FactKind.NOBODY_TWICE, values={"rounds": len(rounds)}))
    if proven:
        facts.append(Fact(FactKind.PROVEN_BEST))
    return tuple(facts)
