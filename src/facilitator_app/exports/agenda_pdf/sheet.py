"""The agenda set: a title, then each day as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from reportlab.platypus import Flowable

from facilitator_app.exports.dayplan import DayPlan, Item, day_plans, second_language
from facilitator_app.exports.files import ExportLog, Paper
from facilitator_app.exports.handout import Handout, handout
from facilitator_app.exports.handout import written as bound
from facilitator_app.exports.palette import ACCENT, AMBER, AMBER_SOFT, FILL, INK, LINE, RED, SOFT
from facilitator_app.exports.text import (
    Alignment,
    Cell,
    GlyphTable,
    Grid,
    Span,
    TextStyle,
    next_page,
    panel,
)
from facilitator_app.exports.words import anchor_words, stage_name
from facilitator_app.records.agenda import Anchor, Segment
from facilitator_app.records.enums import AnchorKind, LanguageMode
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.schedule import SegmentState
from facilitator_app.rules.text import isolate
from facilitator_app.support.clock import Reading
from facilitator_app.support.wording import _

_TITLE: Final = TextStyle(size=20, bold=True, colour=ACCENT, leading=1.22, space_after=3)
_DAY: Final = TextStyle(size=14, bold=True, colour=INK, leading=1.25, space_before=10, space_after=2)
_LEAD: Final = TextStyle(size=9.5, colour=SOFT, leading=1.4, space_after=2)
_TIME: Final = TextStyle(size=10, colour=SOFT, leading=1.35, space_after=0)
_ITEM: Final = TextStyle(size=10, bold=True, colour=INK, leading=1.35, space_after=0)
_SECOND: Final = TextStyle(size=9.5, colour=INK, leading=1.35, space_after=0)
_SMALL: Final = TextStyle(size=8, colour=SOFT, leading=1.36, space_after=0)
_HEAD: Final = TextStyle(size=8, bold=True, colour=SOFT, leading=1.3, space_after=0)
_PRIVATE: Final = TextStyle(size=8.5, colour=AMBER, leading=1.36, space_after=0)
_ROWS: Final = Grid(padding_x=6, padding_y=4, rule=LINE, rule_width=0.6, header_background="")
_COLUMNS: Final = (1.15, 5.2, 0.7)
_MINUTE: Final = 60
# A title's own steps are not named again: more of them are numbers enough.
_MOST_NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants printed; see `agenda_pdf.write`."""

    language: str
    second: str | None
    private_notes: bool
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
    """Write the agenda; see `agenda_pdf.write`."""
    second = second_language(record, asked.language) if asked.second is None else asked.second
    agenda = _Agenda(handout(record, asked.language, asked.paper), asked, second)
    return bound(agenda.sheet, agenda.story, path, name=_("Agenda"), progress=progress, cancelled=cancelled)


