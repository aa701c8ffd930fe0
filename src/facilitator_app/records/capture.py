"""What tables tell the plenary, and what the room decides to keep."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from facilitator_app.records.enums import ParkingStatus, TranslationStatus


@dataclass(frozen=True, slots=True)
class ReportPoint:
    """One point in two languages. Said in English: `language` is `en` and `local_text` is empty."""

    id: str
    report_back_id: str
    position: int
    local_text: str
    language: str
    english_text: str
    status: TranslationStatus
    do_not_publish: bool = False
    author: str = ""
    direction: str = ""
    translated_by: str = ""
    created_at: datetime | None = None
    changed_at: datetime | None = None

    @property
    def is_empty(self) -> bool:
        """Nothing has been typed in either language."""
        return not (self.local_text.strip() or self.english_text.strip())

    @property
    def lacks_english(self) -> bool:
        """The printed page must say "translation missing"."""
        return bool(self.local_text.strip()) and not self.english_text.strip()


@dataclass(frozen=True, slots=True)
class ReportBack:
    """What one table reported in one segment (and step): its points in order. Times are UTC."""

    id: str
    code: str
    segment_id: str
    step: int | None
    table_id: str
    cluster_id: str | None
    language: str
    discussion_language: str = ""
    report_order: int | None = None
    reporter_id: str | None = None
    question: str = ""
    captured_at: datetime | None = None
    captured_by: str = ""
    status: TranslationStatus = TranslationStatus.MISSING
    translated_by: str = ""
    points: tuple[ReportPoint, ...] = ()


@dataclass(frozen=True, slots=True)
class ParkingLotItem:
    """A question put aside so that it is not lost."""

    id: str
    code: str
    language: str
    local_text: str
    english_text: str
    noted_at: datetime | None
    status: ParkingStatus
    moved_to_step: int | None = None
    raised_by: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class ActionItem:
    """Who does what by when; without owner and due date it is an idea."""

    id: str
    code: str
    cluster_id: str | None
    table_id: str | None
    title_english: str
    title_local: str
    language: str
    owner_id: str | None
    owner_text: str
    partners: str
    first_step: str
    first_step_date: date | None
    due_date: date | None
    done_when: str

    @property
    def is_idea(self) -> bool:
        """Nobody has taken it, or it has no date."""
        return not (self.owner_id or self.owner_text.strip()) or self.due_date is None
