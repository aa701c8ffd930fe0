"""Seating: who sits where in every round, planned by the rules or moved by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from facilitator_app.services.seating.choices import add_cluster, change_cluster, set_choices
from facilitator_app.services.seating.comparing import compare_tables
from facilitator_app.services.seating.live import (
    can_plan_anew,
    confirm_seats,
    has_small_tables,
    mend_tables,
    tables_offer,
    take_back_confirmation,
)
from facilitator_app.services.seating.locks import lock_seat, lock_seats
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
from facilitator_app.services.seating.printing import note_printed
from facilitator_app.services.seating.room_plan import place_table, reset_places, set_doors
from facilitator_app.services.seating.wishes import add_wish, remove_wish, set_mix, set_round_kind

if TYPE_CHECKING:
    from facilitator_app.services.seating.plans import (
        SeatingTask,
        make_plan,
        plan_seats,
        seating_task,
        solve_instance,
        try_tables,
        write_plan,
    )
    from facilitator_app.services.seating.teams import apply_teams, propose_teams

__all__ = [
    "RoundFacts",
    "SeatingFacts",
    "SeatingTask",
    "add_cluster",
    "add_wish",
    "apply_teams",
    "can_plan_anew",
    "change_cluster",
    "compare_tables",
    "confirm_seats",
    "explain",
    "has_small_tables",
    "lock_seat",
    "lock_seats",
    "make_plan",
    "mend_tables",
    "move_person",
    "note_printed",
    "place_table",
    "plan_seats",
    "propose_teams",
    "remove_wish",
    "reset_places",
    "seat_newcomer",
    "seating_task",
    "set_choices",
    "set_doors",
    "set_mix",
    "set_role",
    "set_round_kind",
    "set_table",
    "solve_instance",
    "swap_people",
    "tables_offer",
    "take_back_confirmation",
    "try_tables",
    "where_seated",
    "write_plan",
]


def __getattr__(name: str) -> object:
    """Load what plans when it is first used: it brings NumPy, which a workshop may never need."""
    if name not in __all__:
        raise AttributeError(name)
    from facilitator_app.services.seating import plans, teams  # noqa: PLC0415 - that is the point

    return getattr(teams if name in {"apply_teams", "propose_teams"} else plans, name)
