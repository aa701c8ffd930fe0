"""Step by step: what was asked, what tables told in both languages, and the lights of the step."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from reportlab.platypus import CondPageBreak, Flowable, KeepTogether

from facilitator_app.exports import figures
from facilitator_app.exports.palette import ACCENT_SOFT, AMBER, INK, LINE, SOFT, WHITE
from facilitator_app.exports.session_pdf.manuscript import (
    BODY,
    CELL,
    OVERLINE,
    SMALL,
    STRONG,
    Manuscript,
)
from facilitator_app.exports.text import Alignment, Cell, GlyphTable, Grid, Span
from facilitator_app.exports.words import signal_look, translation_mark
from facilitator_app.records.capture import ReportBack, ReportPoint
from facilitator_app.records.workshop import Step
from facilitator_app.rules.board import BoardKey, signals
from facilitator_app.rules.lights import Signal
from facilitator_app.rules.text import isolate
from facilitator_app.support.wording import _, ngettext_

_COLUMNS: Final = (1.0, 1.0, 0.32)
_KEPT_WHOLE: Final = 1200
_FEW: Final = 6


def steps(manuscript: Manuscript) -> list[Flowable]:
    """Return every step that left something behind, then what was reported outside the steps."""
    record = manuscript.record
    found = figures.printed_report_backs(record)
    judged = signals(record)
    numbers = {one.step for one in found} | {key.step for key in judged}
    numbers |= {step.number for step in record.steps if step.synthesis.strip()}
    worked = [step for step in record.steps if step.number in numbers]
    others = [one for one in found if record.step(one.step) is None]
    if not worked and not others:
        return []
    story = [*manuscript.title(_("Step by step"), room=430), *_silent(manuscript, worked)]
    for step in worked:
        own = [one for one in found if one.step == step.number]
        lights = {key: signal for key, signal in judged.items() if key.step == step.number}
        story += _step(manuscript, step, own, lights)
    if others:
        story += manuscript.subtitle(_("Other report-backs"))
        story += [_report_back(manuscript, one) for one in others]
    return story


def _silent(manuscript: Manuscript, worked: list[Step]) -> list[Flowable]:
    """Name the steps of the agenda that left nothing to print."""
    numbers = {number for one in manuscript.record.agenda.segments() for number in one.steps}
    quiet = sorted(numbers - {step.number for step in worked})
    if not quiet:
        return []
    listed = manuscript.words.joined(str(number) for number in quiet)
    said = ngettext_(
        "Step {list} was on the agenda; nothing was captured.",
        "Steps {list} were on the agenda; nothing was captured.",
        len(quiet),
    ).format(list=listed)
    return [manuscript.paragraph(said, SMALL)]


def _step(
    manuscript: Manuscript, step: Step, found: list[ReportBack], lights: dict[BoardKey, Signal]
) -> list[Flowable]:
    story: list[Flowable] = [CondPageBreak(340), *manuscript.gap(10)]
    phase = _("Phase {letter} · {name}").format(letter=step.phase, name=manuscript.plain(step.phase_name))
    story.append(manuscript.paragraph(phase, OVERLINE))
    title = _("Step {n}: {name}").format(n=step.number, name=manuscript.plain(step.name))
    story += manuscript.subtitle(title, room=0)
    story.append(manuscript.paragraph(manuscript.plain(step.purpose), BODY))
    story += _task(manuscript, step)
    if lights:
        story.append(_strip(manuscript, lights))
    story += [_report_back(manuscript, one) for one in found]
    if step.synthesis.strip():
        heading = manuscript.paragraph(_("Synthesis"), STRONG)
        story.append(manuscript.panel([heading, *manuscript.written(step.synthesis)], ground=ACCENT_SOFT))
    return story


def _task(manuscript: Manuscript, step: Step) -> list[Flowable]:
    if not step.task_text.strip():
        return []
    title = _("Task: {title}").format(title=isolate(manuscript.plain(step.task_title)))
    content: list[Flowable] = [
        manuscript.paragraph(title, replace(STRONG, space_after=2)),
        manuscript.paragraph(manuscript.plain(step.task_text), replace(BODY, size=9, space_after=2)),
    ]
    if step.deliverable.strip():
        wanted = [Span(_("Result:") + " ", bold=True), Span(manuscript.plain(step.deliverable))]
        content.append(manuscript.paragraph(wanted, replace(BODY, size=9, space_after=0)))
    return [manuscript.panel(content)]


def _report_back(manuscript: Manuscript, one: ReportBack) -> Flowable:
    """Return one table's points: as said at the one side, English at the other, what is known of it last."""
    quiet = replace(CELL, size=8, colour=SOFT)
    sides = dict.fromkeys(tag for tag in (one.language, "en") if tag)
    languages = " – ".join(manuscript.words.language_name(tag) for tag in sides)
    whose = [Span(_whose(manuscript, one), bold=True, colour=INK), Span(f"   {languages}")]
    top = [
        Cell([manuscript.paragraph(whose, quiet)], columns=2),
        Cell([manuscript.paragraph(_("Translation"), quiet)]),
    ]
    rows = [_point(manuscript, point) for point in figures.published(one)]
    grid = Grid(padding_x=7, padding_y=4, rule=LINE, rule_width=0.6, header_background=ACCENT_SOFT)
    table = GlyphTable([top, *rows], _COLUMNS, rtl=manuscript.words.rtl, grid=grid, space_after=9)
    # Few words are not torn apart; many would leave half a page empty.
    length = sum(len(point.local_text) + len(point.english_text) for point in figures.published(one))
    return KeepTogether([table]) if length <= _KEPT_WHOLE and len(rows) <= _FEW else table


