"""The agenda as the command line prints it: JSON for scripts, tables and sentences for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from facilitator_app.records.agenda import Agenda, Segment
from facilitator_app.records.enums import AnchorKind, RecoveryAction
from facilitator_app.records.recovery import ChoiceLine, PlanChange, RecoveryChoice, RecoveryOffer
from facilitator_app.rules.schedule import (
    BREAK_KINDS,
    ConflictKind,
    ScheduledDay,
    ScheduledSegment,
    SegmentState,
    schedule,
)
from facilitator_app.rules.text import Direction, direction
from facilitator_app.services.recovery.standing import Standing
from facilitator_app.services.recovery.titles import minutes
from facilitator_app.services.recovery.told import actuals_after
from facilitator_app.support.wording import _, ngettext_

_ISOLATES: Final = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"))
_MARKS: Final[Mapping[SegmentState, str]] = {
    SegmentState.RUNNING: "▶",
    SegmentState.PARKED: "‖",
    SegmentState.DONE: "✓",
    SegmentState.SKIPPED: "–",
    SegmentState.COMING: " ",
}


def sheet_of(standing: Standing, offer: RecoveryOffer | None) -> dict[str, Any]:
    """Return the agenda as JSON values: days, offset, and the plans where something would slip."""
    placed = standing.schedule
    names = names_of(standing.agenda)
    choices = [] if offer is None else [*offer.choices, *([offer.move] if offer.move else [])]
    return {
        "zone": standing.agenda.zone,
        "now": _instant(standing.now.astimezone(placed.days[0].start.tzinfo))
        if standing.now and placed.days
        else None,
        "days": [_day(day, names) for day in placed.days],
        "offset_min": _minutes(placed.offset_seconds),
        "plans": [_plan(standing, choice, names) for choice in choices],
    }


def names_of(agenda: Agenda) -> dict[str, str]:
    """Return what every segment is called outside: the course's block id where it has one, else its own."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for segment in agenda.segments():
        free = segment.code and segment.code not in taken
        names[segment.id] = segment.code if free else segment.id
        taken.add(names[segment.id])
    return names


def lines_of(standing: Standing, offer: RecoveryOffer | None) -> Iterator[str]:
    """Yield the agenda as people read it: a table a day, then what to decide."""
    placed = standing.schedule
    for day in placed.days:
        yield from _table(day, expected=standing.now is not None)
        yield ""
    if standing.now is not None:
        yield _offset_words(placed.offset_seconds)
        yield ""
    if offer is not None:
        yield from map(_plain, _offer_lines(offer))


# --- JSON ---------------------------------------------------------------------------------------------------


def _day(day: ScheduledDay, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "date": day.day.on.isoformat(),
        "end": {"time": f"{day.day.end:%H:%M}", "anchored": day.day.end_anchored},
        "segments": [_segment(one, names) for one in day.segments],
        "parked": [names[one.id] for one in day.parked],
    }


def _segment(one: ScheduledSegment, names: Mapping[str, str]) -> dict[str, Any]:
    segment = one.segment
    return {
        "id": names.get(segment.id, segment.id),
        "kind": str(segment.kind),
        "title": segment.title,
        "state": str(one.state),
        "planned_start": _instant(one.planned_start),
        "planned_end": _instant(one.planned_end),
        "expected_start": _instant(one.expected_start),
        "expected_end": _instant(one.expected_end),
        "planned_min": _minutes(segment.planned_seconds),
        "minimum_min": _minutes(segment.minimum_seconds),
        "anchor": _anchor(segment),
        "misses_anchor_min": _minutes(one.misses_anchor_by),
        "stages": [
            {
                "stage": str(slot.stage),
                "planned_min": _minutes(slot.planned_seconds),
                "minimum_min": _minutes(slot.minimum_seconds),
            }
            for slot in segment.stages
        ],
    }


def _anchor(segment: Segment) -> dict[str, str] | None:
    if segment.anchor is None:
        return None
    return {"kind": str(segment.anchor.kind), "time": f"{segment.anchor.at:%H:%M}"}


def _plan(standing: Standing, choice: RecoveryChoice, names: Mapping[str, str]) -> dict[str, Any]:
    plan = choice.plan
    after = schedule(plan.agenda, actuals_after(standing, plan), standing.now)
    return {
        "name": str(plan.kind),
        "title": _plain(choice.title),
        "changes": [_change(one, names) for one in plan.changes],
        "consequences": [_plain(sentence) for sentence in choice.consequences],
        "shortfall_min": _minutes(plan.shortfall_seconds),
        "segments": [_segment(one, names) for one in after.segments],
    }


