"""Cluster teams: proposed from what people chose, and used in every team round to come as one step."""

from __future__ import annotations

from sqlmodel import Session as DbSession
from sqlmodel import col, delete, select

from facilitator_app import models as m
from facilitator_app.records.changes import Changes
from facilitator_app.records.enums import Desk, WishKind
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.halfdays import session_of
from facilitator_app.rules.seating.forming import TeamProposal, TeamTask, choices_of, form_teams
from facilitator_app.rules.seating.languages import reporters, table_language
from facilitator_app.rules.seating.roles import Roles, assign_roles
from facilitator_app.services.reading import read_workshop
from facilitator_app.services.rows import row_of
from facilitator_app.services.seating.rounds import absent_in, team_rounds
from facilitator_app.store.workshop_file import WorkshopFile
from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _


def propose_teams(record: WorkshopRecord) -> TeamProposal:
    """Return the best teams for those who are here when the next team round begins (pure; about a second).

    Raises KnownError without people, tables, selected clusters or a team round to come.
    """
    rounds = team_rounds(record)
    if not rounds:
        raise KnownError(
            _("No round to come is one for cluster teams."),
            _("Courses of two days or more have such rounds after step 2."),
        )
    if not any(one.selected for one in record.clusters):
        raise KnownError(_("No cluster is selected yet."), _("Tick the clusters the room has selected."))
    if not record.tables:
        raise KnownError(_("There are no tables yet."), _("Say how many tables the room has."))
    task = _task(record, rounds[0].id)
    if not task.people:
        raise KnownError(_("There are no people yet."), _("Import the roster or add people first."))
    return form_teams(task)


def apply_teams(
    file: WorkshopFile, workshop: str, proposal: TeamProposal, *, desk: Desk = Desk.PREPARE
) -> Changes:
    """Let tables adopt clusters and seat the teams in every team round to come, with roles: one step.

    Locked seats stay. Raises KnownError where no team round is to come, or a cluster or table is gone.
    """
    with file.transact("Use these teams", desk) as transaction:
        session = transaction.session
        row_of(session, m.Workshop, workshop)
        record = read_workshop(session, workshop)
        rounds = team_rounds(record)
        if not rounds:
            raise KnownError(
                _("No round to come is one for cluster teams."),
                _("Teams of rounds that ran stay as they were."),
            )
        _adopt(session, record, proposal)
        seated = [_seat(session, record, proposal, one.id) for one in rounds]
        numbers = [table.number for table in record.tables]
        able = reporters(record.participants, record.details.working_language)
        given = assign_roles(
            [tuple(tuple(at[number]) for number in numbers) for at in seated], able.__contains__
        )
        for segment, roles in zip(rounds, given, strict=True):
            _give(session, record, segment.id, roles)
    return transaction.changes


def _task(record: WorkshopRecord, segment_id: str) -> TeamTask:
    away = absent_in(record, session_of(record.agenda, segment_id))
    number = {table.id: table.number for table in record.tables}
    pins = {
        one.participant_id: number[one.table_id]
        for one in record.wishes
        if one.kind is WishKind.AT_TABLE and one.table_id in number
    }
    locked = [one for one in record.seats if one.segment_id == segment_id and one.locked]
    pins |= {one.participant_id: number[one.table_id] for one in locked if one.table_id in number}
    pairs = {
        kind: tuple(
            (one.participant_id, one.other_id) for one in record.wishes if one.kind is kind and one.other_id
        )
        for kind in (WishKind.TOGETHER, WishKind.APART)
    }
    choices = choices_of(record)
    return TeamTask(
        people=tuple(one for one in record.participants if not one.withdrawn and one.id not in away),
        clusters=tuple(one.id for one in record.clusters if one.selected),
        tables=tuple(sorted(number.values())),
        first=choices.first,
        second=choices.second,
        together=pairs[WishKind.TOGETHER],
        apart=pairs[WishKind.APART],
        at_table=pins,
        roster={one.id: one for one in record.participants},
        report_language=record.details.working_language,
    )


def _adopt(session: DbSession, record: WorkshopRecord, proposal: TeamProposal) -> None:
    """Give tables their clusters, and another language where the team does not follow the one they had."""
    numbers = {table.number: table.id for table in record.tables}
    roster = {one.id: one for one in record.participants}
    for team in proposal.teams:
        row = row_of(session, m.Table, numbers.get(team.table, ""))
        row.cluster_id = row_of(session, m.Cluster, team.cluster_id).id
        people = [who for who in team.people if who in roster]
        language = table_language(people, roster).shared if people else None
        if not language:
            continue
        if not row.discussion_language or not _all_follow(people, record, row.discussion_language):
            row.discussion_language = language
        if not row.report_language:
            row.report_language = language


def _all_follow(people: list[str], record: WorkshopRecord, language: str) -> bool:
    roster = {one.id: one for one in record.participants}
    for who in people:
        helper = roster.get(roster[who].interpreter_id or "")
        if not any(reports_in_own(one.languages, language) for one in (roster[who], helper) if one):
            return False
    return True


def reports_in_own(languages: tuple[str, ...], language: str) -> bool:
    """Say whether a BCP 47 language is among a person's own, scripts and regions aside."""
    return language.partition("-")[0].lower() in {one.partition("-")[0].lower() for one in languages}


def _seat(
    session: DbSession, record: WorkshopRecord, proposal: TeamProposal, segment_id: str
) -> dict[int, list[str]]:
    """Seat the teams in one round; return who sits where, by table number."""
    number = {table.id: table.number for table in record.tables}
    identity = {table.number: table.id for table in record.tables}
    there = {one.id for one in record.participants if not one.withdrawn}
    at: dict[int, list[str]] = {table: [] for table in identity}
    query = select(m.Seat).where(col(m.Seat.segment_id) == segment_id, col(m.Seat.locked))
    locked = {seat.participant_id: number[seat.table_id] for seat in session.exec(query).all()}
    session.exec(delete(m.TableRole).where(col(m.TableRole.segment_id) == segment_id))
    session.exec(delete(m.Seat).where(col(m.Seat.segment_id) == segment_id, col(m.Seat.locked).is_(False)))
    session.flush()
    for who, table in locked.items():
        at[table].append(who)
    for team in proposal.teams:
        for who in team.people:
            if who in there and who not in locked:
                at[team.table].append(who)
                session.add(
                    m.Seat(
                        segment_id=segment_id,
                        table_id=identity[team.table],
                        participant_id=who,
                        seat_number=len(at[team.table]),
                    )
                )
    session.flush()
    return at


def _give(session: DbSession, record: WorkshopRecord, segment_id: str, roles: list[Roles]) -> None:
    for table, given in zip(record.tables, roles, strict=True):
        for role, who in given.items():
            session.add(
                m.TableRole(segment_id=segment_id, table_id=table.id, role=str(role), participant_id=who)
            )
    session.flush()
