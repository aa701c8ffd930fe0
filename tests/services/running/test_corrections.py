"""Corrections on a real file: a start that was forgotten or pressed late, a sleep that did not count."""

from __future__ import annotations

from datetime import timedelta

import pytest

from facilitator_app.records.run import RunState
from facilitator_app.rules import running as rules
from facilitator_app.services import running
from facilitator_app.support.errors import KnownError
from tests.services.conftest import Desk


def _state(desk: Desk) -> RunState:
    return running.state(desk.record(), desk.clock.read())


def _press(desk: Desk) -> running.Stepped:
    stepped, _changes = running.next_(desk.file, desk.workshop, _state(desk).position)
    return stepped


def test_the_start_can_be_corrected_and_the_part_before_ends_there(desk: Desk) -> None:
    _press(desk)
    desk.clock.advance(40 * 60)
    _press(desk)
    now = desk.clock.read()
    running.correct_start(desk.file, desk.workshop, now.wall - timedelta(minutes=8))
    state = _state(desk)
    assert state.elapsed_seconds == 8 * 60
    first = desk.record().run_entries[0]
    assert first.ended is not None
    assert first.ended.wall == now.wall - timedelta(minutes=8)
    assert state.times[0].actual_end == now.wall - timedelta(minutes=8)


def test_a_start_can_be_corrected_to_before_the_laptop_was_switched_on(desk: Desk) -> None:
    _press(desk)
    now = desk.clock.read()
    running.correct_start(desk.file, desk.workshop, now.wall - timedelta(minutes=12))
    assert _state(desk).elapsed_seconds == 12 * 60
    assert desk.record().run_entries[0].started.mono_ms >= 0
    desk.clock.advance(45)
    assert _state(desk).elapsed_seconds == 12 * 60 + 45


def test_the_start_of_a_part_that_has_ended_is_corrected_and_no_minute_is_lost(desk: Desk) -> None:
    """Next was pressed nine minutes late, and nobody noticed until the part after it."""
    for minutes in (39, 11, 5):
        _press(desk)
        desk.clock.advance(minutes * 60)
    now = desk.clock.read()
    second = desk.record().run_entries[1]
    began = now.wall - timedelta(minutes=11 + 5 + 9)
    running.correct_start(desk.file, desk.workshop, began, entry=second.id)
    record = desk.record()
    lengths = [rules.elapsed_in(entry, now) for entry in record.run_entries]
    assert lengths == [30 * 60, 20 * 60, 5 * 60]
    assert running.state(record, now).times[1].actual_start == began
    with pytest.raises(KnownError, match="had ended by then"):
        running.correct_start(desk.file, desk.workshop, now.wall, entry=second.id)
    with pytest.raises(KnownError, match="no longer in the run log"):
        running.correct_start(desk.file, desk.workshop, began, entry="gone")


def test_a_part_that_began_later_than_it_was_pressed_gives_its_minutes_to_the_one_before(desk: Desk) -> None:
    _press(desk)
    desk.clock.advance(600)
    _press(desk)
    desk.clock.advance(300)
    now = desk.clock.read()
    running.correct_start(desk.file, desk.workshop, now.wall - timedelta(minutes=1))
    lengths = [rules.elapsed_in(entry, now) for entry in desk.record().run_entries]
    assert lengths == [14 * 60, 60]


def test_a_correction_across_a_reboot_loses_no_minute(desk: Desk) -> None:
    _press(desk)
    desk.clock.advance(600)
    _press(desk)
    desk.clock.reboot(90)
    desk.clock.advance(10)
    now = desk.clock.read()
    running.correct_start(desk.file, desk.workshop, now.wall - timedelta(seconds=160))
    lengths = [rules.elapsed_in(entry, now) for entry in desk.record().run_entries]
    assert lengths == [540, 160]


@pytest.mark.parametrize(("minutes", "word"), [(5, "ahead of now"), (-120, "had not begun")])
def test_a_start_that_cannot_be_is_refused(desk: Desk, minutes: int, word: str) -> None:
    _press(desk)
    desk.clock.advance(600)
    _press(desk)
    wanted = desk.clock.read().wall + timedelta(minutes=minutes)
    with pytest.raises(KnownError, match=word):
        running.correct_start(desk.file, desk.workshop, wanted)


def test_a_start_after_the_pause_began_is_refused(desk: Desk) -> None:
    _press(desk)
    desk.clock.advance(600)
    running.pause(desk.file, desk.workshop)
    desk.clock.advance(600)
    with pytest.raises(KnownError, match="already paused"):
        running.correct_start(desk.file, desk.workshop, desk.clock.read().wall - timedelta(minutes=5))


def test_more_than_has_passed_cannot_be_left_out(desk: Desk) -> None:
    _press(desk)
    desk.clock.advance(120)
    for seconds in (121, 0, -5):
        with pytest.raises(KnownError, match="2 min have passed"):
            running.leave_out_gap(desk.file, desk.workshop, seconds)
