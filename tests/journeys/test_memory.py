"""A day in front of a room leaves the memory as it was: the long test, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="only Linux tells its memory so")
def test_two_simulated_hours_of_ticks_presses_and_typing_leave_the_memory_as_it_was() -> None:
    command = [sys.executable, "-m", "tests.benchmarks.memory_bench", "--warm", "1", "--hours", "2"]
    path = os.pathsep.join((str(ROOT / "src"), str(ROOT)))
    environment = {**os.environ, "PYTHONPATH": path}
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=ROOT, env=environment, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "after 1 h of warm-up" in done.stdout
