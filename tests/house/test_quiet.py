"""The watch itself: each kind of noise and each kind of leak really fails a test."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

_REPOSITORY: Final = Path(__file__).parents[2]

NOISY: Final = """
import logging, threading, warnings
import pytest
from PySide6.QtCore import QObject, QThread, QTimer, qWarning
from PySide6.QtWidgets import QPushButton, QWidget

KEPT = []

def test_python_warning():
    warnings.warn("old", DeprecationWarning, stacklevel=1)

def test_qt_warning():
    qWarning("QPainter::begin: paint device returned engine == 0")

def test_logged_warning():
    logging.getLogger("facilitator_app.store").warning("slow")

@pytest.mark.logs("slow")
def test_named_warning_that_does_not_come():
    pass

def test_widget(qapp):
    KEPT.append(QWidget())

def test_timer(qapp):
    KEPT.append(QTimer(interval=1000)); KEPT[-1].start()

def test_thread():
    end = threading.Event(); KEPT.append(end)
    threading.Thread(target=end.wait, daemon=True).start()

def test_qt_thread(qapp):
    KEPT.append(QThread()); KEPT[-1].start()

def test_error_in_a_slot(qtbot):
    button = QPushButton(); qtbot.addWidget(button)
    button.clicked.connect(lambda: 1 / 0); button.click()

@pytest.mark.logs("slow")
def test_fine_named_warning_that_comes():
    logging.getLogger("facilitator_app.store").warning("the disk is slow")

def test_fine_everything_put_away(qtbot):
    widget = QWidget(); qtbot.addWidget(widget); widget.show()
    timer = QTimer(widget, interval=5); timer.start()
    thread = threading.Thread(target=lambda: None); thread.start()

def test_fine_at_the_end(qapp):
    KEPT[1].stop(); KEPT[2].set(); KEPT[3].quit(); assert KEPT[3].wait(2000); KEPT[0].close(); KEPT.clear()
"""


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the last outcome of each of the noisy tests, run in a process of its own."""
    file = tmp_path_factory.mktemp("noisy") / "test_noisy.py"
    file.write_text(NOISY)
    command = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-c", "pyproject.toml", "-v", "-ra"]
    done = subprocess.run([*command, str(file)], cwd=_REPOSITORY, capture_output=True, text=True, check=False)
    found = re.findall(r"::(test_\w+) (PASSED|FAILED|ERROR)", done.stdout)
    assert found, done.stdout + done.stderr
    return dict(found)


@pytest.mark.parametrize("name", re.findall(r"def (test_(?!fine)\w+)", NOISY))
def test_noise_and_leaks_fail_a_test(outcomes: dict[str, str], name: str) -> None:
    assert outcomes[name] in {"FAILED", "ERROR"}


@pytest.mark.parametrize("name", re.findall(r"def (test_fine\w+)", NOISY))
def test_a_clean_test_passes_the_watch(outcomes: dict[str, str], name: str) -> None:
    assert outcomes[name] == "PASSED"
