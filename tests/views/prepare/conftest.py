"""The agenda shown with a record: a fixture of all its tests."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.views.prepare.agenda import AgendaView


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[[WorkshopRecord], AgendaView]:
    """Show agendas at the size they are designed for; they are freed at the end."""

    def show(record: WorkshopRecord) -> AgendaView:
        view = AgendaView()
        qtbot.addWidget(view)
        view.show_workshop(record)
        view.resize(1366, 768)
        view.show()
        QApplication.processEvents()
        return view

    return show
