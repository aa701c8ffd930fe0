"""The day as rows: what was, what runs and what is expected, each slip where it slips."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from facilitator_app.records.agenda import Day, Segment
from facilitator_app.records.enums import SegmentKind
from facilitator_app.records.run import RunPhase, RunState, SegmentTimes
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.support.wording import _
from facilitator_app.views.shared.runwords import exact_left, short_title

LATE_FROM_SECONDS: Final = 60
PAUSES: Final = frozenset({SegmentKind.BREAK, SegmentKind.MEAL, SegmentKind.STRETCH, SegmentKind.PRAYER})


class Tense(StrEnum):
    """Whether a segment is over, runs, or is to come."""

    PAST = "past"
    NOW = "now"
    COMING = "coming"


@dataclass(frozen=True, slots=True)
class DayRow:
    """One segment as the list shows it."""

    segment_id: str
    tense: Tense
    at: str
    title: str
    whole: str
    minutes: str
    over: str = ""
    anchor: str = ""
    late: bool = False
    is_pause: bool = False
    slack: str = ""
    """Whole minutes it could still give, for what is to come."""
    overdue: str = ""
    """A break that runs over, in words: it counts at once."""
    waits: str = ""
    """What a guest interrupted: the time it waits with."""

    def spoken(self) -> str:
        """Return the row as a sentence for a screen reader."""
        words = {
            Tense.PAST: _("{time} {title}, over"),
            Tense.NOW: _("{time} {title}, now"),
            Tense.COMING: _("{time} {title}, expected"),
        }[self.tense].format(time=self.at, title=self.whole)
        if self.tense is Tense.COMING and not self.late:
            words = _("{time} {title}").format(time=self.at, title=self.whole)
        extra = [_("anchored at {time}").format(time=self.anchor)] if self.anchor else []
        if self.slack:
            extra.append(_("can give {n} minutes").format(n=self.slack))
        extra += [words for words in (self.overdue, self.waits) if words]
        return ", ".join((words, _("{n} minutes").format(n=self.minutes), *extra))

    def tooltip(self) -> str:
        """Return the whole title, and what its marks mean."""
        lines = [self.whole]
        if self.slack:
            lines.append(_("Can give {n} min").format(n=self.slack))
        return "\n".join(lines)


def day_of(record: WorkshopRecord, state: RunState) -> Day | None:
    """Return the day that is shown: that of the run, of what comes next, today's, or the first."""
    days = record.agenda.days
    place = state.position or state.following
    if place is not None:
        for day in days:
            if any(segment.id == place.segment_id for segment in day.segments):
                return day
    today = next((day for day in days if day.on == state.now.date()), None)
    return today or (days[-1] if record.run_entries and days else days[0] if days else None)


def day_rows(record: WorkshopRecord, state: RunState) -> tuple[DayRow, ...]:
    """Return the rows of the shown day; parked segments are not in it."""
    day = day_of(record, state)
    if day is None:
        return ()
    times = {one.segment_id: one for one in state.times}
    here = state.position.segment_id if state.position else None
    shown = [segment for segment in day.segments if not segment.parked and segment.id in times]
    rows = (_row(segment, times[segment.id], state if segment.id == here else None) for segment in shown)
    return tuple(_waiting(one, state) for one in rows)


def _waiting(row: DayRow, state: RunState) -> DayRow:
    """Return the row as it is, or as one that waits for a guest."""
    parked = state.parked
    if parked is None or row.segment_id != parked.position.segment_id:
        return row
    waits = _("waits with {time}").format(time=exact_left(parked.left_seconds))
    return replace(row, tense=Tense.PAST, late=False, slack="", waits=waits)


def _row(segment: Segment, times: SegmentTimes, now: RunState | None) -> DayRow:
    """Return one segment's row; `now` is the moment where it is the one that runs."""
    over = times.actual_end is not None and now is None
    tense = Tense.NOW if now else Tense.PAST if over else Tense.COMING
    start = times.expected_start if tense is Tense.COMING else times.actual_start or times.planned_start
    planned = round(segment.planned_seconds / 60)
    extra = 0
    minutes = planned
    if over and times.actual_start and times.actual_end:
        minutes = round((times.actual_end - times.actual_start).total_seconds() / 60)
        extra = minutes - planned
    return DayRow(
        segment_id=segment.id,
        tense=tense,
        at=_clock(start),
        title=short_title(segment),
        whole=segment.title,
        minutes=str(minutes),
        over=f"+{extra}" if extra > 0 else "",
        anchor=f"{segment.anchor.at:%H:%M}" if segment.anchor else "",
        late=tense is Tense.COMING and times.offset_seconds >= LATE_FROM_SECONDS,
        is_pause=segment.kind in PAUSES,
        slack=_slack(times) if tense is Tense.COMING else "",
        overdue=_overdue(segment, now) if now is not None else "",
    )


def _slack(times: SegmentTimes) -> str:
    minutes = times.slack_seconds // 60
    return str(minutes) if minutes > 0 else ""


def _overdue(segment: Segment, now: RunState) -> str:
    if segment.kind not in PAUSES or now.remaining_seconds >= 0 or now.phase is not RunPhase.RUNNING:
        return ""
    minutes = max(1, -now.remaining_seconds // 60)
    return _("{n} min over").format(n=minutes)


def _clock(at: datetime) -> str:
    return f"{at:%H:%M}"
