"""The run sheet set: what holds now, what changed, then every item with its stages and what it may give."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from reportlab.platypus import Flowable

from facilitator_app.exports.dayplan import DayPlan, day_plans
from facilitator_app.exports.files import ExportLog, Paper
from facilitator_app.exports.handout import Handout, handout
from facilitator_app.exports.handout import written as bound
from facilitator_app.exports.palette import AMBER, AMBER_SOFT, INK, LINE_STRONG, SOFT
from facilitator_app.exports.run_sheet.changes import DayChanges, Decision, changes_of
from facilitator_app.exports.run_sheet.rows import Rows
from facilitator_app.exports.text import GlyphTable, Grid, Margins, TextStyle, next_page, panel
from facilitator_app.exports.words import language_mode, plan_words, time_of_day
from facilitator_app.records.enums import LanguageMode
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.recovery.applying import time_of
from facilitator_app.rules.text import isolate
from facilitator_app.support.clock import Reading
from facilitator_app.support.wording import _, ngettext_

_MARGINS: Final = Margins(top=42, bottom=38, side=30)
_MINUTE: Final = 60
_PAGES_A_DAY: Final = 2
_LEAST: Final = 11.0
_TITLE: Final = TextStyle(size=19, bold=True, colour=INK, leading=1.2, space_after=2)
_LEAD: Final = TextStyle(size=_LEAST, colour=INK, leading=1.3, space_after=3)
_CHANGE: Final = TextStyle(size=_LEAST, colour=INK, leading=1.3, space_after=2)
_LINES: Final = Grid(
    padding_x=5,
    padding_y=1.6,
    rule=LINE_STRONG,
    rule_width=0.7,
    header_background="",
    vertical=True,
    joined_padding=0.5,
)
_COLUMNS: Final = (1.0, 4.25, 1.0, 1.4, 1.45)


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants printed; see `run_sheet.write`."""

    language: str
    day_id: str | None
    paper: Paper
    now: Reading | None


def written(
    record: WorkshopRecord,
    path: Path,
    asked: Asked,
    *,
    progress: Callable[[float, str], None] | None,
    cancelled: Callable[[], bool] | None,
) -> ExportLog:
    """Write the run sheet; see `run_sheet.write`."""
    if asked.day_id is not None and all(day.id != asked.day_id for day in record.agenda.days):
        raise LookupError(asked.day_id)
    plain = handout(record, asked.language, asked.paper)
    sheet = replace(plain, running_size=_LEAST, margins=_MARGINS)

    days = [one for one in day_plans(record, asked.now) if asked.day_id in {None, one.day.id}]

    def story(*, tight: bool = False) -> list[Flowable]:
        found: list[Flowable] = []
        for place, day in enumerate(days):
            found += [*(next_page() if place else []), *_day(sheet, day, asked.now, tight=tight)]
        return found or [sheet.said(_("Nothing is planned yet."), _LEAD)]

    return bound(
        sheet,
        story,
        path,
        name=_("Run sheet"),
        # Two pages a day are worth smaller titles, and a cycle that goes on overleaf.
        tighter=lambda: story(tight=True),
        most=_PAGES_A_DAY * len(days),
        progress=progress,
        cancelled=cancelled,
    )


def _day(sheet: Handout, day: DayPlan, now: Reading | None, *, tight: bool) -> list[Flowable]:
    words = sheet.words
    changes = changes_of(sheet.record, day.day)
    name = _("Day {n}: {date}").format(n=day.day.number, date=isolate(words.weekday(day.day.on)))
    story: list[Flowable] = [sheet.title(name, 1, _TITLE)]
    story += [sheet.said(line, _LEAD) for line in _lead(sheet, day, changes, now)]
    story += _decided(sheet, changes)
    rows = Rows(sheet, changes, tight)
    cells, joined = rows.table(day)
    table = GlyphTable(
        cells, _COLUMNS, rtl=words.rtl, grid=_LINES, joined=joined, torn=tight, space_before=4, space_after=6
    )
    return [*story, table, *_afterwards(sheet, day, changes)]


