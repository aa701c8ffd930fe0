"""Any order of presses on a real file: Back takes Next back exactly, and no time goes missing."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import count, pairwise
from pathlib import Path
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator_app.content.catalogue import Content
from facilitator_app.records.enums import StageName
from facilitator_app.records.run import Position, RunPhase, RunState
from facilitator_app.services import running
from facilitator_app.store.files import open_workshop
from facilitator_app.support.clock import FakeClock, elapsed_seconds
from tests.examples import one_in
from tests.services.conftest import DEVICE, START, Desk

Fresh: TypeAlias = Callable[[], AbstractContextManager[Desk]]
_BEGINNINGS = ("d1.b01", "d1.b04", "d1.b06", "d1.b15", "d1.b16", "d2.b14")
_presses = st.lists(
    st.tuples(
        st.sampled_from(["next", "next", "back", "pause", "resume", "adjust", "double"]),
        st.one_of(st.just(0.0), st.floats(0, 900).map(lambda seconds: round(seconds, 3))),
    ),
    max_size=8,
)


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
    segment = next(s for s in desk.record().agenda.segments() if s.code == f"two_day.{code}")
    stage = segment.stages[-1].stage if segment.cycle else StageName.WHOLE
    if code != "d1.b04":
        running.jump(desk.file, desk.workshop, Position(segment.id, stage))


def _do(desk: Desk, press: str, state: RunState) -> None:
    file, workshop = desk.file, desk.workshop
    if press in {"next", "double"}:
        running.next_(file, workshop, state.position)
    if press == "double":
        running.next_(file, workshop, state.position)
    elif press == "back":
        running.back(file, workshop, state.position)
    elif state.phase in {RunPhase.RUNNING, RunPhase.PAUSED} and press != "next":
        if press == "adjust":
            running.adjust(file, workshop, 1)
        else:
            (running.pause if press == "pause" else running.resume)(file, workshop)


@one_in(10)
@given(code=st.sampled_from(_BEGINNINGS), presses=_presses)
def test_back_takes_next_back_whatever_happened_before(
    fresh: Fresh, code: str, presses: list[tuple[str, float]]
) -> None:
    with fresh() as desk:
        _begin(desk, code)
        for press, seconds in presses:
            desk.clock.advance(seconds)
            state = _state(desk)
            assert state.elapsed_seconds >= 0
            _do(desk, press, state)
        before, state = desk.record(), _state(desk)
        if state.position is None:
            return
        running.next_(desk.file, desk.workshop, state.position)
        desk.clock.advance(17.25)
        running.back(desk.file, desk.workshop, _state(desk).position)
        assert desk.record() == before
        assert _state(desk) == running.state(before, desk.clock.read())


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
