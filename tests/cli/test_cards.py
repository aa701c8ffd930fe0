"""`cards` on real files: what is printed is noted, so that later only what changed is."""

from __future__ import annotations

import shutil
from pathlib import Path

import pymupdf
import pytest

from facilitator_app import cli
from facilitator_app.app import desk_less
from facilitator_app.records.enums import Sheet
from facilitator_app.rules.seating.printed import printed_seats, seats_of
from facilitator_app.services import seating
from facilitator_app.support import paths
from tests.journeys.visit import import_kaunas, read

DONE, USAGE, CANNOT_OPEN, CANNOT_WRITE = 0, 2, 3, 4
Said = pytest.CaptureFixture[str]


def _run(*words: str | Path) -> int:
    return cli.main([str(word) for word in words])


@pytest.fixture(scope="session")
def _kaunas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Kaunas planned anew before anything has run: people change tables; only to be copied."""
    path = import_kaunas(tmp_path_factory.mktemp("cards") / "kaunas.workshop", bare=True)
    workshop = read(path).details.id
    with desk_less.opened(path) as file:
        seating.plan_seats(file, workshop, seed=1, seconds=0.5)
    return path


@pytest.fixture(autouse=True)
def _application(qapp: object) -> None:
    """Fonts need the one application of the test run."""


@pytest.fixture
def kaunas(_kaunas: Path, tmp_path: Path) -> Path:
    """A planned Kaunas of one's own."""
    return Path(shutil.copy(_kaunas, tmp_path / "kaunas.workshop"))


def _pages(path: Path) -> int:
    with pymupdf.open(path) as document:
        return int(document.page_count)


def test_all_sheets_are_one_file_and_noted_as_printed(kaunas: Path, tmp_path: Path, capsys: Said) -> None:
    out = tmp_path / "cards.pdf"
    assert _run("cards", kaunas, out) == DONE
    assert f"{_pages(out)} pages" in capsys.readouterr().out
    record = read(kaunas)
    for sheet in Sheet:
        assert printed_seats(record, sheet) == seats_of(record)


def test_the_second_time_only_what_changed(kaunas: Path, tmp_path: Path, capsys: Said) -> None:
    out = tmp_path / "cards.pdf"
    assert _run("cards", kaunas, out, "--sheet", "table-cards") == DONE
    out.unlink()
    assert _run("cards", kaunas, out, "--sheet", "table-cards", "--changed") == DONE
    assert "Nothing changed" in capsys.readouterr().out
    assert not out.exists()
    record = read(kaunas)
    seat = record.seats[0]
    table = next(one.id for one in record.tables if one.id != seat.table_id)
    with desk_less.opened(kaunas) as file:
        seating.move_person(file, seat.segment_id, seat.participant_id, table)
    assert _run("cards", kaunas, out, "--sheet", "table-cards", "--changed") == DONE
    assert _pages(out) == 2
    assert _run("cards", kaunas, out, "--changed", "--paper", "letter") == DONE
    with pymupdf.open(out) as document:
        assert document[0].rect.width == 612


def test_one_round_is_asked_for_by_its_code(kaunas: Path, tmp_path: Path, capsys: Said) -> None:
    out = tmp_path / "cards.pdf"
    assert _run("cards", kaunas, out, "--round", "two_day.d1.b04") == DONE
    assert _pages(out) == 7
    assert _run("cards", kaunas, out, "--round", "nowhere") == CANNOT_OPEN
    assert "two_day.d1.b04" in capsys.readouterr().err
    assert _run("cards", kaunas, out, "--round", "two_day.d1.b04", "--sheet", "place-cards") == USAGE


def test_what_cannot_be_written_is_not_noted(kaunas: Path, tmp_path: Path) -> None:
    assert _run("cards", kaunas, tmp_path / "nowhere" / "cards.pdf") == CANNOT_WRITE
    assert read(kaunas).printings == ()


def test_without_seats_it_says_what_to_do(tmp_path: Path, capsys: Said) -> None:
    path = import_kaunas(tmp_path / "bare.workshop", bare=True)
    assert _run("cards", path, tmp_path / "cards.pdf", "--changed") == CANNOT_OPEN
    assert "Plan the tables first" in capsys.readouterr().err


def test_sharjah_is_printed_whole_as_it_was_imported(tmp_path: Path) -> None:
    path, out = tmp_path / "sharjah.workshop", tmp_path / "cards.pdf"
    assert _run("import", paths.rehearsals() / "sharjah_1day", path) == DONE
    assert _run("cards", path, out, "--language", "ar") == DONE
    # Nobody changes tables there: five table cards, seven pages of place cards, a wall list of two.
    assert _pages(out) == 14
