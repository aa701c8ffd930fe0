"""What everybody in the room may see: pure functions of a record and a moment."""

from facilitator_app.services.room.scenes import PAUSED, fitting_kind, room_time, scene

__all__ = ["PAUSED", "fitting_kind", "room_time", "scene"]
