"""Tables while the room works, by keys alone, in the whole program on the Kaunas rehearsal."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from facilitator_app.records.enums import StageName
from facilitator_app.records.people import Participant
from facilitator_app.records.run import Position
from facilitator_app.services import running
from facilitator_app.support.clock import FakeClock
from facilitator_app.views.console.livewords import people_at
from tests.journeys.visit import CONTROL, Visit

_START = datetime(2027, 3, 2, 7, 30, tzinfo=UTC)
Start = Callable[..., Visit]


class Room:
    """The console in the discussion of the first round, and the keys pressed there."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit
        visit.desks.go("console")
        visit.desks.prepare.plan()
        visit.hands.until(lambda: bool(visit.record.seats), "the tables to be planned")
        rounds = [s for s in visit.record.agenda.segments() if s.has_table_work]
        self.segment = rounds[0].id
        here, identity = Position(self.segment, StageName.DISCUSS), visit.desks.workshop.workshop_id
        visit.desks.workshop.post("jump", lambda file: running.jump(file, identity, here))
        visit.rest()
        self.settle()
        self.side = visit.desks.console.side

    def settle(self) -> None:
        """Wait until the file has everything and the workers have looked."""
        self.visit.rest()
        seating = self.visit.desks.seating
        self.visit.hands.until(lambda: not seating.busy(), "the tables to be looked at")
        self.visit.rest()

    def keys(self, text: str) -> None:
        """Type letters and keys where the focus is; “⏎” is Enter, “␣” is Space."""
        special = {"⏎": Qt.Key.Key_Return, "␣": Qt.Key.Key_Space}
        for part in re.split("([⏎␣])", text):
            focus = QApplication.focusWidget() or self.visit.program.window
            if part in special:
                QTest.keyClick(focus, special[part])
            elif part:
                self.visit.type(focus, part)
        self.settle()

    def at(self, number: int) -> tuple[Participant, ...]:
        """Return who is there at a table."""
        return people_at(self.visit.record, self.segment)[number]

    def seats(self) -> dict[tuple[str, str], str]:
        """Return every seat."""
        return {(s.segment_id, s.participant_id): s.table_id for s in self.visit.record.seats}

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press one key."""
        self.visit.key(key, modifiers)
        self.settle()


@pytest.fixture
def room(visit: Start, workshop: Path) -> Room:
    return Room(visit(workshop, FakeClock(_START)))


def test_somebody_new_has_a_seat_after_three_fields_and_no_mouse(room: Room) -> None:
    before = room.seats()
    room.press(Qt.Key.Key_W)
    room.keys("Nino Beridze⏎geor, en⏎GITA⏎")
    said = room.side.walk_in.said()
    person = next(p for p in room.visit.record.participants if p.name == "Nino Beridze")
    assert (person.languages, person.organisation) == (("ka", "en"), "GITA")
    number = next(n for n in range(1, 6) if person.id in {p.id for p in room.at(n)})
    assert f"sits at table {number}" in said
    assert {key: at for key, at in room.seats().items() if key[1] != person.id} == before
    assert room.visit.no_dialog()
    room.press(Qt.Key.Key_Escape)
    room.press(Qt.Key.Key_Z, CONTROL)
    assert room.seats() == before
    assert all(p.name != "Nino Beridze" for p in room.visit.record.participants)


def test_a_round_is_confirmed_with_two_keys(room: Room) -> None:
    assert "confirmed" in room.side.seats.words()[0]
    room.press(Qt.Key.Key_A)
    room.keys("⏎")
    assert [one.segment_id for one in room.visit.record.confirmations] == [room.segment]
    assert room.side.seats.words()[0] == ""


def test_friends_who_sat_together_are_typed_in_and_the_coming_rounds_are_planned_anew(room: Room) -> None:
    one, other = room.at(1)[0], room.at(2)[0]
    room.press(Qt.Key.Key_A)
    room.keys(f"{one.given_name} 3⏎{other.family_name} 4⏎")
    assert room.side.seated.changes() == {one.id: 3, other.id: 4}
    before = room.seats()
    room.keys("⏎")
    assert one.id in {p.id for p in room.at(3)}
    assert other.id in {p.id for p in room.at(4)}
    assert "2 people sit elsewhere" in room.side.seats.words()[0]
    held = {key: at for key, at in room.seats().items() if key[0] == room.segment}
    room.press(Qt.Key.Key_Z, CONTROL)
    assert room.seats()[room.segment, one.id] != held[room.segment, one.id]
    assert not room.side.seats.asks()
    room.press(Qt.Key.Key_A)
    room.keys(f"{one.given_name} 3⏎{other.family_name} 4⏎⏎")
    room.press(Qt.Key.Key_M)
    after = room.seats()
    assert {key: at for key, at in after.items() if key[0] == room.segment} == held
    assert {k: v for k, v in after.items() if k[0] != room.segment} != {
        k: v for k, v in before.items() if k[0] != room.segment
    }
    assert not room.side.seats.asks()


def test_a_table_that_falls_below_three_says_who_moves_and_one_key_does_it(room: Room) -> None:
    room.press(Qt.Key.Key_H)
    gone = room.at(2)[2:]
    for person in gone:
        room.keys(f"{person.family_name}␣")
    assert "Table 2 has 2 people left." in room.side.people.words()[1]
    room.keys("⏎")
    title, who = room.side.seats.words()
    assert title == "1 person moves"
    assert "→ 2" in who
    before = room.seats()
    room.press(Qt.Key.Key_M)
    assert len(room.at(2)) == 3
    moved = [key for key, at in room.seats().items() if before[key] != at and key[0] == room.segment]
    assert len(moved) == 1
    room.press(Qt.Key.Key_Z, CONTROL)
    assert room.seats() == before
    assert room.visit.no_dialog()


def test_what_the_tables_ask_is_left_with_escape(room: Room) -> None:
    room.press(Qt.Key.Key_H)
    for person in room.at(2)[2:]:
        room.keys(f"{person.family_name}␣")
    room.keys("⏎")
    assert room.side.seats.asks()
    before = room.seats()
    room.press(Qt.Key.Key_Escape)
    assert not room.side.seats.asks()
    assert room.seats() == before
