"""Measure from process start to the first visible window, to real content in it, and what it costs.

    python -m tests.benchmarks.startup_bench [options] NAME='command …' [NAME2='command …' …]

All commands run side by side, round by round, under one private Xvfb with openbox, each with a home of its
own. visible = a managed window of at least --min is there; content = it shows at least 8 colours; settled =
the last time more than 0.5 % of its pixels changed. Memory and processor time are summed over every process
the command started. Standard library, Xvfb and openbox only.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from tests.benchmarks.x11_eye import Eye, Seen

_COLOURS: Final = 8
_CHANGED: Final = 0.005
GONE_SECONDS: Final = 3.0
_NOT_OURS: Final = frozenset({"QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR"})


@dataclass
class Run:
    """What one start cost; None where it was not reached."""

    visible_ms: float | None = None
    content_ms: float | None = None
    settled_ms: float | None = None
    pss_mib: float | None = None
    processes: int | None = None
    idle_percent: float | None = None
    window: str = "none"


@dataclass(frozen=True)
class Wanted:
    """What the command line asked for."""

    least: tuple[int, int]
    timeout: float
    settle: float
    idle: float


def marked(token: str) -> list[int]:
    """Return the processes that carry the run's marker variable, helpers included."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and int(folder.name) != os.getpid():
            with suppress(OSError):
                if token.encode() in (folder / "environ").read_bytes():
                    found.append(int(folder.name))
    return found


def pss_mib(processes: list[int]) -> float:
    """Return the proportional memory of these processes."""
    total = 0
    for process in processes:
        with suppress(OSError):
            lines = Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines()
            total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def processor_seconds(processes: list[int]) -> float:
    """Return the processor time these processes have used."""
    ticks = 0
    for process in processes:
        with suppress(OSError):
            fields = Path(f"/proc/{process}/stat").read_text("utf-8").rsplit(")", 1)[1].split()
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def stop(token: str) -> None:
    """End what a run has started, politely first."""
    for kind in (signal.SIGTERM, signal.SIGTERM, signal.SIGKILL):
        for process in marked(token):
            with suppress(OSError):
                os.kill(process, kind)
        for _ in range(30):
            if not marked(token):
                return
            time.sleep(0.1)


def colours(pixels: bytes) -> int:
    """Return how many colours a sample of the pixels shows."""
    return len(set(memoryview(pixels).cast("I")[::7])) if pixels else 0


def changed(before: bytes, after: bytes) -> float:
    """Return the share of sampled pixels that differ."""
    if len(before) != len(after):
        return 1.0
    pairs = zip(memoryview(before).cast("I")[::11], memoryview(after).cast("I")[::11], strict=True)
    differing = [one != other for one, other in pairs]
    return sum(differing) / max(1, len(differing))


def measure(eye: Eye, command: str, environment: dict[str, str], wanted: Wanted) -> Run:
    """Start a command once and watch it."""
    token = "BENCH_" + secrets.token_hex(6)
    # X gives the number of a window that is gone to the next one: what went must be off the list first.
    patience = time.perf_counter() + GONE_SECONDS
    while eye.windows(1, 1) and time.perf_counter() < patience:
        time.sleep(0.02)
    before = {seen.number for seen in eye.windows(1, 1)}
    run = Run()
    began = time.perf_counter()
    child = subprocess.Popen(  # noqa: S602 - the command is what the person at the keyboard typed
        command,
        shell=True,
        env={**environment, token: "1"},
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=environment["HOME"],
    )

    def newest() -> Seen | None:
        fresh = [seen for seen in eye.windows(*wanted.least) if seen.number not in before]
        return fresh[-1] if fresh else None

    def elapsed() -> float:
        return (time.perf_counter() - began) * 1000

    try:
        pixels = _wait_for_content(eye, run, newest, elapsed, wanted)
        if pixels:
            _watch_until_settled(eye, run, newest, elapsed, wanted, pixels)
            _weigh(run, token, wanted)
    finally:
        stop(token)
        with suppress(subprocess.TimeoutExpired):
            child.wait(2)
    return run


def _wait_for_content(
    eye: Eye, run: Run, newest: Callable[[], Seen | None], elapsed: Callable[[], float], wanted: Wanted
) -> bytes:
    while elapsed() < wanted.timeout * 1000:
        window = newest()
        if window:
            run.visible_ms = run.visible_ms or elapsed()
            pixels = eye.pixels(window)
            if colours(pixels) >= _COLOURS:
                run.content_ms = run.settled_ms = elapsed()
                run.window = f"{eye.title(window)} {window.width}×{window.height}"
                return pixels
        time.sleep(0.005)
    return b""


def _watch_until_settled(
    eye: Eye,
    run: Run,
    newest: Callable[[], Seen | None],
    elapsed: Callable[[], float],
    wanted: Wanted,
    last: bytes,
) -> None:
    while elapsed() < wanted.settle * 1000:
        time.sleep(0.025)
        window = newest()
        if not window:
            continue
        pixels = eye.pixels(window)
        if pixels != last and changed(pixels, last) > _CHANGED:
            run.settled_ms = elapsed()
        last = pixels


