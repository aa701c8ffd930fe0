"""What the form of a new workshop holds; the same fields as `services.planning.NewWorkshop`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from facilitator_app.records.enums import LanguageMode


@dataclass(frozen=True, slots=True)
class CourseChoice:
    """One course format that can be chosen."""

    key: str
    name: str
    days: float


@dataclass(frozen=True, slots=True)
class WorkshopDraft:
    """A workshop before it is made."""

    course: str
    start: date
    title: str = ""
    zone: str = "UTC"
    place: str = ""
    country: str = ""
    host: str = ""
    local_languages: tuple[str, ...] = ()
    language_mode: LanguageMode = LanguageMode.NONE
    table_count: int = 5
