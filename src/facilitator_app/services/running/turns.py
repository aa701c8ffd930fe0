"""The turns of a report-back round: a table is skipped, changes places, or comes back later.

Only what is still to come changes: a table that has spoken has spoken.
"""

from __future__ import annotations

from dataclasses import dataclass

from facilitator_app.records.agenda import Segment
from facilitator_app.records.changes import NOTHING_CHANGED, Changes
from facilitator_app.records.enums import Desk, StageName
from facilitator_app.records.run import Position, RunEntry
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules import running as rules
from facilitator_app.rules import turns
from facilitator_app.services.running import log
from facilitator_app.services.running.presses import Stepped, step_on
from facilitator_app.services.running.state import following
from facilitator_app.store.workshop_file import Transaction, WorkshopFile
from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _

_STAYED = Stepped(None, None, segment_ended=False)


def skip_turn(
    file: WorkshopFile, workshop: str, table: int, *, desk: Desk = Desk.CONSOLE
) -> tuple[Stepped, Changes]:
    """Give a table no turn in this round; where it is the one that reports, Next follows.

    Its share goes to the others. Nothing changes where it has none already; `come_back_later` gives it one
    again. Raises KnownError outside a round, and for a table that has reported or that a guest interrupted.
    """
    with file.transact("Skip the table", desk) as transaction:
        record = log.read_run(transaction.session, workshop)
        round_ = _round(record)
        if table in round_.segment.no_turn:
            return _STAYED, NOTHING_CHANGED
        _check_open(round_, table)
        if table == round_.reporting:
            log.remember_turns(transaction.session, record, round_.entry)
        _store(transaction, round_, round_.order, (*round_.segment.no_turn, table))
        stepped = _step(transaction, record, round_, table)
    return stepped, transaction.changes


def swap_turns(
    file: WorkshopFile, workshop: str, table: int, other: int, *, desk: Desk = Desk.CONSOLE
) -> Changes:
    """Let two tables that are still to come change places.

    Raises KnownError outside a round, and for a table that reports or has reported.
    """
    with file.transact("Swap two tables", desk) as transaction:
        round_ = _round(log.read_run(transaction.session, workshop))
        for number in (table, other):
            if number not in round_.to_come:
                raise _no_turn(number)
        if table == other:
            return NOTHING_CHANGED
        order = turns.swapped(round_.order, table, other)
        _store(transaction, round_, order, round_.segment.no_turn)
    return transaction.changes


def come_back_later(
    file: WorkshopFile, workshop: str, table: int, *, desk: Desk = Desk.CONSOLE
) -> tuple[Stepped, Changes]:
    """Let a table report at the end of the round, also one without a turn or that a jump passed over.

    Where it is the one that reports, what it used counts, the next one follows, and it gets a fresh share
    later, once. Nothing changes where it is the last one to come anyway. Raises KnownError outside a round,
    for a table that has reported or that a guest interrupted, and where nobody would speak in between.
    """
    with file.transact("Come back to the table later", desk) as transaction:
        record = log.read_run(transaction.session, workshop)
        round_ = _round(record)
        no_turn = tuple(number for number in round_.segment.no_turn if number != table)
        waits = {*round_.order, *round_.segment.no_turn} - turns.spoken_in(record, round_.segment.id)
        if table not in waits:
            _check_open(round_, table)
        if round_.to_come[-1:] == (table,):
            return _STAYED, NOTHING_CHANGED
        if table == round_.reporting:
            _check_put_off(record, round_, table)
            log.remember_turns(transaction.session, record, round_.entry)
        _store(transaction, round_, turns.moved_last(round_.order, table), no_turn)
        stepped = _step(transaction, record, round_, table)
    return stepped, transaction.changes


@dataclass(frozen=True, slots=True)
class _Round:
    """The round that runs or comes up in the running segment, and how far it is."""

    segment: Segment
    entry: RunEntry
    order: tuple[int, ...]
    reporting: int | None
    interrupted: bool
    to_come: tuple[int, ...]


def _round(record: WorkshopRecord) -> _Round:
    entry = log.running(record)
    waiting = rules.waiting_behind(record.run_entries, entry)
    at = waiting[-1].position if waiting else entry.position
    segment = record.agenda.segment(at.segment_id)
    stages = [slot.stage for slot in segment.stages] if segment else []
    if segment is None or not rules.reports(segment) or _is_over(at, stages):
        raise KnownError(_("No tables report in this part."), _("Wait for a round of reports."))
    order = turns.turn_order(record, segment.id)
    place = order.index(at.turn) + 1 if at.turn in order else 0
    return _Round(segment, entry, order, at.turn, bool(waiting), order[place:])


def _is_over(at: Position, stages: list[StageName]) -> bool:
    return at.stage not in stages or stages.index(at.stage) > stages.index(StageName.REPORT)


def _check_open(round_: _Round, table: int) -> None:
    """Raise KnownError for a table whose turn is over, or that a guest interrupted."""
    if table == round_.reporting and round_.interrupted:
        raise KnownError(
            _("Table {number} goes on when the guest has left.").format(number=table),
            _("Press Next to go on."),
        )
    if table != round_.reporting and table not in round_.to_come:
        raise _no_turn(table)


def _check_put_off(record: WorkshopRecord, round_: _Round, table: int) -> None:
    if not round_.to_come:
        raise KnownError(
            _("Table {number} is the last one.").format(number=table), _("Add minutes, or press Next.")
        )
    here = Position(round_.segment.id, StageName.REPORT, table)
    own = [one for one in record.run_entries if one.position == here]
    if sum(rules.continued(record.run_entries, one) is None for one in own) > 1:
        raise KnownError(
            _("Table {number} has come back once already.").format(number=table),
            _("Add minutes, or press Next."),
        )


def _no_turn(table: int) -> KnownError:
    return KnownError(
        _("Table {number} has no turn to come in this round.").format(number=table),
        _("Choose a table that is still to come."),
    )


def _step(transaction: Transaction, record: WorkshopRecord, round_: _Round, table: int) -> Stepped:
    """Go on where it is this table that reports: to what followed before, with shares of the new order."""
    if table != round_.reporting:
        return _STAYED
    coming = following(record, round_.entry.position)
    again = log.read_run(transaction.session, record.details.id)
    return step_on(transaction, again, round_.entry, coming)


def _store(
    transaction: Transaction, round_: _Round, order: tuple[int, ...], no_turn: tuple[int, ...]
) -> None:
    log.write_turns(transaction.session, round_.segment.id, log.told(order), log.told(no_turn))
