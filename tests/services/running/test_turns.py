"""A report-back round on a real file: skipped, swapped, put off, interrupted; and who has had how much."""

from __future__ import annotations

import pytest

from facilitator_app.records.changes import NOTHING_CHANGED
from facilitator_app.records.enums import Desk as At
from facilitator_app.records.enums import PauseReason, StageName
from facilitator_app.records.run import Position, RunState
from facilitator_app.rules.turns import ledger
from facilitator_app.services import capturing, planning, running
from facilitator_app.support.errors import KnownError
from tests.services.conftest import Desk

BUDGET, OVER = 13 * 60, 20


def _state(desk: Desk) -> RunState:
    return running.state(desk.record(), desk.clock.read())


def _segment_id(desk: Desk, code: str = "d1.b09") -> str:
    return next(s.id for s in desk.record().agenda.segments() if s.code == f"two_day.{code}")


def _press(desk: Desk) -> Position | None:
    return running.next_(desk.file, desk.workshop, _state(desk).position)[0].entered


def _turn(desk: Desk, table: int) -> Position:
    return Position(_segment_id(desk), StageName.REPORT, table)


def _round(desk: Desk) -> None:
    """Begin the round of Step 4: 13 minutes, tables 4 5 1 2 3."""
    running.jump(desk.file, desk.workshop, _turn(desk, 4))
    assert _state(desk).turn_order == (4, 5, 1, 2, 3)


def test_a_skipped_table_has_no_turn_and_its_share_goes_to_the_others(desk: Desk) -> None:
    _round(desk)
    desk.clock.advance(156)
    running.skip_turn(desk.file, desk.workshop, 1)
    state = _state(desk)
    assert state.turn_order == (4, 5, 2, 3)
    assert state.share_seconds == (BUDGET - 156 - 3 * OVER) // 3
    assert _press(desk) == _turn(desk, 5)
    assert _press(desk) == _turn(desk, 2)
    assert running.skip_turn(desk.file, desk.workshop, 1)[1] == NOTHING_CHANGED


def test_skipping_the_table_that_reports_goes_on_with_the_next(desk: Desk) -> None:
    _round(desk)
    desk.clock.advance(30)
    before = desk.record()
    stepped, _changes = running.skip_turn(desk.file, desk.workshop, 4)
    assert (stepped.left, stepped.entered) == (_turn(desk, 4), _turn(desk, 5))
    assert _state(desk).turn_order == (5, 1, 2, 3)
    assert _state(desk).box_seconds == (BUDGET - 30 - 4 * OVER) // 4
    desk.clock.advance(3)
    running.back(desk.file, desk.workshop, _turn(desk, 5))
    assert desk.record() == before


def test_skipping_the_last_table_ends_the_round(desk: Desk) -> None:
    running.jump(desk.file, desk.workshop, _turn(desk, 3))
    stepped, _changes = running.skip_turn(desk.file, desk.workshop, 3)
    assert stepped.entered == Position(_segment_id(desk), StageName.SYNTHESIS)


def test_two_tables_that_are_still_to_come_change_places(desk: Desk) -> None:
    _round(desk)
    running.swap_turns(desk.file, desk.workshop, 5, 3)
    assert _state(desk).turn_order == (4, 3, 1, 2, 5)
    assert _press(desk) == _turn(desk, 3)
    assert running.swap_turns(desk.file, desk.workshop, 2, 2) == NOTHING_CHANGED
    for pair in ((3, 1), (1, 4), (1, 9)):
        with pytest.raises(KnownError, match="no turn to come"):
            running.swap_turns(desk.file, desk.workshop, *pair)


def test_a_table_that_comes_back_later_gets_a_fresh_share_and_what_it_used_counts(desk: Desk) -> None:
    _round(desk)
    desk.clock.advance(60)
    before = desk.record()
    stepped, _changes = running.come_back_later(desk.file, desk.workshop, 4)
    assert stepped.entered == _turn(desk, 5)
    assert _state(desk).turn_order == (5, 1, 2, 3, 4)
    assert _state(desk).box_seconds == (BUDGET - 60 - 5 * OVER) // 5
    for table in (1, 2, 3):
        desk.clock.advance(100)
        assert _press(desk) == _turn(desk, table)
    desk.clock.advance(100)
    assert _press(desk) == _turn(desk, 4)
    assert _state(desk).box_seconds == BUDGET - 60 - 400 - OVER
    with pytest.raises(KnownError, match="last one"):
        running.come_back_later(desk.file, desk.workshop, 4)
    for _step in range(5):
        running.back(desk.file, desk.workshop, _state(desk).position)
    assert desk.record() == before


def test_a_table_comes_back_only_once(desk: Desk) -> None:
    running.jump(desk.file, desk.workshop, _turn(desk, 2))
    running.come_back_later(desk.file, desk.workshop, 2)
    _press(desk)
    assert _state(desk).position == _turn(desk, 2)
    assert _state(desk).following == Position(_segment_id(desk), StageName.SYNTHESIS)
    running.come_back_later(desk.file, desk.workshop, 1)
    with pytest.raises(KnownError, match="come back once"):
        running.come_back_later(desk.file, desk.workshop, 2)


