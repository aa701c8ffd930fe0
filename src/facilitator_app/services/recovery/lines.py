"""The lines of a plan's card: few enough to read without scrolling, what cannot be found among them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from facilitator_app.records.agenda import Day
from facilitator_app.records.enums import LanguageMode, RecoveryAction
from facilitator_app.records.recovery import ChoiceLine, PlanChange
from facilitator_app.rules.recovery.draft import SIZES, SMALLER
from facilitator_app.services.recovery.titles import (
    cycle_title,
    min_words,
    minutes,
    short_title,
    stage_of,
    won_words,
)
from facilitator_app.services.recovery.told import (
    Told,
    local_time,
    notes,
    report_change,
    share_figures,
    shortfall_words,
    when_words,
)
from facilitator_app.support.wording import _, ngettext_

_ROWS: Final = 6
"""What a card has room for at 1366 pixels."""

_ROW_LETTERS: Final = 38
_LEAST_ROWS: Final = 2
_WHOLE_PLACES: Final = frozenset({RecoveryAction.MOVE_ANCHOR, RecoveryAction.CARRY})


@dataclass(frozen=True, slots=True)
class _Item:
    """One line about one change, or all of one segment, and the seconds it wins; `firm` ones stay longest."""

    line: ChoiceLine
    won_seconds: int
    change: PlanChange | None = None
    firm: bool = False


def lines_of(told: Told) -> tuple[ChoiceLine, ...]:
    """Return the lines of a plan: what cannot be found, then the changes; many small ones are summed up."""
    first = told.day_id(told.slips[0].segment_id) if told.slips else ""
    today = [one for one in told.plan.changes if told.day_id(one.segment_id) == first]
    elsewhere = tuple(_other_days(told, [day.day for day in told.before.days if day.day.id != first]))
    # What cannot be found must be read first; that nothing else was touched can then wait for the log.
    missing = [ChoiceLine(words, soft=True) for words in shortfall_words(told)]
    kept = [] if missing else [ChoiceLine(words, soft=True) for words in notes(told)]
    share = _hardest_share(told, today)
    said = [*missing, *elsewhere, *([share[1]] if share else []), *kept]
    room = max(_LEAST_ROWS, _ROWS - sum(map(_rows_of, said)))
    items = _fitting(_items(told, today), _items_by_segment(told, today), room)
    return (*missing, *_with_share(told, items, share), *elsewhere, *kept)


def _rows_of(line: ChoiceLine) -> int:
    """Return how many rows of a narrow card a line takes, about."""
    return -(-len(line.words + line.before + line.after) // _ROW_LETTERS)


def _items(told: Told, changes: Sequence[PlanChange]) -> list[_Item]:
    """Return one item for every change, stage by stage."""
    others, sizes = _parted(changes)
    alone = not others and len({one.segment_id for one in sizes if one.stage is not None}) == 1
    items = [_other(told, one) for one in others]
    items += [_Item(_sized(told, one, alone=alone), one.from_seconds - one.to_seconds, one) for one in sizes]
    return [one for one in items if not _says_nothing(one.line)]


def _items_by_segment(told: Told, changes: Sequence[PlanChange]) -> list[_Item]:
    """Return one item for every segment."""
    others, sizes = _parted(changes)
    saved: dict[str, int] = {}
    for change in sizes:
        saved[change.segment_id] = saved.get(change.segment_id, 0) + change.from_seconds - change.to_seconds
    items = [_other(told, one) for one in others]
    for key, won in saved.items():
        segment = told.segment(key)
        before = segment.planned_seconds
        line = ChoiceLine(short_title(segment), str(minutes(before)), min_words(minutes(before - won)))
        items.append(_Item(line, won))
    return [one for one in items if not _says_nothing(one.line)]


def _fitting(by_stage: list[_Item], by_segment: list[_Item], rows: int) -> list[_Item]:
    """Return the items that fit; what wins least is summed up in the last one."""
    if len(by_stage) <= rows:
        return by_stage
    if len(by_segment) <= rows:
        return by_segment
    order = sorted(by_segment, key=lambda one: (not one.firm, -one.won_seconds))
    kept, rest = order[: rows - 1], order[rows - 1 :]
    words = ngettext_("{n} more item", "{n} more items", len(rest)).format(n=len(rest))
    won = sum(one.won_seconds for one in rest)
    return [*(one for one in by_segment if one in kept), _Item(ChoiceLine(words, "", won_words(won)), won)]


def _parted(changes: Sequence[PlanChange]) -> tuple[list[PlanChange], list[PlanChange]]:
    """Return changes to whole segments, and those to single lengths.

    A smaller cycle's own line says what is left of its segment: what was shortened in it is not said again.
    """
    others = [one for one in changes if one.action not in SIZES]
    replaced = {one.segment_id for one in others if one.action in SMALLER}
    return others, [one for one in changes if one.action in SIZES and one.segment_id not in replaced]


def _other(told: Told, change: PlanChange) -> _Item:
    won = 0 if change.action in _WHOLE_PLACES else change.from_seconds - change.to_seconds
    return _Item(_line(told, change), won, change, firm=True)


# --- what it means for a table ------------------------------------------------------------------------------


def _hardest_share(told: Told, changes: Sequence[PlanChange]) -> tuple[PlanChange, ChoiceLine] | None:
    """Return the report-back in which a table loses most, and how that is said; None where nobody loses."""
    found = [(one, line) for one in changes if (line := _share_line(told, one)) is not None]
    if not found:
        return None
    change, line = max(found, key=lambda one: _report_loss(told, one[0]))
    return change, line


def _share_line(told: Told, change: PlanChange) -> ChoiceLine | None:
    """Return what a shorter report-back means for each table, its change-over taken off.

    Where the interpreter takes turns with the speaker, what of it is speaking is said with it.
    """
    change_of = report_change(told, change)
    if change_of is None:
        return None
    before, after = (share_figures(told, change.segment_id, seconds) for seconds in change_of)
    if before == after:
        return None
    if told.standing.mode is LanguageMode.CONSECUTIVE:
        both = _("{all} ({speaking})")
        shown = [both.format(all=one[0], speaking=one[1]) for one in (before, after)]
        return ChoiceLine(_("each table (speaking)"), shown[0], min_words(shown[1]), soft=True)
    return ChoiceLine(_("each table"), before[0], min_words(after[0]), soft=True)


def _report_loss(told: Told, change: PlanChange) -> int:
    before, after = report_change(told, change) or (0, 0)
    return before - after


def _with_share(
    told: Told, items: Sequence[_Item], share: tuple[PlanChange, ChoiceLine] | None
) -> Iterator[ChoiceLine]:
    """Yield the lines, the share after the line of its own report-back, else last and with its name."""
    for one in items:
        yield one.line
        if share is not None and one.change is share[0]:
            yield share[1]
    if share is None or any(one.change is share[0] for one in items):
        return
    change, line = share
    what = short_title(told.segment(change.segment_id))
    yield replace(line, words=_("{what}: {words}").format(what=what, words=line.words))


# --- single lines -------------------------------------------------------------------------------------------


def _says_nothing(line: ChoiceLine) -> bool:
    """Say whether a change is too small to be told: it only makes a whole minute of some seconds more."""
    return bool(line.before) and line.after == min_words(line.before)


def _other_days(told: Told, days: Sequence[Day]) -> Iterator[ChoiceLine]:
    """Yield what a plan does on other days than that of the first slip, in short."""
    changes = {
        day.id: [one for one in told.plan.changes if told.day_id(one.segment_id) == day.id] for day in days
    }
    changed = [day for day in days if changes[day.id]]
    if len(changed) > 1:
        words = ngettext_("{n} more day", "{n} more days", len(changed)).format(n=len(changed))
        yield ChoiceLine(words, "", won_words(sum(_won(told, day) for day in changed)))
        return
    for day in changed:
        for change in changes[day.id]:
            if change.action in _WHOLE_PLACES:
                line = _line(told, change)
                yield replace(line, words=_("Day {n}: {what}").format(n=day.number, what=line.words))
        if _won(told, day):
            yield ChoiceLine(_("Day {n}").format(n=day.number), "", won_words(_won(told, day)))


def _won(told: Told, day: Day) -> int:
    after = next(one for one in told.plan.agenda.days if one.id == day.id)
    return max(0, day.planned_seconds - after.planned_seconds)


def _line(told: Told, change: PlanChange) -> ChoiceLine:
    """Return the line of a change to a whole segment."""
    if change.action is RecoveryAction.MOVE_ANCHOR:
        what = _("The day’s end") if change.day_end else short_title(told.segment(change.segment_id))
        return ChoiceLine(what, local_time(change.from_seconds), local_time(change.to_seconds))
    name, left = short_title(told.segment(change.segment_id)), told.plan.agenda.segment(change.segment_id)
    if change.action is RecoveryAction.DROP:
        return ChoiceLine(_("{what} is left out").format(what=name), "", won_words(change.from_seconds))
    if change.action is RecoveryAction.CARRY:
        return ChoiceLine(name, "", _("moves to {when}").format(when=when_words(told, change)))
    before = str(minutes(change.from_seconds))
    after = min_words(minutes(left.planned_seconds if left else change.to_seconds))
    if change.action is RecoveryAction.OVERVIEW:
        return ChoiceLine(_("{what} becomes an overview").format(what=name), before, after)
    words = _("{what} in the {cycle} cycle").format(what=name, cycle=cycle_title(change.cycle))
    return ChoiceLine(words, before, after)


def _sized(told: Told, change: PlanChange, *, alone: bool) -> ChoiceLine:
    segment = told.segment(change.segment_id)
    words = stage_of(segment, change.stage, told.standing.tables(segment.id))
    if change.stage is not None and not alone:
        words = _("{what}: {stage}").format(what=short_title(segment), stage=words)
    return ChoiceLine(words, str(minutes(change.from_seconds)), min_words(minutes(change.to_seconds)))
