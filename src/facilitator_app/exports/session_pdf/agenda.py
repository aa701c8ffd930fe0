"""The agenda as it was held, against the first plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from reportlab.platypus import Flowable

from facilitator_app.exports import figures
from facilitator_app.exports.charts import bars
from facilitator_app.exports.palette import SOFT
from facilitator_app.exports.session_pdf.manuscript import BODY, CELL, SMALL, TIGHT, Manuscript, Text
from facilitator_app.exports.session_pdf.overruns import changes, rounds, speakers
from facilitator_app.exports.text import Cell, GlyphParagraph
from facilitator_app.records.actuals import DayActual, Fate
from facilitator_app.records.enums import Edition, LanguageMode, SegmentKind
from facilitator_app.rules.text import isolate
from facilitator_app.support.wording import _


def agenda(manuscript: Manuscript) -> list[Flowable]:
    """Return how the room worked: planned and actual as chart and table, what was changed and why.

    Who overran and why anything was changed stands in the full edition alone.
    """
    rows = figures.held(manuscript.record)
    if not rows:
        return []
    measured = any(one.actual_seconds is not None for one in rows)
    title = _("Agenda as held") if measured else _("Agenda as planned")
    story = [*manuscript.title(title), manuscript.paragraph(_how(manuscript, rows, measured=measured), BODY)]
    told = figures.against_plan(manuscript.record)
    days = {day.number: day.on for day in manuscript.record.agenda.days}
    for number, on in days.items():
        own = [one for one in rows if one.day == number]
        if own:
            waited = _waited(manuscript, next(day for day in told.days if day.number == number))
            story += _day(manuscript, own, (number, on), waited)
    if manuscript.edition is Edition.FULL:
        story += [*changes(manuscript), *rounds(manuscript, told), *speakers(manuscript, told)]
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
    said = f"{said} {_over(manuscript, figures.overrun_seconds(rows))}"
    if manuscript.record.recoveries:
        said = f"{said} {_('“Planned” is the first plan, before anything was changed on the day.')}"
    return said


def _over(manuscript: Manuscript, seconds: int) -> str:
    minutes = manuscript.words.minutes(abs(seconds))
    if seconds > 0:
        return _("All items together took {n} minutes longer than planned.").format(n=minutes)
    if seconds < 0:
        return _("All items together took {n} minutes less than planned.").format(n=minutes)
    return _("All items together took as long as planned.")


def _day(
    manuscript: Manuscript, rows: list[figures.Held], when: tuple[int, date], waited: Sequence[Flowable]
) -> list[Flowable]:
    words, (number, on) = manuscript.words, when
    title = _("Day {n}: {date}").format(n=number, date=isolate(words.day(on)))
    if not any(one.actual_seconds is not None for one in rows):
        return [*manuscript.subtitle(title), _planned(manuscript, rows)]
    question = _("How did day {n} keep to the plan?").format(n=number)
    chart = bars.planned_and_actual(rows, words, question)
    head = [*manuscript.subtitle(title, room=520), *waited]
    return [*head, *manuscript.chart(chart), _measured(manuscript, rows)]


def _planned(manuscript: Manuscript, rows: list[figures.Held]) -> Flowable:
    words = manuscript.words
    body: list[list[Text]] = [
        [words.clock(one.planned_start), one.title, words.minutes(one.planned_seconds)] for one in rows
    ]
    return manuscript.table(
        (_("Start"), _("Item"), _("Minutes")), body, [0.8, 6, 1], numbers=(2,), grid=TIGHT
    )


def _measured(manuscript: Manuscript, rows: list[figures.Held]) -> Flowable:
    words = manuscript.words
    body: list[list[Text]] = [
        [
            words.clock(one.planned_start), words.clock(one.started), _titled(manuscript, one),
            words.minutes(one.planned_seconds) if one.planned_start else "–",
            words.minutes(one.actual_seconds),
            words.signed_minutes(one.over_seconds) if one.actual_seconds is not None else "–",
        ]
        for one in rows
    ]  # fmt: skip
    planned = sum(one.planned_seconds for one in rows if one.actual_seconds is not None)
    actual = sum(one.actual_seconds or 0 for one in rows)
    over = words.signed_minutes(figures.overrun_seconds(rows))
    body.append(["", "", _("Together, as measured"), words.minutes(planned), words.minutes(actual), over])
    header = (_("Planned"), _("Held"), _("Item"), _("Min planned"), _("Min held"), _("Over"))
    return manuscript.table(header, body, [0.9, 0.8, 5, 1.2, 1.0, 0.8], numbers=(3, 4, 5), grid=TIGHT)


def _titled(manuscript: Manuscript, one: figures.Held) -> Text:
    """Return the title, and below it what became of an item that did not go by the plan."""
    notes = []
    if one.carried_to is not None:
        notes.append(_("carried to day {n}").format(n=one.carried_to))
    if one.kind is SegmentKind.GUEST:
        notes.append(_("not in the first plan"))
    if one.fate is Fate.LEFT_OUT:
        notes.append(_("left out"))
    if not notes:
        return one.title
    said = manuscript.paragraph(" · ".join(notes), replace(CELL, colour=SOFT, size=8))
    return Cell([GlyphParagraph(one.title, CELL), said])


def _waited(manuscript: Manuscript, day: DayActual) -> Sequence[Flowable]:
    """Return what was nobody's time on a day: pauses, waiting for the interpreter, guests."""
    words = manuscript.words
    said = [
        (_("Pauses: {minutes}"), day.paused_seconds),
        (_("Waiting for the interpreter: {minutes}"), day.interpreter_seconds),
        (_("Guests: {minutes}"), day.guest_seconds),
    ]
    told = [text.format(minutes=words.long(seconds)) for text, seconds in said if round(seconds / 60)]
    return [manuscript.paragraph(" · ".join(told), SMALL)] if told else []
