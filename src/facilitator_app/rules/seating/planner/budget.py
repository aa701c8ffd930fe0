"""What a search may spend, and what it tells meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter
from typing import Final

from facilitator_app.rules.seating.planner.search import Worth

_LOOK_UP: Final = 16
"""Steps between two looks at the clock."""

_TOLD_EVERY: Final = 128


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the search is (0–1), and what its best seating is worth so far."""

    share: float
    hard: float
    c2_excess: float


class Budget:
    """Steps where given, seconds always, nothing after a cancel; every phase of the search asks here.

    `best` is what the best seating so far is worth, `bound` the least C2 there can be: for the progress.
    """

    def __init__(
        self,
        seconds: float,
        steps: int | None,
        cancelled: Callable[[], bool] | None,
        progress: Callable[[Progress], None] | None,
    ) -> None:
        self._start = perf_counter()
        self._seconds = seconds
        self._steps = steps
        self._cancelled = cancelled
        self._progress = progress
        self._out = False
        self._told = 0.0
        self.used = 0
        self.best: Worth | None = None
        self.bound = 0

    def spend(self) -> bool:
        """Use one step; False when none is left."""
        if self.is_out:
            return False
        self.used += 1
        if self.used % _LOOK_UP == 0:
            late = perf_counter() - self._start >= self._seconds
            self._out = late or bool(self._cancelled and self._cancelled())
            if self.used % _TOLD_EVERY == 0 and not self._out:
                self._tell()
        return not self._out

    @property
    def is_out(self) -> bool:
        """Whether nothing is left."""
        return self._out or (self._steps is not None and self.used >= self._steps)

    @property
    def share(self) -> float:
        """The part of the budget that is gone, 0 to 1: of the steps where given, else of the time."""
        if self._steps is not None:
            return min(1.0, self.used / max(1, self._steps))
        return min(1.0, (perf_counter() - self._start) / max(1e-9, self._seconds))

    def _tell(self) -> None:
        if self._progress is not None and self.best is not None:
            self._told = max(self._told, self.share)
            self._progress(Progress(self._told, self.best.hard, self.best.c2 - self.bound))
