"""The one thread: commands in order, the newest text wins, nothing typed is ever dropped."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import Queue
from typing import Any

import pytest

from facilitator_app.records.enums import Desk
from facilitator_app.store import files, keeper
from facilitator_app.store.faults import DiskFullError, NotAWorkshopError
from facilitator_app.store.keeper import Listener, NotSaved, Pace, Saved
from facilitator_app.store.thread import StoreThread
from facilitator_app.store.workshop_file import WorkshopFile
from facilitator_app.support.clock import Clock, FakeClock
from facilitator_app.support.errors import KnownError
from tests.store.a_file import DEVICE, NAME, make, names, rename, reopen, title

# Nothing happens by itself within a test unless it asks for it.
NEVER = Pace(throttle=3600, retry=3600, idle=3600)
SOON = Pace(throttle=0.001, retry=0.001, idle=3600)
POINT = ("point-1", "local_text")


@dataclass
class Ear:
    """What the thread said, in order."""

    saved: Queue[Saved] = field(default_factory=Queue)
    not_saved: Queue[NotSaved] = field(default_factory=Queue)
    backed_up: Queue[Path] = field(default_factory=Queue)
    backup_failed: Queue[Exception] = field(default_factory=Queue)
    space: Queue[str] = field(default_factory=Queue)

    def listener(self) -> Listener:
        return Listener(
            self.saved.put, self.not_saved.put, self.space.put, self.backed_up.put, self.backup_failed.put
        )


@contextmanager
def a_thread(
    folder: Path,
    ear: Ear,
    pace: Pace = NEVER,
    *,
    clock: Clock | None = None,
    spoil: Callable[[WorkshopFile], object] = lambda _file: None,
    rescue_folder: Path | None = None,
) -> Iterator[StoreThread]:
    """Open the small workshop on a store thread; `spoil` may break the file before the first command."""
    time = clock or FakeClock()
    if not (folder / NAME).exists():
        make(folder, time).close()

    def opener() -> WorkshopFile:
        file = reopen(folder, time)
        spoil(file)
        return file

    thread = StoreThread(opener, clock=time, listener=ear.listener(), pace=pace, rescue_folder=rescue_folder)
    thread.start().result()
    yield thread
    thread.close()


def drafts(folder: Path) -> list[str]:
    with reopen(folder) as file:
        return [draft.text for draft in file.drafts()]


def test_commands_run_in_order_and_answer_after_the_commit(tmp_path: Path) -> None:
    with a_thread(tmp_path, Ear()) as thread:
        done = [thread.submit(lambda file, n=n: rename(file, f"title {n}")) for n in range(5)]  # type: ignore[misc]  # a lambda with a default
        seen = thread.submit(title)
        assert [future.result() for future in done] == [None] * 5
        assert seen.result() == "title 4"


def test_what_a_command_raises_reaches_the_one_who_asked_and_nobody_else(tmp_path: Path) -> None:
    def fail(_file: WorkshopFile) -> None:
        raise KnownError("Row 14 is wrong.")

    with a_thread(tmp_path, Ear()) as thread:
        failed = thread.submit(fail)
        with pytest.raises(KnownError, match="Row 14"):
            failed.result()
        assert thread.submit(title).result() == "Kaunas"


def test_a_file_that_cannot_be_opened_says_so_to_everybody_waiting(tmp_path: Path) -> None:
    clock = FakeClock()
    thread = StoreThread(
        lambda: files.open_workshop(tmp_path / NAME, clock=clock, device=DEVICE), clock=clock
    )
    waiting = thread.submit(title)
    with pytest.raises(NotAWorkshopError):
        thread.start().result()
    with pytest.raises(NotAWorkshopError):
        waiting.result()
    assert thread.close() is None
    with pytest.raises(RuntimeError):
        thread.submit(title)


def test_a_text_is_acknowledged_with_its_version_after_it_was_written(tmp_path: Path) -> None:
    ear = Ear()
    with a_thread(tmp_path, ear, SOON) as thread:
        version = thread.submit_draft(*POINT, "Vie")
        saved = ear.saved.get(timeout=10)
        assert (saved.point_id, saved.field, saved.version) == (*POINT, version)
        assert thread.submit(lambda file: file.drafts()).result()[0].text == "Vie"


def test_of_many_keystrokes_in_one_throttle_only_the_newest_text_is_written(tmp_path: Path) -> None:
    ear = Ear()
    with a_thread(tmp_path, ear) as thread:
        for end in range(1, 8):
            version = thread.submit_draft(*POINT, "Vietinė"[:end])
        thread.submit_draft("point-2", "english_text", "Local")
        thread.flush().result()
        assert {(saved.point_id, saved.version) for saved in (ear.saved.get(), ear.saved.get())} == {
            ("point-1", version),
            ("point-2", 1),
        }
        assert ear.saved.empty()
    assert drafts(tmp_path) == ["Vietinė", "Local"]


def test_typing_without_a_pause_never_starves_the_throttle(tmp_path: Path) -> None:
    ear = Ear()
    with a_thread(tmp_path, ear, Pace(throttle=0.02, idle=3600)) as thread:
        acknowledged = 0
        version = 0
        while acknowledged < 3:
            version = thread.submit_draft(*POINT, f"text {version}")
            acknowledged += not ear.saved.empty() and bool(ear.saved.get())
        assert version > 3


def test_settling_a_text_never_meets_an_older_draft_of_it_afterwards(tmp_path: Path) -> None:
    def settle(file: WorkshopFile) -> str:
        with file.transact("Settle", Desk.CAPTURE) as transaction:
            text = transaction.drafts("point-1")[0].text
            transaction.forget_draft(*POINT)
        return text

    with a_thread(tmp_path, Ear()) as thread:
        thread.submit_draft(*POINT, "all of it")
        settled = thread.submit(settle)
        thread.submit_draft("point-2", "local_text", "typed after")
        assert settled.result() == "all of it"
    assert drafts(tmp_path) == ["typed after"]


def test_the_last_keystroke_before_closing_is_saved(tmp_path: Path) -> None:
    with a_thread(tmp_path, Ear()) as thread:
        thread.submit_draft(*POINT, "the last")
    assert drafts(tmp_path) == ["the last"]
    assert names(tmp_path) == [NAME]


def test_when_idle_the_log_is_emptied_so_that_a_copy_of_the_file_is_whole(tmp_path: Path) -> None:
    ear = Ear()
    emptied = threading.Event()

    def listen(file: WorkshopFile) -> None:
        checkpoint = file.checkpoint

        def heard() -> None:
            checkpoint()
            emptied.set()

        file.checkpoint = heard  # type: ignore[method-assign]  # to hear of it

    with a_thread(tmp_path, ear, Pace(throttle=0.001, idle=0.01), spoil=listen) as thread:
        thread.submit_draft(*POINT, "typed")
        ear.saved.get(timeout=10)
        assert emptied.wait(10)
        raw = sqlite3.connect(f"{(tmp_path / NAME).as_uri()}?mode=ro&immutable=1", uri=True)
        assert raw.execute("SELECT text FROM drafts").fetchall() == [("typed",)]
        raw.close()


class Disk:
    """Stands between a file and its disk: full until somebody makes room."""

    def __init__(self) -> None:
        self.full = True

    def spoil(self, file: WorkshopFile) -> None:
        save = file.save_drafts

        def save_drafts(texts: Any) -> Any:
            if self.full:
                raise DiskFullError(file.path)
            return save(texts)

        file.save_drafts = save_drafts  # type: ignore[method-assign]  # a real full disk: test_disk_full.py


def test_a_text_that_cannot_be_saved_is_kept_told_rescued_and_saved_later(tmp_path: Path) -> None:
    ear, disk = Ear(), Disk()
    with a_thread(tmp_path, ear, SOON, spoil=disk.spoil) as thread:
        thread.submit_draft(*POINT, "ข้อความสำคัญ")
        told = ear.not_saved.get(timeout=10)
        assert isinstance(told.error, DiskFullError)
        assert told.fields == {POINT}
        assert told.rescue is not None
        assert "ข้อความสำคัญ" in told.rescue.read_text("utf-8")
        disk.full = False
        assert ear.saved.get(timeout=10).version == 1
        thread.flush().result()
        assert not told.rescue.exists()
        assert ear.not_saved.empty(), "told once, not every second"
    assert drafts(tmp_path) == ["ข้อความสำคัญ"]


def test_where_the_folder_takes_nothing_the_rescue_text_goes_to_the_persons_own_folder(
    tmp_path: Path,
) -> None:
    ear, disk = Ear(), Disk()
    own = tmp_path / "own"
    own.mkdir()
    with a_thread(tmp_path, ear, SOON, spoil=disk.spoil, rescue_folder=own) as thread:
        (tmp_path / f"{NAME}.rescue.txt").mkdir()
        thread.submit_draft(*POINT, "text")
        told = ear.not_saved.get(timeout=10)
        assert told.rescue == own / f"{NAME}.rescue.txt"
        assert keeper.left_rescue(tmp_path / NAME, own) is not None
        rescued = thread.close()
        assert rescued is not None
        assert rescued.read_text("utf-8").rstrip().endswith("text")


def test_a_rescue_text_that_moved_leaves_no_copy_behind(tmp_path: Path) -> None:
    ear, disk = Ear(), Disk()
    own, beside = tmp_path / "own", tmp_path / f"{NAME}.rescue.txt"
    own.mkdir()
    with a_thread(tmp_path, ear, SOON, spoil=disk.spoil, rescue_folder=own) as thread:
        beside.mkdir()
        thread.submit_draft(*POINT, "text")
        first = ear.not_saved.get(timeout=10).rescue
        beside.rmdir()
        assert ear.not_saved.get(timeout=10).rescue == beside
        disk.full = False
        ear.saved.get(timeout=10)
        thread.flush().result()
        assert first is not None
        assert (first.exists(), beside.exists()) == (False, False)


def test_with_nowhere_to_put_the_last_text_the_thread_refuses_to_end(tmp_path: Path) -> None:
    ear, disk = Ear(), Disk()
    with a_thread(tmp_path, ear, NEVER, spoil=disk.spoil) as thread:
        (tmp_path / f"{NAME}.rescue.txt").mkdir()
        thread.submit_draft(*POINT, "text")
        with pytest.raises(KnownError, match="full"):
            thread.close()
        disk.full = False
    assert drafts(tmp_path) == ["text"]


def test_a_text_that_was_settled_while_it_could_not_be_saved_does_not_come_back(tmp_path: Path) -> None:
    ear, disk = Ear(), Disk()

    def settle(file: WorkshopFile) -> None:
        with file.transact("Settle", Desk.CAPTURE) as transaction:
            transaction.forget_draft(*POINT)

    def half(file: WorkshopFile) -> None:
        file.save_draft(*POINT, "half")
        disk.spoil(file)

    with a_thread(tmp_path, ear, NEVER, spoil=half) as thread:
        thread.submit_draft(*POINT, "half a text")
        thread.submit(settle).result()
        disk.full = False
        thread.flush().result()
    assert drafts(tmp_path) == []


def test_a_text_that_a_bug_keeps_from_being_saved_takes_no_other_with_it(tmp_path: Path) -> None:
    ear = Ear()
    with a_thread(tmp_path, ear) as thread:
        thread.submit_draft("point-1", "no such field", "one")
        thread.submit_draft("point-2", "local_text", "two")
        thread.flush().result()
        assert ear.saved.get(timeout=10).point_id == "point-2"
        told = ear.not_saved.get(timeout=10)
        assert told.fields == {("point-1", "no such field")}
        assert told.rescue is not None
    assert drafts(tmp_path) == ["two"]


def test_a_backup_is_taken_every_five_minutes_of_activity(tmp_path: Path) -> None:
    ear, clock = Ear(), FakeClock()
    with a_thread(tmp_path, ear, clock=clock) as thread:
        thread.submit(lambda file: rename(file, "one")).result()
        clock.advance(299)
        thread.flush().result()
        assert ear.backed_up.empty()
        clock.advance(2)
        thread.flush().result()
        first = ear.backed_up.get(timeout=10)
        clock.advance(1000)
        thread.flush().result()
        thread.submit(lambda file: rename(file, "two")).result()
        second = ear.backed_up.get(timeout=10)
    assert [backup.path for backup in files.list_backups(tmp_path / NAME)] == [second, first]


def test_commands_go_on_while_a_backup_is_taken_and_are_in_it(tmp_path: Path) -> None:
    def grow(file: WorkshopFile) -> None:
        for number in range(40):
            file.save_draft(f"point-{number}", "local_text", "ក" * 20_000)

    with a_thread(tmp_path, Ear()) as thread:
        thread.submit(grow).result()
        backup = thread.back_up("step-end")
        renames: list[Future[Any]] = [
            thread.submit(lambda file, n=n: rename(file, f"title {n}"))  # type: ignore[misc]  # a lambda with a default
            for n in range(5)
        ]
        thread.submit_draft(*POINT, "typed meanwhile")
        path = backup.result(timeout=30)
        for future in renames:
            future.result()
        assert files.check(path).sound
        assert thread.submit(lambda file: file.check()).result().sound


def test_a_backup_that_fails_says_so(tmp_path: Path) -> None:
    ear = Ear()
    with a_thread(tmp_path, ear) as thread:
        (tmp_path / f"{NAME}.backups").write_text("in the way")
        backup = thread.back_up("step-end")
        with pytest.raises(KnownError):
            backup.result(timeout=10)
        assert isinstance(ear.backup_failed.get(timeout=10), KnownError)
        assert thread.submit(title).result() == "Kaunas"


def test_closing_twice_does_nothing(tmp_path: Path) -> None:
    with a_thread(tmp_path, Ear()) as thread:
        assert thread.close() is None
        assert thread.close() is None
