"""Planning: a course format becomes a workshop, and its agenda is changed."""

from facilitator_app.services.planning.agenda import (
    duplicate_segment,
    insert_segment,
    move_segment,
    park_segment,
    remove_segment,
    set_anchor,
    set_minimum,
    set_minutes,
    update_segment,
)
from facilitator_app.services.planning.courses import (
    DayFit,
    LateAnchor,
    cost_of,
    course_agenda,
    day_fits,
    stages_for,
)
from facilitator_app.services.planning.creation import NewWorkshop, create_workshop
from facilitator_app.services.planning.details import set_language, update_details, update_step
from facilitator_app.services.planning.layout import add_agenda, add_steps, lay_out

__all__ = [
    "DayFit",
    "LateAnchor",
    "NewWorkshop",
    "add_agenda",
    "add_steps",
    "cost_of",
    "course_agenda",
    "create_workshop",
    "day_fits",
    "duplicate_segment",
    "insert_segment",
    "lay_out",
    "move_segment",
    "park_segment",
    "remove_segment",
    "set_anchor",
    "set_language",
    "set_minimum",
    "set_minutes",
    "stages_for",
    "update_details",
    "update_segment",
    "update_step",
]
