"""Short names and whole minutes: how plans, anchors and segments are called in a sentence."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from typing import Final

from facilitator_app.records.agenda import Segment
from facilitator_app.records.enums import SegmentKind, StageName
from facilitator_app.rules.text import isolate
from facilitator_app.support.wording import _, ngettext_, pgettext_

_HEAD: Final = re.compile(r"[:;,]\s|\s[–—-]\s")
_MINUTE: Final = 60


def short_title(segment: Segment) -> str:
    """Return what people call a segment: “Step 3”, “Lunch”, “Cluster teams”; isolated, without quotes."""
    if segment.kind is SegmentKind.STEP and len(segment.steps) == 1:
        return _("Step {n}").format(n=segment.steps[0])
    if segment.kind is SegmentKind.OPENING and segment.speaker:
        return _("Opening speaker")
    head = _HEAD.split(segment.title.strip(), maxsplit=1)[0].strip()
    return isolate(head or segment.title)


def stage_title(stage: StageName) -> str:
    """Return what a stage of the table work is called; nothing for a segment's only one."""
    return {
        StageName.WHOLE: "",
        StageName.PRESENT: pgettext_("stage", "Presentation"),
        StageName.BRIEF: pgettext_("stage", "Brief"),
        StageName.THINK: pgettext_("stage", "Think"),
        StageName.DISCUSS: pgettext_("stage", "Table discussion"),
        StageName.REPORT: pgettext_("stage", "Report-back"),
        StageName.SYNTHESIS: pgettext_("stage", "Synthesis"),
        StageName.LIGHTS: pgettext_("stage", "Lights"),
    }[stage]


def cycle_title(name: str | None) -> str:
    """Return a cycle's name in a sentence; a cycle nobody knows keeps its own."""
    known = {
        "BUZZ": pgettext_("cycle", "buzz"),
        "SHORT": pgettext_("cycle", "short"),
        "STANDARD": pgettext_("cycle", "standard"),
        "FULL": pgettext_("cycle", "full"),
        "DEEP": pgettext_("cycle", "deep"),
    }
    return known.get(name or "", name or "")


def stage_of(segment: Segment, stage: StageName | None, tables: int) -> str:
    """Return a stage with its tables: “Report-back, 5 tables”; the segment's own name for its only one."""
    word = stage_title(stage) if stage is not None else ""
    if not word:
        return short_title(segment)
    if stage is StageName.REPORT:
        return ngettext_("Report-back, {n} table", "Report-back, {n} tables", tables).format(n=tables)
    return word


def minutes(seconds: float) -> int:
    """Return whole minutes, half a minute upwards."""
    return int((abs(seconds) + _MINUTE / 2) // _MINUTE) * (1 if seconds >= 0 else -1)


def minutes_up(seconds: float) -> int:
    """Return whole minutes, every begun one counted: what is missing is never said smaller than it is."""
    return -int(-seconds // _MINUTE)


def clock(at: datetime | time) -> str:
    """Return a local time of day: “12:08”."""
    # Half a second is no earlier minute.
    shown = at + timedelta(milliseconds=500) if isinstance(at, datetime) else at
    return f"{shown:%H:%M}"


def clock_up(at: datetime) -> str:
    """Return when something will be, the begun minute counted: never said earlier than it comes."""
    return clock(at + timedelta(seconds=59))


def min_words(count: int | str) -> str:
    """Return a number of minutes: “13 min”, “2½ min”."""
    return _("{n} min").format(n=count)


def won_words(seconds: float) -> str:
    """Return minutes that are won: “−9 min”."""
    return _("−{n} min").format(n=minutes(seconds))
