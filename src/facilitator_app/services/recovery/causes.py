"""Why a day slips and what is at stake: the two sentences over the plans."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from facilitator_app.records.enums import LanguageMode, SegmentKind
from facilitator_app.records.recovery import Miss
from facilitator_app.rules.cycles import TABLES_ASSUMED
from facilitator_app.rules.schedule import Schedule, ScheduledDay, ScheduledSegment, SegmentState
from facilitator_app.services.recovery.standing import Standing
from facilitator_app.services.recovery.titles import (
    clock,
    min_words,
    minutes,
    minutes_up,
    short_title,
)
from facilitator_app.services.recovery.told import Reach, day_in, reach_of
from facilitator_app.support.wording import _, ngettext_

_WORTH_SECONDS: Final = 60


@dataclass(frozen=True, slots=True)
class _Reason:
    """One thing that cost time today, in seconds, and the words for it."""

    seconds: int
    words: str


def cause_of(standing: Standing, placed: Schedule, slips: Sequence[Miss]) -> str:
    """Return why something slips: the dearest thing of that day, where it explains most of it.

    What was dealt with when the last plan was applied is a cause no more.
    """
    first = placed.segment(slips[0].segment_id)
    day = day_in(placed, first.day_id) if first else None
    if day is None:
        return ""
    late = max(one.seconds for one in slips)
    dearest = max(
        _reasons(day, standing.agreed.at if standing.agreed else None),
        key=lambda one: one.seconds,
        default=None,
    )
    if dearest is not None and 2 * dearest.seconds > late:
        words = dearest.words
    else:
        words = _plan_reason(standing, day) or _behind_words(day, late)
    return words


def cause_and_now(cause: str, standing: Standing, placed: Schedule) -> str:
    """Return a cause with the time of day at which it is told."""
    if not cause or standing.now is None:
        return cause
    local = standing.now.astimezone(placed.days[0].start.tzinfo)
    return _("{cause} · it is {time}").format(cause=cause, time=clock(local))


def question_of(placed: Schedule, slips: Sequence[Miss]) -> str:
    """Return what is at stake: “Lunch would start at 12:08. Bring it back to 12:00?”.

    The day's end is named where nothing before it slips: it goes wherever lunch goes.
    """
    reached = [(miss, one) for miss in slips if (one := reach_of(placed, miss, placed)) is not None]
    if not reached:
        return ""
    miss, first = reached[0]
    would = _would(first.what, clock(first.at), ends=first.ends, day_end=first.day_end)
    more = len({(one.segment_id, one.day_end) for one, reach in reached[1:] if _counts(reach, first)})
    if more:
        words = ngettext_(
            "{first}, and {n} more time would slip. Bring them back?",
            "{first}, and {n} more times would slip. Bring them back?",
            more,
        )
        return words.format(first=would, n=more)
    due = (first.at.astimezone(UTC) - timedelta(seconds=miss.seconds)).astimezone(first.at.tzinfo)
    return _("{first}. Bring it back to {time}?").format(first=would, time=clock(due))


def _counts(reach: Reach, first: Reach) -> bool:
    return not reach.day_end or reach.day != first.day


def _would(what: str, time: str, *, ends: bool, day_end: bool) -> str:
    if day_end:
        return _("The day would end at {time}").format(time=time)
    words = _("{what} would end at {time}") if ends else _("{what} would start at {time}")
    return words.format(what=what, time=time)


# --- what ran -----------------------------------------------------------------------------------------------


def _reasons(day: ScheduledDay, agreed_at: datetime | None) -> Iterator[_Reason]:
    begun = [one for one in day.segments if one.actual_start is not None]
    if begun and agreed_at is None and (late := begun[0].offset_seconds) >= _WORTH_SECONDS:
        yield _Reason(late, _("The day began {min} late").format(min=min_words(minutes(late))))
    for one in begun:
        if agreed_at is not None and one.actual_end is not None and one.actual_end <= agreed_at:
            continue
        over = _over(one)
        if one.segment.kind is SegmentKind.GUEST:
            length = over + one.segment.planned_seconds
            words = _("{guest} takes {min}")
            named = words.format(guest=short_title(one.segment), min=min_words(minutes(length)))
            yield _Reason(length, named)
        elif over >= _WORTH_SECONDS:
            since = over if agreed_at is None else min(over, max(0, one.end_offset_seconds))
            yield _Reason(since, _took(one, over))


def _over(one: ScheduledSegment) -> int:
    took = one.expected_end.timestamp() - one.expected_start.timestamp()
    return round(took) - one.segment.planned_seconds


def _took(one: ScheduledSegment, over: int) -> str:
    segment = one.segment
    before, after = minutes(segment.planned_seconds), minutes(segment.planned_seconds + over)
    done = one.state is SegmentState.DONE
    if segment.kind is SegmentKind.OPENING and segment.speaker:
        words = (
            _("The opening speaker took {after} min instead of {before}")
            if done
            else _("The opening speaker takes {after} min instead of {before}")
        )
        return words.format(after=after, before=before)
    words = (
        _("{what} took {after} min instead of {before}")
        if done
        else _("{what} takes {after} min instead of {before}")
    )
    return words.format(what=short_title(segment), after=after, before=before)


# --- what was planned ---------------------------------------------------------------------------------------


def _plan_reason(standing: Standing, day: ScheduledDay) -> str:
    """Return what interpretation or further tables add to the day's plan, where they add anything."""
    interpreted, seated = standing.added(day.day.id)
    if interpreted >= max(_WORTH_SECONDS, seated):
        return _mode_words(standing.mode).format(n=minutes(interpreted))
    if seated < _WORTH_SECONDS:
        return ""
    if standing.table_count == TABLES_ASSUMED + 1:
        return _("A sixth table adds {n} min").format(n=minutes(seated))
    words = ngettext_("{tables} table adds {n} min", "{tables} tables add {n} min", standing.table_count)
    return words.format(tables=standing.table_count, n=minutes(seated))


def _mode_words(mode: LanguageMode) -> str:
    return {
        LanguageMode.CONSECUTIVE: _("Consecutive interpretation adds {n} min today"),
        LanguageMode.SIMULTANEOUS: _("Simultaneous interpretation adds {n} min today"),
    }.get(mode, _("Written translation adds {n} min today"))


def _behind_words(day: ScheduledDay, late: int) -> str:
    behind = _behind(day)
    if behind >= _WORTH_SECONDS:
        return _("The day is {min} behind").format(min=min_words(minutes_up(behind)))
    return _("The plan is {min} too long").format(min=min_words(minutes_up(late)))


def _behind(day: ScheduledDay) -> int:
    """Return how late the day is by what has happened: by what runs, or else by what comes next."""
    open_ = [one for one in day.segments if one.state in {SegmentState.RUNNING, SegmentState.PARKED}]
    if open_:
        return max(one.end_offset_seconds for one in open_)
    return next((one.offset_seconds for one in day.segments if one.state is SegmentState.COMING), 0)
