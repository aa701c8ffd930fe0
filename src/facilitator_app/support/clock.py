"""The clock is a parameter: wall time, the boot it was read in, and a monotonic clock that counts sleep.

Within one boot only the monotonic clock is believed: it does not jump when somebody sets the time, and it
goes on while the lid is closed. Across boots there is nothing but wall time.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, Protocol
from uuid import uuid4

_FIRST_FAKE_BOOT: Final = 1
_FAKE_START: Final = datetime(2027, 3, 2, 7, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Reading:
    """One look at the clock: `wall` in UTC, `boot` names the boot, `mono_ms` counts sleep too."""

    wall: datetime
    boot: str
    mono_ms: int

    def __post_init__(self) -> None:
        if self.wall.utcoffset() != timedelta(0):
            raise ValueError(f"a reading is in UTC, not {self.wall!r}")


class Clock(Protocol):
    """Anything that can be read for the time."""

    def read(self) -> Reading:
        """Return the present reading."""
        ...


def elapsed_seconds(start: Reading, end: Reading) -> float:
    """Return the seconds from `start` to `end`, sleep included; never negative.

    Same boot: the monotonic clock alone. Another boot: wall time, the only clock the two have in common.
    """
    if start.boot == end.boot:
        return max(0.0, (end.mono_ms - start.mono_ms) / 1000)
    return max(0.0, (end.wall - start.wall).total_seconds())


class SystemClock:
    """The clock of this computer; the boot is asked for once, as it cannot change under a process."""

    def __init__(self) -> None:
        self._boot = _boot_id()
        self._mono_ms = _sleep_counting_clock()

    def read(self) -> Reading:
        """Return the present reading of the operating system's clocks."""
        return Reading(wall=datetime.now(UTC), boot=self._boot, mono_ms=self._mono_ms())


class FakeClock:
    """A clock that moves only when told to: the tests and the accelerated rehearsal run on it."""

    def __init__(self, start: datetime = _FAKE_START) -> None:
        self._boots = _FIRST_FAKE_BOOT
        self._now = Reading(wall=start.astimezone(UTC), boot=f"boot-{self._boots}", mono_ms=60_000)

    def read(self) -> Reading:
        """Return the reading the clock stands at."""
        return self._now

    def advance(self, seconds: float) -> Reading:
        """Let time pass while the program runs; return the new reading."""
        if seconds < 0:
            raise ValueError("a monotonic clock never goes back; see set_wall_clock")
        milliseconds = round(seconds * 1000)
        self._now = replace(
            self._now,
            wall=self._now.wall + timedelta(milliseconds=milliseconds),
            mono_ms=self._now.mono_ms + milliseconds,
        )
        return self._now

    def sleep_laptop(self, seconds: float) -> Reading:
        """Close the lid for a while: nothing runs, and both clocks go on; return the new reading."""
        return self.advance(seconds)

    def reboot(self, off_seconds: float) -> Reading:
        """Switch off and on again: another boot, the monotonic clock starts anew; return the new reading."""
        if off_seconds < 0:
            raise ValueError("a laptop cannot be off for less than no time; see set_wall_clock")
        self._boots += 1
        wall = self._now.wall + timedelta(milliseconds=round(off_seconds * 1000))
        self._now = Reading(wall=wall, boot=f"boot-{self._boots}", mono_ms=0)
        return self._now

    def set_wall_clock(self, shift_seconds: float) -> Reading:
        """Let somebody set the computer's time forwards or back; return the new reading."""
        self._now = replace(self._now, wall=self._now.wall + timedelta(seconds=shift_seconds))
        return self._now


def _sleep_counting_clock() -> Callable[[], int]:
    """Return a function that gives milliseconds of a monotonic clock which goes on during sleep."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - only where it is needed

        ticks = ctypes.windll.kernel32.GetTickCount64
        ticks.restype = ctypes.c_uint64
        return lambda: int(ticks())
    if sys.platform == "darwin":
        # This one is mach_continuous_time there; CLOCK_MONOTONIC may be adjusted with the time.
        return lambda: time.clock_gettime_ns(time.CLOCK_MONOTONIC_RAW) // 1_000_000
    return lambda: time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1_000_000


def _boot_id() -> str:
    """Return what names this boot; where the system does not tell, a name no other process shares.

    With such a name, elapsed time across a restart of the program falls back to wall time.
    """
    try:
        if sys.platform == "win32":
            return _boot_id_of_windows()
        if sys.platform == "darwin":
            return _boot_id_of_macos()
        return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    except OSError:
        return f"process-{uuid4()}"


def _boot_id_of_macos() -> str:
    import ctypes  # noqa: PLC0415 - only where it is needed

    size = ctypes.c_size_t(64)
    text = ctypes.create_string_buffer(size.value)
    ask = ctypes.CDLL(None, use_errno=True).sysctlbyname
    if ask(b"kern.bootsessionuuid", text, ctypes.byref(size), None, ctypes.c_size_t(0)):
        raise OSError(ctypes.get_errno(), "kern.bootsessionuuid")
    return text.value.decode("ascii")


def _boot_id_of_windows() -> str:
    """Return the number of boots since installation, which the prefetcher counts, as text."""
    if sys.platform != "win32":
        raise OSError("not Windows")
    import winreg  # noqa: PLC0415 - only where it exists

    key = r"SYSTEM\CurrentControlSet\Control\Session Manager\Memory Management\PrefetchParameters"
    with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, key) as opened:
        return f"windows-{winreg.QueryValueEx(opened, 'BootId')[0]}"
