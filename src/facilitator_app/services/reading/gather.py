"""One workshop from its file into one frozen record, whole or only what changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, time
from typing import Any

from sqlalchemy import RowMapping, select
from sqlmodel import Session as DbSession

from facilitator_app import models as m
from facilitator_app.records.agenda import Agenda, Day
from facilitator_app.records.capture import ReportBack
from facilitator_app.records.enums import Noun, RoundKind
from facilitator_app.records.findings import Cluster, Criterion, DotVote, Score, SelfRating
from facilitator_app.records.people import Attendance, Participant
from facilitator_app.records.seating import ClusterChoice, Meetings, Seat, Table
from facilitator_app.records.workshop import Details, Translation, WorkshopRecord
from facilitator_app.services.reading import convert
from facilitator_app.services.reading.rows import fetch, of_days, of_workshop, table_of
from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _


def workshops(session: DbSession) -> tuple[Details, ...]:
    """Return the covers of all workshops in the file, by start date."""
    table = table_of(m.Workshop)
    rows = fetch(session, select(table).order_by(table.c.start, table.c.id))
    return tuple(convert.details(row) for row in rows)


def read_workshop(session: DbSession, workshop_id: str | None = None) -> WorkshopRecord:
    """Return everything of one workshop; the first by date when no id (or code) is given.

    Raises KnownError where the file holds no such workshop.
    """
    covers = workshops(session)
    found = [d for d in covers if workshop_id is None or workshop_id in {d.id, d.code}]
    if not found:
        known = ", ".join(d.code or d.id for d in covers)
        raise KnownError(
            _("There is no such workshop in this file."), _("It holds: {names}").format(names=known)
        )
    record = WorkshopRecord(details=found[0], agenda=Agenda(found[0].zone))
    return refresh(session, record, frozenset(Noun))


def read_agenda(session: DbSession, workshop_id: str) -> Agenda:
    """Return the agenda of one workshop alone, for what only re-plans it; raises as `read_workshop`."""
    cover = next((one for one in workshops(session) if one.id == workshop_id), None)
    if cover is None:
        raise KnownError(_("There is no such workshop in this file."))
    return _agenda(session, cover)


def refresh(session: DbSession, record: WorkshopRecord, nouns: Iterable[Noun]) -> WorkshopRecord:
    """Return the record with the parts that hold `nouns` read again; the rest is the same object."""
    asked = frozenset(nouns)
    changed: dict[str, Any] = {}
    for field, (holds, read) in _PARTS.items():
        if not asked.isdisjoint(holds):
            changed[field] = read(session, record.details)
    return replace(record, **changed) if changed else record


def _by(rows: Iterable[RowMapping], key: str) -> dict[str, list[RowMapping]]:
    groups: dict[str, list[RowMapping]] = defaultdict(list)
    for row in rows:
        groups[row[key]].append(row)
    return groups


def _details(session: DbSession, of: Details) -> Details:
    table = table_of(m.Workshop)
    return convert.details(fetch(session, select(table).where(table.c.id == of.id))[0])


def _agenda(session: DbSession, of: Details) -> Agenda:
    segments, days = table_of(m.Segment), table_of(m.Day)
    query = (
        select(segments)
        .select_from(segments.join(days, segments.c.day_id == days.c.id))
        .where(days.c.workshop_id == of.id)
        .order_by(segments.c.position, segments.c.id)
    )
    by_day = _by(fetch(session, query), "day_id")
    stages = _by(of_days(session, m.Stage, of.id, "position"), "segment_id")
    steps = _by(of_days(session, m.SegmentStep, of.id, "position"), "segment_id")
    return Agenda(
        _details(session, of).zone,
        tuple(
            Day(
                id=day["id"],
                number=day["number"],
                on=date.fromisoformat(day["on"]),
                start=time.fromisoformat(day["start"]),
                end=time.fromisoformat(day["end"]),
                end_anchored=day["end_anchored"],
                segments=tuple(
                    convert.segment(row, stages.get(row["id"], ()), steps.get(row["id"], ()))
                    for row in by_day.get(day["id"], ())
                ),
            )
            for day in of_workshop(session, m.Day, of.id, "number")
        ),
    )


def _participants(session: DbSession, of: Details) -> tuple[Participant, ...]:
    table = table_of(m.Participant)
    query = select(table).where(table.c.programme_id == of.programme_id)
    return tuple(
        convert.participant(row) for row in fetch(session, query.order_by(table.c.position, table.c.id))
    )


def _report_backs(session: DbSession, of: Details) -> tuple[ReportBack, ...]:
    points, backs, drafts = table_of(m.ReportPoint), table_of(m.ReportBack), table_of(m.Draft)
    query = (
        select(points)
        .select_from(points.join(backs, points.c.report_back_id == backs.c.id))
        .where(backs.c.workshop_id == of.id)
        .order_by(points.c.position, points.c.id)
    )
    typed: dict[str, dict[str, str]] = defaultdict(dict)
    for row in fetch(session, select(drafts)):
        typed[row["point_id"]][row["field"]] = row["text"]
    by_back = _by(fetch(session, query), "report_back_id")
    return tuple(
        convert.report_back(
            row,
            tuple(convert.report_point(p, typed.get(p["id"], {})) for p in by_back.get(row["id"], ())),
        )
        for row in of_workshop(session, m.ReportBack, of.id, "position")
    )


def _scores(session: DbSession, of: Details) -> tuple[Score, ...]:
    scores, tables = table_of(m.Score), table_of(m.Table)
    query = (
        select(scores)
        .select_from(scores.join(tables, scores.c.table_id == tables.c.id))
        .where(tables.c.workshop_id == of.id)
        .order_by(scores.c.id)
    )
    return tuple(convert.plain(Score, row) for row in fetch(session, query))


def _translations(session: DbSession, _of: Details) -> tuple[Translation, ...]:
    table = table_of(m.Translation)
    return tuple(convert.translation(row) for row in fetch(session, select(table).order_by(table.c.id)))


def _earlier_rounds(session: DbSession, of: Details) -> tuple[Meetings, ...]:
    seats, segments = table_of(m.Seat), table_of(m.Segment)
    days, workshops_ = table_of(m.Day), table_of(m.Workshop)
    joined = (
        seats.join(segments, seats.c.segment_id == segments.c.id)
        .join(days, segments.c.day_id == days.c.id)
        .join(workshops_, days.c.workshop_id == workshops_.c.id)
    )
    query = (
        select(seats.c.segment_id, seats.c.table_id, seats.c.participant_id)
        .select_from(joined)
        .where(
            workshops_.c.programme_id == of.programme_id,
            workshops_.c.start < of.start.isoformat(),
            segments.c.round_kind == RoundKind.MIX,
            segments.c.parked.is_(False),
        )
        .order_by(workshops_.c.start, days.c.number, segments.c.position, seats.c.table_id, seats.c.id)
    )
    rounds: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in fetch(session, query):
        rounds[row["segment_id"]][row["table_id"]].append(row["participant_id"])
    return tuple(tuple(tuple(people) for people in tables.values()) for tables in rounds.values())


def _drafts(session: DbSession, _of: Details) -> tuple[tuple[str, str, str], ...]:
    table = table_of(m.Draft)
    rows = fetch(session, select(table).order_by(table.c.written_at))
    return tuple((row["point_id"], row["field"], row["text"]) for row in rows)


_Read = Callable[[DbSession, Details], Any]


def _rows(model: type[Any], make: Callable[[RowMapping], Any], *order: str) -> _Read:
    return lambda session, of: tuple(make(row) for row in of_workshop(session, model, of.id, *order))


def _of_days(model: type[Any], make: Callable[[RowMapping], Any], *order: str) -> _Read:
    return lambda session, of: tuple(make(row) for row in of_days(session, model, of.id, *order))


def _plain(record: type[Any]) -> Callable[[RowMapping], Any]:
    return lambda row: convert.plain(record, row)


_AGENDA = {Noun.DAY, Noun.SEGMENT, Noun.STAGE, Noun.SEGMENT_STEP, Noun.WORKSHOP}
_PARTS: dict[str, tuple[set[Noun], _Read]] = {
    "details": ({Noun.WORKSHOP}, _details),
    "agenda": (_AGENDA, _agenda),
    "steps": ({Noun.STEP}, _rows(m.Step, convert.step, "number")),
    "participants": ({Noun.PARTICIPANT}, _participants),
    "attendance": ({Noun.ATTENDANCE}, _rows(m.Attendance, _plain(Attendance))),
    "tables": ({Noun.TABLE}, _rows(m.Table, _plain(Table), "number")),
    "seats": ({Noun.SEAT}, _of_days(m.Seat, _plain(Seat))),
    "roles": ({Noun.TABLE_ROLE}, _of_days(m.TableRole, convert.table_role)),
    "clusters": ({Noun.CLUSTER}, _rows(m.Cluster, _plain(Cluster), "position")),
    "criteria": ({Noun.CRITERION}, _rows(m.Criterion, _plain(Criterion), "position")),
    "scores": ({Noun.SCORE}, _scores),
    "dots": ({Noun.DOT_VOTE}, _rows(m.DotVote, _plain(DotVote), "position")),
    "self_ratings": ({Noun.SELF_RATING}, _rows(m.SelfRating, _plain(SelfRating), "position")),
    "evaluations": ({Noun.EVALUATION}, _rows(m.Evaluation, convert.evaluation, "number")),
    "report_backs": ({Noun.REPORT_BACK, Noun.REPORT_POINT}, _report_backs),
    "light_items": ({Noun.LIGHT_ITEM}, _rows(m.LightItem, convert.light_item, "position")),
    "light_ratings": ({Noun.LIGHT_RATING}, _rows(m.LightRating, convert.light_rating, "position")),
    "parking_lot": ({Noun.PARKING_LOT_ITEM}, _rows(m.ParkingLotItem, convert.parking_lot_item, "position")),
    "actions": ({Noun.ACTION_ITEM}, _rows(m.ActionItem, convert.action_item, "position")),
    "run_entries": ({Noun.RUN_ENTRY}, _rows(m.RunEntry, convert.run_entry, "sequence")),
    "recoveries": ({Noun.RECOVERY}, _rows(m.Recovery, convert.recovery, "at")),
    "guests": ({Noun.GUEST}, _rows(m.Guest, convert.guest)),
    "timers": ({Noun.TIMER}, _rows(m.Timer, convert.timer)),
    "wishes": ({Noun.SEATING_WISH}, _rows(m.SeatingWish, convert.seating_wish, "position")),
    "choices": ({Noun.CLUSTER_CHOICE}, _rows(m.ClusterChoice, _plain(ClusterChoice), "choice")),
    "confirmations": (
        {Noun.SEATING_CONFIRMATION},
        _of_days(m.SeatingConfirmation, convert.seating_confirmation),
    ),
    "printings": ({Noun.PRINTING}, _rows(m.Printing, convert.printing)),
    "earlier_rounds": ({Noun.WORKSHOP}, _earlier_rounds),
    "translations": ({Noun.TRANSLATION}, _translations),
    "drafts": ({Noun.REPORT_POINT}, _drafts),
}
