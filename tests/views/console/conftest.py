"""What all tests of the console have in common."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitator_app.records.run import RunState
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.views.console import ConsoleView
from tests.views.console.cases import console_at
from tests.views.console.hands import Shown


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    def make(record: WorkshopRecord, state: RunState, size: tuple[int, int] = (1366, 768)) -> ConsoleView:
        view = console_at(record, state)
        qtbot.addWidget(view)
        view.resize(*size)
        view.show()
        for _ in range(8):
            QApplication.processEvents()
        return view

    return make
