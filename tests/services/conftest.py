"""A real workshop file on a fake clock, for every service."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from facilitator_app.content.catalogue import Content, load
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.services import planning
from facilitator_app.services.reading import read_workshop
from facilitator_app.store.files import open_workshop
from facilitator_app.store.workshop_file import WorkshopFile
from facilitator_app.support import paths
from facilitator_app.support.clock import FakeClock

DEVICE = "test-laptop"
START = datetime(2027, 3, 2, 6, 30, tzinfo=UTC)


class Desk:
    """One open workshop file with its clock: what the tests of the services work at."""

    def __init__(self, file: WorkshopFile, clock: FakeClock, content: Content) -> None:
        self.file = file
        self.clock = clock
        self.content = content
        self.workshop = self.record().details.id

    def record(self) -> WorkshopRecord:
        """Read the whole workshop again."""
        with self.file.read() as session:
            return read_workshop(session)


@pytest.fixture(scope="session")
def content() -> Content:
    """The content that ships with the program."""
    return load(paths.content())


@pytest.fixture
def clock() -> FakeClock:
    """A clock that stands at the two-day course's first minute, 08:30 in Vilnius."""
    return FakeClock(START)


@pytest.fixture(scope="session")
def _kaunas(tmp_path_factory: pytest.TempPathFactory, content: Content) -> Path:
    """A new two-day course in Kaunas, closed: every test works on a copy of its own."""
    spec = planning.NewWorkshop(
        course="two_day",
        start=date(2027, 3, 2),
        title="Kaunas",
        zone="Europe/Vilnius",
        local_languages=("lt", "pl"),
    )
    path = tmp_path_factory.mktemp("kaunas") / "kaunas.workshop"
    clock = FakeClock(START)
    file, _fits = planning.create_workshop(path, spec, content=content, clock=clock, device=DEVICE)
    file.close()
    return path


@pytest.fixture
def desk(tmp_path: Path, clock: FakeClock, content: Content, _kaunas: Path) -> Iterator[Desk]:
    """A two-day course in Kaunas that nobody has touched, open."""
    path = tmp_path / "kaunas.workshop"
    shutil.copyfile(_kaunas, path)
    with open_workshop(path, clock=clock, device=DEVICE) as file:
        yield Desk(file, clock, content)
