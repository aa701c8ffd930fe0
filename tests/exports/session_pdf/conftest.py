"""Reports of the rehearsals, each imported and written once."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path

import pytest

from facilitator_app.content import catalogue
from facilitator_app.exports import session_pdf
from facilitator_app.records.enums import Edition
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.services.exchange.importing import import_data_set
from facilitator_app.services.reading import read_workshop
from facilitator_app.store import files
from facilitator_app.support import paths
from facilitator_app.support.clock import FakeClock

Reports = Callable[[str, Edition], Path]
Records = Callable[[str], WorkshopRecord]


@pytest.fixture(autouse=True)
def _application(qapp: object) -> None:
    """Fonts need the one application of the test run."""


@pytest.fixture(scope="session")
def records(tmp_path_factory: pytest.TempPathFactory) -> Records:
    """Return a function that gives the record of a rehearsal, imported into a real file."""

    @functools.cache
    def record(name: str) -> WorkshopRecord:
        target = tmp_path_factory.mktemp(name) / f"{name}.workshop"
        content = catalogue.load(paths.content())
        clock = FakeClock()
        import_data_set(paths.rehearsals() / name, target, content=content, clock=clock, device="test")
        with files.open_workshop(target, clock=clock, device="test") as file, file.read() as session:
            return read_workshop(session)

    return record


@pytest.fixture(scope="session")
def reports(qapp: object, records: Records, tmp_path_factory: pytest.TempPathFactory) -> Reports:
    """Return a function that gives the PDF of a rehearsal in one edition."""

    @functools.cache
    def report(name: str, edition: Edition) -> Path:
        target = tmp_path_factory.mktemp("reports") / f"{name}-{edition}.pdf"
        log = session_pdf.write(records(name), target, edition=edition)
        assert log.missing == {}
        return target

    return report


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes a record as a report and returns its path."""

    def write(record: WorkshopRecord, edition: Edition = Edition.FULL, language: str = "en") -> Path:
        target = tmp_path / f"report-{edition}.pdf"
        session_pdf.write(record, target, edition=edition, language=language)
        return target

    return write
