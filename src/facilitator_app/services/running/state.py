"""Where the run stands: a pure function of the record and a reading of the clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from facilitator_app.records.agenda import Day, Segment
from facilitator_app.records.enums import LanguageMode, StageName
from facilitator_app.records.run import Pace, Parked, Position, RunEntry, RunPhase, RunState
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules import running as rules
from facilitator_app.rules.schedule import Actual, Agreed, Schedule, schedule
from facilitator_app.rules.turns import ledger, turn_order
from facilitator_app.support.clock import Reading

__all__ = [
    "box_at",
    "following",
    "positions",
    "previous_entry",
    "running_entry",
    "state",
    "turn_order",
    "upcoming",
]


def state(record: WorkshopRecord, now: Reading, *, long_gap_seconds: int = 0) -> RunState:
    """Return everything a screen says about time at `now`.

    `long_gap_seconds` is what `rules.running.gap_in` found between two looks at the clock and nobody has
    answered yet; it is passed on only while a stretch runs. Seconds are whole.
    """
    entry = running_entry(record)
    plan = schedule(record.agenda, _actuals(record, now), now.wall, agreed=agreed(record, now))
    coming = following(record, entry.position) if entry else upcoming(record, now)
    order = turn_order(record, entry.position.segment_id) if entry else ()
    reading = rules.read_entry(entry, now, record.run_entries) if entry else None
    left = rules.remaining_in(entry, now, record.run_entries) if entry else 0
    # What a guest interrupted is as long as it was: what it used before belongs to it.
    box = left + round(reading.used_seconds) if reading else 0
    local = now.wall.astimezone(ZoneInfo(record.agenda.zone))
    paused = entry is not None and entry.paused_since is not None
    return RunState(
        phase=_phase(record, entry),
        position=entry.position if entry else None,
        entry=entry,
        elapsed_seconds=box - left,
        remaining_seconds=left,
        box_seconds=box,
        fraction_left=reading.fraction_left if reading else 1.0,
        pace=reading.pace if reading else Pace.WAITING,
        following=coming,
        can_go_back=previous_entry(record, now) is not None,
        turn_order=order,
        share_seconds=_share(record, entry, order, now),
        offset_seconds=plan.offset_seconds,
        times=tuple(one.times() for one in plan.segments),
        now=local,
        long_gap_seconds=long_gap_seconds if entry and not paused else 0,
        overdue_start_seconds=0 if entry else _overdue(record, plan, coming, now),
        parked=_parked(record, entry),
        timers=tuple(rules.read_timer(one, now) for one in record.timers if one.ended is None),
        spoken=ledger(record, now, local.date()).tables,
        interpreting_seconds=_interpreting(record, now),
    )


def agreed(record: WorkshopRecord, now: Reading) -> Agreed | None:
    """Return the last recovery plan that was applied by `now`: from then on it is the plan."""
    at = max((one.at for one in record.recoveries if one.at <= now.wall), default=None)
    if at is None:
        return None
    known = replace(record, run_entries=rules.known_at(record.run_entries, at))
    return Agreed(at, _actuals(known, rules.reading_at(at)))


def running_entry(record: WorkshopRecord) -> RunEntry | None:
    """Return the stretch that runs (or is paused), if one does."""
    return next((entry for entry in reversed(record.run_entries) if entry.ended is None), None)


def previous_entry(record: WorkshopRecord, now: Reading) -> RunEntry | None:
    """Return the stretch that Back goes back to: the one before on the same day, or the one just ended."""
    entry = running_entry(record)
    if entry is None:
        last = record.run_entries[-1] if record.run_entries else None
        return last if last and _ended_today(record, last, now) else None
    earlier = [one for one in record.run_entries if one.sequence < entry.sequence]
    if not earlier:
        return None
    day = rules.day_of(record.agenda, entry.position.segment_id)
    before = rules.day_of(record.agenda, earlier[-1].position.segment_id)
    return earlier[-1] if day is not None and day == before else None


def following(record: WorkshopRecord, position: Position) -> Position | None:
    """Return where Next leads from `position`; None where it is the last one of its day.

    From a guest who came in between it leads back to what he interrupted.
    """
    return rules.follows(
        record.agenda, record.run_entries, position, lambda segment: turn_order(record, segment.id)
    )


def positions(record: WorkshopRecord, day: Day) -> tuple[Position, ...]:
    """Return all positions of a day in playing order, turns of the tables included."""
    return rules.positions_of(day, lambda segment: turn_order(record, segment.id))


def upcoming(record: WorkshopRecord, now: Reading) -> Position | None:
    """Return what a start would begin with: the rest of today, or the first position of the next day."""
    days = _playable_days(record)
    if not days:
        return None
    today = now.wall.astimezone(ZoneInfo(record.agenda.zone)).date()
    last = record.run_entries[-1] if record.run_entries else None
    if last is None:
        return _first(record, next((day for day in days if day.on == today), days[0]))
    if _ended_today(record, last, now) and (rest := following(record, last.position)):
        return rest
    day = rules.day_of(record.agenda, last.position.segment_id)
    later = [one for one in days if day is None or one.number > day.number]
    chosen = next((one for one in later if one.on == today), later[0] if later else None)
    return _first(record, chosen) if chosen else None


def box_at(
    record: WorkshopRecord, position: Position, now: Reading, entries: Sequence[RunEntry] | None = None
) -> int:
    """Return the planned seconds of a stretch that begins at `position` now: what was left, after a guest."""
    segment = record.agenda.segment(position.segment_id)
    if segment is None:
        return 0
    known = record.run_entries if entries is None else entries
    order, change_over = turn_order(record, segment.id), record.details.change_over_seconds
    return rules.box_for(segment, known, order, position, now, change_over=change_over)


def _playable_days(record: WorkshopRecord) -> list[Day]:
    return [day for day in record.agenda.days if any(rules.plays(segment) for segment in day.segments)]


def _first(record: WorkshopRecord, day: Day) -> Position:
    segment = next(segment for segment in day.segments if rules.plays(segment))
    return rules.positions_in(segment, lambda one: turn_order(record, one.id))[0]


def _actuals(record: WorkshopRecord, now: Reading) -> dict[str, Actual]:
    return rules.actuals(
        record.agenda, record.run_entries, lambda segment: turn_order(record, segment.id), now
    )


def _parked(record: WorkshopRecord, entry: RunEntry | None) -> Parked | None:
    waiting = rules.waiting_for(record.run_entries, entry) if entry else None
    return Parked(waiting.position, waiting.parked_seconds or 0) if waiting else None


def _interpreting(record: WorkshopRecord, now: Reading) -> int:
    if record.details.language_mode is not LanguageMode.SIMULTANEOUS:
        return 0
    return rules.interpreting_seconds(record.agenda, record.run_entries, now)


def _phase(record: WorkshopRecord, entry: RunEntry | None) -> RunPhase:
    if entry is not None:
        return RunPhase.PAUSED if entry.paused_since else RunPhase.RUNNING
    if not record.run_entries:
        return RunPhase.NOT_STARTED
    days = _playable_days(record)
    last = rules.day_of(record.agenda, record.run_entries[-1].position.segment_id)
    return RunPhase.FINISHED if not days or last == days[-1] else RunPhase.NOT_STARTED


def _share(
    record: WorkshopRecord, entry: RunEntry | None, order: tuple[int, ...], now: Reading
) -> int | None:
    if entry is None:
        return None
    segment = record.agenda.segment(entry.position.segment_id)
    if segment is None or not _before_its_round_ends(segment, entry.position.stage):
        return None
    change_over, turn = record.details.change_over_seconds, entry.position.turn
    share = rules.next_share(segment, record.run_entries, order, turn, now, change_over=change_over)
    if share is None and entry.position.turn is not None:
        return entry.box_seconds
    return share


def _before_its_round_ends(segment: Segment, stage: StageName) -> bool:
    stages = [slot.stage for slot in segment.stages]
    if StageName.REPORT not in stages or stage not in stages:
        return False
    return stages.index(stage) <= stages.index(StageName.REPORT)


def _ended_today(record: WorkshopRecord, entry: RunEntry, now: Reading) -> bool:
    if entry.ended is None:
        return False
    zone = ZoneInfo(record.agenda.zone)
    return rules.instant_of(entry.ended, now).astimezone(zone).date() == now.wall.astimezone(zone).date()


def _overdue(record: WorkshopRecord, plan: Schedule, coming: Position | None, now: Reading) -> int:
    placed = plan.segment(coming.segment_id) if coming else None
    if placed is None:
        return 0
    local: datetime = now.wall.astimezone(ZoneInfo(record.agenda.zone))
    if placed.planned_start.date() != local.date():
        return 0
    return max(0, round((now.wall - placed.planned_start).total_seconds()))
