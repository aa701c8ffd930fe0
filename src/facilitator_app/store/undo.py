"""Undo and redo: compensation written from the journal, so that both work after a restart."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from facilitator_app.records.enums import Desk
from facilitator_app.store import journal
from facilitator_app.store.faults import UndoRefusedError
from facilitator_app.store.images import Encoded, Image, RowValues, decode, read_rows, same
from facilitator_app.store.journal import Entry, Kind
from facilitator_app.support.wording import _


@dataclass(frozen=True, slots=True)
class Step:
    """What can be taken back: the entry that holds the former state, and the command's label."""

    seq: int
    label: str


@dataclass(slots=True)
class _Desk:
    done: list[Step] = field(default_factory=list)
    undone: list[Step] = field(default_factory=list)


class Stacks:
    """What can be undone and redone at each desk, read from the journal of one device."""

    def __init__(self, raw: sqlite3.Connection, device: str) -> None:
        self._desks: dict[str, _Desk] = {}
        query = "SELECT seq, desk, kind, label FROM journal WHERE device = ? OR kind = ? ORDER BY place"
        for seq, desk, kind, label in raw.execute(query, (device, Kind.MIGRATE)):
            self.take(seq, Desk(desk), Kind(kind), label)

    def take(self, seq: int, desk: Desk, kind: Kind, label: str) -> None:
        """Count in one entry of the journal."""
        if kind is Kind.MIGRATE:
            # The images before it have the columns of an older format.
            self._desks.clear()
            return
        if kind is Kind.KEEP:
            return
        there = self._desks.setdefault(desk, _Desk())
        step = Step(seq, label)
        if kind is Kind.UNDO:
            there.done.pop()
            there.undone.append(step)
            return
        if kind is Kind.REDO:
            there.undone.pop()
        else:
            there.undone.clear()
        there.done.append(step)

    def to_undo(self, desk: Desk) -> Step | None:
        """Return the newest step of this desk that is not undone."""
        there = self._desks.get(desk)
        return there.done[-1] if there and there.done else None

    def to_redo(self, desk: Desk) -> Step | None:
        """Return the step of this desk that was undone last."""
        there = self._desks.get(desk)
        return there.undone[-1] if there and there.undone else None


def put_back(raw: sqlite3.Connection, entry: Entry, columns: Mapping[str, Sequence[str]]) -> None:
    """Write the former state of every row of `entry`; stands inside a transaction without foreign keys.

    Rows are taken out and put in again, so that two rows can swap what must be unique. The caller runs
    `refuse_loose_ends` before the commit. Raises UndoRefusedError where a row is no longer as `entry`
    left it.
    """
    images = entry.changes()
    rows: list[tuple[str, RowValues]] = []
    for noun, touched in _by_noun(images).items():
        there = read_rows(raw, noun, columns[noun], [image.id for image in touched])
        for image in touched:
            row = there.get(image.id)
            _refuse_if_changed_since(raw, entry, image, row)
            if image.before is not None:
                rows.append((noun, _former(image, image.before, row, columns[noun])))
            if row is not None:
                raw.execute(f'DELETE FROM main."{noun}" WHERE id = ?', (image.id,))  # noqa: S608 - our own names
    for noun, row in rows:
        _put_in(raw, noun, row, entry)


def refuse_loose_ends(raw: sqlite3.Connection, entry: Entry) -> None:
    """Raise UndoRefusedError where a row would point to one that is gone."""
    loose = raw.execute("PRAGMA foreign_key_check").fetchone()
    if loose is not None:
        raise _refused(entry, _("Something added since depends on it."))


def _by_noun(images: Iterable[Image]) -> dict[str, list[Image]]:
    found: dict[str, list[Image]] = {}
    for image in images:
        found.setdefault(image.noun, []).append(image)
    return found


def _former(image: Image, before: Encoded, row: RowValues | None, columns: Sequence[str]) -> RowValues:
    """Return the row to put in: what `entry` changed goes back, what others changed since stays."""
    changed = image.changed()
    return {
        name: row[name] if row is not None and name not in changed else decode(before[name])
        for name in columns
    }


def _put_in(raw: sqlite3.Connection, noun: str, row: RowValues, entry: Entry) -> None:
    names = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join("?" * len(row))
    query = f'INSERT INTO main."{noun}" ({names}) VALUES ({marks})'  # noqa: S608 - our own names
    try:
        raw.execute(query, tuple(row.values()))
    except sqlite3.IntegrityError as problem:
        raise _refused(entry, _("Something entered since has taken its place.")) from problem


def _refuse_if_changed_since(
    raw: sqlite3.Connection, entry: Entry, image: Image, row: RowValues | None
) -> None:
    if image.after is None:
        untouched = row is None
    else:
        after = image.after
        untouched = row is not None and all(same(row[name], after[name]) for name in image.changed())
    if not untouched:
        raise _refused(entry, _who_changed_it(raw, entry, image))


def _who_changed_it(raw: sqlite3.Connection, entry: Entry, image: Image) -> str:
    changed = image.changed()
    for later in journal.entries(raw, newest_first=True):
        if later.place <= entry.place:
            break
        for other in later.changes():
            if (other.noun, other.id) == (image.noun, image.id) and changed & other.changed():
                return _("The same thing has been changed since: “{label}”.").format(label=_(later.label))
    return _("The same thing has been changed since.")


def _refused(entry: Entry, why: str) -> UndoRefusedError:
    return UndoRefusedError(
        _("“{label}” cannot be undone. {why}").format(label=_(entry.label), why=why),
        _("Change it by hand."),
    )
