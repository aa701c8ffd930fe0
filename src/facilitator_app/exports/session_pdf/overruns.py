"""What did not go by the plan: what was changed on the day and why, the tables' minutes, the speakers'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final
from zoneinfo import ZoneInfo

from reportlab.platypus import Flowable

from facilitator_app.exports.session_pdf.manuscript import (
    CELL,
    FIRST_ROWS,
    SMALL,
    STRONG,
    TIGHT,
    Manuscript,
    Text,
)
from facilitator_app.exports.text import Cell, bullets
from facilitator_app.exports.words import plan_words, stage_name, time_of_day
from facilitator_app.records.actuals import PlanAgainstActual, RoundActual, TurnActual
from facilitator_app.records.enums import RecoveryAction
from facilitator_app.records.recovery import PlanChange, Recovery
from facilitator_app.rules.recovery.applying import time_of
from facilitator_app.rules.text import isolate
from facilitator_app.support.wording import _

_MINUTE: Final = 60
_LINE: Final = 13.0
_HALF_A_PAGE: Final = 360.0


def changes(manuscript: Manuscript) -> list[Flowable]:
    """Return every plan that was applied on a day: when, why, and what it changed."""
    plans = sorted(manuscript.record.recoveries, key=lambda one: one.at)
    if not plans:
        return []
    rows: list[list[Text]] = [[_when(manuscript, one), _decided(manuscript, one)] for one in plans]
    # A plan and what it changed stand together: the title goes with the first one.
    room = min(_HALF_A_PAGE, FIRST_ROWS + _LINE * len({one.segment_id for one in plans[0].changes}))
    title = manuscript.subtitle(_("What was changed on the day, and why"), room=room)
    return [*title, manuscript.table((_("When"), _("What and why")), rows, [1.1, 6], grid=TIGHT)]


def rounds(manuscript: Manuscript, told: PlanAgainstActual) -> list[Flowable]:
    """Return the minutes each table reported in each round, with its share below."""
    played = [one for one in told.rounds if one.turns]
    if not played:
        return []
    words = manuscript.words
    numbers = sorted(
        {turn.table for one in played for turn in one.turns} | {n for one in played for n in one.silent}
    )
    rows: list[list[Text]] = []
    for one in played:
        turns = {turn.table: turn for turn in one.turns}
        cells: list[Text] = [_turn(manuscript, turns.get(number)) for number in numbers]
        rows.append([one.title, *cells, _budget(manuscript, one)])
    totals = [
        sum(turn.used_seconds for one in played for turn in one.turns if turn.table == number)
        for number in numbers
    ]
    used = words.number(sum(totals) / _MINUTE, 1)
    rows.append([_("Together"), *(words.number(seconds / _MINUTE, 1) for seconds in totals), used])
    header = (_("Round"), *(_("Table {n}").format(n=number) for number in numbers), _("All"))
    places = range(1, len(header))
    table = manuscript.table(header, rows, [3, *(0.85 for _n in numbers), 0.9], numbers=places, grid=TIGHT)
    note = _(
        "Minutes each table reported, of the share it had when it stood up; at the end those of the round, "
        "of its first plan."
    )
    title = manuscript.subtitle(_("Report-back rounds: minutes by table"))
    return [*title, manuscript.paragraph(note, SMALL), table]


def speakers(manuscript: Manuscript, told: PlanAgainstActual) -> list[Flowable]:
    """Return who of those named spoke: minutes asked for, and planned and held of the item he spoke in."""
    spoke = [one for one in told.speakers if one.used_seconds is not None and one.name.strip()]
    if not spoke:
        return []
    words = manuscript.words
    rows: list[list[Text]] = []
    for one in spoke:
        used = one.used_seconds or 0
        over = used - (one.asked_seconds or 0 if one.guest else one.planned_seconds)
        rows.append(
            [
                one.name, one.title, words.minutes(one.asked_seconds),
                "–" if one.guest else words.minutes(one.planned_seconds), words.minutes(used),
                words.signed_minutes(over),
            ]
        )  # fmt: skip
    header = (_("Speaker"), _("Item"), _("Min asked"), _("Min planned"), _("Min held"), _("Over"))
    table = manuscript.table(header, rows, [2.2, 3, 0.9, 1.1, 0.9, 0.7], numbers=(2, 3, 4, 5), grid=TIGHT)
    return [*manuscript.subtitle(_("Speakers")), table]


def _when(manuscript: Manuscript, plan: Recovery) -> str:
    at = plan.at.astimezone(ZoneInfo(manuscript.record.agenda.zone))
    day = next((one.number for one in manuscript.record.agenda.days if one.on == at.date()), None)
    clock = manuscript.words.clock(at)
    return clock if day is None else _("Day {n}, {time}").format(n=day, time=clock)


def _decided(manuscript: Manuscript, plan: Recovery) -> Cell:
    words = manuscript.words
    said = _("Changed: {what}").format(what=plan_words(plan.kind))
    if plan.reason.strip():
        said = _("{what}. Reason: {reason}").format(what=said, reason=isolate(plan.reason.strip()))
    if plan.shortfall_seconds:
        short = _("{minutes} could not be won back").format(minutes=words.long(plan.shortfall_seconds))
        said = f"{said} ({short})"
    lines = list(_changed(manuscript, plan.changes))
    return Cell([manuscript.paragraph(said, STRONG), *bullets(lines, CELL)])


def _changed(manuscript: Manuscript, changes: Sequence[PlanChange]) -> Iterator[str]:
    """Yield a line for each item that a plan changed, in the order of the agenda."""
    for segment in manuscript.record.agenda.segments():
        own = [one for one in changes if one.segment_id == segment.id]
        # Its stages as they are played, the whole first.
        stages = [None, *(slot.stage for slot in segment.stages)]
        own.sort(key=lambda one: stages.index(one.stage) if one.stage in stages else 0)
        if own:
            told = ", ".join(_change(manuscript, one) for one in own)
            yield _("{what}: {change}").format(what=isolate(segment.title), change=told)


def _change(manuscript: Manuscript, change: PlanChange) -> str:
    """Return one change of an item in words."""
    words = manuscript.words
    if change.action is RecoveryAction.MOVE_ANCHOR:
        times = words.became(*(time_of_day(time_of(s)) for s in (change.from_seconds, change.to_seconds)))
        return _("end of the day {times}").format(times=times) if change.day_end else times
    if change.action is RecoveryAction.DROP:
        return _("left out")
    if change.action is RecoveryAction.CARRY:
        days = manuscript.record.agenda.days
        return _("carried to day {n}").format(n=next((d.number for d in days if d.id == change.day_id), 0))
    minutes = words.became(words.minutes(change.from_seconds), words.minutes(change.to_seconds))
    said = _("{n} min").format(n=minutes)
    if change.stage is not None and stage_name(change.stage):
        said = f"{stage_name(change.stage)} {said}"
    more = {
        RecoveryAction.SMALLER_CYCLE: _("smaller cycle"),
        RecoveryAction.OVERVIEW: _("presented only"),
        RecoveryAction.USE_BUFFER: _("buffer used"),
    }.get(change.action, "")
    return f"{said} ({more})" if more else said


def _turn(manuscript: Manuscript, turn: TurnActual | None) -> Text:
    if turn is None:
        return "–"
    return _two(manuscript, turn.used_seconds, turn.share_seconds)


def _budget(manuscript: Manuscript, one: RoundActual) -> Text:
    return _two(manuscript, one.used_seconds, one.planned_seconds)


def _two(manuscript: Manuscript, used: int, planned: int) -> Text:
    """Return what was used and, on a second line, what there was."""
    words = manuscript.words
    given = _("of {n}").format(n=words.number(planned / _MINUTE, 1))
    return f"{words.number(used / _MINUTE, 1)}\n{given}"
