"""Print what was said about the rest of the day at 10:00, 11:00 … against what happened, over the rehearsals.

python -m tests.tools.forecasts
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from facilitator_app.content.catalogue import load
from facilitator_app.records.enums import SegmentKind
from facilitator_app.records.workshop import WorkshopRecord
from facilitator_app.rules.running import reading_at
from facilitator_app.rules.schedule import SegmentState
from facilitator_app.services.exchange.importing import import_data_set
from facilitator_app.services.reading import read_workshop
from facilitator_app.services.recovery.moments import WhatIf, standing_if
from facilitator_app.store.files import open_workshop
from facilitator_app.support import paths
from facilitator_app.support.clock import FakeClock

HOURS = (10, 11, 12, 13, 14, 15, 16)


@dataclass(frozen=True)
class Forecast:
    """One start as it was foretold at a moment, as it was planned, as a plain shift, and as it was."""

    asked: datetime
    segment_id: str
    foretold: datetime
    planned: datetime
    shifted: datetime
    actual: datetime

    @property
    def error(self) -> float:
        """By how many minutes the forecast was wrong."""
        return _apart(self.foretold, self.actual)

    @property
    def planned_error(self) -> float:
        """By how many minutes the plan was wrong."""
        return _apart(self.planned, self.actual)

    @property
    def shifted_error(self) -> float:
        """By how many minutes the plan, moved by today's delay over every fixed time, was wrong."""
        return _apart(self.shifted, self.actual)


def logged_workshop(name: str = "kaunas_2day") -> WorkshopRecord:
    """Import a rehearsal with its log of how long everything took and read it."""
    with tempfile.TemporaryDirectory() as folder:
        path, clock = Path(folder) / "r.workshop", FakeClock()
        source = paths.rehearsals() / name
        import_data_set(source, path, content=load(paths.content()), clock=clock, device="tools")
        opened = open_workshop(path, clock=clock, device="tools", read_only=True)
        with opened as file, file.read() as session:
            return read_workshop(session)


def moments(record: WorkshopRecord, hours: Sequence[int] = HOURS) -> Iterator[datetime]:
    """Yield the full hours of every day of a workshop."""
    for day in record.agenda.days:
        for hour in hours:
            yield datetime.combine(day.on, time(hour), ZoneInfo(record.agenda.zone))


def forecasts(record: WorkshopRecord, asked: datetime) -> Iterator[Forecast]:
    """Yield every later start of that day as foretold at `asked`; the comparison alone knows the rest."""
    standing = standing_if(record, WhatIf(reading_at(asked)), load(paths.content()))
    placed, really = standing.schedule, starts(record)
    late = timedelta(seconds=placed.offset_seconds)
    for day in placed.days:
        if day.day.on != asked.date():
            continue
        for one in day.segments:
            known = one.segment.id in really and one.segment.kind is not SegmentKind.EVENING
            if known and one.state is SegmentState.COMING:
                yield Forecast(
                    asked,
                    one.segment.id,
                    one.expected_start,
                    one.planned_start,
                    one.planned_start + late,
                    really[one.segment.id],
                )


def starts(record: WorkshopRecord) -> Mapping[str, datetime]:
    """Return when each segment really began."""
    found: dict[str, datetime] = {}
    for entry in record.run_entries:
        found.setdefault(entry.position.segment_id, entry.started.wall)
    return found


def _apart(one: datetime, other: datetime) -> float:
    return abs((one.astimezone(UTC) - other.astimezone(UTC)).total_seconds()) / 60


def _row(name: str, found: Sequence[Forecast]) -> str:
    columns = []
    for errors in zip(*((one.error, one.shifted_error, one.planned_error) for one in found), strict=True):
        columns += [f"{sum(errors) / len(errors):.1f}", f"{max(errors):.0f}"]
    return f"| {name} | {len(found)} | {' | '.join(columns)} |"


def main() -> None:
    """Print the table of errors in minutes."""
    record = logged_workshop()
    said = [
        f"Starts foretold against starts in the log of {record.details.code}, minutes",
        "",
        "| Asked at | Starts | Forecast: mean | max | Moved by the delay: mean | max | Plan: mean | max |",
        "|---|---|---|---|---|---|---|---|",
    ]
    everything: list[Forecast] = []
    for asked in moments(record):
        found = list(forecasts(record, asked))
        everything += found
        if found:
            said.append(_row(f"{asked:%d %B, %H:%M}", found))
    said.append(_row("all", everything))
    sys.stdout.write("\n".join(said) + "\n")


if __name__ == "__main__":
    main()