def _lead(sheet: Handout, day: DayPlan, changes: DayChanges, now: Reading | None) -> Iterator[str]:
    """Yield what holds for the whole day."""
    details = sheet.record.details
    said = []
    if now is not None:
        moment = now.wall.astimezone(day.scheduled.start.tzinfo)
        said.append(_("As it stands at {time}").format(time=_when(sheet, day, moment)))
    said.append(_end(sheet, day, changes))
    tables = len(sheet.record.tables) or details.table_count
    if tables:
        said.append(ngettext_("{n} table", "{n} tables", tables).format(n=tables))
    if details.language_mode is not LanguageMode.NONE:
        said.append(language_mode(details.language_mode))
    yield " · ".join(said)
    yield _("If late: buffers first, then synthesis, then report-back; then a smaller cycle or an overview.")


def _when(sheet: Handout, day: DayPlan, moment: datetime) -> str:
    clock = sheet.words.clock(moment)
    return clock if moment.date() == day.day.on else f"{clock}, {sheet.words.short_day(moment.date())}"


def _end(sheet: Handout, day: DayPlan, changes: DayChanges) -> str:
    expected = sheet.words.clock(day.end)
    if day.scheduled.limit is None:
        return _("Ends {time}").format(time=expected)
    limit = time_of_day(day.day.end)
    if changes.end is not None and time_of(changes.end) != day.day.end:
        limit = sheet.words.became(time_of_day(time_of(changes.end)), limit)
    spare = day.scheduled.spare_seconds or 0
    said = _("The day ends by {time}").format(time=limit)
    if -spare >= _MINUTE:
        late = _("expected {time}, {n} min late").format(time=expected, n=-spare // _MINUTE)
        return f"{said} ({late})"
    return said


def _decided(sheet: Handout, changes: DayChanges) -> list[Flowable]:
    """Return the plans that were applied, with time and reason."""
    if not changes.decisions:
        return []
    lines = [
        sheet.said(_decision(sheet, one), replace(_CHANGE, bold=True, colour=AMBER))
        for one in changes.decisions
    ]
    return [panel(lines, background=AMBER_SOFT, bar=AMBER, rtl=sheet.words.rtl, padding=5)]


def _decision(sheet: Handout, one: Decision) -> str:
    words = sheet.words
    said = _("▲{n} Changed at {time}: {what}").format(
        n=one.number, time=words.clock(one.at), what=plan_words(one.kind)
    )
    if one.reason.strip():
        said = _("{what}. Reason: {reason}").format(what=said, reason=isolate(one.reason.strip()))
    if one.shortfall_seconds:
        short = _("{minutes} could not be won back").format(minutes=words.long(one.shortfall_seconds))
        said = f"{said} ({short})"
    return said


def _afterwards(sheet: Handout, day: DayPlan, changes: DayChanges) -> list[Flowable]:
    """Return what is not on the clock: taken off by a plan, or parked."""
    story: list[Flowable] = []
    words = sheet.words
    for one in changes.gone:
        place = (
            _("▲{n} Left out: {title}, {minutes}")
            if one.to_day is None
            else _("▲{n} Carried to day {day}: {title}, {minutes}")
        )
        said = place.format(
            n=one.decision.number,
            day=one.to_day,
            title=isolate(one.segment.title),
            minutes=words.long(one.segment.planned_seconds),
        )
        story.append(sheet.said(said, replace(_CHANGE, bold=True, colour=AMBER)))
    gone = {one.segment.id for one in changes.gone}
    parked = [
        f"{isolate(one.title)} ({words.long(one.planned_seconds)})"
        for one in day.parked
        if one.id not in gone
    ]
    if parked:
        said = _("Parked: {items}").format(items=words.joined(parked))
        story.append(sheet.said(said, replace(_LEAD, colour=SOFT)))
    return story
