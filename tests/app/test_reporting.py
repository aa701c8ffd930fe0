"""The PDF beside the run: progress, where it lies, what is told when it cannot be made; and the package."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from facilitator_app.app.reporting import Reporting
from facilitator_app.content.catalogue import load
from facilitator_app.records.enums import Edition
from facilitator_app.services import planning
from facilitator_app.services.exchange.importing import check_data_set
from facilitator_app.support import paths
from tests.journeys.visit import Visit

Start = Callable[..., Visit]


@pytest.fixture
def seat(visit: Start, bare_kaunas: Path, tmp_path: Path) -> Visit:
    folder = tmp_path / "stick"
    folder.mkdir()
    made = visit(Path(shutil.copy(bare_kaunas, folder / "Kaunas.workshop")))
    made.desks.go("report")
    return made


def _reporting(seat: Visit) -> Reporting:
    return seat.desks.reporting


def _pdfs(seat: Visit) -> list[str]:
    return sorted(one.name for one in seat.desks.workshop.path.parent.glob("*") if ".pdf" in one.name)


def _words(seat: Visit) -> tuple[str, str]:
    return seat.desks.report.state.text(), seat.desks.report.where.text()


def test_the_pdf_is_made_while_the_run_goes_on_and_says_where_it_lies(seat: Visit, qtbot: QtBot) -> None:
    told: list[str] = []
    _reporting(seat).worker.progressed.connect(lambda _share, what: told.append(what))
    with qtbot.waitSignal(_reporting(seat).worker.finished, timeout=60_000):
        seat.desks.report.make.click()
        seat.hands.until(lambda: _reporting(seat).worker.busy, "the worker to begin")
        seat.program.actions.trigger("run.next")
        seat.rest()
    assert seat.desks.workshop.state().position is not None
    assert told
    state, where = _words(seat)
    assert "PDF saved" in state
    (name,) = _pdfs(seat)
    assert name in where
    assert (seat.desks.workshop.path.parent / name).read_bytes().startswith(b"%PDF")


def test_a_text_that_is_still_in_the_field_is_in_the_pdf(
    seat: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def look(edition: Edition, language: str) -> None:
        del edition, language
        made.append(seat.record.details.summary)

    monkeypatch.setattr(_reporting(seat), "_begin", look)
    seat.type(seat.desks.report.summary.editor, "Typed a moment ago.")
    seat.desks.report.make.click()
    seat.rest()
    assert made == ["Typed a moment ago."]


def test_a_report_that_is_stopped_leaves_no_file_and_is_no_failure(seat: Visit, qtbot: QtBot) -> None:
    worker = _reporting(seat).worker
    with qtbot.waitSignals([worker.failed], timeout=60_000):
        seat.desks.report.make.click()
        seat.hands.until(lambda: worker.busy, "the worker to begin")
        seat.desks.report.cancel.click()
    assert _pdfs(seat) == []
    assert _words(seat)[0] == "Ready"
    assert seat.desks.report.make.isEnabled()


def test_a_folder_that_cannot_be_written_is_told_with_the_reason(seat: Visit, qtbot: QtBot) -> None:
    _reporting(seat).folder = seat.desks.workshop.path / "no folder"
    with qtbot.waitSignal(_reporting(seat).worker.failed, timeout=60_000):
        seat.desks.report.make.click()
    state, where = _words(seat)
    assert state == "No PDF was made"
    assert where
    assert seat.desks.report.make.isEnabled()


def test_two_reports_at_once_are_one(seat: Visit, qtbot: QtBot) -> None:
    with qtbot.waitSignal(_reporting(seat).worker.finished, timeout=60_000):
        for edition in (Edition.FULL, Edition.SPONSOR):
            _reporting(seat).make(edition, "en")
    assert _pdfs(seat) == [_reporting(seat).target(Edition.FULL).name]


def test_the_name_of_the_pdf_is_safe_and_says_the_edition(seat: Visit) -> None:
    reporting, workshop = _reporting(seat), seat.desks.workshop
    identity = workshop.workshop_id
    title = 'Šiauliai: a/b\\c "?*'
    workshop.post(
        "t", lambda file: planning.update_details(file, identity, title=title, place="Šiauliai, LT")
    )
    seat.rest()
    for edition in Edition:
        target = reporting.target(edition)
        assert target.parent == workshop.path.parent
        assert not set('/\\:"?*') & set(target.name)
        assert "Šiauliai" in target.name
        assert "2027" in target.name
    assert len({reporting.target(edition) for edition in Edition}) == len(Edition)


def test_closing_stops_a_report_that_is_being_made(seat: Visit) -> None:
    worker, folder = _reporting(seat).worker, seat.desks.workshop.path.parent
    seat.desks.report.make.click()
    seat.hands.until(lambda: worker.busy, "the worker to begin")
    seat.program.show_library()
    assert list(folder.glob("*.pdf*")) == []


def test_the_package_goes_where_it_was_asked_for_and_can_be_imported(seat: Visit, tmp_path: Path) -> None:
    seat.desks.report.package.click()
    dialog = seat.program.window.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.defaultSuffix() == "zip"
    dialog.fileSelected.emit(str(tmp_path / "Kaunas.zip"))
    dialog.close()
    seat.rest()
    assert _words(seat) == ("Package saved", seat.desks.report.where.text())
    report = check_data_set(tmp_path / "Kaunas.zip", content=load(paths.content()))
    assert report.problems == ()
    assert list(tmp_path.glob("*.part*")) == []


def test_a_package_that_cannot_be_written_says_so_and_leaves_nothing(seat: Visit, tmp_path: Path) -> None:
    (tmp_path / "Kaunas.zip").mkdir()
    _reporting(seat).write_package(tmp_path / "Kaunas.zip")
    seat.rest()
    assert any("Kaunas.zip" in line for line in seat.banners())
    assert [one.name for one in tmp_path.glob("*.zip")] == ["Kaunas.zip"]
