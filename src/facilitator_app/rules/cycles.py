"""What interpretation and a further table cost: the minutes of a group-work cycle, in seconds.

At five tables the totals stored with the content hold; for other counts the report-back grows with the
tables. Consecutive interpretation doubles speaking time; the other factors are estimates.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Final, TypeAlias

from facilitator_app.records.enums import LanguageMode, StageName

TABLES_ASSUMED: Final = 5

Setting: TypeAlias = tuple[LanguageMode, int]
"""How a room works: language mode and number of tables."""

_FACTORS: Final = MappingProxyType(
    {
        LanguageMode.NONE: Fraction(1),
        LanguageMode.WRITTEN: Fraction(110, 100),
        LanguageMode.SIMULTANEOUS: Fraction(115, 100),
        LanguageMode.CONSECUTIVE: Fraction(2),
    }
)
_SPOKEN_TO_THE_ROOM: Final = frozenset(
    {StageName.PRESENT, StageName.BRIEF, StageName.REPORT, StageName.SYNTHESIS}
)


def language_factor(mode: LanguageMode, stage: StageName) -> Fraction:
    """Return by what a stage grows in a language mode: only what is spoken to the whole room does.

    Written translation costs time only while tables report.
    """
    if stage not in _SPOKEN_TO_THE_ROOM or (mode is LanguageMode.WRITTEN and stage is not StageName.REPORT):
        return Fraction(1)
    return _FACTORS[mode]


def stage_growth(stage: StageName, was: Setting, to: Setting) -> Fraction:
    """Return by what a stage that somebody changed grows from one setting to another.

    A setting is (language mode, tables). Spoken stages follow the mode, the report-back the tables too.
    Raises ValueError for fewer than one table.
    """
    if min(was[1], to[1]) < 1:
        raise ValueError("a room has at least one table")
    growth = language_factor(to[0], stage) / language_factor(was[0], stage)
    return growth * Fraction(to[1], was[1]) if stage is StageName.REPORT else growth


def presentation_seconds(minutes: int, mode: LanguageMode) -> int:
    """Return the seconds a presentation planned at `minutes` takes in a language mode."""
    return round(minutes * 60 * language_factor(mode, StageName.PRESENT))


def cycle_stages(
    minutes: Mapping[StageName, int],
    mode: LanguageMode = LanguageMode.NONE,
    tables: int = TABLES_ASSUMED,
    *,
    total_minutes: int | None = None,
) -> dict[StageName, int]:
    """Return the whole seconds of every stage of a cycle, in the order given.

    `minutes` per stage are for five tables without interpretation. `total_minutes` is the stored total of
    the language mode at five tables: what it adds is spread over the interpreted stages by what each
    grows; without it every stage grows by its own factor. Report-back is then scaled by tables ÷ 5.
    Raises ValueError for fewer than one table.
    """
    if tables < 1:
        raise ValueError("a room has at least one table")
    growth = {stage: value * 60 * (language_factor(mode, stage) - 1) for stage, value in minutes.items()}
    wanted = sum(growth.values())
    if total_minutes is not None and wanted:
        stretch = Fraction((total_minutes - sum(minutes.values())) * 60) / wanted
        growth = {stage: value * stretch for stage, value in growth.items()}
    exact = {stage: value * 60 + growth[stage] for stage, value in minutes.items()}
    seconds = _rounded(exact)
    if StageName.REPORT in seconds and tables != TABLES_ASSUMED:
        seconds[StageName.REPORT] = round(exact[StageName.REPORT] * tables / TABLES_ASSUMED)
    return seconds


def _rounded(exact: Mapping[StageName, Fraction | int]) -> dict[StageName, int]:
    """Round to whole seconds so that the sum stays the rounded sum (largest remainders first)."""
    floors = {stage: int(value) for stage, value in exact.items()}
    short = round(sum(exact.values())) - sum(floors.values())
    by_remainder = sorted(exact, key=lambda stage: floors[stage] - exact[stage])
    for stage in by_remainder[:short]:
        floors[stage] += 1
    return floors
