"""Dates and times as people of the interface's language write them (Babel)."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from facilitator_app.support.wording import _, ngettext_

if TYPE_CHECKING:
    from babel import Locale

_BRITISH = "en_GB"


def interface_locale() -> Locale:
    """Return the locale of the interface (the root sets `QLocale.setDefault`); British English else."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - 60 ms that an empty library need not pay

    name = QLocale().name()
    try:
        return Locale.parse(_BRITISH if name in {"C", "en_US"} else name)
    except (UnknownLocaleError, ValueError):
        return Locale.parse(_BRITISH)


def day_words(day: date) -> str:
    """Return a date: 2 March 2027."""
    from babel.dates import format_date  # noqa: PLC0415 - see above

    return format_date(day, "long", locale=interface_locale())


def weekday_words(day: date) -> str:
    """Return a date with its weekday and without the year: Tuesday 2 March."""
    from babel.dates import format_skeleton  # noqa: PLC0415 - see above

    return format_skeleton("MMMMEEEEd", _at(day), locale=interface_locale())


def span_words(start: date | None, end: date | None) -> str:
    """Return the days of a workshop: 2–3 March 2027, or one day, or nothing."""
    if start is None:
        return ""
    if end is None or end == start:
        return day_words(start)
    if (start.year, start.month) == (end.year, end.month) and interface_locale().language == "en":
        return f"{start.day}–{day_words(end)}"
    return f"{day_words(start)} – {day_words(end)}"


def clock_words(at: time | datetime) -> str:
    """Return a time of day on the 24-hour clock: 09:05."""
    return f"{at.hour:02}:{at.minute:02}"


def moment_words(moment: datetime, now: datetime) -> str:
    """Return when something was: today 11:18, yesterday 17:02, or a date."""
    then, here = moment.astimezone(), now.astimezone()
    at = clock_words(then)
    days = (here.date() - then.date()).days
    if days == 0:
        return _("today {time}").format(time=at)
    if days == 1:
        return _("yesterday {time}").format(time=at)
    return day_words(then.date())


def minutes_words(minutes: int) -> str:
    """Return a length: 75 min."""
    return ngettext_("{n} min", "{n} min", minutes).format(n=minutes)


def _at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12)  # noqa: DTZ001 - only its date is written
