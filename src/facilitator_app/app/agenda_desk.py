"""What `agenda` does: the day as the screens show it, at a moment, or as it would be; nothing is written."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from facilitator_app.app.agenda_sheets import lines_of, sheet_of
from facilitator_app.app.desk_less import Say, fit_words, load_content, opened
from facilitator_app.records.enums import LanguageMode
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.running import reading_at
from facilitator_app.services.planning import day_fits
from facilitator_app.services.reading import read_workshop
from facilitator_app.services.recovery import offer_at
from facilitator_app.services.recovery.moments import WhatIf, standing_if
from facilitator_app.services.recovery.standing import Standing
from facilitator_app.support.clock import Reading, SystemClock
from facilitator_app.support.errors import ExitCode, KnownError
from facilitator_app.support.wording import _


@dataclass(frozen=True, slots=True)
class AgendaAsk:
    """What `agenda` was asked: `now` as typed (local to the workshop's zone), and what if."""

    now: str | None = None
    late: int | None = None
    language_mode: LanguageMode | None = None
    tables: int | None = None
    as_json: bool = False


def agenda(path: Path, ask: AgendaAsk, *, workshop: str | None, say: Say) -> None:
    """Print the agenda of a workshop, and what to decide where something would slip.

    Raises KnownError: wrong use for a moment that cannot be read, or where nothing can end late.
    """
    if ask.now is not None:
        moment_of(ask.now, "UTC")
    with opened(path, read_only=True) as file, file.read() as session:
        record = read_workshop(session, workshop)
    at = _moment(record, ask, SystemClock().read())
    asked = WhatIf(at, ask.now is not None, ask.late, ask.language_mode, ask.tables)
    standing = standing_if(record, asked, load_content())
    offer = offer_at(standing)
    if ask.as_json:
        say(json.dumps(sheet_of(standing, offer), ensure_ascii=False, indent=1))
        return
    say(record.details.title)
    for line in (*_fit_lines(standing, asked), *lines_of(standing, offer)):
        say(line)


def moment_of(text: str, zone: str) -> datetime:
    """Return a typed moment as an aware instant; one without an offset is local to `zone`.

    Raises KnownError (wrong use) for anything else.
    """
    try:
        read = datetime.fromisoformat(text.strip())
    except ValueError:
        raise KnownError(
            _("“{text}” is not a moment.").format(text=text.strip()[:40]),
            _("Write it as 2027-03-02T10:05."),
            code=ExitCode.USAGE,
        ) from None
    return read if read.tzinfo else read.replace(tzinfo=ZoneInfo(zone))


def _moment(record: WorkshopRecord, ask: AgendaAsk, clock: Reading) -> Reading | None:
    """Return the moment asked about: the typed one, or this one while the workshop has to do with it."""
    zone = record.agenda.zone
    if ask.now is not None:
        return reading_at(moment_of(ask.now, zone))
    today = clock.wall.astimezone(ZoneInfo(zone)).date()
    if record.run_entries or any(day.on == today for day in record.agenda.days):
        return clock
    return None


def _fit_lines(standing: Standing, asked: WhatIf) -> list[str]:
    """Say whether the days fit, where the plan alone was asked about."""
    return [*fit_words(day_fits(standing.agenda)), ""] if asked.at is None else []
