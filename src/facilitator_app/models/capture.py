"""Report-backs and their points, drafts, parking lot, actions."""

from __future__ import annotations

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from facilitator_app.models.base import Row, between, one_of
from facilitator_app.records.enums import ParkingStatus, PointField, TranslationStatus


class ReportBack(Row, table=True):
    """What one table reported in one segment on one step (or none). Times are UTC ISO."""

    __tablename__ = "report_backs"
    __table_args__ = (
        one_of("status", TranslationStatus),
        between("step", 1, 12),
        Index(
            "report_backs_once", text("segment_id"), text("coalesce(step, 0)"), text("table_id"), unique=True
        ),
    )

    workshop_id: str = Field(foreign_key="workshops.id", index=True)
    segment_id: str = Field(foreign_key="segments.id", index=True)
    position: int = 0
    code: str = ""
    step: int | None = None
    table_id: str = Field(foreign_key="tables.id", index=True)
    cluster_id: str | None = Field(default=None, foreign_key="clusters.id")
    language: str = ""
    discussion_language: str = ""
    direction: str = ""
    report_order: int | None = None
    reporter_id: str | None = Field(default=None, foreign_key="participants.id")
    question: str = ""
    captured_at: str | None = None
    captured_by: str = ""
    status: str = "missing"
    translated_by: str = ""


class ReportPoint(Row, table=True):
    """One point in two languages; `folded` is the shadow text that search reads. Times are UTC ISO."""

    __tablename__ = "report_points"
    __table_args__ = (
        one_of("status", TranslationStatus),
        between("position", 1, 10_000),
    )

    report_back_id: str = Field(foreign_key="report_backs.id", index=True)
    position: int
    local_text: str = ""
    language: str = ""
    english_text: str = ""
    status: str = "missing"
    do_not_publish: bool = False
    author: str = ""
    direction: str = ""
    translated_by: str = ""
    created_at: str | None = None
    changed_at: str | None = None
    folded: str = ""


class Draft(SQLModel, table=True):
    """A text still being typed: written at most every 150 ms, never journalled, gone when settled."""

    __tablename__ = "drafts"
    __table_args__ = (one_of("field", PointField),)

    point_id: str = Field(primary_key=True)
    field: str = Field(primary_key=True)
    text: str
    written_at: str


class ParkingLotItem(Row, table=True):
    """A question put aside so that it is not lost. Times are UTC ISO."""

    __tablename__ = "parking_lot_items"
    __table_args__ = (one_of("status", ParkingStatus), between("moved_to_step", 1, 12))

    workshop_id: str = Field(foreign_key="workshops.id", index=True)
    position: int = 0
    code: str = ""
    language: str = ""
    local_text: str = ""
    english_text: str = ""
    noted_at: str | None = None
    status: str = "open"
    moved_to_step: int | None = None
    raised_by: str = ""
    answer: str = ""
    folded: str = ""


class ActionItem(Row, table=True):
    """Who does what by when. Dates are ISO."""

    __tablename__ = "action_items"

    workshop_id: str = Field(foreign_key="workshops.id", index=True)
    position: int = 0
    code: str = ""
    cluster_id: str | None = Field(default=None, foreign_key="clusters.id")
    table_id: str | None = Field(default=None, foreign_key="tables.id")
    title_english: str = ""
    title_local: str = ""
    language: str = ""
    owner_id: str | None = Field(default=None, foreign_key="participants.id")
    owner_text: str = ""
    partners: str = ""
    first_step: str = ""
    first_step_date: str | None = None
    due_date: str | None = None
    done_when: str = ""
    folded: str = ""
