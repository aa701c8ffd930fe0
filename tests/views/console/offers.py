"""Offers as the planning service makes them, by hand: what a console shows when a day slips."""

from __future__ import annotations

from facilitator_app.records.agenda import Agenda
from facilitator_app.records.enums import PlanKind, RecoveryAction, StageName
from facilitator_app.records.recovery import (
    BarPart,
    ChoiceLine,
    PlanChange,
    RecoveryChoice,
    RecoveryOffer,
    RecoveryPlan,
)

_NOWHERE = Agenda("Europe/Vilnius")


def _plan(kind: PlanKind, *changes: PlanChange) -> RecoveryPlan:
    return RecoveryPlan(kind, changes, _NOWHERE)


def _shorter(stage: StageName, before: int, after: int) -> PlanChange:
    return PlanChange("step-2", stage, before * 60, after * 60, RecoveryAction.SHORTEN)


def squeeze() -> RecoveryChoice:
    """Return the plan that takes a little from everything."""
    return RecoveryChoice(
        plan=_plan(PlanKind.SQUEEZE, _shorter(StageName.REPORT, 16, 13), _shorter(StageName.SYNTHESIS, 5, 3)),
        title="Squeeze a little",
        badge="Lunch 12:00",
        holds=True,
        lines=(
            ChoiceLine("Report-back, five tables", "16", "13 min"),
            ChoiceLine("each table", "3", "2½ min", soft=True),
            ChoiceLine("Synthesis", "5", "3 min"),
            ChoiceLine("Cluster teams form", "10", "7 min"),
            ChoiceLine("Nothing under its minimum, no break touched", soft=True),
        ),
        then=(("Lunch", "12:00"), ("Step 3", "13:00"), ("Day ends", "17:30")),
        bar=(
            BarPart(780, changed=False, anchored=False, words="Table discussion"),
            BarPart(780, changed=True, anchored=False, words="Report-back"),
            BarPart(180, changed=True, anchored=False, words="Synthesis"),
            BarPart(300, changed=False, anchored=False, words="Lights"),
            BarPart(420, changed=True, anchored=False, words="Teams"),
            BarPart(900, changed=False, anchored=True, words="Lunch"),
        ),
        consequences=("Report-back 16 → 13 min, 3 → 2½ min per table",),
    )


def headlines() -> RecoveryChoice:
    """Return the plan that makes the round smaller."""
    return RecoveryChoice(
        plan=_plan(PlanKind.SMALLER, _shorter(StageName.REPORT, 16, 8)),
        title="Headlines only",
        badge="Lunch 12:00",
        holds=True,
        lines=(
            ChoiceLine("Report-back becomes “headline first”", "16", "8 min"),
            ChoiceLine("each table", "3", "1½ min", soft=True),
            ChoiceLine("The rest is captured from the sheets at lunch", soft=True),
        ),
        then=(("Lunch", "12:00"), ("Step 3", "13:00"), ("Day ends", "17:30")),
        bar=(
            BarPart(780, changed=False, anchored=False, words="Table discussion"),
            BarPart(480, changed=True, anchored=False, words="Report-back"),
            BarPart(300, changed=False, anchored=False, words="Synthesis"),
            BarPart(300, changed=False, anchored=False, words="Lights"),
            BarPart(600, changed=False, anchored=False, words="Teams"),
            BarPart(900, changed=False, anchored=True, words="Lunch"),
        ),
    )


def after_lunch() -> RecoveryChoice:
    """Return the plan that carries something and does not win everything."""
    return RecoveryChoice(
        plan=_plan(PlanKind.CARRY, PlanChange("teams", None, 600, 600, RecoveryAction.CARRY)),
        title="Teams after lunch",
        badge="Day ends 17:38",
        holds=False,
        lines=(
            ChoiceLine("Cluster teams form", "", "moves to 13:00"),
            ChoiceLine("Day wrap", "15", "13 min"),
            ChoiceLine("Eight minutes cannot be found: the day ends 17:38", soft=True),
        ),
        then=(("Lunch", "12:00"), ("Step 3", "13:10"), ("Day ends", "17:38")),
        bar=(
            BarPart(780, changed=False, anchored=False, words="Table discussion"),
            BarPart(960, changed=False, anchored=False, words="Report-back"),
            BarPart(300, changed=False, anchored=False, words="Synthesis"),
            BarPart(300, changed=False, anchored=False, words="Lights"),
            BarPart(900, changed=False, anchored=True, words="Lunch"),
            BarPart(600, changed=True, anchored=False, words="Teams"),
        ),
    )


def move() -> RecoveryChoice:
    """Return the choice that moves the fixed time."""
    change = PlanChange("lunch", None, 12 * 3600, 12 * 3600 + 600, RecoveryAction.MOVE_ANCHOR)
    return RecoveryChoice(
        plan=_plan(PlanKind.MOVE_ANCHOR, change),
        title="Lunch at 12:10, ask the kitchen",
        badge="Lunch 12:10",
        holds=True,
    )


def offer(late_seconds: int = 480) -> RecoveryOffer:
    """Return three plans side by side and the fixed time to move."""
    return RecoveryOffer(
        cause="The opening speaker took 28 min instead of 20 · it is 11:18",
        question="Lunch would start at 12:08. Bring it back to 12:00?",
        choices=(squeeze(), headlines(), after_lunch()),
        move=move(),
        late_seconds=late_seconds,
    )
