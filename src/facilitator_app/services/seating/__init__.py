"""Seating: who sits where in every round, planned by the rules or moved by hand."""

from facilitator_app.services.seating.moves import (
    RoundFacts,
    SeatingFacts,
    explain,
    move_person,
    set_role,
    set_table,
    swap_people,
)
from facilitator_app.services.seating.newcomers import seat_newcomer
from facilitator_app.services.seating.plans import (
    SeatingTask,
    make_plan,
    plan_seats,
    seating_task,
    solve_instance,
    write_plan,
)

__all__ = [
    "RoundFacts",
    "SeatingFacts",
    "SeatingTask",
    "explain",
    "make_plan",
    "move_person",
    "plan_seats",
    "seat_newcomer",
    "seating_task",
    "set_role",
    "set_table",
    "solve_instance",
    "swap_people",
    "write_plan",
]
