"""What a movement of the hand would mean is exact: the same as seating the people so and looking again."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator_app.records.enums import RoundKind, WishKind
from facilitator_app.records.seating import Seat, SeatingWish
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.seating.held import seated_tables, table_rounds, tied_pairs
from facilitator_app.rules.seating.moving import effect_of_move, effect_of_swap, seat_board
from facilitator_app.rules.seating.qualities import QualityKind, meetings, qualities
from facilitator_app.rules.seating.replanned import replanned
from tests.builders import kaunas, sharjah

KAUNAS = kaunas()
ROUNDS = [one.id for one in table_rounds(KAUNAS)]


def shuffled(record: WorkshopRecord, numbers: list[int]) -> WorkshopRecord:
    """Return the record with everybody at tables by the numbers, another way in every round."""
    tables = [table.id for table in record.tables]
    seats = []
    for place, segment in enumerate(one.id for one in table_rounds(record)):
        for k, person in enumerate(record.participants):
            number = numbers[(k * (place + 1) + place) % len(numbers)]
            seats.append(Seat(f"{segment}{person.id}", segment, tables[number % len(tables)], person.id, k))
    return replace(record, seats=tuple(seats), attendance=())


def not_begun() -> WorkshopRecord:
    """Return Sharjah before anything was held."""
    return replace(sharjah(), attendance=(), report_backs=(), light_ratings=())


def worth(record: WorkshopRecord) -> int:
    tied = tied_pairs(record)
    return sum(n * (n - 1) // 2 for pair, n in meetings(record).items() if pair not in tied)


def seat(record: WorkshopRecord, segment: str, places: dict[str, str]) -> WorkshopRecord:
    return replace(
        record,
        seats=tuple(
            replace(one, table_id=places[one.participant_id])
            if one.segment_id == segment and one.participant_id in places
            else one
            for one in record.seats
        ),
    )


numbers = st.lists(st.integers(0, 4), min_size=28, max_size=28)


@settings(max_examples=30, deadline=None)
@given(numbers, st.integers(0, 27), st.integers(0, 4), st.sampled_from(ROUNDS))
def test_a_move_changes_meetings_by_just_what_was_said(
    places: list[int], who: int, table: int, segment: str
) -> None:
    record = shuffled(KAUNAS, places)
    person, target = record.participants[who].id, record.tables[table].id
    effect = effect_of_move(seat_board(record, segment), person, target)
    assert worth(seat(record, segment, {person: target})) - worth(record) == effect.worth


@settings(max_examples=30, deadline=None)
@given(numbers, st.integers(0, 27), st.integers(0, 27), st.sampled_from(ROUNDS))
def test_a_swap_changes_meetings_by_just_what_was_said_and_back_again(
    places: list[int], who: int, whom: int, segment: str
) -> None:
    record = shuffled(KAUNAS, places)
    one, other = record.participants[who].id, record.participants[whom].id
    board = seat_board(record, segment)
    effect = effect_of_swap(board, one, other)
    after = seat(record, segment, {one: board.table_of(other), other: board.table_of(one)})
    assert worth(after) - worth(record) == effect.worth
    back = effect_of_swap(seat_board(after, segment), one, other)
    assert (back.worth, back.again) == (-effect.worth, -effect.again)


def test_a_move_within_the_same_table_means_nothing() -> None:
    board = seat_board(KAUNAS, ROUNDS[0])
    table, people = next(iter(board.tables.items()))
    assert effect_of_move(board, people[0], table) == type(effect_of_move(board, people[0], table))()
    assert effect_of_swap(board, people[0], people[1]).worth == 0


def test_people_who_share_no_language_with_a_table_are_named() -> None:
    record = KAUNAS
    board = seat_board(record, ROUNDS[0])
    first, second = list(board.tables)[:2]
    stranger = board.tables[first][0]
    people = tuple(replace(p, languages=("km",)) if p.id == stranger else p for p in record.participants)
    alone = tuple(s for s in record.seats if s.segment_id != ROUNDS[0] or s.participant_id != stranger)
    board = seat_board(replace(record, participants=people, seats=alone), ROUNDS[0])
    effect = effect_of_move(board, stranger, second)
    assert effect.lost == (stranger,)
    assert effect.lost_at == board.numbers[second]
    assert effect.forbidden
    assert not effect.better


def test_a_table_left_without_anybody_who_can_report_is_named() -> None:
    board = seat_board(KAUNAS, ROUNDS[0])
    first, second = list(board.tables)[:2]
    speaker, *others = board.tables[first]
    people = tuple(
        replace(p, languages=("lt", "en"), english_level="C1" if p.id == speaker else "A1")
        if p.id in board.tables[first]
        else p
        for p in KAUNAS.participants
    )
    board = seat_board(replace(KAUNAS, participants=people), ROUNDS[0])
    assert effect_of_move(board, speaker, second).no_reporter == (board.numbers[first],)
    assert effect_of_move(board, others[0], second).no_reporter == ()


def test_colleagues_and_broken_wishes_are_named() -> None:
    board = seat_board(KAUNAS, ROUNDS[0])
    first, second = list(board.tables)[:2]
    person, mate = board.tables[first][0], board.tables[second][0]
    people = tuple(
        replace(p, organisation="UAB Nemunas") if p.id in {person, mate} else p for p in KAUNAS.participants
    )
    wishes = (
        SeatingWish("a", WishKind.APART, mate, person),
        SeatingWish("b", WishKind.TOGETHER, person, board.tables[first][1]),
        SeatingWish("c", WishKind.AT_TABLE, person, None, first),
    )
    board = seat_board(replace(KAUNAS, participants=people, wishes=wishes), ROUNDS[0])
    effect = effect_of_move(board, person, second)
    assert effect.alike == (mate,)
    assert set(effect.broken) == {mate, board.tables[first][1], person}


def interpreted_room() -> tuple[WorkshopRecord, str, str, str]:
    """Return Kaunas where an interpreter alone can report at a table: delegate, interpreter, table."""
    board = seat_board(KAUNAS, ROUNDS[0])
    first = next(iter(board.tables))
    delegate, interpreter, *_others = board.tables[first]
    people = tuple(
        replace(
            p,
            languages=("lt",),
            english_level="A1",
            interpreter_id=interpreter if p.id == delegate else None,
        )
        if p.id in board.tables[first]
        else p
        for p in KAUNAS.participants
    )
    return replace(KAUNAS, participants=people, attendance=()), delegate, interpreter, first


def test_who_interprets_can_report_as_the_planner_has_it() -> None:
    record, delegate, interpreter, first = interpreted_room()
    board = seat_board(record, ROUNDS[0])
    bystander = next(who for who in board.tables[first] if who not in {delegate, interpreter})
    second = list(board.tables)[1]
    assert effect_of_move(board, interpreter, second).no_reporter == (board.numbers[first],)
    assert effect_of_move(board, bystander, second).no_reporter == ()
    here = replace(record, seats=tuple(s for s in record.seats if s.segment_id == ROUNDS[0]))
    found = {one.kind: one for one in qualities(here)}[QualityKind.LANGUAGES]
    assert found.values["silent"] == 0


def test_a_delegate_is_not_parted_from_the_interpreter_unsaid() -> None:
    record, delegate, interpreter, first = interpreted_room()
    board = seat_board(record, ROUNDS[0])
    second = list(board.tables)[1]
    assert effect_of_move(board, delegate, second).broken == (interpreter,)
    assert effect_of_move(board, interpreter, second).broken == (delegate,)
    other = board.tables[second][0]
    assert effect_of_swap(board, delegate, other).broken == (interpreter,)
    assert effect_of_swap(board, delegate, interpreter).broken == ()
    assert board.table_of(delegate) == first


def test_a_wish_that_is_broken_already_is_not_broken_anew() -> None:
    board = seat_board(KAUNAS, ROUNDS[0])
    first, second, third = list(board.tables)[:3]
    person, mate = board.tables[first][0], board.tables[second][0]
    wishes = (
        SeatingWish("a", WishKind.TOGETHER, person, mate),
        SeatingWish("b", WishKind.AT_TABLE, person, None, second),
    )
    board = seat_board(replace(KAUNAS, wishes=wishes), ROUNDS[0])
    assert effect_of_move(board, person, third).broken == ()
    assert effect_of_move(board, person, second).broken == ()
    assert effect_of_swap(board, person, mate).broken == ()
    nowhere = tuple(s for s in KAUNAS.seats if (s.segment_id, s.participant_id) != (ROUNDS[0], person))
    board = seat_board(replace(KAUNAS, wishes=wishes, seats=nowhere), ROUNDS[0])
    assert set(effect_of_move(board, person, third).broken) == {person, mate}


def test_two_people_wished_to_one_table_do_not_meet_again_there() -> None:
    record = not_begun()
    one, other = record.participants[0].id, record.participants[1].id
    table = record.tables[0].id
    wishes = (
        SeatingWish("a", WishKind.AT_TABLE, one, None, table),
        SeatingWish("b", WishKind.AT_TABLE, other, None, table),
    )
    assert frozenset((one, other)) in tied_pairs(replace(record, wishes=wishes))


def test_a_table_below_three_is_named() -> None:
    seats = tuple(s for s in KAUNAS.seats if s.segment_id == ROUNDS[0])
    first, second = (table.id for table in KAUNAS.tables[:2])
    few = [s for s in seats if s.table_id == first][:3]
    record = replace(KAUNAS, seats=(*few, *(s for s in seats if s.table_id != first)), attendance=())
    effect = effect_of_move(seat_board(record, ROUNDS[0]), few[0].participant_id, second)
    assert effect.too_few == 1
    assert effect.sizes is not None


def test_meetings_of_rounds_that_do_not_mix_do_not_count() -> None:
    days = tuple(
        replace(
            day,
            segments=tuple(
                replace(s, round_kind=RoundKind.CLUSTER) if s.round_kind else s for s in day.segments
            ),
        )
        for day in KAUNAS.agenda.days
    )
    record = replace(KAUNAS, agenda=replace(KAUNAS.agenda, days=days))
    board = seat_board(record, ROUNDS[0])
    person = record.participants[0].id
    assert {effect_of_move(board, person, table).worth for table in board.tables} == {0}
    assert QualityKind.MEETINGS not in {one.kind for one in qualities(record)}


@settings(max_examples=30, deadline=None)
@given(numbers)
def test_no_seating_goes_below_its_bound(places: list[int]) -> None:
    for one in qualities(shuffled(KAUNAS, places)):
        assert one.bound is None or one.value >= one.bound or one.kind is QualityKind.ROLES


def test_a_first_round_in_which_nobody_met_before_is_proven_best() -> None:
    record = not_begun()
    first = table_rounds(record)[0].id
    record = replace(record, seats=tuple(s for s in record.seats if s.segment_id == first))
    found = {one.kind: one for one in qualities(record)}
    assert found[QualityKind.MEETINGS].value == 0
    assert found[QualityKind.MEETINGS].proven


def test_the_same_tables_twice_are_not_called_best() -> None:
    record = not_begun()
    two = {one.id for one in table_rounds(record)[:2]}
    record = replace(record, seats=tuple(s for s in record.seats if s.segment_id in two))
    found = {one.kind: one for one in qualities(record)}[QualityKind.MEETINGS]
    pairs = sum(len(list(combinations(t, 2))) for t in seated_tables(record)[min(two)])
    assert found.values["again"] == pairs
    assert not found.proven


def test_meetings_of_earlier_modules_are_history_that_nobody_can_undo() -> None:
    record = not_begun()
    first = table_rounds(record)[0].id
    tables = seated_tables(record)[first]
    record = replace(
        record,
        seats=tuple(s for s in record.seats if s.segment_id == first),
        earlier_rounds=(tables, tables),
        attendance=(),
    )
    found = {one.kind: one for one in qualities(record)}[QualityKind.MEETINGS]
    assert found.values["times"] == 3
    assert found.bound is not None
    assert 0 < found.bound < found.value


def test_a_new_plan_tells_who_moves_in_how_many_rounds() -> None:
    board = seat_board(KAUNAS, ROUNDS[0])
    first, second = list(board.tables)[:2]
    person = board.tables[first][0]
    after = seat(KAUNAS, ROUNDS[0], {person: second})
    found = replanned(KAUNAS, after)
    assert (found.people, found.rounds) == (1, 1)
    assert replanned(KAUNAS, KAUNAS).people == 0
