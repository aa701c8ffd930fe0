"""What lies on people's disks: every kind is opened, or refused in plain words with its bytes unchanged."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import struct
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from facilitator_app.records.enums import Desk
from facilitator_app.store import backups, files
from facilitator_app.store.faults import (
    DamagedFileError,
    HeldError,
    NewerFileError,
    NotAWorkshopError,
    UnknownLogError,
)
from facilitator_app.store.header import log_of, rollback_journal_of
from facilitator_app.store.lock import lock_of
from facilitator_app.support.clock import FakeClock
from facilitator_app.support.errors import CannotWriteError, ExitCode, KnownError
from tests.store.a_file import DEVICE, NAME, make, names, rename, reopen, title


def bytes_of(folder: Path) -> dict[str, str]:
    """Return a digest of every file in a folder."""
    return {
        one.name: hashlib.sha256(one.read_bytes()).hexdigest() for one in folder.iterdir() if one.is_file()
    }


def refused(folder: Path, kind: type[KnownError], match: str, **further: Any) -> KnownError:
    """Expect that opening is refused in words and that not a byte in the folder changes."""
    before = bytes_of(folder)
    with pytest.raises(kind, match=match) as caught:
        reopen(folder, **further)
    assert bytes_of(folder) == before
    assert caught.value.message.endswith(".")
    assert caught.value.what_to_do.endswith(".")
    assert caught.value.code is ExitCode.CANNOT_OPEN
    return caught.value


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


_HOLD = """
import sys
from pathlib import Path
from facilitator_app.store import files
from facilitator_app.support.clock import SystemClock
file = files.open_workshop(Path(sys.argv[1]), clock=SystemClock(), device="other")
print("open", flush=True)
sys.stdin.read()
file.close()
"""


def test_a_file_held_by_another_program_is_refused_with_its_process(tmp_path: Path) -> None:
    make(tmp_path).close()
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(tmp_path / NAME)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"open\n"
        problem = refused(tmp_path, HeldError, "another window")
        assert isinstance(problem, HeldError)
        assert problem.pid == other.pid
        refused(tmp_path, HeldError, "another window", read_only=True)
        with pytest.raises(HeldError):
            files.check(tmp_path / NAME)
        other.communicate()
    reopen(tmp_path).close()


def test_the_same_program_cannot_open_a_file_twice(tmp_path: Path) -> None:
    with make(tmp_path) as file:
        with pytest.raises(HeldError):
            reopen(tmp_path)
        rename(file, "goes on")
        assert file.check().sound


def test_a_lock_left_by_a_dead_program_holds_nobody_up(tmp_path: Path) -> None:
    make(tmp_path).close()
    lock_of(tmp_path / NAME).write_text("half a note {")
    reopen(tmp_path).close()
    assert names(tmp_path) == [NAME]


def test_a_file_that_may_only_be_read_opens_read_only_with_a_warning(tmp_path: Path) -> None:
    make(tmp_path).close()
    (tmp_path / NAME).chmod(0o400)
    before = bytes_of(tmp_path)
    with reopen(tmp_path) as file:
        assert file.read_only
        assert "only be read" in file.opened.warnings[0]
        assert title(file) == "Kaunas"
        for attempt in (
            lambda: rename(file, "no"),
            lambda: file.save_draft("p", "local_text", "no"),
            lambda: file.back_up("no"),
        ):
            with pytest.raises(CannotWriteError, match="only be read"):
                attempt()
    assert bytes_of(tmp_path) == before


_READ_ONLY_FOLDER = """
import sys
from pathlib import Path
from facilitator_app.store import files
from facilitator_app.support.clock import SystemClock
with files.open_workshop(Path(sys.argv[1]), clock=SystemClock(), device="d") as file:
    print(file.read_only, *file.opened.warnings)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="needs a mount of its own")
def test_a_folder_that_may_only_be_read_opens_read_only_with_a_warning(tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    make(folder).close()
    script = 'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" && exec "$2" -c "$3" "$1/$4"'
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", script, "sh", folder, sys.executable, _READ_ONLY_FOLDER, NAME],
        capture_output=True,
        text=True,
        check=False,
    )
    if "unshare" in done.stderr:
        pytest.skip("no mounts of one's own here")
    assert done.stdout.startswith("True This f"), done.stderr
    assert names(folder) == [NAME]


def _crashed(folder: Path) -> Path:
    """Return a folder as a crash leaves it: file, log and lock, with a rename in the log alone."""
    with make(folder) as file:
        rename(file, "in the log")
        left = folder / "left"
        left.mkdir()
        for one in (file.path, log_of(file.path), lock_of(file.path)):
            shutil.copy2(one, left)
    return left


def test_after_a_crash_our_own_log_is_taken_in(tmp_path: Path) -> None:
    left = _crashed(tmp_path)
    with reopen(left) as file:
        assert file.opened.recovered
        assert title(file) == "in the log"
        assert file.undo_label(Desk.CONSOLE) == "Rename the workshop"
        assert file.check().sound
    assert names(left) == [NAME]


