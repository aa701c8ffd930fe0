"""Running: where the run stands, and the presses that move it on."""

from facilitator_app.services.running.corrections import adjust, correct_start, leave_out_gap
from facilitator_app.services.running.presses import (
    Stepped,
    back,
    finish,
    jump,
    next_,
    pause,
    resume,
    start,
)
from facilitator_app.services.running.state import (
    box_at,
    following,
    positions,
    previous_entry,
    running_entry,
    state,
    turn_order,
    upcoming,
)

__all__ = [
    "Stepped",
    "adjust",
    "back",
    "box_at",
    "correct_start",
    "finish",
    "following",
    "jump",
    "leave_out_gap",
    "next_",
    "pause",
    "positions",
    "previous_entry",
    "resume",
    "running_entry",
    "start",
    "state",
    "turn_order",
    "upcoming",
]
