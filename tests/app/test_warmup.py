"""What is heavy is loaded beside the first window."""

from __future__ import annotations

import sys
import threading

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from facilitator_app.app.warmup import WarmUp


def test_warm_is_told_on_the_ui_thread_when_everything_can_be_used(qtbot: QtBot) -> None:
    parent = QObject()
    warmup, threads = WarmUp(parent), []
    warmup.warm.connect(lambda: threads.append(threading.get_ident()))
    with qtbot.waitSignal(warmup.warm):
        warmup.start()
    warmup.wait()
    assert threads == [threading.get_ident()]
    assert "facilitator_app.app.desks" in sys.modules
    assert "facilitator_app.services.exchange.importing" in sys.modules


def test_waiting_for_what_was_never_begun_returns_at_once() -> None:
    parent = QObject()
    WarmUp(parent).wait()
