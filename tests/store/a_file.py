"""A small workshop file for the tests of the store: real tables, real disk."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import text
from sqlmodel import Session as DbSession
from sqlmodel import select

from facilitator_app.models import (
    Day,
    Programme,
    ReportBack,
    ReportPoint,
    Segment,
    Table,
    Workshop,
)
from facilitator_app.records.enums import Desk, SegmentKind
from facilitator_app.store import files, schema
from facilitator_app.store.workshop_file import Transaction, WorkshopFile
from facilitator_app.support.clock import Clock, FakeClock

DEVICE = "0190a000-0000-7000-8000-000000000001"
NAME = "kaunas.workshop"
POINTS = (
    "Vietinės problemos",
    "ประเด็นท้องถิ่น",
    "បញ្ហាមូលដ្ឋាន",
    "مشكلات محلية",
    "Local issues that nobody spoke of before",
)


def fill(transaction: Transaction) -> None:
    """Put one workshop with one segment, three tables and five points into a new file."""
    session = transaction.session
    programme = Programme(title="Cluster programme")
    session.add(programme)
    session.flush()
    workshop = Workshop(
        programme_id=programme.id,
        title="Kaunas",
        course="two_day",
        start="2027-03-02",
        end="2027-03-03",
        zone="Europe/Vilnius",
    )
    session.add(workshop)
    session.flush()
    day = Day(workshop_id=workshop.id, number=1, on="2027-03-02", start="09:00", end="17:00")
    tables = [Table(workshop_id=workshop.id, number=number) for number in (1, 2, 3)]
    session.add_all([day, *tables])
    session.flush()
    segment = Segment(day_id=day.id, position=1, kind=SegmentKind.STEP, title="Step 1", planned_seconds=2700)
    session.add(segment)
    session.flush()
    report_back = ReportBack(
        workshop_id=workshop.id, segment_id=segment.id, table_id=tables[0].id, language="lt"
    )
    session.add(report_back)
    session.flush()
    session.add_all(
        ReportPoint(report_back_id=report_back.id, position=position, local_text=said)
        for position, said in enumerate(POINTS, start=1)
    )


def make(folder: Path, clock: Clock | None = None, **further: Any) -> WorkshopFile:
    """Make and open the small workshop."""
    return files.create(folder / NAME, clock=clock or FakeClock(), device=DEVICE, fill=fill, **further)


def reopen(folder: Path, clock: Clock | None = None, **further: Any) -> WorkshopFile:
    """Open the small workshop again."""
    return files.open_workshop(folder / NAME, clock=clock or FakeClock(), device=DEVICE, **further)


def rename(file: WorkshopFile, title: str, desk: Desk = Desk.CONSOLE) -> None:
    """Give the workshop another title: a command that changes one field of one row."""
    with file.transact("Rename the workshop", desk) as transaction:
        the_workshop(transaction.session).title = title


def the_workshop(session: DbSession) -> Workshop:
    """Return the one workshop."""
    return session.exec(select(Workshop)).one()


def the_points(session: DbSession) -> list[ReportPoint]:
    """Return the points in order."""
    return list(session.exec(select(ReportPoint).order_by(text("position"))).all())


def title(file: WorkshopFile) -> str:
    """Return the title as it stands in the file."""
    with file.read() as session:
        return the_workshop(session).title


def everything(file: WorkshopFile) -> dict[str, list[tuple[Any, ...]]]:
    """Return every value of every row of every noun."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    with file.read() as session:
        for table, columns in schema.present().journalled().items():
            listed = ", ".join(f'"{column}"' for column in columns)
            rows = session.connection().execute(text(f"SELECT {listed} FROM {table} ORDER BY id"))  # noqa: S608
            found[table] = [tuple(row) for row in rows]
    return found


def names(folder: Path) -> list[str]:
    """Return what lies in a folder, hidden files included."""
    return sorted(one.name for one in folder.iterdir())
