"""A data set becomes a workshop file, or a list of what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from facilitator_app import models as m
from facilitator_app.content.catalogue import Content
from facilitator_app.models.base import Row
from facilitator_app.records.problems import Problem
from facilitator_app.services.exchange import (
    taking_capture,
    taking_day,
    taking_findings,
    taking_people,
    taking_plan,
    taking_run,
    taking_seating,
)
from facilitator_app.services.exchange.building import Building
from facilitator_app.services.exchange.source import DataSet, read_data_set
from facilitator_app.services.planning.layout import add_steps
from facilitator_app.store import files
from facilitator_app.store.workshop_file import Transaction
from facilitator_app.support.clock import Clock

COUNTED: Final[Mapping[str, type[Row]]] = {
    "participants": m.Participant,
    "tables": m.Table,
    "clusters": m.Cluster,
    "segments": m.Segment,
    "report_backs": m.ReportBack,
    "points": m.ReportPoint,
    "ratings": m.LightRating,
    "actions": m.ActionItem,
    "parking_lot": m.ParkingLotItem,
    "attendance": m.Attendance,
    "scores": m.Score,
    "dots": m.DotVote,
    "self_ratings": m.SelfRating,
    "evaluations": m.Evaluation,
    "run_entries": m.RunEntry,
    "seats": m.Seat,
    "roles": m.TableRole,
    "translations": m.Translation,
}
# Of these only those are counted of which there are any: few workshops have them.
SELDOM: Final[Mapping[str, type[Row]]] = {
    "recoveries": m.Recovery,
    "guests": m.Guest,
    "timers": m.Timer,
    "wishes": m.SeatingWish,
    "choices": m.ClusterChoice,
    "confirmations": m.SeatingConfirmation,
}


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What a data set holds and what was wrong: `counts` are rows kept, by noun (`COUNTED`, `SELDOM`)."""

    title: str
    workshop_id: str
    counts: Mapping[str, int]
    problems: tuple[Problem, ...]
    left_out: tuple[str, ...]
    notes: tuple[str, ...]


def is_data_set(source: Path) -> bool:
    """Return whether a source is to be read as a data set (folder or `.zip`) and not as a roster."""
    return source.is_dir() or source.suffix.lower() == ".zip"


def check_data_set(source: Path, *, content: Content) -> ImportReport:
    """Return what an import would keep and every problem, changing nothing.

    Raises KnownError where the set cannot be used at all.
    """
    _programme, building = _build(read_data_set(source), content)
    return _report(building)


def import_data_set(
    source: Path, target: Path, *, content: Content, clock: Clock, device: str
) -> ImportReport:
    """Make the workshop file `target` of a data set (folder or zip); bad rows are named and kept out.

    Raises KnownError where the set cannot be used at all or `target` exists: then nothing is made.
    """
    programme, building = _build(read_data_set(source), content)
    files.create(
        target, clock=clock, device=device, fill=lambda transaction: _fill(transaction, programme, building)
    ).close()
    return _report(building)


def _build(data: DataSet, content: Content) -> tuple[m.Programme, Building]:
    programme, building = taking_plan.begin(data, content)
    taking_plan.take_agenda(building)
    taking_plan.take_steps(building)
    taking_people.take_clusters(building)
    roles = taking_people.take_tables(building)
    places = taking_people.take_people(building)
    taking_people.take_attendance(building)
    taking_seating.take_seats(building, places)
    taking_seating.take_roles(building, roles)
    taking_seating.take_wishes(building)
    taking_seating.take_choices(building)
    taking_seating.take_confirmations(building)
    taking_findings.take_scores(building)
    taking_findings.take_dots(building)
    taking_findings.take_self_ratings(building)
    taking_findings.take_evaluations(building)
    taking_findings.take_lights(building)
    taking_capture.take_report_backs(building)
    taking_capture.take_parking_lot(building)
    taking_capture.take_actions(building)
    taking_capture.take_translations(building)
    taking_run.take_run(building)
    taking_day.take_recoveries(building)
    taking_day.take_guests(building)
    taking_day.take_timers(building)
    return programme, building


def _fill(transaction: Transaction, programme: m.Programme, building: Building) -> None:
    """Insert the rows noun by noun: the schema's references must be there before what refers to them."""
    session = transaction.session
    session.add(programme)
    session.flush()
    links = [(p, p.interpreter_id, p.replaced_by_id) for p in building.people.values()]
    for person, _interpreter, _replaced in links:
        person.interpreter_id = person.replaced_by_id = None
    by_kind: dict[type[Row], list[Row]] = {}
    for row in building.rows:
        by_kind.setdefault(type(row), []).append(row)
    for rows in by_kind.values():
        session.add_all(rows)
        session.flush()
    if building.copies_steps:
        add_steps(session, building.workshop.id, building.content)
    for person, interpreter, replaced in links:
        person.interpreter_id, person.replaced_by_id = interpreter, replaced
    session.flush()


def _report(building: Building) -> ImportReport:
    return ImportReport(
        title=building.workshop.title,
        workshop_id=building.workshop.id,
        counts={name: building.count(model) for name, model in COUNTED.items()}
        | {name: number for name, model in SELDOM.items() if (number := building.count(model))},
        problems=tuple(building.data.problems),
        left_out=tuple(building.data.left_out),
        notes=tuple(building.data.notes),
    )
