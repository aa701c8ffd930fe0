"""Participants, attendance, tables, seats and roles."""

from __future__ import annotations

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field

from facilitator_app.models.base import Row, between, one_of
from facilitator_app.records.enums import TableRoleName


class Participant(Row, table=True):
    """One person of the programme's roster."""

    __tablename__ = "participants"

    programme_id: str = Field(foreign_key="programmes.id", index=True)
    position: int = 0
    code: str = ""
    given_name: str = ""
    family_name: str = ""
    display_name: str = ""
    native_name: str = ""
    gender: str = ""
    organisation: str = ""
    org_type: str = ""
    role_title: str = ""
    country: str = ""
    languages: list[str] = Field(default_factory=list, sa_type=JSON)
    english_level: str = ""
    cluster_known: str = ""
    interpreter_id: str | None = Field(default=None, foreign_key="participants.id")
    email: str = ""
    consent_photo: bool = False
    consent_contact_list: bool = False
    replaced_by_id: str | None = Field(default=None, foreign_key="participants.id")
    withdrawn: bool = False
    notes: str = ""


class Attendance(Row, table=True):
    """Whether one person was there in one half-day, such as `D1-AM`."""

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("workshop_id", "participant_id", "session"),)

    workshop_id: str = Field(foreign_key="workshops.id", index=True)
    participant_id: str = Field(foreign_key="participants.id", index=True)
    session: str
    present: bool = True


class Table(Row, table=True):
    """One table of the room."""

    __tablename__ = "tables"
    __table_args__ = (UniqueConstraint("workshop_id", "number"), between("number", 1, 60))

    workshop_id: str = Field(foreign_key="workshops.id", index=True)
    number: int
    name: str = ""
    discussion_language: str = ""
    report_language: str = ""
    cluster_id: str | None = Field(default=None, foreign_key="clusters.id")


class Seat(Row, table=True):
    """One person's table in one round; a round is a segment with table work."""

    __tablename__ = "seats"
    __table_args__ = (UniqueConstraint("segment_id", "participant_id"),)

    segment_id: str = Field(foreign_key="segments.id", index=True)
    table_id: str = Field(foreign_key="tables.id", index=True)
    participant_id: str = Field(foreign_key="participants.id", index=True)
    seat_number: int | None = None


class TableRole(Row, table=True):
    """Who hosts, writes, keeps time or reports at one table in one round."""

    __tablename__ = "table_roles"
    __table_args__ = (UniqueConstraint("segment_id", "table_id", "role"), one_of("role", TableRoleName))

    segment_id: str = Field(foreign_key="segments.id", index=True)
    table_id: str = Field(foreign_key="tables.id", index=True)
    role: str
    participant_id: str = Field(foreign_key="participants.id", index=True)
