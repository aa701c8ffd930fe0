"""The run: where Next leads, whose turn it is and what is left, all derived from stored instants.

Positions are (segment, stage, turn). A stretch of the run (`RunEntry`) stores when it began and ended;
the functions here say what that means at a given reading of the clock. Nothing counts down.
"""

from facilitator_app.rules.running.actual import actuals, instant_of, own_seconds, seconds_left_in
from facilitator_app.rules.running.interpreter import change_over_due, interpreting_seconds
from facilitator_app.rules.running.interruptions import (
    continued,
    goes_on,
    overtime_brought,
    parked_at,
    remaining_in,
    waiting_behind,
    waiting_for,
)
from facilitator_app.rules.running.known import known_at, reading_at
from facilitator_app.rules.running.positions import (
    Turns,
    day_of,
    follows,
    held_guests,
    next_position,
    plays,
    positions_in,
    positions_of,
    slot_of,
)
from facilitator_app.rules.running.rounds import (
    box_for,
    next_share,
    report_used,
    reports,
    round_number,
    speaking_order,
)
from facilitator_app.rules.running.stretches import (
    LONG_GAP_SECONDS,
    elapsed_in,
    gap_in,
    pause_in,
    read_entry,
    read_timer,
)

__all__ = [
    "LONG_GAP_SECONDS",
    "Turns",
    "actuals",
    "box_for",
    "change_over_due",
    "continued",
    "day_of",
    "elapsed_in",
    "follows",
    "gap_in",
    "goes_on",
    "held_guests",
    "instant_of",
    "interpreting_seconds",
    "known_at",
    "next_position",
    "next_share",
    "overtime_brought",
    "own_seconds",
    "parked_at",
    "pause_in",
    "plays",
    "positions_in",
    "positions_of",
    "read_entry",
    "read_timer",
    "reading_at",
    "remaining_in",
    "report_used",
    "reports",
    "round_number",
    "seconds_left_in",
    "slot_of",
    "speaking_order",
    "waiting_behind",
    "waiting_for",
]
