"""The run: where Next leads, whose turn it is and what is left, all derived from stored instants.

Positions are (segment, stage, turn). A stretch of the run (`RunEntry`) stores when it began and ended;
the functions here say what that means at a given reading of the clock. Nothing counts down.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from math import floor

from facilitator_app.records.agenda import Agenda, Day, Segment, StageSlot
from facilitator_app.records.enums import SegmentKind, StageName
from facilitator_app.records.run import Position, RunEntry
from facilitator_app.rules import schedule, timebox
from facilitator_app.support.clock import Reading, elapsed_seconds

LONG_GAP_SECONDS = 60
"""A program that has not looked at the clock for so long was asleep, or not running."""

Turns = Callable[[Segment], Sequence[int]]
"""Gives the table numbers of a segment's report-back round in speaking order."""


def elapsed_in(entry: RunEntry, now: Reading) -> int:
    """Return the whole seconds that count in `entry` at `now`, never negative.

    The clock runs from the start to the end, the running pause or now; pauses that are over and gaps
    that were left out do not count.
    """
    return floor(timebox.counted_seconds(entry, entry.paused_since or now))


def pause_in(entry: RunEntry, now: Reading) -> int:
    """Return the whole seconds of the pause that `now` ends.

    The fraction is chosen so that the clock goes on at the very second at which it stood.
    """
    if entry.paused_since is None:
        return 0
    until_now = floor(elapsed_seconds(entry.started, now))
    return max(0, until_now - floor(elapsed_seconds(entry.started, entry.paused_since)))


def gap_in(entry: RunEntry | None, seen: Reading, now: Reading) -> int:
    """Return the seconds for which nobody looked at the clock inside a running entry, else 0.

    `seen` is the last reading before `now`. A pause does not count time and so has no gap.
    """
    if entry is None or entry.ended is not None or entry.paused_since is not None:
        return 0
    gap = floor(min(elapsed_seconds(seen, now), elapsed_seconds(entry.started, now)))
    return gap if gap >= LONG_GAP_SECONDS else 0


def read_entry(entry: RunEntry, now: Reading) -> timebox.TimeboxReading:
    """Return how the timebox of `entry` stands in whole seconds; a turn warns at 30 and 10 seconds."""
    warnings = timebox.STAGE_WARNINGS if entry.position.turn is None else timebox.TURN_WARNINGS
    box = timebox.Timebox(entry.planned_seconds, entry.adjusted_seconds, warnings=warnings)
    return timebox.read_timebox(box, elapsed_in(entry, now))


def slot_of(segment: Segment, stage: StageName) -> StageSlot | None:
    """Return the stage of a segment that has time, if there is one."""
    return next((slot for slot in segment.stages if slot.stage == stage and slot.planned_seconds > 0), None)


def day_of(agenda: Agenda, segment_id: str) -> Day | None:
    """Return the day that holds a segment."""
    return next((day for day in agenda.days if any(s.id == segment_id for s in day.segments)), None)


def plays(segment: Segment) -> bool:
    """Say whether Next can lead to a segment: it has time, is not parked, and is no evening."""
    timed = any(slot.planned_seconds > 0 for slot in segment.stages)
    return timed and not segment.parked and segment.kind is not SegmentKind.EVENING


def positions_in(segment: Segment, turns: Turns) -> tuple[Position, ...]:
    """Return the positions of a segment in playing order; none for a parked one or one without time."""
    if segment.parked:
        return ()
    found: list[Position] = []
    for slot in segment.stages:
        if slot.planned_seconds <= 0:
            continue
        order = turns(segment) if slot.stage is StageName.REPORT else ()
        if order:
            found.extend(Position(segment.id, slot.stage, number) for number in order)
        else:
            found.append(Position(segment.id, slot.stage))
    return tuple(found)


def positions_of(day: Day, turns: Turns) -> tuple[Position, ...]:
    """Return the positions of a day in playing order.

    An evening has a time of its own after the day: Next does not lead there, a jump does.
    """
    return tuple(
        position for segment in day.segments if plays(segment) for position in positions_in(segment, turns)
    )


def next_position(agenda: Agenda, position: Position, turns: Turns) -> Position | None:
    """Return where Next leads on the same day; None at the day's end.

    A turn whose table has left the round since, or a segment that was parked meanwhile, leads on to what
    comes after it.
    """
    day = day_of(agenda, position.segment_id)
    if day is None:
        return None
    here = [s.id for s in day.segments].index(position.segment_id)
    own = positions_in(day.segments[here], turns)
    if position in own:
        rest = own[own.index(position) + 1 :]
    else:
        rest = _after_stage(day.segments[here], position.stage, own)
    if rest:
        return rest[0]
    later = next((segment for segment in day.segments[here + 1 :] if plays(segment)), None)
    return positions_in(later, turns)[0] if later else None


