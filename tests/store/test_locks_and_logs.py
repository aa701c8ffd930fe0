"""Who holds a file, and whose log lies beside it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from facilitator_app.records.enums import Desk
from facilitator_app.store import backups, files
from facilitator_app.store.faults import (
    HeldError,
    UnknownLogError,
)
from facilitator_app.store.header import log_of, rollback_journal_of
from facilitator_app.store.lock import lock_of
from facilitator_app.support.clock import FakeClock
from facilitator_app.support.errors import CannotWriteError
from tests.store.a_file import DEVICE, NAME, make, names, rename, reopen, title
from tests.store.refusals import bytes_of, refused

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
