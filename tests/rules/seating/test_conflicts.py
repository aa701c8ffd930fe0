"""Wishes that clash are named with everything that clashes, and nothing that can be kept is named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator_app.records.enums import RoundKind, WishKind
from facilitator_app.records.people import Participant
from facilitator_app.records.seating import Seat, SeatingWish, Table
from facilitator_app.rules.seating.conflicts import (
    OF_WISHES,
    Conflict,
    ConflictKind,
    TieKind,
    conflicts,
)
from facilitator_app.rules.seating.feasible import largest_circle, tables_can_speak
from facilitator_app.rules.seating.wanted import RoundWanted

Wish = tuple[WishKind, str, str]
TOGETHER, APART, AT_TABLE = WishKind


def people_of(count: int, *languages: str) -> list[Participant]:
    return [
        Participant(f"p{n}", f"P{n}", "Guest", str(n), "", languages=languages or ("en",))
        for n in range(count)
    ]


def tables_of(count: int) -> list[Table]:
    return [Table(f"t{n}", n) for n in range(1, count + 1)]


def wishes_of(*wanted: Wish) -> list[SeatingWish]:
    return [
        SeatingWish(f"w{n}", kind, one, None, other)
        if kind is AT_TABLE
        else SeatingWish(f"w{n}", kind, one, other)
        for n, (kind, one, other) in enumerate(wanted)
    ]


def found(people: Sequence[Participant], tables: int, *wanted: Wish) -> tuple[Conflict, ...]:
    rounds = [RoundWanted("r1", RoundKind.MIX, tables), RoundWanted("r2", RoundKind.MIX, tables)]
    return conflicts(people, rounds, wishes_of(*wanted), (), tables_of(tables))


def test_a_chain_of_wishes_against_one_is_named_link_by_link() -> None:
    (only,) = found(
        people_of(12),
        3,
        (TOGETHER, "p0", "p1"),
        (TOGETHER, "p2", "p1"),
        (APART, "p0", "p2"),
        (APART, "p4", "p5"),
    )
    assert only.kind is ConflictKind.TOGETHER_AND_APART
    assert only.wishes == ("w0", "w1", "w2")
    assert only.people == ("p0", "p1", "p2")
    assert only.rounds == ()


def test_one_person_cannot_sit_at_two_tables() -> None:
    (only,) = found(people_of(12), 3, (AT_TABLE, "p0", "t1"), (AT_TABLE, "p0", "t3"))
    assert (only.kind, only.wishes) == (ConflictKind.TWO_TABLES, ("w0", "w1"))


def test_two_who_sit_together_cannot_sit_at_two_tables() -> None:
    (only,) = found(people_of(12), 3, (AT_TABLE, "p0", "t1"), (TOGETHER, "p0", "p1"), (AT_TABLE, "p1", "t3"))
    assert (only.kind, only.wishes) == (ConflictKind.TWO_TABLES, ("w0", "w1", "w2"))
    assert [tie.table for tie in only.ties] == [1, None, 3]


def test_two_who_sit_apart_cannot_sit_at_one_table() -> None:
    (only,) = found(people_of(12), 3, (AT_TABLE, "p0", "t2"), (AT_TABLE, "p1", "t2"), (APART, "p0", "p1"))
    assert only.kind is ConflictKind.APART_AT_ONE_TABLE
    assert set(only.wishes) == {"w0", "w1", "w2"}


def test_a_group_larger_than_a_table_is_named_with_its_size() -> None:
    pairs = [(TOGETHER, f"p{n}", f"p{n + 1}") for n in range(6)]
    (only,) = found(people_of(28), 5, *pairs)
    assert (only.kind, dict(only.values)) == (ConflictKind.GROUP_TOO_LARGE, {"size": 7, "seats": 6})


def test_a_table_cannot_have_more_people_than_seats() -> None:
    (only,) = found(people_of(9), 3, *[(AT_TABLE, f"p{n}", "t2") for n in range(4)])
    assert only.kind is ConflictKind.TABLE_TOO_FULL
    assert dict(only.values) == {"table": 2, "size": 4, "seats": 3}


def test_six_who_are_all_to_sit_apart_need_six_tables() -> None:
    pairs = [(APART, one, other) for one, other in combinations([f"p{n}" for n in range(6)], 2)]
    (only,) = found(people_of(28), 5, *pairs)
    assert only.kind is ConflictKind.TOO_MANY_APART
    assert only.people == ("p0", "p1", "p2", "p3", "p4", "p5")
    assert found(people_of(28), 6, *pairs) == ()


def test_three_groups_that_are_to_sit_apart_need_three_tables() -> None:
    wanted = [(TOGETHER, "p0", "p1"), (TOGETHER, "p1", "p2"), (TOGETHER, "p3", "p4"), (TOGETHER, "p5", "p6")]
    (only,) = found(people_of(7), 2, *wanted, (APART, "p0", "p3"), (APART, "p0", "p5"), (APART, "p3", "p5"))
    assert only.kind is ConflictKind.TOO_MANY_APART
    assert found(people_of(7), 2, *wanted) == ()


def test_what_only_clashes_all_together_is_named_without_what_is_not_to_blame() -> None:
    wanted = [(AT_TABLE, f"p{n}", f"t{1 + n // 3}") for n in range(6)]
    (only,) = found(
        people_of(9), 3, *wanted, (TOGETHER, "p6", "p7"), (AT_TABLE, "p7", "t1"), (TOGETHER, "p8", "p6")
    )
    assert only.kind in {ConflictKind.TABLE_TOO_FULL, ConflictKind.CANNOT_ALL}
    assert "w3" not in only.wishes


def test_a_locked_seat_against_a_wish_names_both_and_the_round() -> None:
    rounds = [RoundWanted("r1", RoundKind.MIX, 3), RoundWanted("r2", RoundKind.MIX, 3)]
    lock = Seat("s", "r2", "t3", "p1", locked=True)
    wishes = wishes_of((AT_TABLE, "p0", "t1"), (TOGETHER, "p0", "p1"))
    (only,) = conflicts(
        people_of(12),
        rounds,
        wishes,
        [lock, replace(lock, id="u", participant_id="p5", locked=False)],
        tables_of(3),
    )
    assert (only.kind, only.rounds) == (ConflictKind.LOCKED_OTHERWISE, ("r2",))
    assert [tie.kind for tie in only.ties] == [TieKind.AT_TABLE, TieKind.TOGETHER, TieKind.LOCKED]


def test_an_interpreter_is_not_to_sit_apart_and_an_absent_one_is_missed_in_that_round() -> None:
    people = people_of(8)
    people[0] = replace(people[0], languages=("km",), interpreter_id="p1")
    rounds = [RoundWanted("r1", RoundKind.MIX, 2), RoundWanted("r2", RoundKind.MIX, 2, frozenset({"p1"}))]
    told = conflicts(people, rounds, wishes_of((APART, "p0", "p1")), (), tables_of(2))
    assert [(one.kind, one.people, one.rounds) for one in told] == [
        (ConflictKind.INTERPRETER_APART, ("p0", "p1"), ("r1",)),
        (ConflictKind.INTERPRETER_ABSENT, ("p0", "p1"), ("r2",)),
        (ConflictKind.LANGUAGES_DO_NOT_FIT, ("p0",), ("r2",)),
    ]


def test_together_without_a_common_language_is_named_unless_somebody_interprets() -> None:
    people = [*people_of(4, "en", "lt"), *people_of(8, "en")[4:]]
    people[0] = replace(people[0], languages=("lt",))
    told = found(people, 2, (TOGETHER, "p0", "p5"))
    assert [(one.kind, one.people) for one in told] == [(ConflictKind.NO_COMMON_LANGUAGE, ("p0", "p5"))]
    people[0] = replace(people[0], interpreter_id="p1")
    assert found(people, 2, (TOGETHER, "p0", "p5")) == ()


def test_fewer_people_who_can_report_than_tables_are_named() -> None:
    people = [replace(one, english_level="" if n < 3 else "A2") for n, one in enumerate(people_of(16))]
    (only,) = found(people, 4)
    assert (only.kind, only.people) == (ConflictKind.TOO_FEW_REPORTERS, ("p0", "p1", "p2"))
    assert dict(only.values) == {"tables": 4, "language": "en"}


def test_languages_that_no_number_of_tables_can_hold_are_named() -> None:
    people = [*people_of(9, "en"), replace(people_of(1)[0], id="k", languages=("km",))]
    (only,) = found(people, 2)
    assert (only.kind, only.people) == (ConflictKind.LANGUAGES_DO_NOT_FIT, ("k",))


def test_who_is_away_or_has_withdrawn_asks_for_nothing() -> None:
    people = people_of(12)
    people[1] = replace(people[1], withdrawn=True)
    pair = wishes_of((TOGETHER, "p0", "p1"), (APART, "p0", "p1"), (TOGETHER, "p3", "p2"), (APART, "p3", "p2"))
    rounds = [RoundWanted("r1", RoundKind.MIX, 3, frozenset({"p2"})), RoundWanted("r2", RoundKind.MIX, 3)]
    (only,) = conflicts(people, rounds, pair, (), tables_of(3))
    assert (only.people, only.rounds) == (("p3", "p2"), ("r2",))


def seatings(count: int, tables: int) -> Iterator[list[int]]:
    """Yield every seating of so many people at tables of even size."""
    least, more = divmod(count, tables)
    for larger in combinations(range(tables), more):
        room = [least + (table in larger) for table in range(tables)]
        yield from _filled(count, room, [])


def _filled(count: int, room: list[int], at: list[int]) -> Iterator[list[int]]:
    if len(at) == count:
        yield at
        return
    for table, left in enumerate(room):
        if left:
            room[table] -= 1
            yield from _filled(count, room, [*at, table])
            room[table] += 1


def keeps(at: list[int], wish: Wish) -> bool:
    kind, one, other = wish
    mine = at[int(one[1:])]
    if kind is AT_TABLE:
        return mine == int(other[1:]) - 1
    return (mine == at[int(other[1:])]) is (kind is TOGETHER)


@st.composite
def small_rooms(draw: st.DrawFn) -> tuple[int, int, list[Wish]]:
    count = draw(st.integers(2, 7))
    tables = draw(st.integers(1, min(4, count)))
    person = st.integers(0, count - 1).map(lambda n: f"p{n}")
    pair = st.tuples(st.sampled_from([TOGETHER, APART, APART]), person, person).filter(lambda w: w[1] != w[2])
    place = st.tuples(st.just(AT_TABLE), person, st.integers(1, tables).map(lambda n: f"t{n}"))
    return count, tables, draw(st.lists(st.one_of(pair, pair, place), min_size=1, max_size=8))


@given(small_rooms())
@settings(deadline=None)
def test_wishes_are_named_exactly_where_no_seating_keeps_them_all(room: tuple[int, int, list[Wish]]) -> None:
    count, tables, wanted = room
    told = found(people_of(count), tables, *wanted)
    assert {one.kind for one in told} <= OF_WISHES
    possible = any(all(keeps(at, wish) for wish in wanted) for at in seatings(count, tables))
    assert possible == (not told)


@given(small_rooms())
@settings(deadline=None)
def test_what_is_named_clashes_by_itself(room: tuple[int, int, list[Wish]]) -> None:
    count, tables, wanted = room
    for one in found(people_of(count), tables, *wanted):
        named = [wanted[int(wish[1:])] for wish in one.wishes]
        assert not any(all(keeps(at, wish) for wish in named) for at in seatings(count, tables))
        if one.kind is ConflictKind.CANNOT_ALL:
            for left_out in named:
                rest = [wish for wish in named if wish is not left_out]
                assert any(all(keeps(at, wish) for wish in rest) for at in seatings(count, tables))


@given(
    st.lists(
        st.sets(st.sampled_from(["en", "lt", "km", "ar"]), min_size=1, max_size=3), min_size=1, max_size=7
    ),
    st.integers(1, 3),
)
@settings(deadline=None)
def test_tables_can_speak_exactly_where_some_seating_has_a_language_at_each(
    kinds: list[set[str]], tables: int
) -> None:
    tables = min(tables, len(kinds))

    def speaks(at: list[int]) -> bool:
        return all(
            set.intersection(*(kind for kind, mine in zip(kinds, at, strict=True) if mine == table))
            for table in range(tables)
        )

    possible = any(speaks(at) for at in seatings(len(kinds), tables))
    assert tables_can_speak(Counter(frozenset(kind) for kind in kinds), tables) == possible


@given(st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6)).filter(lambda p: p[0] < p[1]), max_size=14))
def test_the_largest_circle_is_the_largest(pairs: set[tuple[int, int]]) -> None:
    people = [f"p{n}" for n in range(7)]
    apart = [(f"p{a}", f"p{b}") for a, b in sorted(pairs)]
    circle = largest_circle(people, apart)
    near = {frozenset(pair) for pair in apart}

    def is_circle(group: Sequence[str]) -> bool:
        return all(frozenset(pair) in near for pair in combinations(group, 2))

    assert is_circle(circle)
    sizes = [size for size in range(2, 8) for group in combinations(people, size) if is_circle(group)]
    assert len(circle) == max(sizes, default=0)
