"""Tables while the room works, on a real file: who comes, who goes, how people really sit."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from facilitator_app.records.enums import Desk as Where
from facilitator_app.records.enums import RoundKind, StageName, TableRoleName
from facilitator_app.records.run import Position
from facilitator_app.records.seating import TableRole
from facilitator_app.rules.seating.languages import reports_in, table_language
from facilitator_app.services import people, planning, running, seating
from facilitator_app.services.seating.sitting import missing_in, sitting
from facilitator_app.support.errors import KnownError
from tests.services.conftest import Desk
from tests.services.seating.test_seating import _invite, _rounds

Seats = dict[tuple[str, str], str]


@pytest.fixture
def running_room(desk: Desk) -> Desk:
    """The 28 people of Kaunas at five tables, the first round of table work running."""
    _invite(desk)
    seating.plan_seats(desk.file, desk.workshop, seed=1, seconds=1.0)
    running.jump(desk.file, desk.workshop, Position(_rounds(desk)[0], StageName.DISCUSS))
    return desk


def _seats(desk: Desk) -> Seats:
    return {(s.segment_id, s.participant_id): s.table_id for s in desk.record().seats}


def _at(desk: Desk, number: int) -> list[str]:
    """Return who is there at a table in the running round."""
    return list(sitting(desk.record(), _rounds(desk)[0]).tables[number - 1])


def _sweep(desk: Desk, absent: Collection[str]) -> None:
    people.sweep(desk.file, desk.workshop, "D1-AM", absent)


def _roles_in(desk: Desk, half_day: str) -> list[TableRole]:
    record = desk.record()
    return [r for r in record.roles if people.session_of(record.agenda, r.segment_id) == half_day]


def _roles_are_true(desk: Desk) -> None:
    """Every role from now on is held by somebody who sits at that table and is there."""
    record = desk.record()
    for role in record.roles:
        now = sitting(record, role.segment_id)
        number = next(t.number for t in record.tables if t.id == role.table_id)
        assert role.participant_id in now.tables[now.numbers.index(number)]
    for segment in _rounds(desk):
        reporters = [r for r in record.roles if r.segment_id == segment and r.role is TableRoleName.REPORTER]
        used = [table for table in sitting(record, segment).tables if table]
        assert len(reporters) == len(used)
        for one in reporters:
            person = record.participant(one.participant_id)
            assert person is not None
            assert reports_in(person, "en")


def test_of_28_planned_4_do_not_come_and_2_come_late_and_nobody_who_is_there_moves(
    running_room: Desk,
) -> None:
    desk = running_room
    absent = [_at(desk, number)[0] for number in (1, 2, 3, 4)]
    before = _seats(desk)
    _sweep(desk, absent)
    assert not seating.has_small_tables(desk.record())
    assert seating.tables_offer(desk.record()) is None
    for late in absent[:2]:
        people.came_late(desk.file, desk.workshop, late, "D1-AM")
    assert _seats(desk) == before
    assert missing_in(desk.record(), _rounds(desk)[0]) == set(absent[2:])
    _roles_are_true(desk)


def test_a_table_that_falls_below_three_is_mended_with_the_fewest_moves(running_room: Desk) -> None:
    desk = running_room
    first = _rounds(desk)[0]
    _sweep(desk, _at(desk, 2)[2:])
    offer = seating.tables_offer(desk.record())
    assert offer is not None
    here = offer.rounds[0]
    assert here.segment_id == first
    assert here.mend.small == ((2, 2),)
    assert len(here.mend.moves) == here.mend.least == 1
    before = _seats(desk)
    seating.mend_tables(desk.file, desk.workshop, offer)
    after = _seats(desk)
    changed = {key for key in after if after[key] != before[key]}
    assert changed == {(one.segment_id, move.person) for one in offer.rounds for move in one.mend.moves}
    assert seating.tables_offer(desk.record()) is None
    roster = {person.id: person for person in desk.record().participants}
    for table in sitting(desk.record(), first).tables:
        assert table_language(table, roster).shared is not None
    _roles_are_true(desk)
    desk.file.undo(Where.CONSOLE)
    assert _seats(desk) == before


def test_moves_that_no_longer_fit_are_refused_and_nobody_moves(running_room: Desk) -> None:
    desk = running_room
    _sweep(desk, _at(desk, 2)[2:])
    offer = seating.tables_offer(desk.record())
    assert offer is not None
    move = offer.rounds[0].mend.moves[0]
    elsewhere = next(t for t in desk.record().tables if t.number not in {move.origin, move.target})
    seating.move_person(desk.file, offer.rounds[0].segment_id, move.person, elsewhere.id)
    before = _seats(desk)
    with pytest.raises(KnownError, match="changed meanwhile"):
        seating.mend_tables(desk.file, desk.workshop, offer)
    assert _seats(desk) == before


def test_somebody_new_is_on_the_roster_there_and_seated_in_one_step(running_room: Desk) -> None:
    desk = running_room
    before = desk.record()
    person, _changes = people.walk_in(
        desk.file, desk.workshop, "D1-AM", name="Nino Beridze", languages=["ka", "en"], organisation="GITA"
    )
    record = desk.record()
    found = record.participant(person)
    assert found is not None
    assert (found.name, found.languages, found.organisation) == ("Nino Beridze", ("ka", "en"), "GITA")
    assert {s.segment_id for s in record.seats if s.participant_id == person} == set(_rounds(desk))
    assert [s for s in record.seats if s.participant_id != person] == list(before.seats)
    where = seating.where_seated(record, person)
    assert where is not None
    assert "en" in where.languages
    assert where.table == next(n for n in range(1, 6) if person in _at(desk, n))
    desk.file.undo(Where.CONSOLE)
    assert desk.record() == before


def test_a_name_in_its_own_script_is_kept_as_such(running_room: Desk) -> None:
    desk = running_room
    person, _changes = people.walk_in(desk.file, desk.workshop, "D1-AM", name="ნინო ბერიძე", languages=["ka"])
    found = desk.record().participant(person)
    assert found is not None
    assert (found.native_name, found.name) == ("ნინო ბერიძე", "ნინო ბერიძე")
    where = seating.where_seated(desk.record(), person)
    assert where is not None
    assert where.languages == ()
    assert person in where.lost
    with pytest.raises(KnownError):
        people.walk_in(desk.file, desk.workshop, "D1-AM", name=" ", languages=["ka"])


def test_who_leaves_at_noon_is_gone_from_then_on_and_the_roles_are_handed_over(running_room: Desk) -> None:
    desk = running_room
    who = next(r.participant_id for r in desk.record().roles if r.role is TableRoleName.REPORTER)
    morning = [
        r for r in desk.record().roles if people.session_of(desk.record().agenda, r.segment_id) == "D1-AM"
    ]
    people.leaves(desk.file, desk.workshop, who, "D1-PM")
    record = desk.record()
    gone = {a.session for a in record.attendance if a.participant_id == who and not a.present}
    assert gone == {"D1-PM", "D2-AM", "D2-PM"}
    assert _roles_in(desk, "D1-AM") == morning
    _roles_are_true(desk)
    people.leaves(desk.file, desk.workshop, _at(desk, 3)[0], "D1-PM", until="D1-PM")
    with pytest.raises(KnownError):
        people.leaves(desk.file, desk.workshop, who, "D7-PM")


def test_as_seated_without_corrections_is_history_at_one_press(running_room: Desk) -> None:
    desk = running_room
    first, before = _rounds(desk)[0], _seats(desk)
    moved, _changes = seating.confirm_seats(desk.file, first)
    assert moved == 0
    assert _seats(desk) == before
    assert [one.segment_id for one in desk.record().confirmations] == [first]
    seating.confirm_seats(desk.file, first)
    assert len(desk.record().confirmations) == 1
    seating.take_back_confirmation(desk.file, first)
    assert desk.record().confirmations == ()


def test_corrections_and_the_confirmation_are_one_step_and_who_is_absent_has_no_seat(
    running_room: Desk,
) -> None:
    desk = running_room
    first = _rounds(desk)[0]
    friends, absent = _at(desk, 1)[:2], _at(desk, 5)[0]
    people.mark(desk.file, desk.workshop, absent, "D1-AM", present=False)
    before = desk.record()
    moved, _changes = seating.confirm_seats(
        desk.file, first, {friends[0]: 2, friends[1]: 3, _at(desk, 4)[0]: 4}
    )
    assert moved == 2
    assert friends[0] in _at(desk, 2)
    assert friends[1] in _at(desk, 3)
    assert (first, absent) not in _seats(desk)
    assert (_rounds(desk)[1], absent) in _seats(desk)
    _roles_are_true(desk)
    desk.file.undo(Where.CONSOLE)
    assert desk.record() == before
    with pytest.raises(KnownError, match="no table 9"):
        seating.confirm_seats(desk.file, first, {friends[0]: 9})


def test_a_new_plan_counts_who_really_sat_together(running_room: Desk) -> None:
    """Two who sat together by their own choice are history; rounds that were held stay as they were."""
    desk = running_room
    first, *later = _rounds(desk)
    one, other = _at(desk, 1)[0], _at(desk, 2)[0]
    seating.confirm_seats(desk.file, first, {one: 2})
    held = {key: at for key, at in _seats(desk).items() if key[0] == first}
    assert seating.can_plan_anew(desk.record())
    task = seating.seating_task(desk.record())
    assert any({one, other} <= set(table) for table in task.wishes.history[0])
    plan = seating.make_plan(task, seed=1, seconds=0.4)
    seating.write_plan(desk.file, desk.workshop, plan, desk=Where.CONSOLE)
    assert {key: at for key, at in _seats(desk).items() if key[0] == first} == held
    kinds = {s.id: s.round_kind for s in desk.record().agenda.segments()}
    mixed = [segment for segment in later if kinds[segment] is RoundKind.MIX]
    met = [table for s in mixed for table in sitting(desk.record(), s).tables if {one, other} <= set(table)]
    assert len(met) <= 1
    desk.file.undo(Where.CONSOLE)
    assert {key: at for key, at in _seats(desk).items() if key[0] == first} == held


def test_who_withdraws_hands_the_roles_over(running_room: Desk) -> None:
    desk = running_room
    who = next(r.participant_id for r in desk.record().roles if r.role is TableRoleName.HOST)
    people.withdraw(desk.file, who)
    _roles_are_true(desk)


def test_a_table_at_which_everybody_is_absent_has_no_turn(running_room: Desk) -> None:
    desk = running_room
    first = _rounds(desk)[0]
    assert set(running.turn_order(desk.record(), first)) == {1, 2, 3, 4, 5}
    _sweep(desk, _at(desk, 4))
    assert set(running.turn_order(desk.record(), first)) == {1, 2, 3, 5}
    assert seating.tables_offer(desk.record()) is None


def test_a_late_arrival_finds_no_seat_alone_in_a_round_nobody_is_planned_for(running_room: Desk) -> None:
    desk = running_room
    planned = _rounds(desk)
    segment = next(s for s in desk.record().agenda.segments() if s.id == planned[-1])
    planning.duplicate_segment(desk.file, segment.id)
    person, _changes = people.walk_in(desk.file, desk.workshop, "D1-AM", name="Nino", languages=["en"])
    seated = {s.segment_id for s in desk.record().seats if s.participant_id == person}
    assert seated == set(planned)
