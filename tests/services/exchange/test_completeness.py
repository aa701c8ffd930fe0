"""Nothing stays behind: every column of every table travels through an export."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any, Final

import pytest
from sqlmodel import select

from facilitator_app import models as m
from facilitator_app.models.base import Row
from facilitator_app.records.enums import Desk
from facilitator_app.services.exchange.gathering import Gathered, gather
from facilitator_app.store import files
from facilitator_app.support import paths
from tests.services.exchange.conftest import Exchange, same_bytes
from tests.services.exchange.the_day import happened_on_the_day, was_wished_and_chosen

INSTANT: Final = "2027-03-02T09:15:30.250000+00:00"
# Values that the schema or the reader wants in a form of their own; every other text is filled freely.
FORMED: Final[dict[str, Any]] = {
    "language": "ka", "discussion_language": "th", "report_language": "km", "evidence_language": "bn",
    "comment_language": "is", "working_language": "fr", "captured_at": INSTANT, "created_at": INSTANT,
    "changed_at": INSTANT, "noted_at": INSTANT, "first_step_date": "2027-03-09", "english_level": "C2",
    "due_date": "2027-04-01", "languages": ["ar", "zh-Hans"], "local_languages": ["th", "km"],
    "on": "2027-03-05", "start": "08:15", "end": "17:45", "doors": "left", "place_x": 0.25, "place_y": 1.0,
    "mix_weights": {"org": 8.0, "gender": 0.0}, "not_alone": ["gender"],
}  # fmt: skip
# Keys, closed lists, references, and what is computed again on import.
LEFT_AS_THEY_ARE: Final = frozenset(
    {
        "id", "extra", "position", "number", "code", "item", "competency", "kind", "stage", "status",
        "colour", "role", "session", "zone", "course", "language_mode", "anchor_kind", "anchor_at",
        "round_kind", "cycle", "sequence", "started_wall", "started_boot", "started_mono_ms", "ended_wall",
        "ended_boot", "ended_mono_ms", "paused_wall", "paused_boot", "paused_mono_ms", "folded", "answers",
        "speakers", "table_count", "step", "phase", "turn", "at", "changes", "expected_at", "paused_for",
        "choice",
    }
)  # fmt: skip
TABLES: Final[tuple[type[Row], ...]] = (
    m.Day, m.Segment, m.Stage, m.Step, m.LightItem, m.Cluster, m.Table, m.Participant, m.Seat, m.Attendance,
    m.Criterion, m.Score, m.SelfRating, m.Evaluation, m.LightRating, m.ReportBack, m.ReportPoint,
    m.ParkingLotItem, m.ActionItem, m.RunEntry, m.TableRole, m.DotVote, m.Recovery, m.Guest, m.Timer,
    m.SeatingWish, m.ClusterChoice, m.SeatingConfirmation,
)  # fmt: skip


def filled(row: Row, number: int) -> Row:
    """Fill every free column of a row with something of its own."""
    for name, value in row.model_dump().items():
        if name in LEFT_AS_THEY_ARE or name.endswith("_id"):
            continue
        if isinstance(row, m.Workshop) and name in {"start", "end"}:
            continue
        if name in FORMED:
            setattr(row, name, FORMED[name])
        elif isinstance(value, bool):
            setattr(row, name, not value)
        elif isinstance(value, str):
            setattr(row, name, f"{type(row).__name__} {name} {number} ქ")
        elif isinstance(value, list):
            setattr(row, name, [f"{name} one", f"{name} two"])
        elif isinstance(value, int | float) and name.endswith("seconds"):
            setattr(row, name, int(value) + 61)
    row.extra = {"kept": f"extra {number}"}
    return row


def pictured(found: Gathered) -> list[dict[str, Any]]:
    """Return all rows with ids replaced by the place of the row they mean."""
    lists: list[list[Row]] = [[found.programme], [found.workshop]]
    names = [one.name for one in fields(Gathered) if isinstance(getattr(found, one.name), list)]
    lists += [getattr(found, name) for name in names]
    place = {row.id: f"{type(row).__name__} {at}" for rows in lists for at, row in enumerate(rows)}

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            # A further column of the CSV is there for all its rows; where a row had none it is empty.
            return {name: plain(inner) for name, inner in value.items() if inner != ""}
        if isinstance(value, list):
            return [plain(inner) for inner in value]
        return place.get(value, value) if isinstance(value, str) else value

    return [
        {"is": type(row).__name__} | {name: plain(value) for name, value in row.model_dump().items()}
        for rows in lists
        for row in rows
    ]


@pytest.fixture
def full(exchange: Exchange) -> Path:
    """Kaunas with one row of every table filled to the last column."""
    path, _report = exchange.take_in(paths.rehearsals() / "kaunas_2day")
    with (
        files.open_workshop(path, clock=exchange.clock, device="test-laptop") as file,
        file.transact("fill", Desk.PREPARE) as transaction,
    ):
        session = transaction.session
        happened_on_the_day(session)
        was_wished_and_chosen(session)
        session.flush()
        for model in TABLES:
            kind: Any = model
            rows: list[Row] = list(session.exec(select(kind).limit(2)))
            for number, row in enumerate(rows):
                session.add(filled(row, number))
        people = session.exec(select(m.Participant).limit(3)).all()
        people[0].interpreter_id, people[1].replaced_by_id = people[1].id, people[2].id
        workshop = session.exec(select(m.Workshop)).one()
        session.add(filled(workshop, 0))
        step = session.exec(select(m.Step)).first()
        assert step is not None
        session.add(m.Translation(noun="steps", row_id=step.id, field="name", language="ar", text="خطوة"))
    return path


def test_an_imported_export_is_equal_row_by_row_and_column_by_column(exchange: Exchange, full: Path) -> None:
    package = exchange.give(full, "full.zip")
    again, report = exchange.take_in(package)
    assert report.problems == ()
    pictures = []
    for path in (full, again):
        with (
            files.open_workshop(path, clock=exchange.clock, device="test-laptop") as file,
            file.read() as session,
        ):
            pictures.append(pictured(gather(session, None)))
    assert len(pictures[0]) == len(pictures[1])
    for before, after in zip(*pictures, strict=True):
        computed = {"folded": after["folded"]} if "folded" in before else {}
        assert after == before | computed
    assert same_bytes(exchange.give(full, "one"), exchange.give(again, "two")) == []
