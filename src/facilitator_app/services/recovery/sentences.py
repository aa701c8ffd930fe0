"""A recovery plan as whole sentences that stand alone: for the command line and the log."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from facilitator_app.records.enums import LanguageMode, RecoveryAction
from facilitator_app.records.recovery import PlanChange
from facilitator_app.rules.recovery.draft import SIZES
from facilitator_app.services.recovery.titles import (
    clock_up,
    cycle_title,
    minutes,
    short_title,
    stage_of,
)
from facilitator_app.services.recovery.told import (
    Told,
    local_time,
    moved_words,
    notes,
    report_change,
    share_figures,
    when_words,
)
from facilitator_app.support.wording import _


def consequences_of(told: Told) -> Iterator[str]:
    """Yield every change and what follows as sentences that stand alone."""
    for change in told.plan.changes:
        if change.action not in SIZES or minutes(change.from_seconds) != minutes(change.to_seconds):
            yield _sentence(told, change)
    yield from (f"{words}." for words in notes(told))
    yield from _outcomes(told)


def _sentence(told: Told, change: PlanChange) -> str:
    segment = told.segment(change.segment_id)
    name = short_title(segment)
    if change.action is RecoveryAction.MOVE_ANCHOR:
        words = _("{what}: from {before}.")
        return words.format(what=moved_words(told, change), before=local_time(change.from_seconds))
    known: Mapping[RecoveryAction, str] = {
        RecoveryAction.DROP: _("{what} is left out: {before} min won."),
        RecoveryAction.CARRY: _("{what} moves to {when}."),
        RecoveryAction.OVERVIEW: _("{what} becomes an overview: {before} → {after} min, no table work."),
        RecoveryAction.SMALLER_CYCLE: _("{what} in the {cycle} cycle: {before} → {after} min{each}."),
        RecoveryAction.USE_BUFFER: _("{what}: {before} → {after} min of reserve."),
        RecoveryAction.SHORTEN: _("{what}: {before} → {after} min{each}."),
    }
    if change.stage is not None:
        stage = stage_of(segment, change.stage, told.standing.tables(segment.id))
        name = _("{what}, {stage}").format(what=name, stage=stage)
    return known[change.action].format(
        what=name,
        before=minutes(change.from_seconds),
        after=minutes(change.to_seconds),
        cycle=cycle_title(change.cycle),
        when=when_words(told, change) if change.action is RecoveryAction.CARRY else "",
        each=_each(told, change),
    )


def _each(told: Told, change: PlanChange) -> str:
    """Return “; each table 2½ → 2 min”, with what of it is speaking where the interpreter takes turns."""
    change_of = report_change(told, change)
    if change_of is None:
        return ""
    before, after = (share_figures(told, change.segment_id, seconds) for seconds in change_of)
    if before == after:
        return ""
    if told.standing.mode is LanguageMode.CONSECUTIVE:
        words = _("; each table {before} → {after} min, of it {speaking} min speaking")
        return words.format(before=before[0], after=after[0], speaking=after[1])
    return _("; each table {before} → {after} min").format(before=before[0], after=after[0])


def _outcomes(told: Told) -> Iterator[str]:
    """Yield when everything that would have slipped comes now."""
    for miss in told.slips:
        one = told.reached(miss)
        if one is None:
            continue
        if one.day_end:
            yield _("Day {n} ends at {time}.").format(n=one.day.number, time=clock_up(one.at))
        else:
            words = _("{what} ends at {time}.") if one.ends else _("{what} starts at {time}.")
            sentence = words.format(what=one.what, time=clock_up(one.at))
            apart = one.day.id != told.day_id(told.slips[0].segment_id)
            yield _("Day {n}: {what}").format(n=one.day.number, what=sentence) if apart else sentence
