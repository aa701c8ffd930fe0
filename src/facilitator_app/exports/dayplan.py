"""The days of a workshop as they are printed: every item with its times, stages, steps and who speaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from facilitator_app.records.agenda import Day, Segment, StageSlot
from facilitator_app.records.enums import Noun, SegmentKind, StageName
from facilitator_app.records.run import RunEntry
from facilitator_app.records.workshop import Step, WorkshopRecord
from facilitator_app.rules import running
from facilitator_app.rules.schedule import BREAK_KINDS, ScheduledDay, ScheduledSegment, SegmentState, schedule
from facilitator_app.rules.schedule.shapes import seconds_between
from facilitator_app.rules.timebox import share_of
from facilitator_app.rules.turns import turn_order
from facilitator_app.support.clock import Reading

_EVENING = "evening"
_OPENING = "opening"
_SLOTS: Mapping[SegmentKind, str] = {SegmentKind.OPENING: _OPENING, SegmentKind.EVENING: _EVENING}


@dataclass(frozen=True, slots=True)
class StageTime:
    """One stage on the clock (aware, in the workshop's zone); `over` once it has been played."""

    slot: StageSlot
    start: datetime
    end: datetime
    over: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One segment on the clock.

    `start` and `end` are what is expected, which is the plan where no time was given. `second` are the names
    of its steps in the other language, `speakers` (name and title, minutes asked or None).
    """

    placed: ScheduledSegment
    stages: tuple[StageTime, ...]
    steps: tuple[Step, ...]
    second_title: str
    second: tuple[tuple[int, str], ...]
    speakers: tuple[tuple[str, int | None], ...]

    @property
    def segment(self) -> Segment:
        """The segment as it is planned."""
        return self.placed.segment

    @property
    def start(self) -> datetime:
        """When it begins, or began."""
        return self.placed.expected_start

    @property
    def end(self) -> datetime:
        """When it ends, or ended."""
        return self.placed.expected_end

    @property
    def seconds(self) -> int:
        """How long it is: as planned until it runs, or while a guest interrupts it; then what it takes."""
        if self.placed.state in {SegmentState.COMING, SegmentState.PARKED}:
            return self.segment.planned_seconds
        return seconds_between(self.start, self.end)

    def state_is(self, state: SegmentState) -> bool:
        """Say where it stands."""
        return self.placed.state is state

    @property
    def rests(self) -> bool:
        """Whether people get up: a break, a meal, a prayer."""
        return self.segment.kind in BREAK_KINDS

    @property
    def evening(self) -> bool:
        """Whether it comes after the day."""
        return self.segment.kind is SegmentKind.EVENING


@dataclass(frozen=True, slots=True)
class DayPlan:
    """One day: its items in order, and what is parked."""

    day: Day
    items: tuple[Item, ...]
    parked: tuple[Segment, ...]
    scheduled: ScheduledDay

    @property
    def start(self) -> datetime:
        """When the first item begins."""
        return self.items[0].start if self.items else self.scheduled.start

    @property
    def end(self) -> datetime:
        """When the day ends, its evening left out."""
        return self.scheduled.expected_end


def day_plans(record: WorkshopRecord, now: Reading | None = None, second: str = "") -> tuple[DayPlan, ...]:
    """Return every day on the clock: as planned, or with `now` as it was held and is expected.

    `second` is the language in which names of steps stand beside the working language ("" for none).
    """
    actuals = running.actuals(record.agenda, record.run_entries, _turns(record), now) if now else None
    clock = schedule(record.agenda, actuals, now.wall if now else None)
    entries = record.run_entries if now else ()
    return tuple(
        DayPlan(
            day.day,
            tuple(_item(record, one, entries, second) for one in day.segments),
            day.parked,
            day,
        )
        for day in clock.days
    )


def second_language(record: WorkshopRecord, language: str) -> str:
    """Return the language whose names of steps stand beside the working language; "" where there is none.

    It is the language of the edition where it is another one and anything is translated into it; otherwise
    the first of the room's languages in which names are.
    """
    nouns = {(Noun.STEP.value, "name"), (Noun.SEGMENT.value, "title")}
    known = {
        one.language for one in record.translations if (one.noun, one.field) in nouns and one.text.strip()
    }
    working = _base(record.details.working_language or "en")
    for wanted in (language, *record.details.local_languages):
        if _base(wanted) != working:
            found = next((tag for tag in known if _base(tag) == _base(wanted)), "")
            if found:
                return found
    return ""


def speaking_order(record: WorkshopRecord, segment: Segment) -> tuple[int, ...]:
    """Return the numbers of the tables that report in a segment, in speaking order."""
    return tuple(_turns(record)(segment))


def share_seconds(record: WorkshopRecord, segment: Segment) -> int | None:
    """Return the speaking time of each table in a segment's report-back, change-overs left out, if any."""
    slot = running.slot_of(segment, StageName.REPORT)
    tables = len(speaking_order(record, segment)) or record.details.table_count
    if slot is None or tables < 1:
        return None
    return share_of(slot.planned_seconds, 0, tables, record.details.change_over_seconds)


def _turns(record: WorkshopRecord) -> running.Turns:
    def order(segment: Segment) -> Sequence[int]:
        return turn_order(record, segment.id)

    return order


def _item(record: WorkshopRecord, placed: ScheduledSegment, entries: Sequence[RunEntry], second: str) -> Item:
    segment = placed.segment
    steps = tuple(step for number in segment.steps if (step := record.step(number)))
    names = ((step.number, record.translated(Noun.STEP.value, step.id, "name", second)) for step in steps)
    return Item(
        placed=placed,
        stages=_stage_times(placed, [one for one in entries if one.position.segment_id == segment.id]),
        steps=steps,
        second_title=record.translated(Noun.SEGMENT.value, segment.id, "title", second) if second else "",
        second=tuple((number, name.strip()) for number, name in names if second and name.strip()),
        speakers=_speakers(record, segment),
    )


def _stage_times(placed: ScheduledSegment, entries: Sequence[RunEntry]) -> tuple[StageTime, ...]:
    """Return the stages on the clock: those to come end when the segment is expected to end."""
    slots = [slot for slot in placed.segment.stages if slot.planned_seconds > 0]
    if len(slots) < 2 or placed.state in {SegmentState.DONE, SegmentState.SKIPPED}:  # noqa: PLR2004 - one is none
        return ()
    zone = placed.expected_start.tzinfo
    begun = {entry.position.stage: entry.started.wall for entry in reversed(entries)}
    last = entries[-1].position.stage if entries else None
    cursor = placed.expected_end.astimezone(UTC)
    found: list[StageTime] = []
    coming = True
    for slot in reversed(slots):
        end = cursor
        coming = coming and slot.stage is not last
        planned = end - timedelta(seconds=slot.planned_seconds)
        cursor = planned if coming else begun.get(slot.stage, planned)
        over = not coming and slot.stage is not last
        found.append(StageTime(slot, cursor.astimezone(zone), end.astimezone(zone), over))
    return tuple(reversed(found))


def _speakers(record: WorkshopRecord, segment: Segment) -> tuple[tuple[str, int | None], ...]:
    if segment.kind is SegmentKind.GUEST:
        return tuple(
            (", ".join(part for part in (one.name, one.title) if part.strip()), None)
            for one in record.guests
            if one.segment_id == segment.id
        )
    slot = _SLOTS.get(segment.kind)
    return tuple(
        (one.name, one.minutes) for one in record.details.speakers if one.slot == slot and one.name.strip()
    )


def _base(language: str) -> str:
    return language.split("-", maxsplit=1)[0].casefold()
