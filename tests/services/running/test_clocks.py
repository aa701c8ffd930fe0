"""Whatever happens to the computer's clock, a run on a real file is right to the second.

The laptop's time is set back and forward, it sleeps, it is switched off and on, and the clocks change in
the night: while a part runs, while it is paused, and while a guest has interrupted it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from facilitator_app.records.enums import Desk as At
from facilitator_app.records.enums import PauseReason, StageName
from facilitator_app.records.run import Position, RunState
from facilitator_app.rules import running as rules
from facilitator_app.services import running
from facilitator_app.store.files import open_workshop
from facilitator_app.support.clock import FakeClock
from tests.services.conftest import DEVICE, Desk

LEFT = 17 * 60 + 23
VISIT = 22 * 60

Disturb = Callable[[FakeClock], float]
"""Does something to a clock and returns for how many seconds it went on meanwhile."""


def _set(seconds: int) -> Disturb:
    def disturb(clock: FakeClock) -> float:
        clock.set_wall_clock(seconds)
        return 0

    return disturb


def _sleep(seconds: int) -> Disturb:
    def disturb(clock: FakeClock) -> float:
        clock.sleep_laptop(seconds)
        return seconds

    return disturb


def _reboot(seconds: int) -> Disturb:
    def disturb(clock: FakeClock) -> float:
        clock.reboot(seconds)
        return seconds

    return disturb


DISTURBANCES = pytest.mark.parametrize(
    "disturb",
    [_set(-3600), _set(3600), _sleep(120), _reboot(90)],
    ids=["an hour back", "an hour forward", "two minutes asleep", "off for 90 seconds"],
)


def _state(desk: Desk) -> RunState:
    return running.state(desk.record(), desk.clock.read())


def _discussing(desk: Desk) -> Position:
    segment = next(s.id for s in desk.record().agenda.segments() if s.code == "two_day.d1.b06")
    position = Position(segment, StageName.DISCUSS)
    running.jump(desk.file, desk.workshop, position)
    desk.clock.advance(24 * 60 - LEFT)
    return position


def _let_in(desk: Desk) -> None:
    guest, _changes = running.add_guest(desk.file, desk.workshop, name="Ona")
    running.let_speak(desk.file, desk.workshop, guest, _state(desk).position)


def _press(desk: Desk) -> None:
    running.next_(desk.file, desk.workshop, _state(desk).position)


@DISTURBANCES
def test_a_running_part_counts_what_passed_and_nothing_else(desk: Desk, disturb: Disturb) -> None:
    _discussing(desk)
    went_on = disturb(desk.clock)
    assert abs(_state(desk).remaining_seconds - (LEFT - went_on)) <= 1
    desk.clock.advance(100)
    assert abs(_state(desk).remaining_seconds - (LEFT - went_on - 100)) <= 1


@DISTURBANCES
def test_what_a_guest_interrupted_goes_on_at_its_second(desk: Desk, disturb: Disturb) -> None:
    """Interrupted at 17:23 left, and 22 minutes later it goes on at 17:23 left."""
    position = _discussing(desk)
    _let_in(desk)
    desk.clock.advance(300)
    went_on = disturb(desk.clock)
    desk.clock.advance(VISIT - 300 - went_on)
    assert abs(_state(desk).elapsed_seconds - VISIT) <= 1
    assert _state(desk).parked is not None
    _press(desk)
    state = _state(desk)
    assert (state.position, state.remaining_seconds) == (position, LEFT)
    assert (
        rules.own_seconds(desk.record().run_entries, position.segment_id, desk.clock.read()) == 24 * 60 - LEFT
    )


@DISTURBANCES
def test_a_pause_costs_nobody_a_second(desk: Desk, disturb: Disturb) -> None:
    _discussing(desk)
    running.pause(desk.file, desk.workshop, reason=PauseReason.INTERPRETER)
    desk.clock.advance(200)
    went_on = disturb(desk.clock)
    running.resume(desk.file, desk.workshop)
    assert abs(_state(desk).remaining_seconds - LEFT) <= 1
    entry = desk.record().run_entries[-1]
    assert abs(entry.interpreter_seconds - (200 + went_on)) <= 1
    assert entry.interpreter_seconds == entry.paused_seconds


@DISTURBANCES
def test_back_and_undo_are_exact_after_it_too(desk: Desk, disturb: Disturb) -> None:
    _discussing(desk)
    before = desk.record()
    _let_in(desk)
    guests = desk.record().guests
    went_on = disturb(desk.clock)
    running.back(desk.file, desk.workshop, _state(desk).position)
    assert desk.record().run_entries == before.run_entries
    assert desk.record().agenda == before.agenda
    assert abs(_state(desk).remaining_seconds - (LEFT - went_on)) <= 1
    desk.file.undo(At.CONSOLE)
    assert desk.record().guests == guests


def test_a_sleep_counts_until_somebody_takes_it_out(desk: Desk) -> None:
    _discussing(desk)
    entry, seen = running.running_entry(desk.record()), desk.clock.read()
    now = desk.clock.sleep_laptop(120)
    gap = rules.gap_in(entry, seen, now)
    assert gap == 120
    assert running.state(desk.record(), now, long_gap_seconds=gap).long_gap_seconds == 120
    assert _state(desk).remaining_seconds == LEFT - 120
    running.leave_out_gap(desk.file, desk.workshop, gap)
    assert _state(desk).remaining_seconds == LEFT
    _let_in(desk)
    desk.clock.advance(VISIT)
    _press(desk)
    assert _state(desk).remaining_seconds == LEFT


def test_a_laptop_that_was_off_during_a_visit_opens_where_it_stood(desk: Desk) -> None:
    position = _discussing(desk)
    _let_in(desk)
    path = desk.file.path
    desk.file.close()
    desk.clock.reboot(90)
    desk.clock.set_wall_clock(30)
    with open_workshop(path, clock=desk.clock, device=DEVICE) as file:
        again = Desk(file, desk.clock, desk.content)
        _press(again)
        assert (_state(again).position, _state(again).remaining_seconds) == (position, LEFT)


@pytest.mark.parametrize(
    "night",
    [datetime(2027, 3, 28, 0, 50, tzinfo=UTC), datetime(2027, 10, 31, 0, 50, tzinfo=UTC)],
    ids=["spring", "autumn"],
)
@pytest.mark.parametrize("off", [False, True], ids=["on", "switched off"])
def test_a_night_on_which_the_clocks_change_has_no_odd_hour(
    desk: Desk, night: datetime, *, off: bool
) -> None:
    """At one o'clock UTC the clocks of Vilnius jump; the part runs on, is interrupted and goes on."""
    desk.clock.set_wall_clock((night - desk.clock.read().wall).total_seconds())
    _discussing(desk)
    before = _state(desk).now
    if off:
        desk.clock.reboot(600)
    else:
        desk.clock.advance(600)
    state = _state(desk)
    assert abs(state.remaining_seconds - (LEFT - 600)) <= 1
    assert state.now.utcoffset() != before.utcoffset()
    assert state.now.astimezone(UTC) - before.astimezone(UTC) == timedelta(seconds=600)
    left = state.remaining_seconds
    _let_in(desk)
    desk.clock.advance(VISIT)
    _press(desk)
    assert _state(desk).remaining_seconds == left


def test_next_pressed_twice_within_400_ms_is_one_step(desk: Desk) -> None:
    """The second press carries the position of the first, whichever way it came."""
    position = _discussing(desk)
    running.next_(desk.file, desk.workshop, position)
    entered = _state(desk).position
    desk.clock.advance(0.399)
    running.next_(desk.file, desk.workshop, position)
    assert _state(desk).position == entered
    _let_in(desk)
    running.next_(desk.file, desk.workshop, entered)
    assert _state(desk).following == entered
    assert len(desk.record().run_entries) == 3