@dataclass(frozen=True)
class _Agenda:
    """Everything that is on the sheets."""

    sheet: Handout
    asked: Asked
    second: str

    def story(self) -> list[Flowable]:
        """Return all days; made anew each time."""
        days = day_plans(self.sheet.record, self.asked.now, self.second)
        story = self._title()
        for place, day in enumerate(days):
            story += [*(next_page() if place else []), *self._day(day, alone=len(days) == 1)]
        return story

    def _title(self) -> list[Flowable]:
        sheet, details, words = self.sheet, self.sheet.record.details, self.sheet.words
        where = " · ".join(
            part for part in (isolate(details.place), words.country(details.country)) if part not in {"", "–"}
        )
        lines = [words.days(details.start, details.end), where, self._hosts(), self._languages()]
        story: list[Flowable] = [sheet.title(details.title, 1, _TITLE)]
        return story + [sheet.said(line, _LEAD) for line in lines if line]

    def _hosts(self) -> str:
        details = self.sheet.record.details
        said = [
            _("Host: {name}").format(name=isolate(details.host)) if details.host else "",
            _("Facilitator: {name}").format(name=isolate(details.facilitator)) if details.facilitator else "",
        ]
        return " · ".join(one for one in said if one)

    def _languages(self) -> str:
        details, words = self.sheet.record.details, self.sheet.words
        how = {
            LanguageMode.WRITTEN: _("with written translation"),
            LanguageMode.SIMULTANEOUS: _("with simultaneous interpretation"),
            LanguageMode.CONSECUTIVE: _("with consecutive interpretation"),
        }.get(details.language_mode, "")
        named = [words.language_name(tag) for tag in (details.working_language, *details.local_languages)]
        return ", ".join(one for one in (words.joined(dict.fromkeys(named)), how) if one)

    def _day(self, day: DayPlan, *, alone: bool) -> list[Flowable]:
        sheet, words = self.sheet, self.sheet.words
        when = words.weekday(day.day.on)
        name = when if alone else _("Day {n}: {date}").format(n=day.day.number, date=isolate(when))
        story: list[Flowable] = [sheet.title(name, 2, _DAY)]
        story.append(sheet.said(self._span_of(day), replace(_LEAD, space_after=6)))
        spare = day.scheduled.spare_seconds
        if spare is not None and -spare >= _MINUTE:
            late = _("The day is {minutes} too long").format(minutes=words.long(-spare))
            story.append(sheet.said(f"◆ {late}", replace(_LEAD, bold=True, colour=RED, space_after=6)))
        rows = [[self._head(_("Time")), self._head(_("Item")), self._head(_("Minutes"), at_end=True)]]
        rows += [self._row(item) for item in day.items]
        story.append(GlyphTable(rows, _COLUMNS, rtl=words.rtl, grid=_ROWS, space_after=8))
        if self.asked.private_notes and day.parked:
            story.append(self._parked(day.parked))
        return story

    def _span_of(self, day: DayPlan) -> str:
        words = self.sheet.words
        said = [f"{words.clock(day.start)}–{words.clock(day.end)}"]
        if day.scheduled.limit is not None:
            said.append(_("the day ends by {time}").format(time=words.clock(day.scheduled.limit)))
        if self.asked.now is not None:
            moment = self.asked.now.wall.astimezone(day.scheduled.start.tzinfo)
            at = f"{words.short_day(moment.date())}, {words.clock(moment)}"
            said.append(_("as it stands on {moment}").format(moment=isolate(at)))
        return " · ".join(said)

    def _head(self, text: str, *, at_end: bool = False) -> Cell:
        style = replace(_HEAD, alignment=Alignment.END if at_end else Alignment.START)
        return Cell([self.sheet.said(text, style)])

    def _row(self, item: Item) -> list[Cell]:
        ground = FILL if item.rests else ""
        soft = item.rests or item.state_is(SegmentState.SKIPPED)
        minutes = replace(_TIME, alignment=Alignment.END, colour=SOFT if soft else INK)
        number = self.sheet.words.minutes(item.seconds)
        return [
            Cell(list(self._times(item)), background=ground),
            Cell(list(self._what(item)), background=ground),
            Cell([self.sheet.said(number, minutes)], background=ground),
        ]

    def _times(self, item: Item) -> Iterator[Flowable]:
        sheet, words = self.sheet, self.sheet.words
        start = Span(words.clock(item.start), bold=not item.rests, colour=INK)
        yield sheet.said([start, Span(f"–{words.clock(item.end)}")], _TIME)
        if item.segment.anchor:
            # Where the plan misses it, the time beside the mark is not the fixed one.
            missed = item.placed.misses_anchor_by >= _MINUTE
            told = anchor_words(item.segment.anchor) if missed else _fixed(item.segment.anchor)
            yield sheet.said(f"◆ {told}", replace(_SMALL, bold=True, colour=RED if missed else ACCENT))

    def _what(self, item: Item) -> Iterator[Flowable]:
        sheet, words = self.sheet, self.sheet.words
        style = replace(_ITEM, bold=False, colour=SOFT) if item.rests else _ITEM
        yield sheet.theirs(item.segment.title, style, sheet.record.details.working_language)
        yield from self._in_second(item)
        for name, minutes in item.speakers:
            told = _("Speaker: {name}").format(name=isolate(name))
            yield sheet.said(f"{told}, {words.long(minutes * 60)}" if minutes else told, _SECOND)
        if item.state_is(SegmentState.SKIPPED):
            yield sheet.said(_("not held"), _SMALL)
        stages = [
            _("{stage} {n}").format(
                stage=stage_name(one.slot.stage), n=words.minutes(one.slot.planned_seconds)
            )
            for one in item.stages
        ]
        least = item.segment.minimum_seconds
        if self.asked.private_notes and not item.rests and least < item.segment.planned_seconds:
            stages.append(_("at least {minutes}").format(minutes=words.long(least)))
        if stages:
            # A stage and its minutes are not torn apart where a line ends.
            told = " · ".join(one.replace(" ", "\u00a0") for one in stages)
            yield sheet.said(told, _SMALL)
        note = sheet.content.plain(item.segment.note)
        for line in note.splitlines():
            if line.strip():
                yield sheet.theirs(line.strip(), replace(_SMALL, size=8.5))
        if self.asked.private_notes:
            yield from self._private(item)

    def _in_second(self, item: Item) -> Iterator[Flowable]:
        if item.second_title:
            yield self.sheet.theirs(item.second_title, _SECOND, self.second)
        elif len(item.second) <= _MOST_NAMED:
            for number, name in item.second:
                told = f"{number} · {isolate(name)}" if len(item.second) > 1 else name
                yield self.sheet.theirs(told, _SECOND, self.second)

    def _private(self, item: Item) -> Iterator[Flowable]:
        sheet, words = self.sheet, self.sheet.words
        notes = [item.segment.private_notes, *(step.private_notes for step in item.steps)]
        own = [line for text in notes for line in sheet.private(text, _PRIVATE)]
        if own:
            label = sheet.said(_("Private"), replace(_PRIVATE, bold=True))
            yield panel([label, *own], background=AMBER_SOFT, bar=AMBER, rtl=words.rtl, padding=4)

    def _parked(self, parked: tuple[Segment, ...]) -> Flowable:
        words = self.sheet.words
        named = [f"{isolate(one.title)} ({words.long(one.planned_seconds)})" for one in parked]
        return self.sheet.said(_("Parked: {items}").format(items=words.joined(named)), _LEAD)


def _fixed(anchor: Anchor) -> str:
    """Return what does not move: a start stands beside its mark already."""
    return _("fixed") if anchor.kind is AnchorKind.START_AT else anchor_words(anchor)
