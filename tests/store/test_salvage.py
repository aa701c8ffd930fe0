"""What a damaged file still holds is saved into a new one; the damaged one is not touched."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from facilitator_app.store import files
from facilitator_app.store.salvage import salvage
from facilitator_app.support.clock import FakeClock
from facilitator_app.support.errors import CannotWriteError
from tests.store.a_file import (
    DEVICE,
    NAME,
    POINTS,
    everything,
    make,
    rename,
    reopen,
    the_points,
    the_workshop,
    title,
)

ROOT = Path(__file__).parents[2]


def test_overwritten_text_is_taken_from_the_history(tmp_path: Path) -> None:
    with make(tmp_path) as file:
        rename(file, "Renamed")
        file.save_draft("p", "local_text", "typing")
        then = everything(file)
    path = tmp_path / NAME
    content = path.read_bytes()
    spoilt = content.replace(b"Local issues that nobody spoke", b"x" * 30, 1)
    path.write_bytes(spoilt)
    assert not files.check(path).sound
    again, report = salvage(path, tmp_path / "again.workshop", clock=FakeClock(), device=DEVICE)
    with again:
        assert everything(again) == then
        assert [draft.text for draft in again.drafts()] == ["typing"]
        assert again.check().sound
    assert report.saved["report_points"] == len(POINTS)
    assert report.left_out == 0
    assert path.read_bytes() == spoilt


@pytest.mark.parametrize("share", [0.2, 0.4, 0.6, 0.8])
def test_of_a_file_with_pages_of_zeros_something_sound_remains(tmp_path: Path, share: float) -> None:
    make(tmp_path).close()
    path = tmp_path / NAME
    content = path.read_bytes()
    at = int(len(content) * share) // 4096 * 4096
    path.write_bytes(content[:at] + bytes(8 * 4096) + content[at + 8 * 4096 :])
    again, _report = salvage(path, tmp_path / "again.workshop", clock=FakeClock(), device=DEVICE)
    with again:
        assert again.check().sound


def test_without_a_readable_history_the_rows_are_taken_as_they_lie(tmp_path: Path) -> None:
    make(tmp_path).close()
    path = tmp_path / NAME
    content = path.read_bytes()
    # The digest of the only entry no longer fits: nothing in it can be believed.
    at = content.rfind(b'"local_text":"Local issues')
    path.write_bytes(content[:at] + b'"local_text":"Xocal issues' + content[at + 26 :])
    again, _report = salvage(path, tmp_path / "again.workshop", clock=FakeClock(), device=DEVICE)
    with again, again.read() as session:
        assert [point.local_text for point in the_points(session)] == list(POINTS)


def test_half_a_file_gives_a_sound_new_one(tmp_path: Path) -> None:
    make(tmp_path).close()
    path = tmp_path / NAME
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    again, _report = salvage(path, tmp_path / "again.workshop", clock=FakeClock(), device=DEVICE)
    with again:
        assert again.check().sound


def test_nothing_is_salvaged_over_an_existing_file(tmp_path: Path) -> None:
    with make(tmp_path) as file, pytest.raises(CannotWriteError, match="exists already"):
        salvage(file.path, file.path, clock=FakeClock(), device=DEVICE)
    with files.open_workshop(tmp_path / NAME, clock=FakeClock(), device=DEVICE) as file:
        assert title(file) == "Kaunas"


def test_a_damaged_file_of_an_older_format_is_saved_in_the_present_one(tmp_path: Path) -> None:
    kept = ROOT / "tests" / "files" / "schema" / "format-1.workshop"
    path = tmp_path / NAME
    content = kept.read_bytes()
    # The text as it lies in its row; the history still knows what was said.
    path.write_bytes(content.replace(b"Local issues that nobody spoke", b"x" * 30, 1))
    assert not files.check(path).sound
    again, report = salvage(path, tmp_path / "again.workshop", clock=FakeClock(), device=DEVICE)
    with again:
        assert again.check().sound
        assert title(again) == "Kaunas"
        with again.read() as session:
            assert [point.local_text for point in the_points(session)] == list(POINTS)
            assert the_workshop(session).change_over_seconds == 20
        assert [draft.text for draft in again.drafts()] == ["ประเด็นท้องถิ่นที่ยัง"]
    assert report.left_out == 0
    assert report.saved["segments"] == 1


def test_a_row_whose_newest_image_is_older_than_a_column_keeps_what_lies_in_that_column(
    tmp_path: Path,
) -> None:
    shutil.copy(ROOT / "tests" / "files" / "schema" / "format-1.workshop", tmp_path / NAME)
    reopen(tmp_path).close()
    raw = sqlite3.connect(tmp_path / NAME)
    with raw:
        # The digest of the entry that came with the migration no longer fits: it is not believed.
        raw.execute("UPDATE journal SET label = 'x' WHERE kind = 'migrate'")
    raw.close()
    again, report = salvage(tmp_path / NAME, tmp_path / "again.workshop", clock=FakeClock(), device=DEVICE)
    with again, again.read() as session:
        assert the_workshop(session).change_over_seconds == 20
    assert report.left_out == 0