def _whose(manuscript: Manuscript, one: ReportBack) -> str:
    table, cluster = manuscript.record.table(one.table_id), manuscript.record.cluster(one.cluster_id)
    said = _("Table {n}").format(n=table.number if table else "–")
    if cluster is None:
        return said
    return f"{said} · {isolate(cluster.name_english or cluster.name_local)}"


def _point(manuscript: Manuscript, point: ReportPoint) -> list[Cell]:
    local = manuscript.lists(point.local_text, point.language, point.direction, size=9)
    if not point.local_text.strip():
        local = manuscript.paragraph("–", CELL)
    english = (
        manuscript.not_there() if point.lacks_english else manuscript.lists(point.english_text, "en", size=9)
    )
    missing = point.lacks_english
    mark = replace(CELL, size=8, colour=AMBER if missing else SOFT, alignment=Alignment.START)
    word = manuscript.paragraph("–" if missing else translation_mark(point), mark)
    return [Cell([local]), Cell([english]), Cell([word])]


def _strip(manuscript: Manuscript, lights: dict[BoardKey, Signal]) -> Flowable:
    """Return the step's signals side by side, a cell for each table (and cluster)."""
    record = manuscript.record
    small = replace(CELL, size=7.5, colour=SOFT, alignment=Alignment.CENTRE)
    names, cells = [], []
    for key, signal in sorted(lights.items(), key=lambda one: _number(manuscript, one[0])):
        table = record.table(key.table_id)
        names.append(
            Cell([manuscript.paragraph(_("Table {n}").format(n=table.number if table else "–"), small)])
        )
        cells.append(manuscript.badge(signal, *signal_look(signal)))
    grid = Grid(padding_x=4, padding_y=3, rule=WHITE, rule_width=2, header_background="", vertical=True)
    strip = GlyphTable([names, cells], [1] * len(cells), rtl=manuscript.words.rtl, grid=grid, space_after=14)
    title = manuscript.paragraph(_("Lights of this step"), replace(STRONG, size=9, space_after=1))
    return KeepTogether([title, strip])


def _number(manuscript: Manuscript, key: BoardKey) -> int:
    table = manuscript.record.table(key.table_id)
    return table.number if table else 0
