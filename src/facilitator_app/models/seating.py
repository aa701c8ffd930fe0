"""Tables, who sits at them in which round, what they do there, and what people wished for."""

from __future__ import annotations

from sqlalchemy import JSON, CheckConstraint, UniqueConstraint
from sqlmodel import Field

from facilitator_app.models.base import Row, between, one_of
from facilitator_app.records.enums import Sheet, TableRoleName, WishKind


class Table(Row, table=True):
    """One table of the room; its place is a share of the room's width and depth, the screen at depth 0."""

    __tablename__ = "tables"
    __table_args__ = (
        UniqueConstraint("workshop_id", "number"),
        between("number", 1, 60),
        between("place_x", 0, 1),
        between("place_y", 0, 1),
    )

    workshop_id: str = Field(foreign_key="workshops.id", index=True)
    number: int
    name: str = ""
    discussion_language: str = ""
    report_language: str = ""
    cluster_id: str | None = Field(default=None, foreign_key="clusters.id")
    place_x: float | None = None
    place_y: float | None = None


class Seat(Row, table=True):
    """One person's table in one round (a segment with table work); a locked seat is not planned anew."""

    __tablename__ = "seats"
    __table_args__ = (UniqueConstraint("segment_id", "participant_id"),)

    segment_id: str = Field(foreign_key="segments.id", index=True)
    table_id: str = Field(foreign_key="tables.id", index=True)
    participant_id: str = Field(foreign_key="participants.id", index=True)
    seat_number: int | None = None
    locked: bool = False


class TableRole(Row, table=True):
    """Who hosts, writes, keeps time or reports at one table in one round."""

    __tablename__ = "table_roles"
    __table_args__ = (UniqueConstraint("segment_id", "table_id", "role"), one_of("role", TableRoleName))

    segment_id: str = Field(foreign_key="segments.id", index=True)
    table_id: str = Field(foreign_key="tables.id", index=True)
    role: str
    participant_id: str = Field(foreign_key="participants.id", index=True)


class SeatingWish(Row, table=True):
    """What the host wants for every round: two people at one table, two apart, or somebody at a table."""

    __tablename__ = "seating_wishes"
    __table_args__ = (
        one_of("kind", WishKind),
        CheckConstraint("(kind = 'at_table') = (table_id IS NOT NULL)", name="a_table_where_one_is_meant"),
        CheckConstraint("(kind = 'at_table') = (other_id IS NULL)", name="somebody_else_where_two_are_meant"),
        CheckConstraint("other_id IS NULL OR other_id <> participant_id", name="two_different_people"),
    )

    workshop_id: str = Field(foreign_key="workshops.id", index=True)
    position: int = 0
    kind: str
    participant_id: str = Field(foreign_key="participants.id", index=True)
    other_id: str | None = Field(default=None, foreign_key="participants.id", index=True)
    table_id: str | None = Field(default=None, foreign_key="tables.id", index=True)
    note: str = ""


class ClusterChoice(Row, table=True):
    """The cluster a person would like to work on: first and second choice."""

    __tablename__ = "cluster_choices"
    __table_args__ = (
        UniqueConstraint("workshop_id", "participant_id", "choice"),
        UniqueConstraint("workshop_id", "participant_id", "cluster_id"),
        between("choice", 1, 2),
    )

    workshop_id: str = Field(foreign_key="workshops.id", index=True)
    participant_id: str = Field(foreign_key="participants.id", index=True)
    choice: int
    cluster_id: str = Field(foreign_key="clusters.id", index=True)


class SeatingConfirmation(Row, table=True):
    """Somebody looked at the room in one round: people sit as the seats say. `at` is a UTC instant."""

    __tablename__ = "seating_confirmations"
    __table_args__ = (UniqueConstraint("segment_id"),)

    segment_id: str = Field(foreign_key="segments.id", index=True)
    at: str


class Printing(Row, table=True):
    """What the paper in the room says: table number by person and round when a sheet was last printed."""

    __tablename__ = "printings"
    __table_args__ = (UniqueConstraint("workshop_id", "sheet"), one_of("sheet", Sheet))

    workshop_id: str = Field(foreign_key="workshops.id", index=True)
    sheet: str
    at: str
    seats: dict[str, dict[str, int]] = Field(default_factory=dict, sa_type=JSON)