def _weigh(run: Run, token: str, wanted: Wanted) -> None:
    processes = marked(token)
    run.pss_mib, run.processes = pss_mib(processes), len(processes)
    if wanted.idle:
        used, began = processor_seconds(processes), time.perf_counter()
        time.sleep(wanted.idle)
        spent = processor_seconds(processes) - used
        run.idle_percent = 100 * spent / (time.perf_counter() - began)


@contextmanager
def desktop(screen: str, home: Path) -> Iterator[dict[str, str]]:
    """Run a private X server with a window manager; yield the environment that leads to it."""
    read, write = os.pipe()
    geometry = ["-screen", "0", f"{screen}x24", "-nolisten", "tcp"]
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), *geometry], pass_fds=[write], stderr=subprocess.DEVNULL
    )
    os.close(write)
    environment = {name: value for name, value in os.environ.items() if name not in _NOT_OURS}
    # The number and the end of its line may come apart: closed too early, the pipe would kill the server.
    with os.fdopen(read, "rb") as said:
        number = said.readline().decode().strip()
    environment.update(DISPLAY=f":{number}", LC_ALL="C.UTF-8", HOME=str(home))
    manager = subprocess.Popen(["openbox"], env=environment, stderr=subprocess.DEVNULL)
    time.sleep(0.7)
    try:
        yield environment
    finally:
        for process in (manager, server):
            process.terminate()
            process.wait(5)


def home_of(base: Path, name: str) -> dict[str, str]:
    """Return the variables of a home of a command's own, which is kept between its runs."""
    home = base / name.replace("/", "_")
    places = {
        "HOME": home,
        "XDG_CONFIG_HOME": home / "config",
        "XDG_DATA_HOME": home / "share",
        "XDG_CACHE_HOME": home / "cache",
        "XDG_RUNTIME_DIR": home / "run",
    }
    for place in places.values():
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
    return {variable: str(place) for variable, place in places.items()}


def table(runs: dict[str, list[Run]]) -> str:
    """Return the medians as a table."""
    lines = [
        "| command | visible ms | content ms (from–to) | settled ms | PSS MiB | idle % | window |",
        "|---|--:|--:|--:|--:|--:|---|",
    ]
    for name, each in runs.items():
        contents = [run.content_ms for run in each if run.content_ms is not None]
        span = f" ({min(contents):.0f}–{max(contents):.0f})" if contents else ""
        visible, content = median(each, "visible_ms"), median(each, "content_ms")
        settled, memory, idle = (median(each, field) for field in ("settled_ms", "pss_mib", "idle_percent"))
        lines.append(
            f"| {name} | {visible:.0f} | {content:.0f}{span} | {settled:.0f} | {memory:.0f} | {idle:.2f} "
            f"| {each[-1].window} |"
        )
    return "\n".join(lines)


def median(runs: list[Run], field: str) -> float:
    """Return the median of a field over the runs that reached it; not a number where none did."""
    values = [value for run in runs if (value := getattr(run, field)) is not None]
    return statistics.median(values) if values else float("nan")


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("-n", type=int, default=3, help="measured runs per command")
    parser.add_argument("--warm", type=int, default=1, help="unmeasured runs per command before")
    parser.add_argument("--settle", type=float, default=5, help="seconds after which memory is read")
    parser.add_argument(
        "--idle", type=float, default=0, help="seconds over which idle processor time is read"
    )
    parser.add_argument("--timeout", type=float, default=60)
    parser.add_argument("--min", default="300x200", help="smallest window counted")
    parser.add_argument("--screen", default="1366x768")
    parser.add_argument("--json", type=Path, help="write every run there")
    parser.add_argument(
        "--max-ms", action="append", default=[], metavar="NAME=MS", help="fail above this content"
    )
    parser.add_argument("commands", nargs="+", metavar="NAME=COMMAND")
    return parser.parse_args()


def main() -> int:
    """Measure; print the table; return 1 where a gate was not met."""
    asked = arguments()
    width, _, height = asked.min.partition("x")
    wanted = Wanted((int(width), int(height)), asked.timeout, asked.settle, asked.idle)
    commands = dict(command.split("=", 1) for command in asked.commands)
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    home = Path(tempfile.mkdtemp(prefix="startup-bench-"))
    try:
        with desktop(asked.screen, home) as environment:
            eye = Eye(environment["DISPLAY"])
            for number in range(asked.warm + asked.n):
                for name, command in commands.items():
                    run = measure(eye, command, {**environment, **home_of(home, name)}, wanted)
                    print(f"{number} {name} {asdict(run)}", file=sys.stderr, flush=True)
                    if number >= asked.warm:
                        runs[name].append(run)
    finally:
        shutil.rmtree(home, ignore_errors=True)
    print(table(runs))
    if asked.json:
        asked.json.write_text(
            json.dumps({name: list(map(asdict, each)) for name, each in runs.items()}, indent=1)
        )
    limits = {name: float(limit) for name, _, limit in (gate.partition("=") for gate in asked.max_ms)}
    missed = [name for name, limit in limits.items() if not median(runs[name], "content_ms") <= limit]
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
