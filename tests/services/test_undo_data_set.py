"""What a verb does to time can be taken back: after undo the exported data set is the same, byte by byte."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import SQLModel

from facilitator_app.content.catalogue import Content
from facilitator_app.records.changes import Changes
from facilitator_app.records.enums import StageName
from facilitator_app.services import running
from facilitator_app.services.exchange.exporting import data_set_files
from facilitator_app.services.exchange.importing import import_data_set
from facilitator_app.store.files import open_workshop
from facilitator_app.store.workshop_file import WorkshopFile
from facilitator_app.support import paths
from facilitator_app.support.clock import FakeClock
from facilitator_app.support.errors import KnownError
from tests.examples import one_in
from tests.services.conftest import DEVICE, START, Desk
from tests.services.verbs_of_time import (
    PLANNING,
    RECOVERING,
    RUNNING,
    SEATING,
    Do,
    Impossible,
    coming,
    on,
    position,
)

Files: TypeAlias = dict[str, bytes]

_TABLES: Final = tuple(table.name for table in SQLModel.metadata.sorted_tables)

# So late is the half-run workshop, in every stretch: enough for lunch to slip.
_LATE: Final = 300


@pytest.fixture(scope="session")
def before_the_day(tmp_path_factory: pytest.TempPathFactory, content: Content) -> Path:
    """The Kaunas rehearsal with everything in it but the minutes it took: nothing has been run yet."""
    folder = tmp_path_factory.mktemp("before_the_day")
    source = Path(shutil.copytree(paths.rehearsals() / "kaunas_2day", folder / "set"))
    (source / "timer_log.csv").unlink()
    path = folder / "kaunas.workshop"
    import_data_set(source, path, content=content, clock=FakeClock(START), device=DEVICE)
    return path


@pytest.fixture(scope="session")
def half_run_made(
    tmp_path_factory: pytest.TempPathFactory, before_the_day: Path, content: Content
) -> tuple[Path, float]:
    """Kaunas in the report-back of its second step, late, and how many seconds after its start that is."""
    path = tmp_path_factory.mktemp("half_run") / "half.workshop"
    shutil.copyfile(before_the_day, path)
    clock = FakeClock(START)
    with open_workshop(path, clock=clock, device=DEVICE) as file:
        desk = Desk(file, clock, content)
        running.start(file, desk.workshop)
        step = on(desk, 2).id
        passed = 0.0
        while True:
            here = position(desk)
            entry = running.running_entry(desk.record())
            assert here is not None
            assert entry is not None
            if here.segment_id == step and here.stage is StageName.REPORT and here.turn == coming(desk)[1]:
                break
            seconds = entry.box_seconds + (_LATE if here.stage is StageName.WHOLE else 12.25)
            clock.advance(seconds)
            passed += seconds
            running.next_(file, desk.workshop, here)
        clock.advance(61)
    return path, passed + 61


@pytest.fixture
def planned(tmp_path: Path, clock: FakeClock, content: Content, before_the_day: Path) -> Iterator[Desk]:
    """Kaunas before its first minute, open."""
    path = tmp_path / "kaunas.workshop"
    shutil.copyfile(before_the_day, path)
    with open_workshop(path, clock=clock, device=DEVICE) as file:
        yield Desk(file, clock, content)


@pytest.fixture
def half_run(
    tmp_path: Path, clock: FakeClock, content: Content, half_run_made: tuple[Path, float]
) -> Iterator[Desk]:
    """Kaunas in the middle of a report-back, open."""
    made, seconds = half_run_made
    path = tmp_path / "half.workshop"
    shutil.copyfile(made, path)
    clock.advance(seconds)
    with open_workshop(path, clock=clock, device=DEVICE) as file:
        yield Desk(file, clock, content)


class Look:
    """What a file holds at a moment: two looks at the same rows are equal."""

    def __init__(self, file: WorkshopFile) -> None:
        self.file = file
        with file.read() as session:
            run = session.connection().exec_driver_sql
            rows = [sorted(map(repr, run(f"SELECT * FROM {table}"))) for table in _TABLES]  # noqa: S608  # our own names
        self.digest = sha256(repr(rows).encode()).digest()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Look) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)


@lru_cache(maxsize=16)
def _exported(look: Look) -> Files:
    return data_set_files(look.file)


def look_at(file: WorkshopFile) -> Files:
    """Return the data set of a file; one that is made of the same rows as a recent one is not made again."""
    return _exported(Look(file))


def taken_back(desk: Desk, do: Do) -> None:
    """Do it, undo it, redo it, undo it again; look at the data set each time."""
    looks: list[Files] = []
    transact = desk.file.transact

    def watched(*args: Any, **kwargs: Any) -> Any:
        """Look right before each transaction; the last look is the one before the verb's own."""
        looks.append(look_at(desk.file))
        return transact(*args, **kwargs)

    desk.file.transact = watched  # type: ignore[method-assign]  # a look, the method itself is called
    result = do(desk)
    desk.file.transact = transact  # type: ignore[method-assign]  # as it was
    changes = result[-1] if isinstance(result, tuple) else result
    assert isinstance(changes, Changes)
    assert changes.nouns
    before, after = looks[-1], look_at(desk.file)
    assert differing(before, after), "the verb shows in the data set"
    desk.file.undo(changes.desk)
    # Undo may put rows back in another order: the data set is made again here, whatever its rows are.
    assert differing(before, data_set_files(desk.file)) == []
    desk.file.redo(changes.desk)
    assert differing(after, look_at(desk.file)) == []
    desk.file.undo(changes.desk)
    assert differing(before, look_at(desk.file)) == []
    assert desk.file.check().sound


