"""Wishes on a real file: noted, kept by every plan, gone with whom they name; how people sit in a round."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from facilitator_app.content.catalogue import Content
from facilitator_app.records.changes import NOTHING_CHANGED
from facilitator_app.records.enums import Desk as Where
from facilitator_app.records.enums import LanguageMode, RoundKind, StageName, WishKind
from facilitator_app.records.run import Position
from facilitator_app.records.seating import Seat, SeatingConfirmation
from facilitator_app.rules.seating.facts import FactKind
from facilitator_app.services import people, planning, running, seating
from facilitator_app.services.seating.rounds import history_of, rounds_of
from facilitator_app.support.errors import KnownError
from tests.builders import kaunas, sharjah
from tests.services.conftest import Desk
from tests.services.seating.test_seating import _invite, _rounds, _tables

TOGETHER, APART, AT_TABLE = WishKind


@pytest.fixture
def ids(desk: Desk) -> list[str]:
    """The 28 people of Kaunas on the roster."""
    return _invite(desk)


def _set_tables(desk: Desk, number: int) -> None:
    planning.set_language(
        desk.file, desk.workshop, mode=LanguageMode.NONE, tables=number, content=desk.content
    )


def _wishes(desk: Desk) -> list[tuple[WishKind, str]]:
    return [(wish.kind, wish.participant_id) for wish in desk.record().wishes]


def test_every_wish_is_kept_by_a_plan_in_every_round(desk: Desk, ids: list[str]) -> None:
    table = desk.record().tables[2]
    people.change_participant(desk.file, ids[0], interpreter_id=ids[1])
    seating.add_wish(desk.file, desk.workshop, TOGETHER, ids[2], other_id=ids[3])
    seating.add_wish(desk.file, desk.workshop, APART, ids[2], other_id=ids[4])
    seating.add_wish(desk.file, desk.workshop, AT_TABLE, ids[5], table_id=table.id)
    plan, _changes = seating.plan_seats(desk.file, desk.workshop, seed=3)
    assert not [fact for fact in plan.facts if fact.is_trouble]
    for segment in _rounds(desk):
        tables = _tables(desk, segment)
        assert any({ids[0], ids[1]} <= one for one in tables)
        assert any({ids[2], ids[3]} <= one for one in tables)
        assert not any({ids[2], ids[4]} <= one for one in tables)
        assert ids[5] in tables[2]


def test_a_wish_is_one_step_and_is_not_noted_twice(desk: Desk, ids: list[str]) -> None:
    wish, _changes = seating.add_wish(desk.file, desk.workshop, TOGETHER, ids[0], other_id=ids[1], note=" A ")
    assert desk.record().wishes[0].note == "A"
    again = seating.add_wish(desk.file, desk.workshop, TOGETHER, ids[1], other_id=ids[0])
    assert again == (wish, NOTHING_CHANGED)
    seating.add_wish(desk.file, desk.workshop, APART, ids[1], other_id=ids[0])
    assert _wishes(desk) == [(TOGETHER, ids[0]), (APART, ids[1])]
    seating.remove_wish(desk.file, wish)
    assert _wishes(desk) == [(APART, ids[1])]
    desk.file.undo(Where.PREPARE)
    assert _wishes(desk) == [(TOGETHER, ids[0]), (APART, ids[1])]


def test_what_cannot_be_wished_is_refused_in_words(desk: Desk, ids: list[str]) -> None:
    with pytest.raises(KnownError, match="one person only"):
        seating.add_wish(desk.file, desk.workshop, TOGETHER, ids[0])
    with pytest.raises(KnownError, match="one person twice"):
        seating.add_wish(desk.file, desk.workshop, APART, ids[0], other_id=ids[0])
    with pytest.raises(KnownError, match="no table"):
        seating.add_wish(desk.file, desk.workshop, AT_TABLE, ids[0], other_id=ids[1])
    people.withdraw(desk.file, ids[1])
    with pytest.raises(KnownError, match="has withdrawn"):
        seating.add_wish(desk.file, desk.workshop, APART, ids[0], other_id=ids[1])
    with pytest.raises(KnownError, match="cannot be mixed"):
        seating.set_mix(desk.file, desk.workshop, {"shoe": 3}, ())
    with pytest.raises(KnownError, match="cannot be -1"):
        seating.set_mix(desk.file, desk.workshop, {"org": -1}, ())
    assert desk.record().wishes == ()


def test_what_is_mixed_and_nobody_is_alone_in_is_kept(desk: Desk) -> None:
    seating.set_mix(desk.file, desk.workshop, {"gender": 0, "org": 8}, ["country", "gender"])
    details = desk.record().details
    assert dict(details.mix_weights) == {"org": 8.0, "gender": 0.0}
    assert details.not_alone == ("country", "gender")
    task = seating.seating_task(replace(sharjah(), details=details))
    assert (dict(task.wishes.mix), task.wishes.not_alone) == (
        {"org": 8.0, "gender": 0.0},
        ("country", "gender"),
    )


def test_whoever_leaves_the_roster_takes_their_wishes_along(desk: Desk, ids: list[str]) -> None:
    seating.add_wish(desk.file, desk.workshop, TOGETHER, ids[0], other_id=ids[1])
    seating.add_wish(desk.file, desk.workshop, APART, ids[2], other_id=ids[0])
    seating.add_wish(desk.file, desk.workshop, APART, ids[2], other_id=ids[3])
    people.remove_participant(desk.file, ids[0])
    assert _wishes(desk) == [(APART, ids[2])]
    desk.file.undo(Where.PREPARE)
    assert len(_wishes(desk)) == 3
    people.withdraw(desk.file, ids[1])
    assert seating.seating_task(desk.record()).wishes.keep_together == ()
    seating.plan_seats(desk.file, desk.workshop, seconds=0.5)


def test_a_table_that_goes_takes_its_wishes_and_its_seats_to_come(desk: Desk, ids: list[str]) -> None:
    seating.add_wish(desk.file, desk.workshop, AT_TABLE, ids[0], table_id=desk.record().tables[4].id)
    seating.add_wish(desk.file, desk.workshop, AT_TABLE, ids[1], table_id=desk.record().tables[3].id)
    seating.plan_seats(desk.file, desk.workshop, seconds=0.5)
    _set_tables(desk, 4)
    assert _wishes(desk) == [(AT_TABLE, ids[1])]
    assert {len(_tables(desk, segment)) for segment in _rounds(desk)} == {4}
    desk.file.undo(Where.PREPARE)
    assert len(_wishes(desk)) == 2
    running.jump(desk.file, desk.workshop, Position(_rounds(desk)[0], StageName.DISCUSS))
    with pytest.raises(KnownError, match="Table 5 is in use"):
        _set_tables(desk, 4)


def test_a_new_plan_leaves_locked_seats_where_they_are(desk: Desk, ids: list[str]) -> None:
    seating.plan_seats(desk.file, desk.workshop, seed=1, seconds=1.0)
    record = desk.record()
    first, *_rest = _rounds(desk)
    team = next(s.id for s in record.agenda.segments() if s.round_kind is RoundKind.CLUSTER)
    kept = [seat for seat in record.seats if seat.segment_id in {first, team}][::7]
    locked = {(seat.segment_id, seat.participant_id): seat.table_id for seat in kept}
    _lock(desk, [seat.id for seat in kept])
    plan, _changes = seating.plan_seats(desk.file, desk.workshop, seed=8, seconds=1.0)
    after = {(s.segment_id, s.participant_id): s for s in desk.record().seats}
    assert {key: after[key].table_id for key in locked} == locked
    assert {key for key, seat in after.items() if seat.locked} == set(locked)
    assert not [fact for fact in plan.facts if fact.kind is FactKind.WISH_BROKEN]
    assert len(after) == len(ids) * len(_rounds(desk))


def test_a_seat_locked_while_a_plan_is_made_stays_locked(desk: Desk, ids: list[str]) -> None:
    seating.plan_seats(desk.file, desk.workshop, seed=1, seconds=1.0)
    plan = seating.make_plan(seating.seating_task(desk.record()), seed=9, seconds=1.0)
    first = _rounds(desk)[0]
    seat = next(s for s in desk.record().seats if s.segment_id == first and s.participant_id == ids[9])
    _lock(desk, [seat.id])
    seating.write_plan(desk.file, desk.workshop, plan)
    now = next(s for s in desk.record().seats if s.segment_id == first and s.participant_id == ids[9])
    assert (now.table_id, now.locked) == (seat.table_id, True)


def test_teams_that_began_while_a_plan_was_made_are_not_torn_apart_by_it(desk: Desk, ids: list[str]) -> None:
    assert ids
    seating.plan_seats(desk.file, desk.workshop, seed=1, seconds=1.0)
    teams = [s.id for s in desk.record().agenda.segments() if s.round_kind is RoundKind.CLUSTER]
    together = _tables(desk, teams[0])
    plan = seating.make_plan(seating.seating_task(desk.record()), seed=31, seconds=1.0)
    planned = next(one for one in plan.rounds if one.segment_id == teams[1])
    assert [set(table.people) for table in planned.tables] != together
    running.jump(desk.file, desk.workshop, Position(teams[0], StageName.DISCUSS))
    seating.write_plan(desk.file, desk.workshop, plan)
    assert all(_tables(desk, team) == together for team in teams)


def _lock(desk: Desk, seats: list[str]) -> None:
    from facilitator_app import models as m  # noqa: PLC0415 - no verb of this room locks seats

    with desk.file.transact("Lock", Where.PREPARE) as transaction:
        for seat in seats:
            row = transaction.session.get(m.Seat, seat)
            assert row is not None
            row.locked = True


def test_the_host_says_how_people_sit_in_a_round(desk: Desk, ids: list[str]) -> None:
    assert ids
    first, second, *_rest = _rounds(desk)
    seating.plan_seats(desk.file, desk.workshop, seconds=0.5)
    seating.set_round_kind(desk.file, second, RoundKind.SAME)
    seating.plan_seats(desk.file, desk.workshop, seed=4, seconds=0.5)
    assert _tables(desk, second) == _tables(desk, first)
    seating.set_round_kind(desk.file, second, None)
    assert second not in _rounds(desk)
    assert not [seat for seat in desk.record().seats if seat.segment_id == second]
    desk.file.undo(Where.PREPARE)
    assert _tables(desk, second) == _tables(desk, first)
    running.jump(desk.file, desk.workshop, Position(first, StageName.DISCUSS))
    with pytest.raises(KnownError, match="already begun"):
        seating.set_round_kind(desk.file, first, RoundKind.CLUSTER)


def test_a_round_that_is_the_same_as_one_that_was_held_repeats_it(desk: Desk, ids: list[str]) -> None:
    assert ids
    first, second, *_rest = _rounds(desk)
    seating.plan_seats(desk.file, desk.workshop, seconds=0.5)
    seating.set_round_kind(desk.file, second, RoundKind.SAME)
    running.jump(desk.file, desk.workshop, Position(first, StageName.DISCUSS))
    seating.plan_seats(desk.file, desk.workshop, seed=6, seconds=0.5)
    assert _tables(desk, second) == _tables(desk, first)


def test_earlier_modules_and_held_rounds_count_as_history_as_they_were_seen() -> None:
    record = kaunas()
    held = rounds_of(record).held[0]
    away = {one.participant_id for one in record.attendance if not one.present and one.session == "D1-AM"}
    earlier = ((("K01", "K02"), ("K03", "K04")),)
    record = replace(record, earlier_rounds=earlier)
    rounds = history_of(record)
    assert rounds[0] == earlier[0]
    sat = {who for table in rounds[1] for who in table}
    assert away
    assert sat.isdisjoint(away)
    seen = SeatingConfirmation("c", held.id, datetime(2027, 3, 2, 9, tzinfo=UTC))
    told = history_of(replace(record, confirmations=(seen,)))
    assert {who for table in told[1] for who in table} == sat | away


def test_somebody_away_in_a_half_day_has_no_locked_seat_there(desk: Desk, ids: list[str]) -> None:
    seating.plan_seats(desk.file, desk.workshop, seconds=0.5)
    first = _rounds(desk)[0]
    seat = next(s for s in desk.record().seats if s.segment_id == first and s.participant_id == ids[4])
    _lock(desk, [seat.id])
    people.mark(desk.file, desk.workshop, ids[4], "D1-AM", present=False)
    seating.plan_seats(desk.file, desk.workshop, seed=5, seconds=0.5)
    assert ids[4] not in set().union(*_tables(desk, first))


def test_numbers_of_tables_are_weighed_without_writing_anything(desk: Desk, ids: list[str]) -> None:
    _set_tables(desk, 8)
    before = desk.record()
    choices = seating.compare_tables(before, desk.content)
    assert [one.limit.tables for one in choices] == [4, 5, 6, 7, 8]
    assert [one.is_present for one in choices] == [False, False, False, False, True]
    assert {one.limit.people for one in choices} == {len(ids)}
    rounds = sum(s.round_kind is RoundKind.MIX for s in before.agenda.segments())
    assert {one.limit.rounds for one in choices} == {rounds}
    turns = [one.turn_seconds for one in choices]
    assert turns[0] > 0
    assert max(turns) - min(turns) <= 1
    more = [one.more_seconds for one in choices]
    assert more == sorted(more)
    assert more[-1] == 0
    assert desk.record() == before
    running.jump(desk.file, desk.workshop, Position(_rounds(desk)[0], StageName.DISCUSS))
    assert not any(one.refused for one in seating.compare_tables(desk.record(), desk.content))


def test_a_table_in_use_and_too_few_reporters_speak_against_a_number(content: Content) -> None:
    record = sharjah()
    levels = [replace(p, english_level="" if n < 5 else "A2") for n, p in enumerate(record.participants)]
    choices = seating.compare_tables(replace(record, participants=tuple(levels)), content, (4, 7))
    assert choices[0].refused == "Table 5 is in use."
    assert [[clash.kind.value for clash in one.clashes] for one in choices] == [
        [], ["too_few_reporters"], ["too_few_reporters"],
    ]  # fmt: skip


def test_a_plan_on_trial_says_what_another_number_of_tables_reaches() -> None:
    record = replace(kaunas(), report_backs=(), light_ratings=(), seats=(Seat("s", "x", "t", "K01"),))
    found = seating.try_tables(record, 7, seconds=0.5)
    assert (found.broken, found.unsafe) == (0, 0)
    assert found.repeats >= found.fewest > 0
    stopped = seating.try_tables(record, 6, seconds=30, cancelled=lambda: True)
    assert stopped.pairs > 0
