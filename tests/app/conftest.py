"""The whole program on a real file: fixtures shared with the journeys, and a workshop without windows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from facilitator_app.app.workshop import OpenWorkshop
from facilitator_app.support import paths
from facilitator_app.support.clock import FakeClock
from tests.journeys.conftest import bare_kaunas, visit, whole_kaunas, workshop
from tests.journeys.visit import DEVICE, Visit

__all__ = ["bare_kaunas", "visit", "whole_kaunas", "workshop"]


@pytest.fixture
def clock() -> FakeClock:
    """A clock that stands at half past eight in Kaunas on the first day."""
    return FakeClock()


@pytest.fixture
def open_workshop(qapp: QApplication, clock: FakeClock) -> Iterator[Callable[[Path], OpenWorkshop]]:
    """Open workshops without windows; they are closed at the end."""
    opened: list[OpenWorkshop] = []
    rescue = paths.app_data() / "rescue"
    rescue.mkdir(exist_ok=True)

    def start(path: Path) -> OpenWorkshop:
        opened.append(OpenWorkshop(path, clock, device=DEVICE, rescue_folder=rescue))
        return opened[-1]

    yield start
    for one in opened:
        one.close()
    qapp.processEvents()


@pytest.fixture
def seat(visit: Callable[..., Visit], workshop: Path) -> Visit:
    """The program with a bare Kaunas workshop open."""
    return visit(workshop)
