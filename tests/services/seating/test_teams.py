"""Cluster teams on a real file: chosen, proposed, used as one step, and kept by later plans."""

from __future__ import annotations

import pytest

from facilitator_app.records.enums import Desk as DeskName
from facilitator_app.records.enums import RoundKind, TableRoleName
from facilitator_app.services import people, seating
from facilitator_app.services.seating.rounds import kind_of, rounds_of, team_rounds
from facilitator_app.store.journal import timeline
from facilitator_app.support.errors import KnownError
from tests.services.conftest import Desk


@pytest.fixture
def room(desk: Desk) -> Desk:
    """Twelve people and three selected clusters; six want the first, the others the second."""
    for number in range(12):
        people.add_participant(
            desk.file, desk.workshop, given_name=f"P{number:02}", display_name=f"P{number:02}",
            languages=("lt", "en"), english_level="C1",
        )  # fmt: skip
    for name in ("Food", "Timber", "Textiles"):
        seating.add_cluster(desk.file, desk.workshop, name)
    record = desk.record()
    food, timber, _textiles = (one.id for one in record.clusters)
    for place, person in enumerate(record.participants):
        wishes = (food, timber) if place < 6 else (timber, food)
        seating.set_choices(desk.file, desk.workshop, person.id, *wishes)
    return desk


def seats_of(desk: Desk, segment_id: str) -> dict[str, str]:
    return {s.participant_id: s.table_id for s in desk.record().seats if s.segment_id == segment_id}


def test_using_teams_is_one_step_that_seats_every_team_round_to_come(room: Desk) -> None:
    before = room.record()
    proposal = seating.propose_teams(before)
    with room.file.read() as session:
        entries = len(timeline(session))
    seating.apply_teams(room.file, room.workshop, proposal)
    with room.file.read() as session:
        assert len(timeline(session)) == entries + 1
    record = room.record()
    assert all(table.cluster_id for table in record.tables)
    rounds = team_rounds(record)
    assert rounds
    sat = [seats_of(room, one.id) for one in rounds]
    assert all(len(one) == len(record.participants) and one == sat[0] for one in sat)
    assert {role.role for role in record.roles if role.segment_id == rounds[0].id} >= {
        TableRoleName.HOST,
        TableRoleName.REPORTER,
    }
    room.file.undo(DeskName.PREPARE)
    assert room.record() == before


def test_a_later_plan_leaves_adopted_teams_alone(room: Desk) -> None:
    seating.apply_teams(room.file, room.workshop, seating.propose_teams(room.record()))
    before = room.record()
    teams = [seats_of(room, one.id) for one in team_rounds(before)]
    seating.plan_seats(room.file, room.workshop, seconds=0.2)
    after = room.record()
    assert [seats_of(room, one.id) for one in team_rounds(after)] == teams
    mixed = [one for one in rounds_of(after).coming if kind_of(one) is RoundKind.MIX]
    assert all(seats_of(room, one.id) for one in mixed)


def test_a_locked_seat_stays_and_the_team_is_formed_around_it(room: Desk) -> None:
    record = room.record()
    segment, person, table = team_rounds(record)[0], record.participants[0], record.tables[-1]
    seating.move_person(room.file, segment.id, person.id, table.id)
    seat = next(s for s in room.record().seats if s.participant_id == person.id)
    with room.file.transact("Lock", DeskName.PREPARE) as transaction:
        from facilitator_app import models as m  # noqa: PLC0415 - only here is a row touched

        row = transaction.session.get(m.Seat, seat.id)
        assert row is not None
        row.locked = True
    proposal = seating.propose_teams(room.record())
    assert proposal.table_of(person.id) == table.number
    seating.apply_teams(room.file, room.workshop, proposal)
    assert seats_of(room, segment.id)[person.id] == table.id


def test_somebody_who_withdrew_is_in_no_team(room: Desk) -> None:
    person = room.record().participants[3]
    people.withdraw(room.file, person.id, withdrawn=True)
    assert seating.propose_teams(room.record()).table_of(person.id) is None


def test_a_second_choice_needs_a_first_and_is_another_cluster(room: Desk) -> None:
    record = room.record()
    person, cluster = record.participants[0].id, record.clusters[0].id
    for first in (None, cluster):
        with pytest.raises(KnownError):
            seating.set_choices(room.file, room.workshop, person, first, cluster)
    assert room.record() == record


def test_choices_can_change_places(room: Desk) -> None:
    record = room.record()
    person = record.participants[0].id
    food, timber = record.clusters[0].id, record.clusters[1].id
    seating.set_choices(room.file, room.workshop, person, timber, food)
    held = {one.choice: one.cluster_id for one in room.record().choices if one.participant_id == person}
    assert held == {1: timber, 2: food}


def test_without_a_selected_cluster_it_is_said_what_to_do(room: Desk) -> None:
    for one in room.record().clusters:
        seating.change_cluster(room.file, one.id, selected=False)
    with pytest.raises(KnownError, match="No cluster is selected"):
        seating.propose_teams(room.record())


def test_a_cluster_without_a_name_is_refused(room: Desk) -> None:
    with pytest.raises(KnownError):
        seating.add_cluster(room.file, room.workshop, "  ")
