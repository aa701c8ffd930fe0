"""The clock in the window is right whatever happens to the computer's: sleep, a reboot, a set time, DST.

What is read is what the console shows, in the last minutes of a stretch, where it shows seconds.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from facilitator_app.app.rehearsal.work import button_named
from facilitator_app.services import planning
from facilitator_app.services.reading import read_workshop
from facilitator_app.store import files
from facilitator_app.support import paths
from facilitator_app.support.clock import FakeClock, SystemClock
from tests.journeys.visit import DEVICE, Visit, read

Start = Callable[..., Visit]

ROOT = Path(__file__).parents[2]
BOX = 30 * 60
"""Registration, the first stretch of the course."""
DAY = datetime(2027, 3, 2, 6, 30, tzinfo=UTC)
"""08:30 in Kaunas."""
SLEEP, OFF = 120, 90


def seconds_shown(seat: Visit) -> int:
    """Return what the console's large figure says in seconds; over time is below nothing."""
    seat.rest()
    figure, _space, words = seat.desks.console.now.time.text().partition(" ")
    found = re.fullmatch(r"(\d+):(\d\d)", figure)
    assert found, f"{figure} {words}: in the last minutes the console shows seconds"
    seconds = int(found[1]) * 60 + int(found[2])
    return -seconds if words == "over" else seconds


def near(shown: int, right: float) -> bool:
    """Say whether what is shown is at most a second off."""
    return abs(shown - right) <= 1


def running_with(seat: Visit, clock: FakeClock, left: int) -> None:
    """Press Next and live until so many seconds are left, looking at each minute."""
    seat.desks.go("console")
    seat.key(Qt.Key.Key_PageDown)
    live(seat, clock, BOX - left)
    assert seconds_shown(seat) == left


def live(seat: Visit, clock: FakeClock, seconds: int) -> None:
    """Let time pass while the program looks at its clock."""
    while seconds > 0:
        step = min(30, seconds)
        clock.advance(step)
        seat.desks.workshop.tick()
        seconds -= step


def asks_about_sleep(seat: Visit) -> bool:
    """Say whether the question stands on the console, and no dialog does."""
    assert seat.no_dialog()
    return any("slept or was off" in text for text in seat.banners())


def answer_it(seat: Visit, words: str) -> None:
    """Answer on the console, where the question stands; the window may have messages of its own."""
    seat.hands.click(button_named(seat.desks.console.banners, lambda found: found == words))
    seat.rest()


def moved(path: Path, start: date) -> Path:
    """Move a workshop to another day."""
    with files.open_workshop(path, clock=SystemClock(), device=DEVICE) as file:
        with file.read() as session:
            workshop = read_workshop(session).details.id
        planning.update_details(file, workshop, start=start)
    return path


@pytest.fixture
def desk(visit: Start, workshop: Path) -> tuple[Visit, FakeClock]:
    """A running stretch with 3:30 left."""
    clock = FakeClock(DAY)
    seat = visit(workshop, clock)
    running_with(seat, clock, 210)
    return seat, clock


# --- the lid ----------------------------------------------------------------------------------------------


def test_two_minutes_of_sleep_count_and_the_console_asks(desk: tuple[Visit, FakeClock]) -> None:
    seat, clock = desk
    clock.sleep_laptop(SLEEP)
    assert near(seconds_shown(seat), 90)
    assert asks_about_sleep(seat)
    assert any("2 min" in text for text in seat.banners())


def test_sleep_that_counts_stays_counted_and_is_not_asked_again(desk: tuple[Visit, FakeClock]) -> None:
    seat, clock = desk
    clock.sleep_laptop(SLEEP)
    seat.rest()
    answer_it(seat, "Put away")
    live(seat, clock, 10)
    assert near(seconds_shown(seat), 80)
    assert not asks_about_sleep(seat)


def test_sleep_that_is_left_out_gives_the_group_its_time_back(desk: tuple[Visit, FakeClock]) -> None:
    seat, clock = desk
    clock.sleep_laptop(SLEEP)
    seat.rest()
    answer_it(seat, "Leave it out")
    assert near(seconds_shown(seat), 210)
    live(seat, clock, 10)
    assert near(seconds_shown(seat), 200)
    assert not asks_about_sleep(seat)


def test_one_key_leaves_the_sleep_out(desk: tuple[Visit, FakeClock]) -> None:
    seat, clock = desk
    seat.key(Qt.Key.Key_O)
    assert near(seconds_shown(seat), 210), "nobody slept: the key does nothing"
    clock.sleep_laptop(SLEEP)
    seat.rest()
    seat.desks.workshop.tick()
    seat.key(Qt.Key.Key_O)
    assert near(seconds_shown(seat), 210)
    assert not asks_about_sleep(seat)


def test_a_short_sleep_counts_and_asks_nothing(desk: tuple[Visit, FakeClock]) -> None:
    seat, clock = desk
    clock.sleep_laptop(40)
    assert near(seconds_shown(seat), 170)
    assert not asks_about_sleep(seat)


# --- another boot -----------------------------------------------------------------------------------------


