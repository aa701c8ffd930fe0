"""Everything of one workshop as rows, each with the code by which an export calls it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlmodel import Session as DbSession
from sqlmodel import col, select

from facilitator_app import models as m
from facilitator_app.models.base import Row
from facilitator_app.records.enums import Noun
from facilitator_app.support.errors import KnownError
from facilitator_app.support.wording import _

R = TypeVar("R", bound=Row)


@dataclass(slots=True)
class Gathered:
    """The rows of one workshop in export order, and `codes` from row id to the code in the data set."""

    programme: m.Programme
    workshop: m.Workshop
    days: list[m.Day] = field(default_factory=list)
    segments: list[m.Segment] = field(default_factory=list)
    stages: list[m.Stage] = field(default_factory=list)
    segment_steps: list[m.SegmentStep] = field(default_factory=list)
    steps: list[m.Step] = field(default_factory=list)
    light_items: list[m.LightItem] = field(default_factory=list)
    clusters: list[m.Cluster] = field(default_factory=list)
    tables: list[m.Table] = field(default_factory=list)
    people: list[m.Participant] = field(default_factory=list)
    seats: list[m.Seat] = field(default_factory=list)
    roles: list[m.TableRole] = field(default_factory=list)
    attendance: list[m.Attendance] = field(default_factory=list)
    wishes: list[m.SeatingWish] = field(default_factory=list)
    choices: list[m.ClusterChoice] = field(default_factory=list)
    confirmations: list[m.SeatingConfirmation] = field(default_factory=list)
    criteria: list[m.Criterion] = field(default_factory=list)
    scores: list[m.Score] = field(default_factory=list)
    dots: list[m.DotVote] = field(default_factory=list)
    self_ratings: list[m.SelfRating] = field(default_factory=list)
    evaluations: list[m.Evaluation] = field(default_factory=list)
    lights: list[m.LightRating] = field(default_factory=list)
    report_backs: list[m.ReportBack] = field(default_factory=list)
    points: list[m.ReportPoint] = field(default_factory=list)
    parking_lot: list[m.ParkingLotItem] = field(default_factory=list)
    actions: list[m.ActionItem] = field(default_factory=list)
    run: list[m.RunEntry] = field(default_factory=list)
    recoveries: list[m.Recovery] = field(default_factory=list)
    guests: list[m.Guest] = field(default_factory=list)
    timers: list[m.Timer] = field(default_factory=list)
    translations: list[m.Translation] = field(default_factory=list)
    codes: dict[str, str] = field(default_factory=dict)
    refs: dict[tuple[str, str], str] = field(default_factory=dict)

    def code(self, row_id: str | None) -> str:
        """Return the code of a row, empty for none."""
        return self.codes.get(row_id or "", "")


def gather(session: DbSession, workshop_id: str | None) -> Gathered:
    """Read one workshop (by id or code; the first by date when none is given).

    Texts that are still being typed lie over the settled ones. Raises KnownError for an unknown workshop.
    """
    workshop = _workshop(session, workshop_id)
    programme = session.get_one(m.Programme, workshop.programme_id)
    found = Gathered(programme, workshop)
    _gather_plan(session, found)
    _gather_people(session, found)
    _gather_findings(session, found)
    _gather_capture(session, found)
    _name_everything(found)
    known = {row_id: ref for (noun, row_id), ref in found.refs.items() if noun}
    query = select(m.Translation).order_by(col(m.Translation.id))
    found.translations = [row for row in session.exec(query) if row.row_id in known]
    return found


def _workshop(session: DbSession, wanted: str | None) -> m.Workshop:
    query = select(m.Workshop).order_by(col(m.Workshop.start), col(m.Workshop.id))
    for workshop in session.exec(query):
        if wanted is None or wanted in {workshop.id, workshop.code}:
            return workshop
    raise KnownError(_("There is no workshop “{id}” in this file.").format(id=wanted or ""))


def _of(session: DbSession, model: type[R], workshop: str, *order: str) -> list[R]:
    kind: Any = model
    columns = [getattr(kind, name) for name in (*order, "id")]
    return list(session.exec(select(model).where(kind.workshop_id == workshop).order_by(*columns)))


def _below(session: DbSession, model: type[R], column: str, above: Iterable[Row], *order: str) -> list[R]:
    """Return the rows that hang on `above`, in the order of those and then their own."""
    kind: Any = model
    place = {row.id: number for number, row in enumerate(above)}
    columns = [getattr(kind, name) for name in (*order, "id")]
    rows = [row for row in session.exec(select(model).order_by(*columns)) if getattr(row, column) in place]
    return sorted(rows, key=lambda row: place[getattr(row, column)])


def _gather_plan(session: DbSession, found: Gathered) -> None:
    workshop = found.workshop.id
    found.days = _of(session, m.Day, workshop, "number")
    found.segments = _below(session, m.Segment, "day_id", found.days, "position")
    found.stages = _below(session, m.Stage, "segment_id", found.segments, "position")
    found.segment_steps = _below(session, m.SegmentStep, "segment_id", found.segments, "position")
    found.steps = _of(session, m.Step, workshop, "number")
    found.light_items = _of(session, m.LightItem, workshop, "position")
    found.run = _of(session, m.RunEntry, workshop, "sequence")
    found.recoveries = _of(session, m.Recovery, workshop, "at")
    found.guests = _of(session, m.Guest, workshop)
    found.timers = _of(session, m.Timer, workshop)


def _gather_people(session: DbSession, found: Gathered) -> None:
    workshop = found.workshop.id
    found.clusters = _of(session, m.Cluster, workshop, "position")
    found.tables = _of(session, m.Table, workshop, "number")
    query = select(m.Participant).where(m.Participant.programme_id == found.programme.id)
    found.people = list(session.exec(query.order_by(col(m.Participant.position), col(m.Participant.id))))
    found.seats = _below(session, m.Seat, "segment_id", found.segments)
    found.roles = _below(session, m.TableRole, "segment_id", found.segments)
    found.attendance = _of(session, m.Attendance, workshop)
    found.wishes = _of(session, m.SeatingWish, workshop, "position")
    found.choices = _of(session, m.ClusterChoice, workshop)
    found.confirmations = _below(session, m.SeatingConfirmation, "segment_id", found.segments)


def _gather_findings(session: DbSession, found: Gathered) -> None:
    workshop = found.workshop.id
    found.criteria = _of(session, m.Criterion, workshop, "position")
    tables = {row.id for row in found.tables}
    scores = session.exec(select(m.Score).order_by(col(m.Score.id)))
    found.scores = [row for row in scores if row.table_id in tables]
    found.dots = _of(session, m.DotVote, workshop, "position")
    found.self_ratings = _of(session, m.SelfRating, workshop, "position")
    found.evaluations = _of(session, m.Evaluation, workshop, "number")
    found.lights = _of(session, m.LightRating, workshop, "position")


def _gather_capture(session: DbSession, found: Gathered) -> None:
    workshop = found.workshop.id
    found.report_backs = _of(session, m.ReportBack, workshop, "position")
    found.points = _below(session, m.ReportPoint, "report_back_id", found.report_backs, "position")
    points = {point.id: point for point in found.points}
    session.expunge_all()
    for draft in session.exec(select(m.Draft)):
        point = points.get(draft.point_id)
        if point is not None:
            setattr(point, draft.field, draft.text)
    found.parking_lot = _of(session, m.ParkingLotItem, workshop, "position")
    found.actions = _of(session, m.ActionItem, workshop, "position")


def _name_everything(found: Gathered) -> None:
    """Give every row that others refer to a code of its own; one that is there and unique stays."""
    _name(found, Noun.SEGMENT, found.segments, "segment-", lambda row: row.code)
    _name(found, Noun.CLUSTER, found.clusters, "cluster-", lambda row: row.code)
    _name(found, Noun.PARTICIPANT, found.people, "p", lambda row: row.code)
    _name(found, Noun.REPORT_BACK, found.report_backs, "rb-", lambda row: row.code)
    _name(found, Noun.PARKING_LOT_ITEM, found.parking_lot, "P", lambda row: row.code)
    _name(found, Noun.ACTION_ITEM, found.actions, "A", lambda row: row.code)
    _name(found, Noun.CRITERION, found.criteria, "criterion-", lambda row: row.code)
    _name(found, Noun.DAY, found.days, "", lambda row: str(row.number))
    _name(found, Noun.TABLE, found.tables, "", lambda row: str(row.number))
    _name(found, Noun.STEP, found.steps, "", lambda row: str(row.number))
    _name(found, Noun.LIGHT_ITEM, found.light_items, "", lambda row: row.item)
    _name(found, Noun.WORKSHOP, [found.workshop], "", lambda _row: "workshop")
    numbered: dict[str, int] = {}
    for point in found.points:
        number = numbered[point.report_back_id] = numbered.get(point.report_back_id, 0) + 1
        found.codes[point.id] = str(number)
        found.refs[str(Noun.REPORT_POINT), point.id] = f"{found.code(point.report_back_id)}#{number}"


def _name(found: Gathered, noun: Noun, rows: Iterable[R], prefix: str, code_of: Callable[[R], str]) -> None:
    rows = list(rows)
    taken: set[str] = set()
    unnamed: list[R] = []
    for row in rows:
        code = " ".join(code_of(row).split())
        if code and code not in taken:
            taken.add(code)
            found.codes[row.id] = code
        else:
            unnamed.append(row)
    number = 0
    for row in unnamed:
        number += 1
        while f"{prefix}{number}" in taken:
            number += 1
        taken.add(f"{prefix}{number}")
        found.codes[row.id] = f"{prefix}{number}"
    for row in rows:
        found.refs[str(noun), row.id] = found.codes[row.id]
