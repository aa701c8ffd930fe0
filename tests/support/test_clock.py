"""What the timebox may rely on: elapsed time survives a set clock, a closed lid and a restart."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator_app.support.clock import Clock, FakeClock, Reading, SystemClock, elapsed_seconds

SECONDS = st.integers(0, 5 * 86_400_000).map(lambda ms: ms / 1000)
WALLS = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))
READINGS = st.builds(Reading, wall=WALLS, boot=st.sampled_from(["a", "b"]), mono_ms=st.integers(0, 10**12))


@given(READINGS, READINGS)
def test_elapsed_time_is_never_negative(start: Reading, end: Reading) -> None:
    assert elapsed_seconds(start, end) >= 0


@given(SECONDS, SECONDS)
def test_a_closed_lid_counts_like_any_other_time(running: float, asleep: float) -> None:
    clock = FakeClock()
    start = clock.read()
    clock.advance(running)
    clock.sleep_laptop(asleep)
    assert elapsed_seconds(start, clock.read()) == pytest.approx(running + asleep, abs=0.002)


@given(SECONDS, st.integers(-86_400, 86_400))
def test_setting_the_computers_time_changes_nothing_within_a_boot(seconds: float, shift: int) -> None:
    clock = FakeClock()
    start = clock.read()
    clock.set_wall_clock(shift)
    clock.advance(seconds)
    assert elapsed_seconds(start, clock.read()) == pytest.approx(seconds, abs=0.001)


@given(SECONDS, SECONDS, SECONDS)
def test_after_a_restart_wall_time_tells_how_long_it_was(before: float, off: float, after: float) -> None:
    clock = FakeClock()
    start = clock.read()
    clock.advance(before)
    clock.reboot(off)
    clock.advance(after)
    assert elapsed_seconds(start, clock.read()) == pytest.approx(before + off + after, abs=0.002)


def test_a_restart_with_the_time_set_back_costs_nothing_rather_than_going_below_zero() -> None:
    clock = FakeClock()
    start = clock.read()
    clock.set_wall_clock(-3600)
    clock.reboot(off_seconds=60)
    assert elapsed_seconds(start, clock.read()) == 0


@given(st.lists(SECONDS, max_size=5))
def test_elapsed_times_in_one_boot_add_up(parts: list[float]) -> None:
    clock = FakeClock()
    readings = [clock.read(), *(clock.advance(part) for part in parts)]
    steps = sum(elapsed_seconds(a, b) for a, b in pairwise(readings))
    assert elapsed_seconds(readings[0], readings[-1]) == pytest.approx(steps)


def test_a_reading_in_another_zone_or_in_none_is_refused() -> None:
    for wall in (datetime(2027, 3, 2, 9, 0), datetime(2027, 3, 2, tzinfo=timezone(timedelta(hours=2)))):
        with pytest.raises(ValueError, match="UTC"):
            Reading(wall=wall, boot="a", mono_ms=0)


def test_the_fake_clock_refuses_to_run_backwards() -> None:
    clock = FakeClock()
    with pytest.raises(ValueError, match="never goes back"):
        clock.advance(-1)
    with pytest.raises(ValueError, match="less than no time"):
        clock.reboot(-1)


def test_two_system_clocks_name_the_same_boot_and_never_go_back() -> None:
    first: Clock = SystemClock()
    second: Clock = SystemClock()
    readings = [clock.read() for _ in range(200) for clock in (first, second)]
    assert {reading.boot for reading in readings} == {readings[0].boot}
    assert readings == sorted(readings, key=lambda reading: reading.mono_ms)
    assert readings[0].wall.tzinfo is UTC


@pytest.mark.skipif(not Path("/proc/uptime").exists(), reason="only Linux shows how long it has been up")
def test_the_system_clock_is_the_one_that_counts_sleep() -> None:
    expected = time.clock_gettime(time.CLOCK_BOOTTIME)
    assert SystemClock().read().mono_ms / 1000 == pytest.approx(expected, abs=5)


def test_a_system_that_does_not_name_its_boot_gives_each_process_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def unreadable(self: Path, *_: object, **__: object) -> str:
        raise PermissionError(13, "no", str(self))

    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr(Path, "read_text", unreadable)
    assert SystemClock().read().boot != SystemClock().read().boot
