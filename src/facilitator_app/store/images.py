"""Before and after: what one transaction did to each row, whichever way it was written.

Temporary triggers report the first former state of every row that a transaction touches – through the
session, by a bulk statement, or by a cascade. They live in the connection, not in the file.
"""

from __future__ import annotations

import base64
import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from facilitator_app.store.schema import DRAFTS

Value: TypeAlias = int | float | str | bytes | None
RowValues: TypeAlias = dict[str, Value]
Encoded: TypeAlias = dict[str, object]
DraftKey: TypeAlias = tuple[str, str]

# Photos of a few hundred bytes do not exist; whatever is longer is written into the history only once.
_LONG_BLOB: Final = 1024
_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Image:
    """One row before and after; None means it was not there. Values are as SQLite stores them."""

    noun: str
    id: str
    before: Encoded | None
    after: Encoded | None

    def changed(self) -> frozenset[str]:
        """Return the columns that differ; all of them where the row came or went."""
        before, after = self.before or {}, self.after or {}
        return frozenset(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))


class Capture:
    """The triggers of one connection, and what they reported since `start`."""

    def __init__(self, raw: sqlite3.Connection, tables: Mapping[str, tuple[str, ...]]) -> None:
        self._raw = raw
        self._tables = tables
        self._before: dict[tuple[str, str], RowValues | None] = {}
        self._drafts_gone: set[DraftKey] = set()
        raw.create_function("note_row", -1, self._note_row)
        raw.create_function("note_draft", 2, self._note_draft)
        for table, columns in tables.items():
            _watch(raw, table, columns)
        raw.execute(
            f"CREATE TEMP TRIGGER draft_goes AFTER DELETE ON main.{DRAFTS} "
            "BEGIN SELECT note_draft(OLD.point_id, OLD.field); END"
        )

    def start(self) -> None:
        """Forget what was reported: a transaction begins."""
        self._before.clear()
        self._drafts_gone.clear()

    def drafts_gone(self) -> frozenset[DraftKey]:
        """Return point and field of every draft that was removed."""
        return frozenset(self._drafts_gone)

    def images(self) -> list[Image]:
        """Return what the transaction changed so far, in the order of first touch."""
        wanted: dict[str, list[str]] = {}
        for noun, row_id in self._before:
            wanted.setdefault(noun, []).append(row_id)
        now = {noun: read_rows(self._raw, noun, self._tables[noun], ids) for noun, ids in wanted.items()}
        found = []
        for (noun, row_id), before in self._before.items():
            after = now[noun].get(row_id)
            if before != after:
                found.append(image_of(noun, row_id, before, after))
        return found

    def _note_row(self, noun: str, row_id: str, *values: Value) -> None:
        if (noun, row_id) not in self._before:
            columns = self._tables[noun]
            self._before[noun, row_id] = dict(zip(columns, values, strict=True)) if values else None

    def _note_draft(self, point_id: str, field: str) -> None:
        self._drafts_gone.add((point_id, field))


def _watch(raw: sqlite3.Connection, table: str, columns: Sequence[str]) -> None:
    old = ", ".join(f'OLD."{column}"' for column in columns)
    came = f"SELECT note_row('{table}', NEW.id);"
    was = f"SELECT note_row('{table}', OLD.id, {old});"
    for event, body in (("INSERT", came), ("UPDATE", was + came), ("DELETE", was)):
        raw.execute(
            f'CREATE TEMP TRIGGER "{table}_{event.lower()}" AFTER {event} ON main."{table}" BEGIN {body} END'
        )


def read_rows(
    raw: sqlite3.Connection, table: str, columns: Sequence[str], ids: Iterable[str]
) -> dict[str, RowValues]:
    """Return the stored values of the rows with these ids, by id; rows that are not there are left out."""
    listed = ", ".join(f'"{column}"' for column in columns)
    wanted = list(ids)
    found: dict[str, RowValues] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        part = wanted[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(part))
        query = f'SELECT {listed} FROM main."{table}" WHERE id IN ({marks})'  # noqa: S608 - our own names
        for values in raw.execute(query, part):
            row = dict(zip(columns, values, strict=True))
            found[str(row["id"])] = row
    return found


def image_of(noun: str, row_id: str, before: RowValues | None, after: RowValues | None) -> Image:
    """Return the image of one change.

    A long BLOB is kept whole only where it is about to be lost (in `before`, when it changes or goes):
    undo and redo both put back a `before`. Elsewhere its hash stands for it.
    """
    changed_after = after or {}
    lost = {name for name, value in (before or {}).items() if after is None or changed_after[name] != value}
    return Image(
        noun,
        row_id,
        None if before is None else {name: encode(before[name], whole=name in lost) for name in before},
        None if after is None else {name: encode(after[name], whole=False) for name in after},
    )


def encode(value: Value, *, whole: bool) -> object:
    """Return a value as JSON can hold it."""
    if not isinstance(value, bytes):
        return value
    if whole or len(value) < _LONG_BLOB:
        return {"$bytes": base64.b64encode(value).decode("ascii")}
    return {"$sha256": hashlib.sha256(value).hexdigest()}


def decode(value: object) -> Value:
    """Return the stored value of what `encode` made. Raises ValueError where only a hash was kept."""
    if isinstance(value, dict):
        if "$bytes" not in value:
            raise ValueError("only the hash of this value was kept")
        return base64.b64decode(value["$bytes"])
    if value is None or isinstance(value, int | float | str):
        return value
    raise ValueError(f"no stored value looks like {value!r}")


def same(value: Value, encoded: object) -> bool:
    """Whether a stored value is the one that was encoded."""
    return encoded in (encode(value, whole=True), encode(value, whole=False))


def to_text(images: Sequence[Image]) -> str:
    """Return images as canonical JSON: the same images give the same bytes."""
    listed = [
        {"noun": image.noun, "id": image.id, "before": image.before, "after": image.after} for image in images
    ]
    return json.dumps(listed, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_text(text: str) -> tuple[Image, ...]:
    """Return the images of `to_text`. Raises ValueError for anything else."""
    try:
        listed = json.loads(text)
        return tuple(Image(one["noun"], one["id"], one["before"], one["after"]) for one in listed)
    except (TypeError, KeyError) as problem:
        raise ValueError("these are no images") from problem
