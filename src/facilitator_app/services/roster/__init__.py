"""Rosters: read a table of people, see what it would change, take it in as one undoable command."""

from facilitator_app.services.roster.applying import import_roster
from facilitator_app.services.roster.columns import guess_columns
from facilitator_app.services.roster.previewing import preview_roster
from facilitator_app.services.roster.reading import read_roster

__all__ = ["guess_columns", "import_roster", "preview_roster", "read_roster"]
