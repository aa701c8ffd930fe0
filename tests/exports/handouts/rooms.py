"""Workshops for the tests of agenda and run sheet, and what readers find on paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pymupdf

from facilitator_app.records.agenda import Agenda, Anchor, Day, Segment, StageSlot
from facilitator_app.records.enums import AnchorKind, SegmentKind, StageName
from facilitator_app.records.workshop import WorkshopRecord
from tests.builders import kaunas
from tests.exports.text.reading import visible

ALL_PAGES = 10_000


def with_segments(record: WorkshopRecord, change: Callable[[int, Segment], Segment]) -> WorkshopRecord:
    """Return the record with every segment changed; `change` is told its place in the whole agenda."""
    place = iter(range(ALL_PAGES))
    days = tuple(
        replace(day, segments=tuple(change(next(place), one) for one in day.segments))
        for day in record.agenda.days
    )
    return replace(record, agenda=replace(record.agenda, days=days))


def night(minutes: int = 120) -> WorkshopRecord:
    """Return one day in Vilnius that begins at 23:00 before the clocks go forward at 03:00.

    A talk of two hours, a cycle of two hours over the change, and an end by 06:00.
    """
    stages = tuple(
        StageSlot(f"stage-{stage}", stage, seconds * 60, 60)
        for stage, seconds in ((StageName.BRIEF, 30), (StageName.DISCUSS, 60), (StageName.REPORT, 30))
    )
    talk = Segment("talk", "talk", SegmentKind.PANEL, "A talk until one", 60 * minutes, 3600)
    work = Segment(
        "work", "work", SegmentKind.CLINIC, "Work through the change", 7200, 3600, stages=stages,
        anchor=Anchor(AnchorKind.END_BY, time(6)),
    )  # fmt: skip
    day = Day("day-1", 1, date(2027, 3, 27), time(23), time(6), end_anchored=True, segments=(talk, work))
    record = kaunas()
    return replace(record, agenda=Agenda("Europe/Vilnius", (day,)), report_backs=(), seats=())


def clock(moment: datetime) -> str:
    """Return a time as the sheets say it."""
    return f"{moment:%H:%M}"


def after(start: time, minutes: int) -> str:
    """Return the time so many minutes after a start, as the sheets say it."""
    return clock(datetime.combine(date(2027, 3, 2), start) + timedelta(minutes=minutes))


def pages(path: Path) -> list[str]:
    """Return the visible characters of each page, running lines too."""
    with pymupdf.open(path) as document:
        return [visible(page.get_text()) for page in document]


def whole(path: Path) -> str:
    """Return the visible characters of all pages."""
    return "".join(pages(path))


def words(path: Path, page: int = 0) -> list[tuple[str, float, float, float, float]]:
    """Return (word, left, top, right, bottom) of one page in points."""
    with pymupdf.open(path) as document:
        return [(w[4], w[0], w[1], w[2], w[3]) for w in document[page].get_text("words")]


def outside(path: Path, side: float) -> list[str]:
    """Return the words that stand nearer to an edge of their page than `side` points (10 above and below)."""
    found = []
    with pymupdf.open(path) as document:
        for page in document:
            inner = pymupdf.Rect(side, 10, page.rect.width - side, page.rect.height - 10)
            found += [word[4] for word in page.get_text("words") if not inner.contains(word[:4])]
    return found
