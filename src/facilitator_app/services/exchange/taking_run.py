"""From a data set: how long everything really took."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from facilitator_app import models as m
from facilitator_app.records.enums import Noun, PauseReason, StageName
from facilitator_app.services.exchange.building import Building
from facilitator_app.services.exchange.fields import Fields
from facilitator_app.services.exchange.layout import RUN_LOG, TIMER_LOG
from facilitator_app.support.wording import _

_DAY: Final = 24 * 3600
_LONG: Final = 10**15
# Within an imported log elapsed time is the difference of these readings, whatever the wall clock says.
IMPORTED_BOOT: Final = "imported"


def take_run(building: Building) -> None:
    """Keep the run log, or make one of the minutes of `timer_log.csv` where there is no other."""
    if building.data.has(RUN_LOG):
        for fields in building.data.rows(RUN_LOG):
            _take_entry(building, fields)
    elif building.data.has(TIMER_LOG):
        _take_timer_log(building)


def _take_entry(building: Building, fields: Fields) -> None:
    segment = building.segment(fields, None)
    stage = fields.choice("stage", StageName) or StageName.WHOLE
    row = m.RunEntry(
        workshop_id=building.workshop.id,
        sequence=fields.whole("sequence", 0, _LONG),
        segment_id=segment.id if segment else "",
        stage=stage.value,
        turn=fields.integer("turn", 1, 1000),
        planned_seconds=fields.whole("planned_seconds", 0, _DAY),
        adjusted_seconds=fields.whole("adjusted_seconds", -_DAY, _DAY, 0),
        started_wall=fields.instant("started_wall", building.zone) or "",
        started_boot=fields.name("started_boot"),
        started_mono_ms=fields.whole("started_mono_ms", 0, _LONG),
        ended_wall=fields.instant("ended_wall", building.zone),
        ended_boot=fields.name("ended_boot") or None,
        ended_mono_ms=fields.integer("ended_mono_ms", 0, _LONG),
        paused_seconds=fields.whole("paused_seconds", 0, _LONG, 0),
        paused_wall=fields.instant("paused_wall", building.zone),
        paused_boot=fields.name("paused_boot") or None,
        paused_mono_ms=fields.integer("paused_mono_ms", 0, _LONG),
        left_out_seconds=fields.whole("left_out_seconds", 0, _LONG, 0),
        interpreter_seconds=fields.whole("interpreter_seconds", 0, _LONG, 0),
        paused_for=fields.choice("paused_for", PauseReason),
        parked_seconds=fields.integer("parked_seconds", -_LONG, _DAY),
    )
    row.extra = fields.extra()
    if not row.started_wall and not fields.spoiled:
        fields.spoil("started_wall", _("the cell is empty."), "2027-03-02T09:00:00+02:00")
    if row.ended_wall and row.paused_wall:
        fields.spoil("paused_wall", _("what has ended is not paused."), _("an empty cell"))
    if row.paused_wall and row.paused_for is None:
        row.paused_for = PauseReason.PAUSE
    if row.paused_for and not row.paused_wall:
        fields.mention("paused_for", _("no pause is running there; left empty."), _("an empty cell"))
        row.paused_for = None
    if row.ended_wall is None and not fields.spoiled and not building.once(fields, "running"):
        return
    if not fields.spoiled and building.once(fields, "sequence", str(row.sequence)):
        building.add(row, Noun.RUN_ENTRY)


def _take_timer_log(building: Building) -> None:
    """Lay the blocks end to end from each day's start: the log says how long, not when."""
    days = {row.id: row for row in building.rows if isinstance(row, m.Day)}
    clocks: dict[str, datetime] = {}
    sequence = 0
    for fields in building.data.rows(TIMER_LOG):
        code = fields.required("block")
        segment = building.segments.get(code)
        planned = fields.integer("planned_minutes", 0, 1440)
        actual = fields.integer("actual_minutes", 0, 1440)
        overrun = fields.integer("overrun", -1440, 1440)
        fields.asked("title", "planned_start", "actual_start", "actual_end", "actual_seconds")
        if segment is None and code:
            fields.spoil("block", _("“{code}” is not in the agenda.").format(code=code), _("a segment’s id"))
        if actual is None and not fields.spoiled:
            fields.spoil("actual_minutes", _("the cell is empty."), _("whole minutes"))
        for name in fields.extra():
            building.data.left_out.append(
                _("{file}: column “{column}” is not used.").format(file=fields.file, column=name)
            )
        if fields.spoiled or segment is None or actual is None or not building.once(fields, code):
            continue
        if planned is not None and planned * 60 != segment.planned_seconds:
            _replan(building, segment, planned * 60)
        if overrun is not None and overrun != actual - (segment.planned_seconds // 60):
            wrong = _("the overrun is not actual minus planned minutes.")
            fields.mention("overrun", wrong, f"{actual - segment.planned_seconds // 60}")
        day = days[segment.day_id]
        started = clocks.get(day.id) or _start_of(day, building.zone)
        clocks[day.id] = started + timedelta(minutes=actual)
        sequence += 1
        building.add(_entry(building, segment, started, actual * 60, sequence), Noun.RUN_ENTRY)
    left = building.data.left_out
    building.data.left_out[:] = list(dict.fromkeys(left))


def _entry(
    building: Building, segment: m.Segment, started: datetime, seconds: int, sequence: int
) -> m.RunEntry:
    stages = [row for row in building.rows if isinstance(row, m.Stage) and row.segment_id == segment.id]
    stage = StageName.WHOLE.value if len(stages) != 1 else stages[0].stage
    begun = int(started.timestamp()) * 1000
    return m.RunEntry(
        workshop_id=building.workshop.id,
        sequence=sequence,
        segment_id=segment.id,
        stage=stage,
        planned_seconds=segment.planned_seconds,
        started_wall=started.isoformat(),
        started_boot=IMPORTED_BOOT,
        started_mono_ms=begun,
        ended_wall=(started + timedelta(seconds=seconds)).isoformat(),
        ended_boot=IMPORTED_BOOT,
        ended_mono_ms=begun + seconds * 1000,
    )


def _replan(building: Building, segment: m.Segment, seconds: int) -> None:
    """Let the set's planned minutes stand: stages shrink or grow in proportion, the last takes the rest."""
    stages = [row for row in building.rows if isinstance(row, m.Stage) and row.segment_id == segment.id]
    before, left = max(1, segment.planned_seconds), seconds
    for stage in stages[:-1]:
        stage.planned_seconds = min(left, stage.planned_seconds * seconds // before)
        left -= stage.planned_seconds
    if stages:
        stages[-1].planned_seconds = left
    for stage in stages:
        stage.minimum_seconds = min(stage.minimum_seconds, stage.planned_seconds)
    segment.planned_seconds = seconds
    segment.minimum_seconds = min(segment.minimum_seconds, seconds)


def _start_of(day: m.Day, zone: str) -> datetime:
    local = datetime.combine(date.fromisoformat(day.on), time.fromisoformat(day.start), ZoneInfo(zone))
    return local.astimezone(UTC)
