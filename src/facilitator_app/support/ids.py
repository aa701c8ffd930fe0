"""Primary keys: UUIDv7, so that rows sort by the time they were made."""

from __future__ import annotations

from uuid6 import uuid7


def new_id() -> str:
    """Return a new UUIDv7 as 36 lower-case characters."""
    return str(uuid7())
