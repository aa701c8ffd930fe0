"""Seating: who sits where in every round, planned by the rules or moved by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from facilitator_app.services.seating.choices import add_cluster, change_cluster, set_choices
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

if TYPE_CHECKING:
    from facilitator_app.services.seating.plans import (
        SeatingTask,
        make_plan,
        plan_seats,
        seating_task,
        solve_instance,
        write_plan,
    )
    from facilitator_app.services.seating.teams import apply_teams, propose_teams

__all__ = [
    "RoundFacts",
    "SeatingFacts",
    "SeatingTask",
    "add_cluster",
    "apply_teams",
    "change_cluster",
    "explain",
    "make_plan",
    "move_person",
    "plan_seats",
    "propose_teams",
    "seat_newcomer",
    "seating_task",
    "set_choices",
    "set_role",
    "set_table",
    "solve_instance",
    "swap_people",
    "write_plan",
]


def __getattr__(name: str) -> object:
    """Load what plans when it is first used: it brings NumPy, which a workshop may never need."""
    if name not in __all__:
        raise AttributeError(name)
    from facilitator_app.services.seating import plans, teams  # noqa: PLC0415 - that is the point

    return getattr(teams if name in {"apply_teams", "propose_teams"} else plans, name)