def differing(first: Files, second: Files) -> list[str]:
    """Return the names of the files in which two data sets differ."""
    return sorted(name for name in first.keys() | second.keys() if first.get(name) != second.get(name))


@pytest.mark.parametrize("name", PLANNING)
def test_planning_before_the_day_is_taken_back(planned: Desk, name: str) -> None:
    taken_back(planned, PLANNING[name])


@pytest.mark.parametrize("name", PLANNING)
def test_planning_in_the_middle_of_the_day_is_taken_back(half_run: Desk, name: str) -> None:
    taken_back(half_run, PLANNING[name])


@pytest.mark.parametrize("name", RUNNING)
def test_running_is_taken_back(half_run: Desk, name: str) -> None:
    taken_back(half_run, RUNNING[name])


@pytest.mark.parametrize("name", SEATING)
def test_what_is_done_about_tables_while_the_room_works_is_taken_back(half_run: Desk, name: str) -> None:
    taken_back(half_run, SEATING[name])


@pytest.mark.parametrize("name", RECOVERING)
def test_a_recovery_plan_is_taken_back_as_one_step(half_run: Desk, name: str) -> None:
    taken_back(half_run, RECOVERING[name])


def test_starting_is_taken_back(planned: Desk) -> None:
    taken_back(planned, lambda desk: running.start(desk.file, desk.workshop))


class Looks:
    """The data set right before each step that was taken, and the desk at which it can be taken back."""

    def __init__(self, file: WorkshopFile) -> None:
        self.file = file
        self.taken: list[tuple[Files, Any]] = []
        self._transact = file.transact
        file.transact = self._watched  # type: ignore[method-assign]  # a look, the method itself is called

    @contextmanager
    def _watched(self, label: str, desk: Any, **further: Any) -> Iterator[Any]:
        before = look_at(self.file)
        with self._transact(label, desk, **further) as transaction:
            yield transaction
        # What ends as it began, such as a move to where something stands, is no step.
        if transaction.changes.nouns:
            self.taken.append((before, desk))

    def take_all_back(self) -> None:
        """Undo the last step first, whatever stands between, and look each time."""
        while self.taken:
            before, desk = self.taken.pop()
            self.file.undo(desk)
            assert differing(before, look_at(self.file)) == []


def test_a_whole_morning_is_taken_back_step_by_step(half_run: Desk) -> None:
    looks = Looks(half_run.file)
    for do in (
        PLANNING["set_minutes of a step"],
        RUNNING["let_speak"],
        RUNNING["next_"],
        PLANNING["duplicate_segment"],
        RUNNING["next_"],
        RECOVERING["apply_plan, the last"],
        RUNNING["adjust"],
        PLANNING["park_segment"],
        RUNNING["pause for the interpreter"],
        lambda desk: running.resume(desk.file, desk.workshop),
    ):
        half_run.clock.advance(31)
        do(half_run)
    assert len(looks.taken) == 11, "the guest who speaks was entered in a step of its own"
    looks.take_all_back()
    assert half_run.file.check().sound


ANYTHING: Final = PLANNING | RUNNING


@one_in(60)
@given(st.lists(st.tuples(st.sampled_from(sorted(ANYTHING)), st.integers(0, 900)), min_size=3, max_size=7))
def test_any_morning_is_taken_back(
    tmp_path_factory: pytest.TempPathFactory,
    content: Content,
    half_run_made: tuple[Path, float],
    steps: list[tuple[str, int]],
) -> None:
    made, seconds = half_run_made
    path = Path(shutil.copy(made, tmp_path_factory.mktemp("any") / "half.workshop"))
    clock = FakeClock(START)
    clock.advance(seconds)
    with open_workshop(path, clock=clock, device=DEVICE) as file:
        desk, looks = Desk(file, clock, content), Looks(file)
        for name, pause in steps:
            clock.advance(pause)
            # What the room has made impossible meanwhile is refused in words and leaves nothing behind.
            with contextlib.suppress(KnownError, Impossible):
                ANYTHING[name](desk)
        looks.take_all_back()
        assert file.check().sound
