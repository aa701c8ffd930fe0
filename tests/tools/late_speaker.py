"""Print what happens to lunch when the opening speaker of a new two-day course overruns.

python -m tests.tools.late_speaker
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from facilitator_app.content.catalogue import Content, load
from facilitator_app.records.agenda import Agenda, Anchor, Segment, StageSlot
from facilitator_app.records.enums import AnchorKind, PlanKind, SegmentKind, StageName
from facilitator_app.records.recovery import RecoveryChoice
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.running import reading_at
from facilitator_app.rules.schedule import Schedule, ScheduledSegment, SegmentState, schedule
from facilitator_app.services import planning
from facilitator_app.services.reading import read_workshop
from facilitator_app.services.recovery import offer_at
from facilitator_app.services.recovery.moments import WhatIf, standing_if
from facilitator_app.services.recovery.standing import Standing
from facilitator_app.services.recovery.told import actuals_after
from facilitator_app.support import paths
from facilitator_app.support.clock import FakeClock

LATE = (8, 14, 20, 35, 70)
ZONE = "Europe/Vilnius"
SPEAKING = datetime(2027, 3, 2, 9, 10, tzinfo=ZoneInfo(ZONE))
LUNCH, WRAP, BREAK = "two_day.d1.b08", "two_day.d1.b16", "two_day.d1.b05"


@dataclass(frozen=True)
class Line:
    """One plan for one delay: when lunch and the day's end come, and what is left to give before lunch."""

    late: int
    plan: PlanKind | None
    title: str
    lunch: datetime
    recovered: int
    smallest_slack: int
    slack_left: int
    shortfall: int
    ends: datetime
    anchors: tuple[str, ...]
    choice: RecoveryChoice | None
    after: Schedule


def new_course(content: Content) -> WorkshopRecord:
    """Make a two-day course as `new` does and read it."""
    spec = planning.NewWorkshop(course="two_day", start=date(2027, 3, 2), title="Kaunas", zone=ZONE)
    with tempfile.TemporaryDirectory() as folder:
        clock = FakeClock(datetime(2027, 3, 1, 12, tzinfo=UTC))
        path = Path(folder) / "two_day.workshop"
        file, _fits = planning.create_workshop(path, spec, content=content, clock=clock, device="tools")
        with file, file.read() as session:
            return read_workshop(session)


def with_bus(record: WorkshopRecord) -> WorkshopRecord:
    """Let the bus leave at 17:30: the first day's last segment must end by then."""
    return _changed(record, WRAP, anchor=Anchor(AnchorKind.END_BY, time(17, 30)))


def with_minister(record: WorkshopRecord) -> WorkshopRecord:
    """Let a minister speak for ten minutes at 10:45, after the break."""
    seconds = 600
    minister = Segment(
        id="minister",
        code="",
        kind=SegmentKind.GUEST,
        title="Minister of Economy",
        planned_seconds=seconds,
        minimum_seconds=seconds,
        stages=(StageSlot("minister.whole", StageName.WHOLE, seconds, seconds),),
        anchor=Anchor(AnchorKind.START_AT, time(10, 45)),
    )
    day = record.agenda.days[0]
    place = [one.code for one in day.segments].index(BREAK) + 1
    first = replace(day, segments=(*day.segments[:place], minister, *day.segments[place:]))
    return replace(record, agenda=replace(record.agenda, days=(first, *record.agenda.days[1:])))


def lines(record: WorkshopRecord, content: Content, late: int) -> Iterator[Line]:
    """Yield what the first day becomes: left alone, then in every plan."""
    standing = standing_if(record, WhatIf(reading_at(SPEAKING), kept_plan=True, late_minutes=late), content)
    before = standing.schedule
    yield _line(standing, before, before, late, None)
    offer = offer_at(standing)
    for choice in () if offer is None else (*offer.choices, *([offer.move] if offer.move else [])):
        after = schedule(choice.plan.agenda, actuals_after(standing, choice.plan), standing.now)
        yield _line(standing, before, after, late, choice)


