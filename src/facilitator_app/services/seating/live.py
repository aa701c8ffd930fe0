"""Tables while the room works: as people really sit, and the fewest moves where a table is too small."""

from __future__ import annotations

from collections.abc import Mapping

from sqlmodel import Session as DbSession
from sqlmodel import col, select

from facilitator_app import models as m
from facilitator_app.records.changes import NOTHING_CHANGED, Changes
from facilitator_app.records.enums import Desk, RoundKind
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.seating.instance import Tables
from facilitator_app.rules.seating.live import LEAST_AT_A_TABLE
from facilitator_app.rules.seating.mending import Mend, RoundMend, TablesOffer, mend
from facilitator_app.services.reading import read_workshop
from facilitator_app.services.rows import row_of
from facilitator_app.services.seating.moves import check_round, seat_at
from facilitator_app.services.seating.rounds import kind_of, rounds_of, tables_in
from facilitator_app.services.seating.sitting import live_rounds, missing_in, sitting
from facilitator_app.services.seating.tending import tend_roles
from facilitator_app.store.workshop_file import WorkshopFile
from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _


def tables_offer(record: WorkshopRecord) -> TablesOffer | None:
    """Return who would move in the round that runs and in those to come so that no table is below three.

    Pure; None where no table has fallen below three or nothing helps. Takes up to half a second: run it in a
    worker where `has_small_tables` says that there is something to look for.
    """
    found: list[RoundMend] = []
    known: dict[tuple[Tables, frozenset[str]], Mend | None] = {}
    for segment_id in live_rounds(record):
        if not _fell_below(record, segment_id):
            continue
        now = sitting(record, segment_id)
        key = (now.tables, now.locked)
        if key not in known:
            known[key] = mend(now)
        best = known[key]
        if best is not None:
            found.append(RoundMend(segment_id, best))
    return TablesOffer(tuple(found)) if found else None


def has_small_tables(record: WorkshopRecord) -> bool:
    """Return whether a table has fallen below three in a round that runs or comes (pure, quick)."""
    return any(_fell_below(record, segment_id) for segment_id in live_rounds(record))


def can_plan_anew(record: WorkshopRecord) -> bool:
    """Return whether there are rounds of mixing to come that have seats: those a new plan would change."""
    seated = {seat.segment_id for seat in record.seats}
    return any(s.id in seated and kind_of(s) is RoundKind.MIX for s in rounds_of(record).coming)


def mend_tables(
    file: WorkshopFile, workshop: str, offer: TablesOffer, *, desk: Desk = Desk.CONSOLE
) -> Changes:
    """Move who is to move, in all rounds of the offer, as one step; roles that fall free are handed over.

    Raises KnownError where somebody sits elsewhere by now.
    """
    with file.transact("Move people", desk) as transaction:
        session = transaction.session
        row_of(session, m.Workshop, workshop)
        record = read_workshop(session, workshop)
        tables = {table.number: table.id for table in record.tables}
        seats = {(s.segment_id, s.participant_id): s.table_id for s in record.seats}
        for one in offer.rounds:
            for move in one.mend.moves:
                here = seats.get((one.segment_id, move.person))
                if here is None or here != tables.get(move.origin) or move.target not in tables:
                    raise KnownError(
                        _("The tables have changed meanwhile. Nobody was moved."),
                        _("Look again at who would move."),
                    )
                seat_at(session, one.segment_id, tables[move.target], move.person)
        rounds = [one.segment_id for one in offer.rounds]
        tend_roles(session, read_workshop(session, workshop), rounds, record.roles)
    return transaction.changes


def confirm_seats(
    file: WorkshopFile,
    segment_id: str,
    corrections: Mapping[str, int] | None = None,
    *,
    desk: Desk = Desk.CONSOLE,
) -> tuple[int, Changes]:
    """Note that in a round people sit as the seats say, but for `corrections` (table number by person's id).

    One step: seats and roles follow the corrections, who is noted as absent keeps no seat in this round. The
    round is history from then on. Returns how many sit elsewhere than planned. Raises KnownError for a
    segment without table work, a table or a person there is not.
    """
    with file.transact("As seated", desk) as transaction:
        session = transaction.session
        workshop = _workshop_of(session, segment_id)
        record = read_workshop(session, workshop)
        check_round(record, segment_id)
        moved = _correct(session, record, segment_id, corrections or {})
        for person in missing_in(record, segment_id):
            _stand_up(session, segment_id, person)
        session.flush()
        tend_roles(session, read_workshop(session, workshop), [segment_id], record.roles)
        _note(session, segment_id, transaction.now.wall.isoformat())
    return moved, transaction.changes


def take_back_confirmation(file: WorkshopFile, segment_id: str, *, desk: Desk = Desk.CONSOLE) -> Changes:
    """Note that nobody has looked yet how people sit in a round. Seats stay as they are."""
    with file.transact("Not confirmed", desk) as transaction:
        row_of(transaction.session, m.Segment, segment_id)
        row = _confirmation(transaction.session, segment_id)
        if row is None:
            return NOTHING_CHANGED
        transaction.session.delete(row)
    return transaction.changes


def _correct(
    session: DbSession, record: WorkshopRecord, segment_id: str, corrections: Mapping[str, int]
) -> int:
    tables = {table.number: table.id for table in record.tables}
    planned = {s.participant_id: s.table_id for s in record.seats if s.segment_id == segment_id}
    moved = 0
    for person, number in corrections.items():
        row_of(session, m.Participant, person)
        if number not in tables:
            raise KnownError(
                _("There is no table {number}.").format(number=number),
                _("Give the number of a table that is there."),
            )
        if planned.get(person) != tables[number]:
            seat_at(session, segment_id, tables[number], person)
            moved += 1
    return moved


def _fell_below(record: WorkshopRecord, segment_id: str) -> bool:
    """Say whether somebody is missing where few are left; a table planned for two is the host's choice."""
    there = tables_in(record, segment_id, but=missing_in(record, segment_id))
    planned = tables_in(record, segment_id)
    few = [p for people, p in zip(there, planned, strict=True) if 0 < len(people) < LEAST_AT_A_TABLE]
    used = [people for people in there if people]
    enough = sum(map(len, used)) >= LEAST_AT_A_TABLE * len(used)
    return any(enough or len(seats) >= LEAST_AT_A_TABLE for seats in few)


def _stand_up(session: DbSession, segment_id: str, person: str) -> None:
    query = select(m.Seat).where(col(m.Seat.segment_id) == segment_id, col(m.Seat.participant_id) == person)
    for seat in session.exec(query).all():
        session.delete(seat)


def _note(session: DbSession, segment_id: str, at: str) -> None:
    row = _confirmation(session, segment_id)
    if row is None:
        session.add(m.SeatingConfirmation(segment_id=segment_id, at=at))
    else:
        row.at = at


def _confirmation(session: DbSession, segment_id: str) -> m.SeatingConfirmation | None:
    query = select(m.SeatingConfirmation).where(col(m.SeatingConfirmation.segment_id) == segment_id)
    return session.exec(query).first()


def _workshop_of(session: DbSession, segment_id: str) -> str:
    day = row_of(session, m.Segment, segment_id).day_id
    return row_of(session, m.Day, day).workshop_id
