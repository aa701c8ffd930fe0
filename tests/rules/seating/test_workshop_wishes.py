"""Wishes, locked seats and teams in the seating of a workshop: kept, or told with names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator_app.records.enums import RoundKind, TableRoleName, WishKind
from facilitator_app.records.people import Participant
from facilitator_app.rules.seating.facts import (
    FactKind,
    Wanted,
    language_facts,
    lonely_facts,
    meeting_facts,
    wish_facts,
)
from facilitator_app.rules.seating.instance import Tables
from facilitator_app.rules.seating.workshop import RoundWanted, Wishes, WorkshopSeating, seat_workshop
from tests.rules.seating.test_conflicts import Wish, found, people_of, small_rooms
from tests.rules.seating.test_workshop import guest, mixes, roster_of, seats

CLUSTER, MIX, SAME = RoundKind.CLUSTER, RoundKind.MIX, RoundKind.SAME


def room_of(count: int) -> list[Participant]:
    return [guest(n, "en") for n in range(count)]


def table_of(tables: Tables, who: str) -> int:
    return next(number for number, people in enumerate(tables, start=1) if who in people)


def broken(seating: WorkshopSeating) -> list[tuple[str, tuple[str, ...]]]:
    facts = [fact for fact in seating.facts if fact.kind is FactKind.WISH_BROKEN]
    return [(str(fact.values["wish"]), fact.people) for fact in facts]


@pytest.mark.parametrize(("name", "tables"), [("kaunas_2day", 5), ("kaunas_2day", 6), ("sharjah_1day", 5)])
def test_all_wishes_are_kept_in_every_round_and_tables_stay_language_safe(name: str, tables: int) -> None:
    people = roster_of(name)
    ids = [one.id for one in people]
    people[0] = replace(people[0], interpreter_id=ids[1])
    wishes = Wishes(
        keep_together=((ids[2], ids[3]),),
        keep_apart=((ids[4], ids[5]), (ids[2], ids[4])),
        at_table=((ids[6], 3), (ids[7], 1)),
    )
    kinds = (MIX, MIX, CLUSTER, SAME, MIX, CLUSTER)
    rounds = [RoundWanted(f"s{n}", kind, tables) for n, kind in enumerate(kinds)]
    seating = seat_workshop(people, rounds, wishes, seed=2, seconds=30, steps=1500)
    assert not [fact for fact in seating.facts if fact.is_trouble]
    for one in seats(seating):
        assert table_of(one, ids[0]) == table_of(one, ids[1])
        assert table_of(one, ids[2]) == table_of(one, ids[3])
        assert table_of(one, ids[4]) != table_of(one, ids[5])
        assert (table_of(one, ids[6]), table_of(one, ids[7])) == (3, 1)


def test_a_fresh_plan_of_sharjah_says_who_shares_only_english_with_the_table() -> None:
    """The data set seats two such people at the Khmer table 5; wherever they sit, it is said."""
    people = roster_of("sharjah_1day")
    roster = {one.id: one for one in people}
    seating = seat_workshop(people, mixes(3, 5), seed=1, seconds=30, steps=1500)
    assert not [fact for fact in seating.facts if fact.is_trouble]
    shared = [fact for fact in seating.facts if fact.kind is FactKind.SHARES_ONLY]
    assert shared
    for fact in shared:
        assert fact.values["language"] == "en"
        assert all(fact.values["majority"] not in roster[who].languages for who in fact.people)


def test_locked_seats_stay_in_every_kind_of_round() -> None:
    rounds = [
        RoundWanted("a", MIX, 5, locked=(("g0", 4), ("g1", 2))),
        RoundWanted("b", SAME, 5, locked=(("g2", 1),)),
        RoundWanted("c", CLUSTER, 5, locked=(("g3", 5),)),
        RoundWanted("d", CLUSTER, 5),
    ]
    seating = seat_workshop(room_of(26), rounds, seed=3, steps=300)
    first, second, teams, later = seats(seating)
    assert (table_of(first, "g0"), table_of(first, "g1")) == (4, 2)
    assert (table_of(second, "g2"), table_of(teams, "g3")) == (1, 5)
    assert teams == later
    assert broken(seating) == []


def test_a_lock_goes_before_a_wish_and_the_wish_is_told() -> None:
    wishes = Wishes(at_table=(("g0", 1),), keep_together=(("g0", "g1"),))
    rounds = [RoundWanted("a", MIX, 4, locked=(("g0", 3), ("g1", 2)))]
    seating = seat_workshop(room_of(16), rounds, wishes, steps=200)
    assert broken(seating) == [("together", ("g0", "g1")), ("at_table", ("g0",))]


@given(st.integers(6, 14), st.integers(2, 3), st.data())
@settings(max_examples=25, deadline=None)
def test_whatever_is_locked_is_kept_exactly(count: int, tables: int, data: st.DataObject) -> None:
    people = room_of(count)
    ids = st.sampled_from([one.id for one in people])
    locked = data.draw(st.dictionaries(ids, st.integers(1, tables), max_size=count))
    kind = data.draw(st.sampled_from([MIX, CLUSTER, SAME]))
    rounds = [RoundWanted("a", MIX, tables), RoundWanted("b", kind, tables, locked=tuple(locked.items()))]
    seating = seat_workshop(people, rounds, steps=20)
    second = seats(seating)[1]
    assert all(table_of(second, who) == number for who, number in locked.items())
    assert sorted(who for table in second for who in table) == sorted(one.id for one in people)


def test_teams_that_have_sat_together_stay_and_a_same_round_repeats_the_one_before_it() -> None:
    teams: Tables = (("g0", "g1", "g2"), ("g3", "g4", "g5"))
    before: Tables = (("g0", "g3", "g1"), ("g2", "g4", "g5"))
    rounds = [RoundWanted("a", SAME, 2), RoundWanted("b", CLUSTER, 2), RoundWanted("c", MIX, 2)]
    seating = seat_workshop(room_of(6), rounds, Wishes(teams=teams, before=before), steps=100)
    first, second, _mixed = seats(seating)
    assert (first, second) == (before, teams)


def test_somebody_who_joins_a_team_sits_with_whom_they_wish() -> None:
    teams: Tables = (("g0", "g1", "g2"), ("g3", "g4", "g5"), ("g6", "g7", "g8"))
    wishes = Wishes(teams=teams, keep_apart=(("g9", "g0"),), keep_together=(("g9", "g7"),))
    (tables,) = seats(seat_workshop(room_of(10), [RoundWanted("a", CLUSTER, 3)], wishes))
    assert table_of(tables, "g9") == 3


def test_what_is_not_to_be_mixed_is_not() -> None:
    """Two organisations; their weight decides among seatings in which people meet as evenly."""
    people = [
        replace(one, organisation=f"o{n % 4}", country=f"c{n // 4}") for n, one in enumerate(room_of(16))
    ]

    def alike(weights: dict[str, float], value: str) -> int:
        plan = seat_workshop(people, mixes(1, 4), Wishes(mix=weights), steps=600)
        roster = {one.id: getattr(one, value) for one in people}
        return sum(len(table) - len({roster[who] for who in table}) for table in seats(plan)[0])

    assert alike({"org": 8.0, "country": 0.0}, "organisation") == 0
    assert alike({"org": 0.0, "country": 8.0}, "country") == 0


def test_who_interprets_can_report_for_the_table() -> None:
    people = [guest(n, "lt") for n in range(4)]
    people[0] = replace(people[0], interpreter_id="g1")
    roster = {one.id: one for one in people}
    told = language_facts((("g0", "g1"), ("g2", "g3")), roster)
    assert [fact.table for fact in told if fact.kind is FactKind.NO_REPORTER] == [2]


def test_every_broken_wish_is_a_fact_with_its_kind_and_both_names() -> None:
    wanted = Wanted(
        together=(("a", "d"),),
        interpreted=(("b", "c"),),
        apart=(("a", "b"),),
        at_table=(("a", 2), ("x", 1)),
        locked=(("d", 1),),
    )
    told = wish_facts((("a", "b"), ("c", "d")), wanted, segment_id="s")
    assert [(str(fact.values["wish"]), fact.people) for fact in told] == [
        ("together", ("a", "d")),
        ("interpreter", ("b", "c")),
        ("apart", ("a", "b")),
        ("at_table", ("a",)),
        ("locked", ("d",)),
    ]
    assert wish_facts((("a", "d"), ("b", "c")), replace(wanted, at_table=(), apart=())) == ()


def test_the_only_one_of_a_kind_at_a_table_is_named() -> None:
    people = [replace(guest(n, "en"), gender=kind) for n, kind in enumerate(("f", "m", "m", "f", "f", ""))]
    roster = {one.id: one for one in people}
    (told,) = lonely_facts((("g0", "g1", "g2"), ("g3", "g4", "g5")), roster, ("gender",))
    assert (told.table, told.people, told.is_trouble) == (1, ("g0",), False)


def pairs_of(rounds: Sequence[Tables], history: Sequence[Tables] = ()) -> dict[FactKind, dict[str, object]]:
    return {fact.kind: dict(fact.values) for fact in meeting_facts(rounds, history=history)}


def test_the_bound_is_told_with_history_and_with_absences() -> None:
    """Four people met in every pair before: one more round of two tables repeats two pairs, no plan fewer."""
    met: list[Tables] = [(("a", "b"), ("c", "d")), (("a", "c"), ("b", "d")), (("a", "d"), ("b", "c"))]
    told = pairs_of([(("a", "b"), ("c", "d"))], met)
    assert told[FactKind.MEETS_AGAIN] == {"pairs": 2, "most": 2, "repeats": 2, "fewest": 2}
    assert FactKind.PROVEN_BEST in told
    away = pairs_of([(("a", "b"), ("c",)), (("a", "c"), ("b", "d"))])
    assert FactKind.NOBODY_TWICE in away
    worse = pairs_of([(("a", "b"), ("c", "d"))], met[:1])
    assert worse[FactKind.MEETS_AGAIN]["fewest"] == 0
    assert FactKind.PROVEN_BEST not in worse


@given(small_rooms())
@settings(max_examples=30, deadline=None)
def test_where_nothing_clashes_a_plan_keeps_every_wish(room: tuple[int, int, list[Wish]]) -> None:
    count, tables, wanted = room
    if found(people_of(count), tables, *wanted):
        return
    wishes = Wishes(
        keep_together=tuple((a, b) for kind, a, b in wanted if kind is WishKind.TOGETHER),
        keep_apart=tuple((a, b) for kind, a, b in wanted if kind is WishKind.APART),
        at_table=tuple((a, int(b[1:])) for kind, a, b in wanted if kind is WishKind.AT_TABLE),
    )
    rounds = [RoundWanted(f"r{n}", kind, tables) for n, kind in enumerate((MIX, CLUSTER, MIX, SAME))]
    assert broken(seat_workshop(people_of(count), rounds, wishes, steps=200)) == []


def test_whoever_had_a_role_before_has_it_again_last() -> None:
    had = {TableRoleName.REPORTER: {"g0": 3, "g1": 3, "g4": 3}}
    seating = seat_workshop(room_of(6), mixes(1, 2), Wishes(roles_held=had), steps=50)
    chosen = [dict(table.roles)[TableRoleName.REPORTER] for table in seating.rounds[0].tables]
    for who, table in zip(chosen, seating.rounds[0].tables, strict=True):
        assert who not in {"g0", "g1", "g4"} or set(table.people) <= {"g0", "g1", "g4"}
