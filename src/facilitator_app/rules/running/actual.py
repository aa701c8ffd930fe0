"""What really happened, for the schedule: derived from the stretches of the run."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from math import floor

from facilitator_app.records.agenda import Agenda, Segment
from facilitator_app.records.run import RunEntry
from facilitator_app.rules import schedule, timebox
from facilitator_app.rules.running.interruptions import remaining_in, waiting_behind
from facilitator_app.rules.running.positions import Turns, slot_of
from facilitator_app.rules.running.rounds import report_used
from facilitator_app.support.clock import Reading, elapsed_seconds


def instant_of(reading: Reading, now: Reading) -> datetime:
    """Return when a stored reading was, on the wall clock of `now` (UTC).

    Within one boot the clock that counts sleep says how long ago; a wall clock that was set meanwhile
    is believed as it stands now. Across boots there is only the wall time that was stored.
    """
    if reading.boot != now.boot:
        return reading.wall
    return now.wall - timedelta(milliseconds=now.mono_ms - reading.mono_ms)


def own_seconds(entries: Sequence[RunEntry], segment_id: str, now: Reading) -> int:
    """Return the seconds a segment has had: no pause, no guest in between, no sleep that was left out."""
    return sum(timebox.whole_seconds(one, now) for one in entries if one.position.segment_id == segment_id)


def seconds_left_in(
    segment: Segment, entries: Sequence[RunEntry], running: RunEntry, order: Sequence[int], now: Reading
) -> int:
    """Return the seconds a segment still needs after `running`, its last stretch: that, round and stages."""
    left = max(0, remaining_in(running, now, entries))
    slot = slot_of(segment, running.position.stage)
    turn = running.position.turn
    if slot is not None and turn is not None and turn in order[:-1]:
        left = max(left, slot.planned_seconds - report_used(entries, segment.id, now))
    stages = [one.stage for one in segment.stages]
    if running.position.stage in stages:
        later = segment.stages[stages.index(running.position.stage) + 1 :]
        left += sum(one.planned_seconds for one in later)
    return left


def actuals(
    agenda: Agenda, entries: Sequence[RunEntry], turns: Turns, now: Reading
) -> dict[str, schedule.Actual]:
    """Return when each segment that has begun really ran, for the schedule.

    A segment that a guest interrupts has not ended and says what it will still need. What came in between
    two of its stretches is not its own time.
    """
    found: dict[str, list[RunEntry]] = {}
    for entry in entries:
        found.setdefault(entry.position.segment_id, []).append(entry)
    runs = next((entry for entry in reversed(entries) if entry.ended is None), None)
    waiting = {one.position.segment_id: one for one in waiting_behind(entries, runs)} if runs else {}
    held: dict[str, schedule.Actual] = {}
    for segment_id, own in found.items():
        last = waiting.get(segment_id, own[-1])
        parked = segment_id in waiting and own[-1].ended is not None
        open_ = parked or last.ended is None
        segment = agenda.segment(segment_id)
        left = None
        if open_ and segment is not None:
            order = turns(segment) if last.position.turn is not None else ()
            left = seconds_left_in(segment, entries, last, order, now)
        held[segment_id] = schedule.Actual(
            started=instant_of(own[0].started, now),
            ended=instant_of(last.ended, now) if last.ended and not parked else None,
            paused_seconds=sum(entry.paused_seconds for entry in own) + _between(own),
            left_seconds=None if parked else left,
            parked_seconds=left if parked else None,
            stage=last.position.stage if open_ else None,
        )
    return held


def _between(own: Sequence[RunEntry]) -> int:
    """Return the seconds between a segment's stretches: a guest's, a break's, the end of a pause."""
    return floor(sum(elapsed_seconds(one.ended, after.started) for one, after in pairwise(own) if one.ended))