def test_after_a_crash_looking_at_the_file_changes_nothing(tmp_path: Path) -> None:
    left = _crashed(tmp_path)
    before = bytes_of(left)
    with reopen(left, read_only=True) as file:
        assert title(file) == "in the log"
    assert files.check(left / NAME).sound
    assert bytes_of(left) == before
    with reopen(left) as file:
        assert title(file) == "in the log"


def test_our_log_is_known_after_it_started_anew_many_times(tmp_path: Path) -> None:
    left = tmp_path / "left"
    left.mkdir()
    with make(tmp_path) as file:
        for number in range(20):
            rename(file, f"title {number}")
            file.checkpoint()
        rename(file, "the last")
        for one in (file.path, log_of(file.path), lock_of(file.path)):
            shutil.copy2(one, left)
    with reopen(left) as file:
        assert title(file) == "the last"


def test_a_file_copied_while_open_without_its_lock_is_refused_rather_than_half_opened(tmp_path: Path) -> None:
    left = _crashed(tmp_path)
    lock_of(left / NAME).unlink()
    problem = refused(left, UnknownLogError, "does not belong to it")
    assert "copy it again" in problem.what_to_do


def test_a_log_of_another_opening_is_refused_and_both_are_kept(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
    one, two = _crashed(tmp_path / "one"), _crashed(tmp_path / "two")
    shutil.copy2(log_of(two / NAME), log_of(one / NAME))
    refused(one, UnknownLogError, "does not belong to it")


def test_a_rollback_journal_is_never_ours(tmp_path: Path) -> None:
    make(tmp_path).close()
    rollback_journal_of(tmp_path / NAME).write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(600))
    refused(tmp_path, UnknownLogError, "-journal")


def test_killed_while_opening_nothing_anybody_typed_is_in_the_log(tmp_path: Path) -> None:
    left = _crashed(tmp_path)
    reopen(left).close()
    with reopen(left):
        shutil.copy2(log_of(left / NAME), tmp_path / "log")
    shutil.copy2(tmp_path / "log", log_of(left / NAME))
    lock_of(left / NAME).write_text('{"pid": 1, "salt": null}')
    with reopen(left) as file:
        assert title(file) == "in the log"
        assert file.check().sound
    assert names(left) == [NAME, f"{NAME}-wal.unused"]


def test_a_file_copied_while_idle_is_whole_without_its_log(tmp_path: Path) -> None:
    with make(tmp_path) as file:
        rename(file, "everything is in the file")
        file.checkpoint()
        (tmp_path / "copy").mkdir()
        shutil.copy2(file.path, tmp_path / "copy" / NAME)
    with reopen(tmp_path / "copy") as file:
        assert title(file) == "everything is in the file"


def test_halves_that_a_killed_program_left_are_cleared_away(tmp_path: Path) -> None:
    with make(tmp_path) as file:
        file.back_up("step-end")
    (tmp_path / f".{NAME}.0190.part").write_bytes(bytes(10))
    (backups.folder_of(tmp_path / NAME) / ".backup.0190.part").write_bytes(bytes(10))
    reopen(tmp_path).close()
    assert names(tmp_path) == [NAME, f"{NAME}.backups"]
    assert len(names(backups.folder_of(tmp_path / NAME))) == 1


def test_drafts_and_a_rescue_text_are_reported_when_the_file_opens(tmp_path: Path) -> None:
    with make(tmp_path) as file:
        file.save_draft("point-1", "local_text", "ข้อความที่ยังพิมพ์")
    (tmp_path / f"{NAME}.rescue.txt").write_text("text", encoding="utf-8")
    with reopen(tmp_path) as file:
        assert [draft.text for draft in file.opened.drafts] == ["ข้อความที่ยังพิมพ์"]
        assert file.opened.rescue == tmp_path / f"{NAME}.rescue.txt"


def test_a_settled_draft_is_gone(tmp_path: Path) -> None:
    with make(tmp_path) as file:
        file.save_draft("point-1", "local_text", "typing")
        with file.transact("Settle", Desk.CAPTURE) as transaction:
            assert [draft.text for draft in transaction.drafts("point-1")] == ["typing"]
            assert transaction.drafts("point-2") == ()
            transaction.forget_draft("point-1", "local_text")
        assert file.drafts() == ()


def test_a_file_name_of_any_script_opens(tmp_path: Path) -> None:
    make(tmp_path).close()
    path = (tmp_path / NAME).rename(tmp_path / "ក្រុម 100% #1? [x] مشكلات.workshop")
    with files.open_workshop(path, clock=FakeClock(), device=DEVICE) as file:
        assert title(file) == "Kaunas"
        file.back_up("step-end")
    assert files.list_backups(path)[0].reason == "step-end"