def killed_with_210_seconds_left(path: Path, home: Path) -> None:
    """Run the stretch in a process of its own and kill it with signal 9."""
    screens = os.path.relpath(ROOT / "tests" / "tools" / "one.json", ROOT)
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": f"offscreen:configfile={screens}",
        "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
        paths.HOME_VARIABLE: str(home),
    }
    command = [sys.executable, "-m", "tests.journeys.seat", str(path), DAY.isoformat(), str(BOX - 210)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=ROOT, env=environment) as seat:
        assert seat.stdout is not None
        said = seat.stdout.readline().strip()
        seat.send_signal(signal.SIGKILL)
    assert said == "3:30 left"
    pressed = DAY.timestamp()
    for one in path.parent.glob(f"{path.name}*"):
        os.utime(
            one, (pressed, pressed)
        )  # nothing was written since Next: so old it would be with that clock


def after_a_reboot() -> FakeClock:
    """Return the clock as it stands when the laptop is up again."""
    clock = FakeClock(DAY)
    clock.advance(BOX - 210)
    clock.reboot(OFF)
    return clock


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9 there")
@pytest.mark.parametrize(("answer", "left"), [("Put away", 120), ("Leave it out", 210)])
def test_killed_and_rebooted_for_ninety_seconds_the_console_asks_and_both_answers_hold(
    visit: Start, workshop: Path, answer: str, left: int
) -> None:
    killed_with_210_seconds_left(workshop, Path(os.environ[paths.HOME_VARIABLE]))
    clock = after_a_reboot()
    seat = visit(workshop, clock)
    seat.desks.go("console")
    assert near(seconds_shown(seat), 120), "until somebody answers, time has gone on"
    assert asks_about_sleep(seat)
    answer_it(seat, answer)
    assert near(seconds_shown(seat), left)
    live(seat, clock, 10)
    assert near(seconds_shown(seat), left - 10)
    assert not asks_about_sleep(seat)


def test_a_program_that_is_closed_and_opened_in_the_same_boot_has_lost_nothing(
    visit: Start, workshop: Path
) -> None:
    clock = FakeClock(DAY)
    seat = visit(workshop, clock)
    running_with(seat, clock, 210)
    seat.program.show_library()
    clock.advance(45)
    seat.open(workshop)
    seat.desks.go("console")
    assert near(seconds_shown(seat), 165)
    assert not asks_about_sleep(seat)


# --- somebody sets the time -------------------------------------------------------------------------------


@pytest.mark.parametrize("shift", [-3600, 3600])
def test_an_hour_set_back_or_forward_moves_nothing_that_runs(
    desk: tuple[Visit, FakeClock], shift: int
) -> None:
    seat, clock = desk
    clock.set_wall_clock(shift)
    assert near(seconds_shown(seat), 210)
    assert not asks_about_sleep(seat)
    live(seat, clock, 60)
    assert near(seconds_shown(seat), 150)


@pytest.mark.parametrize("shift", [-3600, 3600])
def test_a_set_clock_is_not_believed_after_the_program_was_opened_again(
    visit: Start, workshop: Path, shift: int
) -> None:
    clock = FakeClock(DAY)
    seat = visit(workshop, clock)
    running_with(seat, clock, 210)
    clock.set_wall_clock(shift)
    seat.program.show_library()
    clock.advance(30)
    seat.open(workshop)
    seat.desks.go("console")
    assert near(seconds_shown(seat), 180)


# --- the night in which the clocks change -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("begin", "ends"),
    [
        (datetime(2027, 3, 28, 0, 40, tzinfo=UTC), "04:10"),
        (datetime(2027, 10, 31, 0, 40, tzinfo=UTC), "03:10"),
    ],
)
def test_in_the_night_of_the_change_half_an_hour_is_half_an_hour(
    visit: Start, workshop: Path, begin: datetime, ends: str
) -> None:
    clock = FakeClock(begin)
    seat = visit(moved(workshop, begin.date()), clock)
    seat.desks.go("console")
    seat.key(Qt.Key.Key_PageDown)
    live(seat, clock, BOX - 210)
    assert near(seconds_shown(seat), 210)
    assert any(f"ends {ends}" in text for text in seat.labels(seat.desks.console.now)), "told in local time"
    clock.reboot(OFF)
    assert near(seconds_shown(seat), 120)


@pytest.mark.parametrize("night", [date(2027, 3, 28), date(2027, 10, 31)])
def test_the_morning_after_the_change_is_expected_at_its_local_time(
    visit: Start, workshop: Path, night: date
) -> None:
    """The first day is the one before the change: the second begins at 09:00 by the clock on the wall."""
    first = date.fromordinal(night.toordinal() - 1)
    record = read(moved(workshop, first))
    clock = FakeClock(datetime(night.year, night.month, night.day, 4, 0, tzinfo=UTC))
    seat = visit(workshop, clock)
    seat.rest()
    day = record.agenda.days[1]
    times = {one.segment_id: one for one in seat.desks.workshop.state().times}
    starts = times[day.segments[0].id].planned_start
    assert (starts.date(), starts.time()) == (night, day.start)
    assert starts.utcoffset() == times[day.segments[-1].id].planned_end.utcoffset()
