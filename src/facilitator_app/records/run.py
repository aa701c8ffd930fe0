"""Where the run stands: instants that were stored, never a countdown."""

from __future__ import annotations

from dataclasses import dataclass

from facilitator_app.records.enums import StageName
from facilitator_app.support.clock import Reading


@dataclass(frozen=True, slots=True)
class Position:
    """Segment, stage and, in a report-back round, whose turn it is (table number)."""

    segment_id: str
    stage: StageName
    turn: int | None = None


@dataclass(frozen=True, slots=True)
class RunEntry:
    """One stretch of the run at one position. Seconds are whole; `ended` is None while it runs.

    Elapsed = clock between `started` and `ended` (or now) − `paused_seconds` − a running pause
    − `left_out_seconds` (a laptop's sleep that was not to count). The box is `planned_seconds`
    + `adjusted_seconds` (−1, +1, +5).
    """

    id: str
    sequence: int
    position: Position
    planned_seconds: int
    adjusted_seconds: int
    started: Reading
    ended: Reading | None = None
    paused_seconds: int = 0
    paused_since: Reading | None = None
    left_out_seconds: int = 0

    @property
    def box_seconds(self) -> int:
        """The timebox as it is now, never negative."""
        return max(0, self.planned_seconds + self.adjusted_seconds)
