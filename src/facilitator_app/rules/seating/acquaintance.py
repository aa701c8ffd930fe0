"""Who has sat with whom over all rounds of a workshop and of earlier ones of its programme."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from facilitator_app.records.enums import RoundKind
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.halfdays import session_of

EARLIER = ""
"""Stands for a round of an earlier workshop where rounds are named by segment id."""


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """The people of the roster, and the rounds in which two of them sit together.

    `together` maps a pair of person ids to segment ids in playing order; rounds of earlier workshops are
    `EARLIER`. A round that repeats the tables before it is no new meeting and is not listed; a team that
    sits together in several rounds has one.
    """

    people: tuple[str, ...]
    together: Mapping[frozenset[str], tuple[str, ...]]

    def rounds(self, one: str, other: str) -> tuple[str, ...]:
        """Return the rounds in which two people meet."""
        return self.together.get(frozenset((one, other)), ())

    def strangers(self, who: str) -> tuple[str, ...]:
        """Return whom a person never meets, in the order of the roster."""
        return tuple(one for one in self.people if one != who and not self.rounds(who, one))

    def again(self, who: str) -> tuple[tuple[str, int], ...]:
        """Return whom a person meets more than once and how often, most often first."""
        times = [(one, len(self.rounds(who, one))) for one in self.people if one != who]
        return tuple(sorted(((o, n) for o, n in times if n > 1), key=lambda item: -item[1]))


def acquaintance(record: WorkshopRecord) -> Acquaintance:
    """Return who sits with whom in the seats as they stand, played or planned.

    Whoever has withdrawn is not listed, and whoever is away in a half-day sits with nobody there, unless
    somebody looked at the room in that round.
    """
    people = tuple(p.id for p in record.participants if not p.withdrawn and p.replaced_by_id is None)
    known = frozenset(people)
    found: dict[frozenset[str], list[str]] = defaultdict(list)
    for tables in record.earlier_rounds:
        for table in tables:
            for pair in combinations((who for who in table if who in known), 2):
                found[frozenset(pair)].append(EARLIER)
    mates: set[frozenset[str]] = set()
    for segment in record.agenda.segments():
        if not segment.has_table_work or segment.parked:
            continue
        kind = segment.round_kind or RoundKind.SAME
        pairs = {
            frozenset(pair)
            for table in record.tables
            for pair in combinations(_there(record, segment.id, table.id, known), 2)
        }
        new = pairs if kind is RoundKind.MIX else pairs - mates
        for two in new:
            found[two].append(segment.id)
        # Who stays at a table meets nobody anew until the tables change.
        mates = pairs | (mates if kind is RoundKind.CLUSTER else set())
    return Acquaintance(people, {pair: tuple(rounds) for pair, rounds in found.items()})


def _there(record: WorkshopRecord, segment_id: str, table_id: str, known: frozenset[str]) -> list[str]:
    session = session_of(record.agenda, segment_id)
    seen = any(one.segment_id == segment_id for one in record.confirmations)
    away = {a.participant_id for a in record.attendance if a.session == session and not a.present}
    seated = (person.id for person in record.seated(segment_id, table_id))
    return [who for who in seated if who in known and (seen or who not in away)]
