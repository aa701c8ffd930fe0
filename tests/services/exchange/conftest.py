"""Data sets to import: the two rehearsals, and copies of them to spoil."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from facilitator_app.content.catalogue import Content
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.services.exchange.exporting import export_data_set
from facilitator_app.services.exchange.importing import ImportReport, import_data_set
from facilitator_app.services.reading import read_workshop
from facilitator_app.store import files
from facilitator_app.support import paths
from facilitator_app.support.clock import FakeClock
from tests.services.conftest import START

TakeIn = Callable[[Path, Path], ImportReport]


class Exchange:
    """Imports, reads and exports real files in one temporary folder."""

    def __init__(self, folder: Path, content: Content, clock: FakeClock, untouched: TakeIn) -> None:
        self.folder = folder
        self.content = content
        self.clock = clock
        self._untouched = untouched
        self._made = 0

    def copy(self, name: str) -> Path:
        """Return a copy of a rehearsal that a test may spoil."""
        return Path(shutil.copytree(paths.rehearsals() / name, self.folder / f"{name}-copy"))

    def take_in(self, source: Path) -> tuple[Path, ImportReport]:
        """Import a data set into a new file and return its path and the report."""
        self._made += 1
        target = self.folder / f"w{self._made}.workshop"
        if source.parent == paths.rehearsals():
            return target, self._untouched(source, target)
        return target, import_data_set(
            source, target, content=self.content, clock=self.clock, device="test-laptop"
        )

    def read(self, path: Path) -> WorkshopRecord:
        """Read the one workshop of a file."""
        with (
            files.open_workshop(path, clock=self.clock, device="test-laptop") as file,
            file.read() as session,
        ):
            return read_workshop(session)

    def give(self, path: Path, name: str) -> Path:
        """Export the workshop of a file to a folder or zip of this name."""
        target = self.folder / name
        with files.open_workshop(path, clock=self.clock, device="test-laptop") as file:
            export_data_set(file, target, now=self.clock.read().wall)
        return target


@pytest.fixture(scope="session")
def untouched(tmp_path_factory: pytest.TempPathFactory, content: Content) -> TakeIn:
    """Imports each rehearsal as it lies there once; every test works on a copy of its own."""
    folder = tmp_path_factory.mktemp("untouched")
    reports: dict[str, ImportReport] = {}

    def take_in(source: Path, target: Path) -> ImportReport:
        made = folder / f"{source.name}.workshop"
        if source.name not in reports:
            clock = FakeClock(START)
            reports[source.name] = import_data_set(
                source, made, content=content, clock=clock, device="test-laptop"
            )
        shutil.copyfile(made, target)
        return reports[source.name]

    return take_in


@pytest.fixture
def exchange(tmp_path: Path, content: Content, clock: FakeClock, untouched: TakeIn) -> Exchange:
    """Everything a test of imports and exports needs."""
    return Exchange(tmp_path, content, clock, untouched)


def edit_json(folder: Path, change: Callable[[Any], object]) -> None:
    """Change the workshop.json of a data set."""
    path = folder / "workshop.json"
    value = json.loads(path.read_text("utf-8"))
    change(value)
    path.write_text(json.dumps(value, ensure_ascii=False), "utf-8")


def edit_csv(folder: Path, name: str, change: Callable[[list[str]], object]) -> None:
    """Change the lines of a CSV of a data set."""
    path = folder / name
    lines = path.read_text("utf-8-sig").splitlines()
    change(lines)
    path.write_text("\ufeff" + "\r\n".join(lines) + "\r\n", "utf-8")


def same_bytes(first: Path, second: Path) -> list[str]:
    """Return the names of files that differ between two exported folders, the manifest apart."""
    names = {path.name for path in (*first.iterdir(), *second.iterdir())} - {"manifest.json"}
    return [
        name
        for name in sorted(names)
        if not ((first / name).exists() and (second / name).exists())
        or (first / name).read_bytes() != (second / name).read_bytes()
    ]
