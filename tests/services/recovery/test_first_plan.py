"""The first plan survives every plan that is applied on a real file: it can be told from what was noted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from facilitator_app.records.actuals import Fate
from facilitator_app.records.agenda import Agenda
from facilitator_app.records.enums import PlanKind, StageName
from facilitator_app.records.run import Position
from facilitator_app.rules.actuals import compare, first_plan
from facilitator_app.services import recovery, running
from tests.services.conftest import Desk


def _planned(agenda: Agenda) -> list[object]:
    """Return what a plan is made of, minimums apart."""
    return [
        (day.id, day.end, [(s.id, s.parked, s.cycle, s.anchor, _seconds(s.stages)) for s in day.segments])
        for day in agenda.days
    ]


def _seconds(stages: tuple[object, ...]) -> list[object]:
    return [replace(slot, minimum_seconds=0) for slot in stages]  # type: ignore[type-var]  # stages of a segment


@pytest.mark.parametrize("minutes", [14, 35])
def test_the_plan_before_all_plans_is_still_known(desk: Desk, minutes: int) -> None:
    start = desk.record().agenda
    opening = start.days[0].segments[1]
    running.jump(desk.file, desk.workshop, Position(opening.id, StageName.WHOLE))
    desk.clock.advance((30 + 20 + minutes) * 60)
    kinds = set()
    for place in range(4):
        offer = recovery.offer(desk.record(), desk.clock.read(), desk.content)
        assert offer is not None
        choices = (*offer.choices, *([offer.move] if offer.move else []))
        choice = choices[min(place, len(choices) - 1)]
        changes = recovery.apply_plan(desk.file, desk.workshop, choice, reason="The speaker")
        record = desk.record()
        assert len(record.recoveries) == 1
        kinds.add(choice.plan.kind)
        assert _planned(record.agenda) != _planned(start)
        assert _planned(first_plan(record.agenda, record.recoveries)) == _planned(start)
        told = compare(record, desk.clock.read())
        assert told.days[0].planned_seconds == 9 * 3600
        assert all(one.planned_seconds for one in told.segments if one.fate is not Fate.SKIPPED)
        desk.file.undo(changes.desk)
    assert PlanKind.MOVE_ANCHOR in kinds
    assert len(kinds) >= 3
