"""What a verb does to time can be taken back: after undo the exported data set is the same, byte by byte."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, time, timedelta
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import SQLModel

from facilitator_app.content.catalogue import Content
from facilitator_app.records.agenda import Anchor, Segment
from facilitator_app.records.changes import Changes
from facilitator_app.records.enums import (
    AnchorKind,
    GuestStatus,
    LanguageMode,
    PauseReason,
    SegmentKind,
    StageName,
)
from facilitator_app.records.recovery import RecoveryChoice
from facilitator_app.records.run import Position
from facilitator_app.rules.schedule import schedule
from facilitator_app.services import planning, recovery, running
from facilitator_app.services.exchange.exporting import data_set_files
from facilitator_app.services.exchange.importing import import_data_set
from facilitator_app.store.files import open_workshop
from facilitator_app.store.workshop_file import WorkshopFile
from facilitator_app.support import paths
from facilitator_app.support.clock import FakeClock
from facilitator_app.support.errors import KnownError
from tests.examples import one_in
from tests.services.conftest import DEVICE, START, Desk

Do: TypeAlias = Callable[[Desk], Any]
Files: TypeAlias = dict[str, bytes]

_TABLES: Final = tuple(table.name for table in SQLModel.metadata.sorted_tables)

# So late is the half-run workshop, in every stretch: enough for lunch to slip.
_LATE: Final = 300


class Impossible(Exception):  # noqa: N818 - a place in the day, not a fault
    """What is to be done has no place at this moment of the day."""


def on(desk: Desk, step: int) -> Segment:
    """Return the segment in which tables work on a step."""
    return next(one for one in desk.record().agenda.segments() if one.steps == (step,) and one.round_kind)


def of(desk: Desk, kind: SegmentKind) -> Segment:
    found = [one for one in desk.record().agenda.segments() if one.kind is kind]
    if not found:
        raise Impossible
    return found[0]


def day(desk: Desk, number: int) -> str:
    return desk.record().agenda.days[number - 1].id


def position(desk: Desk) -> Position | None:
    entry = running.running_entry(desk.record())
    return entry.position if entry else None


def late(desk: Desk) -> str:
    """Give a step so many minutes that what is fixed behind it slips."""
    planning.set_minutes(desk.file, on(desk, 5).id, 150)
    return desk.workshop


def remedy(desk: Desk, number: int) -> Changes:
    late(desk)
    agenda = desk.record().agenda
    found = recovery.remedies(agenda, schedule(agenda).conflicts[0])
    if not found:
        raise Impossible
    return recovery.apply_remedy(desk.file, desk.workshop, found[number])


def offered(desk: Desk) -> tuple[RecoveryChoice, ...]:
    offer = recovery.offer(desk.record(), desk.clock.read(), desk.content)
    assert offer is not None
    assert offer.move is not None
    return (*offer.choices, offer.move)


def recover(desk: Desk, number: int) -> Changes:
    choice = offered(desk)[number]
    return recovery.apply_plan(desk.file, desk.workshop, choice, reason="The speaker spoke on")


def guest(desk: Desk) -> str:
    return running.add_guest(desk.file, desk.workshop, name="Rasa Žemaitė", title="Vice-minister")[0]


def speaking(desk: Desk) -> str:
    """Let a guest interrupt what runs, for four minutes."""
    found = guest(desk)
    running.let_speak(desk.file, desk.workshop, found, position(desk))
    desk.clock.advance(240.5)
    return found


def waited(desk: Desk) -> str:
    running.pause(desk.file, desk.workshop, reason=PauseReason.INTERPRETER)
    desk.clock.advance(77)
    return desk.workshop


def timer(desk: Desk) -> str:
    return running.start_timer(desk.file, desk.workshop, 300, "Group photo")[0]


PLANNING: Final[dict[str, Do]] = {
    "set_minutes of a step": lambda d: planning.set_minutes(d.file, on(d, 6).id, 47),
    "set_minutes of a stage": lambda d: planning.set_minutes(d.file, on(d, 6).id, 9, stage=StageName.REPORT),
    "set_minimum": lambda d: planning.set_minimum(d.file, on(d, 6).id, 2, stage=StageName.REPORT),
    "set_buffer": lambda d: planning.set_buffer(d.file, of(d, SegmentKind.WRAP).id),
    "set_consent": lambda d: planning.set_consent(d.file, on(d, 6).id),
    "set_optional": lambda d: planning.set_optional(d.file, on(d, 6).id),
    "set_day": lambda d: planning.set_day(d.file, day(d, 2), start=time(9, 15), end=time(18)),
    "set_anchor": lambda d: planning.set_anchor(d.file, on(d, 6).id, Anchor(AnchorKind.END_BY, time(17))),
    "set_anchor, none": lambda d: planning.set_anchor(d.file, of(d, SegmentKind.MEAL).id, None),
    "move_segment on its day": lambda d: planning.move_segment(d.file, on(d, 7).id, day(d, 2), None),
    "move_segment to the other day": lambda d: planning.move_segment(
        d.file, on(d, 6).id, day(d, 2), on(d, 8).id
    ),
    "park_segment": lambda d: planning.park_segment(d.file, on(d, 6).id),
    "insert_segment": lambda d: planning.insert_segment(
        d.file, day(d, 2), SegmentKind.PRAYER, "صلاة الظهر", before=on(d, 8).id,
        anchor=Anchor(AnchorKind.START_AT, time(13)),
    ),
    "remove_segment": lambda d: planning.remove_segment(d.file, of(d, SegmentKind.EVALUATION).id),
    "duplicate_segment": lambda d: planning.duplicate_segment(d.file, on(d, 6).id),
    "split_segment": lambda d: planning.split_segment(d.file, on(d, 6).id, 20),
    "shorten_segment": lambda d: planning.shorten_segment(d.file, on(d, 6).id),
    "update_segment": lambda d: planning.update_segment(d.file, on(d, 6).id, title="New", note="=1+1"),
    "set_language": lambda d: planning.set_language(
        d.file, d.workshop, mode=LanguageMode.CONSECUTIVE, tables=6, content=d.content
    ),
    "update_details": lambda d: planning.update_details(
        d.file, d.workshop, zone="Asia/Dubai", start=date(2027, 4, 6)
    ),
    "apply_remedy, the first": lambda d: remedy(d, 0),
    "apply_remedy, the last": lambda d: remedy(d, -1),
}  # fmt: skip

RUNNING: Final[dict[str, Do]] = {
    "next_": lambda d: running.next_(d.file, d.workshop, position(d)),
    "back": lambda d: running.back(d.file, d.workshop, position(d)),
    "jump": lambda d: running.jump(d.file, d.workshop, Position(on(d, 5).id, StageName.DISCUSS)),
    "adjust": lambda d: running.adjust(d.file, d.workshop, 5),
    "correct_start": lambda d: running.correct_start(
        d.file, d.workshop, d.clock.read().wall - timedelta(seconds=40)
    ),
    "leave_out_gap": lambda d: running.leave_out_gap(d.file, d.workshop, 20),
    "pause": lambda d: running.pause(d.file, d.workshop),
    "pause for the interpreter": lambda d: running.pause(d.file, d.workshop, reason=PauseReason.INTERPRETER),
    "resume": lambda d: running.resume(d.file, waited(d)),
    "next_ in a pause": lambda d: running.next_(d.file, waited(d), position(d)),
    "finish": lambda d: running.finish(d.file, d.workshop),
    "skip_turn": lambda d: running.skip_turn(d.file, d.workshop, turn(d)),
    "swap_turns": lambda d: running.swap_turns(d.file, d.workshop, *coming(d)[-2:]),
    "come_back_later": lambda d: running.come_back_later(d.file, d.workshop, turn(d)),
    "add_guest": lambda d: running.add_guest(d.file, d.workshop, name="Rasa", expected_at=time(11, 30)),
    "update_guest": lambda d: running.update_guest(d.file, guest(d), minutes=7, local_title="viceministrė"),
    "set_guest_status": lambda d: running.set_guest_status(d.file, guest(d), GuestStatus.AT_THE_DOOR),
    "remove_guest": lambda d: running.remove_guest(d.file, guest(d)),
    "let_speak": lambda d: running.let_speak(d.file, d.workshop, guest(d), position(d)),
    "let_speak_after": lambda d: running.let_speak_after(d.file, d.workshop, guest(d), on(d, 5).id),
    "next_ after a guest": lambda d: running.next_(d.file, d.workshop, spoken(d)),
    "back to before a guest": lambda d: running.back(d.file, d.workshop, spoken(d)),
    "start_timer": lambda d: running.start_timer(d.file, d.workshop, 300, "Group photo"),
    "end_timer": lambda d: running.end_timer(d.file, timer(d)),
}
RECOVERING: Final[dict[str, Do]] = {
    "apply_plan, the first": lambda d: recover(d, 0),
    "apply_plan, the last": lambda d: recover(d, -2),
    "apply_plan, the anchor": lambda d: recover(d, -1),
}


def turn(desk: Desk) -> int:
    """Return the table that reports."""
    here = position(desk)
    if here is None or here.turn is None:
        raise Impossible
    return here.turn


def coming(desk: Desk) -> tuple[int, ...]:
    here = position(desk)
    order = running.turn_order(desk.record(), here.segment_id) if here else ()
    if len(order) < 2:
        raise Impossible
    return order


def spoken(desk: Desk) -> Position | None:
    speaking(desk)
    return position(desk)


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