def _after_stage(segment: Segment, stage: StageName, own: Sequence[Position]) -> tuple[Position, ...]:
    order = [slot.stage for slot in segment.stages]
    if stage not in order:
        return ()
    later = set(order[order.index(stage) + 1 :])
    return tuple(one for one in own if one.stage in later)


def reports(segment: Segment) -> bool:
    """Say whether tables report to the plenary in this segment."""
    return not segment.parked and slot_of(segment, StageName.REPORT) is not None


def round_number(agenda: Agenda, segment_id: str) -> int:
    """Return how many report-back rounds come before this segment: the k of the rotation, from 0."""
    rounds = [segment.id for segment in agenda.segments() if reports(segment) or segment.id == segment_id]
    return rounds.index(segment_id) if segment_id in rounds else 0


def speaking_order(tables: Sequence[int], k: int, given: dict[int, int], absent: set[int]) -> tuple[int, ...]:
    """Return the table numbers in speaking order.

    `given` maps a table to its stored place in the order and wins; the others follow in rotation: round k
    (from 0) starts at table ((k + 1) mod n) + 1. `absent` tables have nobody to speak and are left out.
    """
    rotated = timebox.report_order(sorted(tables), k + 1)
    stored = sorted((number for number in rotated if number in given), key=lambda number: given[number])
    rest = [number for number in rotated if number not in given]
    return tuple(number for number in (*stored, *rest) if number not in absent)


def report_used(entries: Sequence[RunEntry], segment_id: str, now: Reading) -> int:
    """Return the seconds of a segment's report-back budget that are used at `now`."""
    return sum(
        elapsed_in(entry, now)
        for entry in entries
        if entry.position.segment_id == segment_id and entry.position.stage is StageName.REPORT
    )


def next_share(
    segment: Segment, entries: Sequence[RunEntry], order: Sequence[int], turn: int | None, now: Reading
) -> int | None:
    """Return the whole seconds of speaking time of the table after `turn` (the first one for None).

    None when no table is left, or when the segment has no report-back.
    """
    slot = slot_of(segment, StageName.REPORT)
    left = order[order.index(turn) + 1 :] if turn in order else order
    if slot is None or not left:
        return None
    return timebox.share_of(slot.planned_seconds, report_used(entries, segment.id, now), len(left))


def box_for(
    segment: Segment, entries: Sequence[RunEntry], order: Sequence[int], position: Position, now: Reading
) -> int:
    """Return the planned seconds of a stretch that begins at `position` now.

    A turn gets its share of what is left of the one budget; every other stage its planned seconds.
    """
    slot = slot_of(segment, position.stage)
    if slot is None:
        return 0
    if position.turn is None or position.turn not in order:
        return slot.planned_seconds
    left = order[order.index(position.turn) :]
    return timebox.share_of(slot.planned_seconds, report_used(entries, segment.id, now), len(left))


def seconds_left_in(
    segment: Segment, entries: Sequence[RunEntry], running: RunEntry, order: Sequence[int], now: Reading
) -> int:
    """Return the seconds the running segment still needs: its stretch, its round, and its later stages."""
    left = max(0, running.box_seconds - elapsed_in(running, now))
    slot = slot_of(segment, running.position.stage)
    turn = running.position.turn
    if slot is not None and turn is not None and turn in order[:-1]:
        left = max(left, slot.planned_seconds - report_used(entries, segment.id, now))
    stages = [one.stage for one in segment.stages]
    if running.position.stage in stages:
        later = segment.stages[stages.index(running.position.stage) + 1 :]
        left += sum(one.planned_seconds for one in later)
    return left


def instant_of(reading: Reading, now: Reading) -> datetime:
    """Return when a stored reading was, on the wall clock of `now` (UTC).

    Within one boot the clock that counts sleep says how long ago; a wall clock that was set meanwhile
    is believed as it stands now. Across boots there is only the wall time that was stored.
    """
    if reading.boot != now.boot:
        return reading.wall
    return now.wall - timedelta(milliseconds=now.mono_ms - reading.mono_ms)


def actuals(
    agenda: Agenda, entries: Sequence[RunEntry], turns: Turns, now: Reading
) -> dict[str, schedule.Actual]:
    """Return when each segment that has begun really ran, for the schedule."""
    found: dict[str, list[RunEntry]] = {}
    for entry in entries:
        found.setdefault(entry.position.segment_id, []).append(entry)
    held: dict[str, schedule.Actual] = {}
    for segment_id, own in found.items():
        segment = agenda.segment(segment_id)
        last = own[-1]
        left = None
        if last.ended is None and segment is not None:
            order = turns(segment) if last.position.turn is not None else ()
            left = seconds_left_in(segment, entries, last, order, now)
        held[segment_id] = schedule.Actual(
            started=instant_of(own[0].started, now),
            ended=instant_of(last.ended, now) if last.ended else None,
            paused_seconds=sum(entry.paused_seconds for entry in own),
            left_seconds=left,
        )
    return held
