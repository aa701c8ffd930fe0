"""A bare Kaunas workshop, imported once, and visits to the whole program that end themselves."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from facilitator_app.support.clock import Clock, FakeClock
from tests.journeys.visit import Visit, import_kaunas


@pytest.fixture(scope="session")
def bare_kaunas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real imported workshop in which nothing is typed and nothing has run; copy it, never open it."""
    return import_kaunas(tmp_path_factory.mktemp("bare") / "kaunas.workshop", bare=True)


@pytest.fixture(scope="session")
def whole_kaunas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Kaunas workshop with all that was said in it; copy it, never open it."""
    return import_kaunas(tmp_path_factory.mktemp("whole") / "kaunas.workshop")


@pytest.fixture
def workshop(bare_kaunas: Path, tmp_path: Path) -> Path:
    """A bare workshop of one's own."""
    return Path(shutil.copy(bare_kaunas, tmp_path / "Kaunas.workshop"))


@pytest.fixture
def visit(qapp: QApplication) -> Iterator[Callable[..., Visit]]:
    """Start the program, as often as wanted; the look of the application is as before afterwards."""
    look, palette, font = qapp.styleSheet(), QPalette(qapp.palette()), qapp.font()
    visits: list[Visit] = []

    def start(path: Path | None = None, clock: Clock | None = None) -> Visit:
        made = Visit(clock or FakeClock())
        visits.append(made)
        if path is not None:
            made.open(path)
        return made

    yield start
    for one in visits:
        one.leave()
    qapp.setStyleSheet(look)
    qapp.setPalette(palette)
    qapp.setFont(font)
