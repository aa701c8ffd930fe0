"""The first page: it stands alone. Facts from the record, and the summary that somebody wrote."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Final

from reportlab.platypus import Flowable

from facilitator_app.exports import figures
from facilitator_app.exports.palette import ACCENT, ACCENT_SOFT, INK
from facilitator_app.exports.session_pdf.manuscript import CELL, Manuscript, Text
from facilitator_app.exports.text import Cell, GlyphTable, Grid, TextStyle
from facilitator_app.exports.words import of_people, signal_look
from facilitator_app.rules.board import signals
from facilitator_app.rules.text import isolate
from facilitator_app.support.wording import _, ngettext_

_FIGURE: Final = TextStyle(size=24, bold=True, colour=ACCENT, leading=1.1, space_after=0)
_HOUR: Final = 3600
_IN_A_ROW: Final = 3
_MOST_ACTIONS: Final = 6


def summary(manuscript: Manuscript) -> list[Flowable]:
    """Return key numbers, what was written, and who, what and what next."""
    story = [*manuscript.title(_("Summary")), _tiles(manuscript)]
    written = manuscript.record.details.summary
    if written.strip():
        story += [manuscript.panel(manuscript.written(written))]
    return [*story, manuscript.facts(_facts(manuscript))]


def _tiles(manuscript: Manuscript) -> GlyphTable:
    numbers = figures.key_numbers(manuscript.record)
    words = manuscript.words
    hours = words.number(numbers.work_seconds / _HOUR, 1)
    said = _("hours of work, breaks not counted") if numbers.measured else _("hours of work planned")
    tiles = [
        (str(numbers.participants), ngettext_("participant", "participants", numbers.participants)),
        (str(numbers.countries), ngettext_("country", "countries", numbers.countries)),
        (str(numbers.organisations), ngettext_("organisation", "organisations", numbers.organisations)),
        (hours, said),
        (
            str(numbers.report_backs),
            ngettext_(
                "report-back with {points} points", "report-backs with {points} points", numbers.report_backs
            ).format(points=numbers.points),
        ),
        _last_tile(manuscript, numbers),
    ]
    rows = [tiles[start : start + _IN_A_ROW] for start in range(0, len(tiles), _IN_A_ROW)]
    cells: list[list[Cell]] = []
    for row in rows:
        line: list[Cell] = []
        for number, name in row:
            content = [
                manuscript.paragraph(number, _FIGURE), manuscript.paragraph(name, replace(CELL, colour=INK))
            ]  # fmt: skip
            line += [Cell(content, background=ACCENT_SOFT), Cell()]
        cells += [line[:-1], [Cell()] * (len(line) - 1)]
    grid = Grid(padding_x=12, padding_y=5, rule="")
    return GlyphTable(
        cells[:-1], [1, 0.06, 1, 0.06, 1], rtl=manuscript.words.rtl, grid=grid, layout=True, space_after=16
    )


def _last_tile(manuscript: Manuscript, numbers: figures.KeyNumbers) -> tuple[str, str]:
    """Return the actions; where none were noted, the tables instead of a lonely nought."""
    owned, tables = numbers.actions_with_owner, len(manuscript.record.tables)
    if numbers.actions:
        return str(owned), ngettext_("action with owner and date", "actions with owner and date", owned)
    return str(tables), ngettext_("table", "tables", tables)


def _facts(manuscript: Manuscript) -> list[tuple[str, Text]]:
    record, words = manuscript.record, manuscript.words
    people = figures.people(record)
    kinds = figures.counted(one.country for one in people if one.country)
    countries = words.joined(f"{words.country(code)} {n}" for code, n in kinds)
    who = of_people(len(people)) + (f": {countries}" if countries else "")
    course = manuscript.content.courses.get(record.details.course)
    steps = sorted({one.step for one in figures.printed_report_backs(record) if one.step})
    rows: list[tuple[str, str]] = [
        (_("Aim"), record.details.aim.strip() or (course.aim if course else "")),
        (_("Who"), who),
        (_("Languages at the tables"), words.language_names(record.details.local_languages)),
        (_("Steps with report-backs"), _steps(manuscript, steps)),
        (_("Selected clusters"), _selected(manuscript)),
        (_("Lights"), _lights(manuscript)),
        (_("Open questions"), _questions(manuscript)),
        (_("Actions, by date"), _actions(manuscript)),
        (_("Judgement of the course"), _judgement(manuscript)),
    ]
    return [(name, text) for name, text in rows if text and text != "–"]


def _steps(manuscript: Manuscript, numbers: list[int]) -> str:
    named = ((number, manuscript.record.step(number)) for number in numbers)
    return "\n".join(f"{number}  {step.name}" for number, step in named if step)


def _lights(manuscript: Manuscript) -> str:
    found = signals(manuscript.record)
    counts = Counter(signal_look(signal) for signal in found.values())
    reds = sum(len(signal.clear_reds) for signal in found.values())
    if not found:
        return ""
    said = ", ".join(f"{shape} {n} {word}" for (shape, word), n in counts.most_common())
    named = ngettext_("{n} red light clearly seen", "{n} red lights clearly seen", reds).format(n=reds)
    return f"{said}; {named}"


def _questions(manuscript: Manuscript) -> str:
    items = manuscript.record.parking_lot
    left = sum(one.status != "answered" for one in items)
    if not items:
        return ""
    return ngettext_("{left} of {n} not answered yet", "{left} of {n} not answered yet", left).format(
        left=left, n=len(items)
    )


def _selected(manuscript: Manuscript) -> str:
    rows = [one for one in figures.prioritised(manuscript.record) if one.cluster.selected]
    lines = []
    for one in rows:
        name = isolate(one.cluster.name_english or one.cluster.name_local)
        said = [
            _("weighted mean {mean} of 5").format(mean=manuscript.words.number(one.mean)) if one.mean else "",
            ngettext_("{n} dot", "{n} dots", one.dots).format(n=one.dots) if one.dots else "",
        ]
        known = ", ".join(part for part in said if part)
        lines.append(f"{name}: {known}" if known else name)
    return "\n".join(lines)


def _actions(manuscript: Manuscript) -> str:
    found = figures.by_date(manuscript.record.actions)
    lines = [
        f"{manuscript.words.short_day(one.due_date)}: {isolate(one.title_english or one.title_local)}"
        for one in found[:_MOST_ACTIONS]
    ]
    left = len(found) - len(lines)
    if left:
        lines.append(ngettext_("and {n} more", "and {n} more", left).format(n=left))
    return "\n".join(lines)


def _judgement(manuscript: Manuscript) -> str:
    agreed = [one for one in figures.evaluation(manuscript.record).values() if figures.is_agreement(one)]
    means = [one.mean for one in agreed if one.mean is not None]
    if not means:
        return ""
    words = manuscript.words
    return _("agreement with each sentence from {low} to {high} of 5; n = {n} forms").format(
        low=words.number(min(means)), high=words.number(max(means)), n=max(one.n for one in agreed)
    )
