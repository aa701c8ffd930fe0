"""What slips is told when people would notice it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from facilitator_app.records.run import Position
from facilitator_app.views.console.slip import slip_words
from tests import builders


def test_a_lunch_late_by_seconds_is_not_called_late() -> None:
    record = builders.kaunas()
    first = record.agenda.segments()[0]
    running = builders.played(record, Position(first.id, first.stages[0].stage))
    state = builders.state_after(running, 60)
    lunch = next(s for s in record.agenda.segments() if s.anchor is not None)
    planned = next(t for t in state.times if t.segment_id == lunch.id)

    def late(seconds: int) -> tuple[str, str]:
        slipped = replace(
            planned,
            expected_start=planned.planned_start + timedelta(seconds=seconds),
            expected_end=planned.planned_end + timedelta(seconds=seconds),
            misses_anchor=True,
        )
        return slip_words(running, replace(state, times=(slipped,)))

    assert late(40) == ("", "")
    assert late(300)[0].endswith("12:05")
