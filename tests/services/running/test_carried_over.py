"""A run in the middle of a visit and of a changed round goes on in a file imported from its data set."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from facilitator_app.records.enums import Desk as At
from facilitator_app.records.enums import GuestStatus, StageName
from facilitator_app.records.run import Parked, Position, RunState
from facilitator_app.services import running
from facilitator_app.services.exchange.exporting import export_data_set
from facilitator_app.services.exchange.importing import import_data_set
from facilitator_app.store.files import open_workshop
from tests.services.conftest import DEVICE, Desk


def _state(desk: Desk) -> RunState:
    return running.state(desk.record(), desk.clock.read())


def _press(desk: Desk) -> None:
    running.next_(desk.file, desk.workshop, _state(desk).position)


@contextmanager
def _carried_over(desk: Desk, folder: Path) -> Iterator[Desk]:
    """Export the workshop and open the file that comes of importing it."""
    export_data_set(desk.file, folder / "set", now=desk.clock.read().wall)
    path = folder / "again.workshop"
    report = import_data_set(folder / "set", path, content=desk.content, clock=desk.clock, device=DEVICE)
    assert report.problems == ()
    with open_workshop(path, clock=desk.clock, device=DEVICE) as file:
        yield Desk(file, desk.clock, desk.content)


def _round(desk: Desk) -> Position:
    segment = next(s.id for s in desk.record().agenda.segments() if s.code == "two_day.d1.b09")
    first = Position(segment, StageName.REPORT, 4)
    running.jump(desk.file, desk.workshop, first)
    return first


def test_a_visit_goes_on_and_so_does_what_it_interrupted(desk: Desk, tmp_path: Path) -> None:
    _round(desk)
    desk.clock.advance(50.5)
    left = _state(desk).remaining_seconds
    guest, _changes = running.add_guest(desk.file, desk.workshop, name="Ona")
    running.set_guest_status(desk.file, guest, GuestStatus.AT_THE_DOOR)
    running.let_speak(desk.file, desk.workshop, guest, _state(desk).position)
    desk.clock.advance(61)
    with _carried_over(desk, tmp_path) as again:
        state = _state(again)
        assert state.remaining_seconds == _state(desk).remaining_seconds
        assert state.parked == Parked(state.following, left)  # type: ignore[arg-type]  # there is one
        _press(again)
        assert _state(again).remaining_seconds == left
        running.back(again.file, again.workshop, _state(again).position)
        running.back(again.file, again.workshop, _state(again).position)
        assert [one.status for one in again.record().guests] == [GuestStatus.AT_THE_DOOR]
        assert _state(again).remaining_seconds == left - 61
        assert len(again.record().agenda.segments()) == len(desk.record().agenda.segments()) - 1


def test_an_order_of_turns_and_its_way_back_are_carried_over(desk: Desk, tmp_path: Path) -> None:
    first = _round(desk)
    running.swap_turns(desk.file, desk.workshop, 1, 3)
    running.skip_turn(desk.file, desk.workshop, 2)
    desk.clock.advance(30)
    running.come_back_later(desk.file, desk.workshop, 4)
    with _carried_over(desk, tmp_path) as again:
        assert _state(again).turn_order == _state(desk).turn_order == (5, 3, 1, 4)
        assert _state(again).box_seconds == _state(desk).box_seconds
        running.back(again.file, again.workshop, _state(again).position)
        assert _state(again).turn_order == (4, 5, 3, 1)
        position = _state(again).position
        assert position is not None
        assert position.turn == first.turn
        again.file.undo(At.CONSOLE)
        assert _state(again).turn_order == (5, 3, 1, 4)
