"""Tables, who sits at them in which round, and what people wished for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from facilitator_app.records.enums import Sheet, TableRoleName, WishKind

Meetings = tuple[tuple[str, ...], ...]
"""The tables of one round as participant ids."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the room; `discussion_language` is what it talks, `report_language` what it reports.

    `place_x`, `place_y`: where it stands, as shares (0–1) of the room's width and depth as seen by those who
    look at the screen, which is at depth 0; None where nobody has said.
    """

    id: str
    number: int
    name: str = ""
    discussion_language: str = ""
    report_language: str = ""
    cluster_id: str | None = None
    place_x: float | None = None
    place_y: float | None = None


@dataclass(frozen=True, slots=True)
class Seat:
    """One person's table in one round (a round is a segment with table work)."""

    id: str
    segment_id: str
    table_id: str
    participant_id: str
    seat_number: int | None = None
    locked: bool = False
    """Seated by hand to stay: a new plan leaves this seat as it is."""


@dataclass(frozen=True, slots=True)
class TableRole:
    """Who hosts, writes, keeps time or reports at one table in one round."""

    id: str
    segment_id: str
    table_id: str
    role: TableRoleName
    participant_id: str


@dataclass(frozen=True, slots=True)
class SeatingWish:
    """What the host wants for every round: two people together or apart, or somebody at one table."""

    id: str
    kind: WishKind
    participant_id: str
    other_id: str | None = None
    table_id: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ClusterChoice:
    """The cluster a person would like to work on; `choice` is 1 or 2."""

    id: str
    participant_id: str
    choice: int
    cluster_id: str


@dataclass(frozen=True, slots=True)
class SeatingConfirmation:
    """Somebody looked at the room: in this round people sit as the seats say. `at` is a UTC instant."""

    id: str
    segment_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Printing:
    """What the paper in the room says: table number by segment id and participant id when last printed."""

    id: str
    sheet: Sheet
    at: datetime
    seats: Mapping[str, Mapping[str, int]]
