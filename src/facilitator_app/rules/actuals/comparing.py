"""What was planned first, and what was: segments, report-back rounds, speakers, days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from facilitator_app.records.actuals import (
    DayActual,
    Fate,
    PlanAgainstActual,
    RoundActual,
    SegmentActual,
    SpeakerActual,
    StageActual,
    TurnActual,
)
from facilitator_app.records.agenda import Day, Segment
from facilitator_app.records.enums import PauseReason, RecoveryAction, SegmentKind, StageName
from facilitator_app.records.run import RunEntry
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules import running
from facilitator_app.rules.actuals.first_plan import first_plan
from facilitator_app.rules.schedule import ScheduledSegment, SegmentState, schedule
from facilitator_app.rules.turns import turn_order
from facilitator_app.support.clock import Reading, elapsed_seconds

_FATES: Final = {
    SegmentState.COMING: Fate.COMING,
    SegmentState.RUNNING: Fate.RUNNING,
    SegmentState.PARKED: Fate.RUNNING,
    SegmentState.DONE: Fate.HELD,
    SegmentState.SKIPPED: Fate.SKIPPED,
}
_SLOTS: Final = {SegmentKind.OPENING: "opening", SegmentKind.EVENING: "evening"}


def compare(record: WorkshopRecord, now: Reading) -> PlanAgainstActual:
    """Return planned against actual for every segment, round, speaker and day of a workshop at `now`.

    The plan is the first one: what recoveries and guests changed since is walked back. `now` may be the last
    reading of the run log for a workshop that is over.
    """
    told = _Told(record, now)
    segments = {one.id: told.segment(one) for one in record.agenda.segments()}
    days = tuple(told.day(day, segments) for day in record.agenda.days)
    ordered = [one.segment_id for day in days for one in day.segments]
    rounds = (told.round(key) for key in ordered)
    speakers = (one for key in ordered for one in told.speakers(segments[key]))
    return PlanAgainstActual(days, tuple(one for one in rounds if one is not None), tuple(speakers))


@dataclass(frozen=True, slots=True)
class _Pauses:
    own: int
    interpreter: int


class _Told:
    """One workshop at one moment: its first plan and its run, both on the clock."""

    def __init__(self, record: WorkshopRecord, now: Reading) -> None:
        self._record = record
        self._now = now
        self._first = first_plan(record.agenda, record.recoveries)
        placed = schedule(self._first)
        self._planned = {one.segment.id: one for one in placed.segments}
        self._planned_days = {one.day.id: one for one in placed.days}
        self._days = {one.id: day.id for day in self._first.days for one in day.segments}
        held = running.actuals(
            record.agenda, record.run_entries, lambda segment: turn_order(record, segment.id), now
        )
        self._really = {one.segment.id: one for one in schedule(record.agenda, held, now.wall).segments}
        self._entries: dict[str, list[RunEntry]] = {}
        for entry in record.run_entries:
            self._entries.setdefault(entry.position.segment_id, []).append(entry)
        self._between = self._guests_between()

    def segment(self, segment: Segment) -> SegmentActual:
        """Return one segment, planned and actual."""
        first = self._first.segment(segment.id)
        planned, really = self._planned.get(segment.id), self._really.get(segment.id)
        own = self._entries.get(segment.id, [])
        pauses = [self._pauses(one) for one in own]
        return SegmentActual(
            segment_id=segment.id,
            code=segment.code,
            title=segment.title,
            kind=segment.kind,
            steps=segment.steps,
            cycle=first.cycle if first else segment.cycle,
            day_id=next(d.id for d in self._record.agenda.days if segment in d.segments),
            planned_day_id=self._days.get(segment.id) if planned else None,
            fate=_fate(really, own),
            planned_seconds=planned.segment.planned_seconds if planned else 0,
            last_planned_seconds=0 if segment.parked else segment.planned_seconds,
            planned_start=planned.planned_start if planned else None,
            planned_end=planned.planned_end if planned else None,
            actual_start=self._local(own[0].started) if own else None,
            actual_end=really.actual_end if really else self._local(own[-1].ended) if own else None,
            used_seconds=sum(running.elapsed_in(one, self._now) for one in own) if own else None,
            paused_seconds=sum(one.own for one in pauses),
            interpreter_seconds=sum(one.interpreter for one in pauses),
            guest_seconds=self._between.get(segment.id, 0),
            stages=self._stages(segment, first, own),
            changes=tuple(self._changes(segment.id)),
        )

    def day(self, day: Day, segments: Mapping[str, SegmentActual]) -> DayActual:
        """Return one day: what the first plan had on it, then what came to it since."""
        first = self._planned_days[day.id]
        rows = self._rows(day, segments)
        here = [one for one in segments.values() if one.day_id == day.id]
        within = [one for one in here if one.kind is not SegmentKind.EVENING]
        own = [one for one in within if one.kind is not SegmentKind.GUEST]
        started = [one.actual_start for one in within if one.actual_start]
        ended = [one.actual_end for one in within if one.actual_end]
        still = any(one.fate in {Fate.COMING, Fate.RUNNING} for one in within)
        return DayActual(
            day_id=day.id,
            number=day.number,
            on=day.on,
            planned_start=first.start,
            planned_end=first.planned_end,
            actual_start=min(started, default=None),
            actual_end=None if still else max(ended, default=None),
            planned_seconds=sum(
                one.planned_seconds
                for one in rows
                if one.planned_day_id == day.id and one.kind is not SegmentKind.EVENING
            ),
            used_seconds=sum(one.used_seconds or 0 for one in own),
            paused_seconds=sum(one.paused_seconds for one in within),
            interpreter_seconds=sum(one.interpreter_seconds for one in within),
            guest_seconds=sum(one.used_seconds or 0 for one in within if one.kind is SegmentKind.GUEST),
            segments=tuple(rows),
        )

    def round(self, segment_id: str) -> RoundActual | None:
        """Return the report-back round of a segment, None where no table has reported in it."""
        segment, first = self._record.agenda.segment(segment_id), self._first.segment(segment_id)
        turns = self._turns(segment_id)
        if segment is None or not turns:
            return None
        ran = self._really.get(segment_id)
        over = ran is not None and ran.state is SegmentState.DONE
        asked = {*turn_order(self._record, segment_id), *segment.no_turn} if over else set(segment.no_turn)
        return RoundActual(
            segment_id=segment_id,
            title=segment.title,
            steps=segment.steps,
            planned_seconds=_report_seconds(first),
            last_planned_seconds=_report_seconds(segment),
            turns=turns,
            silent=tuple(sorted(asked - {one.table for one in turns})),
        )

    def speakers(self, told: SegmentActual) -> Iterator[SpeakerActual]:
        """Yield who spoke in a segment: those the cover names for it, or the guest."""
        segment = self._record.agenda.segment(told.segment_id)
        guests = [one for one in self._record.guests if one.segment_id == told.segment_id]
        named: list[tuple[str, int | None]] = [(one.name, one.seconds) for one in guests]
        if not guests and segment is not None and segment.speaker:
            slot = _SLOTS.get(segment.kind, "")
            asked = [one for one in self._record.details.speakers if slot and one.slot == slot]
            named = [(one.name, None if one.minutes is None else one.minutes * 60) for one in asked] or [
                ("", None)
            ]
        for name, seconds in named:
            yield SpeakerActual(
                segment_id=told.segment_id,
                title=told.title,
                name=name,
                asked_seconds=seconds,
                planned_seconds=told.planned_seconds,
                used_seconds=told.used_seconds,
                guest=bool(guests),
            )

    def _rows(self, day: Day, segments: Mapping[str, SegmentActual]) -> list[SegmentActual]:
        """Return the rows of a day in their order, what was carried off to another day among them."""
        planned = self._planned_days[day.id].day
        order = [one.id for one in day.segments if self._days.get(one.id, day.id) == day.id]
        for place, one in enumerate(planned.segments):
            if one.id not in order:
                before = {s.id for s in planned.segments[:place]}
                at = max((i + 1 for i, key in enumerate(order) if key in before), default=0)
                order.insert(at, one.id)
        return [segments[key] for key in order if key in segments]

    def _stages(
        self, segment: Segment, first: Segment | None, own: Sequence[RunEntry]
    ) -> tuple[StageActual, ...]:
        planned = {one.stage: one.planned_seconds for one in first.stages} if first else {}
        used: dict[StageName, int] = {}
        for entry in own:
            stage = entry.position.stage
            used[stage] = used.get(stage, 0) + running.elapsed_in(entry, self._now)
        return tuple(
            StageActual(one.stage, planned.get(one.stage, 0), one.planned_seconds, used.get(one.stage, 0))
            for one in segment.stages
        )

    def _turns(self, segment_id: str) -> tuple[TurnActual, ...]:
        """Return the tables of a round in the order in which they first stood up."""
        found: dict[int, list[RunEntry]] = {}
        for entry in self._entries.get(segment_id, []):
            turn = entry.position.turn
            if turn is not None and entry.position.stage is StageName.REPORT:
                found.setdefault(turn, []).append(entry)
        return tuple(
            TurnActual(
                table=table,
                share_seconds=own[0].planned_seconds,
                adjusted_seconds=sum(one.adjusted_seconds for one in own),
                used_seconds=sum(running.elapsed_in(one, self._now) for one in own),
            )
            for table, own in found.items()
        )

    def _local(self, reading: Reading | None) -> datetime | None:
        if reading is None:
            return None
        return running.instant_of(reading, self._now).astimezone(ZoneInfo(self._record.agenda.zone))

    def _pauses(self, entry: RunEntry) -> _Pauses:
        """Return the seconds for which a stretch was paused, a pause that still lasts included."""
        lasts = 0
        if entry.paused_since is not None:
            lasts = int(elapsed_seconds(entry.paused_since, entry.ended or self._now))
        for_interpreter = entry.paused_for is PauseReason.INTERPRETER
        interpreter = entry.interpreter_seconds + (lasts if for_interpreter else 0)
        return _Pauses(entry.paused_seconds + lasts - interpreter, interpreter)

    def _guests_between(self) -> dict[str, int]:
        """Return by segment what guests took while it waited for them."""
        guests = {one.id for one in self._record.agenda.segments() if one.kind is SegmentKind.GUEST}
        took: dict[str, int] = {}
        waiting: str | None = None
        for entry in self._record.run_entries:
            key = entry.position.segment_id
            if key not in guests:
                waiting = key if entry.parked_seconds is not None else None
            elif waiting is not None:
                took[waiting] = took.get(waiting, 0) + running.elapsed_in(entry, self._now)
        return took

    def _changes(self, segment_id: str) -> Iterator[RecoveryAction]:
        for recovery in self._record.recoveries:
            yield from (one.action for one in recovery.changes if one.segment_id == segment_id)


def _fate(really: ScheduledSegment | None, own: Sequence[RunEntry]) -> Fate:
    if really is not None:
        return _FATES[really.state]
    return Fate.HELD if own else Fate.LEFT_OUT


def _report_seconds(segment: Segment | None) -> int:
    stages = segment.stages if segment else ()
    return sum(one.planned_seconds for one in stages if one.stage is StageName.REPORT)
