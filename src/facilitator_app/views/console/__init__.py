"""The console: what the facilitator at the front looks at."""

from facilitator_app.views.console.bars import RoomStatus, scene_name
from facilitator_app.views.console.view import ConsoleView

__all__ = ["ConsoleView", "RoomStatus", "scene_name"]
