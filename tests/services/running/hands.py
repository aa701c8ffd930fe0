"""Hands on a running workshop: presses and looks that the tests of the run share."""

from __future__ import annotations

from datetime import time

from facilitator_app.records.enums import StageName
from facilitator_app.records.guests import Guest
from facilitator_app.records.run import Position, RunState
from facilitator_app.services import running
from tests.services.conftest import Desk

LEFT = 17 * 60 + 23


def state_of(desk: Desk) -> RunState:
    """Return where the run stands now."""
    return running.state(desk.record(), desk.clock.read())


def segment_id(desk: Desk, code: str) -> str:
    """Return the id of an item of the two-day course."""
    return next(s.id for s in desk.record().agenda.segments() if s.code == f"two_day.{code}")


def press(desk: Desk) -> running.Stepped:
    """Press Next."""
    return running.next_(desk.file, desk.workshop, state_of(desk).position)[0]


def back(desk: Desk) -> running.Stepped:
    """Press Back."""
    return running.back(desk.file, desk.workshop, state_of(desk).position)[0]


def add_minister(desk: Desk, name: str = "Ona Petraitė", minutes: int = 10) -> str:
    """Expect a guest at ten; return the id."""
    added, _changes = running.add_guest(
        desk.file, desk.workshop, name=name, title="Minister", minutes=minutes, expected_at=time(10)
    )
    return added


def let_in(desk: Desk, guest: str) -> running.Stepped:
    """Let a guest speak now."""
    return running.let_speak(desk.file, desk.workshop, guest, state_of(desk).position)[0]


def guest_of(desk: Desk, guest: str) -> Guest:
    """Return the card of a guest."""
    return next(one for one in desk.record().guests if one.id == guest)


def discussing(desk: Desk, left: int = LEFT) -> Position:
    """Stand in Step 2's discussion with so many seconds left."""
    position = Position(segment_id(desk, "d1.b06"), StageName.DISCUSS)
    running.jump(desk.file, desk.workshop, position)
    desk.clock.advance(24 * 60 - left)
    assert state_of(desk).remaining_seconds == left
    return position
