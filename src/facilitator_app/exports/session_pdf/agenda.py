"""The agenda as it was held."""

from __future__ import annotations

from datetime import date

from reportlab.platypus import Flowable

from facilitator_app.exports import figures
from facilitator_app.exports.charts import bars
from facilitator_app.exports.session_pdf.manuscript import BODY, TIGHT, Manuscript, Text
from facilitator_app.records.enums import LanguageMode
from facilitator_app.rules.text import isolate
from facilitator_app.support.wording import _


def agenda(manuscript: Manuscript) -> list[Flowable]:
    """Return how the room worked: planned and actual as chart and table, with the total overrun."""
    rows = figures.held(manuscript.record)
    if not rows:
        return []
    measured = any(one.actual_seconds is not None for one in rows)
    title = _("Agenda as held") if measured else _("Agenda as planned")
    story = [*manuscript.title(title), manuscript.paragraph(_how(manuscript, rows, measured=measured), BODY)]
    days = {day.number: day.on for day in manuscript.record.agenda.days}
    for number, on in days.items():
        own = [one for one in rows if one.day == number]
        if own:
            story += _day(manuscript, own, number, on)
    return story


def _how(manuscript: Manuscript, rows: tuple[figures.Held, ...], *, measured: bool) -> str:
    mode = {
        LanguageMode.NONE: lambda: _("without interpretation"),
        LanguageMode.WRITTEN: lambda: _("with written translation of what tables report"),
        LanguageMode.SIMULTANEOUS: lambda: _("with simultaneous interpretation"),
        LanguageMode.CONSECUTIVE: lambda: _("with consecutive interpretation"),
    }[manuscript.record.details.language_mode]()
    language = manuscript.words.language_name(manuscript.record.details.working_language)
    said = _("Working language {language}, {mode}.").format(language=language, mode=mode)
    if not measured:
        return f"{said} {_('Nobody kept a log of the times; what follows is the plan.')}"
    return f"{said} {_over(manuscript, figures.overrun_seconds(rows))}"


def _over(manuscript: Manuscript, seconds: int) -> str:
    minutes = manuscript.words.minutes(abs(seconds))
    if seconds > 0:
        return _("All items together took {n} minutes longer than planned.").format(n=minutes)
    if seconds < 0:
        return _("All items together took {n} minutes less than planned.").format(n=minutes)
    return _("All items together took as long as planned.")


def _day(manuscript: Manuscript, rows: list[figures.Held], number: int, on: date) -> list[Flowable]:
    words = manuscript.words
    title = _("Day {n}: {date}").format(n=number, date=isolate(words.day(on)))
    if not any(one.actual_seconds is not None for one in rows):
        return [*manuscript.subtitle(title), _planned(manuscript, rows)]
    question = _("How did day {n} keep to the plan?").format(n=number)
    chart = bars.planned_and_actual(rows, words, question)
    return [*manuscript.subtitle(title, room=520), *manuscript.chart(chart), _measured(manuscript, rows)]


def _planned(manuscript: Manuscript, rows: list[figures.Held]) -> Flowable:
    words = manuscript.words
    body: list[list[Text]] = [
        [words.clock(one.planned_start), one.segment.title, words.minutes(one.segment.planned_seconds)]
        for one in rows
    ]
    return manuscript.table(
        (_("Start"), _("Item"), _("Minutes")), body, [0.8, 6, 1], numbers=(2,), grid=TIGHT
    )


def _measured(manuscript: Manuscript, rows: list[figures.Held]) -> Flowable:
    words = manuscript.words
    body: list[list[Text]] = [
        [
            words.clock(one.planned_start), words.clock(one.started), one.segment.title,
            words.minutes(one.segment.planned_seconds), words.minutes(one.actual_seconds),
            words.signed_minutes(one.over_seconds) if one.actual_seconds is not None else "–",
        ]
        for one in rows
    ]  # fmt: skip
    planned = sum(one.segment.planned_seconds for one in rows if one.actual_seconds is not None)
    actual = sum(one.actual_seconds or 0 for one in rows)
    over = words.signed_minutes(figures.overrun_seconds(rows))
    body.append(["", "", _("Together, as measured"), words.minutes(planned), words.minutes(actual), over])
    header = (_("Planned"), _("Held"), _("Item"), _("Min planned"), _("Min held"), _("Over"))
    return manuscript.table(header, body, [0.9, 0.8, 5, 1.2, 1.0, 0.8], numbers=(3, 4, 5), grid=TIGHT)
