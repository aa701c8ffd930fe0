"""Tables while the room works: the fewest moves are proven against every choice there is."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from facilitator_app.records.enums import TableRoleName
from facilitator_app.records.people import Participant
from facilitator_app.rules.seating.arrivals import PlacingReason, choose_table, placing
from facilitator_app.rules.seating.handing import Turns, hand_over
from facilitator_app.rules.seating.live import (
    LEAST_AT_A_TABLE,
    SittingRound,
    common_languages,
    interpreted_pairs,
    meetings_of,
)
from facilitator_app.rules.seating.mending import Mend, least_moves, mend, small_tables
from tests.examples import one_in

_IDS = "abcdefgh"


def person(who: str, *languages: str, interpreter: str | None = None, level: str = "B2") -> Participant:
    return Participant(
        who, who, who, "", who, languages=languages or ("lt", "en"), english_level=level,
        interpreter_id=interpreter,
    )  # fmt: skip


def sitting(*tables: str, **people: Participant) -> SittingRound:
    """Return a round in which every letter is somebody; all speak Lithuanian and English but for `people`."""
    ids = "".join(tables)
    roster = {who: people.get(who, person(who)) for who in {*ids, *people}}
    return SittingRound(tuple(tuple(t) for t in tables), tuple(range(1, len(tables) + 1)), roster)


def moved(found: Mend | None) -> list[tuple[str, int, int]]:
    assert found is not None
    return [(one.person, one.origin, one.target) for one in found.moves]


def after(now: SittingRound, found: Mend) -> list[list[str]]:
    goes = {one.person: now.numbers.index(one.target) for one in found.moves}
    tables: list[list[str]] = [[] for _table in now.tables]
    for place, table in enumerate(now.tables):
        for who in table:
            tables[goes.get(who, place)].append(who)
    return tables


@st.composite
def _rounds(draw: st.DrawFn) -> SittingRound:
    """Draw up to eight people at up to three tables, with all that must be heeded."""
    number = draw(st.integers(3, len(_IDS)))
    ids = _IDS[:number]
    places = draw(st.lists(st.integers(0, 2), min_size=number, max_size=number))
    speaks = st.lists(st.sampled_from(("lt", "pl", "en")), min_size=1, max_size=2, unique=True)
    needs = draw(st.dictionaries(st.sampled_from(ids), st.sampled_from(ids), max_size=2))
    roster = {
        who: person(who, *draw(speaks), interpreter=needs.get(who), level=draw(st.sampled_from(("A1", "B2"))))
        for who in ids
    }
    pairs = st.frozensets(st.sampled_from(ids), min_size=2, max_size=2)
    return SittingRound(
        tables=tuple(tuple(w for w, at in zip(ids, places, strict=True) if at == t) for t in range(3)),
        numbers=(1, 2, 4),
        roster=roster,
        locked=draw(st.frozensets(st.sampled_from(ids), max_size=2)),
        together=draw(st.frozensets(pairs, max_size=1)),
        apart=draw(st.frozensets(pairs, max_size=1)),
        met=draw(st.dictionaries(pairs, st.integers(1, 3), max_size=4)),
    )


def _every_choice(now: SittingRound) -> list[tuple[tuple[int, int], int]]:
    """Return (faults of the tables that changed, moves) of every seating that is allowed."""
    ids = [who for table in now.tables for who in table]
    was = {who: place for place, table in enumerate(now.tables) for who in table}
    stay = [pair for pair in interpreted_pairs(now.roster) if len({was[one] for one in pair}) == 1]
    used = [place for place, table in enumerate(now.tables) if table]
    found = []
    for places in product(used, repeat=len(ids)):
        goes = dict(zip(ids, places, strict=True))
        moves = [who for who in ids if goes[who] != was[who]]
        tables = [[who for who in ids if goes[who] == place] for place in range(len(now.tables))]
        if now.locked & set(moves) or any(len({goes[one] for one in pair}) > 1 for pair in stay):
            continue
        if any(0 < len(table) < LEAST_AT_A_TABLE for table in tables):
            continue
        touched = {was[who] for who in moves} | {goes[who] for who in moves}
        faults = [now.faults(tables[place]) for place in touched]
        found.append(((sum(f[0] for f in faults), sum(f[1] for f in faults)), len(moves)))
    return found


@one_in(4)
@given(_rounds())
def test_the_fewest_people_move_among_the_safest_of_all_choices(now: SittingRound) -> None:
    found = mend(now, looks=10**6)
    if not small_tables(now):
        assert found is None
        return
    choices = _every_choice(now)
    if found is None:
        assert choices == []
        return
    tables = after(now, found)
    touched = {now.numbers.index(n) for one in found.moves for n in (one.origin, one.target)}
    faults = [now.faults(tables[place]) for place in touched]
    assert ((sum(f[0] for f in faults), sum(f[1] for f in faults)), len(found.moves)) == min(choices)
    assert found.proven
    assert found.least <= len(found.moves)
    assert all(not table or len(table) >= LEAST_AT_A_TABLE for table in tables)
    assert not now.locked & {one.person for one in found.moves}


@given(_rounds())
def test_who_needs_each_other_to_understand_is_never_parted(now: SittingRound) -> None:
    found = mend(now)
    if found is None:
        return
    tables = after(now, found)
    for pair in interpreted_pairs(now.roster):
        if any(pair <= set(table) for table in now.tables):
            assert any(pair <= set(table) for table in tables)


@given(st.lists(st.integers(0, 7), min_size=1, max_size=8))
def test_nobody_moves_unless_a_table_falls_below_three(sizes: list[int]) -> None:
    ids = iter(range(100))
    tables = tuple(tuple(f"p{next(ids):02}" for _ in range(size)) for size in sizes)
    roster = {who: person(who) for table in tables for who in table}
    now = SittingRound(tables, tuple(range(1, len(sizes) + 1)), roster)
    found = mend(now)
    if not small_tables(now) or sum(sizes) < LEAST_AT_A_TABLE:
        assert found is None
    else:
        assert found is not None
        assert len(found.moves) == least_moves(sizes) == found.least
        assert found.safe


def test_one_person_comes_where_two_are_left() -> None:
    found = mend(sitting("abcde", "fghi", "jk"))
    assert found is not None
    assert len(found.moves) == 1
    assert (found.small, found.closed, found.least) == (((3, 2),), (), 1)


def test_one_person_who_is_left_goes_to_others_rather_than_two_come() -> None:
    assert moved(mend(sitting("abcd", "efgh", "i"))) == [("i", 3, 1)]


def test_a_table_of_one_is_closed() -> None:
    found = mend(sitting("abcd", "efgh", "i"))
    assert found is not None
    assert found.closed == (3,)


def test_who_has_met_the_fewest_of_them_comes() -> None:
    now = sitting("abcd", "efgh", "ij")
    met = {frozenset((who, other)): 1 for who in "abcdefh" for other in "ij"}
    assert moved(mend(replace(now, met=met))) == [("g", 2, 3)]


def test_somebody_who_shares_the_language_comes_even_from_further_away() -> None:
    people = {who: person(who, "ru", level="") for who in "ij"} | {"g": person("g", "ru", "en")}
    now = sitting("abcd", "efgh", "ij", **people)
    assert moved(mend(now)) == [("g", 2, 3)]


def test_locked_people_stay_and_others_go() -> None:
    now = sitting("abcd", "ij")
    assert {one[0] for one in moved(mend(replace(now, locked=frozenset("abc"))))} == {"d"}
    assert mend(replace(now, locked=frozenset("abcdij"))) is None


def test_nothing_helps_two_people_who_are_alone_in_the_room() -> None:
    assert mend(sitting("ab")) is None
    assert mend(sitting("a", "b")) is None


def test_many_small_tables_find_the_bound() -> None:
    tables = [chr(0x4E00 + 2 * n) + chr(0x4E01 + 2 * n) for n in range(10)]
    found = mend(sitting(*tables))
    assert found is not None
    assert len(found.moves) == found.least == least_moves([2] * 10) == 8


def test_a_newcomer_sits_where_a_language_is_shared() -> None:
    now = sitting("abc", "def", **{w: person(w, "pl") for w in "def"}, z=person("z", "pl", level=""))
    assert choose_table("z", now) == 1
    seated = placing("z", replace(now, tables=(tuple("abc"), tuple("defz"))))
    assert seated is not None
    assert (seated.table, seated.languages, seated.lost) == (2, ("pl",), ())
    assert seated.reason is PlacingReason.LANGUAGE


def test_a_newcomer_who_can_report_sits_where_nobody_can() -> None:
    now = sitting("abc", "def", **{w: person(w, "lt") for w in "def"}, z=person("z", "lt", "en"))
    assert choose_table("z", now) == 1
    seated = placing("z", replace(now, tables=(tuple("abc"), tuple("defz"))))
    assert seated is not None
    assert seated.reason is PlacingReason.REPORTER


def test_a_newcomer_sits_with_the_interpreter_before_all_else() -> None:
    now = sitting("abc", "def", z=person("z", "km", interpreter="e"), e=person("e", "km", "lt", "en"))
    assert choose_table("z", now) == 1
    seated = placing("z", replace(now, tables=(tuple("abc"), tuple("defz"))))
    assert seated is not None
    assert (seated.reason, seated.languages) == (PlacingReason.INTERPRETER, ("lt", "en"))


def test_wishes_count_for_a_newcomer() -> None:
    now = sitting("abc", "def", "ghi", z=person("z"))
    assert choose_table("z", replace(now, together=frozenset({frozenset("zf")}))) == 1
    assert choose_table("z", replace(now, apart=frozenset({frozenset("za"), frozenset("zd")}))) == 2
    assert choose_table("z", replace(now, at_table={"z": 2})) == 1


def test_a_newcomer_meets_new_people_then_the_smallest_table_then_the_first() -> None:
    now = sitting("abc", "def", "gh", z=person("z"))
    assert choose_table("z", now) == 2
    even = sitting("abc", "def", "ghi", z=person("z"))
    met = meetings_of(((tuple("zgh"),), (tuple("za"),)))
    assert choose_table("z", replace(even, met=met)) == 1
    assert choose_table("z", sitting("abc", "def", z=person("z"))) == 0


def test_a_newcomer_never_sits_alone_nor_where_there_is_no_chair_left() -> None:
    assert choose_table("z", sitting("abcd", "", z=person("z", "km"))) == 0
    met = {frozenset((who, "z")): 1 for who in "fg"}
    assert choose_table("z", replace(sitting("abcde", "fg", z=person("z")), met=met)) == 1
    assert choose_table("z", sitting(z=person("z"))) is None


def test_a_newcomer_nobody_understands_is_seated_all_the_same_and_named() -> None:
    now = sitting("abc", "defz", z=person("z", "km"))
    seated = placing("z", now)
    assert seated is not None
    assert (seated.languages, seated.lost, seated.reason) == ((), ("z",), PlacingReason.NO_LANGUAGE)
    assert placing("nobody", now) is None


def test_the_languages_of_a_table_are_those_all_follow_the_most_spoken_first() -> None:
    roster = {"a": person("a", "en", "lt"), "b": person("b", "lt", "en"), "c": person("c", "lt", "en", "pl")}
    assert common_languages("abc", roster) == ("lt", "en")
    assert common_languages("", roster) == ()


def test_who_leaves_hands_the_role_to_somebody_free_who_can_do_it() -> None:
    given_roles = {TableRoleName.REPORTER: "a", TableRoleName.HOST: "b", TableRoleName.SCRIBE: "x"}
    turns = Turns({(TableRoleName.REPORTER, "c"): 1})
    roles = hand_over("bcde", given_roles, lambda who: who in "bcd", turns)
    assert roles == {TableRoleName.REPORTER: "d", TableRoleName.HOST: "b", TableRoleName.SCRIBE: "e"}
    assert hand_over("", given_roles, lambda _who: True, turns) == {}
    alone = hand_over("b", given_roles, lambda _who: False, turns)
    assert set(alone.values()) == {"b"}
