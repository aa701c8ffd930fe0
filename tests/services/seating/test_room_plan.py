"""Where tables stand: one step each, inside the walls, and taken back."""

from __future__ import annotations

import math

import pytest

from facilitator_app.records.enums import Desk as Where
from facilitator_app.records.enums import RoomSide
from facilitator_app.rules.seating.roomplan import positions
from facilitator_app.services import seating
from facilitator_app.support.errors import KnownError
from tests.services.conftest import Desk


def test_a_table_stands_where_it_was_put_and_the_others_stay(desk: Desk) -> None:
    before = positions(desk.record().tables)
    table = desk.record().tables[1].id
    seating.place_table(desk.file, table, 0.51, 0.3)
    after = positions(desk.record().tables)
    assert after[table] == (0.51, 0.3)
    assert {one: place for one, place in after.items() if one != table} == {
        one: place for one, place in before.items() if one != table
    }
    desk.file.undo(Where.PREPARE)
    assert positions(desk.record().tables) == before


def test_what_lies_outside_the_walls_is_put_at_the_wall(desk: Desk) -> None:
    table = desk.record().tables[0].id
    seating.place_table(desk.file, table, -3, 1.2)
    assert (desk.record().tables[0].place_x, desk.record().tables[0].place_y) == (0, 1)


@pytest.mark.parametrize("nowhere", [math.nan, math.inf])
def test_what_is_no_place_is_refused_in_words(desk: Desk, nowhere: float) -> None:
    with pytest.raises(KnownError, match="no place in the room"):
        seating.place_table(desk.file, desk.record().tables[0].id, 0.5, nowhere)
    assert desk.record().tables[0].place_x is None


def test_the_wall_with_the_doors_is_chosen_and_one_there_is_not_is_refused(desk: Desk) -> None:
    seating.set_doors(desk.file, desk.workshop, RoomSide.LEFT)
    assert desk.record().details.doors is RoomSide.LEFT
    with pytest.raises(KnownError, match="ceiling"):
        seating.set_doors(desk.file, desk.workshop, "ceiling")


def test_the_usual_layout_is_one_step_for_all_tables(desk: Desk) -> None:
    usual = positions(desk.record().tables)
    for at, table in enumerate(desk.record().tables):
        seating.place_table(desk.file, table.id, 0.1 * at, 0.5)
    moved = positions(desk.record().tables)
    seating.reset_places(desk.file, desk.workshop)
    assert positions(desk.record().tables) == usual
    desk.file.undo(Where.PREPARE)
    assert positions(desk.record().tables) == moved
