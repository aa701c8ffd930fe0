"""Participants and who of them was there."""

from __future__ import annotations

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field

from facilitator_app.models.base import Row


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
