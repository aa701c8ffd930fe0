"""Charts that compare lengths: who took part, what the room voted for, how the agenda was held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from facilitator_app.exports.charts.sheet import Chart, Sheet
from facilitator_app.exports.figures import Held, Prioritised, overrun_seconds
from facilitator_app.exports.palette import (
    ACCENT,
    ACCENT_MIDDLE,
    ACCENT_SOFT,
    INK,
    LINE,
    LINE_STRONG,
    SOFT,
)
from facilitator_app.exports.words import Words
from facilitator_app.rules.text import isolate
from facilitator_app.support.wording import _, ngettext_

WIDTH: Final = 487.0
_ROW: Final = 15.0
_AGENDA_ROW: Final = 13.0
_BAR: Final = 8.0
_GAP: Final = 24.0
_HEAD: Final = 18.0
_MINUTE: Final = 60
_BEST_STEPS: Final = (10, 15, 20, 30, 60, 120)


@dataclass(frozen=True, slots=True)
class Panel:
    """One group of bars: its heading and how often each thing occurs."""

    title: str
    counts: tuple[tuple[str, int], ...]

    @property
    def height(self) -> float:
        """Height in points."""
        return _HEAD + _ROW * len(self.counts)


def profile(left: Sequence[Panel], right: Sequence[Panel], people: int) -> Chart:
    """Return bars in two columns: what kinds of people took part."""
    columns = [[panel for panel in column if panel.counts] for column in (left, right)]
    heights = [sum(p.height for p in column) + _GAP * max(0, len(column) - 1) for column in columns]
    sheet = Sheet(WIDTH, max(heights) + 4)
    column_width = (WIDTH - _GAP) / 2
    for column, x in zip(columns, (0.0, column_width + _GAP), strict=True):
        y = 2.0
        for panel in column:
            _draw_panel(sheet, panel, (x, y), column_width)
            y += panel.height + _GAP
    panels = [panel for column in columns for panel in column]
    said = "; ".join(
        f"{panel.title}: {', '.join(f'{name} {n}' for name, n in panel.counts)}" for panel in panels
    )
    return Chart(
        title=_("Who took part?"),
        note=ngettext_("n = {n} participant", "n = {n} participants", people).format(n=people),
        alt=_("Bar chart. {numbers}").format(numbers=said),
        png=sheet.png(),
        width=WIDTH,
        columns=(_("Profile"), _("People")),
        rows=tuple(
            (panel.title, " · ".join(f"{isolate(name)} {n}" for name, n in panel.counts)) for panel in panels
        ),
        widths=(1.4, 6),
        texts=2,
    )


def _draw_panel(sheet: Sheet, panel: Panel, place: tuple[float, float], width: float) -> None:
    x, y = place
    label = min(130.0, max(sheet.width_of(name, 8) for name, _n in panel.counts) + 8)
    most = max(n for _name, n in panel.counts)
    sheet.text(x, y + 6, panel.title, size=8.5, bold=True, room=width)
    for number, (name, n) in enumerate(panel.counts):
        middle = y + _HEAD + _ROW * (number + 0.5)
        length = (width - label - 22) * n / most
        sheet.text(x, middle, name, room=label - 6)
        sheet.bar(x + label, middle - _BAR / 2, length, _BAR, ACCENT)
        sheet.text(x + label + length + 5, middle, str(n), bold=True)


def dots(rows: Sequence[Prioritised]) -> Chart:
    """Return what the room put its dots on, most dots first."""
    ordered = sorted(rows, key=lambda one: -one.dots)
    total = sum(one.dots for one in rows)
    counts = tuple((_name(one), one.dots) for one in ordered)
    sheet = Sheet(WIDTH, _ROW * len(counts) + 4)
    most = max(1, *(n for _label, n in counts))
    label = 190.0
    for number, (one, (name, n)) in enumerate(zip(ordered, counts, strict=True)):
        middle = 2 + _ROW * (number + 0.5)
        sheet.text(0, middle, name, room=label - 8, bold=one.cluster.selected)
        look = ACCENT if one.cluster.selected else ACCENT_SOFT
        length = (WIDTH - label - 30) * n / most
        sheet.bar(label, middle - _BAR / 2, length, _BAR, look, edge=ACCENT)
        sheet.text(label + length + 5, middle, str(n), bold=True)
    return Chart(
        title=_("Where did the room put its dots?"),
        note=ngettext_("n = {n} dot; selected clusters dark", "n = {n} dots; selected clusters dark", total)
        .format(n=total),
        alt=_("Bar chart. {numbers}").format(numbers=", ".join(f"{name} {n}" for name, n in counts)),
        png=sheet.png(),
        width=WIDTH,
        columns=(_("Cluster"), _("Dots")),
        rows=tuple((name, str(n)) for name, n in counts),
        beside=True,
    )  # fmt: skip


def scores(rows: Sequence[Prioritised], words: Words, tables: int) -> Chart:
    """Return the weighted mean of every cluster with the lowest and highest table's own."""
    rated = [one for one in rows if one.mean is not None]
    sheet = Sheet(WIDTH, _HEAD + 17 * len(rated) + 4)
    left, right = 190.0, WIDTH - 40

    def place(value: float) -> float:
        return left + (right - left) * (value - 1) / 4

    for mark in range(1, 6):
        sheet.line((place(mark), _HEAD - 4), (place(mark), sheet.height), LINE)
        sheet.text(place(mark), 6, str(mark), size=7.5, colour=SOFT, align="center")
    for number, one in enumerate(rated):
        middle = _HEAD + 17 * (number + 0.5)
        sheet.text(0, middle, _name(one), room=left - 14, bold=one.cluster.selected)
        if one.low is not None and one.high is not None:
            sheet.line((place(one.low), middle), (place(one.high), middle), ACCENT_MIDDLE, thick=4)
        sheet.diamond(place(one.mean or 1), middle, 4.5, INK)
        sheet.text(WIDTH, middle, words.number(one.mean), bold=True, align="right")
    n = sum(one.scores for one in rated)
    return Chart(
        title=_("How did the tables score the clusters?"),
        note=ngettext_("n = {n} score from {tables} tables; ", "n = {n} scores from {tables} tables; ", n)
        .format(n=n, tables=tables)
        + _("◆ weighted mean, bar from the lowest to the highest table, scale 1 to 5"),
        alt=_("Ranges with means. {numbers}").format(
            numbers=", ".join(f"{_name(one)} {words.number(one.mean)}" for one in rated)
        ),
        png=sheet.png(),
        width=WIDTH,
        columns=(_("Cluster"), _("Weighted mean"), _("Lowest table"), _("Highest table"), _("Scores")),
        widths=(3, 1.2, 1.2, 1.2, 1),
        rows=tuple(
            (
                _name(one), words.number(one.mean, 3), words.number(one.low, 3), words.number(one.high, 3),
                str(one.scores),
            )
            for one in rated
        ),
    )  # fmt: skip


