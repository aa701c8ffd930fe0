"""How full the laptop's battery is: a dying laptop is the facilitator's first trouble, and Qt cannot tell."""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path
from typing import Final

_LINUX: Final = Path("/sys/class/power_supply")
_FULL: Final = 100
_NO_BATTERY: Final = 128
_UNKNOWN: Final = 255


def battery_percent(folder: Path = _LINUX) -> int | None:
    """Return how full the battery is, 0 to 100; None where there is none or the system does not tell.

    Several batteries are told as their mean. `folder` is where Linux describes what feeds the computer.
    """
    if sys.platform == "win32":
        return _of_windows()
    try:
        found = [_percent(supply) for supply in sorted(folder.iterdir())]
    except OSError:
        return None
    known = [percent for percent in found if percent is not None]
    return round(sum(known) / len(known)) if known else None


def _percent(supply: Path) -> int | None:
    """Return the charge of one supply; None for a mains adapter and for the battery of a mouse."""
    if _line(supply / "type") != "Battery" or _line(supply / "scope") == "Device":
        return None
    told = _line(supply / "capacity")
    return min(_FULL, int(told)) if told.isdecimal() else None


def _line(path: Path) -> str:
    try:
        return path.read_text("ascii", errors="replace").strip()
    except OSError:
        return ""


def _of_windows() -> int | None:
    """Ask GetSystemPowerStatus; its fields: https://learn.microsoft.com/windows/win32/api/winbase/."""
    if sys.platform != "win32":
        return None

    class _Status(ctypes.Structure):
        _fields_ = (
            ("ac_line", ctypes.c_ubyte),
            ("battery_flag", ctypes.c_ubyte),
            ("percent", ctypes.c_ubyte),
            ("system", ctypes.c_ubyte),
            ("life", ctypes.c_ulong),
            ("full_life", ctypes.c_ulong),
        )

    status = _Status()
    if not ctypes.windll.kernel32.GetSystemPowerStatus(ctypes.byref(status)):
        return None
    if status.battery_flag in {_NO_BATTERY, _UNKNOWN} or status.percent == _UNKNOWN:
        return None
    return min(_FULL, int(status.percent))
