"""Texts that are being typed: upserted, never journalled, gone when settled."""

from __future__ import annotations

import sqlite3

from facilitator_app.store.journal import Draft


def write_draft(raw: sqlite3.Connection, draft: Draft) -> None:
    """Put a draft in the place of the one before; stands inside a transaction."""
    raw.execute(
        "INSERT INTO drafts (point_id, field, text, written_at) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (point_id, field) DO UPDATE SET text = excluded.text, written_at = excluded.written_at",
        (draft.point_id, draft.field, storable(draft.text), draft.written_at),
    )


def forget_draft(raw: sqlite3.Connection, point_id: str, field: str) -> None:
    """Drop one draft, if it is there; stands inside a transaction."""
    raw.execute("DELETE FROM drafts WHERE point_id = ? AND field = ?", (point_id, field))


def draft_rows(raw: sqlite3.Connection) -> tuple[Draft, ...]:
    """Return every draft, oldest first."""
    rows = raw.execute("SELECT point_id, field, text, written_at FROM drafts ORDER BY written_at, point_id")
    return tuple(Draft(*row) for row in rows)


def storable(text: str) -> str:
    """Return `text` as UTF-8 can hold it: pairs of surrogates joined, single ones as U+FFFD.

    An input method may hand over half a character while it composes.
    """
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
