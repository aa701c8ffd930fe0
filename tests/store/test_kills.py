"""Killed while somebody types: what was acknowledged is there, and the text is an exact beginning."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from facilitator_app.records.enums import Desk
from tests.store.a_file import make, reopen
from tests.store.typist import POINT, TEXT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9 there")

# Faster than the 15 characters a second of a quick typist, so that every instant has something to lose.
RATE = 40
LOST_AT_MOST_MS = 250


@dataclass
class Killed:
    """One run: what the typist said before the kill, and what was found after it."""

    typed: list[tuple[int, int]] = field(default_factory=list)
    acknowledged: int = 0
    at: int = 0
    found: str = ""
    sound: bool = False

    def lost_ms(self) -> float:
        """Return the time from the first lost keystroke to the kill."""
        lost = [when for version, when in self.typed if version > len(self.found) and when <= self.at]
        return (self.at - lost[0]) / 1e6 if lost else 0.0


@contextmanager
def a_typist() -> Iterator[subprocess.Popen[str]]:
    """Start the process that types."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.store.typist", str(RATE)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    ) as typist:
        yield typist
        assert typist.stdin is not None
        typist.stdin.close()


def kill_once(typist: subprocess.Popen[str], folder: Path, after: float) -> Killed:
    """Let the typist type for `after` seconds, kill it with signal 9 and open what it left."""
    assert typist.stdin is not None
    assert typist.stdout is not None
    run = Killed()
    typist.stdin.write(f"{folder / 'kaunas.workshop'}\n")
    typist.stdin.flush()
    pid = int(typist.stdout.readline().split()[1])

    def kill() -> None:
        run.at = time.monotonic_ns()
        os.kill(pid, signal.SIGKILL)

    timer = threading.Timer(after, kill)
    timer.start()
    for line in typist.stdout:
        kind, *values = line.split()
        if kind == "gone":
            break
        if kind == "typed":
            run.typed.append((int(values[0]), int(values[1])))
        else:
            run.acknowledged = max(run.acknowledged, int(values[0]))
    timer.join()
    with reopen(folder) as file:
        run.sound = file.check().sound
        drafts = [draft for draft in file.opened.drafts if draft.point_id == POINT]
        run.found = drafts[0].text if drafts else ""
        with file.transact("Settle", Desk.CAPTURE) as transaction:
            transaction.forget_draft(POINT, "local_text")
    return run


def kills(folder: Path, times: int, seed: int = 20270302) -> list[Killed]:
    """Kill a typist so many times at random instants."""
    chance = random.Random(seed)  # noqa: S311 - instants, not secrets
    make(folder).close()
    with a_typist() as typist:
        return [kill_once(typist, folder, chance.uniform(0.05, 0.9)) for _time in range(times)]


def judge(runs: list[Killed]) -> None:
    """Every text is an exact beginning, holds all that was acknowledged, in a sound file."""
    assert all(run.sound for run in runs)
    assert all(TEXT.startswith(run.found) for run in runs)
    assert all(len(run.found) >= run.acknowledged for run in runs)
    assert sum(run.acknowledged > 0 for run in runs) > len(runs) / 2, "most runs had something saved"


def test_killed_twenty_times_while_typing_the_text_is_an_exact_beginning(tmp_path: Path) -> None:
    judge(kills(tmp_path, 20))


@pytest.mark.long
@pytest.mark.timeout(1200)
def test_killed_two_hundred_times_at_most_a_quarter_of_a_second_is_lost(tmp_path: Path) -> None:
    runs = kills(tmp_path, 200)
    judge(runs)
    assert max(run.lost_ms() for run in runs) <= LOST_AT_MOST_MS
