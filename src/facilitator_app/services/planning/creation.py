"""A new workshop file from a course format."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from facilitator_app import models as m
from facilitator_app.content.catalogue import Content
from facilitator_app.records.enums import LanguageMode
from facilitator_app.records.workshop import Speaker
from facilitator_app.rules.cycles import TABLES_ASSUMED
from facilitator_app.services.fields import MOST_TABLES, language_of, line_of, number_of, text_of, zone_of
from facilitator_app.services.planning.courses import DayFit, day_fits
from facilitator_app.services.planning.layout import lay_out
from facilitator_app.store.files import create
from facilitator_app.store.workshop_file import Transaction, WorkshopFile
from facilitator_app.support.clock import Clock
from facilitator_app.support.wording import _


@dataclass(frozen=True, slots=True)
class NewWorkshop:
    """What a new workshop starts from. A blank title becomes the name of the course."""

    course: str
    start: date
    title: str = ""
    zone: str = "UTC"
    place: str = ""
    country: str = ""
    host: str = ""
    sponsor: str = ""
    working_language: str = "en"
    local_languages: tuple[str, ...] = ()
    language_mode: LanguageMode = LanguageMode.NONE
    table_count: int = TABLES_ASSUMED
    facilitator: str = ""
    co_facilitator: str = ""
    speakers: tuple[Speaker, ...] = ()


def create_workshop(
    path: Path, spec: NewWorkshop, *, content: Content, clock: Clock, device: str
) -> tuple[WorkshopFile, tuple[DayFit, ...]]:
    """Make a workshop file of a course and open it; also say, day by day, by how much it does not fit.

    The longer minutes of the language mode and of the number of tables are written; anchors stay. Raises
    KnownError for a course, zone, language or number of tables that cannot be, CannotWriteError where
    `path` exists or cannot be written.
    """
    row = workshop_row(spec, content)
    fits: list[DayFit] = []

    def fill(transaction: Transaction) -> None:
        session = transaction.session
        programme = m.Programme(title=row.title)
        session.add(programme)
        session.flush()
        row.programme_id = programme.id
        session.add(row)
        session.flush()
        agenda = lay_out(session, content, row, mode=spec.language_mode, tables=spec.table_count)
        session.add_all(
            m.Table(workshop_id=row.id, number=number) for number in range(1, spec.table_count + 1)
        )
        fits.extend(day_fits(agenda))

    file = create(path, clock=clock, device=device, fill=fill)
    return file, tuple(fits)


def workshop_row(spec: NewWorkshop, content: Content) -> m.Workshop:
    """Return the row of a new workshop, checked; programme and end are still to be filled in."""
    course = content.course(spec.course)
    return m.Workshop(
        programme_id="",
        title=line_of(spec.title, _("Title")) or course.name,
        course=spec.course,
        start=spec.start.isoformat(),
        end=spec.start.isoformat(),
        place=line_of(spec.place, _("Place")),
        country=line_of(spec.country, _("Country")),
        zone=zone_of(spec.zone),
        host=line_of(spec.host, _("Host")),
        sponsor=line_of(spec.sponsor, _("Sponsor")),
        working_language=language_of(spec.working_language, optional=False),
        local_languages=[language_of(tag, optional=False) for tag in spec.local_languages],
        language_mode=str(spec.language_mode),
        table_count=number_of(spec.table_count, _("Tables"), 1, MOST_TABLES),
        facilitator=line_of(spec.facilitator, _("Facilitator")),
        co_facilitator=line_of(spec.co_facilitator, _("Co-facilitator")),
        speakers=[speaker_entry(speaker) for speaker in spec.speakers],
        aim=text_of(course.aim, _("Aim")),
    )


def speaker_entry(speaker: Speaker) -> dict[str, str | int | None]:
    """Return a speaker as the workshop's row keeps it."""
    if speaker.minutes is not None:
        number_of(speaker.minutes, _("Minutes"), 0, 24 * 60)
    return {
        "slot": line_of(speaker.slot, _("Speaker")),
        "name": line_of(speaker.name, _("Speaker")),
        "minutes": speaker.minutes,
    }
