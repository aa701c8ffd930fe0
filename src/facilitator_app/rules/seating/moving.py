"""What one movement of the hand would mean: somebody moves to a table, or two people change places.

A `SeatBoard` is read once when a person is taken up; every target is then asked for its effect.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Final

from facilitator_app.records.agenda import Segment
from facilitator_app.records.enums import WishKind
from facilitator_app.records.people import Participant
from facilitator_app.records.seating import SeatingWish
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.seating.held import absences, is_mixed, seated_tables, table_rounds, tied_pairs
from facilitator_app.rules.seating.instance import Tables
from facilitator_app.rules.seating.languages import reporters, table_language
from facilitator_app.rules.seating.wished import interpreted

FEWEST: Final = 3
"""A table with fewer people cannot work as a group."""

_Met = Mapping[frozenset[str], int]


@dataclass(frozen=True, slots=True)
class Effect:
    """What a movement means for its round. People are ids, tables are numbers.

    `again`: pairs that meet again, more (+) or fewer (−) than now; `worth`: the same as C2 (a third meeting
    counts twice). `lost`: who would not follow the others at `lost_at`; `no_reporter`: tables where nobody
    could report any more; `helped`: tables that get a common language or a reporter they lack now.
    `alike`: who is of the same organisation at the new table, somebody new for the person taken up.
    `broken`: people with whom a wish would be broken (the person alone: a wish for a table). `sizes`: people
    at both tables afterwards, where they would differ by more than one. `too_few`: a table below three.
    """

    again: int = 0
    worth: int = 0
    lost: tuple[str, ...] = ()
    lost_at: int | None = None
    no_reporter: tuple[int, ...] = ()
    helped: tuple[int, ...] = ()
    alike: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()
    sizes: tuple[int, int] | None = None
    too_few: int | None = None

    @property
    def forbidden(self) -> bool:
        """Whether a hard rule would be broken that is kept now."""
        return bool(self.lost or self.no_reporter or self.broken)

    @property
    def better(self) -> bool:
        """Whether the round is better afterwards, and worse in nothing."""
        gain = self.worth < 0 or bool(self.helped)
        return gain and self.worth <= 0 and not (self.forbidden or self.alike or self.too_few)


@dataclass(frozen=True, slots=True)
class SeatBoard:
    """One round as it stands and how often pairs meet in the other rounds."""

    segment_id: str
    tables: Mapping[str, tuple[str, ...]]
    numbers: Mapping[str, int]
    roster: Mapping[str, Participant]
    away: frozenset[str]
    met: _Met
    wishes: tuple[SeatingWish, ...]
    tied: frozenset[frozenset[str]]
    interpreted: tuple[tuple[str, str], ...]
    able: frozenset[str]
    fine: Mapping[str, tuple[bool, bool]] = field(default_factory=dict)

    def table_of(self, person: str) -> str:
        """Return the id of the table where a person sits, or nothing."""
        return next((table for table, people in self.tables.items() if person in people), "")


def seat_board(record: WorkshopRecord, segment_id: str) -> SeatBoard:
    """Return what effects are computed from (pure). Meetings count where the round is one of mixing."""
    seated = seated_tables(record)
    rounds = table_rounds(record)
    roster = {one.id: one for one in record.participants}
    away = absences(record)[segment_id]
    here = seated.get(segment_id, ((),) * len(record.tables))
    tables = {table.id: people for table, people in zip(record.tables, here, strict=True)}
    able = reporters(record.participants, record.details.working_language or "en")
    return SeatBoard(
        segment_id,
        tables,
        {table.id: table.number for table in record.tables},
        roster,
        away,
        _met_elsewhere(record, rounds, segment_id, seated),
        record.wishes,
        tied_pairs(record),
        interpreted(record.participants),
        able,
        {table: _fine(people, roster, able) for table, people in tables.items()},
    )


def effect_of_move(board: SeatBoard, person: str, table_id: str) -> Effect:
    """Return what it means that `person` sits down at `table_id`, from a table or from nowhere."""
    source = board.table_of(person)
    if source == table_id or table_id not in board.tables or person not in board.roster:
        return Effect()
    if person in board.away:
        return Effect()  # nobody sits beside an empty chair
    after = {table_id: (*board.tables[table_id], person)}
    if source:
        after[source] = _without(board.tables[source], person)
    effect = _effect(board, after, [(person, table_id)])
    return _with_sizes(effect, board, source, table_id)


def effect_of_swap(board: SeatBoard, one: str, other: str) -> Effect:
    """Return what it means that two people change places; nobody at one table: nothing."""
    first, second = board.table_of(one), board.table_of(other)
    if first == second or not first or not second:
        return Effect()
    after = {
        first: (*_without(board.tables[first], one), other),
        second: (*_without(board.tables[second], other), one),
    }
    return _effect(board, after, [(one, second), (other, first)])


def _effect(
    board: SeatBoard, after: Mapping[str, tuple[str, ...]], moves: Sequence[tuple[str, str]]
) -> Effect:
    before_pairs = Counter(_pairs(board, (board.tables[table] for table in after)))
    after_pairs = Counter(_pairs(board, after.values()))
    gained, freed = after_pairs - before_pairs, before_pairs - after_pairs
    again = sum(1 for pair in gained if board.met.get(pair)) - sum(1 for p in freed if board.met.get(p))
    worth = sum(board.met.get(pair, 0) for pair in gained) - sum(board.met.get(pair, 0) for pair in freed)
    lost, lost_at, silent, helped = _languages(board, after)
    return Effect(
        again=again,
        worth=worth,
        lost=lost,
        lost_at=lost_at,
        no_reporter=silent,
        helped=helped,
        alike=_alike(board, after, moves),
        broken=_broken(board, moves),
    )


def _pairs(board: SeatBoard, tables: Iterable[tuple[str, ...]]) -> Iterable[frozenset[str]]:
    for table in tables:
        for pair in combinations(table, 2):
            both = frozenset(pair)
            if both not in board.tied:
                yield both


def _languages(
    board: SeatBoard, after: Mapping[str, tuple[str, ...]]
) -> tuple[tuple[str, ...], int | None, tuple[int, ...], tuple[int, ...]]:
    lost: tuple[str, ...] = ()
    lost_at: int | None = None
    silent, helped = [], []
    for table, people in after.items():
        talks, reports = board.fine[table]
        now_talks, now_reports = _fine(people, board.roster, board.able)
        number = board.numbers[table]
        if talks and not now_talks and not lost:
            lost, lost_at = table_language(people, board.roster).lost, number
        if reports and not now_reports:
            silent.append(number)
        if (now_talks and not talks) or (now_reports and not reports):
            helped.append(number)
    return lost, lost_at, tuple(silent), tuple(helped)


def _fine(
    people: tuple[str, ...], roster: Mapping[str, Participant], able: frozenset[str]
) -> tuple[bool, bool]:
    """Return whether all can talk with each other, and whether somebody can report; nobody can do both."""
    if not people:
        return True, True
    talks = table_language(people, roster).shared is not None
    return talks, not able.isdisjoint(people)


def _alike(
    board: SeatBoard, after: Mapping[str, tuple[str, ...]], moves: Sequence[tuple[str, str]]
) -> tuple[str, ...]:
    found = []
    for person, table in moves:
        house = board.roster[person].organisation.strip().casefold()
        for mate in after[table]:
            same = board.roster[mate].organisation.strip().casefold() == house
            if house and mate != person and same and frozenset((person, mate)) not in board.tied:
                found.append(mate)
    return tuple(found)


def _broken(board: SeatBoard, moves: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Return with whom a wish is broken that is kept now, or that did not count for want of a seat."""
    goes = dict(moves)
    found = []
    for person, table in moves:
        was = board.table_of(person)
        mine = [w for w in board.wishes if w.kind is WishKind.AT_TABLE and w.participant_id == person]
        if any(w.table_id != table and was in {"", w.table_id} for w in mine):
            found.append(person)
        for mate, close in _bound_to(board, person):
            seated = board.table_of(mate)
            kept = not was or not seated or (was == seated) is close
            if seated and kept and (goes.get(mate, seated) == table) is not close:
                found.append(mate)
    return tuple(dict.fromkeys(found))


