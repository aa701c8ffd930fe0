"""JSON from files that may have been edited by anybody: bounded before it is parsed.

The bounds are counted on the raw bytes in one pass, so a hostile file is refused before Python
builds a single object of it (storage.md: depth 100,000, 5,000-digit integers, NaN).
"""

from __future__ import annotations

import json
import re
from typing import Final, NoReturn, TypeAlias

from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _

JsonValue: TypeAlias = "dict[str, JsonValue] | list[JsonValue] | str | int | float | bool | None"

MAX_BYTES: Final = 8 * 2**20
MAX_DEPTH: Final = 64
MAX_VALUES: Final = 1_000_000
MAX_DIGITS: Final = 18

# Possessive, and the closing quote may be missing: no input makes this scan any place twice.
_TOKEN: Final = re.compile(rb'"(?:[^"\\]++|\\.)*+"?|[\[\]{},]', re.DOTALL)
_SURROGATE: Final = re.compile(rb"\\u[dD][89a-fA-F]")


def parse(raw: bytes, name: str) -> JsonValue:
    """Return the value of the JSON document `raw` (UTF-8, with or without byte-order mark).

    `name` is how the document is called in messages. Raises KnownError where the document is larger
    than 8 MiB, deeper than 64, holds over a million values, numbers of more than 18 digits, NaN,
    the same name twice in one object, half a character, or is no JSON at all.
    """
    text = decoded(raw, name)
    try:
        value: JsonValue = json.loads(
            text,
            parse_int=lambda digits: _integer(digits, name),
            parse_float=lambda digits: _float(digits, name),
            parse_constant=lambda word: _refuse(
                name, _("it holds {word}, which is no number").format(word=word)
            ),
            object_pairs_hook=lambda pairs: _object(pairs, name),
        )
    except json.JSONDecodeError as error:
        place = _("line {line}, column {column}").format(line=error.lineno, column=error.colno)
        raise KnownError(
            _("{file}: not readable as JSON at {place}: {problem}.").format(
                file=name, place=place, problem=error.msg
            ),
            _("Open the file in a text editor, correct this place and try again."),
        ) from error
    if _SURROGATE.search(raw) and _has_half_character(value):
        _refuse(name, _("it holds half a character (a lone surrogate)"))
    return value


def decoded(raw: bytes, name: str) -> str:
    """Return the text of a JSON document after its bounds are checked; raises KnownError as `parse`."""
    if len(raw) > MAX_BYTES:
        _refuse(name, _("it is larger than {limit} MiB").format(limit=MAX_BYTES // 2**20))
    _check_shape(raw, name)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise KnownError(
            _("{file}: the text is not UTF-8 at byte {place}.").format(file=name, place=error.start),
            _("Save the file as UTF-8 and try again."),
        ) from error


def _check_shape(raw: bytes, name: str) -> None:
    depth = values = 0
    for match in _TOKEN.finditer(raw):
        first = raw[match.start()]
        if first in b"[{":
            depth += 1
            values += 1
        elif first in b"]}":
            depth -= 1
        elif first in b",":
            values += 1
        if depth > MAX_DEPTH:
            _refuse(name, _("it is nested deeper than {limit} levels").format(limit=MAX_DEPTH))
        if values > MAX_VALUES:
            _refuse(name, _("it holds more than {limit} values").format(limit=MAX_VALUES))


def _integer(digits: str, name: str) -> int:
    if len(digits.lstrip("-")) > MAX_DIGITS:
        _refuse(name, _("it holds a number of more than {limit} digits").format(limit=MAX_DIGITS))
    return int(digits)


def _float(digits: str, name: str) -> float:
    value = float(digits)
    if value in (float("inf"), float("-inf")):
        _refuse(name, _("it holds a number too large to be meant"))
    return value


def _object(pairs: list[tuple[str, JsonValue]], name: str) -> JsonValue:
    result = dict(pairs)
    if len(result) < len(pairs):
        names = [key for key, _value in pairs]
        twice = next(key for key in names if names.count(key) > 1)
        _refuse(name, _("the name “{key}” stands twice in one place").format(key=twice[:80]))
    return result


def _has_half_character(value: JsonValue) -> bool:
    if isinstance(value, str):
        return any("\ud800" <= character <= "\udfff" for character in value)
    if isinstance(value, list):
        return any(_has_half_character(item) for item in value)
    if isinstance(value, dict):
        return any(_has_half_character(key) or _has_half_character(item) for key, item in value.items())
    return False


def _refuse(name: str, problem: str) -> NoReturn:
    raise KnownError(
        _("{file} was refused: {problem}.").format(file=name, problem=problem),
        _("Ask for the file once more, or choose another one."),
    )
