"""Whether everything that was typed is on the disk: the newest text of every field must have come back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from facilitator_app.records.capture import ReportPoint
from facilitator_app.records.enums import PointField
from facilitator_app.rules.text import clean


class Safety(StrEnum):
    """What the badge may say."""

    NOTHING = "nothing"
    SAVING = "saving"
    SAVED = "saved"
    NOT_SAVED = "not_saved"


@dataclass(slots=True)
class _Newest:
    """The newest text of a field; `version` is None until the store has numbered it."""

    text: str
    version: int | None = None


class SavingBook:
    """Counts a field as saved only when its newest version, not an older one, was acknowledged."""

    def __init__(self) -> None:
        self._waiting: dict[tuple[str, str], _Newest] = {}
        self._words = ""
        self._trouble = ""

    def safety(self) -> Safety:
        """Return what may be said now."""
        if self._trouble:
            return Safety.NOT_SAVED
        if self._waiting:
            return Safety.SAVING
        return Safety.SAVED if self._words else Safety.NOTHING

    def words(self) -> str:
        """Return the words that go with it: when it was saved, or why it was not."""
        return self._trouble or self._words

    def typed(self, point_id: str, field: str, text: str) -> None:
        """Note a text that nobody has saved yet."""
        self._waiting[point_id, field] = _Newest(text)

    def numbered(self, point_id: str, field: str, version: int) -> None:
        """Note under which number the store has taken the newest text of a field."""
        newest = self._waiting.get((point_id, field))
        if newest is not None:
            newest.version = version

    def acknowledged(self, point_id: str, field: str, version: int, words: str) -> None:
        """Note that this version is on the disk; an older one than the newest saves nothing."""
        newest = self._waiting.get((point_id, field))
        if newest is not None and newest.version is not None and version >= newest.version:
            del self._waiting[point_id, field]
        self._saved(words)

    def all_saved(self, words: str) -> None:
        """Note that what was never numbered is on the disk."""
        self._waiting = {key: one for key, one in self._waiting.items() if one.version is not None}
        self._saved(words)

    def failed(self, words: str) -> None:
        """Note that texts could not be saved; true until everything has come back after all."""
        self._trouble = words

    def in_file(self, points: Iterable[ReportPoint]) -> None:
        """Note what a record shows: a text that was sealed came back after COMMIT."""
        if not self._waiting:
            return
        for point in points:
            texts = {PointField.LOCAL: point.local_text, PointField.ENGLISH: point.english_text}
            for field, text in texts.items():
                newest = self._waiting.get((point.id, field.value))
                if newest is not None and clean(newest.text) == text:
                    del self._waiting[point.id, field.value]
        self._relieve()

    def _saved(self, words: str) -> None:
        self._words = words
        self._relieve()

    def _relieve(self) -> None:
        if not self._waiting:
            self._trouble = ""
