"""Measure what the memory of the program grows by in eight simulated hours of a running workshop.

    python -m tests.benchmarks.memory_bench [--hours 8] [--warm 1] [--json FILE]

The real windows on two screens in memory, a fake clock that goes on by a second at a time: every second is
looked at as at real speed, Next is pressed when the time of a stretch is over (some run over, so that
plans are offered), every turn of a table is typed into the capture desk, and every ten minutes all places are
visited. PSS, swapped pages included, is read each simulated hour, after the garbage was collected.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt

from facilitator_app.app.rehearsal.stage import own_home
from facilitator_app.records.run import Position, RunPhase, RunState
from facilitator_app.support.clock import FakeClock
from tests.journeys.visit import Visit, import_kaunas

MOST_MIB: Final = 20.0
_HOUR: Final = 3600
_ROUND: Final = 600
_OVER_SECONDS: Final = (0, 40, 150, 0, 20)
_PLACES: Final = ("agenda", "people", "tables", "capture", "lights", "report", "console")


class Day:
    """One workshop that is lived through second by second."""

    def __init__(self, seat: Visit, clock: FakeClock) -> None:
        self._seat = seat
        self._clock = clock
        self._lived = 0
        self._stretches = 0
        self._typed: Position | None = None

    def live(self, seconds: int) -> None:
        """Let so many seconds of a workshop pass; nights are skipped."""
        app, workshop = self._seat.program.app, self._seat.desks.workshop
        end = self._lived + seconds
        while self._lived < end:
            state = workshop.state()
            over = _OVER_SECONDS[self._stretches % len(_OVER_SECONDS)]
            if state.position is None:
                self._begin(state)
            elif state.remaining_seconds <= -over:
                self._next()
            elif state.position.turn is not None and state.position != self._typed:
                self._type(state.position)
            self._clock.advance(1)
            workshop.tick()
            app.processEvents()
            self._lived += 1
            if self._lived % _ROUND == 0:
                self._look_around()

    def presses(self) -> int:
        """Return how many stretches have been lived through."""
        return self._stretches

    def _begin(self, state: RunState) -> None:
        """Start the day, or sleep until the next one; a workshop that is over begins again by a jump."""
        if state.phase is RunPhase.FINISHED:
            day = self._seat.record.agenda.days[0]
            segment = day.segments[0]
            self._seat.desks.run.jump(Position(segment.id, segment.stages[0].stage))
            self._seat.rest()
            return
        coming = next(
            one for one in state.times if state.following and one.segment_id == state.following.segment_id
        )
        ahead = (coming.planned_start - self._clock.read().wall) / timedelta(seconds=1)
        self._clock.advance(max(0.0, ahead))
        self._next()

    def _next(self) -> None:
        self._stretches += 1
        self._seat.desks.go("console")
        self._seat.key(Qt.Key.Key_PageDown)

    def _type(self, position: Position) -> None:
        self._typed = position
        self._seat.desks.go("capture")
        self._seat.rest()
        row = self._seat.type_point("Klasteris dirba kartu nuo pirmos dienos.", "The cluster works together.")
        self._seat.hands.press(Qt.Key.Key_Return, on=row.english.editor)
        self._seat.rest()
        self._seat.desks.go("console")

    def _look_around(self) -> None:
        for place in _PLACES:
            self._seat.desks.go(place)
            self._seat.hands.settle()


def memory_mib(process: int) -> float:
    """Return the proportional memory of a process in MiB; what the system has swapped out counts as well."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith(("Pss:", "SwapPss:"))) / 1024


def memory() -> float:
    """Return the memory of this process in MiB, garbage collected."""
    gc.collect()
    return memory_mib(os.getpid())


def measure(folder: Path, warm: float, hours: float) -> list[tuple[float, float, int]]:
    """Return (simulated hours, MiB, stretches) from the end of the warm-up on."""
    clock = FakeClock()
    path = import_kaunas(folder / "kaunas.workshop", bare=True, clock=clock)
    seat = Visit(clock)
    try:
        seat.open(path)
        day = Day(seat, clock)
        day.live(round(warm * _HOUR))
        found = [(0.0, memory(), day.presses())]
        left = round(hours * _HOUR)
        lived = 0
        while lived < left:
            step = min(_HOUR, left - lived)
            day.live(step)
            lived += step
            found.append((lived / _HOUR, memory(), day.presses()))
    finally:
        seat.leave()
    return found


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--hours", type=float, default=8)
    parser.add_argument("--warm", type=float, default=1, help="simulated hours before the first reading")
    parser.add_argument("--json", type=Path, help="write the readings there")
    return parser.parse_args()


def main() -> int:
    """Measure; print a table; return 1 where it grew by more than it may."""
    asked = arguments()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory(prefix="memory-bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        with own_home(folder):
            found = measure(folder, asked.warm, asked.hours)
    grown = found[-1][1] - found[0][1]
    lines = ["| simulated hours | PSS MiB | stretches |", "|--:|--:|--:|"]
    lines += [f"| {hours:g} | {mib:.1f} | {stretches} |" for hours, mib, stretches in found]
    print("\n".join(lines))
    print(f"grown by {grown:.1f} MiB after {asked.warm:g} h of warm-up")
    if asked.json:
        asked.json.write_text(json.dumps(found), encoding="utf-8")
    return int(grown > MOST_MIB)


if __name__ == "__main__":
    sys.exit(main())
