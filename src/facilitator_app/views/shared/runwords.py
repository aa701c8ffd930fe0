"""The words of the run that several screens share: stages, time left, and what Next does."""

from __future__ import annotations

import re

from facilitator_app.records.agenda import Segment
from facilitator_app.records.enums import StageName
from facilitator_app.records.run import Pace, Parked, Position, RunPhase, RunState
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.text import isolate
from facilitator_app.rules.timebox import FaceKind, clock_face, minutes_for_people
from facilitator_app.support.wording import _, pgettext_
from facilitator_app.views.shared.icons import Icon
from facilitator_app.views.shared.tokens import Tone


def stage_name(stage: StageName) -> str:
    """Return the translated name of a stage."""
    return {
        StageName.WHOLE: "",
        StageName.PRESENT: pgettext_("stage", "Present"),
        StageName.BRIEF: pgettext_("stage", "Brief"),
        StageName.THINK: pgettext_("stage", "Think"),
        StageName.DISCUSS: pgettext_("stage", "Table discussion"),
        StageName.REPORT: pgettext_("stage", "Report-back"),
        StageName.SYNTHESIS: pgettext_("stage", "Synthesis"),
        StageName.LIGHTS: pgettext_("stage", "Lights"),
    }[stage]


def time_left(remaining_seconds: int) -> str:
    """Return what is left in words: “13 min left”, then “4:59 left”, then “0:12 over”."""
    face = clock_face(remaining_seconds)
    if face.kind is FaceKind.MINUTES_LEFT:
        return _("{n} min left").format(n=face.minutes)
    figure = f"{face.minutes}:{face.seconds:02}"
    if face.kind is FaceKind.COUNTDOWN:
        return _("{time} left").format(time=figure)
    return _("{time} over").format(time=figure)


def exact_left(seconds: int) -> str:
    """Return what waits, to the second: “17:23”; what was over already as “0:12 over”."""
    minutes, rest = divmod(abs(seconds), 60)
    figure = f"{minutes}:{rest:02}"
    return _("{time} over").format(time=figure) if seconds < 0 else figure


def spoken_minutes(seconds: float) -> str:
    """Return a length as people are told it: “2½ min”."""
    return _("{n} min").format(n=minutes_for_people(seconds).figures)


def pace_tone(pace: Pace) -> Tone:
    """Return the colour (and so the shape) of a pace."""
    return {
        Pace.WAITING: Tone.NEUTRAL,
        Pace.ON_TIME: Tone.GREEN,
        Pace.FIVE_MINUTES: Tone.AMBER,
        Pace.ONE_MINUTE: Tone.AMBER,
        Pace.OVERTIME: Tone.RED,
    }[pace]


def running_words(state: RunState) -> tuple[Tone, str, Icon | None]:
    """Return how the running stretch stands: tone, word and, where the tone has no shape, an icon."""
    if state.position is None:
        return Tone.NEUTRAL, "", None
    if state.phase is not RunPhase.RUNNING:
        return Tone.NEUTRAL, pgettext_("state", "Paused"), Icon.PAUSE
    if state.remaining_seconds < 0:
        return Tone.RED, pgettext_("state", "Over time"), None
    return pace_tone(state.pace), pgettext_("state", "Running"), Icon.SQUARE


def short_title(segment: Segment) -> str:
    """Return a title as narrow places show it: up to its first comma; a tooltip has the whole."""
    if segment.steps:
        return segment.title.replace(": ", " · ", 1)
    return re.split(r"[,;:]", segment.title, maxsplit=1)[0].strip() or segment.title


def place_words(record: WorkshopRecord, position: Position, *, from_segment: str | None = None) -> str:
    """Return where a position is, short: the segment's title, or the stage inside the running segment."""
    segment = record.agenda.segment(position.segment_id)
    title = isolate(segment.title) if segment else ""
    if position.stage is StageName.REPORT and position.turn is not None:
        table = _("Table {n}").format(n=position.turn)
        words = _("Report-back, {table}").format(table=table)
    else:
        words = stage_name(position.stage)
    if position.segment_id == from_segment and words:
        return words
    return title


def next_words(record: WorkshopRecord, state: RunState) -> str:
    """Return what Next does, for the largest button: it is never pressed blindly."""
    here = state.position
    if state.phase is RunPhase.FINISHED:
        return _("The workshop is over")
    if here is None:
        going = state.following
        return _("Start: {what}").format(what=place_words(record, going)) if going else _("Nothing to start")
    if state.parked is not None and state.following == state.parked.position:
        return back_words(record, state.parked)
    return _from(record, here, state.following)


def back_words(record: WorkshopRecord, parked: Parked) -> str:
    """Return what Next does while a guest speaks: “Back to Table discussion, 17:23 left”."""
    what = waiting_words(record, parked)
    left = parked.left_seconds
    if left < 0:
        return _("Back to {what}, {time}").format(what=what, time=exact_left(left))
    return _("Back to {what}, {time} left").format(what=what, time=exact_left(left))


def waiting_words(record: WorkshopRecord, parked: Parked) -> str:
    """Return the name of what a guest interrupted: its stage, or its title where it has no stages."""
    return short_place_words(record, parked.position)


def short_place_words(record: WorkshopRecord, position: Position) -> str:
    """Return where a position is, as short as can be: its stage, or the beginning of its title."""
    words = place_words(record, position, from_segment=position.segment_id)
    segment = record.agenda.segment(position.segment_id)
    whole = segment is not None and position.stage is StageName.WHOLE
    return isolate(short_title(segment)) if segment is not None and whole else words


def _from(record: WorkshopRecord, here: Position, going: Position | None) -> str:
    """Return what Next does while something runs."""
    if going is None:
        return _("End the day")
    what = place_words(record, going, from_segment=here.segment_id)
    if here.turn is not None:
        if going.turn is not None and going.segment_id == here.segment_id:
            return _("Table {n} done, go to {next}").format(n=here.turn, next=going.turn)
        return _("Table {n} done: {what}").format(n=here.turn, what=what)
    if going.turn is not None:
        return _("Next: Report-back, Table {n} first").format(n=going.turn)
    return _("Next: {what}").format(what=what)
