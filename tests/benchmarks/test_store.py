"""What the store costs beside the bare tools: sqlite3, one fsync, a plain copy. Figures, no verdicts."""

from __future__ import annotations

import itertools
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from facilitator_app.records.enums import Desk
from facilitator_app.store import files
from facilitator_app.store.workshop_file import WorkshopFile
from facilitator_app.support.clock import SystemClock
from tests.store.a_file import NAME, make, rename, reopen, the_points
from tests.store.test_kills import kills

T = TypeVar("T")
TWO_KB = "ប" * 680


def _texts() -> Iterator[str]:
    """Give another text of 2 KB each time: SQLite writes nothing for a row that stays as it is."""
    return (f"{number} {TWO_KB}" for number in itertools.count())


def _timed(benchmark: BenchmarkFixture, do: Callable[[], T], rounds: int) -> T:
    done: T = benchmark.pedantic(do, rounds=rounds)  # type: ignore[no-untyped-call]  # it carries no types
    return done


@pytest.fixture
def file(tmp_path: Path) -> Iterator[WorkshopFile]:
    with make(tmp_path, SystemClock()) as opened:
        yield opened


@pytest.fixture
def worked_on(tmp_path: Path) -> Path:
    """A file as a two-day workshop leaves it: 1,500 commands in its history."""
    with make(tmp_path, SystemClock()) as opened:
        for number in range(1500):
            with opened.transact("Settle", Desk.CAPTURE) as transaction:
                point = the_points(transaction.session)[number % 5]
                point.local_text = f"{number} {TWO_KB[: 40 + number % 200]}"
    return tmp_path


@pytest.mark.benchmark(group="store: write 2 KB durably")
def test_bare_fsync_of_2_kb(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    texts = _texts()
    with (tmp_path / "bare").open("wb", buffering=0) as bare:

        def write() -> None:
            bare.write(next(texts).encode())
            os.fsync(bare.fileno())

        _timed(benchmark, write, 300)


@pytest.mark.benchmark(group="store: write 2 KB durably")
def test_bare_sqlite_commit_of_2_kb(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    raw = sqlite3.connect(tmp_path / "bare.db", isolation_level=None)
    raw.execute("PRAGMA locking_mode=EXCLUSIVE")
    raw.execute("PRAGMA journal_mode=WAL")
    raw.execute("PRAGMA synchronous=FULL")
    raw.execute("CREATE TABLE t (id TEXT PRIMARY KEY, text TEXT)")
    upsert = "INSERT INTO t VALUES ('p', ?) ON CONFLICT (id) DO UPDATE SET text = excluded.text"
    texts = _texts()
    _timed(benchmark, lambda: raw.execute(upsert, (next(texts),)), 300)
    raw.close()


@pytest.mark.benchmark(group="store: write 2 KB durably")
def test_a_draft_of_2_kb(benchmark: BenchmarkFixture, file: WorkshopFile) -> None:
    texts = _texts()
    _timed(benchmark, lambda: file.save_draft("p", "local_text", next(texts)), 300)


@pytest.mark.benchmark(group="store: write 2 KB durably")
def test_a_command_with_its_journal_entry(benchmark: BenchmarkFixture, file: WorkshopFile) -> None:
    texts = _texts()
    _timed(benchmark, lambda: rename(file, next(texts)), 300)


@pytest.mark.benchmark(group="store: write 2 KB durably")
def test_undo_and_redo(benchmark: BenchmarkFixture, file: WorkshopFile) -> None:
    rename(file, "two")

    def there_and_back() -> None:
        file.undo(Desk.CONSOLE)
        file.redo(Desk.CONSOLE)

    _timed(benchmark, there_and_back, 100)


@pytest.mark.benchmark(group="store: open")
def test_bare_copy_of_the_file(benchmark: BenchmarkFixture, worked_on: Path) -> None:
    _timed(benchmark, lambda: shutil.copyfile(worked_on / NAME, worked_on / "copy"), 10)


@pytest.mark.benchmark(group="store: open")
def test_bare_integrity_check(benchmark: BenchmarkFixture, worked_on: Path) -> None:
    def check() -> None:
        raw = sqlite3.connect(f"{(worked_on / NAME).as_uri()}?mode=ro&immutable=1", uri=True)
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        raw.close()

    _timed(benchmark, check, 10)


@pytest.mark.benchmark(group="store: open")
def test_open_with_every_check_and_close(benchmark: BenchmarkFixture, worked_on: Path) -> None:
    _timed(benchmark, lambda: reopen(worked_on, SystemClock()).close(), 10)


@pytest.mark.benchmark(group="store: open")
def test_take_a_verified_backup(benchmark: BenchmarkFixture, worked_on: Path) -> None:
    with reopen(worked_on, SystemClock()) as file:
        _timed(benchmark, lambda: file.back_up("regular"), 10)
    assert files.list_backups(worked_on / NAME)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9 there")
@pytest.mark.benchmark(group="store: lost in a kill -9")
def test_milliseconds_of_typing_lost_in_a_kill(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    runs = _timed(benchmark, lambda: kills(tmp_path, 20), 1)
    lost = sorted(run.lost_ms() for run in runs)
    benchmark.extra_info["lost_ms"] = {"median": lost[len(lost) // 2], "worst": lost[-1], "kills": len(lost)}
    sys.stdout.write(
        f"\nlost in {len(lost)} kills: median {lost[len(lost) // 2]:.0f} ms, worst {lost[-1]:.0f} ms\n"
    )
