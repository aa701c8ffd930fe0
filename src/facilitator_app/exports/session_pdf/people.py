"""Who took part: profile, attendance, and the list of people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from reportlab.platypus import Flowable

from facilitator_app.exports import figures
from facilitator_app.exports.charts import bars
from facilitator_app.exports.charts.sheet import Chart
from facilitator_app.exports.session_pdf.manuscript import CELL, SMALL, Manuscript, Text
from facilitator_app.exports.text import Cell
from facilitator_app.exports.words import gender, of_people, organisation_type
from facilitator_app.records.enums import Edition
from facilitator_app.records.people import Participant
from facilitator_app.rules.statistics import SMALLEST_SUBGROUP
from facilitator_app.support.wording import _

_MOST_ROWS: Final = 12


def participants(manuscript: Manuscript) -> list[Flowable]:
    """Return the profile of the room and its attendance; nothing where nobody is known."""
    record = manuscript.record
    people = figures.people(record)
    if not people:
        return []
    return [
        *manuscript.title(_("Participants")),
        *manuscript.chart(_profile(manuscript, people)),
        *_attendance(manuscript),
    ]


def _profile(manuscript: Manuscript, people: tuple[Participant, ...]) -> Chart:
    words = manuscript.words
    genders = figures.counted(one.gender for one in people)
    # A group under five is not counted aloud: it points at somebody.
    told = bool(genders) and all(n >= SMALLEST_SUBGROUP for _code, n in genders) and genders[0][0] != ""
    kinds = bars.Panel(
        _("Organisation type"), _most((organisation_type(code), n) for code, n in _of(people, "org_type"))
    )
    countries = bars.Panel(
        _("Country"), _most((words.country(code), n) for code, n in _of(people, "country"))
    )
    spoken = figures.counted(tag for one in people for tag in dict.fromkeys(one.languages))
    languages = bars.Panel(_("Languages spoken"), _most((words.language_name(tag), n) for tag, n in spoken))
    sexes = bars.Panel(_("Gender"), tuple((gender(code), n) for code, n in genders) if told else ())
    return bars.profile([kinds, sexes], [countries, languages], len(people))


def _of(people: Iterable[Participant], field: str) -> tuple[tuple[str, int], ...]:
    return figures.counted(str(getattr(one, field)) for one in people)


def _most(counts: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    rows = tuple(counts)
    if len(rows) <= _MOST_ROWS:
        return rows
    rest = sum(n for _name, n in rows[_MOST_ROWS - 1 :])
    return (*rows[: _MOST_ROWS - 1], (_("other"), rest))


def _attendance(manuscript: Manuscript) -> list[Flowable]:
    there = figures.attendance(manuscript.record)
    if not there:
        return []
    words = manuscript.words
    asked = Counter(session for session, _there in figures.presences(manuscript.record))
    rows = [
        (words.session(session), str(n), str(asked[session]), words.share(n, asked[session]))
        for session, n in there.items()
    ]
    header = (_("Half-day"), _("Present"), _("Of"), _("Share"))
    return [
        *manuscript.subtitle(_("Attendance")),
        manuscript.table(header, rows, [3, 1, 1, 1], numbers=(1, 2, 3)),
    ]


def register(manuscript: Manuscript) -> list[Flowable]:
    """Return the list of people: names in their own script too, e-mail only with consent."""
    people = figures.people(manuscript.record)
    if not people:
        return []
    contacts = manuscript.edition is not Edition.SPONSOR and any(map(_contact, people))
    header: list[Text] = [_("Name"), _("Organisation and role"), _("Country")]
    rows: list[list[Text]] = []
    for one in sorted(people, key=lambda one: one.name.casefold()):
        place = "\n".join(part for part in (one.organisation, one.role_title) if part)
        row: list[Text] = [_name(manuscript, one), place, manuscript.words.country(one.country)]
        rows.append([*row, _contact(one) or "–"] if contacts else row)
    widths = [1.9, 2.7, 1.0]
    note = of_people(len(people))
    if contacts:
        header.append(_("E-mail"))
        widths.append(2.7)
        given = sum(1 for one in people if _contact(one))
        note = _("{people}; e-mail of the {n} who agreed").format(people=note, n=given)
    return [
        *manuscript.subtitle(_("List of participants")),
        manuscript.paragraph(note, SMALL),
        manuscript.table(header, rows, widths),
    ]


def _name(manuscript: Manuscript, one: Participant) -> Cell:
    content: list[Flowable] = [manuscript.paragraph(one.name, CELL)]
    if one.native_name and one.native_name != one.name:
        # Below the Latin name at the same side, whatever the script.
        content.append(manuscript.lists(one.native_name, "", manuscript.side))
    return Cell(content)


def _contact(person: Participant) -> str:
    return person.email.strip() if person.consent_contact_list else ""
