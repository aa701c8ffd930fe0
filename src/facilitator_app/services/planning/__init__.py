"""Planning: a course format becomes a workshop, and its agenda is changed."""

from facilitator_app.services.planning.agenda import (
    duplicate_segment,
    insert_segment,
    move_segment,
    park_segment,
    remove_segment,
    set_anchor,
    update_segment,
)
from facilitator_app.services.planning.courses import (
    DayFit,
    LateAnchor,
    course_agenda,
    day_fits,
    stages_for,
)
from facilitator_app.services.planning.creation import NewWorkshop, create_workshop
from facilitator_app.services.planning.days import set_day
from facilitator_app.services.planning.details import update_details, update_step
from facilitator_app.services.planning.languages import (
    STANDARD,
    considered,
    set_language,
    with_language,
)
from facilitator_app.services.planning.layout import add_agenda, add_steps, lay_out
from facilitator_app.services.planning.minutes import (
    set_buffer,
    set_consent,
    set_minimum,
    set_minutes,
    set_optional,
)
from facilitator_app.services.planning.shortening import shorten_segment
from facilitator_app.services.planning.splitting import split_segment
from facilitator_app.services.planning.writing import write_agenda

__all__ = [
    "STANDARD",
    "DayFit",
    "LateAnchor",
    "NewWorkshop",
    "add_agenda",
    "add_steps",
    "considered",
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
    "set_buffer",
    "set_consent",
    "set_day",
    "set_language",
    "set_minimum",
    "set_minutes",
    "set_optional",
    "shorten_segment",
    "split_segment",
    "stages_for",
    "update_details",
    "update_segment",
    "update_step",
    "with_language",
    "write_agenda",
]
