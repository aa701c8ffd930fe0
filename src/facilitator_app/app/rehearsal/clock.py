"""The clock of a rehearsal: it stands still unless the player lets time pass."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from facilitator_app.support.clock import FakeClock, Reading

# Shorter than what the program takes for a laptop that slept.
_LONGEST_STEP: Final = 50.0
_REAL_STEP: Final = 0.25


class RehearsalClock:
    """Passes workshop time at once, or at so many workshop seconds a real second."""

    def __init__(self, start: datetime, speed: float, live: Callable[[float], None]) -> None:
        """Begin at an aware instant; `live(seconds)` lets the windows live for real seconds."""
        self._clock = FakeClock(start)
        self._speed = speed
        self._live = live
        self.each_step: Callable[[], None] = lambda: None
        """Called after every step: the program looks at its clock once a second, here once a step."""

    def read(self) -> Reading:
        """Return the present reading."""
        return self._clock.read()

    def milliseconds(self) -> int:
        """Return workshop milliseconds, for what tells a double press from two."""
        return self._clock.read().mono_ms

    def wait(self, seconds: float) -> None:
        """Let so many workshop seconds pass, in steps in which nobody would fall asleep."""
        left = max(0.0, seconds)
        step = min(_LONGEST_STEP, self._speed * _REAL_STEP) if self._speed else _LONGEST_STEP
        while left > 0:
            now = min(left, step)
            self._clock.advance(now)
            self._live(now / self._speed if self._speed else 0.0)
            self.each_step()
            left -= now

    def skip_to(self, moment: datetime) -> None:
        """Be at an aware instant if it lies ahead: a night passes at once."""
        ahead = (moment - self.read().wall).total_seconds()
        if ahead > 0:
            self._clock.advance(ahead)
        self._live(0.0)

    def sleep_laptop(self, seconds: float) -> None:
        """Close the lid for so long."""
        self._clock.sleep_laptop(seconds)
        self._live(0.0)
