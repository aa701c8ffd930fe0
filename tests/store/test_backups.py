"""Backups are verified, private, thinned with age, and restored into a new file."""

from __future__ import annotations

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator_app.records.enums import Desk
from facilitator_app.store import backups, files
from facilitator_app.store.backups import superfluous
from facilitator_app.store.faults import DamagedFileError
from facilitator_app.support.clock import FakeClock
from facilitator_app.support.errors import CannotWriteError
from tests.store.a_file import DEVICE, NAME, everything, make, names, rename, reopen, title

NOON = datetime(2027, 3, 2, 12, 0, tzinfo=UTC)


def test_a_backup_is_one_sound_private_file_named_by_time_and_reason(tmp_path: Path) -> None:
    clock = FakeClock(NOON)
    with make(tmp_path, clock) as file:
        rename(file, "before the break")
        path = file.back_up("Step 3 – end")
        rename(file, "after the break")
        assert not file.written_since_backup or path.exists()
    assert path == tmp_path / f"{NAME}.backups" / "2027-03-02T120000Z_step-3-end.workshop"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert names(path.parent) == [path.name]
    assert files.check(path).sound
    with files.open_workshop(path, clock=clock, device=DEVICE, read_only=True) as backup:
        assert title(backup) == "before the break"


def test_two_backups_in_one_second_are_two(tmp_path: Path) -> None:
    with make(tmp_path) as file:
        one, two = file.back_up("import"), file.back_up("import")
    assert one != two
    assert {backup.path for backup in files.list_backups(tmp_path / NAME)} == {one, two}


def test_a_second_place_gets_the_same_backup(tmp_path: Path) -> None:
    with make(tmp_path) as file:
        path = file.back_up("step-end", also=tmp_path / "stick" / "backups")
    copy = tmp_path / "stick" / "backups" / path.name
    assert copy.read_bytes() == path.read_bytes()


def test_a_backup_says_what_it_holds_before_it_is_restored(tmp_path: Path) -> None:
    clock = FakeClock(NOON)
    with make(tmp_path, clock) as file:
        rename(file, "one")
        path = file.back_up("step-end")
    preview = files.preview(path)
    assert (preview.backup.at, preview.backup.reason) == (NOON, "step-end")
    assert preview.rows["report_points"] == 5
    assert preview.last_commands[0] == ("2027-03-02T12:00:00.000+00:00", "Rename the workshop")


def test_a_backup_is_restored_into_a_new_file_that_goes_on_in_a_chain_of_its_own(tmp_path: Path) -> None:
    clock = FakeClock(NOON)
    with make(tmp_path, clock) as file:
        rename(file, "good")
        then = everything(file)
        path = file.back_up("step-end")
        rename(file, "spoilt")
    with files.restore(path, tmp_path / "again.workshop", clock=clock, device=DEVICE) as again:
        assert everything(again) == then
        assert again.undo_label(Desk.CONSOLE) == ""
        rename(again, "goes on")
        again.undo(Desk.CONSOLE)
        assert everything(again) == then
        assert again.check().sound
    with reopen(tmp_path, clock) as file:
        assert title(file) == "spoilt"
    with pytest.raises(CannotWriteError, match="exists already"):
        files.restore(path, tmp_path / NAME, clock=clock, device=DEVICE)


def test_a_damaged_backup_is_never_restored(tmp_path: Path) -> None:
    with make(tmp_path) as file:
        path = file.back_up("step-end")
    content = path.read_bytes()
    path.write_bytes(content[:40_000] + bytes(8192) + content[48_192:])
    with pytest.raises(DamagedFileError):
        files.restore(path, tmp_path / "again.workshop", clock=FakeClock(), device=DEVICE)
    assert not (tmp_path / "again.workshop").exists()


def test_other_files_among_the_backups_are_left_alone(tmp_path: Path) -> None:
    clock = FakeClock(NOON)
    with make(tmp_path, clock) as file:
        file.back_up("step-end")
        note = backups.folder_of(file.path) / "my own notes.txt"
        note.write_text("keep")
        for _time in range(40):
            clock.advance(300)
            rename(file, f"title at {clock.read().mono_ms}")
            file.back_up("regular")
    assert note.exists()
    # 12 of the last hour, and the newest of each of the hours before it
    assert 12 < len(files.list_backups(tmp_path / NAME)) <= 12 + 4


def test_a_year_of_backups_thins_to_minutes_hours_days_and_weeks() -> None:
    times = [NOON - timedelta(minutes=5 * n) for n in range(365 * 24 * 12)]
    kept = sorted(set(times) - superfluous(times), reverse=True)
    assert kept[:12] == times[:12]
    assert len([at for at in kept if at > NOON - timedelta(hours=24)]) == 12 + 24 - 1
    assert len([at for at in kept if at > NOON - timedelta(days=30)]) <= 12 + 24 + 30 + 5
    assert len(kept) <= 12 + 24 + 30 + 54
    weeks = {at.strftime("%G-%V") for at in times}
    assert {at.strftime("%G-%V") for at in kept} == weeks


@given(st.lists(st.integers(0, 60 * 24 * 400), max_size=80))
def test_thinning_twice_is_thinning_once_and_the_newest_always_stays(minutes: list[int]) -> None:
    times = [NOON - timedelta(minutes=n) for n in minutes]
    kept = [at for at in times if at not in superfluous(times)]
    assert superfluous(kept) == set()
    assert set(sorted(times)[-12:]) <= set(kept)
