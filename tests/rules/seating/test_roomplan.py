"""Where tables stand when nobody has said."""

import math
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator_app.records.seating import Table
from facilitator_app.rules.seating.roomplan import (
    ROOM_RATIO,
    SCREEN_DEPTH,
    Place,
    largest_radius,
    positions,
    usual_places,
)

_COUNTS = st.integers(1, 60)
_SHARES = st.floats(0, 1, allow_nan=False)


def _tables(count: int) -> list[Table]:
    return [Table(f"t{number}", number) for number in range(1, count + 1)]


def _radius(places: list[Place]) -> float:
    """In widths of a room of the usual form."""
    return largest_radius(places, 1.0, 1 / ROOM_RATIO)


def test_nobody_needs_a_table_to_ask() -> None:
    assert positions([]) == {}


@given(_COUNTS)
def test_every_table_stands_in_the_room_and_behind_the_screen(count: int) -> None:
    places = positions(_tables(count))
    assert set(places) == {f"t{n}" for n in range(1, count + 1)}
    assert all(0 < x < 1 and SCREEN_DEPTH < y < 1 for x, y in places.values())


@given(_COUNTS)
def test_tables_do_not_touch_and_leave_a_way_between_them(count: int) -> None:
    radius = _radius(list(positions(_tables(count)).values()))
    # Sixty tables of a tenth of the room each would fill it: they are smaller the more they are.
    assert radius >= 0.3 / math.sqrt(count + 10)


@given(_COUNTS)
def test_the_room_is_the_same_left_and_right_of_the_screen(count: int) -> None:
    places = usual_places(count)
    mirrored = sorted((round(1 - x, 6), round(y, 6)) for x, y in places)
    assert mirrored == sorted((round(x, 6), round(y, 6)) for x, y in places)


@pytest.mark.parametrize("count", range(3, 8))
def test_a_few_tables_form_a_horseshoe_open_to_the_screen(count: int) -> None:
    places = usual_places(count)
    assert places[0][0] < 0.25
    assert places[-1][0] > 0.75
    deepest = max(places, key=lambda one: one[1])
    assert 0.2 < deepest[0] < 0.8
    # Walking from the first to the last number one goes along the wall, not across the room.
    steps = [math.dist(a, b) for a, b in pairwise(places)]
    assert max(steps) < 0.62


@given(st.integers(8, 60))
def test_many_tables_stand_in_rows_counted_from_the_screen(count: int) -> None:
    places = usual_places(count)
    assert list(places) == sorted(places, key=lambda one: (round(one[1], 6), one[0]))
    rows = {round(y, 6) for _x, y in places}
    longest = max(sum(1 for _x, y in places if round(y, 6) == row) for row in rows)
    assert longest >= len(rows)


@given(_COUNTS, st.data())
def test_a_table_somebody_moved_stays_there_and_the_others_where_they_were(
    count: int, data: st.DataObject
) -> None:
    tables = _tables(count)
    before = positions(tables)
    moved = data.draw(st.integers(0, count - 1))
    there = (data.draw(_SHARES), data.draw(_SHARES))
    tables[moved] = replace(tables[moved], place_x=there[0], place_y=there[1])
    after = positions(tables)
    assert after[tables[moved].id] == there
    elsewhere = [one.id for one in tables if one.id != tables[moved].id and after[one.id] != before[one.id]]
    # In a full room a table may stand in the way of a few neighbours, never of the whole room.
    assert len(elsewhere) <= 4


@given(st.integers(2, 60), st.data())
def test_nobody_is_put_upon_a_table_that_was_placed(count: int, data: st.DataObject) -> None:
    tables = _tables(count)
    for n in data.draw(st.sets(st.integers(0, count - 1), max_size=count)):
        tables[n] = replace(tables[n], place_x=data.draw(_SHARES), place_y=data.draw(_SHARES))
    places = positions(tables)
    free = [one.id for one in tables if one.place_x is None]
    for table_id in free:
        x, y = places[table_id]
        nearest = min(
            math.hypot(x - a, (y - b) / ROOM_RATIO) for other, (a, b) in places.items() if other != table_id
        )
        assert nearest > 0.02


def test_a_lone_share_is_no_place() -> None:
    tables = [replace(Table("a", 1), place_x=0.9), Table("b", 2)]
    assert positions(tables) == dict(zip(("a", "b"), usual_places(2), strict=True))


def test_numbers_decide_the_order_not_the_list() -> None:
    tables = _tables(5)
    assert positions(reversed(tables)) == positions(tables)
