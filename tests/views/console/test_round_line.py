"""What stands above the tables at the right of the console."""

from __future__ import annotations

from facilitator_app.records.enums import StageName
from facilitator_app.records.run import Position
from facilitator_app.views.console.turns import round_line
from tests import builders


def test_a_segment_without_report_backs_promises_no_minutes_for_them() -> None:
    record = builders.kaunas()
    welcome = record.agenda.segments()[1]
    step = builders.segment_of_step(record, 2)
    during = builders.played(record, Position(welcome.id, StageName.WHOLE))
    later = builders.played(record, Position(step.id, StageName.DISCUSS))
    assert round_line(during, builders.state_after(during)) == "5 tables"
    assert round_line(later, builders.state_after(later)) == "Report-back order · 16 min for 5 tables"
