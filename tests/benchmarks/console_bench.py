"""Measure what the open console costs at real speed, with the timer running, beside a bare Qt window.

    python -m tests.benchmarks.console_bench [--minutes 30] [--left MIN] [--screens 1|2] [--json FILE]

The real program shows the Kaunas workshop, which really runs: begun in its past by a clock that is set back,
with `--left` minutes to go in a table discussion, so that a long run lives through the minutes, the countdown
and overtime. The bare window changes a label four times a second in the same minutes. Both run on a private
Xvfb with openbox. Processor time is what the kernel counted for every thread of the process.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from facilitator_app.app.rehearsal.stage import without_what_is_typed
from facilitator_app.content.catalogue import load
from facilitator_app.records.enums import StageName
from facilitator_app.records.run import Position
from facilitator_app.rules.schedule import schedule
from facilitator_app.services import planning, running
from facilitator_app.services.exchange.importing import import_data_set
from facilitator_app.services.reading import read_workshop
from facilitator_app.store.files import open_workshop
from facilitator_app.store.workshop_file import WorkshopFile
from facilitator_app.support import paths
from facilitator_app.support.clock import Reading, SystemClock
from tests.benchmarks.memory_bench import memory_mib
from tests.benchmarks.startup_bench import desktop
from tests.benchmarks.x11_eye import Eye

MOST_PERCENT: Final = 0.5
_DEVICE: Final = "0190a000-0000-7000-8000-00000000000f"
_CALM_SECONDS: Final = 25.0
_PATIENCE_SECONDS: Final = 60.0
_SCREENS: Final = {1: "1366x768", 2: "3840x1080"}
_MONITORS: Final = (
    ("console", "1920/508x1080/286+0+0", "screen"),
    ("room", "1920/508x1080/286+1920+0", "none"),
)
_FARTHEST_EAST: Final = 14

_BARE: Final = """
import time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
app, window, label, began = QApplication([]), QWidget(), QLabel(), time.monotonic()
QVBoxLayout(window).addWidget(label)
window.resize(600, 400)
def tick():
    minutes, seconds = divmod(int(time.monotonic() - began), 60)
    label.setText(f"{minutes}:{seconds:02}")
timer = QTimer()
timer.timeout.connect(tick)
timer.start(250)
window.show()
app.exec()
"""


class PastClock:
    """The computer's clock, so many seconds ago: the same boot, so what it wrote is believed now."""

    def __init__(self, ago: float) -> None:
        self.ago = ago
        self._clock = SystemClock()

    def read(self) -> Reading:
        """Return the reading of that moment."""
        now = self._clock.read()
        past = now.wall - timedelta(seconds=self.ago)
        return replace(now, wall=past, mono_ms=now.mono_ms - round(self.ago * 1000))


@dataclass(frozen=True)
class Cost:
    """What a process used from the first look to the last."""

    name: str
    seconds: float
    processor_seconds: float
    pss_before: float
    pss_after: float

    @property
    def percent(self) -> float:
        """Percent of one core."""
        return 100 * self.processor_seconds / self.seconds


@dataclass(frozen=True)
class Begun:
    """A workshop that runs: since when, at which place, and how late it is (seconds)."""

    path: Path
    place: str
    late: int


def processor_seconds(process: int) -> float:
    """Return the processor time of a process, of all its threads, to the nanosecond."""
    total = 0
    for thread in Path(f"/proc/{process}/task").iterdir():
        with suppress(OSError):
            total += int((thread / "schedstat").read_text("ascii").split()[0])
    return total / 1e9


# --- a workshop that runs now ---------------------------------------------------------------------------


def begun_workshop(folder: Path, left: float) -> Begun:
    """Make a file in which the second round of table work has `left` minutes of discussion to go."""
    source = without_what_is_typed(paths.rehearsals() / "kaunas_2day", folder / "bare")
    path = folder / "kaunas.workshop"
    clock = PastClock(0.0)
    import_data_set(source, path, content=load(paths.content()), clock=clock, device=_DEVICE)
    with open_workshop(path, clock=clock, device=_DEVICE) as file:
        with file.read() as session:
            record = read_workshop(session)
        workshop = record.details.id
        plan = schedule(record.agenda)
        rounds = [one for one in record.agenda.days[0].segments if one.has_table_work]
        target = Position(rounds[1].id, StageName.DISCUSS)
        stages = rounds[1].stages
        place = [slot.stage for slot in stages].index(StageName.DISCUSS)
        before = sum(slot.planned_seconds for slot in stages[:place])
        box = stages[place].planned_seconds
        segment = next(one for one in plan.segments if one.segment.id == target.segment_id)
        elapsed = box - left * 60
        planned = segment.planned_start + timedelta(seconds=before + elapsed)
        late = _move_here(file, workshop, planned)
        began = before + elapsed + (segment.planned_start - plan.segments[0].planned_start).total_seconds()
        _press_to(file, workshop, clock, target, began, elapsed)
    return Begun(path, f"{rounds[1].title}, {target.stage.value}, of {box // 60} min", late)


