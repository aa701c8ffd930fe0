"""Random days of a workshop, and where they stand at some moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import strategies as st

from facilitator_app.records.agenda import Agenda, Anchor, Day, Segment, StageSlot
from facilitator_app.records.enums import AnchorKind, SegmentKind, StageName
from facilitator_app.rules.schedule import Actual, Schedule, SegmentState, schedule

_STAGES = (
    StageName.BRIEF,
    StageName.THINK,
    StageName.DISCUSS,
    StageName.REPORT,
    StageName.SYNTHESIS,
    StageName.LIGHTS,
)
_PLANNED = {"BUZZ": (2, 0, 5, 6, 2, 0), "SHORT": (3, 2, 11, 8, 3, 3), "FULL": (5, 4, 24, 16, 5, 6)}
_LEAST = {"BUZZ": (2, 0, 4, 4, 1, 0), "SHORT": (3, 2, 8, 6, 2, 2), "FULL": (4, 4, 17, 11, 3, 3)}

TABLES = {
    name: {
        stage: (planned * 60, least * 60)
        for stage, planned, least in zip(_STAGES, _PLANNED[name], _LEAST[name], strict=True)
        if planned
    }
    for name in _PLANNED
}
"""Three cycles as the content has them, in seconds."""
FIRM = frozenset({SegmentKind.BREAK, SegmentKind.MEAL, SegmentKind.STRETCH, SegmentKind.PRAYER})
_PLENARY = (
    SegmentKind.OPENING,
    SegmentKind.OVERVIEW,
    SegmentKind.INTRODUCTIONS,
    SegmentKind.TEAM_FORMING,
    SegmentKind.LIGHTS_CLINIC,
    SegmentKind.PANEL,
    SegmentKind.WRAP,
    SegmentKind.EVALUATION,
)


@dataclass(frozen=True)
class Moment:
    """An agenda, what has really happened, and now."""

    agenda: Agenda
    actuals: dict[str, Actual]
    now: datetime

    @property
    def placed(self) -> Schedule:
        return schedule(self.agenda, self.actuals, self.now)


def _slots(code: str, cycle: str, present: int) -> tuple[StageSlot, ...]:
    talk = (
        ()
        if not present
        else (StageSlot(f"{code}.p", StageName.PRESENT, present * 60, present * 36 // 60 * 60),)
    )
    return (
        *talk,
        *(
            StageSlot(f"{code}.{stage}", stage, planned, least)
            for stage, (planned, least) in TABLES[cycle].items()
        ),
    )


@st.composite
def segments(draw: st.DrawFn, code: str) -> Segment:
    """One segment: work in cycles, plenary parts, breaks, buffers; odd seconds are rare but there."""
    what = draw(st.sampled_from(["step", "step", "plenary", "plenary", "break", "buffer"]))
    if what == "step":
        cycle = draw(st.sampled_from(sorted(TABLES)))
        slots = _slots(code, cycle, draw(st.sampled_from([0, 10, 15, 20])))
        planned, least = sum(s.planned_seconds for s in slots), sum(s.minimum_seconds for s in slots)
        return Segment(
            code, code, SegmentKind.STEP, code, planned, least, stages=slots, cycle=cycle, steps=(1,)
        )
    seconds = draw(st.integers(1, 60)) * 60 + draw(st.sampled_from([0, 0, 0, 0, 17]))
    if what == "break":
        kind = draw(st.sampled_from(sorted(FIRM)))
        slot = StageSlot(f"{code}.w", StageName.WHOLE, seconds, seconds)
        return Segment(code, code, kind, code, seconds, seconds, stages=(slot,), shorten_needs_consent=True)
    buffer = what == "buffer"
    kind = SegmentKind.BUFFER if buffer else draw(st.sampled_from(_PLENARY))
    least = 0 if buffer else draw(st.integers(0, seconds))
    slot = StageSlot(f"{code}.w", StageName.WHOLE, seconds, least)
    return Segment(code, code, kind, code, seconds, least, stages=(slot,), buffer=buffer)


@st.composite
def days(draw: st.DrawFn, number: int) -> Day:
    """One day that fits as planned, with up to three anchors at times that the plan keeps."""
    found = [draw(segments(f"d{number}.b{n:02d}")) for n in range(draw(st.integers(2, 12)))]
    start = time(draw(st.integers(7, 10)), draw(st.sampled_from([0, 15, 30])))
    on = date(2027, 3, 1) + timedelta(days=number)
    cursor = datetime.combine(on, start)
    anchored = draw(st.sets(st.integers(1, len(found) - 1), max_size=3))
    for place, one in enumerate(found):
        if place in anchored:
            cursor += timedelta(minutes=draw(st.sampled_from([0, 0, 5, 20])))
            kind = draw(st.sampled_from([AnchorKind.START_AT, AnchorKind.START_AT, AnchorKind.END_BY]))
            ends = cursor + timedelta(seconds=one.planned_seconds)
            if kind is AnchorKind.END_BY:
                ends += timedelta(seconds=-ends.second % 60)
            at = cursor + timedelta(seconds=-cursor.second % 60) if kind is AnchorKind.START_AT else ends
            cursor = max(cursor, at) if kind is AnchorKind.START_AT else cursor
            if at.date() == on:
                found[place] = Segment(
                    **{f: getattr(one, f) for f in one.__dataclass_fields__ if f != "anchor"},
                    anchor=Anchor(kind, at.time()),
                )
        cursor += timedelta(seconds=one.planned_seconds)
    end = cursor + timedelta(seconds=-cursor.second % 60, minutes=draw(st.sampled_from([0, 0, 10])))
    return Day(f"day{number}", number, on, start, end.time(), draw(st.booleans()), tuple(found))


@st.composite
def moments(draw: st.DrawFn) -> Moment:
    """A workshop that kept its plan until some segment, which overruns by up to two hours."""
    agenda = Agenda("UTC", tuple(draw(days(number)) for number in range(1, draw(st.integers(1, 3)) + 1)))
    planned = [one for day in schedule(agenda).days for one in day.segments]
    running = planned[draw(st.integers(0, len(planned) - 1))]
    late = draw(st.integers(0, 7200))
    begun = running.planned_start
    used = draw(st.integers(0, running.segment.planned_seconds))
    actuals = {
        one.segment.id: Actual(one.planned_start, one.planned_end)
        for one in planned
        if one.planned_start < begun and one.segment.id != running.segment.id
    }
    stages = [one.stage for one in running.segment.stages]
    left = running.segment.planned_seconds - used + late
    actuals[running.segment.id] = Actual(begun, None, left_seconds=left, stage=draw(st.sampled_from(stages)))
    return Moment(agenda, actuals, (begun + timedelta(seconds=used)).astimezone(UTC))


def later(moment: Moment) -> set[str]:
    """Return the segments that have not begun."""
    return {one.segment.id for one in moment.placed.segments if one.state is SegmentState.COMING}
