"""The journal: every command's before and after images, chained by hashes, one chain per device.

digest = SHA-256(salt, label, images) and link = SHA-256(previous link, the other columns, digest): a link
covers digests of content, never content, so content and salt can be erased and the chain still holds.
"""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sqlalchemy import text
from sqlmodel import Session as DbSession

from facilitator_app.records.enums import Desk, Noun
from facilitator_app.store.images import Encoded, Image, from_text, to_text

_SALT_BYTES: Final = 16
_COLUMNS: Final = "place, device, seq, parent, desk, kind, label, target, at, images, salt, digest, link"


class Kind(StrEnum):
    """What an entry is. `do` can be undone; `keep` cannot; `migrate` ends what can be undone."""

    DO = "do"
    UNDO = "undo"
    REDO = "redo"
    KEEP = "keep"
    MIGRATE = "migrate"


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that was being typed and is not settled yet; `written_at` is UTC ISO."""

    point_id: str
    field: str
    text: str
    written_at: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the journal. `parent` is `device:seq` of the entry before it; `at` is UTC ISO."""

    place: int
    device: str
    seq: int
    parent: str | None
    desk: str
    kind: str
    label: str
    target: int | None
    at: str
    images: str | None
    salt: str | None
    digest: str
    link: str

    def changes(self) -> tuple[Image, ...]:
        """Return the images; none where they were erased. Raises ValueError where they are damaged."""
        return from_text(self.images) if self.images is not None else ()

    def expected_digest(self) -> str:
        """Return the digest the content should have."""
        return _digest(self.salt or "", self.label, self.images or "")

    def expected_link(self, previous: str) -> str:
        """Return the link this entry should have after the link `previous` (empty for the first)."""
        parts = (
            previous,
            self.device,
            str(self.seq),
            self.parent or "",
            self.desk,
            self.kind,
            "" if self.target is None else str(self.target),
            self.at,
            self.digest,
        )
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Revision:
    """One state that one row had: when it came about, where, and the values before and after."""

    at: str
    desk: Desk
    label: str
    kind: str
    before: Encoded | None
    after: Encoded | None


def append(
    raw: sqlite3.Connection,
    *,
    device: str,
    desk: Desk,
    kind: Kind,
    label: str,
    target: int | None,
    at: str,
    images: Sequence[Image],
) -> Entry:
    """Write one entry at the end of the chain of `device` and return it. Stands inside a transaction."""
    last = raw.execute(
        "SELECT seq, link FROM journal WHERE device = ? ORDER BY seq DESC LIMIT 1", (device,)
    ).fetchone()
    newest = raw.execute("SELECT place, device, seq FROM journal ORDER BY place DESC LIMIT 1").fetchone()
    salt, content = secrets.token_hex(_SALT_BYTES), to_text(images)
    entry = Entry(
        place=newest[0] + 1 if newest else 1,
        device=device,
        seq=last[0] + 1 if last else 1,
        parent=f"{newest[1]}:{newest[2]}" if newest else None,
        desk=str(desk),
        kind=str(kind),
        label=label,
        target=target,
        at=at,
        images=content,
        salt=salt,
        digest=_digest(salt, label, content),
        link="",
    )
    link = entry.expected_link(last[1] if last else "")
    values = tuple(getattr(entry, name) for name in _COLUMNS.split(", ")[:-1])
    marks = ", ".join("?" * (len(values) + 1))
    raw.execute(f"INSERT INTO journal ({_COLUMNS}) VALUES ({marks})", (*values, link))  # noqa: S608 - our own names
    return entry


def entries(raw: sqlite3.Connection, *, newest_first: bool = False) -> Iterator[Entry]:
    """Return every entry in the order it came into this file."""
    order = "DESC" if newest_first else "ASC"
    for row in raw.execute(f"SELECT {_COLUMNS} FROM journal ORDER BY place {order}"):  # noqa: S608 - our own names
        yield Entry(*row)


def chains(raw: sqlite3.Connection) -> Iterator[Entry]:
    """Return every entry, one device after the other, in the order of its chain."""
    for row in raw.execute(f"SELECT {_COLUMNS} FROM journal ORDER BY device, seq"):  # noqa: S608 - our own names
        yield Entry(*row)


def entry_at(raw: sqlite3.Connection, device: str, seq: int) -> Entry:
    """Return one entry, which must be there."""
    query = f"SELECT {_COLUMNS} FROM journal WHERE device = ? AND seq = ?"  # noqa: S608 - our own names
    return Entry(*raw.execute(query, (device, seq)).fetchone())


def timeline(session: DbSession) -> list[Entry]:
    """Return the whole history in order, for the report and for search."""
    rows = session.connection().execute(text(f"SELECT {_COLUMNS} FROM journal ORDER BY place"))  # noqa: S608
    return [Entry(*row) for row in rows]


def revisions(session: DbSession, noun: Noun, row_id: str) -> list[Revision]:
    """Return every state of one row, oldest first; erased ones are left out."""
    query = text(f"SELECT {_COLUMNS} FROM journal WHERE instr(images, :id) > 0 ORDER BY place")  # noqa: S608
    found: list[Revision] = []
    for row in session.connection().execute(query, {"id": f'"id":"{row_id}"'}):
        entry = Entry(*row)
        found.extend(
            Revision(entry.at, Desk(entry.desk), entry.label, entry.kind, image.before, image.after)
            for image in entry.changes()
            if image.noun == noun and image.id == row_id
        )
    return found


def chain_of(raw: sqlite3.Connection, device: str) -> str:
    """Return the name of this device's chain in a file: a restored file has its own."""
    row = raw.execute("SELECT value FROM file_facts WHERE name = 'branch'").fetchone()
    return f"{device}/{row[0]}" if row else device


def _digest(salt: str, label: str, content: str) -> str:
    return hashlib.sha256(f"{salt}\x1f{label}\x1f{content}".encode()).hexdigest()
