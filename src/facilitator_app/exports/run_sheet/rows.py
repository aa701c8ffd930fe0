"""The rows of a run sheet: an item with its big time, its stages below, and room to write."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
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
    """What turns items into rows."""

    sheet: Handout
    changes: DayChanges

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
        over = self._is_over(item)
        size = _SMALLER if item.rests else _BIG.size
        yield self.sheet.said(words.clock(item.start), replace(_BIG, size=size, colour=SOFT if over else INK))
        if not item.rests:
            yield self.sheet.said(f"–{words.clock(item.end)}", _SOFT)

    def _what(self, item: Item) -> Iterator[Flowable]:
        sheet, over = self.sheet, self._is_over(item)
        number = self.changes.numbers.get(item.segment.id)
        style = replace(_TITLE, bold=not item.rests, colour=SOFT if over else INK)
        title = f"✓ {item.segment.title}" if over else item.segment.title
        if item.rests:
            # One line: a break needs no more.
            until = _("{what}, until {time}")
            told = until.format(what=isolate(title), time=sheet.words.clock(item.end))
            yield sheet.said(told, replace(_TEXT, colour=style.colour))
        else:
            yield sheet.theirs(title, style, sheet.record.details.working_language)
        if number is not None:
            what = _("carried to this day") if item.segment.id in self.changes.arrived else _("changed")
            yield sheet.said(f"{_MARK}{number} {what}", replace(_TEXT, bold=True, colour=AMBER))
        if item.state_is(SegmentState.SKIPPED):
            yield sheet.said(_("not held"), _SOFT)
        yield from self._anchor(item)
        for name, minutes in item.speakers:
            told = _("Speaker: {name}").format(name=isolate(name))
            yield sheet.said(f"{told}, {sheet.words.long(minutes * 60)}" if minutes else told, _TEXT)

    def _anchor(self, item: Item) -> Iterator[Flowable]:
        anchor = item.segment.anchor
        if anchor is None:
            return
        told = anchor_words(anchor)
        before = self.changes.anchors.get(item.segment.id)
        if before is not None and time_of(before) != anchor.at:
            told = _("{words} (was {time})").format(words=told, time=time_of_day(time_of(before)))
        late = item.placed.misses_anchor_by
        if late >= _MINUTE and not self._is_over(item):
            told = _("{words}, {n} min late").format(words=told, n=late // _MINUTE)
        yield self.sheet.said(f"◆ {told}", replace(_TEXT, bold=True, colour=RED if late else ACCENT))

    def _minutes(self, item: Item) -> Iterator[Flowable]:
        sheet, words, segment = self.sheet, self.sheet.words, item.segment
        yield sheet.said(
            self._was(words.minutes(self._before(segment)), words.minutes(item.seconds)),
            replace(_NUMBER, colour=SOFT if self._is_over(item) else INK),
        )
        if item.placed.slack_seconds:
            least = _("min. {n}").format(n=words.minutes(segment.minimum_seconds))
            yield sheet.said(least, replace(_SOFT, alignment=Alignment.END))

    def _if_late(self, item: Item) -> Iterator[Flowable]:
        sheet, words, segment = self.sheet, self.sheet.words, item.segment
        if not item.state_is(SegmentState.COMING):
            return
        if segment.buffer:
            yield sheet.said(_("use it first"), replace(_TEXT, bold=True))
            return
        if segment.shorten_needs_consent:
            yield sheet.said(_("ask everybody"), _SOFT)
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
        before = self.changes.before.get((item.segment.id, slot.stage))
        changed = before is not None and words.minutes(before) != words.minutes(slot.planned_seconds)
        style = _SOFT if stage.over else replace(_TEXT, bold=changed)
        number = self._was(words.minutes(before) if changed else None, words.minutes(slot.planned_seconds))
        late: list[Flowable] = []
        if slot.minimum_seconds < slot.planned_seconds and not stage.over and not self._begun(item):
            late.append(sheet.said(_("down to {n}").format(n=words.minutes(slot.minimum_seconds)), _SOFT))
        what = [sheet.said([Span(self._stage_words(item, stage)), *self._tables(item, stage)], style)]
        time = replace(style, alignment=Alignment.END)
        ground = AMBER_SOFT if changed else ""
        contents: tuple[list[Flowable], ...] = (
            [sheet.said(words.clock(stage.start), time)],
            what,
            [sheet.said(number, replace(style, alignment=Alignment.END))],
            late,
        )
        return [*(Cell(one, background=ground) for one in contents), Cell()]

    def _stage_words(self, item: Item, stage: StageTime) -> str:
        name = stage_name(stage.slot.stage)
        tasks = [step.task_title.strip() for step in item.steps if step.task_title.strip()]
        if stage.slot.stage is StageName.BRIEF and len(tasks) == 1:
            return f"{name}: {isolate(self.sheet.content.plain(tasks[0]))}"
        return name

    def _tables(self, item: Item, stage: StageTime) -> Iterator[Span]:
        """Yield who speaks in which order, and for how long."""
        if stage.slot.stage is not StageName.REPORT:
            return
        words, record = self.sheet.words, self.sheet.record
        order = speaking_order(record, item.segment)
        share = share_seconds(record, item.segment)
        if not order or share is None:
            return
        yield Span("  ")
        yield Span(" – ".join(str(number) for number in order), bold=True)
        told = _("{share} each").format(share=words.spoken(share))
        if record.details.language_mode is LanguageMode.CONSECUTIVE:
            own = speech_seconds(share, record.details.language_mode)
            told = _("{share}, {own} own speech").format(share=told, own=words.spoken(own))
        yield Span(f" · {told}".replace(" ", "\u00a0"))

    def _before(self, segment: Segment) -> int | None:
        """Return the segment's seconds before any plan changed it; None where it is as long as it was."""
        whole = self.changes.before.get((segment.id, None))
        if whole is None:
            known = self.changes.before
            whole = sum(known.get((segment.id, one.stage), one.planned_seconds) for one in segment.stages)
            if not segment.stages or all((segment.id, one.stage) not in known for one in segment.stages):
                return None
        return None if whole == segment.planned_seconds else whole

    def _was(self, before: str | None, after: str) -> str:
        """Return a number with what it was before, where that is another one."""
        return after if before in {None, "–", after} else f"{before} → {after}"

    def _begun(self, item: Item) -> bool:
        return not item.state_is(SegmentState.COMING)

    def _is_over(self, item: Item) -> bool:
        return item.placed.state in {SegmentState.DONE, SegmentState.SKIPPED}
