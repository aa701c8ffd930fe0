"""A workshop asked about at some moment: what was known then, what the plan takes for granted, what if."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from facilitator_app.content.catalogue import Content
from facilitator_app.records.agenda import Agenda, Segment
from facilitator_app.records.enums import LanguageMode, StageName
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules import running as rules
from facilitator_app.rules.schedule import Actual, Schedule, ScheduledSegment, SegmentState, schedule
from facilitator_app.rules.schedule.shapes import seconds_between
from facilitator_app.services.planning.languages import with_language
from facilitator_app.services.recovery.standing import Standing, actuals_of, added_to, cycle_costs
from facilitator_app.services.running import agreed, turn_order
from facilitator_app.support.clock import Reading
from facilitator_app.support.errors import ExitCode, KnownError
from facilitator_app.support.wording import _


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What somebody asks: at which instant, how late what runs will end, interpreted how, at how many tables.

    `at` None asks for the plan alone. `kept_plan` says that a workshop nobody has started is taken to have
    kept its plan until then. `late_minutes` None leaves what runs as the clock has it.
    """

    at: Reading | None = None
    kept_plan: bool = False
    late_minutes: int | None = None
    mode: LanguageMode | None = None
    tables: int | None = None


def known_at(record: WorkshopRecord, now: Reading) -> WorkshopRecord:
    """Return the record without what was logged after `now` (see `rules.running.known_at`)."""
    return replace(record, run_entries=rules.known_at(record.run_entries, now.wall))


def standing_if(record: WorkshopRecord, ask: WhatIf, content: Content) -> Standing:
    """Return where a workshop stands, or would stand; nothing is written.

    Raises KnownError (wrong use) where something is to end late and nothing runs.
    """
    known = known_at(record, ask.at) if ask.at else replace(record, run_entries=())
    now = ask.at.wall if ask.at else None
    actuals = actuals_of(known, ask.at) if ask.at else {}
    actuals = {key: _staged(record.agenda, key, one) for key, one in actuals.items()}
    if now is not None and _takes_plan(known, ask, now):
        actuals = {**actuals, **kept_plan(record.agenda, now, besides=actuals)}
    agenda = _agenda_if(record, ask, content, actuals)
    if ask.late_minutes is not None:
        actuals = _ending_late(agenda, actuals, now, ask.late_minutes)
    details = replace(
        record.details,
        language_mode=ask.mode or record.details.language_mode,
        table_count=ask.tables or record.details.table_count,
    )

    def tables_in(segment: str) -> int:
        return ask.tables or len(turn_order(record, segment)) or details.table_count

    return Standing(
        agenda=agenda,
        actuals=actuals,
        now=now,
        cycles=cycle_costs(content, details.language_mode, details.table_count),
        tables=tables_in,
        added=lambda day: added_to(agenda, day, content, details, begun=actuals),
        mode=details.language_mode,
        table_count=details.table_count,
        change_over_seconds=details.change_over_seconds,
        agreed=agreed(record, ask.at) if ask.at else None,
    )


def kept_plan(
    agenda: Agenda, now: datetime, *, besides: Mapping[str, Actual] | None = None
) -> dict[str, Actual]:
    """Return what would have run by `now` if everything had kept its plan; days that began otherwise stay.

    At a boundary the later segment runs. What runs says its stage and what it still needs.
    """
    begun = frozenset(besides or ())
    found: dict[str, Actual] = {}
    for day in schedule(agenda).days:
        if begun.intersection(one.segment.id for one in day.segments):
            continue
        for one in day.segments:
            if one.planned_end <= now:
                found[one.segment.id] = Actual(one.planned_start, one.planned_end)
            elif one.planned_start <= now:
                found[one.segment.id] = _running(one, now)
    return found


def stage_after(segment: Segment, seconds: int) -> StageName | None:
    """Return the stage that runs so many seconds after a segment's start, if each keeps its plan."""
    passed = 0
    stages = [one for one in segment.stages if one.planned_seconds]
    for slot in stages:
        passed += slot.planned_seconds
        if seconds < passed:
            return slot.stage
    return stages[-1].stage if stages else None


def _takes_plan(known: WorkshopRecord, ask: WhatIf, now: datetime) -> bool:
    """Say whether the plan stands in for a log: nothing has begun, or not on the day that is asked about."""
    if not known.run_entries:
        return ask.kept_plan or ask.late_minutes is not None
    return ask.late_minutes is not None and not _begun_on_day(known, now)


def _begun_on_day(known: WorkshopRecord, now: datetime) -> bool:
    begun = {entry.position.segment_id for entry in known.run_entries}
    placed = schedule(known.agenda)
    today = next((day for day in placed.days if day.day.on == now.astimezone(day.start.tzinfo).date()), None)
    return today is not None and bool(begun.intersection(one.segment.id for one in today.segments))


def _agenda_if(
    record: WorkshopRecord, ask: WhatIf, content: Content, actuals: Mapping[str, Actual]
) -> Agenda:
    details = record.details
    if ask.mode is None and ask.tables is None:
        return record.agenda
    return with_language(
        record.agenda,
        content,
        details.course,
        was=(details.language_mode, details.table_count),
        mode=ask.mode,
        tables=ask.tables,
        begun=frozenset(actuals),
    )


def _running(one: ScheduledSegment, now: datetime) -> Actual:
    used = seconds_between(one.planned_start, now)
    return Actual(
        one.planned_start,
        left_seconds=seconds_between(now, one.planned_end),
        stage=stage_after(one.segment, used),
    )


def _staged(agenda: Agenda, segment_id: str, actual: Actual) -> Actual:
    """Name the stage that runs where the log, as an imported one does, knows the whole segment only."""
    segment = agenda.segment(segment_id)
    if segment is None or actual.ended is not None or actual.left_seconds is None:
        return actual
    if actual.stage in {slot.stage for slot in segment.stages}:
        return actual
    return replace(actual, stage=stage_after(segment, segment.planned_seconds - actual.left_seconds))


def _ending_late(
    agenda: Agenda, actuals: Mapping[str, Actual], now: datetime | None, minutes: int
) -> dict[str, Actual]:
    """Let what runs end so many minutes after its planned end, and not before now."""
    runs = _running_in(schedule(agenda, actuals, now)) if now else None
    if now is None or runs is None:
        raise KnownError(
            _("Nothing runs at that time, so nothing can end late."),
            _("Give --now a time at which the plan has something."),
            code=ExitCode.USAGE,
        )
    left = max(0, seconds_between(now, runs.planned_end) + minutes * 60)
    return {**actuals, runs.segment.id: replace(actuals[runs.segment.id], left_seconds=left)}


def _running_in(placed: Schedule) -> ScheduledSegment | None:
    return next((one for one in placed.segments if one.state is SegmentState.RUNNING), None)
