"""The clusters: long list, scores with spread, dots, and what was selected."""

from __future__ import annotations

from reportlab.platypus import Flowable

from facilitator_app.exports import figures
from facilitator_app.exports.charts import bars
from facilitator_app.exports.session_pdf.manuscript import CELL, SMALL, STRONG, Manuscript, Text
from facilitator_app.exports.text import Cell
from facilitator_app.exports.words import criterion
from facilitator_app.support.wording import _


def clusters(manuscript: Manuscript) -> list[Flowable]:
    """Return the list of clusters, and charts of what was scored and voted for."""
    rows = figures.prioritised(manuscript.record)
    if not rows:
        return []
    words = manuscript.words
    story = [*manuscript.title(_("Clusters"), room=330), _long_list(manuscript, rows)]
    if any(one.mean is not None for one in rows):
        tables = len({one.table_id for one in manuscript.record.scores})
        story += manuscript.chart(bars.scores(rows, words, tables))
        weights = ", ".join(
            f"{criterion(one.code)} × {words.number(one.weight, 0 if one.weight == int(one.weight) else 2)}"
            for one in manuscript.record.criteria
        )
        story.append(manuscript.paragraph(_("Criteria and weights: {list}.").format(list=weights), SMALL))
    if any(one.dots for one in rows):
        story += manuscript.chart(bars.dots(rows))
    return story


def _long_list(manuscript: Manuscript, rows: tuple[figures.Prioritised, ...]) -> Flowable:
    words = manuscript.words
    scored = any(one.mean is not None for one in rows)
    voted = any(one.dots for one in rows)
    header: list[Text] = [_("Cluster"), _("Selected")]
    widths = [5.0, 1.2]
    for there, name, width in ((scored, _("Weighted mean"), 1.4), (voted, _("Dots"), 0.8)):
        if there:
            header.append(name)
            widths.append(width)
    body: list[list[Text]] = []
    for one in rows:
        line: list[Text] = [_named(manuscript, one), f"✓ {_('selected')}" if one.cluster.selected else "–"]
        line += [words.number(one.mean)] if scored else []
        line += [str(one.dots)] if voted else []
        body.append(line)
    numbers = tuple(range(2, len(header)))
    return manuscript.table(header, body, widths, numbers=numbers)


def _named(manuscript: Manuscript, one: figures.Prioritised) -> Cell:
    cluster = one.cluster
    name = cluster.name_english or cluster.name_local
    content: list[Flowable] = [manuscript.paragraph(name, STRONG)]
    content[0].spaceAfter = 0
    if cluster.name_local and cluster.name_local != name:
        # Beside the English name, at its side, whatever the script.
        content.append(manuscript.lists(cluster.name_local, cluster.language, manuscript.side))
    if cluster.summary:
        content.append(manuscript.paragraph(cluster.summary, CELL))
    return Cell(content)
