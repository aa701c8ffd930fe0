"""From a planned segment to what its row shows and what can be asked of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from facilitator_app.records.agenda import Segment
from facilitator_app.records.enums import SegmentKind
from facilitator_app.records.run import SegmentTimes
from facilitator_app.rules.schedule import ScheduledSegment
from facilitator_app.support.wording import pgettext_
from facilitator_app.views.prepare.agendawords import RESTING, anchor_mark, anchor_words, kind_icon
from facilitator_app.views.prepare.rowface import RowFace
from facilitator_app.views.prepare.rowwishes import CHANGES_PAST, Wish
from facilitator_app.views.shared.dates import clock_words
from facilitator_app.views.shared.tokens import Tone

_PARKED = (Wish.DETAILS, Wish.CUT, Wish.PARK, Wish.DUPLICATE, Wish.REMOVE)
_TIMED = (
    Wish.DETAILS,
    Wish.UP,
    Wish.DOWN,
    Wish.DAY_BEFORE,
    Wish.DAY_AFTER,
    Wish.CUT,
    Wish.PASTE,
    Wish.INSERT,
    Wish.DUPLICATE,
    Wish.SPLIT,
    Wish.SHORTEN,
    Wish.PARK,
    Wish.REMOVE,
)


def planned_face(segment: Segment, placed: ScheduledSegment | None, *, begun: bool) -> RowFace:
    """Return what a row shows of the plan; without a place on the clock it is parked."""
    anchor = segment.anchor
    return RowFace(
        title=segment.title,
        icon=kind_icon(segment.kind),
        start=clock_words(placed.planned_start) if placed else "",
        end=clock_words(placed.planned_end) if placed else "",
        quiet=segment.kind in RESTING,
        parked=placed is None,
        movable=not begun,
        anchor=anchor_words(anchor) if anchor else "",
        anchor_short=anchor_mark(anchor) if anchor else "",
        missed=placed is not None and placed.misses_anchor_by > 0,
        buffer=pgettext_("segment", "Buffer")
        if segment.buffer and segment.kind is not SegmentKind.BUFFER
        else "",
        consent=segment.shorten_needs_consent,
        minutes=round(segment.planned_seconds / 60),
        least=round(segment.minimum_seconds / 60),
    )


def running_face(face: RowFace, times: SegmentTimes | None, running: str) -> RowFace:
    """Return the same row while the workshop runs: what was, or what is expected now, beside the plan."""
    if times is None or face.parked:
        return face
    past = times.actual_end is not None
    start = times.actual_start or times.expected_start
    end = times.actual_end or times.expected_end
    late = _minute(start) > _minute(times.planned_start)
    ends_late = _minute(end) > _minute(times.planned_end)
    return replace(
        face,
        now_start=clock_words(start),
        now_end=clock_words(end),
        now_tone=Tone.AMBER if late and not past else None,
        now_end_tone=Tone.AMBER if ends_late and not past else None,
        past=past,
        running=times.segment_id == running,
        missed=times.misses_anchor or (face.missed and not past),
    )


def wishes_of(face: RowFace, *, begun: bool, several_days: bool, taken: bool) -> tuple[Wish, ...]:
    """Return what can be asked of a row, in the order of its menu."""
    if face.parked:
        return _PARKED
    out: set[Wish] = set()
    if begun:
        out |= CHANGES_PAST
    if not several_days:
        out |= {Wish.DAY_BEFORE, Wish.DAY_AFTER}
    if not taken or begun:
        out.add(Wish.PASTE)
    if face.minutes < 2:  # noqa: PLR2004 - two parts of a minute each
        out.add(Wish.SPLIT)
    if not 0 < face.least < face.minutes:
        out.add(Wish.SHORTEN)
    return tuple(wish for wish in _TIMED if wish not in out)


def _minute(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(second=0, microsecond=0)
