"""One open workshop file: one transaction per command, read, undo, drafts, backups.

Everything here runs on one thread, the one that opened the file (`store.thread` for the windows).
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection
from sqlmodel import Session as DbSession

from facilitator_app.records.changes import NOTHING_CHANGED, Changes
from facilitator_app.records.enums import Desk, Noun
from facilitator_app.store import backups, inspection, journal
from facilitator_app.store.connection import engine_on
from facilitator_app.store.drafts import draft_rows, forget_draft, write_draft
from facilitator_app.store.faults import DiskFullError, UndoRefusedError, told_plainly
from facilitator_app.store.images import Capture, DraftKey, Image
from facilitator_app.store.inspection import CheckReport
from facilitator_app.store.journal import Draft, Kind
from facilitator_app.store.lock import Lock
from facilitator_app.store.opening import OpeningReport
from facilitator_app.store.schema import Schema
from facilitator_app.store.space import Reserve
from facilitator_app.store.undo import Stacks, Step, put_back, refuse_loose_ends
from facilitator_app.support.clock import Clock, Reading
from facilitator_app.support.errors import CannotWriteError
from facilitator_app.support.wording import _


class Transaction:
    """One command while it runs. `session` must not leave the with-block; `changes` is set at its end."""

    def __init__(self, session: DbSession, raw: sqlite3.Connection, now: Reading) -> None:
        self.session = session
        self.now = now
        self.changes: Changes = NOTHING_CHANGED
        self._raw = raw

    def drafts(self, point_id: str | None = None) -> tuple[Draft, ...]:
        """Return the unsettled texts, oldest first; of one point where it is named."""
        return tuple(draft for draft in draft_rows(self._raw) if point_id in (None, draft.point_id))

    def forget_draft(self, point_id: str, field: str) -> None:
        """Drop a draft, because its text has been settled in this transaction or is not wanted."""
        forget_draft(self._raw, point_id, field)


class WorkshopFile:
    """An open file. Made by `store.files`; every method raises KnownErrors in plain words."""

    def __init__(
        self,
        path: Path,
        raw: sqlite3.Connection,
        schema: Schema,
        *,
        clock: Clock,
        device: str,
        opened: OpeningReport,
        lock: Lock | None,
        reserve: Reserve | None,
        scratch: tempfile.TemporaryDirectory[str] | None = None,
    ) -> None:
        self.path = path
        self.read_only = reserve is None
        self.opened = opened
        self._raw = raw
        self._schema = schema
        self._clock = clock
        self._device = device
        self._lock = lock
        self._scratch = scratch
        self._columns = schema.journalled()
        self._engine = engine_on(raw)
        self._reserve = reserve or Reserve(path)
        self._capture = Capture(raw, self._columns) if reserve else None
        self._stacks = Stacks(raw, device)
        self._in_use = False
        self._closed = False
        self._written_since_backup = False
        self._drafts_gone: frozenset[DraftKey] = frozenset()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Writing ------------------------------------------------------------------------------------------

    @contextmanager
    def transact(
        self, label: str, desk: Desk, *, undoable: bool = True, origin: str = ""
    ) -> Iterator[Transaction]:
        """Run one command: one transaction, one journal entry, one undo step, one `Changes`.

        `label` is a message id, such as "Start the segment"; it is translated where it is shown. Nothing is
        written where the block raises. Raises CannotWriteError (read-only, DiskFullError); a broken
        constraint is a bug and comes out as SQLAlchemy's IntegrityError.
        """
        kind = Kind.DO if undoable else Kind.KEEP
        with self._writing() as capture:
            self._raw.execute("BEGIN IMMEDIATE")
            with self._engine.connect() as connection, connection.begin(), _session_on(connection) as session:
                transaction = Transaction(session, self._raw, self._clock.read())
                yield transaction
                session.flush()
                images = capture.images()
                seq = self._note(transaction.now, desk, kind, label, images=images)
        self._written(seq, desk, kind, label)
        transaction.changes = _changes(images, label, desk, origin)

    def undo(self, desk: Desk) -> Changes:
        """Take back the newest command of this desk; works across a restart.

        Raises UndoRefusedError where there is none, or where what it changed was changed since.
        """
        step = self._stacks.to_undo(desk)
        if step is None:
            raise UndoRefusedError(_("There is nothing to undo here."))
        return self._compensate(step, desk, Kind.UNDO)

    def redo(self, desk: Desk) -> Changes:
        """Do again what was undone last at this desk. Raises UndoRefusedError as `undo` does."""
        step = self._stacks.to_redo(desk)
        if step is None:
            raise UndoRefusedError(_("There is nothing to redo here."))
        return self._compensate(step, desk, Kind.REDO)

    def undo_label(self, desk: Desk) -> str:
        """Return the label (message id) of what `undo` would take back; empty where there is nothing."""
        step = self._stacks.to_undo(desk)
        return step.label if step else ""

    def redo_label(self, desk: Desk) -> str:
        """Return the label (message id) of what `redo` would do again; empty where there is nothing."""
        step = self._stacks.to_redo(desk)
        return step.label if step else ""

    def save_draft(self, point_id: str, field: str, text: str) -> Reading:
        """Write what is being typed, in its own small transaction: no journal entry, no undo step.

        Returns the time after the COMMIT: from then on it survives a power cut. On the first full disk the
        reserve is given up and the text written again.
        """
        return self.save_drafts({(point_id, field): text})

    def save_drafts(self, texts: dict[DraftKey, str]) -> Reading:
        """Write several unsettled texts in one transaction; see `save_draft`."""
        had_reserve = not self._reserve.given_up
        try:
            self._write_drafts(texts)
        except DiskFullError:
            if not (had_reserve and self._reserve.given_up):
                raise
            self._write_drafts(texts)
        return self._clock.read()

    # Reading ------------------------------------------------------------------------------------------

    @contextmanager
    def read(self) -> Iterator[DbSession]:
        """Give a session that sees one state and cannot write; rows must not leave the with-block."""
        with self._alone():
            self._raw.execute("PRAGMA query_only=ON")
            self._raw.execute("BEGIN")
            try:
                with self._engine.connect() as connection, DbSession(connection) as session:
                    yield session
            finally:
                self._roll_back()
                if not self.read_only:
                    self._raw.execute("PRAGMA query_only=OFF")

    def drafts(self) -> tuple[Draft, ...]:
        """Return every unsettled text, oldest first."""
        with self._alone():
            return draft_rows(self._raw)

    def check(self) -> CheckReport:
        """Check the open file: integrity, foreign keys, schema, hash chain, rows against the journal."""
        with self._alone():
            return inspection.check(self._raw, self._schema)

    def space_warning(self) -> str:
        """Return what to tell about the room on the disk; empty where there is plenty."""
        return "" if self.read_only else self._reserve.warning()

    def take_drafts_gone(self) -> frozenset[DraftKey]:
        """Return which drafts the transactions since the last call removed."""
        gone, self._drafts_gone = self._drafts_gone, frozenset()
        return gone

    # Looking after the file ---------------------------------------------------------------------------

    @property
    def written_since_backup(self) -> bool:
        """Whether there is anything a new backup would add."""
        return self._written_since_backup

    def checkpoint(self) -> None:
        """Bring everything into the one file and empty its log: done when idle and before closing."""
        if self.read_only:
            return
        with self._alone():
            self._raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def snapshot(self, between: Callable[[], object] | None = None) -> Path:
        """Copy the file for a backup; `between` is called every few pages. `keep_snapshot` finishes it."""
        self._refuse_read_only()
        with told_plainly(self.path):
            part = backups.snapshot(self._raw, self.path, between)
        self._written_since_backup = False
        return part

    def keep_snapshot(self, part: Path, reason: str, also: Path | None = None) -> Path:
        """Verify a snapshot and give it its name in NAME.backups. Any thread may do this."""
        at = self._clock.read().wall
        return backups.keep(part, self.path, self._schema, at=at, reason=reason, also=also)

    def back_up(self, reason: str, also: Path | None = None) -> Path:
        """Take a backup now, verified; `also` is a second place. Returns its path."""
        return self.keep_snapshot(self.snapshot(), reason, also)

    def close(self) -> None:
        """Empty the log, let go of the file, take away lock and reserve. Closing twice does nothing."""
        if self._closed:
            return
        self._closed = True
        clean = False
        try:
            if not self.read_only:
                self._roll_back()
                with told_plainly(self.path):
                    busy = self._raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
                clean = not busy
        finally:
            self._engine.dispose()
            self._raw.close()
            if not self.read_only:
                self._reserve.remove()
            if self._lock:
                self._lock.let_go(clean=clean)
            if self._scratch:
                self._scratch.cleanup()

    # Inside -------------------------------------------------------------------------------------------

    def _compensate(self, step: Step, desk: Desk, kind: Kind) -> Changes:
        with self._writing() as capture:
            # Rows come and go one by one; `refuse_loose_ends` looks at the whole before the COMMIT.
            self._raw.execute("PRAGMA foreign_keys=OFF")
            try:
                self._raw.execute("BEGIN IMMEDIATE")
                entry = journal.entry_at(self._raw, self._device, step.seq)
                put_back(self._raw, entry, self._columns)
                refuse_loose_ends(self._raw, entry)
                images = capture.images()
                seq = self._note(self._clock.read(), desk, kind, step.label, target=step.seq, images=images)
                self._raw.execute("COMMIT")
            finally:
                # The setting counts for nothing inside a transaction.
                self._roll_back()
                self._raw.execute("PRAGMA foreign_keys=ON")
        self._written(seq, desk, kind, step.label)
        return _changes(images, step.label, desk, "")

    def _note(
        self,
        now: Reading,
        desk: Desk,
        kind: Kind,
        label: str,
        *,
        images: list[Image],
        target: int | None = None,
    ) -> int | None:
        if not images:
            return None
        at = now.wall.isoformat(timespec="milliseconds")
        entry = journal.append(
            self._raw,
            device=self._device,
            desk=desk,
            kind=kind,
            label=label,
            target=target,
            at=at,
            images=images,
        )
        return entry.seq

    def _written(self, seq: int | None, desk: Desk, kind: Kind, label: str) -> None:
        if self._capture:
            self._drafts_gone |= self._capture.drafts_gone()
        if seq is not None:
            self._stacks.take(seq, desk, kind, label)
            self._written_since_backup = True

    def _write_drafts(self, texts: dict[DraftKey, str]) -> None:
        with self._writing():
            at = self._clock.read().wall.isoformat(timespec="milliseconds")
            self._raw.execute("BEGIN IMMEDIATE")
            for (point_id, field), text in texts.items():
                write_draft(self._raw, Draft(point_id, field, text, at))
            self._raw.execute("COMMIT")
        self._written_since_backup = True

    @contextmanager
    def _writing(self) -> Iterator[Capture]:
        capture = self._refuse_read_only()
        self._reserve.mind()
        try:
            with self._alone():
                capture.start()
                try:
                    yield capture
                finally:
                    self._roll_back()
        except DiskFullError:
            self._reserve.give_up()
            raise

    @contextmanager
    def _alone(self) -> Iterator[None]:
        if self._in_use:
            raise RuntimeError("a transaction inside a transaction: pass the session on instead")
        self._in_use = True
        try:
            with told_plainly(self.path):
                yield
        finally:
            self._in_use = False

    def _refuse_read_only(self) -> Capture:
        if self._capture is None:
            raise CannotWriteError(
                _("“{name}” can only be read.").format(name=self.path.name),
                _("Save a copy elsewhere to go on working."),
            )
        return self._capture

    def _roll_back(self) -> None:
        if self._raw.in_transaction:
            self._raw.execute("ROLLBACK")


def _session_on(connection: Connection) -> DbSession:
    # A commit inside the command must not commit half of it; a rollback takes all of it back.
    return DbSession(connection, join_transaction_mode="rollback_only", expire_on_commit=False)


def _changes(images: list[Image], label: str, desk: Desk, origin: str) -> Changes:
    nouns = frozenset(Noun(image.noun) for image in images)
    return Changes(nouns, frozenset(image.id for image in images), label, desk, origin)
