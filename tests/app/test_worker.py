"""Long work beside the run: progress, cancel, failure, and the language it was started in."""

from __future__ import annotations

import gettext
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitator_app.app.worker import Worker
from facilitator_app.support import wording
from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _

Tell = Callable[[float, str], None]
IsCancelled = Callable[[], bool]


@pytest.fixture
def worker(qapp: QApplication) -> Iterator[Worker]:
    made = Worker()
    yield made
    made.cancel()
    made.wait()
    qapp.processEvents()


def test_work_is_done_elsewhere_and_its_result_comes_here(worker: Worker, qtbot: QtBot) -> None:
    told: list[tuple[float, str, int]] = []
    worker.progressed.connect(lambda share, what: told.append((share, what, threading.get_ident())))

    def work(progress: Tell, _cancelled: IsCancelled) -> int:
        progress(0.5, "half")
        return threading.get_ident()

    with qtbot.waitSignal(worker.finished) as finished:
        assert worker.start(work)
        assert worker.busy
    here = threading.get_ident()
    assert finished.args is not None
    assert finished.args[0] != here
    assert told == [(0.5, "half", here)]
    assert not worker.busy


def test_one_piece_of_work_at_a_time(worker: Worker, qtbot: QtBot) -> None:
    gate = threading.Event()
    assert worker.start(lambda _progress, _cancelled: gate.wait())
    assert not worker.start(lambda _progress, _cancelled: None)
    with qtbot.waitSignal(worker.finished):
        gate.set()
    with qtbot.waitSignal(worker.finished):
        assert worker.start(lambda _progress, _cancelled: None)


def test_work_hears_that_it_was_cancelled_and_the_next_is_not(worker: Worker, qtbot: QtBot) -> None:
    gate = threading.Event()

    def work(_progress: Tell, cancelled: IsCancelled) -> bool:
        gate.wait()
        return cancelled()

    results: list[object] = []
    worker.finished.connect(results.append)
    for cancel in (True, False):
        gate.clear()
        with qtbot.waitSignal(worker.finished):
            worker.start(work)
            if cancel:
                worker.cancel()
            gate.set()
        assert worker.cancelled is cancel
    assert results == [True, False]


def test_a_known_failure_is_told_as_it_is(worker: Worker, qtbot: QtBot) -> None:
    def work(_progress: Tell, _cancelled: IsCancelled) -> None:
        raise KnownError("The disk is full.")

    with qtbot.waitSignal(worker.failed) as failed:
        worker.start(work)
    assert [str(error) for error in failed.args or ()] == ["The disk is full."]


@pytest.mark.logs("work failed")
def test_a_bug_in_the_work_is_logged_and_told_without_its_message(worker: Worker, qtbot: QtBot) -> None:
    def work(_progress: Tell, _cancelled: IsCancelled) -> None:
        raise LookupError("what somebody typed")

    with qtbot.waitSignal(worker.failed) as failed:
        worker.start(work)
    assert failed.args is not None
    assert "LookupError" in str(failed.args[0])
    assert "somebody" not in str(failed.args[0])


def test_waiting_waits_for_the_end(worker: Worker, tmp_path: Path) -> None:
    gate, done = threading.Event(), tmp_path / "done"

    def work(_progress: Tell, _cancelled: IsCancelled) -> None:
        gate.wait()
        done.touch()

    worker.start(work)
    gate.set()
    worker.wait()
    assert done.exists()


def test_work_may_speak_another_language_and_the_interface_keeps_its_own(
    worker: Worker, qtbot: QtBot
) -> None:
    class Shouting(gettext.NullTranslations):
        def gettext(self, message: str) -> str:
            return message.upper()

    def work(_progress: Tell, _cancelled: IsCancelled) -> str:
        begun = _("Ready")
        wording.speak_with(gettext.NullTranslations())
        return f"{begun} {_('Ready')}"

    wording.speak_with(Shouting())
    try:
        with qtbot.waitSignal(worker.finished) as finished:
            worker.start(work)
        assert finished.args == ["READY Ready"]
        assert _("Ready") == "READY"
    finally:
        wording.speak_with(gettext.NullTranslations())
