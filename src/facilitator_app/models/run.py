"""The run log: stored instants, from which every clock on every screen is derived."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, text
from sqlmodel import Field

from facilitator_app.models.base import Row, not_blank, not_negative, one_of
from facilitator_app.records.enums import GuestStatus, PauseReason, PlanKind, StageName


class RunEntry(Row, table=True):
    """One stretch of the run at one position; instants are (UTC ISO, boot id, milliseconds since boot)."""

    __tablename__ = "run_entries"
    __table_args__ = (
        one_of("stage", StageName),
        not_negative("planned_seconds"),
        not_negative("paused_seconds"),
        not_negative("left_out_seconds"),
        not_negative("interpreter_seconds"),
        one_of("paused_for", PauseReason, optional=True),
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
    interpreter_seconds: int = 0
    paused_for: str | None = None
    parked_seconds: int | None = None


class Recovery(Row, table=True):
    """A recovery plan that was applied: the log of what was decided, with the reason."""

    __tablename__ = "recoveries"
    __table_args__ = (one_of("kind", PlanKind), not_negative("shortfall_seconds"))

    workshop_id: str = Field(foreign_key="workshops.id", index=True)
    at: str
    kind: str
    reason: str = ""
    shortfall_seconds: int = 0
    changes: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)


class Guest(Row, table=True):
    """A guest speaker whose arrival nobody knows; `expected_at` is a local `HH:MM`."""

    __tablename__ = "guests"
    __table_args__ = (one_of("status", GuestStatus), not_negative("seconds"), not_blank("name"))

    workshop_id: str = Field(foreign_key="workshops.id", index=True)
    name: str
    title: str = ""
    local_title: str = ""
    seconds: int = 600
    day_id: str | None = Field(default=None, foreign_key="days.id")
    expected_at: str | None = None
    status: str = "expected"
    segment_id: str | None = Field(default=None, foreign_key="segments.id")
    changed_at: str | None = None


class Timer(Row, table=True):
    """An ad-hoc timer beside the plan."""

    __tablename__ = "timers"
    __table_args__ = (not_negative("seconds"),)

    workshop_id: str = Field(foreign_key="workshops.id", index=True)
    label: str = ""
    seconds: int
    started_wall: str
    started_boot: str
    started_mono_ms: int
    ended_wall: str | None = None
    ended_boot: str | None = None
    ended_mono_ms: int | None = None
