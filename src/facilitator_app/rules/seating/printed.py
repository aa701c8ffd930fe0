"""What of the paper in a room still says the truth: which cards are new since a sheet was last printed.

Everything here is pure. A round is a segment with table work; seats are table numbers (from 1) by participant
id, by segment id: what `records.seating.Printing` keeps.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from facilitator_app.records.agenda import Segment
from facilitator_app.records.enums import Sheet
from facilitator_app.records.people import Participant
from facilitator_app.records.seating import Table
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.seating.held import begun_rounds, table_rounds
from facilitator_app.rules.text.alphabet import AlphabetKey, alphabet_key

Seats: TypeAlias = Mapping[str, Mapping[str, int]]
"""Table number by segment id and participant id."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """Rounds on end in which everybody sits the same: one set of cards serves them all."""

    segments: tuple[Segment, ...]
    seats: Mapping[str, int]

    @property
    def id(self) -> str:
        """The id of its first round."""
        return self.segments[0].id

    def at(self, number: int) -> frozenset[str]:
        """Return the ids of the people at a table."""
        return _at(self.seats, number)


@dataclass(frozen=True, slots=True)
class TableCard:
    """One table in one sitting, with the ids of its people in seat order."""

    sitting: Sitting
    table: Table
    people: tuple[str, ...]


def seats_of(record: WorkshopRecord) -> dict[str, dict[str, int]]:
    """Return where everybody sits in every round on the clock; who withdrew or was replaced sits nowhere."""
    here = {one.id for one in record.participants if not one.withdrawn and one.replaced_by_id is None}
    number = {table.id: table.number for table in record.tables}
    found: dict[str, dict[str, int]] = {segment.id: {} for segment in table_rounds(record)}
    for seat in record.seats:
        if seat.segment_id in found and seat.participant_id in here and seat.table_id in number:
            found[seat.segment_id][seat.participant_id] = number[seat.table_id]
    return found


def sittings(record: WorkshopRecord) -> tuple[Sitting, ...]:
    """Return the rounds that have seats, in playing order, those together in which nobody moves."""
    seats = seats_of(record)
    found: list[Sitting] = []
    for segment in table_rounds(record):
        here = seats[segment.id]
        if not here:
            continue
        if found and found[-1].seats == here:
            found[-1] = Sitting((*found[-1].segments, segment), here)
        else:
            found.append(Sitting((segment,), here))
    return tuple(found)


def table_cards(
    record: WorkshopRecord, since: Seats | None = None, over: Collection[str] = ()
) -> tuple[TableCard, ...]:
    """Return the cards of all tables at which somebody sits, by round, then table.

    With `since` only those whose people are others than were printed then, in a round that is not `over`.
    """
    order = _seat_order(record)
    tables = sorted(record.tables, key=lambda table: table.number)
    found = []
    for sitting in sittings(record):
        for table in tables:
            people = sitting.at(table.number)
            if not people or (since is not None and not _card_changed(sitting, table.number, since, over)):
                continue
            ordered = sorted((order.get((sitting.id, who), (0, 0)), who) for who in people)
            found.append(TableCard(sitting, table, tuple(who for _place, who in ordered)))
    return tuple(found)


def place_cards(
    record: WorkshopRecord, since: Seats | None = None, over: Collection[str] = ()
) -> tuple[Participant, ...]:
    """Return whose place cards are to be printed: by the table of the first round, then by name.

    With `since` only people who sit elsewhere than was printed then, in a round that is not `over`.
    """
    seats = seats_of(record)
    coming = [here for segment_id, here in seats.items() if here and segment_id not in over]
    all_rounds = [here for here in seats.values() if here]
    chosen = []
    for person in record.participants:
        if not any(person.id in here for here in all_rounds):
            continue
        if since is None or _person_changed(person.id, seats, since, over):
            chosen.append(person)

    def first_table(person: Participant) -> tuple[int, AlphabetKey, str]:
        rounds = coming or all_rounds
        table = next((here[person.id] for here in rounds if person.id in here), 0)
        return table, _name_key(record, person), person.id

    return tuple(sorted(chosen, key=first_table))


def wall_lists(
    record: WorkshopRecord, since: Seats | None = None, over: Collection[str] = ()
) -> tuple[Sitting, ...]:
    """Return the sittings whose list is to be printed.

    With `since` only those in which somebody sits elsewhere than was printed then, in a round not `over`.
    """
    if since is None:
        return sittings(record)
    return tuple(
        sitting
        for sitting in sittings(record)
        if any(since.get(s.id, {}) != sitting.seats for s in sitting.segments if s.id not in over)
    )


def printed_seats(record: WorkshopRecord, sheet: Sheet) -> Seats | None:
    """Return what a sheet said when it was last printed; None where it never was."""
    return next((one.seats for one in record.printings if one.sheet is sheet), None)


def cards_to_print(record: WorkshopRecord, sheet: Sheet) -> tuple[int, int | None]:
    """Return how many cards (or rounds' lists) a sheet has, and how many are new since it was last printed.

    None where it was never printed. Rounds in which people have sat down need no new paper.
    """
    cards: Mapping[Sheet, Callable[..., Sequence[object]]] = {
        Sheet.TABLE_CARDS: table_cards,
        Sheet.PLACE_CARDS: place_cards,
        Sheet.WALL_LIST: wall_lists,
    }
    since = printed_seats(record, sheet)
    everything = len(cards[sheet](record))
    return everything, None if since is None else len(cards[sheet](record, since, begun_rounds(record)))


def in_order_of_names(record: WorkshopRecord, ids: Collection[str]) -> tuple[Participant, ...]:
    """Return people as they look for themselves: by the name in its owner's own script.

    The alphabet is that of most of the room: the first local language, else the working language.
    """
    chosen = [one for one in record.participants if one.id in ids]
    return tuple(sorted(chosen, key=lambda one: (_name_key(record, one), one.id)))


def _name_key(record: WorkshopRecord, person: Participant) -> AlphabetKey:
    details = record.details
    language = next(iter(details.local_languages), details.working_language)
    return alphabet_key(person.own_name, language, person.name)


def _at(seats: Mapping[str, int], number: int) -> frozenset[str]:
    return frozenset(who for who, table in seats.items() if table == number)


def _card_changed(sitting: Sitting, number: int, since: Seats, over: Collection[str]) -> bool:
    coming = (segment for segment in sitting.segments if segment.id not in over)
    return any(_at(since.get(one.id, {}), number) != sitting.at(number) for one in coming)


def _person_changed(person_id: str, seats: Seats, since: Seats, over: Collection[str]) -> bool:
    return any(
        since.get(segment_id, {}).get(person_id) != here.get(person_id)
        for segment_id, here in seats.items()
        if here and segment_id not in over
    )


def _seat_order(record: WorkshopRecord) -> dict[tuple[str, str], tuple[int, int]]:
    everybody = in_order_of_names(record, {one.id for one in record.participants})
    places = {one.id: place for place, one in enumerate(everybody)}
    return {
        (seat.segment_id, seat.participant_id): (
            seat.seat_number or len(record.participants),
            places.get(seat.participant_id, 0),
        )
        for seat in record.seats
    }
