"""Reading: a workshop from its file into one frozen record."""

from facilitator_app.services.reading.gather import read_agenda, read_workshop, refresh, workshops

__all__ = ["read_agenda", "read_workshop", "refresh", "workshops"]
