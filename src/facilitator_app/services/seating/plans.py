"""A seating for all rounds to come: planned by the rules, written in one step; what was held stays."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
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
from facilitator_app.rules.seating.instance import plan_content, read_instance
from facilitator_app.rules.seating.score import Score, score_plan
from facilitator_app.rules.seating.solver import solve
from facilitator_app.rules.seating.workshop import (
    RoundWanted,
    SeatedRound,
    Wishes,
    WorkshopSeating,
    seat_workshop,
)
from facilitator_app.services.reading import read_workshop
from facilitator_app.services.rows import row_of
from facilitator_app.services.seating.rounds import absent_in, kind_of, rounds_of, tables_in, team_rounds
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


def seating_task(record: WorkshopRecord) -> SeatingTask:
    """Return the task of seating all rounds to come; mix rounds held so far are history.

    Raises KnownError without people or tables.
    """
    rounds = rounds_of(record)
    if not record.tables:
        raise KnownError(_("There are no tables yet."), _("Say how many tables the room has."))
    if not any(not person.withdrawn for person in record.participants):
        raise KnownError(_("There are no people yet."), _("Import the roster or add people first."))
    wanted = []
    adopted = _adopted(record)
    for segment in (one for one in rounds.coming if one.id not in adopted):
        absent = absent_in(record, session_of(record.agenda, segment.id))
        wanted.append(RoundWanted(segment.id, kind_of(segment), len(record.tables), absent))
    history = tuple(tables_in(record, s.id) for s in rounds.held if kind_of(s) is RoundKind.MIX)
    return SeatingTask(record, tuple(wanted), Wishes(cluster_of=_clusters(record), history=history))


def make_plan(
    task: SeatingTask,
    *,
    seed: int = 0,
    seconds: float = 2.0,
    cancelled: Callable[[], bool] | None = None,
) -> WorkshopSeating:
    """Return the seating (pure; takes up to `seconds`): language-safe, roles rotate. Run it in a worker.

    Once teams have sat together, later team rounds keep them and are not planned again.
    """
    kept = _kept_teams(task.record)
    new = tuple(one for one in task.rounds if not (kept and one.kind is not RoundKind.MIX))
    if not new:
        return WorkshopSeating((), (), None)
    return seat_workshop(
        task.record.participants,
        new,
        task.wishes,
        seed=seed,
        seconds=seconds,
        report_language=task.record.details.working_language,
        cancelled=cancelled,
    )


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
    """Write a seating as one step. Rounds begun meanwhile keep their seats; team rounds keep held teams."""
    with file.transact("Plan the tables", desk) as transaction:
        session = transaction.session
        row_of(session, m.Workshop, workshop)
        record = read_workshop(session, workshop)
        coming = rounds_of(record).coming
        if not coming:
            return NOTHING_CHANGED
        planned = {one.segment_id: one for one in seating.rounds}
        adopted = _adopted(record)
        coming = tuple(segment for segment in coming if segment.id not in adopted)
        ids = [segment.id for segment in coming]
        teams = _kept_teams(record)
        copied = [s.id for s in coming if teams and kind_of(s) is not RoundKind.MIX]
        for segment_id in ids:
            if segment_id in planned or segment_id in copied:
                _clear(session, segment_id)
        for segment_id in ids:
            if segment_id in planned and segment_id not in copied:
                _write(session, record, planned[segment_id])
            elif teams and segment_id in copied:
                _copy(session, record, teams, segment_id)
        _speak(session, record, seating)
    return transaction.changes


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


def _clusters(record: WorkshopRecord) -> dict[str, str]:
    """Return the selected cluster each person knows, by id: who knows none joins any team."""
    names = {
        name.casefold(): cluster.id
        for cluster in record.clusters
        if cluster.selected
        for name in (cluster.code, cluster.name_english, cluster.name_local)
        if name
    }
    known = {person.id: names.get(person.cluster_known.strip().casefold()) for person in record.participants}
    return {person: cluster for person, cluster in known.items() if cluster}


def _adopted(record: WorkshopRecord) -> frozenset[str]:
    """Return the rounds to come where teams that adopted a cluster sit already: no plan parts them."""
    if not any(table.cluster_id for table in record.tables):
        return frozenset()
    seated = {seat.segment_id for seat in record.seats}
    return frozenset(one.id for one in team_rounds(record) if one.id in seated)


def _kept_teams(record: WorkshopRecord) -> str | None:
    """Return the team round that was held last and has seats: later team rounds sit the same."""
    held = [s.id for s in rounds_of(record).held if kind_of(s) is RoundKind.CLUSTER]
    seated = {seat.segment_id for seat in record.seats}
    return next((segment_id for segment_id in reversed(held) if segment_id in seated), None)


def _clear(session: DbSession, segment_id: str) -> None:
    for model in (m.TableRole, m.Seat):
        session.exec(delete(model).where(col(model.segment_id) == segment_id))
    session.flush()


def _write(session: DbSession, record: WorkshopRecord, planned: SeatedRound) -> None:
    ids = {table.number: table.id for table in record.tables}
    there = {person.id for person in record.participants}
    for table in planned.tables:
        if table.number not in ids:
            continue
        for place, person in enumerate((one for one in table.people if one in there), start=1):
            session.add(
                m.Seat(
                    segment_id=planned.segment_id,
                    table_id=ids[table.number],
                    participant_id=person,
                    seat_number=place,
                )
            )
        for role, person in table.roles:
            session.add(
                m.TableRole(
                    segment_id=planned.segment_id,
                    table_id=ids[table.number],
                    role=str(role),
                    participant_id=person,
                )
            )
    session.flush()


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
