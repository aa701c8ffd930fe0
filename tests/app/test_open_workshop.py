"""One open workshop: ticks, undo by desk, and the question after a gap."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from facilitator_app.app.workshop import OpenWorkshop
from facilitator_app.records.enums import Desk
from facilitator_app.records.run import RunPhase, RunState
from facilitator_app.rules.running import LONG_GAP_SECONDS
from facilitator_app.services import planning, running
from facilitator_app.support.clock import FakeClock

Open = Callable[[Path], OpenWorkshop]
LONG = LONG_GAP_SECONDS + 60


def _started(workshop: OpenWorkshop, qtbot: QtBot) -> OpenWorkshop:
    workshop.post("start", lambda file: running.next_(file, workshop.workshop_id, None))
    _rest(workshop, qtbot)
    assert workshop.state().phase is RunPhase.RUNNING
    return workshop


def _rest(workshop: OpenWorkshop, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not workshop.busy)


def _crashed(workshop: OpenWorkshop) -> Path:
    """Return the file and its log as a killed program leaves them."""
    path = workshop.path
    aside = path.parent / "crashed"
    aside.mkdir()
    for one in path.parent.glob(f"{path.name}*"):
        shutil.copy2(one, aside)
    return aside / path.name


def test_a_tick_tells_the_time_of_the_clock_and_nothing_else(
    open_workshop: Open, workshop: Path, clock: FakeClock, qtbot: QtBot
) -> None:
    opened = _started(open_workshop(workshop), qtbot)
    told: list[RunState] = []
    opened.ticked.connect(told.append)
    for _second in range(3):
        clock.advance(1)
        opened.tick()
    assert [state.elapsed_seconds for state in told] == [1, 2, 3]
    assert not opened.busy


def test_the_timer_ticks_by_itself(open_workshop: Open, workshop: Path, qtbot: QtBot) -> None:
    opened = open_workshop(workshop)
    with qtbot.waitSignal(opened.ticked):
        pass


def test_the_next_look_comes_as_the_next_second_of_the_stretch_begins(
    open_workshop: Open, workshop: Path, clock: FakeClock, qtbot: QtBot
) -> None:
    opened = _started(open_workshop(workshop), qtbot)
    (timer,) = opened.findChildren(QTimer)
    clock.advance(7.6)
    opened.tick()
    assert 380 < timer.interval() < 450, "once a second, a moment after it begins: not four times in it"
    opened.close()
    assert not timer.isActive()


def test_a_press_between_two_seconds_is_told_at_once(
    open_workshop: Open, workshop: Path, clock: FakeClock, qtbot: QtBot
) -> None:
    opened = _started(open_workshop(workshop), qtbot)
    told: list[RunState] = []
    opened.ticked.connect(told.append)
    clock.advance(2)
    opened.tick()
    here = told[-1].position
    opened.post("on", lambda file: running.next_(file, opened.workshop_id, here))
    _rest(opened, qtbot)
    assert told[-1].position == told[0].following
    clock.advance(1)
    opened.tick()
    assert told[-1].elapsed_seconds == 1
    assert told[-1].times == opened.state().times


def test_every_change_is_followed_by_a_tick_with_the_new_record(
    open_workshop: Open, workshop: Path, qtbot: QtBot
) -> None:
    opened = open_workshop(workshop)
    told: list[str] = []
    opened.record_changed.connect(lambda _changes, record: told.append(record.details.title))
    opened.ticked.connect(lambda _state: told.append("tick"))
    opened.post("t", lambda file: planning.update_details(file, opened.workshop_id, title="Another"))
    qtbot.waitUntil(lambda: "Another" in told)
    assert told[told.index("Another") + 1] == "tick"
    assert opened.record.details.title == "Another"


def test_undo_takes_back_what_its_own_desk_did(open_workshop: Open, workshop: Path, qtbot: QtBot) -> None:
    opened = open_workshop(workshop)
    before = opened.record.details.title
    opened.post("t", lambda file: planning.update_details(file, opened.workshop_id, title="Another"))
    _started(opened, qtbot)
    opened.undo(Desk.PREPARE)
    _rest(opened, qtbot)
    assert opened.record.details.title == before
    assert opened.state().phase is RunPhase.RUNNING
    opened.redo(Desk.PREPARE)
    _rest(opened, qtbot)
    assert opened.record.details.title == "Another"


def test_a_laptop_that_slept_is_asked_about_and_left_out_if_wished(
    open_workshop: Open, workshop: Path, clock: FakeClock, qtbot: QtBot
) -> None:
    opened = _started(open_workshop(workshop), qtbot)
    clock.advance(10)
    opened.tick()
    clock.sleep_laptop(LONG)
    opened.tick()
    assert opened.state().long_gap_seconds == LONG
    assert opened.state().elapsed_seconds == 10 + LONG
    opened.answer_gap(count=False)
    _rest(opened, qtbot)
    assert opened.state().long_gap_seconds == 0
    assert opened.state().elapsed_seconds == 10


def test_a_gap_that_is_counted_is_not_asked_about_again(
    open_workshop: Open, workshop: Path, clock: FakeClock, qtbot: QtBot
) -> None:
    opened = _started(open_workshop(workshop), qtbot)
    clock.sleep_laptop(LONG)
    opened.tick()
    opened.answer_gap(count=True)
    assert opened.state().long_gap_seconds == 0
    assert opened.state().elapsed_seconds == LONG
    assert not opened.busy


def test_a_question_about_a_stretch_that_is_over_is_no_question(
    open_workshop: Open, workshop: Path, clock: FakeClock, qtbot: QtBot
) -> None:
    opened = _started(open_workshop(workshop), qtbot)
    clock.sleep_laptop(LONG)
    opened.tick()
    here = opened.state().position
    opened.post("next", lambda file: running.next_(file, opened.workshop_id, here))
    _rest(opened, qtbot)
    assert opened.state().long_gap_seconds == 0
    clock.advance(5)
    opened.answer_gap(count=False)
    _rest(opened, qtbot)
    assert opened.state().elapsed_seconds == 5


def test_after_a_reboot_the_time_off_is_asked_about(
    open_workshop: Open, workshop: Path, clock: FakeClock, qtbot: QtBot
) -> None:
    opened = _started(open_workshop(workshop), qtbot)
    # The file's own time is the computer's, not the fake clock's: off since the entry began then.
    opened.close()
    _touched(workshop, clock)
    clock.reboot(LONG)
    again = open_workshop(workshop)
    assert again.state().phase is RunPhase.RUNNING
    assert LONG - 1 <= again.state().long_gap_seconds <= LONG


def test_a_crash_of_the_program_alone_asks_nothing_because_the_room_went_on(
    open_workshop: Open, workshop: Path, clock: FakeClock, qtbot: QtBot
) -> None:
    opened = _started(open_workshop(workshop), qtbot)
    crashed = _crashed(opened)
    clock.advance(LONG)
    again = open_workshop(crashed)
    assert again.opened.recovered
    assert again.state().long_gap_seconds == 0
    assert again.state().elapsed_seconds == LONG


def test_words_that_were_rescued_are_known_wherever_they_lie(
    open_workshop: Open, workshop: Path, tmp_path: Path
) -> None:
    assert open_workshop(workshop).rescue is None
    other = Path(shutil.copy(workshop, tmp_path / "Other.workshop"))
    beside = other.with_name("Other.workshop.rescue.txt")
    beside.write_text("words", "utf-8")
    assert open_workshop(other).rescue == beside


def _touched(path: Path, clock: FakeClock) -> None:
    now = clock.read().wall.timestamp()
    os.utime(path, (now, now))