def test_a_table_to_come_is_put_off_and_a_skipped_one_gets_its_turn_again(desk: Desk) -> None:
    _round(desk)
    running.come_back_later(desk.file, desk.workshop, 5)
    assert _state(desk).turn_order == (4, 1, 2, 3, 5)
    assert running.come_back_later(desk.file, desk.workshop, 5)[1] == NOTHING_CHANGED
    running.skip_turn(desk.file, desk.workshop, 1)
    running.come_back_later(desk.file, desk.workshop, 1)
    assert _state(desk).turn_order == (4, 2, 3, 5, 1)
    assert running.turn_order(desk.record(), _segment_id(desk, "d1.b06")) == (3, 4, 5, 1, 2)


def test_what_is_over_does_not_change(desk: Desk) -> None:
    _round(desk)
    _press(desk)
    for verb in (running.skip_turn, running.come_back_later):
        with pytest.raises(KnownError, match="no turn to come"):
            verb(desk.file, desk.workshop, 4)
    running.jump(desk.file, desk.workshop, Position(_segment_id(desk), StageName.SYNTHESIS))
    with pytest.raises(KnownError, match="No tables report"):
        running.skip_turn(desk.file, desk.workshop, 1)
    running.finish(desk.file, desk.workshop)
    with pytest.raises(KnownError, match="Nothing is running"):
        running.swap_turns(desk.file, desk.workshop, 1, 2)


def test_the_order_is_set_before_the_round_too(desk: Desk) -> None:
    running.jump(desk.file, desk.workshop, Position(_segment_id(desk), StageName.DISCUSS))
    running.swap_turns(desk.file, desk.workshop, 4, 3)
    assert _press(desk) == _turn(desk, 3)


def test_while_a_guest_speaks_his_table_waits_and_the_others_change(desk: Desk) -> None:
    _round(desk)
    guest, _changes = running.add_guest(desk.file, desk.workshop, name="Ona")
    running.let_speak(desk.file, desk.workshop, guest, _turn(desk, 4))
    with pytest.raises(KnownError, match="goes on when the guest"):
        running.skip_turn(desk.file, desk.workshop, 4)
    running.skip_turn(desk.file, desk.workshop, 5)
    assert _press(desk) == _turn(desk, 4)
    assert _press(desk) == _turn(desk, 1)


def test_every_change_of_the_order_is_one_undo_step(desk: Desk) -> None:
    _round(desk)
    before = desk.record()
    running.skip_turn(desk.file, desk.workshop, 4)
    desk.file.undo(At.CONSOLE)
    assert desk.record() == before
    running.come_back_later(desk.file, desk.workshop, 4)
    desk.file.undo(At.CONSOLE)
    assert desk.record() == before


def test_a_copy_of_a_round_rotates_by_itself(desk: Desk) -> None:
    _round(desk)
    running.skip_turn(desk.file, desk.workshop, 1)
    copy, _changes = planning.duplicate_segment(desk.file, _segment_id(desk))
    assert set(running.turn_order(desk.record(), copy)) == {1, 2, 3, 4, 5}


def test_opening_one_report_back_first_leaves_the_order_alone(desk: Desk) -> None:
    _round(desk)
    table = next(one.id for one in desk.record().tables if one.number == 1)
    segment = desk.record().agenda.segment(_segment_id(desk))
    assert segment is not None
    capturing.open_report_back(desk.file, desk.workshop, segment.id, segment.steps[0], table)
    assert _state(desk).turn_order == (4, 5, 1, 2, 3)


def test_the_ledger_counts_what_tables_said_and_no_pause(desk: Desk) -> None:
    _round(desk)
    desk.clock.advance(100)
    running.pause(desk.file, desk.workshop, reason=PauseReason.INTERPRETER)
    desk.clock.advance(40)
    running.resume(desk.file, desk.workshop)
    desk.clock.advance(20)
    assert _state(desk).spoken == ((1, 0), (2, 0), (3, 0), (4, 120), (5, 0))
    entry = desk.record().run_entries[-1]
    assert (entry.paused_seconds, entry.interpreter_seconds, entry.paused_for) == (40, 40, None)
    _press(desk)
    desk.clock.advance(24 * 3600)
    running.finish(desk.file, desk.workshop)
    desk.clock.advance(3600)
    whole = ledger(desk.record(), desk.clock.read())
    assert dict(whole.tables)[4] == 120
    assert whole.languages == (("lt", 120 + 24 * 3600),)
    assert dict(_state(desk).spoken)[4] == 0


def test_the_change_over_is_the_workshops_own(desk: Desk) -> None:
    with desk.file.transact("Details", At.PREPARE) as transaction:
        from facilitator_app import models as m  # noqa: PLC0415 - only here

        row = transaction.session.get(m.Workshop, desk.workshop)
        assert row is not None
        row.change_over_seconds = 0
    _round(desk)
    assert _state(desk).box_seconds == BUDGET // 5
    desk.clock.advance(300)
    assert _state(desk).share_seconds == (BUDGET - 300) // 4


def test_a_pause_takes_on_the_interpreters_reason_as_a_whole(desk: Desk) -> None:
    _round(desk)
    running.pause(desk.file, desk.workshop)
    desk.clock.advance(10)
    running.pause(desk.file, desk.workshop, reason=PauseReason.INTERPRETER)
    assert running.pause(desk.file, desk.workshop, reason=PauseReason.INTERPRETER) == NOTHING_CHANGED
    desk.clock.advance(10)
    running.resume(desk.file, desk.workshop)
    assert desk.record().run_entries[-1].interpreter_seconds == 20
    running.pause(desk.file, desk.workshop)
    desk.clock.advance(5)
    running.resume(desk.file, desk.workshop)
    entry = desk.record().run_entries[-1]
    assert (entry.paused_seconds, entry.interpreter_seconds) == (25, 20)
