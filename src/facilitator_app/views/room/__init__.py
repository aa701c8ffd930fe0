"""The room window: what everybody sees, on the second screen or beside the console."""

from facilitator_app.views.room.canvas import RoomCanvas
from facilitator_app.views.room.screens import RoomScreens
from facilitator_app.views.room.window import RoomWindow

__all__ = ["RoomCanvas", "RoomScreens", "RoomWindow"]
