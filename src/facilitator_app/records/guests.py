"""People who speak when they come: a minister, a mayor, a sponsor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from facilitator_app.records.enums import GuestStatus


@dataclass(frozen=True, slots=True)
class Guest:
    """One guest speaker: what he asked for and where he is.

    `title` is the protocol title in the working language, `local_title` in the room's other language;
    `seconds` the minutes asked; `expected_at` local time of the day `day_id`. `segment_id` is the item of
    the agenda that was inserted for him, once there is one; `changed_at` (UTC) when the status changed.
    """

    id: str
    name: str
    title: str = ""
    local_title: str = ""
    seconds: int = 600
    day_id: str | None = None
    expected_at: time | None = None
    status: GuestStatus = GuestStatus.EXPECTED
    segment_id: str | None = None
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class InsertionPoint:
    """One place where a guest could speak, and what it would cost.

    `after` is the segment he would speak after, None for now, inside the running one. `late_seconds` is by
    how much the worst anchor or day's end still ahead would be missed before anything is recovered,
    `shortfall_seconds` what the gentlest recovery plan could not win back; `missed` names what would slip
    as (segment id, seconds). `starts` is the local instant at which he would begin.
    """

    after: str | None
    starts: datetime
    late_seconds: int
    shortfall_seconds: int
    missed: tuple[tuple[str, int], ...] = ()
