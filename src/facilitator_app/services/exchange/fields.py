"""One row of somebody's data set, asked field by field; what cannot be used becomes a problem in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Any, Final, TypeVar
from zoneinfo import ZoneInfo

from facilitator_app.content.json_text import JsonValue
from facilitator_app.records.problems import Problem
from facilitator_app.rules.text import clean
from facilitator_app.support.wording import _

Choice = TypeVar("Choice", bound=StrEnum)

MAX_TEXT: Final = 100_000
_HEAVIEST: Final = 100
MAX_NAME: Final = 300
_YES: Final = frozenset({"true", "1", "yes", "y", "x"})
_NO: Final = frozenset({"false", "0", "no", "n", ""})
_TAG: Final = re.compile(r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}$")


@dataclass(slots=True)
class Cells:
    """The values of one row and where it stands; remembers what was asked, so that nothing is dropped."""

    file: str
    row: int | None
    values: Mapping[str, JsonValue]
    problems: list[Problem]
    spoiled: bool = False
    _asked: set[str] = field(default_factory=set)

    def has(self, name: str) -> bool:
        """Return whether the column is there and its cell not empty."""
        self._asked.add(name)
        return self._text(name) != ""

    def text(self, name: str, default: str = "", *, limit: int = MAX_TEXT) -> str:
        """Return a cleaned text as it stands, inner and outer white space kept."""
        raw = self._raw(name)
        if raw is None:
            return default
        if isinstance(raw, list | dict):
            self.spoil(name, _("a list stands where a text belongs."), _("one text"))
            return default
        value = clean(str(raw))
        if len(value) > limit:
            self.spoil(name, _("longer than {limit} characters.").format(limit=limit), _("a shorter text"))
            return default
        return value

    def name(self, name: str, default: str = "") -> str:
        """Return a short text on one line, without white space around it."""
        return " ".join(self.text(name, default, limit=MAX_NAME).split())

    def required(self, name: str) -> str:
        """Return a short text that must not be empty."""
        value = self.name(name)
        if not value:
            self.spoil(name, _("the cell is empty."), _("a value"))
        return value

    def integer(self, name: str, low: int, high: int) -> int | None:
        """Return a whole number within bounds, or None for an empty cell."""
        text = self._text(name)
        if not text:
            return None
        try:
            number = float(text)
        except ValueError:
            number = float("nan")
        if not number.is_integer() or not low <= number <= high:
            expected = _("a whole number from {low} to {high}").format(low=low, high=high)
            self.spoil(name, _("“{value}” cannot be used.").format(value=_short(text)), expected)
            return None
        return int(number)

    def whole(self, name: str, low: int, high: int, default: int | None = None) -> int:
        """Return a whole number that must be there, unless a default stands in."""
        number = self.integer(name, low, high)
        if number is not None:
            return number
        if default is None and not self._text(name):
            self.spoil(name, _("the cell is empty."), _("a whole number"))
        return low if default is None else default

    def number(self, name: str, low: float, high: float, default: float) -> float:
        """Return a number within bounds, `default` for an empty cell."""
        text = self._text(name).replace(",", ".")
        try:
            value = float(text) if text else default
        except ValueError:
            value = float("nan")
        if not low <= value <= high:
            expected = _("a number from {low} to {high}").format(low=low, high=high)
            self.spoil(name, _("“{value}” cannot be used.").format(value=_short(text)), expected)
            return default
        return value

    def share(self, name: str) -> float | None:
        """Return a number from 0 to 1, None for an empty cell."""
        return self.number(name, 0, 1, 0) if self._text(name) else None

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Return True or False from True/False, 1/0, yes/no; an empty cell is False."""
        raw = self._raw(name)
        if raw is None:
            return default
        word = str(raw).strip().lower()
        if word not in _YES | _NO:
            self.spoil(name, _("“{value}” cannot be used.").format(value=_short(word)), _("True or False"))
        return word in _YES

    def day(self, name: str) -> str | None:
        """Return an ISO date, or None for an empty cell."""
        return self._moment(name, lambda text: date.fromisoformat(text).isoformat(), "2027-03-02")

    def clock(self, name: str) -> str | None:
        """Return a local time as HH:MM, or None for an empty cell."""
        return self._moment(name, lambda text: time.fromisoformat(text).strftime("%H:%M"), "09:30")

    def instant(self, name: str, zone: str) -> str | None:
        """Return an instant as UTC ISO; one without an offset is local to the workshop's zone."""
        return self._moment(name, lambda text: utc_text(text, zone), "2027-03-02T11:35")

    def choice(self, name: str, kind: type[Choice], default: Choice | None = None) -> Choice | None:
        """Return a member of a closed list, `default` for an empty cell."""
        word = self._text(name).lower().replace(" ", "_").replace("-", "_")
        if not word:
            return default
        try:
            return kind(word)
        except ValueError:
            expected = ", ".join(str(member).replace("_", " ") for member in kind)
            self.spoil(name, _("“{value}” cannot be used.").format(value=_short(word)), expected)
            return default

    def languages(self, name: str) -> list[str]:
        """Return language tags from a list, or from a text such as `lt;en`."""
        raw = self._raw(name)
        words = [str(w) for w in raw] if isinstance(raw, list) else re.split(r"[;,|/\s]+", self._text(name))
        tags = [clean(word).strip() for word in words if word.strip()]
        for tag in tags:
            self._check_tag(name, tag)
        return tags

    def language(self, name: str, default: str = "") -> str:
        """Return one language tag, `default` for an empty cell."""
        tag = self.name(name) or default
        if tag:
            self._check_tag(name, tag)
        return tag

    def spoil(self, column: str, wrong: str, expected: str) -> None:
        """Name what is wrong; the row is kept out."""
        self.spoiled = True
        self.mention(column, wrong, expected)

    def mention(self, column: str, wrong: str, expected: str) -> None:
        """Name what is wrong without keeping the row out; one sentence for each cell is enough."""
        last = self.problems[-1] if self.problems else None
        if last is not None and (last.file, last.row, last.column) == (self.file, self.row, column):
            return
        self.problems.append(Problem(self.file, self.row, column, wrong, expected))

    def extra(self) -> dict[str, Any]:
        """Return the values nobody asked for, cleaned: they are kept and written back."""
        return {clean(k): _cleaned(v) for k, v in self.values.items() if k not in self._asked}

    def asked(self, *names: str) -> None:
        """Take these columns as read: they are derived from others and not kept."""
        self._asked.update(names)

    def _raw(self, name: str) -> JsonValue:
        self._asked.add(name)
        return self.values.get(name)

    def _text(self, name: str) -> str:
        raw = self._raw(name)
        if isinstance(raw, dict):
            return "{…}"
        return "" if raw is None else str(raw).strip()

    def _moment(self, name: str, read: Callable[[str], str], example: str) -> str | None:
        text = self._text(name)
        if not text:
            return None
        try:
            return read(text)
        except (ValueError, OverflowError):
            expected = _("a date or time such as {example}").format(example=example)
            self.spoil(name, _("“{value}” cannot be used.").format(value=_short(text)), expected)
            return None

    def _check_tag(self, name: str, tag: str) -> None:
        if not _TAG.match(tag):
            expected = _("language codes such as lt;en")
            self.spoil(name, _("“{value}” is no language code.").format(value=_short(tag)), expected)


