"""The clock of an agenda: start times are computed from plan, actuals and now, never stored.

Arithmetic runs in UTC and is shown in the workshop's zone, so that nights on which the clocks change, and
evenings past midnight, come out right.
"""

from facilitator_app.rules.schedule.conflicts import stretches
from facilitator_app.rules.schedule.placing import schedule
from facilitator_app.rules.schedule.shapes import (
    BREAK_KINDS,
    LONGEST_STRETCH_SECONDS,
    RESTING_KINDS,
    Actual,
    Agreed,
    Conflict,
    ConflictKind,
    Schedule,
    ScheduledDay,
    ScheduledSegment,
    SegmentState,
)

__all__ = [
    "BREAK_KINDS",
    "LONGEST_STRETCH_SECONDS",
    "RESTING_KINDS",
    "Actual",
    "Agreed",
    "Conflict",
    "ConflictKind",
    "Schedule",
    "ScheduledDay",
    "ScheduledSegment",
    "SegmentState",
    "schedule",
    "stretches",
]