def _change(change: PlanChange, names: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": names.get(change.segment_id, change.segment_id),
        "stage": str(change.stage) if change.stage else None,
        "from_min": _minutes(change.from_seconds),
        "to_min": _minutes(change.to_seconds),
        "action": str(change.action),
    }
    if change.cycle and change.action is RecoveryAction.SMALLER_CYCLE:
        found["cycle"] = change.cycle
    if change.day_end:
        found["day_end"] = True
    return found


def _instant(at: datetime) -> str:
    return at.isoformat(timespec="seconds")


def _minutes(seconds: int) -> int | float:
    """Return minutes: whole where they are whole, else to the second."""
    return seconds // 60 if seconds % 60 == 0 else round(seconds / 60, 4)


# --- people -------------------------------------------------------------------------------------------------


def _table(day: ScheduledDay, *, expected: bool) -> Iterator[str]:
    yield _("Day {n} · {date}").format(n=day.day.number, date=day.day.on.isoformat())
    heads = [_("planned"), *([_("expected")] if expected else []), _("min")]
    yield "  " + "  ".join([*(f"{head:<11}" for head in heads[:-1]), f"{heads[-1]:>5}"])
    for one in day.segments:
        yield _row(day, one, expected=expected)
    for segment in day.parked:
        length = f"{minutes(segment.planned_seconds):>5}"
        blank = "  ".join([" " * 11] * (2 if expected else 1))
        yield _plain(
            _("  {blank}  {min}  {title} (parked)").format(blank=blank, min=length, title=segment.title)
        )
    yield _end_words(day)


def _row(day: ScheduledDay, one: ScheduledSegment, *, expected: bool) -> str:
    times = [_span(one.planned_start, one.planned_end)]
    if expected:
        times.append(_span(one.expected_start, one.expected_end))
    marks = list(_marks(day, one))
    words = f"{one.segment.title} ({'; '.join(marks)})" if marks else one.segment.title
    length = f"{minutes(one.segment.planned_seconds):>5}"
    return _plain("  ".join([f"{_MARKS[one.state]} {times[0]}", *times[1:], length, words]))


def _marks(day: ScheduledDay, one: ScheduledSegment) -> Iterator[str]:
    segment = one.segment
    if segment.kind in BREAK_KINDS:
        yield _("break")
    if segment.buffer:
        yield _("reserve")
    if segment.anchor is not None:
        starts = segment.anchor.kind is AnchorKind.START_AT
        words = _("must start {time}") if starts else _("must end by {time}")
        yield words.format(time=f"{segment.anchor.at:%H:%M}")
    if minutes(one.misses_anchor_by):
        yield _("{n} min late").format(n=minutes(one.misses_anchor_by))
    for conflict in day.conflicts:
        if conflict.segment_id == one.segment.id and conflict.kind is ConflictKind.LONG_STRETCH:
            yield _("{n} min without a break").format(n=conflict.seconds // 60)


def _end_words(day: ScheduledDay) -> str:
    over = next((one for one in day.conflicts if one.kind is ConflictKind.DAY_DOES_NOT_FIT), None)
    ends = f"{day.expected_end:%H:%M}"
    if over is None:
        return _("  Day {n} ends {time}.").format(n=day.day.number, time=ends)
    words = _("  Day {n} ends {time}: {min} min after {limit}, when it must end.")
    limit = f"{day.day.end:%H:%M}"
    return words.format(n=day.day.number, time=ends, min=minutes(over.seconds), limit=limit)


def _offset_words(seconds: int) -> str:
    n = minutes(abs(seconds))
    if not n:
        return _("The room is on time.")
    if seconds > 0:
        return ngettext_("The room is {n} minute late.", "The room is {n} minutes late.", n).format(n=n)
    return ngettext_("The room is {n} minute early.", "The room is {n} minutes early.", n).format(n=n)


def _offer_lines(offer: RecoveryOffer) -> Iterator[str]:
    yield offer.cause
    yield offer.question
    for number, choice in enumerate([*offer.choices, *([offer.move] if offer.move else [])], start=1):
        yield ""
        yield _("{n}. {title} ({badge})").format(n=number, title=choice.title, badge=choice.badge)
        yield from (f"   {_line(line)}" for line in choice.lines)
        after = " · ".join(f"{what} {time}" for what, time in choice.then)
        if after:
            yield "   " + _("Then: {times}").format(times=after)


def _line(line: ChoiceLine) -> str:
    figures = f"{line.before} → {line.after}" if line.before else line.after
    return f"{line.words}: {figures}" if figures else line.words


def _span(start: datetime, end: datetime) -> str:
    return f"{start:%H:%M}–{end:%H:%M}"


def _plain(text: str) -> str:
    """Return a line without isolates where nothing in it runs from right to left: terminals may show them."""
    bare = text.translate(_ISOLATES)
    mixed = any(direction(word) is Direction.RTL for word in bare.split())
    return text if mixed else bare
