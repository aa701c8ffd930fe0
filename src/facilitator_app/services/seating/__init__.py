"""Seating: who sits where in every round, planned by the rules or moved by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from facilitator_app.services.seating.live import (
    can_plan_anew,
    confirm_seats,
    has_small_tables,
    mend_tables,
    tables_offer,
    take_back_confirmation,
)
from facilitator_app.services.seating.moves import (
    RoundFacts,
    SeatingFacts,
    explain,
    move_person,
    set_role,
    set_table,
    swap_people,
)
from facilitator_app.services.seating.newcomers import seat_newcomer, where_seated

if TYPE_CHECKING:
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
    "can_plan_anew",
    "confirm_seats",
    "explain",
    "has_small_tables",
    "make_plan",
    "mend_tables",
    "move_person",
    "plan_seats",
    "seat_newcomer",
    "seating_task",
    "set_role",
    "set_table",
    "solve_instance",
    "swap_people",
    "tables_offer",
    "take_back_confirmation",
    "where_seated",
    "write_plan",
]


def __getattr__(name: str) -> object:
    """Load what plans when it is first used: it brings NumPy, which a workshop may never need."""
    if name not in __all__:
        raise AttributeError(name)
    from facilitator_app.services.seating import plans  # noqa: PLC0415 - that is the point

    return getattr(plans, name)
