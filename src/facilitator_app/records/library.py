"""What the start screen knows of a workshop file without opening it for work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class LibraryCard:
    """One recent workshop. `trouble` is a plain sentence where the file cannot be opened."""

    path: str
    title: str
    start: date | None = None
    end: date | None = None
    place: str = ""
    course: str = ""
    steps_done: int = 0
    steps_total: int = 0
    opened_at: datetime | None = None
    backed_up_at: datetime | None = None
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One place where a text was found: `place` in words, `text` around the hit, and its row."""

    path: str
    place: str
    text: str
    noun: str
    row_id: str
