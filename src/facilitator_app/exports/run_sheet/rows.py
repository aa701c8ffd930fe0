"""The rows of a run sheet: an item with its big time, its stages below, and room to write."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import time
from typing import Final

from reportlab.platypus import Flowable

from facilitator_app.exports.dayplan import DayPlan, Item, StageTime, share_seconds, speaking_order
from facilitator_app.exports.handout import Handout
from facilitator_app.exports.palette import ACCENT, AMBER, AMBER_SOFT, FILL, INK, RED, SOFT
from facilitator_app.exports.run_sheet.changes import DayChanges
from facilitator_app.exports.text import Alignment, Cell, Span, TextStyle
from facilitator_app.exports.words import anchor_words, stage_name, time_of_day
from facilitator_app.records.agenda import Segment
from facilitator_app.records.enums import LanguageMode, StageName
from facilitator_app.rules.recovery.applying import time_of
from facilitator_app.rules.schedule import SegmentState
from facilitator_app.rules.text import isolate
from facilitator_app.rules.turns import speech_seconds
from facilitator_app.support.wording import _

_LEAST: Final = 11.0
_BIG: Final = TextStyle(size=17, bold=True, colour=INK, leading=1.12, space_after=0)
_TITLE: Final = TextStyle(size=12.5, bold=True, colour=INK, leading=1.25, space_after=0)
_TEXT: Final = TextStyle(size=_LEAST, colour=INK, leading=1.25, space_after=0)
_SOFT: Final = replace(_TEXT, colour=SOFT)
_NUMBER: Final = TextStyle(
    size=14, bold=True, colour=INK, leading=1.2, space_after=0, alignment=Alignment.END
)
_SMALLER: Final = 14.0
_MARK: Final = "▲"
_MINUTE: Final = 60


@dataclass(frozen=True)
class Rows:
    """What turns items into rows; `tight` sets them smaller, though never under the least size."""

    sheet: Handout
    changes: DayChanges
    tight: bool = False

    def table(self, day: DayPlan) -> tuple[list[list[Cell]], set[int]]:
        """Return all rows, the head first, and the numbers of those that belong to the row above."""
        heads = (_("Time"), _("Item"), _("Min"), _("If late"), _("Notes"))
        head = replace(_SOFT, bold=True)
        rows = [[Cell([self.sheet.said(text, head)]) for text in heads]]
        joined: set[int] = set()
        for item in day.items:
            rows.append(self._item(item))
            for stage in item.stages:
                joined.add(len(rows))
                rows.append(self._stage(item, stage))
        return rows, joined

    def _item(self, item: Item) -> list[Cell]:
        changed = item.segment.id in self.changes.numbers
        ground = AMBER_SOFT if changed else FILL if item.rests else ""
        contents = (self._times(item), self._what(item), self._minutes(item), self._if_late(item))
        return [*(Cell(list(one), background=ground) for one in contents), Cell()]

    def _times(self, item: Item) -> Iterator[Flowable]:
        words = self.sheet.words
        colour = SOFT if _is_over(item) else INK
        size = _SMALLER if self.tight or _is_short(item) else _BIG.size
        yield self.sheet.said(words.clock(item.start), replace(_BIG, size=size, colour=colour))
        if not _is_short(item):
            yield self.sheet.said(f"–{words.clock(item.end)}", _SOFT)

    def _what(self, item: Item) -> Iterator[Flowable]:
        sheet = self.sheet
        if _is_short(item):
            # One line: a break, or what is over, needs no more.
            title = isolate(item.segment.title)
            told = _("{what}, until {time}").format(what=title, time=sheet.words.clock(item.end))
            if item.state_is(SegmentState.SKIPPED):
                told = _("{what}, not held").format(what=title)
            yield sheet.said(
                f"✓ {told}" if item.state_is(SegmentState.DONE) else told, _SOFT if _is_over(item) else _TEXT
            )
        else:
            style = replace(_TITLE, size=_LEAST if self.tight else _TITLE.size)
            yield sheet.theirs(item.segment.title, style, sheet.record.details.working_language)
        if mark := self._mark(item):
            yield sheet.said(mark, replace(_TEXT, bold=True, colour=AMBER))
        if not _is_over(item):
            yield from self._anchor(item)
            for name, minutes in item.speakers:
                told = _("Speaker: {name}").format(name=isolate(name))
                yield sheet.said(f"{told}, {sheet.words.long(minutes * 60)}" if minutes else told, _TEXT)

    def _mark(self, item: Item) -> str:
        """Return which plan changed an item's length or place, and from what: its anchor is marked itself."""
        segment, words = item.segment, self.sheet.words
        number = self.changes.numbers.get(segment.id)
        if number is None:
            return ""
        before = self._before(segment)
        said = []
        if before is not None:
            change = words.became(words.minutes(before), words.minutes(segment.planned_seconds))
            said.append(_("{n} min").format(n=change))
        if segment.id in self.changes.arrived:
            said.append(_("moved here"))
        if not said and not self._moved(segment):
            said.append(_("changed"))
        return f"{_MARK}{number} {' · '.join(said)}".replace(" ", "\u00a0") if said else ""

    def _moved(self, segment: Segment) -> time | None:
        """Return where a segment's anchor was before a plan moved it; None where it stands as it stood."""
        seconds = self.changes.anchors.get(segment.id)
        if seconds is None or segment.anchor is None or time_of(seconds) == segment.anchor.at:
            return None
        return time_of(seconds)

    def _anchor(self, item: Item) -> Iterator[Flowable]:
        anchor = item.segment.anchor
        if anchor is None:
            return
        told = f"◆ {anchor_words(anchor)}"
        before = self._moved(item.segment)
        if before is not None:
            told = _("{words} (was {time})").format(words=told, time=time_of_day(before))
            told = f"{_MARK}{self.changes.numbers[item.segment.id]} {told}"
        late = item.placed.misses_anchor_by
        if late >= _MINUTE:
            told = _("{words}, {n} min late").format(words=told, n=late // _MINUTE)
        colour = RED if late >= _MINUTE else ACCENT if before is None else AMBER
        yield self.sheet.said(told, replace(_TEXT, bold=True, colour=colour))

    def _minutes(self, item: Item) -> Iterator[Flowable]:
        sheet, words = self.sheet, self.sheet.words
        style = replace(_NUMBER, colour=SOFT if _is_over(item) else INK)
        yield sheet.said(words.minutes(item.seconds), style)
        if item.placed.slack_seconds:
            least = _("min. {n}").format(n=words.minutes(item.segment.minimum_seconds))
            yield sheet.said(least, replace(_SOFT, alignment=Alignment.END))

    def _if_late(self, item: Item) -> Iterator[Flowable]:
        sheet, words, segment = self.sheet, self.sheet.words, item.segment
        if item.state_is(SegmentState.RUNNING):
            yield sheet.said(_("◀ now"), replace(_TEXT, bold=True, colour=ACCENT))
        if item.state_is(SegmentState.PARKED):
            yield sheet.said(_("interrupted"), replace(_TEXT, bold=True, colour=ACCENT))
        if not item.state_is(SegmentState.COMING):
            return
        if segment.buffer:
            yield sheet.said(_("use it first"), replace(_TEXT, bold=True))
            return
        if segment.shorten_needs_consent:
            yield sheet.said(_("ask first"), _SOFT)
            return
        if item.placed.slack_seconds:
            gives = _("gives {n} min").format(n=words.minutes(item.placed.slack_seconds))
            yield sheet.said(gives, replace(_TEXT, bold=True))
        present = next((one.slot for one in item.stages if one.slot.stage is StageName.PRESENT), None)
        if present is not None:
            short = _("overview {n}").format(n=words.minutes(present.planned_seconds))
            yield sheet.said(short, _TEXT)

    def _stage(self, item: Item, stage: StageTime) -> list[Cell]:
        sheet, words, slot = self.sheet, self.sheet.words, stage.slot
        minutes = words.minutes(slot.planned_seconds)
        known = self.changes.before.get((item.segment.id, slot.stage))
        before = minutes if known is None else words.minutes(known)
        changed = before != minutes
        style = _SOFT if stage.over else _TEXT
        number = words.became(before, minutes) if changed else minutes
        late: list[Flowable] = []
        if slot.minimum_seconds < slot.planned_seconds and item.state_is(SegmentState.COMING):
            least = _("down to {n}").format(n=words.minutes(slot.minimum_seconds))
            late.append(sheet.said(least, _SOFT))
        contents: tuple[list[Flowable], ...] = (
            [sheet.said(words.clock(stage.start), replace(style, alignment=Alignment.END))],
            [sheet.said(list(self._stage_words(item, stage)), style)],
            [sheet.said(number, replace(style, alignment=Alignment.END, bold=changed))],
            late,
        )
        ground = AMBER_SOFT if changed else ""
        return [*(Cell(one, background=ground) for one in contents), Cell()]

    def _stage_words(self, item: Item, stage: StageTime) -> Iterator[Span]:
        """Yield what a stage is called, the task it briefs for, and in a report-back who has how long."""
        name = stage_name(stage.slot.stage)
        tasks = [step.task_title.strip() for step in item.steps if step.task_title.strip()]
        if stage.slot.stage is StageName.BRIEF and len(tasks) == 1:
            name = f"{name}: {isolate(self.sheet.content.plain(tasks[0]))}"
        share = share_seconds(self.sheet.record, item.segment)
        if stage.slot.stage is not StageName.REPORT or share is None:
            yield Span(name)
            return
        order = speaking_order(self.sheet.record, item.segment)
        if order:
            yield Span(_("{stage}, tables").format(stage=name) + " ")
            yield Span(",\u00a0".join(str(number) for number in order), bold=True)
        else:
            yield Span(name)
        yield Span(" · " + self._share(share).replace(" ", "\u00a0"))

    def _share(self, seconds: int) -> str:
        """Return how long each table has; where everything is said twice, half of it is its own speech."""
        words, mode = self.sheet.words, self.sheet.record.details.language_mode
        told = _("{share} each").format(share=words.spoken(seconds))
        own = words.spoken(speech_seconds(seconds, mode))
        if mode is not LanguageMode.CONSECUTIVE or own == words.spoken(seconds):
            return told
        return _("{share}, {own} own speech").format(share=told, own=own)

    def _before(self, segment: Segment) -> int | None:
        """Return the segment's seconds before any plan changed it; None where it is as long as it was."""
        whole = self.changes.before.get((segment.id, None))
        if whole is None:
            known = self.changes.before
            whole = sum(known.get((segment.id, one.stage), one.planned_seconds) for one in segment.stages)
            if not segment.stages or all((segment.id, one.stage) not in known for one in segment.stages):
                return None
        return None if whole == segment.planned_seconds else whole


def _is_over(item: Item) -> bool:
    return item.placed.state in {SegmentState.DONE, SegmentState.SKIPPED}


def _is_short(item: Item) -> bool:
    return item.rests or _is_over(item)
