"""The capture desk, shown in a window of its own with its keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.views.capture import CaptureView
from facilitator_app.views.shared.actions import ActionSet, State
from facilitator_app.views.shared.keys import KeyRouter
from tests import builders
from tests.views.capture.hands import Desk, LateFile, at_report, shown, without_points

MakeDesk = Callable[[WorkshopRecord], Desk]


@pytest.fixture
def make_desk(qtbot: QtBot, qapp: QApplication) -> Iterator[MakeDesk]:
    """Make desks that show a record and follow its run."""
    routers: list[KeyRouter] = []

    def no_keys() -> None:
        while routers:
            router = routers.pop()
            qapp.removeEventFilter(router)
            router.deleteLater()

    def make(record: WorkshopRecord) -> Desk:
        actions = ActionSet()
        view = CaptureView(actions)
        actions.setParent(view)
        qtbot.addWidget(view)
        desk = Desk(view, actions, LateFile(view, record))
        no_keys()  # an example before this one had a desk of its own: its keys would be asked at every event
        routers.append(KeyRouter(qapp, actions, lambda: desk.now))
        actions.requested.connect(desk.do)
        actions.show_states(State)
        view.resize(1366, 768)
        shown(view, record, builders.state_after(record, 20) if record.run_entries else None)
        with qtbot.waitExposed(view):
            view.show()
        view.activateWindow()
        qtbot.waitUntil(view.isActiveWindow)
        return desk

    yield make
    no_keys()


@pytest.fixture
def desk(make_desk: MakeDesk) -> Desk:
    """Kaunas in step 2's report-back round: the first table speaks, nothing has been typed yet."""
    made = make_desk(at_report(without_points(builders.kaunas()), 2))
    made.view.grid.focus_empty()
    return made
