"""Reads fields out of parsed JSON and says in plain words which one is wrong and what was expected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final, NoReturn

from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _

Table = tuple[str, ...]

_PAIR: Final = 2


class Reader:
    """One JSON object and where it stands: `instance.participants[3]`."""

    def __init__(self, content: Any, place: str) -> None:  # noqa: ANN401 - whatever a JSON file holds
        if not isinstance(content, dict):
            _refuse(place, _shown(content), _("an object with named fields"))
        self.content: dict[str, Any] = content
        self._place = place

    def refuse(self, field: str, found: str, expected: str) -> NoReturn:
        """Raise the KnownError that names the field, what was found and what was expected."""
        _refuse(f"{self._place}.{field}", found, expected)

    def expect(self, value: str, field: str) -> None:
        """Refuse anything but this value."""
        if self.content.get(field) != value:
            self.refuse(field, _shown(self.content.get(field)), f"“{value}”")

    def text(self, field: str, default: str | None = None) -> str:
        """Return a text; numbers are taken as they are written."""
        value = self.content.get(field, default)
        if value is None and default is not None:
            return default
        if isinstance(value, bool) or not isinstance(value, (str, int)):
            self.refuse(field, _shown(value), _("a text"))
        return str(value)

    def choice(self, field: str, choices: list[str]) -> str:
        """Return one of the given texts."""
        value = self.content.get(field)
        if value not in choices:
            self.refuse(field, _shown(value), " | ".join(choices))
        return str(value)

    def whole(self, field: str, default: int | None = None, *, least: int | None = None) -> int:
        """Return a whole number, not below `least`."""
        value = self.content.get(field, default)
        if isinstance(value, bool) or not isinstance(value, int):
            self.refuse(field, _shown(value), _("a whole number"))
        if least is not None and value < least:
            self.refuse(field, str(value), f"≥ {least}")
        return int(value)

    def flag(self, field: str, *, default: bool) -> bool:
        """Return true or false."""
        value = self.content.get(field, default)
        if not isinstance(value, bool):
            self.refuse(field, _shown(value), "true | false")
        return value

    def objects(self, field: str, *, optional: bool = False) -> Iterator[Reader]:
        """Yield a reader for every object in a list."""
        for index, one in enumerate(self._list(field, optional=optional)):
            yield Reader(one, f"{self._place}.{field}[{index}]")

    def inner(self, field: str) -> Reader | None:
        """Return a reader for an object inside, or None where there is none."""
        value = self.content.get(field)
        return None if value is None else Reader(value, f"{self._place}.{field}")

    def texts(self, field: str, *, optional: bool = False) -> tuple[str, ...]:
        """Return a list of texts."""
        return self._texts(self._list(field, optional=optional), field)

    def tables(self, field: str) -> tuple[Table, ...]:
        """Return a list of tables, each a list of ids."""
        return tuple(self._texts(one, field) for one in self._list(field, optional=False))

    def tables_of_tables(self, field: str, known: set[str]) -> tuple[tuple[Table, ...], ...]:
        """Return earlier rounds: lists of tables of known ids."""
        rounds = []
        for one in self._list(field, optional=True):
            if not isinstance(one, list):
                self.refuse(field, _shown(one), _("a list of tables"))
            tables = tuple(self._texts(table, field) for table in one)
            for table in tables:
                for person in table:
                    self.known(person, known, field)
            rounds.append(tables)
        return tuple(rounds)

    def pairs(self, field: str, known: set[str]) -> tuple[tuple[str, str], ...]:
        """Return pairs of two different known ids."""
        found = []
        for one in self._list(field, optional=True):
            pair = self._texts(one, field)
            if len(pair) != _PAIR or pair[0] == pair[1]:
                self.refuse(field, _shown(one), _("two different people"))
            for person in pair:
                self.known(person, known, field)
            found.append((pair[0], pair[1]))
        return tuple(found)

    def ids(self, field: str, known: set[int] | None) -> frozenset[int]:
        """Return whole numbers, each of them known where a set is given."""
        found = set()
        for one in self._list(field, optional=True):
            if isinstance(one, bool) or not isinstance(one, int):
                self.refuse(field, _shown(one), _("a whole number"))
            if known is not None:
                self.known(str(one), {str(key) for key in known}, field)
            found.add(one)
        return frozenset(found)

    def weights(self, field: str) -> dict[str, float]:
        """Return a weight per attribute, none of them negative."""
        value = self.content.get(field, {})
        if not isinstance(value, dict):
            self.refuse(field, _shown(value), _("a weight for every attribute"))
        for name, weight in value.items():
            if name not in {"org", "sector", "country", "gender", "experience"}:
                self.refuse(field, f"“{name}”", "org, sector, country, gender, experience")
            if isinstance(weight, bool) or not isinstance(weight, (int, float)) or weight < 0:
                self.refuse(f"{field}.{name}", _shown(weight), "≥ 0")
        return {str(name): float(weight) for name, weight in value.items()}

    def known(self, value: str, known: set[str], field: str) -> None:
        """Refuse an id that nobody has."""
        if value not in known:
            self.refuse(field, f"“{value}”", _("somebody or something named in the file"))

    def no_repeats(self, values: Iterable[str], field: str) -> None:
        """Refuse a list in which an id occurs twice, or an empty list."""
        seen: set[str] = set()
        for value in values:
            if value in seen:
                self.refuse(field, f"“{value}”", _("every id once"))
            seen.add(value)
        if not seen:
            self.refuse(field, "[]", _("at least one"))

    def _list(self, field: str, *, optional: bool) -> list[Any]:
        value = self.content.get(field)
        if value is None and optional:
            return []
        if not isinstance(value, list):
            self.refuse(field, _shown(value), _("a list"))
        return value

    def _texts(self, value: Any, field: str) -> tuple[str, ...]:  # noqa: ANN401 - whatever a JSON file holds
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            self.refuse(field, _shown(value), _("a list of texts"))
        return tuple(value)


def _shown(value: object) -> str:
    if value is None:
        return _("nothing")
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}…"  # noqa: PLR2004 - what fits on a line


def _refuse(place: str, found: str, expected: str) -> NoReturn:
    raise KnownError(
        _("The seating file cannot be used: {place} is {found}.").format(place=place, found=found),
        _("Expected: {expected}.").format(expected=expected),
    )
