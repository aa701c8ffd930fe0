"""What is installed is what was measured."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest
from PySide6 import __version__ as pyside_version

from tests.house.sources import REPOSITORY

EMIT_MANY = """
from PySide6.QtCore import QCoreApplication, QObject, Signal
app = QCoreApplication([])
class Bell(QObject):
    rung = Signal(bool)
bell = Bell()
count = 0
def hear(on):
    global count
    count += 1
bell.rung.connect(hear)
for number in range(200_000):
    bell.rung.emit(True)
print(count)
"""


def test_pyside_is_the_pinned_one() -> None:
    assert pyside_version == "6.11.3"


def test_200_000_signals_cost_no_reference() -> None:
    # PySide6 6.12.0 on Python 3.11 loses one reference to True at each emit and aborts after some hundreds.
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", EMIT_MANY], env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, "200000"), done.stderr


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-test.lock", "requirements-bench.lock"])
def test_every_pinned_package_has_its_hashes_and_no_address(lock: str) -> None:
    text = (REPOSITORY / lock).read_text("utf-8")
    entries = re.split(r"\n(?=[A-Za-z0-9])", text.strip())
    assert len(entries) > 40
    assert [entry.split()[0] for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []
    assert re.findall(r"https?://\S+", text) == []


def test_the_tests_run_with_the_programs_own_versions() -> None:
    def pins(lock: str) -> set[str]:
        lines = (REPOSITORY / lock).read_text("utf-8").splitlines()
        return {line.rstrip(" \\") for line in lines if "==" in line and line[0] not in " #"}

    assert pins("requirements.lock") <= pins("requirements-test.lock") <= pins("requirements-bench.lock")


def test_the_solver_that_is_only_measured_beside_ours_is_in_the_benchmarks_lock_alone() -> None:
    holders = [one.name for one in REPOSITORY.glob("requirements*") if "ortools" in one.read_text("utf-8")]
    assert sorted(holders) == ["requirements-bench.in", "requirements-bench.lock"]


def test_every_requirement_is_named_in_the_lock() -> None:
    wanted = re.findall(r"^([a-z0-9-]+)", (REPOSITORY / "requirements.in").read_text("utf-8"), re.MULTILINE)
    locked = re.findall(
        r"^([a-z0-9-]+)==", (REPOSITORY / "requirements.lock").read_text("utf-8"), re.MULTILINE
    )
    assert set(wanted) <= set(locked)
