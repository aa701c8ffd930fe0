"""A seating for all rounds to come: planned by the rules, written in one step; what was held stays."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session as DbSession
from sqlmodel import col, delete

from facilitator_app import models as m
from facilitator_app.content.json_text import MAX_BYTES, parse
from facilitator_app.records.changes import NOTHING_CHANGED, Changes
from facilitator_app.records.enums import Desk, RoundKind
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.halfdays import session_of
from facilitator_app.rules.seating.choosing_tables import Found, found_in
from facilitator_app.rules.seating.instance import plan_content, read_instance
from facilitator_app.rules.seating.planner.solver import solve
from facilitator_app.rules.seating.score import Score, score_plan
from facilitator_app.rules.seating.workshop import (
    RoundWanted,
    SeatedRound,
    Wishes,
    WorkshopSeating,
    seat_workshop,
)
from facilitator_app.services.reading import read_workshop
from facilitator_app.services.rows import row_of
from facilitator_app.services.seating.rounds import (
    TablePeople,
    absent_in,
    held_teams,
    kept_teams,
    kind_of,
    locked_in,
    rounds_of,
)
from facilitator_app.services.seating.wanted import wishes_of
from facilitator_app.store import durable
from facilitator_app.store.workshop_file import WorkshopFile
from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _


@dataclass(frozen=True, slots=True)
class SeatingTask:
    """What a seating is made for; a worker can take it where nothing else is known of the workshop."""

    record: WorkshopRecord
    rounds: tuple[RoundWanted, ...]
    wishes: Wishes


def seating_task(record: WorkshopRecord, tables: int | None = None) -> SeatingTask:
    """Return the task of seating all rounds to come.

    Mix rounds of earlier workshops of the programme and those held so far are history, as they were seated;
    teams that have sat together stay; locked seats stay. `tables` plans for another number of tables than
    there are (locked seats and wishes for tables beyond it do not count). Raises KnownError without people
    or tables.
    """
    if not record.tables and tables is None:
        raise KnownError(_("There are no tables yet."), _("Say how many tables the room has."))
    if not any(not person.withdrawn for person in record.participants):
        raise KnownError(_("There are no people yet."), _("Import the roster or add people first."))
    count = tables or len(record.tables)
    wanted = tuple(
        RoundWanted(
            segment.id,
            kind_of(segment),
            count,
            absent_in(record, session_of(record.agenda, segment.id)),
            locked_in(record, segment.id),
        )
        for segment in rounds_of(record).coming
    )
    return SeatingTask(record, wanted, wishes_of(record, as_seated=count == len(record.tables)))


def make_plan(
    task: SeatingTask,
    *,
    seed: int = 0,
    seconds: float = 2.0,
    steps: int | None = 1500,
    cancelled: Callable[[], bool] | None = None,
) -> WorkshopSeating:
    """Return the seating (pure; takes up to `seconds`): language-safe, roles rotate. Run it in a worker.

    Without `steps` all the time is used, unless nobody could do better.
    """
    if not task.rounds:
        return WorkshopSeating((), (), None)
    return seat_workshop(
        task.record.participants,
        task.rounds,
        task.wishes,
        seed=seed,
        seconds=seconds,
        steps=steps,
        report_language=task.record.details.working_language,
        cancelled=cancelled,
    )


def try_tables(
    record: WorkshopRecord,
    number: int,
    *,
    seconds: float = 2.0,
    cancelled: Callable[[], bool] | None = None,
) -> Found:
    """Return what a plan at another number of tables reaches in some seconds (pure; for a worker).

    Raises KnownError without people.
    """
    task = seating_task(record, number)
    return found_in(make_plan(task, seconds=seconds, steps=None, cancelled=cancelled).facts)


def plan_seats(
    file: WorkshopFile, workshop: str, *, seed: int = 0, seconds: float = 2.0, desk: Desk = Desk.PREPARE
) -> tuple[WorkshopSeating, Changes]:
    """Plan and write seats and roles for all rounds to come; return the seating with what it promises.

    The thread is busy for up to `seconds`: windows run `make_plan` in a worker and then `write_plan`.
    Raises KnownError without people or tables.
    """
    with file.read() as session:
        record = read_workshop(session, workshop)
    seating = make_plan(seating_task(record), seed=seed, seconds=seconds)
    return seating, write_plan(file, workshop, seating, desk=desk)


def write_plan(
    file: WorkshopFile, workshop: str, seating: WorkshopSeating, *, desk: Desk = Desk.PREPARE
) -> Changes:
    """Write a seating as one step; a seat that is locked stays locked.

    What was begun or changed while the plan was made goes before it: rounds begun meanwhile keep their
    seats, team rounds keep a team that has sat together, and seats locked meanwhile stay.
    """
    with file.transact("Plan the tables", desk) as transaction:
        session = transaction.session
        row_of(session, m.Workshop, workshop)
        record = read_workshop(session, workshop)
        coming = rounds_of(record).coming
        if not coming:
            return NOTHING_CHANGED
        planned = {one.segment_id: one for one in seating.rounds}
        teams = held_teams(record)
        for segment in coming:
            one = planned.get(segment.id)
            if one is None:
                continue
            source = kept_teams(record)
            torn = kind_of(segment) is RoundKind.CLUSTER and teams is not None and _is_torn(one, teams)
            _clear(session, segment.id)
            if torn and source:
                _copy(session, record, source, segment.id)
            else:
                _write(session, record, one)
        _speak(session, record, seating)
    return transaction.changes


def _is_torn(planned: SeatedRound, teams: TablePeople) -> bool:
    """Say whether two of one team would sit apart, or two of two teams together: the plan is too old."""
    team = {who: number for number, people in enumerate(teams) for who in people}
    seat = {who: table.number for table in planned.tables for who in table.people}
    both = [who for who in seat if who in team]
    return len({(team[who], seat[who]) for who in both}) > len({team[who] for who in both})


def solve_instance(
    path_in: Path, path_out: Path, seconds: float = 5.0, seed: int | None = None, steps: int | None = None
) -> Score:
    """Solve a groups-benchmark/1 instance from a file into a plan file; return the plan's score.

    The same seed and `steps` give the same plan; `seconds` is a cap. Raises KnownError for an instance
    that cannot be read, CannotWriteError for a target that cannot be written.
    """
    try:
        with path_in.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as problem:
        raise KnownError(
            _("“{name}” cannot be read: {reason}.").format(name=path_in.name, reason=problem.strerror),
            _("Check the name and that you may read it."),
        ) from problem
    instance = read_instance(parse(raw, path_in.name))
    plan = solve(instance, seconds, seed, steps=steps)
    text = json.dumps(plan_content(plan), ensure_ascii=False, indent=1)
    with durable.told_of_disk(path_out):
        part = durable.part_beside(path_out.absolute())
        try:
            part.write_text(f"{text}\n", "utf-8")
            durable.sync(part)
            durable.take_over(part, path_out.absolute())
        finally:
            part.unlink(missing_ok=True)
    return score_plan(instance, plan)


def _clear(session: DbSession, segment_id: str) -> None:
    for model in (m.TableRole, m.Seat):
        session.exec(delete(model).where(col(model.segment_id) == segment_id))
    session.flush()


def _write(session: DbSession, record: WorkshopRecord, planned: SeatedRound) -> None:
    ids = {table.number: table.id for table in record.tables}
    there = {person.id for person in record.participants}
    locked = dict(locked_in(record, planned.segment_id))
    seats = {number: list(people) for number, people in _as_locked(planned, locked).items()}
    for table in planned.tables:
        if table.number not in ids:
            continue
        for place, person in enumerate((one for one in seats[table.number] if one in there), start=1):
            session.add(
                m.Seat(
                    segment_id=planned.segment_id,
                    table_id=ids[table.number],
                    participant_id=person,
                    seat_number=place,
                    locked=person in locked,
                )
            )
        for role, person in table.roles:
            if person not in seats[table.number]:
                continue  # locked elsewhere while the plan was made
            session.add(
                m.TableRole(
                    segment_id=planned.segment_id,
                    table_id=ids[table.number],
                    role=str(role),
                    participant_id=person,
                )
            )
    session.flush()


def _as_locked(planned: SeatedRound, locked: Mapping[str, int]) -> dict[int, list[str]]:
    """Return the people of every table; who was locked elsewhere while the plan was made sits there."""
    seats = {table.number: list(table.people) for table in planned.tables}
    at = {who: number for number, people in seats.items() for who in people}
    for who, number in locked.items():
        if who in at and at[who] != number and number in seats:
            seats[at[who]].remove(who)
            seats[number].append(who)
    return seats


def _copy(session: DbSession, record: WorkshopRecord, source: str, target: str) -> None:
    gone = {person.id for person in record.participants if person.withdrawn}
    for seat in record.seats:
        if seat.segment_id == source and seat.participant_id not in gone:
            session.add(
                m.Seat(
                    segment_id=target,
                    table_id=seat.table_id,
                    participant_id=seat.participant_id,
                    seat_number=seat.seat_number,
                )
            )
    for role in record.roles:
        if role.segment_id == source and role.participant_id not in gone:
            session.add(
                m.TableRole(
                    segment_id=target,
                    table_id=role.table_id,
                    role=str(role.role),
                    participant_id=role.participant_id,
                )
            )
    session.flush()


def _speak(session: DbSession, record: WorkshopRecord, seating: WorkshopSeating) -> None:
    """Give tables that have no language yet the one that is common to them in most rounds."""
    spoken: dict[int, Counter[str]] = {}
    for one in seating.rounds:
        for seated in one.tables:
            if seated.language:
                spoken.setdefault(seated.number, Counter())[seated.language] += 1
    for table in record.tables:
        if table.number in spoken and not (table.discussion_language or table.report_language):
            row = row_of(session, m.Table, table.id)
            language = spoken[table.number].most_common(1)[0][0]
            row.discussion_language = row.report_language = language
    session.flush()
