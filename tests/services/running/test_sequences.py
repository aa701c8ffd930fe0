"""Any order of presses on a real file: Back takes Next back exactly, and no time goes missing."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from itertools import count, pairwise
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from facilitator_app.content.catalogue import Content
from facilitator_app.records.enums import Desk as At
from facilitator_app.records.enums import PauseReason, StageName
from facilitator_app.records.run import Position, RunState
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules import running as rules
from facilitator_app.services import running
from facilitator_app.store.files import open_workshop
from facilitator_app.support.clock import FakeClock, elapsed_seconds
from facilitator_app.support.errors import KnownError
from tests.examples import one_in
from tests.services.conftest import DEVICE, START, Desk

Fresh: TypeAlias = Callable[[], AbstractContextManager[Desk]]
_BEGINNINGS = ("d1.b01", "d1.b04", "d1.b06", "d1.b15", "d1.b16", "d2.b14")
_ROUNDS = (*_BEGINNINGS, "d1.b09 report", "d1.b09 report", "d1.b15 report")
_SECONDS = st.one_of(st.just(0.0), st.floats(0, 900).map(lambda seconds: round(seconds, 3)))
_PRESSES = ("next", "next", "back", "pause", "resume", "adjust", "double")
_MORE = (*_PRESSES, "guest", "guest", "interpreter", "skip", "later", "swap", "jump", "finish", "correct")
_presses = st.lists(st.tuples(st.sampled_from(_PRESSES), _SECONDS), max_size=8)
_anything = st.lists(st.tuples(st.sampled_from(_MORE), _SECONDS), max_size=10)


@pytest.fixture
def fresh(tmp_path: Path, content: Content, _kaunas: Path) -> Fresh:
    """Give each example a file and a clock of its own."""
    numbers = count()

    @contextmanager
    def opened() -> Iterator[Desk]:
        path = tmp_path / f"{next(numbers)}.workshop"
        shutil.copyfile(_kaunas, path)
        clock = FakeClock(START)
        with open_workshop(path, clock=clock, device=DEVICE) as file:
            yield Desk(file, clock, content)

    return opened


def _state(desk: Desk) -> RunState:
    return running.state(desk.record(), desk.clock.read())


def _begin(desk: Desk, code: str) -> None:
    code, _space, report = code.partition(" ")
    segment = next(s for s in desk.record().agenda.segments() if s.code == f"two_day.{code}")
    stage = segment.stages[-1].stage if segment.cycle else StageName.WHOLE
    if report:
        first = running.turn_order(desk.record(), segment.id)[0]
        running.jump(desk.file, desk.workshop, Position(segment.id, StageName.REPORT, first))
    elif code != "d1.b04":
        running.jump(desk.file, desk.workshop, Position(segment.id, stage))


def _do(desk: Desk, press: str, state: RunState) -> None:
    file, workshop = desk.file, desk.workshop
    if press in {"next", "double"}:
        running.next_(file, workshop, state.position)
    if press == "double":
        running.next_(file, workshop, state.position)
    elif press == "back":
        running.back(file, workshop, state.position)
    elif press == "guest":
        guest, _changes = running.add_guest(file, workshop, name="Ona")
        running.let_speak(file, workshop, guest, state.position)
    elif press == "finish":
        running.finish(file, workshop)
    elif state.position is not None and press != "next":
        # What cannot be done just now is refused in words, and changes nothing.
        with suppress(KnownError):
            _do_to_what_runs(desk, press, state)


def _do_to_what_runs(desk: Desk, press: str, state: RunState) -> None:
    file, workshop = desk.file, desk.workshop
    position = state.parked.position if state.parked else state.position
    order = running.turn_order(desk.record(), position.segment_id if position else "")
    verbs: dict[str, Callable[[], object]] = {
        "adjust": lambda: running.adjust(file, workshop, 1),
        "pause": lambda: running.pause(file, workshop),
        "interpreter": lambda: running.pause(file, workshop, reason=PauseReason.INTERPRETER),
        "resume": lambda: running.resume(file, workshop),
        "skip": lambda: running.skip_turn(file, workshop, order[0]),
        "later": lambda: running.come_back_later(file, workshop, order[0]),
        "swap": lambda: running.swap_turns(file, workshop, order[-2], order[-1]),
        "jump": lambda: running.jump(file, workshop, _anywhere(desk)),
        "correct": lambda: running.correct_start(file, workshop, state.now - timedelta(seconds=20)),
    }
    verbs[press]()


def _anywhere(desk: Desk) -> Position:
    """Return a place to jump to that is another one every time."""
    segments = [one for one in desk.record().agenda.days[0].segments if one.cycle]
    return Position(segments[len(desk.record().run_entries) % len(segments)].id, StageName.DISCUSS)


@one_in(10)
@given(code=st.sampled_from(_ROUNDS), presses=_anything)
def test_back_takes_next_back_whatever_happened_before(
    fresh: Fresh, code: str, presses: list[tuple[str, float]]
) -> None:
    with fresh() as desk:
        _begin(desk, code)
        for press, seconds in presses:
            desk.clock.advance(seconds)
            _do(desk, press, _state(desk))
        before, state = desk.record(), _state(desk)
        if state.position is None:
            return
        running.next_(desk.file, desk.workshop, state.position)
        desk.clock.advance(17.25)
        running.back(desk.file, desk.workshop, _state(desk).position)
        assert _without_corrections(desk.record()) == _without_corrections(before)
        assert _state(desk) == running.state(before, desk.clock.read())


def _without_corrections(record: WorkshopRecord) -> WorkshopRecord:
    """Forget when a guest began to speak: a corrected start is believed, and his card says so then."""
    return replace(record, guests=tuple(replace(one, changed_at=None) for one in record.guests))


@one_in(10)
@example(code="d1.b09 report", presses=[("interpreter", 0.0), ("later", 0.0), ("back", 0.0)])
@given(code=st.sampled_from(_ROUNDS), presses=_anything)
def test_undo_gives_the_file_of_before_back_whatever_was_pressed(
    fresh: Fresh, code: str, presses: list[tuple[str, float]]
) -> None:
    with fresh() as desk:
        _begin(desk, code)
        for press, seconds in presses:
            desk.clock.advance(seconds)
            records = [desk.record()]
            inner = desk.file.transact

            def watched(
                *args: Any, inner: Any = inner, records: list[WorkshopRecord] = records, **kwargs: Any
            ) -> Any:
                records.append(desk.record())
                return inner(*args, **kwargs)

            desk.file.transact = watched  # type: ignore[method-assign]  # a look, the method is called
            _do(desk, press, _state(desk))
            desk.file.transact = inner  # type: ignore[method-assign]  # as it was
            records.append(desk.record())
            for earlier, later in zip(records[-2::-1], records[:0:-1], strict=True):
                if earlier != later:
                    desk.file.undo(At.CONSOLE)
                    assert desk.record() == earlier
            for earlier, later in pairwise(records):
                if earlier != later:
                    desk.file.redo(At.CONSOLE)
            assert desk.record() == records[-1]


@one_in(20)
@given(presses=_presses)
def test_stretches_follow_one_another_without_overlap(fresh: Fresh, presses: list[tuple[str, float]]) -> None:
    with fresh() as desk:
        for press, seconds in presses:
            desk.clock.advance(seconds)
            _do(desk, press, _state(desk))
        entries = desk.record().run_entries
        assert [entry.sequence for entry in entries] == sorted({entry.sequence for entry in entries})
        assert all(entry.ended is not None for entry in entries[:-1])
        for earlier, later in pairwise(entries):
            assert earlier.ended is not None
            assert earlier.ended.wall <= later.started.wall
            assert earlier.paused_seconds <= elapsed_seconds(earlier.started, earlier.ended) + 1


@one_in(20)
@given(code=st.sampled_from(_ROUNDS), presses=_anything)
def test_no_second_of_a_day_is_lost_or_counted_twice(
    fresh: Fresh, code: str, presses: list[tuple[str, float]]
) -> None:
    """All stretches, all pauses and the time in which nothing ran are the time that passed."""
    with fresh() as desk:
        _begin(desk, code)
        for press, seconds in presses:
            desk.clock.advance(seconds)
            state = _state(desk)
            assert state.remaining_seconds == state.box_seconds - state.elapsed_seconds
            _do(desk, press, state)
        entries, now = desk.record().run_entries, desk.clock.read()
        if not entries:
            return
        counted = 0.0
        for entry, after in pairwise((*entries, None)):
            if entry is None:
                break
            end = entry.ended or now
            counted += rules.elapsed_in(entry, now) + entry.paused_seconds
            if entry.paused_since is not None:
                counted += elapsed_seconds(entry.paused_since, now)
            counted += elapsed_seconds(end, after.started if after else now)
        passed = elapsed_seconds(entries[0].started, now)
        assert abs(counted - passed) <= 2 * len(entries)
