"""Running: where the run stands, and the presses that move it on."""

from facilitator_app.rules.turns import turn_order
from facilitator_app.services.running.corrections import adjust, correct_start, leave_out_gap
from facilitator_app.services.running.guests import (
    add_guest,
    let_speak,
    let_speak_after,
    remove_guest,
    set_guest_status,
    update_guest,
)
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
    agreed,
    box_at,
    following,
    positions,
    previous_entry,
    running_entry,
    state,
    upcoming,
)
from facilitator_app.services.running.timers import end_timer, start_timer
from facilitator_app.services.running.turns import come_back_later, skip_turn, swap_turns

__all__ = [
    "Stepped",
    "add_guest",
    "adjust",
    "agreed",
    "back",
    "box_at",
    "come_back_later",
    "correct_start",
    "end_timer",
    "finish",
    "following",
    "jump",
    "leave_out_gap",
    "let_speak",
    "let_speak_after",
    "next_",
    "pause",
    "positions",
    "previous_entry",
    "remove_guest",
    "resume",
    "running_entry",
    "set_guest_status",
    "skip_turn",
    "start",
    "start_timer",
    "state",
    "swap_turns",
    "turn_order",
    "upcoming",
    "update_guest",
]
