"""Somebody runs a workshop in a process to be killed: `python -m tests.journeys.seat PATH START SECONDS`.

The clock is a fake one that begins at the instant START; Next is pressed once, SECONDS pass, each looked at,
and the console's words for what is left are said on the output. Then the process waits for its end.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt

from facilitator_app.support.clock import FakeClock
from tests.journeys.visit import Visit


def main(path: Path, start: datetime, seconds: int) -> None:
    """Sit down, press Next, let time pass, say what is left, wait."""
    clock = FakeClock(start)
    seat = Visit(clock)
    seat.open(path)
    seat.desks.go("console")
    seat.key(Qt.Key.Key_PageDown)
    for _second in range(seconds):
        clock.advance(1)
        seat.desks.workshop.tick()
    seat.rest()
    sys.stdout.write(f"{seat.desks.console.now.time.text()}\n")
    sys.stdout.flush()
    sys.stdin.read()  # nobody writes to it: whoever started this ends it


if __name__ == "__main__":
    main(Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2]), int(sys.argv[3]))
