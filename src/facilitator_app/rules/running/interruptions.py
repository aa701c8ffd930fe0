"""A guest comes in between: what he interrupted, and how it goes on with exactly what it had left.

Nothing is remembered apart from the stretches themselves. One that a guest ended says what was left of it
(`parked_seconds`); the first later stretch at the same position goes on with that, and the two are one.
"""

from __future__ import annotations

from collections.abc import Sequence

from facilitator_app.records.run import Position, RunEntry
from facilitator_app.rules import timebox
from facilitator_app.support.clock import Reading


def continued(entries: Sequence[RunEntry], entry: RunEntry) -> RunEntry | None:
    """Return the interrupted stretch that `entry` goes on with, if it is such a one."""
    return _last_parked(entries, entry.position, entry.sequence)


def parked_at(entries: Sequence[RunEntry], position: Position) -> RunEntry | None:
    """Return the interrupted stretch with which a stretch that begins at `position` now would go on."""
    return _last_parked(entries, position)


def goes_on(entries: Sequence[RunEntry], parked: RunEntry) -> RunEntry | None:
    """Return the stretch that goes on with an interrupted one, once there is one."""
    later = (one for one in entries if one.sequence > parked.sequence and one.position == parked.position)
    return next(later, None)


def waiting_for(entries: Sequence[RunEntry], entry: RunEntry) -> RunEntry | None:
    """Return the stretch that `entry` interrupted and that still waits to go on, if there is one.

    A guest whom another guest interrupted still keeps waiting what he interrupted himself.
    """
    first: RunEntry | None = entry
    while first is not None:
        entry, first = first, continued(entries, first)
    before = next((one for one in reversed(entries) if one.sequence < entry.sequence), None)
    if before is None or before.parked_seconds is None or goes_on(entries, before):
        return None
    return before


def waiting_behind(entries: Sequence[RunEntry], entry: RunEntry) -> tuple[RunEntry, ...]:
    """Return all that waits while `entry` runs, what goes on first at the front."""
    found: list[RunEntry] = []
    waiting = waiting_for(entries, entry)
    while waiting is not None:
        found.append(waiting)
        waiting = waiting_for(entries, waiting)
    return tuple(found)


def overtime_brought(entries: Sequence[RunEntry], entry: RunEntry) -> int:
    """Return the seconds by which a stretch was over when it was interrupted: it goes on over by so much."""
    part = continued(entries, entry)
    return max(0, -(part.parked_seconds or 0)) if part else 0


def used_before(entries: Sequence[RunEntry], entry: RunEntry) -> int:
    """Return the whole seconds the earlier parts of an interrupted stretch used."""
    used, part = 0, continued(entries, entry)
    while part is not None:
        used += timebox.whole_seconds(part, part.ended or part.started)
        part = continued(entries, part)
    return used


def remaining_in(entry: RunEntry, now: Reading, entries: Sequence[RunEntry] = ()) -> int:
    """Return the whole seconds left of a stretch's box at `now` (or at its end); negative is overtime."""
    elapsed = timebox.whole_seconds(entry, now)
    return entry.box_seconds - overtime_brought(entries, entry) - elapsed


def _last_parked(
    entries: Sequence[RunEntry], position: Position, before: int | None = None
) -> RunEntry | None:
    """Return the last stretch at a position (before a sequence number), if a guest interrupted it."""
    for one in reversed(entries):
        if one.position == position and (before is None or one.sequence < before):
            return one if one.parked_seconds is not None else None
    return None
