"""The presses that move a run: Start, Next, Back, Pause, Resume, a jump, Finish.

Every press is one transaction and one undo step. Next and Back carry the position they were pressed at;
a second press with the old one changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from facilitator_app import models as m
from facilitator_app.records.changes import NOTHING_CHANGED, Changes
from facilitator_app.records.enums import Desk, PauseReason
from facilitator_app.records.run import Position, RunEntry
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules import running as rules
from facilitator_app.services.rows import row_of
from facilitator_app.services.running import log, visits
from facilitator_app.services.running.state import following, previous_entry, running_entry, upcoming
from facilitator_app.store.workshop_file import Transaction, WorkshopFile
from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _


@dataclass(frozen=True, slots=True)
class Stepped:
    """What a press left and entered. `segment_ended` is the moment for a backup (a step's end)."""

    left: Position | None
    entered: Position | None
    segment_ended: bool


_NOWHERE = Stepped(None, None, segment_ended=False)


def start(
    file: WorkshopFile, workshop: str, position: Position | None = None, *, desk: Desk = Desk.CONSOLE
) -> tuple[Stepped, Changes]:
    """Start at `position`, or at what is up next; nothing changes where something already runs.

    Raises KnownError for a position that cannot run, or when nothing is left to start.
    """
    with file.transact("Start", desk) as transaction:
        record = log.read_run(transaction.session, workshop)
        if running_entry(record) is not None:
            return _NOWHERE, NOTHING_CHANGED
        first = position or upcoming(record, transaction.now)
        if first is None:
            raise KnownError(
                _("Everything in the agenda has been held."), _("To hold a part again, choose it in the day.")
            )
        log.check_position(record, first)
        log.begin(transaction.session, record, first, transaction.now)
    return Stepped(None, first, segment_ended=False), transaction.changes


def next_(
    file: WorkshopFile, workshop: str, expected: Position | None, *, desk: Desk = Desk.CONSOLE
) -> tuple[Stepped, Changes]:
    """Go on from `expected` (None: nothing runs yet, so start); at the day's last stage, end the day.

    From a guest who came in between it goes on with what he interrupted, at the second at which that stood.
    Nothing changes where the run does not stand at `expected` any more: a double press is one press.
    """
    with file.transact("Next", desk) as transaction:
        record = log.read_run(transaction.session, workshop)
        entry = running_entry(record)
        if (entry.position if entry else None) != expected:
            return _NOWHERE, NOTHING_CHANGED
        if entry is None:
            first = upcoming(record, transaction.now)
            if first is None:
                return _NOWHERE, NOTHING_CHANGED
            log.begin(transaction.session, record, first, transaction.now)
            stepped = Stepped(None, first, segment_ended=False)
        else:
            stepped = step_on(transaction, record, entry, following(record, entry.position))
    return stepped, transaction.changes


def step_on(
    transaction: Transaction, record: WorkshopRecord, entry: RunEntry, coming: Position | None
) -> Stepped:
    """End what runs and go on at `coming`; None ends the day."""
    record = log.end(transaction.session, record, entry, transaction.now)
    if coming is not None:
        log.begin(transaction.session, record, coming, transaction.now)
    ended = coming is None or coming.segment_id != entry.position.segment_id
    return Stepped(entry.position, coming, segment_ended=ended)


def back(
    file: WorkshopFile, workshop: str, expected: Position | None, *, desk: Desk = Desk.CONSOLE
) -> tuple[Stepped, Changes]:
    """Take the last Next (or Finish) back: the stretch before goes on as if it had never ended.

    A guest who came in between stands where he stood, and a table that was skipped or put off has its place
    again. Nothing changes where the run does not stand at `expected`, or at the first stretch of a day.
    """
    with file.transact("Back", desk) as transaction:
        record = log.read_run(transaction.session, workshop)
        entry = running_entry(record)
        before = previous_entry(record, transaction.now)
        if (entry.position if entry else None) != expected or before is None:
            return _NOWHERE, NOTHING_CHANGED
        if entry is not None:
            visits.never_spoke(transaction.session, record, entry)
        log.reopen(transaction.session, record, before)
    left = entry.position if entry else None
    return Stepped(left, before.position, segment_ended=False), transaction.changes


def jump(
    file: WorkshopFile, workshop: str, position: Position, *, desk: Desk = Desk.CONSOLE
) -> tuple[Stepped, Changes]:
    """End what runs and go on at any position. Raises KnownError where a run cannot stand there."""
    with file.transact("Jump", desk) as transaction:
        record = log.read_run(transaction.session, workshop)
        log.check_position(record, position)
        entry = running_entry(record)
        if entry is not None and entry.position == position:
            return _NOWHERE, NOTHING_CHANGED
        if entry is not None:
            _send_away(transaction, record, entry, position)
            record = log.end(transaction.session, record, entry, transaction.now)
        log.begin(transaction.session, record, position, transaction.now)
    left = entry.position if entry else None
    return Stepped(left, position, _ends(left, position)), transaction.changes


def finish(file: WorkshopFile, workshop: str, *, desk: Desk = Desk.CONSOLE) -> tuple[Stepped, Changes]:
    """End what runs and start nothing: the day is over. Nothing changes where nothing runs."""
    with file.transact("Finish", desk) as transaction:
        record = log.read_run(transaction.session, workshop)
        entry = running_entry(record)
        if entry is None:
            return _NOWHERE, NOTHING_CHANGED
        _send_away(transaction, record, entry)
        log.end(transaction.session, record, entry, transaction.now)
    return Stepped(entry.position, None, segment_ended=True), transaction.changes


def pause(
    file: WorkshopFile,
    workshop: str,
    *,
    reason: PauseReason = PauseReason.PAUSE,
    desk: Desk = Desk.CONSOLE,
) -> Changes:
    """Stop the clock of what runs; with INTERPRETER the pause is counted as the interpreter's.

    A pause that runs takes on another reason as a whole. Nothing changes where it stands for this one;
    KnownError where nothing runs.
    """
    with file.transact("Pause", desk) as transaction:
        entry = log.running(log.read_run(transaction.session, workshop))
        if entry.paused_since is not None and (entry.paused_for or PauseReason.PAUSE) is reason:
            return NOTHING_CHANGED
        row = row_of(transaction.session, m.RunEntry, entry.id)
        row.paused_for = str(reason)
        if entry.paused_since is None:
            now = transaction.now
            row.paused_wall, row.paused_boot, row.paused_mono_ms = now.wall.isoformat(), now.boot, now.mono_ms
    return transaction.changes


def resume(file: WorkshopFile, workshop: str, *, desk: Desk = Desk.CONSOLE) -> Changes:
    """Let the clock go on at the second at which it stood. KnownError where nothing runs."""
    with file.transact("Resume", desk) as transaction:
        entry = log.running(log.read_run(transaction.session, workshop))
        if entry.paused_since is None:
            return NOTHING_CHANGED
        row = row_of(transaction.session, m.RunEntry, entry.id)
        seconds = rules.pause_in(entry, transaction.now)
        row.paused_seconds += seconds
        if entry.paused_for is PauseReason.INTERPRETER:
            row.interpreter_seconds += seconds
        row.paused_wall, row.paused_boot, row.paused_mono_ms, row.paused_for = None, None, None, None
    return transaction.changes


def _send_away(
    transaction: Transaction, record: WorkshopRecord, entry: RunEntry, to: Position | None = None
) -> None:
    """Say that guests whom a guest interrupted have left, unless the run goes on with them."""
    for waiting in rules.waiting_behind(record.run_entries, entry):
        if waiting.position == to:
            return
        visits.leaves(transaction.session, record, waiting.position.segment_id, transaction.now)


def _ends(left: Position | None, entered: Position) -> bool:
    return left is not None and left.segment_id != entered.segment_id
