"""What of the paper in a room still says the truth."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from facilitator_app.records.enums import RoundKind, Sheet
from facilitator_app.records.run import Position, RunEntry
from facilitator_app.records.seating import Printing, Seat
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.seating.held import begun_rounds
from facilitator_app.rules.seating.printed import (
    cards_to_print,
    in_order_of_names,
    place_cards,
    printed_seats,
    seats_of,
    sittings,
    table_cards,
    wall_lists,
)
from tests.builders import kaunas, reading_at
from tests.crowd import many_scripts, mixed

_AT = datetime(2027, 3, 2, 6, tzinfo=UTC)


def _rounds(record: WorkshopRecord) -> list[str]:
    return [one.id for one in record.agenda.segments() if one.has_table_work]


def _printed(record: WorkshopRecord) -> WorkshopRecord:
    seats = seats_of(record)
    return replace(record, printings=tuple(Printing(f"p-{one}", one, _AT, seats) for one in Sheet))


def _moved(record: WorkshopRecord, segment_id: str, person_id: str, table_id: str) -> WorkshopRecord:
    seats = tuple(
        replace(one, table_id=table_id)
        if (one.segment_id, one.participant_id) == (segment_id, person_id)
        else one
        for one in record.seats
    )
    return replace(record, seats=seats)


def _elsewhere(record: WorkshopRecord, segment_id: str, person_id: str) -> tuple[str, str]:
    """Return the ids of the table somebody sits at in a round and of another one."""
    here = next(
        s.table_id for s in record.seats if (s.segment_id, s.participant_id) == (segment_id, person_id)
    )
    return here, next(one.id for one in record.tables if one.id != here)


def _numbers(record: WorkshopRecord) -> dict[str, int]:
    return {one.id: one.number for one in record.tables}


def test_a_round_in_which_nobody_moves_needs_no_card_of_its_own() -> None:
    record = kaunas()
    (only,) = sittings(record)
    assert [one.id for one in only.segments] == _rounds(record)
    assert len(table_cards(record)) == len(record.tables)


def test_rounds_in_which_people_change_tables_have_cards_each_by_round_then_table() -> None:
    record = many_scripts()
    cards = table_cards(record)
    order = [(card.sitting.id, card.table.number) for card in cards]
    assert order == [(one, table.number) for one in _rounds(record) for table in record.tables]
    for card in cards:
        assert set(card.people) == card.sitting.at(card.table.number)


def test_a_round_as_before_joins_the_one_before_it() -> None:
    record = many_scripts()
    first, second, *_more = _rounds(record)
    as_before = [
        replace(one, id=f"{one.id}-again", segment_id=second)
        for one in record.seats
        if one.segment_id == first
    ]
    others = [one for one in record.seats if one.segment_id != second]
    days = tuple(
        replace(
            day,
            segments=tuple(
                replace(one, round_kind=RoundKind.SAME) if one.id == second else one for one in day.segments
            ),
        )
        for day in record.agenda.days
    )
    record = replace(record, seats=(*others, *as_before), agenda=replace(record.agenda, days=days))
    assert [one.id for one in sittings(record)[0].segments] == [first, second]


def test_what_was_never_printed_is_asked_for_whole() -> None:
    record = many_scripts()
    for sheet in Sheet:
        assert printed_seats(record, sheet) is None
        everything, changed = cards_to_print(record, sheet)
        assert changed is None
        assert everything > 0


def test_nothing_changes_by_printing() -> None:
    record = _printed(many_scripts())
    for sheet in Sheet:
        assert cards_to_print(record, sheet)[1] == 0


@given(st.integers(0, 27), st.integers(0, 11))
def test_who_moves_in_one_round_changes_two_cards_one_name_and_one_list(person: int, turn: int) -> None:
    record = _printed(many_scripts())
    who, segment = record.participants[person].id, _rounds(record)[turn]
    here, there = _elsewhere(record, segment, who)
    since = printed_seats(record, Sheet.TABLE_CARDS)
    after = _moved(record, segment, who, there)
    numbers = _numbers(record)
    assert {(c.sitting.id, c.table.number) for c in table_cards(after, since)} == {
        (segment, numbers[here]),
        (segment, numbers[there]),
    }
    assert [one.id for one in place_cards(after, since)] == [who]
    assert [one.id for one in wall_lists(after, since)] == [segment]


def test_two_who_swap_change_their_two_tables() -> None:
    record = _printed(many_scripts())
    segment = _rounds(record)[3]
    one, other = record.participants[0].id, record.participants[1].id
    here, there = (_elsewhere(record, segment, who)[0] for who in (one, other))
    assert here != there
    after = _moved(_moved(record, segment, one, there), segment, other, here)
    assert cards_to_print(after, Sheet.TABLE_CARDS)[1] == 2
    assert {p.id for p in place_cards(after, printed_seats(after, Sheet.PLACE_CARDS))} == {one, other}


def test_whoever_leaves_changes_the_cards_that_name_them_and_has_none_themselves() -> None:
    record = _printed(many_scripts())
    gone = record.participants[4]
    people = tuple(replace(one, withdrawn=one.id == gone.id) for one in record.participants)
    after = replace(record, participants=people)
    since = printed_seats(after, Sheet.TABLE_CARDS)
    changed = table_cards(after, since)
    assert len(changed) == len(_rounds(record))
    assert all(gone.id not in card.people for card in changed)
    assert place_cards(after, since) == ()


def test_a_newcomer_has_a_card_and_so_have_their_tables() -> None:
    record = _printed(many_scripts())
    late = replace(record.participants[0], id="late", native_name="", display_name="Ąžuolas Vėlyvis")
    seats = [Seat(f"late-{one}", one, record.tables[2].id, "late") for one in _rounds(record)]
    after = replace(record, participants=(*record.participants, late), seats=(*record.seats, *seats))
    since = printed_seats(after, Sheet.PLACE_CARDS)
    assert [one.id for one in place_cards(after, since)] == ["late"]
    assert {card.table.number for card in table_cards(after, since)} == {3}


def test_a_round_that_has_begun_needs_no_new_paper() -> None:
    record = _printed(many_scripts())
    first, second, *_more = _rounds(record)
    stage = next(one for one in record.agenda.segments() if one.id == first).stages[0].stage
    entry = RunEntry("run", 1, Position(first, stage), 600, 0, reading_at(_AT))
    record = replace(record, run_entries=(entry,))
    assert begun_rounds(record) == {first}
    who = record.participants[7].id
    for segment, cards in ((first, 0), (second, 2)):
        _here, there = _elsewhere(record, segment, who)
        after = _moved(record, segment, who, there)
        assert cards_to_print(after, Sheet.TABLE_CARDS)[1] == cards
        assert cards_to_print(after, Sheet.PLACE_CARDS)[1] == cards // 2
        assert cards_to_print(after, Sheet.WALL_LIST)[1] == cards // 2


def test_names_stand_in_their_own_alphabets() -> None:
    record = many_scripts()
    everybody = {one.id for one in record.participants}
    names = [one.own_name for one in in_order_of_names(record, everybody)]
    assert len(names) == len(everybody)
    latin = [name for name in names if name[0] < "ɏ"]
    assert names[: len(latin)] == latin
    assert names.index("خالد بن تمران") < names.index("عبد الرحمن بن محمد بن خلدون الحضرمي الإشبيلي التونسي")
    assert names.index("Łukasz Jaśkowiak") < names.index("Małgorzata Święcka")


def test_without_seats_there_is_nothing_to_print() -> None:
    record = replace(mixed(kaunas()), seats=())
    for sheet in Sheet:
        assert cards_to_print(record, sheet) == (0, None)
