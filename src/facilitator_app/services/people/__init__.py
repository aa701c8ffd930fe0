"""People: the roster, who is there, who came late and who will not come."""

from facilitator_app.rules.halfdays import session_at, session_of, sessions
from facilitator_app.services.people.presence import came_late, leaves, mark, sweep, walk_in
from facilitator_app.services.people.roster import (
    add_participant,
    change_participant,
    remove_participant,
    withdraw,
)

__all__ = [
    "add_participant",
    "came_late",
    "change_participant",
    "leaves",
    "mark",
    "remove_participant",
    "session_at",
    "session_of",
    "sessions",
    "sweep",
    "walk_in",
    "withdraw",
]