def _move_here(file: WorkshopFile, workshop: str, planned: datetime) -> int:
    """Give the workshop the day and the zone in which `planned` is nearest; return how late it is then."""
    now = datetime.now(UTC)
    local = planned.replace(tzinfo=None)

    def lateness(hours: int) -> float:
        here = (now + timedelta(hours=hours)).replace(tzinfo=None)
        return (here - local.replace(year=here.year, month=here.month, day=here.day)).total_seconds()

    hours = min(range(-12, _FARTHEST_EAST + 1), key=lambda one: abs(lateness(one)))
    # In these names the sign is that of the sun, not that of the clock.
    zone = f"Etc/GMT{-hours:+}" if hours else "Etc/GMT"
    day = (now + timedelta(hours=hours)).date()
    planning.update_details(file, workshop, zone=zone, start=day)
    return round(lateness(hours))


def _press_to(
    file: WorkshopFile, workshop: str, clock: PastClock, target: Position, began: float, elapsed: float
) -> None:
    """Press Next up to `target`, stretches in equal parts of the past, the last one `elapsed` seconds ago."""
    presses = 0
    clock.ago = began
    while True:
        with file.read() as session:
            record = read_workshop(session)
        entry = running.running_entry(record)
        here = entry.position if entry else None
        if here == target:
            return
        presses += 1
        coming = running.state(record, clock.read()).following
        clock.ago = elapsed if coming == target else max(elapsed + 1, began - presses * 60)
        running.next_(file, workshop, here)


# --- measuring --------------------------------------------------------------------------------------------


@contextmanager
def started(command: list[str], environment: dict[str, str], eye: Eye) -> Iterator[int]:
    """Start a program and wait for its window; yield the process; end it."""
    there = {one.number for one in eye.windows(100, 100)}
    child = subprocess.Popen(
        command,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=environment["HOME"],
    )
    try:
        end = time.monotonic() + _PATIENCE_SECONDS
        while not {one.number for one in eye.windows(100, 100)} - there:
            if time.monotonic() > end or child.poll() is not None:
                raise TimeoutError(f"no window of {command}")
            time.sleep(0.1)
        yield child.pid
    finally:
        child.send_signal(signal.SIGTERM)
        try:
            child.wait(5)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait(5)


def measure(processes: dict[str, int], minutes: float) -> list[Cost]:
    """Watch processes side by side for so many minutes."""
    begin = time.monotonic()
    before = {name: (processor_seconds(one), memory_mib(one)) for name, one in processes.items()}
    time.sleep(minutes * 60)
    seconds = time.monotonic() - begin
    return [
        Cost(name, seconds, processor_seconds(one) - before[name][0], before[name][1], memory_mib(one))
        for name, one in processes.items()
    ]


def table(costs: list[Cost], begun: Begun, minutes: float) -> str:
    """Return the figures as a table."""
    lines = [
        f"{begun.place}; {begun.late / 60:+.0f} min late; {minutes:g} min",
        "",
        "| window | % of a core | processor s | PSS MiB before | after |",
        "|---|--:|--:|--:|--:|",
    ]
    lines += [
        f"| {one.name} | {one.percent:.3f} | {one.processor_seconds:.2f} | {one.pss_before:.1f} "
        f"| {one.pss_after:.1f} |"
        for one in costs
    ]
    least = costs[-1].percent
    if least:
        lines += ["", f"ratio {costs[0].percent / least:.1f}"]
    return "\n".join(lines)


def _plug(environment: dict[str, str], screens: int) -> None:
    """Divide the server's picture into a console and a projector, where there are to be two."""
    if screens > 1:
        for monitor in _MONITORS:
            command = ["xrandr", "--setmonitor", *monitor]
            subprocess.run(command, env=environment, check=False, capture_output=True)


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument(
        "--left", type=float, help="minutes to go at the start (two thirds of the run unless told)"
    )
    parser.add_argument("--screens", type=int, choices=sorted(_SCREENS), default=2)
    parser.add_argument("--json", type=Path, help="write the figures there")
    return parser.parse_args()


def main() -> int:
    """Measure; print the table; return 1 where the console takes more than it may."""
    asked = arguments()
    with tempfile.TemporaryDirectory(prefix="console-bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        with desktop(_SCREENS[asked.screens], folder) as environment:
            _plug(environment, asked.screens)
            environment[paths.HOME_VARIABLE] = str(folder / "home")
            environment["PYTHONPATH"] = os.pathsep.join(sys.path)
            eye = Eye(environment["DISPLAY"])
            left = asked.left if asked.left is not None else asked.minutes * 2 / 3
            begun = begun_workshop(folder, left + _CALM_SECONDS / 60)
            program = [sys.executable, "-P", "-m", "facilitator_app", str(begun.path)]
            bare = [sys.executable, "-P", "-c", _BARE]
            with started(bare, environment, eye) as other, started(program, environment, eye) as ours:
                time.sleep(_CALM_SECONDS)
                costs = measure({"console": ours, "bare window, a label every 250 ms": other}, asked.minutes)
    print(table(costs, begun, asked.minutes))
    if asked.json:
        figures = [{**asdict(one), "percent": one.percent} for one in costs]
        asked.json.write_text(json.dumps(figures, indent=1), encoding="utf-8")
    return int(costs[0].percent > MOST_PERCENT)


if __name__ == "__main__":
    sys.exit(main())