def _name(one: Prioritised) -> str:
    return one.cluster.name_english or one.cluster.name_local


def planned_and_actual(rows: Sequence[Held], words: Words, title: str) -> Chart:
    """Return one day: planned length as a light bar, what was as a dark one upon it, and the difference."""
    measured = [one for one in rows if one.actual_seconds is not None]
    longest = max(max(one.planned_seconds, one.actual_seconds or 0) for one in measured) / _MINUTE
    step = next((one for one in _BEST_STEPS if longest / one <= 7), _BEST_STEPS[-1])  # noqa: PLR2004
    sheet = Sheet(WIDTH, _HEAD + _AGENDA_ROW * len(measured) + 4)
    left, right = 248.0, WIDTH - 34

    def place(minutes: float) -> float:
        return left + (right - left) * minutes / longest

    for mark in range(0, int(longest) + 1, step):
        sheet.line((place(mark), _HEAD - 4), (place(mark), sheet.height), LINE)
        sheet.text(place(mark), 6, str(mark), size=7.5, colour=SOFT, align="center")
    sheet.text(WIDTH, 6, _("over"), size=7.5, colour=SOFT, align="right")
    sheet.text(0, 6, _("start, minutes"), size=7.5, colour=SOFT)
    for number, one in enumerate(measured):
        middle = _HEAD + _AGENDA_ROW * (number + 0.5)
        sheet.text(0, middle, words.clock(one.planned_start), colour=SOFT)
        sheet.text(34, middle, one.title, room=left - 46)
        planned = place(one.planned_seconds / _MINUTE) - left
        actual = place((one.actual_seconds or 0) / _MINUTE) - left
        sheet.bar(left, middle - 5, planned, 10, ACCENT_SOFT, edge=LINE_STRONG)
        sheet.bar(left, middle - 2.2, actual, 4.4, ACCENT)
        over = words.signed_minutes(one.over_seconds)
        sheet.text(WIDTH, middle, over, bold=one.over_seconds >= 5 * _MINUTE, align="right")
    over = words.signed_minutes(overrun_seconds(measured))
    return Chart(
        title=title,
        note=ngettext_("n = {n} item; ", "n = {n} items; ", len(measured)).format(n=len(measured))
        + _("light bar planned, dark bar actual; together {over} min").format(over=over),
        alt=_("Bar chart of planned and actual minutes; the table below has the numbers."),
        png=sheet.png(),
        width=WIDTH,
        columns=(_("Item"), _("Planned"), _("Actual")),
        rows=(),
        beside=True,
    )