def _bound_to(board: SeatBoard, person: str) -> Iterator[tuple[str, bool]]:
    """Return who shall sit beside a person (True) or elsewhere (False)."""
    pairs = [(pair, True) for pair in board.interpreted]
    pairs += [
        ((wish.participant_id, wish.other_id), wish.kind is WishKind.TOGETHER)
        for wish in board.wishes
        if wish.kind is not WishKind.AT_TABLE and wish.other_id
    ]
    for (one, other), close in pairs:
        if person in {one, other}:
            yield (other if one == person else one), close


def _with_sizes(effect: Effect, board: SeatBoard, source: str, target: str) -> Effect:
    left = len(board.tables[source]) - 1 if source else 0
    there = len(board.tables[target]) + 1
    sizes = (left, there) if source and abs(there - left) > 1 else None
    few = board.numbers[source] if source and 0 < left < FEWEST else None
    return replace(effect, sizes=sizes, too_few=few)


def _met_elsewhere(
    record: WorkshopRecord, rounds: tuple[Segment, ...], segment_id: str, seated: Mapping[str, Tables]
) -> _Met:
    here = next((one for one in rounds if one.id == segment_id), None)
    if here is None or not is_mixed(here):
        return {}
    known = {one.id for one in record.participants}
    others = [seated.get(one.id, ()) for one in rounds if is_mixed(one) and one.id != segment_id]
    met: Counter[frozenset[str]] = Counter()
    for tables in (*record.earlier_rounds, *others):
        for table in tables:
            met.update(frozenset(pair) for pair in combinations([who for who in table if who in known], 2))
    return met


def _without(people: tuple[str, ...], person: str) -> tuple[str, ...]:
    return tuple(who for who in people if who != person)
