"""The run log: stored instants, from which every clock on every screen is derived."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from facilitator_app.models.base import Row, not_negative, one_of
from facilitator_app.records.enums import StageName


class RunEntry(Row, table=True):
    """One stretch of the run at one position; instants are (UTC ISO, boot id, milliseconds since boot)."""

    __tablename__ = "run_entries"
    __table_args__ = (
        one_of("stage", StageName),
        not_negative("planned_seconds"),
        not_negative("paused_seconds"),
        not_negative("left_out_seconds"),
        CheckConstraint("ended_wall IS NULL OR paused_wall IS NULL", name="ended_is_not_paused"),
        Index("one_running_entry", text("workshop_id"), unique=True, sqlite_where=text("ended_wall IS NULL")),
        Index("run_in_order", "workshop_id", "sequence", unique=True),
    )

    workshop_id: str = Field(foreign_key="workshops.id", index=True)
    sequence: int
    segment_id: str = Field(foreign_key="segments.id", index=True)
    stage: str
    turn: int | None = None
    planned_seconds: int
    adjusted_seconds: int = 0
    started_wall: str
    started_boot: str
    started_mono_ms: int
    ended_wall: str | None = None
    ended_boot: str | None = None
    ended_mono_ms: int | None = None
    paused_seconds: int = 0
    paused_wall: str | None = None
    paused_boot: str | None = None
    paused_mono_ms: int | None = None
    left_out_seconds: int = 0
