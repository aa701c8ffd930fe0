"""What people say of themselves and of the course: dumbbells and stacked bars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from facilitator_app.exports.charts.bars import WIDTH
from facilitator_app.exports.charts.sheet import Chart, Sheet
from facilitator_app.exports.palette import ACCENT, ACCENT_MIDDLE, INK, LINE, LINE_STRONG, SCALE, SOFT, WHITE
from facilitator_app.exports.words import Words
from facilitator_app.rules.statistics import Change, Summary
from facilitator_app.support.wording import _

_ROW: Final = 19.0
_HEAD: Final = 34.0
_NARROW: Final = 9.0
_DARK_FROM: Final = 4


def dumbbells(changes: Mapping[str, Change], names: Mapping[str, str], words: Words) -> Chart:
    """Return the mean of every competency: before, looking back, and at the end, on the scale 1 to 5."""
    sheet = Sheet(WIDTH, _HEAD + _ROW * len(changes) + 4)
    left, right = 210.0, WIDTH - 66

    def place(value: float) -> float:
        return left + (right - left) * (value - 1) / 4

    _dumbbell_legend(sheet)
    for mark in range(1, 6):
        sheet.line((place(mark), _HEAD - 4), (place(mark), sheet.height), LINE)
        sheet.text(place(mark), _HEAD - 10, str(mark), size=7.5, colour=SOFT, align="center")
    sheet.text(WIDTH, _HEAD - 10, _("then → now"), size=7.5, colour=SOFT, align="right")
    for number, (code, change) in enumerate(changes.items()):
        y = _HEAD + _ROW * (number + 0.5)
        sheet.text(0, y, names.get(code, code), room=left - 14)
        then, now, before = change.then.mean, change.after.mean, change.before.mean
        if then is not None and now is not None:
            sheet.line((place(then), y), (place(now), y), ACCENT_MIDDLE, thick=3)
            sheet.text(WIDTH, y, f"{words.number(then)} → {words.number(now)}", align="right")
        if before is not None:
            sheet.line((place(before), y - 5), (place(before), y + 5), INK, thick=1.6)
        if then is not None:
            sheet.dot(place(then), y, 3.6, ACCENT, hollow=True)
        if now is not None:
            sheet.dot(place(now), y, 3.8, ACCENT)
    return Chart(
        title=_("What can participants do now that they could not do before?"),
        note=_numbers_asked(changes),
        alt=_("Means before, looking back and now for each competency; the annex has the numbers."),
        png=sheet.png(),
        width=WIDTH,
        columns=(
            _("Competency"),
            *(f"{when}, {what}" for when in (_("before"), _("then"), _("now")) for what in ("n", _("mean"))),
        ),
        widths=(2.7, 0.85, 1.25, 0.75, 1.05, 0.75, 1.05),
        rows=tuple(_numbers(names.get(code, code), change, words) for code, change in changes.items()),
    )


def _dumbbell_legend(sheet: Sheet) -> None:
    x = 0.0
    sheet.line((x + 4, 3), (x + 4, 13), INK, thick=1.6)
    sheet.text(x + 12, 8, _("before the course"), size=7.5)
    x = 110.0
    sheet.dot(x + 4, 8, 3.6, ACCENT, hollow=True)
    sheet.text(x + 12, 8, _("then: looking back at the end"), size=7.5)
    x = 260.0
    sheet.dot(x + 4, 8, 3.8, ACCENT)
    sheet.text(x + 12, 8, _("now: at the end"), size=7.5)


def _numbers_asked(changes: Mapping[str, Change]) -> str:
    counts = [
        max((getattr(change, part).n for change in changes.values()), default=0)
        for part in ("before", "then", "after")
    ]
    return _("n = {before} before, {then} then, {now} now; self-assessment from 1 to 5, no test").format(
        before=counts[0], then=counts[1], now=counts[2]
    )


def _numbers(name: str, change: Change, words: Words) -> tuple[str, ...]:
    parts = (change.before, change.then, change.after)
    return (name, *(text for one in parts for text in (str(one.n), words.number(one.mean, 3))))


def agreement(
    answers: Mapping[str, Summary], names: Mapping[str, str], scale: Sequence[str], words: Words
) -> Chart:
    """Return stacked bars: how many agree with each sentence, from 1 to 5, with the mean."""
    sheet = Sheet(WIDTH, _HEAD + _ROW * len(answers) + 4)
    left, right = 222.0, WIDTH - 38
    _scale_legend(sheet, scale)
    sheet.text(WIDTH, _HEAD - 9, _("mean"), size=7.5, colour=SOFT, align="right")
    for number, (code, summary) in enumerate(answers.items()):
        y = _HEAD + _ROW * (number + 0.5)
        sheet.text(0, y, names.get(code, code), room=left - 12, size=7.5, lines=2)
        x = left
        for value, count in summary.counts:
            width = (right - left) * count / summary.n
            sheet.bar(x, y - 6, width, 12, SCALE[value - 1], edge=LINE_STRONG)
            if width > _NARROW:
                colour = WHITE if value >= _DARK_FROM else INK
                sheet.text(x + width / 2, y, str(count), size=7.5, colour=colour, align="center")
            x += width
        sheet.text(WIDTH, y, words.number(summary.mean), bold=True, align="right")
    forms = max(summary.n for summary in answers.values())
    counted = tuple(str(value) for value in range(1, 6))
    return Chart(
        title=_("How do participants judge the course?"),
        note=_("n = {n} forms; figures in the bars are answers").format(n=forms),
        alt=_("Stacked bars of agreement with each sentence; the annex has the numbers."),
        png=sheet.png(),
        width=WIDTH,
        columns=(_("Sentence"), *counted, "n", _("Mean")),
        widths=(6, 0.7, 0.7, 0.7, 0.7, 0.7, 0.7, 0.9),
        rows=tuple(
            (
                names.get(code, code),
                *(str(dict(summary.counts).get(value, 0)) for value in range(1, 6)),
                str(summary.n),
                words.number(summary.mean, 3),
            )
            for code, summary in answers.items()
        ),
    )


def _scale_legend(sheet: Sheet, scale: Sequence[str]) -> None:
    x = 0.0
    for value, (colour, word) in enumerate(zip(SCALE, scale, strict=False), 1):
        text = f"{value} {word}"
        sheet.bar(x, 4, 9, 9, colour, edge=LINE_STRONG)
        sheet.text(x + 13, 8.5, text, size=7.5)
        x += 13 + sheet.width_of(text, 7.5) + 12
