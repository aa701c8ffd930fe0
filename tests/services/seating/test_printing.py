"""What was printed is noted in the file, and is no undo step."""

from __future__ import annotations

import pytest

from facilitator_app.records.enums import Desk as Where
from facilitator_app.records.enums import Sheet
from facilitator_app.rules.seating.printed import cards_to_print, printed_seats, seats_of
from facilitator_app.services import people, seating
from facilitator_app.support.errors import KnownError
from tests.services.conftest import Desk


@pytest.fixture
def seated(desk: Desk) -> Desk:
    """A two-day course with twelve people at tables."""
    for name in ("Ona", "Jonas", "Rasa", "Petras", "Ieva", "Tomas", "Aida", "Lina", "Marius", "Rytis"):
        people.add_participant(desk.file, desk.workshop, display_name=name, languages=["lt", "en"])
    seating.plan_seats(desk.file, desk.workshop, seed=1, seconds=0.5)
    return desk


def _move(desk: Desk) -> None:
    """Move somebody to another table in the first round."""
    record = desk.record()
    seat = record.seats[0]
    table = next(one.id for one in record.tables if one.id != seat.table_id)
    seating.move_person(desk.file, seat.segment_id, seat.participant_id, table)


def test_what_was_printed_stays_in_the_file(seated: Desk) -> None:
    changes = seating.note_printed(seated.file, seated.workshop, Sheet.TABLE_CARDS)
    record = seated.record()
    assert printed_seats(record, Sheet.TABLE_CARDS) == seats_of(record)
    assert printed_seats(record, Sheet.PLACE_CARDS) is None
    assert record.printings[0].at == seated.clock.read().wall
    assert changes.label
    assert seated.file.check().sound


def test_the_newest_printing_takes_the_place_of_the_one_before(seated: Desk) -> None:
    seating.note_printed(seated.file, seated.workshop, Sheet.PLACE_CARDS)
    _move(seated)
    assert cards_to_print(seated.record(), Sheet.PLACE_CARDS)[1] == 1
    seated.clock.advance(60)
    seating.note_printed(seated.file, seated.workshop, Sheet.PLACE_CARDS)
    record = seated.record()
    assert cards_to_print(record, Sheet.PLACE_CARDS)[1] == 0
    assert len(record.printings) == 1


def test_undo_takes_back_the_move_and_not_the_paper(seated: Desk) -> None:
    _move(seated)
    seating.note_printed(seated.file, seated.workshop, Sheet.TABLE_CARDS)
    seated.file.undo(Where.PREPARE)
    record = seated.record()
    assert printed_seats(record, Sheet.TABLE_CARDS) is not None
    assert cards_to_print(record, Sheet.TABLE_CARDS)[1] == 2


def test_what_moved_while_the_paper_was_made_is_still_new(seated: Desk) -> None:
    on_paper = seats_of(seated.record())
    _move(seated)
    seating.note_printed(seated.file, seated.workshop, Sheet.PLACE_CARDS, seats=on_paper)
    assert cards_to_print(seated.record(), Sheet.PLACE_CARDS)[1] == 1


def test_of_a_single_round_only_that_round_is_noted(seated: Desk) -> None:
    first = seated.record().seats[0].segment_id
    seating.note_printed(seated.file, seated.workshop, Sheet.WALL_LIST, rounds={first})
    printed = printed_seats(seated.record(), Sheet.WALL_LIST)
    assert printed is not None
    assert set(printed) == {first}
    seating.note_printed(seated.file, seated.workshop, Sheet.WALL_LIST)
    _move(seated)
    later = next(one for one in seats_of(seated.record()) if one != first)
    seating.note_printed(seated.file, seated.workshop, Sheet.WALL_LIST, rounds={later})
    assert cards_to_print(seated.record(), Sheet.WALL_LIST)[1] == 1


def test_a_workshop_that_is_not_there_is_refused(seated: Desk) -> None:
    with pytest.raises(KnownError):
        seating.note_printed(seated.file, "nowhere", Sheet.WALL_LIST)
