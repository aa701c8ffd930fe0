"""What people learned, by their own account, and how they judge the course."""

from __future__ import annotations

from reportlab.platypus import Flowable

from facilitator_app.exports import figures
from facilitator_app.exports.charts.learning import agreement, dumbbells
from facilitator_app.exports.session_pdf.manuscript import SMALL, Manuscript, Text
from facilitator_app.rules.statistics import Summary
from facilitator_app.support.wording import _, ngettext_


def learning(manuscript: Manuscript) -> list[Flowable]:
    """Return self-assessment, evaluation and comments; charts only of five answers or more."""
    story = [*_self_assessment(manuscript), *_evaluation(manuscript), *_comments(manuscript)]
    return [*manuscript.title(_("Learning and evaluation"), room=480), *story] if story else []


def _self_assessment(manuscript: Manuscript) -> list[Flowable]:
    changes = figures.learning(manuscript.record)
    if not changes:
        return []
    names = {one.id: one.short for one in manuscript.content.competencies}
    note = _(
        "“Then” is asked at the end, looking back; it corrects for people who rate themselves too high "
        "before they know what a thing takes. The two comparisons are never mixed."
    )
    return [
        *manuscript.chart(dumbbells(changes, names, manuscript.words)),
        manuscript.paragraph(note, SMALL),
    ]


def _evaluation(manuscript: Manuscript) -> list[Flowable]:
    answers = figures.evaluation(manuscript.record)
    texts = {one.id: one.text for one in manuscript.content.evaluation}
    agreed = {code: one for code, one in answers.items() if figures.is_agreement(one)}
    others = {code: one for code, one in answers.items() if code not in agreed}
    forms = len(manuscript.record.evaluations)
    if not answers:
        if not forms:
            return []
        said = ngettext_(
            "{n} evaluation form: too few to be shown.", "{n} evaluation forms: too few to be shown.", forms
        ).format(n=forms)
        return [manuscript.paragraph(said)]
    story: list[Flowable] = []
    if agreed:
        chart = agreement(agreed, texts, manuscript.content.evaluation_likert, manuscript.words)
        story += manuscript.chart(chart)
    if others:
        rows = [_line(manuscript, texts.get(code, code), one) for code, one in others.items()]
        header = (_("Question"), _("Mean"), _("Median"), "n")
        story.append(manuscript.table(header, rows, [6, 1, 1, 0.7], numbers=(1, 2, 3)))
    return story


def _line(manuscript: Manuscript, text: str, one: Summary) -> list[Text]:
    words = manuscript.words
    return [text, words.number(one.mean), words.number(one.median, 1), str(one.n)]


def _comments(manuscript: Manuscript) -> list[Flowable]:
    given = [one for one in manuscript.record.evaluations if one.comment.strip()]
    if not given:
        return []
    rows: list[list[Text]] = [
        [manuscript.words.language_name(one.comment_language) if one.comment_language else "–",
         manuscript.lists(one.comment, one.comment_language)]
        for one in given
    ]  # fmt: skip
    return [
        *manuscript.subtitle(_("Comments, as written")),
        manuscript.table((_("Language"), _("Comment")), rows, [1.2, 6]),
    ]
