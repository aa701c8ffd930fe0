"""Cycles with Qt objects in them are collected in the thread of the windows, and nowhere else."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from facilitator_app.app.sweeping import Sweeper


class Ring(QObject):
    """Holds itself, and notes which thread lets go of it."""

    def __init__(self, ended: list[int]) -> None:
        super().__init__()
        self._own = self
        self._ended = ended

    def __del__(self) -> None:
        self._ended.append(threading.get_ident())


@pytest.fixture
def sweeper() -> Iterator[Sweeper]:
    made = Sweeper()
    yield made
    made.stop()
    gc.disable()


def test_another_thread_never_collects_a_window_that_waits_in_a_cycle(sweeper: Sweeper, qtbot: QtBot) -> None:
    ended: list[int] = []
    Ring(ended)

    def much_work() -> None:
        kept = [[number] for number in range(20_000)]
        assert len(kept) == 20_000

    worker = threading.Thread(target=much_work)
    worker.start()
    worker.join()
    assert ended == []
    qtbot.waitUntil(lambda: bool(ended))
    assert ended == [threading.get_ident()]


def test_what_is_stopped_gives_collecting_back(qtbot: QtBot) -> None:
    sweeper = Sweeper()
    assert not gc.isenabled()
    sweeper.stop()
    assert gc.isenabled()
    gc.disable()