def coded(placed: Schedule, code: str) -> ScheduledSegment:
    """Return a segment of the course by its id there."""
    return next(one for one in placed.segments if one.segment.code == code)


def _line(
    standing: Standing, before: Schedule, after: Schedule, late: int, choice: RecoveryChoice | None
) -> Line:
    day, lunch = after.days[0], coded(after, LUNCH)
    ahead = day.segments[: [one.segment.code for one in day.segments].index(LUNCH)]
    slacks = [one.slack_seconds // 60 for one in ahead if _can_give(standing.agenda, one)]
    won = coded(before, LUNCH).expected_start - lunch.expected_start
    return Line(
        late=late,
        plan=choice.plan.kind if choice else None,
        title=choice.title if choice else "left as it is",
        lunch=lunch.expected_start,
        recovered=round(won.total_seconds() / 60),
        smallest_slack=min(slacks, default=0),
        slack_left=sum(slacks),
        shortfall=choice.plan.shortfall_seconds // 60 if choice else 0,
        ends=day.expected_end,
        anchors=tuple(_anchor_words(one) for one in day.segments if one.segment.anchor),
        choice=choice,
        after=after,
    )


def _can_give(agenda: Agenda, one: ScheduledSegment) -> bool:
    own = agenda.segment(one.segment.id)
    coming = one.state is SegmentState.COMING and not one.segment.shorten_needs_consent
    return coming and own is not None and own.planned_seconds > own.minimum_seconds


def _anchor_words(one: ScheduledSegment) -> str:
    anchor = one.segment.anchor
    ends = anchor is not None and anchor.kind is AnchorKind.END_BY
    at = one.expected_end if ends else one.expected_start
    name = {SegmentKind.GUEST: "minister", SegmentKind.MEAL: "lunch", SegmentKind.EVENING: "dinner"}
    return f"{name.get(one.segment.kind, 'bus')} {at:%H:%M}"


def _changed(record: WorkshopRecord, code: str, *, anchor: Anchor) -> WorkshopRecord:
    days = tuple(
        replace(
            day,
            segments=tuple(replace(one, anchor=anchor) if one.code == code else one for one in day.segments),
        )
        for day in record.agenda.days
    )
    return replace(record, agenda=replace(record.agenda, days=days))


def _table(record: WorkshopRecord, content: Content, delays: Sequence[int]) -> Iterator[str]:
    yield (
        "| Late | Plan | Lunch | Won before lunch | Smallest slack left | Slack left | Not to be found "
        "| Day ends | Fixed times |"
    )
    yield "|---|---|---|---|---|---|---|---|---|"
    for late in delays:
        for one in lines(record, content, late):
            title = one.title.translate(dict.fromkeys(map(ord, "\u2068\u2069")))
            yield (
                f"| +{one.late} | {title} | {one.lunch:%H:%M} | {one.recovered} | {one.smallest_slack} "
                f"| {one.slack_left} | {one.shortfall} | {one.ends:%H:%M} | {', '.join(one.anchors)} |"
            )


def main() -> None:
    """Print the tables: the course as it is, then with two and three fixed times in the day."""
    content = load(paths.content())
    record = new_course(content)
    said = ["## The course as it is: lunch 12:00, the day ends 17:30", ""]
    said += _table(record, content, LATE)
    said += ["", "## Two fixed times: lunch 12:00, the bus 17:30", ""]
    said += _table(with_bus(record), content, LATE)
    said += [
        "",
        "## Three fixed times: a minister 10:45 (10 min, not in the plan), lunch 12:00, the bus 17:30",
        "",
    ]
    said += _table(with_minister(with_bus(record)), content, LATE)
    sys.stdout.write("\n".join(said) + "\n")


if __name__ == "__main__":
    main()
