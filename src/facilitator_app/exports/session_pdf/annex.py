"""The annex: people, the numbers behind the charts, notes on the data."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from reportlab.platypus import Flowable, KeepTogether

from facilitator_app.exports import figures
from facilitator_app.exports.session_pdf.manuscript import CELL, SMALL, TIGHT, Manuscript, Text
from facilitator_app.exports.session_pdf.people import register
from facilitator_app.exports.text import bullets
from facilitator_app.records.enums import TranslationStatus
from facilitator_app.support.wording import _, ngettext_

# A table of so many rows is not torn apart.
_KEPT_WHOLE: Final = 18


def annex(manuscript: Manuscript) -> list[Flowable]:
    """Return what does not belong on the first pages but must be there."""
    story = [*register(manuscript), *_numbers(manuscript), *_notes(manuscript)]
    return [*manuscript.title(_("Annex")), *story] if story else []


def _numbers(manuscript: Manuscript) -> list[Flowable]:
    """Return the numbers of the charts that have none beside them."""
    story: list[Flowable] = []
    for chart in manuscript.charts:
        if chart.rows and not chart.beside:
            title = manuscript.subtitle(chart.title, level=3)
            note = manuscript.paragraph(chart.note, SMALL)
            body: list[list[Text]] = [list(row) for row in chart.rows]
            widths = chart.widths or (1.0,) * len(chart.columns)
            numbers = tuple(range(chart.texts, len(chart.columns)))
            table = manuscript.table(chart.columns, body, widths, numbers=numbers, grid=TIGHT)
            together = [*title, note, table]
            story += [KeepTogether(together)] if len(body) <= _KEPT_WHOLE else together
    return [*manuscript.subtitle(_("Numbers behind the charts")), *story] if story else []


def _notes(manuscript: Manuscript) -> list[Flowable]:
    record = manuscript.record
    points = [
        point for one in figures.printed_report_backs(record) for point in figures.published(one)
    ]  # fmt: skip
    missing = sum(point.lacks_english for point in points)
    drafts = sum(point.status is TranslationStatus.DRAFT and not point.lacks_english for point in points)
    notes = [
        ngettext_("{n} point reported by tables.", "{n} points reported by tables.", len(points))
        .format(n=len(points))
        if points else "",
        ngettext_("{n} translation is a draft.", "{n} translations are drafts.", drafts).format(n=drafts)
        if drafts else "",
        ngettext_(
            "{n} point has no English yet and stands in the original.",
            "{n} points have no English yet and stand in the original.", missing,
        ).format(n=missing)
        if missing else "",
        _signal_rule() if record.light_ratings else "",
        _("Weighted mean = sum of weight × score ÷ sum of weights, over all tables and criteria.")
        if record.scores else "",
        _("Groups and questions with fewer than five answers are not shown.")
        if record.self_ratings or record.evaluations else "",
        _("Times are local: {zone}.").format(zone=record.details.zone),
    ]  # fmt: skip
    items = [note for note in notes if note]
    style = replace(CELL, size=9, indent=11, space_after=3, language=manuscript.words.language)
    return [KeepTogether([*manuscript.subtitle(_("Notes on the data")), *bullets(items, style)])]


def _signal_rule() -> str:
    return _(
        "Signal: a colour’s score is the mean of its rated lights divided by two. ● green: green ≥ 0.6 and "
        "red < 0.35; ▲ red: red ≥ 0.5 and green < 0.6, or green < 0.3; ◆ amber otherwise; ◐ mixed: both "
        "strong; – too few: fewer than half of the lights rated. A proposal for discussion, no test."
    )
