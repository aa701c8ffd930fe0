"""What comes next: actions, open questions, recommendations."""

from __future__ import annotations

from dataclasses import replace

from reportlab.platypus import Flowable

from facilitator_app.exports import figures
from facilitator_app.exports.palette import AMBER, SOFT
from facilitator_app.exports.session_pdf.manuscript import CELL, SMALL, STRONG, Manuscript, Text
from facilitator_app.exports.text import Cell
from facilitator_app.exports.words import parking_mark
from facilitator_app.records.capture import ActionItem, ParkingLotItem
from facilitator_app.support.wording import _, ngettext_


def actions(manuscript: Manuscript) -> list[Flowable]:
    """Return who does what by when, sorted by date; what nobody has taken is an idea."""
    found = figures.by_date(manuscript.record.actions)
    if not found:
        return []
    ideas = sum(one.is_idea for one in found)
    note = ngettext_("n = {n} action", "n = {n} actions", len(found)).format(n=len(found))
    if ideas:
        note += "; " + ngettext_(
            "{n} is an idea: it has no owner or no date",
            "{n} are ideas: they have no owner or no date",
            ideas,
        ).format(n=ideas)
    header = (_("Due"), _("Action"), _("Owner"), _("First step"), _("Done when"))
    return [
        *manuscript.title(_("Actions"), room=330),
        manuscript.paragraph(note, SMALL),
        manuscript.table(header, [_action(manuscript, one) for one in found], [1.25, 3, 2, 1.7, 2]),
    ]


def _action(manuscript: Manuscript, one: ActionItem) -> list[Text]:
    words, record = manuscript.words, manuscript.record
    quiet = replace(CELL, size=8, colour=SOFT)
    title: list[Flowable] = [
        manuscript.paragraph(one.title_english or one.title_local, replace(STRONG, size=9, space_after=0))
    ]
    if one.title_local and one.title_english and one.title_local != one.title_english:
        title.append(manuscript.lists(one.title_local, one.language))
    table, cluster = record.table(one.table_id), record.cluster(one.cluster_id)
    place = [
        _("Table {n}").format(n=table.number) if table else "",
        (cluster.name_english or cluster.name_local) if cluster else "",
    ]
    if any(place):
        title.append(manuscript.paragraph(" · ".join(part for part in place if part), quiet))
    when: list[Flowable] = [manuscript.paragraph(words.short_day(one.due_date), replace(CELL, bold=True))]
    if one.is_idea:
        when.append(manuscript.paragraph(f"◆ {_('idea')}", replace(CELL, colour=AMBER, bold=True)))
    first = "\n".join(
        part for part in (words.short_day(one.first_step_date) if one.first_step_date else "", one.first_step)
        if part
    )  # fmt: skip
    return [Cell(when), Cell(title), Cell(_owner(manuscript, one)), first or "–", one.done_when or "–"]


def _owner(manuscript: Manuscript, one: ActionItem) -> list[Flowable]:
    person = manuscript.record.participant(one.owner_id)
    quiet = replace(CELL, size=8, colour=SOFT)
    name = person.name if person else one.owner_text.strip()
    content: list[Flowable] = [manuscript.paragraph(name or "–", CELL)]
    if person and person.organisation:
        content.append(manuscript.paragraph(person.organisation, quiet))
    if one.partners.strip():
        content.append(manuscript.paragraph(_("with {partners}").format(partners=one.partners), quiet))
    return content


def questions(manuscript: Manuscript) -> list[Flowable]:
    """Return what was put aside and where it stands; never who raised it."""
    items = manuscript.record.parking_lot
    if not items:
        return []
    header = (_("Question"), manuscript.words.language_name("en"), _("Where it stands"))
    rows = [_question(manuscript, one) for one in items if one.local_text.strip() or one.english_text.strip()]
    note = ngettext_("n = {n} question", "n = {n} questions", len(rows)).format(n=len(rows))
    return [
        *manuscript.title(_("Open questions"), room=240),
        manuscript.paragraph(note, SMALL),
        manuscript.table(header, rows, [3, 3, 1.6]),
    ]


def _question(manuscript: Manuscript, one: ParkingLotItem) -> list[Text]:
    english: Text = manuscript.lists(one.english_text, "en")
    if not one.english_text.strip():
        english = manuscript.not_there()
    local = manuscript.lists(one.local_text or "–", one.language)
    stands: list[Flowable] = [manuscript.paragraph(parking_mark(one), replace(CELL, bold=True))]
    if one.answer.strip():
        stands.append(manuscript.lists(one.answer, ""))
    return [local, english, Cell(stands)]


def recommendations(manuscript: Manuscript) -> list[Flowable]:
    """Return what the facilitator recommends, where it was written."""
    written = manuscript.record.details.recommendations
    if not written.strip():
        return []
    return [
        *manuscript.title(_("Recommendations and next steps"), room=240),
        *manuscript.written(written),
    ]
