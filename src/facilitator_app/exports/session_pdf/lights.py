"""The lights: matrix, scores, clearly seen reds by name, tables that disagree, evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from reportlab.platypus import Flowable

from facilitator_app.exports.charts.lights import Judged, JudgedStep, diverging
from facilitator_app.exports.charts.sheet import Chart
from facilitator_app.exports.palette import SOFT, WHITE
from facilitator_app.exports.session_pdf.manuscript import CELL, LINES, SMALL, TIGHT, Manuscript, Text
from facilitator_app.exports.text import Alignment, Cell
from facilitator_app.exports.words import signal_look
from facilitator_app.records.enums import LightColour
from facilitator_app.records.findings import LightRating
from facilitator_app.rules.board import BoardKey, signals
from facilitator_app.rules.lights import Rating, Signal, SignalColour, Thresholds, tables_disagree
from facilitator_app.rules.text import isolate
from facilitator_app.support.wording import _, ngettext_

Found = dict[BoardKey, Signal]
_TILES: Final = replace(LINES, padding_x=4, rule=WHITE, rule_width=2, vertical=True)


def lights(manuscript: Manuscript) -> list[Flowable]:
    """Return everything the lights say; nothing where nobody rated."""
    found = signals(manuscript.record)
    if not found:
        return []
    rated = sum(one.rating is not None for one in manuscript.record.light_ratings)
    said = _(
        "Each step has green lights (signs of a good way) and red lights (warning signs). Tables rated each "
        "0 not seen, 1 partly, 2 clearly seen; n = {n} ratings. Tables are never averaged with each other. "
        "Below each word: ● green score, ▲ red score, from 0 to 1."
    ).format(n=rated)
    return [
        *manuscript.title(_("Green lights, red lights")),
        manuscript.paragraph(said),
        *_matrices(manuscript, found),
        *_disagreements(manuscript, found),
        *_clear_reds(manuscript),
        *_evidence(manuscript),
        *manuscript.chart(_chart(manuscript, found)),
    ]


def _matrices(manuscript: Manuscript, found: Found) -> list[Flowable]:
    """Return what tables judged before they had a cluster, and what they judged for it."""
    without = {key: signal for key, signal in found.items() if key.cluster_id is None}
    within = {key: signal for key, signal in found.items() if key.cluster_id is not None}
    story: list[Flowable] = []
    if without:
        story.append(_by_table(manuscript, without))
    if within:
        story.append(_by_cluster(manuscript, within))
    return story


def _by_table(manuscript: Manuscript, found: Found) -> Flowable:
    """Return a matrix of steps × tables."""
    numbers = {table.id: table.number for table in manuscript.record.tables}
    tables = sorted({key.table_id for key in found}, key=lambda table: numbers.get(table, 0))
    header = [_("Step"), *(_row_name(manuscript, None, table) for table in tables)]
    body = [
        [
            _step_name(manuscript, step),
            *(_badge(manuscript, found.get(BoardKey(None, table, step))) for table in tables),
        ]
        for step in sorted({key.step for key in found})
    ]
    return _matrix(manuscript, header, body)


def _by_cluster(manuscript: Manuscript, found: Found) -> Flowable:
    """Return a matrix of cluster · table × steps."""
    rows = dict.fromkeys((key.cluster_id, key.table_id) for key in found)
    steps = sorted({key.step for key in found})
    header = [_("Cluster · table"), *(_("Step {n}").format(n=step) for step in steps)]
    body = [
        [
            _row_name(manuscript, cluster, table),
            *(_badge(manuscript, found.get(BoardKey(cluster, table, step))) for step in steps),
        ]
        for cluster, table in rows
    ]
    return _matrix(manuscript, header, body)


def _matrix(manuscript: Manuscript, header: list[str], body: Sequence[Sequence[Text]]) -> Flowable:
    centre = replace(CELL, bold=True, size=8, colour=SOFT, alignment=Alignment.CENTRE)
    first, *others = header
    top = [first, *(Cell([manuscript.paragraph(name, centre)], middle=True) for name in others)]
    columns = len(others)
    share = min(1.25, 8.5 / columns)
    return manuscript.table(top, body, [2.2, *([share] * columns)], grid=_TILES)


def _badge(manuscript: Manuscript, signal: Signal | None) -> Cell:
    if signal is None:
        return Cell()
    words = manuscript.words
    below = _("{rated} of {items} rated").format(rated=signal.rated, items=signal.items)
    if signal.green_score is not None and signal.red_score is not None:
        below = f"● {words.number(signal.green_score)}  ▲ {words.number(signal.red_score)}"
    return manuscript.badge(signal, *signal_look(signal), below=below)


def _row_name(manuscript: Manuscript, cluster_id: str | None, table_id: str) -> str:
    table, cluster = manuscript.record.table(table_id), manuscript.record.cluster(cluster_id)
    said = _("Table {n}").format(n=table.number if table else "–")
    if cluster is None:
        return said
    return f"{isolate(cluster.name_english or cluster.name_local)} · {said}"


def _step_name(manuscript: Manuscript, number: int) -> str:
    step = manuscript.record.step(number)
    said = _("Step {n}").format(n=number)
    return f"{said}: {manuscript.plain(step.name)}" if step else said


def _chart(manuscript: Manuscript, found: Found) -> Chart:
    steps = [
        JudgedStep(
            _step_name(manuscript, number),
            _("Step {n}").format(n=number),
            tuple(
                Judged(_row_name(manuscript, key.cluster_id, key.table_id), signal)
                for key, signal in found.items()
                if key.step == number
            ),
        )
        for number in sorted({key.step for key in found})
    ]
    return diverging(steps, manuscript.words, Thresholds())


def _disagreements(manuscript: Manuscript, found: Found) -> list[Flowable]:
    """Name where tables that judged the same cluster came to different colours: a finding."""
    groups: dict[tuple[str, int], list[tuple[BoardKey, Signal]]] = defaultdict(list)
    for key, signal in found.items():
        if key.cluster_id is not None and signal.colour is not SignalColour.NOT_ENOUGH:
            groups[key.cluster_id, key.step].append((key, signal))
    rows: list[list[Text]] = []
    for (cluster_id, step), own in sorted(groups.items(), key=lambda one: one[0][1]):
        if tables_disagree(signal for _key, signal in own):
            cluster = manuscript.record.cluster(cluster_id)
            name = (cluster.name_english or cluster.name_local) if cluster else ""
            rows.append([name, _step_name(manuscript, step), _colours(manuscript, own)])
    if not rows:
        return []
    return [
        *manuscript.subtitle(_("Where tables see the same cluster differently")),
        manuscript.table((_("Cluster"), _("Step"), _("What they say")), rows, [2, 3, 2.6]),
    ]


def _colours(manuscript: Manuscript, own: Iterable[tuple[BoardKey, Signal]]) -> str:
    return "\n".join(
        f"{_row_name(manuscript, None, key.table_id)}: {' '.join(signal_look(signal))}" for key, signal in own
    )


def _clear_reds(manuscript: Manuscript) -> list[Flowable]:
    """List every red light that a table saw clearly: averaging never hides one."""
    seen: dict[tuple[int, str], list[LightRating]] = defaultdict(list)
    for one in manuscript.record.light_ratings:
        if one.colour is LightColour.RED and one.rating == Rating.CLEARLY:
            seen[one.step, one.item].append(one)
    if not seen:
        return []
    texts = {item.item: manuscript.plain(item.text) for item in manuscript.record.light_items}
    rows: list[list[Text]] = [
        [
            str(step),
            f"▲ {texts.get(item, item)}",
            manuscript.words.joined(dict.fromkeys(_number(manuscript, one) for one in own)),
        ]
        for (step, item), own in sorted(seen.items(), key=lambda one: (-len(one[1]), one[0]))
    ]
    n = sum(len(own) for own in seen.values())
    note = ngettext_(
        "n = {n} time that a table saw a red light clearly; most often seen first",
        "n = {n} times that a table saw a red light clearly; most often seen first", n,
    ).format(n=n)  # fmt: skip
    return [
        *manuscript.subtitle(_("Red lights clearly seen")),
        manuscript.paragraph(note, SMALL),
        manuscript.table((_("Step"), _("Red light"), _("Tables")), rows, [0.6, 6, 1.3], grid=TIGHT),
    ]


def _number(manuscript: Manuscript, one: LightRating) -> str:
    table = manuscript.record.table(one.table_id)
    return str(table.number) if table else "–"


def _evidence(manuscript: Manuscript) -> list[Flowable]:
    given = [
        one
        for one in manuscript.record.light_ratings
        if one.evidence_local.strip() or one.evidence_english.strip()
    ]
    if not given:
        return []
    texts = {item.item: manuscript.plain(item.text) for item in manuscript.record.light_items}
    rows: list[list[Text]] = []
    for one in given:
        shape = "▲" if one.colour is LightColour.RED else "●"
        english: Text = manuscript.lists(one.evidence_english, "en")
        if not one.evidence_english.strip():
            english = manuscript.not_there()
        local = manuscript.lists(one.evidence_local or "–", one.evidence_language)
        place = f"{one.step} · {_number(manuscript, one)}"
        rows.append([place, f"{shape} {texts.get(one.item, one.item)}", local, english])
    header = (_("Step · table"), _("Light"), _("Evidence as said"), manuscript.words.language_name("en"))
    return [
        *manuscript.subtitle(_("Evidence")),
        manuscript.table(header, rows, [0.9, 2.6, 2, 2]),
    ]
