"""The crash log keeps what is needed to mend a bug, and nothing that was said in the room."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator_app.support.errors import CannotWriteError
from facilitator_app.support.logging import CrashLog


@pytest.fixture
def log(tmp_path: Path) -> Iterator[CrashLog]:
    crash_log = CrashLog(tmp_path)
    crash_log.open()
    yield crash_log
    crash_log.close()


def _fail_over(name: str) -> None:
    try:
        int(name)
    except ValueError as cause:
        raise RuntimeError(f"no seat for {name}") from cause


@pytest.mark.logs("unforeseen error")
def test_a_bug_is_logged_with_its_path_but_without_the_persons_name(log: CrashLog, tmp_path: Path) -> None:
    with pytest.raises(RuntimeError) as caught:
        _fail_over("Rūta Petraitytė")
    sys.excepthook(RuntimeError, caught.value, None)
    text = (tmp_path / "facilitator.log").read_text("utf-8")
    assert "RuntimeError" in text
    assert "ValueError" in text
    assert "in _fail_over" in text
    assert "Petraityt" not in text


@pytest.mark.logs("unforeseen error")
def test_the_next_start_is_told_once_what_went_wrong(log: CrashLog, tmp_path: Path) -> None:
    thread = threading.Thread(target=_fail_over, args=("Rūta",))
    thread.start()
    thread.join()
    log.close()
    following = CrashLog(tmp_path)
    notes = following.take_notes()
    assert [note.split()[0] for note in notes] == ["RuntimeError"]
    assert "test_logging.py:" in notes[0]
    assert following.take_notes() == []


@pytest.mark.logs("unforeseen error")
def test_an_error_at_every_repaint_does_not_fill_the_notes(log: CrashLog) -> None:
    for _ in range(50):
        log.note(ValueError("again"))
    assert len(log.take_notes()) == 20


def test_stopping_the_program_by_hand_is_no_bug(log: CrashLog) -> None:
    log.note(KeyboardInterrupt())
    log.note(SystemExit(0))
    assert log.take_notes() == []


def test_a_crash_inside_a_library_is_told_at_the_next_start(tmp_path: Path) -> None:
    code = (
        "import faulthandler, pathlib, sys\n"
        "from facilitator_app.support.logging import CrashLog\n"
        "CrashLog(pathlib.Path(sys.argv[1])).open()\n"
        "faulthandler._sigabrt()\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, check=False)
    assert done.returncode != 0
    assert CrashLog(tmp_path).take_notes() == ["crash inside a library"]
    assert "Fatal Python error" in (tmp_path / "crash.previous.txt").read_text("utf-8")


def test_closing_gives_the_hooks_back(tmp_path: Path) -> None:
    before = (sys.excepthook, threading.excepthook, list(logging.getLogger().handlers))
    crash_log = CrashLog(tmp_path)
    crash_log.open()
    assert sys.excepthook is not before[0]
    crash_log.close()
    crash_log.close()
    assert (sys.excepthook, threading.excepthook, list(logging.getLogger().handlers)) == before


def test_a_log_that_cannot_be_written_is_told_in_plain_words(tmp_path: Path) -> None:
    with pytest.raises(CannotWriteError, match="cannot be written"):
        CrashLog(tmp_path / "missing").open()
