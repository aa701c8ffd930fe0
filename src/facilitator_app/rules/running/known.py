"""What the run log said at an earlier moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from facilitator_app.records.run import RunEntry
from facilitator_app.support.clock import Reading

_NO_BOOT: Final = "asked"


def reading_at(moment: datetime) -> Reading:
    """Return a reading for an aware instant somebody asks about: no boot has it, so wall time counts."""
    return Reading(moment.astimezone(UTC), _NO_BOOT, 0)


def known_at(entries: Sequence[RunEntry], at: datetime) -> tuple[RunEntry, ...]:
    """Return the stretches without what was logged after an aware instant.

    A stretch that began later is left out; one that ended later still runs, and what was added to it or
    paused in it, nobody knows when, does not count.
    """
    return tuple(_known(entry, at) for entry in entries if entry.started.wall <= at)


def _known(entry: RunEntry, at: datetime) -> RunEntry:
    if entry.ended is not None and entry.ended.wall > at:
        return replace(
            entry,
            ended=None,
            adjusted_seconds=0,
            paused_seconds=0,
            paused_since=None,
            paused_for=None,
            left_out_seconds=0,
            interpreter_seconds=0,
            parked_seconds=None,
        )
    if entry.paused_since is not None and entry.paused_since.wall > at:
        return replace(entry, paused_since=None, paused_for=None)
    return entry
