"""How good a seating is, one quality after the other, each beside what nobody can go below.

Figures only: the screens say them in sentences. A quality is proven best where its value meets a bound that
holds for every seating of these people with the same history, whatever is wished or locked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations, pairwise
from math import comb

from facilitator_app.records.agenda import Segment
from facilitator_app.records.enums import TableRoleName
from facilitator_app.records.people import Participant
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.seating.held import (
    begun_rounds,
    is_mixed,
    seated_tables,
    table_rounds,
    tied_pairs,
)
from facilitator_app.rules.seating.instance import Tables
from facilitator_app.rules.seating.languages import reporters, table_language
from facilitator_app.rules.seating.moving import FEWEST
from facilitator_app.rules.seating.score import balanced_pairs

_Pair = frozenset[str]


class QualityKind(StrEnum):
    """What is looked at. In brackets the values each one carries.

    languages: tables without a common language (`lost`) or without a reporter (`silent`). meetings: `fewest`
    and `most` others met, `again` pairs that meet again, the one that meets oftenest `times` times. mix:
    pairs of the same `org`, `sector`, `country`, `gender` at tables, and `least_…` that no seating avoids.
    roles: how often people report (`fewest`, `most`), tables without one (`missing`). sizes: `fewest` and
    `most` people at a table. worst: the table with the most pairs that meet again or come from one
    organisation (`number`, `again`, `org`). moves: how often people change tables (`fewest`, `most`).
    """

    LANGUAGES = "languages"
    MEETINGS = "meetings"
    MIX = "mix"
    ROLES = "roles"
    SIZES = "sizes"
    WORST = "worst"
    MOVES = "moves"


@dataclass(frozen=True, slots=True)
class Quality:
    """One quality: its value, the bound nobody can go below (None: not known), and the figures to tell."""

    kind: QualityKind
    value: int
    bound: int | None = None
    values: Mapping[str, int] = field(default_factory=dict)
    segment_id: str = ""

    @property
    def proven(self) -> bool:
        """Whether nobody can do better."""
        return self.bound is not None and self.value <= self.bound

    @property
    def excess(self) -> int:
        """How far the value is above the bound; the value itself where no bound is known."""
        return self.value - (self.bound or 0)


def qualities(record: WorkshopRecord) -> tuple[Quality, ...]:
    """Return the qualities of the seating as it stands (pure), in the order in which they count.

    People who withdrew or are noted as away in a half-day do not count there. Without seats: nothing.
    """
    seated = seated_tables(record)
    rounds = [(one, seated[one.id]) for one in table_rounds(record) if any(seated.get(one.id, ()))]
    if not rounds:
        return ()
    met = _meetings(record, rounds)
    return (
        _languages(record, rounds),
        *_met(record, rounds, met),
        *_mix(record, rounds),
        *_roles(record, rounds),
        _sizes(record, rounds),
        *_worst(record, rounds, met),
        *_moves(rounds),
    )


_Rounds = Sequence[tuple[Segment, Tables]]


def meetings(record: WorkshopRecord) -> Counter[_Pair]:
    """Return how often every pair sits together in rounds of mixing, earlier workshops included."""
    seated = seated_tables(record)
    rounds = [(one, seated[one.id]) for one in table_rounds(record) if one.id in seated]
    return _meetings(record, rounds)


def _meetings(record: WorkshopRecord, rounds: _Rounds) -> Counter[_Pair]:
    known = {one.id for one in record.participants if not one.withdrawn}
    met: Counter[_Pair] = Counter()
    for tables in (*record.earlier_rounds, *(tables for one, tables in rounds if is_mixed(one))):
        for table in tables:
            met.update(frozenset(pair) for pair in combinations([who for who in table if who in known], 2))
    return met


def _languages(record: WorkshopRecord, rounds: _Rounds) -> Quality:
    roster = {one.id: one for one in record.participants}
    able = reporters(record.participants, record.details.working_language or "en")
    lost = silent = 0
    for _segment, tables in rounds:
        for table in filter(None, tables):
            lost += table_language(table, roster).shared is None
            silent += able.isdisjoint(table)
    return Quality(QualityKind.LANGUAGES, lost + silent, 0, {"lost": lost, "silent": silent})


def _met(record: WorkshopRecord, rounds: _Rounds, met: Counter[_Pair]) -> tuple[Quality, ...]:
    mixed = [(one, tables) for one, tables in rounds if is_mixed(one)]
    people = {who for _one, tables in mixed for table in tables for who in table}
    if len(people) < 2:  # noqa: PLR2004 - nobody to meet
        return ()
    others = Counter(who for pair in met for who in pair)
    counts = [others[who] for who in people]
    tied = tied_pairs(record)
    free = {pair: times for pair, times in met.items() if pair not in tied}
    values = {
        "fewest": min(counts),
        "most": max(counts),
        "again": sum(times > 1 for times in free.values()),
        "times": max(free.values(), default=0),
        "rounds": len(mixed),
    }
    worth = sum(comb(times, 2) for times in free.values())
    return (Quality(QualityKind.MEETINGS, worth, _meeting_bound(record, mixed), values),)


def _meeting_bound(record: WorkshopRecord, mixed: _Rounds) -> int:
    """Return what Σ m(m−1)/2 cannot go below: what was held stays, the rest spread as evenly as can be.

    Two rounds of g and h tables share at least n − g·h pairs among n people present in both; meetings still
    to come fall on the pairs that met least.
    """
    begun, tied = begun_rounds(record), tied_pairs(record)
    here = [one.id for one in record.participants if not one.withdrawn]
    held = [(one, tables) for one, tables in mixed if one.id in begun]
    past = Counter({p: m for p, m in _meetings(record, held).items() if p not in tied})
    pairs = comb(len(here), 2) - sum(pair <= set(here) for pair in tied)
    coming = sum(_least_meetings(tables, tied) for one, tables in mixed if one.id not in begun)
    levels = Counter(past.values())
    levels[0] = max(0, pairs - len(past))
    even = sum(comb(times, 2) for times in past.values())
    level = 0
    while coming > 0 and any(levels.values()):
        filled = min(coming, levels[level])
        even += level * filled
        levels[level] -= filled
        levels[level + 1] += filled
        coming -= filled
        level += 1
    crossing = sum(_shared(a, b) for (_x, a), (_y, b) in combinations(mixed, 2))
    return max(even, crossing - len(tied) * comb(len(mixed), 2))


def _least_meetings(tables: Tables, tied: frozenset[_Pair]) -> int:
    people = {who for table in tables for who in table}
    least = balanced_pairs(len(people), max(1, len(tables)))
    return max(0, least - sum(pair <= people for pair in tied))


def _shared(one: Tables, other: Tables) -> int:
    both = {who for table in one for who in table} & {who for table in other for who in table}
    return max(0, len(both) - len(one) * len(other))


def _mix(record: WorkshopRecord, rounds: _Rounds) -> tuple[Quality, ...]:
    mixed = [(one, tables) for one, tables in rounds if is_mixed(one)]
    if not mixed:
        return ()
    roster = {one.id: one for one in record.participants}
    begun = begun_rounds(record)
    values: Counter[str] = Counter()
    for name in ("org", "sector", "country", "gender"):
        for one, tables in mixed:
            together = sum(_alike_at(table, roster, name) for table in tables)
            kinds = Counter(_kind(roster[who], name) for table in tables for who in table)
            kinds.pop("", None)
            least = sum(balanced_pairs(count, len(tables)) for count in kinds.values())
            values[name] += together
            values[f"least_{name}"] += together if one.id in begun else least
    value = sum(values[name] for name in ("org", "sector", "country", "gender"))
    bound = sum(values[f"least_{name}"] for name in ("org", "sector", "country", "gender"))
    return (Quality(QualityKind.MIX, value, bound, dict(values)),)


def _kind(person: Participant, name: str) -> str:
    found = {
        "org": person.organisation,
        "sector": person.org_type,
        "country": person.country,
        "gender": person.gender,
    }[name]
    return found.strip().casefold()


def _alike_at(table: Sequence[str], roster: Mapping[str, Participant], name: str) -> int:
    kinds = Counter(_kind(roster[who], name) for who in table)
    kinds.pop("", None)
    return sum(comb(count, 2) for count in kinds.values())


def _roles(record: WorkshopRecord, rounds: _Rounds) -> tuple[Quality, ...]:
    speakers = reporters(record.participants, record.details.working_language or "en")
    ids = {one.id for one, _tables in rounds}
    there = {who for _one, tables in rounds for table in tables for who in table}
    able = [one.id for one in record.participants if one.id in there & speakers]
    spoken = [r for r in record.roles if r.role is TableRoleName.REPORTER and r.segment_id in ids]
    if not spoken or not able:
        return ()
    counts = Counter(role.participant_id for role in spoken)
    each = [counts[who] for who in able]
    taken = {(role.segment_id, role.table_id) for role in spoken}
    missing = sum(
        (one.id, table.id) not in taken
        for one, tables in rounds
        for table, people in zip(record.tables, tables, strict=True)
        if people
    )
    least = 1 if sum(each) % len(able) else 0
    values = {"fewest": min(each), "most": max(each), "missing": missing}
    return (Quality(QualityKind.ROLES, max(each) - min(each), least, values),)


def _sizes(record: WorkshopRecord, rounds: _Rounds) -> Quality:
    begun = begun_rounds(record)
    ahead = [tables for one, tables in rounds if one.id not in begun] or [tables for _one, tables in rounds]
    sizes = [len(table) for tables in ahead for table in tables if table]
    spread = max((max(map(len, tables)) - min(map(len, tables)) for tables in ahead), default=0)
    uneven = any(sum(map(len, tables)) % len(tables) for tables in ahead)
    small = sum(size < FEWEST for size in sizes)
    values = {"fewest": min(sizes), "most": max(sizes), "small": small}
    return Quality(QualityKind.SIZES, spread, int(uneven), values)


def _worst(record: WorkshopRecord, rounds: _Rounds, met: Counter[_Pair]) -> tuple[Quality, ...]:
    roster = {one.id: one for one in record.participants}
    begun, tied = begun_rounds(record), tied_pairs(record)
    worst: tuple[int, Quality] | None = None
    for one, tables in rounds:
        if one.id in begun or not is_mixed(one):
            continue
        for table, people in zip(record.tables, tables, strict=True):
            pairs = (frozenset(pair) for pair in combinations(people, 2))
            again = sum(met[pair] > 1 for pair in pairs if pair not in tied)
            org = _alike_at(people, roster, "org")
            if again + org and (worst is None or again + 2 * org > worst[0]):
                values = {"number": table.number, "again": again, "org": org}
                worst = again + 2 * org, Quality(QualityKind.WORST, again + org, None, values, one.id)
    return (worst[1],) if worst else ()


def _moves(rounds: _Rounds) -> tuple[Quality, ...]:
    places = [
        {who: number for number, table in enumerate(tables) for who in table} for _one, tables in rounds
    ]
    changes: Counter[str] = Counter({who: 0 for place in places for who in place})
    for before, after in pairwise(places):
        changes.update(who for who, table in after.items() if who in before and before[who] != table)
    if len(places) < 2:  # noqa: PLR2004 - one round has no change
        return ()
    fewest, most = min(changes.values()), max(changes.values())
    return (Quality(QualityKind.MOVES, most, None, {"fewest": fewest, "most": most}),)
