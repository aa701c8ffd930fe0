"""The lights as bars that part from the middle: red to the left, green to the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from facilitator_app.exports.charts.bars import WIDTH
from facilitator_app.exports.charts.sheet import Chart, Sheet
from facilitator_app.exports.palette import AMBER, GREEN, LINE, LINE_STRONG, RED, SOFT
from facilitator_app.exports.words import Words, signal_look
from facilitator_app.rules.lights import Signal, SignalColour, Thresholds
from facilitator_app.support.wording import _

_ROW: Final = 14.0
_GROUP: Final = 20.0
_HEAD: Final = 26.0
_LABEL: Final = 168.0
_SPAN: Final = 105.0
_COLOURS: Final = {
    SignalColour.GREEN: GREEN,
    SignalColour.AMBER: AMBER,
    SignalColour.RED: RED,
    SignalColour.NOT_ENOUGH: SOFT,
}


@dataclass(frozen=True, slots=True)
class Judged:
    """One row of the chart: whose it is, and the signal."""

    label: str
    signal: Signal


@dataclass(frozen=True, slots=True)
class JudgedStep:
    """One step with its rows."""

    title: str
    short: str
    rows: tuple[Judged, ...]


def colour_of(signal: Signal) -> str:
    """Return the colour of a signal, never shown without its word and shape."""
    return _COLOURS[signal.colour]


def diverging(steps: Sequence[JudgedStep], words: Words, limits: Thresholds) -> Chart:
    """Return green and red scores (0 to 1) of every table and step, with n and the signal in words."""
    rows = sum(len(step.rows) for step in steps)
    sheet = Sheet(WIDTH, _HEAD + _GROUP * len(steps) + _ROW * rows + 4)
    middle = _LABEL + 18 + _SPAN
    _draw_axis(sheet, middle, limits, words)
    y = _HEAD
    for step in steps:
        sheet.text(0, y + 10, step.title, bold=True, room=WIDTH)
        y += _GROUP
        for row in step.rows:
            _draw_row(sheet, row, (middle, y + _ROW / 2), words)
            y += _ROW
    rated = sum(row.signal.rated for step in steps for row in step.rows)
    return Chart(
        title=_("What do the lights say, table by table?"),
        note=_("n = {n} ratings; scores from 0 to 1; the last figure is lights rated of lights there are")
        .format(n=rated),
        alt=_("Bars of red and green scores for each table and step; the annex has the numbers."),
        png=sheet.png(),
        width=WIDTH,
        columns=(_("Step"), _("Table"), _("Signal"), _("Green"), _("Red"), _("Rated")),
        rows=tuple(
            (
                step.short, row.label, " ".join(signal_look(row.signal)),
                words.number(row.signal.green_score, 3), words.number(row.signal.red_score, 3),
                f"{row.signal.rated}/{row.signal.items}",
            )
            for step in steps
            for row in step.rows
        ),
        widths=(0.8, 3.2, 1.1, 0.9, 0.9, 0.8),
        texts=3,
    )  # fmt: skip


def _draw_axis(sheet: Sheet, middle: float, limits: Thresholds, words: Words) -> None:
    sheet.text(middle - 8, 6, _("▲ red lights seen"), size=7.5, colour=RED, bold=True, align="right")
    sheet.text(middle + 8, 6, _("● green lights seen"), size=7.5, colour=GREEN, bold=True)
    marks = ((-limits.strong_red, limits.strong_red), (limits.strong_green, limits.strong_green))
    for place, value in marks:
        x = middle + place * _SPAN
        sheet.line((x, _HEAD - 4), (x, sheet.height), LINE_STRONG, dashed=True)
        sheet.text(x, 17, words.number(value, 1), size=7, colour=SOFT, align="center")
    for place in (-1.0, 1.0):
        x = middle + place * _SPAN
        sheet.line((x, _HEAD - 4), (x, sheet.height), LINE)
        sheet.text(x, 17, "1", size=7, colour=SOFT, align="center")
    sheet.line((middle, _HEAD - 4), (middle, sheet.height), LINE_STRONG)


def _draw_row(sheet: Sheet, row: Judged, place: tuple[float, float], words: Words) -> None:
    middle, y = place
    signal = row.signal
    sheet.text(0, y, row.label, room=_LABEL - 6)
    if signal.green_score is not None and signal.red_score is not None:
        green, red = signal.green_score * _SPAN, signal.red_score * _SPAN
        sheet.bar(middle - red, y - 4, red, 8, "#FFFFFF", edge=RED, hatch="//////")
        sheet.bar(middle, y - 4, green, 8, GREEN)
        sheet.text(middle - red - 3, y, words.number(signal.red_score), size=7, align="right")
        sheet.text(middle + green + 3, y, words.number(signal.green_score), size=7)
    shape, word = signal_look(signal)
    sheet.text(middle + _SPAN + 26, y, shape, colour=colour_of(signal), bold=True)
    sheet.text(middle + _SPAN + 38, y, word, colour=colour_of(signal), bold=True, room=42)
    sheet.text(WIDTH, y, f"{signal.rated}/{signal.items}", size=7, colour=SOFT, align="right")
