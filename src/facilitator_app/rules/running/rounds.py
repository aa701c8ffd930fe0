"""A report-back round: one budget for the tables of the room, shared as they speak."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from facilitator_app.records.agenda import Agenda, Segment
from facilitator_app.records.enums import StageName
from facilitator_app.records.run import Position, RunEntry
from facilitator_app.rules import timebox
from facilitator_app.rules.running.interruptions import parked_at, remaining_in
from facilitator_app.rules.running.positions import slot_of
from facilitator_app.support.clock import Reading


def reports(segment: Segment) -> bool:
    """Say whether tables report to the plenary in this segment."""
    return not segment.parked and slot_of(segment, StageName.REPORT) is not None


def round_number(agenda: Agenda, segment_id: str) -> int:
    """Return how many report-back rounds come before this segment: the k of the rotation, from 0."""
    rounds = [segment.id for segment in agenda.segments() if reports(segment) or segment.id == segment_id]
    return rounds.index(segment_id) if segment_id in rounds else 0


def speaking_order(
    tables: Sequence[int], k: int, given: Mapping[int, int], absent: set[int]
) -> tuple[int, ...]:
    """Return the table numbers in speaking order.

    `given` maps a table to its stored place in the order (from 1), and there it speaks; the others fill
    what is left in rotation: round k (from 0) starts at table ((k + 1) mod n) + 1. `absent` tables have
    nobody to speak and are left out.
    """
    rotated = timebox.report_order(sorted(tables), k + 1)
    stored = sorted((number for number in rotated if number in given), key=lambda number: given[number])
    rest = [number for number in rotated if number not in given]
    order: list[int] = []
    while stored or rest:
        due = bool(stored) and given[stored[0]] <= len(order) + 1
        order.append((stored if due or not rest else rest).pop(0))
    return tuple(number for number in order if number not in absent)


def report_used(entries: Sequence[RunEntry], segment_id: str, now: Reading) -> int:
    """Return the seconds of a segment's report-back budget that are used at `now`.

    A guest who comes in between and a pause for the interpreter use nothing of it.
    """
    return sum(
        timebox.whole_seconds(entry, now)
        for entry in entries
        if entry.position.segment_id == segment_id and entry.position.stage is StageName.REPORT
    )


def next_share(
    segment: Segment,
    entries: Sequence[RunEntry],
    order: Sequence[int],
    turn: int | None,
    now: Reading,
    *,
    change_over: int = timebox.CHANGE_OVER_SECONDS,
) -> int | None:
    """Return the whole seconds of speaking time of the table after `turn` (the first one for None).

    The table that speaks is taken to use its share and its change-over to the end; what it leaves goes to
    all those still to come, and what it overruns comes from them. None when no table is
    left, or when the segment has no report-back.
    """
    slot = slot_of(segment, StageName.REPORT)
    left = order[order.index(turn) + 1 :] if turn in order else order
    if slot is None or not left:
        return None
    used = report_used(entries, segment.id, now)
    speaks = Position(segment.id, StageName.REPORT, turn)
    if turn is not None and entries and entries[-1].ended is None and entries[-1].position == speaks:
        used += max(0, remaining_in(entries[-1], now, entries) + change_over)
    return timebox.share_of(slot.planned_seconds, used, len(left), change_over)


def box_for(
    segment: Segment,
    entries: Sequence[RunEntry],
    order: Sequence[int],
    position: Position,
    now: Reading,
    *,
    change_over: int = timebox.CHANGE_OVER_SECONDS,
) -> int:
    """Return the planned seconds of a stretch that begins at `position` now.

    What a guest interrupted goes on with what it had left. A turn gets its share of what is left of the
    one budget; every other stage its planned seconds.
    """
    slot = slot_of(segment, position.stage)
    if slot is None:
        return 0
    parked = parked_at(entries, position)
    if parked is not None:
        return max(0, parked.parked_seconds or 0)
    if position.turn is None or position.turn not in order:
        return slot.planned_seconds
    left = order[order.index(position.turn) :]
    used = report_used(entries, segment.id, now)
    return timebox.share_of(slot.planned_seconds, used, len(left), change_over)
