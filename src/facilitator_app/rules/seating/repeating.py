"""Rounds in which people sit as before: nobody moves but who must; who is new finds the best chair."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from facilitator_app.records.people import Participant
from facilitator_app.rules.seating.instance import Tables
from facilitator_app.rules.seating.languages import reporters, table_language


@dataclass(frozen=True, slots=True)
class Company:
    """Who may sit with whom: everybody by id, pairs to be kept together and apart, the report language."""

    roster: Mapping[str, Participant]
    together: Sequence[tuple[str, str]] = ()
    apart: Sequence[tuple[str, str]] = ()
    report_language: str = "en"
    able: frozenset[str] = field(default=frozenset())

    @staticmethod
    def of(
        people: Sequence[Participant],
        together: Sequence[tuple[str, str]],
        apart: Sequence[tuple[str, str]],
        report_language: str,
    ) -> Company:
        """Return the company of these people."""
        able = reporters(people, report_language)
        return Company({one.id: one for one in people}, together, apart, report_language, able)

    def trouble(self, table: Sequence[str], who: str) -> tuple[int, bool, int]:
        """Return what is wrong with one more at a table, worst first: wishes, language, people."""
        mates = set(table)
        here = self._beside(who, self.apart) & mates
        elsewhere = self._beside(who, self.together) - mates
        lost = table_language([*table, who], self.roster).shared is None
        return len(here) + len(elsewhere), lost, len(table)

    def _beside(self, who: str, pairs: Sequence[tuple[str, str]]) -> set[str]:
        return {other for pair in pairs if who in pair for other in pair if other != who}


def as_before(
    tables: Tables, absent: Collection[str], pins: Mapping[str, int], company: Company, count: int
) -> Tables:
    """Return the same tables without the absent, `count` of them; nobody moves who need not.

    `pins` (id → table index) are kept in any case. Who has no seat yet, or had one at a table that is
    gone, sits down where wishes, then a language, then a chair are.
    """
    here = [who for who in company.roster if who not in absent]
    before = {who: number for number, table in enumerate(tables[:count]) for who in table}
    seats: list[list[str]] = [[] for _table in range(count)]
    for number, table in enumerate(tables[:count]):
        seats[number] = [who for who in table if who in here and pins.get(who, number) == number]
    for who in here:
        number = pins.get(who, -1)
        if 0 <= number < count and before.get(who) != number:
            seats[number].append(who)
    seated = {who for table in seats for who in table}
    for who in here:
        if who not in seated:

            def trouble(table: list[str], who: str = who) -> tuple[int, bool, int]:
                return company.trouble(table, who)

            min(seats, key=trouble).append(who)
    return tuple(tuple(table) for table in seats)


def with_pins(tables: Tables, pins: Mapping[str, int], held: Collection[str], company: Company) -> Tables:
    """Return the tables with every pin (id → table index) kept exactly, by as few exchanges as possible.

    Somebody who is not in `held` changes places with the pinned person: whoever fits best at the other
    table. Where nobody can, the table has one more.
    """
    seats = [list(table) for table in tables]
    place = {who: number for number, table in enumerate(seats) for who in table}
    for who, number in pins.items():
        was = place.get(who)
        if was is None or was == number or not 0 <= number < len(seats):
            continue
        free = [one for one in seats[number] if one not in held and one not in pins]
        seats[was].remove(who)
        if free and len(seats[number]) > len(seats[was]):
            goes = min(free, key=lambda one: company.trouble(seats[was], one))
            seats[number].remove(goes)
            seats[was].append(goes)
            place[goes] = was
        seats[number].append(who)
        place[who] = number
    return tuple(tuple(table) for table in seats)


def pairs_of_places(places: Mapping[str, int]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return the pairs who sit together, and those who sit apart, by their places (id → table index)."""
    pairs = list(combinations(sorted(places), 2))
    together = [pair for pair in pairs if places[pair[0]] == places[pair[1]]]
    return together, [pair for pair in pairs if places[pair[0]] != places[pair[1]]]


def numbered(tables: Tables, places: Mapping[str, int]) -> Tables:
    """Return the same tables in another order: as many people as can be sit where they have a place.

    Nobody changes company. `places`: id → table index.
    """
    votes = Counter(
        (number, places[who]) for number, table in enumerate(tables) for who in table if who in places
    )
    order: dict[int, int] = {}
    taken: set[int] = set()
    for (number, wanted), _count in sorted(votes.items(), key=lambda item: (-item[1], item[0])):
        if wanted < len(tables) and wanted not in order and number not in taken:
            order[wanted] = number
            taken.add(number)
    left = iter(number for number in range(len(tables)) if number not in taken)
    return tuple(
        tables[order[place]] if place in order else tables[next(left)] for place in range(len(tables))
    )
