"""The ten minutes of cluster teams in the real window: 28 people choose by number, teams are used."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt

from facilitator_app.services.seating.rounds import team_rounds
from tests.journeys.visit import CONTROL, Visit

Visits = Callable[..., Visit]
_ONE = Qt.Key.Key_1


def test_everybody_chooses_by_two_keys_and_the_teams_are_used_as_one_step(
    visit: Visits, workshop: Path
) -> None:
    seat = visit(workshop)
    seat.key(Qt.Key.Key_F8)
    teams = seat.desks.prepare.teams
    people = [p for p in seat.desks.workshop.record.participants if not p.withdrawn]
    assert teams.list.hasFocus()
    assert teams.list.rowCount() == len(people)
    pressed = 0
    for number in range(len(people)):
        for digit in (number % 3, (number + 1) % 3):
            seat.hands.press(Qt.Key(_ONE + digit))
            pressed += 1
    assert pressed == 2 * len(people)
    seat.rest()
    assert len(seat.desks.workshop.record.choices) == 2 * len(people)
    assert teams.missing.text() == "Everybody has chosen"

    seat.key(Qt.Key.Key_Return)
    seat.key(Qt.Key.Key_Return)
    seat.hands.until(lambda: teams.result.proposal() is not None, "the teams to be formed")
    said = teams.result.sentences()
    assert "got their first choice" in said
    assert "Every team shares a language and has somebody who can report." in said

    before = seat.desks.workshop.record
    seat.key(Qt.Key.Key_Return)
    record = seat.desks.workshop.record
    rounds = team_rounds(record)
    assert rounds
    assert all(table.cluster_id for table in record.tables)
    assert len({s.participant_id for s in record.seats if s.segment_id == rounds[0].id}) == len(people)
    seat.key(Qt.Key.Key_Z, CONTROL)
    assert seat.desks.workshop.record == before


def test_a_move_by_hand_says_what_it_costs_before_anybody_moves(visit: Visits, workshop: Path) -> None:
    seat = visit(workshop)
    seat.key(Qt.Key.Key_F8)
    teams = seat.desks.prepare.teams
    seat.press_button("Form teams")
    seat.hands.until(lambda: teams.result.proposal() is not None, "the teams to be formed")
    before = teams.result.proposal()
    assert before is not None
    person = before.teams[0].people[0]
    assert teams.result.lists[1].choose(person)
    teams.result.lists[1].setFocus()
    seat.key(Qt.Key.Key_Right, CONTROL)
    assert "moves to Table 2" in teams.result.cost.text()
    assert teams.result.proposal() is before
    seat.key(Qt.Key.Key_Escape)
    assert teams.result.lists[1].hasFocus()
    seat.key(Qt.Key.Key_Right, CONTROL)
    seat.key(Qt.Key.Key_Return)
    after = teams.result.proposal()
    assert after is not None
    assert after.table_of(person) == 2


def test_backspace_takes_a_choice_away_and_letters_go_to_a_name(visit: Visits, workshop: Path) -> None:
    seat = visit(workshop)
    seat.key(Qt.Key.Key_F8)
    teams = seat.desks.prepare.teams
    first = teams.list.person()
    seat.key(Qt.Key.Key_2)
    assert [c.choice for c in seat.desks.workshop.record.choices] == [1]
    seat.key(Qt.Key.Key_Backspace)
    assert seat.desks.workshop.record.choices == ()
    assert teams.list.person() == first
    seat.key(Qt.Key.Key_T)
    person = seat.desks.workshop.record.participant(teams.list.person())
    assert person is not None
    assert any(part.startswith("T") for part in person.name.split())
