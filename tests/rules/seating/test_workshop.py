"""Tables of the two rehearsals: language-safe in every round, with roles, and told in facts."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator_app.records.enums import RoundKind, TableRoleName
from facilitator_app.records.people import Participant
from facilitator_app.rules.seating.facts import FactKind, language_facts
from facilitator_app.rules.seating.instance import Tables
from facilitator_app.rules.seating.languages import base_language, reports_in, table_language
from facilitator_app.rules.seating.roles import assign_roles
from facilitator_app.rules.seating.speakers import rotate
from facilitator_app.rules.seating.workshop import (
    RoundWanted,
    Wishes,
    WorkshopSeating,
    seat_workshop,
)

REHEARSAL = Path(__file__).parents[3] / "resources" / "rehearsal"
LANGUAGES = ["en", "lt", "lv", "km", "ar"]


def rows_of(name: str) -> list[dict[str, str]]:
    path = REHEARSAL / name / "participants.csv"
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def roster_of(name: str) -> list[Participant]:
    return [
        Participant(
            id=row["id"],
            code=row["id"],
            given_name=row["given_name"],
            family_name=row["family_name"],
            display_name=row.get("display_name", ""),
            gender=row.get("gender_optional", ""),
            organisation=row["organisation"],
            org_type=row["org_type"],
            country=row["country"],
            languages=tuple(row["languages"].split(";")),
            english_level=row.get("english_level", ""),
            cluster_known=row.get("cluster_known", ""),
        )
        for row in rows_of(name)
    ]


def tables_of(name: str) -> Tables:
    rows = rows_of(name)
    numbers = sorted({row["table"] for row in rows})
    return tuple(tuple(row["id"] for row in rows if row["table"] == number) for number in numbers)


def guest(number: int, *languages: str, level: str = "") -> Participant:
    return Participant(
        f"g{number}", f"g{number}", "Guest", str(number), "", languages=languages, english_level=level
    )


def mixes(count: int, tables: int) -> list[RoundWanted]:
    return [RoundWanted(f"s{number}", RoundKind.MIX, tables) for number in range(count)]


def seats(seating: WorkshopSeating) -> list[Tables]:
    return [tuple(table.people for table in one.tables) for one in seating.rounds]


@pytest.mark.parametrize(("name", "tables"), [("kaunas_2day", 5), ("kaunas_2day", 6), ("sharjah_1day", 5)])
def test_every_table_shares_a_language_and_has_a_reporter_in_every_round(name: str, tables: int) -> None:
    people = roster_of(name)
    roster = {one.id: one for one in people}
    seating = seat_workshop(people, mixes(6, tables), seed=1, seconds=30, steps=1200)
    for one in seating.rounds:
        sizes = [len(table.people) for table in one.tables]
        assert max(sizes) - min(sizes) <= 1
        assert sorted(who for table in one.tables for who in table.people) == sorted(roster)
        for table in one.tables:
            assert table.language is not None
            assert reports_in(roster[dict(table.roles)[TableRoleName.REPORTER]], "en")
            assert len({who for _role, who in table.roles}) == 4
    assert not any(fact.is_trouble for fact in seating.facts)
    safe = [fact.segment_id for fact in seating.facts if fact.kind is FactKind.LANGUAGE_SAFE]
    assert safe == [one.segment_id for one in seating.rounds]


def test_the_khmer_table_of_sharjah_has_two_people_who_share_only_english() -> None:
    roster = {one.id: one for one in roster_of("sharjah_1day")}
    facts = language_facts(tables_of("sharjah_1day"), roster, segment_id="step-1")
    shared = next(fact for fact in facts if fact.kind is FactKind.SHARES_ONLY)
    assert (shared.table, shared.people) == (5, ("S25", "S26"))
    assert dict(shared.values) == {"language": "en", "majority": "km"}
    assert [fact.kind for fact in facts] == [FactKind.SHARES_ONLY, FactKind.LANGUAGE_SAFE]


def test_the_tables_that_kaunas_had_are_language_safe() -> None:
    roster = {one.id: one for one in roster_of("kaunas_2day")}
    facts = language_facts(tables_of("kaunas_2day"), roster)
    assert FactKind.LANGUAGE_SAFE in {fact.kind for fact in facts}


def test_cluster_rounds_keep_one_team_and_mix_rounds_go_between() -> None:
    people = roster_of("kaunas_2day")
    wanted = [
        RoundWanted("a", RoundKind.MIX, 5),
        RoundWanted("b", RoundKind.CLUSTER, 5),
        RoundWanted("c", RoundKind.SAME, 5),
        RoundWanted("d", RoundKind.MIX, 5),
        RoundWanted("e", RoundKind.CLUSTER, 5),
    ]
    known = {one.id: one.cluster_known for one in people if one.cluster_known}
    first, teams, same, other, again = seats(seat_workshop(people, wanted, Wishes(cluster_of=known), seed=2))
    assert teams == same == again
    assert first != teams != other
    sizes = [len(team) for team in teams]
    assert max(sizes) - min(sizes) <= 1
    alone = sum(Counter(known[who] for who in team).most_common(1)[0][1] for team in teams)
    assert alone >= len(people) * 0.7


def test_somebody_away_has_no_seat_and_nobody_else_moves_in_a_same_round() -> None:
    people = roster_of("sharjah_1day")
    wanted = [RoundWanted("a", RoundKind.MIX, 5), RoundWanted("b", RoundKind.SAME, 5, frozenset({"S07"}))]
    first, second = seats(seat_workshop(people, wanted, seed=3, steps=300))
    assert [tuple(who for who in table if who != "S07") for table in first] == list(second)


def late(who: str) -> WorkshopSeating:
    wanted = [RoundWanted("a", RoundKind.MIX, 5, frozenset({who})), RoundWanted("b", RoundKind.SAME, 5)]
    return seat_workshop(roster_of("sharjah_1day"), wanted, seed=3, steps=300)


def test_somebody_who_comes_late_moves_nobody_and_finds_a_table_to_talk_to() -> None:
    seating = late("S20")
    first, second = seats(seating)
    assert [tuple(who for who in table if who != "S20") for table in second] == list(first)
    joined = next(table for table in seating.rounds[1].tables if "S20" in table.people)
    assert joined.language is not None


def test_somebody_who_comes_late_and_finds_no_such_table_is_told_of() -> None:
    facts = [fact for fact in late("S19").facts if fact.kind is FactKind.NO_COMMON_LANGUAGE]
    assert [(fact.segment_id, fact.people) for fact in facts] == [("b", ("S19",))]


def test_an_interpreter_sits_beside_who_needs_one() -> None:
    people = roster_of("sharjah_1day")
    people = [replace(one, interpreter_id="S16") if one.id == "S19" else one for one in people]
    for tables in seats(seat_workshop(people, mixes(4, 5), seed=4, steps=600)):
        assert any({"S16", "S19"} <= set(table) for table in tables)


def test_a_table_where_nobody_can_report_is_told() -> None:
    people = [guest(n, "lt") for n in range(6)] + [guest(9, "lt", "en", level="A2")]
    seating = seat_workshop(people, mixes(1, 1), steps=20)
    kinds = [fact.kind for fact in seating.facts]
    assert FactKind.NO_REPORTER in kinds
    assert FactKind.LANGUAGE_SAFE not in kinds


def test_somebody_nobody_can_talk_to_is_told() -> None:
    people = [*(guest(n, "en") for n in range(5)), guest(9, "km")]
    seating = seat_workshop(people, mixes(1, 2), steps=100)
    lost = next(fact for fact in seating.facts if fact.kind is FactKind.NO_COMMON_LANGUAGE)
    assert lost.people == ("g9",)


def test_wishes_that_cannot_both_be_kept_are_named() -> None:
    people = [guest(n, "en") for n in range(8)]
    pair = (("g0", "g1"),)
    seating = seat_workshop(people, mixes(1, 2), Wishes(keep_together=pair, keep_apart=pair), steps=100)
    broken = [fact for fact in seating.facts if fact.kind is FactKind.WISH_BROKEN]
    assert [set(fact.people) for fact in broken] == [{"g0", "g1"}]


def test_a_perfect_plan_says_so() -> None:
    people = [guest(n, "en") for n in range(25)]
    facts = {fact.kind: dict(fact.values) for fact in seat_workshop(people, mixes(3, 5), steps=2000).facts}
    assert facts[FactKind.NOBODY_TWICE] == {"rounds": 3}
    assert facts[FactKind.MEETS_OTHERS] == {"fewest": 12, "most": 12}
    assert FactKind.PROVEN_BEST in facts


def test_the_same_seed_gives_the_same_tables_and_roles() -> None:
    people = roster_of("sharjah_1day")
    plans = [seat_workshop(people, mixes(3, 5), seed=5, seconds=60, steps=200) for _time in range(2)]
    assert plans[0] == plans[1]


def test_nobody_and_unknown_people_are_refused_or_seated_empty() -> None:
    assert seats(seat_workshop([], mixes(1, 2))) == [((), ())]
    with pytest.raises(ValueError, match="ghost"):
        seat_workshop([guest(1, "en")], mixes(1, 1), Wishes(keep_apart=(("g1", "ghost"),)))
    with pytest.raises(ValueError, match="table"):
        seat_workshop([guest(1, "en")], mixes(1, 0))


def test_whoever_has_withdrawn_is_not_seated() -> None:
    people = [guest(1, "en"), replace(guest(2, "en"), withdrawn=True)]
    assert seats(seat_workshop(people, mixes(1, 1), steps=10)) == [(("g1",),)]


@pytest.mark.parametrize(("tag", "base"), [("EN-gb", "en"), ("zh_Hans", "zh"), (" lt ", "lt")])
def test_script_and_region_do_not_part_people(tag: str, base: str) -> None:
    assert base_language(tag) == base


def test_english_of_level_a2_is_no_report_language() -> None:
    assert not reports_in(guest(1, "lt", "en", level="A2"), "en")
    assert reports_in(guest(1, "lt", "en", level="b1"), "en")
    assert reports_in(guest(1, "en-GB"), "en")
    assert reports_in(guest(1, "lt"), "lt-LT")


@given(st.lists(st.sets(st.sampled_from(LANGUAGES), min_size=1, max_size=3), min_size=1, max_size=7))
def test_a_shared_language_is_one_that_everybody_follows(kinds: list[set[str]]) -> None:
    people = [guest(number, *sorted(kind)) for number, kind in enumerate(kinds)]
    roster = {one.id: one for one in people}
    spoken = table_language(tuple(roster), roster)
    common = set.intersection(*kinds)
    if spoken.shared is None:
        assert not common
        assert spoken.lost
    else:
        assert spoken.shared in common
        assert all(spoken.majority not in roster[who].languages for who in spoken.outsiders)


@st.composite
def seated_rounds(draw: st.DrawFn) -> list[Tables]:
    people = [f"p{number}" for number in range(draw(st.integers(4, 24)))]
    count = draw(st.integers(1, max(1, len(people) // 4)))
    rounds = []
    for _round in range(draw(st.integers(1, 6))):
        order = draw(st.permutations(people))
        rounds.append(tuple(tuple(order[table::count]) for table in range(count)))
    return rounds


@given(seated_rounds(), st.integers(0, 5))
def test_turns_are_shared_as_evenly_as_a_full_house_allows(rounds: list[Tables], seed: int) -> None:
    chosen = rotate(rounds, seed)
    turns = Counter(who for one in chosen for who in one)
    for tables, speakers in zip(rounds, chosen, strict=True):
        assert all(who in table for who, table in zip(speakers, tables, strict=True))
    everybody = {who for table in rounds[0] for who in table}
    busiest = max(turns[who] for who in everybody)
    holders = [who for who in everybody if turns[who] == busiest]
    for holder in holders:
        for one, tables in zip(chosen, rounds, strict=True):
            for who, table in zip(one, tables, strict=True):
                assert who != holder or all(turns[mate] >= busiest - 1 for mate in table)


@given(seated_rounds())
def test_four_roles_are_four_people_and_everybody_has_a_turn(rounds: list[Tables]) -> None:
    given_roles = assign_roles(rounds, lambda who: who != "p0")
    for tables, roles in zip(rounds, given_roles, strict=True):
        for table, given_table in zip(tables, roles, strict=True):
            assert set(given_table) == set(TableRoleName)
            assert set(given_table.values()) <= set(table)
            assert len(set(given_table.values())) == 4
            assert given_table[TableRoleName.REPORTER] != "p0"
