"""Capturing: report-backs in two languages, drafts, the parking lot and the actions."""

from facilitator_app.services.capturing.notes import (
    delete_action,
    delete_parking_lot,
    note_action,
    note_parking_lot,
    update_action,
    update_parking_lot,
)
from facilitator_app.services.capturing.points import (
    add_point,
    begin_point,
    delete_point,
    move_point,
    open_report_back,
    recover_drafts,
    set_direction,
    set_language,
    set_publish,
    set_status,
    settle_point,
)

__all__ = [
    "add_point",
    "begin_point",
    "delete_action",
    "delete_parking_lot",
    "delete_point",
    "move_point",
    "note_action",
    "note_parking_lot",
    "open_report_back",
    "recover_drafts",
    "set_direction",
    "set_language",
    "set_publish",
    "set_status",
    "settle_point",
    "update_action",
    "update_parking_lot",
]
