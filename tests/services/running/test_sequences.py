"""Any order of presses on a real file: Back takes Next back exactly, and no time goes missing."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator_app.records.run import RunPhase, RunState
from facilitator_app.services import running
from facilitator_app.support.clock import elapsed_seconds
from tests.services.conftest import Desk

_presses = st.lists(
    st.tuples(
        st.sampled_from(["next", "next", "back", "pause", "resume", "adjust", "double"]),
        st.floats(0, 900).map(lambda seconds: round(seconds, 3)),
    ),
    min_size=1,
    max_size=8,
)


def _state(desk: Desk) -> RunState:
    return running.state(desk.record(), desk.clock.read())


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


@settings(max_examples=15)
@given(presses=_presses)
def test_back_takes_next_back_whatever_happened_before(desk: Desk, presses: list[tuple[str, float]]) -> None:
    for press, seconds in presses:
        desk.clock.advance(seconds)
        state = _state(desk)
        assert state.elapsed_seconds >= 0
        _do(desk, press, state)
    before = desk.record()
    position = _state(desk).position
    if position is None:
        return
    running.next_(desk.file, desk.workshop, position)
    desk.clock.advance(17.25)
    running.back(desk.file, desk.workshop, _state(desk).position)
    now = desk.clock.read()
    assert running.state(desk.record(), now) == running.state(before, now)


@settings(max_examples=15)
@given(presses=_presses)
def test_stretches_follow_one_another_without_overlap(desk: Desk, presses: list[tuple[str, float]]) -> None:
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
