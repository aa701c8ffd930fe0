"""What lies on people's disks: every kind is opened, or refused in plain words with its bytes unchanged."""

from __future__ import annotations

import sqlite3
import struct
from pathlib import Path

import pytest

from facilitator_app.store import files
from facilitator_app.store.faults import (
    DamagedFileError,
    NewerFileError,
    NotAWorkshopError,
)
from facilitator_app.store.header import log_of
from facilitator_app.support.clock import FakeClock
from facilitator_app.support.errors import CannotWriteError
from tests.store.a_file import NAME, make, rename, reopen, title
from tests.store.refusals import bytes_of, refused


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    refused(tmp_path, NotAWorkshopError, "is not there")


def test_a_folder_in_place_of_a_file(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    refused(tmp_path, NotAWorkshopError, "cannot be opened")


def test_a_cloud_placeholder_of_no_bytes(tmp_path: Path) -> None:
    (tmp_path / NAME).touch()
    refused(tmp_path, NotAWorkshopError, "empty")


@pytest.mark.parametrize(
    "content",
    [b"Dear all,\n" * 100, b"\xff\xd8\xff\xe0" + bytes(2000), b"SQLite format 3\0", b"PK\3\4" + bytes(5000)],
    ids=["text", "jpeg", "sixteen bytes", "zip"],
)
def test_a_file_of_another_kind(tmp_path: Path, content: bytes) -> None:
    (tmp_path / NAME).write_bytes(content)
    refused(tmp_path, NotAWorkshopError, "not a workshop")


def test_somebody_elses_database(tmp_path: Path) -> None:
    raw = sqlite3.connect(tmp_path / NAME)
    raw.execute("CREATE TABLE workshops (id TEXT)")
    raw.close()
    refused(tmp_path, NotAWorkshopError, "not a workshop")


def _change(path: Path, at: int, what: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(what)


def test_a_file_from_a_newer_program_is_refused_with_the_version_it_needs(tmp_path: Path) -> None:
    make(tmp_path).close()
    raw = sqlite3.connect(tmp_path / NAME)
    raw.execute("UPDATE file_facts SET value = '7.2.0' WHERE name = 'program'")
    raw.execute("PRAGMA user_version = 99")
    raw.commit()
    raw.close()
    problem = refused(tmp_path, NewerFileError, "newer Facilitator")
    assert "7.2.0" in problem.message
    assert "99" in problem.message
    with pytest.raises(NewerFileError):
        reopen(tmp_path, read_only=True)


def test_a_newer_file_whose_inside_makes_no_sense_to_us_is_still_refused_politely(tmp_path: Path) -> None:
    make(tmp_path).close()
    _change(tmp_path / NAME, 60, struct.pack(">I", 12))
    _change(tmp_path / NAME, 100, bytes(3000))
    refused(tmp_path, NewerFileError, "file format 12")


def test_a_file_without_a_format_number(tmp_path: Path) -> None:
    make(tmp_path).close()
    _change(tmp_path / NAME, 60, bytes(4))
    refused(tmp_path, DamagedFileError, "no format number")


def test_a_truncated_file_offers_the_newest_sound_backup(tmp_path: Path) -> None:
    clock = FakeClock()
    with make(tmp_path, clock) as file:
        sound = file.back_up("step-end")
        clock.advance(600)
        broken = file.back_up("step-end")
    _change(broken, 20_000, bytes(40_000))
    content = (tmp_path / NAME).read_bytes()
    (tmp_path / NAME).write_bytes(content[: len(content) // 2])
    problem = refused(tmp_path, DamagedFileError, "damaged")
    assert isinstance(problem, DamagedFileError)
    assert problem.backup == sound
    assert sound.name in problem.what_to_do


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7, 0.9])
def test_a_page_of_zeros_is_found(tmp_path: Path, share: float) -> None:
    make(tmp_path).close()
    pages = (tmp_path / NAME).stat().st_size // 4096
    _change(tmp_path / NAME, max(1, int(pages * share)) * 4096, bytes(4096))
    refused(tmp_path, DamagedFileError, "damaged")


def test_sixty_four_bytes_overwritten_in_a_leaf_are_found(tmp_path: Path) -> None:
    make(tmp_path).close()
    at = (tmp_path / NAME).read_bytes().rfind("Vietinės".encode())
    _change(tmp_path / NAME, at - 32, b"\xa5" * 64)
    refused(tmp_path, DamagedFileError, "damaged")


def test_forty_bytes_of_text_overwritten_are_found_though_sqlite_says_ok(tmp_path: Path) -> None:
    make(tmp_path).close()
    path = tmp_path / NAME
    said = b"Local issues that nobody spoke of before"
    content = path.read_bytes()
    places = [at for at in range(len(content)) if content.startswith(said, at)]
    assert len(places) >= 2, "the text stands in its row and in the journal"
    for at in places:
        _change(path, at, b"x" * 40)
        raw = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        raw.close()
        refused(tmp_path, DamagedFileError, "was changed")
        assert not files.check(path).sound
        path.write_bytes(content)
    reopen(tmp_path).close()


def test_a_damaged_file_may_still_be_looked_at(tmp_path: Path) -> None:
    make(tmp_path).close()
    path = tmp_path / NAME
    _change(path, path.read_bytes().find("ประเด็น".encode()), b"x" * 12)
    before = bytes_of(tmp_path)
    with reopen(tmp_path, read_only=True) as file:
        assert "damaged" in file.opened.warnings[0]
        assert title(file) == "Kaunas"
        with pytest.raises(CannotWriteError):
            rename(file, "no")
    assert bytes_of(tmp_path) == before


def test_foreign_commands_hidden_in_a_file_are_never_run(tmp_path: Path) -> None:
    make(tmp_path).close()
    raw = sqlite3.connect(tmp_path / NAME)
    raw.execute("CREATE TRIGGER eat AFTER UPDATE ON workshops BEGIN DELETE FROM report_points; END")
    raw.close()
    log_of(tmp_path / NAME).unlink(missing_ok=True)
    refused(tmp_path, DamagedFileError, "not those of a workshop file")


def test_a_view_without_end_is_no_way_to_hang_us(tmp_path: Path) -> None:
    make(tmp_path).close()
    raw = sqlite3.connect(tmp_path / NAME)
    raw.execute(
        "CREATE VIEW endless AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) "
        "SELECT x FROM n"
    )
    raw.close()
    refused(tmp_path, DamagedFileError, "not those of a workshop file")
