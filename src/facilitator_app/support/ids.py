"""Primary keys: UUIDv7, so that rows sort by the time they were made."""

from __future__ import annotations


def new_id() -> str:
    """Return a new UUIDv7 as 36 lower-case characters."""
    from uuid6 import uuid7  # noqa: PLC0415 - 40 ms that a start without a new row need not pay

    return str(uuid7())