@dataclass(slots=True)
class Fields(Cells):
    """A row that may also hold what only JSON can: lists and objects."""

    def names(self, name: str) -> list[str]:
        """Return a list of texts from JSON."""
        raw = self._raw(name)
        if raw is None:
            return []
        if not isinstance(raw, list) or not all(isinstance(item, str) for item in raw):
            self.spoil(name, _("no list of texts."), _("a list of texts"))
            return []
        return [clean(str(item)) for item in raw]

    def numbers(self, name: str, low: int, high: int) -> list[int]:
        """Return a list of whole numbers from JSON."""
        raw = self._raw(name)
        items = raw if isinstance(raw, list) else []
        good = [item for item in items if isinstance(item, int) and low <= item <= high]
        if (raw is not None and not isinstance(raw, list)) or len(good) != len(items):
            self.spoil(
                name, _("no list of numbers."), _("numbers from {low} to {high}").format(low=low, high=high)
            )
        return good

    def weights(self, name: str) -> dict[str, float]:
        """Return an object of numbers that are not negative; what is none is named and left out."""
        found: dict[str, float] = {}
        for key, value in (self.entry(name) or {}).items():
            if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= _HEAVIEST:
                expected = _("a number from {low} to {high}").format(low=0, high=_HEAVIEST)
                self.mention(name, _("“{value}” cannot be used.").format(value=_short(str(value))), expected)
            else:
                found[clean(key)] = float(value)
        return found

    def objects(self, name: str) -> list[Mapping[str, JsonValue]]:
        """Return a list of objects from JSON; empty where there is none."""
        raw = self._raw(name)
        items = raw if isinstance(raw, list) else []
        good: list[Mapping[str, JsonValue]] = [item for item in items if isinstance(item, dict)]
        if (raw is not None and not isinstance(raw, list)) or len(good) != len(items):
            self.spoil(name, _("no list of entries."), _("a list of objects"))
        return good

    def entry(self, name: str) -> Mapping[str, JsonValue] | None:
        """Return an object from JSON, or None where there is none."""
        raw = self._raw(name)
        if raw is not None and not isinstance(raw, dict):
            self.spoil(name, _("no entry."), _("an object"))
        return raw if isinstance(raw, dict) else None


def utc_text(text: str, zone: str) -> str:
    """Return an ISO instant in UTC; without an offset it is local to `zone`. Raises ValueError."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=ZoneInfo(zone))
    return moment.astimezone(UTC).isoformat()


def _short(text: str) -> str:
    text = clean(text)
    return text if len(text) <= 60 else f"{text[:59]}…"  # noqa: PLR2004 - one line of a message


def _cleaned(value: JsonValue) -> JsonValue:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    if isinstance(value, dict):
        return {clean(key): _cleaned(item) for key, item in value.items()}
    return value
