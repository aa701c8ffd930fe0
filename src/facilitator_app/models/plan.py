"""Programme, workshop, days, segments, stages, steps and their translations."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from facilitator_app.models.base import Row, between, not_blank, not_negative, one_of
from facilitator_app.records.enums import (
    AnchorKind,
    LanguageMode,
    RoomSide,
    RoundKind,
    SegmentKind,
    StageName,
    TranslationStatus,
)


class Programme(Row, table=True):
    """Modules over months with the same people; a plain workshop is a programme of one."""

    __tablename__ = "programmes"
    __table_args__ = (not_blank("title"),)

    code: str = ""
    title: str


class Workshop(Row, table=True):
    """One course at one place. Dates are ISO, `zone` an IANA name, languages BCP 47 tags."""

    __tablename__ = "workshops"
    __table_args__ = (
        not_blank("title"),
        not_blank("zone"),
        one_of("language_mode", LanguageMode),
        between("table_count", 1, 60),
        not_negative("change_over_seconds"),
        one_of("doors", RoomSide),
    )

    programme_id: str = Field(foreign_key="programmes.id", index=True)
    code: str = ""
    title: str
    course: str
    start: str
    end: str
    place: str = ""
    country: str = ""
    zone: str
    host: str = ""
    sponsor: str = ""
    working_language: str = "en"
    local_languages: list[str] = Field(default_factory=list, sa_type=JSON)
    language_mode: str = "none"
    table_count: int = 5
    facilitator: str = ""
    co_facilitator: str = ""
    speakers: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    framework: str = ""
    content_version: str = ""
    note: str = ""
    aim: str = ""
    summary: str = ""
    recommendations: str = ""
    change_over_seconds: int = 20
    mix_weights: dict[str, float] = Field(default_factory=dict, sa_type=JSON)
    not_alone: list[str] = Field(default_factory=list, sa_type=JSON)
    doors: str = "back"


class Day(Row, table=True):
    """One day: local start and end as `HH:MM`."""

    __tablename__ = "days"
    __table_args__ = (UniqueConstraint("workshop_id", "number"), between("number", 1, 60))

    workshop_id: str = Field(foreign_key="workshops.id", index=True)
    number: int
    on: str
    start: str
    end: str
    end_anchored: bool = True


class Segment(Row, table=True):
    """One timed item of a day; durations are whole seconds, the anchor a local `HH:MM`."""

    __tablename__ = "segments"
    __table_args__ = (
        one_of("kind", SegmentKind),
        one_of("anchor_kind", AnchorKind, optional=True),
        one_of("round_kind", RoundKind, optional=True),
        not_negative("planned_seconds"),
        not_negative("minimum_seconds"),
        CheckConstraint("(anchor_kind IS NULL) = (anchor_at IS NULL)", name="anchor_is_whole"),
    )

    day_id: str = Field(foreign_key="days.id", index=True)
    position: int
    code: str = ""
    kind: str
    title: str
    planned_seconds: int
    minimum_seconds: int = 0
    cycle: str | None = None
    anchor_kind: str | None = None
    anchor_at: str | None = None
    buffer: bool = False
    parked: bool = False
    shorten_needs_consent: bool = False
    speaker: bool = False
    optional: bool = False
    round_kind: str | None = None
    note: str = ""
    private_notes: str = ""
    form: str = ""


class Stage(Row, table=True):
    """One stage of a segment; a segment without a cycle has the one stage `whole`."""

    __tablename__ = "stages"
    __table_args__ = (
        UniqueConstraint("segment_id", "stage"),
        one_of("stage", StageName),
        not_negative("planned_seconds"),
        not_negative("minimum_seconds"),
    )

    segment_id: str = Field(foreign_key="segments.id", index=True)
    position: int
    stage: str
    planned_seconds: int
    minimum_seconds: int = 0


class SegmentStep(Row, table=True):
    """A framework step worked in a segment; a segment may hold several."""

    __tablename__ = "segment_steps"
    __table_args__ = (UniqueConstraint("segment_id", "step"), between("step", 1, 12))

    segment_id: str = Field(foreign_key="segments.id", index=True)
    position: int
    step: int


class Step(Row, table=True):
    """A framework step as this workshop copied it; texts may be edited by the host."""

    __tablename__ = "steps"
    __table_args__ = (UniqueConstraint("workshop_id", "number"), between("number", 1, 12), not_blank("name"))

    workshop_id: str = Field(foreign_key="workshops.id", index=True)
    number: int
    phase: str
    phase_name: str
    name: str
    purpose: str = ""
    presents: list[str] = Field(default_factory=list, sa_type=JSON)
    task_title: str = ""
    task_text: str = ""
    deliverable: str = ""
    questions: list[str] = Field(default_factory=list, sa_type=JSON)
    report_format: str = ""
    report_fields: list[str] = Field(default_factory=list, sa_type=JSON)
    outputs: list[str] = Field(default_factory=list, sa_type=JSON)
    materials: list[str] = Field(default_factory=list, sa_type=JSON)
    tips: list[str] = Field(default_factory=list, sa_type=JSON)
    private_notes: str = ""
    synthesis: str = ""


class Translation(Row, table=True):
    """One text of one row in one further language."""

    __tablename__ = "translations"
    __table_args__ = (
        UniqueConstraint("noun", "row_id", "field", "language"),
        one_of("status", TranslationStatus),
        Index("translations_by_row", "noun", "row_id"),
    )

    noun: str
    row_id: str
    field: str
    language: str
    text: str
    status: str = "draft"
